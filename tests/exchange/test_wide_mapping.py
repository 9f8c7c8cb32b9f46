"""A columns.yaml says which column of a table holds what; a draft of one can be had."""

import re
from pathlib import Path

import pytest

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.source import Source
from reportgen.exchange.wide import WIDE, mapping_of, suggest
from reportgen.exchange.wide.compound import base_of
from reportgen.exchange.wide.fields import FIELDS
from reportgen.exchange.wide.mapping import OUTCOME_KEYS, SETTINGS

TABLE = "Versuch,Tote A,Alle A,Tote P,Alle P,Land,Gruppe,D-1\nA,1,10,2,12,Peru,jung,Low\nB,3,20,4,21,Chile,alt,High\n"
MAP = """\
title: Aspirin for headache
measure: OR
better: higher
level: 0.9
outcome: Death
experimental: Aspirin
comparator: Placebo
columns:
  study: Versuch
  subgroup: Gruppe
  events_experimental: Tote A
  n_experimental: Alle A
  events_comparator: Tote P
  n_comparator: Alle P
characteristics:
  country: Land
risk_of_bias:
  tool: rob2
  d1: D-1
"""


def source_of(text, name="trials.csv"):
    return Source(name=name, kind="file", files={name: text.encode()})


def read(text, mapping, **options):
    return WIDE.read(source_of(text), ImportOptions(columns=mapping_of(mapping, "columns.yaml"), **options))


def issues(call):
    with pytest.raises(DataError) as caught:
        call()
    return [str(issue) for issue in caught.value.issues]


def test_headings_of_any_language_can_be_mapped():
    review = read(TABLE, MAP).review
    (outcome,) = review.outcomes
    assert review.title == "Aspirin for headache"
    assert (outcome.title, outcome.measure, outcome.better, outcome.plan.level) == ("death", "OR", "higher", 0.9)
    assert (review.comparisons[0].id, review.comparisons[0].title) == (
        "aspirin-versus-placebo",
        "Aspirin versus Placebo",
    )
    assert [(r.study, r.subgroup, r.arm, r.data["events"].text, r.data["n"].text) for r in review.results] == [
        ("A", "jung", "Aspirin", "1", "10"), ("A", "jung", "Placebo", "2", "12"),
        ("B", "alt", "Aspirin", "3", "20"), ("B", "alt", "Placebo", "4", "21"),
    ]  # fmt: skip
    assert [study.characteristics["country"].text for study in review.studies] == ["Peru", "Chile"]
    assert [(j.study, j.domain, j.level) for j in review.judgements] == [("A", "d1", "low"), ("B", "d1", "high")]


def test_what_a_mapping_leaves_out_is_still_recognised():
    text = "study,deaths in the first group,n1i,ci,n2i\nA,1,10,2,10\n"
    review = read(
        text,
        "columns: {events_experimental: deaths in the first group, n_experimental: n1i, events_comparator: ci, n_comparator: n2i}",
    ).review
    assert review.studies[0].id == "A"


def test_a_key_without_a_heading_switches_a_recognised_column_off():
    text = "study,outcome,ai,n1i,ci,n2i\nA,x,1,10,2,10\nB,y,1,10,2,10\n"
    assert len(read(text, "better: lower\n").review.outcomes) == 2
    assert len(read(text, "columns: {outcome: }\n").review.outcomes) == 1


def test_outcomes_side_by_side_are_listed_and_share_what_they_share():
    text = "Study,N t,N c,Pain t,Pain c,Sick t,Sick c\nA,10,12,1,2,3,4\n"
    mapping = """\
columns: {study: Study, n_experimental: N t, n_comparator: N c}
outcomes:
  - title: Pain
    better: lower
    columns: {events_experimental: Pain t, events_comparator: Pain c}
  - title: Sickness
    measure: OR
    time_point: 1 month
    columns: {events_experimental: Sick t, events_comparator: Sick c}
"""
    review = read(text, mapping).review
    assert [(o.id, o.measure) for o in review.outcomes] == [("pain", "RR"), ("sickness", "OR")]
    assert [(r.outcome, r.time_point, r.data["events"].text, r.data["n"].text) for r in review.results] == [
        ("pain", "", "1", "10"), ("pain", "", "2", "12"), ("sickness", "1 month", "3", "10"), ("sickness", "1 month", "4", "12"),
    ]  # fmt: skip


