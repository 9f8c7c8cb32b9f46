"""A review goes out as RevMan's tables, and comes in again as what it was."""

import contextlib
import csv
import html
import io
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.effects import MEASURES
from reportgen.errors import DataError
from reportgen.exchange.agreement.compare import Verdict, compare
from reportgen.exchange.bring_in import bring_in
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.revman.own_export import MARKER, guarded, unguarded
from reportgen.exchange.revman.plain import plain, plain_lines
from reportgen.exchange.revman_export import REVMAN_EXPORT
from reportgen.exchange.revman_web import REVMAN_WEB
from reportgen.exchange.source import Source
from reportgen.load import load
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import (
    PRESETS,
    Arm,
    Attribution,
    Axis,
    Cell,
    Comparison,
    Domain,
    ExtraColumn,
    Flow,
    FlowCount,
    Judgement,
    Methods,
    Outcome,
    Result,
    Review,
    RiskOfBiasTool,
    Section,
    Study,
)
from reportgen.quantities import analyse
from reportgen.references import Name, ReferenceItem, library_of
from reportgen.references.bibtex import read_bibtex
from reportgen.style import Style
from tests.exchange.reloading import stored
from tests.load.reviews import NOWHERE, data_of, filled, reviews, texts

SETTINGS_FILE = "review-analysis-data/review-overall-estimates-and-settings.csv"
ROWS_FILE = "review-analysis-data/review-data-rows.csv"
RESULTS_FILE = "review-study-data/review-study-results.csv"
ARMS_FILE = "review-study-data/review-study-arms.csv"
STUDIES_FILE = "review-study-data/review-study-information.csv"


def exported(review):
    return REVMAN_EXPORT.write(analyse(review, Style()))


def source_of(files):
    return Source(name="out", kind="folder", files=files)


def read(files, **options):
    return REVMAN_WEB.read(source_of(files), ImportOptions(**options))


def back(review):
    return read(exported(review).files).review


def rows_of(files, path):
    return list(csv.DictReader(io.StringIO(files[path].decode(), newline="")))


# ---- any review that RevMan can hold

UNHELD = {"", "#n/a", "nan", "[not identical]"}
"""Words that RevMan writes where there is nothing; a name that is one of them is lost."""


def held(text):
    """Return text in one line, without what no cell of RevMan tells from nothing."""
    return " ".join(plain_lines(html.escape(text, quote=False)).split())


def held_lines(text):
    return "\n".join(filter(None, (held(line) for line in text.splitlines())))


lines = texts.map(held_lines).filter(lambda text: text.casefold() not in UNHELD - {""})
names = filled.map(held).filter(lambda text: text.casefold() not in UNHELD)
LIBRARY = tuple(
    ReferenceItem(
        id=f"smith200{number}",
        type="article-journal",
        title=f"Trial {number} of <i>this</i> & that",
        authors=(Name(family="Smith", given="J."), Name(family="de la Cruz", given="A.")),
        year=f"200{number}",
        container_title="Journal of Trials",
        volume="3",
        issue="4",
        page=f"{number}-9",
        doi=f"10.1000/{number}",
        pmid="123456" if number == 2 else "",
    )
    for number in range(1, 5)
)


@st.composite
def plans(draw, measure):
    departures = {"level": draw(st.sampled_from([0.9, 0.95, 0.99])), "method": "inverse-variance"}
    if measure in {"RR", "OR", "RD"}:
        departures["method"] = draw(st.sampled_from(["mantel-haenszel", "inverse-variance"]))
    elif measure == "PETO":
        departures["method"] = "peto"
    if draw(st.booleans()):
        departures |= {"model": "common", "prediction": "none", "i2": "Q"}
    else:
        departures |= {
            "tau2": draw(st.sampled_from(["DL", "REML"])),
            "interval": draw(st.sampled_from(["wald", "hksj"])),
            "prediction": draw(st.sampled_from(["none", "t-k-1"])),
        }
    return replace(PRESETS["revman-web"], **departures)


