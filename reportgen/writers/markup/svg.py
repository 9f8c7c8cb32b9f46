"""A drawing's SVG made fit to stand inside another document: no prolog, no scripts, ids of its own."""

from __future__ import annotations

import re
from typing import Any

from reportgen.document import Drawing
from reportgen.errors import DataError, Issue
from reportgen.writers.markup.text import clean

__all__ = ["SVG", "svg_of"]

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_UNWANTED = {"script", "foreignObject", "metadata", "title", "desc", "animate", "set", "handler", "iframe"}
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]*)['\"]?\s*\)")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)[^)]*\)|@import[^;]*;?", re.IGNORECASE)
_FONT = re.compile(r"(?:^|(?<=;))\s*font\s*:\s*(?P<before>[^;]*?)(?P<size>[\d.]+(?:px|pt))\s+(?P<family>[^;]+)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def svg_of(drawing: Drawing, prefix: str) -> Any:
    """Return the root element of the drawing's SVG, every id in it beginning with `prefix`.

    Scripts, metadata and references to anything outside are left out. DataError if there is no text alternative.
    """
    if not drawing.alt.strip():
        message = f"found no text alternative for {drawing.name!r}, expected one"
        raise DataError([Issue("figure-has-alt-text", None, message)])
    root = _parsed(drawing.render("svg", 0))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _UNWANTED:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
        elif element.tag == f"{{{SVG}}}style":
            element.text = _scoped(element.text or "", prefix)
        else:
            _mend(element, prefix)
    root.set("id", f"{prefix}-picture")
    return root


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    etree.cleanup_namespaces(root)
    return root


def _mend(element: Any, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif name in {"href", _XLINK}:
            _mend_link(element, name, value, prefix)
        elif name.lower().startswith("on"):
            del element.attrib[name]
        elif name == "style":
            element.set(name, _fonts_spelt_out(_local(value, prefix)))
        elif "url(" in value:
            element.set(name, _local(value, prefix))


def _mend_link(element: Any, name: str, value: str, prefix: str) -> None:
    if value.startswith("#"):
        element.set(name, f"#{prefix}-{value[1:]}")
    elif not value.startswith("data:image/png;base64,"):
        del element.attrib[name]


def _local(value: str, prefix: str) -> str:
    """Return style text whose references to ids carry the prefix and in which no other reference is left."""
    return _OUTSIDE.sub("none", _REFERENCE.sub(rf"url(#{prefix}-\1)", clean(value)))


def _scoped(sheet: str, prefix: str) -> str:
    """Return style rules that reach nothing outside the picture."""
    rules = _RULE.findall(_local(sheet, prefix))
    return "".join(f"#{prefix}-picture {selector.strip()}{{{body.strip()}}}" for selector, body in rules)


def _fonts_spelt_out(style: str) -> str:
    """Return a style with the short form ``font:`` taken apart: WeasyPrint reads a weight in it as the size."""
    found = _FONT.search(style)
    if not found:
        return style
    parts = [f"font-size: {found['size']}", f"font-family: {found['family'].strip()}"]
    for word in found["before"].split():
        if word in {"italic", "oblique"}:
            parts.append(f"font-style: {word}")
        elif word == "bold" or word.isdigit():
            parts.append(f"font-weight: {word}")
    return style[: found.start()] + "; ".join(parts) + style[found.end() :]
