"""columns.yaml: which column of a table holds what, written by a reviewer.

Keys are our names, values the headings of the table, letter by letter:

    measure: RR
    better: lower
    experimental: Aspirin
    comparator: Placebo
    columns:
      study: Trial
      events_experimental: Deaths (A)
      n_experimental: N (A)
      events_comparator: Deaths (P)
      n_comparator: N (P)
    characteristics:
      country: Land
    risk_of_bias:
      tool: rob2
      d1: Randomisation

Where outcomes stand side by side, ``outcomes`` lists them, each with its ``title`` and its own ``columns``; those that
all share stand in ``columns`` above.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.effects import MEASURES
from reportgen.errors import Origin
from reportgen.exchange.wide.fields import FIELDS
from reportgen.load.findings import Findings, quoted
from reportgen.load.yaml_text import PlainFloat, PlainInt, read_yaml

__all__ = ["OUTCOME_KEYS", "SETTINGS", "ColumnMap", "OutcomeMap", "TableMap", "mapping_of", "table_map"]

Path = tuple[str | int, ...]

SETTINGS: Mapping[str, str] = {
    "sheet": "name of the sheet, where a workbook has several with tables",
    "title": "title of the review",
    "measure": "effect measure, a name of `reportgen list measures`",
    "better": "higher or lower: which direction is good for participants",
    "level": "confidence level of limits, 0.95 for 95 %",
    "outcome": "name of the outcome, where no column names it",
    "unit": "unit of the means",
    "experimental": "name of the experimental side",
    "comparator": "name of the other side",
    "columns": "headings by our names",
    "characteristics": "headings by the names of the columns of studies.csv that they become",
    "risk_of_bias": "`tool`, and headings by the domains of the tool",
    "outcomes": "outcomes that stand side by side, each with `title` and `columns`",
}
"""The keys of a columns.yaml, with their meaning."""

OUTCOME_KEYS: Mapping[str, str] = {
    "title": "name of the outcome",
    **{name: SETTINGS[name] for name in ("measure", "better", "unit")},
    "time_point": "when it was measured",
    "columns": "headings by our names, besides those that all outcomes share",
}
"""The keys of an item of ``outcomes``."""

_TEXTS = frozenset(
    {"sheet", "title", "outcome", "unit", "experimental", "comparator", "time_point", "measure", "better"}
)


class ColumnMap(dict[str, object]):
    """The values of a columns.yaml; `places` says where each of them stands, by its path."""

    def __init__(self, values: Mapping[str, object], places: Mapping[Path, Origin]) -> None:
        super().__init__(values)
        self.places = places


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMap:
    """An outcome of a mapping: what it is called, and headings by keys of `FIELDS`."""

    title: str = ""
    measure: str = ""
    better: Literal["higher", "lower", ""] = ""
    unit: str = ""
    time_point: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """A mapping whose every value was checked; what is not given is empty. `places` has the place of each heading."""

    sheet: str = ""
    title: str = ""
    measure: str = ""
    better: Literal["higher", "lower", ""] = ""
    level: float = 0.95
    outcome: str = ""
    unit: str = ""
    experimental: str = ""
    comparator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    characteristics: Mapping[str, str] = field(default_factory=dict)
    risk_of_bias: Mapping[str, str] = field(default_factory=dict)
    tool: str = ""
    outcomes: tuple[OutcomeMap, ...] = ()
    places: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return all headings named, that of the studies first."""
        named = [*self.columns.items(), *(item for outcome in self.outcomes for item in outcome.columns.items())]
        first = [heading for name, heading in named if name in {"study", "author"}]
        others = [heading for _, heading in named]
        wanted = dict.fromkeys((*first, *others, *self.characteristics.values(), *self.risk_of_bias.values()))
        return tuple(heading for heading in wanted if heading)


def mapping_of(text: str, path: str) -> ColumnMap:
    """Return the values of a columns.yaml, checked; `path` names it in messages.

    Raises:
        DataError: all that is wrong with it, each with line and column: text that is not YAML, keys that are not known,
            values that their keys cannot have.
    """
    findings = Findings()
    yaml = read_yaml(path, text, findings)
    findings.raise_errors()
    if yaml is None or not isinstance(yaml.value, dict):
        findings.add("yaml-value-is-valid", Origin(path, 1), "found text or a list, expected keys with values")
        findings.raise_errors()
        return ColumnMap({}, {})
    _Checked(yaml.value, yaml.values, yaml.keys, path, findings).table()
    findings.raise_errors()
    return ColumnMap(yaml.value, yaml.values)


def table_map(columns: Mapping[str, object] | None) -> TableMap:
    """Return a mapping, as `mapping_of` gives it or as plain values, as a checked whole.

    Raises:
        DataError: as `mapping_of`; of plain values the place is that of a columns.yaml without lines.
    """
    if columns is None:
        return TableMap()
    places = columns.places if isinstance(columns, ColumnMap) else {}
    findings = Findings()
    found = _Checked(columns, places, places, "columns.yaml", findings).table()
    findings.raise_errors()
    return found


