"""Data sets that really had versions, replayed: each update, from the oldest on, gives what the version itself gives."""

import csv
import math
import shutil
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.history import opened, take, versions
from reportgen.load import load
from reportgen.pipeline import make
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.updating import update
from reportgen.versions import compare_records, data_edits, record_of
from tests.streptokinase import TRIALS

DATA = Path(__file__).parent.parent / "data"
SUICIDE = Path(__file__).parent / "reference/versions/suicide.csv"
COMMITS = ("e225330", "28771bb", "8837c47")
SYNTHESIS = "{method: inverse-variance, model: random, tau2: REML, interval: hksj}"
KEYS = {"studies": ("study",), "arms": ("study", "arm"), "results": ("study", "outcome", "arm", "versus")}

# metafor's k, estimate, lower limit, upper limit, tau2, I2; see reference/versions/README.md
OUTSIDE = {
    ("e225330", "ideation"): (102, -0.286079758038, -0.400254743189, -0.171904772887, 0.195976506174, 78.4556640374),
    ("28771bb", "ideation"): (102, -0.286079758038, -0.400254743189, -0.171904772887, 0.195976506174, 78.4556640374),
    ("28771bb", "attempts"): (88, -0.318241611049, -0.445220458558, -0.19126276354, 0.0774113114749, 30.4644800474),
    ("8837c47", "ideation"): (102, -0.30439663126, -0.415813204816, -0.192980057705, 0.180852238647, 77.0671418382),
    ("8837c47", "attempts"): (88, -0.318241611049, -0.445220458558, -0.19126276354, 0.0774113114749, 30.4644800474),
}


# ---- versions as tables, and what is new in each


def settings(outcomes):
    listed = "".join(
        f"  - {{id: {id_}, title: {id_}, comparison: c, measure: {measure}, better: lower, synthesis: {SYNTHESIS}}}\n"
        for id_, measure in outcomes.items()
    )
    return (
        "title: A replay\ncomparisons:\n  - {id: c, title: c, experimental: therapy, comparator: control}\n"
        f"outcomes:\n{listed}"
    )


def whole(version):
    """Return the files of a version: its settings and its tables, each a mapping of keys to cells."""
    outcomes, tables = version
    return {"review.yaml": settings(outcomes), **{f"{stem}.csv": text(stem, rows) for stem, rows in tables.items()}}


def text(stem, rows):
    columns = list(dict.fromkeys(name for cells in rows.values() for name in cells))
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*KEYS[stem], *columns])
    writer.writerows([*key, *(cells.get(name, "") for name in columns)] for key, cells in rows.items())
    return stream.getvalue()


def news(old, new):
    """Return the files that say what is new or corrected from one version to the next, and nothing else."""
    files = {}
    if outcomes := {id_: measure for id_, measure in new[0].items() if id_ not in old[0]}:
        files["review.yaml"] = settings(outcomes).split("outcomes:")[1].join(["outcomes:", ""])
    for stem, rows in new[1].items():
        before = old[1][stem]
        changed = {
            key: {name: cell for name, cell in cells.items() if before.get(key, {}).get(name) != cell}
            for key, cells in rows.items()
            if before.get(key) != cells
        }
        if changed:
            files[f"{stem}.csv"] = text(stem, changed)
    return files


def put(folder, files):
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def tables_of(rows):
    """Return studies, arms and results of rows (study, outcome, cells); both arms have a row where cells are two."""
    tables = {"studies": {}, "arms": {}, "results": {}}
    for study, outcome, cells in rows:
        tables["studies"][study,] = {"status": "included"}
        for arm, role in (("T", "experimental"), ("C", "comparator")):
            tables["arms"][study, arm] = {"role_c": role}
        if isinstance(cells, dict):
            tables["results"][study, outcome, "T", "C"] = cells
        else:
            for arm, counts in zip(("T", "C"), cells, strict=True):
                tables["results"][study, outcome, arm, ""] = dict(zip(("events", "n"), map(str, counts), strict=True))
    return tables


def suicide(commit):
    with SUICIDE.open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row[commit]]
    rows = []
    for row in found:
        effect = float(row[commit])
        printed = effect if row["outcome"] == "ideation" else math.exp(effect)
        rows.append((row["study"], row["outcome"], {"estimate": repr(printed), "se": row["se"]}))
    measures = {"ideation": "SMD", "attempts": "RR"}
    return {outcome: measures[outcome] for outcome in dict.fromkeys(row[1] for row in rows)}, tables_of(rows)


