"""Whether anything in a file for reviewers says who wrote it: every part of it is opened and searched."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from reportgen.submission.identities import Identity, traces
from reportgen.submission.preflight.finding import Finding, told

__all__ = ["blind_findings", "readable"]

_MARKUP = re.compile(r"<[^<>]*>")
_PARAGRAPH_END = re.compile(r"</(?:w:p|w:tc|text|tspan|p|td|t|si)>|<w:(?:br|tab)/>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'"}
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_WIDE = re.compile(rb"<(feff(?:[0-9a-f]{4})+)>", re.IGNORECASE)
_MOST_UNPACKED = 20_000_000
_PICTURE_TEXT = re.compile(rb"[\x20-\x7e]{6,}")


def readable(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the name of each part of a file and its text: parts of packages are opened, markup gives way to its text.

    Attributes are text too: names of authors stand in properties, comments and marks of changes as well as between
    tags. Of pictures the texts of their metadata are read.
    """
    yield name, name
    if data[:2] == b"PK" and depth < 3:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield f"{name} (comment)", package.comment.decode("utf-8", "replace")
            for part in package.namelist():
                yield from readable(f"{name}/{part}", package.read(part), depth + 1)
    elif data[:4] in {b"\x89PNG", b"II*\x00", b"MM\x00*"} or data[:2] == b"\xff\xd8":
        yield name, "\n".join(text.decode("ascii") for text in _PICTURE_TEXT.findall(data))
    elif data[:5] == b"%PDF-":
        yield name, "\n".join(_pdf_texts(data))
    else:
        yield name, _plain(data.decode("utf-8", "replace"))


def _pdf_texts(data: bytes) -> Iterator[str]:
    """Yield what can be read of a PDF without setting it: its properties and metadata, packed or not.

    The words on its pages are numbers of letters in fonts; they are those of the manuscript it was made from.
    """
    unpacked = [data]
    for found in _STREAM.finditer(data):
        with suppress(zlib.error):
            unpacked.append(zlib.decompressobj().decompress(found[1], _MOST_UNPACKED))
    for piece in unpacked:
        yield from (text.decode("ascii") for text in _PICTURE_TEXT.findall(piece))
        yield from (bytes.fromhex(text.decode()).decode("utf-16", "replace") for text in _WIDE.findall(piece))


def _plain(text: str) -> str:
    """Return markup as text, runs of one paragraph joined, with the values of attributes behind it."""
    if "<" not in text:
        return text
    attributes = re.findall(r'="([^"]*)"', text)
    shown = _MARKUP.sub("", _PARAGRAPH_END.sub("\n", text))
    joined = "\n".join((shown, *attributes))
    for entity, sign in _ENTITIES.items():
        joined = joined.replace(entity, sign)
    return joined


def blind_findings(
    files: Mapping[str, bytes], hidden: Sequence[Identity], surnames: Sequence[str]
) -> Iterator[Finding]:
    """Yield what gives the authors away in files for reviewers, and a note where nothing does.

    A family name alone is only a warning: it may be somebody else's.
    """
    for name, data in files.items():
        texts = list(readable(name, data))
        found = {identity.text: part for part, text in texts for identity in traces(text, hidden)}
        for text, part in found.items():
            yield told("blinding", "Blinding", f"found {text!r}", wrong=True, where=part, wanted="no trace of authors")
        words = {surname for _, text in texts for surname in surnames if re.search(rf"\b{re.escape(surname)}\b", text)}
        if words and not found:
            shown = f"family names of authors, perhaps of others: {', '.join(sorted(words))}"
            yield told("blinding", "Blinding", shown, wrong=True, where=name, wanted="no trace of authors")
        elif not found:
            yield told("blinding", "Blinding", f"no trace of authors in {len(texts)} parts", where=name)
