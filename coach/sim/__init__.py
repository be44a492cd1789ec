"""Months in seconds, against the real engine: talking by hand, crowds of personas, and travelling in time."""
