"""The filters that templates may use; they change text, and refuse what is not text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jinja2 import Undefined
from jinja2.filters import FILTERS
from markupsafe import Markup

from reportgen.compose.permitted import ForbiddenError

__all__ = ["TEXT_FILTERS"]


def _text(value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # which raises, and names what is missing
    if isinstance(value, Markup) or not isinstance(value, str):
        raise ForbiddenError(f"a filter on a value that is not text ({type(value).__name__})")
    return value


def _on_text(change: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: change(_text(value))


def _join(values: Iterable[object], gap: str = "") -> str:
    return gap.join(_text(value) for value in values)


TEXT_FILTERS: Mapping[str, Callable[..., object]] = {
    "capitalize": _on_text(str.capitalize),
    "first": FILTERS["first"],
    "join": _join,
    "last": FILTERS["last"],
    "length": FILTERS["length"],
    "lower": _on_text(str.lower),
    "title": _on_text(str.title),
    "trim": _on_text(str.strip),
    "upper": _on_text(str.upper),
}
"""Filters by name; each has Jinja2's own meaning."""
