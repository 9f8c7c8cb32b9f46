"""What a format for writing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.exchange.imported import Remark
from reportgen.quantities import Analysis

__all__ = ["Export", "Exported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The files of an export by their path, and what the format cannot hold."""

    files: Mapping[str, bytes]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A format that a review can be written in; `write` takes the review with its results."""

    id: str
    title: str
    write: Callable[[Analysis], Exported]
