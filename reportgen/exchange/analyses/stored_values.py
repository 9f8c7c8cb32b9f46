"""Results that a source stores beside its data, without what says nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from reportgen.exchange.analyses.source_values import SourceOutcome, SourceRow, SourceValues
from reportgen.exchange.imported import STORED_VALUES, Stored

__all__ = ["stored_of_row", "stored_of_subgroup", "stored_of_total"]

_COUNTS = frozenset({"events_experimental", "events_comparator", "n_experimental", "n_comparator", "studies"})
_OF_HETEROGENEITY = frozenset({"chi2", "p_het", "i2", "tau2", "tau2_low", "tau2_high"})
_OF_TAU2 = frozenset({"tau2", "tau2_low", "tau2_high"})
_PROBABILITIES = frozenset({"p", "p_het"})
_ROUNDING = 1e-6
_FEWEST_SUBGROUPS = 2


def stored_of_row(row: SourceRow, outcome: SourceOutcome, id_: str, subgroup: str, study: str) -> Iterator[Stored]:
    """Yield the stored effect of a study, if the source has one."""
    if row.stored is not None and row.stored.values:
        yield Stored(
            kind="study",
            outcome=id_,
            subgroup=subgroup,
            study=study,
            values=_telling(row.stored, outcome),
            estimable=row.stored.estimable,
            level=outcome.level_study,
            origin=row.stored.origin,
        )


def stored_of_subgroup(stored: SourceValues | None, outcome: SourceOutcome, id_: str, name: str) -> Iterator[Stored]:
    """Yield the stored result of a subgroup, if the source has one; it is shown unless totals are switched off."""
    if stored is not None and stored.values:
        yield Stored(
            kind="subgroup",
            outcome=id_,
            subgroup=name,
            values=_telling(stored, outcome),
            estimable=stored.estimable,
            shown=outcome.totals != "none",
            level=outcome.level,
            origin=stored.origin,
        )


def stored_of_total(outcome: SourceOutcome, id_: str) -> Iterator[Stored]:
    """Yield the stored total and the stored test between subgroups, each marked by whether the source shows it."""
    total, test = outcome.stored, outcome.stored_subgroup_test
    if total is not None and total.values:
        yield Stored(
            kind="total",
            outcome=id_,
            values=_telling(total, outcome),
            estimable=total.estimable,
            shown=outcome.totals == "all",
            level=outcome.level,
            origin=total.origin,
        )
    if test is not None and test.values and len(outcome.subgroups) >= _FEWEST_SUBGROUPS:
        yield Stored(
            kind="subgroup-test",
            outcome=id_,
            values=_telling(test, outcome),
            estimable=test.estimable,
            shown=outcome.subgroup_test and outcome.totals != "none",
            level=outcome.level,
            origin=test.origin,
        )


def _telling(stored: SourceValues, outcome: SourceOutcome) -> Mapping[str, float]:
    """Return the values that say something.

    Numbers that are not finite are left out, the zeros of a result that is not estimable, heterogeneity of a single
    study (rounding noise), tau2 of a common-effect model, and events that changed places (of which it is not known
    which way round they are stored).
    """
    left_out = set() if stored.estimable else set(STORED_VALUES) - _COUNTS
    if stored.values.get("df") == 0:
        left_out |= _OF_HETEROGENEITY
    if outcome.model == "common":
        left_out |= _OF_TAU2
    if outcome.swap_events:
        left_out |= {"events_experimental", "events_comparator"}
    found = {}
    for name, value in stored.values.items():
        if name in left_out or not math.isfinite(value):
            continue
        if name in _PROBABILITIES and not 0 <= value <= 1:
            if not -_ROUNDING <= value <= 1 + _ROUNDING:
                continue
            found[name] = min(max(value, 0.0), 1.0)
        else:
            found[name] = value
    return found
