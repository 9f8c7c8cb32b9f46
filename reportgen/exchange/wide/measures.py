"""Which effect measure the numbers of an outcome are for: what is said, what a heading says, or the usual one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reportgen.effects import MEASURES
from reportgen.errors import Origin, did_you_mean
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.completeness import EXPECTED, KINDS, fields_wanted, kinds_of, measures_of_kind, serves
from reportgen.exchange.wide.words import MEASURE_WORDS, heading_of
from reportgen.load.findings import Findings, quoted

__all__ = ["Chosen", "chosen_measure", "measure_named"]

_USUAL: Mapping[str, str] = {"dichotomous": "RR", "rates": "IRR", "correlation": "ZCOR", "log-rank": "OE"}
"""The measure taken for a kind of data where nothing says another; the other kinds have no usual one."""

_FIRST_OF_EFFECTS = ("GEN", "GENLOG", "RR", "OR", "HR", "MD", "SMD")

_TITLES = {measure.title.casefold(): key for key, measure in MEASURES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A measure, a key of `MEASURES`; `assumed` where nothing names it: an effect given as such may be of another."""

    id: str
    assumed: bool = False


def measure_named(text: str) -> str:
    """Return the key of `MEASURES` that a word means (RR, risk ratio, Hedges' g), empty if it means none."""
    if text.strip().upper() in MEASURES:
        return text.strip().upper()
    return _TITLES.get(text.strip().casefold()) or MEASURE_WORDS.get(heading_of(text).plain, "")


def chosen_measure(  # noqa: PLR0913  one thing known an argument
    title: str,
    filled: Collection[str],
    *,
    said: str,
    hinted: str,
    unit: str,
    place: Origin,
    findings: Findings,
    remarks: list[Remark],
) -> Chosen | None:
    """Return the measure of an outcome, None after an issue.

    Args:
        title: name of the outcome, for messages.
        filled: keys of `FIELDS` in which at least one row has a number.
        said: the measure that the user or a column names, a key of `MEASURES`; empty for none.
        hinted: what the heading of an effect says.
        unit: the one unit of the means, empty if there is none or several.
        place: of the table's headings.
        findings: takes issues.
        remarks: takes what was assumed.
    """
    kinds = kinds_of(dict.fromkeys(filled, -1))
    if said:
        return Chosen(id=said) if _served(title, said, kinds, filled, place, findings) else None
    if not kinds:
        message = f"found no complete data for {quoted(title)}, expected {EXPECTED}"
        findings.add("column-is-mapped", place, message)
        return None
    arms = [kind for kind in kinds if kind != "effect"]
    if hinted and (not arms or serves(hinted, arms)):
        return Chosen(id=hinted)
    kind = arms[0] if arms else kinds[0]
    usual = _USUAL.get(kind) or ("MD" if kind == "continuous" and unit else "")
    if usual:
        why = f"since all means are in {unit}" if kind == "continuous" else f"the usual one for {KINDS[kind]}"
        remarks.append(
            Remark(topic="outcomes", text=f"The measure of {quoted(title)} is {usual}, {why}.", origin=place)
        )
        return Chosen(id=usual, assumed=True)
    known = _FIRST_OF_EFFECTS if kind == "effect" else measures_of_kind(kind)
    choices = "; ".join(f"{key}: {MEASURES[key].title}" for key in known)
    message = f"found {KINDS[kind]} and no measure for {quoted(title)}, expected one to be named"
    findings.add("measure-is-known", place, message, f"with --measure, or in a column 'Measure': {choices}")
    return None


def _served(
    title: str, measure: str, kinds: Collection[str], filled: Collection[str], place: Origin, findings: Findings
) -> bool:
    """Return whether the numbers are those of a measure; an issue if not."""
    if measure not in MEASURES:
        hint = did_you_mean(measure, tuple(MEASURES))
        findings.add("measure-is-known", place, f"found the measure {quoted(measure)}, expected a known one", hint)
        return False
    if serves(measure, kinds):
        return True
    missing = [name for name in fields_wanted(measure) if name not in filled]
    wanted = ", ".join(missing or fields_wanted(measure))
    message = f"found no complete data of {measure} for {quoted(title)}, expected columns for {wanted}"
    findings.add("column-is-mapped", place, message, "map them by these names")
    return False
