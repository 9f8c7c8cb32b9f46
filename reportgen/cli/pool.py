"""`reportgen pool`: a meta-analysis of a review's outcome, or of a table with one row a study."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.folders import review_folder
from reportgen.cli.pool_options import named_setting, settings_options, test_option
from reportgen.cli.terminal import say, say_data, show_issues

if TYPE_CHECKING:
    from reportgen.cli.pool_more import Further
    from reportgen.cli.pool_source import Studies

__all__ = ["command"]


@click.command(
    "pool",
    epilog="""\b
Examples:
  reportgen pool trials.csv --measure RR                     the choices of the Cochrane Handbook
  reportgen pool trials.csv --measure OR --preset revman5    those of Review Manager 5
  reportgen pool trials.csv --measure RR --tau2 DL --interval wald --prediction none
  reportgen pool trials.xlsx --measure SMD --subgroup setting --moderator year
  reportgen pool trials.csv --measure RR --leave-one-out --cumulative year
  reportgen pool trials.csv --measure OR --test harbord      do small studies show other effects?
  reportgen pool effects.csv --measure HR --json             all numbers at full precision
  reportgen pool my-review --outcome recovery                with the plan that review.yaml gives the outcome
  reportgen pool my-review --outcome recovery --model common

\b
Columns of a table, one row a study (1 and the first letters: the experimental side):
  study (or slab, or author and year)                  names; numbers of rows without
  ai n1i ci n2i   or  events_1 n_1 events_2 n_2        RR, OR, RD, AS, PETO; bi and di in place of the totals
  m1i sd1i n1i m2i sd2i n2i   or  mean_1 sd_1 n_1 …    MD, SMD, D, GLASS, ROM
  x1i t1i x2i t2i   or  events_1 time_1 …              IRR, IRD, IRSD
  xi ni   or  events n                                 PR, PLO, PLN, PAS, PFT
  xi ti   or  events time                              IR, IRLN, IRS, IRFT
  ri ni   or  r n                                      COR, ZCOR
  yi vi   or  yi sei                                   GEN, GENLOG, HR: on the scale of analysis, logs for ratios
  estimate se   or  estimate ci_low ci_high            GEN, GENLOG, HR: as printed
  oe v   or  o_minus_e variance                        OE

\b
An empty cell (or NA) leaves its study out, and the result says so. Every other column may serve as --subgroup,
--moderator or --cumulative.

\b
Exit codes: 0 pooled; 2 the table, the review or the call holds errors.""",
)
@review_folder("source", metavar="SOURCE")
@click.option("--outcome", metavar="ID", help="The outcome, where SOURCE is a review.")
@named_setting("measure", "The effect measure (`reportgen list measures`).")
@settings_options
@click.option("--subgroup", metavar="COLUMN", help="Pool by the subgroups in this column, and test between them.")
@click.option(
    "--moderator", "--by", "moderators", metavar="COLUMN", multiple=True,
    help="Regress the effects on this column: numbers, or categories. May be given several times.",
)  # fmt: skip
@click.option("--leave-one-out", "without_each", is_flag=True, help="Also pool without each study in turn.")
@click.option(
    "--cumulative", metavar="COLUMN", help="Also pool as studies join, by this column from low to high: a year, say."
)
@test_option
@click.option(
    "--limits-level", type=float, metavar="NUMBER",
    help="Confidence level of ci_low and ci_high in a table; 0.95 if not given.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(  # noqa: PLR0913  one option an argument
    source: Path,
    *,
    outcome: str | None,
    measure: str | None,
    subgroup: str | None,
    moderators: tuple[str, ...],
    without_each: bool,
    cumulative: str | None,
    tests: tuple[str, ...],
    limits_level: float | None,
    as_json: bool,
    **settings: Any,
) -> None:
    """Pool the studies of SOURCE: a table (.csv or .xlsx) with one row a study, or the folder of a review.

    Prints each study with its effect, interval and weight, the summary, heterogeneity and prediction interval, what a
    reader must know of them, and what was run. The same numbers as `reportgen.pool` gives in Python. Choices that are
    not given are those of the preset, or of the outcome's own plan.
    """
    given = {name: value for name, value in settings.items() if value is not None}
    review = source.is_dir()
    if outcome is not None and not review:
        raise click.UsageError("--outcome goes with the folder of a review")
    if limits_level is not None and review:
        raise click.UsageError("--limits-level goes with a table; in a review, limits have the level of their outcome")
    with _issues_shown(source if review else source.parent):
        from reportgen.cli.pool_source import studies_of_review, studies_of_table

        if review:
            studies = studies_of_review(source, given, outcome=outcome, measure=measure, subgroup=subgroup)
        else:
            limits, columns = limits_level or 0.95, (*moderators, *([cumulative] if cumulative else []))
            studies = studies_of_table(
                source, given, measure=measure, subgroup=subgroup, covariates=columns, limits_level=limits
            )
        show_issues(studies.warnings, source if review else source.parent, err=True)
        more = _further(studies, moderators, without_each=without_each, cumulative=cumulative, tests=tests)
        lines = _pooled(studies, more, as_json=as_json)
    for line in lines:
        say_data(line) if as_json else say(line)


@contextmanager
def _issues_shown(place: Path) -> Iterator[None]:
    """Show what is wrong, with the way from here, and leave with its exit code."""
    from reportgen.errors import DataError

    try:
        yield
    except DataError as error:
        show_issues(error.issues, place, err=True)
        raise click.exceptions.Exit(2) from error


def _further(
    studies: Studies,
    moderators: tuple[str, ...],
    *,
    without_each: bool,
    cumulative: str | None,
    tests: tuple[str, ...],
) -> list[Further]:
    """Return the further analyses that were asked for."""
    from reportgen.cli.pool_more import regression
    from reportgen.cli.pool_sensitivity import cumulative_summaries, summaries_without_each
    from reportgen.cli.pool_tests import small_study_tests

    more = [regression(studies, moderators)] if moderators else []
    if without_each:
        more.append(summaries_without_each(studies))
    if cumulative:
        more.append(cumulative_summaries(studies, cumulative))
    if tests:
        more.append(small_study_tests(studies, tests))
    return more


def _pooled(studies: Studies, more: list[Further], *, as_json: bool) -> list[str]:
    from reportgen.cli.pool_json import pooled_json
    from reportgen.cli.pool_text import pooled_lines
    from reportgen.pooling import pool

    result = pool(studies.effects, subgroup=studies.subgroup, **studies.settings)
    if as_json:
        return [pooled_json(studies, result, {further.key: further.values for further in more})]
    return [*pooled_lines(studies, result), *(line for further in more for line in ("", *further.lines))]
