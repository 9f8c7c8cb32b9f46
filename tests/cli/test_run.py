"""Errors become exit codes and words."""

import errno
import os
import re
import signal
import subprocess
import sys
import types

import click
import pytest

from reportgen.cli import app
from reportgen.cli.app import COMMANDS, run
from reportgen.errors import DataError, Issue, MissingToolError, Origin, OutputError
from tests.bounded import slowness

ISSUE = Issue("events-are-at-most-n", Origin("results.csv", 3, 5), "found 12, expected at most 10")


@pytest.fixture
def command_that_raises(monkeypatch):
    def install(error):
        @click.command()
        def command():
            raise error

        module = types.SimpleNamespace(command=command)
        monkeypatch.setattr(app.importlib, "import_module", lambda name: module)

    return install


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (DataError([ISSUE]), 2, "results.csv:3:5: error: events-are-at-most-n"),
        (MissingToolError("no Pango: apt-get install libpango-1.0-0"), 3, "apt-get install libpango-1.0-0"),
        (OutputError("out cannot be written"), 3, "out cannot be written"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (ZeroDivisionError("division by zero"), 70, "internal error: ZeroDivisionError: division by zero"),
        (RecursionError("too deep"), 70, "internal error: RecursionError"),
        (OSError(errno.EIO, "Input/output error"), 70, "internal error: OSError"),
    ],
)
def test_an_error_becomes_an_exit_code_and_words(command_that_raises, capsys, error, code, words):
    command_that_raises(error)
    assert run(["check"]) == code
    shown = capsys.readouterr()
    assert words in shown.err
    assert "Traceback" not in shown.out + shown.err


def test_a_traceback_is_shown_to_those_who_ask(command_that_raises, capsys, monkeypatch):
    monkeypatch.setenv("REPORTGEN_DEBUG", "1")
    command_that_raises(ZeroDivisionError("\x1b[31mred"))
    assert run(["check"]) == 70
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["biuld"], "did you mean 'build'?"),
        (["build"], "Missing argument 'FOLDER'"),
        (["build", "x", "--to", "htlm"], "did you mean 'html'?"),
        (["build", "x", "--to", ","], "found no format"),
        (["list", "colours"], "'colours' is not one of"),
        (["explain", "study-is-knwn"], "did you mean 'study-is-known'?"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["--nonsense"], "No such option"),
    ],
)
def test_a_wrong_call_is_answered_with_what_was_meant(capsys, arguments, words):
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_teaches_by_example(capsys, name):
    assert run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"reportgen {name}" in shown.partition("xample")[2] or f"reportgen {name}" in shown.partition("Put one")[2]


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_the_help_names_every_command(capsys, arguments):
    run(arguments)
    shown = capsys.readouterr()
    for name, words in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(words)}$", shown.out + shown.err, re.MULTILINE)


def test_the_version_is_printed(capsys):
    from reportgen import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"reportgen {__version__}\n"


HEAVY = ("numpy", "scipy", "pandas", "pydantic", "ruamel", "matplotlib", "jinja2", "docx", "weasyprint", "rich", "lxml")
HEAVY_ELSEWHERE = ("python_calamine", "xlsxwriter", "reportgen.exchange", "reportgen.load")


@pytest.mark.parametrize("arguments", [["--help"], ["import", "--help"], ["export", "--help"]])
def test_the_help_loads_nothing_heavy(arguments):
    program = (
        f"import sys; from reportgen.cli.app import run; run({arguments})\n"
        f"print([name for name in {HEAVY + HEAVY_ELSEWHERE} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.endswith("[]\n")


def test_the_help_takes_little_time():
    # The least of several runs: other processes on the machine make some of them dearer.
    slower = slowness()
    assert min(cpu_of_help() for _ in range(10)) <= 0.1 * max(slower, slowness())


def cpu_of_help():
    program = "import sys; sys.argv[1:] = ['--help']; from reportgen.cli import main; main()"
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    process = os.posix_spawn(sys.executable, [sys.executable, "-c", program], os.environ, file_actions=[nowhere])
    _, status, used = os.wait4(process, 0)
    assert status == 0
    return used.ru_utime + used.ru_stime


def start(*arguments, **options):
    program = "from reportgen.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE, **options)


def test_a_reader_that_goes_away_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    process = start("explain", stdout=writing)
    os.close(writing)
    assert process.communicate(timeout=30)[1] == b""
    assert process.returncode == 141


def test_an_interrupt_ends_the_process_without_a_traceback(tmp_path):
    (tmp_path / "slow.py").write_text(
        "import reportgen.cli.explain, time, sys\n"
        "def wait(text): print('ready', flush=True); time.sleep(30)\n"
        "reportgen.cli.explain.say = wait\n"
        "sys.argv[1:] = ['explain']\n"
        "from reportgen.cli import main; main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, tmp_path / "slow.py"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, shown = process.communicate(timeout=30)
    assert (process.returncode, shown) == (130, "interrupted\n")


def test_letters_that_the_terminal_lacks_are_no_error():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = start("explain", "Überblick", env=environment)
    assert b"berblick" in process.communicate(timeout=30)[1]
    assert process.returncode == 2
