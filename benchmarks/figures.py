"""How long figures take, how that grows with the studies, and how long others take for the same.

    .venv/bin/python benchmarks/figures.py              all tables, as Markdown
    .venv/bin/python benchmarks/figures.py --runs 5 --no-r

Times are CPU times of one process of one thread, medians of several runs after a first one that loads fonts and
libraries and is told apart. Results are pooled beforehand: what is measured begins with numbers and ends with the bytes
of a picture. The R package metafor and the Python package forestplot draw the same studies where they are there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median

from figures_peers import forestplot, metafor
from synthetic import write_review

from reportgen.document import Figure, PictureFormat
from reportgen.figures import FIGURES, PICTURES, figure_plans
from reportgen.load import load
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis, analyse
from reportgen.style import FigureStyle, Style

__all__ = ["main"]

STUDIES = 20
GROWING = (5, 10, 20, 50, 100, 200, 300)
DPI = 300
ONE_PIECE = Style(figures=FigureStyle(height_mm=10_000.0))
FIRST = """
import sys, time
sys.path.insert(0, sys.argv[1])
import figures
analysis = figures.analysis_of(int(sys.argv[3]))
loaded = time.process_time()
figures.forest(analysis)[0].drawing.render(sys.argv[2], figures.DPI)
print(time.process_time() - loaded)
"""
"""Draws the first figure of a process."""


def analysis_of(studies: int) -> Analysis:
    """Return an invented review of one outcome, a risk ratio, with its results."""
    with tempfile.TemporaryDirectory() as name:
        return analyse(load(write_review(Path(name) / "review", 1, studies)), ONE_PIECE)


def forest(analysis: Analysis) -> tuple[Figure, ...]:
    """Return the forest plot of the one outcome, in one piece."""
    (plan,) = (plan for plan in figure_plans(analysis.review) if plan.kind == "forest")
    return FIGURES["forest"].make(analysis, plan)


def forest_as(kind: PictureFormat, analysis: Analysis) -> bytes:
    """Return the bytes of the forest plot, from pooled results."""
    return forest(analysis)[0].drawing.render(kind, DPI)


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median CPU time of some work, done once before it counts."""
    work()
    times: list[float] = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)


def first(kind: PictureFormat, studies: int) -> float:
    """Return the CPU time of the first figure of a process, from pooled results to bytes, with all it has to load."""
    call = [sys.executable, "-c", FIRST, str(Path(__file__).parent), kind, str(studies)]
    return float(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def formats(runs: int) -> Iterable[list[str]]:
    """Yield a row for each format: its first figure, each after it, the size of the file."""
    analysis = analysis_of(STUDIES)
    for kind, picture in PICTURES.items():
        drawn = partial(forest_as, kind, analysis)
        one = median(first(kind, STUDIES) for _ in range(3))
        yield [picture.title, _ms(one), _ms(seconds(drawn, runs)), f"{len(drawn()) / 1000:,.0f} kB"]


def growth(runs: int) -> Iterable[list[str]]:
    """Yield a row for each number of studies: times of SVG and PNG, and of each study."""
    for studies in GROWING:
        analysis = analysis_of(studies)
        made: list[str] = []
        for kind in ("svg", "png"):
            found = seconds(partial(forest_as, kind, analysis), runs)
            made += [_ms(found), f"{found / studies * 1000:.2f} ms"]
        yield [str(studies), *made]


def kinds(runs: int) -> Iterable[list[str]]:
    """Yield a row for each kind of figure that the invented review has."""
    analysis = analysis_of(STUDIES)
    for plan in figure_plans(analysis.review):
        if FIGURES[plan.kind].make(analysis, plan):
            times = (seconds(partial(_all_parts, kind, analysis, plan), runs) for kind in ("svg", "png"))
            yield [FIGURES[plan.kind].title, *map(_ms, times)]


def _all_parts(kind: PictureFormat, analysis: Analysis, plan: FigurePlan) -> list[bytes]:
    return [part.drawing.render(kind, DPI) for part in FIGURES[plan.kind].make(analysis, plan)]


def peers(runs: int, *, with_r: bool) -> Iterable[list[str]]:
    """Yield a row for each package and number of studies: times of SVG and PNG."""
    for studies in (STUDIES, 100):
        analysis = analysis_of(studies)
        own = (seconds(partial(forest_as, kind, analysis), runs) for kind in ("svg", "png"))
        yield [str(studies), "reportgen", *map(_ms, own)]
        effects = next(iter(analysis.pooled.values())).effects
        for package in (forestplot, *([metafor] if with_r else [])):
            if found := package(effects, runs):
                yield [str(studies), found.name, *map(_ms, (found.svg, found.png))]


def _ms(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def _table(title: str, heads: list[str], rows: Iterable[list[str]]) -> None:
    print(f"\n## {title}\n\n| {' | '.join(heads)} |\n| {' | '.join(['---', *['---:'] * (len(heads) - 1)])} |")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def main(arguments: list[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--no-r", action="store_true")
    asked = parser.parse_args(arguments)
    runs = asked.runs
    _table("Formats", ["a forest plot of 20 studies as", "the first", "each after it", "size"], formats(runs))
    _table("Growth", ["studies", "SVG", "a study", f"PNG, {DPI} dpi", "a study"], growth(runs))
    _table("Kinds", ["figure", "SVG", f"PNG, {DPI} dpi"], kinds(runs))
    _table("Others", ["studies", "package", "SVG", f"PNG, {DPI} dpi"], peers(runs, with_r=not asked.no_r))


if __name__ == "__main__":
    main(sys.argv[1:])
