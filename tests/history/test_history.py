"""Versions of a review are kept whole, stay as they are, and come out again with the same bytes."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.errors import DataError, OutputError
from reportgen.history import next_name, opened, recompare, take, versions
from reportgen.load import load, read_snapshot, snapshot_text
from reportgen.model import Snapshot, SnapshotFile
from reportgen.pipeline import build
from reportgen.snapshots import sha256
from reportgen.software import software_versions
from tests.history.kept import bytes_of, every_kind
from tests.load.folders import REVIEW_YAML, fill


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return a review folder that keeps a version 2016; do not write into it."""
    folder = every_kind(tmp_path_factory.mktemp("kept") / "my: review")
    take(folder, "2016", formats=("html",))
    return folder


@pytest.fixture
def own(kept, tmp_path):
    """Return a copy of that folder to write into."""
    return Path(shutil.copytree(kept, tmp_path / "my: review"))


def codes(error):
    return {(issue.code, issue.origin.path if issue.origin else "") for issue in error.value.issues}


# ---- what is kept


def test_a_version_holds_every_file_that_the_review_is_read_from_and_nothing_else(kept):
    inputs = bytes_of(kept / "history/2016/inputs")
    assert inputs == {path: data for path, data in bytes_of(kept).items() if not path.startswith("history/")}
    assert {"house/own.toml", "house/own.csl", "fonts/own.ttf", "searches/medline.txt"} <= set(inputs)
    assert [path for path in bytes_of(kept) if path.startswith("history/") and "/inputs/" not in path] == [
        "history/2016/.gitattributes",
        "history/2016/snapshot.json",
    ]


def test_its_snapshot_says_what_a_build_writes_and_by_what_software(kept, tmp_path):
    report = build(kept, output=tmp_path / "out", formats=("html",))
    snapshot = read_snapshot(kept / "history/2016")
    written = bytes_of(tmp_path / "out")
    assert snapshot.outputs == {
        name: sha256(data) for name, data in written.items() if name not in {"snapshot.json", "manifest.json"}
    }
    assert (snapshot.name, snapshot.version, snapshot.style) == ("my: review", "2016", "house/own.toml")
    assert snapshot.software == software_versions()
    assert {"reportgen", "python", "numpy", "matplotlib", "weasyprint", "pypandoc-binary", "pango"} <= set(
        snapshot.software
    )
    assert snapshot.record == report.snapshot.record
    assert [result.outcome for result in snapshot.record.results] == ["cured", "cured", "pain", "pain"]
    assert list(snapshot.ledger) == json.loads(written["ledger.json"])["entries"]


def test_what_is_in_an_output_folder_is_enough_to_build_it_again(kept, tmp_path):
    build(kept, output=tmp_path / "out", formats=("html",))
    before = bytes_of(tmp_path / "out")
    for path in (tmp_path / "out", tmp_path / "out/snapshot.json"):
        with opened(path) as (folder, snapshot):
            assert bytes_of(folder) == {file.path: file.data for file in snapshot.inputs}
            build(folder, output=tmp_path / "again", formats=snapshot.formats, style=snapshot.style)
        assert bytes_of(tmp_path / "again") == before
        assert not folder.exists()


def test_a_snapshot_is_good_in_git(kept):
    text = (kept / "history/2016/snapshot.json").read_text()
    lines = text.splitlines()
    assert sum('"path": "studies.csv"' in line for line in lines) == 1
    assert sum(' "numpy": ' in line for line in lines) == 1
    assert sum('"study": "Davis 2004", "status"' in line for line in lines) == 1
    assert not any("text" in json.loads(line.rstrip(",")) for line in lines if line.startswith('  {"path"'))
    assert "-text" in (kept / "history/2016/.gitattributes").read_text()


def test_the_history_and_an_output_in_the_folder_are_never_read(own, tmp_path):
    build(own, output=tmp_path / "one", formats=("html",))
    build(own, output=own / "output/here", formats=("html",))
    shutil.copytree(own / "history/2016", own / "history/broken")
    (own / "history/broken/snapshot.json").write_text("{")
    (own / "history/studies.csv").write_text("nothing")
    build(own, output=tmp_path / "two", formats=("html",))
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two") == bytes_of(own / "output/here")
    assert not any(path.startswith(("history", "output")) for path in load(own).inputs)


# ---- the same bytes again


