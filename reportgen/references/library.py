"""References as references.bib: citation keys, and BibTeX that pandoc reads back to the same items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from reportgen.errors import Origin
from reportgen.model import Library
from reportgen.references.item import TYPES, Name, ReferenceItem, folded, tidy
from reportgen.wording.works import PREFIX

__all__ = ["LONGEST_TEXT", "bibtex", "keyed", "library_of", "made_keys", "usable_key"]

_USABLE_KEY = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9_:.+/-]{0,98}[A-Za-z0-9])?$")
_CROSS_REFERENCE = re.compile(r"^(?:fig|tbl|sec)-")
_SMALL_WORDS = frozenset(
    {"a", "an", "the", "on", "of", "in", "for", "der", "die", "das", "le", "la", "les", "el", "un"}
)
_LONGEST_NAME = 40
_MOST_WORDS = 4
LONGEST_TEXT = 10_000
"""Letters of one field in references.bib; pandoc takes a second for 5,000 braces, and no style prints that much."""

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "`": "\u2018",
    }
)
"""TeX's own characters as text; TeX has no plain grave accent, which stands for an opening quotation mark anyway."""

_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
_MARKUP = {"i": "emph", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript"}
_MARKED = re.compile(r"<(i|b|sup|sub)>((?:(?!</?(?:i|b|sup|sub)>).)*)</\1>")
_PARTICLES = re.compile(
    r"^(?:(?:d[aeiou]|de[lmnrs]|d[ao]s|dell[aeo]|l[aeo]|v[ao]n|vom|zu|zu[mr]|te[nr]?|a[fv]|el|bin|ibn|van't|[’']t) )+"
    r"(?=[A-ZÀ-ÞĀ-ſ])"
)


def keyed(items: Iterable[ReferenceItem], taken: Iterable[str] = ()) -> tuple[ReferenceItem, ...]:
    """Return the items, each with a citation key of its own that is not in `taken` (capitals do not matter).

    A usable key that an item has is kept. Others are the first author's family name and the year without accents,
    "muller2003"; of several with the same name and year each gets a letter, in their order. Without an author the
    first word of the title stands for the name, without a year "nd".
    """
    given = tuple(items)
    used = {key.lower() for key in taken}
    kept = [_kept(item.id, used) for item in given]
    bases = [_base(item) if not key else "" for item, key in zip(given, kept, strict=True)]
    shared = Counter(bases)
    letters = {base: count() for base in shared}  # each base goes on where it stopped: thousands may share one
    keys = [
        key or _fresh(base, used, letters[base], alone=shared[base] == 1) for key, base in zip(kept, bases, strict=True)
    ]
    return tuple(replace(item, id=key) for item, key in zip(given, keys, strict=True))


def usable_key(text: str) -> bool:
    """Return whether a text can be a citation key: short, of Latin letters, digits and few marks, and free to use."""
    return bool(_USABLE_KEY.match(text)) and not _CROSS_REFERENCE.match(text) and not text.lower().startswith(PREFIX)


def made_keys(items: Iterable[ReferenceItem], taken: Iterable[str]) -> tuple[str, ...]:
    """Return citation keys for records of a file that is read again each time, none of them in `taken`.

    The key is that of `keyed` where only one item has it, "muller2003". Others get words of their titles until no two
    are alike, "muller2003-sleep", and letters only where titles do not tell them apart. So a record that is added may
    take the short key from another, but never gives a key that was cited to another work unless their titles agree.
    """
    given = tuple(items)
    used = {key.lower() for key in taken}
    keys = [_base(item) for item in given]
    for words in range(1, _MOST_WORDS + 1):
        counts = Counter(keys)
        shared = [at for at, key in enumerate(keys) if counts[key] > 1 or key in used]
        for at in shared:
            keys[at] = f"{_base(given[at])}-{_title_words(given[at], words)}".rstrip("-")
    counts, letters = Counter(keys), {key: count() for key in keys}
    return tuple(_fresh(key, used, letters[key], alone=counts[key] == 1) for key in keys)


def library_of(items: Iterable[ReferenceItem]) -> Library:
    """Return the items as references.bib, in their order, with the line of each; items without a key get one."""
    path = Library().path
    keys: dict[str, Origin] = {}
    entries, line = [], 1
    for item in keyed(items):
        entry = bibtex(item)
        keys[item.id] = Origin(path, line)
        line += entry.count("\n") + 1
        entries.append(entry)
    return Library(text="\n".join(entries), keys=keys)


def bibtex(item: ReferenceItem) -> str:
    """Return an item with a key as one entry, a field a line; what pandoc reads is the item, quotation marks aside."""
    fields = [f"  {name} = {{{value}}}" for name, value in _fields(item) if value]
    return f"@{TYPES[item.type].entry}{{{item.id},\n" + ",\n".join(fields) + "\n}\n"


def _fields(item: ReferenceItem) -> Iterator[tuple[str, str]]:
    form = TYPES[item.type]
    yield "author", _names(item.authors)
    yield "editor", _names(item.editors)
    yield "title", _cased(item.title)
    yield form.container, _cased(item.container_title)
    yield "shortjournal", _cased(item.container_title_short)
    yield "date" if item.date else "year", item.date or item.year
    yield "entrysubtype", form.subtype
    yield "series", _cased(item.collection_title)
    yield "volume", _escaped(item.volume)
    yield "number", _escaped(item.issue or item.number)
    yield "pages", re.sub(r"(?<=\w)-(?=\w)", "--", _escaped(item.page).replace("-{}-", "--"))
    yield form.publisher, _guarded(_escaped(item.publisher))
    yield "address", _guarded(_escaped(item.publisher_place))
    yield "edition", _escaped(item.edition)
    yield "type", _escaped(item.genre)
    yield "doi", _verbatim(item.doi)
    yield "url", _verbatim(item.url)
    yield "pmid", _verbatim(item.pmid)
    yield "isbn", _escaped(item.isbn)
    yield "issn", _escaped(item.issn)
    yield "langid", _verbatim(item.language)
    yield "keywords", _escaped(("; " if any("," in word for word in item.keywords) else ", ").join(item.keywords))
    yield "abstract", _marked(item.abstract)
    yield "note", _marked(item.note)


def _names(names: Sequence[Name]) -> str:
    return " and ".join(filter(None, map(_name, names)))


def _name(name: Name) -> str:
    """Return a name as BibTeX splits it: body in braces, particles as they are, suffix between family and given."""
    if name.literal:
        literal = _escaped(name.literal)
        return literal if literal.lower() == "others" else f"{{{literal}}}"
    parts = (_family(tidy(name.family)), _escaped(name.suffix), _guarded(_escaped(name.given)))
    return ", ".join(part for part in parts if part) if parts[0] else f"{{{parts[2]}}}" if parts[2] else ""


def _family(family: str) -> str:
    """Return a family name with what is no particle in braces where BibTeX would take it apart."""
    particles = _PARTICLES.match(family)
    start = particles.end() if particles else 0
    name = _escaped(family[start:])
    whole = re.fullmatch(r"[A-ZÀ-ÞĀ-ſ][^\s,{}\\]*", name) and name.lower() != "and"
    return f"{_escaped(family[:start])} {name if whole else f'{{{name}}}'}".strip()


def _guarded(name: str) -> str:
    """Return a text in braces where BibTeX would take it for a list."""
    return f"{{{name}}}" if re.search(r"(?:^|\s)and(?:\s|$)|,", name, re.IGNORECASE) else name


def _cased(text: str) -> str:
    """Return a title in braces: pandoc changes the capitals of English titles otherwise."""
    return f"{{{_marked(text)}}}" if text else ""


def _marked(text: str) -> str:
    """Return a text with its CSL markup as TeX's."""
    escaped = _escaped(text)
    while (changed := _MARKED.sub(lambda found: f"\\{_MARKUP[found[1]]}{{{found[2]}}}", escaped)) != escaped:
        escaped = changed
    return escaped


def _escaped(text: str) -> str:
    text = tidy(text)
    text = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rstrip()}…"
    return _LIGATURE.sub("{}", text.translate(_SPECIAL))


