"""Reviews with dozens of outcomes, studies without results, and figures that outgrow a page."""

import re
from dataclasses import replace

import pytest

from reportgen.compose import make_exhibits
from reportgen.compose.exhibits import exhibit_names
from reportgen.compose.facts import gather
from reportgen.document import CrossRef, Heading, Strong, Table, plain_text, walk_blocks
from reportgen.quantities import analyse
from reportgen.resolve import resolve
from reportgen.resources import read_bytes
from tests.compose.drafts import STYLE, TOOL, document_of, judgement, text_of
from tests.divided import divided, many_outcomes
from tests.reviews import make_outcome, make_review, make_study

DENSE = many_outcomes(12, single=3, unpooled=2)
CSL = read_bytes("csl/taylor-and-francis-chicago-author-date.csl")
LONG = "symptom on day 3: blinded versus unblinded studies. Symptom as told by the participants"


def facts_of(review, shown=()):
    return gather(analyse(review, STYLE), shown)


def told(fact):
    return plain_text(fact.sentences).replace("\u00a0", " ")


def test_many_outcomes_are_told_in_short_each_under_its_number_and_name():
    (group,) = facts_of(DENSE, ("fig-p0",)).comparisons[0].groups
    first = group.outcomes[0]
    assert isinstance(first.sentences[0], Strong)
    assert told(first).startswith("1.1 Outcome p0 (). The pooled result")
    assert [part.target for part in first.sentences if isinstance(part, CrossRef)] == ["fig-p0"]
    assert told(group.outcomes[1]).startswith("1.2 Outcome p1. The pooled result")
    assert "outcome p0" not in told(first)


def test_a_few_outcomes_are_told_at_length():
    (group,) = facts_of(many_outcomes(8)).comparisons[0].groups
    assert not any(isinstance(part, Strong) for fact in group.outcomes for part in fact.sentences)
    assert "outcome p0" in told(group.outcomes[0])


def test_what_figures_and_tables_hold_is_not_said_again_of_many_outcomes():
    (group,) = facts_of(DENSE).comparisons[0].groups
    text = "\n".join(map(told, group.outcomes))
    assert "Chi²" not in text
    assert "Cole 2003" not in text
    assert "No events in either group: 1 study, shown and not pooled." in text


def test_outcomes_with_one_result_at_most_stand_in_a_table():
    (group,) = facts_of(DENSE).comparisons[0].groups
    assert [fact.id for fact in group.outcomes] == [f"p{i}" for i in range(12)]
    rows = [[plain_text(cell.children).replace("\u00a0", " ") for cell in row.cells] for row in group.table.body]
    assert rows[0][:3] == ["1.13 Outcome s0", "Able 2001", "80"]
    assert re.fullmatch(r"RR 0\.50 \([\d.]+ to [\d.]+\)", rows[0][3])
    assert rows[3] == ["1.16 Outcome u0", "–", "–", "not pooled: the scales differed"]
    assert len(rows) == 5


def test_two_outcomes_with_one_result_need_no_table():
    (group,) = facts_of(many_outcomes(1, single=2)).comparisons[0].groups
    assert group.table is None
    assert len(group.outcomes) == 3


@pytest.mark.parametrize("totals", ["all", "none"])
def test_the_result_of_one_study_is_the_same_whether_or_not_totals_are_shown(totals):
    review = many_outcomes(0, single=3)
    review = replace(review, outcomes=tuple(replace(outcome, totals=totals) for outcome in review.outcomes))
    (group,) = facts_of(review).comparisons[0].groups
    assert plain_text(group.table.body[0].cells[3].children).replace("\u00a0", " ") == "RR 0.50 (0.13 to 1.86)"
    assert plain_text(group.table.body[0].cells[2].children) == "80"


def test_a_study_without_an_estimate_is_named_in_the_table_with_the_reason():
    data = {"Able 2001": dict.fromkeys("abc", ((0, 9), (0, 9))), "Baker 2002": {"c": ((0, 5), (0, 5))}}
    (group,) = facts_of(make_review(data)).comparisons[0].groups
    rows = [[plain_text(cell.children) for cell in row.cells] for row in group.table.body]
    assert rows[0][1:] == ["Able 2001", "–", "not estimable: no events in either group"]
    assert rows[2][1] == "2 studies"


def test_the_table_in_the_text_is_printed_without_a_label():
    document = resolve(document_of(DENSE), DENSE.library, STYLE, included=frozenset(), csl=CSL).document
    tables = [block for block in walk_blocks(document.blocks) if isinstance(block, Table)]
    assert [table.label for table in tables if not table.caption] == [""]
    text = text_of(DENSE)
    assert "Further outcomes have one result at most:" in text
    assert text.count("lists every result") == 1


def test_a_long_list_of_outcomes_is_cut_and_the_rest_counted():
    conclusion = plain_text(facts_of(DENSE).comparisons[0].conclusion)
    assert "outcome p0, outcome p1, outcome p2 and" in conclusion or "further outcomes" in conclusion
    assert re.search(r"and (\d+) further outcomes", conclusion)
    names = re.findall(r"outcome [ps]\d+", conclusion)
    counted = sum(map(int, re.findall(r"and (\d+) further", conclusion)))
    assert len(names) + counted == 15