def test_an_edited_review_leaves_its_version_as_it_was_in_all_formats(tmp_path):
    folder = every_kind(tmp_path / "review")
    taken = take(folder, "1.0")
    build(folder, output=tmp_path / "first")
    before = bytes_of(folder / "history")
    for path in ("results.csv", "house/own.toml", "fonts/own.ttf", "sections/introduction.md.j2"):
        (folder / path).unlink()
    fill(folder, {"review.yaml": REVIEW_YAML.replace("A small review", "Another")})
    with opened(Path(f"{folder}@1.0")) as (inputs, snapshot):
        report = build(inputs, output=tmp_path / "again", formats=snapshot.formats, style=snapshot.style)
    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "first")
    assert len([name for name in snapshot.outputs if name.startswith("manuscript.")]) == 3
    again = recompare(snapshot, report.snapshot)
    assert (again.same, again.software, again.compared) == (True, (), len(snapshot.outputs))
    assert bytes_of(folder / "history") == before
    assert replace(taken.snapshot, inputs=()) == replace(snapshot, inputs=())


def test_a_version_of_an_update_is_built_from_its_own_files_alone(own, tmp_path):
    settings = own / "review.yaml"
    settings.write_text(settings.read_text() + "update: {since: '2016'}\n")
    take(own, "2020", formats=("html",))
    build(own, output=tmp_path / "first", formats=("html",))
    alone = Path(shutil.copytree(own / "history/2020", tmp_path / "elsewhere"))
    shutil.rmtree(own)
    with opened(alone) as (folder, snapshot):
        assert load(folder).previous is not None
        report = build(folder, output=tmp_path / "again", formats=snapshot.formats, style=snapshot.style)
    assert recompare(snapshot, report.snapshot).same
    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "first")


def test_other_software_is_named_with_exactly_the_results_that_moved(kept, tmp_path):
    recorded = read_snapshot(kept / "history/2016")
    cured = recorded.record.results[0]
    before = replace(cured, estimate=cured.estimate * (1 + 1e-9), i2=77.0)
    then = replace(
        recorded,
        software={**recorded.software, "numpy": "1.0", "scipy": ""},
        record=replace(recorded.record, results=(before, *recorded.record.results[1:])),
        outputs={**recorded.outputs, "manuscript.html": "0"},
    )
    with opened(kept / "history/2016") as (folder, _):
        report = build(folder, output=tmp_path / "out", formats=("html",), style=recorded.style)
    found = recompare(then, report.snapshot)
    assert [name for name, _, _ in found.software] == ["numpy", "scipy"]
    assert [(moved.outcome, moved.part, moved.published) for moved in found.moved] == [cured.key]
    assert found.moved[0].values == {"estimate": (before.estimate, cured.estimate), "i2": (77.0, cured.i2)}
    assert (found.files, found.other) == (("manuscript.html",), ())


def test_results_that_only_one_of_the_two_has_are_named(kept):
    recorded = read_snapshot(kept / "history/2016")
    fewer = replace(recorded, record=replace(recorded.record, results=recorded.record.results[1:], tool="rob2"))
    assert [(one.outcome, one.only) for one in recompare(fewer, recorded).moved] == [("cured", "now")]
    assert [(one.outcome, one.only) for one in recompare(recorded, fewer).moved] == [("cured", "recorded")]
    assert recompare(recorded, fewer).other == ("tool",)


def test_files_in_another_style_are_not_compared(kept):
    recorded = read_snapshot(kept / "history/2016")
    assert recompare(recorded, replace(recorded, style="bmj", outputs={})).compared == 0


# ---- names and order


@pytest.mark.parametrize("name", ["../2016", "a/b", ".hidden", "a\n", "x" * 61, "..", "a b"])
def test_a_version_has_the_name_of_a_folder_and_stays_in_the_history(own, name):
    before = bytes_of(own.parent)
    with pytest.raises(DataError) as caught:
        take(own, name, formats=("html",))
    assert codes(caught) == {("version-is-known", "")}
    assert bytes_of(own.parent) == before


def test_a_version_that_exists_is_refused_and_stays(own):
    before = bytes_of(own)
    with pytest.raises(OutputError, match="never changed"):
        take(own, "2016", formats=("html",))
    assert bytes_of(own) == before


def test_of_a_wrong_review_nothing_is_kept(own):
    before = bytes_of(own / "history")
    (own / "results.csv").write_text("study,outcome\nNobody 1999,cured\n")
    with pytest.raises(DataError):
        take(own, "2017", formats=("html",))
    assert bytes_of(own / "history") == before
    assert [path.name for path in (own / "history").iterdir()] == ["2016"]


def test_without_a_name_the_next_number_is_taken_and_years_do_not_count(tmp_path):
    assert next_name(tmp_path) == "1"
    for name in ("1", "9", "10", "2016", "v77", "1.5"):
        (tmp_path / "history" / name).mkdir(parents=True)
    assert next_name(tmp_path) == "11"


def test_versions_stand_by_number_and_after_those_that_they_update(tmp_path):
    for name, since in {"9": "10", "10": "", "2": "", "2016-b": "", "2016-a": "2016-c", "2016-c": "2016-a"}.items():
        keep(tmp_path, name, since)
    assert [version.name for version in versions(tmp_path)] == ["2", "10", "9", "2016-c", "2016-a", "2016-b"]
    assert [version.since for version in versions(tmp_path)] == ["", "", "10", "2016-a", "2016-c", ""]
    assert versions(tmp_path / "nowhere") == ()


