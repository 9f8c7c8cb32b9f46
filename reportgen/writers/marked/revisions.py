"""Word's marks of changes: insertions, deletions, and properties with what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal

from reportgen.writers.docx.elements import LONGEST_TEXT, Element, add, attribute, element
from reportgen.writers.marked.tokens import Link, Token

__all__ = ["Change", "Marking", "mark_row", "revision", "write_tokens"]

Change = Literal["", "ins", "del"]
"""What became of a piece: it stayed, was inserted, was deleted."""

DELETED: Final = {attribute("w:t"): attribute("w:delText"), attribute("w:instrText"): attribute("w:delInstrText")}
"""What texts are called inside a deletion."""

REFERENCE: Final = attribute("w:footnoteReference")
ID: Final = attribute("w:id")
LIST: Final = attribute("w:numId")


@dataclass(slots=True, kw_only=True)
class Marking:
    """Two files being made into one.

    `signed` are the attributes that say who made the changes, and when. `bookmarks` are the names that the new file
    has; of the old file's, only others are kept. `note_pairs` maps the old ids of footnotes that stayed to the new
    ones. `lists` maps numbered lists of the old file to those of the new one that continue them.
    """

    signed: Mapping[str, str]
    bookmarks: frozenset[str]
    note_pairs: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)

    def continue_list(self, old: Element, new: Element) -> None:
        """Note that the list of an old paragraph goes on as that of the new one, if both are in lists."""
        numbers = [found.get(attribute("w:val")) for one in (old, new) for found in one.iter(LIST)]
        if len(numbers) == 2:
            self.lists.setdefault(numbers[0], numbers[1])


def revision(name: str, marking: Marking) -> Element:
    """Return a new element that marks a change, signed; `packed.py` numbers it."""
    return element(f"w:{name}", {"w:id": "0", **marking.signed})


def mark_row(row: Element, change: Change, marking: Marking) -> None:
    """Mark a row of a table as inserted or deleted."""
    row.find(attribute("w:trPr")).append(revision(change, marking))


def write_tokens(parent: Element, tokens: Iterable[Token], change: Change, marking: Marking) -> None:
    """Write tokens of one fate at the end of a paragraph: texts of one look as one run, links around their texts."""
    for spots, group in groupby(tokens, key=lambda token: token.kind == "spot"):
        if spots:
            found = (token.runs[0] for token in group)
            parent.extend(deepcopy(spot) for spot in found if _is_wanted(spot, change, marking))
            continue
        for link, inside in groupby(group, key=lambda token: token.link):
            place = _opened(parent, link, change, marking)
            for form, alike in groupby(inside, key=lambda token: token.form):
                if form is None:
                    place.extend(_whole(run, change) for token in alike for run in token.runs)
                else:
                    _write_text(place, list(alike), change)


def _is_wanted(spot: Element, change: Change, marking: Marking) -> bool:
    """Whether the start or end of a bookmark is kept: of the old file's, only those that the new one has not."""
    return change != "del" or spot.get(ID) not in marking.bookmarks


def _opened(parent: Element, link: Link, change: Change, marking: Marking) -> Element:
    """Return where runs go: into a new link and a new change, where there is one."""
    place = parent
    if link:
        place = add(parent, "w:hyperlink")
        for name, value in link:
            place.set(name, value)
    if change:
        place.append(revision(change, marking))
        place = place[-1]
    return place


def _write_text(place: Element, tokens: list[Token], change: Change) -> None:
    run = add(place, "w:r")
    if tokens[0].look is not None:
        run.append(deepcopy(tokens[0].look))
    text = "".join(token.text for token in tokens)
    for start in range(0, len(text), LONGEST_TEXT):
        piece = add(run, "w:delText" if change == "del" else "w:t", {"xml:space": "preserve"})
        piece.text = text[start : start + LONGEST_TEXT]


def _whole(run: Element, change: Change) -> Element:
    copy = deepcopy(run)
    for found in copy.iter(*DELETED) if change == "del" else ():
        found.tag = DELETED[found.tag]
    if change:
        for found in copy.iter(REFERENCE):
            found.set(ID, f"{change}:{found.get(ID)}")
    return copy
