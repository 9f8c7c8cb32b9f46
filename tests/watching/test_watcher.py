"""A watched review is, after every change, what a clean build of it gives."""

import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import xlsxwriter

from reportgen.cli.app import run
from reportgen.resources import read_bytes
from reportgen.watching import Watcher, watch
from reportgen.watching.watcher import _Heard

PIP = Path(__file__).parent.parent.parent / "data/pip-2026"

CLEAN = """
import hashlib, json, os, sys
from pathlib import Path
from reportgen.pipeline import make
import reportgen.compose, reportgen.figures, reportgen.tables, reportgen.resolve, reportgen.writers.html
for folder in sys.argv[2:]:
    if os.fork() == 0:  # nothing that one build remembers reaches the next
        made = make(Path(folder), formats=tuple(sys.argv[1].split(",")))
        print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in made.files.items()}), flush=True)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(1)
"""


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PIP, tmp_path / "review"))


def sums(output):
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file()
    }


def clean(*folders, formats="html"):
    """Return for each folder the sums of what a build gives that remembers nothing."""
    command = [sys.executable, "-c", CLEAN, formats, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def settled(watcher):
    """Wait until all is written, and return the round that wrote it."""
    for _ in range(6000):
        if said := watcher.completed():
            return said
        time.sleep(0.01)
    raise AssertionError("nothing was completed")


def swap(name, old, new):
    def change(folder):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def add(name, data):
    def change(folder):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return change


def both(*changes):
    def change(folder):
        for one in changes:
            one(folder)

    return change


def workbook(folder):
    """Put a table into a workbook in place of its text."""
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][1] += "#changed"
    with xlsxwriter.Workbook(folder / "sources.xlsx") as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    (folder / "sources.csv").unlink()


FONT = "SourceSerif-Regular.ttf"  # has a sign that the fonts of figures lack
STYLE = '[style]\ntitle = "Own"\ncsl = "own.csl"\nnumbered_headings = true\n'
MUTATIONS = {
    "a sentence": swap("sections/discussion.md.j2", "What was found", "What we found"),
    "a section more": add("sections/appendix.md", "# Appendix\n\nMore words.\n"),
    "a cell of results": swap("results.csv", ",45,8.9,4.2,", ",45,9.9,4.2,"),
    "a study": swap("studies.csv", "Cooper 2003", "Cooper 2003 "),
    "an arm": swap("arms.csv", "psychodynamic therapy", "dynamic therapy"),
    "a judgement": swap("risk_of_bias.csv", "high", "low"),
    "the flow": swap("flow.csv", "studies,,5", "studies,,6"),
    "a source": swap("sources.csv", "S00,", "S00,x"),
    "a source of a cell": swap("studies_sources.csv", "reported", "derived"),
    "a published effect": swap("published_effects.csv", ",reported", ",derived"),
    "a certainty": add("certainty.csv", "outcome,domain,levels,reason\ndepression-epds,overall,low,few trials\n"),
    "a reference": swap("references.bib", "title = {", "title = {A "),
    "a title": swap("review.yaml", 'subtitle: "', 'subtitle: "Other: '),
    "a plan": swap("review.yaml", 'time_point: "after treatment"', 'time_point: "at the end"'),
    "a figure more": swap("review.yaml", "figures:\n", "figures:\n  - {id: f, kind: funnel, outcome: secure}\n"),
    "the earlier version": swap("history/2016/snapshot.json", '"estimate": -0.5', '"estimate": -0.6'),
    "a style and its citations": both(
        add("own.toml", STYLE),
        add("own.csl", read_bytes("csl/apa.csl")),
        swap("review.yaml", "style: default", "style: own.toml"),
    ),
    "a search strategy": add("searches/medline.txt", "1. exp Psychotherapy/\n"),
    "a font": both(
        add("own.ttf", read_bytes(f"fonts/{FONT}")),
        swap("review.yaml", "style: own.toml", "fonts: [own.ttf]\nstyle: own.toml"),
        swap("review.yaml", 'title: "secure attachment"', 'title: "secure \u20bf attachment"'),
    ),
    "the same font with other letters": add("own.ttf", read_bytes("fonts/SourceSerif-Bold.ttf")),
    "a tool": both(
        add("own-tool.toml", read_bytes("risk_of_bias/rob1.toml")),
        swap("own-tool.toml", "the Cochrane risk-of-bias tool", "our form of the Cochrane tool"),
        swap("review.yaml", "risk_of_bias_tool: rob1", "risk_of_bias_tool: own-tool.toml"),
    ),
    "a workbook": workbook,
}


def through_all_mutations(folder, place):
    """Return the sums of the output after each change, and copies of the folder as it was then.

    Each change comes on top of those before, and every third one is taken back again.
    """
    watcher = Watcher(folder, place / "out", ("html",), None)
    assert watcher.changed(first=True).whole
    found, copies = [sums(place / "out")], [shutil.copytree(folder, place / "first/review")]
    for number, (name, mutate) in enumerate(MUTATIONS.items()):
        mutate(folder)
        said = watcher.changed()
        assert said is not None, name
        assert not [issue for issue in said.issues if issue.severity == "error"], (name, said.issues)
        assert settled(watcher).whole
        found.append(sums(place / "out"))
        assert found[-1] != found[-2], name
        if number % 3 == 2:
            shutil.rmtree(folder)
            shutil.copytree(copies[-1], folder)
            assert watcher.changed() is not None, name
            settled(watcher)
            assert sums(place / "out") == found[-2], name
            found.pop()
        else:
            copies.append(shutil.copytree(folder, place / f"copy-{number}/review"))
    watcher.close()
    return found, copies


