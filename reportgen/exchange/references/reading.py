"""What the formats of reference managers have in common: decoding, repeats, and the review that holds a library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.encoding import decoded_with_remarks
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.naming import bare
from reportgen.exchange.references.item import ReferenceItem
from reportgen.exchange.references.library import LONGEST_TEXT, keyed
from reportgen.exchange.source import Source
from reportgen.model import Review

__all__ = ["ReadReferences", "import_references", "without_repeats"]

_TITLE = "Imported references"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReferences:
    """What one file gave. `unplaced` counts what has no place in references.bib, by its name in the file."""

    items: tuple[ReferenceItem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    issues: tuple[Issue, ...] = ()
    unplaced: Mapping[str, int] = field(default_factory=dict)


def import_references(
    format_id: str, source: Source, options: ImportOptions, read: Callable[[str, str], ReadReferences]
) -> Imported:
    """Return the references of all files of a source, with an empty review; DataError with all that is wrong.

    `read` takes the path and the text of a file. A file of which something is to be said is kept as it was.
    """
    parts, issues, kept = [], list[Issue](), list[Kept]()
    for path, content in sorted(source.files.items()):
        try:
            text, remarks = decoded_with_remarks(content, path)
        except DataError as error:
            issues += error.issues
            continue
        part = read(path, text)
        issues += part.issues
        parts.append(replace(part, remarks=remarks + part.remarks + _unplaced(path, part.unplaced)))
        if part.unplaced or part.remarks:
            kept.append(Kept(path=path, content=content, what="References as they were exported"))
    items = [item for part in parts for item in part.items]
    if not items and not issues:
        issues.append(
            Issue("source-holds-a-review", Origin(source.name, 1), "found no reference, expected at least one")
        )
    if issues:
        raise DataError(issues)
    single, repeats = without_repeats(items)
    return Imported(
        format=format_id,
        review=Review(title=options.title or _TITLE),
        kept=tuple(kept),
        remarks=tuple(remark for part in parts for remark in part.remarks) + repeats + _cut(single),
        references=keyed(single),
    )


def without_repeats(items: Sequence[ReferenceItem]) -> tuple[tuple[ReferenceItem, ...], tuple[Remark, ...]]:
    """Return the items without those that stand there again word for word, and a remark on each repeat.

    Two items are the same work if their DOIs are equal or, where one has none, their titles and years. Items of the
    same work that differ in anything are all kept.
    """
    firsts: dict[str, ReferenceItem] = {}
    single: list[ReferenceItem] = []
    remarks: list[Remark] = []
    for item in items:
        marks = _marks(item)
        first = next((firsts[mark] for mark in marks if mark in firsts and _agree(firsts[mark], item)), None)
        for mark in marks:
            firsts.setdefault(mark, item)
        same = first is not None and replace(first, id="") == replace(item, id="")
        if not same:
            single.append(item)
        if first is not None:
            told = "it was taken once" if same else "the entries differ, and both were kept"
            text = f"“{_short(item)}” stands there again (first at {first.origin}); {told}."
            remarks.append(Remark(topic="references", text=text, origin=item.origin))
    return tuple(single), tuple(remarks)


def _cut(items: Sequence[ReferenceItem]) -> tuple[Remark, ...]:
    """Return a remark on each reference with a text that is cut in references.bib."""
    names = [one.name for one in fields(ReferenceItem) if one.type == "str"]
    long = [item for item in items if max(len(getattr(item, name)) for name in names) > LONGEST_TEXT]
    text = f"A text of this reference is longer than {LONGEST_TEXT} letters; the rest of it was left out."
    return tuple(Remark(topic="references", text=text, origin=item.origin) for item in long)


def _marks(item: ReferenceItem) -> tuple[str, ...]:
    title = bare(item.title)
    by_title = f"title:{title}:{item.year}" if len(title) > 20 or (title and item.year) else ""
    return tuple(filter(None, (f"doi:{item.doi.lower()}" if item.doi else "", by_title)))


def _agree(one: ReferenceItem, other: ReferenceItem) -> bool:
    return not (one.doi and other.doi) or one.doi.lower() == other.doi.lower()


def _short(item: ReferenceItem) -> str:
    title = item.title if len(item.title) <= 60 else item.title[:60].rstrip() + "…"
    first = item.authors[0].literal or item.authors[0].family if item.authors else ""
    return ", ".join(filter(None, (first, item.year, title)))


def _unplaced(path: str, counts: Mapping[str, int]) -> tuple[Remark, ...]:
    """Return one remark that lists what had no place, the most frequent first."""
    if not counts:
        return ()
    listed = ", ".join(f"{name} ({n})" for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    text = f"These parts of {path} have no place in references.bib: {listed}. The file itself is kept."
    return (Remark(topic="references", text=text, origin=Origin(path, 1)),)
