"""RevMan's rich text: how it reads as plain text and as Markdown, and that no word of it is lost."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.document import (
    Citation,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
    inlines_of,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose import inline_of, markdown_of, plain_of, table_of
from reportgen.foreign.xml import parse_xml
from tests.compose.drafts import render

CITATIONS = Citations(
    keys={"STD-A": ("smith1999", "smith2000"), "STD-B": (), "REF-C": ("jones2001",), "REF-D": ("a b",)},
    names={"STD-A": "Smith 1999", "STD-B": "Brown 1988", "REF-C": "Jones 2001", "REF-D": "Day 2002"},
)
SMITH = '<LINK REF="STD-A" TYPE="STUDY">Smith 1999</LINK>'
BROWN = '<LINK REF="STD-B" TYPE="STUDY">Brown 1988</LINK>'
JONES = '<LINK REF="REF-C" TYPE="REFERENCE">Jones 2001</LINK>'
DAY = '<LINK REF="REF-D" TYPE="REFERENCE">Day 2002</LINK>'


def element(text):
    return parse_xml(f"<X>{text}</X>".encode(), "review.rm5")[0]


def markdown(text, **more):
    return markdown_of(element(text), CITATIONS, **more)


def blocks(text, ending=".md.j2", **more):
    """Return the blocks that a section with this rich text has; DataError if anything in it is refused."""
    return render(markdown(text, **more), ending=ending)


def words(found):
    """Return the words of blocks in the order they are read; raised characters as they are."""
    runs = (run for block in walk_blocks(found) for run in inlines_of(block))
    return " ".join(plain_text(run) for run in runs).split()


# ---- plain text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<P>One  <B>bold</B>\n two</P><P/><P>three</P>", "One bold two\nthree"),
        ("<P>a<BR/>b</P>", "a\nb"),
        ("<OL><LI>a</LI><LI><P>b</P></LI></OL><UL><LI>c</LI><LI/></UL>", "1. a\n2. b\n- c"),
        ("<P>m<SUP>2</SUP> 10<SUP>−3</SUP> CO<SUB>2</SUB> T<SUB>max</SUB></P>", "m² 10⁻³ CO₂ Tmax"),
        ("<P>a <DEL>gone </DEL><INS>new</INS> <MARKER>x</MARKER></P>", "a new x"),
        ("<TABLE><TR><TH>A</TH><TH>B</TH></TR><TR><TD>1</TD><TD/></TR></TABLE>", "A | B\n1"),
        ("loose <I>text</I>", "loose text"),
        (f"<P>see {SMITH}</P>", "see Smith 1999"),
        ("<P>a\u200bb\u00adc</P>", "abc"),
        ("", ""),
    ],
)
def test_plain_text_has_a_line_for_each_paragraph_and_break(text, plain):
    assert plain_of(element(text)) == plain


# ---- citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"so ({SMITH}).", "so [@smith1999]."),
        (f"so ({SMITH}; {JONES})", "so [@smith1999; @jones2001]"),
        (f"so ({SMITH}, {JONES} and {SMITH})", "so [@smith1999; @jones2001; and @smith1999]"),
        (f"so (see {SMITH}, Table 2; also {JONES})", "so [see @smith1999, Table 2; also @jones2001]"),
        (f"{SMITH} found, as {JONES}'s", "@smith1999 found, as @jones2001's"),
        (f"({SMITH}; 4 more)", "(@smith1999; 4 more)"),
        (f"(as ({SMITH}) said)", "(as [@smith1999] said)"),
        (f"{BROWN} and ({DAY})", "Brown 1988 and (Day 2002)"),
        (f"x{SMITH} {SMITH}-like", "xSmith 1999 Smith 1999-like"),
        (f"({SMITH}): first", "[@smith1999]\\: first"),
        (f"<I>({SMITH})</I>", "*[@smith1999]*"),
        ('<LINK REF="STD-A" TYPE="STUDY"/> found', "@smith1999 found"),
        ('(<LINK REF="CMP-001.01" TYPE="ANALYSIS">Analysis 1.1</LINK>)', "(Analysis 1.1)"),
        ('<LINK REF="FIG-01" TYPE="FIGURE">Figure 1</LINK>', "Figure 1"),
        ('<LINK REF="https://x.org/" TYPE="EXTERNAL">there</LINK>', "[there](https://x.org/)"),
    ],
)
def test_links_become_citations_or_words(text, expected):
    assert markdown(f"<P>{text}</P>") == expected


def test_citations_are_read_as_such_with_their_words():
    (paragraph,) = blocks(f"<P>So (see {SMITH}, Table 2; {JONES}) and {SMITH} too.</P>")
    first, second = (inline for inline in walk_inlines(paragraph.children) if isinstance(inline, Citation))
    assert [(work.key, work.prefix, work.suffix) for work in first.works] == [
        ("smith1999", "see", "Table 2"),
        ("jones2001", "", ""),
    ]
    assert (second.mode, second.works[0].key) == ("narrative", "smith1999")


# ---- forms, lists, headings


def test_forms_are_kept_where_markdown_can_say_them():
    (paragraph,) = blocks("<P><B>Patient: </B>text <I>a <B>b</B></I> (<U>c</U>) <A HREF='www.x.org/a_(b)'>d</A></P>")
    assert paragraph.children == (
        Strong((Text("Patient:"),)),
        Text(" text "),
        Emphasis((Text("a"),)),
        Text(" "),
        Emphasis((Strong((Text("b"),)),)),
        Text(" ("),
        Emphasis((Text("c"),)),
        Text(") "),
        Link("http://www.x.org/a_%28b%29", (Text("d"),)),
    )


def test_lists_stand_in_lists_and_apart_from_each_other():
    found = blocks("<OL><LI>a</LI><LI><P>b</P><UL><LI>c</LI></UL></LI><OL><LI>d</LI></OL></OL><OL><LI>e</LI></OL>x")
    assert [type(block) for block in found] == [ListBlock, ListBlock, Paragraph]
    assert [len(item) for item in found[0].items] == [1, 3]
    assert words(found) == ["a", "b", "c", "d", "e", "x"]


def test_subsections_have_headings_of_their_depth_and_bold_paragraphs_where_there_can_be_none():
    inner = "<HEADING>C</HEADING><P>c</P>"
    for heading in ("B", "A", "Z"):
        inner = f"<HEADING LEVEL='3'>{heading}</HEADING><SUBSECTION>{inner}</SUBSECTION>"
    found = blocks(f"<SUBSECTION>{inner}</SUBSECTION>")
    assert [(block.level, plain_text(block.children)) for block in found if isinstance(block, Heading)] == [
        (2, "Z"),
        (3, "A"),
        (4, "B"),
    ]
    assert found[3].children == (Strong((Text("C"),)),)


def test_parts_with_text_in_them_have_their_titles():
    text = "<ONE><P>x</P><TWO>y</TWO></ONE><THREE><P> </P></THREE>"
    titles = {"ONE": "First", "TWO": "Second #", "THREE": "Third"}
    found = blocks(text, titles=titles)
    assert words(found) == ["First", "x", "Second", "#", "y"]
    assert [block.level for block in found if isinstance(block, Heading)] == [2, 3]


def test_two_breaks_begin_a_paragraph_and_one_a_line():
    one, two = blocks("<P>a<BR/>b<BR/> <BR/>c<BR/></P>")
    assert one.children == (Text("a"), LineBreak(), Text("b"))
    assert two.children == (Text("c"),)


def test_a_heading_or_caption_is_one_line():
    assert inline_of(element("a<BR/>b <I>c</I>"), CITATIONS) == "a b *c*"


# ---- tables

TABLE = (
    '<TABLE><TR><TD COLSPAN="3"><P>Lead</P></TD></TR>'
    '<TR><TH ROWSPAN="2">A</TH><TH COLSPAN="2">B|b</TH></TR><TR><TH>C</TH><TH>D</TH></TR>'
    '<TR><TD ROWSPAN="2">r</TD><TD>1<BR/>2</TD><TD><P>x</P><UL><LI>y</LI></UL></TD></TR><TR><TD>3</TD><TD/></TR>'
    '<TR><TD COLSPAN="3">middle</TD></TR><TR><TD>4</TD><TD>5</TD><TD>6</TD></TR>'
    '<TR><TD COLSPAN="3">end</TD></TR></TABLE>'
)


def test_merged_cells_are_taken_apart():
    before, table, after = render("\n\n".join(table_of(element(TABLE)[0], CITATIONS, caption="T_1", id_="tbl-t")))
    assert (words([before]), words([after])) == (["Lead"], ["end"])
    assert (table.id, plain_text(table.caption)) == ("tbl-t", "T_1")
    assert [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.body)] == [
        ["A", "B|b C", "B|b D"],
        ["r", "1 2", "x • y"],
        ["", "3", ""],
        ["middle", "", ""],
        ["4", "5", "6"],
    ]
    assert table.body[2].cells[0].children == (Strong((Text("middle"),)),)


def test_a_table_without_heads_has_its_first_row_for_them():
    (table,) = blocks("<TABLE><TR><TD>a</TD><TD>b</TD></TR><TR><TD>1</TD></TR></TABLE>")
    assert isinstance(table, Table)
    assert words([table]) == ["a", "b", "1"]


@pytest.mark.parametrize(
    "text",
    [
        "<TABLE/>",
        "<TABLE><TR/></TABLE>",
        '<TABLE><TR><TD COLSPAN="x" ROWSPAN="-1">a</TD></TR></TABLE>',
        '<TABLE><TR><TD COLSPAN="99999" ROWSPAN="99999">a</TD><TD ROWSPAN="999">b</TD></TR></TABLE>',
        "<TABLE><TR>" + "<TD>a</TD>" * 70 + "</TR></TABLE>",
        "<UL><LI>x<TABLE><TR><TD>a</TD></TR></TABLE></LI></UL>",
        "<TABLE><TR><TD>x<TABLE><TR><TD>a</TD></TR></TABLE></TD></TR></TABLE>",
    ],
)
def test_odd_tables_lose_no_word(text):
    assert sorted(words(blocks(text))) == sorted(w for w in re.findall(r"\w", plain_of(element(text))))


# ---- nothing is read as Markdown or as a template

HOSTILE = [
    "# a",
    "1. a",
    "1) a",
    "- a",
    "+ a",
    "* a",
    "> a",
    "=== a",
    "---",
    "***",
    ": a {#tbl-x}",
    "a {#sec-x}",
    "{.abstract} a",
    "[^1]: a",
    "[a]: b",
    "^[a] b",
    "![a](b.png)",
    "[a](https://x.org)",
    "[@a; @b] @c",
    "a@b.org @a",
    "{{ title }} {% if a %} {# c #}",
    "&lt;!-- a --> &lt;b>a&lt;/b>",
    "&amp;amp; &amp;#35; &amp;lt;",
    "| a | b |",
    "`a` ~~~ ``` a",
    "a\\",
    "\\* a",
    "__a__ _b_ c_d",
    "<B>!</B><A HREF='https://x.org'>a</A>",
    "!<A HREF='https://x.org'>a</A> b",
    "a<BR/>---<BR/>b",
    "| a |<BR/>| --- |<BR/>| b |",
    "p &lt; 0.05 &amp; q > 3",
]


@pytest.mark.parametrize("ending", [".md", ".md.j2"])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markdown_or_a_template_is_printed_as_it_is(text, ending):
    found = blocks(f"<P>{text}</P><UL><LI>{text}</LI></UL>", ending=ending)
    said = plain_of(element(text)).split()
    assert [type(block) for block in found] == [Paragraph, ListBlock]
    assert words(found) == [*said, *said]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markdown_is_printed_as_it_is_in_cells_and_headings(text):
    table = f"<TABLE><TR><TH>h</TH><TH>i</TH></TR><TR><TD>{text}</TD><TD>j</TD></TR></TABLE>"
    found = blocks(f"{table}<SUBSECTION><HEADING>{text}</HEADING></SUBSECTION>")
    said = plain_of(element(text)).split()
    assert [type(block) for block in found] == [Table, Heading]
    assert words(found) == ["h", "i", *said, "j", *said]


def test_a_word_that_no_page_can_hold_is_parted():
    found = markdown(f"<P>{'a*' * 2000}</P>")
    assert max(map(len, found.split())) <= 500
    assert "".join(words(render(found))) == "a*" * 2000


def test_elements_without_end_are_read_as_text():
    deep = "<B><UL><LI>" * 80 + "<P>a</P>" + "</LI></UL></B>" * 80
    assert words(blocks(deep)) == ["a"]
    assert "a" in plain_of(element(deep))


# ---- no word is lost

LETTERS = st.text(
    st.sampled_from("ab1 \\*_`[](){}<>#+-.!|@&;:,%^~=$\"'é²\u00a0\n"),
    max_size=12,
)


def escaped_xml(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


PLAIN = LETTERS.map(escaped_xml)


def wrapped(children):
    inline = st.lists(children, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.tuples(st.sampled_from(["B", "I", "U", "SUP", "SUB", "INS", "MARKER"]), inline).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
        inline.map(lambda text: f'<A HREF="http://x.org/(a)">{text}</A>'),
        st.just("<BR/>"),
    )


INLINE = st.lists(st.recursive(PLAIN, wrapped, max_leaves=6), min_size=1, max_size=5).map("".join)


def nested(children):
    inner = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(st.sampled_from(["UL", "OL"]), inner).map(
            lambda pair: f"<{pair[0]}>{''.join(f'<LI>{item}</LI>' for item in pair[1])}</{pair[0]}>"
        ),
        inner.map(lambda parts: f"<SUBSECTION><HEADING>h</HEADING>{''.join(parts)}</SUBSECTION>"),
    )


CELL = st.lists(INLINE, min_size=1, max_size=2).map(lambda ps: "".join(f"<P>{p}</P>" for p in ps))
GRID = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=3).map(
    lambda rows: f"<TABLE>{''.join(f'<TR><TD>{a}</TD><TD>{b}</TD></TR>' for a, b in rows)}</TABLE>"
)
PARAGRAPH = st.one_of(INLINE.map(lambda text: f"<P>{text}</P>"), INLINE)
RICH = st.lists(st.one_of(st.recursive(PARAGRAPH, nested, max_leaves=5), GRID), min_size=1, max_size=4).map("".join)


def letters(text):
    """Return the letters of a text without white space, marks of lists and bars between cells."""
    return re.sub(r"[\s\ufffd]", "", text)


def source_letters(rich):
    """Return the letters of a source in their order, raised ones as they are shown."""
    flat = re.sub(r"<LI>", "", rich)
    for tag in ("OL", "UL", "TABLE", "TR"):
        flat = re.sub(rf"</?{tag}>", "\n", flat)
    flat = re.sub(r"</?(?:TD|LI)>", "\n", flat)
    return letters(plain_of(element(re.sub(r"\n", "<BR/>", flat))))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(RICH)
def test_every_letter_of_a_rich_text_is_printed_in_its_order(rich):
    found = blocks(rich) if markdown(rich) else ()
    assert letters("".join(words(found))) == source_letters(rich)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(INLINE, INLINE)
def test_no_text_around_a_citation_swallows_it(before, after):
    text = f"<P>{before} ({SMITH}; {JONES}) and {SMITH} {after}</P>"
    found = blocks(text)
    works = [
        work.key
        for block in walk_blocks(found)
        for run in inlines_of(block)
        for inline in walk_inlines(run)
        if isinstance(inline, Citation)
        for work in inline.works
    ]
    assert works == ["smith1999", "jones2001", "smith1999"]


def test_the_place_of_a_text_does_not_matter():
    assert replace(CITATIONS, keys={}).keys_of("STD-A") == ()
    assert markdown_of(element(f"<P>({SMITH})</P>"), replace(CITATIONS, keys={})) == "(Smith 1999)"
