"""sentence_changes(): the sentences of two manuscripts, told apart by words and by digits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from reportgen.document import (
    Block,
    Citation,
    CrossRef,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    Paragraph,
    Strong,
    Subscript,
    Superscript,
    Table,
    plain_text,
    walk_blocks,
)
from reportgen.versions.changes import SentenceChange

__all__ = ["Sentence", "sentence_changes", "sentences_of"]

_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])")
_OPENING = "\"'“‘«(["
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|vs|cf|ca|approx|resp|incl|[Ff]igs?|[Tt]ab|[Ee]qs?|No|Nos|[Vv]ol|[Rr]efs?|Suppl|App"
    r"|pp|p|Dr|Drs|Prof|St|Mr|Mrs|Ms|eds|ed|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?:^|[\s(.])[A-ZÀ-ÖØ-ÞΑ-ΩА-Я])\.[\"'”’)\]]*$"
)
_NUMBERED = re.compile(r"\bnos?\.$")
"""An abbreviation only where a number follows."""

_DIGITS = re.compile(r"(?:[<>=≤≥][ \u00a0\u202f]?)?[-−+]?\d(?:[\d.,\u00a0\u2009\u202f]*\d)?")
"""A number with the relation before it: P = 0.03 and P < 0.001 differ in digits only."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}", re.ASCII)
"""What stands for a citation or cross-reference while a text is cut into sentences."""

_ALIKE = 0.5
"""Sentences that share fewer of their words are two sentences, not one that changed."""

_MOST_COMPARED = 400


class Sentence(NamedTuple):
    """A sentence and where it stands: the heading above it, or the label of its caption or note.

    `meant` is what it is compared by, where that is not `text`: works cited and things pointed at by their ids, since
    what is printed for them shifts with every new reference, figure and table.
    """

    place: str
    text: str
    meant: str = ""

    @property
    def compared(self) -> str:
        """Return what the sentence is compared by."""
        return self.meant or self.text


def sentence_changes(old: Iterable[Sentence], new: Iterable[Sentence]) -> tuple[SentenceChange, ...]:
    """Return the sentences that differ, in the order of the new manuscript; those that are gone stand last.

    A sentence that only moved is none. Of one whose numbers alone differ the kind is ``digits``; where words differ and
    at least half of them stayed, ``meaning``; else the old one was removed and the new one added.
    """
    before, after = _without_common(list(old), list(new))
    pairs = _paired_by_words(before, after)
    pairs |= _paired_by_likeness(before, after, pairs)
    taken = set(pairs.values())
    changes = [_change(before[pairs[i]] if i in pairs else None, one) for i, one in enumerate(after)]
    return (*changes, *(_change(one, None) for i, one in enumerate(before) if i not in taken))