def test_names_that_hold_commas_are_listed_with_semicolons():
    data = {name: {"a": ((30, 50), (10, 50)), "b": ((30, 50), (10, 50))} for name in ("A", "B")}
    review = make_review(data, outcomes=[make_outcome("a", title="sleep, naps"), make_outcome("b", title="mood")])
    assert plain_text(facts_of(review).comparisons[0].conclusion).endswith("for sleep, naps; and mood.")


def test_a_long_name_stands_before_its_sentence():
    review = make_review(
        {name: {"a": ((30, 50), (10, 50))} for name in ("A", "B")}, outcomes=[make_outcome("a", title=LONG)]
    )
    fact = facts_of(review).comparisons[0].main
    start = f"“{LONG[0].upper()}{LONG[1:]}”: the pooled result favoured Therapy over Control (RR"
    assert told(fact).startswith(start)
    assert plain_text(fact.short).replace("\u00a0", " ").startswith(start)


def test_a_name_with_an_instrument_and_a_time_stands_in_its_sentence():
    title = "depression of the mother on the Edinburgh Postnatal Depression Scale (4.5 months after birth)"
    review = make_review(
        {name: {"a": ((30, 50), (10, 50))} for name in ("A", "B")}, outcomes=[make_outcome("a", title=title)]
    )
    said = told(facts_of(review).comparisons[0].main)
    assert said.startswith(f"The pooled result favoured Therapy over Control, with {title}")


def test_headings_have_the_numbers_of_comparisons_that_have_one():
    def headings(review):
        return [plain_text(b.children) for b in document_of(review).blocks if isinstance(b, Heading) and b.level == 2]

    assert "Comparison 1: therapy against control" in headings(DENSE)
    assert "Effects: Therapy against control" in headings(divided())


def test_the_abstract_gives_the_results_of_the_first_comparisons_only():
    review = many_outcomes(1)
    comparisons = tuple(replace(review.comparisons[0], id=f"c{i}", title=f"pair {i}") for i in range(9))
    facts = facts_of(replace(review, comparisons=comparisons, outcomes=()))
    assert [comparison.leading for comparison in facts.comparisons] == [True] * 4 + [False] * 5


# ---- studies


def test_many_studies_are_counted_and_all_of_them_are_any_study():
    studies = tuple(make_study(f"Study {i}", line=i + 2, n=None if i < 12 else 50) for i in range(20))
    assert plain_text(facts_of(make_review({}, studies=studies)).studies.unknown_n) == "12 studies"
    assert plain_text(facts_of(make_review({}, studies=studies[:12])).studies.unknown_n) == "any study"
    assert plain_text(facts_of(make_review({}, studies=studies[10:])).studies.unknown_n) == "Study 10 and Study 11"


def test_studies_that_a_domain_was_not_judged_for_are_counted():
    judgements = [judgement("Study 0", "sequence", "low"), judgement("Study 1", "sequence", "high")]
    studies = tuple(make_study(f"Study {i}", line=i + 2) for i in range(5))
    review = make_review({}, studies=studies, judgements=judgements, risk_of_bias_tool=TOOL)
    sequence, other = facts_of(review).studies.domains
    assert plain_text(sequence.sentence) == (
        "Random sequence generation: 1 study at high risk and 1 at low risk; not judged for 3 studies."
    )
    assert plain_text(other.sentence) == "Other bias: not judged."


def test_the_text_points_at_the_tables_of_studies_that_are_not_included():
    studies = (
        make_study("Able 2001"),
        *(make_study(f"Zed {i}", line=i, status="excluded") for i in (3, 4)),
        make_study("Now", line=5, status="ongoing"),
        make_study("Maybe", line=6, status="awaiting"),
    )
    text = text_of(make_review({}, studies=studies))
    assert re.search(r"gives the reasons for the exclusion of 2 studies\.", text)
    assert re.search(r"There is 1 further ongoing study \(.*\)\.", text)
    assert re.search(r"A decision is awaited on 1 study \(.*\)\.", text)


# ---- figures


def test_a_figure_too_tall_for_a_page_becomes_several_that_say_so():
    rows = {f"Study {i}": {"x": ((3 + i % 7, 40), (5 + i % 5, 41))} for i in range(90)}
    review = make_review(rows, outcomes=[make_outcome("x", title="recovery", number="1.1")])
    found = make_exhibits(analyse(review, STYLE)).figures
    assert list(found) == ["x", "x/2"]
    first, second = found.values()
    assert (first.id, second.id) == ("fig-x", "fig-x-part-2")
    assert plain_text(first.caption).startswith("Analysis 1.1. Recovery: Therapy against control. Risk ratio")
    assert plain_text(first.caption).endswith(" Part 1 of 2.")
    assert plain_text(second.caption) == "Analysis 1.1. Recovery, continued. Part 2 of 2."
    assert "x" in exhibit_names(review).figures
    assert all(f.drawing.height_mm * STYLE.figures.min_font_pt / STYLE.figures.font_pt <= 206 for f in found.values())


def test_the_parts_of_a_figure_stand_one_after_the_other():
    rows = {f"Study {i}": {"x": ((3 + i % 7, 40), (5 + i % 5, 41))} for i in range(90)}
    document = document_of(make_review(rows))
    assert [block.id for block in document.blocks if getattr(block, "drawing", None)] == ["fig-x", "fig-x-part-2"]
