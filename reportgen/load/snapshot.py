"""snapshot.json: the versions of a review as a file. It is untrusted like everything else in a review folder."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from reportgen.errors import DataError, Issue, Origin
from reportgen.model import SNAPSHOT_FORMAT, Snapshot, SnapshotFile

__all__ = ["SNAPSHOT", "SNAPSHOT_MEGABYTES", "parse_snapshot", "snapshot_text"]

SNAPSHOT = "snapshot.json"
"""Name of the file."""

SNAPSHOT_MEGABYTES = 200.0

_READ_AGAIN = "take the snapshot again, or bring the file back from a copy"


def snapshot_text(snapshot: Snapshot) -> str:
    """Return the text of snapshot.json, keys in fixed order, one input, study, result and ledger entry a line.

    What is at its default is left out; it is there again when the text is read.
    """
    values = asdict(replace(snapshot, ledger=(), inputs=()))
    record = _filled(values["record"])
    parts = {
        "format": SNAPSHOT_FORMAT,
        "generator": "reportgen",
        **{name: values[name] for name in ("name", "version", "style", "formats", "software")},
        "inputs": [_file_values(file) for file in snapshot.inputs],
        "record": record,
        "outputs": values["outputs"],
        "ledger": list(snapshot.ledger),
    }
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {_by_line(value)}" for key, value in parts.items()) + "\n}\n"


def parse_snapshot(path: str, data: bytes) -> Snapshot:
    """Return the snapshot that snapshot.json holds; DataError if it does not hold one. Hashes are not compared."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise _broken(path, "found text that is not JSON, expected a snapshot of reportgen") from None
    if not isinstance(found, dict) or found.get("generator") != "reportgen" or "record" not in found:
        raise _broken(path, "found another kind of JSON, expected a snapshot of reportgen")
    if found.get("format") != SNAPSHOT_FORMAT:
        message = f"found form {found.get('format')!r} of snapshots, expected {SNAPSHOT_FORMAT}"
        raise _broken(path, message, "it was made by another version of reportgen; use that one")
    try:
        files = tuple(_file(one) for one in found.get("inputs", ()))
        return TypeAdapter(Snapshot).validate_python({**found, "inputs": files})
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _broken(path, f"found {_told(error)}, expected what reportgen writes") from None


def _broken(path: str, message: str, hint: str = _READ_AGAIN) -> DataError:
    return DataError([Issue("snapshot-is-whole", Origin(path, 1), message, hint)])


def _told(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"a value that does not fit under {place}" if place else "values that do not fit"
    return "a part that is missing or of another form"


def _file_values(file: SnapshotFile) -> Mapping[str, object]:
    about = {"path": file.path, "sha256": file.sha256, "size": file.size}
    if file.data is None:
        return about
    try:
        return {**about, "text": file.data.decode("utf-8")}
    except UnicodeDecodeError:
        return {**about, "base64": base64.b64encode(file.data).decode("ascii")}


def _file(values: Mapping[str, Any]) -> SnapshotFile:
    data: bytes | None = None
    if "text" in values:
        data = values["text"].encode("utf-8")
    elif "base64" in values:
        try:
            data = base64.b64decode(values["base64"], validate=True)
        except binascii.Error as error:
            raise ValueError("base64") from error
    return SnapshotFile(path=values["path"], sha256=values["sha256"], size=values["size"], data=data)


def _filled(value: Any) -> Any:
    """Return nested values without those that are empty, which is what the fields have when they are left out."""
    if isinstance(value, dict):
        return {key: _filled(one) for key, one in value.items() if one is not None and one not in ("", (), [], {})}
    if isinstance(value, list | tuple):
        return [_filled(one) for one in value]
    return value


def _by_line(value: Any) -> str:
    """Return JSON with one line an item, two levels deep: good to read and to compare line by line."""
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f" {_plain(key)}: {_by_line(one)}" for key, one in value.items()) + "\n}"
    if isinstance(value, list) and value and isinstance(value[0], dict | list):
        return "[\n" + ",\n".join(f"  {_plain(one)}" for one in value) + "\n]"
    return _plain(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
