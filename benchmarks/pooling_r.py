"""The same tasks by the R package metafor, where Rscript has it."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pooling_tools import HKSJ_AND_PREDICTION, Q_PROFILE

__all__ = ["InR", "has_metafor", "metafor"]

Array = NDArray[np.float64]
Key = tuple[str, str]

SCRIPT = Path(__file__).parent / "pooling.R"
_CASES = {
    ("batch, HKSJ and prediction", "REML"): ("batch", HKSJ_AND_PREDICTION),
    ("batch, Q-profile", "REML"): ("batch", Q_PROFILE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InR:
    """Versions of R and metafor, seconds by (case, estimator), and fits: rows of set, estimate, SE and tau2.

    Fits are by (case, estimator, "default tolerance" or "tight tolerance").
    """

    version: str
    seconds: Mapping[Key, float]
    fits: Mapping[tuple[str, str, str], Array]


def has_metafor() -> bool:
    """Return whether R and metafor are there."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "stopifnot(requireNamespace('metafor', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def metafor(singles: Iterable[tuple[Array, Array]], batch: tuple[Array, Array], runs: int) -> InR:
    """Return what metafor makes of single meta-analyses and of many, one a row; it builds matrices of k x k."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for y, v in singles:
            _write(folder / f"single-{len(y):06}.csv", ("y", "v"), zip(y.tolist(), v.tolist(), strict=True))
        rows = ((i + 1, y, v) for i, pair in enumerate(zip(*batch, strict=True)) for y, v in zip(*pair, strict=True))
        _write(folder / "batch.csv", ("set", "y", "v"), rows)
        done = subprocess.run(
            ["Rscript", "--vanilla", str(SCRIPT), name, str(runs)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        fits: dict[tuple[str, str, str], list[tuple[float, ...]]] = {}
        for row in _read(folder / "fits.csv"):
            numbers = tuple(float(row[part]) for part in ("set", "estimate", "se", "tau2"))
            fits.setdefault((row["case"], row["estimator"], row["tolerance"]), []).append(numbers)
        times = {(row["case"], row["estimator"]): float(row["seconds"]) for row in _read(folder / "times.csv")}
    return InR(
        version=done.stdout.strip(),
        seconds={_CASES.get(key, key): value for key, value in times.items()},
        fits={key: np.array(rows) for key, rows in fits.items()},
    )


def _write(path: Path, headings: tuple[str, ...], rows: Iterable[tuple[float, ...]]) -> None:
    with path.open("w", newline="", encoding="ascii") as file:
        csv.writer(file).writerows([headings, *rows])


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
