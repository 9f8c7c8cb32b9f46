"""Analyses of a source become comparisons, outcomes, arms and results of a review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.errors import DataError
from reportgen.exchange.analyses.conversion import Conversion
from reportgen.exchange.analyses.directions import same_titles, turned_round
from reportgen.exchange.analyses.source_values import SourceComparison
from reportgen.exchange.analyses.text_tables import TextTable
from reportgen.exchange.imported import Remark, Stored
from reportgen.model import PRESETS, Arm, Comparison, Outcome, Result, Study

__all__ = ["Analyses", "analyses_of"]

_NOWHERE = "no results in the analyses of the imported review"
_IN_WORDS = "results that are told in words only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyses:
    """What analyses give to a review, and what there is to say about them.

    `with_data` are the ids of the studies that have at least one number in `results`; an included study that is not
    among them needs a reason why it has no results. `tables` are the outcomes that are told in words, `in_words` the
    ids of the studies that stand in them.
    """

    comparisons: tuple[Comparison, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    arms: tuple[Arm, ...] = ()
    results: tuple[Result, ...] = ()
    stored: tuple[Stored, ...] = ()
    tables: tuple[TextTable, ...] = ()
    remarks: tuple[Remark, ...] = ()
    with_data: frozenset[str] = frozenset()
    in_words: frozenset[str] = frozenset()

    def with_reasons(self, studies: Iterable[Study]) -> tuple[Study, ...]:
        """Return studies, each included one that has no number in the results with the reason why."""
        return tuple(
            replace(study, results_none=_IN_WORDS if study.id in self.in_words else _NOWHERE)
            if study.status == "included" and study.id not in self.with_data
            else study
            for study in studies
        )


def analyses_of(
    comparisons: Sequence[SourceComparison], studies: Mapping[str, str], *, preset: str = "revman5"
) -> Analyses:
    """Return comparisons, outcomes, arms and results of a review.

    `studies` maps the source's keys of the included studies to their ids in the review, in the order of studies.csv.
    The plan of each outcome departs from `preset`, a key of `reportgen.model.PRESETS`, which is to be the plan of the
    review's methods.

    Raises:
        DataError: rows of studies that `studies` does not name, or an effect measure that no outcome of its kind has.
    """
    conversion = Conversion(studies, PRESETS[preset])
    for comparison in comparisons:
        conversion.take(comparison)
    if conversion.issues:
        raise DataError(conversion.issues)
    return Analyses(
        comparisons=tuple(conversion.comparisons),
        outcomes=tuple(conversion.outcomes),
        arms=conversion.arms.arms(tuple(dict.fromkeys(studies.values()))),
        results=tuple(conversion.results),
        stored=tuple(conversion.stored),
        tables=tuple(conversion.tables),
        remarks=(*conversion.remarks, *turned_round(conversion.outcomes), *same_titles(conversion.outcomes)),
        with_data=frozenset(result.study for result in conversion.results if result.data),
        in_words=frozenset(study for table in conversion.tables for study in table.studies),
    )
