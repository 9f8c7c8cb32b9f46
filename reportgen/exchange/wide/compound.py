"""Cells that hold several numbers: "12/50", "12 (24%)", "5.2 (1.1)", "0.75 (0.60 to 0.94)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportgen.exchange.wide.fields import SIDES
from reportgen.load.decimal_mark import is_grouped, mark_of_cell

__all__ = ["UNKNOWN", "base_of", "is_number", "kind_of_cells", "parts_of"]

_N = r"([+\-−]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?)"
_FORMS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("events", ("events", "n"), re.compile(r"(\d+)\s*(?:/|of|out of)\s*(\d+)\s*(?:\(\s*[\d.,]+\s*%?\s*\))?")),
    ("events", ("events",), re.compile(r"(\d+)\s*[(\[]\s*[\d.,]+\s*%\s*[)\]]")),
    ("mean", ("mean", "sd"), re.compile(rf"{_N}\s*(?:[(\[]\s*(?:SD:?\s*|±\s*)?{_N}\s*[)\]])", re.IGNORECASE)),
    ("mean", ("mean", "sd"), re.compile(rf"{_N}\s*(?:±|\+/-|\+-)\s*{_N}")),
    (
        "estimate",
        ("estimate", "ci_low", "ci_high"),
        re.compile(
            rf"{_N}\s*[(\[]\s*(?:\d\d\s*%\s*CI:?\s*)?{_N}\s*(?:to|bis|,|;|–|—|-|−)\s*{_N}\s*[)\]]", re.IGNORECASE
        ),
    ),
)
_INTERVAL = re.compile(rf"[(\[]?\s*(?:\d\d\s*%\s*CI:?\s*)?{_N}\s*(?:to|bis|,|;|–|—|-|−)\s*{_N}\s*[)\]]?", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+)\s*[(\[]\s*[\d.,]+\s*[)\]]")
_MOST_SAMPLES = 200

UNKNOWN = frozenset(
    {"", "na", "n/a", "#n/a", "nan", "nr", "n.r.", "nd", "-", "–", "—", "?", ".", "not reported", "unknown", "missing"}
)
"""Cells that say that something is not known, in lower case."""


@lru_cache(maxsize=1024)
def base_of(field: str) -> tuple[str, str]:
    """Return a key of `FIELDS` without its side, and the side with its underscore, empty for none."""
    for side in SIDES:
        if field.endswith(f"_{side}"):
            return field.removesuffix(f"_{side}"), f"_{side}"
    return field, ""


def parts_of(base: str, text: str, heading: str = "") -> Mapping[str, str] | None:
    """Return the numbers of a cell of several as texts, by what they are, None for a cell of one.

    `base` is what the column holds. A column of effects on the scale of analysis (``y``) holds limits on that scale.
    """
    if base == "ci":
        limits = _INTERVAL.fullmatch(text.strip())
        return dict(zip(("ci_low", "ci_high"), limits.groups(), strict=True)) if limits else None
    wanted = "estimate" if base == "y" else base
    for _, names, form in _FORMS:
        found = form.fullmatch(text.strip())
        if wanted in names and found:
            texts = dict(zip(names, found.groups(), strict=True))
            if base == "y":
                texts["y"] = texts.pop("estimate")
            return texts
    found = _PERCENT.fullmatch(text.strip())
    if base == "events" and "%" in heading and found:
        return {"events": found[1]}
    return None


def kind_of_cells(cells: Sequence[str]) -> str:
    """Return what most of the cells look like: ``events`` (12/50), ``mean`` (5.2 (1.1)), ``estimate``, or empty."""
    filled = [text for cell in cells if (text := cell.strip()) and text.casefold() not in UNKNOWN][:_MOST_SAMPLES]
    for kind in dict.fromkeys(kind for kind, *_ in _FORMS):
        forms = [form for other, names, form in _FORMS if other == kind and len(names) > 1]
        hits = sum(any(form.fullmatch(text) for form in forms) for text in filled)
        if filled and hits * 5 >= len(filled) * 4:
            return kind
    return ""


def is_number(text: str) -> bool:
    """Return whether a cell holds a number, with whatever mark."""
    plain = text.strip().removesuffix("%").strip()
    return bool(plain) and (plain.isdecimal() or mark_of_cell(plain) is not None or is_grouped(plain) or _signed(plain))


def _signed(text: str) -> bool:
    return text[:1] in "+-−<>" and text[1:].strip().isdecimal()