@st.composite
def axes(draw, measure):
    ratio = MEASURES[measure].scale == "log"
    high = draw(st.sampled_from([None, 2.0, 2.5, 80.0]))
    words = draw(st.sampled_from([("", ""), ("less", "more"), ("", "more")]))
    low = None if high is None else 1 / high if ratio else -high
    axis = Axis(left=words[0], right=words[1], low=low, high=high)
    return None if axis == Axis() else axis


@st.composite
def held_outcomes(draw, comparison, titles):
    made = []
    for place, title in enumerate(titles):
        measure = draw(st.sampled_from(["RR", "OR", "RD", "PETO", "MD", "SMD", "HR", "GEN", "GENLOG", "OE"]))
        sides = draw(st.sampled_from([("", ""), ("One", "Other")]))
        made.append(
            Outcome(
                id=f"{comparison}-{place}",
                title=title,
                comparison=comparison,
                measure=measure,
                better=draw(st.sampled_from(["higher", "lower"])),
                origin=NOWHERE,
                plan=draw(plans(measure)),
                unit=draw(lines.map(held)),
                totals=draw(st.sampled_from(["all", "subgroups", "none"])),
                subgroup_test=draw(st.booleans()),
                experimental=sides[0],
                comparator=sides[1],
                axis=draw(axes(measure)),
            )
        )
    return made


@st.composite
def held_results(draw, outcome, study, arms, subgroup):
    measure = MEASURES[outcome.measure]
    made = []
    keys = [(arm, "") for arm in arms] if measure.sides else [arms]
    for arm, versus in keys:
        data = draw(data_of(measure, versus=versus))
        if outcome.measure == "OE":
            data = {"o_minus_e": draw(st.decimals(-9, 9, places=2).map(str)), "variance": "4.50"}
        elif outcome.measure == "HR" and "o_minus_e" in data:
            data = {"estimate": "0.80", "se": "0.10"}
        if not versus and draw(st.integers(0, 9)) == 0:
            data.pop(draw(st.sampled_from(sorted(data))))
        note = Attribution(note=draw(st.sampled_from(["", "", "Read off a figure.", "=1+1 & <b>bold</b>"])))
        made.append(
            Result(
                study=study,
                outcome=outcome.id,
                time_point="",
                analysis_set="",
                arm=arm,
                versus=versus,
                data={name: Cell(float(text), NOWHERE, text, note) for name, text in data.items()},
                origin=NOWHERE,
                subgroup=subgroup,
                attribution=note,
            )
        )
    return made


@st.composite
def held_studies(draw):
    made = []
    for name in draw(st.lists(names, min_size=1, max_size=4, unique_by=str.casefold)):
        status = draw(st.sampled_from(["included", "included", "excluded", "ongoing", "awaiting"]))
        kinds = ("year", "methods", "participants", "intervention", "outcome_measures", "notes", "design", "dose")
        words = {kind: draw(lines) for kind in kinds}
        made.append(
            Study(
                id=name,
                status=status,
                origin=NOWHERE,
                reason=draw(lines.filter(bool)) if status == "excluded" else "",
                reports=tuple(draw(st.lists(st.sampled_from([i.id for i in LIBRARY]), max_size=2, unique=True))),
                n_randomised=Cell(None, NOWHERE),
                characteristics={kind: Cell(text or None, NOWHERE, text) for kind, text in words.items()},
            )
        )
    return made


