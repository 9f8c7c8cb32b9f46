"""RevMan 5's CSV of data and analyses: nested lines, scales that it does not name, totals that it does not show."""

import csv
import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.revman_csv import REVMAN_CSV
from reportgen.exchange.source import Source
from tests.exchange.reloading import read_or_refused, reloaded

HEADINGS = [
    "Comparison Number",
    "Outcome Number",
    "Subgroup Number",
    "Name",
    "Data Type",
    "Statistical Method",
    "Effect Measure",
    "Analysis Model",
    "Events 1",
    "Mean 1",
    "SD 1",
    "Total 1",
    "Events 2",
    "Mean 2",
    "SD 2",
    "Total 2",
    "Effect Estimate",
    "SE",
    "CI Start",
    "CI End",
    "Weight",
    "Q",
    "P(Q)",
    "I²(Q)",
    "Tau²",
    "Z",
    "P(Z)",
    "Qint",
    "P(Qint)",
    "I²(Qint)",
    "df",
    "Group Label 1",
    "Group Label 2",
    "Left Graph Label",
    "Right Graph Label",
    "Year of study",
    "User defined order",
]
EVENTS = {"Events 1": 12, "Total 1": 80, "Events 2": 25, "Total 2": 82}
MEANS = {"Mean 1": 5, "SD 1": 1.5, "Total 1": 20, "Mean 2": 6.5, "SD 2": 2, "Total 2": 21}
Z = 1.959963984540054


