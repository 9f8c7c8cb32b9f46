"""Whatever review the generator of .rm5 files describes, its import is that review, field by field."""

import contextlib
import math
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.rm5.format import RM5
from reportgen.exchange.source import Source
from tests.exchange.reloading import reloaded
from tests.exchange.rm5_files import (
    ComparisonSpec,
    ItemSpec,
    OutcomeSpec,
    PersonSpec,
    ReferenceSpec,
    ReviewSpec,
    RowSpec,
    StudySpec,
    SubgroupSpec,
    rm5_of,
)

LETTERS = "acghkXYZ019 ,.;:'\"&<>-–()[]{}%@#_*éßжλ漢😀"  # no letters that make a tag of <b>
names = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(f"N{text}".split()))
texts = st.lists(names, max_size=3).map("\n".join)
decimals = st.floats(-1e6, 1e6, allow_nan=False).map(repr) | st.integers(-500, 500).map(lambda n: f"{n}.0")
positive = st.floats(1e-3, 1e4).map(repr) | st.sampled_from(["1.50", "8.90", "2"])
noise = st.sampled_from(["NaN", "-Infinity", "", "0.0"])

# What the words of a source mean, told once more and apart from the code.
MEASURES = {
    ("DICH", "RR"): "RR",
    ("DICH", "OR"): "OR",
    ("DICH", "RD"): "RD",
    ("CONT", "MD"): "MD",
    ("CONT", "SMD"): "SMD",
    ("IV", "Hazard Ratio"): "HR",
    ("IV", "Rate Ratio"): "GENLOG",
    ("IV", "Mean Difference"): "GEN",
    ("IPD", "Hazard Ratio"): "OE",
    ("OTHER", ""): "",
}
METHODS = {"MH": "mantel-haenszel", "IV": "inverse-variance", "PETO": "peto"}
TOTALS = {"YES": "all", "SUB": "subgroups", "NO": "none"}
LEVELS = {"YES": "low", "NO": "high", "UNKNOWN": "unclear"}
STORED = {"EFFECT_SIZE": "estimate", "CI_START": "ci_low", "CI_END": "ci_high", "WEIGHT": "weight"}
OF_TOTAL = {"Z": "z", "DF": "df", "STUDIES": "studies", "TOTAL_1": "n_experimental", "TOTAL_2": "n_comparator"}


@st.composite
def stored_values(draw, more=()):
    found = {name: draw(positive | noise) for name in (*STORED, *more)}
    return {**found, "ESTIMABLE": draw(st.sampled_from(["YES", "NO"])), "LOG_EFFECT_SIZE": "-Infinity"}


@st.composite
def rows(draw, stem, keys):
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=3)) if keys else []
    return [draw(row(stem, key)) for key in chosen]


@st.composite
def row(draw, stem, key):
    note = draw(st.just("") | names)
    if stem == "OTHER":
        return RowSpec(study=key, texts={"VALUE": draw(names)}, footnote=note)
    n = [draw(st.integers(1, 900)) for _ in range(2)]
    values = draw(stored_values())
    if stem != "IPD":
        values |= {"TOTAL_1": f"{n[0]}", "TOTAL_2": f"{n[1]}"}
    if stem == "DICH":
        values |= {f"EVENTS_{side}": str(draw(st.integers(0, n[side - 1]))) for side in (1, 2)}
        values |= {"O_E": "0.0", "SE": draw(positive)}
    elif stem == "CONT":
        values |= {f"MEAN_{side}": draw(decimals) for side in (1, 2)}
        values |= {f"SD_{side}": draw(positive) for side in (1, 2)}
    elif stem == "IV":
        values |= {"ESTIMATE": draw(st.floats(-5, 5).map(repr)), "SE": draw(positive)}
    else:
        values |= {"O_E": draw(decimals), "VAR": draw(positive)}
    return RowSpec(study=key, values=values, footnote=note)


