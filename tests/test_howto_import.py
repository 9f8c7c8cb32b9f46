"""The pages on reviews that exist already, followed to the letter, lead where they say."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from reportgen.cli.app import run
from reportgen.exchange import EXPORTS, FORMATS
from reportgen.load import load
from tests.exchange.rm5_files import ComparisonSpec, OutcomeSpec, ReferenceSpec, ReviewSpec, RowSpec, StudySpec, rm5_of

DOCS = Path(__file__).parent.parent / "docs"


def blocks_of(page):
    """Return the fenced blocks of a page: language, what is said beside it, and the text."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```(\S*) ?(\S*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def follow(page, capsys):
    """Write the files of a page and type its commands, one after the other; return what each of them printed."""
    printed = {}
    for language, info, text in blocks_of(page):
        if info.startswith("file="):
            Path(info.removeprefix("file=")).write_text(text, encoding="utf-8")
        for command in text.splitlines() if not language else ():
            typed, _, target = command.partition(" > ")
            if not typed.startswith("reportgen "):
                continue
            words = shlex.split(typed)[1:]
            assert run([*words, *(["--to", "html"] if words[0] == "build" else [])]) == 0, command
            printed[command] = capsys.readouterr().out
            if target:
                Path(target).write_text(printed[command], encoding="utf-8")
    return printed


def shown(page):
    """Return what a page says is printed first."""
    return next(text for language, info, text in blocks_of(page) if (language, info) == ("text", ""))


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- from a spreadsheet

SPREADSHEET = "how-to/coming-from-a-spreadsheet.md"


@pytest.fixture
def printed(here, capsys):
    return follow(SPREADSHEET, capsys)


def test_the_spreadsheet_comes_in_as_the_page_says(here, printed):
    assert printed["reportgen import trials.csv my-review"] == shown(SPREADSHEET)
    assert len(load(here / "my-review").results) == 6


def test_the_settings_that_the_page_shows_are_those_of_the_review_but_for_the_title(here, printed):
    told = next(text for language, info, text in blocks_of(SPREADSHEET) if (language, info) == ("yaml", ""))
    written = (here / "my-review/review.yaml").read_text(encoding="utf-8")
    assert told.replace("death within 30 days", "outcome") in written
    (here / "my-review/review.yaml").write_text(written.replace("title: outcome", "title: death within 30 days"))
    assert run(["check", "my-review"]) == 0


def test_the_mapping_of_the_page_names_outcome_sides_and_country(here, printed):
    review = load(here / "mapped-review")
    assert [outcome.title for outcome in review.outcomes] == ["death within 30 days"]
    assert (review.comparisons[0].experimental, review.comparisons[0].comparator) == ("Aspirin", "Placebo")
    assert review.studies[0].characteristics["country"].text == "Norway"


def test_the_table_that_is_mapped_is_refused_without_the_mapping(here, printed, capsys):
    assert run(["import", "deaths.csv", "not-made"]) == 2
    assert "--suggest" in capsys.readouterr().err
    assert "#events_experimental: A died" in printed["reportgen import deaths.csv --suggest > columns.yaml"]


def test_the_outcomes_of_the_page_are_the_three_it_names(here, printed):
    titles = [outcome.title for outcome in load(here / "sleep-review").outcomes]
    assert titles == ["sleep quality, 3 months", "sleep quality, 6 months", "time awake"]


def test_references_judgements_and_flow_join_the_trials(here, printed):
    review = load(here / "whole-review")
    assert [study.reports for study in review.studies] == [("adams2011",), ("baker2015",), ()]
    assert {one.study for one in review.judgements} == {study.id for study in review.studies}
    assert sum(count.n.value for count in review.flow.counts if count.item == "excluded_reports") == 17


def test_the_workbook_comes_back_as_the_review_it_was(here, printed):
    assert load(here / "my-review-2") == load(here / "my-review")


