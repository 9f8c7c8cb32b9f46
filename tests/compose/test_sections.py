"""One section: printing, choosing, looping, and the line of each mistake."""

import re
import tracemalloc

import pytest

from reportgen.compose.sections import SectionSource, render_section
from reportgen.document import Figure, Heading, Number, Paragraph, Table, Text, inlines_of, plain_text, walk_inlines
from reportgen.errors import DataError
from reportgen.model import Author
from tests.bounded import within
from tests.compose.drafts import (
    document_of,
    issues_of,
    one_study_review,
    paragraph,
    prose,
    render,
    section,
)
from tests.reviews import make_review

HOSTILE = "A*_B <i> @x [y](z) {{ q }} \\ `c` ~s~ $m$ ^n^ | # - + 1. \"'& &amp; https://a.b {.notice} {#sec-x} --- ==="
EACH_LINE = "one\n\ntwo\n\n"
AUTHORS = (Author(given="A.", family="Able"),)


def the_issue(text, **settings):
    (issue,) = issues_of(text, **settings)
    return issue


# ---- values print as typed


@pytest.mark.parametrize(
    "frame",
    [
        "{{ front.title }}",
        "*{{ front.title }}*",
        "a {{ front.title }} b",
        "# {{ front.title }}",
        "- {{ front.title }}",
        "> {{ front.title }}",
        "[{{ front.title }}](https://x.org)",
    ],
)
def test_a_hostile_title_prints_as_typed_in_every_place(frame):
    blocks = render(frame, review=one_study_review(title=HOSTILE))
    assert HOSTILE in "".join(prose(blocks))
    assert len(blocks) == 1


@pytest.mark.parametrize(
    "title",
    [
        "1. one",
        "2016) x",
        "- a",
        "+ a",
        "> q",
        "# h",
        "    code",
        "```",
        "---",
        "| a | b |",
        "[^1]",
        "[a]: b",
        "*",
        "<!-- x",
        "{% x %}",
        "~~~",
        "=",
        "\\",
        "&lt;",
    ],
)
def test_a_value_at_the_start_of_a_line_is_text(title):
    (block,) = render("{{ front.title }}", review=one_study_review(title=title))
    assert isinstance(block, Paragraph)
    assert block.children == (Text(title.strip()),)


def test_a_study_with_a_hostile_name_prints_as_typed_everywhere():
    data = {HOSTILE: {"recovery": ((30, 50), (10, 50))}}
    document = document_of(make_review(data, n_randomised={HOSTILE: 100}))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert {plain_text(table.body[-1].cells[0].children) for table in tables} >= {HOSTILE}


def test_line_breaks_of_a_value_become_spaces_and_fixed_spaces_stay():
    assert paragraph("{{ front.title }}", review=one_study_review(title=" a\n\n\tb\u2028c\u00a0d ")).children == (
        Text("a b c\u00a0d"),
    )


def test_long_values_are_harmless():
    size = 200_000
    with within(10):
        for unit in ("*", "[", "_a", "<", "`", "(", "\\", "@a ", "a", "\U000f0000", "![", "&"):
            review = one_study_review(title=unit * (size // len(unit)))
            assert render("{{ front.title }} {{ front.title }}", review=review)


def test_characters_that_look_like_marks_are_replaced():
    text = plain_text(
        paragraph(
            "\U000f0000 {{ front.title }} {{ '\U00100005' }}", review=one_study_review(title="\U000f0001")
        ).children
    )
    assert text == "\ufffd \ufffd \ufffd"


def test_a_number_stays_a_node_with_its_trail():
    row = paragraph("Of {{ studies.included }} studies.").children
    assert [type(part) for part in row] == [Text, Number, Text]
    assert row[1].inputs


def test_text_filters_change_text_and_escape_it():
    assert plain_text(paragraph("{{ '*a* b'|upper }} {{ 'X'|lower }} {{ ' t '|trim }}").children) == "*A* B x t"


# ---- choosing and looping


def test_lines_of_nothing_but_tags_print_nothing():
    text = "{% if true %}\none\n{% endif %}\n{% for s in ['a'|first] %}\n{{ s }}\n{% endfor %}\n"
    assert prose(render(text.replace("['a'|first]", "'xy'"))) == ["one x y"]


def test_plural_agrees_with_its_number():
    assert plain_text(paragraph('{{ plural(studies.included, "study", "studies") }}').children) == "1 study"


def test_figures_and_tables_stand_between_paragraphs():
    blocks = render('Before {{ figure("flow") }} after.\n\n{{ table("pooled") }}')
    assert [type(block) for block in blocks] == [Paragraph, Figure, Paragraph, Table]
    assert prose(blocks) == ["Before", "after."]


@pytest.mark.parametrize("name", ["risk-of-bias", "mood"])
def test_a_figure_without_data_prints_nothing_yet(name):
    assert prose(render(f'a\n\n{{{{ figure("{name}") }}}}\n\nb')) == ["a", "b"]


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        ('figure("flwo")', "did you mean 'flow'?"),
        ('table("poled")', "did you mean 'pooled'?"),
        ('figure("mod")', "did you mean 'mood'?"),
    ],
)
def test_an_unknown_figure_or_table_is_an_issue_at_its_line(call, hint):
    issue = the_issue(f"{EACH_LINE}{{% if true %}}\n{{{{ {call} }}}}\n{{% endif %}}")
    assert (issue.code, issue.origin.line, issue.hint) == ("template-name-is-defined", 6, hint)


