"""The README of the export: what its files are, and what RevMan does with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.exchange.imported import Remark
from reportgen.exchange.revman.own_export import MARKER, TITLE, guarded

__all__ = ["readme"]

_TEXT = """\
This folder holds a review in the tables of RevMan Web, Cochrane's program for reviews.

{title}
{marker}

To bring studies into RevMan, open a review with study-centric data there, set up its interventions and outcomes under
the names that the tables use, import the references (…-included.ris) first, and then the tables of …-study-data:
study information, study arms, study results and risk of bias. RevMan imports included studies only; the tables of
other studies are for reading and pasting.

The tables of …-analysis-data hold each analysis with its settings, the data of its studies and the results that came
out here. They have the form of the data package that RevMan itself exports, for reading and checking; as far as its
help pages tell, RevMan imports the data of studies only.

To make a review folder of this folder again: reportgen import FOLDER NEW-FOLDER. Keep this file: without its line
"Marker" the folder is read as RevMan's own.

Headings: those of analyses, study information, study arms and risk of bias are the ones of RevMan's data packages of
2026. Those of study results are taken from public programs that write this table, not from RevMan: if RevMan refuses
one, compare it with the template that RevMan offers for download.

Numbers are at full precision. Mean, CI start and CI end are ratios where the measure is a ratio; GIV Mean and GIV SE
are logarithms then, and so are Mean and SE of study results. An apostrophe stands before a text that begins with one
of = + - @, so that no sheet calculates it.

Files:
{files}

What the tables do not hold, or hold in another form:
{remarks}
"""


def readme(title: str, files: Iterable[str], remarks: Sequence[Remark]) -> bytes:
    """Return the README for an export with these files and remarks."""
    told = [f"- {remark.text}" for remark in remarks] or ["- nothing"]
    listed = [f"- {path}" for path in sorted(files)]
    named = f"{TITLE}{guarded(' '.join(title.split()))}"
    text = _TEXT.format(title=named, marker=MARKER, files="\n".join(listed), remarks="\n".join(told))
    return text.encode()
