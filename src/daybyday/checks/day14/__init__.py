"""Checks of day 14."""
