"""The how-to of the summary of findings, followed to the letter."""

import re
from pathlib import Path

import pytest

from reportgen.document import plain_text
from reportgen.load import load, new_review
from reportgen.model import Thresholds
from reportgen.pipeline import assemble, check
from reportgen.style import Style
from reportgen.wording.certainty import size_of_effect, state_with_certainty
from tests.wording.test_certainty import FINDING, MATRIX

ROOT = Path(__file__).parent.parent
PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("how-to/summary-of-findings.md",)}
PAGES["reference/review-folder.md"] = (ROOT / "docs/reference/review-folder.md").read_text(encoding="utf-8")
JUDGEMENTS = re.compile(r"^```\n(outcome,domain,levels,reason\n.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(params=PAGES)
def folder(request, tmp_path):
    """A new review with a trial, and the judgements that a page shows."""
    (shown,) = JUDGEMENTS.findall(PAGES[request.param])
    files = dict(new_review("T"))
    files["certainty.csv"] = shown.encode()
    files["studies.csv"] = b"study\nAble 2001\nBaker 2002\n"
    files["arms.csv"] = b"study,arm,role_intervention-control\n" + b"".join(
        f"{study},A,experimental\n{study},B,comparator\n".encode() for study in ("Able 2001", "Baker 2002")
    )
    files["results.csv"] = b"study,outcome,arm,events,n\n" + b"".join(
        f"{study},recovery,A,30,50\n{study},recovery,B,15,50\n".encode() for study in ("Able 2001", "Baker 2002")
    )
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_the_judgements_shown_add_up_and_print_their_certainty(folder):
    review = load(folder)
    assert review.certainty_of("recovery").word == review.certainty_of("recovery").reached == "low"
    assert not [issue for issue in check(folder) if issue.code.startswith("certainty")]
    made = assemble(review, Style(), folder)
    row = made.exhibits.tables["summary-of-findings"].body[0]
    assert "Low" in plain_text(row.cells[5].children)
    assert "300 per" in plain_text(row.cells[1].children)
    places = {(line.path, line.line) for line in made.resolved.source_lines}
    assert {("certainty.csv", 3), ("certainty.csv", 6), ("certainty.csv", 8)} <= places


def test_the_table_of_words_is_that_of_the_sentences():
    page = PAGES["how-to/summary-of-findings.md"]
    for certainty in ("high", "moderate", "low"):
        (row,) = re.findall(rf"^\| {certainty} \|(.*)\|$", page, re.MULTILINE)
        cells = [cell.strip().replace("…", "relapse") for cell in row.split("|")]
        said = [MATRIX[certainty, size] for size in ("large", "moderate", "small", "trivial")]
        assert [f"Therapy {cell}." for cell in cells] == said


def test_the_thresholds_of_the_how_to_give_sizes():
    chosen = re.search(
        r"thresholds: \{small: (\S+), moderate: (\S+), large: (\S+)\}", PAGES["how-to/summary-of-findings.md"]
    )
    small, moderate, large = map(float, chosen.groups())
    thresholds = Thresholds(small=small, moderate=moderate, large=large)
    assert size_of_effect(FINDING, thresholds) == "large"
    assert "large reduction" in plain_text(state_with_certainty(FINDING, "high", "large"))
