"""Estimators of tau2, one a file."""

__all__: list[str] = []
