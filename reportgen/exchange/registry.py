"""All formats that can be read; to add one, write its file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.formats import Format

__all__ = ["FORMATS"]

_ALL: tuple[Format, ...] = ()

FORMATS: Mapping[str, Format] = {format_.id: format_ for format_ in _ALL}
"""Formats by their id, the most particular first: the first that matches is a guess where several do."""