def test_every_kind_of_input_reaches_the_output(folder, tmp_path):
    """In a process of its own, as `build --watch` is: what other tests drew in this one is no part of it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found, copies = pool.submit(through_all_mutations, folder, tmp_path).result()
    for place, (watched, built) in enumerate(zip(found, clean(*copies), strict=True)):
        differing = {name for name in {*watched, *built} if watched.get(name) != built.get(name)}
        assert differing == set(), (place, copies[place])


def test_the_page_comes_first_and_the_list_of_files_tells_the_truth(folder, tmp_path):
    out = tmp_path / "out"
    watcher = Watcher(folder, out, ("html", "docx"), None)
    watcher.changed(first=True)
    MUTATIONS["a sentence"](folder)
    said = watcher.changed()
    assert (said.formats, said.whole, watcher.is_busy) == (("html",), False, True)
    page = (out / "manuscript.html").read_bytes()
    listed = json.loads((out / "manifest.json").read_bytes())
    assert set(listed["files"]) == {"manuscript.html"} == set(sums(out)) - {"manifest.json"}
    assert settled(watcher).formats == ("html", "docx")
    assert [sums(out)] == clean(folder, formats="html,docx")
    assert (out / "manuscript.html").read_bytes() == page


def test_only_what_a_change_reaches_is_made_again(folder, tmp_path):
    watcher = Watcher(folder, tmp_path / "out", ("html",), None)
    watcher.changed(first=True)
    assert watcher.changed() is None
    (folder / "README.md").write_text("not read")
    (folder / "sections/discussion.md.j2").touch()
    assert watcher.changed() is None
    for name, times in (("a sentence", 1), ("a cell of results", 2), ("a section more", 2), ("a judgement", 3)):
        MUTATIONS[name](folder)
        assert watcher.changed() is not None
        assert watcher.drawn == times, name
    watcher.stop()


def test_what_is_wrong_is_told_and_the_output_stays_until_it_is_mended(folder, tmp_path):
    watcher = Watcher(folder, tmp_path / "out", ("html",), None)
    watcher.changed(first=True)
    before = sums(tmp_path / "out")
    swap("results.csv", ",45,8.9,4.2,", ",45,8.9,-4.2,")(folder)
    said = watcher.changed()
    assert [issue.code for issue in said.issues if issue.severity == "error"] == ["sd-is-positive"]
    assert (said.formats, watcher.is_busy, sums(tmp_path / "out")) == ((), False, before)
    swap("results.csv", ",45,8.9,-4.2,", ",45,8.9,4.2,")(folder)
    assert watcher.changed().formats == ("html",)
    assert settled(watcher).whole
    assert sums(tmp_path / "out") == before


def test_a_change_while_another_is_being_written_gives_the_last_one(folder, tmp_path):
    watcher = Watcher(folder, tmp_path / "out", ("html", "docx"), None)
    watcher.changed(first=True)
    chance = random.Random(7)
    for number in range(6):
        add("sections/appendix.md", f"# Appendix\n\nVersion {number}.\n")(folder)
        assert watcher.changed().formats == ("html",)
        time.sleep(chance.uniform(0, 0.3))
    assert settled(watcher).whole
    assert [sums(tmp_path / "out")] == clean(folder, formats="html,docx")


def test_saved_files_are_heard(folder, tmp_path):
    rounds = []

    def tell(found):
        rounds.append(found)
        if len(rounds) == 1:  # as editors save: a file beside, put in place
            MUTATIONS["a sentence"](folder)
            new = folder / "sections/.discussion.tmp"
            new.write_bytes((folder / "sections/discussion.md.j2").read_bytes() + b"\nA sentence more.\n")
            new.replace(folder / "sections/discussion.md.j2")

    watch(
        folder, output=tmp_path / "out", formats=("html",), tell=tell, ends=lambda: len(rounds) > 1 and rounds[-1].whole
    )
    assert [one.whole for one in rounds] in ([True, False, True], [True, False, False, True])
    assert b"A sentence more." in (tmp_path / "out/manuscript.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "heard"),
    [
        ("results.csv", True),
        ("sections/methods.md", True),
        ("history/2016/snapshot.json", True),
        ("history/2016/inputs/results.csv", False),
        ("output/manuscript.html", False),
        (".~lock.results.csv#", False),
        ("~$studies.xlsx", False),
        (".reportgen-update/0", False),
        ("notes.md~", False),
        ("../elsewhere/results.csv", False),
    ],
)
def test_what_is_heard(tmp_path, path, heard):
    assert _Heard(tmp_path, tmp_path / "output")(None, os.path.normpath(tmp_path / path)) is heard


def test_a_version_that_is_kept_is_not_watched(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder.parent)
    assert run(["build", "review@2016", "--watch"]) == 2
    assert "--watch is for the review itself" in capsys.readouterr().err