@st.composite
def held_reviews(draw):
    """Return a strategy for reviews that hold nothing that RevMan's tables do not."""
    studies = draw(held_studies())
    included = [study.id for study in studies if study.status == "included"]
    comparisons, outcomes, arms, results = [], [], {}, []
    titles = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    labels = draw(st.lists(names, min_size=4, max_size=4, unique=True))
    for number, titled in enumerate((titles[:2], titles[2:]), 1):
        sides = labels[:2] if number == 1 else labels[2:]
        one = Comparison(id=f"c{number}", title=draw(names), experimental=sides[0], comparator=sides[1], origin=NOWHERE)
        comparisons += [one] if titled else []
        for outcome in draw(held_outcomes(one.id, titled)):
            outcomes.append(outcome)
            for subgroup in draw(st.sampled_from([("",), ("Adults", "Children <6 & >2")])):
                for study in included:
                    if draw(st.integers(0, 4)):
                        own = (f"{sides[0]} of {study}", "placebo")
                        for id_, role in zip(own, ("experimental", "comparator"), strict=True):
                            arms.setdefault((study, id_), {})[one.id] = role
                        results += draw(held_results(outcome, study, own, subgroup))
    tool = shipped_tool("rob1")
    places = st.tuples(st.sampled_from(included or [""]), st.sampled_from([d.id for d in tool.domains]))
    judged = draw(st.lists(places, max_size=4, unique=True)) if included else []
    return Review(
        title=draw(names),
        methods=Methods(plan=PRESETS["revman-web"]),
        comparisons=tuple(comparisons),
        outcomes=tuple(outcomes),
        columns=(ExtraColumn(name="dose", label="Dose"),),
        studies=tuple(studies),
        arms=tuple(
            Arm(study=study, id=id_, label=id_, n=Cell(None, NOWHERE), randomised=True, roles=roles, origin=NOWHERE)
            for (study, id_), roles in arms.items()
        ),
        results=tuple(results),
        risk_of_bias_tool=tool,
        judgements=tuple(
            Judgement(
                study=study,
                domain=domain,
                level=draw(st.sampled_from(["low", "unclear", "high"])),
                support=draw(lines),
                origin=NOWHERE,
            )
            for study, domain in judged
        ),
        library=library_of(LIBRARY),
    )


def studies_of(review):
    return {
        study.id: (
            study.status,
            study.reason,
            {name: cell.text for name, cell in study.characteristics.items() if cell.text},
        )
        for study in review.studies
    }


def outcomes_of(review):
    """Return outcomes by the titles of their comparisons and their own, without ids and what follows from numbers."""
    found = {}
    for place, outcome in enumerate(review.outcomes):
        comparison = review.comparison(outcome.comparison)
        sides = (outcome.experimental or comparison.experimental, outcome.comparator or comparison.comparator)
        worded = outcome.axis is not None and (outcome.axis.left or outcome.axis.right)
        found[place, comparison.title, outcome.title] = (
            sides,
            (outcome.measure, outcome.plan, outcome.unit, outcome.totals, outcome.subgroup_test, outcome.axis),
            "" if worded else outcome.better,
        )
    return found


def results_of(review):
    places = {outcome.id: place for place, outcome in enumerate(review.outcomes)}
    return {
        (places[one.outcome], one.subgroup, one.study, one.arm, one.versus): (
            {name: cell.text for name, cell in one.data.items()},
            one.attribution.note,
        )
        for one in review.results
        if one.data
    }


def judgements_of(review):
    return {(one.study, one.domain): (one.level, one.support) for one in review.judgements}


def references_of(review):
    items = {item.id: replace(item, id="") for item in read_bibtex("", review.library.text).items}
    of_studies = {study.id: {items[key] for key in study.reports} for study in review.studies}
    return set(items.values()), of_studies


@given(held_reviews())
@settings(max_examples=60, deadline=None)
def test_what_revman_can_hold_comes_in_as_it_went_out(review):
    again = back(review)
    assert again.title == review.title
    assert studies_of(again) == studies_of(review)
    assert outcomes_of(again) == outcomes_of(review)
    assert results_of(again) == results_of(review)
    assert judgements_of(again) == judgements_of(review)
    assert references_of(again) == references_of(review)


@given(held_reviews())
@settings(max_examples=25, deadline=None)
def test_the_results_in_the_tables_are_those_that_come_out_of_their_data(review):
    compared = compare(read(exported(review).files))
    assert {found.verdict for found in compared} <= {"equal", "nothing stored", "not shown"}, [
        found for found in compared if found.verdict not in {"equal", "nothing stored", "not shown"}
    ]


@given(review=held_reviews())
@settings(max_examples=10, deadline=None)
def test_what_comes_in_can_be_written_and_loaded(review, tmp_path_factory):
    brought = bring_in([source_of(exported(review).files)], ImportOptions())
    again = load(stored(tmp_path_factory.mktemp("review"), brought.files))
    assert results_of(again) == results_of(review)


