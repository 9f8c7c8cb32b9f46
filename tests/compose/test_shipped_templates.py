"""The shipped sections: right for any review, however little or much it holds."""

import re
from dataclasses import replace

import pytest

from reportgen.document import Figure, Heading, Paragraph, Table, plain_text, walk_blocks
from reportgen.resolve import resolve
from reportgen.resources import names, read_bytes, read_text
from reportgen.style import Style
from tests.compose.drafts import (
    REVIEWS,
    STYLE,
    big_review,
    document_of,
    empty_review,
    one_study_review,
    prose,
    section,
    text_of,
)
from tests.reviews import make_published, make_review

SHIPPED = names("manuscript", ".md.j2")
CSL = read_bytes("csl/taylor-and-francis-chicago-author-date.csl")
each_review = pytest.mark.parametrize("name", REVIEWS)


def settled(review, style: Style = STYLE):
    return resolve(document_of(review, style), review.library, style, included=frozenset(), csl=CSL)


@each_review
def test_every_cross_reference_of_a_shipped_section_has_its_target(name):
    assert settled(REVIEWS[name]).document.blocks


@each_review
def test_the_text_is_clean(name):
    text = "\n".join(prose(settled(REVIEWS[name]).document.blocks))
    spoiled = re.findall(r"  | [.,;:)]|\.\.|,,|\(\)|\( |\[\]|None|Undefined|\{|\}|\ufffd|[\U000f0000-\U0010ffff]", text)
    assert spoiled == []
    assert text.count("(") == text.count(")")
    assert text.count("“") == text.count("”")


@each_review
def test_a_paragraph_starts_with_a_capital_and_ends_with_a_stop(name):
    blocks = walk_blocks(settled(REVIEWS[name]).document.blocks)
    texts = [plain_text(block.children) for block in blocks if isinstance(block, Paragraph) and block.role == "body"]
    assert [text for text in texts if not re.fullmatch(r"[A-Z“].*[.:]", text)] == []


@each_review
def test_no_result_is_called_without_effect_or_significant(name):
    assert re.findall(r"no effect|significan", text_of(REVIEWS[name]), re.IGNORECASE) == []


@each_review
def test_every_section_but_the_empty_exhibits_has_its_heading(name):
    document = document_of(REVIEWS[name])
    headings = [block.id for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    exhibits = {Table: "sec-tables", Figure: "sec-figures"}
    for kind, heading in exhibits.items():
        assert (heading in headings) == any(isinstance(block, kind) for block in document.blocks)
    words = ["abstract", "introduction", "methods", "results", "discussion", "declarations"]
    words += ["references"] if REVIEWS[name].outcomes else []  # methods of pooling cite
    assert [h for h in headings if h not in exhibits.values()] == [f"sec-{word}" for word in words]


@pytest.mark.parametrize("name", SHIPPED)
def test_no_statistic_is_typed_into_a_shipped_template(name):
    text = re.sub(
        r"<!--.*?-->|\{#[\w-]+\}|\{%.*?%\}|\{\{.*?\}\}|^#+",
        "",
        read_text(f"manuscript/{name}.md.j2"),
        flags=re.MULTILINE,
    )
    assert re.findall(r"\d|\bP\s*[<=]|%", text) == []


def test_the_shipped_sections_are_those_of_the_default_style():
    assert set(SHIPPED) == set(STYLE.sections) - {"appendix"}  # which only a review's own text makes


@pytest.mark.parametrize("left_out", ["tables", "figures", "abstract", "references"])
def test_a_style_may_leave_a_section_out(left_out):
    style = replace(STYLE, sections=tuple(name for name in STYLE.sections if name != left_out))
    text = "\n".join(prose(settled(big_review(), style).document.blocks))
    assert ("Table\u00a01" in text) == (left_out != "tables")
    assert ("Figure\u00a01" in text) == (left_out != "figures")
    assert f"{left_out.title()}\n" not in text


def test_text_points_only_at_what_a_section_of_the_reviews_own_prints():
    own = section("figures", '# Figures\n\n{{ figure("recovery") }}')
    text = "\n".join(prose(settled(big_review(sections=(own,))).document.blocks))
    assert "drawn in Figure\u00a01." in text
    assert "flow of records" not in text


def test_a_figure_printed_by_an_earlier_section_is_not_printed_again():
    own = section("discussion", '# Discussion\n\n{{ figure("recovery") }}\n\n{{ table("pooled") }}')
    blocks = settled(big_review(sections=(own,))).document.blocks
    ids = [block.id for block in blocks if isinstance(block, Figure | Table)]
    assert len(ids) == len(set(ids))
    assert ids.index("fig-recovery") < ids.index("fig-flow")


def test_one_study_is_spoken_of_in_the_singular():
    text = text_of(one_study_review())
    assert "1 study with 100 participants was included." in text
    assert "The study randomised 100 participants." in text
    assert "1 studies" not in text
    assert "describes it." in text


def test_counts_of_the_flow_are_summed_over_databases_and_agree_with_their_nouns():
    text = text_of(big_review())
    assert "The searches of databases found 900 records" in text
    assert "We assessed 1 full report." in text
    assert "There is 1 further ongoing study." in text
    assert "After duplicates had been removed" not in text
    assert "the total stated for the review is 9999" in text
    assert "not reported for Study 0." in text


def test_judgements_are_counted_with_their_noun_once_and_missing_ones_are_said():
    text = text_of(big_review())
    assert "Random sequence generation: 4 studies at high risk, 4 with some concerns and 4 at low risk." in text
    assert "Other bias: not judged." in text


def test_a_settings_text_without_a_stop_becomes_a_sentence():
    review = empty_review(methods=replace(empty_review().methods, screening="two authors, independently"))
    assert "Two authors, independently." in text_of(review)


def test_outcomes_with_another_plan_are_named():
    assert "For mood, results were combined in a random-effects model with inverse-variance" in text_of(big_review())


def test_a_published_phrase_is_quoted_and_a_published_sentence_printed():
    assert "For cost nothing but a statement is published: “no difference”." in text_of(big_review())
    whole = replace(make_published("E02", outcome="cost"), statement="for cost the review reports nothing.")
    assert "For cost the review reports nothing." in text_of(big_review(published=[whole]))


def test_what_is_not_stated_says_so():
    text = text_of(make_review({}))
    assert "Funding: Not stated in our sources." in text
    assert "The sources searched are not stated." in text
