"""Numbers that stand in data cells or are counted in them."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Datum, Number
from reportgen.errors import Origin
from reportgen.model import Cell, FlowCount, Plan
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["PROVENANCE_ORDER", "cell_number", "confidence_level", "counted", "flow_number", "study_name", "weakest"]

PROVENANCE_ORDER = ("reported", "derived", "reconstructed", "unknown")


def weakest(words: Iterable[str]) -> str:
    """Return the least certain of several provenances."""
    return max(words, key=PROVENANCE_ORDER.index, default="reported")


def study_name(study: str, origin: Origin) -> Datum:
    """Return a study's name as a node that leads to its row in studies.csv."""
    return Datum(text=study, subject=f"study/{study}", inputs=(origin,))


def cell_number(cell: Cell[int] | Cell[float], statistic: str, subject: str, style: Style) -> Number | None:
    """Return the number in a data cell as it was entered, or None for an empty cell."""
    if cell.value is None:
        return None
    whole = isinstance(cell.value, int)
    text = numbers.count(cell.value, style.numbers) if whole else numbers.as_entered(cell.value, cell.text)
    return Number(
        text=text,
        value=cell.value,
        statistic=statistic,
        subject=subject,
        inputs=(cell.origin,),
        provenance=cell.attribution.provenance,
        how="as entered",
    )


def counted(n: int, statistic: str, subject: str, inputs: tuple[Origin, ...], style: Style) -> Number:
    """Return a number of things that were counted in the data."""
    return Number(
        text=numbers.count(n, style.numbers),
        value=n,
        statistic=statistic,
        subject=subject,
        inputs=inputs,
        how="counted",
    )


def flow_number(count: FlowCount, style: Style) -> Number | None:
    """Return a count of the flow diagram, or None when it is not known."""
    subject = f"flow/{count.item}" + (f"/{count.detail}" if count.detail else "")
    return cell_number(count.n, "n", subject, style)


def confidence_level(plan: Plan) -> Number:
    """Return the confidence level in percent, with the place of the setting or of the preset it is part of."""
    origin = plan.origins.get("level") or plan.origins.get("preset")
    return Number(
        text=numbers.level(plan.level),
        value=plan.level * 100,
        statistic="confidence_level",
        subject="methods",
        inputs=(origin,) if origin else (),
        how="setting" if "level" in plan.origins else f"preset {plan.preset}",
    )
