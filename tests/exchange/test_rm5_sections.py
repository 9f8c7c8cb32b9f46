"""Texts of an .rm5 file as sections: what stands where, that all of it is printed, and what is kept and remarked."""

import re
from dataclasses import replace

import pytest

from reportgen.compose import compose, make_exhibits
from reportgen.document import Heading, Number, Paragraph, Table, inlines_of, plain_text, walk_blocks, walk_inlines
from reportgen.errors import Origin
from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.sections import sections_of
from reportgen.foreign.xml import parse_xml
from reportgen.model import Library
from reportgen.quantities import analyse
from tests.compose.drafts import STYLE, TWO_STUDIES
from tests.reviews import make_review

CITATIONS = Citations(keys={"STD-A": ("able2001",)}, names={"STD-A": "Able 2001"})
ABLE = '<LINK REF="STD-A" TYPE="STUDY">Able 2001</LINK>'


def p(words):
    return f"<P>{words}</P>"


BODY = f"""<BODY>
<BACKGROUND>{p("Background alpha.")}<CONDITION>{p("Condition bravo.")}</CONDITION><INTERVENTION/></BACKGROUND>
<OBJECTIVES>{p("Objective charlie.")}</OBJECTIVES>
<METHODS><SELECTION_CRITERIA><CRIT_STUDIES>{p("Trials delta.")}</CRIT_STUDIES>
<CRIT_OUTCOMES><CRIT_OUTCOMES_PRIMARY><OL><LI>Echo</LI><LI>Foxtrot</LI></OL></CRIT_OUTCOMES_PRIMARY></CRIT_OUTCOMES>
</SELECTION_CRITERIA><SEARCH_METHODS><ELECTRONIC_SEARCHES>
<SUBSECTION><HEADING LEVEL="5">Golf (Ovid)</HEADING>{p("1 exp Hotel/<BR/>2 india$.tw.")}</SUBSECTION>
</ELECTRONIC_SEARCHES></SEARCH_METHODS></METHODS>
<RESULTS><STUDY_DESCRIPTION>{p(f"Juliet said ({ABLE}).")}</STUDY_DESCRIPTION>
<INTERVENTION_EFFECTS>{p("RR 0.71 in kilo (10<SUP>2</SUP>, T<SUB>max</SUB>).")}</INTERVENTION_EFFECTS></RESULTS>
<DISCUSSION>{p("Lima.")}</DISCUSSION>
<CONCLUSIONS><IMPLICATIONS_PRACTICE>{p("Mike <DEL>gone</DEL>.")}</IMPLICATIONS_PRACTICE></CONCLUSIONS>
</BODY>"""
SOF = """<SOF_TABLES><SOF_TABLE ID="SOF-01" NO="1"><TITLE>Drug for pain</TITLE><TABLE>
<TR><TD COLSPAN="2"><P>Papa</P></TD></TR><TR><TH><P>Quebec</P></TH><TH><P>Romeo</P></TH></TR>
<TR><TD><P>Sierra</P></TD><TD><P>12 (3)</P></TD></TR></TABLE><FOOTNOTES><P>Tango note</P></FOOTNOTES></SOF_TABLE></SOF_TABLES>
<ADDITIONAL_TABLES><ADDITIONAL_TABLE ID="TBL-01" NO="1"><TITLE>Doses</TITLE>
<TABLE><TR><TH>Uniform</TH></TR><TR><TD>Victor</TD></TR></TABLE></ADDITIONAL_TABLE></ADDITIONAL_TABLES>"""
REVIEW = f"""<COCHRANE_REVIEW><COVER_SHEET>
<WHATS_NEW><WHATS_NEW_ENTRY EVENT="NEW_CITATION"><DATE DAY="08" MONTH="1" YEAR="2014"/>
<DESCRIPTION>{p("Whiskey.")}</DESCRIPTION></WHATS_NEW_ENTRY></WHATS_NEW>
<SOURCES_OF_SUPPORT><INTERNAL_SOURCES><SOURCE><NAME>Xray Fund</NAME><COUNTRY CODE="GB">UK</COUNTRY><DESCRIPTION/></SOURCE>
</INTERNAL_SOURCES></SOURCES_OF_SUPPORT></COVER_SHEET>
<MAIN_TEXT><SUMMARY><TITLE>Yankee title</TITLE><SUMMARY_BODY>{p("Yankee body.")}</SUMMARY_BODY></SUMMARY>
<ABSTRACT><ABS_BACKGROUND>{p("Zulu one.")}{p("Zulu two.")}</ABS_BACKGROUND><ABS_OBJECTIVES/></ABSTRACT>
{BODY}<ACKNOWLEDGEMENTS>{p("Thanks november.")}</ACKNOWLEDGEMENTS><SIDE_MATTER NOTES="an editor's word">{p("Oscar.")}
</SIDE_MATTER></MAIN_TEXT>{SOF}
<FEEDBACK><FEEDBACK_ITEM NO="1"><TITLE>A reader</TITLE><DATE_SUBMITTED><DATE DAY="" MONTH="" YEAR="1999"/></DATE_SUBMITTED>
<FEEDBACK_SUMMARY>{p("1. Why?")}</FEEDBACK_SUMMARY><FEEDBACK_REPLY>{p("Because.")}</FEEDBACK_REPLY></FEEDBACK_ITEM></FEEDBACK>
<APPENDICES><APPENDIX NO="1"><TITLE>Strategy</TITLE><APPENDIX_BODY>{p("#1 a*<BR/>#2 {{b}} [mh]")}</APPENDIX_BODY></APPENDIX>
</APPENDICES></COCHRANE_REVIEW>"""


