"""Markdown of sections: what becomes which node, and what is refused with its line."""

import pytest

from reportgen.document import (
    Citation,
    CitedWork,
    CrossRef,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Text,
    plain_text,
)
from tests.bounded import within
from tests.compose.drafts import issues_of, one_study_review, paragraph, prose, render


def row(text, **settings):
    return paragraph(text, **settings).children


def refused(text, **settings):
    """Return lines and findings of what is refused in a section."""
    found = issues_of(text, **settings)
    assert all(issue.code == "markdown-is-plain" for issue in found)
    return [
        (issue.origin.line, issue.message.removeprefix("found ").removesuffix(", expected plain Markdown"))
        for issue in found
    ]


# ---- blocks and inlines


def test_inlines():
    assert row("a *b* **c** ***d***  \ne `f*` \\*g\\* &amp; h") == (
        Text("a "),
        Emphasis((Text("b"),)),
        Text(" "),
        Strong((Text("c"),)),
        Text(" "),
        Emphasis((Strong((Text("d"),)),)),
        LineBreak(),
        Text("e f* *g* & h"),
    )


def test_blocks():
    blocks = render("# T\n\np\n\n- a\n- b\n\n  c\n\n1. x\n2. y\n\n> q\n> > r")
    assert [type(block) for block in blocks] == [Heading, Paragraph, ListBlock, ListBlock, Quote]
    assert [block.ordered for block in blocks[2:4]] == [False, True]
    assert [len(item) for item in blocks[2].items] == [1, 2]
    assert prose(blocks) == ["T", "p", "a", "b", "c", "x", "y", "q", "r"]


def test_spaces_that_templates_leave_count_once():
    assert row("{% if true %}a {% endif %} {{ ''|trim }} b  c ") == (Text("a b c"),)


@pytest.mark.parametrize(
    ("heading", "id_", "text"),
    [
        ("# A title {#sec-a}", "sec-a", "A title"),
        ("## A *title*", "sec-a-title", "A title"),
        ("## Ä日本", "sec", "Ä日本"),
        ("# Title \\{#sec-a}", "sec-title-sec-a", "Title {#sec-a}"),
        ("Title {#sec-b}\n===", "sec-b", "Title"),
    ],
)
def test_a_heading_has_the_id_it_is_given_or_one_of_its_words(heading, id_, text):
    (block,) = render(heading)
    assert (block.id, plain_text(block.children)) == (id_, text)


def test_headings_with_equal_words_get_ids_of_their_own():
    assert [b.id for b in render("# A\n\n# A\n\n# B {#sec-a-2}\n\n# A\n\n# 日\n\n# 本")] == [
        "sec-a",
        "sec-a-3",
        "sec-a-2",
        "sec-a-4",
        "sec",
        "sec-2",
    ]


def test_a_value_cannot_take_the_id_of_a_heading_or_the_role_of_a_paragraph():
    review = one_study_review(title="{.notice} x {#sec-results}")
    heading, text = render("# {{ front.title }}\n\n{{ front.title }}", review=review)
    assert heading.id == "sec-notice-x-sec-results"
    assert text == Paragraph(children=(Text(review.title),))


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        ("{.abstract} **A:** b", "abstract", "A: b"),
        ("{.notice}\nb", "notice", "b"),
        ("\\{.notice} b", "body", "{.notice} b"),
    ],
)
def test_a_paragraph_can_have_a_role(text, role, shown):
    found = paragraph(text)
    assert (found.role, plain_text(found.children)) == (role, shown)


@pytest.mark.parametrize("href", ["https://a.org/x?y=1&z", "http://a.org", "mailto:a@b.org", "#sec-methods"])
def test_links(href):
    assert row(f"[a *b*]({href})") == (Link(href, (Text("a "), Emphasis((Text("b"),)))),)
    assert row("<https://a.org>") == (Link("https://a.org", (Text("https://a.org"),)),)


# ---- citations and cross-references


def cited(text):
    return [part for part in row(text) if isinstance(part, Citation)]


@pytest.mark.parametrize(
    ("text", "mode", "works"),
    [
        ("[@a2001]", "parenthetical", [("a2001", "", "")]),
        ("[@a; @b]", "parenthetical", [("a", "", ""), ("b", "", "")]),
        ("[see @a, p. 12; also @b]", "parenthetical", [("a", "see", "p. 12"), ("b", "also", "")]),
        ("[-@a]", "year-only", [("a", "", "")]),
        ("[-@a, p. 3]", "year-only", [("a", "", "p. 3")]),
        ("[-@a; @b]", "parenthetical", [("a", "", ""), ("b", "", "")]),
        ("@a", "narrative", [("a", "", "")]),
        ("@a [p. 3]", "narrative", [("a", "", "p. 3")]),
        ("[@a:b.c/d-e_f]", "parenthetical", [("a:b.c/d-e_f", "", "")]),
        ("[@müller2003]", "parenthetical", [("müller2003", "", "")]),
        ("[see\n@a]", "parenthetical", [("a", "see", "")]),
        ("[cf\\. \\@x @a]", "parenthetical", [("a", "cf. @x", "")]),
        ("*[@a]*", "parenthetical", [("a", "", "")]),
    ],
)
def test_citations(text, mode, works):
    block = paragraph(text)
    inner = block.children[0].children if isinstance(block.children[0], Emphasis) else block.children
    (citation,) = inner
    assert (citation.mode, citation.works) == (mode, tuple(CitedWork(key=k, prefix=p, suffix=s) for k, p, s in works))