def sentences_of(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """Yield the sentences of headings, running text, captions and notes of a settled document.

    Cells of tables and the list of references are data, and compared as such.
    """
    place = ""
    for block in walk_blocks(blocks):
        match block:
            case Heading():
                place = plain_text(block.children)
                if block.level:
                    yield Sentence(place, place)
            case Paragraph(children=children):
                yield from _split(place, children)
            case Table() | Figure():
                for run in (block.caption, *(note.children for note in block.notes)):
                    yield from _split(block.label or place, run)
            case _:
                pass


def _split(place: str, run: Iterable[Inline]) -> Iterator[Sentence]:
    marks: list[tuple[str, str]] = []
    notes: list[Footnote] = []
    text = " ".join("".join(_texts(run, marks, notes)).split())
    for sentence in _cut(text):
        shown, meant = (_filled(sentence, [pair[side] for pair in marks]) for side in (0, 1))
        yield Sentence(place, " ".join(shown.split()), "" if shown == meant else meant)
    for note in notes:
        yield from _split(place, note.children)


def _filled(sentence: str, texts: Sequence[str]) -> str:
    return _MARK.sub(lambda mark: texts[int(mark[1])], sentence)


def _cut(text: str) -> Iterator[str]:
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        before, following = text[start : boundary.start()], text[boundary.end() :].lstrip(_OPENING)[:1]
        inside = following.islower() or _ABBREVIATION.search(before)
        if not (inside or not following or (following.isdigit() and _NUMBERED.search(before))):
            yield text[start : boundary.start()] + text[boundary.start() : boundary.end()].rstrip()
            start = boundary.end()
    if text[start:].strip():
        yield text[start:].strip()


def _texts(run: Iterable[Inline], marks: list[tuple[str, str]], notes: list[Footnote]) -> Iterator[str]:
    """Yield the texts of a run; citations and cross-references become marks, footnotes are gathered."""
    for one in run:
        match one:
            case Emphasis() | Strong() | Superscript() | Subscript() | Link():
                yield from _texts(one.children, marks, notes)
            case Citation():
                works = "; ".join(f"{work.prefix} {work.key} {work.suffix}".strip() for work in one.works)
                yield _mark(marks, plain_text(one.shown), f"[{one.mode}: {works}]")
            case CrossRef():
                yield _mark(marks, one.shown, f"[{one.target}]")
            case Footnote():
                notes.append(one)
            case _:
                yield plain_text((one,)).replace(_OPEN, "").replace(_CLOSE, "")


def _mark(marks: list[tuple[str, str]], shown: str, meant: str) -> str:
    marks.append((shown, meant))
    return f"{_OPEN}{len(marks) - 1}{_CLOSE}"


def _without_common(old: list[Sentence], new: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    common = Counter(one.compared for one in old) & Counter(one.compared for one in new)
    return _less(old, common), _less(new, common)


def _less(sentences: list[Sentence], common: Counter[str]) -> list[Sentence]:
    left, kept = Counter(common), []
    for one in sentences:
        if left[one.compared] > 0:
            left[one.compared] -= 1
        else:
            kept.append(one)
    return kept


def _paired_by_words(before: list[Sentence], after: list[Sentence]) -> dict[int, int]:
    """Return pairs of sentences in which nothing but numbers differs, those in one place first."""
    pairs: dict[int, int] = {}
    for same_place in (True, False):
        free: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, one in enumerate(before):
            if index not in pairs.values():
                free[one.place if same_place else "", _worded(one.compared)].append(index)
        for index, one in enumerate(after):
            waiting = free[one.place if same_place else "", _worded(one.compared)]
            if index not in pairs and waiting:
                pairs[index] = waiting.pop(0)
    return pairs


def _paired_by_likeness(before: list[Sentence], after: list[Sentence], pairs: dict[int, int]) -> dict[int, int]:
    """Return pairs of sentences of one place that share most of their words, the most alike first."""
    taken = set(pairs.values())
    left = [i for i in range(len(after)) if i not in pairs][:_MOST_COMPARED]
    right = [i for i in range(len(before)) if i not in taken][:_MOST_COMPARED]
    near = ((i, j) for i in left for j in right if _together(before[j], after[i]))
    scores = sorted(((_likeness(before[j].compared, after[i].compared), -i, -j) for i, j in near), reverse=True)
    found: dict[int, int] = {}
    for score, i, j in scores:
        if score >= _ALIKE and -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def _together(one: Sentence, other: Sentence) -> bool:
    return _worded(one.place) == _worded(other.place)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _worded(text: str) -> str:
    return _DIGITS.sub("0", text)


def _change(before: Sentence | None, after: Sentence | None) -> SentenceChange:
    place = after.place if after else before.place if before else ""
    one, other = before.text if before else "", after.text if after else ""
    if not before or not after:
        return SentenceChange(kind="added" if after else "removed", place=place, before=one, after=other)
    digits = _worded(before.compared) == _worded(after.compared)
    return SentenceChange(kind="digits" if digits else "meaning", place=place, before=one, after=other)
