"""Sensitivity analyses in words: what was done, and what changed by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportgen.wording.phrases import Phrase, joined, listed, weave

__all__ = ["describe_sensitivity", "state_changes"]

MOST_TOLD = 3
"""So many analyses that change a conclusion are told with their numbers."""


def describe_sensitivity(
    analyses: Collection[str],
    *,
    outcomes: Sequence[str],
    models: Sequence[str],
    domains: Sequence[str],
    levels: Sequence[str],
) -> Phrase:
    """Return what was done to see how far results hang on choices and single studies; nothing without analyses.

    `analyses` are kinds of sensitivity analyses, `models` those of the planned results, `outcomes` the titles
    of the outcomes if not all were analysed. `domains` and `levels` say what high risk of bias is.
    """
    ways: list[Phrase | str] = []
    if "model" in analyses:
        other = {"random": "the common-effect model", "common": "the random-effects model"}
        several = "the other model (common or random effects)"
        ways.append(f"with {other[models[0]] if len(models) == 1 else several}")
    if "tau2" in analyses:
        ways.append("with each other estimator of the between-study variance")
    if "high-risk" in analyses:
        ways.append("without the studies at high risk of bias")
    if "leave-one-out" in analyses:
        ways.append("without each study in turn")
    if not ways:
        return ()
    what = weave("the studies on {outcomes}", outcomes=listed(list(outcomes))) if outcomes else "the studies"
    done = weave("In sensitivity analyses, {what} were pooled again {ways}.", what=what, ways=listed(ways))
    return joined((done, _high_risk(domains, levels) if "high-risk" in analyses else ()))


def _high_risk(domains: Sequence[str], levels: Sequence[str]) -> Phrase:
    where = "the domain {domains}" if len(domains) == 1 else "at least one of the domains {domains}"
    return weave(
        "A study counted as one at high risk if it was judged {levels} in " + where + ".",
        levels=listed([f"“{level}”" for level in levels], "or"),
        domains=listed(list(domains)),
    )


def state_changes(changes: Sequence[tuple[str, Sequence[tuple[Phrase, Phrase]]]], table: Phrase) -> Phrase:
    """Return in which analyses a conclusion is another, as one sentence; nothing where it is nowhere.

    Each change is what is then found ("the interval included no difference"), and the analyses that find it: what was
    done ("without Cooper 2003") with the statistics. `table` refers to the table of all, empty if it is not printed.
    """
    parts = [_found(claim, analyses) for claim, analyses in changes if analyses]
    if not parts:
        return ()
    return weave(
        "In some sensitivity analyses{table} the conclusion was different: {parts}.",
        table=weave(" ({table})", table=table) if table else None,
        parts=joined(parts, gap="; "),
    )


def _found(claim: str, analyses: Sequence[tuple[Phrase, Phrase]]) -> Phrase:
    told = [weave("{way} ({numbers})", way=way, numbers=numbers) for way, numbers in analyses[:MOST_TOLD]]
    rest = [way for way, _ in analyses[MOST_TOLD:]]
    more = weave(", and also {rest}", rest=listed(rest)) if rest else None
    return weave("{claim} {told}{more}", claim=claim, told=listed(told), more=more)
