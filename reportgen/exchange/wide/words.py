"""The words by which headings are recognised: what is counted, which side, which measure, which characteristic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.effects.column_names import COLUMN_NAMES, column_names
from reportgen.exchange.wide.fields import FIELDS, SIDES, Side
from reportgen.model import CHARACTERISTICS

__all__ = [
    "BASELINE",
    "CHARACTERISTIC_NAMES",
    "DATA_WORDS",
    "FIXED_NAMES",
    "GENERAL_NAMES",
    "MEASURE_WORDS",
    "PASSED_OVER",
    "Heading",
    "heading_of",
    "side_of_word",
]

_TOKEN = re.compile(r"[^\W_]+")
_SEAMS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as it stands, and its words, as they stand and in lower case."""

    text: str
    shown: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def plain(self) -> str:
        """Return the words in one line."""
        return " ".join(self.words)


def heading_of(text: str) -> Heading:
    """Return the words of a heading: cut at signs, between letters and digits, and before capitals."""
    shown = tuple(_TOKEN.findall(_SEAMS.sub(" ", text)))
    return Heading(text=text, shown=shown, words=tuple(word.casefold() for word in shown))


def _numbered(column: str) -> str:
    for place, side in enumerate(SIDES, 1):
        if column.endswith(f"_{place}"):
            return f"{column[:-2]}_{side}"
    return column


def _of_metafor() -> dict[str, str]:
    """Return the names that `reportgen pool` takes, which are metafor's and our own."""
    found = {}
    for column in COLUMN_NAMES:
        own = column_names(column)
        for name in (column, *COLUMN_NAMES[column]):
            found[name] = _numbered(column)
        if own[-1] in {"bi", "di", "mi"}:
            found[own[-1]] = _numbered(column).replace("n", "non_events", 1)
    return found | {"vi": "y_variance", "slab": "study"}


_META = {
    "studlab": "study",
    "TE": "y",
    "seTE": "se",
    **{
        f"{name}.{letter}": f"{field}_{side}"
        for name, field in (("event", "events"), ("n", "n"), ("mean", "mean"), ("sd", "sd"), ("time", "time"))
        for letter, side in zip("ec", SIDES, strict=True)
    },
    "cor": "r",
}

_NEVER_GUESSED = frozenset({"t", "p", "df", "ci"})

FIXED_NAMES: Mapping[str, str] = {
    **{name: name for name in FIELDS if name not in _NEVER_GUESSED},
    **_of_metafor(),
    **_META,
}
"""Headings that mean one thing, letter by letter: our own keys, and the names of the R packages metafor and meta."""

GENERAL_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("study", "studies", "trial", "trials", "study name", "study id", "study label"), "study"),
    **dict.fromkeys(("citation", "reference", "publication", "author year", "study author year", "paper"), "study"),
    **dict.fromkeys(("author", "authors", "first author"), "author"),
    **dict.fromkeys(("year", "publication year", "pub year", "yr", "year of publication"), "year"),
    **dict.fromkeys(("outcome", "outcome name", "endpoint", "end point"), "outcome"),
    **dict.fromkeys(("subgroup", "sub group"), "subgroup"),
    **dict.fromkeys(("time", "time point", "timepoint", "assessment time"), "time_point"),
    **dict.fromkeys(("analysis set", "population analysed", "population analyzed"), "analysis_set"),
    **dict.fromkeys(("measure", "effect measure", "sm"), "measure"),
    **dict.fromkeys(("unit", "units"), "unit"),
    **dict.fromkeys(("instrument", "scale", "questionnaire"), "instrument"),
    **dict.fromkeys(("n randomised", "n randomized", "randomised", "randomized"), "n_randomised"),
    **dict.fromkeys(("correlation", "correlation coefficient", "r", "pearson r"), "r"),
    "better": "better",
}
"""What a whole heading means, words in lower case."""

_MORE_CHARACTERISTICS = {
    "study design": "design",
    "study type": "design",
    "location": "country",
    "population": "participants",
    "comments": "notes",
    "comment": "notes",
    "sponsor": "funding",
}

CHARACTERISTIC_NAMES: Mapping[str, str] = {
    **{name.replace("_", " "): name for name in CHARACTERISTICS},
    **{label.casefold(): name for name, label in CHARACTERISTICS.items()},
    **_MORE_CHARACTERISTICS,
}
"""Which characteristic of a study a whole heading names."""

DATA_WORDS: Sequence[tuple[str, Sequence[str]]] = (
    ("events", ("n n", "events n", "event n", "events total", "event total", "r n", "x n")),
    ("mean", ("mean sd", "mean s d", "mean standard deviation")),
    ("events", ("events", "event", "cases", "deaths", "died", "responders", "ev")),
    ("sd", ("sd", "std dev", "stdev", "std", "standard deviation", "s d")),
    ("se", ("se", "sem", "standard error", "std error")),
    ("mean", ("mean", "means", "average", "avg", "m")),
    ("median", ("median",)),
    ("q1", ("q 1", "lower quartile", "first quartile")),
    ("q3", ("q 3", "upper quartile", "third quartile")),
    ("time", ("person time", "person years", "patient years", "time at risk", "py", "pyears")),
    ("n", ("sample size", "n", "totals", "total", "participants", "patients", "subjects", "number", "size", "num")),
)
"""Words for what is counted of an arm, in the order they are looked for; of two numbers in a cell, the first."""

MEASURE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("rr", "risk ratio", "relative risk"), "RR"),
    **dict.fromkeys(("or", "odds ratio"), "OR"),
    **dict.fromkeys(("hr", "hazard ratio"), "HR"),
    **dict.fromkeys(("irr", "rate ratio", "incidence rate ratio"), "IRR"),
    **dict.fromkeys(("rd", "risk difference"), "RD"),
    **dict.fromkeys(("md", "mean difference", "wmd", "weighted mean difference"), "MD"),
    **dict.fromkeys(("smd", "hedges g", "g", "standardised mean difference", "standardized mean difference"), "SMD"),
    "cohens d": "D",
}
"""Words for an effect that say which measure it is."""

BASELINE = frozenset({"age", "baseline", "pre", "bmi", "female", "male", "women", "men", "sex"})
"""Words that say that numbers describe the participants before treatment."""

PASSED_OVER = frozenset(
    {"", "p", "p value", "pval", "weight", "weights", "w", "id", "no", "nr", "row", "rownames", "index", "x"}
)
"""Headings of columns that say nothing of a study, or that are worked out again."""

_EXPERIMENTAL = re.compile(
    r"e|exp|experimental|intervention|interv|int|i|treatment"
    r"|treat|treated|trt|tx|t|active|drug|test|vaccine"
)
_COMPARATOR = re.compile(
    r"c|con|ctrl|ctl|control|controls|comparator|comparison"
    r"|comp|placebo|pbo|plac|sham|waitlist|usual|reference"
)


def side_of_word(word: str) -> Side | None:
    """Return the side that a word names, None if it names neither; 1 and 2 are for who knows their neighbours."""
    if _EXPERIMENTAL.fullmatch(word):
        return "experimental"
    return "comparator" if _COMPARATOR.fullmatch(word) else None
