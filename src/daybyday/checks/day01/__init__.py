"""Checks of day 1."""
