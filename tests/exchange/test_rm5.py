"""Review Manager 5 files of our own making: each part of the format, and each fault seen in real files."""

import math

import pytest

from reportgen.effects import study_effects
from reportgen.errors import DataError
from reportgen.exchange.counts import counts_of
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.own_tool import OWN_TOOL
from reportgen.exchange.rm5.bookkeeping import BOOKKEEPING
from reportgen.exchange.rm5.format import RM5
from reportgen.exchange.source import Source
from reportgen.model import Axis
from reportgen.pooling import pool_effects
from tests.exchange.reloading import reloaded
from tests.exchange.rm5_files import (
    ComparisonSpec,
    FigureSpec,
    ItemSpec,
    OutcomeSpec,
    PersonSpec,
    ReferenceSpec,
    ReviewSpec,
    RowSpec,
    StudySpec,
    SubgroupSpec,
    key_of,
    rm5_of,
)

ADAMS, BAKER = StudySpec(name="Adams 2001", year="2001"), StudySpec(name="MRC-1", year="1974")
COUNTS = {"EVENTS_1": "12", "TOTAL_1": "50", "EVENTS_2": "20", "TOTAL_2": "52"}
SETTINGS = {"EFFECT_MEASURE": "RR", "METHOD": "MH", "RANDOM": "NO", "TOTALS": "YES", "CI_TOTAL": "95", "CI_STUDY": "95"}


def source(data, name="review.rm5"):
    return Source(name=name, kind="file", files={name: data if isinstance(data, bytes) else rm5_of(data)})


def imported(data, title="", **spec):
    made = data if isinstance(data, bytes) else rm5_of(data)
    return RM5.read(source(made), ImportOptions(title=title))


def analysed(*outcomes, studies=(ADAMS, BAKER), **more):
    return imported(ReviewSpec(studies=studies, comparisons=[ComparisonSpec(name="Drug", outcomes=outcomes)], **more))


def dichotomous(*rows, name="Death", subgroups=(), **values):
    return OutcomeSpec(stem="DICH", name=name, values={**SETTINGS, **values}, rows=rows, subgroups=subgroups)


def told(found, topic):
    return [remark.text for remark in found.remarks if remark.topic == topic]


def kept(found):
    return {part.path: part.content.decode("utf-8", "replace") for part in found.kept}


# ---- what is recognised


def test_a_file_is_known_by_its_name_or_its_root():
    data = rm5_of(ReviewSpec())
    assert RM5.matches(source(data))
    assert RM5.matches(source(data, "export.xml"))
    assert not RM5.matches(source(b"<PubmedArticleSet/>", "export.xml"))
    assert RM5.read(source(data, "export.xml"), ImportOptions()).review.title == "A review"


FAULTS = [
    ({"a.rm5": b"<REVIEW/>"}, "source-holds-a-review", "found the root element REVIEW"),
    ({"a.rm5": b"<COCHRANE_REVIEW/>", "b.rm5": b"<COCHRANE_REVIEW/>"}, "source-holds-a-review", "found 2 files"),
    ({"a.txt": b"words"}, "source-holds-a-review", "found no file"),
    ({"a.rm5": b"<COCHRANE_REVIEW>"}, "xml-is-well-formed", "found"),
    ({"a.rm5": b'<!DOCTYPE a [<!ENTITY b "c">]><COCHRANE_REVIEW>&b;</COCHRANE_REVIEW>'}, "xml-is-harmless", "found"),
]


@pytest.mark.parametrize(("files", "code", "message"), FAULTS)
def test_a_source_that_is_no_review_is_refused(files, code, message):
    with pytest.raises(DataError) as caught:
        RM5.read(Source(name="x", kind="folder", files=files), ImportOptions())
    assert [(issue.code, issue.message.startswith(message)) for issue in caught.value.issues] == [(code, True)]


def test_a_review_without_a_title_is_called_after_its_file_or_as_the_user_says():
    found = imported(b"<COCHRANE_REVIEW/>", title="Mine")
    assert (found.review.title, counts_of(found.review), told(found, "title")) == ("Mine", {}, [])
    (said,) = told(imported(b"<COCHRANE_REVIEW/>"), "title")
    assert said == "The source has no title: the review is called 'review' (`title` in review.yaml)."


