"""Tracked changes accepted or rejected, and what a Word file then says: written apart from what makes the changes."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import subprocess
import zipfile
from collections.abc import Iterator

from lxml import etree

from reportgen.pandoc import program

__all__ = ["by_pandoc", "revisions", "said", "settled"]

OFFICE = "http://schemas.openxmlformats.org"
W = f"{{{OFFICE}/wordprocessingml/2006/main}}"
R = f"{{{OFFICE}/officeDocument/2006/relationships}}"
UNMARKED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
MARKS = ("ins", "del", "pPrChange", "sectPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "cellIns")


def revisions(data: bytes, name: str = "word/document.xml") -> list[etree._Element]:
    """Return all marks of changes in a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(name))
    return list(root.iter(*(f"{W}{mark}" for mark in MARKS)))


def by_pandoc(data: bytes, how: str = "accept") -> list[str]:
    """Return the texts that pandoc reads, a line for each paragraph, heading, item, row of a table and caption.

    Without widths of columns and without lines that say nothing, as pandoc leaves empty what it takes from rows.
    """
    command = [program(), "--from=docx", "--to=json", f"--track-changes={how}"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    return [line for line in map(str.strip, _lines(json.loads(text)["blocks"])) if line.strip(" |")]


def _lines(blocks: list) -> Iterator[str]:
    for block in blocks:
        kind, inside = block["t"], block.get("c")
        if kind in {"Para", "Plain"}:
            yield _inlines(inside)
        elif kind == "Header":
            yield _inlines(inside[2])
        elif kind in {"BulletList", "OrderedList"}:
            for item in inside if kind == "BulletList" else inside[1]:
                yield from _lines(item)
        elif kind in {"BlockQuote", "Div"}:
            yield from _lines(inside if kind == "BlockQuote" else inside[1])
        elif kind == "Figure":
            yield from _lines(inside[2])
            yield from _lines(inside[1][1])
        elif kind == "Table":
            lines = [*inside[3][1], *(row for body in inside[4] for part in body[2:] for row in part)]
            rows = [" | ".join("".join(_lines(cell[4])) for cell in row[1]) for row in lines]
            if any(row.strip(" |") for row in rows):
                yield from _lines(inside[1][1])
                yield from rows
        else:
            raise AssertionError(kind)


def _inlines(inlines: list) -> str:
    said = []
    for inline in inlines:
        kind, inside = inline["t"], inline.get("c")
        if kind == "Str":
            said.append(inside)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            said.append(" ")
        elif kind in {"Emph", "Strong", "Superscript", "Subscript", "Underline"}:
            said.append(_inlines(inside))
        elif kind in {"Link", "Span", "Quoted"}:
            said.append(_inlines(inside[1]))
        elif kind == "Image":
            said.append(f"[picture {_inlines(inside[1])}]")
        elif kind == "Note":
            said.append(f"[{' '.join(_lines(inside))}]")
        else:
            raise AssertionError(kind)
    return "".join(said)


def settled(data: bytes, *, accept: bool) -> dict[str, object]:
    """Return what the file says (see `said`) when all its changes are accepted, else rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in list(parts.items()):
        if name.startswith("word/") and name.endswith(".xml"):
            root = etree.fromstring(part)
            settle(root, *(("ins", "del") if accept else ("del", "ins")), accept=accept)
            parts[name] = etree.tostring(root)
    return _said(parts)


def settle(root: etree._Element, kept: str, dropped: str, *, accept: bool) -> None:
    """Settle all changes in a part: what is marked as `kept` becomes plain, what is marked as `dropped` goes."""
    _settle_rows(root, kept, dropped)
    _settle_runs(root, kept, dropped)
    _settle_properties(root, accept=accept)
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is not None:
            _join(paragraph)
    for look in list(root.iter(f"{W}rPr")):
        if look.getparent().tag == f"{W}pPr":
            look.getparent().remove(look)


def _settle_rows(root: etree._Element, kept: str, dropped: str) -> None:
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{dropped}") is not None:
            row.getparent().remove(row)
        for mark in row.findall(f"{W}trPr/{W}{kept}"):
            mark.getparent().remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _settle_runs(root: etree._Element, kept: str, dropped: str) -> None:
    for change in list(root.iter(f"{W}{dropped}", f"{W}{kept}")):
        if change.getparent().tag in {f"{W}p", f"{W}hyperlink"}:
            for child in change if change.tag == f"{W}{kept}" else ():
                change.addprevious(child)
            change.getparent().remove(change)
    for found in root.iter(*UNMARKED):
        assert kept == "del", "a deleted text stands outside a deletion"
        found.tag = UNMARKED[found.tag]
    for link in list(root.iter(f"{W}hyperlink")):
        if not len(link):
            link.getparent().remove(link)


def _settle_properties(root: etree._Element, *, accept: bool) -> None:
    for mark, inner in (("pPrChange", "pPr"), ("sectPrChange", "sectPr")):
        for change in list(root.iter(f"{W}{mark}")):
            present, (past,) = change.getparent(), change
            present.remove(change)
            if not accept:
                assert past.tag == f"{W}{inner}"
                hung = (f"{W}sectPr", f"{W}rPr", f"{W}headerReference", f"{W}footerReference")
                for child in [child for child in present if child.tag not in hung]:
                    present.remove(child)
                edges = [child for child in present if child.tag in hung[2:]]
                for place, child in enumerate(list(past)):
                    present.insert(len(edges) + place, child)


def _join(paragraph: etree._Element) -> None:
    """Join a paragraph whose end goes to the next one, whose properties hold then."""
    rest = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        for offset, child in enumerate(rest):
            following.insert(place + offset, child)
    else:
        assert not [child for child in rest if child.tag in {f"{W}r", f"{W}hyperlink"}], "words would be lost"
        if paragraph.getparent().tag == f"{W}tc":
            return
    paragraph.getparent().remove(paragraph)


def said(data: bytes) -> dict[str, object]:
    """Return what a file without changes says.

    Blocks of the text: of a paragraph its properties and its pieces, of a table its rows of cells of paragraphs. A
    piece is a text with its form and link, a field, a picture by the digests of its files, a footnote by its pieces.
    Heads and feet by their parts, sections by their properties.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _said({name: archive.read(name) for name in archive.namelist()})


def _said(parts: dict[str, bytes]) -> dict[str, object]:
    roots = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith(".xml")}
    notes = {
        note.get(f"{W}id"): [_paragraph(child, "word/footnotes.xml", parts, {}) for child in note]
        for note in roots["word/footnotes.xml"]
    }
    main = "word/document.xml"
    edges = sorted(name for name in roots if name.startswith(("word/header", "word/footer")))
    return {
        "blocks": [_block(child, main, parts, notes) for child in roots[main][0] if child.tag != f"{W}sectPr"],
        "sections": [_section(found) for found in roots[main].iter(f"{W}sectPr")],
        **{name: [_paragraph(child, name, parts, {}) for child in roots[name]] for name in edges},
    }


