"""Which reference belongs to which study, told from names such as "Smith 1999a", "de la Cruz 2001", "NICE 2014".

Nothing is assigned that is not sure: where several references fit, or one only almost, the reviewer is told of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.foreign.compared import bare
from reportgen.foreign.phrases import counted, listed
from reportgen.foreign.remark import Remark
from reportgen.model import Study
from reportgen.references.item import Name, ReferenceItem, folded

__all__ = ["Matching", "StudyName", "match_studies", "study_name"]

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?:[-–_ ]?([a-z])(?![a-z]))?(?!\d)")
_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bund\b|\bet\b(?!\.? al))\s*")
_OTHERS = re.compile(r",?\s*\b(?:et\.? al|and others|and colleagues)\b\.?", re.IGNORECASE)
_INITIALS = re.compile(r"\(([A-Z](?:[.\s-]*[A-Z]){0,3}\.?)\)")
_LAST_INITIALS = re.compile(r"(?<=[a-z]) ((?:[A-Z]\.?[ -]?){1,3})$")
_PARTICLE = re.compile(r"^(?:[a-z'’]{1,4} )+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"})
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Citation keys by the study they belong to, and remarks on studies for which that is not sure."""

    assigned: Mapping[str, tuple[str, ...]]
    doubts: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyName:
    """What the name of a study says: authors as named, initials of the first, year, letter, and further words."""

    authors: tuple[str, ...]
    initials: str = ""
    year: str = ""
    letter: str = ""
    words: frozenset[str] = frozenset()


def match_studies(studies: Sequence[Study], items: Iterable[ReferenceItem]) -> Matching:
    """Return the references of studies by first author and year (and second author, initials, words of the title).

    A study gets a reference if exactly one fits, or all that fit are the same work. A year off by one (published online
    first), several that fit, or one that two studies with different letters would share, are doubts. Studies that no
    reference fits are listed in one remark. `items` have their keys. No items, no remarks.
    """
    index: defaultdict[str, list[ReferenceItem]] = defaultdict(list)
    for item in items:
        for variant in _item_variants(item):
            index[variant].append(item)
    if not index:
        return Matching(assigned={})
    assigned: dict[str, tuple[str, ...]] = {}
    doubts: list[Remark] = []
    alone: list[Study] = []
    for study in studies:
        name = _with_year(study_name(study.id), study)
        near = _near(name, index)
        exact = _narrowed(name, [item for item in near if name.year and item.year == name.year])
        if len(exact) == 1:
            assigned[study.id] = (exact[0].id,)
        elif exact or near:
            doubts.append(_doubt(study, exact or near, "several fit" if exact else "the year is not the same"))
        else:
            alone.append(study)
    shared = _shared(studies, assigned, items_by_key={item.id: item for group in index.values() for item in group})
    kept = {study: keys for study, keys in assigned.items() if study not in shared}
    return Matching(assigned=kept, doubts=(*doubts, *shared.values(), *_unmatched(alone)))


def study_name(text: str) -> StudyName:
    """Return what the name of a study says."""
    year = _YEAR.search(text)
    before = text[: year.start()] if year else text
    after = text[year.end() :] if year else ""
    initials = _INITIALS.search(before)
    plain = _OTHERS.sub("", _INITIALS.sub("", before)).strip(" ,;.([-–_")
    authors = [part.strip(" .()[]") for part in _BETWEEN.split(plain)]
    first, last = (authors[0], _LAST_INITIALS.search(authors[0])) if authors else ("", None)
    if last:
        authors[0] = first[: last.start()]
    return StudyName(
        authors=tuple(filter(None, authors)),
        initials=_letters(initials[1] if initials else last[1] if last else ""),
        year=year[1] if year else "",
        letter=(year[2] or "") if year else "",
        words=frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{4,}", after)),
    )


def _with_year(name: StudyName, study: Study) -> StudyName:
    """Return the name with the year of the study's own column where the name has none."""
    cell = study.characteristics.get("year")
    found = _YEAR.search(str(cell.value or "")) if cell and not name.year else None
    if not found:
        return name
    return StudyName(authors=name.authors, initials=name.initials, year=found[1], words=name.words)