def test_marks_line_ends_and_the_order_of_attributes_do_not_matter():
    spec = ReviewSpec(
        studies=[ADAMS],
        comparisons=[ComparisonSpec(name="c", outcomes=[dichotomous(RowSpec(study=ADAMS.key, values=COUNTS))])],
    )
    plain = imported(rm5_of(spec))
    other = rm5_of(spec, backwards=True, breaks=True).replace(b"\n", b"\r\n")
    assert imported(b"\xef\xbb\xbf" + other).review == plain.review


def test_a_protocol_and_a_review_of_another_kind_are_remarked():
    found = imported(ReviewSpec(attributes={"TYPE": "TEST_ACCURACY", "STAGE": "P"}))
    assert [("TEST_ACCURACY" in text, "protocol" in text) for text in told(found, "file")] == [
        (True, False),
        (False, True),
    ]


# ---- cover sheet


def test_the_cover_sheet_gives_title_authors_and_funding():
    cooper = PersonSpec(
        id="A1",
        texts={"FIRST_NAME": "Paula", "MIDDLE_INITIALS": "J", "LAST_NAME": "Cooper", "EMAIL_1": "p@example.org"},
        address={"DEPARTMENT": "School", "ORGANISATION": "University", "CITY": "Leeds", "COUNTRY": "UK", "ZIP": "LS1"},
    )
    group = PersonSpec(id="A2", texts={"LAST_NAME": "Trial Group", "EMAIL_1": "not an address"})
    found = imported(
        ReviewSpec(
            title='Penicillin &amp; sore throat [Data only. When citing this record quote "Journal 2012, Issue 2".]'.replace(
                "&amp;", "&"
            ),
            attributes={"DOI": "10.1002/x.pub4", "VERSION_NO": "2.0"},
            authors=[cooper, group],
            contact=cooper,
            last_search=("11", "7", "2013"),
            funding={
                "INTERNAL": [("A university", "UK")],
                "EXTERNAL": [("A ministry", "Not specified"), ("A fund", "")],
            },
        )
    )
    review = found.review
    assert review.title == "Penicillin & sore throat"
    assert review.notice == (
        'Data only. When citing this record quote "Journal 2012, Issue 2". Imported from 10.1002/x.pub4, version 2.0.'
    )
    assert [(one.given, one.family, one.email, one.corresponding) for one in review.authors] == [
        ("Paula J", "Cooper", "p@example.org", True),
        ("–", "Trial Group", "", False),
    ]
    assert review.affiliations == {"a1": "School, University, Leeds, UK"}
    assert review.authors[0].affiliations == ("a1",)
    assert review.funding == "Internal sources: A university, UK. External sources: A ministry; A fund."
    assert any("11 July 2013" in text for text in told(found, "text"))
    assert "LS1" in kept(found)["cover-sheet.xml"]
    assert "not an address" in kept(found)["cover-sheet.xml"]


def test_a_title_is_read_without_its_markup_and_without_what_was_deleted():
    found = imported(ReviewSpec(title="<INS>CO</INS><SUB>2</SUB> and <DEL>smoke</DEL><I>sleep</I>"))
    assert found.review.title == "CO₂ and sleep"
    assert "smoke" in kept(found)["cover-sheet.xml"]


def test_a_contact_who_is_no_author_is_remarked_and_kept():
    found = imported(ReviewSpec(contact=PersonSpec(id="X", texts={"FIRST_NAME": "Sam", "LAST_NAME": "Hill"})))
    assert told(found, "title") == ["The contact person is not among the authors."]
    assert "Hill" in kept(found)["cover-sheet.xml"]


# ---- studies