def test_the_level_of_limits_is_that_of_the_mapping():
    text = "study,HR,lower,upper\nA,0.7,0.5,0.98\n"
    assert read(text, "level: 0.99").review.outcomes[0].plan.level == 0.99


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("colums: {}\n", "columns.yaml:1:1: error: yaml-key-is-known: found 'colums', expected a key of a columns.yaml (did you mean 'columns'?)"),
        ("columns:\n  studdy: A\n", "columns.yaml:2:3: error: yaml-key-is-known: found 'studdy', expected a key under columns (did you mean 'study'?)"),
        ("outcomes:\n  - titel: A\n", "columns.yaml:2:5: error: yaml-key-is-known: found 'titel', expected a key under outcomes.0 (did you mean 'title'?)"),
        ("measure: RRR\n", "columns.yaml:1:10: error: measure-is-known: found 'RRR', expected one of `reportgen list measures` (did you mean 'RR'?)"),
        ("better: up\n", "columns.yaml:1:9: error: yaml-value-is-valid: found 'up' for better, expected higher or lower"),
        ("level: 95\n", "columns.yaml:1:8: error: yaml-value-is-valid: found '95' for level, expected a fraction from 0.5 to 1: 95 % is written 0.95"),
        ("columns: study\n", "columns.yaml:1:10: error: yaml-value-is-valid: found 'study' for columns, expected our names with headings of the table"),
        ("columns: {study: [a]}\n", "columns.yaml:1:18: error: yaml-value-is-valid: found 'a list' for columns.study, expected a heading of the table"),
        ("outcomes: a\n", "columns.yaml:1:11: error: yaml-value-is-valid: found 'a' for outcomes, expected a list of outcomes, each with `title` and `columns`"),
        ("- a\n", "columns.yaml:1: error: yaml-value-is-valid: found text or a list, expected keys with values"),
        ("title: [a\n", "columns.yaml:2:1: error: yaml-is-well-formed: found text that is not YAML (expected ',' or ']', but got '<stream end>'), expected YAML 1.2"),
    ],
)  # fmt: skip
def test_flaws_of_a_mapping_have_their_place(text, found):
    assert issues(lambda: mapping_of(text, "columns.yaml"))[0] == found


def test_all_flaws_of_a_mapping_are_said_at_once():
    assert len(issues(lambda: mapping_of("better: up\nlevel: 95\nx: 1\n", "columns.yaml"))) == 3


def test_a_heading_that_is_not_in_the_table_is_told_where_it_is_written():
    (found,) = issues(lambda: read(TABLE, MAP.replace("study: Versuch", "study: Versuche")))
    assert found == (
        "columns.yaml:9:10: error: column-is-mapped: found 'Versuche', expected a heading of trials.csv "
        "(did you mean 'Versuch'?)"
    )


def test_a_heading_that_stands_twice_cannot_be_mapped():
    (found,) = issues(lambda: read("study,x,x,vi\nA,1,2,3\n", "columns: {y: x, y_variance: vi}", measure="MD"))
    assert found.startswith("trials.csv:1:3: error: column-is-unique: found 'x' in columns 2, 3")


def test_numbers_as_headings_are_headings():
    assert read("1,2,3\nA,0.5,0.1\n", "columns: {study: 1, y: 2, se: 3}", measure="MD").review.studies[0].id == "A"


def test_a_plain_mapping_serves_as_well():
    options = ImportOptions(columns={"columns": {"study": "Versuch", "events_experimental": "Tote A", "n_experimental": "Alle A", "events_comparator": "Tote P", "n_comparator": "Alle P"}})  # fmt: skip
    assert len(WIDE.read(source_of(TABLE), options).review.results) == 4
    with pytest.raises(DataError, match="did you mean 'columns'"):
        WIDE.read(source_of(TABLE), ImportOptions(columns={"column": {}}))


# ---- drafts

