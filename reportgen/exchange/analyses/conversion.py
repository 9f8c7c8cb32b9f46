"""The steps by which analyses of a source become a review's, comparison by comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.errors import Issue, did_you_mean
from reportgen.exchange.analyses.favours import better_by_words
from reportgen.exchange.analyses.measures import measure_of
from reportgen.exchange.analyses.row_data import data_of_row
from reportgen.exchange.analyses.sides import ArmsOfStudies, labels_of_comparison, labels_of_outcome
from reportgen.exchange.analyses.source_values import SourceComparison, SourceOutcome, SourceRow
from reportgen.exchange.analyses.stored_values import stored_of_row, stored_of_subgroup, stored_of_total
from reportgen.exchange.analyses.text_tables import TextTable, text_table
from reportgen.exchange.imported import Remark, Stored
from reportgen.exchange.naming import Names, one_line, slug, title_in_sentence
from reportgen.model import Axis, Comparison, Outcome, Plan, Result

__all__ = ["Conversion"]

_UNSET_SCALE = 100.0

_LOWEST_LEVEL = 0.5
_RATIOS = frozenset({"RR", "OR", "PETO", "HR", "OE", "GENLOG"})


@dataclass(slots=True)
class Conversion:
    """What has been taken over so far; `studies` maps the source's keys to ids, `base` is the plan of the review."""

    studies: Mapping[str, str]
    base: Plan
    comparisons: list[Comparison] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    arms: ArmsOfStudies = field(default_factory=ArmsOfStudies)
    results: list[Result] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    tables: list[TextTable] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    _comparison_ids: Names = field(default_factory=Names)
    _outcome_ids: Names = field(default_factory=Names)

    def take(self, source: SourceComparison) -> None:
        """Take over one comparison with all its outcomes."""
        number = one_line(source.number) or str(len(self.comparisons) + 1)
        experimental, comparator = labels_of_comparison(source)
        comparison = Comparison(
            id=self._comparison_ids.fresh(slug("cmp", number), "-"),
            title=one_line(source.name) or f"Comparison {number}",
            experimental=experimental,
            comparator=comparator,
            origin=source.origin,
            number=number,
        )
        self.comparisons.append(comparison)
        for place, outcome in enumerate(source.outcomes, 1):
            full = f"{number}.{one_line(outcome.number) or place}"
            if outcome.kind == "other":
                self.tables.append(text_table(outcome, full, self.studies))
            elif measure := self._measure(outcome, full):
                self._outcome(outcome, comparison, full, measure)

    def _measure(self, source: SourceOutcome, number: str) -> str | None:
        measure = measure_of(source)
        if measure is None:
            found = f"found the effect measure {source.measure[:60]!r} of outcome {number}"
            message = f"{found}, expected one for {source.kind} data"
            self.issues.append(Issue("source-value-is-usable", source.origin, message))
        elif source.kind in {"generic", "o-minus-e"} and measure.startswith("GEN"):
            words = f"{one_line(source.measure)!r}" if source.measure.strip() else "nothing"
            name = "a ratio" if measure == "GENLOG" else "an effect"
            told = f"Outcome {number}: called {name} ({measure}) here; its effect measure in the source is {words}."
            self.remarks.append(Remark(topic="outcomes", text=told, origin=source.origin))
        return measure

    def _outcome(self, source: SourceOutcome, comparison: Comparison, number: str, measure: str) -> None:
        id_ = self._outcome_ids.fresh(slug("cmp", number), "-")
        usual = (comparison.experimental, comparison.comparator)
        own = [label if label != known else "" for label, known in zip(labels_of_outcome(source), usual, strict=True)]
        outcome = Outcome(
            id=id_,
            title=title_in_sentence(source.name) or f"outcome {number}",
            comparison=comparison.id,
            measure=measure,
            better=self._better(source, number, [label or known for label, known in zip(own, usual, strict=True)]),
            origin=source.origin,
            plan=self._plan(source, number),
            figure=id_,
            unit=one_line(source.unit),
            totals=source.totals,
            subgroup_test=source.subgroup_test,
            number=number,
            experimental=own[0],
            comparator=own[1],
            axis=_axis(source, ratio=measure in _RATIOS),
        )
        self.outcomes.append(outcome)
        self.stored.extend(stored_of_total(source, id_))
        for subgroup, rows in self._parts(source, id_, number):
            self._rows(rows, source, outcome, subgroup)

    def _better(self, source: SourceOutcome, number: str, labels: Sequence[str]) -> Any:
        better = better_by_words(source.graph_left, source.graph_right, labels[0], labels[1])
        if better is None:
            told = (
                f"Outcome {number}: lower values were assumed to be better, since no words under the graph say so; "
                "change `better` in review.yaml where that is wrong."
            )
            self.remarks.append(Remark(topic="outcomes", text=told, origin=source.origin))
        return better or "lower"

    def _plan(self, source: SourceOutcome, number: str) -> Plan:
        settings: dict[str, Any] = {**source.settings, "method": source.method, "model": source.model}
        if source.kind != "dichotomous":
            settings["method"] = "inverse-variance"
        if _LOWEST_LEVEL <= source.level < 1:
            settings["level"] = source.level
        else:
            told = f"Outcome {number}: the confidence level {source.level:g} cannot be used; 95% was taken."
            self.remarks.append(Remark(topic="settings", text=told, origin=source.origin))
        if source.level_study != source.level:
            told = (
                f"Outcome {number}: studies have intervals of {source.level_study:.0%} and pooled results of"
                f" {source.level:.0%} in the source; here both have those of the pooled results."
            )
            self.remarks.append(Remark(topic="settings", text=told, origin=source.origin))
        return replace(self.base, **settings)

    def _parts(self, source: SourceOutcome, id_: str, number: str) -> Iterator[tuple[str, Sequence[SourceRow]]]:
        """Yield the rows of the outcome and of each subgroup, with a name for each that no other has."""
        if source.rows:
            yield "", source.rows
        names = Names()
        for place, subgroup in enumerate(source.subgroups, 1):
            name = names.fresh(one_line(subgroup.name) or f"Subgroup {one_line(subgroup.number) or place}")
            self.stored.extend(stored_of_subgroup(subgroup.stored, source, id_, name))
            if not subgroup.rows:
                told = f"Outcome {number}: a subgroup without studies was left out, {name}."
                self.remarks.append(Remark(topic="outcomes", text=told, origin=subgroup.origin))
            yield name, subgroup.rows

    def _rows(self, rows: Sequence[SourceRow], source: SourceOutcome, outcome: Outcome, subgroup: str) -> None:
        comparison = next(known for known in self.comparisons if known.id == outcome.comparison)
        labels = (comparison.experimental, comparison.comparator)
        seen: dict[str, int] = {}
        for row in rows:
            study = self.studies.get(row.study)
            if study is None:
                self._unknown(row, outcome)
                continue
            seen[study] = seen.get(study, 0) + 1
            if seen[study] > 1:
                self._repeated(row, study, outcome)
            arms = self.arms.pair(study, comparison.id, labels, seen[study], row.origin)
            where = f"{study}, outcome {outcome.number}" + (f", {subgroup}" if subgroup else "")
            data = data_of_row(row, source, outcome.measure, where)
            self.remarks.extend(data.remarks)
            self.stored.extend(stored_of_row(row, source, outcome.id, subgroup, study))
            base = Result(
                study=study,
                outcome=outcome.id,
                time_point="",
                analysis_set="",
                arm=arms[0],
                versus="",
                data={},
                origin=row.origin,
                subgroup=subgroup,
                attribution=data.attribution,
            )
            if data.effect is not None:
                self.results.append(replace(base, versus=arms[1], data=data.effect))
            for arm, side in zip(arms, data.sides or (), strict=False):
                self.results.append(replace(base, arm=arm, data=side))

    def _unknown(self, row: SourceRow, outcome: Outcome) -> None:
        message = f"found {row.study[:60]!r} in outcome {outcome.number}, expected one of the included studies"
        hint = did_you_mean(row.study, tuple(self.studies))
        self.issues.append(Issue("source-name-is-known", row.origin, message, hint))

    def _repeated(self, row: SourceRow, study: str, outcome: Outcome) -> None:
        told = (
            f"{study} has several rows in outcome {outcome.number}. The source pools each as if it were a study; here"
            " they are arms of one study, combined where they give data of arms and left out of the pooled result where"
            " they give effects. Pooled results can differ from the source's."
        )
        self.remarks.append(Remark(topic="results", text=told, origin=row.origin))


def _axis(source: SourceOutcome, *, ratio: bool) -> Axis | None:
    """Return the words under the graph and the ends of its axis; None if the source tells neither.

    100 is where RevMan ends an axis that nobody has set; for most differences that is far too wide to see anything.
    """
    left, right = one_line(source.graph_left), one_line(source.graph_right)
    high = float(f"{source.scale or 0:.4g}")  # programs store ends with all digits of floating-point numbers
    if (1 if ratio else 0) < high <= 1e15 and high != _UNSET_SCALE:
        return Axis(left=left, right=right, low=float(f"{1 / high:.4g}") if ratio else -high, high=high)
    return Axis(left=left, right=right) if left or right else None
