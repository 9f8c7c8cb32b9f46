"""Output folders are written whole or not at all."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.errors import OutputError
from reportgen.store import recover, refuse_foreign, write_new_folder, write_tree

KILL_WRITER = Path(__file__).with_name("kill_writer.py")
OURS = {"manifest.json": json.dumps({"generator": "reportgen 0.1.0"}).encode()}
WAYS = pytest.mark.parametrize("way", ["exchange", "renames"])


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def start_killable_writer(mode, target, way):
    command = [sys.executable, str(KILL_WRITER), mode, str(target), way]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def time_of_a_write(writer):
    """Return how many seconds a write takes on this disk, by the second one; the first pays for imports."""
    writer.stdout.readline()
    began = time.perf_counter()
    writer.stdout.readline()
    return time.perf_counter() - began


def version_of(folder):
    """Return A or B, having seen that all files are of that version and no other is there."""
    files = contents(folder)
    version = json.loads(files["manifest.json"])["version"]
    expected = {
        "A": {"a.txt": b"A" * 9000, "figures/one.svg": b"<A/>"},
        "B": {"b.txt": b"B" * 9000, "figures/two.svg": b"<B/>"},
    }
    assert {name: text for name, text in files.items() if name != "manifest.json"} == expected[version]
    return version


# ---- killed writers


@WAYS
def test_a_writer_killed_at_any_line_leaves_the_old_or_the_new_folder(tmp_path, way):
    writer = start_killable_writer("lines", tmp_path / "out", way)
    states = writer.communicate(timeout=60)[0].splitlines()
    assert writer.returncode == 0
    assert len(states) >= 50
    assert {state.split()[0] for state in states} == {"A", "B"}
    absent = [state for state in states if state.endswith("away")]
    assert not absent if way == "exchange" else absent == ["B away"]


@WAYS
def test_a_writer_killed_at_fifty_moments_leaves_the_old_or_the_new_folder(tmp_path, way):
    target, versions, caught = tmp_path / "out", set(), 0
    for moment in range(50):
        with start_killable_writer("loop", target, way) as writer:
            took = time_of_a_write(writer)
            time.sleep(moment / 50 * 3 * took)
            writer.send_signal(signal.SIGKILL)
        caught += len(list(tmp_path.iterdir())) > 1
        recover(target)
        versions.add(version_of(target))
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert versions == {"A", "B"}
    assert caught >= 5, "the kills must fall into writes, or they prove nothing"


# ---- what is written


@WAYS
def test_files_of_the_former_version_do_not_stay(tmp_path, way):
    for name in ("old.txt", "figures/new.svg"):
        write_tree(tmp_path / "out", {**OURS, name: b"x"}, exchange=way == "exchange")
    assert contents(tmp_path / "out") == {**OURS, "figures/new.svg": b"x"}
    assert names_in(tmp_path) == ["out"]


def test_folders_above_are_made_and_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "a/b/out").mkdir(parents=True)
    for target in (tmp_path / "a/b/out", tmp_path / "c/d/out"):
        write_tree(target, OURS)
        assert contents(target) == OURS


def test_modes_do_not_depend_on_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        write_tree(tmp_path / "out", {**OURS, "figures/a.svg": b""})
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "out").rglob("*.*")}
    assert modes == {0o644}
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("out", "out/figures")} == {0o755}


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../out.txt", "a/../../b", "/etc/passwd", "a//b", "a/./b", "a\\b", "C:b", "a\x00b", "a\nb", "a/"],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(OutputError, match="cannot be the name of a file"):
        write_tree(tmp_path / "out", {**OURS, name: b"x"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("names", [("a", "a/b"), ("Fig.svg", "fig.svg"), ("A/one", "a/two"), ("manifest.json/x",)])
def test_names_that_clash_are_refused(tmp_path, names):
    with pytest.raises(OutputError, match="cannot stand in one folder"):
        write_tree(tmp_path / "out", {**OURS, **dict.fromkeys(names, b"")})


def test_an_output_without_our_mark_is_a_fault_of_the_program(tmp_path):
    with pytest.raises(ValueError, match=r"manifest\.json"):
        write_tree(tmp_path / "out", {"a.txt": b""})


# ---- what is spared


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.docx": b"years of work"},
        {"manifest.json": b'{"name": "a web app"}'},
        {"manifest.json": b"[1, 2"},
        {"manifest.json": b"[" * 100_000},
    ],
    ids=["no manifest", "another's manifest", "no JSON", "hostile JSON"],
)
def test_a_folder_of_somebody_else_is_never_replaced(tmp_path, files):
    target = tmp_path / "out"
    target.mkdir()
    for name, text in files.items():
        (target / name).write_bytes(text)
    for write in (lambda: write_tree(target, OURS), lambda: refuse_foreign(target)):
        with pytest.raises(OutputError, match="files that reportgen did not write"):
            write()
    assert contents(target) == files


def described(files):
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()}
    return {**files, "manifest.json": json.dumps({"generator": "reportgen", "files": listed}).encode()}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notes.txt", "not written by reportgen"),
        ("figures/mine.svg", "not written"),
        ("manuscript.docx", "was changed"),
    ],
)
def test_work_that_somebody_did_in_an_output_folder_is_never_lost(tmp_path, name, words):
    files = described({"manuscript.docx": b"as built", "figures/one.svg": b"<svg/>"})
    write_tree(tmp_path / "out", files)
    (tmp_path / "out" / name).write_bytes(b"a day of work")
    with pytest.raises(OutputError, match=words):
        write_tree(tmp_path / "out", files)
    assert (tmp_path / "out" / name).read_bytes() == b"a day of work"


@pytest.mark.parametrize("name", [".~lock.manuscript.docx#", "~$nuscript.docx", "figures/.DS_Store"])
def test_what_an_office_program_leaves_does_not_stop_a_build(tmp_path, name):
    files = described({"manuscript.docx": b"as built", "figures/one.svg": b"<svg/>"})
    write_tree(tmp_path / "out", files)
    (tmp_path / "out" / name).touch()
    write_tree(tmp_path / "out", files)
    assert contents(tmp_path / "out") == files


def test_a_link_is_not_followed(tmp_path):
    write_tree(tmp_path / "real", {**OURS, "a.txt": b"kept"})
    (tmp_path / "out").symlink_to(tmp_path / "real")
    with pytest.raises(OutputError, match="symbolic link"):
        write_tree(tmp_path / "out", OURS)
    assert contents(tmp_path / "real") == {**OURS, "a.txt": b"kept"}


def test_a_link_under_a_staging_name_is_removed_and_its_target_spared(tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/a.txt").write_text("kept")
    (tmp_path / ".out.reportgen-new").symlink_to(tmp_path / "precious")
    write_tree(tmp_path / "out", OURS)
    assert names_in(tmp_path) == ["out", "precious"]
    assert (tmp_path / "precious/a.txt").read_text() == "kept"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("kept")
    with pytest.raises(OutputError, match="is a file"):
        write_tree(tmp_path / "out", OURS)
    assert (tmp_path / "out").read_text() == "kept"


def test_a_full_disk_leaves_the_old_folder_and_says_so(tmp_path, monkeypatch):
    write_tree(tmp_path / "out", {**OURS, "a.txt": b"old"})

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportgen.store.tree.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_tree(tmp_path / "out", OURS)
    assert contents(tmp_path / "out") == {**OURS, "a.txt": b"old"}
    assert names_in(tmp_path) == ["out"]


@pytest.mark.parametrize("moment", ["reportgen.store.tree.flush_folder", "reportgen.store.tree._drop"])
def test_an_interrupt_leaves_nothing_beside_the_folder(tmp_path, monkeypatch, moment):
    write_tree(tmp_path / "out", OURS)
    calls = iter([True])

    def interrupt(*args):
        if next(calls, False):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(moment, interrupt)
        write_tree(tmp_path / "out", {**OURS, "a.txt": b"new"})
    recover(tmp_path / "out")
    assert contents(tmp_path / "out") in (OURS, {**OURS, "a.txt": b"new"})
    assert names_in(tmp_path) == ["out"]


def test_what_was_moved_away_comes_back_when_the_new_folder_is_lost(tmp_path):
    write_tree(tmp_path / "out", OURS)
    (tmp_path / "out").rename(tmp_path / ".out.reportgen-old")
    recover(tmp_path / "out")
    assert contents(tmp_path / "out") == OURS


def test_two_writers_at_once_do_not_disturb_each_other(tmp_path):
    writers = [start_killable_writer("loop", tmp_path / "out", way) for way in ("exchange", "renames")]
    for writer in writers:
        for _ in range(20):
            assert writer.stdout.readline()
    for writer in writers:
        writer.kill()
        writer.communicate()
    recover(tmp_path / "out")
    assert version_of(tmp_path / "out") in ("A", "B")


# ---- new folders


def test_a_new_folder_is_written_whole(tmp_path):
    write_new_folder(tmp_path / "my-review", {"review.yaml": b"title: x", "sections/a.md": b""})
    assert contents(tmp_path / "my-review") == {"review.yaml": b"title: x", "sections/a.md": b""}


def test_a_new_folder_does_not_replace_a_filled_one(tmp_path):
    (tmp_path / "my-review").mkdir()
    (tmp_path / "my-review/notes.txt").write_text("kept")
    with pytest.raises(OutputError, match="not empty"):
        write_new_folder(tmp_path / "my-review", {"review.yaml": b""})
    assert names_in(tmp_path / "my-review") == ["notes.txt"]


def test_the_current_folder_is_not_made_anew(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="current folder"):
        write_new_folder(Path(), {"review.yaml": b""})
