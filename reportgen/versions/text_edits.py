"""Edits of settings and of references between two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from reportgen.errors import Origin
from reportgen.load.findings import Findings
from reportgen.load.yaml_text import YamlText, read_yaml
from reportgen.merging import name_of_items
from reportgen.references.bibtex_fields import Entry, entries
from reportgen.versions.changes import Edit, EditKind

__all__ = ["reference_edits", "setting_edits"]

_SETTINGS = "review.yaml"
_LIBRARY = "references.bib"

_ABBREVIATION = re.compile(r"^[ \t]*@[ \t]*string\b[^\n]*", re.IGNORECASE | re.MULTILINE)

_Steps: TypeAlias = tuple[str | int, ...]


def setting_edits(old: bytes | None, new: bytes | None) -> Iterator[Edit]:
    """Yield each setting that differs, by its path; lists of mappings are compared by ``id`` or ``name``."""
    sides = [_yaml(data) for data in (old, new)]
    if sides[0] is None or sides[1] is None:
        return
    yield from _Settings(sides[0], sides[1]).compared(sides[0].value, sides[1].value, (), ((), ()))


def reference_edits(old: bytes | None, new: bytes | None) -> Iterator[Edit]:
    """Yield each reference that was added or removed, and each field of a reference that differs."""
    texts = [(data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n") for data in (old, new)]
    before, after = (entries(text) for text in texts)
    for key, entry in before.items():
        if key in after:
            yield from _field_edits(key, (entry, texts[0]), (after[key], texts[1]))
        else:
            yield Edit(kind="removed", where=_LIBRARY, key=(key,), before=_cited(entry), old=_place(entry))
    for key, entry in after.items():
        if key not in before:
            yield Edit(kind="added", where=_LIBRARY, key=(key,), after=_cited(entry), new=_place(entry))
    was, becomes = (_abbreviations(text) for text in texts)
    if was != becomes:
        yield Edit(
            kind="added" if not was else "removed" if not becomes else "changed",
            where=_LIBRARY,
            key=("@string",),
            before=was,
            after=becomes,
        )


def _abbreviations(text: str) -> str:
    """Return the abbreviations that fields may be written with."""
    return "; ".join(sorted({" ".join(line.split()) for line in _ABBREVIATION.findall(text)}))


def _yaml(data: bytes | None) -> YamlText | None:
    text = (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return read_yaml(_SETTINGS, text, Findings())


class _Settings:
    """Two texts of settings; paths are names for readers, `steps` lead to the places in either text."""

    def __init__(self, old: YamlText, new: YamlText) -> None:
        self._old = old
        self._new = new

    def compared(self, one: Any, other: Any, path: tuple[str, ...], steps: tuple[_Steps, _Steps]) -> Iterator[Edit]:
        if isinstance(one, dict) and isinstance(other, dict):
            pairs = {name: (name, name) for name in {**one, **other}}
            yield from self._items(one, other, pairs, path, steps)
        elif name := name_of_items(one, other):
            ids = [{str(item[name]): index for index, item in enumerate(items)} for items in (one, other)]
            items = [{str(item[name]): item for item in values} for values in (one, other)]
            pairs = {id_: (ids[0].get(id_, 0), ids[1].get(id_, 0)) for id_ in {**ids[0], **ids[1]}}
            yield from self._items(items[0], items[1], pairs, path, steps)
        elif one != other or _said(one) != _said(other):
            yield self._edit("changed", path, one, other, steps)

    def _items(
        self,
        one: Mapping[str, Any],
        other: Mapping[str, Any],
        pairs: Mapping[str, tuple[str | int, str | int]],
        path: tuple[str, ...],
        steps: tuple[_Steps, _Steps],
    ) -> Iterator[Edit]:
        for name, (left, right) in pairs.items():
            below = ((*steps[0], left), (*steps[1], right))
            if _is_nothing(one.get(name)) and _is_nothing(other.get(name)):
                continue
            if _is_nothing(one.get(name)):
                yield self._edit("added", (*path, name), None, other[name], below)
            elif _is_nothing(other.get(name)):
                yield self._edit("removed", (*path, name), one[name], None, below)
            else:
                yield from self.compared(one[name], other[name], (*path, name), below)

    def _edit(self, kind: EditKind, path: tuple[str, ...], one: Any, other: Any, steps: tuple[_Steps, _Steps]) -> Edit:
        return Edit(
            kind=kind,
            where=_SETTINGS,
            key=path,
            before=_said(one),
            after=_said(other),
            same_value=kind == "changed" and one == other and isinstance(one, bool) == isinstance(other, bool),
            old=None if kind == "added" else self._old.place(steps[0]),
            new=None if kind == "removed" else self._new.place(steps[1]),
        )


def _field_edits(key: str, old: tuple[Entry, str], new: tuple[Entry, str]) -> Iterator[Edit]:
    (before, old_text), (after, new_text) = old, new
    place, there = _place(before), _place(after)
    if not (before.fields and after.fields):
        one, other = old_text[before.start : before.end], new_text[after.start : after.end]
        if one.split() != other.split():
            yield Edit(kind="changed", where=_LIBRARY, key=(key,), before=one, after=other, old=place, new=there)
        return
    sides = [_said_fields(entry) for entry in (before, after)]
    for name in {**sides[0], **sides[1]}:
        one, other = sides[0].get(name, ""), sides[1].get(name, "")
        if one != other:
            yield Edit(
                kind="changed", where=_LIBRARY, key=(key,), field=name, before=one, after=other, old=place, new=there
            )


def _said_fields(entry: Entry) -> dict[str, str]:
    return {"kind of entry": entry.kind, **{name: span.said for name, span in entry.fields.items()}}


def _place(entry: Entry) -> Origin:
    return Origin(_LIBRARY, entry.line)


def _cited(entry: Entry) -> str:
    """Return an entry in a line: author, year, title."""
    said = [entry.fields[name].said.removesuffix(".") for name in ("author", "year", "title") if name in entry.fields]
    return ". ".join(said) or f"@{entry.kind}"


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else " ".join(str(getattr(value, "raw", value)).split())
