"""What the page and the PDF share: a handler for each node type, the words both say, and pictures made harmless."""

import pytest
from lxml import etree

from reportgen.style import Style
from reportgen.writers.html import write_html
from reportgen.writers.markup import anchor, blocks, clean, inlines, safe_address
from reportgen.writers.markup.svg import svg_of
from reportgen.writers.pdf import write_pdf
from tests.writers.html_words import html_words
from tests.writers.pdf_words import pdf_words
from tests.writers.trees import drawing, sample

BLOCKS = ("heading", "paragraph", "list", "quote", "table", "figure", "references")
INLINES = (
    "text", "emphasis", "strong", "superscript", "subscript", "line_break", "link", "number", "datum", "citation",
    "cross_ref", "footnote", "note_mark",
)  # fmt: skip
HANDLERS = [*((blocks, f"write_{name}") for name in BLOCKS), *((inlines, f"write_{name}") for name in INLINES)]


def words_of_page():
    return html_words(write_html(sample(), Style()))


def words_of_pdf():
    return pdf_words(write_pdf(sample(), Style()))


def test_the_page_and_the_pdf_say_the_same_words_in_the_same_order():
    assert words_of_page() == words_of_pdf()


@pytest.mark.parametrize("words", [words_of_page, words_of_pdf])
@pytest.mark.parametrize(("module", "name"), HANDLERS, ids=lambda part: str(part).removeprefix("write_"))
def test_words_are_missing_without_the_handler_of_a_node_type(words, module, name, monkeypatch):
    whole = words()
    monkeypatch.setattr(module, name, lambda *args, **kwargs: None)
    assert words() != whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [("sec-methods", "sec-methods"), ("ref-müller:2003.a", "ref-müller:2003.a"), ('a "b"', "a_20__22_b_22_")],
)
def test_an_anchor_needs_no_escaping(name, expected):
    assert anchor(name) == expected


@pytest.mark.parametrize("address", ["javascript:x", "https://a b", "ftp://x", "https://", "//x", "https:/x", ""])
def test_an_address_that_may_not_be_followed_is_empty(address):
    assert safe_address(address) == ""


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_characters_no_page_may_hold_are_replaced(character):
    assert clean(f"a{character}b") == "a\ufffdb"


def svg(body, attributes=""):
    text = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd" '
        '[<!ENTITY boom SYSTEM "file:///etc/passwd">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{body}</svg>'
    )
    made = drawing()
    changed = type(made)(**{name: getattr(made, name) for name in ("name", "width_mm", "height_mm", "alt", "data", "numbers")},
                         render=lambda kind, dpi: text.encode())  # fmt: skip
    return etree.tostring(svg_of(changed, "fig-a"), encoding="unicode")


@pytest.mark.parametrize(
    "body",
    ["<script>alert(1)</script>", '<g onload="alert(1)"/>', '<image xlink:href="http://x/y.png"/>',
     '<a href="javascript:alert(1)"/>', "<foreignObject><p>x</p></foreignObject>", "<text>&boom;</text>",
     '<style>@import url(http://x); *{fill:url("http://x/y")}</style>', '<rect fill="url(http://x/y#z)"/>'],
)  # fmt: skip
def test_pictures_lose_what_acts_or_reaches_outside(body):
    found = svg(body)
    assert not any(word in found for word in ("alert", "http://x", "passwd", "foreignObject", "boom"))


def test_ids_in_a_picture_are_its_own():
    found = svg('<defs><clipPath id="c"/></defs><g clip-path="url(#c)" style="fill: url(#c)"/><use xlink:href="#c"/>')
    assert 'id="fig-a-c"' in found
    assert found.count("url(#fig-a-c)") == 2
    assert 'href="#fig-a-c"' in found


def test_styles_in_a_picture_reach_only_the_picture():
    assert "#fig-a-picture *{stroke-linejoin: round}" in svg("<style>*{stroke-linejoin: round}</style>")


@pytest.mark.parametrize(
    ("short", "expected"),
    [("font: 8px 'Source Sans 3', sans-serif; text-anchor: middle",
      "font-size: 8px; font-family: 'Source Sans 3', sans-serif; text-anchor: middle"),
     ("font: italic bold 8.5px 'X'", "font-size: 8.5px; font-family: 'X'; font-style: italic; font-weight: bold"),
     ("font: 700 12px 'X'", "font-size: 12px; font-family: 'X'; font-weight: 700"),
     ("fill: #000; stroke: none", "fill: #000; stroke: none")],
)  # fmt: skip
def test_short_forms_of_fonts_are_spelt_out(short, expected):
    (text,) = etree.fromstring(svg(f'<text style="{short}">x</text>'))
    assert text.get("style") == expected
