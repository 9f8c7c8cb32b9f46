"""How fast meta-analyses are pooled, beside statsmodels, PyMARE and metafor, and whether all agree.

    python -m venv bench
    bench/bin/pip install . statsmodels pymare
    bench/bin/python benchmarks/pooling.py                 the table of docs/benchmarks/pooling.md
    bench/bin/python benchmarks/pooling.py --no-r --quick  a look

Neither package is a dependency of reportgen, and one that is not there is named and left out; so is metafor without
Rscript. All get the same data, in one process of one thread (R in a process of its own), turn by turn; times are
medians. Loops over more sets than can be waited for run on the first of them, and their time is scaled.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pooling_r import InR
    from pooling_tools import Fitted, Tool

__all__ = ["main"]

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
SIZES = (10, 100, 1_000, 10_000, 100_000)
SIZES_IN_R = (10, 100, 1_000)
ESTIMATORS = ("DL", "REML", "PM")
SETS, STUDIES = 10_000, 10
PATIENCE = 30.0

Times = dict[tuple[str, str, str], str]


def main() -> None:
    """Measure, compare and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs, and smaller parts of slow loops")
    parser.add_argument("--no-r", action="store_true", help="leave metafor out")
    chosen = parser.parse_args()
    os.environ.update(dict.fromkeys(THREADS, "1"))
    warnings.simplefilter("ignore")  # of the others: a square root of a negative tau2
    from pooling_r import has_metafor
    from pooling_tools import tools

    there, missing = tools()
    with_r = not chosen.no_r and has_metafor()
    missing += [] if with_r else ["metafor"]
    print(_heading(there, missing))
    seconds = 0.3 if chosen.quick else 2.0
    times, worst = _python(there, seconds)
    if with_r:
        _add_r(times, worst, 200 if chosen.quick else 1_000, 1 if chosen.quick else 3)
    _print(times, worst, _memory(there))


def _heading(there: Sequence[Tool], missing: Sequence[str]) -> str:
    import numpy as np
    import scipy

    versions = ", ".join(dict.fromkeys(f"{tool.name.partition(',')[0]} {tool.version}" for tool in there))
    absent = f" Not there: {', '.join(missing)}." if missing else ""
    return (
        f"{_processor()}, one thread; Python {platform.python_version()}, numpy {np.__version__}, "
        f"scipy {scipy.__version__}; {versions}.{absent}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123
            return next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def _python(there: Sequence[Tool], seconds: float) -> tuple[Times, dict[str, float]]:
    """Return times of all tasks in Python as printed, and the largest difference from ours by package."""
    from pooling_data import batch, single
    from pooling_tools import HKSJ_AND_PREDICTION, Q_PROFILE

    times: Times = {}
    worst: dict[str, float] = {}
    for k in SIZES:
        data = single(k)
        for name in ESTIMATORS:
            tasks = {tool.name: tool.single[name] for tool in there if name in tool.single}
            found = _turn_by_turn({tool: _call(task, data) for tool, task in tasks.items()}, seconds)
            times |= {(f"k = {k:,}", name, tool): _shown(value) for tool, value in found.items()}
            _compare({tool: task(*data) for tool, task in tasks.items()}, worst)
    data = batch(SETS, STUDIES)
    for name in (*ESTIMATORS, HKSJ_AND_PREDICTION, Q_PROFILE):
        tasks = {tool.name: (tool.batch[name], _sets(tool, name, data)) for tool in there if name in tool.batch}
        calls = {tool: _call(task, [part[:sets] for part in data]) for tool, (task, sets) in tasks.items()}
        found = _turn_by_turn(calls, seconds)
        for tool, (_, sets) in tasks.items():
            times["batch", name, tool] = _shown(found[tool] * SETS / sets, scaled=sets < SETS)
        _compare({tool: call() for tool, call in calls.items()}, worst)
    return times, worst


def _sets(tool: Tool, name: str, data: Sequence[Any]) -> int:
    """Return how many sets a loop can run through in a time that can be waited for."""
    if not tool.loops:
        return SETS
    tried = 50
    took = _timed(_call(tool.batch[name], [part[:tried] for part in data]))
    return SETS if took / tried * SETS < PATIENCE else SETS // 10


def _call(task: Callable[[Any, Any], Fitted], data: Iterable[Any]) -> Callable[[], Fitted]:
    y, v = data
    return lambda: task(y, v)


def _timed(call: Callable[[], object], times: int = 1) -> float:
    began = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - began) / times


def _turn_by_turn(calls: Mapping[str, Callable[[], object]], seconds: float) -> dict[str, float]:
    """Return the median time of each call; all take turns, so that a busy moment of the machine strikes them alike."""
    first = {name: min(_timed(call), _timed(call)) for name, call in calls.items()}
    repeats = {name: max(1, int(0.005 / took)) for name, took in first.items()}
    rounds = {name: min(max(3, int(seconds / (took * repeats[name]))), 51) for name, took in first.items()}
    rounds |= {name: 1 for name, took in first.items() if took > seconds}
    found: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(max(rounds.values())):
        for name, call in calls.items():
            if turn < rounds[name]:
                found[name].append(_timed(call, repeats[name]))
    return {name: median(values) for name, values in found.items()}


