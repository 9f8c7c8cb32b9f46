"""A Word file of ours taken apart: its texts in a form in which equal things of two files look equal.

Bookmarks bear their names for ids, links their addresses, pictures a digest of their bytes, notes and lists a letter
that says which of the two files they are from. `packed.py` gives all of them numbers again.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, NoReturn

from lxml import etree

from reportgen.errors import DataError, Issue
from reportgen.writers.docx.elements import NAMESPACES, Element, attribute

__all__ = ["LISTS", "MAIN", "NOTES", "Media", "Opened", "opened", "parsed", "relations_name"]

MAIN: Final = "word/document.xml"
NOTES: Final = "word/footnotes.xml"
LISTS: Final = "word/numbering.xml"
APPLICATION: Final = b"<Application>reportgen</Application>"
LARGEST: Final = 1_000_000_000
"""Bytes of all parts of a file, unpacked."""

KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "body": frozenset({"p", "tbl", "sectPr"}),
    "p": frozenset({"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"}),
    "hyperlink": frozenset({"r"}),
    "tbl": frozenset({"tblPr", "tblGrid", "tr"}),
    "tr": frozenset({"trPr", "tc"}),
    "tc": frozenset({"tcPr", "p"}),
}
"""What our writer puts into what; a file with anything else was edited or is another program's."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture: the name of its part, its media type, its bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(slots=True, kw_only=True)
class Opened:
    """A Word file of ours: its parts as bytes, and as elements what can be marked.

    `notes` are the footnotes and `edges` the heads and feet by the names of their parts; `lists` are the numbered
    lists (w:num) and `pictures` the pictures by what stands for them in the text.
    """

    parts: Mapping[str, bytes]
    main: Element
    notes: Element
    edges: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, Media] = field(default_factory=dict)

    @property
    def body(self) -> Element:
        """The body of the text."""
        return self.main[0]


def opened(data: bytes, which: str) -> Opened:
    """Return a Word file taken apart; `which` is ``old`` or ``new``. DataError if our writer did not make it."""
    parts = _unpacked(data, which)
    if APPLICATION not in parts.get("docProps/app.xml", b""):
        _refuse(which, "found a file of another program")
    try:
        roots = {name: parsed(parts[name]) for name in (MAIN, NOTES, LISTS)}
        edges = {name: parsed(parts[name]) for name in sorted(parts) if _is_edge(name)}
        file = Opened(parts=parts, main=roots[MAIN], notes=roots[NOTES], edges=edges)
        for name, root in {MAIN: file.main, NOTES: file.notes, **edges}.items():
            _resolve(root, name, file)
    except (AttributeError, KeyError, IndexError, ValueError, TypeError, etree.XMLSyntaxError) as error:
        _refuse(which, f"found a file that is damaged ({type(error).__name__})")
    for root in (file.main, file.notes, *edges.values()):
        _check(root, which)
        _letter(root, which)
    for number in roots[LISTS].iterfind(attribute("w:num")):
        file.lists[f"{which}-{number.get(attribute('w:numId'))}"] = number
    return file


def parsed(data: bytes) -> Element:
    """Return the root of a part, read without entities or a document type from elsewhere."""
    return etree.fromstring(data, _PARSER)


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _refuse(which: str, found: str) -> NoReturn:
    message = f"{found}, expected the {which} manuscript as `reportgen build` wrote it"
    hint = "changes can be marked between two Word files that nobody has edited since; build the review once more"
    raise DataError([Issue("manuscript-is-as-built", None, message, hint)])


def _unpacked(data: bytes, which: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                _refuse(which, f"found more than {LARGEST:,} bytes")
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        _refuse(which, "found no Word file")


def _is_edge(name: str) -> bool:
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def _resolve(root: Element, name: str, file: Opened) -> None:
    """Replace the relationships that a part names by what they lead to."""
    found = file.parts.get(relations_name(name))
    if found is None:
        return
    leads: dict[str, str] = {}
    for relation in parsed(found):
        target = relation.get("Target")
        if relation.get("TargetMode") == "External":
            leads[relation.get("Id")] = f"address:{target}"
        elif relation.get("Type").endswith("/image"):
            leads[relation.get("Id")] = _picture(posixpath.join(posixpath.dirname(name), target), file)
        else:
            leads[relation.get("Id")] = f"part:{target}"
    for element in root.xpath("//*[@r:id or @r:embed]", namespaces=NAMESPACES):
        for key in (attribute("r:id"), attribute("r:embed")):
            if key in element.attrib:
                element.set(key, leads[element.get(key)])


def _picture(name: str, file: Opened) -> str:
    data = file.parts[name]
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    digest = f"picture:{blake2b(data, digest_size=16).hexdigest()}"
    file.pictures.setdefault(digest, Media(name=name, kind=kind, data=data))
    return digest


def _check(root: Element, which: str) -> None:
    """Refuse a part that holds what our writer never writes, as changes marked already."""
    for parent, allowed in KNOWN.items():
        for child in {found.tag for found in root.xpath(f".//w:{parent}/*", namespaces=NAMESPACES)}:
            local = etree.QName(child).localname
            if local not in allowed:
                _refuse(which, f"found <w:{local}> inside <w:{parent}>")


def _letter(root: Element, which: str) -> None:
    """Give bookmarks, notes and lists ids that cannot be those of the other file."""
    names: dict[str, str] = {}
    for start in root.iter(attribute("w:bookmarkStart")):
        names[start.get(attribute("w:id"))] = start.get(attribute("w:name"))
        start.set(attribute("w:id"), start.get(attribute("w:name")))
    for end in root.iter(attribute("w:bookmarkEnd")):
        end.set(attribute("w:id"), names.get(end.get(attribute("w:id")), ""))
    for reference in root.iter(attribute("w:footnoteReference")):
        reference.set(attribute("w:id"), f"{which}-{reference.get(attribute('w:id'))}")
    for number in root.iter(attribute("w:numId")):
        number.set(attribute("w:val"), f"{which}-{number.get(attribute('w:val'))}")
    for shape in root.xpath("//wp:docPr | //pic:cNvPr", namespaces=NAMESPACES):
        shape.set("id", "0")
