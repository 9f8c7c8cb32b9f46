"""How long after a save the page is there, and how a build in the running watcher compares with one from nothing.

    .venv/bin/python benchmarks/watch.py
    .venv/bin/python benchmarks/watch.py --edits 40

The example is watched by a process of its own. Sentences and cells are edited in turn; measured is the time from the
end of a save until another manuscript.html stands in the output, and until the PDF does. A build from nothing is the
command `reportgen build` without --watch. Times are those of the clock.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

__all__ = ["main"]

EXAMPLE = Path(__file__).parent.parent / "data/pip"
COMMAND = (sys.executable, "-c", "from reportgen.cli import main; main()")
LOOK_EVERY = 0.002
PAUSE = 0.3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=20, help="how many edits (20)")
    edits = parser.parse_args().edits
    with tempfile.TemporaryDirectory() as scratch:
        folder, output = Path(scratch, "pip"), Path(scratch, "out")
        shutil.copytree(EXAMPLE, folder)
        cold = median(_cold(folder, Path(scratch, f"cold-{number}")) for number in range(3))
        with _watched(folder, output):
            pages, wholes = zip(*(_edit(folder, output, number) for number in range(edits)), strict=True)
    sys.stdout.write(
        "| | seconds, median | most |\n|---|---|---|\n"
        f"| save to page | {median(pages):.2f} | {max(pages):.2f} |\n"
        f"| save to all formats | {median(wholes):.2f} | {max(wholes):.2f} |\n"
        f"| build from nothing | {cold:.2f} | |\n"
        f"| all formats, of a build from nothing | {median(wholes) / cold:.0%} | |\n"
    )


def _cold(folder: Path, output: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [*COMMAND, "build", str(folder), "--output", str(output), "--quiet"], check=True, capture_output=True
    )
    return time.perf_counter() - start


@contextmanager
def _watched(folder: Path, output: Path) -> Iterator[None]:
    command = [*COMMAND, "build", str(folder), "--watch", "--output", str(output), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as watcher:
        _wait((output / "manuscript.pdf").exists)
        time.sleep(1)
        yield
        watcher.send_signal(signal.SIGINT)


def _edit(folder: Path, output: Path, number: int) -> tuple[float, float]:
    """Return how long after a save the page and all formats are there."""
    before = (output / "manuscript.html").stat().st_ino
    if number % 2:
        path = folder / "sections/discussion.md.j2"
        path.write_text(path.read_text(encoding="utf-8") + f"\nSentence {number}.\n", encoding="utf-8")
    else:
        path = folder / "results.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r",45,[\d.]+,4\.2,", f",45,{9 + number / 100},4.2,", text, count=1), encoding="utf-8")
    start = time.perf_counter()
    _wait(lambda: _inode(output / "manuscript.html") not in {0, before})
    page = time.perf_counter() - start
    _wait((output / "manuscript.pdf").exists)
    whole = time.perf_counter() - start
    time.sleep(PAUSE)
    return page, whole


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _wait(done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main()
