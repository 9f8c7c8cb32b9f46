"""Pandoc is started in one way only, and its absence is said with the way to mend it."""

import subprocess

import pytest

from reportgen import pandoc
from reportgen.errors import MissingToolError
from reportgen.resources import read_bytes

BIBTEX = "@book{one, author = {One, A.}, title = {First}, year = {2001}}"


@pytest.fixture
def fresh():
    """Forget what earlier tests found and ran."""
    pandoc.program.cache_clear()
    pandoc._run.cache_clear()
    yield
    pandoc.program.cache_clear()
    pandoc._run.cache_clear()


def run(**options):
    settings = {"bibtex": BIBTEX, "csl": read_bytes("csl/apa.csl"), "language": "en-GB"}
    return pandoc.citeproc([[pandoc.cite([pandoc.work("one")])]], **{**settings, **options})


def test_pandoc_gets_no_file_and_no_address(fresh, monkeypatch):
    started = []
    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda arguments, **options: started.append(arguments) or real(arguments, **options)
    )
    run()
    ((program, *arguments),) = started
    assert program == pandoc.program()
    assert "--sandbox" in arguments
    assert all(argument.startswith(("--", "+RTS", "-RTS", "-M")) for argument in arguments)
    assert not any("://" in argument or "/" in argument for argument in arguments)


def test_the_same_question_is_asked_once(fresh, monkeypatch):
    first = run()
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: pytest.fail("started again"))
    assert run() == first


def test_a_missing_key_is_warned_of():
    _, warnings = run(bibtex="@book{two, title = {Second}}")
    assert any("citation one not found" in line for line in warnings)


def test_a_refusal_does_not_repeat_the_whole_input():
    with pytest.raises(pandoc.PandocError) as raised:
        run(bibtex=BIBTEX + "\n@book{two,\n")
    assert "line 3" in raised.value.text
    assert "base64" not in raised.value.text


def test_a_run_that_takes_too_long_is_given_up(fresh, monkeypatch):
    monkeypatch.setattr(pandoc, "SECONDS", 0.0001)
    with pytest.raises(pandoc.PandocError, match="no answer"):
        run()


def test_a_missing_pandoc_is_said_with_the_install_line(fresh, monkeypatch):
    monkeypatch.setattr(pandoc, "find_spec", lambda _name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda _name: None)
    with pytest.raises(MissingToolError, match="pip install"):
        run()


@pytest.mark.parametrize("version", ["pandoc 2.17.1.1\nCompiled with", "", "something else"])
def test_an_old_pandoc_is_refused(fresh, monkeypatch, version):
    monkeypatch.setattr(pandoc, "find_spec", lambda _name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda _name: "/usr/bin/pandoc")
    answer = subprocess.CompletedProcess([], 0, stdout=version)
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: answer)
    with pytest.raises(MissingToolError, match=r"expected 3\.0"):
        pandoc.program()


def test_bibtex_becomes_csl():
    ((entry,), warnings) = pandoc.csl_of_bibtex(BIBTEX)
    assert (entry["id"], entry["title"], warnings) == ("one", "First", ())


def test_broken_bibtex_is_refused_with_its_place():
    with pytest.raises(pandoc.PandocError, match=r"line 2, column"):
        pandoc.csl_of_bibtex(BIBTEX + "\n@book{,}")