def test_the_four_lists_of_studies_come_in_with_their_characteristics():
    studies = [
        StudySpec(
            name="Adams 2001",
            year="2001",
            data_source="MIX",
            told={"METHODS": "Randomised\nBlind", "PARTICIPANTS": "50 adults", "INTERVENTIONS": "Drug", "NOTES": ""},
            identifiers={"NCT": "NCT00000001"},
        ),
        StudySpec(name="Baker 2002", status="excluded", told={"REASON_FOR_EXCLUSION": "No control group"}),
        StudySpec(name="Cole 2003", status="excluded"),
        StudySpec(name="Dunn 2004", status="awaiting", told={"OUTCOMES": "Pain", "USER_DEF_1": "North"}),
        StudySpec(
            name="Evans",
            status="ongoing",
            told={"STUDY_NAME": "PAIN trial", "STARTING_DATE": "May 2010", "CONTACT_INFORMATION": "e@example.org"},
        ),
    ]
    found = imported(ReviewSpec(studies=studies, own_columns=["Location", "Notes"]))
    review = found.review
    assert [(one.id, one.status, one.reason) for one in review.studies] == [
        ("Adams 2001", "included", ""),
        ("Baker 2002", "excluded", "No control group"),
        ("Cole 2003", "excluded", "Reason not given"),
        ("Dunn 2004", "awaiting", ""),
        ("Evans", "ongoing", ""),
    ]
    assert review.studies[0].results_none == "no results in the analyses of the imported review"
    adams = {name: cell.text for name, cell in review.studies[0].characteristics.items() if cell.text}
    assert adams == {
        "year": "2001",
        "methods": "Randomised\nBlind",
        "participants": "50 adults",
        "intervention": "Drug",
        "data_source": "Published and unpublished data",
        "identifiers": "NCT: NCT00000001",
    }
    assert [(column.name, column.label) for column in review.columns] == [
        ("data_source", "Source of data"),
        ("identifiers", "Identifiers"),
        ("location", "Location"),
        ("study_name", "Study name"),
        ("starting_date", "Starting date"),
        ("contact_information", "Contact information"),
    ]
    assert len({tuple(one.characteristics) for one in review.studies}) == 1
    assert told(found, "studies") == ["Cole 2003 is excluded without a reason."]


def test_a_column_of_their_own_does_not_take_the_name_of_a_usual_one():
    study = StudySpec(name="Adams 2001", told={"USER_DEF_1": "a", "USER_DEF_2": "b", "USER_DEF_3": "c"})
    review = imported(ReviewSpec(studies=[study], own_columns=["Notes", "Ort/Land", "3 arms"])).review
    assert [column.name for column in review.columns] == ["own_notes", "ort_land", "own_3_arms"]


def test_names_that_repeat_or_are_empty_are_told_apart():
    studies = [StudySpec(name="Adams 2001", id=key) for key in ("STD-a", "STD-b")] + [StudySpec(name="", id="STD-c")]
    found = imported(ReviewSpec(studies=[*studies, StudySpec(name="Mark <SUB>2</SUB> p<0.05", id="d")]))
    assert [one.id for one in found.review.studies] == ["Adams 2001", "Adams 2001 (2)", "STD-c", "Mark 2 p<0.05"]
    assert len(told(found, "studies")) == 2


def test_ids_are_escaped_and_names_are_shown():
    assert key_of("MRC-1") == "MRC_x002d_1"
    found = analysed(dichotomous(RowSpec(study="STD-MRC_x002d_1", values=COUNTS)))
    assert [result.study for result in found.review.results] == ["MRC-1", "MRC-1"]


def test_a_text_too_long_for_a_cell_is_cut_with_a_remark_and_kept_whole():
    found = imported(ReviewSpec(studies=[StudySpec(name="Adams 2001", told={"NOTES": "word " * 5000 + "end"})]))
    cell = found.review.studies[0].characteristics["notes"]
    assert len(cell.text) <= 20_000
    assert "word end" in kept(found)["characteristics-of-studies.xml"]
    assert "CHAR_NOTES of Adams 2001" in told(found, "text")[0]


def test_characteristics_of_a_study_that_is_not_listed_are_kept():
    data = rm5_of(ReviewSpec(studies=[StudySpec(name="Adams 2001", told={"NOTES": "lonely words"})]))
    found = imported(data.replace(b'STUDY_ID="STD-Adams-2001"', b'STUDY_ID="STD-Gone"'))
    assert "lonely words" in kept(found)["characteristics-of-studies.xml"]


# ---- references

REPORTS = [
    ReferenceSpec(
        fields={
            "AU": "Cooper PJ, de la Cruz A Jr, Trial Group, et al",
            "TI": "A trial of <X>",
            "SO": "Lancet",
            "YR": "2003",
        }
        | {"VL": "139", "NO": "Suppl 1", "PG": "253-74", "TO": "Ein Versuch"},
        identifiers={"DOI": "doi:10.1000/1", "PUBMED": "PMID: 123", "MEDLINE": "99"},
    ),
    ReferenceSpec(
        fields={"AU": "Cooper PJ", "TI": "More", "YR": "in press 2004"}, type="UNPUBLISHED_DATA", primary=True
    ),
]


