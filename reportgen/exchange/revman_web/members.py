"""Which file of a RevMan Web data package holds what, however it was packed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.exchange.imported import Kept
from reportgen.exchange.revman.words import GROUPS, Group
from reportgen.exchange.source import Source
from reportgen.load.findings import Findings, quoted

__all__ = ["Members", "is_package", "members_of"]

_DATA_ROWS, _SETTINGS, _SUBGROUPS = "data-rows.csv", "overall-estimates-and-settings.csv", "subgroup-estimates.csv"
_STUDIES, _RISK_OF_BIAS = "study-information", "risk-of-bias.csv"
_ACCURACY = ("parameters.csv", "test-data.csv")
_SINGLE = (_DATA_ROWS, _SETTINGS, _SUBGROUPS, _RISK_OF_BIAS, "study-arms.csv", "study-results.csv")
_UNWANTED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_KINDS: Mapping[str, str] = {
    "svg": "figure, SVG",
    "png": "figure, PNG",
    "pdf": "article, PDF",
    "json": "study data, JSON",
    "csv": "table, CSV",
    "ris": "references, RIS",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The files of a package by what they hold, each with its path in the source; empty bytes are kept as such.

    `single` holds the tables there is one of, by the end of their name; `studies` the tables of studies and
    `references` the RIS files by the group of studies; `other_references` further RIS files; `rest` all else.
    `identifier` is what the names begin with (a Cochrane number or the id of a review).
    """

    identifier: str
    single: Mapping[str, tuple[str, bytes]]
    studies: Mapping[Group, tuple[str, bytes]]
    references: Mapping[Group, tuple[str, bytes]]
    other_references: tuple[tuple[str, bytes], ...]
    rest: tuple[tuple[str, bytes], ...]

    def kept(self, *, besides: Iterable[str]) -> tuple[Kept, ...]:
        """Return what has no place in a review folder: `rest`, and the tables whose paths end as in `besides`."""
        endings = tuple(besides)
        tables = (*self.single.values(), *self.studies.values())
        also = [(path, content) for path, content in tables if path.casefold().endswith(endings)]
        return tuple(
            Kept(path=path, content=content, what=_described(path), origin=Origin(path, 1))
            for path, content in sorted((*self.rest, *also))
        )


def is_package(source: Source) -> bool:
    """Return whether the names are those of a data package of RevMan Web."""
    return any(_base(path).endswith((_DATA_ROWS, _SETTINGS)) for path in source.files)


def members_of(source: Source, findings: Findings) -> Members:
    """Return the files by what they hold; an issue for a table that is there twice or missing.

    Raises:
        DataError: source-holds-a-review, where there are several packages.
    """
    _refuse_several(source.files, findings)
    single: dict[str, tuple[str, bytes]] = {}
    studies: dict[Group, tuple[str, bytes]] = {}
    references: dict[Group, tuple[str, bytes]] = {}
    other: list[tuple[str, bytes]] = []
    rest: list[tuple[str, bytes]] = []
    for path, content in sorted(source.files.items()):
        name, member = _base(path), (path, content)
        ending = next((ending for ending in _SINGLE if name.endswith(ending)), "")
        if _UNWANTED.search(path):
            continue
        if ending:
            _once(single, ending, member, findings)
        elif _STUDIES in name and name.endswith(".csv"):
            _once(studies, _group(name), member, findings)
        elif name.endswith(".ris") and any(group in name for group in GROUPS):
            _once(references, _group(name), member, findings)
        elif name.endswith(".ris"):
            other.append(member)
        else:
            rest.append(member)
    _check(source, single, findings)
    return Members(
        identifier=_identifier(single),
        single=single,
        studies=studies,
        references=references,
        other_references=tuple(other),
        rest=tuple(rest),
    )


def _check(source: Source, single: Mapping[str, tuple[str, bytes]], findings: Findings) -> None:
    accuracy = [path for path in sorted(source.files) if _base(path).endswith(_ACCURACY)]
    if accuracy and _SETTINGS not in single:
        message = "found a review of diagnostic test accuracy, expected one of interventions"
        findings.add("source-holds-a-review", Origin(accuracy[0], 1), message)
        return
    for ending in (_DATA_ROWS, _SETTINGS):
        if ending not in single:
            message = f"found no file …-{ending}, expected one in the data package"
            findings.add("source-holds-a-review", Origin(source.name, 1), message)


def _once(
    found: dict[str, tuple[str, bytes]] | dict[Group, tuple[str, bytes]],
    key: str,
    member: tuple[str, bytes],
    findings: Findings,
) -> None:
    held: dict[str, tuple[str, bytes]] = found  # type: ignore[assignment]  # a Group is a str
    if key not in held:
        held[key] = member
    elif held[key][1] != member[1]:
        message = f"found another table of this kind in {quoted(held[key][0])}, expected one data package"
        findings.add("source-holds-a-review", Origin(member[0], 1), message)


def _group(name: str) -> Group:
    return next((group for group in GROUPS if group in name.replace(_STUDIES, "")), "included")


def _identifier(single: Mapping[str, tuple[str, bytes]]) -> str:
    for ending in (_SETTINGS, _DATA_ROWS):
        if ending in single:
            path, _ = single[ending]
            return path.rpartition("/")[2][: -len(ending)].rstrip("-")
    return ""


def _refuse_several(paths: Iterable[str], findings: Findings) -> None:
    """Raise DataError where there are several packages, such as an archive and the folder unpacked from it."""
    settings = [path for path in sorted(paths) if _base(path).endswith(_SETTINGS) and not _UNWANTED.search(path)]
    places = {_outermost(path): path for path in settings}
    if len(places) > 1:
        message = f"found {len(places)} packages, in {' and '.join(map(quoted, [*places][:3]))}, expected one"
        hint = "give one of them; an archive and the folder unpacked from it are the same package twice"
        findings.add("source-holds-a-review", Origin([*places.values()][1], 1), message, hint)
    findings.raise_errors()


def _outermost(path: str) -> str:
    """Return the folder or archive at the top in which a file lies."""
    return path.partition("/")[0]


def _base(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _described(path: str) -> str:
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].casefold()
    return f"{name} ({_KINDS.get(ending, 'file')})"
