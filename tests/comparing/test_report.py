"""The report of changes in words: everything that changed is told once, with the digits of the manuscripts."""

import re
from dataclasses import replace

import pytest
from lxml import html

from reportgen.comparing.report import report_files
from reportgen.comparing.report.differing import with_differences
from reportgen.comparing.report.document import report_document
from reportgen.comparing.report.kinds import change_words
from reportgen.comparing.report.words import excerpts
from reportgen.document import Heading, Paragraph, Strong, Table, Text, plain_text, walk_blocks
from reportgen.history import MovedResult, Rebuilt
from reportgen.model import Library, RecordedCount
from reportgen.resolve import resolve
from reportgen.style import Style
from reportgen.versions import Edit, ResultChange, StudyChange
from tests.comparing.made import DEATHS, RESULTS, SENTENCES, changes, same
from tests.writers.docx_words import docx_words

STYLE = Style()


def text_of(data, name):
    if name.endswith(".docx"):
        words = " ".join(docx_words(data))
    else:
        root = html.document_fromstring(data.decode())
        for hidden in root.xpath("//script | //style | //svg | //details[contains(@class, 'figure-data')]"):
            hidden.drop_tree()
        words = root.find(".//main").text_content()
    return re.sub(r"\s+", " ", words)


@pytest.fixture(scope="module")
def texts():
    files = report_files(changes(), STYLE)
    return {name: text_of(files[name], name) for name in ("changes.html", "changes.docx")}


def tables(made):
    document = report_document(made, STYLE, ())
    return {block.id: block for block in walk_blocks(document.blocks) if isinstance(block, Table)}


def rows(table):
    return [[plain_text(cell.children) for cell in row.cells] for row in table.body]


def test_it_is_written_in_both_formats_with_its_figure():
    assert set(report_files(changes(), STYLE)) == {
        "changes.html", "changes.docx",
        "figures/before-after.svg", "figures/before-after.png", "figures/before-after.pdf",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["changes.html", "changes.docx"])
def test_each_edit_is_told_once_in_both_formats(texts, name):
    once = [
        "all of Wu", "the arm of Wu", "all of Old", "1007", "1008", "8.90 (the same value, written otherwise)",
        "the entry of Wu", "pooling, model", *(one.before for one in SENTENCES if one.before),
        *(one.after for one in SENTENCES if one.after),
    ]  # fmt: skip
    assert {text: texts[name].count(text) for text in once} == dict.fromkeys(once, 1)


def test_each_edit_says_where_it_was_made():
    places = [row[-1] for key, table in tables(changes()).items() if key.startswith("tbl-study") for row in rows(table)]
    assert places == ["results.csv, line 6 (before: line 5)", "results.csv, line 7"]


def test_numbers_are_those_of_the_manuscripts_side_by_side():
    found = rows(tables(changes())["tbl-results"])
    nbsp = "\u00a0"
    assert found[0] == [
        "Deaths", "crossing no effect, certainty",
        f"RR{nbsp}0.80 (0.60 to 1.07)", f"RR{nbsp}0.75 (0.61 to 0.92)",
        "2 → 3", "200 → 12,345", "12% → 34%", "0.02", "0.40 to 1.60", "low → moderate",
    ]  # fmt: skip
    assert found[1][:2] == ["Deaths, women", "digits only"]
    assert [row[2] for row in found[2:]] == ["–", f"MD{nbsp}3.10 (−4.00 to 10.20)"]
    assert [row[3] for row in found[2:]] == [f"MD{nbsp}−1.20 (−2.00 to −0.40)", "–"]


def test_the_verdict_counts_studies_results_and_conclusions(texts):
    said = (
        "The review went from 1 to 2 included studies. 1 study was added, 1 removed and 1 edited. Of 11 results, 4 "
        "changed. 1 conclusion changed, 1 result is there for the first time, 1 result is not there any more and in 1 "
        "result only digits changed."
    )
    assert all(said in text for text in texts.values())


def test_conclusions_are_told_in_words_and_apart_from_digits(texts):
    for text in texts.values():
        assert "The interval now lies on one side of no effect: it favours Drug; before, no evidence of a " in text
        assert "The certainty of the evidence is moderate, before low." in text
        told, digits = text.split("In these results only digits changed:")
        assert "Deaths, women." not in told.split("Conclusions")[-1]
        assert digits.lstrip().startswith(("Deaths, women.", "• Deaths, women."))


def test_a_study_added_is_a_line_with_its_facts_and_its_data_stand_in_the_appendix():
    found = tables(changes())
    assert rows(found["tbl-added"]) == [["Wu 2025", "included", "50", "wu 2025", "none", "2"]]
    assert [row[:2] for row in rows(found["tbl-whole-1"])] == [
        ["studies", "all of Wu"],
        ["arms: drug", "the arm of Wu"],
    ]
    assert "awaiting to included" in plain_text(found["tbl-study-1"].caption)