def streptokinase(year):
    return {"death": "RR"}, tables_of((name, "death", arms) for name, when, *arms in TRIALS if when <= year)


YEARS = sorted({when for _, when, *_ in TRIALS})
CHAINS = {
    "suicide": [suicide(commit) for commit in COMMITS],
    "streptokinase": [streptokinase(year) for year in YEARS],
}


# ---- the replay


def record(folder):
    return record_of(analyse(load(folder), Style()))


@pytest.mark.parametrize("name", CHAINS)
def test_every_update_gives_what_the_version_itself_gives(name, tmp_path):
    chain = CHAINS[name]
    folder = put(tmp_path / "replayed" / name, whole(chain[0]))
    for step, (old, new) in enumerate(pairwise(chain), 1):
        update(folder, [put(tmp_path / f"new-{step}", news(old, new))], replacing=True)
        fresh = put(tmp_path / f"fresh-{step}" / name, whole(new))
        found, expected = record(folder), record(fresh)
        assert compare_records(expected, found) == ((), len(expected.results))
        assert {study.study: study for study in found.studies} == {study.study: study for study in expected.studies}
        files = [{path.name: path.read_bytes() for path in one.iterdir()} for one in (folder, fresh)]
        assert data_edits(*files) == ()
    once = put(tmp_path / "once" / name, whole(chain[0]))
    update(once, [tmp_path / f"new-{step}" for step in range(1, len(chain))], replacing=True)
    assert {p.name: p.read_bytes() for p in once.iterdir()} == {p.name: p.read_bytes() for p in folder.iterdir()}


def test_the_changes_between_versions_are_what_was_new(tmp_path):
    chain = CHAINS["suicide"]
    files = [{name: content.encode() for name, content in whole(version).items()} for version in chain]
    added, corrected = (data_edits(*pair) for pair in pairwise(files))
    assert sum(edit.where == "results" and edit.kind == "added" for edit in added) == 88
    assert [edit.key[-2:] for edit in added if edit.where == "review.yaml"] == [("outcomes", "attempts")]
    assert {edit.kind for edit in added} == {"added"}
    assert [(edit.key[0], edit.field, float(edit.before) + float(edit.after)) for edit in corrected] == [
        ("Ryberg 2019", "estimate", 0), ("Springer 1996", "estimate", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(("commit", "outcome"), OUTSIDE)
def test_results_of_every_version_are_those_of_metafor(commit, outcome, tmp_path):
    found = record(put(tmp_path / "review", whole(suicide(commit)))).result(outcome)
    k, *effects, tau2, i2 = OUTSIDE[commit, outcome]
    natural = (lambda value: value) if outcome == "ideation" else math.exp
    assert found.k == k
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx([natural(one) for one in effects], rel=1e-6)
    assert (found.tau2, found.i2) == pytest.approx((tau2, i2), rel=1e-5)


def test_kept_versions_are_those_of_the_data_set_and_can_be_opened_again(tmp_path):
    chain = CHAINS["streptokinase"][:3]
    names = [str(year) for year in YEARS[:3]]
    folder = put(tmp_path / "replayed/review", whole(chain[0]))
    for name, old, new in zip(names, chain, chain[1:], strict=False):
        take(folder, name, formats=("html",), style=None)
        update(folder, [put(tmp_path / f"new-{name}", news(old, new))], replacing=True)
    take(folder, names[-1], formats=("html",), style=None)
    assert not any(version.issues for version in versions(folder))
    for name, version in zip(names, chain, strict=True):
        fresh = record(put(tmp_path / f"fresh-{name}/review", whole(version)))
        with opened(folder / "history" / name) as (kept, snapshot):
            assert record(kept) == snapshot.record
            assert compare_records(fresh, snapshot.record) == ((), len(fresh.results))


def test_the_example_is_replayed_to_the_byte(tmp_path):
    folder = tmp_path / "pip-2026"
    shutil.copytree(DATA / "pip", folder)
    shutil.copytree(DATA / "pip-2026/history", folder / "history")
    update(folder, [DATA / "pip-2026-new"], replacing=True)
    made, expected = (make(one, formats=("html", "docx")) for one in (folder, DATA / "pip-2026"))
    assert dict(made.files) == dict(expected.files)
