"""`reportgen submit`: a review as everything that a journal asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.folders import name_of, nothing_written_on_errors, review_folder
from reportgen.cli.terminal import counted, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.submission import Finding

__all__ = ["command", "finding_lines"]

_WORDS = {"fail": "FAIL", "warn": "warning", "pass": "pass", "note": "note"}


@click.command(
    "submit",
    epilog="""\b
Examples:
  reportgen submit my-review --journal plos-one
  reportgen submit my-review --journal taylor-and-francis --output to-the-journal
  reportgen submit my-review --journal bmj --revision my-review@submitted
  reportgen check my-review --journal plos-one     counts beside their limits, nothing written

\b
Exit codes: 0 written; 1 a rule of the journal's is not met, under --strict (all is written); 2 the review or the
profile holds errors, nothing written; 3 a tool is missing or the output cannot be written.""",
)
@review_folder()
@click.option(
    "--journal", required=True, metavar="NAME",
    help="Journal profile: a name (`reportgen list journals`), or a TOML file of the review.",
)  # fmt: skip
@click.option(
    "--revision", metavar="OLD", type=click.Path(path_type=Path),
    help="Version submitted before (a folder, or FOLDER@VERSION): adds the marked manuscript and the skeleton of the "
    "answers to reviewers.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write; replaced whole if reportgen wrote it before, else refused unless empty. "
    "Default: output/NAME-JOURNAL.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="End with 1 if a rule is not met.")
@click.option("--quiet", "-q", is_flag=True, help="Print what is not met and errors only.")
def command(
    folder: Path, journal: str, revision: Path | None, output: Path | None, *, strict: bool, quiet: bool
) -> None:
    """Write the review in FOLDER as a submission to a journal.

    The folder that is written, and submission.zip in it, hold the manuscript in the journal's form (line numbers,
    spacing, fonts), the title page, where reviewers must not learn the authors a blinded manuscript, the line-numbered
    PDF, figures of the journal's width, resolution and format under its names, tables and legends where it wants them,
    supplementary files, the PRISMA 2020 checklists with section, page and line, drafts of the cover letter and of the
    statement on data, and the same manuscript with the checklists behind it, whose page numbers Word renews.

    preflight.html and preflight.json hold every rule of the journal against what was written. A rule that was read
    where it stands fails if it is not met; one that is known at second hand warns.
    """
    from reportgen.cli.progress import progress
    from reportgen.store import recover, refuse_foreign
    from reportgen.submission import submit

    target = output or Path("output") / f"{name_of(folder)}-{Path(journal).stem}"
    recover(target)
    refuse_foreign(target)
    with nothing_written_on_errors(folder), progress(quiet=quiet) as show:
        written = submit(folder, journal, output=target, revision=revision, progress=show)
    for line in finding_lines(written.findings, quiet=quiet):
        say(line)
    if not quiet:
        say(f"{counted(len(written.files), 'file')} in {written.output}; look at {written.output / 'preflight.html'}")
    if strict and any(finding.status == "fail" for finding in written.findings):
        raise click.exceptions.Exit(1)


def finding_lines(findings: Iterable[Finding], *, quiet: bool, everything: bool = False) -> tuple[str, ...]:
    """Return findings as lines: what is not met, and the counts of the rest; with `everything` all of them."""
    listed = list(findings)
    wanted = {"fail", "warn", "pass", "note"} if everything else {"fail", "warn"}
    lines = [_line(finding) for finding in listed if finding.status in wanted]
    if not quiet:
        numbers = {status: sum(one.status == status for one in listed) for status in ("pass", "fail", "warn")}
        lines.append(f"{numbers['pass']} rules met, {numbers['fail']} not met, {counted(numbers['warn'], 'warning')}")
    return tuple(lines)


def _line(finding: Finding) -> str:
    where = f" ({finding.where})" if finding.where else ""
    wanted = f", wanted {finding.wanted}" if finding.wanted else ""
    source = f" [{finding.source}]" if finding.source and finding.status in {"fail", "warn"} else ""
    return f"{_WORDS[finding.status]}: {finding.title}{where}: {finding.found}{wanted}{source}"
