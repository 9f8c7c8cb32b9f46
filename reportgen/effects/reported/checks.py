"""What reported numbers must be before anything is worked out from them."""

from __future__ import annotations

import math

from reportgen.effects.reported.derivation import NotDerivableError

__all__ = ["above_zero", "at_least_zero", "correlation", "number", "participants", "probability", "wide"]


def number(name: str, value: float) -> float:
    """Return the value if it is a finite number, else raise `NotDerivableError`."""
    if not math.isfinite(value):
        raise NotDerivableError(f"{name} is not a number")
    return value


def above_zero(name: str, value: float) -> float:
    """Return the value if it is finite and above 0, else raise `NotDerivableError`."""
    if number(name, value) <= 0:
        raise NotDerivableError(f"{name} is not above zero")
    return value


def at_least_zero(name: str, value: float) -> float:
    """Return the value if it is finite and not below 0, else raise `NotDerivableError`."""
    if number(name, value) < 0:
        raise NotDerivableError(f"{name} is below zero")
    return value


def participants(n: float, *, at_least: int = 2) -> float:
    """Return the number of participants if there are enough of them, else raise `NotDerivableError`.

    A number that was divided (a split arm, an effective sample size) need not be whole.
    """
    if number("the number of participants", n) < at_least:
        raise NotDerivableError(f"fewer than {at_least} participants")
    return n


def probability(name: str, value: float) -> float:
    """Return the value if it lies between 0 and 1, ends left out, else raise `NotDerivableError`."""
    if not 0 < number(name, value) < 1:
        raise NotDerivableError(f"{name} does not lie between 0 and 1")
    return value


def correlation(value: float) -> float:
    """Return the correlation if it lies between -1 and 1, else raise `NotDerivableError`."""
    if not -1 <= number("the correlation", value) <= 1:
        raise NotDerivableError("the correlation does not lie between -1 and 1")
    return value


def wide(what: str, low: float, high: float) -> float:
    """Return high - low if it is above 0, else raise `NotDerivableError`; `what` is "the interval" or the like."""
    if not number("the lower limit", low) < number("the upper limit", high):
        raise NotDerivableError(f"{what} has no width")
    return high - low
