"""What became of the conclusions, in words: outcome by outcome, those that changed before those that did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.comparing.report.kinds import Kind, kind_of
from reportgen.comparing.report.words import effect_words
from reportgen.document import Block, Heading, ListBlock, Paragraph, Strong, Text
from reportgen.figures.before_after import name_of
from reportgen.model import RecordedResult
from reportgen.style import Style
from reportgen.versions import Changes, ConclusionChange, ResultChange, ShownResult, shown_result
from reportgen.wording.phrases import Phrase, capitalised, joined, weave
from reportgen.wording.relations import relation

__all__ = ["conclusion_blocks"]


_LEADS: Mapping[Kind, str] = {
    "digits": "In these results only digits changed:",
    "details": "Of these results neither conclusion nor digits changed, but how they are described:",
    "no estimate": "These results have no estimate in either version:",
}


def conclusion_blocks(changes: Changes, style: Style) -> tuple[Block, ...]:
    """Return a line for each result whose conclusion changed, then one for each in which less did."""
    if not changes.results:
        return ()
    found: dict[Kind, list[ResultChange]] = {}
    for change in changes.results:
        found.setdefault(kind_of(change), []).append(change)
    blocks: list[Block] = [Heading(level=1, children=(Text("Conclusions"),), id="sec-conclusions")]
    if "conclusion" in found:
        blocks.append(_listed(found["conclusion"], style))
    else:
        blocks.append(Paragraph(children=(Text("No conclusion changed."),)))
    for kind, lead in _LEADS.items():
        if kind in found:
            blocks += [Paragraph(children=(Text(lead),)), _listed(found[kind], style)]
    return tuple(blocks)


def _listed(results: list[ResultChange], style: Style) -> ListBlock:
    return ListBlock(items=tuple((Paragraph(children=_line(change, style)),) for change in results))


def _line(change: ResultChange, style: Style) -> Phrase:
    name = Strong((Text(f"{name_of(change)}."),))
    said = [weave("{said}", said=one) for one in _sentences(change)]
    return joined([(name,), *said, _numbers(change, style)])


def _numbers(change: ResultChange, style: Style) -> Phrase:
    """Return the estimates of both versions as a sentence."""
    pairs = (("before", change.before), ("after", change.after))
    shown = [(when, one, shown_result(one, style, when)) for when, one in pairs if one is not None]
    told = [
        weave("{when} {effect}", when=when, effect=_effect(one, values, style))
        for when, one, values in shown
        if values.effect is not None
    ]
    if not told:
        return ()
    if len(shown) == 1:  # the sentence before says which version it is
        told = [_effect(one, values, style) for _, one, values in shown if values.effect is not None]
    first = told[0]
    if isinstance(first[0], Text):
        first = (Text(capitalised(first[0].text)), *first[1:])
    return weave("{both}.", both=joined([first, *told[1:]], gap="; "))


def _effect(result: RecordedResult, shown: ShownResult, style: Style) -> Phrase:
    """Return "RR 0.71 (0.56 to 0.90), P = 0.01"."""
    p = relation(style.numbers.p_letter, shown.p, style.numbers) if shown.p is not None else ()
    return joined([effect_words(result, shown, style), p], gap=", ")


def _sentences(change: ResultChange) -> Iterator[str]:
    for kind in change.conclusion:
        yield _sentence(kind, change.before, change.after)
    ways = [one.how for one in (change.before, change.after) if one is not None]
    if len(set(ways)) > 1:
        yield f"It is pooled otherwise: before {ways[0] or 'not said'}, now {ways[1] or 'not said'}."


def _sentence(kind: ConclusionChange, before: RecordedResult | None, after: RecordedResult | None) -> str:
    match kind:
        case "first result":
            return f"There is a result for the first time: {_finding(after)}."
        case "no result any more":
            return f"There is no result any more; before: {_finding(before)}."
        case "direction":
            return f"The estimate lies on the other side of no effect: before {_side(before)}, now {_side(after)}."
        case "null":
            return _null(before, after)
        case "size":
            return f"By the thresholds of the outcome the effect is {_size(after)}, before {_size(before)}."
        case "certainty":
            return f"The certainty of the evidence is {_certainty(after)}, before {_certainty(before)}."
        case "side favoured in print":
            return f"By the print, the result now {_finding(after)}, before {_finding(before)}."


def _finding(result: RecordedResult | None) -> str:
    if result is None:
        return "none"
    match result.verdict:
        case "favours experimental":
            return f"it favours {result.experimental}"
        case "favours comparator":
            return f"it favours {result.comparator}"
        case "inconclusive":
            return f"no evidence of a difference between {result.experimental} and {result.comparator}"
        case _:
            return "an estimate that compares nothing" if result.estimate is not None else "studies without an estimate"


def _side(result: RecordedResult | None) -> str:
    if result is None or result.estimate is None or result.null is None:
        return "without a side"
    if result.estimate == result.null:
        return "no effect itself"
    good = (result.estimate > result.null) == (result.better == "higher")
    return f"in favour of {result.experimental if good else result.comparator}"


def _null(before: RecordedResult | None, after: RecordedResult | None) -> str:
    now = _includes(after)
    if now == _includes(before):
        return "Whether the interval includes no effect changed."
    if now:
        return f"The interval now includes no effect: {_finding(after)}; before, {_finding(before)}."
    return f"The interval now lies on one side of no effect: {_finding(after)}; before, {_finding(before)}."


def _includes(result: RecordedResult | None) -> bool:
    if result is None or result.null is None or result.ci_low is None or result.ci_high is None:
        return False
    return result.ci_low <= result.null <= result.ci_high


def _size(result: RecordedResult | None) -> str:
    return (result.size if result is not None else "") or "not classed"


def _certainty(result: RecordedResult | None) -> str:
    return (result.certainty if result is not None else "") or "not judged"
