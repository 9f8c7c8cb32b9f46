"""Pictures of an .rm5 file are kept as the files they are."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence

from reportgen.exchange.imported import Kept
from reportgen.exchange.naming import Names
from reportgen.exchange.rm5.reading import Reading
from reportgen.foreign.xml import Element

__all__ = ["pictures_of"]

_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]+")
_LONGEST = 80
_LONGEST_CAPTION = 300
_DRAWN_ANEW = frozenset({"QUALITY_GRAPH_PLOT", "QUALITY_TABLE_PLOT", "FLOWCHART"})


def pictures_of(reading: Reading) -> tuple[Kept, ...]:
    """Return the pictures under figures/, with number, kind of file and caption."""
    kept: list[Kept] = []
    figures: list[tuple[int, Element]] = []
    stems = Names()
    for place, figure in enumerate(reading.root.findall("FIGURES/FIGURE"), 1):
        found = _picture(reading, figure, place, stems)
        if found is not None:
            kept.append(found)
            figures.append((place, figure))
    _tell(reading, figures)
    return tuple(kept)


def _tell(reading: Reading, figures: Sequence[tuple[int, Element]]) -> None:
    """Remark which pictures are in no manuscript, since they cannot be drawn from the data."""
    own = [(place, one) for place, one in figures if reading.attribute(one, "TYPE") not in _DRAWN_ANEW]
    if own:
        named = ", ".join(f"Figure {reading.attribute(one, 'NO') or place}" for place, one in own)
        told = f"Pictures that cannot be drawn anew stand in import/unmapped/figures, and in no manuscript: {named}."
        reading.remark("text", told, own[0][1])


def _picture(reading: Reading, figure: Element, place: int, stems: Names) -> Kept | None:
    file = figure.find("FILE")
    data = "".join((file.text or "").split()) if file is not None else ""
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content:
        reading.remark("text", f"Figure {place} has no picture that can be read.", figure)
        return None
    reading.whole(file)
    kind = (reading.attribute(figure, "FILE_TYPE") or "PNG").lower()
    caption = reading.line(figure.find("CAPTION"))
    number = reading.attribute(figure, "NO") or str(place)
    what = f"Figure {number}, {kind.upper()}" + (f": {caption[:_LONGEST_CAPTION]}" if caption else "")
    if reading.attribute(figure, "TYPE") in _DRAWN_ANEW:
        what += " (drawn anew from the data)"
    name = _file_name(reading.attribute(figure, "FILENAME"), place, kind)
    stem, _, end = name.rpartition(".")
    path = f"figures/{stems.fresh(stem)}.{end}"
    return Kept(path=path, content=content, what=what, origin=reading.origin(figure))


def _file_name(name: str, place: int, kind: str) -> str:
    safe = _UNSAFE.sub("-", name.replace("\\", "/").rpartition("/")[2]).strip(" .-")[-_LONGEST:].lstrip(" .-")
    end = re.sub(r"[^a-z0-9]", "", kind) or "png"
    if not safe:
        return f"figure-{place}.{end}"
    return safe if re.search(r"\.[A-Za-z0-9]{2,4}$", safe) else f"{safe}.{end}"
