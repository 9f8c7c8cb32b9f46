from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reportgen.errors import Origin
from reportgen.figures import draw_risk_of_bias
from reportgen.figures.canvas import CircleMark, walk
from reportgen.figures.lettering import Lettering
from reportgen.figures.risk_of_bias.judged import judged_table
from reportgen.figures.risk_of_bias.layout import risk_of_bias_pages
from reportgen.figures.risk_of_bias.looks import look_of
from reportgen.model import Domain, Judgement, Level, RiskOfBiasTool
from reportgen.style import FigureStyle, Style
from tests.figures.faults import outside, overlapping
from tests.figures.samples import LONG_NAME, groups, texts
from tests.reviews import make_outcome, make_review, make_study

LEVELS = (
    Level(id="low", label="Low risk", symbol="+", rank=0),
    Level(id="unclear", label="Unclear risk", symbol="?", rank=1),
    Level(id="high", label="High risk", symbol="−", rank=2),
)
DOMAINS = (
    Domain(id="sequence", label="Random sequence generation", bias="selection bias"),
    Domain(id="blinding", label="Blinding of participants and personnel", bias="performance bias"),
    Domain(id="other", label="Other bias"),
)
TOOL = RiskOfBiasTool(id="rob1", title="Cochrane risk-of-bias tool", domains=DOMAINS, levels=LEVELS)


def judgement(study, domain, level, outcome="", line=2):
    return Judgement(
        study=study, domain=domain, level=level, outcome=outcome, origin=Origin("risk_of_bias.csv", line, 3)
    )


def review(names=("B 2002", "A 2001"), levels=("low", "high", "unclear"), tool=TOOL, **settings):
    judgements = tuple(
        judgement(name, domain.id, level) for name in names for domain, level in zip(tool.domains, levels, strict=False)
    )
    studies = tuple(make_study(name, line=i) for i, name in enumerate(names, start=2))
    return replace(make_review(judgements=judgements), studies=studies, risk_of_bias_tool=tool, **settings)


def page(given, look=None):
    table = judged_table(given, given.risk_of_bias_tool)
    ((_, whole),) = risk_of_bias_pages(table, Lettering(), look or FigureStyle(), math.inf)
    return whole


def rows(drawn):
    return [[mark.text for mark in texts(group.marks)] for group in groups(drawn, "study")]


def legend(drawn):
    return [mark.text for mark in texts(groups(drawn, "legend")) if len(mark.text) > 1]


def test_studies_keep_the_order_of_studies_csv_and_every_circle_has_its_symbol():
    assert rows(page(review())) == [["B 2002", "+", "−", "?"], ["A 2001", "+", "−", "?"]]


def test_the_legend_names_every_level_even_one_that_was_not_given():
    assert legend(page(review(levels=("low", "low", "low")))) == [
        "Low risk of bias",
        "Unclear risk of bias",
        "High risk of bias",
    ]


def test_a_missing_judgement_is_blank_and_the_legend_says_so():
    given = review()
    drawn = page(replace(given, judgements=given.judgements[:-1]))
    assert rows(drawn)[1] == ["A 2001", "+", "−"]
    assert legend(drawn)[-1] == "No judgement"


def test_a_study_that_was_not_judged_has_an_empty_row():
    given = review()
    drawn = page(replace(given, studies=(*given.studies, make_study("C 2003"))))
    assert rows(drawn)[2] == ["C 2003"]


def test_excluded_studies_are_not_shown():
    given = review()
    drawn = page(replace(given, studies=(*given.studies, make_study("C 2003", status="excluded"))))
    assert len(rows(drawn)) == 2


def test_a_level_nobody_has_heard_of_is_coloured_by_its_rank():
    levels = tuple(Level(id=f"l{i}", label=f"L{i}", symbol=str(i), rank=i) for i in range(3))
    tool = replace(TOOL, levels=levels)
    assert [look_of(level, tool, FigureStyle()).fill for level in levels] == ["#7ccb8a", "#ffe066", "#c1272d"]


@pytest.mark.parametrize("judged", [False, True])
def test_an_overall_judgement_is_shown_only_where_somebody_made_it(judged):
    tool = replace(TOOL, domains=(Domain(id="overall", label="Overall"), *DOMAINS))
    given = replace(review(), risk_of_bias_tool=tool)
    if judged:
        given = replace(given, judgements=(*given.judgements, judgement("A 2001", "overall", "high")))
    table = judged_table(given, tool)
    assert [domain.id for domain in table.domains] == [
        "sequence",
        "blinding",
        "other",
        *(["overall"] if judged else []),
    ]


def test_a_tool_that_judges_results_gets_a_row_for_each_outcome():
    given = review(names=("A 2001",), outcomes=(make_outcome("pain", title="pain at rest"),))
    judgements = (judgement("A 2001", "sequence", "low", "pain"), judgement("A 2001", "sequence", "high", "sleep"))
    drawn = page(replace(given, judgements=judgements))
    assert rows(drawn) == [["A 2001", "+"], ["A 2001", "−"]]
    assert [mark.text for mark in texts(groups(drawn, "block"))] == ["Pain at rest", "Sleep"]


@pytest.mark.parametrize("count", [1, 7, 14])
@pytest.mark.parametrize(
    "word", ["Blinding of outcome assessment", "Internationalisation of pseudorandomised allocations"]
)
def test_heads_of_domains_are_readable_in_full_however_many_there_are(count, word):
    domains = tuple(Domain(id=f"d{i}", label=word, bias="detection bias") for i in range(count))
    tool = replace(TOOL, domains=domains)
    drawn = page(review(names=(LONG_NAME, "A 2001", "word " * 900), tool=tool))
    assert (overlapping(drawn), outside(drawn)) == ([], [])
    heads = " ".join(mark.text for mark in texts(groups(drawn, "head")))
    assert heads.count(word.split()[-1]) == count


def test_sixty_studies_have_sixty_rows_of_circles():
    drawn = page(review(names=tuple(f"S {i}" for i in range(60))))
    circles = [mark for group in groups(drawn, "study") for mark in walk(group.marks) if isinstance(mark, CircleMark)]
    assert len(circles) == 180


def test_the_alternative_counts_the_judgements_by_level():
    drawing = draw_risk_of_bias(review(), Style(), name="rob")
    assert drawing.alt == (
        "Risk of bias, Cochrane risk-of-bias tool, studies judged: 2; judgements: low risk 2, unclear risk 2, high risk 2."
    )


def test_the_data_table_has_the_words_and_the_drawing_their_places():
    drawing = draw_risk_of_bias(review(), Style(), name="rob")
    assert drawing.data is not None
    assert [cell.children[0].text for cell in drawing.data.body[0].cells] == [
        "B 2002",
        "Low risk",
        "High risk",
        "Unclear risk",
    ]
    assert [node.inputs[0].path for node in drawing.numbers][:2] == ["studies.csv", "risk_of_bias.csv"]


def test_a_review_without_a_tool_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="no risk-of-bias tool"):
        draw_risk_of_bias(make_review(), Style(), name="rob")
