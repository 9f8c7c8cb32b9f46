"""Draw the gallery: python -m tools.gallery [--real FOLDER] [--only WORD] [--output FOLDER].

FOLDER of --real holds reviews of others in any format that `reportgen import` reads; without it, or where it does not
exist, the gallery does without them. Exit code 1 if anything failed; the page says what.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tools.gallery.drawing import Drawn, draw
from tools.gallery.entries import ROOT, Entry, entries
from tools.gallery.page import index_page
from tools.gallery.real import importable


def main(arguments: list[str]) -> int:
    """Draw all entries on all processors, write the page and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.gallery", description=__doc__)
    parser.add_argument("--real", type=Path, help="folder of reviews to import")
    parser.add_argument("--only", default="", help="draw only entries whose id holds this word")
    parser.add_argument("--output", type=Path, default=ROOT / "output/gallery")
    chosen = parser.parse_args(arguments)
    found, refused = importable(chosen.real) if chosen.real and chosen.real.is_dir() else ((), ())
    wanted = [entry for entry in entries(found) if chosen.only in entry.id]
    shutil.rmtree(chosen.output, ignore_errors=True)
    chosen.output.mkdir(parents=True)
    drawn = _all_drawn(wanted, chosen.output)
    page = chosen.output / "index.html"
    page.write_text(index_page(drawn, refused), encoding="utf-8", newline="\n")
    print(f"wrote {page}")
    wrong = [f"{one.entry.id}: {failure}" for one in drawn for failure in one.failures]
    wrong += [f"{shot.stem}: {fault}" for one in drawn for shot in one.shots for fault in shot.faults]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def _all_drawn(wanted: list[Entry], output: Path) -> list[Drawn]:
    """Return what became of the entries, in their order; a line is printed for each that is done."""
    drawn: dict[str, Drawn] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        waiting = {pool.submit(draw, entry, output): entry for entry in wanted}
        for done in as_completed(waiting):
            one = done.result()
            drawn[one.entry.id] = one
            state = f"{len(one.failures)} failed" if one.failures else f"{len(one.shots)} pictures"
            print(f"[{len(drawn)}/{len(wanted)}] {one.entry.id}: {state}", flush=True)
    return [drawn[entry.id] for entry in wanted]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
