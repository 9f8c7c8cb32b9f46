"""Small .rm5 files of our own making: a compact description of a review becomes the bytes of a file."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = [
    "ComparisonSpec",
    "FigureSpec",
    "ItemSpec",
    "OutcomeSpec",
    "PersonSpec",
    "ReferenceSpec",
    "ReviewSpec",
    "RowSpec",
    "StudySpec",
    "SubgroupSpec",
    "escaped",
    "key_of",
    "rm5_of",
]

STEMS = ("DICH", "CONT", "IV", "IPD", "OTHER")


@dataclass(frozen=True, kw_only=True)
class ReferenceSpec:
    """A REFERENCE: texts by tag (AU, TI, SO …), identifiers by type; `id` and `name` only outside of studies."""

    fields: Mapping[str, str] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)
    type: str = "JOURNAL_ARTICLE"
    primary: bool = False
    id: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class StudySpec:
    """A STUDY in one of the four lists, with what CHARACTERISTICS_OF_STUDIES tells of it (texts or markup by tag)."""

    name: str
    status: str = "included"
    id: str = ""
    year: str = ""
    data_source: str = "PUB"
    told: Mapping[str, str] = field(default_factory=dict)
    references: Sequence[ReferenceSpec] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the ID of the study in the file."""
        return self.id or f"STD-{key_of(self.name)}"


@dataclass(frozen=True, kw_only=True)
class RowSpec:
    """The data of a study in an outcome; `values` are attributes as they stand in the file."""

    study: str
    values: Mapping[str, str] = field(default_factory=dict)
    footnote: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SubgroupSpec:
    """A subgroup; `values` are its stored results."""

    name: str
    rows: Sequence[RowSpec] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OutcomeSpec:
    """An outcome; `stem` is one of STEMS, `values` are settings and stored results, `measure` free text (IV, IPD)."""

    stem: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, str] = ("Drug", "Placebo")
    graph: tuple[str, str] = ("Favours drug", "Favours placebo")
    measure: str = ""
    rows: Sequence[RowSpec] = ()
    subgroups: Sequence[SubgroupSpec] = ()


@dataclass(frozen=True, kw_only=True)
class ComparisonSpec:
    """A comparison with its outcomes."""

    name: str
    outcomes: Sequence[OutcomeSpec] = ()


