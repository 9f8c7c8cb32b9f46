"""The words of a tagged PDF in the order of its content streams, without what belongs to the pages alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

__all__ = ["Run", "drawn", "letters_and_advances", "pdf_runs", "pdf_words", "shown_text", "structure"]

_BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "Caption", "LBody", "LI"}
_LEFT_OUT = {"Figure", "Lbl"}
_HYPHEN = re.compile(r"\S[-‐–—/]\Z")
_GAP = 0.12


class Run(NamedTuple):
    """A piece of text as drawn: from where to where, how large, and the tags around it from the outside in."""

    text: str
    page: int
    x: float
    end: float
    y: float
    size: float
    tags: tuple[str, ...]
    block: int


def pdf_words(data: bytes) -> list[str]:
    """Return the words of the manuscript: no running heads, page numbers, list marks, figures or repeated heads.

    A word broken after a hyphen at the end of a line is put together again; the writer lets no line end in a hyphen
    that a blank follows.
    """
    parts: list[str] = []
    before: Run | None = None
    for run in pdf_runs(data):
        if before is not None:
            parts.append(_between(before, run))
        parts.append(run.text)
        before = run
    return "".join(parts).split()


def pdf_runs(data: bytes) -> Iterator[Run]:
    """Yield the pieces of text that belong to the manuscript, in the order in which the pages draw them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {(page, mcid): (tags, block) for page, mcid, tags, block in structure(pdf)}
        for number, page in enumerate(pdf.pages):
            for mcid, text, x, end, y, size in drawn(page):
                tags, block = places.get((number, mcid), ((), 0))
                if tags and not _LEFT_OUT & set(tags):
                    yield Run(text, number, x, end, y, size, tags, block)


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int, tuple[str, ...], int]]:
    """Yield (page, mark of the content, tags around it, number of the block) for all that hangs in the tree of tags.

    On each further page a table is a table anew, which says its heads again and has no caption. These heads are passed
    over: they follow the rows of a table on the page before, and nothing stands between.
    """
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    before: tuple[int, tuple[str, ...]] = 0, ()
    again = False
    for page, mcid, tags, block in _below(pdf.Root.StructTreeRoot, (), 0, pages):
        again = "UntitledHead" in tags and (again or ("TBody" in before[1] and page > before[0]))
        if not again:
            before = page, tags
            yield page, mcid, tags, block


def _below(element: Any, tags: tuple[str, ...], block: int, pages: dict[Any, int]) -> Iterator[Any]:
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    titled = any(other.S == "/Caption" for other in kids if not isinstance(other, int) and "/S" in other)
    for kid in kids:
        if isinstance(kid, int):
            yield pages[element.Pg.objgen], int(kid), tags, block
        elif kid.get("/Type") == "/StructElem":
            tag = str(kid.S)[1:]
            inner = kid.objgen[0] if tag in _BLOCKS else block
            yield from _below(kid, (*tags, "UntitledHead" if tag == "THead" and not titled else tag), inner, pages)


def _between(before: Run, run: Run) -> str:
    """Return what stands between two pieces of text: nothing, or a blank."""
    if before.block != run.block and (before.page == run.page or {"TD", "TH"} & set(before.tags)):
        return " "
    if before.page == run.page and abs(before.y - run.y) < 0.62 * max(before.size, run.size):
        # A blank that stands alone between two pieces is not drawn.
        return " " if run.x - before.end > _GAP * min(before.size, run.size) else ""
    return "" if _HYPHEN.search(before.text) else " "


def drawn(page: Any) -> Iterator[tuple[int, str, float, float, float, float]]:
    """Yield the mark, text, beginning, end, height and size of every piece of text that a page draws itself."""
    fonts = {name: letters_and_advances(font) for name, font in page.Resources.get("/Font", {}).items()}
    mcid, font, size, x, y = -1, ({}, {}), 0.0, 0.0, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mcid = int(operands[1].get("/MCID", -1))
            case "BMC" | "EMC":
                mcid = -1
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tm":
                x, y = float(operands[4]), float(operands[5])
            case "TJ" | "Tj":
                text, length = shown_text(operands[0], *font)
                yield mcid, text, x, x + length * size / 1000, y, size


def letters_and_advances(font: Any) -> tuple[dict[int, str], dict[int, float]]:
    """Return what each glyph of a font stands for, and how far it goes on in thousandths of an em."""
    return _letters(font), _advances(font)


def shown_text(shown: Any, letters: dict[int, str], advances: dict[int, float]) -> tuple[str, float]:
    """Return the text of a string or of an array of strings and shifts, and its length in thousandths of an em."""
    text, length = "", 0.0
    for part in [shown] if isinstance(shown, pikepdf.String) else shown:
        if not isinstance(part, pikepdf.String):
            length -= float(part)
            continue
        codes = bytes(part)
        for code in (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)):
            text += letters[code]
            length += advances.get(code, 0.0)
    return text, length


def _advances(font: Any) -> dict[int, float]:
    """Return how far each glyph of a font goes on, from the runs of widths that the file keeps."""
    table, found = list(font.DescendantFonts[0].W), {}
    for first, widths in zip(table[::2], table[1::2], strict=True):
        found.update({int(first) + index: float(width) for index, width in enumerate(widths)})
    return found


def _letters(font: Any) -> dict[int, str]:
    """Return what each glyph of a font stands for, from its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", section):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
