"""What a forest plot is asked to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportgen.effects import MEASURES, Measure
from reportgen.errors import DataError, Issue
from reportgen.figures.forest.choices import ForestChoices, choices_for
from reportgen.figures.forest.lights import Lights, lights_for
from reportgen.model import Comparison, FigurePlan, Outcome, Plan, PublishedEffect, Review, Study
from reportgen.pooling import Pooled
from reportgen.quantities import (
    PublishedQuantities,
    StudyQuantities,
    comparison_of,
    pools_anything,
    published_quantities,
    study_quantities,
)
from reportgen.style import Style

__all__ = ["Forest", "ForestBlock", "as_forest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestBlock:
    """One outcome with what is known of it: a result pooled here, one known as published, or both or neither.

    The published effect is drawn only where `pooled` is None or has no summary. `other` is the result by the other
    model (common or random effects), drawn under that of `pooled`.
    """

    outcome: Outcome
    pooled: Pooled | None = None
    other: Pooled | None = None
    published: PublishedEffect | None = None

    @property
    def shown_as_published(self) -> PublishedEffect | None:
        """Return the published effect where it is drawn: where none of ours is."""
        return self.published if self.pooled is None or self.pooled.summary is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Blocks that share columns and axis, with the review and style they are drawn from.

    `comparison` has the names of its sides that hold in all blocks. `style` prints numbers as the layout asks.
    """

    blocks: tuple[ForestBlock, ...]
    review: Review
    style: Style
    measure: Measure
    comparison: Comparison
    studies: dict[str, Study]
    choices: ForestChoices
    lights: Lights | None = None

    @property
    def both(self) -> bool:
        """Return whether results by both models are shown."""
        return any(block.other is not None for block in self.blocks)

    @property
    def mixed(self) -> bool:
        """Return whether the better direction differs between blocks, so that no side of the axis favours anybody."""
        return len({block.outcome.better for block in self.blocks}) > 1

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that the blocks with a total or subtotals were pooled with, in order."""
        results = (block.pooled for block in self.blocks if block.pooled is not None)
        return tuple(pooled.plan for pooled in results if pools_anything(pooled))

    def study_rows(self, block: ForestBlock) -> tuple[StudyQuantities, ...]:
        """Return what is printed of the studies of a block."""
        return () if block.pooled is None else study_quantities(block.pooled, self.studies, self.style)

    def other_rows(self, block: ForestBlock) -> dict[tuple[str, str], StudyQuantities]:
        """Return what is printed of the studies of a block in the other model, by study and subgroup."""
        if block.other is None:
            return {}
        rows = study_quantities(block.other, self.studies, self.style)
        return {(row.row.study, row.row.subgroup): row for row in rows}

    def as_published(self, block: ForestBlock) -> PublishedQuantities | None:
        """Return what is printed of a block's published effect, or None where ours is shown or nothing is known."""
        published = block.shown_as_published
        return None if published is None else published_quantities(published, self.style)


def as_forest(blocks: Iterable[ForestBlock], review: Review, style: Style, plan: FigurePlan | None = None) -> Forest:
    """Return the blocks checked for sharing measure and comparison; DataError if they do not.

    `plan` chooses layout, order, columns and judgements, in place of the style.
    """
    chosen = tuple(blocks)
    issues = list(_strangers(chosen))
    if issues:
        raise DataError(issues)
    first = chosen[0].outcome
    choices = choices_for(review, style, plan)
    style = replace(style, numbers=replace(style.numbers, **choices.layout.numbers))
    return Forest(
        blocks=chosen,
        review=review,
        style=style,
        measure=MEASURES[first.measure],
        comparison=_named(chosen, review),
        studies={study.id: study for study in review.studies},
        choices=choices,
        lights=lights_for(review, (block.outcome.id for block in chosen)) if choices.risk_of_bias else None,
    )


def _named(blocks: tuple[ForestBlock, ...], review: Review) -> Comparison:
    """Return the comparison with the names that all outcomes share, else with its own."""
    found = {comparison_of(review, block.outcome) for block in blocks}
    return found.pop() if len(found) == 1 else review.comparison(blocks[0].outcome.comparison)


def _strangers(blocks: tuple[ForestBlock, ...]) -> Iterator[Issue]:
    first = blocks[0].outcome
    for block in blocks[1:]:
        one = block.outcome
        for what, found, expected in (
            ("measure", one.measure, first.measure),
            ("comparison", one.comparison, first.comparison),
        ):
            if found != expected:
                yield Issue(
                    "block-outcomes-share-an-axis",
                    one.origin,
                    f"found {what} {found!r} of outcome {one.id!r}, expected {expected!r} as of {first.id!r}, "
                    "with which it shares a figure",
                    hint="give one of them a figure of its own",
                )
