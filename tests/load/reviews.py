"""Generated reviews: any that a folder can say, so that writing and reading can be tried on all of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reportgen.effects import MEASURES
from reportgen.errors import Origin
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import (
    CERTAINTY_DOMAINS,
    PRESETS,
    SENSITIVITY_ANALYSES,
    Arm,
    Attribution,
    Author,
    Axis,
    Cell,
    CertaintyJudgement,
    Comparison,
    Domain,
    ExhaustiveGroup,
    ExtraColumn,
    FigurePlan,
    Flow,
    FlowCount,
    Funder,
    HighRisk,
    Judgement,
    Level,
    Library,
    Methods,
    Outcome,
    OutcomeSum,
    PublishedEffect,
    Question,
    Registration,
    Result,
    Review,
    RiskOfBiasTool,
    Search,
    SearchStrategy,
    Section,
    Sensitivity,
    Source,
    Study,
    Thresholds,
)
from reportgen.pooling import known_settings

NOWHERE = Origin("", 1)

letters = st.characters(
    exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff\ufeff", include_characters="\n\t\x85"
)
texts = st.one_of(
    st.sampled_from(
        ["", "none", "true", "007", "1.50", "- a", "a: b", "# x", "=1+1", "null", "x\n y", "'", '"', "[", "2014-01-13"]
    ),
    st.text(letters, max_size=30),
).map(str.strip)
filled = texts.filter(bool)
words = filled.filter(lambda text: ";" not in text)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)
several = st.lists(texts, max_size=2).map(tuple)
decimals = st.decimals(-1000, 1000, places=2).map(str)


def unique(strategy, most):
    """Return a strategy for tuples of different values."""
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


@st.composite
def attributions(draw, sources):
    chosen = draw(unique(st.sampled_from(sources), 2)) if sources else ()
    provenance = draw(st.sampled_from(["reported", "derived", "reconstructed", "unknown"]))
    return Attribution(chosen, provenance, draw(texts))


questions = st.builds(
    Question,
    population=texts,
    condition=texts,
    setting=texts,
    intervention=texts,
    comparators=several,
    outcomes=several,
    designs=several,
)
FREE_SETTINGS = {
    **{name: st.sampled_from(values) for name, values in known_settings().items() if name not in {"preset", "method"}},
    "level": st.sampled_from([0.9, 0.95, 0.99]),
}
"""All that a plan may depart in from its preset; a method of its own must fit the measure."""

plans = st.builds(
    lambda preset, departures: replace(PRESETS[preset], **departures),
    st.sampled_from(sorted(PRESETS)),
    st.fixed_dictionaries({}, optional=FREE_SETTINGS),
)


axes = st.builds(
    Axis, left=texts, right=texts, low=st.none() | st.floats(0, 1), high=st.none() | st.floats(1, 9)
).filter(lambda axis: axis != Axis())


@st.composite
def own_tools(draw):
    """Return a strategy for tools that are a file of the review."""
    domains = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    levels = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    return RiskOfBiasTool(
        id="own.toml",
        title=draw(filled),
        domains=tuple(Domain(id=id_, label=f"{draw(filled)} {id_}", bias=draw(texts)) for id_ in domains),
        levels=tuple(
            Level(id=id_, label=f"{draw(filled)} {id_}", symbol=draw(filled), rank=rank)
            for rank, id_ in enumerate(levels)
        ),
    )


tools = st.sampled_from([shipped_tool("rob1"), shipped_tool("rob2")]) | own_tools()


thresholds = st.lists(st.floats(1.1, 9), min_size=3, max_size=3).map(
    lambda sizes: Thresholds(**dict(zip(("small", "moderate", "large"), sorted(sizes), strict=True)))
)


@st.composite
def outcomes(draw, names, comparisons, base):
    pooled = draw(st.booleans())
    built = []
    for name in names:
        low = draw(st.floats(-10, 10))
        built.append(
            Outcome(
                id=name,
                title=draw(filled),
                comparison=draw(st.sampled_from(comparisons)),
                measure=draw(st.sampled_from(sorted(MEASURES))),
                better=draw(st.sampled_from(["higher", "lower"])),
                origin=NOWHERE,
                plan=draw(plans) if pooled else base,
                group=draw(texts),
                time_point=draw(texts),
                analysis_set=draw(texts),
                figure=draw(st.sampled_from([name, "shared"])),
                unit=draw(texts),
                instrument=draw(texts),
                range=draw(st.sampled_from([None, (low, low + 1)])),
                thresholds=draw(st.none() | thresholds),
                assumed_risk=draw(st.none() | st.floats(0, 1)),
                subgroups=draw(st.sampled_from(["", "country", "n_randomised"])),
                totals=draw(st.sampled_from(["all", "subgroups", "none"])),
                subgroup_test=draw(st.booleans()),
                pooled=pooled,
                not_pooled_reason=draw(texts) if pooled else draw(filled),
                number=draw(texts),
                experimental=draw(texts),
                comparator=draw(texts),
                axis=draw(st.none() | axes),
            )
        )
    return tuple(built)


@st.composite
def studies(draw, names, sources, columns):
    described = draw(unique(st.sampled_from(["country", "setting", *(column.name for column in columns)]), 3))
    kinds = {column.name: column.kind for column in columns}
    built = []
    for name in names:
        status = draw(st.sampled_from(["included", "excluded", "ongoing", "awaiting"]))
        whence = attributions(sources)
        built.append(
            Study(
                id=name,
                status=status,
                origin=NOWHERE,
                reason=draw(filled) if status == "excluded" else draw(texts),
                reports=draw(unique(st.sampled_from(["smith2001", "lee:2002"]), 2)),
                results_none=draw(filled),
                n_randomised=draw(counts(whence)),
                characteristics={column: draw(described_as(kinds.get(column, "text"), whence)) for column in described},
                attribution=draw(whence),
            )
        )
    return tuple(built)


@st.composite
def counts(draw, whence, least=1):
    number = draw(st.none() | st.integers(least, 10**6))
    return Cell(number, NOWHERE, "" if number is None else str(number), draw(whence))


@st.composite
def described_as(draw, kind, whence):
    text = draw({"text": texts, "number": decimals, "integer": st.integers(0, 99).map(str)}[kind])
    return Cell(text or None, NOWHERE, text, draw(whence))


@st.composite
def arms(draw, names, sources, comparisons):
    built = []
    for name in names:
        for id_ in draw(unique(filled, 2)):
            whence = draw(attributions(sources))
            number = draw(counts(st.just(whence)))
            roles = draw(st.dictionaries(st.sampled_from(comparisons), st.sampled_from(["experimental", "comparator"])))
            built.append(
                Arm(
                    study=name,
                    id=id_,
                    label=draw(filled),
                    n=number,
                    randomised=draw(st.booleans()),
                    roles=roles,
                    origin=NOWHERE,
                    attribution=whence,
                )
            )
    return tuple(built)


@st.composite
def results(draw, studies, arms, outcomes, sources):
    """Return a strategy for results of included studies; each gives data, and any arm where nothing is pooled."""
    keys = [
        (study.id, outcome.id, arm, versus)
        for study in studies
        if study.status == "included"
        for outcome in outcomes
        for arm, versus in _pairs([arm.id for arm in arms if arm.study == study.id], pooled=outcome.pooled)
        if not versus or MEASURES[outcome.measure].sides != 1
    ]
    measures = {outcome.id: MEASURES[outcome.measure] for outcome in outcomes}
    divided = {outcome.id for outcome in outcomes if not outcome.subgroups}
    built = []
    for study, outcome, arm, versus in draw(unique(st.sampled_from(keys), 4)) if keys else ():
        whence = draw(attributions(sources))
        data = draw(data_of(measures[outcome], versus=versus))
        built.append(
            Result(
                study=study,
                outcome=outcome,
                time_point=draw(texts),
                analysis_set=draw(texts),
                arm=arm,
                versus=versus,
                data={name: Cell(float(text), NOWHERE, text, whence) for name, text in data.items()},
                origin=NOWHERE,
                subgroup=draw(texts) if outcome in divided else "",
                attribution=whence,
            )
        )
    return tuple(built)


def _pairs(arms, *, pooled):
    own = [] if pooled else arms
    return [("", ""), *((arm, "") for arm in own), *((arm, other) for arm in own for other in own if arm != other)]


@st.composite
def data_of(draw, measure, *, versus):
    events = draw(st.integers(0, 50))
    n = {"n": str(draw(st.integers(50, 99)))}
    spread = st.decimals("0.01", 9, places=3).map(str)
    if versus:
        given = [{"estimate": "1.50", "se": draw(spread)}, {"estimate": "2.0", "ci_low": "1", "ci_high": "4.25"}]
        log_rank = [{"o_minus_e": draw(decimals), "variance": draw(spread)}] if measure.kind == "time-to-event" else []
        return draw(st.sampled_from([*given, *log_rank]))
    if not measure.sides:
        return n
    cells = {
        "events": str(events),
        "mean": draw(decimals),
        "sd": draw(spread),
        "time": draw(spread),
        "r": str(draw(st.decimals("-0.99", "0.99", places=2))),
        **n,
    }
    return {name: cells[name] for name in dict.fromkeys(("n", *measure.arm_columns))}


@st.composite
def flow_counts(draw, sources):
    built = []
    for item, detail in draw(unique(st.tuples(st.sampled_from(["databases", "screened", "studies"]), texts), 4)):
        whence = draw(attributions(sources))
        number = draw(counts(st.just(whence), least=0))
        built.append(FlowCount(item=item, detail=detail, n=number, origin=NOWHERE, attribution=whence))
    return tuple(built)


@st.composite
def published(draw, sources, named):
    built = []
    for id_ in draw(unique(filled, 2)) if named else ():
        whence = draw(attributions(sources))
        numbers = draw(st.dictionaries(st.sampled_from(["chi2", "tau2", "i2", "p_het"]), decimals, max_size=3))
        built.append(
            PublishedEffect(
                id=id_,
                outcome=draw(st.sampled_from(named)),
                measure=draw(st.sampled_from(sorted(MEASURES))),
                data={name: Cell(float(text), NOWHERE, text, whence) for name, text in numbers.items()},
                p_printed=draw(st.sampled_from(["", "0.03", "<0.001"])),
                favours=draw(st.sampled_from(["", "experimental", "comparator"])),
                statement=draw(filled),
                origin=NOWHERE,
                attribution=whence,
            )
        )
    return tuple(built)


@st.composite
def authors(draw, affiliations):
    return Author(
        given=draw(filled),
        family=draw(filled),
        affiliations=draw(unique(st.sampled_from(affiliations), 2)) if affiliations else (),
        orcid=draw(st.sampled_from(["", "0000-0002-1825-0097", "0000-0001-5109-3700"])),
        email=draw(st.sampled_from(["", "a@example.org"])),
        corresponding=draw(st.booleans()),
        roles=draw(unique(st.sampled_from(["Methodology", "Writing – review & editing"]), 2)),
    )


@st.composite
def methods(draw):
    names = ("screening", "extraction", "risk_of_bias_by", "disagreements", "missing_data", "multiple_arms")
    more = ("unit_of_analysis", "software")
    return Methods(
        plan=draw(plans),
        inclusion=draw(several),
        exclusion=draw(several),
        **{name: draw(texts) for name in (*names, *more)},
    )


@st.composite
def searches(draw):
    dated = st.lists(st.tuples(filled, texts), max_size=2).map(tuple)
    found = draw(unique(st.from_regex(r"[a-z]{1,8}", fullmatch=True), 2))
    return Search(
        databases=draw(dated),
        registers=draw(dated),
        other=draw(several),
        limits=draw(texts),
        strategies=tuple(SearchStrategy(name=name, text=draw(texts)) for name in sorted(found)),
    )


@st.composite
def judgements(draw, tool, named, sources, outcome_ids):
    places = st.tuples(*map(st.sampled_from, ([*named], [d.id for d in tool.domains], ["", *outcome_ids])))
    return tuple(
        Judgement(
            study=study,
            domain=domain,
            level=draw(st.sampled_from([level.id for level in tool.levels])),
            outcome=outcome,
            support=draw(texts),
            origin=NOWHERE,
            attribution=draw(attributions(sources)),
        )
        for study, domain, outcome in (draw(unique(places, 4)) if named else ())
    )


@st.composite
def sensitivities(draw, tool, analysed):
    if draw(st.booleans()):
        return None
    some = st.lists(st.sampled_from([domain.id for domain in tool.domains]), min_size=1, max_size=3, unique=True)
    levels = st.lists(st.sampled_from([level.id for level in tool.levels]), min_size=1, max_size=2, unique=True)
    high = draw(st.none() | st.builds(HighRisk, domains=some.map(tuple), levels=levels.map(tuple)))
    kinds = draw(st.sets(st.sampled_from(SENSITIVITY_ANALYSES), min_size=1))
    if high is None:
        kinds = kinds - {"high-risk"} or {"model"}
    return Sensitivity(
        origin=NOWHERE,
        analyses=tuple(kind for kind in SENSITIVITY_ANALYSES if kind in kinds),
        outcomes=draw(unique(st.sampled_from(analysed), 2)) if analysed else (),
        high_risk=high,
    )


@st.composite
def certainty(draw, sources, outcome_ids):
    """Return a strategy for judgements of certainty; some rows are not filled in yet."""
    words = {"start": ["", "high", "low"], "certainty": ["", "high", "moderate", "low", "very low"]}
    built = []
    places = [(outcome, domain) for outcome in outcome_ids for domain in (*CERTAINTY_DOMAINS, *words)]
    for outcome, domain in draw(unique(st.sampled_from(places), 5)) if places else ():
        kind = CERTAINTY_DOMAINS.get(domain)
        levels = draw(st.none() | st.integers(kind.least, kind.most)) if kind else None
        built.append(
            CertaintyJudgement(
                outcome=outcome,
                domain=domain,
                levels=levels,
                word="" if kind else draw(st.sampled_from(words[domain])),
                reason=draw(filled if levels else texts),
                origin=NOWHERE,
                attribution=draw(attributions(sources)),
            )
        )
    return tuple(built)


@st.composite
def reviews(draw):
    """Return a strategy for reviews; every name in them is declared."""
    tool = draw(tools)
    comparisons = draw(st.lists(ids, min_size=1, max_size=2, unique=True))
    outcome_ids = draw(unique(ids, 3))
    sources = draw(unique(words, 3))
    named = draw(unique(filled, 3))
    columns = tuple(
        ExtraColumn(name=name, label=draw(filled), kind=draw(st.sampled_from(["text", "number", "integer"])))
        for name in draw(unique(st.sampled_from(["mean_age", "dose", "x1"]), 2))
    )
    affiliations = draw(st.dictionaries(filled, texts, max_size=2))
    own = draw(methods())
    sought = draw(outcomes(outcome_ids, comparisons, own.plan))
    found, compared = draw(studies(named, sources, columns)), draw(arms(named, sources, comparisons))
    given = draw(results(found, compared, sought, sources))
    reported = {result.study for result in given}
    return Review(
        title=draw(filled),
        **{name: draw(texts) for name in ("short_title", "subtitle", "notice", "notice_short", "funding", "interests")},
        **{name: draw(texts) for name in ("acknowledgements", "data_availability")},
        language=draw(st.sampled_from(["en-GB", "en-US", "de"])),
        authors=tuple(draw(st.lists(authors([*affiliations]), max_size=2))),
        affiliations=affiliations,
        keywords=draw(several),
        funders=tuple(draw(st.lists(st.builds(Funder, name=filled, grants=several), max_size=2))),
        registration=Registration(
            registry=draw(texts), number=draw(texts), url=draw(st.sampled_from(["", "https://x.org/1"]))
        ),
        question=draw(questions),
        search=draw(searches()),
        methods=own,
        comparisons=tuple(
            Comparison(
                id=id_,
                title=draw(filled),
                experimental=draw(filled),
                comparator=draw(filled),
                origin=NOWHERE,
                number=draw(texts),
            )
            for id_ in comparisons
        ),
        outcomes=sought,
        sensitivity=draw(sensitivities(tool, [one.id for one in sought if one.pooled and one.totals == "all"])),
        figures=(FigurePlan(id="shared", title=draw(filled), origin=NOWHERE),),
        exhaustive=tuple(
            ExhaustiveGroup(id="g", title=draw(filled), outcomes=outcome_ids, origin=NOWHERE)
            for _ in range(len(outcome_ids) > 1)
        ),
        sums=tuple(OutcomeSum(total=id_, parts=outcome_ids, origin=NOWHERE) for id_ in outcome_ids[:1]),
        columns=columns,
        characteristics=draw(unique(st.sampled_from(["country", *(column.name for column in columns)]), 2)),
        studies=tuple(replace(study, results_none="") if study.id in reported else study for study in found),
        arms=compared,
        results=given,
        risk_of_bias_tool=tool,
        judgements=draw(judgements(tool, named, sources, outcome_ids)),
        certainty=draw(certainty(sources, outcome_ids)),
        summary_of_findings=outcome_ids[1:],
        risks_per=draw(st.sampled_from([100, 1000, 10000])),
        flow=Flow(form=draw(st.sampled_from(["prisma2009", "prisma2020"])), counts=draw(flow_counts(sources))),
        published=draw(published(sources, outcome_ids)),
        sources=tuple(
            Source(id=id_, address=draw(filled), title=draw(texts), kind=draw(texts), note=draw(texts), origin=NOWHERE)
            for id_ in sources
        ),
        library=Library(text="@article{smith2001,}\n@book{lee:2002,}\n" + draw(texts)),
        sections=tuple(
            Section(name=name, text=draw(texts), path=f"sections/{name}{suffix}")
            for name, suffix in (("introduction", ".md"), ("results", ".md.j2"))
        ),
    )
