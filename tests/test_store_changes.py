"""Files of a folder are changed together or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import OutputError
from reportgen.store import STAGE, recover_changes, write_changes

KILL_UPDATE = Path(__file__).with_name("kill_update.py")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "review"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"old")
    return folder


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_files_are_changed_and_added_and_nothing_is_left_behind(folder):
    (folder / "a.csv").chmod(0o600)
    write_changes(folder, {"a.csv": b"new", "sections/x.md": b"x"}, {"a.csv": b"old", "sections/x.md": None})
    assert contents(folder) == {"a.csv": b"new", "sections/x.md": b"x"}
    assert (folder / "a.csv").stat().st_mode & 0o777 == 0o600
    assert not (folder / STAGE).exists()


def test_a_change_killed_at_any_line_leaves_the_old_or_the_new_files(tmp_path):
    command = [sys.executable, str(KILL_UPDATE), "lines", str(tmp_path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=120, check=True)
    states = done.stdout.split("\n")[:-1]
    assert len(states) >= 100
    assert set(states) == {"old", "new"}
    assert states == sorted(states, reverse=True)  # once committed, always new


def test_a_file_that_was_edited_since_it_was_read_stops_the_change(folder):
    with pytest.raises(OutputError, match=r"a\.csv was changed while it was being worked on"):
        write_changes(folder, {"a.csv": b"new"}, {"a.csv": b"older"})
    with pytest.raises(OutputError, match=r"a\.csv was changed while"):
        write_changes(folder, {"a.csv": b"new"}, {"a.csv": None})
    assert contents(folder) == {"a.csv": b"old"}


@pytest.mark.parametrize("name", ["../b.csv", "/b.csv", "x/../../b.csv", "a:b.csv", ""])
def test_no_name_leads_out_of_the_folder(folder, name):
    with pytest.raises(OutputError):
        write_changes(folder, {name: b""}, {})
    assert contents(folder.parent) == {"review/a.csv": b"old"}


def test_links_are_not_followed(folder, tmp_path):
    (tmp_path / "outside").mkdir()
    (folder / "sections").symlink_to(tmp_path / "outside")
    (folder / "b.csv").symlink_to(tmp_path / "outside/b.csv")
    for name in ("sections/x.md", "b.csv"):
        with pytest.raises(OutputError, match="is reached through a link"):
            write_changes(folder, {name: b"x"}, {})
    assert contents(tmp_path / "outside") == {}


def committed(folder, changes):
    (folder / STAGE).mkdir()
    (folder / STAGE / "committed.json").write_text(json.dumps({"generator": "reportgen", "changes": changes}))


@pytest.mark.parametrize(
    "changes", [[["0", "../x", "", ""]], [["../0", "x", "", ""]], [["0", "/x", "", ""]], [[]], {"a": 1}, [["0", 5]]]
)
def test_a_list_of_changes_that_is_not_ours_is_refused(folder, changes):
    committed(folder, changes)
    (folder / STAGE / "0").write_bytes(b"x")
    with pytest.raises(OutputError, match="is not a list of changes"):
        recover_changes(folder)
    assert contents(folder.parent)["review/a.csv"] == b"old"


def test_what_was_edited_after_an_interruption_is_not_lost(folder):
    committed(folder, [["0", "a.csv", "1" * 64, "2" * 64]])
    (folder / STAGE / "0").write_bytes(b"new")
    with pytest.raises(OutputError, match=r"a\.csv was edited after an update"):
        recover_changes(folder)
    assert (folder / "a.csv").read_bytes() == b"old"
    (folder / "a.csv").unlink()
    recover_changes(folder)
    assert contents(folder) == {"a.csv": b"new"}


def test_a_stage_without_its_mark_is_dropped(folder):
    (folder / STAGE).mkdir()
    (folder / STAGE / "0").write_bytes(b"new")
    (folder / STAGE / "committed.json.part").write_bytes(b"{}")
    recover_changes(folder)
    assert contents(folder) == {"a.csv": b"old"}


def test_a_stage_that_is_a_link_is_dropped_and_not_what_it_leads_to(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "committed.json").write_bytes(b"{}")
    (folder / STAGE).symlink_to(tmp_path / "elsewhere")
    recover_changes(folder)
    assert not os.path.lexists(folder / STAGE)
    assert contents(tmp_path / "elsewhere") == {"committed.json": b"{}"}


def test_a_full_disk_leaves_the_old_files(folder, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportgen.store.changing.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_changes(folder, {"a.csv": b"new"}, {"a.csv": b"old"})
    assert contents(folder) == {"a.csv": b"old"}
