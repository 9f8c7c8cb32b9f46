"""Headings of effects: the estimate, its standard error and its limits, whatever the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.exchange.wide.words import MEASURE_WORDS, Heading

__all__ = ["EffectMeaning", "effect_meaning"]

_LOG = frozenset({"log", "ln"})
_INTERVAL = re.compile(r"95|90|99|ci|cl|limit|confidence|interval|bound|of|the|for|adjusted|adj|unadjusted|crude")
_ESTIMATES = frozenset({"estimate", "effect", "effect size", "es", "point estimate", "effect estimate"})
_LOW = frozenset({"lower", "low", "ll", "lcl", "lci", "lb", "lo", "l"})
_HIGH = frozenset({"upper", "high", "ul", "ucl", "uci", "ub", "hi", "u"})
_GLUED = re.compile(
    r"(se)(log|ln)|(log|ln)(rr|or|hr|irr)|(rr|or|hr|irr|md|smd|rd)(lower|low|upper|high|lcl|ucl|se)|(ci|ll|ul)(low|l|u|hi|high)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectMeaning:
    """What the heading of an effect holds: a key of `EFFECT_FIELDS`, the measure it names, and why."""

    field: str
    measure: str
    why: str


def effect_meaning(heading: Heading) -> EffectMeaning | None:
    """Return what a heading says of an effect, None if it says something else."""
    words = [part for word in heading.words for part in _parts(word)]
    log = bool(_LOG & set(words))
    rest = [word for word in words if not _INTERVAL.fullmatch(word) and word not in _LOG]
    measure, rest = _without_measure(rest)
    text = " ".join(rest)
    if {"o", "e"} == set(words) or text in {"o minus e", "observed minus expected"}:
        return EffectMeaning(field="o_minus_e", measure="", why="observed less expected events")
    if not rest and not measure and {"ci", "interval"} & set(words):
        return EffectMeaning(field="ci", measure="", why="words for an interval, and no others")
    limits = {"ci_low": _LOW, "ci_high": _HIGH}
    around = rest and rest[0] not in _ESTIMATES and rest[-1] not in _ESTIMATES
    for field_, known in limits.items():
        one = {word for word in rest if word not in {"estimate", "effect"}}
        if one and one <= known and (around or len(rest) > 1):
            return EffectMeaning(field=field_, measure=measure, why="words for a confidence limit")
    spread = " ".join(word for word in rest if word not in {"estimate", "effect", "es"})
    if spread in {"se", "standard error", "std error"}:
        return EffectMeaning(field="se", measure=measure, why="words for a standard error, and no side named")
    if spread in {"variance", "var", "v"}:
        field_ = "y_variance" if log or measure else "variance"
        return EffectMeaning(field=field_, measure=measure, why="a word for a variance")
    if (measure and not rest) or text in _ESTIMATES:
        words_of = f"words for {measure}" if measure else "words for an effect"
        return EffectMeaning(field="y" if log else "estimate", measure=measure, why=words_of)
    return None


def _parts(word: str) -> list[str]:
    found = _GLUED.fullmatch(word)
    return [part for part in found.groups() if part] if found else [word]


def _without_measure(words: list[str]) -> tuple[str, list[str]]:
    """Return the measure that the words name, and the other words."""
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            name = MEASURE_WORDS.get(" ".join(words[start : start + size]))
            if name:
                return name, words[:start] + words[start + size :]
    return "", words
