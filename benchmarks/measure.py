"""One command measured as a whole: wall time, CPU time and peak memory of its process tree."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Measured", "measure"]

PAUSE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Seconds of wall and CPU time, peak memory of the tree in MB (shared pages counted once), what was printed."""

    wall: float
    cpu: float
    megabytes: float
    printed: str


def measure(command: list[str], cwd: Path) -> Measured:
    """Return the measures of a command that must succeed; CPU time is that of all processes it waited for."""
    before, start = os.times(), time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    out, err = process.communicate()
    wall, after = time.monotonic() - start, os.times()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{out}\n{err}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall=wall, cpu=cpu, megabytes=peak[0], printed=out)


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_megabytes(pid) for pid in _tree(process.pid)))
        time.sleep(PAUSE)


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            found += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            continue
    return found


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