@given(reviews())
@settings(max_examples=40, deadline=None)
def test_any_review_goes_out_and_the_same_bytes_twice(review):
    first, second = exported(review), exported(review)
    assert first == second
    assert [len(row) for row in csv.reader(io.StringIO(first.files[SETTINGS_FILE].decode(), newline=""))][:1] == [58]
    assert all(remark.text.endswith(".") for remark in first.remarks)


# ---- one review, part by part

HERE = NOWHERE
CBT = Comparison(id="cbt", title="CBT versus control", experimental="CBT", comparator="control", origin=HERE)


def study(name, status="included", **words):
    cells = {kind: Cell(text, HERE, text) for kind, text in words.items() if kind not in {"reason", "n"}}
    randomised = words.get("n")
    return Study(
        id=name,
        status=status,
        origin=HERE,
        reason=words.get("reason", ""),
        n_randomised=Cell(randomised, HERE, str(randomised or "")),
        characteristics=cells,
    )


def arm(of, id_, role, label="", **more):
    return Arm(
        study=of,
        id=id_,
        label=label or id_,
        n=Cell(None, HERE),
        randomised=more.get("randomised", True),
        roles={"cbt": role} if role else {},
        origin=HERE,
    )


def row(of, arm_, versus="", outcome="o", **data):
    named = {name: data.pop(name, "") for name in ("time_point", "analysis_set", "subgroup")}
    cells = {name: Cell(float(text), HERE, text) for name, text in data.items()}
    return Result(study=of, outcome=outcome, arm=arm_, versus=versus, data=cells, origin=HERE, **named)


def outcome(measure="RR", **settings_):
    usual = {"id": "o", "title": "death", "comparison": "cbt", "better": "lower", "origin": HERE}
    return Outcome(**{**usual, "measure": measure, "plan": PRESETS["revman-web"], **settings_})


STUDIES = (study("Adams 2001", year="2001"), study("Brown 2002"))
ARMS = tuple(arm(one.id, id_, role) for one in STUDIES for id_, role in (("a", "experimental"), ("b", "comparator")))
EVENTS = (
    row("Adams 2001", "a", events="12", n="50"),
    row("Adams 2001", "b", events="20", n="52"),
    row("Brown 2002", "a", events="3", n="40"),
    row("Brown 2002", "b", events="9", n="41"),
)


def review(*outcomes, results=EVENTS, arms=ARMS, studies=STUDIES, **more):
    return Review(
        title=more.pop("title", "Made"),
        methods=Methods(plan=PRESETS["revman-web"]),
        comparisons=(CBT,),
        outcomes=outcomes or (outcome(),),
        studies=studies,
        arms=arms,
        results=results,
        **more,
    )


def remarks_of(made):
    return [remark.text for remark in exported(made).remarks]


def test_the_layout_is_that_of_2026():
    settings_ = rows_of(exported(review()).files, SETTINGS_FILE)[0]
    assert len(settings_) == 58
    known = ("Data type", "Log-scale data", "Effect measure", "Statistical method", "Analysis model", "CI/PI level")
    assert [settings_[name] for name in known] == ["Dichotomous", "true", "Risk Ratio", "IV", "Random effect", "95%"]
    assert (settings_["Analysis name"], settings_["Outcome"]) == ("Death", "death")
    assert (settings_["Graph label (left)"], settings_["Graph label (right)"]) == ("Favours CBT", "Favours control")


@pytest.mark.parametrize(("model", "words"), [("random", ("REML", "Wald")), ("common", ("#N/A", "#N/A"))])
def test_what_does_not_apply_is_marked(model, words):
    plan = replace(PRESETS["revman-web"], model=model)
    settings_ = rows_of(exported(review(outcome(plan=plan))).files, SETTINGS_FILE)[0]
    assert (settings_["Heterogeneity estimator"], settings_["CI method"]) == words


