"""What the formats of reference managers have in common: decoding, repeats, and the review that holds a library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.imported import Imported, Kept
from reportgen.exchange.source import Source
from reportgen.foreign.encoding import decoded_with_remarks
from reportgen.foreign.remark import Remark
from reportgen.model import Review
from reportgen.references.item import ReferenceItem
from reportgen.references.library import LONGEST_TEXT, keyed
from reportgen.references.reading import ReadReferences
from reportgen.references.repeats import without_repeats

__all__ = ["import_references"]

_TITLE = "Imported references"


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


def _cut(items: Sequence[ReferenceItem]) -> tuple[Remark, ...]:
    """Return a remark on each reference with a text that is cut in references.bib."""
    names = [one.name for one in fields(ReferenceItem) if one.type == "str"]
    long = [item for item in items if max(len(getattr(item, name)) for name in names) > LONGEST_TEXT]
    text = f"A text of this reference is longer than {LONGEST_TEXT} letters; the rest of it was left out."
    return tuple(Remark(topic="references", text=text, origin=item.origin) for item in long)


def _unplaced(path: str, counts: Mapping[str, int]) -> tuple[Remark, ...]:
    """Return one remark that lists what had no place, the most frequent first."""
    if not counts:
        return ()
    listed = ", ".join(f"{name} ({n})" for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    text = f"These parts of {path} have no place in references.bib: {listed}. The file itself is kept."
    return (Remark(topic="references", text=text, origin=Origin(path, 1)),)
