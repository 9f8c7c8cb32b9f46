"""The R script works out with metafor what reportgen has worked out, and tells where it does not."""

import csv
import io
import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.cli.app import run
from reportgen.effects import MEASURES, ZERO_CELLS, study_effects
from reportgen.exchange.r_script import R_EXPORT
from reportgen.exchange.r_script.r_text import comment, one_line, string
from reportgen.load import load
from reportgen.model import PRESETS, Plan
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, PREDICTIONS, known_settings
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.exchange.r_reviews import KINDS, outcome_of, review_of, rows_of
from tests.exchange.reloading import stored

MISSING = "Rscript is missing: apt-get install --no-install-recommends r-cran-metafor"
COUNTED = {"dichotomous", "rates", "proportion", "rate"}


def exported(review):
    return R_EXPORT.write(analyse(review, Style())).files


def rscript(folder, *arguments, locale="C.UTF-8", where=None):
    program = shutil.which("Rscript") or pytest.fail(MISSING, pytrace=False)
    return subprocess.run(
        [program, str(folder / "analysis.R"), *arguments],
        cwd=where or folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": locale},
        capture_output=True,
        text=True,
        check=False,
    )


def agreed(done):
    """Return how many results agree, once all do."""
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    one, two = re.search(r"^(\d+) of (\d+) results agree", done.stdout, re.MULTILINE).groups()
    assert one == two
    return int(one)


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


# ---- the same numbers


def test_the_example_comes_out_the_same_from_any_folder_with_plots(tmp_path):
    folder = tmp_path / "with blanks"
    stored(folder, exported(load(Path("data/pip"))))
    done = rscript(folder, "plots", where=tmp_path)
    assert agreed(done) == 10
    assert done.stderr == ""
    assert (folder / "forest-plots.pdf").read_bytes().startswith(b"%PDF")
    found = {one["outcome"]: one for one in table((folder / "results.csv").read_bytes())}
    assert round(float(found["secure"]["estimate"]), 2) == 8.93


def test_every_measure_comes_out_the_same_by_every_preset(tmp_path):
    outcomes = [
        (outcome_of(f"{measure.lower()}-{preset}", measure, plan), rows_of(measure, seed=place, spread=0.25))
        for measure in MEASURES
        for place, (preset, plan) in enumerate(PRESETS.items())
    ]
    stored(tmp_path, exported(review_of(outcomes)))
    assert agreed(rscript(tmp_path)) == len(MEASURES) * len(PRESETS)


def plans():
    """Yield an outcome for each method, estimator and interval, taking turns with the rest, on data of four kinds."""
    turns = zip(
        itertools.cycle(METHODS), itertools.cycle(PREDICTIONS), itertools.cycle((0.95, 0.9, 0.99)), strict=False
    )
    data = {"differ": (8, 0.8), "alike": (6, 0.01), "two": (2, 0.7), "one": (1, 0.5)}
    for (name, (studies, spread)), tau2, interval in itertools.product(data.items(), ESTIMATORS, INTERVALS):
        if name != "differ" and tau2 not in {"REML", "EB", "DL"}:
            continue
        method, prediction, level = next(turns)
        measure = {"peto": "PETO", "cochran": "IRR"}.get(method, "RR")
        plan = Plan(
            method=method,
            tau2=tau2,
            interval=interval,
            prediction=prediction,
            level=level,
            i2="Q" if level < 0.95 else "tau2",
        )
        outcome = outcome_of(f"{name}-{tau2}-{interval}".lower(), measure, plan)
        yield outcome, rows_of(measure, seed=len(interval), studies=studies, spread=spread)
    turns = itertools.cycle(tau2 for tau2 in ESTIMATORS if tau2 != "DL")
    for method in METHODS:
        for measure in sorted(METHODS[method].measures or {"MD"}):
            for tau2 in ("DL", next(turns)):
                plan = Plan(method=method, tau2=tau2, i2="Q")
                yield outcome_of(f"{method}-{tau2}-{measure}".lower(), measure, plan), rows_of(measure, studies=5)


def test_every_method_estimator_interval_and_prediction_comes_out_the_same(tmp_path):
    outcomes = list(plans())
    assert {outcome.plan.prediction for outcome, _ in outcomes} == set(PREDICTIONS)
    stored(tmp_path, exported(review_of(outcomes)))
    assert agreed(rscript(tmp_path)) == len(outcomes)


def with_empty_cells(measure):
    """Return studies with no events in an arm, in both, or in none but all participants; and one like any other."""
    rows = rows_of(measure, seed=2, studies=8)
    for place, sides in enumerate(("0-", "-0", "1-", "00", "11", "01")):
        for arm, events in zip(rows[place][2], sides, strict=False):
            if events == "0" or (events == "1" and "n" in arm):
                arm["events"] = 0 if events == "0" else arm["n"]
    if KINDS[measure] == "dichotomous":
        rows[6][2][0].update(events=0, n=0)
    return rows