def test_a_section_of_the_review_replaces_the_shipped_one_and_no_other():
    own = section("discussion", "# Talk {#sec-talk}\n\nMine.")
    headings = [
        b.id for b in document_of(one_study_review(sections=(own,))).blocks if isinstance(b, Heading) and b.level == 1
    ]
    assert headings.count("sec-talk") == 1
    assert "sec-discussion" not in headings
    assert {"sec-methods", "sec-results", "sec-introduction"} <= set(headings)


def test_plain_markdown_is_not_a_template():
    row = paragraph("Braces {{ stay }} *as* {% they %} are.", ending=".md").children
    assert plain_text(row) == "Braces {{ stay }} as {% they %} are."


# ---- names that do not exist


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a\n\n{{ frnt.title }}", 3, "did you mean 'front'?"),
        ("a\n\n{{ front.titel }}", 3, "did you mean 'title'?"),
        ("{{ selection.n.screend }}", 1, "did you mean 'screened'?"),
        ("{% if true %}\n\n{% for c in comparison %}\n{% endfor %}{% endif %}", 3, "did you mean 'comparisons'?"),
        ("{% for c in comparisons %}\n\n- {{ c.tittle }}\n{% endfor %}", 3, "did you mean 'title'?"),
        ("{% if studies.domain %}\n{% endif %}", 1, "did you mean 'domains'?"),
        ("{{ nme|upper }}", 1, "known: "),
        ("a {{ 'x' }} b\nc {{ front.title }} {{ front.byliner }}", 2, "did you mean 'byline'?"),
    ],
)
def test_an_undefined_name_is_an_issue_at_its_line(text, line, hint):
    issue = the_issue(text)
    assert (issue.code, issue.origin.path, issue.origin.line) == (
        "template-name-is-defined",
        "sections/discussion.md.j2",
        line,
    )
    assert issue.hint.startswith(hint)
    assert "reportgen" not in issue.message


def test_issues_of_all_sections_come_at_once_in_order():
    own = (section("methods", "\n{{ a }}"), section("discussion", "<b>x</b>\n\n<i>"), section("results", "{% if %}"))
    review = one_study_review(sections=own)
    with pytest.raises(DataError) as caught:
        document_of(review)
    assert [(issue.origin.path[9:13], issue.origin.line) for issue in caught.value.issues] == [
        ("disc", 1),
        ("disc", 1),
        ("disc", 3),
        ("meth", 2),
        ("resu", 1),
    ]