def prose_of(text=REVIEW):
    return sections_of(parse_xml(text.encode(), "review.rm5")[0], CITATIONS, path="review.rm5")


def document_of(prose):
    """Return the composed document of a review with two studies and these sections."""
    library = Library(text="@article{able2001, title={T}}", keys={"able2001": Origin("references.bib", 1)})
    review = replace(make_review(TWO_STUDIES), sections=prose.sections, library=library)
    analysis = analyse(review, STYLE)
    return compose(analysis, make_exhibits(analysis))


def chapters():
    """Return the words of the document under the id of each heading of the first level, in order."""
    found = {}
    chapter = "title"
    for block in walk_blocks(document_of(prose_of()).blocks):
        if isinstance(block, Heading) and block.level == 1:
            chapter = block.id
        if isinstance(block, Table) and not block.id.startswith(("tbl-findings", "tbl-additional")) and block.id:
            continue
        found.setdefault(chapter, []).extend(" ".join(plain_text(run) for run in inlines_of(block)).split())
    return {name: " ".join(words) for name, words in found.items()}


def test_all_sections_stand_in_files_of_their_names():
    sections = prose_of().sections
    names = ["abstract", "introduction", "methods", "results", "discussion", "declarations", "tables", "appendix"]
    assert [section.name for section in sections] == names
    assert [section.path for section in sections] == [f"sections/{name}.md.j2" for name in names]


@pytest.mark.parametrize(
    ("chapter", "words"),
    [
        ("sec-abstract", "Abstract Background: Zulu one. Zulu two. Plain language summary Yankee title Yankee body."),
        ("sec-introduction", "Background Background alpha. Description of the condition Condition bravo."),
        ("sec-objectives", "Objectives Objective charlie."),
        (
            "sec-methods",
            (
                "Methods Criteria for considering studies for this review Types of studies Trials delta. Types of outcome "
                "measures Primary outcomes Echo Foxtrot Search methods for identification of studies Electronic searches "
                "Golf (Ovid) 1 exp Hotel/ 2 india$.tw. Calculations in this report"
            ),
        ),
        (
            "sec-results",
            (
                "Results Description of studies Juliet said . Effects of interventions RR 0.71 in kilo (10², Tmax). "
                "Results as calculated in this report"
            ),
        ),
        ("sec-discussion", "Discussion Lima."),
        ("sec-conclusions", "Authors' conclusions Implications for practice Mike ."),
        (
            "sec-declarations",
            (
                "Declarations Acknowledgements Thanks november. Side matter Oscar. Sources of support Internal sources "
                "Xray Fund, UK"
            ),
        ),
        (
            "sec-tables",
            (
                "Tables Papa Summary of findings 1. Drug for pain Quebec Romeo Sierra 12 (3) Tango note Additional table 1. "
                "Doses Uniform Victor"
            ),
        ),
        (
            "sec-appendix",
            (
                "Appendices Appendix 1. Strategy #1 a* #2 {{b}} [mh] Feedback A reader, 1999 Summary 1. Why? Reply Because. "
                "What's new Date Event Description 8 January 2014 New citation Whiskey."
            ),
        ),
    ],
)
def test_every_text_of_the_source_stands_in_its_chapter_word_by_word(chapter, words):
    assert chapters()[chapter].startswith(words)


def test_methods_and_results_print_what_is_calculated_behind_the_words_of_the_authors():
    found, place = {}, ""
    for block in walk_blocks(document_of(prose_of()).blocks):
        if isinstance(block, Heading):
            place = block.id if block.level < 3 else place
        elif isinstance(block, Paragraph):
            found.setdefault(place, []).extend(i for i in walk_inlines(block.children) if isinstance(i, Number))
    assert {number.statistic for number in found["sec-calculated"]} >= {"ci_low", "ci_high"}
    assert found["sec-calculations"]
    assert found["sec-effects-of-interventions"] == []


