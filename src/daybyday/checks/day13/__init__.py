"""Checks of day 13."""