def test_ratios_are_ratios_and_generic_data_logarithms():
    made = review(outcome("HR"), results=(row("Adams 2001", "a", "b", estimate="0.50", se="0.20"),))
    files = exported(made).files
    data, result = rows_of(files, ROWS_FILE)[0], rows_of(files, RESULTS_FILE)[0]
    assert (data["GIV Mean"], data["GIV SE"], data["Mean"]) == ("-0.6931471805599453", "0.20", "0.5")
    assert (result["Mean"], result["Exp mean"], result["SE"]) == ("-0.6931471805599453", "0.50", "0.20")


def test_arms_that_are_pooled_together_stay_apart_in_the_results_of_studies():
    arms = (arm("Adams 2001", "a", "experimental", "Group CBT"), arm("Adams 2001", "a2", "experimental", "Single CBT"))
    arms += (arm("Adams 2001", "b", "comparator", "Usual care"),)
    rows = (*EVENTS[:2], row("Adams 2001", "a2", events="5", n="30"))
    made = review(results=rows, arms=arms)
    files = exported(made).files
    assert [line["Intervention"] for line in rows_of(files, ARMS_FILE)] == ["CBT", "CBT", "control"]
    assert (rows_of(files, ROWS_FILE)[0]["Experimental cases"], len(rows_of(files, RESULTS_FILE))) == ("17", 3)
    again = read(files)
    assert {(one.arm, one.data["events"].text) for one in again.review.results} == {
        ("Group CBT", "12"),
        ("Single CBT", "5"),
        ("Usual care", "20"),
    }
    assert {found.verdict for found in compare(again)} == {"equal"}


@pytest.mark.parametrize(
    ("measure", "words"),
    [("RR", "Risk Ratio"), ("MD", "Mean Difference"), ("IRR", "Rate Ratio"), ("ROM", "Ratio of Means")],
)
def test_effects_without_arms_go_out_with_standard_errors_and_come_back_as_their_measure(measure, words):
    given = (
        row("Adams 2001", "a", "b", estimate="0.8", se="0.1"),
        row("Brown 2002", "b", "a", estimate="2.5", se="0.3"),
    )
    made = review(outcome(measure), results=given)
    settings_ = rows_of(exported(made).files, SETTINGS_FILE)[0]
    assert (settings_["Data type"], settings_["Effect measure"]) == ("Contrast level", words)
    again = back(made)
    assert again.outcomes[0].measure == measure
    assert results_of(again) == results_of(made)
    told = "Outcomes written as effects with standard errors, which RevMan's tables do not know as their measure: o."
    assert told in remarks_of(made)


def test_measures_of_one_arm_are_left_out_and_named():
    made = review(outcome("PR"), results=EVENTS[::2])
    assert rows_of(exported(made).files, SETTINGS_FILE) == []
    assert "Outcomes whose measure RevMan does not have, left out of the analyses: o (PR)." in remarks_of(made)


def test_results_that_are_not_pooled_come_back_as_outcomes_that_are_not():
    waiting = outcome(id="w", title="sleep", pooled=False, not_pooled_reason="too few", measure="MD")
    later = row("Adams 2001", "a", outcome="o", time_point="1 year", events="15", n="50")
    sleep = row("Adams 2001", "a", outcome="w", mean="7.10", sd="1.2", n="50")
    made = review(
        outcome(time_point="3 months"),
        waiting,
        results=(*(replace(one, time_point="3 months") for one in EVENTS), later, sleep),
    )
    imported = read(exported(made).files)
    again = imported.review
    assert [(one.title, one.pooled, one.measure) for one in again.outcomes] == [
        ("death", True, "RR"),
        ("death, 1 year", False, "RR"),
        ("sleep", False, "MD"),
    ]
    assert [cell.text for one in again.results[-1:] for cell in one.data.values()] == ["50", "7.10", "1.2"]
    text = "Outcomes whose results of studies no analysis pools came in as not pooled: death, 1 year, sleep."
    assert text in [remark.text for remark in imported.remarks]


def test_results_of_studies_alone_make_a_review():
    files = dict(exported(review()).files)
    for path in (SETTINGS_FILE, ROWS_FILE):
        files[path] = files[path].split(b"\n", 1)[0] + b"\n"
    del files["README.txt"]
    brought = bring_in([source_of(files)], ImportOptions())
    made = brought.report.imported.review
    assert [(one.title, one.pooled) for one in made.outcomes] == [("death", False)]
    assert [one.data["events"].text for one in made.results] == ["12", "20", "3", "9"]
    assert {study_.results_none for study_ in made.studies} == {""}