def _compare(fits: Mapping[str, Fitted], worst: dict[str, float]) -> None:
    """Keep the largest difference of each package from ours, where it has a number and its tau2 is not below 0."""
    import numpy as np

    ours, *others = fits.items()
    if ours[1] is None:
        return
    for name, theirs in others:
        if theirs is None:
            continue
        size = np.size(theirs[0])
        mine, other = (np.array([np.ravel(part)[:size] for part in fit], dtype=float) for fit in (ours[1], theirs))
        worst[name] = max(worst.get(name, 0.0), _difference(mine, other))


def _difference(mine: Any, other: Any) -> float:
    """Return the largest difference: of estimates in units of SE, of SE in units of SE, of tau2 against tau2 + SE²."""
    import numpy as np

    se = mine[1]
    apart = np.abs([(other[0] - mine[0]) / se, (other[1] - mine[1]) / se, (other[2] - mine[2]) / (mine[2] + se**2)])
    sound = np.isfinite(apart).all(axis=0) & (other[2] >= 0)
    return float(apart[:, sound].max(initial=0.0))


def _add_r(times: Times, worst: dict[str, float], sets: int, runs: int) -> None:
    import numpy as np
    from pooling_data import batch, single
    from pooling_r import metafor
    from pooling_tools import tools

    data = [part[:sets] for part in batch(SETS, STUDIES)]
    found: InR = metafor(map(single, SIZES_IN_R), (data[0], data[1]), runs)
    name = f"metafor {found.version.split()[-1]} (R {found.version.split()[0]}), one by one"
    ours = next(islice(tools()[0], 1))
    for (case, estimator), value in found.seconds.items():
        size = case.removeprefix("k = ")
        shown = _shown(value * SETS / sets, scaled=True) if case == "batch" else _shown(value)
        times[f"k = {int(size):,}" if case != "batch" else case, estimator, name] = shown
    for (case, estimator, tolerance), rows in found.fits.items():
        tasks = ours.batch if case == "batch" else ours.single
        fitted = tasks[estimator](*(data if case == "batch" else single(int(case.removeprefix("k = ")))))
        if fitted is not None:
            mine = np.array([np.ravel(part) for part in fitted])[:, rows[:, 0].astype(int) - 1]
            title = f"{name}, {tolerance}"
            worst[title] = max(worst.get(title, 0.0), _difference(mine, rows[:, 1:].T))


def _memory(there: Sequence[Tool]) -> dict[str, list[float]]:
    """Return the most bytes a study that a DL and a REML fit of 10,000 and of 100,000 studies hold at once."""
    from pooling_data import single

    found: dict[str, list[float]] = {}
    for tool in there:
        for name in (name for name in ("DL", "REML") if name in tool.single):
            for k in SIZES[-2:]:
                call = _call(tool.single[name], single(k))
                tracemalloc.start()
                call()
                found.setdefault(f"{tool.name}, {name}", []).append(tracemalloc.get_traced_memory()[1] / k)
                tracemalloc.stop()
    return found


def _shown(seconds: float, *, scaled: bool = False) -> str:
    mark = "≈ " if scaled else ""
    if seconds < 0.1:
        return f"{mark}{1000 * seconds:.2g} ms" if seconds < 0.01 else f"{mark}{1000 * seconds:.0f} ms"
    return f"{mark}{seconds:.2f} s" if seconds < 10 else f"{mark}{seconds:.0f} s"


def _print(times: Times, worst: Mapping[str, float], memory: Mapping[str, Sequence[float]]) -> None:
    names = list(dict.fromkeys(tool for _, _, tool in times))
    rows = list(dict.fromkeys((case, task) for case, task, _ in times))
    print(f"\n| studies | task | {' | '.join(names)} |\n|{' --- |' * 2}{' ---: |' * len(names)}")
    for case, task in rows:
        cells = (times.get((case, task, name), "") for name in names)
        title = f"{SETS:,} × {STUDIES}" if case == "batch" else case.removeprefix("k = ")
        print(f"| {title} | {task} | {' | '.join(cells)} |")
    print("\n| package | largest difference from reportgen |\n| --- | ---: |")
    for name, value in worst.items():
        print(f"| {name} | {value:.1e} |")
    print("\n| peak memory, bytes a study | k = 10,000 | k = 100,000 |\n| --- | ---: | ---: |")
    for name, values in memory.items():
        print(f"| {name} | {' | '.join(f'{value:.0f}' for value in values)} |")


if __name__ == "__main__":
    sys.exit(main())
