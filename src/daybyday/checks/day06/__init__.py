"""Checks of day 6."""
