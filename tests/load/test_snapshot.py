"""snapshot.json holds a version whole, and a broken one is told, never half read."""

import json
from dataclasses import replace

import pytest

from reportgen.errors import DataError
from reportgen.load import load, parse_snapshot, snapshot_text, write
from reportgen.model import Record, RecordedResult, RecordedStudy, Snapshot, SnapshotFile, Update
from tests.load.folders import fill

RESULT = RecordedResult(outcome="pain", title="pain", comparison="c", measure="RR", better="lower", estimate=0.5, k=2)
SNAPSHOT = Snapshot(
    name="review",
    version="2016",
    style="default",
    formats=("html",),
    software={"reportgen": "1.0.0"},
    inputs=(
        SnapshotFile(path="studies.csv", sha256="a", size=9, data="\ufeffstudy\r\nÅ\n".encode()),
        SnapshotFile(path="font.ttf", sha256="b", size=3, data=b"\x00\xff\xfe"),
        SnapshotFile(path="arms.csv", sha256="c", size=3),
    ),
    record=Record(title="T", studies=(RecordedStudy(study="A 2001", status="included"),), results=(RESULT,)),
    ledger=({"id": "n1", "value": 0.1},),
    outputs={"manuscript.html": "d"},
)


def test_a_snapshot_written_and_read_is_the_same():
    assert parse_snapshot("snapshot.json", snapshot_text(SNAPSHOT).encode()) == SNAPSHOT


def broken():
    good = json.loads(snapshot_text(SNAPSHOT))
    yield "no JSON", b"{"
    yield "nothing", b""
    yield "other JSON", b"[1]"
    yield "deep", b"[" * 100_000
    yield "another form", json.dumps({**good, "format": 99}).encode()
    yield "no record", json.dumps({key: value for key, value in good.items() if key != "record"}).encode()
    yield (
        "a status that is none",
        json.dumps({**good, "record": {"title": "T", "studies": [{"study": "A", "status": "x"}]}}).encode(),
    )
    yield "inputs without a path", json.dumps({**good, "inputs": [{"sha256": "x"}]}).encode()
    yield "inputs that are words", json.dumps({**good, "inputs": ["x"]}).encode()
    yield (
        "bytes that are none",
        json.dumps({**good, "inputs": [{"path": "a", "sha256": "b", "size": 1, "base64": "!"}]}).encode(),
    )


@pytest.mark.parametrize(("what", "data"), [pytest.param(name, data, id=name) for name, data in broken()])
def test_a_broken_snapshot_is_told(what, data):
    with pytest.raises(DataError) as caught:
        parse_snapshot("history/1/snapshot.json", data)
    issue = caught.value.issues[0]
    assert (issue.code, issue.origin.path) == ("snapshot-is-whole", "history/1/snapshot.json")
    assert issue.message.startswith("found")


def test_a_review_knows_what_the_version_before_found(tmp_path):
    folder = fill(tmp_path)
    settings = folder / "review.yaml"
    settings.write_text(settings.read_text() + "\nupdate: {since: '2016', searched: May 2015}\n")
    kept = folder / "history/2016/snapshot.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(snapshot_text(SNAPSHOT))
    review = load(folder)
    assert review.update == Update(since="2016", searched="May 2015")
    assert review.previous == SNAPSHOT.record
    assert "history/2016/snapshot.json" in review.inputs
    again = tmp_path / "again"
    for path, data in write(review).items():
        (again / path).parent.mkdir(parents=True, exist_ok=True)
        (again / path).write_bytes(data)
    assert replace(load(again), name=review.name) == review


def test_a_version_that_is_not_kept_is_told_with_the_nearest_that_is(tmp_path):
    folder = fill(tmp_path)
    settings = folder / "review.yaml"
    settings.write_text(settings.read_text() + "\nupdate: {since: '2061', published: nobody}\n")
    (folder / "history/2016").mkdir(parents=True)
    with pytest.raises(DataError) as caught:
        load(folder)
    found = {issue.code: issue for issue in caught.value.issues}
    assert set(found) == {"version-is-known", "citation-is-known"}
    assert "2016" in found["version-is-known"].hint


@pytest.mark.parametrize("name", ["../2016", "a/b", ".hidden", "", "x" * 80])
def test_a_version_is_the_name_of_a_folder(tmp_path, name):
    folder = fill(tmp_path)
    settings = folder / "review.yaml"
    settings.write_text(settings.read_text() + f"\nupdate: {{since: {name!r}}}\n")
    with pytest.raises(DataError) as caught:
        load(folder)
    assert [issue.code for issue in caught.value.issues] == ["yaml-value-is-valid"]
