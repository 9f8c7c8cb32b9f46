"""Intervals of the pooled effect, one a file."""