def keep(folder, version, since="", files=(("review.yaml", b"title: T"),), **other):
    """Write a version with a snapshot of its own making."""
    from reportgen.model import Record

    all_files = [*files, *([(f"history/{since}/snapshot.json", b"{}")] if since else [])]
    inputs = tuple(SnapshotFile(path=path, sha256=sha256(data), size=len(data)) for path, data in all_files)
    values = {"name": "r", "version": version, "style": "default", "formats": ("html",), "software": {}, **other}
    target = folder / "history" / version
    for path, data in [*all_files]:
        place = target / "inputs" / path
        if place.resolve().is_relative_to(folder.resolve()):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    target.mkdir(parents=True, exist_ok=True)
    snapshot = Snapshot(inputs=inputs, record=Record(title="T"), **values)
    (target / "snapshot.json").write_text(snapshot_text(snapshot))
    return target


# ---- what was changed, and what is hostile


def test_a_file_of_a_version_that_was_changed_or_lost_is_told_and_nothing_is_built(own):
    inputs = own / "history/2016/inputs"
    (inputs / "studies.csv").write_bytes((inputs / "studies.csv").read_bytes() + b"\n")
    (inputs / "fonts/own.ttf").unlink()
    with pytest.raises(DataError) as caught, opened(own / "history/2016"):
        pass
    assert codes(caught) == {("snapshot-is-whole", "inputs/studies.csv"), ("snapshot-is-whole", "inputs/fonts/own.ttf")}
    assert [(version.name, bool(version.issues)) for version in versions(own)] == [("2016", True)]


def test_an_input_changed_within_a_snapshot_is_told(kept, tmp_path):
    build(kept, output=tmp_path / "out", formats=("html",))
    path = tmp_path / "out/snapshot.json"
    path.write_text(path.read_text().replace("Adams 2001", "Adams 2002", 1))
    with pytest.raises(DataError) as caught, opened(path):
        pass
    assert codes(caught) == {("snapshot-is-whole", "snapshot.json")}


@pytest.mark.parametrize("path", ["../../../secret", "/etc/passwd", "a/../../../../secret", "", ".", "a\\..\\..\\b"])
def test_a_path_that_leads_out_of_a_version_is_refused(tmp_path, path):
    (tmp_path / "secret").write_bytes(b"secret")
    place = keep(tmp_path / "review", "1", files=(("review.yaml", b"title: T"), ("studies.csv", b"secret")))
    text = (place / "snapshot.json").read_text().replace('"studies.csv"', json.dumps(path))
    (place / "snapshot.json").write_text(text)
    before = bytes_of(tmp_path)
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert {issue.code for issue in caught.value.issues} == {"snapshot-is-whole"}
    embedded = text.replace('"size": 6', '"size": 6, "text": "secret"')
    (place / "snapshot.json").write_text(embedded)
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert codes(caught) == {("snapshot-is-whole", "snapshot.json")}
    assert set(bytes_of(tmp_path)) == set(before)


@pytest.mark.parametrize("name", ["..", "../out", "", ".", "/tmp", "a\0b", "x" * 4000])
def test_a_name_of_a_review_that_leads_elsewhere_is_refused(tmp_path, name):
    place = keep(tmp_path, "1", name=name)
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert codes(caught) == {("snapshot-is-whole", "snapshot.json")}


def test_a_link_out_of_a_version_is_not_followed(tmp_path):
    place = keep(tmp_path / "review", "1")
    (tmp_path / "outside.yaml").write_bytes(b"title: T")
    (place / "inputs/review.yaml").unlink()
    (place / "inputs/review.yaml").symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert codes(caught) == {("snapshot-is-whole", "inputs/review.yaml")}


def test_a_snapshot_larger_than_any_review_is_refused_before_it_is_read(tmp_path):
    place = keep(tmp_path, "1")
    text = (place / "snapshot.json").read_text()
    (place / "snapshot.json").write_text(text.replace('"size": 8', '"size": 900000000000'))
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert "600 MB" in caught.value.issues[0].message


def test_a_snapshot_that_only_says_what_was_found_is_told_apart(tmp_path):
    place = keep(tmp_path, "1", files=())
    with pytest.raises(DataError) as caught, opened(place):
        pass
    assert "not kept with it" in caught.value.issues[0].hint


def test_a_review_is_opened_as_it_is(kept):
    with opened(kept) as (folder, snapshot):
        assert (folder, snapshot) == (kept, None)


def test_a_version_that_is_not_there_is_told_with_the_nearest(kept):
    with pytest.raises(DataError) as caught, opened(Path(f"{kept}@2061")):
        pass
    assert caught.value.issues[0].code == "version-is-known"
    assert "2016" in caught.value.issues[0].hint
