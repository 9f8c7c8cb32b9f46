"""Packages that draw forest plots, each drawing the same studies in the way that its documentation shows."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median

import numpy as np

from reportgen.effects import Effects

__all__ = ["Drawn", "forestplot", "metafor"]

DPI = 300
_SCRIPT = Path(__file__).parent / "figures.R"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A package with its version, and its seconds of CPU for a picture in each format."""

    name: str
    svg: float
    png: float


def forestplot(effects: Effects, runs: int) -> Drawn | None:
    """Return the times of the Python package forestplot; None where it is not installed."""
    if find_spec("forestplot") is None:
        return None
    import forestplot as package
    import matplotlib as mpl
    from pandas import DataFrame

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: TID251 (the package draws with it)

    rows = _rows(effects)
    frame = DataFrame(rows)
    settings = {
        "estimate": "estimate",
        "ll": "low",
        "hl": "high",
        "varlabel": "study",
        "annote": ["a", "n1", "c", "n2"],
    }
    heads = ["Events", "Total", "Events", "Total"]

    def draw(kind: str) -> None:
        axes = package.forestplot(frame, **settings, annoteheaders=heads, logscale=True, xline=1)
        axes.figure.savefig(BytesIO(), format=kind, dpi=DPI, bbox_inches="tight")
        plt.close("all")

    svg, png = (_seconds(lambda kind=kind: draw(kind), runs) for kind in ("svg", "png"))
    return Drawn(name=f"forestplot {version('forestplot')}", svg=svg, png=png)


def metafor(effects: Effects, runs: int) -> Drawn | None:
    """Return the times of the R package metafor; None where Rscript or the package is not there."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        rows = _rows(effects)
        with (Path(name) / "studies.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, tuple(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        call = ["Rscript", "--vanilla", str(_SCRIPT), name, str(runs)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    label, svg, png = done.stdout.strip().splitlines()[-1].split(";")
    return Drawn(name=label, svg=float(svg), png=float(png))


def _rows(effects: Effects) -> list[dict[str, object]]:
    """Return study, counts, and the risk ratio with its limits."""
    rows: list[dict[str, object]] = []
    for effect in effects.rows:
        if effect.experimental is None or effect.comparator is None:
            continue
        arms = (effect.experimental, effect.comparator)
        numbers = (round(arm.values[column]) for arm in arms for column in ("events", "n"))  # noqa: PD011 (no frame)
        counts = dict(zip(("a", "n1", "c", "n2"), numbers, strict=True))
        y, half = float(effect.y), 1.959964 * float(np.sqrt(effect.v))
        ratio = {"estimate": np.exp(y), "low": np.exp(y - half), "high": np.exp(y + half)}
        rows.append({"study": effect.study, **counts, **ratio, "y": y, "v": float(effect.v)})
    return rows


def _seconds(work: Callable[[], None], runs: int) -> float:
    work()
    times: list[float] = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)