def zero_cell_outcomes():
    for measure, rule, method in itertools.product(MEASURES, ZERO_CELLS, METHODS):
        suits = method == "inverse-variance" or measure in (METHODS[method].measures or ())
        if KINDS[measure] in COUNTED and suits:
            models = ("common", "random") if (measure, method) == ("RD", "mantel-haenszel") else ("random",)
            for model in models if MEASURES[measure].sides == 2 else ("common",):
                plan = Plan(method=method, model=model, zero_cells=rule, tau2="DL", interval="wald")
                yield outcome_of(f"{measure}-{rule}-{method}-{model}".lower(), measure, plan), with_empty_cells(measure)


def test_every_rule_for_empty_cells_comes_out_the_same(tmp_path):
    outcomes = list(zero_cell_outcomes())
    stored(tmp_path, exported(review_of(outcomes)))
    assert agreed(rscript(tmp_path)) == len(outcomes)


def subgroup_rows(measure):
    """Return three subgroups: of four studies, of three, two of which are in the first as well, and of one."""
    return [
        *rows_of(measure, seed=1, studies=4, subgroup='Older, "frail" people\\'),
        *rows_of(measure, seed=2, studies=3, subgroup="Jüngere", first=3),
        *rows_of(measure, seed=3, studies=1, subgroup="NA", first=9),
    ]


def subgroup_outcomes():
    methods = {"RR": "mantel-haenszel", "PETO": "peto", "IRR": "cochran", "RD": "mantel-haenszel-exact"}
    for measure, shared in itertools.product((*methods, "MD", "HR", "PFT"), ("separate", "common")):
        plan = Plan(method=methods.get(measure, "inverse-variance"), subgroup_tau2=shared, tau2="DL")
        yield outcome_of(f"{measure}-{shared}".lower(), measure, plan), subgroup_rows(measure)
    for tau2, interval in zip(ESTIMATORS, itertools.cycle(INTERVALS), strict=False):
        plan = Plan(subgroup_tau2="common", tau2=tau2, interval=interval)
        yield outcome_of(f"md-{tau2}".lower(), "MD", plan), subgroup_rows("MD")
    for totals, shown in itertools.product(("all", "subgroups", "none"), (True, False)):
        more = {"totals": totals, "subgroup_test": shown}
        yield outcome_of(f"totals-{totals}-{shown}".lower(), "MD", Plan(), **more), subgroup_rows("MD")
    alone = [row for place in (1, 2) for row in rows_of("MD", studies=1, subgroup=f"only {place}", first=place)]
    yield outcome_of("one-study-each", "MD", Plan(subgroup_tau2="common", prediction="normal")), alone
    together = rows_of("MD", studies=3, subgroup="all of them")
    yield outcome_of("one-subgroup", "MD", Plan(subgroup_tau2="common")), together
    for shared in ("separate", "common"):
        outcome = outcome_of(f"by-setting-{shared}", "MD", Plan(subgroup_tau2=shared), subgroups="setting")
        yield outcome, rows_of("MD", studies=9)
        outcome = outcome_of(f"totals-by-setting-{shared}", "MD", Plan(subgroup_tau2=shared), subgroups="setting")
        yield replace(outcome, totals="subgroups"), rows_of("MD", studies=2)


def test_subgroups_come_out_the_same_with_the_test_between_them(tmp_path):
    review = review_of(list(subgroup_outcomes()), characteristics={"setting": ["clinic", "", "home"]})
    files = exported(review)
    expected = table(files["expected.csv"])
    assert {one["part"] for one in expected} == {"0", "1", "2", "3"}
    assert sum(bool(one["subgroup_q"]) for one in expected) > 20
    stored(tmp_path, files)
    assert agreed(rscript(tmp_path)) == len(expected)


