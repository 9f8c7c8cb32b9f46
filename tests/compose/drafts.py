"""Reviews, analyses and rendered sections for the tests of compose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.compose import Exhibits, compose, make_exhibits
from reportgen.document import Block, Document, Figure, Paragraph, Table, inlines_of, plain_text, walk_blocks
from reportgen.document.drawing import Drawing
from reportgen.errors import DataError, Issue, Origin
from reportgen.model import Domain, Judgement, Level, Plan, Review, RiskOfBiasTool, Section
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.reviews import make_flow, make_outcome, make_published, make_review, make_study

STYLE = Style()

TOOL = RiskOfBiasTool(
    id="rob1",
    title="the tool",
    domains=(Domain(id="sequence", label="Random sequence generation"), Domain(id="other", label="Other bias")),
    levels=(
        Level(id="low", label="Low risk", symbol="+", rank=0),
        Level(id="concerns", label="Some concerns", symbol="?", rank=1),
        Level(id="high", label="High", symbol="-", rank=2),
    ),
)

TWO_STUDIES = {
    "Able 2001": {"recovery": ((30, 50), (10, 50)), "mood": ((10.0, 2.0, 50), (12.0, 2.5, 50))},
    "Baker 2002": {"recovery": ((45, 60), (20, 60)), "mood": ((9.0, 2.0, 60), (12.5, 2.5, 60))},
}


def judgement(study: str, domain: str, level: str, line: int = 2, **more: str) -> Judgement:
    return Judgement(study=study, domain=domain, level=level, origin=Origin("risk_of_bias.csv", line), **more)


def section(name: str, text: str, ending: str = ".md.j2") -> Section:
    return Section(name=name, text=text, path=f"sections/{name}{ending}")


def empty_review(**settings: object) -> Review:
    """Return what `reportgen new` could give: a title and nothing else."""
    return replace(Review(title="A review"), **settings)


def one_study_review(**settings: object) -> Review:
    values = {
        "n_randomised": {"Able 2001": 100},
        "risk_of_bias_tool": TOOL,
        "judgements": [judgement("Able 2001", "sequence", "low", support="drawn from a hat")],
    } | settings
    return make_review({"Able 2001": TWO_STUDIES["Able 2001"]}, **values)


def big_review(studies: int = 12, **settings: object) -> Review:
    """Return a review with everything: flow, risk of bias, all kinds of outcomes, results only published."""
    names = [f"Study {i}" for i in range(studies)]
    data = {
        name: {"recovery": ((20 + i, 50), (10 + i % 5, 50)), "mood": ((10.0 + i, 2.0, 40), (12.0, 2.5, 40 + i))}
        for i, name in enumerate(names)
    }
    data[names[0]] |= {"deaths": ((0, 50), (0, 50))}
    data[names[1]] |= {"deaths": ((1, 50), (5, 50))}
    outcomes = [
        make_outcome("recovery", group="Benefits"),
        make_outcome("mood", "SMD", better="lower", group="Benefits", plan=Plan()),
        make_outcome("deaths", better="lower", group="Harms"),
        make_outcome("relapse", better="lower", pooled=False, not_pooled_reason="Scales differed"),
        make_outcome("sleep", pooled=False),
        make_outcome("cost", pooled=False),
    ]
    levels = ("low", "concerns", "high")
    values = {
        "outcomes": outcomes,
        "n_randomised": {name: 100 + i if i else None for i, name in enumerate(names)},
        "flow": make_flow(
            databases={"MEDLINE": 500, "Embase": 400},
            screened=700,
            assessed=1,
            studies=studies,
            ongoing=1,
            excluded_reports={"": 3, "wrong design": 2, "wrong age": 1},
            participants=9999,
        ),
        "risk_of_bias_tool": TOOL,
        "judgements": [judgement(name, "sequence", levels[i % 3], line=i + 2) for i, name in enumerate(names)],
        "published": [
            make_published("E01", outcome="sleep", estimate="0.74", ci_low="0.52", ci_high="1.04", p="0.08", i2="40"),
            make_published("E02", outcome="cost"),
        ],
    } | settings
    review = make_review(data, **values)
    return replace(review, studies=(*review.studies, make_study("Zed 1999", line=99, status="excluded")))


REVIEWS: Mapping[str, Review] = {
    "empty": empty_review(),
    "protocol": make_review({}, outcomes=[make_outcome()]),
    "no outcomes": make_review({"Able 2001": {}}, outcomes=[]),
    "one study": one_study_review(),
    "two studies": make_review(TWO_STUDIES),
    "big": big_review(),
}


def document_of(review: Review, style: Style = STYLE) -> Document:
    """Return the composed, unresolved document of a review."""
    analysis = analyse(review, style)
    return compose(analysis, make_exhibits(analysis))


def render(text: str, *, review: Review | None = None, ending: str = ".md.j2") -> tuple[Block, ...]:
    """Return the blocks of one section of the review's own, without the title."""
    base = review or one_study_review()
    chosen = replace(base, sections=(section("discussion", text, ending),))
    analysis = analyse(chosen, replace(STYLE, sections=("discussion",)))
    return compose(analysis, exhibits_without_drawings()).blocks[1:]


def issues_of(text: str, **settings: object) -> tuple[Issue, ...]:
    """Return what is wrong with a section; empty if nothing is."""
    try:
        render(text, **settings)
    except DataError as error:
        return error.issues
    return ()


def exhibits_without_drawings() -> Exhibits:
    """Return a figure called flow and a table called pooled."""
    drawing = Drawing(
        name="flow", width_mm=10, height_mm=10, alt="A flow.", data=None, numbers=(), render=lambda _kind, _dpi: b""
    )
    cells = make_exhibits(analyse(one_study_review(), STYLE)).tables["pooled"]
    return Exhibits(figures={"flow": Figure(id="fig-flow", caption=(), drawing=drawing)}, tables={"pooled": cells})


def prose(blocks: Iterable[Block]) -> list[str]:
    """Return headings and paragraphs as text, those in lists included."""
    texts = (
        plain_text(run)
        for block in walk_blocks(blocks)
        if not isinstance(block, Figure | Table)
        for run in inlines_of(block)
    )
    return [text for text in texts if text]


def text_of(review: Review, style: Style = STYLE) -> str:
    """Return all prose of a review's document, a line each; fixed spaces as plain ones."""
    return re.sub("[\u00a0\u202f]", " ", "\n".join(prose(document_of(review, style).blocks)))


def paragraph(text: str, **settings: object) -> Paragraph:
    """Return the one paragraph that a section consists of."""
    (block,) = render(text, **settings)
    assert isinstance(block, Paragraph)
    return block