DRAFTED = {
    "study,ai,n1i,ci,n2i\nA,1,10,2,10\n": "",
    "Author,Year,Drug n/N,Placebo n/N,Country,x\nLee,2001,1/10,2/10,UK,a\n": "",
    "Study,HR (95% CI)\nA,0.7 (0.5 to 0.98)\n": "",
    "Study,T mean pain,T SD pain,C mean pain,C SD pain,T n,C n,T mean sleep,T SD sleep,C mean sleep,C SD sleep\nA,1,2,3,4,50,60,1,2,3,4\n": "MD",
    "study,outcome,subgroup,yi,vi\nA,x,men,1,1\nB,x,,1,1\n": "MD",
    "study,ai,n1i,ci,n2i,D1,D2,D3,D4,D5,Overall\nA,1,10,2,10,Low,Low,Low,Low,Low,Low\n": "",
    'study,ai,n1i,ci,n2i,"a: ""b"" #c",- d\nA,1,10,2,10,x,y\n': "",
}


@pytest.mark.parametrize("text", DRAFTED)
def test_a_draft_works_as_it_stands(text):
    draft = suggest(source_of(text))
    mapped = read(text, draft, measure=DRAFTED[text]).review
    if "sleep" not in text:
        assert mapped == WIDE.read(source_of(text), ImportOptions(measure=DRAFTED[text])).review
    assert mapped.results


@pytest.mark.parametrize(
    ("heading", "line"),
    [("", "#outcome: name of the outcome"), ("Pain, ", "outcome: pain"), ("Sleep: ", "outcome: sleep")],
)
def test_a_draft_names_the_outcome_or_has_a_place_for_its_name(heading, line):
    headings = ",".join(f'"{heading}{side} {what}"' for side in "TC" for what in ("mean", "SD", "n"))
    assert line in suggest(source_of(f"Study,{headings}\nA,1,2,9,1,2,9\n")).splitlines()


def test_a_column_that_names_arms_stands_once_in_a_draft():
    text = "Study,Treatment,Comparator,ai,n1i,ci,n2i\nA,CBT,WLC,1,10,2,10\n"
    assert suggest(source_of(text)).count(": Comparator") == 1


def test_a_draft_says_why_and_shows_what_was_not_recognised():
    draft = suggest(source_of("study,ai,n1i,ci,n2i,Farbe,p\nA,1,10,2,10,rot,0.1\nB,1,10,2,10,grün,0.2\n"))
    assert (
        "  events_experimental: ai      # a name of R packages: participants with the event, experimental side\n"
        in draft
    )
    assert "#measure: RR      # one of RR, OR, RD, AS, PETO" in draft
    assert "#   Farbe: rot; grün\n" in draft
    assert "(left out): 0.1; 0.2" in draft


def test_a_draft_names_what_is_missing():
    draft = suggest(source_of("Study,Events drug,N drug,Zahl\nA,1,10,2\n"))
    assert "# still missing for events and participants of two arms" in draft
    assert "  #events_comparator: heading      # participants with the event, other side\n" in draft
    mapping_of(draft, "columns.yaml")


def test_a_draft_of_a_sheet_names_it():
    from tests.load.workbooks import sheet_xml, workbook

    sheets = {"Read me": sheet_xml([["hello"]]), "Data": sheet_xml([["study", "yi", "vi"], ["A", 1, 2]])}
    source = Source(name="b.xlsx", kind="file", files={"b.xlsx": workbook(sheets)})
    assert "sheet: Data\n" in suggest(source)


# ---- the page that explains it

PAGE = (Path(__file__).parents[2] / "docs/reference/columns-yaml.md").read_text(encoding="utf-8")


def test_the_page_names_every_key():
    plain = {name for name in FIELDS if not name.endswith(("_experimental", "_comparator"))}
    arms = {base_of(name)[0] for name in FIELDS if name.endswith(("_experimental", "_comparator"))} - {"arm"}
    named = set(re.findall(r"`([a-z0-9_]+)`", PAGE))
    assert {*SETTINGS, *OUTCOME_KEYS, *plain, *arms, "arm_experimental", "arm_comparator"} - named == set()


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_of_the_page_are_mappings(example):
    assert mapping_of(example, "columns.yaml")["columns"]