WRONG = [("Cases", "-1"), ("Cases", "99"), ("Sample size", "2.5"), ("Sample size", "many"), ("Arm", ""), ("Study", "X")]


@pytest.mark.parametrize(("heading", "text"), WRONG)
def test_a_number_that_cannot_be_is_left_out_of_results_of_studies(heading, text, tmp_path):
    files = dict(exported(review()).files)
    for path in (SETTINGS_FILE, ROWS_FILE):
        files[path] = files[path].split(b"\n", 1)[0] + b"\n"
    del files["README.txt"]
    lines_ = rows_of(files, RESULTS_FILE)
    lines_[0][heading] = text
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(lines_[0]))
    writer.writeheader()
    writer.writerows(lines_)
    files[RESULTS_FILE] = made.getvalue().encode()
    brought = bring_in([source_of(files)], ImportOptions())
    assert len(load(stored(tmp_path, brought.files)).results) in {3, 4}


def test_risk_of_bias_of_results_stands_beside_the_data():
    tool = shipped_tool("rob2")
    judged = tuple(
        Judgement(study="Adams 2001", domain=domain, level=level, outcome=place, support="9 % lost", origin=HERE)
        for domain, level, place in (("d1", "low", "o"), ("d3", "some-concerns", "o"), ("d1", "high", ""))
    )
    made = review(risk_of_bias_tool=tool, judgements=judged)
    again = back(made)
    assert [(one.study, one.domain, one.level, one.outcome, one.support) for one in again.judgements] == [
        ("Adams 2001", "d1", "low", "cmp-1-1", "9 % lost"),
        ("Adams 2001", "d3", "some-concerns", "cmp-1-1", "9 % lost"),
    ]
    assert "RevMan's tables have no place for judgements of risk of bias: 1." in remarks_of(made)


def test_domains_of_a_tool_of_ones_own_keep_their_names():
    shipped = shipped_tool("rob1")
    domains = (Domain(id="x", label="Fidelity", bias="performance bias"), Domain(id="y", label="=Funding {0}"))
    tool = RiskOfBiasTool(id="own.toml", title="Own", domains=domains, levels=shipped.levels)
    judged = Judgement(study="Adams 2001", domain="y", level="high", origin=HERE)
    again = back(review(risk_of_bias_tool=tool, judgements=(judged,)))
    assert [(one.label, one.bias) for one in again.risk_of_bias_tool.domains] == [
        ("Fidelity", "performance bias"),
        ("=Funding {0}", ""),
    ]
    assert [(one.level, one.domain) for one in again.judgements] == [("high", "funding-0")]


GUARDED = [
    ("=1+1", "'=1+1"),
    ("+44", "'+44"),
    ("-", "'-"),
    ("@home", "'@home"),
    ("'=1", "''=1"),
    ("'quoted'", "'quoted'"),
    ("plain", "plain"),
    ("a < b & c", "a < b & c"),
    ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ("&nbsp;", "&amp;nbsp;"),
    ("two\n\n lines", "two\nlines"),
]


@pytest.mark.parametrize(("text", "cell"), GUARDED)
def test_a_text_that_a_sheet_would_calculate_has_an_apostrophe(text, cell):
    assert guarded(text) == cell
    assert plain(unguarded(cell)) in {" ".join(text.split()), ""}


def test_numbers_are_never_guarded():
    given = row("Adams 2001", "a", "b", estimate="-2.50", se="0.5")
    files = exported(review(outcome("GEN"), results=(given,))).files
    assert rows_of(files, ROWS_FILE)[0]["GIV Mean"] == "-2.50"
    assert not [cell for line in rows_of(files, ROWS_FILE) for cell in line.values() if cell.startswith("'")]


