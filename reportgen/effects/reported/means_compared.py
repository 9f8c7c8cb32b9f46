"""The test of two means gives both arms one standard deviation, where they have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.effects.reported.derivation import Derivation, NotDerivableError
from reportgen.effects.reported.fill import Filled
from reportgen.effects.reported.given import Given, given_by
from reportgen.effects.reported.sd_from_difference import common_sd_from_p, common_sd_from_t
from reportgen.model import Result

__all__ = ["common_sds", "compares_means"]

_BOTH = "both groups"


def compares_means(row: Result) -> bool:
    """Return whether the row compares two means that stand in rows of their own: t or P without an effect."""
    return bool(row.versus) and "estimate" not in row.data and not {"t", "p"}.isdisjoint(row.data)


def common_sds(rows: Sequence[Result]) -> Mapping[str, tuple[Filled, Result]]:
    """Return by arm the SD that a test of means gives to it, with the row of the test; nothing where there is none.

    `rows` are those of one study and outcome. A test that cannot be used, or whose arms give no mean, gives nothing.
    """
    arms = {row.arm: given_by(row) for row in rows if not row.versus}
    found: dict[str, tuple[Filled, Result]] = {}
    for row in rows:
        if compares_means(row) and row.arm in arms and row.versus in arms:
            filled = _common(given_by(row), arms[row.arm], arms[row.versus])
            if filled is not None:
                found.update({arm: (filled, row) for arm in (row.arm, row.versus) if arm not in found})
    return found


def _common(test: Given, one: Given, two: Given) -> Filled | None:
    if not (one.has("mean", "n") and two.has("mean", "n")):
        return None
    try:
        derivation = _derived(test, one.values, two.values)
    except NotDerivableError:
        return None
    cells = (
        *test.origins(("t",) if test.has("t") else ("p",)),
        *one.origins(("mean", "n")),
        *two.origins(("mean", "n")),
    )
    return Filled(
        values=derivation.values,
        texts={"sd": ""},
        inputs={"sd": cells},
        derivations=(replace(derivation, of=_BOTH),),
    )


def _derived(test: Given, one: Mapping[str, float], two: Mapping[str, float]) -> Derivation:
    difference, sizes = one["mean"] - two["mean"], (one["n"], two["n"])
    if test.has("t"):
        return common_sd_from_t(difference, test.values["t"], *sizes)
    if not test.has("p"):
        raise NotDerivableError("neither t nor P can be used")
    return common_sd_from_p(difference, test.values["p"], *sizes, is_bound=test.p_is_bound)
