"""The public verb of risk-of-bias graphs, with their words and the table behind them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Figure, Number, Row, Table, TableCell, Text
from reportgen.errors import DataError, Issue
from reportgen.figures.drawing import as_drawing, shortened
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures
from reportgen.figures.risk_of_bias.judged import JudgedTable, judged_table
from reportgen.figures.risk_of_bias.legend import BLANK
from reportgen.figures.risk_of_bias_graph.layout import Graph, graph_page
from reportgen.model import OVERALL, FigurePlan
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, DomainShares, counted, domain_shares, judged_outcomes, study_weights
from reportgen.style import Style
from reportgen.wording.numbers import NBSP

__all__ = ["make_risk_of_bias_graph"]


def make_risk_of_bias_graph(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return a bar a domain with the share of each level, by studies or by weights; nothing where none is judged.

    Raises:
        DataError: where the outcome whose weights are asked for has no total with weights.
    """
    review, style = analysis.review, analysis.style
    tool = review.risk_of_bias_tool
    if tool is None:
        return ()
    pooled = _pooled(analysis, plan)
    about = plan.outcome or plan.weights
    table = judged_table(review, tool, about)
    weighted = None if pooled is None else study_weights(pooled)
    rows = tuple(row.row for row in table.rows if weighted is None or row.row.study in weighted)
    if not any(row.verdicts for row in rows):
        return ()
    bars = domain_shares(tool, table.domains, rows, style, pooled)
    k = counted(len({row.study for row in rows}), "count", "risk_of_bias/studies", (), style)
    per_result = any(row.block for row in table.rows)
    n = counted(len(rows), "count", "risk_of_bias/results", (), style)
    whole = _whole(analysis, plan, n if per_result else k, per_result=per_result)
    graph = _graph(table, bars, whole)
    lettering = Lettering(fallback=review.font_paths)
    name = f"figure-{plan.id}"
    drawing = as_drawing(
        graph_page(graph, lettering, style.figures),
        lettering,
        name=name,
        alt=_alt(table, bars, whole, style),
        data=_data(bars, name),
        numbers=tuple(_numbers(bars)),
    )
    of = f" in the results for {table.outcome}" if table.outcome and about in judged_outcomes(review) else ""
    title = plan.title or f"Risk of bias{of}: judgements on each domain of {tool.title}, as {whole}."
    return as_figures(plan.id, (drawing,), (Text(title),), look=style.figures)


def _pooled(analysis: Analysis, plan: FigurePlan) -> Pooled | None:
    """Return the result whose weights are asked for."""
    if not plan.weights:
        return None
    pooled = analysis.pooled.get(plan.weights)
    if pooled is None or pooled.summary is None:
        message = f"found weights {plan.weights!r} in figure {plan.id!r}, expected an outcome that is pooled to a total"
        raise DataError([Issue("figure-settings-fit", plan.origin, message)])
    return pooled


def _whole(analysis: Analysis, plan: FigurePlan, k: Number, *, per_result: bool) -> str:
    """Return what the bars are percentages of."""
    if not plan.weights:
        return f"% of {'results' if per_result else 'studies'} ({'n' if per_result else 'k'}{NBSP}={NBSP}{k.text})"
    title = next(outcome.title for outcome in analysis.review.outcomes if outcome.id == plan.weights)
    return f"% of the weight in {title} (k{NBSP}={NBSP}{k.text})"


def _graph(table: JudgedTable, bars: tuple[DomainShares, ...], whole: str) -> Graph:
    shares = [share for bar in bars for share in bar.shares]
    given = {share.level.id for share in shares if share.level is not None}
    aside = ("unknown", "none")
    overall = table.overall()
    derived = sum(verdict.worked_out for verdict in overall)
    notes: tuple[str, ...] = ()
    if derived:
        which = (
            "The overall judgements" if derived == len(overall) else "Overall judgements that reviewers did not give"
        )
        notes = (f"{which} were worked out from the domains by the rule of the tool.",)
    return Graph(
        tool=table.tool,
        bars=bars,
        axis=whole[0].upper() + whole[1:],
        levels=tuple(one for one in table.tool.ordered() if one.id in given or table.tool.grade(one) not in aside),
        blank=any(share.level is None for share in shares),
        notes=notes,
    )


def _numbers(bars: tuple[DomainShares, ...]) -> Iterator[Number]:
    for bar in bars:
        for share in bar.shares:
            yield from (share.percent, share.rows)


def _alt(table: JudgedTable, bars: tuple[DomainShares, ...], whole: str, style: Style) -> str:
    """Return the shares of the overall judgement, or how many domains there are to see."""
    last = bars[-1]
    head = f"Risk-of-bias graph, {shortened(table.tool.title, 60)}, {shortened(whole, 80)}"
    if last.domain.id != OVERALL:
        domains = counted(len(bars), "count", "risk_of_bias/domains", (), style)
        return f"{head}: the share of each level on {domains.text} domains."
    said = (
        f"{(share.level.label if share.level is not None else BLANK).lower()} {share.percent.text}"
        for share in last.shares
    )
    return f"{head}; overall: {', '.join(said)}."


def _data(bars: tuple[DomainShares, ...], name: str) -> Table:
    """Return a row for each domain and level with the studies (or results) and their share."""
    heads = ("Domain", "Judgement", "Number", "Share")
    return Table(
        id=f"{name}-data",
        caption=(Text("Data behind the figure"),),
        head=Row(cells=tuple(TableCell(children=(Text(head),), scope="col") for head in heads)),
        body=tuple(_rows(bars)),
        widths=(2.0, 1.5, 0.7, 0.7),
        alt="The shares shown in the figure.",
    )


def _rows(bars: tuple[DomainShares, ...]) -> Iterator[Row]:
    for bar in bars:
        for share in bar.shares:
            level = BLANK if share.level is None else share.level.label
            cells = (Text(level), share.rows, share.percent)
            head = TableCell(children=(Text(bar.domain.name),), scope="row")
            yield Row(cells=(head, *(TableCell(children=(child,)) for child in cells)))