def test_a_reference_without_a_date_has_the_year_of_its_name_and_editors_in_parentheses_are_editors():
    fields = {"AU": "Hill T, Green S (editors)", "TI": "Handbook [updated 2009]"}
    dated = ReferenceSpec(id="REF-1", name="Hill 2011", type="OTHER", fields=fields)
    in_press = ReferenceSpec(id="REF-2", name="Moss 2012", fields={"AU": "Moss A", "TI": "Trial", "YR": "in press"})
    text = imported(ReviewSpec(others=[dated, in_press])).review.library.text
    assert "@misc{hill2011" in text
    assert "editor = {Hill, T and Green, S}" in text
    assert "year = {2011}" in text
    assert "2012" not in text


def test_a_reference_that_says_nothing_is_left_out():
    told_by_number = ReferenceSpec(identifiers={"DOI": "10.1000/2"})
    study = StudySpec(name="Cooper 2003", references=[ReferenceSpec(), told_by_number])
    review = imported(ReviewSpec(studies=[study])).review
    assert len(review.studies[0].reports) == 1
    assert "10.1000/2" in review.library.text


def test_references_become_entries_and_the_primary_report_stands_first():
    study = StudySpec(name="Cooper 2003", references=REPORTS)
    other = ReferenceSpec(
        id="REF-Hill-2011",
        name="Hill 2011",
        type="BOOK_SECTION",
        fields={"AU": "Hill T", "TI": "Chapter", "SO": "Handbook", "ED": "Green S", "PB": "Wiley", "CY": "Chichester"}
        | {"YR": "2011", "EN": "2nd"},
    )
    review = imported(ReviewSpec(studies=[study], others=[other])).review
    assert review.studies[0].reports == ("cooper2004", "cooper2003")
    assert list(review.library.keys) == ["cooper2003", "cooper2004", "hill2011"]
    entry = review.library.text.split("\n\n")[0]
    for line in (
        "author = {Cooper, PJ and de la Cruz, Jr, A and {Trial Group} and others}",
        "title = {{A trial of <X>}}",
        "doi = {10.1000/1}",
        "pmid = {123}",
        "pages = {253--74}",
        "note = {Original title: Ein Versuch. MEDLINE: 99}",
    ):
        assert line in entry
    assert "Date as given: in press 2004" in review.library.text
    assert "booktitle = {{Handbook}}" in review.library.text
    assert "editor = {Green, S}" in review.library.text


# ---- analyses


def test_outcomes_rows_and_stored_results_come_in():
    stored = {"EFFECT_SIZE": "0.624", "CI_START": "0.341", "CI_END": "1.142", "SE": "0.308", "WEIGHT": "100.0"}
    total = {"EFFECT_SIZE": "0.624", "CI_START": "0.341", "CI_END": "1.142", "Z": "1.53", "P_Z": "0.126", "DF": "0"}
    total |= {"I2": "99.99999999999999", "LOG_EFFECT_SIZE": "-0.2048", "STUDIES": "1", "TOTAL_1": "50", "TOTAL_2": "52"}
    found = analysed(
        dichotomous(
            RowSpec(
                study=ADAMS.key,
                values={**COUNTS, **stored, "ESTIMABLE": "YES", "ORDER": "3", "O_E": "0.0"},
                footnote="a",
            ),
            **{**total, "SCALE": "10.0", "ESTIMABLE": "YES", "SWAP_EVENTS": "NO"},
        )
    )
    (outcome,) = found.review.outcomes
    assert (outcome.id, outcome.title, outcome.measure, outcome.number, outcome.better) == (
        "cmp-1-1",
        "death",
        "RR",
        "1.1",
        "lower",
    )
    assert (outcome.plan.method, outcome.plan.model) == ("mantel-haenszel", "common")
    assert outcome.axis == Axis(left="Favours drug", right="Favours placebo", low=0.1, high=10.0)
    assert [(result.arm, result.data["events"].value) for result in found.review.results] == [
        ("Drug", 12),
        ("Placebo", 20),
    ]
    assert found.review.results[0].attribution.note == "a"
    one, two = found.stored
    assert (one.kind, dict(one.values)) == (
        "total",
        {"estimate": 0.624, "ci_low": 0.341, "ci_high": 1.142, "z": 1.53, "p": 0.126, "df": 0.0}
        | {"studies": 1, "n_experimental": 50, "n_comparator": 52},
    )
    assert (two.kind, two.study, dict(two.values)) == (
        "study",
        "Adams 2001",
        {"estimate": 0.624, "ci_low": 0.341, "ci_high": 1.142, "se": 0.308, "weight": 100},
    )
    assert [part.path for part in found.kept] == []