@st.composite
def outcomes(draw, keys):
    stem, measure = draw(st.sampled_from(sorted(MEASURES)))
    values = {
        "RANDOM": draw(st.sampled_from(["YES", "NO"])),
        "TOTALS": draw(st.sampled_from(sorted(TOTALS))),
        "CI_TOTAL": draw(st.sampled_from(["90", "95", "99"])),
        "CI_STUDY": draw(st.sampled_from(["90", "95", "99"])),
        "SUBGROUP_TEST": draw(st.sampled_from(["YES", "NO"])),
        **draw(stored_values(OF_TOTAL)),
    }
    if stem in {"DICH", "CONT"}:
        values["EFFECT_MEASURE"] = measure
    if stem == "DICH":
        swap = draw(st.sampled_from(["YES", "NO"]))
        values |= {"METHOD": draw(st.sampled_from(sorted(METHODS))), "SWAP_EVENTS": swap}
    if stem == "IV":
        values["LOG_DATA"] = "YES" if measure.endswith("Ratio") else "NO"
    subgroups = [
        SubgroupSpec(name=f"{draw(names)} {place}", rows=draw(rows(stem, keys)), values=draw(stored_values(OF_TOTAL)))
        for place in range(draw(st.integers(0, 3)))
    ]
    return OutcomeSpec(
        stem=stem,
        name=draw(names),
        values=values,
        measure=measure if stem in {"IV", "IPD"} else "",
        labels=draw(st.sampled_from([("Drug", "Placebo"), ("", ""), ("New drug", "Placebo")])),
        rows=[] if subgroups else draw(rows(stem, keys)),
        subgroups=subgroups,
    )


references = st.builds(
    ReferenceSpec,
    fields=st.fixed_dictionaries(
        {"AU": st.sampled_from(["Cooper PJ, Hill T", "Trial Group", ""]), "TI": names},
        optional={"SO": names, "YR": st.sampled_from(["1999", "2003"]), "VL": st.just("12"), "PG": st.just("1-9")},
    ),
    primary=st.booleans(),
)


@st.composite
def studies(draw, place):
    status = draw(st.sampled_from(["included", "included", "excluded", "awaiting", "ongoing"]))
    tags = ["METHODS", "PARTICIPANTS", "INTERVENTIONS", "OUTCOMES", "NOTES", "USER_DEF_1"]
    told = {tag: draw(texts) for tag in draw(st.lists(st.sampled_from(tags), unique=True))}
    if status == "excluded":
        told["REASON_FOR_EXCLUSION"] = draw(texts)
    return StudySpec(
        name=draw(names | st.just("Cooper 2003")),
        id=f"STD-{place}",
        status=status,
        year=draw(st.sampled_from(["", "1999"])),
        data_source=draw(st.sampled_from(["PUB", "MIX", "SOUGHT", "UNPUB"])),
        told=told,
        references=draw(st.lists(references, max_size=2)),
    )


@st.composite
def items(draw, keys, place):
    groups = draw(st.sampled_from([(), ("All outcomes",), ("Pain", "Death")]))
    entries = [
        (key, group, draw(st.sampled_from(sorted(LEVELS))), draw(texts))
        for key in keys
        for group in (range(1, len(groups) + 1) if groups else (0,))
        if draw(st.booleans())
    ]
    return ItemSpec(name=f"Item {place}: {draw(names)}", groups=groups, entries=entries)


@st.composite
def specs(draw):
    found = [draw(studies(place)) for place in range(draw(st.integers(0, 5)))]
    keys = [one.key for one in found if one.status == "included"]
    authors = [
        PersonSpec(id=f"P{place}", texts={"FIRST_NAME": draw(names), "LAST_NAME": draw(names)})
        for place in range(draw(st.integers(0, 2)))
    ]
    return ReviewSpec(
        title=draw(names),
        authors=authors,
        contact=authors[0] if authors else None,
        studies=found,
        own_columns=["Location"],
        comparisons=draw(
            st.lists(st.builds(ComparisonSpec, name=names, outcomes=st.lists(outcomes(keys), max_size=3)), max_size=3)
        ),
        items=[draw(items([one.key for one in found], place)) for place in range(draw(st.integers(0, 3)))],
    )


def imported(spec, **form):
    data = rm5_of(spec, **form)
    return RM5.read(Source(name="a.rm5", kind="file", files={"a.rm5": data}), ImportOptions())


