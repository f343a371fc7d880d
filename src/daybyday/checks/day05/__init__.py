"""Checks of day 5."""
