"""What a Word file says, read without the library that wrote it: parts, words, footnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

__all__ = ["W", "docx_parts", "docx_words", "docx_xml", "paragraph_texts"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"


def docx_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of the file by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx_xml(data: bytes, name: str = MAIN) -> etree._Element:
    """Return one part as an element."""
    return etree.fromstring(docx_parts(data)[name], etree.XMLParser(huge_tree=True))


def docx_words(data: bytes) -> list[str]:
    """Return the words of the body in order, then those of the footnotes.

    A field counts once, as what it shows. The mark of a footnote is joined to the word before it, as on the page,
    and is not said again before the note. Bullets and numbers of lists, heads and feet of pages are left out.
    """
    text = [*paragraph_texts(docx_xml(data)), *paragraph_texts(docx_xml(data, NOTES))]
    return " ".join(text).split()


def paragraph_texts(root: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph below `root`, marks of footnotes counted from one."""
    notes = 0
    own_marks = f'.//{W}r/{W}rPr/{W}rStyle[@{W}val="FootnoteReference"]/../../{W}t'
    skipped = set(root.iterfind(own_marks)) if root.tag == f"{W}footnotes" else set()
    for paragraph in root.iter(f"{W}p"):
        pieces = []
        for item in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}footnoteReference"):
            if item in skipped:
                continue
            if item.tag == f"{W}t":
                pieces.append(item.text or "")
            elif item.tag == f"{W}footnoteReference":
                notes += 1
                pieces.append("" if item.get(f"{W}customMarkFollows") else str(notes))
            else:
                pieces.append(" ")
        yield "".join(pieces)
