"""What is said of a funnel plot: its caption, and the text alternative made from its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Text, plain_text
from reportgen.figures.drawing import LONGEST_ALT
from reportgen.figures.funnel.shown import Shown
from reportgen.figures.scatter.words import alt_head, as_pooled, estimate_words, not_drawn, opening, p_words, studies_of
from reportgen.pooling.small_study import SMALL_STUDY_TESTS
from reportgen.quantities import AsymmetryQuantities, FilledQuantities, asymmetry_test_for, confidence_level
from reportgen.quantities.small_study import FEWEST_STUDIES
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, joined, plural, weave
from reportgen.wording.relations import relation

__all__ = ["alt_text", "caption"]

_MEANING = (
    "Asymmetry can come from results that were not reported, from other differences between small and large studies, "
    "or from chance; it is no proof of publication bias."
)
_TIED = (
    "The standard error of a standardised mean difference depends on the difference itself, so that a funnel of such "
    "effects can look lopsided without any bias."
)
_STANDARDISED = frozenset({"SMD", "D", "GLASS"})


def caption(shown: Shown) -> Iterator[Phrase]:
    """Yield the sentences of the caption; some may be empty."""
    yield opening(shown.asked, f"Funnel plot ({measure_name(shown.asked.measure.title)} by its standard error)")
    yield _lines(shown)
    if shown.asked.plan.contours:
        letter = shown.asked.style.numbers.p_letter
        aside = "" if shown.total is None else ", not around the pooled estimate"
        yield (Text(f"Shades are regions of {letter} values around no effect{aside}."),)
    yield _tested(shown)
    yield from _filled(shown)
    yield not_drawn(shown.asked)
    if shown.asked.measure.id in _STANDARDISED:
        yield (Text(_TIED),)
    yield (Text(_MEANING),)


def _lines(shown: Shown) -> Phrase:
    if shown.total is None:
        return (Text("The outcome shows no total, so that neither an estimate nor limits around it are drawn."),)
    return weave(
        "The solid line is the {what}, {estimate}; between the dashed lines {level} of studies would lie if "
        "all had this effect.",
        what=as_pooled(shown.asked, "estimate"),
        estimate=estimate_words(shown.asked, shown.total.effect),
        level=confidence_level(shown.asked.pooled.plan),
    )


def _tested(shown: Shown) -> Phrase:
    """Return the test of asymmetry, or why there is none."""
    if shown.test is not None:
        aside = "".join(f"; {note}" for note in shown.test.notes)
        return weave(
            "{title} for asymmetry: {test}{aside}.", title=shown.test.title, test=_test(shown, shown.test), aside=aside
        )
    if shown.total is None:
        return (Text("Asymmetry was not tested."),)
    if len({row.study for row in shown.asked.rows}) < FEWEST_STUDIES:
        return (
            Text(
                f"With fewer than {FEWEST_STUDIES} studies asymmetry was not tested: chance and real asymmetry could "
                "not be told apart, and the plot must be read with caution."
            ),
        )
    title = SMALL_STUDY_TESTS[asymmetry_test_for(shown.asked.pooled)].title
    return (Text(f"{title} for asymmetry cannot be worked out from these studies."),)


def _test(shown: Shown, test: AsymmetryQuantities) -> Phrase:
    style = shown.asked.style.numbers
    df = () if test.df is None else relation("df", test.df, style)
    return joined((relation(test.letter, test.statistic, style), df, p_words(shown.asked, test.p)), gap=", ")


def _filled(shown: Shown) -> Iterator[Phrase]:
    if shown.not_filled:
        yield (Text(f"Trim and fill could not be applied: {shown.not_filled}."),)
    if shown.filled is None:
        return
    if not shown.filled.found.k0:
        yield (Text("Trim and fill, as a sensitivity analysis, found no study to be filled in."),)
        return
    yield weave(
        "Sensitivity analysis by trim and fill (estimator L0, {model} by inverse variance): {added} filled in on the "
        "{side} (open circles), with which the estimate is {effect}. Studies filled in are no data.",
        model="random effects" if shown.asked.pooled.plan.model == "random" else "common effect",
        added=plural(shown.filled.added, "study", "studies"),
        side=shown.filled.found.side,
        effect=estimate_words(shown.asked, shown.filled.effect),
    )


def alt_text(shown: Shown) -> str:
    """Return what the plot shows in at most 250 characters; of the shape nothing is claimed that is not tested."""
    asked = shown.asked
    text = f"{alt_head(asked, 'Funnel plot')}: {plain_text(studies_of(asked))}"
    further = [plain_text(part) for part in _facts(shown)]
    for part in further:
        if len(text) + len(part) + 3 <= LONGEST_ALT:
            text += f"; {part}"
    return f"{text}."


def _facts(shown: Shown) -> Iterator[Phrase]:
    asked = shown.asked
    if shown.total is not None:
        name = measure_name(asked.measure.title)
        yield weave("{name} {effect}", name=as_pooled(asked, name), effect=estimate_words(asked, shown.total.effect))
    if shown.test is not None:
        yield weave("{title}: {p}", title=shown.test.title, p=p_words(asked, shown.test.p))
    else:
        yield (Text("asymmetry not tested"),)
    if shown.filled is not None:
        yield weave("trim and fill adds {added}", added=_added(shown.filled))


def _added(filled: FilledQuantities) -> Phrase:
    return plural(filled.added, "study", "studies")
