"""Checks of day 8."""
