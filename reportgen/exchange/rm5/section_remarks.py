"""What is lost of the form of imported texts, and what is kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from reportgen.exchange.imported import Kept, Remark
from reportgen.exchange.rm5.prose_pieces import is_left_out, plain_of, raised, tag_of
from reportgen.exchange.rm5.prose_tables import has_merged_cells
from reportgen.exchange.rm5.section_tables import titled_tables
from reportgen.foreign.xml import Element

__all__ = ["kept_notes", "kept_tables", "remarks_on"]

_MOST_QUOTED = 5


def remarks_on(elements: Iterable[Element], path: str) -> Iterator[Remark]:
    """Yield a remark for each way in which the texts differ from how the source shows them, with its first place."""
    inside = [element for top in elements for element in top.iter() if tag_of(element)]
    low = [element for element in inside if tag_of(element) in {"SUP", "SUB"} and _stays_on_the_line(element)]
    if low:
        quoted = ", ".join(f"“{' '.join(plain_of(element).split())[:20]}”" for element in low[:_MOST_QUOTED])
        said = f"Raised or lowered text for which Unicode has no characters stands on the line: {quoted}"
        yield _remark(f"{said}{' and others' if len(low) > _MOST_QUOTED else ''}.", low[0], path)
    deleted = [element for element in inside if tag_of(element) == "DEL"]
    if deleted:
        yield _remark(
            f"Tracked changes were accepted: {_times(len(deleted))} deleted text was left out.", deleted[0], path
        )
    notes = [element for element in inside if is_left_out(element) and tag_of(element) != "DEL"]
    if notes:
        yield _remark(f"Notes of the editors were left out of the text, {_times(len(notes))}.", notes[0], path)
    merged = [element for element in inside if tag_of(element) == "TABLE" and has_merged_cells(element)]
    if merged:
        said = f"Merged cells were taken apart in {len(merged)} {'table' if len(merged) == 1 else 'tables'}"
        yield _remark(
            f"{said}: see whether rows and columns still read as they should, and mend them in sections/*.md.j2.",
            merged[0],
            path,
        )
    pointing = [
        element for element in inside if tag_of(element) == "LINK" and element.get("TYPE") in {"FIGURE", "TABLE"}
    ]
    if pointing:
        names = dict.fromkeys(" ".join(plain_of(element).split()) for element in pointing)
        quoted = ", ".join(list(names)[:_MOST_QUOTED]) + (" …" if len(names) > _MOST_QUOTED else "")
        said = (
            f"The text speaks of figures and tables by the numbers that they have in the source ({quoted}); here they "
            "have others: change them in sections/*.md.j2."
        )
        yield _remark(said, pointing[0], path)


def kept_tables(root: Element, path: str) -> Iterator[Kept]:
    """Yield each of the authors' tables that has merged cells as it stands in the source."""
    for element, name, _ in titled_tables(root):
        if has_merged_cells(element):
            copy = deepcopy(element)
            copy.tail = None
            content = etree.tostring(copy, encoding="utf-8", xml_declaration=True) + b"\n"
            stem = name.lower().replace(" ", "-")
            stem = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter == "-"))
            yield Kept(
                path=f"{stem}.xml", content=content, what=f"{name}, with its merged cells", origin=element.origin(path)
            )


def kept_notes(root: Element, path: str) -> Iterator[Kept]:
    """Yield the notes of the editors on parts of the text as one file, if there are any."""
    main = root.find("MAIN_TEXT")
    found = [] if main is None else [(element, note) for element in main.iter() for note in _notes(element)]
    if found:
        text = "".join(f"{tag_of(element)} (line {element.sourceline}): {note}\n" for element, note in found)
        origin = found[0][0].origin(path)
        yield Kept(path="notes-on-the-text.txt", content=text.encode(), what="Notes of the editors", origin=origin)


def _notes(element: Element) -> Iterator[str]:
    note = " ".join(element.get("NOTES", "").split()) if tag_of(element) else ""
    if note:
        yield note
    if tag_of(element) and tag_of(element) != "DEL" and is_left_out(element):
        yield " ".join(plain_of(element).split())


def _stays_on_the_line(element: Element) -> bool:
    text = " ".join(plain_of(element).split())
    return bool(text) and raised(element) == text and not all(letter in "*†‡§¶°′″™®©,; " for letter in text)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _remark(text: str, element: Element, path: str) -> Remark:
    return Remark(topic="text", text=text, origin=element.origin(path))
