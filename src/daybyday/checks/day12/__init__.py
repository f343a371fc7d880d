"""Checks of day 12."""
