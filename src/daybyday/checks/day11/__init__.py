"""Checks of day 11."""