# ---- what sections may not do


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("{{ 1 + 1 }}", "a sum (+)"),
        ("{{ 'x' * 100000000 }}", "a sum (*)"),
        ("{{ 9 ** 9 }}", "a sum (**)"),
        ("{{ 'a' ~ 'b' }}", "a concat"),
        ("{{ '%s' % 'x' }}", "a sum (%)"),
        ("{% include 'secret' %}", "{% include %}"),
        ("{% import 'x' as x %}", "{% import %}"),
        ("{% macro m() %}{% endmacro %}", "{% macro %}"),
        ("{% extends 'x' %}", "{% extends %}"),
        ("{% set x %}y{% endset %}", "a {% set %} block"),
        ("{% filter upper %}x{% endfilter %}", "{% filter %}"),
        ("{{ 'a'.center(100000000) }}", "a call of something else"),
        ("{{ front.title.upper() }}", "a call of something else"),
        ("{{ range(9) }}", "a call of something else"),
        ("{{ lipsum() }}", "a call of something else"),
        ("{{ [1, 2] }}", "a list"),
        ("{{ studies.included.value }}", "a value that cannot be printed as it is (int)"),
        ("{{ comparisons }}", "a value that cannot be printed as it is (tuple)"),
        ("{{ front.byline|upper }}", "a filter on a value that is not text"),
        ("{{ front.byline|join }}", "a filter on a value that is not text"),
        ("{{ figure }}", "a value that cannot be printed as it is"),
    ],
)
def test_a_section_only_prints_chooses_and_loops(tag, found):
    issue = the_issue(f"{EACH_LINE}a\n{tag}", review=one_study_review(authors=AUTHORS))
    assert (issue.code, issue.origin.line) == ("template-is-harmless", 6)
    assert found in issue.message


@pytest.mark.parametrize(
    "tag", ["{{ front.__class__ }}", "{{ front.title.__class__.__mro__ }}", "{{ front|attr('x') }}"]
)
def test_the_inside_of_values_is_out_of_reach(tag):
    assert the_issue(f"\n{tag}").origin.line == 2


@pytest.mark.parametrize(
    "text", ["{% if %}", "{% for x in %}", "{{ a b }}", "{% endif %}", "{{ 'a }}", "{{ x|nope }}", "<!-- open"]
)
def test_a_template_that_cannot_be_read_is_an_issue_at_its_line(text):
    issue = the_issue(f"{EACH_LINE}{text}")
    assert (issue.code, issue.origin.line) == ("template-is-well-formed", 5)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n\n" + "{% for a in 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}" * 4 + "x" + "{% endfor %}" * 4, 3),
        ("{% for a in '" + "a" * 50_000 + "' %}\n\n" + "text " * 1000 + "\n{% endfor %}", 2),
        ("{% for a in '" + "a" * 50_000 + "' %}\n\n{{ front.title }}\n{% endfor %}", 3),
        ("\n{% for a in 'ab' recursive %}\n{{ loop('ab') }}\n{% endfor %}", 2),
    ],
)
def test_an_endless_section_is_refused_quickly_at_its_line(text, line):
    tracemalloc.start()
    with within(5):  # while memory is traced; below 1 without
        issue = the_issue(text, review=one_study_review(title="t" * 1000))
        _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (issue.code, issue.origin.line) == ("template-is-harmless", line)
    assert peak < 100_000_000


@pytest.mark.parametrize(
    "text",
    ["{% if a %}" * 5000, "{{ " + "(" * 5000, "{{ front" + "|upper" * 5000 + " }}", "{{ " + "not " * 5000 + "a }}"],
)
def test_deep_nesting_is_an_issue(text):
    assert the_issue(text).code in {"template-is-harmless", "template-is-well-formed"}


# ---- shipped templates may use macros


def test_the_line_of_a_mistake_inside_a_macro_of_a_shipped_template():
    source = SectionSource(
        path="templates/manuscript/x.md.j2",
        text="{% macro m(a) %}\n{{ a }}\n{{ a.b }}\n{% endmacro %}\n\n*{{ m('<i>') }}*",
        own=False,
        plain=False,
    )
    _, (issue,) = render_section(source, {}, {})
    assert (issue.origin.path, issue.origin.line) == (source.path, 3)


def test_what_a_macro_prints_is_escaped_once():
    text = "{% macro m(a) %}**{{ a }}**{% endmacro %}\n{{ m('a*b_c') }} {{ m('d') }}"
    blocks, issues = render_section(SectionSource(path="x", text=text, own=False, plain=False), {}, {})
    assert issues == ()
    assert prose(blocks) == ["a*b_c d"]


def test_the_marks_of_lines_leave_no_trace():
    runs = [run for block in document_of(one_study_review()).blocks for run in inlines_of(block)]
    texts = [part.text for run in runs for part in walk_inlines(run) if isinstance(part, Text)]
    assert [text for text in texts if re.search("[\U000f0000-\U0010ffff]", text)] == []