def test_outcomes_side_by_side_come_in_by_their_draft(here, capsys):
    headings = [f"{what}: {side} {n}" for what in ("Pain", "Nausea") for side in ("drug", "placebo") for n in "nN"]
    Path("wide.csv").write_text(f"Study,{','.join(headings)}\nAdams 2011,40,60,20,61,5,60,2,61\n")
    assert run(["import", "wide.csv", "--suggest"]) == 0
    Path("columns.yaml").write_text(capsys.readouterr().out)
    assert run(["import", "wide.csv", "my-review", "--map", "columns.yaml", "--quiet"]) == 0
    assert [outcome.title for outcome in load(here / "my-review").outcomes] == ["pain", "nausea"]


# ---- from R

R = "how-to/coming-from-r.md"


def test_the_commands_of_the_page_on_r_give_a_script(here, capsys):
    follow(R, capsys)
    assert (here / "my-review-r/analysis.R").is_file()
    assert [outcome.measure for outcome in load(here / "my-review").outcomes] == ["RR"]


# ---- from RevMan

REVMAN = "how-to/coming-from-revman.md"
COUNTS = [("Adams 2001", 12, 50, 20, 52), ("Baker 2002", 5, 40, 9, 41)]


def revman_file():
    """Return the bytes of a small review of RevMan 5."""
    reference = ReferenceSpec(fields={"AU": "Adams A", "TI": "A trial", "SO": "Journal", "YR": "2001"})
    studies = [StudySpec(name=name, year=name[-4:], references=[reference]) for name, *_ in COUNTS]
    names = ("EVENTS_1", "TOTAL_1", "EVENTS_2", "TOTAL_2")
    rows = [
        RowSpec(study=study.key, values=dict(zip(names, map(str, row[1:]), strict=True)))
        for study, row in zip(studies, COUNTS, strict=True)
    ]
    settings = {"EFFECT_MEASURE": "RR", "METHOD": "MH", "RANDOM": "NO", "TOTALS": "YES", "CI_TOTAL": "95"}
    outcome = OutcomeSpec(stem="DICH", name="Death", values=settings, rows=rows)
    comparison = ComparisonSpec(name="Drug", outcomes=[outcome])
    return rm5_of(ReviewSpec(title="Drug for sleep", studies=studies, comparisons=[comparison]))


def test_the_commands_of_the_page_on_revman_take_a_review_out_and_back(here, capsys):
    Path("review.rm5").write_bytes(revman_file())
    assert run(["import", "review.rm5", "first", "--quiet"]) == 0
    assert run(["export", "first", "--to", "revman", "--output", "package"]) == 0
    shutil.make_archive("CD001234-dataPackage", "zip", "package")
    shutil.rmtree("package")
    imports = [command for _, _, text in blocks_of(REVMAN) for command in text.splitlines() if "dataPackage" in command]
    (of_the_package,) = imports
    commands = shlex.split(of_the_package)[1:]
    assert run([word if word != "my-review" else "from-the-package" for word in commands]) == 0
    for command in re.findall(
        r"^reportgen .*$", "".join(t for lang, _, t in blocks_of(REVMAN) if not lang), re.MULTILINE
    ):
        if command == of_the_package:
            continue
        words = shlex.split(command)[1:]
        assert run([*words, *(["--to", "html"] if words[0] == "build" else [])]) == 0, command
    again = load(here / "again")
    assert [study.id for study in again.included()] == [name for name, *_ in COUNTS]
    assert len(load(here / "from-the-package").results) == len(again.results) == 4


# ---- the page on formats


@pytest.mark.parametrize("id_", FORMATS)
def test_every_format_that_is_read_stands_in_the_page_on_formats(id_):
    text = (DOCS / "reference/formats.md").read_text(encoding="utf-8")
    read, _ = text.split("## What is written", 1)
    assert f"| `{id_}` |" in read


@pytest.mark.parametrize("id_", EXPORTS)
def test_every_format_that_is_written_stands_in_the_page_on_formats(id_):
    text = (DOCS / "reference/formats.md").read_text(encoding="utf-8")
    _, written = text.split("## What is written", 1)
    assert f"| `{id_}` |" in written
    assert f"--to {id_}" in written