# ---- what the description says, worked out apart from the code that reads


def listed(spec):
    order = ("included", "excluded", "awaiting", "ongoing")
    return [one for status in order for one in spec.studies if one.status == status]


def names_of(spec):
    """Return the names of the studies by key; a name that came before has a number."""
    found = {}
    for one in listed(spec):
        name, number = one.name, 2
        while name in found.values():
            name, number = f"{one.name} ({number})", number + 1
        found[one.key] = name
    return found


def parts_of(outcome):
    return [("", outcome.rows)] if not outcome.subgroups else [(one.name, one.rows) for one in outcome.subgroups]


def numbers(outcome, one):
    """Return the data of a row: one mapping for each arm, or one for the effect."""
    value = {name: float(text) for name, text in one.values.items() if text not in {"YES", "NO", ""}}
    if outcome.stem == "DICH":
        swap = outcome.values["SWAP_EVENTS"] == "YES"
        return [
            {"events": value[f"TOTAL_{side}"] - value[f"EVENTS_{side}"] if swap else value[f"EVENTS_{side}"]}
            | {"n": value[f"TOTAL_{side}"]}
            for side in (1, 2)
        ]
    if outcome.stem == "CONT":
        return [
            {"mean": value[f"MEAN_{side}"], "sd": value[f"SD_{side}"], "n": value[f"TOTAL_{side}"]} for side in (1, 2)
        ]
    if outcome.stem == "IV":
        log = outcome.values["LOG_DATA"] == "YES"
        estimate = math.exp(value["ESTIMATE"]) if log else value["ESTIMATE"]
        return [{"estimate": estimate, "se": value["SE"], "n": value["TOTAL_1"] + value["TOTAL_2"]}]
    return [{"o_minus_e": value["O_E"], "variance": value["VAR"]}]


def telling(values, names):
    if values.get("ESTIMABLE") == "NO":
        names = {key: name for key, name in names.items() if name.startswith("n_") or name == "studies"}
    found = {name: float(values[key]) for key, name in names.items() if values.get(key)}
    return {name: value for name, value in found.items() if math.isfinite(value)}


def check_studies(spec, found):
    keys = names_of(spec)
    assert [(one.id, one.status) for one in found.studies] == [(keys[one.key], one.status) for one in listed(spec)]
    for one, study in zip(listed(spec), found.studies, strict=True):
        reason = one.told.get("REASON_FOR_EXCLUSION", "")
        assert study.reason == (reason or "Reason not given" if one.status == "excluded" else "")
        told = {name: cell.text for name, cell in study.characteristics.items() if cell.text}
        columns = {"METHODS": "methods", "PARTICIPANTS": "participants", "INTERVENTIONS": "intervention"}
        columns |= {"OUTCOMES": "outcome_measures", "NOTES": "notes", "USER_DEF_1": "location"}
        expected = {columns[tag]: text for tag, text in one.told.items() if tag in columns and text}
        expected |= {"year": one.year} if one.year else {}
        assert {name: text for name, text in told.items() if name != "data_source"} == expected
        assert ("data_source" in told) == (one.data_source != "PUB")
        assert len(study.reports) == len(one.references)
        assert set(study.reports) <= set(found.library.keys)
    assert len(found.library.keys) == sum(len(one.references) for one in spec.studies)


def check_outcomes(spec, found):
    described = [
        (f"{number}.{place}", one)
        for number, comparison in enumerate(spec.comparisons, 1)
        for place, one in enumerate(comparison.outcomes, 1)
        if one.stem != "OTHER"
    ]
    assert [one.title for one in found.review.comparisons] == [one.name for one in spec.comparisons]
    assert [one.number for one in found.review.outcomes] == [number for number, _ in described]
    for (_, one), outcome in zip(described, found.review.outcomes, strict=True):
        values = one.values
        measure = MEASURES[one.stem, one.measure or values["EFFECT_MEASURE"]]
        method = METHODS[values["METHOD"]] if one.stem == "DICH" else "inverse-variance"
        assert outcome.title.casefold() == one.name.casefold()
        assert outcome.measure == ("PETO" if method == "peto" else measure)
        assert outcome.plan.method == method
        assert (outcome.plan.model == "random") == (values["RANDOM"] == "YES" and one.stem != "IPD")
        assert (outcome.totals, outcome.plan.level) == (TOTALS[values["TOTALS"]], float(values["CI_TOTAL"]) / 100)
        assert outcome.subgroup_test == (values["SUBGROUP_TEST"] == "YES")
        check_rows(spec, one, outcome, found)
        check_stored(spec, one, outcome, found)


