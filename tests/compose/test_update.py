"""A review that updates an earlier version of itself says so: what is new, both searches, the flow, the new studies."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reportgen.audit import audit
from reportgen.compose import compose, make_exhibits
from reportgen.compose.facts import gather
from reportgen.document import Citation, Figure, Heading, Paragraph, Table, plain_text, walk_blocks
from reportgen.load import load
from reportgen.model import RecordedStudy, Search, Update
from reportgen.pipeline import find_style
from reportgen.quantities import analyse, flow_totals
from reportgen.versions import record_of

DATA = Path(__file__).parent.parent.parent / "data"


@cache
def review():
    return load(DATA / "pip-2026")


def style(name="default"):
    return find_style(DATA, name)


def facts(changed):
    return gather(analyse(changed, style()), ()).update


def words(row):
    return plain_text(row).replace("\u00a0", " ")


def text_of(document):
    return "\n".join(words(b.children) for b in walk_blocks(document.blocks) if isinstance(b, Paragraph | Heading))


def composed(changed, name="default"):
    analysis = analyse(changed, style(name))
    return compose(analysis, make_exhibits(analysis))


def with_result(outcome, **changed):
    """Return the review with another result before."""
    previous = review().previous
    results = tuple(replace(one, **changed) if one.key == (outcome, "", "") else one for one in previous.results)
    return replace(review(), previous=replace(previous, results=results))


# ---- what is new


def test_the_example_tells_what_is_new():
    found = facts(review())
    assert found.event == "New information has been added. New citation required but conclusions have not changed"
    assert words(found.studies) == (
        "This version adds 5 studies with 455 participants: Fonagy 2016 , Georg 2021 , Matthess 2021 , Kuchinke 2026  "
        "and Riggs 2022 ."
    )
    cited = [node for node in found.studies if isinstance(node, Citation)]
    assert [node.works[0].key for node in cited] == [
        *("fonagy2016", "georg2021", "matthess2021", "kuchinke2026", "riggs2022")
    ]
    said = [words(sentence) for sentence in found.results]
    assert said[0].startswith(
        "New are the results on 4 outcomes: psychological distress of the mother (after treatment), "
    )
    assert said[1] == "1 result changed in digits only and 9 not at all."
    assert words(found.searches).endswith("; no new search is reported.")


def test_a_conclusion_that_changed_is_told_with_its_numbers_before_and_now():
    found = facts(with_result("depression-epds", ci_high=0.03, verdict="inconclusive"))
    assert found.event.endswith("and conclusions have changed")
    assert words(found.results[0]) == (
        "For maternal depression in the trials with results at hand (after treatment) (SMD −0.53, 95% CI −0.94 to 0.03 "
        "before, SMD −0.51, 95% CI −0.76 to −0.26 now), the interval no longer includes no effect."
    )


def test_numbers_of_the_earlier_version_lead_to_its_snapshot():
    changed = with_result("depression-epds", ci_high=0.03)
    numbers = [n for n in facts(changed).results[0] if getattr(n, "subject", "").startswith("version/2016/")]
    assert [str(number.inputs[0]) for number in numbers] == ["history/2016/snapshot.json:1"] * 3


def test_a_study_that_is_no_longer_included_is_named():
    previous = review().previous
    more = replace(previous, studies=(*previous.studies, RecordedStudy(study="Gone 1990", status="included")))
    changed = replace(review(), previous=more)
    assert "Gone 1990 was included before and is no longer." in words(facts(changed).studies)
    told = [
        str(issue) for issue in audit(changed, analyse(changed, style()).pooled) if issue.code == "update-keeps-studies"
    ]
    assert any("found no study 'Gone 1990', expected every study that version 2016 included" in one for one in told)


def test_a_new_search_is_an_event_and_both_days_are_in_what_is_new_and_in_the_methods():
    searched = replace(review(), search=Search(databases=(("MEDLINE", "1 June 2026"),)))
    assert facts(searched).event.startswith("New search has been performed. ")
    sentence = "up to 13 January 2014 (CENTRAL,"
    assert text_of(composed(searched)).count(sentence) >= 2
    assert "for this one up to 1 June 2026." in text_of(composed(searched))


def test_the_earlier_version_is_cited_and_the_reviewers_note_added():
    text = text_of(composed(replace(review(), update=replace(review().update, date="3 May 2026", note="A note."))))
    assert "What's new" in text
    assert "3 May 2026. New information has been added." in text
    assert "A note." in text
    assert "This is an update of a systematic review with meta-analysis" in text
    assert "The earlier version was published as " in text


def test_a_review_that_updates_nothing_says_nothing_of_it():
    for changed in (replace(review(), update=None, previous=None), replace(review(), previous=None)):
        assert facts(changed) is None
        text = text_of(composed(changed))
        assert "What's new" not in text
        assert "This is a systematic review" in text
    assert facts(replace(review(), update=Update(since="2016"))) is not None


# ---- flow


def test_the_flow_counts_the_earlier_version_and_what_is_new_where_flow_csv_does_not():
    counts = tuple(one for one in review().flow.counts if one.item in {"databases", "screened", "assessed"})
    changed = replace(review(), flow=replace(review().flow, counts=counts))
    totals = flow_totals(changed, style(), {})
    found = {item: totals[item].value for item in ("previous_studies", "studies", "total_studies", "previous_reports")}
    assert found == {"previous_studies": 8, "studies": 5, "total_studies": 13, "previous_reports": 15}
    assert totals["reports"].value == 9  # with one protocol
    assert totals["total_reports"].value == 15 + 9 + 5  # five new reports are of trials included before
    assert totals["previous_studies"].how == totals["previous_reports"].how == "counted in version 2016"
    assert str(totals["previous_studies"].inputs[0]) == "history/2016/snapshot.json:1"
    figure = next(b for b in composed(changed).blocks if isinstance(b, Figure) and b.id == "fig-flow")
    drawn = re.sub(r"<[^>]+>|\s", "", figure.drawing.render("svg", 300).decode())
    assert "Previousstudies" in drawn
    assert "Newstudiesincludedinreview" in drawn


def test_another_count_of_the_earlier_version_is_told():
    counts = tuple(
        replace(one, n=replace(one.n, value=7)) if one.item == "previous_studies" else one
        for one in review().flow.counts
    )
    changed = replace(review(), flow=replace(review().flow, counts=counts))
    told = [issue for issue in audit(changed, {}) if issue.code == "update-keeps-studies"]
    assert [(str(issue.origin), issue.message) for issue in told] == [
        ("flow.csv:2:3", "found 7, expected 8, as version 2016 has it")
    ]
    assert not [issue for issue in audit(review(), {}) if issue.code == "update-keeps-studies"]


def test_new_reports_of_studies_included_before_are_told_apart():
    assert review().further_reports() == (
        *("guild2017", "guild2021", "alto2021", "salomonsson2015", "salomonsson2015b"),
    )
    assert "The reports include 5 new reports of studies that the earlier version included." in text_of(
        composed(review())
    )
    assert replace(review(), previous=None).further_reports() == ()


def sums_told(total):
    counts = tuple(
        replace(one, n=replace(one.n, value=total)) if one.item == "total_reports" else one
        for one in review().flow.counts
    )
    changed = replace(review(), flow=replace(review().flow, counts=counts))
    return [issue.message for issue in audit(changed, {}) if issue.code == "flow-adds-up"]


def test_the_total_of_reports_may_be_larger_by_new_reports_of_studies_included_before_and_by_no_more():
    assert [sums_told(total) for total in (27, 32)] == [[], []]
    assert [len(sums_told(total)) for total in (26, 33)] == [1, 1]


# ---- what an update owes


def told_of(code, **changed):
    return [issue.message for issue in audit(replace(review(), **changed), {}) if issue.code == code]


def test_an_update_without_a_new_day_of_search_is_told_unless_a_note_says_why():
    silent = replace(review().update, note="")
    code = "update-says-its-search"
    assert told_of(code) == []
    assert told_of(code, update=silent) == ["found the days of search of version 2016, expected those of a new search"]
    assert told_of(code, update=silent, search=Search()) == [
        "found no day of search, expected the last day covered for the update of version 2016"
    ]
    assert told_of(code, update=silent, search=Search(databases=(("MEDLINE", "1 June 2026"),))) == []


@pytest.mark.parametrize(
    ("status", "words"), [("ongoing", "ongoing"), ("awaiting", "awaiting classification"), ("excluded", None)]
)
def test_a_study_left_open_before_and_told_of_no_more_is_named(status, words):
    previous = review().previous
    more = (*previous.studies, RecordedStudy(study="Open 2015", status=status))
    said = f"found no study 'Open 2015', expected what became of it; it was {words} in 2016"
    found = told_of("update-settles-studies", previous=replace(previous, studies=more))
    assert found == ([said] if words else [])
    still = (*previous.studies, RecordedStudy(study="Paris 2025", status=status))
    assert told_of("update-settles-studies", previous=replace(previous, studies=still)) == []


# ---- marks


def notes_of(table):
    return {note.mark: words(note.children) for note in table.notes}


@pytest.mark.parametrize(("name", "marked"), [("default", True), ("cochrane", True), ("jama", False)])
def test_new_studies_are_marked_in_table_1_and_forest_plots_when_the_style_says_so(name, marked):
    document = composed(review(), name)
    table = next(b for b in document.blocks if isinstance(b, Table) and b.id == "tbl-characteristics")
    [mark] = [mark for mark, note in notes_of(table).items() if note.startswith("New in this version")] or [None]
    assert (mark is not None) == marked
    plots = [b for b in document.blocks if isinstance(b, Figure) and b.id == "fig-depression-epds"]
    said = [re.sub(r"<[^>]+>", "", plot.drawing.render("svg", 300).decode()) for plot in plots]
    assert any("New in this version of the review." in one for one in said) == marked
    assert plots
    assert all(("new in this version: Georg 2021" in plot.drawing.alt) == marked for plot in plots)
    assert ("5 of them, with a note, are new in this version" in table.alt) == marked
    if marked:
        names = [row.cells[0].children for row in table.body]
        new = [words(cells[:1]) for cells in names if any(getattr(one, "mark", "") == mark for one in cells)]
        assert new == ["Fonagy 2016", "Georg 2021", "Matthess 2021", "Kuchinke 2026", "Riggs 2022"]


def test_the_record_of_a_review_is_the_same_whatever_it_updates():
    alone = replace(review(), update=None, previous=None)
    assert record_of(analyse(alone, style())).results == record_of(analyse(review(), style())).results
