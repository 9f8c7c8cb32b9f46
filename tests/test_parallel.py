"""Two pieces of work in two processes: their files, their errors, and no child left behind."""

import os
import time

import pytest

from reportgen import parallel
from reportgen.errors import DataError, Issue, MissingToolError, Origin, OutputError
from reportgen.parallel import Aside, in_parallel

PID = os.getpid()


def where():
    return {"heavy.txt": str(os.getpid()).encode()}


def raising(error):
    def work():
        raise error

    return work


def no_child_is_left():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return True


@pytest.fixture(params=["fork", "one process"])
def _each_way(request, monkeypatch):
    cores = 2 if request.param == "fork" else 1
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: cores)


@pytest.mark.usefixtures("_each_way")
def test_the_files_of_both_come_back():
    assert in_parallel(lambda: {"a": b"1"}, lambda: {"b": b"2"}) == {"a": b"1", "b": b"2"}
    assert no_child_is_left()


@pytest.mark.parametrize(("cores", "elsewhere"), [(2, True), (1, False), (None, False)])
def test_the_heavy_one_runs_in_another_process_where_there_are_two_cores(cores, elsewhere, monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: cores)
    assert (in_parallel(where, dict)["heavy.txt"] != str(PID).encode()) == elsewhere


def test_many_bytes_come_through(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    data = os.urandom(3_000_000)
    assert in_parallel(lambda: {"a": data}, dict) == {"a": data}


@pytest.mark.usefixtures("_each_way")
@pytest.mark.parametrize(
    "error",
    [
        MissingToolError("Pango is missing: apt-get install libpango-1.0-0"),
        DataError([Issue("glyph-is-in-fonts", Origin("a.csv", 3), "found x")]),
    ],
)
def test_an_error_of_either_is_raised_as_itself(error):
    for heavy, light in ((raising(error), dict), (dict, raising(error))):
        with pytest.raises(type(error)) as caught:
            in_parallel(heavy, light)
        assert str(caught.value) == str(error)
    assert no_child_is_left()


@pytest.mark.parametrize("error", [KeyError("x"), KeyboardInterrupt(), SystemExit(3)])
def test_any_other_error_of_the_child_is_told(error, monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    with pytest.raises(RuntimeError, match=type(error).__name__):
        in_parallel(raising(error), dict)


def test_what_cannot_be_sent_is_told(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    with pytest.raises(RuntimeError, match=r"pickle|Pickling"):
        in_parallel(lambda: {"a": lambda: None}, dict)


def test_a_child_that_dies_is_told(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    with pytest.raises(RuntimeError, match="ended early"):
        in_parallel(lambda: os._exit(9), dict)
    assert no_child_is_left()


def test_an_interrupted_parent_does_not_wait_for_its_child(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_parallel(lambda: time.sleep(60) or {}, raising(KeyboardInterrupt()))
    assert time.monotonic() - start < 30
    assert no_child_is_left()


# ---- work aside


def test_work_aside_is_looked_after_and_gives_what_it_gave():
    aside = Aside(lambda: {"a": b"x" * 1_000_000})
    assert aside.result() == {"a": b"x" * 1_000_000}
    assert no_child_is_left()


def test_an_error_aside_is_raised_where_its_result_is_wanted():
    aside = Aside(raising(OutputError("no room")))
    with pytest.raises(OutputError, match="no room"):
        aside.result()
    with pytest.raises(RuntimeError, match="ended early"):
        Aside(lambda: os._exit(9)).result()
    assert no_child_is_left()


def test_work_aside_is_stopped_with_the_children_it_has(tmp_path):
    def work():
        return in_parallel(lambda: time.sleep(60) or {}, lambda: (tmp_path / "begun").touch() or time.sleep(60) or {})

    aside = Aside(work)
    while not (tmp_path / "begun").exists():
        assert not aside.is_done()
    aside.stop()
    assert aside.is_done()
    assert no_child_is_left()
