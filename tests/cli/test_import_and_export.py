"""`reportgen import` and `reportgen export` as a user types them."""

import json
from pathlib import Path

import pytest

from reportgen.cli.app import run
from reportgen.exchange import EXPORTS
from reportgen.load import load
from tests.exchange.rm5_files import ComparisonSpec, OutcomeSpec, ReferenceSpec, ReviewSpec, RowSpec, StudySpec, rm5_of
from tests.load.folders import fill

COUNTS = [("Adams 2001", 12, 50, 20, 52), ("Baker 2002", 5, 40, 9, 41)]
RESULT = {"EFFECT_SIZE": "0.61", "CI_START": "0.36", "CI_END": "1.02", "ESTIMABLE": "YES"}


def spec(**result):
    studies = [
        StudySpec(
            name=name,
            year=name[-4:],
            references=[
                ReferenceSpec(fields={"AU": f"{name[:-5]} A", "TI": "A trial", "SO": "Journal", "YR": name[-4:]})
            ],
        )
        for name, *_ in COUNTS
    ]
    rows = [
        RowSpec(
            study=study.key,
            values=dict(zip(("EVENTS_1", "TOTAL_1", "EVENTS_2", "TOTAL_2"), map(str, row[1:]), strict=True)),
        )
        for study, row in zip(studies, COUNTS, strict=True)
    ]
    settings = {"EFFECT_MEASURE": "RR", "METHOD": "MH", "RANDOM": "NO", "TOTALS": "YES", "CI_TOTAL": "95"}
    outcome = OutcomeSpec(stem="DICH", name="Death", values={**settings, **result}, rows=rows)
    return ReviewSpec(
        title="Drug for sleep", studies=studies, comparisons=[ComparisonSpec(name="Drug", outcomes=[outcome])]
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sleep.rm5").write_bytes(rm5_of(spec(**RESULT)))
    return tmp_path


def test_a_revman_file_becomes_a_review_that_loads(here, capsys):
    assert run(["import", "sleep.rm5", "my-review", "--quiet"]) == 0
    review = load(here / "my-review")
    assert (review.title, [study.id for study in review.included()]) == ("Drug for sleep", ["Adams 2001", "Baker 2002"])
    said = capsys.readouterr().out
    assert "read sleep.rm5 as Review Manager 5" in said
    assert "2 included studies" in said
    assert "reportgen check my-review" in said


def test_the_report_is_in_the_folder(here, capsys):
    run(["import", "sleep.rm5", "my-review", "--quiet"])
    page = (here / "my-review/import/import.html").read_text(encoding="utf-8")
    assert "Stored results beside ours" in page
    values = json.loads((here / "my-review/import/import.json").read_text(encoding="utf-8"))
    assert values["verdicts"] == {"equal as printed": 1}
    assert "same here" in capsys.readouterr().out


def test_a_result_that_differs_is_told_with_both_numbers(here, capsys):
    (here / "sleep.rm5").write_bytes(rm5_of(spec(**RESULT | {"EFFECT_SIZE": "0.70"})))
    run(["import", "sleep.rm5", "my-review", "--quiet"])
    said = capsys.readouterr().out
    assert "unexplained: 1.1 death, total: stored 0.70 (0.36 to 1.02), here 0.61 (0.36 to 1.02)" in said


def test_the_same_source_gives_the_same_bytes(here):
    for name in ("one", "two"):
        run(["import", "sleep.rm5", name, "--quiet"])
    files = [
        {
            path.relative_to(here / name): path.read_bytes()
            for path in sorted((here / name).rglob("*"))
            if path.is_file()
        }
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_nothing_is_written_where_the_source_is_broken(here, capsys):
    (here / "sleep.rm5").write_bytes(rm5_of(spec())[:-300])
    assert run(["import", "sleep.rm5", "my-review", "--quiet"]) == 2
    assert not (here / "my-review").exists()
    said = capsys.readouterr().err
    assert said.startswith("sleep.rm5:")
    assert "xml-is-well-formed" in said


def test_a_number_that_cannot_be_is_left_out_and_told(here, capsys):
    (here / "sleep.rm5").write_bytes(rm5_of(spec()).replace(b'EVENTS_1="12"', b'EVENTS_1="99"'))
    assert run(["import", "sleep.rm5", "my-review", "--quiet"]) == 0
    assert "found 99 events in 50 participants" in capsys.readouterr().out
    assert "99" not in (here / "my-review/results.csv").read_text()


def test_a_folder_with_files_is_not_touched(here, capsys):
    fill(here / "my-review")
    before = sorted((here / "my-review").rglob("*"))
    assert run(["import", "sleep.rm5", "my-review", "--quiet"]) == 3
    assert sorted((here / "my-review").rglob("*")) == before


@pytest.mark.parametrize(
    "arguments", [["import", "sleep.rm5", "my-review"], ["export", "broken", "--to", "json", "--output", "my-review"]]
)
def test_a_folder_with_files_is_refused_before_anything_is_read(here, capsys, arguments):
    fill(here / "my-review")
    fill(here / "broken", {"review.yaml": "title: ["})
    (here / "sleep.rm5").write_bytes(rm5_of(spec())[:-300])
    assert run(arguments) == 3
    said = capsys.readouterr().err
    assert "my-review exists and is not empty; name a new folder" in said
    assert "xml-is-well-formed" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "sleep.rm5"], 2, "SOURCE and FOLDER"),
        (["import", "none.rm5", "x"], 2, "source-is-readable"),
        (["import", "sleep.rm5", "x", "--format", "rm6"], 2, "did you mean 'rm5'?"),
        (["import", "a.rm5", "b.rm5", "--suggest"], 2, "expected one"),
        (["export", "none", "--to", "json"], 2, "folder-is-a-review"),
        (["export", "none", "--to", "word"], 2, "'word' is not one of"),
    ],
)
def test_a_call_that_cannot_be_is_answered(here, capsys, arguments, code, said):
    assert run(arguments) == code
    assert said in capsys.readouterr().err