def _section(found: etree._Element) -> list[tuple]:
    edges = {f"{W}headerReference", f"{W}footerReference"}
    return [(child.tag, *sorted(child.attrib.items())) for child in found if child.tag not in edges]


def _block(block: etree._Element, name: str, parts: dict[str, bytes], notes: dict) -> tuple:
    if block.tag == f"{W}p":
        return _paragraph(block, name, parts, notes)
    rows = [
        [[_paragraph(p, name, parts, notes) for p in cell.findall(f"{W}p")] for cell in row.findall(f"{W}tc")]
        for row in block.findall(f"{W}tr")
    ]
    return ("table", rows)


def _paragraph(paragraph: etree._Element, name: str, parts: dict[str, bytes], notes: dict) -> tuple:
    silent = {f"{W}keepNext", f"{W}spacing", f"{W}sectPr", f"{W}numPr"}
    form = [(p.tag, *sorted(p.attrib.items())) for p in paragraph.iterfind(f"{W}pPr/*") if p.tag not in silent]
    level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    form.append("" if level is None else level.get(f"{W}val"))
    pieces: list[tuple] = []
    for piece in _pieces(paragraph, name, parts, notes):
        if pieces and piece[0] == "text" == pieces[-1][0] and piece[2:] == pieces[-1][2:]:
            pieces[-1] = ("text", pieces[-1][1] + piece[1], *piece[2:])
        else:
            pieces.append(piece)
    return ("paragraph", form, pieces)


def _pieces(parent: etree._Element, name: str, parts: dict[str, bytes], notes: dict, link: str = "") -> Iterator[tuple]:
    for run in parent:
        if run.tag == f"{W}hyperlink":
            leads = run.get(f"{W}anchor") or _target(run.get(f"{R}id"), name, parts)
            yield from _pieces(run, name, parts, notes, leads)
        for child in run if run.tag == f"{W}r" else ():
            look = run.find(f"{W}rPr")
            form = "" if look is None else " ".join(f"{p.tag} {sorted(p.attrib.values())}" for p in look)
            if child.tag == f"{W}t":
                yield ("text", child.text or "", form, link)
            elif child.tag == f"{W}footnoteReference":
                yield ("note", notes[child.get(f"{W}id")], child.get(f"{W}customMarkFollows"), form)
            elif child.tag == f"{W}drawing":
                keys = [shown.get(f"{R}embed") for shown in child.iter() if shown.get(f"{R}embed")]
                digests = [hashlib.sha256(parts[_part(_target(key, name, parts), name)]).hexdigest() for key in keys]
                yield ("picture", digests, child.find(".//*[@cx]").get("cx"))
            elif child.tag != f"{W}rPr":
                yield (child.tag.removeprefix(W), child.text, *child.attrib.values(), form, link)


def _target(key: str | None, name: str, parts: dict[str, bytes]) -> str:
    folder, file = posixpath.split(name)
    for relation in etree.fromstring(parts[f"{folder}/_rels/{file}.rels"]):
        if relation.get("Id") == key:
            return str(relation.get("Target"))
    raise AssertionError(f"no relationship {key}")


def _part(target: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(name), target)
