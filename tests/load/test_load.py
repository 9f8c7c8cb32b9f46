"""What a loaded review says; all mistakes at once; hostile folders; speed."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.errors import DataError, Issue, Origin
from reportgen.load import load
from reportgen.load.findings import Findings
from reportgen.model import PRESETS
from tests.bounded import within
from tests.load.folders import ARMS, FILES, RESULTS, REVIEW_YAML, STUDIES, fill


def issues_of(folder):
    with pytest.raises(DataError) as caught:
        load(folder)
    return caught.value.issues


def test_settings_of_an_outcome_override_those_of_the_review_and_know_their_place(tmp_path):
    text = REVIEW_YAML.replace("rob1\n", "rob1\n  synthesis: {model: common, level: 0.9}\n")
    text = text.replace("better: higher", "better: higher\n    synthesis: {model: random}")
    one, two = load(fill(tmp_path, {"review.yaml": text})).outcomes
    assert (one.plan.model, one.plan.level, two.plan.model) == ("random", 0.9, "common")
    assert str(one.plan.origins["model"]) == "review.yaml:21:24"
    assert str(one.plan.origins["level"]) == str(two.plan.origins["level"]) == "review.yaml:9:37"
    assert "tau2" not in one.plan.origins


def with_synthesis(folder, for_all, for_one):
    """Return the plans of a review with two outcomes, the first of which has settings of its own."""
    text = REVIEW_YAML.replace("rob1\n", f"rob1\n  synthesis: {for_all}\n")
    text = text.replace("better: higher", f"better: higher\n    synthesis: {for_one}")
    return [outcome.plan for outcome in load(fill(folder, {"review.yaml": text})).outcomes]


def test_without_any_setting_results_are_pooled_as_cochrane_advises(tmp_path):
    assert {outcome.plan.preset for outcome in load(fill(tmp_path)).outcomes} == {"cochrane"}
    assert all(outcome.plan == PRESETS["cochrane"] for outcome in load(fill(tmp_path)).outcomes)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_a_whole_plan(tmp_path, preset):
    _, plan = with_synthesis(tmp_path, f"{{preset: {preset}}}", "{}")
    assert plan == PRESETS[preset]
    assert str(plan.origins["preset"]) == "review.yaml:9:23"


def test_settings_depart_from_the_preset_one_by_one(tmp_path):
    settings = "{preset: revman-web, tau2: PM, prediction: none, i2: Q, smd: exact, subgroup_tau2: common, level: 0.9}"
    _, plan = with_synthesis(tmp_path, settings, "{}")
    departures = {
        "tau2": "PM",
        "prediction": "none",
        "i2": "Q",
        "smd": "exact",
        "subgroup_tau2": "common",
        "level": 0.9,
    }
    assert plan == replace(PRESETS["revman-web"], **departures)


def test_the_preset_of_an_outcome_takes_the_place_of_all_that_was_chosen_before(tmp_path):
    one, two = with_synthesis(tmp_path, "{preset: metafor, tau2: PM}", "{preset: revman5, level: 0.9}")
    assert one == replace(PRESETS["revman5"], level=0.9)
    assert two == replace(PRESETS["metafor"], tau2="PM")
    assert "tau2" not in one.origins


def test_a_method_for_all_outcomes_may_give_way_where_it_does_not_fit(tmp_path):
    one, two = with_synthesis(tmp_path, "{method: mantel-haenszel}", "{}")
    assert (one.method, two.method) == ("mantel-haenszel", "mantel-haenszel")


def test_the_nearest_known_value_is_suggested(tmp_path):
    text = REVIEW_YAML.replace("rob1\n", "rob1\n  synthesis: {preset: revman4, interval: hksj-or-walt}\n")
    hints = [issue.hint for issue in issues_of(fill(tmp_path, {"review.yaml": text}))]
    assert hints == ["did you mean 'revman5'?", "did you mean 'hksj-or-wald'?"]


def test_keys_of_shipped_references_are_kept_for_them(tmp_path):
    entry = "@article{reportgen:paule-1982, title = {x}}\n"
    (issue,) = issues_of(fill(tmp_path, {"references.bib": FILES["references.bib"] + entry}))
    assert issue.code == "references-are-readable"
    assert "does not start with reportgen:" in issue.message


def test_settings_know_their_places_by_dotted_names(tmp_path):
    origins = load(fill(tmp_path)).origins
    assert str(origins["title"]) == "review.yaml:1:8"
    assert str(origins["outcomes.1.measure"]) == "review.yaml:23:14"


def test_text_that_looks_like_a_number_stays_text(tmp_path):
    text = REVIEW_YAML + "registration: {number: 007}\nkeywords: [1.50, 2014-01-13, NO, 0x1F]\n"
    review = load(fill(tmp_path, {"review.yaml": text}))
    assert review.registration.number == "007"
    assert review.keywords == ("1.50", "2014-01-13", "NO", "0x1F")


def test_a_key_without_a_value_counts_as_not_given(tmp_path):
    text = REVIEW_YAML + "funding:\nkeywords:\nlanguage:\nsearch: {databases: [MEDLINE, {name: Embase, until: May}]}\n"
    review = load(fill(tmp_path, {"review.yaml": text}))
    assert (review.funding, review.keywords, review.language) == ("", (), "en-GB")
    assert review.search.databases == (("MEDLINE", ""), ("Embase", "May"))


def test_an_outcome_has_a_figure_of_its_own_unless_it_shares_one(tmp_path):
    text = REVIEW_YAML.replace("better: higher", "better: higher\n    figure: both")
    assert [o.figure for o in load(fill(tmp_path, {"review.yaml": text})).outcomes] == ["both", "pain"]


def test_an_outcome_that_is_not_pooled_keeps_the_reason(tmp_path):
    text = REVIEW_YAML.replace("better: higher", "better: higher\n    synthesis: none\n    reason: too few")
    outcome = load(fill(tmp_path, {"review.yaml": text})).outcomes[0]
    assert (outcome.pooled, outcome.not_pooled_reason) == (False, "too few")


def test_a_published_effect_without_a_measure_has_that_of_its_outcome(tmp_path):
    one, two = load(fill(tmp_path)).published
    assert (two.measure, two.statement, two.data) == ("MD", "no difference was seen", {})
    assert (one.p_printed, str(one.p_origin)) == ("0.004", "published_effects.csv:2:7")


ROWS_THAT_STAY_OUT = [
    "Adams 2001,cured,,,H,,5,30,,,,,,,,,\n",
    "Adams 2001,cured,,,H,P,,,,,1.5,0.2,,,,,\n",
    "Adams 2001,cured,later,,D,,5,48,,,,,,,,,\n",
    "Adams 2001,cured,,,,,,97,,,,,,,,,\n",
    "Baker 2002,pain,,,,,,80,,,,,,,,,\n",
]


@pytest.mark.parametrize("row", ROWS_THAT_STAY_OUT)
def test_rows_that_enter_no_result_are_allowed(tmp_path, row):
    review = load(fill(tmp_path, {"results.csv": RESULTS + row}))
    assert len(review.results) == 6


def test_an_effect_may_name_the_arms_the_other_way_round(tmp_path):
    assert (
        load(fill(tmp_path, {"results.csv": RESULTS.replace("D,P,,,,,1.50", "P,D,,,,,1.50")})).results[2].versus == "D"
    )


def test_one_side_may_stand_alone_where_nothing_is_pooled(tmp_path):
    settings = REVIEW_YAML.replace("better: lower", "better: lower\n    synthesis: none\n    reason: one arm")
    text = "".join(line for line in RESULTS.splitlines(keepends=True) if "pain,,,P" not in line)
    review = load(fill(tmp_path / "good", {"review.yaml": settings, "results.csv": text}))
    assert review.results[-1].arm == "D"
    [issue] = issues_of(fill(tmp_path / "bad", {"results.csv": text}))
    assert (issue.code, str(issue.origin)) == ("arms-match-comparison", "results.csv:5")
    assert "only the experimental side (D)" in issue.message


@pytest.mark.parametrize("arm", ["Adams 2001,D,drug,50,no,experimental", "Adams 2001,D,drug,50,yes,"])
def test_an_arm_without_randomisation_or_role_is_no_side(tmp_path, arm):
    text = ARMS.replace("Adams 2001,D,drug,50,yes,experimental", arm)
    issues = issues_of(fill(tmp_path, {"arms.csv": text}))
    assert [(issue.code, str(issue.origin)) for issue in issues] == [
        ("arms-match-comparison", "results.csv:2"),
        ("arms-match-comparison", "results.csv:5"),
    ]


def test_a_comparison_needs_its_column_of_roles(tmp_path):
    text = ARMS.replace(",role_drug-placebo", "").replace(",experimental", "").replace(",comparator", "")
    text = text.replace("no,,,,", "no,,,")
    [issue] = issues_of(fill(tmp_path, {"arms.csv": text}))
    assert (issue.code, str(issue.origin)) == ("column-is-present", "arms.csv:1")


def test_a_result_row_without_data_is_no_result(tmp_path):
    text = STUDIES.replace("none,reported no outcome of this review", ",")
    rows = RESULTS + "Clark 2003,pain,,,,,,,,,,,,,,,\n"
    [issue] = issues_of(fill(tmp_path, {"studies.csv": text, "results.csv": rows}))
    assert (issue.code, str(issue.origin)) == ("included-study-has-results", "studies.csv:4:1")


def test_mistakes_of_all_kinds_are_reported_at_once_in_the_order_of_the_files(tmp_path):
    changes = {
        "review.yaml": REVIEW_YAML.replace("measure: MD", "measure: 3").replace("better: lower", "better: down"),
        "studies.csv": STUDIES.replace("Norway", "Norway,too,many").replace(",80,", ",0,"),
        "results.csv": RESULTS.replace("20,48", "60,48").replace("Baker 2002,cured", "Bakr,cured"),
        "sources.csv": FILES["sources.csv"].encode("utf-16"),
    }
    assert [(issue.code, str(issue.origin)) for issue in issues_of(fill(tmp_path, changes))] == [
        ("events-are-at-most-n", "results.csv:2:7"),
        ("study-is-known", "results.csv:4:1"),
        ("measure-is-known", "review.yaml:23:14"),
        ("yaml-value-is-valid", "review.yaml:24:13"),
        ("file-is-utf8", "sources.csv:1"),
        ("row-has-every-cell", "studies.csv:2"),
        ("included-study-has-results", "studies.csv:3:1"),
        ("n-is-positive", "studies.csv:3:7"),
    ]


def test_a_flawed_outcome_does_not_make_its_rows_unknown(tmp_path):
    text = REVIEW_YAML.replace("id: pain\n    title: pain", "id: pain")
    assert [issue.code for issue in issues_of(fill(tmp_path, {"review.yaml": text}))] == ["yaml-key-is-present"]


def test_tables_are_checked_even_where_review_yaml_cannot_be_read(tmp_path):
    changes = {"review.yaml": "title: [", "results.csv": RESULTS.replace("Adams 2001,pain,,,P", "Adms 2001,pain,,,P")}
    codes = [issue.code for issue in issues_of(fill(tmp_path, changes))]
    assert codes == ["study-is-known", "yaml-is-well-formed"]


def test_issues_say_what_was_found_expected_and_perhaps_meant(tmp_path):
    text = RESULTS.replace("Baker 2002,cured", "Bakr 2002,cured")
    shown = [str(issue) for issue in issues_of(fill(tmp_path, {"results.csv": text})) if issue.code == "study-is-known"]
    [text] = shown
    assert text.startswith("results.csv:4:1: error: study-is-known: found 'Bakr 2002', expected a study listed in")
    assert text.endswith("(did you mean 'Baker 2002'?)")


def test_issues_of_one_kind_are_counted_after_the_first_two_hundred():
    findings = Findings()
    for line in range(1, 1001):
        findings.unknown("study-is-known", Origin("a.csv", line), "x" * 10_000, known=["y"], expected="a study")
    with pytest.raises(DataError) as caught:
        findings.raise_errors()
    issues = caught.value.issues
    assert len(issues) == 201
    assert Issue("study-is-known", Origin("a.csv", 200), "found 800 more of these in a.csv") in issues
    assert max(len(issue.message) for issue in issues) < 200


NAMES = [f"Study {number}" for number in range(60_000)]
HOSTILE = {
    "many unknown studies": {"results.csv": "study,outcome,arm\n" + "".join(f"{name},cured,D\n" for name in NAMES)},
    "many studies": {"studies.csv": "study\n" + "".join(f"{name}\n" for name in NAMES)},
    "huge cells": {"studies.csv": "study,note\n" + "".join(f"s{n},{'x' * 19_000}\n" for n in range(2000))},
    "twins": {"results.csv": "study,outcome,arm\n" + "Adams 2001,cured,D\n" * 60_000},
    "quotes": {"sources.csv": "id,address\n" + '"' * 2_000_001},
    "brackets": {"review.yaml": "title: " + "[" * 200_000},
    "nested maps": {"review.yaml": "".join(f"{' ' * depth}a:\n" for depth in range(500))},
    "aliases": {"review.yaml": "a: &a [x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in pairwise("abcdefg"))},
    "many keys": {"review.yaml": "title: t\n" + "".join(f"k{number}: 1\n" for number in range(15_000))},
    "entries": {"references.bib": "@a{" * 3_000_000},
    "entries without end": {"references.bib": "@article{" + " " * 5_000_000},
    "numbers": {"flow.csv": "item,n\n" + f"screened,{'1' * 19_000}\n" * 1000},
    "groups": {"flow.csv": "item,n\n" + f"screened,{' 111' * 4000}x\n" * 500},
    "formulas": {"sources.csv": "id,address\n=cmd|'/c calc'!A1,@SUM(1)\n"},
    "mark-up": {"studies.csv": "study,status\n<script>alert(1)</script>,ongoing\n../../etc/passwd,ongoing\n"},
}


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_folder_ends_in_issues_or_text_in_bounded_time(tmp_path, changes):
    folder = fill(tmp_path, changes)
    before = held()
    with within(5):
        issues = issues_or_none(folder)
    assert len(issues) < 1000
    assert sum(len(str(issue)) for issue in issues) < 1_000_000
    assert held(at_most=True) - before < 750_000


def held(*, at_most: bool = False) -> int:
    """Return the kilobytes that this process holds, or the most that it has held since this was last asked without."""
    if not at_most:
        Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    name = "VmHWM" if at_most else "VmRSS"
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def issues_or_none(folder):
    try:
        load(folder)
    except DataError as error:
        return error.issues
    return ()


def test_eight_hundred_results_load_in_a_moment(tmp_path):
    names = [f"Trial {number}" for number in range(20)]
    outcomes = "".join(
        f"  - {{id: o{n}, title: t, comparison: drug-placebo, measure: RR, better: higher}}\n" for n in range(20)
    )
    settings = REVIEW_YAML[: REVIEW_YAML.index("outcomes:")] + "outcomes:\n" + outcomes
    rows = [f"{name},o{n},{arm},5,50\n" for name in names for n in range(20) for arm in "DP"]
    arms = [f"{name},{arm},{role}\n" for name in names for arm, role in (("D", "experimental"), ("P", "comparator"))]
    changes = {
        **dict.fromkeys(FILES, None),
        "review.yaml": settings,
        "studies.csv": "study\n" + "".join(f"{name}\n" for name in names),
        "arms.csv": "study,arm,role_drug-placebo\n" + "".join(arms),
        "results.csv": "study,outcome,arm,events,n\n" + "".join(rows),
    }
    folder = fill(tmp_path, changes)
    load(folder)
    with within(0.6):
        assert len(load(folder).results) == 800


def test_a_level_is_found_by_its_key_whatever_else_reads_like_it(tmp_path):
    tool = """title = "Ours"
domains = [{id = "d", label = "Domain"}]
levels = [
  {id = "k-f", label = "One", symbol = "+", rank = 0},
  {id = "kf", label = "Two", symbol = "-", rank = 1},
]
"""
    yaml = REVIEW_YAML.replace("risk_of_bias_tool: rob1", "risk_of_bias_tool: ours.toml")
    rows = "study,domain,judgement\nAdams 2001,d,k-f\nBaker 2002,d,kf\n"
    review = load(
        fill(tmp_path, {"review.yaml": yaml, "ours.toml": tool, "risk_of_bias.csv": rows, "certainty.csv": None})
    )
    assert [judgement.level for judgement in review.judgements] == ["k-f", "kf"]
