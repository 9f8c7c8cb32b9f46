"""The block of the script that works out one outcome."""

from __future__ import annotations

import re
import textwrap

from reportgen.effects import MEASURES, SCALES
from reportgen.exchange.r_script.effect_calls import effect_calls
from reportgen.exchange.r_script.pool_calls import Situation, between_studies, pool_calls, printed_by
from reportgen.exchange.r_script.r_text import comment, in_comment, string
from reportgen.exchange.r_script.tables import given_effects, part_numbers, used_rows
from reportgen.exchange.table_text import number_text
from reportgen.model import Outcome
from reportgen.pooling import ESTIMATORS, METHODS, Pooled

__all__ = ["heading", "outcome_block"]

_WIDTH = 118
_WHOLE = re.compile(r'"(?:[^"\\]|\\.)*"|\b(?:c|prediction)\([^()]*\)|\w+ = ')
"""What stays on one line: strings, short vectors, and the name of an argument with its value."""


def heading(outcome: Outcome) -> str:
    """Return the number and the title of an outcome."""
    return f"{outcome.number} {outcome.title[:1].upper()}{outcome.title[1:]}".strip()


def outcome_block(pooled: Pooled) -> list[str]:
    """Return the lines of the block: a comment that names the outcome, its effects, its results, its plot."""
    outcome, id_ = pooled.effects.outcome, string(pooled.effects.outcome.id)
    lines = [comment(f"{heading(outcome)}: {_in_words(pooled)}"), f"d <- studies_of({id_})"]
    if used_rows(pooled):
        if not all(given_effects(pooled)):
            lines += effect_calls(outcome.measure, outcome.plan)
        lines.append("d <- same_effects(d)")
    lines += _results(pooled, id_)
    if pooled.subgroup_test is not None:
        with_results = [str(place) for place, (_, part) in enumerate(pooled.subgroups, 1) if part.summary is not None]
        lines.append(f"between_subgroups({id_}, parts = c({', '.join(with_results)}))")
    if used_rows(pooled):
        lines.append(_plot(outcome))
    return [short for line in lines for short in _folded(line)]


def _in_words(pooled: Pooled) -> str:
    plan = pooled.plan
    title = MEASURES[pooled.effects.measure].title
    model = f"random effects ({ESTIMATORS[plan.tau2].title})" if plan.model == "random" else "common effect"
    method = METHODS[plan.method].title if METHODS[plan.method].reads_counts else "inverse variance"
    return ", ".join([title[:1].lower() + title[1:], method, model])


def _results(pooled: Pooled, id_: str) -> list[str]:
    """Return the lines that keep the result of all studies and of each subgroup."""
    shared = pooled.plan.subgroup_tau2 == "common" and pooled.plan.model == "random" and bool(pooled.subgroups)
    results = [pooled, *(part for _, part in pooled.subgroups)]
    situation = Situation(
        one_study=any(one.k == 1 for one in results),
        empty_arms=_has_empty_arms(pooled),
        shared_tau2=shared,
    )
    body, found = pool_calls(pooled.effects.measure, pooled.plan, situation)
    if not pooled.subgroups:
        if pooled.summary is None:
            return [f"keep({id_}, 0, no_result(d))"]
        return [*body, f"keep({id_}, 0, {found})"]
    lines = []
    if any(one.summary is not None for one in results):
        lines = [f"pool <- function(d{', tau2 = NULL' if shared else ''}) {{", *_indented([*body, found]), "}"]
    lines.append(f"keep({id_}, 0, {'no_result' if pooled.summary is None else 'pool'}(d))")
    if shared and any(part.summary is not None for _, part in pooled.subgroups):
        rows = used_rows(pooled)
        groups = len({row.subgroup for row in rows})
        lines.append(f"tau2 <- {between_studies(pooled.plan, groups=groups, studies=len(rows))}")
    numbers = part_numbers(pooled)
    for name, part in pooled.subgroups:
        place = numbers[name]
        call = "no_result(" if part.summary is None else "pool("
        given = ", tau2" if shared and part.summary is not None else ""
        lines.append(f"keep({id_}, {place}, {call}d[d$part == {place}, ]{given}))  # {in_comment(name)}")
    return lines


def _has_empty_arms(pooled: Pooled) -> bool:
    sides = [arm for row in used_rows(pooled) for arm in (row.experimental, row.comparator) if arm is not None]
    return any(arm.values.get("n") == 0 for arm in sides)


def _plot(outcome: Outcome) -> str:
    measure = MEASURES[outcome.measure]
    null = "NA" if measure.null is None else number_text(float(SCALES[measure.scale].forth(measure.null)))
    back = printed_by(outcome.measure)
    if back.startswith("function"):
        back = "transf.iarcsin" if measure.scale == "freeman-tukey" else "transf.isqrt"
    axis = "atransf" if SCALES[measure.scale].log_axis else "transf"
    shown = f", {axis} = {back}" if back else ""
    return f"draw({string(outcome.id)}, {string(heading(outcome))}, d, null = {null}{shown})"


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _folded(line: str) -> list[str]:
    """Return a line of code as lines of readable length, never broken inside a literal, c(...) or before a comment."""
    if len(line) <= _WIDTH or "#" in line:
        return [line]
    kept = _WHOLE.sub(lambda found: found[0].replace(" ", "\0"), line)
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    short = textwrap.wrap(kept, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\0", " ") for part in short]
