"""The marked file put together: ids and relationships get numbers again, the pictures of both files go in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from reportgen.writers.docx.elements import NAMESPACES, Element, attribute
from reportgen.writers.docx.package import CONTENT_TYPES, pack
from reportgen.writers.marked.opened import LISTS, MAIN, Media, Opened, parsed, relations_name
from reportgen.writers.marked.revisions import Marking
from reportgen.writers.marked.tokens import source_of

__all__ = ["packed"]

RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
REBUILT: Final = (f"{KINDS}image", f"{KINDS}hyperlink")
"""Relationships that a text names, made anew for what it holds; all others are kept."""

REVISIONS: Final = tuple(attribute(f"w:{name}") for name in ("ins", "del", "pPrChange", "sectPrChange"))
W_ID: Final = attribute("w:id")
W_VAL: Final = attribute("w:val")


def packed(old: Opened, new: Opened, roots: Mapping[str, Element], marking: Marking) -> bytes:
    """Return the file whose texts are `roots` by the names of their parts; everything else is the new file's."""
    parts = {name: data for name, data in new.parts.items() if not name.startswith("word/media/")}
    media = _media(old, new, roots.values())
    _number(roots.values())
    parts[LISTS] = _bytes(_lists(old, new, roots.values(), marking))
    for name, root in roots.items():
        relations = _relations(new.parts.get(relations_name(name)), root, media)
        if len(relations):
            parts[relations_name(name)] = _bytes(relations)
        else:
            parts.pop(relations_name(name), None)
        etree.cleanup_namespaces(root, top_nsmap=new.main.nsmap, keep_ns_prefixes=list(new.main.nsmap))
        parts[name] = _bytes(root)
    parts |= {picture.name: picture.data for picture in media.values()}
    parts[CONTENT_TYPES] = _bytes(_content_types(new.parts[CONTENT_TYPES], media.values()))
    return pack(parts)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _media(old: Opened, new: Opened, roots: Iterable[Element]) -> dict[str, Media]:
    """Return the pictures that the texts show; an old one whose name is taken gets another."""
    shown = {key for root in roots for key in root.xpath("//@r:embed", namespaces=NAMESPACES)}
    media = {key: picture for key, picture in new.pictures.items() if key in shown}
    taken = {picture.name for picture in media.values()}
    for key, picture in old.pictures.items():
        if key in shown and key not in media:
            folder, file = posixpath.split(picture.name)
            name, count = f"{folder}/old-{file}", 1
            while name in taken:
                count += 1
                name = f"{folder}/old{count}-{file}"
            taken.add(name)
            media[key] = Media(name=name, kind=picture.kind, data=picture.data)
    return media


def _number(roots: Iterable[Element]) -> None:
    """Number changes, bookmarks and pictures, each once in the whole file."""
    count, shapes = 0, 0
    for root in roots:
        starts: dict[str, str] = {}
        for found in root.iter(*REVISIONS, attribute("w:bookmarkStart"), attribute("w:bookmarkEnd")):
            if found.tag == attribute("w:bookmarkEnd"):
                found.set(W_ID, starts[found.get(W_ID)])
                continue
            if found.tag == attribute("w:bookmarkStart"):
                starts[found.get(W_ID)] = str(count)
            found.set(W_ID, str(count))
            count += 1
        for drawing in root.iter(attribute("w:drawing")):
            shapes += 1
            for shape in drawing.xpath(".//wp:docPr | .//pic:cNvPr", namespaces=NAMESPACES):
                shape.set("id", str(shapes))


def _lists(old: Opened, new: Opened, roots: Iterable[Element], marking: Marking) -> Element:
    """Return the numbered lists, those of the old file too that do not go on in the new one; name them in the texts."""
    made = parsed(new.parts[LISTS])
    names = {
        f"new-{key}": key for key in (number.get(attribute("w:numId")) for number in made.iter(attribute("w:num")))
    }
    most = max((int(key) for key in names.values()), default=0)
    for found in (found for root in roots for found in root.iter(attribute("w:numId"))):
        key = marking.lists.get(found.get(W_VAL), found.get(W_VAL))
        if key not in names and _is_bullet(old, new, key):
            names[key] = key.removeprefix("old-")
        elif key not in names:
            most += 1
            names[key] = str(most)
            added = deepcopy(old.lists[key])
            added.set(attribute("w:numId"), names[key])
            made.append(added)
        found.set(W_VAL, names[key])
    return made


def _is_bullet(old: Opened, new: Opened, key: str) -> bool:
    """Whether a list is one of those that every file of ours has: it counts on, and the new file has it too."""
    other = new.lists.get(key.replace("old-", "new-"))
    one = old.lists[key]
    return other is not None and len(one) == 1 and source_of(one) == source_of(other)


def _relations(present: bytes | None, root: Element, media: Mapping[str, Media]) -> Element:
    """Return the relationships of a part; the text names them by number again."""
    made = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
    if present is not None:
        made.extend(item for item in parsed(present) if item.get("Type") not in REBUILT)
    names = {f"part:{item.get('Target')}": item.get("Id") for item in made}
    most = max((int("0" + key.removeprefix("rId")) for key in names.values()), default=0)
    for element in root.xpath("//*[@r:id or @r:embed]", namespaces=NAMESPACES):
        for key in (attribute("r:id"), attribute("r:embed")):
            leads = element.get(key)
            if leads is None:
                continue
            if leads not in names:
                most += 1
                names[leads] = f"rId{most}"
                made.append(_relation(leads, names[leads], media))
            element.set(key, names[leads])
    return made


def _relation(leads: str, key: str, media: Mapping[str, Media]) -> Element:
    kind, _, target = leads.partition(":")
    item = etree.Element(f"{{{RELATIONS}}}Relationship", Id=key)
    if kind == "picture":
        item.set("Type", f"{KINDS}image")
        item.set("Target", posixpath.relpath(media[leads].name, posixpath.dirname(MAIN)))
    else:
        item.set("Type", f"{KINDS}hyperlink")
        item.set("Target", target)
        item.set("TargetMode", "External")
    return item


def _content_types(present: bytes, media: Iterable[Media]) -> Element:
    made = parsed(present)
    for item in [item for item in made if (item.get("PartName") or "").startswith("/word/media/")]:
        made.remove(item)
    for picture in sorted(media, key=lambda picture: picture.name):
        values = {"PartName": f"/{picture.name}", "ContentType": picture.kind}
        made.append(etree.Element(f"{{{TYPES}}}Override", values))
    return made
