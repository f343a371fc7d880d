"""Checks of day 3."""
