"""The export format ``r``: a script that reads the data of each outcome and works out its results with metafor."""

from __future__ import annotations

from reportgen import resources
from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.r_script.outcome_block import heading, outcome_block
from reportgen.exchange.r_script.r_text import comment, in_comment, one_line
from reportgen.exchange.r_script.tables import expected_table, study_table
from reportgen.quantities import Analysis

__all__ = ["R_EXPORT", "r_files"]

_TOLERANCE = "1e-6"


def r_files(analysis: Analysis) -> Exported:
    """Return the script, its functions, the effects of each outcome, and the results it should come to."""
    files = {
        "analysis.R": _script(analysis).encode(),
        "functions.R": resources.read_bytes("export/functions.R"),
        "expected.csv": expected_table(analysis),
        "README.txt": _readme(analysis).encode(),
    }
    files |= {f"data/{outcome}.csv": study_table(pooled) for outcome, pooled in analysis.pooled.items()}
    return Exported(files=files)


def _script(analysis: Analysis) -> str:
    lines = [comment(analysis.review.title), *_START]
    comparison = ""
    titles = {one.id: one for one in analysis.review.comparisons}
    for outcome in analysis.review.outcomes:
        if outcome.comparison != comparison:
            comparison = outcome.comparison
            found = titles.get(comparison)
            title = in_comment(f"{found.number} {found.title}") if found else in_comment(comparison)
            lines += ["", f"# ---- {title} ----"]
        pooled = analysis.pooled.get(outcome.id)
        if pooled is None:
            lines += ["", comment(f"{heading(outcome)}: not pooled. {outcome.not_pooled_reason}")]
        else:
            lines += ["", *outcome_block(pooled)]
    return "\n".join([*lines, *_END]) + "\n"


_START = """\
# Each block works out one outcome with metafor; at the end everything is compared with expected.csv.
# Run: Rscript analysis.R         (or: Rscript analysis.R plots, for forest-plots.pdf)

this_file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
if (length(this_file) == 1) setwd(dirname(gsub("~+~", " ", this_file, fixed = TRUE)))
source("functions.R")
if (plots_wanted) open_plots("forest-plots.pdf")""".splitlines()

_END = f"""
# ---- comparison ----

if (plots_wanted) invisible(dev.off())
found <- if (length(kept)) do.call(rbind, c(kept, make.row.names = FALSE)) else data.frame()
write.csv(found, "results.csv", row.names = FALSE, na = "")
apart <- compare(found, expected_results(), tolerance = {_TOLERANCE})
if (!interactive()) quit(status = as.integer(apart > 0))""".splitlines()


def _readme(analysis: Analysis) -> str:
    return f"""\
{one_line(analysis.review.title) or "A review"}: the meta-analyses in R

Run

    Rscript analysis.R
    Rscript analysis.R plots

in this folder. The second also draws forest-plots.pdf. R 4.0 or newer and the package metafor, 3.8 or newer, are needed
(install.packages("metafor")); it was tried with R 4.2 and metafor 3.8-1.

What is here

    analysis.R     a block for each outcome: its effects, its pooled results, its subgroups
    functions.R    what metafor does not have under one name, and the comparison
    data/*.csv     a line for each effect that is pooled, named by the outcome; columns as metafor names them.
                   y and v are the effect and its variance on the scale of analysis (logarithms for ratios).
                   part is the number of the subgroup. given is 1 where the study gives the effect itself, or is a
                   cross-over trial; all other effects are worked out again from the study data, and must be the same.
    expected.csv   the results of reportgen, a line each: part 0 for all studies, from 1 on for the subgroups
    results.csv    the same worked out by the script, once it has run

What comes out

The script prints how many results agree with expected.csv, to a millionth of their size, and which do not; its exit
status is 1 if any differs.

Where metafor looks for the between-study variance step by step (REML, ML, EB, PM), it is given tolerances that are
strict enough, and for likelihoods a start at their highest maximum: left alone, it stops at a tau2 that is right to
about five decimals, and short of 0 where the maximum is at 0.
"""


R_EXPORT = Export(id="r", title="R script with its data, for the package metafor", write=r_files)
