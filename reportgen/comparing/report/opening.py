"""How the report of changes opens: what was compared, and the verdict in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.comparing.report.kinds import kind_of
from reportgen.comparing.report.words import NOTHING, counted, table_of
from reportgen.document import Block, Paragraph, Text
from reportgen.model import Record
from reportgen.style import Style
from reportgen.versions import Changes, Version
from reportgen.wording import numbers

__all__ = ["opening_blocks", "verdict_sentences"]


def opening_blocks(changes: Changes, style: Style, only_found: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the names of the versions, the verdict, and a table of what was compared.

    Of versions named in `only_found` the data are not kept, which is said.
    """
    named = Paragraph(children=(Text(f"From {changes.old.name} to {changes.new.name}"),), role="subtitle")
    gaps = (
        f"Of {name} only what it found is kept, not its data: edits and sentences could not be compared."
        for name in dict.fromkeys(only_found)
    )
    said = Paragraph(children=(Text(" ".join((*verdict_sentences(changes), *gaps))),))
    what = ("Title", "Included studies", "Participants randomised", "Results", "Searched up to")
    rows = [(head, *(_value(version, head, style) for version in (changes.old, changes.new))) for head in what]
    if rows[0][1] == rows[0][2]:  # the title of the report tells it
        rows = rows[1:]
    heads = ("", changes.old.name, changes.new.name)
    alt = "Title, studies, results and searches of both versions."
    table = table_of("tbl-versions", "The two versions.", heads, rows, (1.0, 2.0, 2.0), alt=alt)
    return (named, said, table)


def verdict_sentences(changes: Changes) -> Iterator[str]:
    """Yield what became of studies, results and conclusions, a sentence each; one sentence where nothing changed."""
    if not (changes.studies or changes.edits or changes.results or changes.sentences):
        yield "Nothing changed: data, results and conclusions of both versions are the same."
        return
    yield _studies(changes)
    yield from _results(changes)
    if not changes.results and changes.unchanged:
        if changes.unchanged == 1:
            yield "The one result is the same to the last digit."
        else:
            yield f"All {changes.unchanged} results are the same to the last digit."


def _studies(changes: Changes) -> str:
    before, after = len(changes.old.record.included), len(changes.new.record.included)
    kinds = {kind: sum(one.kind == kind for one in changes.studies) for kind in ("added", "removed", "changed")}
    words = {"added": "added", "removed": "removed", "changed": "edited"}
    counts = [(n, words[kind]) for kind, n in kinds.items() if n]
    said = [
        f"{counted(n, 'study was', 'studies were') if not place else n} {word}"
        for place, (n, word) in enumerate(counts)
    ]
    said = [one + _statuses(changes) if one.endswith(" added") else one for one in said]
    listed = f" {_and(said)}." if said else " No study was added, removed or edited."
    if before == after:
        return f"Both versions include {counted(after, 'study', 'studies')}.{listed}"
    return f"The review went from {before} to {counted(after, 'included study', 'included studies')}.{listed}"


def _statuses(changes: Changes) -> str:
    """Return " (5 included and 3 awaiting)" of the studies added; nothing where all are included."""
    found = Counter(one.status_after for one in changes.studies if one.kind == "added")
    if set(found) <= {"included", ""}:
        return ""
    return f" ({_and([f'{n} {status}' for status, n in found.items()])})"


def _results(changes: Changes) -> Iterator[str]:
    if not changes.results:
        return
    whole = len(changes.results) + changes.unchanged
    yield f"Of {counted(whole, 'result', 'results')}, {len(changes.results)} changed."
    kinds = Counter(kind_of(one) for one in changes.results)
    if not kinds["conclusion"]:
        yield "No conclusion changed" + (": only digits did." if kinds["digits"] == len(changes.results) else ".")
        return
    first = sum("first result" in one.conclusion for one in changes.results)
    gone = sum("no result any more" in one.conclusion for one in changes.results)
    other = kinds["conclusion"] - first - gone
    said = [
        *([f"{counted(other, 'conclusion', 'conclusions')} changed"] if other else []),
        *([f"{counted(first, 'result is', 'results are')} there for the first time"] if first else []),
        *([f"{counted(gone, 'result is', 'results are')} not there any more"] if gone else []),
        *([f"in {counted(kinds['digits'], 'result', 'results')} only digits changed"] if kinds["digits"] else []),
    ]
    text = _and(said)
    yield f"{text[:1].upper()}{text[1:]}."


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _value(version: Version, what: str, style: Style) -> str:
    record = version.record
    match what:
        case "Title":
            return record.title or NOTHING
        case "Included studies":
            return str(len(record.included))
        case "Participants randomised":
            return _randomised(record, style)
        case "Results":
            return str(len(record.results))
        case _:
            return _searches(record.search) or NOTHING


def _randomised(record: Record, style: Style) -> str:
    """Return the participants of the included studies, with how many studies do not tell them."""
    found = [one.n_randomised for one in record.studies if one.status == "included"]
    known = [n for n in found if n is not None]
    if not known:
        return NOTHING
    total = numbers.count(sum(known), style.numbers)
    return total if len(known) == len(found) else f"{total}, not known for {len(found) - len(known)} of {len(found)}"


def _searches(search: tuple[tuple[str, str], ...]) -> str:
    """Return "13 January 2014: CENTRAL, MEDLINE; 20 January 2014: ERIC", names by the last day covered."""
    days: dict[str, list[str]] = {}
    for name, day in search:
        days.setdefault(day, []).append(name)
    return "; ".join(f"{day or 'day not said'}: {', '.join(names)}" for day, names in days.items())
