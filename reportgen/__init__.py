"""A systematic review's data become its manuscript.

    reportgen.load(folder)             the review in a folder, checked
    reportgen.build(folder, output=…)  its manuscript in HTML, PDF and DOCX
    reportgen.check(folder)            what contradicts itself in it
    reportgen.frames(review)           its tables as DataFrames

Each name is loaded when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # at run time each is loaded on first use, below
    from reportgen.frames import frames  # noqa: TC004
    from reportgen.load import load  # noqa: TC004
    from reportgen.pipeline import build, check  # noqa: TC004

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check", "frames", "load"]

_HOMES = {
    "build": "reportgen.pipeline",
    "check": "reportgen.pipeline",
    "frames": "reportgen.frames",
    "load": "reportgen.load",
}


class _Package(ModuleType):
    """This package; its verbs go before the modules of the same name, which importing sets as attributes."""

    def __getattribute__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Package