def test_summaries_of_findings_stand_first_then_tables_made_from_the_data_then_other_tables_of_the_authors():
    tables = [block.id for block in document_of(prose_of()).blocks if isinstance(block, Table) and block.id]
    assert (tables[0], tables[-1]) == ("tbl-findings-1", "tbl-additional-1")
    assert "tbl-pooled" in tables[1:-1]


def test_a_line_over_all_columns_of_a_summary_without_a_title_is_its_title():
    text = REVIEW.replace("<TITLE>Drug for pain</TITLE>", "<TITLE>Summary of findings</TITLE>")
    title = '<TR><TD COLSPAN="2"><P><B>Drug *A* or B</B></P></TD></TR>'
    (section,) = (
        one for one in prose_of(text.replace("<TABLE>", f"<TABLE>{title}", 1)).sections if one.name == "tables"
    )
    assert ": Summary of findings 1. Drug \\*A\\* or B {#tbl-findings-1}" in section.text
    assert "**Drug" not in section.text


def test_a_summary_in_plain_language_without_an_abstract_stands_alone():
    start, end = REVIEW.index("<ABSTRACT"), REVIEW.index("</ABSTRACT>") + len("</ABSTRACT>")
    section = prose_of(REVIEW[:start] + REVIEW[end:]).sections[0]
    assert section.text.startswith("# Plain language summary {#sec-abstract}\n\nYankee title")
    assert "Abstract" not in section.text


def test_a_file_without_texts_gives_no_section():
    empty = re.sub(r"(?<=>)[^<]+", "", re.sub(r"<LINK.*?</LINK>", "", REVIEW))
    without = re.sub(r"<(WHATS_NEW|SOURCES_OF_SUPPORT)>.*?</\1>", "", empty, flags=re.DOTALL)
    assert prose_of(without).sections == ()
    assert prose_of("<COCHRANE_REVIEW/>") == type(prose_of())()


def test_what_is_shown_otherwise_is_remarked_with_its_place():
    remarks = prose_of().remarks
    assert [remark.text for remark in remarks] == [
        "Raised or lowered text for which Unicode has no characters stands on the line: “max”.",
        "Tracked changes were accepted: once deleted text was left out.",
        (
            "Merged cells were taken apart in 1 table: see whether rows and columns still read as they should, "
            "and mend them in sections/*.md.j2."
        ),
    ]
    lines = REVIEW.split("\n")
    assert "max" in lines[remarks[0].origin.line - 1]
    assert {remark.topic for remark in remarks} == {"text"}


def test_merged_tables_and_notes_of_editors_are_kept_as_they_are():
    kept = {found.path: found for found in prose_of().kept}
    assert sorted(kept) == ["notes-on-the-text.txt", "summary-of-findings-1.xml"]
    assert b"an editor's word" in kept["notes-on-the-text.txt"].content
    table = parse_xml(kept["summary-of-findings-1.xml"].content, "kept.xml")[0]
    assert (table.tag, table.find("TITLE").text) == ("SOF_TABLE", "Drug for pain")


def test_it_is_said_which_elements_were_read():
    tags = [element.tag for element in prose_of().read]
    assert tags[:3] == ["MAIN_TEXT", "SOF_TABLES", "ADDITIONAL_TABLES"]
    assert set(tags[3:]) == {"FEEDBACK", "APPENDICES", "WHATS_NEW", "SOURCES_OF_SUPPORT"}


def test_outcomes_whose_data_are_texts_become_a_table():
    text = (
        '<R><COMPARISON><OTHER_OUTCOME ID="CMP-001.03"><NAME>Words</NAME><OTHER_SUBGROUP><NAME>Old</NAME>'
        '<OTHER_DATA STUDY_ID="STD-A"><TEXT>a | b</TEXT><TEXT>c</TEXT></OTHER_DATA></OTHER_SUBGROUP>'
        "</OTHER_OUTCOME></COMPARISON></R>"
    )
    (section,) = prose_of(text).sections
    *_, table = (block for block in document_of(prose_of(text)).blocks if isinstance(block, Table))
    assert section.name == "tables"
    assert plain_text(table.caption) == "Analysis 1.3. Words"
    assert [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.body)] == [
        ["Study", "Data", "Data 2"],
        ["Old", "", ""],
        ["Able 2001", "a | b", "c"],
    ]