def check_rows(spec, one, outcome, found):
    keys = names_of(spec)
    results = iter([result for result in found.review.results if result.outcome == outcome.id])
    for subgroup, part in parts_of(one):
        for line in part:
            for data in numbers(one, line):
                result = next(results)
                assert (result.study, result.subgroup) == (keys[line.study], subgroup)
                assert {name: cell.value for name, cell in result.data.items()} == data
                assert all(float(cell.text) == cell.value for cell in result.data.values())
                assert result.attribution.note.startswith(line.footnote)
                swapped = one.stem == "DICH" and one.values["SWAP_EVENTS"] == "YES"
                assert (result.attribution.provenance == "derived") == swapped
    assert list(results) == []


def check_stored(spec, one, outcome, found):
    keys = names_of(spec)
    stored = {(each.kind, each.subgroup, each.study): each for each in found.stored if each.outcome == outcome.id}
    total = telling(one.values, {**STORED, **OF_TOTAL})
    if any(one.values.get(name) and math.isfinite(float(one.values[name])) for name in (*STORED, *OF_TOTAL)):
        each = stored["total", "", ""]
        assert (dict(each.values), each.shown) == (total, one.values["TOTALS"] == "YES")
        assert each.estimable == (one.values["ESTIMABLE"] == "YES")
    for subgroup, part in parts_of(one):
        for line in part:
            names = {**STORED, **({"SE": "se"} if one.stem == "DICH" else {})}
            each = stored.get(("study", subgroup, keys[line.study]))
            assert telling(line.values, names) == (dict(each.values) if each else {})
            assert each is None or each.level == float(one.values["CI_STUDY"]) / 100


def check_judgements(spec, found):
    keys = names_of(spec)
    expected = sorted(
        (keys[study], LEVELS[result], text) for item in spec.items for study, _, result, text in item.entries
    )
    assert sorted((one.study, one.level, one.support) for one in found.judgements) == expected


@settings(max_examples=80)
@given(specs(), st.booleans(), st.booleans())
def test_a_review_is_imported_as_what_it_was_made_from(spec, backwards, breaks):
    found = imported(spec, backwards=backwards, breaks=breaks)
    assert found.review.title == spec.title
    assert [(one.given, one.family) for one in found.review.authors] == [
        (one.texts["FIRST_NAME"], one.texts["LAST_NAME"]) for one in spec.authors
    ]
    check_studies(spec, found.review)
    check_outcomes(spec, found)
    check_judgements(spec, found.review)
    assert [part.path for part in found.kept] == []


@settings(max_examples=25)
@given(specs())
def test_an_imported_review_is_loaded_as_it_was_written(spec):
    check_loaded(imported(spec).review)


ODD = st.sampled_from(
    (
        *("", " ", "0", "-0.0", "1", "1.0", "3", "12.5", "-7", "1e-320", "1E5", "1e14", "1e300", "-Infinity", "NaN"),
        *("1,5", "0x10", "1_0", "YES", "NO", "SUB", "MH", "IV", "95", "100", "abc", "a\nb", "Cooper 2003", "\u202e(2)"),
        "W" * 700,
    )
)
ATTRIBUTES = {
    "DICH": ["EVENTS_1", "TOTAL_1", "EVENTS_2", "TOTAL_2", "EFFECT_SIZE", "SE", "ESTIMABLE"],
    "CONT": ["MEAN_1", "SD_1", "TOTAL_1", "MEAN_2", "SD_2", "TOTAL_2", "WEIGHT"],
    "IV": ["ESTIMATE", "SE", "TOTAL_1", "TOTAL_2", "CI_END"],
    "IPD": ["O_E", "VAR", "EVENTS_1", "TOTAL_1", "TOTAL_2"],
}
SETTINGS = ["METHOD", "RANDOM", "TOTALS", "CI_TOTAL", "CI_STUDY", "SCALE", "SWAP_EVENTS", "LOG_DATA", "UNITS", "NO"]


