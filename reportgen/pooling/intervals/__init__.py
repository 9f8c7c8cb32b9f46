"""Intervals of the pooled effect, one a file."""

__all__: list[str] = []