def test_flow_and_risk_of_bias_stand_before_and_after():
    found = tables(changes())
    assert rows(found["tbl-flow"])[:2] == [
        ["Records screened", "5011", "6022", "+1011"],
        ["Records excluded on title and abstract: not a trial", "4", "4", "same"],
    ]
    assert rows(found["tbl-risk-of-bias"]) == [["Randomisation", "1 low risk", "2 high risk"]]


def test_parts_come_in_the_order_in_which_readers_ask():
    blocks = report_document(changes(), STYLE, ()).blocks
    assert [block.id for block in blocks if isinstance(block, Heading) and block.level == 1] == [
        "sec-results", "sec-conclusions", "sec-studies", "sec-edits", "sec-flow", "sec-risk-of-bias", "sec-sentences",
        "sec-appendix",
    ]  # fmt: skip


def test_without_changes_it_says_so_and_nothing_else():
    files = report_files(same(), STYLE)
    assert set(files) == {"changes.html", "changes.docx"}
    for name, data in files.items():
        assert "Nothing changed: data, results and conclusions of both versions are the same." in text_of(data, name)
    headings = [block for block in report_document(same(), STYLE, ()).blocks if isinstance(block, Heading)]
    assert [heading.level for heading in headings] == [0]


def test_edits_that_move_no_result_leave_all_results_the_same():
    made = replace(changes(()), sentences=())
    text = plain_text(report_document(made, STYLE, ()).blocks[2].children)
    assert "All 7 results are the same to the last digit." in text


def test_what_other_software_moved_is_told_apart():
    moved = MovedResult(title="deaths", outcome="deaths", values={"estimate": (0.81, 0.8)})
    software = (("v2015", Rebuilt(software=(("numpy", "1.0", "2.0"),), moved=(moved,))), ("v2026", Rebuilt()))
    document = report_document(changes(), STYLE, (), software)
    found = {block.id: block for block in walk_blocks(document.blocks) if isinstance(block, Table)}
    assert rows(found["tbl-software-1"]) == [["Deaths", "estimate", "0.81", "0.8"]]
    said = [plain_text(block.children) for block in document.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("v2015 was made with other software (numpy 1.0 → 2.0).") for text in said)
    assert not any(text.startswith("v2026 was") for text in said)


def test_every_table_has_heads_and_heads_of_rows():
    for table in tables(changes()).values():
        assert all(cell.scope == "col" for cell in table.head.cells)
        assert all(row.cells[0].scope == "row" for row in table.body)
        assert table.alt


def test_it_can_be_settled_with_each_label_once():
    document = report_document(changes(), STYLE, ())
    labels = resolve(document, Library(), STYLE, included=frozenset(), csl=b"").labels
    assert len(labels) == len({*labels})


def test_long_texts_are_shown_where_they_differ():
    before = "word " * 200 + "old" + " tail" * 200
    after = before.replace("old", "new")
    one, other = excerpts(before, after)
    assert one.startswith("… word")
    assert one.endswith("tail …")
    assert (one.count("old"), other.count("new"), len(one) < 250) == (1, 1, True)
    assert excerpts("short", "other") == ("short", "other")
    assert excerpts("x" * 300, "x" * 301)[1].endswith("x")
    assert "(9000 characters)" in excerpts("", "y" * 9000)[1]


def test_both_sides_of_a_conclusion_are_told():
    turned = replace(RESULTS[0], conclusion=("direction", "size", "side favoured in print"))
    one = replace(turned.before, estimate=1.2, size="small")
    made = changes((replace(turned, before=one), *RESULTS[1:]))
    text = text_of(report_files(made, STYLE, formats=("html",))["changes.html"], "changes.html")
    assert "before in favour of placebo, now in favour of Drug" in text
    assert "the effect is not classed, before small" in text


def test_another_way_of_pooling_and_a_first_judgement_are_told():
    first = replace(RESULTS[0], before=replace(RESULTS[0].before, how="IV, common", certainty=""))
    made = changes((first, *RESULTS[1:]))
    text = text_of(report_files(made, STYLE, formats=("html",))["changes.html"], "changes.html")
    assert "It is pooled otherwise: before IV, common, now M-H, random." in text
    assert "The certainty of the evidence is moderate, before not judged." in text
    assert rows(tables(made)["tbl-results"])[0][-1] == "not judged → moderate"


def test_columns_in_which_nothing_is_told_are_left_out():
    bare = {"i2": None, "tau2": None, "prediction_low": None, "certainty": ""}
    one = replace(RESULTS[0], before=replace(RESULTS[0].before, **bare), after=replace(RESULTS[0].after, **bare))
    table = tables(changes((one,)))["tbl-results"]
    heads = [plain_text(cell.children) for cell in table.head.cells]
    assert heads == ["Result", "What changed", "Before", "After", "Studies", "Participants"]
    assert not table.wide


