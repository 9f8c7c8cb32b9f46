"""review.yaml and the settings that are new or changed: merged key by key, its comments and order kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportgen.errors import Issue, Origin
from reportgen.load import composed_yaml
from reportgen.load.findings import Findings
from reportgen.load.yaml_text import read_yaml
from reportgen.merging.edited import Edited, TextEdit
from reportgen.merging.values import NewFile, Part, Step, StepKind, contradiction
from reportgen.merging.yaml_nodes import Chunk, Node, chunk_of, end_of, items_of

__all__ = ["merge_settings", "name_of_items"]

Path: TypeAlias = tuple[str, ...]
_NAMES = ("id", "name")


def merge_settings(path: str, shown: str, data: bytes, new: NewFile, *, replacing: bool) -> Part:
    """Return what becomes of review.yaml with the settings of a new file.

    Mappings are merged, and lists of mappings by their ``id`` or ``name``; every other value is a whole. A setting
    without value says nothing. Another value is a contradiction, or taken where `replacing`.
    """
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    source = new.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    findings = Findings()
    old_values = read_yaml(shown, text, findings)
    new_values = read_yaml(new.shown, source, findings)
    if findings.errors or old_values is None or new_values is None:
        return Part(edited=Edited(shown, text), issues=findings.errors)
    merge = _Merge(path, shown, text, new.shown, source, replacing)
    old_root, new_root = composed_yaml(text), composed_yaml(source)
    if old_root is None:
        merge.edits = [TextEdit(len(text), len(text), source, Origin(new.shown, 1))]
    elif new_root is not None:
        merge.mappings(old_root, new_root, ())
    edited = Edited(shown, text, tuple(merge.edits))
    issues = merge.issues or _misfits(edited, old_values.value, new_values.value, new.shown)
    return Part(edited=edited, steps=tuple(merge.steps), issues=tuple(issues))


def _misfits(edited: Edited, old: Any, new: Any, shown: str) -> list[Issue]:
    """Return an issue where the edited text does not say what both sides say together."""
    findings = Findings()
    found = read_yaml(edited.shown, edited.result, findings)
    if found is not None and not findings.errors and found.value == _together(old, new):
        return []
    message = "found settings that cannot be put into review.yaml as it is written, expected another form of them"
    hint = "write lists and mappings in review.yaml over several lines, without [ ] and { }, or enter them by hand"
    return [Issue("update-fits", Origin(shown, 1), message, hint)]


def _together(old: Any, new: Any) -> Any:
    """Return the values of both sides, the new one first where they differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        added = {name: value for name, value in new.items() if name not in old and not _says_nothing(value)}
        return {**{name: _together(value, new.get(name)) for name, value in old.items()}, **added}
    if name := name_of_items(old, new):
        found = {item[name]: item for item in old}
        return list(_merged_items(found, new, name))
    return old if _says_nothing(new) else new


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _merged_items(old: dict[Any, Any], new: list[Any], name: str) -> Iterator[Any]:
    fresh = {item[name]: item for item in new}
    for id_, item in old.items():
        yield _together(item, fresh[id_]) if id_ in fresh else item
    yield from (item for id_, item in fresh.items() if id_ not in old)


def name_of_items(*lists: Any) -> str:
    """Return the key that names the items of lists of mappings, empty where they are not lists of that kind."""
    items = [item for items in lists if isinstance(items, list) for item in items]
    whole = all(isinstance(items, list) for items in lists) and items and all(isinstance(i, dict) for i in items)
    return next((name for name in _NAMES if whole and all(item.get(name) for item in items)), "")