def odd_outcomes():
    """Yield outcomes in which something is missing, given in another way, or the same in all studies."""
    yield outcome_of("no-study", "RR"), []
    for id_ in ("007", "1e5", "true", "na"):
        yield outcome_of(id_, "RR"), rows_of("RR")
    nothing = [(place, "", [{"events": 0, "n": 20}, {"events": 0, "n": 20}]) for place in (1, 2)]
    yield outcome_of("no-events", "RR"), nothing
    yield outcome_of("no-events-kept", "RR", replace(PRESETS["revman5"], zero_cells="all-studies")), nothing
    sums_say_nothing = replace(PRESETS["revman5"], zero_cells="metafor", method="mantel-haenszel-exact")
    yield outcome_of("no-events-in-sums", "RR", sums_say_nothing), nothing
    yield outcome_of("not-pooled", "RR", pooled=False, not_pooled_reason="too few\nstudies"), rows_of("RR")
    given = [(7, "", [{"estimate": 0.7, "se": 0.2}]), (8, "", [{"estimate": 0.8, "ci_low": 0.5, "ci_high": 1.3}])]
    for measure in ("RR", "IRR"):
        yield outcome_of(f"given-{measure.lower()}", measure), [*rows_of(measure), *given]
        yield outcome_of(f"only-given-{measure.lower()}", measure), given
        revman = replace(PRESETS["revman5"], level=0.9)
        yield outcome_of(f"given-left-out-{measure.lower()}", measure, revman), [*rows_of(measure), *given]
    for measure in ("MD", "SMD"):
        rows = rows_of(measure)
        for arm in rows[2][2]:
            arm["correlation"] = 0.6
        yield outcome_of(f"cross-over-{measure.lower()}", measure), rows
    equal = [(place, "", [{"estimate": 2.5, "se": 0.1 * place}]) for place in (1, 2, 3)]
    for interval in INTERVALS:
        yield outcome_of(f"equal-{interval}", "GEN", Plan(interval=interval)), equal
    for tau2, size in itertools.product(ESTIMATORS, (1e-4, 1e4)):
        numbers = [(1, 1), (9, 2), (-4, 0.1), (30, 12), (2, 0.3)]
        rows = [(i, "", [{"estimate": size * y, "se": size * se}]) for i, (y, se) in enumerate(numbers, 1)]
        yield outcome_of(f"size-{tau2}-{size}".lower().replace(".", ""), "GEN", Plan(tau2=tau2)), rows
    # two maxima of the likelihood, the higher one away from 0
    numbers = [(0.0, 0.05), (0.02, 0.05), (-0.02, 0.05), (3.0, 1.2), (-3.0, 1.2), (3.5, 1.2), (-3.5, 1.2)]
    rows = [(i, "", [{"estimate": y, "se": se}]) for i, (y, se) in enumerate(numbers, 1)]
    for tau2 in ("REML", "ML"):
        yield outcome_of(f"two-maxima-{tau2.lower()}", "GEN", Plan(tau2=tau2)), rows


def test_odd_outcomes_come_out_the_same(tmp_path):
    review = review_of(list(odd_outcomes()))
    files = exported(review)
    stored(tmp_path, files)
    done = rscript(tmp_path)
    assert agreed(done) == len(table(files["expected.csv"])) == sum(outcome.pooled for outcome in review.outcomes)
    assert b"# Outcome not-pooled: not pooled. too few studies\n" in files["analysis.R"]


# ---- and where they are not the same


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "expected.csv",
            lambda text: text.replace(",RR,", ",RR,", 1).replace("0.95,6,6,1", "0.95,6,6,2", 1),
            "estimate",
        ),
        ("expected.csv", lambda text: "\n".join(text.split("\n")[:2]) + "\n", "2 of 3|1 of 2"),
    ],
)
def test_what_differs_is_told_and_fails(tmp_path, name, change, said):
    files = exported(review_of([(outcome_of(id_, "RR"), rows_of("RR", seed=3)) for id_ in ("one", "two")]))
    text = files[name].decode()
    assert change(text) != text
    stored(tmp_path, {**files, name: change(text).encode()})
    done = rscript(tmp_path)
    assert done.returncode == 1
    assert re.search(said, done.stdout)


def test_study_data_that_were_changed_stop_the_script(tmp_path):
    files = exported(review_of([(outcome_of("one", "RR"), rows_of("RR"))]))
    header, first, *rest = files["data/one.csv"].decode().split("\n")
    cells = first.split(",")
    cells[3] = str(int(cells[3]) + 1)
    stored(tmp_path, {**files, "data/one.csv": "\n".join([header, ",".join(cells), *rest]).encode()})
    done = rscript(tmp_path)
    assert done.returncode == 1
    assert "other effects than in the file" in done.stderr


# ---- what users type stays text

HOSTILE = (
    '"); quit(status = 0); ("',
    "line\nbreak, and \\ and \\n",
    "it's #1\r\nquit(status = 0)",
    "Müller 2003 – δοκιμή 试验 \U0001f600",
    "NA",
    "=1+1",
    "right to left \u202e and \u2028 a separator",
    " ",
)


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_hostile_names_stay_text(tmp_path, locale):
    outcomes = [
        (outcome_of(f"o{place}", "RR", title=name, number=name), rows_of("RR", studies=8, subgroup=name))
        for place, name in enumerate(HOSTILE)
    ]
    names = {f"s{place}": name for place, name in enumerate(HOSTILE, 1)}
    review = replace(review_of(outcomes, names=names), title="\n".join(HOSTILE))
    stored(tmp_path, exported(review))
    assert agreed(rscript(tmp_path, "plots", locale=locale)) == 2 * len(HOSTILE)


