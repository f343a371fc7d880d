"""Checks of day 2."""
