"""`reportgen list`, `schema` and `explain` print what exists."""

import importlib
import json
import re

import pytest

from reportgen.cli.app import run
from reportgen.cli.list import REGISTRIES
from reportgen.issue_codes import CODES
from reportgen.resources import names


@pytest.mark.parametrize("what", REGISTRIES)
def test_every_registered_name_is_listed_with_a_meaning(capsys, what):
    assert run(["list", what]) == 0
    lines = capsys.readouterr().out.splitlines()
    for key, module, registry in REGISTRIES[what]:
        for name in getattr(importlib.import_module(module), registry):
            start = f"{key}: {name} " if key else f"{name} "
            assert [len(line.removeprefix(start).strip()) > 3 for line in lines if line.startswith(start)] == [True]


def test_every_style_is_listed_with_its_title(capsys):
    assert run(["list", "styles"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(names("journals", ".toml"))
    assert all(len(line.split()) > 1 for line in lines)


def test_every_journal_that_asks_for_something_is_listed_with_its_rules(capsys):
    assert run(["list", "journals"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [name for name in names("journals", ".toml") if name != "default"]
    assert all(re.search(r": \d+ rules, \d+ of them read where they stand$", line) for line in lines)


def test_the_schema_is_json_and_knows_the_keys(capsys):
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"title", "outcomes", "comparisons"} <= set(schema["properties"])


def test_every_code_is_explained(capsys):
    assert run(["explain"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(CODES)


def test_one_code_is_explained(capsys):
    assert run(["explain", "study-is-known"]) == 0
    assert capsys.readouterr().out == f"study-is-known: {CODES['study-is-known']}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed(capsys, shell):
    assert run(["completion", shell]) == 0
    assert "_REPORTGEN_COMPLETE" in capsys.readouterr().out


def test_commands_are_completed(monkeypatch, capsys):
    for name, value in {
        "_REPORTGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": "reportgen ch",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert run([]) == 0
    assert capsys.readouterr().out.strip() == "plain,check"
