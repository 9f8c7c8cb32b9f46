"""What the marks of a forest plot mean, as a note under it."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Note, Text
from reportgen.figures.forest.blocks import ForestBlock
from reportgen.figures.forest.choices import ForestChoices
from reportgen.figures.forest.results import LEAST_FOR_PREDICTION
from reportgen.figures.forest.words import model_words
from reportgen.pooling import Pooled
from reportgen.quantities import pools_anything
from reportgen.wording.phrases import sentence

__all__ = ["marks_notes"]


def marks_notes(blocks: Iterable[ForestBlock], choices: ForestChoices) -> tuple[Note, ...]:
    """Return what squares, lines, diamonds and bars stand for, as far as there are any."""
    shown = tuple(blocks)
    found = [pooled for block in shown for pooled in (block.pooled, block.other) if pooled is not None]
    printed = [one for block in shown if (one := block.shown_as_published) is not None and "estimate" in one.data]
    white = "white diamonds are results as published"
    if not found:
        return (Note(mark="", children=(Text(sentence(white)),)),) if printed else ()
    weighted = any(pools_anything(pooled) for pooled in found)
    area = f", their area in proportion to the weights{_of_which(shown)}" if weighted else ""
    said = [f"Squares are the estimates of studies{area}; lines are their confidence intervals"]
    if any(one.summary is not None for pooled in found for one in _results(pooled)):
        said.append("diamonds are pooled estimates, as wide as their confidence intervals")
    if any(_predicted(one) for pooled in found for one in _results(pooled)):
        mark = "bars" if choices.layout.look.prediction == "bar" else "brackets"
        said.append(f"{mark} are prediction intervals")
    if printed:
        said.append(white)
    return (Note(mark="", children=(Text(f"{'; '.join(said)}."),)),)


def _of_which(blocks: tuple[ForestBlock, ...]) -> str:
    """Return whose weights squares show where there are those of two models."""
    models = {
        model_words(block.pooled.plan) for block in blocks if block.pooled is not None and block.other is not None
    }
    return f" by {models.pop()}" if len(models) == 1 else ""


def _results(pooled: Pooled) -> tuple[Pooled, ...]:
    return (pooled, *(part for _, part in pooled.subgroups))


def _predicted(pooled: Pooled) -> bool:
    return pooled.prediction is not None and pooled.k >= LEAST_FOR_PREDICTION