KINDS = [
    ("DICH", "", {"EFFECT_MEASURE": "PETO_OR", "METHOD": "PETO", "RANDOM": "NO"}, COUNTS, ("PETO", "peto", "common")),
    ("DICH", "", {"EFFECT_MEASURE": "OR", "METHOD": "IV", "RANDOM": "YES"}, COUNTS, ("OR", "inverse-variance", "random")),
    (
        "CONT",
        "",
        {"EFFECT_MEASURE": "SMD", "RANDOM": "YES", "UNITS": ""},
        {"MEAN_1": "3.5", "SD_1": "1", "TOTAL_1": "20", "MEAN_2": "4", "SD_2": "2", "TOTAL_2": "22"},
        ("SMD", "inverse-variance", "random"),
    ),
    ("IV", "Hazard Ratio", {"LOG_DATA": "YES", "RANDOM": "NO"}, {"ESTIMATE": "0.2", "SE": "0.1"}, ("HR", "inverse-variance", "common")),
    ("IV", "Rate Ratio", {"LOG_DATA": "YES", "RANDOM": "NO"}, {"ESTIMATE": "0.2", "SE": "0.1"}, ("GENLOG", "inverse-variance", "common")),
    ("IV", "Mean Difference", {"LOG_DATA": "NO", "RANDOM": "NO"}, {"ESTIMATE": "0.2", "SE": "0.1"}, ("GEN", "inverse-variance", "common")),
    ("IPD", "Hazard Ratio", {"METHOD": "PETO", "RANDOM": "NO"}, {"O_E": "-2.5", "VAR": "4"}, ("OE", "inverse-variance", "common")),
]  # fmt: skip


@pytest.mark.parametrize(("stem", "words", "settings", "values", "expected"), KINDS)
def test_every_kind_of_outcome_is_read(stem, words, settings, values, expected):
    row = RowSpec(study=ADAMS.key, values=values)
    found = analysed(OutcomeSpec(stem=stem, name="Death", measure=words, values=settings, rows=[row]))
    (outcome,) = found.review.outcomes
    assert (outcome.measure, outcome.plan.method, outcome.plan.model) == expected
    assert all(result.data for result in found.review.results)
    assert found.review.studies[0].results_none == ""


def test_an_outcome_told_in_words_is_a_table_of_the_text():
    row = RowSpec(study=ADAMS.key, texts={"VALUE": "All felt better"})
    found = analysed(OutcomeSpec(stem="OTHER", name="Mood", rows=[row]))
    assert found.review.outcomes == ()
    assert found.counts["outcomes told in words"] == 1
    assert [one.results_none for one in found.review.studies] == [
        "results that are told in words only",
        "no results in the analyses of the imported review",
    ]
    assert [section.name for section in found.review.sections if "All felt better" in section.text] == ["tables"]


def test_subgroups_stand_in_the_order_of_the_file():
    parts = [
        SubgroupSpec(name="<INS>Dose</INS> &lt; 5", rows=[RowSpec(study=ADAMS.key, values=COUNTS)], values={"EFFECT_SIZE": "2"}),
        SubgroupSpec(name="Dose 5+", rows=[RowSpec(study=ADAMS.key, values=COUNTS), RowSpec(study=BAKER.key, values=COUNTS)]),
    ]  # fmt: skip
    found = analysed(
        dichotomous(subgroups=parts, TOTALS="SUB", SUBGROUP_TEST="NO", Q="1.5", P_Q="0.2", I2_Q="33", EFFECT_SIZE="9")
    )
    assert [(one.study, one.subgroup) for one in found.review.results[::2]] == [
        ("Adams 2001", "Dose < 5"),
        ("Adams 2001", "Dose 5+"),
        ("MRC-1", "Dose 5+"),
    ]
    (outcome,) = found.review.outcomes
    assert (outcome.totals, outcome.subgroup_test) == ("subgroups", False)
    assert [(one.kind, one.subgroup, one.shown) for one in found.stored] == [
        ("total", "", False),
        ("subgroup-test", "", False),
        ("subgroup", "Dose < 5", True),
    ]


