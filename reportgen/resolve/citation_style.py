"""Citation styles (CSL) made usable without the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.resources import names, read_bytes

__all__ = ["citation_style"]

CSL = "{http://purl.org/net/xbiblio/csl}"
LARGEST = 2_000_000
SHIPPED = "templates/csl/"

ReadFile = Callable[[str], bytes]


def citation_style(name: str, read: ReadFile | None = None) -> bytes:
    """Return an independent citation style as CSL that pandoc can use.

    `name` is the stem of a shipped style ("apa") or the path of a .csl file, which `read` returns (raising
    OSError or KeyError if there is none). A dependent style is replaced by its parent, if that is shipped or
    stands beside it under its own name. DataError if the style is unknown, hostile, dependent on something that
    is not here, or sets its citations as footnotes.
    """
    path, text = _find(name, read)
    root = _parse(text, path)
    parent = _parent(root)
    if parent:
        path, text = _find_parent(parent, path, read)
        root = _parse(text, path)
        if _parent(root):
            raise _unusable(path, f"found a dependent style as the parent {parent!r}, expected an independent style")
    if root.get("class") != "in-text":
        raise _unusable(path, "found a style that cites in footnotes, expected one that cites in the text")
    return _completed(text)


def _find(name: str, read: ReadFile | None) -> tuple[str, bytes]:
    if not name.endswith(".csl"):
        shipped = names("csl", ".csl")
        if name in shipped:
            return f"{SHIPPED}{name}.csl", read_bytes(f"csl/{name}.csl")
        message = f"found citation style {name!r}, expected a shipped style or the path of a .csl file"
        raise DataError([Issue("citation-style-is-usable", None, message, did_you_mean(name, shipped))])
    found = _read(name, read)
    if found is None:
        raise DataError([Issue("citation-style-is-usable", None, f"found no file {name!r} in the review folder")])
    return name, found


def _find_parent(address: str, child: str, read: ReadFile | None) -> tuple[str, bytes]:
    """Return the style that an address like http://www.zotero.org/styles/apa names, from what is here."""
    stem = address.rstrip("/").rpartition("/")[2]
    if stem in names("csl", ".csl"):
        return f"{SHIPPED}{stem}.csl", read_bytes(f"csl/{stem}.csl")
    beside = f"{child.rpartition('/')[0]}/{stem}.csl".lstrip("/")
    found = _read(beside, read)
    if found is None:
        message = f"found a style that depends on {address!r}, expected that style as {beside!r} beside it"
        hint = "the network is never asked: put the file of the parent style there, or name it instead"
        raise _unusable(child, message, hint)
    return beside, found


def _read(path: str, read: ReadFile | None) -> bytes | None:
    if read is None:
        return None
    try:
        return read(path)
    except (OSError, KeyError):
        return None


@lru_cache(maxsize=16)
def _parse(text: bytes, path: str) -> Any:
    """Return the root element; DataError for what is not CSL, or holds a document type (entities live there)."""
    from lxml import etree

    if len(text) > LARGEST:
        raise _unusable(path, f"found {len(text)} bytes, expected at most {LARGEST}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise _unusable(path, f"found what is not XML: {error.msg}", line=error.lineno or 1) from error
    if root.getroottree().docinfo.doctype:
        raise _unusable(path, "found a document type declaration, expected a plain CSL file")
    if root.tag != f"{CSL}style":
        raise _unusable(path, f"found the element {root.tag!r}, expected a CSL style")
    return root


def _parent(root: Any) -> str:
    links = root.findall(f"{CSL}info/{CSL}link")
    return next((str(link.get("href", "")) for link in links if link.get("rel") == "independent-parent"), "")


@lru_cache(maxsize=16)
def _completed(text: bytes) -> bytes:
    """Return the style with an empty ``name`` before each ``label`` that has none beside it.

    Pandoc runs label and names together without it ("In, editorsCassidy J").
    """
    from lxml import etree

    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    for group in root.iter(f"{CSL}names"):
        label = group.find(f"{CSL}label")
        if label is not None and group.find(f"{CSL}name") is None:
            label.addprevious(etree.Element(f"{CSL}name"))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _unusable(path: str, message: str, hint: str = "", line: int = 1) -> DataError:
    return DataError([Issue("citation-style-is-usable", Origin(path, line), message, hint)])
