"""Whatever package is made, what comes in is what it was made from; and its results are ours."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.effects import study_effects
from reportgen.errors import Origin
from reportgen.exchange.agreement.compare import compare
from reportgen.exchange.agreement.values import our_values
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.imported import Stored
from reportgen.exchange.revman_web import REVMAN_WEB
from reportgen.pooling import pool_effects
from tests.exchange.reloading import reloaded
from tests.exchange.revman_web_files import LAYOUTS, PACKINGS, ROB2, Analysis, Package, Row, source

MEASURES = {
    "dichotomous": (("Risk Ratio", "RR", True), ("Odds Ratio", "OR", True), ("Risk Difference", "RD", False)),
    "continuous": (("Mean Difference", "MD", False), ("Std. Mean Difference", "SMD", False)),
    "generic": (("Hazard Ratio", "HR", True), ("Rate Ratio", "GENLOG", True), ("Mean Difference", "GEN", False)),
    "o-minus-e": (("Hazard Ratio", "OE", True), ("Peto Odds Ratio", "GENLOG", True)),
}
CODES = {name: code for kinds in MEASURES.values() for name, code, _ in kinds}
STUDIES = (("Adams 2001", "2001"), ("Brown 2002", "2002"), ("Clark 2003", "2003"), ("Davis 2004", "2004"))
SUBGROUPS = ("Adults", "Children & teens", "n < 65")


def read(package, packing="folder"):
    return REVMAN_WEB.read(source(package, packing), ImportOptions(title="Made"))


@st.composite
def cells(draw, kind):
    n1, n2 = draw(st.integers(8, 400)), draw(st.integers(8, 400))
    decimal = st.integers(1, 4000).map(lambda value: value / 100)
    if kind == "dichotomous":
        events = {"events_experimental": draw(st.integers(0, n1)), "events_comparator": draw(st.integers(0, n2))}
        return {**events, "n_experimental": n1, "n_comparator": n2}
    if kind == "continuous":
        sides = ("experimental", "comparator")
        spread = {f"{name}_{side}": draw(decimal) for name in ("mean", "sd") for side in sides}
        return {**spread, "n_experimental": n1, "n_comparator": n2}
    if kind == "generic":
        return {"estimate": draw(st.integers(-300, 300)) / 100, "se": draw(st.integers(2, 90)) / 100}
    return {"o_minus_e": draw(st.integers(-900, 900)) / 100, "variance": draw(st.integers(100, 3000)) / 100}


@st.composite
def analyses(draw, number, layout):
    kind = draw(st.sampled_from(sorted(MEASURES)))
    measure, _, log_scale = draw(st.sampled_from(MEASURES[kind]))
    divided = draw(st.booleans())
    names = draw(st.permutations(SUBGROUPS))[: draw(st.integers(1, 3))] if divided else [""]
    rows = []
    for name in names:
        own = draw(st.lists(st.sampled_from([study for study, _ in STUDIES]), min_size=1, max_size=4, unique=True))
        rows += [Row(study=study, subgroup=name, cells=draw(cells(kind))) for study in own]
    overall, subtotals = draw(st.sampled_from([(True, True), (False, True), (False, False)]))
    method = draw(st.sampled_from(["MH", "IV"])) if kind == "dichotomous" else "IV"
    return Analysis(
        number=number,
        kind=kind,
        measure=measure,
        log_scale=log_scale,
        method=method,
        model=draw(st.sampled_from(["Fixed effect", "Random effect"])),
        estimator=draw(st.sampled_from(["DL", "REML"])),
        interval=draw(st.sampled_from(["Wald", "HKSJ"])),
        prediction=draw(st.booleans()),
        level=draw(st.sampled_from([90, 95, 99])),
        overall=overall,
        subtotals=subtotals,
        test=draw(st.booleans()),
        rows=tuple(rows),
    )


@st.composite
def packages(draw):
    layout = draw(st.sampled_from(LAYOUTS))
    count = draw(st.integers(1, 3))
    made = tuple(draw(analyses(f"{1 + place // 2}.{1 + place % 2}", layout)) for place in range(count))
    return Package(analyses=made, studies=STUDIES, layout=layout)


def expected_rows(analysis):
    """Return the rows of results that an analysis is to give, arms by their side."""
    outcome = "cmp-" + analysis.number.replace(".", "-")
    for row in analysis.rows:
        key = (row.study, outcome, row.subgroup)
        if analysis.kind in {"dichotomous", "continuous"}:
            for side, arm in (("experimental", "Drug"), ("comparator", "Placebo")):
                own = {name.split("_")[0]: value for name, value in row.cells.items() if name.endswith(side)}
                yield (*key, arm, own)
        elif analysis.kind == "generic":
            estimate = row.cells["estimate"]
            yield (*key, "Drug", {**row.cells, "estimate": math.exp(estimate) if analysis.log_scale else estimate})
        elif CODES[analysis.measure] == "OE" or analysis.measure == "Hazard Ratio":
            yield (*key, "Drug", row.cells)
        else:
            ratio = math.exp(row.cells["o_minus_e"] / row.cells["variance"])
            yield (*key, "Drug", {"estimate": ratio, "se": row.cells["variance"] ** -0.5})


def code_of(analysis):
    return next(code for name, code, _ in MEASURES[analysis.kind] if name == analysis.measure)


def plan_of(analysis, layout):
    random = analysis.model == "Random effect"
    methods = {"MH": "mantel-haenszel", "IV": "inverse-variance"}
    model = "random" if random else "common"
    if layout == "2023":
        return (methods[analysis.method], model, analysis.level / 100, "DL", "wald", "none")
    chosen = (analysis.estimator, analysis.interval.lower()) if random else ("REML", "wald")
    prediction = "t-k-1" if random and analysis.prediction else "none"
    return (methods[analysis.method], model, analysis.level / 100, *chosen, prediction)


@given(packages(), st.sampled_from(PACKINGS))
@settings(max_examples=150)
def test_a_package_comes_in_as_what_it_was_made_from(package, packing):
    review = read(package, packing).review
    got = [
        (row.study, row.outcome, row.subgroup, row.arm, {k: c.value for k, c in row.data.items()})
        for row in review.results
    ]
    wanted = [row for analysis in package.analyses for row in expected_rows(analysis)]
    assert got == [(*row[:4], {k: pytest.approx(v, rel=1e-14) for k, v in row[4].items()}) for row in wanted]
    assert [study.id for study in review.studies] == [name for name, _ in STUDIES]
    for outcome, analysis in zip(review.outcomes, package.analyses, strict=True):
        plan = outcome.plan
        assert outcome.number == analysis.number
        assert outcome.measure == code_of(analysis)
        assert outcome.totals == ("all" if analysis.overall else "subgroups" if analysis.subtotals else "none")
        assert outcome.subgroup_test == analysis.test
        shown = (plan.method, plan.model, plan.level, plan.tau2, plan.interval, plan.prediction)
        assert shown == plan_of(analysis, package.layout)
        assert plan.preset == ("revman5" if package.layout == "2023" else "revman-web")


@given(package=packages())
@settings(max_examples=15)
def test_what_comes_in_can_be_written_and_loaded(package, tmp_path_factory):
    review = read(package).review
    assert reloaded(review, tmp_path_factory.mktemp("review")) == review


def filled(package):
    """Return a package with the results that come out here stored in it, as RevMan stores them."""
    review = read(package).review
    made = []
    for analysis, outcome in zip(package.analyses, review.outcomes, strict=True):
        effects = study_effects(review, outcome)
        pooled = pool_effects(effects, outcome.plan)

        def ours(kind, pooled=pooled, outcome=outcome, **names):
            stored = Stored(kind=kind, outcome=outcome.id, values={}, origin=Origin("made", 1), **names)
            return dict(our_values(stored, pooled))

        rows = tuple(
            replace(row, stored=ours("study", study=row.study, subgroup=row.subgroup)) for row in analysis.rows
        )
        totals = {name: ours("subgroup", subgroup=name) for name in analysis.subgroups()} | {"": ours("total")}
        made.append(replace(analysis, rows=rows, totals=totals, subgroup_test=ours("subgroup-test")))
    return replace(package, analyses=tuple(made))


RATIOS = (
    {"events_experimental": 12, "n_experimental": 80, "events_comparator": 25, "n_comparator": 82},
    {"events_experimental": 30, "n_experimental": 150, "events_comparator": 33, "n_comparator": 148},
    {"events_experimental": 9, "n_experimental": 60, "events_comparator": 5, "n_comparator": 61},
    {"events_experimental": 41, "n_experimental": 210, "events_comparator": 77, "n_comparator": 205},
)
EFFECTS = tuple(
    {"estimate": estimate, "se": se} for estimate, se in ((-0.51, 0.2), (-0.12, 0.15), (0.3, 0.31), (-0.72, 0.18))
)
NAMES = [name for name, _ in STUDIES]


def analysis_of(kind, data, groups=("", "", "", ""), **settings_):
    rows = tuple(
        Row(study=study, cells=own, subgroup=group) for study, own, group in zip(NAMES, data, groups, strict=True)
    )
    return Analysis(kind=kind, rows=rows, **settings_)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("interval", ["Wald", "HKSJ"])
@pytest.mark.parametrize("estimator", ["DL", "REML"])
@pytest.mark.parametrize("groups", [("", "", "", ""), ("Adults", "Adults", "Children", "Children")])
def test_each_stored_result_is_found_again_under_its_name(layout, interval, estimator, groups):
    chosen = {"interval": interval, "estimator": estimator}
    package = Package(
        analyses=(
            analysis_of("dichotomous", RATIOS, groups, number="1.1", **chosen),
            analysis_of("generic", EFFECTS, groups, number="1.2", measure="Hazard Ratio", **chosen),
        ),
        studies=STUDIES,
        layout=layout,
    )
    imported = read(filled(package))
    compared = compare(imported)
    kinds = {stored.kind for stored in imported.stored}
    assert kinds == {"study", "total"} | ({"subgroup", "subgroup-test"} if groups[0] else set())
    assert {found.verdict for found in compared} == {"equal"}, [f for f in compared if f.verdict != "equal"]
    totals = [stored.values for stored in imported.stored if stored.kind == "total"]
    modern = layout != "2023"
    assert all(("prediction_low" in values) == modern for values in totals)
    assert all(("tau2_high" in values) == modern for values in totals)
    assert all({"z", "p", "i2", "chi2", "tau2"} <= values.keys() for values in totals)


def test_risk_of_bias_of_results_names_study_and_outcome():
    judged = dict.fromkeys(ROB2, ("Low risk", "")) | {ROB2[2]: ("Some concerns", "<p>Lost: 9&nbsp;%.</p>")}
    rows = (Row(study="Adams 2001", cells=RATIOS[0], judgements=judged), Row(study="Brown 2002", cells=RATIOS[1]))
    review = read(Package(analyses=(Analysis(rows=rows),), studies=STUDIES)).review
    found = {(one.study, one.outcome, one.domain): (one.level, one.support) for one in review.judgements}
    assert found["Adams 2001", "cmp-1-1", "d3"] == ("some-concerns", "Lost: 9 %.")
    assert found["Adams 2001", "cmp-1-1", "overall"] == ("low", "")
    assert len(found) == 6
    assert [domain.id for domain in review.risk_of_bias_tool.domains] == ["d1", "d2", "d3", "d4", "d5", "overall"]


# Fleiss, Statistical Methods in Medical Research 1993;2:121-45: aspirin after myocardial infarction; what RevMan Web
# stored in 2023: study, events and participants with aspirin and without, effect, limits, weight.
ASPIRIN = (
    ("AMIS", 246, 2267, 219, 2257, 1.132736, 0.934665, 1.372783, 10.153491),
    ("CDP", 44, 758, 64, 771, 0.68076, 0.457391, 1.013212, 3.101689),
    ("GASP", 32, 317, 38, 309, 0.800739, 0.486261, 1.318597, 1.795485),
    ("ISIS-2", 1570, 8587, 1720, 8600, 0.894969, 0.829418, 0.965702, 72.87984),
    ("MRC-1", 49, 615, 67, 624, 0.719714, 0.488975, 1.059336, 3.17649),
    ("MRC-2", 102, 832, 126, 850, 0.80287, 0.606453, 1.062903, 5.67538),
    ("PARIS", 85, 810, 52, 406, 0.798143, 0.552563, 1.152868, 3.217624),
)
POOLED = {
    "estimate": 0.896866,
    "ci_low": 0.840514,
    "ci_high": 0.956995,
    "chi2": 9.946056,
    "df": 6,
    "p_het": 0.126942,
    "i2": 39.67458,
    "z": 3.287633,
    "p": 0.00101,
    "events_experimental": 2128,
    "n_experimental": 14186,
    "events_comparator": 2286,
    "n_comparator": 13817,
}


def test_what_revman_web_stored_of_real_trials_is_what_comes_out_here():
    names = ("events_experimental", "n_experimental", "events_comparator", "n_comparator")
    rows = tuple(
        Row(
            study=study,
            cells=dict(zip(names, numbers[:4], strict=True)),
            stored=dict(zip(("estimate", "ci_low", "ci_high", "weight"), numbers[4:], strict=True)),
        )
        for study, *numbers in ASPIRIN
    )
    analysis = Analysis(measure="Odds Ratio", method="MH", model="Fixed effect", rows=rows, totals={"": POOLED})
    imported = read(Package(analyses=(analysis,), studies=tuple((row[0], "") for row in ASPIRIN), layout="2023"))
    compared = compare(imported)
    assert len(compared) == 8
    assert {found.verdict for found in compared} <= {"equal", "equal as printed"}
    assert next(stored for stored in imported.stored if stored.kind == "total").values == POOLED