@dataclass(slots=True)
class _Merge:
    path: str
    shown: str
    text: str
    new_shown: str
    source: str
    replacing: bool
    steps: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    edits: list[TextEdit] = field(default_factory=list)

    def mappings(self, old: Node, new: Node, path: Path) -> None:
        """Merge two mappings; `path` names where they stand."""
        known = items_of(old)
        added = []
        for name, (key, value) in items_of(new).items():
            if _is_empty(value):
                continue
            if name in known:
                self._values(known[name], (key, value), (*path, name))
            else:
                added.append((key, value))
                self._step("setting added", (*path, name), key, after=_said(_plain(value)))
        if added:
            self._append(old, added)

    def _values(self, old: tuple[Node, Node], new: tuple[Node, Node], path: Path) -> None:
        (_, before), (_, after) = old, new
        one, other = _plain(before), _plain(after)
        if before.id == after.id == "mapping":
            self.mappings(before, after, path)
        elif before.id == after.id == "sequence" and (name := name_of_items(one, other)):
            self._lists(before, after, name, path)
        elif one != other:
            self._settle(old, new, path)

    def _lists(self, old: Node, new: Node, name: str, path: Path) -> None:
        known = {str(items_of(item)[name][1].value): item for item in old.value}
        added = []
        for item in new.value:
            id_ = str(items_of(item)[name][1].value)
            if id_ in known:
                self.mappings(known[id_], item, (*path, id_))
            else:
                added.append(item)
                self._step("setting added", (*path, id_), item, after=_said(_plain(item)))
        if added:
            self._append_items(old, added)

    def _settle(self, old: tuple[Node, Node], new: tuple[Node, Node], path: Path) -> None:
        (key, before), (new_key, after) = old, new
        empty = _is_empty(before)
        was, becomes = _said(_plain(before)), _said(_plain(after))
        if not (empty or self.replacing):
            pair = (self._new(after), becomes), (self._old(before), was)
            self.issues.append(contradiction(".".join(path), *pair))
            return
        self._step("setting added" if empty else "setting replaced", path, new_key, before=was, after=becomes)
        if before.id == after.id == "scalar" and not empty and "|" not in {before.style, after.style}:
            start, end = before.start_mark.index, end_of(before, self.text)
            value = Chunk(self.source[after.start_mark.index : end_of(after, self.source)], new_key.start_mark.column)
            self.edits.append(TextEdit(start, end, value.at(key.start_mark.column), self._new(after)))
            return
        end = key.end_mark.index + 1 if empty else end_of(before, self.text)
        if self.text[end : self._line_end(end)].strip():  # a comment of the reviewer's stays, that of the new file goes
            stop, start = end_of(after, self.source), new_key.start_mark.index
            chunk = Chunk(self.source[start:stop], new_key.start_mark.column)
        else:
            chunk = self._chunk(new_key, after)
        text = chunk.at(key.start_mark.column)
        self.edits.append(TextEdit(key.start_mark.index, end, text, self._new(new_key)))

    def _append(self, mapping: Node, added: list[tuple[Node, Node]]) -> None:
        """Add keys at the end of a mapping."""
        if mapping.flow_style:
            flow = "".join(f", {_flow(self.source, key, value)}" for key, value in added)
            end = mapping.end_mark.index - 1
            text = flow if mapping.value else flow.removeprefix(", ")
            self.edits.append(TextEdit(end, end, text, self._new(added[0][0])))
            return
        column = mapping.value[0][0].start_mark.column
        for key, value in added:
            self._insert(mapping, self._chunk(key, value).at(column), column, key)

    def _append_items(self, sequence: Node, added: list[Node]) -> None:
        """Add items at the end of a list of mappings."""
        if sequence.flow_style:
            flow = "".join(f", {_flow(self.source, item, item)}" for item in added)
            end = sequence.end_mark.index - 1
            self.edits.append(TextEdit(end, end, flow, self._new(added[0])))
            return
        inner = sequence.value[0].start_mark.column
        line = self.text.rfind("\n", 0, sequence.value[0].start_mark.index) + 1
        dash = self.text[line : sequence.value[0].start_mark.index].index("-")
        for item in added:
            chunk = chunk_of(item.start_mark.index, end_of(item, self.source), self.source)
            text = f"-{' ' * (inner - dash - 1)}{chunk.at(inner)}"
            self._insert(sequence, text, dash, item)

    def _insert(self, around: Node, text: str, column: int, origin: Node) -> None:
        """Add lines below the last line of a node."""
        end = self._line_end(end_of(around, self.text))
        self.edits.append(TextEdit(end, end, f"\n{' ' * column}{text}", self._new(origin)))

    def _chunk(self, key: Node, value: Node) -> Chunk:
        return chunk_of(key.start_mark.index, max(end_of(value, self.source), key.end_mark.index), self.source)

    def _line_end(self, index: int) -> int:
        stop = self.text.find("\n", index)
        return len(self.text.rstrip()) if stop < 0 else stop

    def _new(self, node: Node) -> Origin:
        return Origin(self.new_shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def _old(self, node: Node) -> Origin:
        return Origin(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def _step(self, kind: StepKind, path: Path, node: Node, *, before: str = "", after: str = "") -> None:
        self.steps.append(Step(kind=kind, path=self.path, key=path, before=before, after=after, origin=self._new(node)))


def _flow(source: str, key: Node, value: Node) -> str:
    return " ".join(source[key.start_mark.index : end_of(value, source)].split())


def _is_empty(node: Node) -> bool:
    return node.id == "scalar" and (str(node.tag).endswith(":null") or not str(node.value).strip())


def _plain(node: Node) -> Any:
    """Return the value of a node: texts as written, so that 1.0 and 1 differ, and lists and mappings of them."""
    if node.id == "scalar":
        return " ".join(str(node.value).split()) if node.style != "|" else str(node.value).strip()
    if node.id == "sequence":
        return [_plain(item) for item in node.value]
    return {name: _plain(value) for name, (_, value) in items_of(node).items()}


def _said(value: Any) -> str:
    return ", ".join(_parts(value))


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield f"{name}: {_said(inner)}"
    elif isinstance(value, list):
        for inner in value:
            yield _said(inner)
    else:
        yield str(value)
