"""The page on updating a review, followed to the letter with the example, leads where it says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from reportgen.cli.app import run

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/how-to/update-a-review.md"
ENDS = {"reportgen update pip pip-2026-new --dry-run": 2}
"""Commands that end otherwise than with 0."""


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Type every command of the page, and return what was printed and where."""
    here = tmp_path_factory.mktemp("walk")
    for name in ("pip", "pip-2026-new"):
        shutil.copytree(ROOT / "data" / name, here / name)
    blocks = re.findall(r"^```(\S*)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        printed = []
        for language, text in blocks:
            for command in text.splitlines() if not language else ():
                if command.startswith("reportgen "):
                    printed.append((command, typed(command)))
    return here, printed, [text for language, text in blocks if language == "text"]


def typed(command):
    import contextlib
    import io

    words = shlex.split(command)[1:]
    if words[0] in {"build", "snapshot"}:
        words += ["--to", "html"]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert run(words) == ENDS.get(command, 0), (command, err.getvalue())
    return out.getvalue() + err.getvalue()


def test_what_the_page_shows_is_what_is_printed(walked):
    _, printed, shown = walked
    lines = {line.strip() for _, text in printed for line in text.splitlines()}
    wanted = [line.strip() for text in shown for line in text.splitlines()]
    assert len(wanted) >= 10
    assert [one for one in wanted if not any(line.startswith(one) for line in lines)] == []


def test_the_page_leads_to_the_updated_review_and_the_marked_manuscript(walked):
    here, *_ = walked
    assert (here / "pip/studies.csv").read_bytes() == (ROOT / "data/pip-2026/studies.csv").read_bytes()
    assert 'id="sec-whats-new"' in (here / "output/pip/manuscript.html").read_text(encoding="utf-8")
    assert {path.name for path in (here / "changes").iterdir()} >= {"changes.html", "changes.docx", "changes.json"}
    assert (here / "output/pip-changes/manuscript-marked.docx").is_file()
    assert sorted(path.name for path in (here / "pip/history").iterdir()) == ["2016", "2026"]


def test_the_page_says_that_the_example_is_no_update_of_the_evidence():
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert "demonstration on public facts, not an update of the evidence" in text
