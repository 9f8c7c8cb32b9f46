"""How an import is told: the verdict in a sentence, what each verdict means, and what a difference is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.exchange.agreement import Compared, Difference, Verdict
from reportgen.exchange.report.report import ImportReport, effect_text

__all__ = ["MEANINGS", "differing", "numbers_text", "verdict_sentences"]

MEANINGS: Mapping[Verdict, str] = {
    "equal": "the same, to the last digits that computers keep",
    "equal as printed": "the same in the digits that are printed; further digits differ",
    "explained": "another number; the reason stands beside it",
    "unexplained": "another number, and no reason was found: look at the data of this result",
    "nothing stored": "the source holds the data and no result; ours is there",
    "not shown": "the source holds a number that it does not show, such as a total that was switched off",
}
"""What each verdict means, in words that go on from "The result is …"."""

_PROGRAMS: Mapping[str, str] = {
    "rm5": "Review Manager",
    "revman-csv": "Review Manager",
    "revman-web": "RevMan Web",
    "metapsy": "the Metapsy database",
}
_NAMES: Mapping[str, str] = {
    "estimate": "effect",
    "ci_low": "lower limit",
    "ci_high": "upper limit",
    "se": "standard error",
    "weight": "weight",
    "z": "Z",
    "p": "P",
    "chi2": "Chi²",
    "df": "degrees of freedom",
    "p_het": "P of heterogeneity",
    "i2": "I²",
    "tau2": "τ²",
    "tau2_low": "lower limit of τ²",
    "tau2_high": "upper limit of τ²",
    "prediction_low": "lower limit of the prediction interval",
    "prediction_high": "upper limit of the prediction interval",
    "events_experimental": "events, experimental side",
    "events_comparator": "events, other side",
    "n_experimental": "participants, experimental side",
    "n_comparator": "participants, other side",
    "studies": "studies",
}


def verdict_sentences(report: ImportReport) -> Iterator[str]:
    """Yield whether what the source stored comes out here: one sentence, and more where there is more to say."""
    if not report.compared:
        yield "The source stores no results to compare with."
        return
    counts, program = report.verdicts, _PROGRAMS.get(report.imported.format, "the source")
    unshown, missing = counts.get("not shown", 0), counts.get("nothing stored", 0)
    total = len(report.compared) - unshown - missing
    if total:
        yield _of_stored(counts, total, program)
    if missing:
        results = "1 result was" if missing == 1 else f"{missing} results were"
        yield f"{results} worked out here of which {program} stored nothing."
    if unshown:
        were = "was" if unshown == 1 else "were"
        yield f"{unshown} more, stored by {program} and not shown there, {were} not compared."


def _of_stored(counts: Mapping[Verdict, int], total: int, program: str) -> str:
    printed = counts.get("equal as printed", 0)
    same = counts.get("equal", 0) + printed
    rounded = f" ({printed} of them in the digits that are printed)" if printed and same > 1 else ""
    if same == total:
        if total == 1:
            return f"The one result that {program} stored comes out the same here."
        return f"All {total} results that {program} stored come out the same here{rounded}."
    said = [f"Of {total} {_results(total)} that {program} stored, {same} {_come(same)} out the same here{rounded}"]
    if known := counts.get("explained", 0):
        said.append(f"{known} {_differ(known)}, and the reason is known")
    if unknown := counts.get("unexplained", 0):
        said.append(f"{unknown} {_differ(unknown)}, and no reason was found")
    return f"{'; '.join(said)}."


def _results(count: int) -> str:
    return "result" if count == 1 else "results"


def _come(count: int) -> str:
    return "comes" if count == 1 else "come"


def _differ(count: int) -> str:
    return "differs" if count == 1 else "differ"


def differing(report: ImportReport) -> tuple[Compared, ...]:
    """Return the results that differ from those stored, or of which none is stored; those without a reason first."""
    order: list[Verdict] = ["unexplained", "explained", "nothing stored"]
    return tuple(one for verdict in order for one in report.compared if one.verdict == verdict)


def numbers_text(one: Compared) -> str:
    """Return the stored result and ours, or the values that differ where the two look the same in print."""
    stored, ours = effect_text(one.stored.values), effect_text(one.ours)
    told = "; ".join(map(_difference, one.differences))
    if told and (stored == ours or not ("ci_low" in one.stored.values and "ci_low" in one.ours)):
        return told
    return f"stored {stored}, here {ours}"


def _difference(one: Difference) -> str:
    ours = "nothing" if one.ours is None else f"{one.ours:.6g}"
    return f"{_NAMES.get(one.name, one.name)} stored {one.stored:.6g}, here {ours}"
