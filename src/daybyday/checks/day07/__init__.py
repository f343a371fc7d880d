"""Checks of day 7."""
