"""Checks of day 9."""