def test_an_unknown_form_names_the_known_ones(here, capsys):
    (here / "notes.txt").write_text("nothing of a review")
    assert run(["import", "notes.txt", "x"]) == 2
    said = capsys.readouterr().err
    assert "format-is-recognised" in said
    assert "rm5" in said


def test_a_table_gets_its_references_and_the_risk_of_bias(here, capsys):
    (here / "trials.csv").write_text("study,ai,n1i,ci,n2i\nAdams 2001,12,50,20,52\nBaker 2002,5,40,9,41\n")
    (here / "refs.ris").write_text(
        "TY  - JOUR\nAU  - Adams, A.\nTI  - Sleep\nPY  - 2001\nER  - \n\nTY  - JOUR\nAU  - Clark, C.\nTI  - More\nPY  - 1999\nER  - \n"
    )
    (here / "rob.csv").write_text("Study,D1,D2,D3,D4,D5,Overall\nAdams 2001,Low,Low,High,Low,Low,High\n")
    assert (
        run(["import", "trials.csv", "refs.ris", "rob.csv", "my-review", "--measure", "OR", "--title", "T", "--quiet"])
        == 0
    )
    review = load(here / "my-review")
    assert [(study.id, study.reports) for study in review.studies] == [
        ("Adams 2001", ("adams2001",)),
        ("Baker 2002", ()),
    ]
    assert [outcome.measure for outcome in review.outcomes] == ["OR"]
    assert {(one.study, one.level) for one in review.judgements} == {("Adams 2001", "low"), ("Adams 2001", "high")}
    assert "Baker 2002" in capsys.readouterr().out


def test_each_source_may_have_its_format_named(here, capsys):
    (here / "trials.csv").write_text("study,ai,n1i,ci,n2i\nAdams 2001,12,50,20,52\n")
    (here / "refs.txt").write_text("TY  - JOUR\nAU  - Adams, A.\nTI  - Sleep\nPY  - 2001\nER  - \n")
    named = ["--format", "wide", "--format", "ris"]
    assert run(["import", "trials.csv", "refs.txt", "my-review", *named, "--quiet"]) == 0
    assert load(here / "my-review").studies[0].reports == ("adams2001",)
    assert run(["import", "trials.csv", "refs.txt", "other", "--format", "wide", "--format", "rsi", "--quiet"]) == 2
    assert "did you mean 'ris'?" in capsys.readouterr().err


def test_a_draft_of_a_mapping_is_printed_and_works(here, capsys):
    (here / "trials.csv").write_text(
        "Trial,Deaths drug,N drug,Deaths placebo,N placebo\nAdams,12,50,20,52\nBaker,5,40,9,41\n"
    )
    assert run(["import", "trials.csv", "--suggest"]) == 0
    (here / "columns.yaml").write_text(capsys.readouterr().out)
    assert run(["import", "trials.csv", "my-review", "--map", "columns.yaml", "--measure", "RR", "--quiet"]) == 0
    assert len(load(here / "my-review").results) == 4


def test_a_mapping_is_one_file(here, capsys):
    (here / "trials.csv").write_text("Trial\nA\n")
    (here / "maps").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (here / "maps" / name).write_text("measure: RR\n")
    assert run(["import", "trials.csv", "my-review", "--map", "maps", "--quiet"]) == 2
    assert "expected one file" in capsys.readouterr().err


@pytest.mark.parametrize("target", EXPORTS)
def test_every_format_is_written(here, capsys, target):
    fill(here / "my-review")
    assert run(["export", "my-review", "--to", target]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written
    assert all(path.is_file() and path.parts[0] == f"my-review-{target}" for path in written)


@pytest.mark.parametrize("target", ["json", "xlsx", "csv"])
def test_what_was_exported_whole_is_imported_whole(here, target):
    fill(here / "my-review")
    run(["export", "my-review", "--to", target, "--output", "out"])
    assert run(["import", "out", "again", "--quiet"]) == 0
    assert load(here / "again") == load(here / "my-review")


def test_an_export_never_overwrites(here, capsys):
    fill(here / "my-review")
    (here / "out").mkdir()
    (here / "out/mine.txt").write_text("kept")
    assert run(["export", "my-review", "--to", "json", "--output", "out"]) == 3
    assert [path.name for path in (here / "out").iterdir()] == ["mine.txt"]