def test_confidence_levels_other_than_95_are_read():
    found = analysed(
        dichotomous(
            RowSpec(study=ADAMS.key, values={**COUNTS, "EFFECT_SIZE": "1"}),
            CI_TOTAL="99",
            CI_STUDY="90",
            EFFECT_SIZE="1",
        )
    )
    assert found.review.outcomes[0].plan.level == 0.99
    assert [(one.kind, one.level) for one in found.stored] == [("total", 0.99), ("study", 0.9)]


def test_what_stands_for_nothing_is_no_number():
    values = {
        "EFFECT_SIZE": "NaN",
        "CI_START": "-Infinity",
        "CI_END": "",
        "SE": "0.0",
        "ESTIMABLE": "NO",
        "WEIGHT": "0.0",
    }
    found = analysed(
        dichotomous(RowSpec(study=ADAMS.key, values={**COUNTS, **values}), P_CHI2="-1.1E-16", EFFECT_SIZE="NaN", Z="")
    )
    assert [(one.kind, one.estimable, dict(one.values)) for one in found.stored] == [
        ("total", True, {"p_het": 0.0}),
        ("study", False, {}),
    ]


def test_a_row_of_a_study_that_is_not_included_is_refused_with_its_place():
    with pytest.raises(DataError) as caught:
        analysed(dichotomous(RowSpec(study="STD-Adams-2011", values=COUNTS)))
    (issue,) = caught.value.issues
    assert (issue.code, issue.origin.path) == ("source-name-is-known", "review.rm5")
    assert issue.origin.line > 1
    assert "STD-Adams-2001" in issue.hint


def test_every_cell_knows_its_place():
    data = rm5_of(
        ReviewSpec(
            studies=[ADAMS],
            comparisons=[ComparisonSpec(name="c", outcomes=[dichotomous(RowSpec(study=ADAMS.key, values=COUNTS))])],
        )
    )
    line = next(number for number, text in enumerate(data.split(b"\n"), 1) if text.startswith(b"<DICH_DATA"))
    cell = imported(data).review.results[0].data["events"]
    assert (cell.origin.path, cell.origin.line) == ("review.rm5", line)


# ---- risk of bias

SEVEN = (
    "Random sequence generation (selection bias)",
    "Allocation concealment (selection bias)",
    "Blinding of participants and personnel (performance bias)",
    "Blinding of outcome assessment (detection bias)",
    "Incomplete outcome data (attrition bias)",
    "Selective reporting (reporting bias)",
    "Other bias",
)


def test_the_usual_seven_items_are_the_usual_tool():
    items = [ItemSpec(name=name, groups=["All outcomes"] if "Blind" in name else (), entries=[(ADAMS.key, 1 if "Blind" in name else 0, "YES", "Fine")]) for name in SEVEN]  # fmt: skip
    review = imported(ReviewSpec(studies=[ADAMS], items=items)).review
    assert review.risk_of_bias_tool.id == "rob1"
    assert [(one.domain, one.level) for one in review.judgements] == [
        (domain.id, "low") for domain in review.risk_of_bias_tool.domains
    ]


def test_other_items_are_a_tool_of_the_reviews_own_with_a_domain_for_each_group():
    items = [
        ItemSpec(name="Allocation concealment?", entries=[(ADAMS.key, 0, "UNKNOWN", "Not said\nanywhere")]),
        ItemSpec(
            name="Blinding (detection bias)",
            groups=["Pain", "Death"],
            entries=[(ADAMS.key, 1, "NO", ""), (ADAMS.key, 2, "YES", ""), (BAKER.key, 2, "YES", "")],
        ),
        ItemSpec(name="Never used"),
    ]
    found = imported(ReviewSpec(studies=[ADAMS, BAKER], items=items))
    tool = found.review.risk_of_bias_tool
    assert (tool.id, [(domain.id, domain.label, domain.bias) for domain in tool.domains]) == (
        OWN_TOOL,
        [
            ("allocation-concealment", "Allocation concealment?", ""),
            ("blinding-pain", "Blinding: Pain", "detection bias"),
            ("blinding-death", "Blinding: Death", "detection bias"),
        ],
    )
    assert [(one.study, one.domain, one.level, one.support) for one in found.review.judgements] == [
        ("Adams 2001", "allocation-concealment", "unclear", "Not said\nanywhere"),
        ("Adams 2001", "blinding-pain", "high", ""),
        ("Adams 2001", "blinding-death", "low", ""),
        ("MRC-1", "blinding-death", "low", ""),
    ]
    assert told(found, "risk-of-bias") == [
        "Items of the risk of bias on which no study is judged were left out: Never used."
    ]


