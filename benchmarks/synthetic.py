"""Synthetic reviews of any size, the same for the same numbers: folders that `reportgen build` takes."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

__all__ = ["Cell", "counts", "write_review"]

Cell = tuple[str, str, int, int, int, int]
"""Study, outcome, events and participants of the experimental arm, then of the comparator."""

DOMAINS = (
    "sequence-generation",
    "allocation-concealment",
    "blinding-participants",
    "blinding-assessment",
    "incomplete-data",
    "selective-reporting",
    "other-bias",
)


def counts(outcomes: int, studies: int) -> list[Cell]:
    """Return made-up counts of every study for every outcome."""
    draw = random.Random(1000 * outcomes + studies)  # noqa: S311 - no secret, the same numbers each time
    rows: list[Cell] = []
    for outcome in range(1, outcomes + 1):
        for study in range(1, studies + 1):
            n1, n2 = draw.randint(20, 400), draw.randint(20, 400)
            risk = draw.uniform(0.05, 0.6)
            first = round(n1 * min(0.95, risk * draw.lognormvariate(-0.2, 0.3)))
            rows.append((f"Study {study:02d}", f"outcome-{outcome}", first, n1, round(n2 * risk), n2))
    return rows


def write_review(folder: Path, outcomes: int, studies: int) -> None:
    """Write a review with so many outcomes of so many studies each."""
    folder.mkdir(parents=True)
    names = [f"Study {study:02d}" for study in range(1, studies + 1)]
    (folder / "review.yaml").write_text(_settings(outcomes), encoding="utf-8")
    _table(
        folder / "studies.csv",
        ["study", "status", "n_randomised", "country", "participants", "intervention", "comparator"],
        [[name, "included", 800, "Nowhere", "adults with a condition", "treatment", "usual care"] for name in names],
    )
    _table(
        folder / "arms.csv",
        ["study", "arm", "label", "n", "randomised", "role_main"],
        [
            [n, a, t, 400, "yes", r]
            for n in names
            for a, t, r in (("T", "treatment", "experimental"), ("C", "usual care", "comparator"))
        ],
    )
    rows = []
    for study, outcome, e1, n1, e2, n2 in counts(outcomes, studies):
        rows += [[study, outcome, "", "", "T", "", e1, n1], [study, outcome, "", "", "C", "", e2, n2]]
    _table(
        folder / "results.csv", ["study", "outcome", "time_point", "analysis_set", "arm", "versus", "events", "n"], rows
    )
    judged = [
        [n, d, ("low", "unclear", "high")[(i * 3 + j) % 3]] for i, n in enumerate(names) for j, d in enumerate(DOMAINS)
    ]
    _table(folder / "risk_of_bias.csv", ["study", "domain", "judgement"], judged)
    _table(
        folder / "flow.csv",
        ["item", "detail", "n"],
        [["databases", "", 1000], ["duplicates", "", 100], ["screened", "", 900], ["excluded", "", 900 - studies],
         ["sought", "", studies], ["assessed", "", studies], ["studies", "", studies], ["reports", "", studies]],
    )  # fmt: skip


def _settings(outcomes: int) -> str:
    lines = [
        "title: A synthetic review",
        "methods:",
        "  risk_of_bias_tool: rob1",
        "  synthesis: {model: random, method: inverse-variance, tau2: DL}",
        "comparisons:",
        "  - {id: main, title: treatment versus usual care, experimental: treatment, comparator: usual care}",
        "outcomes:",
    ]
    for i in range(1, outcomes + 1):
        lines.append(
            f"  - {{id: outcome-{i}, title: outcome number {i}, comparison: main, measure: RR, better: lower}}"
        )
    return "\n".join(lines) + "\n"


def _table(path: Path, head: list[str], rows: list[list[object]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
