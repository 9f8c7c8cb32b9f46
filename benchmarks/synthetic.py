"""Invented reviews of any size, the same for the same seed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

__all__ = ["make_review", "write_review"]

DOMAINS = ("d1", "d2", "d3", "d4", "d5")
LEVELS = ("low", "some-concerns", "high")
COUNTRIES = ("Norway", "Japan", "Chile", "Kenya", "Canada")


def make_review(outcomes: int, studies: int, seed: int = 20260101) -> dict[str, str]:
    """Return the files of a review in which each study reports each outcome; every second outcome is a mean."""
    rng = np.random.default_rng(seed)
    names = [f"Author{chr(65 + i % 26)}{i // 26 or ''} {2000 + i % 25}" for i in range(studies)]
    sizes = rng.integers(20, 200, studies)
    shown = [
        {"name": name, "n": int(n), "key": f"ref{i}"} for i, (name, n) in enumerate(zip(names, sizes, strict=True))
    ]
    return {
        "review.yaml": _settings(outcomes, studies),
        "studies.csv": _table(
            ("study", "status", "reports", "n_randomised", "country", "participants"),
            (
                (s["name"], "included", s["key"], 2 * int(s["n"]), COUNTRIES[i % 5], "Adults")
                for i, s in enumerate(shown)
            ),
        ),
        "arms.csv": _table(
            ("study", "arm", "label", "n", "role_new-old"),
            (
                (s["name"], arm, arm.title(), s["n"], role)
                for s in shown
                for arm, role in (("new", "experimental"), ("old", "comparator"))
            ),
        ),
        "results.csv": _table(
            ("study", "outcome", "arm", "events", "n", "mean", "sd"), _results(rng, outcomes, names, sizes)
        ),
        "risk_of_bias.csv": _table(
            ("study", "domain", "judgement", "support"),
            ((name, domain, LEVELS[int(rng.integers(3))], "As reported.") for name in names for domain in DOMAINS),
        ),
        "flow.csv": _table(("item", "detail", "n"), _flow(studies)),
        "references.bib": "\n".join(_reference(i, name) for i, name in enumerate(names)) + "\n",
    }


def write_review(folder: Path, outcomes: int, studies: int) -> Path:
    """Write an invented review as `folder` and return the folder."""
    folder.mkdir(parents=True)
    for name, text in make_review(outcomes, studies).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def _settings(outcomes: int, studies: int) -> str:
    head = f"""\
title: An invented review of {outcomes} outcomes in {studies} studies
authors:
  - {{given: Nobody, family: Example}}
question:
  population: invented adults
  intervention: the new treatment
  comparators: [the old treatment]
  outcomes: [anything]
  designs: [randomised controlled trials]
methods:
  risk_of_bias_tool: rob2
  synthesis: {{model: random, method: inverse-variance, tau2: DL}}
comparisons:
  - {{id: new-old, title: New versus old treatment, experimental: New, comparator: Old}}
outcomes:
"""
    return head + "".join(
        f"  - {{id: outcome-{i}, title: outcome {i}, comparison: new-old, measure: {'MD' if i % 2 else 'RR'}, "
        f"better: {'lower' if i % 3 else 'higher'}}}\n"
        for i in range(outcomes)
    )


def _results(
    rng: np.random.Generator, outcomes: int, names: Sequence[str], sizes: np.ndarray
) -> Iterable[tuple[object, ...]]:
    for outcome in range(outcomes):
        effect = rng.normal(0, 0.3)
        for name, size in zip(names, sizes, strict=True):
            own = effect + rng.normal(0, 0.2)
            for arm, shift in (("new", own), ("old", 0.0)):
                row = (name, f"outcome-{outcome}", arm)
                if outcome % 2:
                    yield (
                        *row,
                        "",
                        int(size),
                        f"{20 + 5 * shift + rng.normal(0, 0.4):.2f}",
                        f"{rng.uniform(4, 7):.2f}",
                    )
                else:
                    risk = min(0.9, 0.3 * float(np.exp(shift)))
                    yield (*row, int(rng.binomial(int(size), risk)), int(size), "", "")


def _flow(studies: int) -> list[tuple[object, ...]]:
    return [
        ("databases", "MEDLINE", 1000),
        ("duplicates", "", 100),
        ("screened", "", 900),
        ("excluded", "", 900 - 2 * studies),
        ("sought", "", 2 * studies),
        ("not_retrieved", "", 0),
        ("assessed", "", 2 * studies),
        ("excluded_reports", "not randomised", studies),
        ("studies", "", studies),
    ]


def _reference(number: int, name: str) -> str:
    author, year = name.split()
    return (
        f"@article{{ref{number}, author = {{{author}, A.}}, title = {{Invented trial {number}}}, "
        f"journal = {{Journal of Inventions}}, year = {{{year}}}, volume = {{{number + 1}}}, pages = {{1--9}}}}"
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