def test_included_studies_of_an_update_are_not_compared_with_all_of_an_earlier_version():
    made = changes()
    counts = (RecordedCount(item="previous_studies", n=1), RecordedCount(item="studies", n=12345))
    old = replace(made.old, record=replace(made.old.record, flow=(RecordedCount(item="studies", n=1),)))
    new = replace(made.new, record=replace(made.new.record, flow=counts))
    assert rows(tables(replace(made, old=old, new=new))["tbl-flow"]) == [
        ["Studies included in the previous version", "–", "1", "new"],
        ["Studies included (in an update: new ones)", "1", "12,345", "counted otherwise"],
    ]


def test_few_edits_of_a_file_stand_in_the_text_and_many_in_the_appendix_each_once():
    many = tuple(Edit(kind="added", where="sources", key=(f"S{i}",), after=f"source {i}") for i in range(11))
    settings = tuple(
        Edit(kind="changed", where="review.yaml", key=(f"k{i}",), before="a", after="b") for i in range(12)
    )
    made = replace(changes(), edits=(*many, *settings, *changes().edits[1:]))
    found = tables(made)
    assert rows(found["tbl-edits"]) == [
        ["sources", "11", "–", "–", "appendix"],
        ["review.yaml", "–", "–", "12", "below"],
        ["references.bib", "1", "–", "–", "below"],
    ]
    order = list(found)
    assert order.index("tbl-edits-review.yaml") < order.index("tbl-flow") < order.index("tbl-edits-sources")
    assert [row[1] for row in rows(found["tbl-edits-sources"])] == [f"source {i}" for i in range(11)]


def test_words_that_differ_are_in_bold_and_no_letter_is_lost():
    one, other = with_differences("It may help 71 of 100 (RR −0.53).", "It probably helps 82 of 100 (RR −0.51).")
    assert [plain_text((piece,)) for piece in one if isinstance(piece, Strong)] == ["may", "help", "71", "−0.53"]
    assert [plain_text((piece,)) for piece in other if isinstance(piece, Strong)] == [
        "probably", "helps", "82", "−0.51",
    ]  # fmt: skip
    assert plain_text(other) == "It probably helps 82 of 100 (RR −0.51)."
    nothing_alike = with_differences("abc def", "ghi jkl")
    assert not any(isinstance(piece, Strong) for text in nothing_alike for piece in text)
    assert with_differences("", "new") == ((), (Text("new"),))
    assert with_differences("a " * 400, "b " + "a " * 400)[0] == (Text("a " * 400),)


def test_sentences_are_numbered_under_the_heading_they_stand_in():
    made = changes()
    first = replace(made.sentences[0], place=made.new.record.title)
    table = tables(replace(made, sentences=(first, *made.sentences)))["tbl-meaning"]
    assert [(row.kind, plain_text(row.cells[0].children)) for row in table.body] == [
        ("group", "Title page"), ("body", "1"), ("group", "Abstract"), ("body", "2"), ("group", "Discussion"),
        ("body", "3"), ("group", "Methods"), ("body", "4"),
    ]  # fmt: skip


def test_a_result_without_an_estimate_is_not_said_to_change_by_digits():
    bare = replace(RESULTS[0].after, estimate=None, ci_low=None, ci_high=None)
    made = changes((ResultChange(title="deaths", before=None, after=bare),))
    assert rows(tables(made)["tbl-results"])[0][:4] == ["Deaths", "no estimate", "–", "–"]
    text = text_of(report_files(made, STYLE, formats=("html",))["changes.html"], "changes.html")
    assert "No conclusion changed. These results have no estimate in either version:" in text
    assert "only digits" not in text


def test_other_details_are_told_apart_from_digits():
    same_digits = ResultChange(title="deaths", before=DEATHS, after=replace(DEATHS, size="small"))
    assert [change_words(one) for one in (same_digits, RESULTS[1])] == ["other details only", "digits only"]


def test_versions_whose_data_are_not_kept_are_named():
    made = changes()
    study = StudyChange(kind="changed", study="Lee 2001", status_before="awaiting", status_after="included")
    bare = replace(made, studies=(study,), edits=(), sentences=())
    files = report_files(bare, STYLE, only_found=("v2015",))
    for name in ("changes.html", "changes.docx"):
        text = text_of(files[name], name)
        assert "Of v2015 only what it found is kept, not its data: edits and sentences could not be compared." in text
        assert "Lee 2001 (status: awaiting to included)." in text


def test_words_of_long_texts_that_differ_stand_out_in_lists_of_edits():
    before = "Two authors screened all titles and abstracts by themselves."
    edit = Edit(kind="changed", where="review.yaml", key=("methods", "screening"), before=before,
                after=before.replace("Two", "Three"))  # fmt: skip
    table = tables(replace(changes(), edits=(edit, *changes().edits)))["tbl-edits-review.yaml"]
    strong = [
        plain_text((piece,)) for cell in table.body[0].cells for piece in cell.children if isinstance(piece, Strong)
    ]
    assert strong == ["Two", "Three"]
    assert plain_text(table.body[0].cells[1].children) == before
    assert "In bold" in plain_text(table.notes[0].children)
    assert tables(changes())["tbl-study-1"].notes == ()
