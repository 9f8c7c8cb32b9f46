"""Every number in a picture or table is in the ledger, just as it is shown there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from lxml import etree, html

from reportgen.errors import DataError
from reportgen.figures import FIGURES
from reportgen.pipeline import assemble
from reportgen.quantities import analyse
from reportgen.style import FigureStyle, Style
from tests.compose.drafts import REVIEWS
from tests.figures.every_figure import every_plan
from tests.figures.stress import STRESS
from tests.pipeline.built import EXAMPLE, assembled, written

SVG = "{http://www.w3.org/2000/svg}"
TOKEN = re.compile(r"−?[0-9](?:[0-9,\u202f]*[0-9])?(?:\.[0-9]+)?%?|(?<![0-9])\.[0-9]+")
NOT_OF_THE_DATA = {"axis", "credit"}
"""Parts of a picture whose numbers are no results: the labels of an axis, the source of a form."""

CONTOURS = {"0.10", "0.05", "0.01"}
"""Bounds of P in the legend of a funnel plot."""


def tokens(text: str) -> set[str]:
    return set(TOKEN.findall(text.replace("\N{FIGURE SPACE}", " ")))


def texts_in_picture(svg: bytes) -> Iterator[str]:
    """Yield the texts of a picture that are of the data, piece by piece."""
    for element in etree.fromstring(svg).iter(f"{SVG}text"):
        kinds = {parent.get("class", "") for parent in element.iterancestors()}
        text = "".join(element.itertext())
        if not kinds & NOT_OF_THE_DATA:
            yield text


def texts_in_table(page: bytes, id_: str) -> list[str]:
    """Return the texts of a table's cells in the manuscript, without the references that they cite."""
    cells = html.document_fromstring(page.decode()).xpath(f"//div[@id={id_!r}]//table/*/tr/*")
    return [" ".join(cell.xpath(".//text()[not(ancestor::a[starts-with(@href, '#ref-')])]")) for cell in cells]


def unexplained(texts, found, place: str) -> set[str]:
    """Return the numbers in texts that the ledger does not have in this place, nor the reviewer's own words and levels."""
    review = found.analysis.review
    named = [f"{o.title} {o.time_point} {100 * o.plan.level:g}%" for o in review.outcomes]
    named += [count.detail for count in review.flow.counts]
    known = {token for entry in found.resolved.ledger if entry.place == place for token in tokens(entry.text)}
    return {token for text in texts for token in tokens(text)} - known - {one for name in named for one in tokens(name)}


HARD = ("bcg", "bcg-allocation", "negative-means", "smd", "zero-events", "flow-update", "rob-robins-i", "prediction")


def _assembled(review, layout="standard"):
    return assemble(review, Style(figures=FigureStyle(forest=layout)), EXAMPLE)


def _with_every_figure(name):
    """Return a hard review that asks for each kind of figure it can have, with all that each can show besides."""
    review = STRESS[name].make()
    able = [plan for plan in every_plan(review) if plan.kind not in {"flow", "risk-of-bias"} and _can_be(review, plan)]
    numbered = (
        replace(plan, id=f"{plan.id}-{i}", outcome=plan.outcome or _only(review)) for i, plan in enumerate(able)
    )
    return replace(review, figures=tuple(numbered))


def _hard(name):
    return _assembled(_with_every_figure(name))


def _only(review):
    return review.outcomes[0].id if review.outcomes else ""


def _can_be(review, plan):
    try:
        return bool(FIGURES[plan.kind].make(analyse(review, Style()), plan))
    except DataError:
        return False


CASES = {
    "example": assembled,
    **{name: partial(_assembled, REVIEWS[name]) for name in ("big", "one study")},
    **{name: partial(_hard, name) for name in HARD},
}


@pytest.mark.parametrize("name", CASES)
def test_a_number_in_a_picture_is_in_the_ledger(name):
    found = CASES[name]()
    figures = found.exhibits.figures.values()
    assert figures
    for figure in figures:
        numbers = unexplained(texts_in_picture(figure.drawing.render("svg", 300)), found, figure.id)
        assert numbers <= (CONTOURS if "funnel" in figure.id else set()), figure.id


def test_a_number_in_a_table_is_in_the_ledger():
    tables = [table.id for table in assembled().exhibits.tables.values()]
    assert tables
    for id_ in tables:
        texts = texts_in_table(written()["manuscript.html"], id_)
        assert texts
        assert unexplained(texts, assembled(), id_) == set(), id_


def test_a_digit_of_another_home_is_found():
    figure = assembled().exhibits.figures["attachment"]
    svg = figure.drawing.render("svg", 300).replace(b">8.93<", b">8.94<")
    assert unexplained(texts_in_picture(svg), assembled(), figure.id) == {"8.94"}
    page = written()["manuscript.html"].replace(b">11.45<", b">11.46<")
    assert unexplained(texts_in_table(page, "tbl-pooled"), assembled(), "tbl-pooled") == {"11.46"}
