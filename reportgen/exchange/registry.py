"""All formats that can be read or written; to add one, write its file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.exports import Export
from reportgen.exchange.formats import Format
from reportgen.exchange.own.as_json import JSON, JSON_EXPORT

__all__ = ["EXPORTS", "FORMATS"]

_FORMATS: tuple[Format, ...] = (JSON,)
_EXPORTS: tuple[Export, ...] = (JSON_EXPORT,)

FORMATS: Mapping[str, Format] = {one.id: one for one in _FORMATS}
"""Formats that can be read, by their id."""

EXPORTS: Mapping[str, Export] = {one.id: one for one in _EXPORTS}
"""Formats that can be written, by their id."""