def test_judgements_that_say_nothing_or_twice_are_kept_apart_with_a_remark():
    entries = [(ADAMS.key, 0, "YES", "x"), (ADAMS.key, 0, "NO", "again"), (BAKER.key, 0, "MAYBE", "odd"), ("STD-Gone", 0, "YES", "gone")]  # fmt: skip
    found = imported(ReviewSpec(studies=[ADAMS, BAKER], items=[ItemSpec(name="Other", entries=entries)]))
    assert [one.support for one in found.review.judgements] == ["x"]
    assert len(told(found, "risk-of-bias")) == 3
    assert all(word in kept(found)["quality-items.xml"] for word in ("again", "odd", "gone"))


# ---- flow chart

FLOW = [
    ("1,234 records identified through database searching", ""),
    ("1 100 records after duplicates removed", ""),
    ("1100 records screened", "1050 records excluded"),
    ("50 full-text articles assessed for eligibility", "20 full-text articles excluded, with reasons:\n12 no control group;\nNot randomised (n = 8)"),
    ("30 studies included in qualitative synthesis", ""),
    ("Studies included in quantitative synthesis (meta-analysis) (n = 25)", ""),
]  # fmt: skip


def test_the_boxes_of_a_flow_chart_become_numbers():
    found = imported(ReviewSpec(flow=FLOW))
    assert found.review.flow.form == "prisma2009"
    assert [(one.item, one.detail, one.n.value) for one in found.review.flow.counts] == [
        ("databases", "", 1234),
        ("after_duplicates", "", 1100),
        ("screened", "", 1100),
        ("excluded", "", 1050),
        ("assessed", "", 50),
        ("excluded_reports", "", 20),
        ("excluded_reports", "no control group", 12),
        ("excluded_reports", "Not randomised", 8),
        ("studies", "", 30),
        ("meta_analysis", "", 25),
    ]
    assert (told(found, "flow"), kept(found)) == ([], {})


def test_a_box_whose_words_say_nothing_is_remarked_and_the_chart_kept():
    found = imported(
        ReviewSpec(flow=[("Records screened: 100", ""), ("We then met twice", ""), ("90 records screened", "")])
    )
    assert [(one.item, one.n.value) for one in found.review.flow.counts] == [("screened", 100)]
    assert len(told(found, "flow")) == 2
    assert "met twice" in kept(found)["extensions.xml"]


# ---- pictures, and what has no place


def test_pictures_are_kept_as_the_files_they_are():
    found = imported(
        ReviewSpec(
            figures=[
                FigureSpec(content=b"\x89PNG1", filename="Risk of bias.png", type="QUALITY_GRAPH_PLOT", caption="Bias"),
                FigureSpec(content=b"\x89PNG2", filename="../../Risk of bias.png"),
                FigureSpec(content=b"\x89PNG3", filename="..\\ä/\u202e"),
                FigureSpec(content=b"", filename="empty.png"),
            ]
        )
    )
    assert [(part.path, part.content, part.what) for part in found.kept if part.path.startswith("figures/")] == [
        ("figures/Risk of bias.png", b"\x89PNG1", "Figure 1, PNG: Bias (drawn anew from the data)"),
        ("figures/Risk of bias (2).png", b"\x89PNG2", "Figure 2, PNG"),
        ("figures/figure-3.png", b"\x89PNG3", "Figure 3, PNG"),
    ]
    assert told(found, "text") == [
        "Figure 4 has no picture that can be read.",
        (
            "Pictures that cannot be drawn anew stand in import/unmapped/figures, and in no manuscript: "
            "Figure 2, Figure 3."
        ),
    ]


UNKNOWN = [
    ("an element", '<NOVEL A="1">news <B>bold</B> tail</NOVEL>', "novel.xml", 'A="1"'),
    ("an attribute", '<EXTENSIONS NOVEL="2"/>', "extensions.xml", 'NOVEL="2"'),
    ("a text between elements", "<FIGURES>stray<FIGURE/></FIGURES>", "figures.xml", "stray"),
    ("an extension", '<EXTENSIONS><EXTENSION TYPE="OTHER"><A>more</A></EXTENSION></EXTENSIONS>', "extensions.xml", "more"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "part", "path", "content"), UNKNOWN)
