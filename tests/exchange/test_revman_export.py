"""A review goes out as RevMan's tables, and comes in again as what it was."""

import csv
import html
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.effects import MEASURES
from reportgen.exchange.agreement.compare import compare
from reportgen.exchange.bring_in import bring_in
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.references import Name, ReferenceItem, library_of
from reportgen.exchange.references.bibtex import read_bibtex
from reportgen.exchange.revman_export import REVMAN_EXPORT
from reportgen.exchange.revman_web import REVMAN_WEB
from reportgen.exchange.revman_web.plain import plain_lines
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
    ExtraColumn,
    Judgement,
    Methods,
    Outcome,
    Result,
    Review,
    Study,
)
from reportgen.quantities import analyse
from reportgen.style import Style
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
    high = draw(st.sampled_from([None, 2.0, 2.5, 100.0]))
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


def write_files(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@given(review=held_reviews())
@settings(max_examples=10, deadline=None)
def test_what_comes_in_can_be_written_and_loaded(review, tmp_path_factory):
    brought = bring_in([source_of(exported(review).files)], ImportOptions())
    again = load(write_files(tmp_path_factory.mktemp("review"), brought.files))
    assert results_of(again) == results_of(review)


@given(reviews())
@settings(max_examples=40, deadline=None)
def test_any_review_goes_out_and_the_same_bytes_twice(review):
    first, second = exported(review), exported(review)
    assert first == second
    assert [len(row) for row in csv.reader(io.StringIO(first.files[SETTINGS_FILE].decode(), newline=""))][:1] == [58]
    assert all(remark.text.endswith(".") for remark in first.remarks)
