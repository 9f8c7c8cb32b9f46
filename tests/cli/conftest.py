"""A stand-in for the pipeline, so that the commands are tested without building anything."""

import sys
import types
from pathlib import Path

import pytest


@pytest.fixture
def pipeline(monkeypatch):
    """Return the stand-in: set `warnings` or `error`, read `calls`."""
    stub = types.ModuleType("reportgen.pipeline")
    stub.calls, stub.warnings, stub.error = [], (), None
    stub.files = ("figures/flow.svg", "ledger.json", "manifest.json", "manuscript.docx", "manuscript.html")

    def answer(**call):
        stub.calls.append(call)
        if stub.error:
            raise stub.error

    def build(folder, *, formats, style, output, progress):
        progress("read", 0, 2)
        progress("read", 0, 2)
        progress("write \x1b[2Jhtml", 1, 2)
        answer(folder=folder, formats=formats, style=style, output=output)
        progress("done", 2, 2)
        return types.SimpleNamespace(output=output, files=stub.files, warnings=stub.warnings)

    def check(folder, *, style=None):
        answer(folder=folder, style=style)
        return stub.warnings

    stub.build, stub.check = build, check
    monkeypatch.setitem(sys.modules, "reportgen.pipeline", stub)
    return stub


@pytest.fixture
def review(tmp_path, monkeypatch):
    """Return a review folder's path as a user in the folder above would type it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-review").mkdir()
    return Path("my-review")
