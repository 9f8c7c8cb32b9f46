"""What is to be said of a file that came in, or of one that goes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["Remark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the importer decided or noticed, for the reviewer to look at: a sentence, and where in the source.

    `topic` groups remarks in the report: ``title``, ``studies``, ``references``, ``outcomes``, ``results``,
    ``risk-of-bias``, ``text``, ``flow``, ``settings`` or ``file``.
    """

    topic: str
    text: str
    origin: Origin | None = field(default=None, compare=False)
