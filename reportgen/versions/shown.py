"""What is printed of a recorded result: the same nodes, with the same digits, as when it was pooled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.effects import MEASURES
from reportgen.model import RecordedResult
from reportgen.quantities import EffectQuantities
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["ShownResult", "shown_result"]

_MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """What is printed of a recorded result; None for what it does not have.

    Estimate, limits and those of the prediction interval are on the printed scale, `i2` has its percent sign. `p` is
    worded for running text, and None for a result known from print only, whose P value may have a sign before it.
    """

    effect: EffectQuantities | None
    prediction: tuple[Number, Number] | None
    p: Number | None
    k: Number | None
    n: Number | None
    i2: Number | None
    tau2: Number | None


def shown_result(result: RecordedResult, style: Style, version: str = "") -> ShownResult:
    """Return what is printed of a result; `version` goes before the subject of each number, to tell two versions apart.

    Numbers are rounded as those of a manuscript in this style are. A result known from print only has the decimals
    that were entered, as far as a number can tell: at least those of the style, and as many in all three.
    """
    make = _Maker(result=result, style=style, version=version)
    limits = (result.estimate, result.ci_low, result.ci_high)
    return ShownResult(
        effect=make.effect(limits),
        prediction=make.prediction(),
        p=None if result.p is None or result.published else make.number("p", result.p, make.p_value(result.p)),
        k=make.count("k", result.k),
        n=make.count("n", result.n),
        i2=None if result.i2 is None else make.number("i2", result.i2, make.i2(result.i2)),
        tau2=None if result.tau2 is None else make.number("tau2", result.tau2, make.tau2(result.tau2)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes the nodes of one result."""

    result: RecordedResult
    style: Style
    version: str

    def number(self, statistic: str, value: float, text: str) -> Number:
        one = self.result
        path = (self.version, f"outcome/{one.outcome}", one.part and f"subgroup/{one.part}", one.published)
        subject = "/".join(part for part in path if part)
        return Number(text=text, value=value, statistic=statistic, subject=subject, how=one.how)

    def effect(self, limits: tuple[float | None, float | None, float | None]) -> EffectQuantities | None:
        estimate, low, high = limits
        if estimate is None or low is None or high is None:
            return None
        kind = MEASURES[self.result.measure]
        if self.result.published:
            decimals = max(self.style.numbers.effect_decimals, *(_decimals(one) for one in (estimate, low, high)))
            texts = tuple(numbers.fixed(one, min(decimals, _MOST_DECIMALS)) for one in (estimate, low, high))
        else:
            texts = numbers.effect(estimate, low, high, kind.null, self.style.numbers)
        name = re.sub(r"[^a-z0-9]+", "_", kind.title.lower()).strip("_")
        nodes = [
            self.number(*one) for one in zip((name, "ci_low", "ci_high"), (estimate, low, high), texts, strict=True)
        ]
        return EffectQuantities(estimate=nodes[0], ci_low=nodes[1], ci_high=nodes[2])

    def prediction(self) -> tuple[Number, Number] | None:
        estimate, low, high = self.result.estimate, self.result.prediction_low, self.result.prediction_high
        if estimate is None or low is None or high is None:
            return None
        null = MEASURES[self.result.measure].null
        _, low_text, high_text = numbers.effect(estimate, low, high, null, self.style.numbers)
        return self.number("prediction_low", low, low_text), self.number("prediction_high", high, high_text)

    def count(self, statistic: str, value: float | None) -> Number | None:
        if value is None:
            return None
        text = str(value) if statistic == "k" else numbers.count(value, self.style.numbers)
        return self.number(statistic, value, text)

    def p_value(self, p: float) -> str:
        return numbers.p_value(p, self.style.numbers)

    def i2(self, value: float) -> str:
        return f"{numbers.as_entered(value, '')}%" if self.result.published else numbers.percent(value)

    def tau2(self, value: float) -> str:
        return numbers.as_entered(value, "") if self.result.published else numbers.tau2(value, self.style.numbers)


def _decimals(value: float) -> int:
    """Return with how many decimals a value was entered, trailing zeros left out."""
    shown = repr(value).removesuffix(".0")
    return 0 if "e" in shown else len(shown.partition(".")[2])