@st.composite
def odd_outcomes(draw, keys):
    stem = draw(st.sampled_from(sorted(ATTRIBUTES)))
    lines = [
        RowSpec(study=key, values={name: draw(ODD) for name in ATTRIBUTES[stem]}, footnote=draw(ODD))
        for key in draw(st.lists(st.sampled_from(keys), max_size=4) if keys else st.just([]))
    ]
    values = {name: draw(ODD) for name in draw(st.lists(st.sampled_from(SETTINGS), unique=True))}
    values |= {"EFFECT_MEASURE": "RR" if stem == "DICH" else "MD"} if stem in {"DICH", "CONT"} else {}
    part = SubgroupSpec(name=draw(ODD), rows=lines, values={"NO": draw(ODD)})
    return OutcomeSpec(
        stem=stem,
        name=draw(ODD),
        values=values,
        measure=draw(ODD) if stem in {"IV", "IPD"} else "",
        labels=(draw(ODD), draw(ODD)),
        graph=(draw(ODD), draw(ODD)),
        rows=lines if draw(st.booleans()) else [],
        subgroups=draw(st.lists(st.just(part), max_size=2)),
    )


@st.composite
def odd_specs(draw):
    lists = st.sampled_from(["included", "excluded", "awaiting", "ongoing"])
    found = [
        StudySpec(
            name=draw(ODD),
            id=f"S{place}",
            status=draw(lists),
            year=draw(ODD),
            data_source=draw(ODD),
            told={"METHODS": draw(ODD), "USER_DEF_1": draw(ODD), "ODD": draw(ODD)},
            references=[ReferenceSpec(fields={tag: draw(ODD) for tag in ("AU", "TI", "SO", "YR")}, type=draw(ODD))],
            identifiers={draw(ODD): draw(ODD)},
        )
        for place in range(draw(st.integers(0, 3)))
    ]
    keys = [one.key for one in found if one.status == "included"]
    tags = ("FIRST_NAME", "LAST_NAME", "EMAIL_1")
    group = draw(ODD)
    return ReviewSpec(
        title=draw(ODD),
        attributes={"DOI": draw(ODD), "VERSION_NO": draw(ODD)},
        authors=[PersonSpec(id=draw(ODD), texts={tag: draw(ODD) for tag in tags}, address={"CITY": draw(ODD)})],
        last_search=(draw(ODD), draw(ODD), draw(ODD)),
        studies=found,
        own_columns=[draw(ODD)],
        comparisons=[ComparisonSpec(name=draw(ODD), outcomes=draw(st.lists(odd_outcomes(keys), max_size=3)))],
        items=[
            ItemSpec(name=draw(ODD), groups=[group], entries=[(one.key, place, "NO", draw(ODD)) for one in found])
            for place in range(2)
        ],
        flow=[(draw(ODD), draw(ODD)), ("12 records screened", "")],
    )


@settings(max_examples=50)
@given(odd_specs())
def test_whatever_stands_in_its_fields_a_review_is_loaded_as_it_was_written(spec):
    check_loaded(imported(spec).review)


def check_loaded(review):
    with tempfile.TemporaryDirectory() as folder:
        assert reloaded(review, folder) == review


@settings(max_examples=30)
@given(specs(), st.data())
def test_a_file_cut_short_or_damaged_is_read_or_refused_as_a_whole(spec, data):
    whole = bytearray(rm5_of(spec))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(1, 30))] = data.draw(st.binary(max_size=4))
    damaged = Source(name="a.rm5", kind="file", files={"a.rm5": bytes(whole)})
    with contextlib.suppress(DataError):  # and no other exception
        RM5.read(damaged, ImportOptions())


def test_the_generator_makes_what_it_is_asked_for():
    with pytest.raises(KeyError):
        numbers(OutcomeSpec(stem="DICH", name="x", values={"SWAP_EVENTS": "NO"}), RowSpec(study="a", values={}))
