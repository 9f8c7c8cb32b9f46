"""Tables pooled by Mantel and Haenszel and by Peto as metafor does it: counts as they are, Q from corrected effects."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen import pool, table_tests
from reportgen.effects import EffectSizes
from reportgen.pooling import as_sample
from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.heterogeneity import cochran_q
from tests.reference.oracle.blocks.data import effects_of, measured
from tests.reference.oracle.blocks.pooled import summary_of
from tests.reference.oracle.layout import Case

__all__ = ["mantel_haenszel", "peto"]


def mantel_haenszel(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the Mantel-Haenszel result of all tables, and their tests where the measure is the odds ratio.

    metafor pools also the tables whose own effects it leaves out; these count in its k, but not in Q.
    """
    measure = case.blocks["effects"]["measure"]
    tables = measured(case.reference.name, measure, zero_cells="metafor")
    found = summary_of(pool(tables, model="common", method="mantel-haenszel-exact"))
    found |= _q_around(effects_of(case), found.get("estimate"))
    if measure == "OR":
        tests = table_tests(
            *(tables.columns[name] for name in ("events_1", "n_1", "events_2", "n_2")),
            correct=not path[0].endswith("_uncorrected"),
        )
        found |= {**tests.as_dict(), "k": found["k"], "k_told": tests.k}
    return found


def peto(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return Peto's result, with Q of the effects to which nothing is added.

    The degrees of freedom of metafor's Q count also the tables that have an effect only since something was added.
    """
    tables = measured(case.reference.name, "PETO", zero_cells="metafor")
    found = summary_of(pool(tables, model="common", method="peto"))
    if found.get("estimate") is None:
        return {"refused": True}
    counted = int(np.isfinite(effects_of(case).y).sum())
    return found | _q_around(measured(case.reference.name, "PETO"), found["estimate"], counted)


def _q_around(effects: EffectSizes, estimate: float | None, counted: int | None = None) -> dict[str, Any]:
    sample, _ = as_sample(effects, None)
    df = (int(sample.k[0]) if counted is None else counted) - 1
    if estimate is None:
        return {"df": df}
    q = float(cochran_q(sample, np.array([estimate]) - sample.offset)[0])
    return {"q": q, "df": df, "q_p": float(chi2_tail(q, df))}
