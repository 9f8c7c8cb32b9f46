"""Results before and after as lines of a terminal: what became of conclusions, and the numbers of the manuscript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.cli.terminal import counted

if TYPE_CHECKING:
    from reportgen.model import RecordedResult
    from reportgen.style import Style
    from reportgen.versions import Changes, ResultChange

__all__ = ["result_lines", "verdict_of"]

_NAMED = 2
"""So many conclusions are named in the verdict, more are counted; all of them stand below it."""


def verdict_of(changes: Changes) -> str:
    """Return what became of the results in one sentence."""
    whole = len(changes.results) + changes.unchanged
    if not whole:
        return "neither version has results"
    if not changes.results:
        return f"none of {counted(whole, 'result')} changed"
    said = f"{len(changes.results)} of {counted(whole, 'result')} changed"
    concluded = [one for one in changes.results if one.conclusion]
    if not concluded:
        return f"{said}; no conclusion changed"
    if len(concluded) <= _NAMED:
        told = "; ".join(f"{_name(one)}: {_concluded(one)}" for one in concluded)
    else:
        kinds = Counter(kind for one in concluded for kind in one.conclusion)
        told = ", ".join(f"{kind}: {n}" for kind, n in kinds.items())
    return f"{said}; {counted(len(concluded), 'conclusion')} changed ({told})"


def result_lines(results: Sequence[ResultChange], style: Style) -> Iterator[str]:
    """Yield three lines for each result, those whose conclusion changed first: what became of it, before, after."""
    from reportgen.comparing.report.kinds import change_words

    for one in (*(one for one in results if one.conclusion), *(one for one in results if not one.conclusion)):
        yield f"{'!' if one.conclusion else '~'} {_name(one)}: {_concluded(one) or change_words(one)}"
        for word, side in (("before", one.before), ("after", one.after)):
            yield f"    {word:6}  {_numbers(side, style) if side else 'no such result'}"


def _name(change: ResultChange) -> str:
    one = change.after or change.before
    part = f", {one.part}" if one and one.part else ""
    return f"{change.title}{part}{f' [as published, {one.published}]' if one and one.published else ''}"


def _concluded(change: ResultChange) -> str:
    """Return in words in what the conclusion differs, empty where digits do."""
    before, after = change.before, change.after
    said = []
    for kind in change.conclusion:
        match kind:
            case "first result":
                said.append("a first result")
            case "direction":
                said.append("the estimate is on the other side of no effect")
            case "null" if after is not None and after.null is not None:
                includes = (after.ci_low or 0.0) <= after.null <= (after.ci_high or 0.0)
                said.append(f"the interval now {'includes' if includes else 'excludes'} no effect")
            case "size" | "certainty" if before is not None and after is not None:
                was, becomes = (getattr(one, kind) or "not judged" for one in (before, after))
                said.append(f"{kind} {was} → {becomes}")
            case "side favoured in print" if before is not None and after is not None:
                said.append(f"the print {before.verdict or 'favours nobody'} → {after.verdict or 'favours nobody'}")
            case _:
                said.append(kind)
    return ", ".join(said)


def _numbers(result: RecordedResult, style: Style) -> str:
    """Return what is printed of a result, with the digits of the manuscript."""
    from reportgen.versions import shown_result
    from reportgen.wording.measures import measure_label
    from reportgen.wording.numbers import NBSP
    from reportgen.wording.relations import SIGNS

    shown = shown_result(result, style)
    parts = ["no estimate"]
    if shown.effect is not None:
        limits = f"[{shown.effect.ci_low.text}, {shown.effect.ci_high.text}]"
        parts = [f"{measure_label(result.measure)} {shown.effect.estimate.text} {limits}"]
    parts += [counted(result.k, "trial")] if result.k is not None else []
    for name, number in (("n", shown.n), ("P", shown.p), ("I²", shown.i2), ("τ²", shown.tau2)):
        if number is not None:
            parts.append(f"{name} {'' if number.text.startswith(SIGNS) else '= '}{number.text}")
    if shown.prediction is not None:
        parts.append(f"prediction interval [{shown.prediction[0].text}, {shown.prediction[1].text}]")
    parts += [f"{result.size} effect"] if result.size else []
    parts += [f"certainty {result.certainty}"] if result.certainty else []
    return "; ".join(parts).replace(NBSP, " ")