def _verbatim(text: str) -> str:
    """Return an address as it stands, but for what would end the field; nothing where it is endless."""
    plain = tidy(text) if len(text) <= LONGEST_TEXT else ""
    return plain.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _title_words(item: ReferenceItem, number: int) -> str:
    words = [folded(word) for word in re.sub(r"<[^>]*>", "", item.title).split()]
    return "-".join([word for word in words if word and word not in _SMALL_WORDS][:number])[:_LONGEST_NAME].rstrip("-")


def _kept(key: str, used: set[str]) -> str:
    """Return a key that can stay, and note it as used; else nothing."""
    if not usable_key(key) or key.lower() in used:
        return ""
    used.add(key.lower())
    return key


def _base(item: ReferenceItem) -> str:
    named = item.authors or item.editors
    first = named[0] if named else Name()
    words = [folded(word) for word in first.literal.split()]
    title = [folded(word) for word in re.sub(r"<[^>]*>", "", item.title).split()]
    candidates = (
        folded(first.family or first.given),
        "".join([word for word in words if word not in _SMALL_WORDS][:2]),
        next((word for word in title if word and word not in _SMALL_WORDS), ""),
    )
    year = re.search(r"\d{4}", item.year or item.date)
    name = next(filter(None, candidates), "ref")[:_LONGEST_NAME]
    return name + (year.group() if year else "nd")


def _fresh(base: str, used: set[str], numbers: Iterator[int], *, alone: bool) -> str:
    """Return the base itself, or with the first letter that is free, and note it as used."""
    key = base
    if not alone or base in used:
        key = next(key for number in numbers if (key := base + _letters(number)) not in used)
    used.add(key)
    return key


def _letters(number: int) -> str:
    """Return a, b, c and so on to z, then aa, ab and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
