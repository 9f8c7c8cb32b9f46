"""Which format a source has."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.exchange.formats import Format
from reportgen.exchange.registry import FORMATS
from reportgen.exchange.source import Source

__all__ = ["recognised"]


def recognised(source: Source, name: str = "", formats: Mapping[str, Format] = FORMATS) -> Format:
    """Return the format of a source: the one called `name`, or the only one that it has the form of.

    Raises:
        DataError: no such format; the source has the form of none, or of several.
    """
    if name:
        if name not in formats:
            message = f"found the format {name!r}, expected a known one"
            raise DataError([Issue("format-is-known", None, message, did_you_mean(name, tuple(formats)))])
        return formats[name]
    fitting = [one for one in formats.values() if one.matches(source)]
    particular = [one for one in fitting if not one.general] or fitting
    if len(particular) == 1:
        return particular[0]
    if particular:
        found = f"found in {source.name} the form of {' and of '.join(f'{one.title} ({one.id})' for one in particular)}"
        hint = f"say which: --format {particular[0].id}"
        raise DataError([Issue("format-is-recognised", None, f"{found}, expected that of one format", hint)])
    known = ", ".join(formats)
    message = f"found {source.name}, which has the form of no known format, expected one of {known}"
    hint = "for a table with headings of your own, `reportgen import TABLE --suggest` drafts a mapping of its columns"
    raise DataError([Issue("format-is-recognised", None, message, hint)])
