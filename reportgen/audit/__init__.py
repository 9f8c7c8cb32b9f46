"""Checks over a review's data and results: what contradicts itself is said, with the sums shown, and stops nothing."""

from reportgen.audit.audit import audit
from reportgen.audit.check import Check
from reportgen.audit.registry import CHECKS

__all__ = ["CHECKS", "Check", "audit"]