def test_what_no_part_reads_is_kept_with_its_place(what, part, path, content):
    found = kept(imported(ReviewSpec(parts={"COCHRANE_REVIEW": part})))
    assert (what, content in found[path]) == (what, True)
    assert 'LINE="' in found[path]


def test_bookkeeping_is_left_out_for_a_reason():
    part = "".join(f'<NOVEL {name}="1"/>' for name in BOOKKEEPING)
    assert imported(ReviewSpec(parts={"COCHRANE_REVIEW": part})).kept == ()
    assert all(reason for reason in BOOKKEEPING.values())


# ---- the whole

# Deaths after myocardial infarction with aspirin and placebo: Fleiss, Statistical Methods in Medical Research
# 1993;2:121-145; what Review Manager 5 makes of them by Mantel and Haenszel's method, one effect for all.
ASPIRIN = {
    "MRC-1": (49, 615, 67, 624),
    "CDP": (44, 758, 64, 771),
    "MRC-2": (102, 832, 126, 850),
    "GASP": (32, 317, 38, 309),
    "PARIS": (85, 810, 52, 406),
    "AMIS": (246, 2267, 219, 2257),
    "ISIS-2": (1570, 8587, 1720, 8600),
}


def test_an_imported_review_is_pooled_as_revman_pools_it():
    studies = [StudySpec(name=name) for name in ASPIRIN]
    names = ("EVENTS_1", "TOTAL_1", "EVENTS_2", "TOTAL_2")
    rows = [
        RowSpec(study=study.key, values=dict(zip(names, map(str, ASPIRIN[study.name]), strict=True)))
        for study in studies
    ]
    review = analysed(dichotomous(*rows, EFFECT_MEASURE="OR"), studies=studies).review
    (outcome,) = review.outcomes
    pooled = pool_effects(study_effects(review, outcome), outcome.plan)
    summary, differences = pooled.summary, pooled.heterogeneity
    assert math.exp(summary.estimate) == pytest.approx(0.896866, abs=5e-7)
    assert (math.exp(summary.ci_low), math.exp(summary.ci_high)) == pytest.approx((0.840514, 0.956995), abs=5e-7)
    assert abs(summary.statistic) == pytest.approx(3.287633, abs=5e-7)
    assert (differences.q, differences.df, differences.i2) == pytest.approx((9.946056, 6, 39.67458), abs=5e-6)


def test_a_whole_review_is_loaded_as_it_was_written(tmp_path):
    study = StudySpec(name="Cooper 2003", told={"METHODS": "a\nb"}, references=REPORTS, data_source="UNPUB")
    excluded = StudySpec(name="Hill 2004", status="excluded", told={"REASON_FOR_EXCLUSION": "Not randomised"})
    parts = [SubgroupSpec(name="Adults", rows=[RowSpec(study=study.key, values=COUNTS)])]
    outcomes = [
        dichotomous(subgroups=parts, TOTALS="SUB"),
        dichotomous(RowSpec(study=study.key, values=COUNTS), SWAP_EVENTS="YES"),
    ]
    found = imported(
        ReviewSpec(
            title="A: review",
            studies=[study, excluded],
            comparisons=[ComparisonSpec(name="Drug versus placebo", outcomes=outcomes)],
            items=[ItemSpec(name="Blinding?", entries=[(study.key, 0, "YES", "so")])],
            flow=FLOW,
            parts={"MAIN_TEXT": '<BODY><BACKGROUND><P>See <LINK REF="STD-Cooper-2003" TYPE="STUDY">Cooper 2003</LINK>.</P></BACKGROUND></BODY>'},
        )
    )  # fmt: skip
    assert reloaded(found.review, tmp_path) == found.review
    assert counts_of(found.review) == {
        "included studies": 1,
        "excluded studies": 1,
        "references": 2,
        "comparisons": 1,
        "outcomes": 2,
        "results": 4,
        "judgements of the risk of bias": 1,
        "numbers of the flow": 10,
        "sections of text": 1,
    }
    (section,) = found.review.sections
    assert "@cooper2004" in section.text or "cooper2003" in section.text
