"""Files changed at random: their bytes, their elements, cells, keys or lines; the same changes for the same seed."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from lxml import etree

ODD = (
    "",
    " ",
    "NaN",
    "-Infinity",
    "1e400",
    "-1e-400",
    "9" * 400,
    "-1",
    "0",
    "1,234",
    "1.234.567,8",
    "0x10",
    "１２",
    "١٢",
    "²",
    "½",
    "日本",
    "Ünïcode é",
    "\u202eabc",
    "💥",
    "=1+1",
    "../../x",
    "a/b:c*?",
    "NO",
    "YES",
    "null",
    "x" * 5000,
    "y " * 3000,
    "STD-missing",
    "CMP-001.01",
    "<b>x</b> & <i>",
    "{{ 7 * 7 }}",
    "| a | b |",
    "# x\n---\n",
    "---",
    "'\"`",
    "\\",
    "@",
    "[@x]",
    "2001-13-45",
)


def mutated(name, data, random):
    """Return the content of a file after one to three changes."""
    kind = _kind(name, data)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        change = random.choice((_bytes, *(kind,) * 4))
        data = change(data, random)
    return data


def _kind(name, data):
    if data.startswith(b"PK"):
        return _archive
    if data.startswith(b"\xd0\xcf"):
        return _bytes
    suffix = name.rpartition(".")[2]
    return {"rm5": _xml, "xml": _xml, "rels": _xml, "csv": _table, "json": _json}.get(suffix, _lines)


def _span(length, random, most=200):
    begin = random.randrange(length + 1)
    return begin, min(length, begin + random.randrange(most))


def _bytes(data, random):
    begin, end = _span(len(data), random)
    at = random.randrange(len(data) + 1)
    return random.choice(
        (
            lambda: data[:begin] + bytes([random.randrange(256)]) + data[begin + 1 :],
            lambda: data[:begin],
            lambda: data[:begin] + data[end:],
            lambda: data[:begin] + random.randbytes(random.randrange(1, 8)) + data[begin:],
            lambda: data[:at] + data[begin:end] + data[at:],
            lambda: data[:at] + random.choice(ODD).encode() + data[at:],
        )
    )()


def _xml(data, random):
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return _bytes(data, random)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element, other = random.choice(elements), random.choice(elements)
    parent = element.getparent()
    action = random.choice(("drop", "move", "again", "attribute", "attribute", "attribute", "lose", "text", "rename"))
    inside = parent is not None and element not in list(other.iterancestors()) and element is not other
    if action == "drop" and parent is not None:
        parent.remove(element)
    elif action == "move" and inside:
        other.append(element)
    elif action == "again" and parent is not None:
        parent.insert(0, etree.fromstring(etree.tostring(element, with_tail=False)))
    elif action in {"attribute", "lose"} and element.attrib:
        name = random.choice(sorted(element.attrib))
        if action == "lose":
            del element.attrib[name]
        else:
            element.attrib[name] = random.choice(ODD)
    elif action == "rename":
        element.tag = other.tag
    else:
        element.text = random.choice(ODD)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _table(data, random):
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    mark = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error:
        return _bytes(data, random)
    if not rows:
        return data
    action = random.choice(("cell", "cell", "cell", "row", "again", "swap", "column", "twice"))
    row = random.choice(rows)
    if action == "row":
        rows.remove(row)
    elif action == "again":
        rows.insert(random.randrange(len(rows) + 1), list(row))
    elif row:
        _cells(rows, row, action, random)
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _cells(rows, row, action, random):
    column, other = random.randrange(len(row)), random.randrange(len(row))
    if action == "cell":
        row[column] = random.choice(ODD)
        return
    for line in rows:
        if action == "swap" and max(column, other) < len(line):
            line[column], line[other] = line[other], line[column]
        elif action != "swap" and column < len(line):
            line[column : column + 1] = [] if action == "column" else [line[column]] * 2


def _json(data, random):
    try:
        values = json.loads(data)
    except ValueError:
        return _bytes(data, random)
    places = list(_places(values))
    if not places:
        return data
    holder, key = random.choice(places)
    odd = (None, True, [], {}, -1, 10**400, 0.5, float("nan"), [[]], {"a": 1}, "", *ODD)
    action = random.choice(("value", "value", "drop", "again", "wrap"))
    if action == "drop":
        del holder[key]
    elif action == "again" and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = [holder[key]] if action == "wrap" else random.choice(odd)
    return json.dumps(values).encode()


def _places(value):
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _lines(data, random):
    lines = data.decode("utf-8", "replace").split("\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    action = random.choice(("drop", "again", "move", "odd", "join"))
    if action == "again":
        lines.insert(to, lines[at])
    elif action == "odd":
        lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)] + random.choice(ODD)
    elif action == "join":
        lines[at : at + 2] = ["".join(lines[at : at + 2])]
    else:
        line = lines.pop(at)
        if action == "move":
            lines.insert(to, line)
    return "\n".join(lines).encode("utf-8", "replace")


def _archive(data, random):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # noqa: BLE001  an earlier change may have broken it in any way
        return _bytes(data, random)
    at = random.randrange(len(members))
    name, content = members[at]
    members[at : at + 1] = random.choice(([], *[[(name, mutated(name, content, random))]] * 9))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member, text in members:
            archive.writestr(zipfile.ZipInfo(member), text)
    return stream.getvalue()