def exported(*lines):
    """Return an export; a line is its three numbers, a name and its other cells."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="", lineterminator="\n")
    writer.writeheader()
    for numbers, name, cells in lines:
        writer.writerow({**dict(zip(HEADINGS[:3], numbers, strict=True)), "Name": name, **cells})
    return text.getvalue().encode()


def comparison(number, name="Drug versus placebo"):
    return (number, 0, 0), name, {}


def outcome(*numbers, name="Mortality", kind="DIC", method="MH", measure="RR", model="Random", **cells):
    own = {"Data Type": kind, "Statistical Method": method, "Effect Measure": measure, "Analysis Model": model}
    labels = {"Group Label 1": "Drug", "Group Label 2": "Placebo", "Left Graph Label": "Favours drug"}
    return (*numbers, 0), name, {**own, **labels, **cells}


def study(*numbers, name="Adams", order=1, cells=EVENTS, year="2001"):
    return numbers, name, {**cells, "Year of study": year, "User defined order": order}


def source(content, name="export.csv"):
    return Source(name=name, kind="file", files={name: content})


def read(*lines, **options):
    return REVMAN_CSV.read(source(exported(*lines)), ImportOptions(**options))


def issues_of(content):
    with pytest.raises(DataError) as caught:
        REVMAN_CSV.read(source(content), ImportOptions())
    return caught.value.issues


def test_an_export_is_recognised_by_its_headings():
    assert REVMAN_CSV.matches(source(exported()))
    assert REVMAN_CSV.matches(source(b"\xef\xbb\xbf" + exported()))
    assert not REVMAN_CSV.matches(source(b"study,events\n"))
    assert not REVMAN_CSV.matches(Source(name="x", kind="folder", files={}))


def test_lines_nest_as_comparison_outcome_subgroup_and_study(tmp_path):
    review = read(
        comparison(1),
        outcome(1, 1),
        ((1, 1, 1), "Women", {"Effect Estimate": 0.5, "CI Start": 0.3, "CI End": 0.9, "df": 1}),
        study(1, 1, 1, name="Adams", order=7),
        study(1, 1, 1, name="Brown", order=8),
        ((1, 1, 2), "Men", {}),
        study(1, 1, 2, name="Adams", order=9),
        outcome(1, 2, name="Pain", kind="CON", method="IV", measure="MD", model="Fixed"),
        study(1, 2, 0, cells=MEANS),
        comparison(2, "Drug versus nothing"),
        outcome(2, 1),
        study(2, 1, 0, name="Clark"),
    ).review
    assert [(one.number, one.title) for one in review.comparisons] == [
        ("1", "Drug versus placebo"),
        ("2", "Drug versus nothing"),
    ]
    assert [(one.number, one.title, one.measure, one.plan.model) for one in review.outcomes] == [
        ("1.1", "mortality", "RR", "random"),
        ("1.2", "pain", "MD", "common"),
        ("2.1", "mortality", "RR", "random"),
    ]
    assert [(row.outcome, row.study, row.subgroup) for row in review.results if row.arm == "Drug"] == [
        ("cmp-1-1", "Adams", "Women"),
        ("cmp-1-1", "Brown", "Women"),
        ("cmp-1-1", "Adams", "Men"),
        ("cmp-1-2", "Adams", ""),
        ("cmp-2-1", "Clark", ""),
    ]
    assert [study.characteristics["year"].value for study in review.studies] == ["2001", "2001", "2001"]
    assert reloaded(review, tmp_path) == review


@st.composite
def nests(draw):
    number = st.integers(1, 3)
    made = {}
    for comparison_number in draw(st.lists(number, min_size=1, unique=True)):
        for outcome_number in draw(st.lists(number, min_size=1, unique=True)):
            for subgroup in draw(st.sampled_from([(0,), (1,), (1, 2), (2, 1, 3)])):
                names = draw(st.lists(st.sampled_from(["Adams", "Brown", "Clark"]), min_size=1, unique=True))
                made[comparison_number, outcome_number, subgroup] = names
    return made


@given(nests())
@settings(max_examples=60)
def test_every_study_comes_in_under_its_own_numbers(nest):
    lines = [comparison(number) for number in dict.fromkeys(key[0] for key in nest)]
    heads = dict.fromkeys(key[:2] for key in nest)
    for head in heads:
        lines.append(outcome(*head))
        for (*numbers, subgroup), names in nest.items():
            if tuple(numbers) == head:
                lines += [((*head, subgroup), f"Group {subgroup}", {})] if subgroup else []
                lines += [study(*head, subgroup, name=name, order=place) for place, name in enumerate(names, 1)]
    review = read(*lines).review
    found = [(row.outcome, row.subgroup, row.study) for row in review.results if row.arm == "Drug"]
    wanted = [
        (f"cmp-{one}-{two}", f"Group {subgroup}" if subgroup else "", name)
        for (one, two, subgroup), names in nest.items()
        for name in names
    ]
    assert sorted(found) == sorted(wanted)


def effect(estimate, se, *, low, high):
    return {"Effect Estimate": estimate, "SE": se, "CI Start": low, "CI End": high}


RATIO = effect(0.7, 0.2, low=0.7 * math.exp(-Z * 0.2), high=0.7 * math.exp(Z * 0.2))
LOGARITHM = effect(-0.35, 0.2, low=-0.35 - Z * 0.2, high=-0.35 + Z * 0.2)


@pytest.mark.parametrize(
    ("cells", "measure", "expected", "code"),
    [
        (RATIO, "Hazard Ratio", 0.7, "HR"),
        (LOGARITHM, "Hazard Ratio", math.exp(-0.35), "HR"),
        (LOGARITHM, "log(HR)", math.exp(-0.35), "HR"),
        (LOGARITHM, "Mean difference", -0.35, "GEN"),
        (RATIO, "Ratio of means", 0.7, "GENLOG"),
    ],
)
def test_the_scale_of_generic_effects_is_told_by_their_standard_error(cells, measure, expected, code):
    review = read(
        comparison(1), outcome(1, 1, kind="IV", method="IV", measure=measure), study(1, 1, 0, cells=cells)
    ).review
    (result,) = review.results
    assert review.outcomes[0].measure == code
    assert result.data["estimate"].value == pytest.approx(expected, rel=1e-15)
    assert result.data["se"].value == 0.2


def test_weights_tell_that_only_subgroups_have_totals():
    groups = [((1, 1, place), f"Group {place}", {}) for place in (1, 2)]
    studies = [study(1, 1, place, name=name) for place in (1, 2) for name in ("Adams", "Brown")]
    lines = [comparison(1), outcome(1, 1, Weight=200), groups[0], *studies[:2], groups[1], *studies[2:]]
    assert read(*lines).review.outcomes[0].totals == "subgroups"
    lines[1] = outcome(1, 1, Weight=100)
    assert read(*lines).review.outcomes[0].totals == "all"


def test_stored_results_come_under_their_names():
    pooled = {
        "Effect Estimate": 0.8, "CI Start": 0.6, "CI End": 0.95, "Weight": 100, "Q": 3.5, "P(Q)": 0.2, "I²(Q)": 43,
        "Tau²": 0.02, "Z": 2.4, "P(Z)": 0.016, "df": 2, "Events 1": 24, "Total 1": 160, "Events 2": 50, "Total 2": 164,
    }  # fmt: skip
    own = EVENTS | {"Effect Estimate": 0.5, "SE": 0.3, "CI Start": 0.28, "CI End": 0.9, "Weight": 60.5}
    total, effect_ = read(comparison(1), outcome(1, 1, **pooled), study(1, 1, 0, cells=own)).stored
    assert total.values == {
        "estimate": 0.8, "ci_low": 0.6, "ci_high": 0.95, "chi2": 3.5, "df": 2, "p_het": 0.2, "i2": 43, "tau2": 0.02,
        "p": 0.016, "events_experimental": 24, "events_comparator": 50, "n_experimental": 160, "n_comparator": 164,
        "z": 2.4,
    }  # fmt: skip
    assert effect_.values == {"estimate": 0.5, "ci_low": 0.28, "ci_high": 0.9, "weight": 60.5, "se": 0.3}


def test_outcomes_told_in_words_are_kept_as_tables():
    imported = read(
        comparison(1),
        outcome(1, 1),
        study(1, 1, 0),
        outcome(1, 2, name="Costs", kind="OTH", method="", measure="", model=""),
        study(1, 2, 0, name="Brown", cells={}),
    )
    assert [outcome.number for outcome in imported.review.outcomes] == ["1.1"]
    assert [(one.path, one.content) for one in imported.kept] == [("outcome-1.2.csv", b"Study\nBrown\n")]
    assert imported.review.studies[1].results_none


def test_what_the_export_does_not_tell_is_said():
    imported = read(comparison(1), outcome(1, 1), study(1, 1, 0))
    assert [remark.topic for remark in imported.remarks].count("settings") == 1
    assert imported.review.title == "export"
    assert read(comparison(1), outcome(1, 1), study(1, 1, 0), title="Ours").review.title == "Ours"


def test_letters_of_windows_are_read_with_a_remark():
    content = exported(comparison(1), outcome(1, 1), study(1, 1, 0, name="Müller")).decode().encode("cp1252")
    imported = REVMAN_CSV.read(source(content), ImportOptions())
    assert imported.review.studies[0].id == "Müller"
    assert "file" in [remark.topic for remark in imported.remarks]
    assert imported.review.outcomes[0].measure == "RR"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "source-holds-a-review"),
        ([comparison(1)], "source-holds-a-review"),
        ([comparison("x")], "source-value-is-usable"),
        ([comparison(1), outcome(1, "1.5")], "source-value-is-usable"),
        ([comparison(1), outcome(1, 1, kind="ABC")], "source-value-is-usable"),
        ([comparison(1), outcome(1, 1, method="ABC")], "source-value-is-usable"),
        ([comparison(1), outcome(1, 1, measure="ABC")], "source-value-is-usable"),
        ([comparison(1), study(1, 1, 0)], "source-name-is-known"),
        ([comparison(1), study(1, 1, 1)], "source-name-is-known"),
        ([comparison(1), outcome(1, 1), study(1, 1, 0, cells={"Events 1": "many"})], "source-value-is-usable"),
    ],
)
def test_what_cannot_be_read_is_an_issue(lines, code):
    assert {issue.code for issue in issues_of(exported(*lines))} == {code}


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_export_is_read_or_refused_and_nothing_else(data):
    content = bytearray(exported(comparison(1), outcome(1, 1), study(1, 1, 0), study(1, 1, 0, name="Brown")))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=4))
    imported = read_or_refused(REVMAN_CSV.read, source(bytes(content)), ImportOptions())
    assert imported is None or imported.review.outcomes
