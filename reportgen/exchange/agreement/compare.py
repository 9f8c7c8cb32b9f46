"""Every stored result beside ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.effects import study_effects
from reportgen.exchange.agreement.explain import Alternatives, Tries, explain
from reportgen.exchange.agreement.tolerance import Difference, differences
from reportgen.exchange.agreement.values import Results
from reportgen.exchange.imported import Imported, Stored
from reportgen.model import Arm, Outcome, Result, Review
from reportgen.pooling import pool_effects

__all__ = ["Compared", "Verdict", "compare"]

Verdict = Literal["equal", "equal as printed", "explained", "unexplained", "nothing stored", "not shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A stored result with ours.

    verdict: ``equal`` to all digits that floating-point arithmetic keeps; ``equal as printed``; ``explained``:
    different, and `reason` says why; ``unexplained``: no reason was found, and `reason` says so where not all were
    tried; ``nothing stored``: the source has data and no result; ``not shown``: the source holds numbers that its own
    program does not show, so that they claim nothing. `ours` maps the names of `STORED_VALUES` to our values;
    `differences` are the stored values that are not ours.
    """

    stored: Stored
    ours: Mapping[str, float]
    verdict: Verdict
    reason: str = ""
    differences: tuple[Difference, ...] = ()


def compare(imported: Imported, tries: Tries | None = None) -> tuple[Compared, ...]:
    """Return every stored result of a source with ours, in the order of the source.

    `tries` bounds the search for reasons, over all results together.
    """
    review = imported.review
    outcomes = {outcome.id: outcome for outcome in review.outcomes}
    by_outcome: dict[str, list[Stored]] = {}
    for stored in imported.stored:
        by_outcome.setdefault(stored.outcome, []).append(stored)
    parts, tries = _Parts(review), tries or Tries()
    found: dict[int, Compared] = {}
    for id_, several in by_outcome.items():
        for stored, compared in zip(several, _compared(parts.of(id_), outcomes[id_], several, tries), strict=True):
            found[id(stored)] = compared
    return tuple(found[id(stored)] for stored in imported.stored)


class _Parts:
    """What a review holds on each of its outcomes, so that none is looked for among the results of all."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._studies = {study.id: (place, study) for place, study in enumerate(review.studies)}
        self._results: dict[str, list[Result]] = {}
        for result in review.results:
            self._results.setdefault(result.outcome, []).append(result)
        self._arms: dict[str, list[Arm]] = {}
        for arm in review.arms:
            self._arms.setdefault(arm.study, []).append(arm)

    def of(self, outcome: str) -> Review:
        """Return the review with the results of one outcome, and the studies and arms that these are of."""
        results = self._results.get(outcome, [])
        names = dict.fromkeys(result.study for result in results)
        studies = sorted((self._studies[name] for name in names if name in self._studies), key=lambda pair: pair[0])
        arms = (arm for _, study in studies for arm in self._arms.get(study.id, ()))
        return replace(
            self._review, results=tuple(results), studies=tuple(study for _, study in studies), arms=tuple(arms)
        )


def _compared(review: Review, outcome: Outcome, several: Sequence[Stored], tries: Tries) -> list[Compared]:
    effects = study_effects(review, outcome)
    levels = dict.fromkeys(stored.level for stored in several)
    results = {level: Results(pool_effects(effects, replace(outcome.plan, level=level))) for level in levels}
    others = {level: Alternatives(review, effects, level, tries) for level in levels}
    compared = (_one(stored, results[stored.level], others[stored.level]) for stored in several)
    return [_with_bound(one, tries) for one in compared]


def _one(stored: Stored, results: Results, others: Alternatives) -> Compared:
    ours = results.of(stored)
    if stored.kind == "subgroup-test" and not ours and stored.values.get("chi2", 0.0) == 0.0:
        return Compared(stored=stored, ours=ours, verdict="equal", reason="One subgroup: no test there and here.")
    if not stored.shown:
        return Compared(stored=stored, ours=ours, verdict="not shown", reason=_UNSHOWN)
    if not any(stored.values.get(name) for name in _CLAIMS):
        return _nothing(stored, ours)
    different = tuple(differences(stored, ours))
    if not different:
        return Compared(stored=stored, ours=ours, verdict="equal")
    if not tuple(differences(stored, ours, printed=True)):
        return Compared(stored=stored, ours=ours, verdict="equal as printed", reason=_ROUNDED, differences=different)
    reason = explain(stored, ours, different, others)
    verdict: Verdict = "unexplained" if reason is None else "explained"
    return Compared(stored=stored, ours=ours, verdict=verdict, reason=reason or "", differences=different)


def _with_bound(one: Compared, tries: Tries) -> Compared:
    """Return a comparison that says so where the search for a reason was not carried through."""
    return replace(one, reason=_NOT_SOUGHT) if one.verdict == "unexplained" and tries.spent else one


def _nothing(stored: Stored, ours: Mapping[str, float]) -> Compared:
    """Return the comparison of a result that the source left empty: right where nothing comes out here either."""
    if stored.estimable and "estimate" in ours:
        return Compared(stored=stored, ours=ours, verdict="nothing stored", reason=_EMPTY)
    if "estimate" in ours:
        return Compared(stored=stored, ours=ours, verdict="explained", reason=_CALLED_NOT_ESTIMABLE)
    return Compared(stored=stored, ours=ours, verdict="equal", reason="Not estimable there and here.")


_CLAIMS = ("estimate", "ci_low", "ci_high", "se", "z", "chi2", "p")
_UNSHOWN = "The source holds these numbers and does not show them: its authors switched this total off."
_ROUNDED = "Equal to the digits that are printed; further digits differ."
_NOT_SOUGHT = "Not all reasons were tried: too many results of this source differ."
_EMPTY = "The source holds the data and no result of them."
_CALLED_NOT_ESTIMABLE = "The source calls this not estimable; here it has an effect."