def test_without_its_marker_a_folder_is_read_as_that_of_revman():
    made = review(studies=(*STUDIES, study("=Clark 2003")))
    files = dict(exported(made).files)
    assert "=Clark 2003" in [one.id for one in read(files).review.studies]
    files["README.txt"] = files["README.txt"].replace(MARKER.encode(), b"")
    again = read(files).review
    assert "'=Clark 2003" in [one.id for one in again.studies]
    assert {one.arm for one in again.results} == {"CBT", "control"}


def test_what_has_no_place_is_named_once_with_its_number():
    count = FlowCount(item="screened", detail="", n=Cell(9, HERE, "9"), origin=HERE)
    made = review(
        studies=(*STUDIES, study("Clark 2003", n=80)),
        sections=(Section(name="results", text="Words", path="sections/results.md"),),
        flow=Flow(counts=(count,)),
        title="Made",
    )
    place = "RevMan's tables have no place for "
    assert remarks_of(made) == [
        f"{place}sections of text: 1.",
        f"{place}numbers of the flow of records: 1.",
        f"{place}numbers of participants randomised to studies: 1.",
    ]
    readme = exported(made).files["README.txt"].decode()
    assert all(f"- {text}" in readme for text in remarks_of(made))


@pytest.mark.parametrize(
    ("departures", "told"),
    [
        ({"tau2": "PM"}, "the estimator PM"),
        ({"prediction": "normal"}, "the prediction interval normal"),
        ({"interval": "kenward-roger"}, "the interval kenward-roger"),
        ({"i2": "Q"}, "I2 from Q"),
        ({"model": "common", "tau2": "PM"}, ""),
        ({"interval": "hksj-or-wald", "prediction": "t-k-1-if-heterogeneous"}, ""),
    ],
)
def test_ways_of_pooling_that_revman_does_not_have_are_named(departures, told):
    found = remarks_of(review(outcome(plan=replace(PRESETS["revman-web"], **departures))))
    assert found == ([f"Outcomes pooled with {told}, which RevMan does not have: o."] if told else [])


NUMBERS = [(("1.2", "1.1"), ["1.2", "1.1"]), (("3.1", "3.2"), ["3.1", "3.2"]), (("1.1", "1.1"), ["1.1", "1.2"])]


@pytest.mark.parametrize(("given_numbers", "expected"), [*NUMBERS, (("A", ""), ["1.1", "1.2"])])
def test_numbers_of_outcomes_stay_where_they_fit_together(given_numbers, expected):
    outcomes = [outcome(id=f"o{n}", title=f"outcome {n}", number=number) for n, number in enumerate(given_numbers)]
    made = review(*outcomes, results=tuple(replace(one, outcome=o.id) for o in outcomes for one in EVENTS))
    lines_ = rows_of(exported(made).files, SETTINGS_FILE)
    assert [f"{line['Analysis group']}.{line['Analysis number']}" for line in lines_] == expected
    renumbered = "Analyses are numbered anew: the numbers of outcomes do not fit together."
    assert (renumbered in remarks_of(made)) == (list(given_numbers) != expected)


def test_outcomes_of_one_title_do_not_take_each_others_results():
    twice = (outcome(), outcome(id="p"))
    other = tuple(replace(one, outcome="p", data={**one.data, "events": Cell(1.0, HERE, "1")}) for one in EVENTS)
    made = review(*twice, results=(*EVENTS, *other))
    assert results_of(back(made)) == results_of(made)


SAMPLE = exported(
    review(
        outcome(),
        outcome("HR", id="h", title="-risk"),
        results=(*EVENTS, row("Adams 2001", "a", "b", "h", estimate="0.5", se="1")),
    )
).files


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_export_is_read_or_refused(data):
    path = data.draw(st.sampled_from(sorted(SAMPLE)))
    content = SAMPLE[path]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)))
    inside = data.draw(st.sampled_from([b"", b",", b"\n", b'"', b"9", b"-", b"'", b"x", b"\xff"]))
    with contextlib.suppress(DataError):
        read({**SAMPLE, path: content[:start] + inside + content[end:]})


def test_the_how_to_explains_each_verdict():
    page = (Path(__file__).parents[2] / "docs/how-to/coming-from-revman.md").read_text(encoding="utf-8")
    assert [verdict for verdict in get_args(Verdict) if f"| {verdict} |" not in page] == []
