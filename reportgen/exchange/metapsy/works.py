"""References of a Metapsy database, each with the study that it is named for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.metapsy.database import Database
from reportgen.exchange.metapsy.fields import known_text
from reportgen.exchange.naming import one_line
from reportgen.exchange.references.matching import study_name
from reportgen.foreign.phrases import counted, listed
from reportgen.model import Library
from reportgen.references import Name, ReferenceItem, keyed, library_of
from reportgen.references.citation_text import parse_citation

__all__ = ["works_of"]

_ALIKE = 0.9


def works_of(database: Database) -> tuple[Library, Mapping[str, tuple[str, ...]], tuple[Remark, ...]]:
    """Return references.bib, the citation keys of each study, and remarks.

    references.json names a text for each study; where it does not, the column full_ref may. One text that stands for
    several studies is one reference.
    """
    studies = tuple(dict.fromkeys(record.words("study") for record in database.records))
    value, origin = database.values.get("references"), database.origins.get("references")
    given = {one_line(str(key)): str(text) for key, text in (value.items() if isinstance(value, dict) else ())}
    texts = {name: one_line(text) for name, text in given.items() if text.strip()}
    places = dict.fromkeys(texts, origin)
    for record in database.records:
        study, text = record.words("study"), known_text(record, "full_ref")
        if text and study not in texts:
            texts[study], places[study] = text, record.origin("full_ref")
    items = keyed(_items(texts, places))
    keys = dict(zip(dict.fromkeys(texts.values()), (item.id for item in items), strict=True))
    named = _named(studies, texts)
    reports = {study: (keys[texts[name]],) for study, name in named.items()}
    return library_of(items), reports, tuple(_remarks(texts, studies, named, items, origin))


def _named(studies: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the name under which the reference of each study stands: its own, one it begins with, or one misspelt."""
    found = {study: study for study in studies if study in texts}
    left = [name for name in texts if name not in found]
    for study in studies:
        if study not in found:
            near = [name for name in left if study.startswith(f"{name} ")] or [
                name for name in get_close_matches(study, left, n=1, cutoff=_ALIKE) if _digits(name) == _digits(study)
            ]
            found |= {study: near[0]} if near else {}
    return found


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def _items(texts: Mapping[str, str], places: Mapping[str, Origin | None]) -> list[ReferenceItem]:
    found: dict[str, ReferenceItem] = {}
    for study, text in texts.items():
        item = parse_citation(text, places[study])
        found.setdefault(text, item if item.authors else _by_study(item, study))
    return list(found.values())


def _by_study(item: ReferenceItem, study: str) -> ReferenceItem:
    """Return a reference that could not be taken apart with author and year of its study's name, to be cited by."""
    name = study_name(study)
    authors = tuple(Name(literal=author) for author in name.authors[:1])
    return replace(item, authors=authors, year=item.year or name.year)


def _remarks(
    texts: Mapping[str, str],
    studies: Sequence[str],
    named: Mapping[str, str],
    items: Sequence[ReferenceItem],
    origin: Origin | None,
) -> list[Remark]:
    said = [f"The reference of “{name}” was taken for {study}." for study, name in named.items() if study != name]
    missing = [study for study in studies if study not in named]
    if missing and texts:
        shown = listed(missing, mark="; ")
        said.append(f"No reference is given for {counted(len(missing), 'study', 'studies')}: {shown}.")
    alone = [name for name in texts if name not in set(named.values())]
    if alone:
        belong = counted(len(alone), "reference belongs", "references belong")
        said.append(f"{belong} to no study of the table and came in all the same.")
    whole = sum(item.type == "document" for item in items)
    if whole:
        said.append(
            f"{whole} of {len(items)} references could not be taken apart: they are cited by the names of their "
            "studies and printed as they stand."
        )
    return [Remark(topic="references", text=text, origin=origin) for text in said]