@dataclass(frozen=True, kw_only=True)
class ItemSpec:
    """An item of the risk of bias; an entry is (ID of the study, number of the group or 0, RESULT, text)."""

    name: str
    groups: Sequence[str] = ()
    entries: Sequence[tuple[str, int, str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class PersonSpec:
    """An author; texts by tag, those of the ADDRESS too."""

    id: str
    texts: Mapping[str, str]
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FigureSpec:
    """A picture with its caption."""

    content: bytes
    filename: str = "figure.png"
    type: str = "OTHER"
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewSpec:
    """A whole file. `flow` is a flow chart from its first box on: (text, text of what leaves or empty).

    `own_columns` are the names of USER_DEF_1 and so on. `parts` is further XML by the tag it is appended to.
    """

    title: str = "A review"
    attributes: Mapping[str, str] = field(default_factory=dict)
    authors: Sequence[PersonSpec] = ()
    contact: PersonSpec | None = None
    last_search: tuple[str, str, str] = ("", "", "")
    funding: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    studies: Sequence[StudySpec] = ()
    others: Sequence[ReferenceSpec] = ()
    own_columns: Sequence[str] = ()
    comparisons: Sequence[ComparisonSpec] = ()
    items: Sequence[ItemSpec] = ()
    figures: Sequence[FigureSpec] = ()
    flow: Sequence[tuple[str, str]] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


def key_of(name: str) -> str:
    """Return a name as RevMan makes ids of it: a hyphen for a space, other marks as their code."""
    return re.sub(r"[^A-Za-z0-9 ]", lambda mark: f"_x{ord(mark[0]):04x}_", name).replace(" ", "-")


def escaped(text: str) -> str:
    """Return a text as XML holds it, also inside of an attribute."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\n", "&#10;")
    )


def rm5_of(spec: ReviewSpec, *, backwards: bool = False, breaks: bool = False) -> bytes:
    """Return the bytes of a file; attributes may stand the other way round, or each on a line of its own."""
    return _Writer(backwards, breaks).file(spec).encode()


class _Writer:
    def __init__(self, backwards: bool, breaks: bool) -> None:
        self.backwards = backwards
        self.space = "\n      " if breaks else " "

    def element(self, tag: str, attributes: Mapping[str, str] | None = None, *inside: str) -> str:
        given = list((attributes or {}).items())
        given = given[::-1] if self.backwards else given
        head = "".join(f'{self.space}{name}="{escaped(value)}"' for name, value in given)
        body = "".join(inside)
        return f"<{tag}{head}>{body}</{tag}>\n" if body else f"<{tag}{head}/>\n"

    def text(self, tag: str, text: str) -> str:
        """Return an element with text; text that starts with < is markup and stands as it is."""
        return self.element(tag, None, text if text.startswith("<") else escaped(text))

    def paragraphs(self, tag: str, text: str) -> str:
        if text.startswith("<"):
            return self.element(tag, None, text)
        return self.element(tag, None, *(self.text("P", line) for line in text.split("\n") if line))

    def file(self, spec: ReviewSpec) -> str:
        head = {"TYPE": "INTERVENTION", "REVMAN_VERSION": "5", "DOI": "", **spec.attributes}
        parts = (
            self.cover(spec),
            self.element("MAIN_TEXT", None, spec.parts.get("MAIN_TEXT", "")),
            self.element("STUDIES_AND_REFERENCES", None, self.studies(spec), self.others(spec)),
            self.characteristics(spec),
            self.element("QUALITY_ITEMS", None, *(self.item(number, one) for number, one in enumerate(spec.items, 1))),
            self.element("SOF_TABLES", None, spec.parts.get("SOF_TABLES", "")),
            self.analyses(spec),
            self.element("FIGURES", None, *(self.figure(number, one) for number, one in enumerate(spec.figures, 1))),
            self.element("FEEDBACK", None, spec.parts.get("FEEDBACK", "")),
            self.element("APPENDICES", None, spec.parts.get("APPENDICES", "")),
            self.element("EXTENSIONS", None, self.flow(spec)),
            spec.parts.get("COCHRANE_REVIEW", ""),
        )
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + self.element("COCHRANE_REVIEW", head, *parts)

    def cover(self, spec: ReviewSpec) -> str:
        contact = () if spec.contact is None else (self.person(spec.contact),)
        date = dict(zip(("DAY", "MONTH", "YEAR"), spec.last_search, strict=True))
        funding = (
            self.element(
                f"{tag}_SOURCES",
                None,
                *(
                    self.element("SOURCE", None, self.text("NAME", name), self.text("COUNTRY", land))
                    for name, land in found
                ),
            )
            for tag, found in spec.funding.items()
        )
        return self.element(
            "COVER_SHEET",
            {"MODIFIED": "2014-01-28 07:31:12 +1000"},
            self.text("TITLE", spec.title),
            self.element("CONTACT", None, *contact),
            self.element("CREATORS", None, *map(self.person, spec.authors)),
            self.element("DATES", None, self.element("LAST_SEARCH", None, self.element("DATE", date))),
            self.element("SOURCES_OF_SUPPORT", None, *funding),
            spec.parts.get("COVER_SHEET", ""),
        )

    def person(self, spec: PersonSpec) -> str:
        address = self.element("ADDRESS", None, *(self.text(tag, text) for tag, text in spec.address.items()))
        texts = (self.text(tag, text) for tag, text in spec.texts.items())
        return self.element("PERSON", {"ID": spec.id, "ROLE": "AUTHOR"}, *texts, address)

    def reference(self, spec: ReferenceSpec) -> str:
        head = {"TYPE": spec.type, "PRIMARY": "YES" if spec.primary else "NO"}
        head |= {"ID": spec.id, "NAME": spec.name} if spec.id else {}
        return self.element(
            "REFERENCE",
            head,
            *(self.text(tag, text) for tag, text in spec.fields.items()),
            self.identifiers(spec.identifiers),
        )

    def identifiers(self, found: Mapping[str, str]) -> str:
        return self.element(
            "IDENTIFIERS",
            None,
            *(self.element("IDENTIFIER", {"TYPE": kind, "VALUE": value}) for kind, value in found.items()),
        )

    def studies(self, spec: ReviewSpec) -> str:
        lists = []
        for status in ("included", "excluded", "awaiting", "ongoing"):
            own = [
                self.element(
                    "STUDY",
                    {"DATA_SOURCE": one.data_source, "ID": one.key, "NAME": one.name, "YEAR": one.year},
                    *map(self.reference, one.references),
                    self.identifiers(one.identifiers),
                )
                for one in spec.studies
                if one.status == status
            ]
            lists.append(self.element(f"{status.upper()}_STUDIES", None, *own))
        return self.element("STUDIES", None, *lists)

    def others(self, spec: ReviewSpec) -> str:
        additional = self.element("ADDITIONAL_REFERENCES", None, *map(self.reference, spec.others))
        return self.element("OTHER_REFERENCES", None, additional)

    def characteristics(self, spec: ReviewSpec) -> str:
        own = {f"USER_DEF_{number}_NAME": name for number, name in enumerate(spec.own_columns, 1)}
        lists = []
        for status in ("included", "excluded", "awaiting", "ongoing"):
            entries = [
                self.element(
                    f"{status.upper()}_CHAR",
                    {"STUDY_ID": one.key},
                    *(self.paragraphs(f"CHAR_{tag}", text) for tag, text in one.told.items()),
                )
                for one in spec.studies
                if one.status == status
            ]
            lists.append(self.element(f"CHARACTERISTICS_OF_{status.upper()}_STUDIES", own, *entries))
        return self.element("CHARACTERISTICS_OF_STUDIES", None, *lists)

    def item(self, number: int, spec: ItemSpec) -> str:
        stem = f"{number:02d}"
        groups = (
            self.element(
                "QUALITY_ITEM_DATA_ENTRY_GROUP",
                {"ID": f"QIG-{stem}.{place:02d}", "NO": str(place)},
                self.text("NAME", name),
            )
            for place, name in enumerate(spec.groups, 1)
        )
        entries = (
            self.element(
                "QUALITY_ITEM_DATA_ENTRY",
                {"STUDY_ID": study, "RESULT": result} | ({"GROUP_ID": f"QIG-{stem}.{group:02d}"} if group else {}),
                self.paragraphs("DESCRIPTION", text),
            )
            for study, group, result, text in spec.entries
        )
        head = {"ID": f"QIT-{stem}", "NO": str(number), "LEVEL": "GROUP" if spec.groups else "STUDY"}
        data = self.element("QUALITY_ITEM_DATA", None, *entries)
        return self.element("QUALITY_ITEM", head, self.text("NAME", spec.name), *groups, data)

    def analyses(self, spec: ReviewSpec) -> str:
        comparisons = (
            self.element(
                "COMPARISON",
                {"ID": f"CMP-{number:03d}", "NO": str(number)},
                self.text("NAME", one.name),
                *(
                    self.outcome(f"CMP-{number:03d}.{place:02d}", place, out)
                    for place, out in enumerate(one.outcomes, 1)
                ),
            )
            for number, one in enumerate(spec.comparisons, 1)
        )
        return self.element("ANALYSES_AND_DATA", {"CALCULATED_DATA": "YES"}, *comparisons)

    def outcome(self, id_: str, number: int, spec: OutcomeSpec) -> str:
        texts = [self.text("NAME", spec.name)]
        for tag, pair in (("GROUP_LABEL", spec.labels), ("GRAPH_LABEL", spec.graph)):
            texts += [self.text(f"{tag}_{place}", text) for place, text in enumerate(pair, 1)]
        texts += [self.text("EFFECT_MEASURE", spec.measure)] if spec.measure else []
        subgroups = (
            self.element(
                f"{spec.stem}_SUBGROUP",
                {"ID": f"{id_}.{place:02d}", "NO": str(place), **one.values},
                self.text("NAME", one.name),
                *self.rows(spec.stem, one.rows),
            )
            for place, one in enumerate(spec.subgroups, 1)
        )
        head = {"ID": id_, "NO": str(number), "SUBGROUPS": "YES" if spec.subgroups else "NO", **spec.values}
        return self.element(f"{spec.stem}_OUTCOME", head, *texts, *self.rows(spec.stem, spec.rows), *subgroups)

    def rows(self, stem: str, rows: Iterable[RowSpec]) -> list[str]:
        return [
            self.element(
                f"{stem}_DATA",
                {"STUDY_ID": row.study, **row.values},
                *(self.paragraphs(tag, text) for tag, text in row.texts.items()),
                *([self.text("FOOTNOTE", row.footnote)] if row.footnote else []),
            )
            for row in rows
        ]

    def figure(self, number: int, spec: FigureSpec) -> str:
        head = {"FILENAME": spec.filename, "FILE_TYPE": "PNG", "ID": f"FIG-{number:02d}", "NO": str(number)}
        return self.element(
            "FIGURE",
            {**head, "TYPE": spec.type},
            self.paragraphs("CAPTION", spec.caption),
            self.text("FILE", base64.encodebytes(spec.content).decode()),
        )

    def flow(self, spec: ReviewSpec) -> str:
        if not spec.flow:
            return ""
        inner = ""
        for text, leaving in spec.flow:
            out = self.element("OUT", None, self.paragraphs("TEXT", leaving)) if leaving else ""
            inner = self.element("FLOWCHARTBOX", None, inner, self.paragraphs("TEXT", text), out)
        return self.element("EXTENSION", {"TYPE": "FLOWCHART"}, self.element("FLOWCHART", None, inner))
