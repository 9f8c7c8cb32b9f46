"""How long builds take, what they cost, and how much memory they hold.

    .venv/bin/python benchmarks/build.py              the example, 8 outcomes x 8 studies, 40 x 20; R beside it
    .venv/bin/python benchmarks/build.py --runs 5 --no-r

Each build runs in a new process; the font cache of matplotlib is warm. Wall time and CPU are those of the whole tree
of processes (the median of the runs). Peak memory is the largest sum of the proportional sets of all processes of the
tree, seen by sampling in a run of its own. Where Rscript with metafor and rmarkdown is there, the same data are pooled,
drawn and tabulated by an R Markdown document, once for HTML and once for DOCX; a ratio below 1 says that reportgen is
the faster one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from synthetic import write_review

__all__ = ["main"]

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "data/pip"
SIZES = ((8, 8), (40, 20))
ALL = ("html", "pdf", "docx")
WITHOUT_PDF = ("html", "docx")

STAGED = """
import json, os, sys, time
began = time.perf_counter()
marks = []
def mark(stage, done, total):
    used = os.times()
    marks.append((stage, time.perf_counter(), used.user + used.system + used.children_user + used.children_system))
mark("start", 0, 0)
from pathlib import Path
from reportgen.pipeline import build
build(Path(sys.argv[1]), output=Path(sys.argv[2]), formats=tuple(sys.argv[3].split(",")), progress=mark)
print(json.dumps(marks))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process and all it started took: seconds by the clock, seconds of CPU."""

    wall: float
    cpu: float


def measured(command: list[str]) -> Cost:
    """Return what `command` cost; SystemExit with its words if it fails."""
    began = time.perf_counter()
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - began
    after = os.times()
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} …: {done.stderr or done.stdout}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall=wall, cpu=cpu)


def typical(command: list[str], runs: int) -> Cost:
    """Return the medians over several runs of `command`."""
    costs = [measured(command) for _ in range(runs)]
    return Cost(wall=median(cost.wall for cost in costs), cpu=median(cost.cpu for cost in costs))


def peak_memory(command: list[str]) -> float | None:
    """Return the most megabytes that the tree of processes held at once; None where the system does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(0.02)
    return most / 1024


def stages(folder: Path, output: Path, formats: tuple[str, ...]) -> list[tuple[str, float, float]]:
    """Return (stage, wall, CPU) of one build, the start of the interpreter's imports included."""
    command = [sys.executable, "-c", STAGED, str(folder), str(output), ",".join(formats)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    marks = json.loads(done.stdout)
    return [(one[0], two[1] - one[1], two[2] - one[2]) for one, two in pairwise(marks)]


def report(name: str, folder: Path, work: Path, runs: int) -> None:
    """Print what a build of `folder` takes, and its stages."""
    output = work / "out"
    command = _command(folder, output, ALL)
    measured(command)  # warms the font cache and the disk
    cost, memory = typical(command, runs), peak_memory(command)
    held = "" if memory is None else f", peak memory {memory:.0f} MB"
    print(f"\n{name}: wall {cost.wall:.2f} s, CPU {cost.cpu:.2f} s{held}")
    for stage, wall, cpu in stages(folder, output, ALL):
        print(f"  {stage:8} wall {wall:6.2f} s   CPU {cpu:6.2f} s")


def compare_with_r(name: str, folder: Path, work: Path, runs: int) -> None:
    """Print the times of HTML and DOCX by reportgen and by R Markdown, and their ratio."""
    ours = typical(_command(folder, work / "out-without-pdf", WITHOUT_PDF), runs)
    shutil.copy(HERE / "review.Rmd", work / "review.Rmd")
    render = (
        "for (kind in c('html_document', 'word_document')) "
        f"rmarkdown::render('{work / 'review.Rmd'}', kind, params = list(folder = '{folder}'), quiet = TRUE)"
    )
    theirs = typical(["Rscript", "-e", render], runs)
    print(f"\n{name}, HTML and DOCX: reportgen {ours.wall:.2f} s (CPU {ours.cpu:.2f} s), "
          f"R Markdown {theirs.wall:.2f} s (CPU {theirs.cpu:.2f} s), ratio {ours.wall / theirs.wall:.2f}")  # fmt: skip


def has_r() -> bool:
    """Return whether R can do its part."""
    if shutil.which("Rscript") is None:
        return False
    asked = "stopifnot(requireNamespace('metafor'), requireNamespace('rmarkdown'), rmarkdown::pandoc_available())"
    return subprocess.run(["Rscript", "-e", asked], capture_output=True, check=False).returncode == 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (default 3)")
    parser.add_argument("--no-r", action="store_true", help="leave R out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        reviews = {f"{o} outcomes x {s} studies": write_review(work / f"review-{o}-{s}", o, s) for o, s in SIZES}
        report("the example", EXAMPLE, work, chosen.runs)
        for name, review in reviews.items():
            report(name, review, work, chosen.runs)
        if chosen.no_r or not has_r():
            print("\nR with metafor, rmarkdown and pandoc: left out")
            return
        for name, review in reviews.items():
            compare_with_r(name, review, work, chosen.runs)


def _command(folder: Path, output: Path, formats: tuple[str, ...]) -> list[str]:
    start = "from reportgen.cli import main; main()"
    options = ["--quiet", "--output", str(output), "--to", ",".join(formats)]
    return [sys.executable, "-c", start, "build", str(folder), *options]


def _tree(root: int) -> list[int]:
    """Return the ids of a process and of all that descend from it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
    found, new = [root], [root]
    while new:
        new = [pid for pid, parent in parents.items() if parent in new]
        found += new
    return found


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