def _near(name: StudyName, index: Mapping[str, list[ReferenceItem]]) -> list[ReferenceItem]:
    """Return the references by this first author, of the same year or one beside it, each once."""
    variants = _variants(name.authors[0]) if name.authors else set[str]()
    found = {item.id: item for variant in sorted(variants) for item in index.get(variant, ())}
    return [
        item
        for item in found.values()
        if (not name.year or not item.year or abs(int(item.year) - int(name.year)) <= 1) and _same_people(name, item)
    ]


def _same_people(name: StudyName, item: ReferenceItem) -> bool:
    """Return whether initials and second author, where both sides name them, agree."""
    people = item.authors or item.editors
    given = _letters("".join(re.findall(r"\b[^\W\d_]", people[0].given)))
    if name.initials and given and not (given.startswith(name.initials) or name.initials.startswith(given)):
        return False
    second = _item_names(people[1]) if len(people) > 1 else set()
    return len(name.authors) < 2 or not second or bool(second & _variants(name.authors[1]))


def _narrowed(name: StudyName, items: list[ReferenceItem]) -> list[ReferenceItem]:
    """Return the one reference that words of the study's name point to, or one of several entries of one work."""
    if len(items) > 1 and name.words:
        fitting = [i for i in items if name.words <= set(re.findall(r"[^\W\d_]{4,}", i.title.casefold()))]
        items = fitting if len(fitting) == 1 else items
    works = {item.doi.lower() or folded(item.title) for item in items}
    titles = {folded(item.title) for item in items}
    return items[:1] if items and ("" not in works | titles) and (len(works) == 1 or len(titles) == 1) else items


def _shared(
    studies: Sequence[Study], assigned: Mapping[str, tuple[str, ...]], *, items_by_key: Mapping[str, ReferenceItem]
) -> dict[str, Remark]:
    """Return a doubt for each study whose only reference another study with a different letter would get too."""
    letters: defaultdict[str, set[str]] = defaultdict(set)
    for study, keys in assigned.items():
        letters[keys[0]].add(study_name(study).letter)
    return {
        study.id: _doubt(study, [items_by_key[assigned[study.id][0]]], "another study has the same name and year")
        for study in studies
        if study.id in assigned and len(letters[assigned[study.id][0]]) > 1
    }


def _doubt(study: Study, items: Sequence[ReferenceItem], why: str) -> Remark:
    named = [f"@{item.id} ({item.year or 'no year'}, “{item.title[:80]}”)" for item in items]
    text = f"No reference was given to {study.id}: {why}. It may be {listed(named, _SHOWN, mark='; ')}."
    return Remark(topic="references", text=text, origin=study.origin)


def _unmatched(studies: Sequence[Study]) -> tuple[Remark, ...]:
    if not studies:
        return ()
    text = f"No reference fits {counted(len(studies), 'study', 'studies')}: {listed([study.id for study in studies])}."
    return (Remark(topic="references", text=text, origin=studies[0].origin),)


def _item_variants(item: ReferenceItem) -> set[str]:
    people = item.authors or item.editors
    return _item_names(people[0]) if people else set()


def _item_names(name: Name) -> set[str]:
    """Return what a study may call an author; a body by its name, its short name in brackets, or its initials."""
    if not name.literal:
        return _variants(name.family or name.given)
    acronym = "".join(word[0] for word in name.literal.split() if word[0].isupper())
    short = re.findall(r"\(([A-Z][\w-]+)\)", name.literal)
    bare = re.sub(r"\([^()]*\)", "", name.literal)
    return set().union(*map(_variants, (bare, *short, *([acronym] if len(acronym) > 2 else []))))


def _variants(name: str) -> set[str]:
    """Return a name as it is compared: without accents (ü as u and as ue), with and without its particles."""
    bare = _PARTICLE.sub("", name)
    forms = {_plain(name), _plain(bare), _plain(name.translate(_GERMAN)), _plain(bare.translate(_GERMAN))}
    return forms - {""}


def _plain(text: str) -> str:
    """Return a name's Latin letters without accents, or its own letters where it has no Latin ones."""
    return folded(text) or bare(text)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalpha())
