"""Checks of day 10."""
