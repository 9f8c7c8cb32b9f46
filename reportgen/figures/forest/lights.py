"""Judgements of risk of bias beside the studies of a forest plot: one column a domain, and what the letters mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.model import Domain, Judgement, Level, Review, RiskOfBiasTool
from reportgen.wording.phrases import capitalised

__all__ = ["Lights", "Shown", "lights_for", "worst_rank"]

_OVERALL = "overall"
"""The key of a tool's domain that sums the others up; it comes last, where reviewers judged it."""

Shown = Mapping[str, tuple[Judgement, Datum]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights:
    """The tool and the domains that are shown, each with a letter."""

    tool: RiskOfBiasTool
    domains: tuple[Domain, ...]
    judgements: Mapping[tuple[str, str, str], Judgement]

    @property
    def letters(self) -> tuple[str, ...]:
        """Return A, B, C … for the domains."""
        return tuple(chr(ord("A") + i % 26) * (1 + i // 26) for i in range(len(self.domains)))

    @property
    def legend(self) -> tuple[str, ...]:
        """Return "(A) Random sequence generation (selection bias)" for each domain."""
        return tuple(f"({letter}) {_named(domain)}" for letter, domain in zip(self.letters, self.domains, strict=True))

    def of(self, study: str, outcome: str) -> Shown:
        """Return the judgements on a study by domain: those on this outcome, else those on the study as a whole."""
        found: dict[str, tuple[Judgement, Datum]] = {}
        for domain in self.domains:
            keys = ((study, outcome, domain.id), (study, "", domain.id))
            judgement = next((self.judgements[key] for key in keys if key in self.judgements), None)
            if judgement is not None:
                found[domain.id] = (judgement, self._word(judgement))
        return found

    def levels(self, shown: Iterable[Shown]) -> tuple[Level, ...]:
        """Return the levels that occur, in the order of the tool."""
        given = {judgement.level for lights in shown for judgement, _ in lights.values()}
        return tuple(level for level in self.tool.levels if level.id in given)

    def _word(self, judgement: Judgement) -> Datum:
        return Datum(
            text=self.tool.level(judgement.level).label,
            subject=f"risk_of_bias/{judgement.study}/{judgement.domain}",
            inputs=(judgement.origin,),
            provenance=judgement.attribution.provenance,
        )


def _named(domain: Domain) -> str:
    bias = domain.bias.strip()
    if bias.lower().startswith("bias "):
        return capitalised(bias)
    return f"{domain.label} ({bias})" if bias and bias.lower() not in domain.label.lower() else domain.label


def lights_for(review: Review) -> Lights | None:
    """Return what there is to show; None where no tool is named or nothing is judged."""
    tool = review.risk_of_bias_tool
    if tool is None or not review.judgements:
        return None
    judged = {judgement.domain for judgement in review.judgements}
    single = [domain for domain in tool.domains if domain.id != _OVERALL and domain.id in judged]
    overall = [domain for domain in tool.domains if domain.id == _OVERALL and domain.id in judged]
    found = {(one.study, one.outcome, one.domain): one for one in review.judgements}
    return Lights(tool=tool, domains=(*single, *overall), judgements=found)


def worst_rank(review: Review, study: str, outcome: str) -> float | None:
    """Return the rank of the overall judgement on a study, else of the worst one; None for a study not judged."""
    lights = lights_for(review)
    if lights is None:
        return None
    ranks = {
        domain: float(lights.tool.level(judgement.level).rank)
        for domain, (judgement, _) in lights.of(study, outcome).items()
    }
    return ranks.get(_OVERALL, max(ranks.values(), default=None))
