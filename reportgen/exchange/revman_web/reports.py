"""The references of a package: which study each reports on, and those that belong to none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.errors import DataError
from reportgen.exchange.imported import Remark
from reportgen.exchange.revman.plain import plain
from reportgen.exchange.revman_web.members import Members
from reportgen.foreign.encoding import decoded_with_remarks
from reportgen.load.findings import Findings
from reportgen.model import Library, Study
from reportgen.references import ReferenceItem, keyed, library_of
from reportgen.references.ris import read_ris
from reportgen.references.ris_lines import ris_records

__all__ = ["Reports", "reports_of"]

_OF_STUDY = "NS"
"""The tag under which RevMan writes the name of the study that a reference reports on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The library, the studies with the citation keys of their reports, and what there is to say about them."""

    library: Library
    studies: tuple[Study, ...]
    remarks: tuple[Remark, ...]


def reports_of(members: Members, studies: Sequence[Study], findings: Findings) -> Reports:
    """Return the references of all RIS files; a record that holds nothing but the name of its study is none.

    The same reference under two studies is taken once. A name that no study has is remarked upon.
    """
    ids: dict[str, str] = {}
    for study in studies:
        ids.setdefault(_folded(study.id), study.id)
    owners: dict[ReferenceItem, list[str]] = {}
    remarks: list[Remark] = []
    files = (*members.references.values(), *members.other_references)
    for path, content in sorted(files):
        for item, name in _read(path, content, remarks, findings):
            own = owners.setdefault(item, [])
            id_ = ids.get(_folded(name), "")
            if id_ and id_ not in own:
                own.append(id_)
            elif name and not id_:
                text = f"A reference names the study {name}, which is not in the package: it belongs to no study."
                remarks.append(Remark(topic="references", text=text, origin=item.origin))
    items = keyed(owners)
    keys: dict[str, list[str]] = {}
    for item, own in zip(items, owners.values(), strict=True):
        for id_ in own:
            keys.setdefault(id_, []).append(item.id)
    return Reports(
        library=library_of(items),
        studies=tuple(replace(study, reports=tuple(keys.get(study.id, ()))) for study in studies),
        remarks=tuple(remarks),
    )


def _read(path: str, content: bytes, remarks: list[Remark], findings: Findings) -> Iterator[tuple[ReferenceItem, str]]:
    """Yield the references of a file, each with the name of its study."""
    try:
        text, guess = decoded_with_remarks(content, path)
    except DataError as error:
        findings.extend(error.issues)
        return
    found, records = read_ris(path, text), ris_records(path, text)[0]
    findings.extend(found.issues)
    remarks += [*guess, *found.remarks]
    for item, record in zip(found.items, records, strict=True):
        named = record.texts(_OF_STUDY)
        if replace(item, type="document") != ReferenceItem():
            yield item, plain(named[0]) if named else ""
    remarks += _unplaced(path, found.unplaced)


def _unplaced(path: str, counts: Mapping[str, int]) -> Iterator[Remark]:
    tags = [f"{tag} ({count})" for tag, count in sorted(counts.items()) if tag != _OF_STUDY]
    if tags:
        text = f"{path} has tags without a place in a reference, which were left out: {', '.join(tags)}."
        yield Remark(topic="references", text=text)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
