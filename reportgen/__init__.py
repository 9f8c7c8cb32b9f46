"""A systematic review's data become its manuscript.

    reportgen.load(folder)             the review in a folder, checked
    reportgen.build(folder, output=…)  its manuscript in HTML, PDF and DOCX
    reportgen.check(folder)            what contradicts itself in it
    reportgen.frames(review)           its tables as DataFrames

Effects of studies can be worked out and pooled without a folder, from columns, arrays and DataFrames:

    reportgen.effect_sizes("RR", table)        the effect of each study, with its variance
    reportgen.pool(effects, tau2="REML")       their meta-analysis
    reportgen.pool_many(y, v)                  many meta-analyses in one pass
    reportgen.meta_regression(effects, covariates=…)
    reportgen.leave_one_out(effects)           the meta-analysis without each study in turn
    reportgen.cumulative(effects, order=…)     and after each that joined
    reportgen.influence(effects)               what each study does to the summary; also baujat, gosh
    reportgen.small_study_test(effects)        do small studies show other effects than large ones?
    reportgen.trim_and_fill(effects)           the studies that a lopsided funnel lacks, and the summary with them

Each name is loaded when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # at run time each is loaded on first use, below
    from reportgen.effects import effect_sizes  # noqa: TC004
    from reportgen.frames import frames  # noqa: TC004
    from reportgen.load import load  # noqa: TC004
    from reportgen.pipeline import build, check  # noqa: TC004
    from reportgen.pooling import meta_regression, pool, pool_many, table_tests  # noqa: TC004
    from reportgen.pooling.sensitivity import baujat, cumulative, gosh, influence, leave_one_out  # noqa: TC004
    from reportgen.pooling.small_study import small_study_test  # noqa: TC004
    from reportgen.pooling.trim_and_fill import trim_and_fill  # noqa: TC004

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "baujat",
    "build",
    "check",
    "cumulative",
    "effect_sizes",
    "frames",
    "gosh",
    "influence",
    "leave_one_out",
    "load",
    "meta_regression",
    "pool",
    "pool_many",
    "small_study_test",
    "table_tests",
    "trim_and_fill",
]

_HOMES = {
    "baujat": "reportgen.pooling.sensitivity",
    "build": "reportgen.pipeline",
    "check": "reportgen.pipeline",
    "cumulative": "reportgen.pooling.sensitivity",
    "effect_sizes": "reportgen.effects",
    "frames": "reportgen.frames",
    "gosh": "reportgen.pooling.sensitivity",
    "influence": "reportgen.pooling.sensitivity",
    "leave_one_out": "reportgen.pooling.sensitivity",
    "load": "reportgen.load",
    "meta_regression": "reportgen.pooling",
    "pool": "reportgen.pooling",
    "pool_many": "reportgen.pooling",
    "small_study_test": "reportgen.pooling.small_study",
    "table_tests": "reportgen.pooling",
    "trim_and_fill": "reportgen.pooling.trim_and_fill",
}


class _Package(ModuleType):
    """This package; its verbs go before the modules of the same name, which importing sets as attributes."""

    def __getattribute__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Package
