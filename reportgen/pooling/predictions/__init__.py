"""Prediction intervals, one a file."""

__all__: list[str] = []
