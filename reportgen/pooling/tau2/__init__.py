"""Estimators of tau2, one a file."""