@pytest.mark.parametrize("after", [".", ",", ";", ":", "?", "!", ")", "'s", "…", " x", "–b", ". B", "\nb"])
def test_a_key_ends_before_punctuation(after):
    parts = row(f"(@key2001{after}")
    assert parts[1].works == (CitedWork(key="key2001"),)
    assert plain_text(parts[2:]) == after.replace("\n", " ")


@pytest.mark.parametrize(
    "text", ["a@b.org", "a.b+c@d.org", "a_@b", "x-@y", "\\@key", "@", "[a@b.org]", "@ key", "1@2", "[no key]"]
)
def test_addresses_and_lone_signs_stay_text(text):
    assert row(f"Write {text}") == (Text(f"Write {text}".replace("\\", "")),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@fig-flow]", [CrossRef(target="fig-flow")]),
        ("@tbl-pooled", [CrossRef(target="tbl-pooled")]),
        ("see @sec-methods.", [Text("see "), CrossRef(target="sec-methods"), Text(".")]),
        ("[see @fig-flow, left]", [Text("see "), CrossRef(target="fig-flow"), Text(", left")]),
        ("[@fig-a; @tbl-b]", [CrossRef(target="fig-a"), Text("; "), CrossRef(target="tbl-b")]),
        ("([@fig-flow])", [Text("("), CrossRef(target="fig-flow"), Text(")")]),
    ],
)
def test_cross_references(text, shown):
    assert list(row(text)) == shown


def test_a_value_inside_a_citation_is_its_text():
    review = one_study_review(title="a*b")
    (citation,) = cited("[see {{ front.title }} @k, {{ studies.included }}]") and row(
        "[see {{ front.title }} @k, {{ studies.included }}]", review=review
    )
    assert citation.works == (CitedWork(key="k", prefix="see a*b", suffix="1"),)


def test_citations_and_cross_references_know_their_line():
    block = paragraph("a\nb [@k]\n*c\n@l* [see\n@fig-x]\n@m")
    places = {part.works[0].key: part.origin.line for part in block.children if isinstance(part, Citation)}
    (emphasis,) = (part for part in block.children if isinstance(part, Emphasis))
    (reference,) = (part for part in block.children if isinstance(part, CrossRef))
    assert places == {"k": 2, "m": 6}
    assert emphasis.children[-1].origin.line == 4
    assert reference.origin.line == 4


# ---- footnotes


def test_footnotes_stand_where_they_are_pointed_at():
    first, second = [
        part for part in row("a[^n] b^[in *line* @k]\n\n[^n]: One.\n\n    Two.") if isinstance(part, Footnote)
    ]
    assert plain_text(first.children) == "One. Two."
    assert [type(part) for part in second.children] == [Text, Emphasis, Text, Citation]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a\n\nb [^x]", 3, "the footnote mark [^x] without its text"),
        ("a[^x]\n\n[^x]: b\n\n    - c", 5, "a bullet list in a footnote"),
        ("a[^x]\n\n[^x]: b[^y]\n\n[^y]: c", 3, "a footnote in a footnote"),
        ("a[^x]\n\n[^x]: b\n    <i>", 4, "raw HTML"),
    ],
)
def test_footnotes_that_do_not_work_are_refused(text, line, found):
    assert (line, found) in refused(text)


# ---- what is refused


@pytest.mark.parametrize("ending", [".md.j2", ".md"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<div>x</div>", ["raw HTML"]),
        ("a <b>x</b>", ["raw HTML", "raw HTML"]),
        ("<script>alert(1)</script>", ["raw HTML"]),
        ("```\nx\n```", ["a block of code"]),
        ("***", ["a rule (---)"]),
        ("a ![x](y.png)", ["an image"]),
        ("##### deep", ["a heading of level 5"]),
        ("#", ["a heading without words"]),
        ("- # a", ["a heading in a list or quotation"]),
        ("> # a", ["a heading in a list or quotation"]),
        ("{.abstrct} a", ["the role {.abstrct}"]),
        ("[a](x.html)", ["the address 'x.html'"]),
        ("[a](ftp://x)", ["the address 'ftp://x'"]),
        ("[@a; @fig-b]", ["citations and cross-references in one pair of brackets"]),
    ],
)
def test_what_the_tree_does_not_know_is_refused_with_its_line(text, found, ending):
    assert refused(f"one\n\ntwo\n\n{text}", ending=ending) == [(5, what) for what in found]


def test_a_value_has_no_place_in_an_address_nor_a_figure_in_a_heading():
    assert refused("\n[a](https://x/{{ front.title }})") == [(2, "a value inside the address of a link")]
    assert refused("\n# {{ figure('flow') }}") == [(2, "a heading without words")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])
def test_an_address_that_acts_is_no_link(address):
    assert row(f"[a]({address})") == (Text(f"[a]({address})"),)


def test_a_comment_prints_nothing_in_plain_markdown():
    assert prose(render("a\n\n<!-- b\nc -->\n\nd <!-- e --> f", ending=".md")) == ["a", "d f"]


@pytest.mark.parametrize("text", ["a\u2003b", "a\u00a0b", "日本語", "𝔸", "e\u0301", "\u202ea"])
def test_characters_of_all_scripts_pass(text):
    assert plain_text(row(text)) == text


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "]",
        "*a",
        "_",
        "> ",
        "- ",
        "`",
        "[@a; ",
        "@a ",
        "[^1]",
        "^[",
        "<",
        "&",
        "\\*",
        "[a](",
        "![",
        "(",
        "{.a}",
        "|a",
        "# ",
        "1. ",
        "\n> - ",
    ],
)
def test_hostile_markdown_ends_in_bounded_time(unit):
    with within(5):
        issues_of(unit * (20_000 // len(unit)))