def test_text_from_users_never_leaves_its_line():
    for name in HOSTILE:
        assert len(comment(name).splitlines()) == 1
        assert string(name).isascii()
        assert re.fullmatch(r'"(?:[^"\\]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"', string(name))
    assert string('a "b" \\ é') == '"a \\"b\\" \\\\ \\u00e9"'
    assert one_line("a\0b\u2029c \x1a") == "a b c"


# ---- what a reader finds


def test_a_block_names_its_outcome_and_calls_metafor_openly():
    outcome = outcome_of("cmp-1-3", "RR", PRESETS["revman5"], title="symptom of fever on day 3", number="1.3")
    script = exported(review_of([(outcome, rows_of("RR"))]))["analysis.R"].decode()
    words = "# 1.3 Symptom of fever on day 3: risk ratio, Mantel-Haenszel, random effects (DerSimonian-Laird)\n"
    assert words in script
    block = script.split(words)[1]
    assert 'd <- escalc(measure = "RR", ai = ai, bi = bi, ci = ci, di = di, data = d, add = 1/2, to = "only0")' in block
    assert 'centre <- rma.mh(measure = "RR",' in block
    assert 'fit <- rma(yi, vi, data = d, method = "DL", tau2 = tau2, test = "z", level = 95)' in block
    assert max(len(line) for line in script.splitlines()) <= 120


def test_the_data_have_the_names_of_metafor():
    review = review_of([(outcome_of(measure.lower(), measure), rows_of(measure)) for measure in MEASURES])
    files = exported(review)
    for outcome in review.outcomes:
        rows, used = table(files[f"data/{outcome.id}.csv"]), study_effects(review, outcome).rows
        assert [(one["study"], float(one["y"]), float(one["v"])) for one in rows] == [(r.study, r.y, r.v) for r in used]
        assert {one["given"] for one in rows} == {"1" if MEASURES[outcome.measure].sides == 0 else "0"}
    headings = {
        name: files[f"data/{name}.csv"].decode().split("\n")[0] for name in ("rr", "md", "irr", "pr", "cor", "hr")
    }
    assert headings == {
        "rr": "study,subgroup,part,ai,bi,n1i,ci,di,n2i,y,v,given",
        "md": "study,subgroup,part,m1i,sd1i,n1i,m2i,sd2i,n2i,y,v,given",
        "irr": "study,subgroup,part,x1i,t1i,x2i,t2i,y,v,given",
        "pr": "study,subgroup,part,xi,mi,ni,y,v,given",
        "cor": "study,subgroup,part,ri,ni,y,v,given",
        "hr": "study,subgroup,part,y,v,given",
    }


def test_the_same_review_gives_the_same_bytes():
    review = load(Path("data/pip"))
    files = exported(review)
    assert files == exported(load(Path("data/pip")))
    assert {"analysis.R", "functions.R", "expected.csv", "README.txt", "data/secure.csv"} <= set(files)


PAGE = Path("docs/how-to/coming-from-r.md").read_text(encoding="utf-8")


def commands():
    return [line.split()[1:] for line in re.findall(r"^reportgen .*$", PAGE, re.MULTILINE)]


def data_of_the_page(folder):
    text = re.search(r"^```csv file=trials.csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]
    (folder / "trials.csv").write_text(text, encoding="utf-8")


def test_who_comes_from_r_finds_the_results_of_metafor(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    data_of_the_page(tmp_path)
    called = commands()
    assert [command[0] for command in called] == ["import", "export"]
    assert run(called[0]) == 0
    settings = Path("my-review/review.yaml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("preset: cochrane", "preset: metafor"))
    files = exported(load(Path("my-review")))
    (found,) = table(files["expected.csv"])
    assert (round(float(found["y"]), 4), round(float(found["se"]), 4)) == (0.4376, 0.3039)
    stored(tmp_path / "my-review-r", files)
    assert rscript(tmp_path / "my-review-r").stdout.strip() in PAGE
    capsys.readouterr()


def test_the_choices_that_the_page_names_can_be_made():
    table_ = PAGE.split("| in R | there |")[1].split("\n\n")[0]
    choices = [choice for row in table_.splitlines() for choice in re.findall(r"`(\w+): ([\w.-]+)`", row)]
    assert len(choices) > 8
    known = known_settings()
    assert [c for c in choices if c[0] in known and c[1] not in known[c[0]]] == []


def test_a_review_without_results_has_a_script_that_runs(tmp_path):
    stored(tmp_path, exported(review_of([])))
    assert agreed(rscript(tmp_path)) == 0
