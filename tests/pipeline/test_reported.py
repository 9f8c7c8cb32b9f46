"""The example of the how-to on what papers report: from its table to the ledger, the table and the forest plot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.document import Figure, Table, plain_text, walk_blocks
from reportgen.load import load
from reportgen.pipeline import assemble, find_style
from tests.load.folders import REVIEW_YAML, fill

HOW_TO = Path(__file__).parent.parent.parent / "docs/how-to/what-papers-report.md"
TABLE = re.findall(r"^```\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]
NOTES = [
    "Drug: SD from the confidence interval of the mean, by Student's t.",
    "Placebo: SD from the standard error of the mean.",
    "Drug and placebo: mean (Luo 2018) and SD (Wan 2014) from the median and quartiles.",
    "Both groups: common SD from the P value of the difference in means.",
]


def yaml() -> str:
    """Return the settings of the small review without its first outcome."""
    start, end = REVIEW_YAML.index("  - id: cured"), REVIEW_YAML.index("  - id: pain")
    return REVIEW_YAML[:start] + REVIEW_YAML[end:]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    studies = list(dict.fromkeys(line.split(",")[0] for line in TABLE.splitlines()[1:]))
    sides = (("drug", "experimental"), ("placebo", "comparator"))
    arms = "".join(f"{study},{arm},,,yes,{role}\n" for study in studies for arm, role in sides)
    changes = {
        "review.yaml": yaml(),
        "studies.csv": "study,status\n" + "".join(f"{study},included\n" for study in studies),
        "arms.csv": "study,arm,label,n,randomised,role_drug-placebo\n" + arms,
        "results.csv": TABLE,
        **dict.fromkeys(
            ("risk_of_bias.csv", "certainty.csv", "flow.csv", "published_effects.csv", "studies_sources.csv")
        ),
    }
    folder = fill(tmp_path_factory.mktemp("reported"), changes)
    review = load(folder)
    return assemble(review, find_style(folder, review.style), folder)


def test_every_study_of_the_how_to_is_pooled(built):
    (pooled,) = built.analysis.pooled.values()
    assert [(row.study, row.state) for row in pooled.effects.rows] == [
        ("Ames 2001", "used"),
        ("Bell 2004", "used"),
        ("Cole 2009", "used"),
        ("Dunn 2013", "used"),
    ]


def test_the_ledger_says_how_each_sd_was_got_and_from_which_cells(built):
    found = {
        entry.subject.split("/")[3] + "/" + entry.subject.split("/")[4]: (entry.text, entry.how, entry.provenance)
        for entry in built.resolved.ledger
        if entry.statistic == "sd"
    }
    assert found["Ames 2001/experimental"] == ("8.90", "as entered", "reported")
    assert found["Bell 2004/comparator"] == ("4.80", "SD from the standard error of the mean", "derived")
    assert found["Dunn 2013/comparator"][1] == "common SD from the P value of the difference in means"
    cells = next(
        entry.inputs
        for entry in built.resolved.ledger
        if entry.statistic == "sd" and entry.subject.endswith("Bell 2004/comparator")
    )
    assert [name for _, _, _, name in cells] == ["se", "n"]


def test_the_table_and_the_forest_plot_have_a_footnote_for_each_way(built):
    blocks = list(walk_blocks(built.resolved.document.blocks))
    table = next(block for block in blocks if isinstance(block, Table) and block.id == "tbl-individual")
    assert [plain_text(note.children) for note in table.notes] == NOTES
    figure = next(block for block in blocks if isinstance(block, Figure) and block.id == "fig-pain")
    drawn = figure.drawing.render("svg", 0).decode()
    assert all(note.split(": ")[1][:30] in drawn for note in NOTES)


def test_the_methods_section_says_what_was_worked_out_and_cites_the_works(built):
    text = "\n".join(plain_text(getattr(block, "children", ())) for block in built.resolved.document.blocks)
    assert "SDs that were not reported were worked out from standard errors, confidence intervals" in text
    assert "were estimated from quartiles (Luo et al. 2018" in text
    assert "tested for skewness (Shi et al. 2023)" in text.replace("\u00a0", " ")