class _Checked:
    """Looks at each value once; what is wrong goes to the findings, and is left out."""

    def __init__(
        self,
        values: Mapping[str, object],
        places: Mapping[Path, Origin],
        keys: Mapping[Path, Origin],
        path: str,
        findings: Findings,
    ) -> None:
        self._values, self._places, self._keys, self._path, self._findings = values, places, keys, path, findings
        self._headings: dict[str, Origin] = {}

    def table(self) -> TableMap:
        """Return the whole mapping."""
        self._refuse_unknown(self._values, SETTINGS, ())
        texts = self._texts(self._values, SETTINGS, ())
        bias = self._headings_of("risk_of_bias", (), None, besides=("tool",))
        return TableMap(
            **texts,
            level=self._level(),
            columns=self._headings_of("columns", (), FIELDS),
            characteristics=self._headings_of("characteristics", (), None),
            risk_of_bias={name: heading for name, heading in bias.items() if name != "tool"},
            tool=bias.get("tool", ""),
            outcomes=self._outcomes(),
            places=self._headings,
        )

    def _outcomes(self) -> tuple[OutcomeMap, ...]:
        value = self._values.get("outcomes")
        if value is None:
            return ()
        if not isinstance(value, list):
            self._refuse(("outcomes",), value, "a list of outcomes, each with `title` and `columns`")
            return ()
        found = []
        for index, item in enumerate(value):
            path: Path = ("outcomes", index)
            if not isinstance(item, Mapping):
                self._refuse(path, item, "keys with values: title, columns")
                continue
            self._refuse_unknown(item, OUTCOME_KEYS, path)
            columns = self._headings_of("columns", path, FIELDS, item)
            found.append(OutcomeMap(**self._texts(item, OUTCOME_KEYS, path), columns=columns))
        return tuple(found)

    def _texts(self, values: Mapping[str, object], known: Collection[str], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in known:
            value = values.get(name)
            if name not in _TEXTS or value is None:
                continue
            text = _text(value)
            if text is None:
                self._refuse((*path, name), value, "text")
            elif name == "better" and text not in {"higher", "lower"}:
                self._refuse((*path, name), value, "higher or lower")
            elif name == "measure" and text.upper() not in MEASURES:
                expected = "one of `reportgen list measures`"
                self._findings.unknown(
                    "measure-is-known", self._place((*path, name)), text, known=MEASURES, expected=expected
                )
            else:
                found[name] = text.upper() if name == "measure" else text
        return found

    def _level(self) -> float:
        value = self._values.get("level")
        if value is None:
            return 0.95
        if isinstance(value, int | float) and not isinstance(value, bool) and 0.5 <= value < 1:
            return float(value)
        self._refuse(("level",), value, "a fraction from 0.5 to 1: 95 % is written 0.95")
        return 0.95

    def _headings_of(
        self,
        name: str,
        path: Path,
        known: Mapping[str, str] | None,
        within: Mapping[str, object] | None = None,
        besides: Collection[str] = (),
    ) -> dict[str, str]:
        """Return headings by our names; any key may be used where `known` is None."""
        value, path = (self._values if within is None else within).get(name), (*path, name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self._refuse(path, value, "our names with headings of the table")
            return {}
        if known is not None:
            self._refuse_unknown(value, known, path)
        found = {}
        for key, heading in value.items():
            text = _text(heading)
            if text is None:
                self._refuse((*path, str(key)), heading, "a heading of the table")
            elif known is None or key in known:
                found[str(key)] = " ".join(text.split())
                if text and key not in besides:
                    self._headings.setdefault(found[str(key)], self._place((*path, str(key))))
        return found

    def _refuse_unknown(self, values: Mapping[str, object], known: Mapping[str, str], path: Path) -> None:
        for key in values:
            if key not in known:
                place = self._keys.get((*path, str(key))) or self._place((*path, str(key)))
                where = f"under {'.'.join(map(str, path))}" if path else "of a columns.yaml"
                self._findings.unknown("yaml-key-is-known", place, str(key), known=known, expected=f"a key {where}")

    def _refuse(self, path: Path, value: object, expected: str) -> None:
        shown = (
            "keys with values" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else str(value)
        )
        message = f"found {quoted(shown)} for {'.'.join(map(str, path))}, expected {expected}"
        self._findings.add("yaml-value-is-valid", self._place(path), message)

    def _place(self, path: Path) -> Origin:
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path) or Origin(self._path, 1)


def _text(value: object) -> str | None:
    """Return a value as text, a number as it was written; None for a list, a mapping or a missing value."""
    if isinstance(value, PlainInt | PlainFloat):
        return value.raw
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return format(value, "g")
    return value.strip() if isinstance(value, str) else ("" if value is None else None)
