"""How long a build takes: the example and synthetic reviews, each in a new process, beside R Markdown where it is.

    python benchmarks/build.py            all sizes
    python benchmarks/build.py --quick    the example and the small review

Targets on two cores: the example in all three formats 4.5 s, 8 outcomes × 8 studies 5 s, 40 × 20 25 s and 800 MB.
R, where Rscript with metafor and rmarkdown is installed, pools the same data and writes HTML and Word with a forest
plot and a table per outcome; the ratio compares our HTML and Word with that.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measure import Measured, measure  # noqa: E402 - beside this file
from r_markdown import write_r_markdown  # noqa: E402
from synthetic import write_review  # noqa: E402

RUN = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from reportgen.pipeline import build
print("import", time.perf_counter() - start)
marks = []
def show(stage, done, total):
    marks.append((stage, time.perf_counter()))
build(Path(sys.argv[1]), output=Path(sys.argv[2]), formats=tuple(sys.argv[3].split(",")), progress=show)
for (stage, began), (_, ended) in zip(marks, marks[1:]):
    print(stage, ended - began)
"""
SIZES = ((8, 8), (40, 20))
EXAMPLE = HERE.parent / "data" / "pip"


def main() -> None:
    """Measure every review and print the table."""
    sizes = SIZES[:1] if "--quick" in sys.argv else SIZES
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ours(EXAMPLE, folder, "html,pdf,docx")  # the first run lays down compiled modules, as any installation has
        report("example", ours(EXAMPLE, folder, "html,pdf,docx"))
        for outcomes, studies in sizes:
            name = f"{outcomes}x{studies}"
            write_review(folder / name, outcomes, studies)
            report(f"{outcomes} outcomes × {studies} studies", ours(folder / name, folder, "html,pdf,docx"))
            beside_r(folder, name, outcomes, studies)


def ours(review: Path, scratch: Path, formats: str) -> Measured:
    """Return the measures of a build in a new process."""
    output = scratch / "output"
    shutil.rmtree(output, ignore_errors=True)
    return measure([sys.executable, "-c", RUN, str(review), str(output), formats], scratch)


def report(name: str, measured: Measured) -> None:
    """Print one review's measures and its stages."""
    print(f"{name}: {measured.wall:.2f} s wall, {measured.cpu:.2f} s CPU, {measured.megabytes:.0f} MB", flush=True)
    for line in measured.printed.splitlines():
        stage, _, seconds = line.rpartition(" ")
        print(f"    {stage:<10}{float(seconds):7.2f} s")


def beside_r(scratch: Path, name: str, outcomes: int, studies: int) -> None:
    """Print how long R takes for the same data, and our time over its time."""
    if not has_r():
        print("    R with metafor and rmarkdown is not installed: not compared")
        return
    source = scratch / f"{name}.Rmd"
    source.write_text(write_r_markdown(outcomes, studies), encoding="utf-8")
    render = f"rmarkdown::render('{source.name}', c('html_document', 'word_document'), quiet = TRUE)"
    theirs = measure(["Rscript", "-e", render], scratch)
    mine = ours(scratch / name, scratch, "html,docx")
    print(f"    R Markdown, HTML and Word: {theirs.wall:.2f} s wall, {theirs.megabytes:.0f} MB")
    print(
        f"    reportgen,  HTML and Word: {mine.wall:.2f} s wall, {mine.megabytes:.0f} MB; ratio {mine.wall / theirs.wall:.2f}"
    )


def has_r() -> bool:
    """Return whether R with the two packages is here."""
    if shutil.which("Rscript") is None:
        return False
    wanted = "quit(status = !all(c('metafor', 'rmarkdown') %in% rownames(installed.packages())))"
    return subprocess.run(["Rscript", "-e", wanted], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
