"""Sixteen awkward references in five styles are what citeproc-js prints, but for differences that are listed.

citeproc-js is the engine of Zotero and Mendeley, and the nearest there is to a reference for the Citation Style Language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from reportgen.document import Emphasis, Inline, Link, Strong, Subscript, Superscript, Text, plain_text
from reportgen.resolve import citation_style
from reportgen.resolve.citations import Cited, cite_all
from tests.resolve.library import cite, library

HERE = Path(__file__).parent
STYLES = (
    "apa",
    "nlm-citation-sequence",
    "harvard-cite-them-right",
    "elsevier-harvard",
    "taylor-and-francis-chicago-author-date",
)
PARTS = ("references", "citations", "narrative")


@cache
def expected(style: str) -> dict:
    return tomllib.loads((HERE / "citeproc_js" / f"{style}.toml").read_text(encoding="utf-8"))


@cache
def differences() -> dict[tuple[str, str, str], str]:
    listed = tomllib.loads((HERE / "citeproc_js" / "differences.toml").read_text(encoding="utf-8"))["differences"]
    return {(one["style"], one["where"], key): one["reason"] for one in listed for key in one["keys"]}


@cache
def cited(style: str) -> Cited:
    wanted = expected(style)
    citations = [cite(*keys.split()) for keys in wanted["citations"]]
    citations += [cite(key, mode="narrative") for key in wanted.get("narrative", {})]
    works = library((HERE / "awkward_references.bib").read_text(encoding="utf-8"))
    return cite_all(citations, works, csl=citation_style(style), language="en-GB")


def ours(style: str, part: str) -> dict[str, str]:
    made, wanted = cited(style), expected(style)
    if part == "references":
        return {one.key: said((*number(one.number), *one.children)) for one in made.references}
    shown = [said(inlines) for inlines in made.shown]
    keys = [*wanted["citations"], *wanted.get("narrative", {})]
    first = len(wanted["citations"])
    pairs = list(zip(keys, shown, strict=True))
    return dict(pairs[:first] if part == "citations" else pairs[first:])


def number(text: str) -> tuple[Inline, ...]:
    return (Text(f"{text} "),) if text else ()


def said(inlines: Iterable[Inline]) -> str:
    return re.sub(r"\s+", " ", "".join(map(_said, inlines))).strip()


def _said(inline: Inline) -> str:
    match inline:
        case Emphasis():
            return f"*{said_raw(inline.children)}*"
        case Link() | Strong() | Superscript() | Subscript():
            return said_raw(inline.children)
        case _:
            return plain_text((inline,))


def said_raw(inlines: Iterable[Inline]) -> str:
    return "".join(map(_said, inlines))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("style", STYLES)
def test_what_we_print_is_what_citeproc_js_prints_but_for_what_is_listed(style, part):
    wanted, found = expected(style).get(part, {}), ours(style, part)
    differing = {key for key, text in wanted.items() if found[key] != " ".join(text.split())}
    assert differing == {key for where, which, key in differences() if (where, which) == (style, part)}


@pytest.mark.parametrize("style", STYLES)
def test_the_list_of_references_has_the_same_order(style):
    assert [one.key for one in cited(style).references] == expected(style)["order"]


def test_sixteen_works_are_compared_in_five_styles_and_few_of_them_differ():
    assert all(len(expected(style)["references"]) == 16 for style in STYLES)
    assert len(STYLES) == 5
    assert sum(which == "references" for _, which, _ in differences()) == 3


def test_a_difference_would_be_noticed():
    texts = expected("apa")["references"]
    assert ours("apa", "references")["page2021"] != texts["page2021"].replace("372", "373")


@pytest.mark.parametrize("style", STYLES)
def test_no_reference_holds_what_no_reader_should_see(style):
    for text in ours(style, "references").values():
        assert not re.search(r"undefined|NO_PRINTED|\{|\}|\\|\.\.(?!\.)| ,|,,|\?\.|  ", text), text


def test_a_title_within_a_title_stands_upright():
    (entry,) = [one for one in cited("apa").references if one.key == "debruin1997"]
    upright = [plain_text((part,)) for part in entry.children if not isinstance(part, Emphasis)]
    assert any("strange situation" in text.lower() for text in upright)
