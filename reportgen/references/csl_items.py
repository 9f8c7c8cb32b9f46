"""The works of a library as CSL-JSON, whatever the formats they came in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from reportgen.model import Library
from reportgen.pandoc import csl_of_bibtex

__all__ = ["ENTRY_HEAD", "KEEP_PARTICLES", "csl_items"]

ENTRY_HEAD = re.compile(r"""@\w+\s*[{(]\s*[^\s,={}()"]+\s*,""")
KEEP_PARTICLES = " options = {useprefix=true},"
"""Tells pandoc that the "van" of "van IJzendoorn" belongs to the family name in every entry."""


def csl_items(library: Library) -> tuple[Mapping[str, Any], ...]:
    """Return all works of a library as items of CSL-JSON; PandocError if its BibTeX is broken."""
    bibtex = ENTRY_HEAD.sub(lambda head: head[0] + KEEP_PARTICLES, library.text)
    found = csl_of_bibtex(bibtex)[0] if library.text.strip() else []
    return (*found, *(json.loads(entry) for entry in library.entries.values()))
