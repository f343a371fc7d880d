"""Checks of day 4."""
