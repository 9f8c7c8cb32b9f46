"""Changes of every kind, made by hand; texts that tell where they must show."""

from __future__ import annotations

from dataclasses import replace

from reportgen.errors import Origin
from reportgen.model import Record, RecordedCount, RecordedJudgement, RecordedResult, RecordedStudy
from reportgen.versions import Changes, Edit, ResultChange, SentenceChange, StudyChange, Version

__all__ = ["DEATHS", "RESULTS", "changes", "many_results", "same", "with_text"]

DEATHS = RecordedResult(
    outcome="deaths",
    title="deaths",
    comparison="a",
    experimental="Drug",
    comparator="placebo",
    measure="RR",
    better="lower",
    null=1.0,
    how="M-H, random",
    k=2,
    n=200.0,
    estimate=0.8,
    ci_low=0.6,
    ci_high=1.07,
    p=0.13,
    i2=12.0,
    tau2=0.02,
    prediction_low=0.4,
    prediction_high=1.6,
    verdict="inconclusive",
    certainty="low",
)
LATER = replace(
    DEATHS, k=3, n=12345.0, estimate=0.75, ci_low=0.61, ci_high=0.92, p=0.006, i2=34.4, certainty="moderate",
    verdict="favours experimental",
)  # fmt: skip
PAIN = replace(DEATHS, outcome="pain", title="pain", measure="MD", null=0.0, estimate=-1.2, ci_low=-2.0, ci_high=-0.4)
WEIGHT = replace(PAIN, outcome="weight", title="weight", estimate=3.1, ci_low=-4.0, ci_high=10.2, better="higher")

RESULTS = (
    ResultChange(title="deaths", before=DEATHS, after=LATER, conclusion=("null", "certainty")),
    ResultChange(title="deaths", before=replace(DEATHS, part="women"), after=replace(LATER, part="women")),
    ResultChange(title="pain", before=None, after=PAIN, conclusion=("first result",)),
    ResultChange(title="weight", before=WEIGHT, after=None, conclusion=("no result any more",)),
)

STUDIES = (
    StudyChange(
        kind="added",
        study="Wu 2025",
        status_after="included",
        edits=(
            Edit(kind="added", where="studies", key=("Wu 2025",), after="all of Wu", new=Origin("studies.csv", 9)),
            Edit(
                kind="added", where="arms", key=("Wu 2025", "drug"), after="the arm of Wu", new=Origin("arms.csv", 4)
            ),
        ),
    ),
    StudyChange(
        kind="removed",
        study="Old 1990",
        status_before="included",
        edits=(
            Edit(kind="removed", where="studies", key=("Old 1990",), before="all of Old", old=Origin("studies.csv", 2)),
        ),
    ),
    StudyChange(
        kind="changed",
        study="Lee 2001",
        status_before="awaiting",
        status_after="included",
        edits=(
            Edit(
                kind="changed",
                where="results",
                key=("Lee 2001", "deaths", "drug"),
                field="events",
                before="1007",
                after="1008",
                old=Origin("results.csv", 5, 4, "events"),
                new=Origin("results.csv", 6, 4, "events"),
            ),
            Edit(
                kind="changed", where="results", key=("Lee 2001",), field="mean", before="8.9", after="8.90",
                same_value=True, new=Origin("results.csv", 7),
            ),
        ),
    ),
)  # fmt: skip

EDITS = (
    Edit(kind="changed", where="review.yaml", key=("pooling", "model"), before="common", after="random"),
    Edit(kind="added", where="references.bib", key=("wu2025",), after="the entry of Wu"),
    Edit(
        kind="changed", where="flow", key=("screened",), field="n", before="5011", after="6022",
        old=Origin("flow.csv", 3), new=Origin("flow.csv", 3),
    ),
)  # fmt: skip

SENTENCES = (
    SentenceChange(kind="meaning", place="Abstract", before="It may help.", after="It probably helps."),
    SentenceChange(kind="digits", place="Results", before="We found 71 records.", after="We found 82 records."),
    SentenceChange(kind="added", place="Discussion", after="A sentence that is new."),
    SentenceChange(kind="removed", place="Methods", before="A sentence that is gone."),
)


def record(*studies: str, results: tuple[RecordedResult, ...], screened: int, level: str) -> Record:
    return Record(
        title="Drug for everything",
        studies=tuple(
            RecordedStudy(study=one, status="included", reports=(one.lower(),), n_randomised=50) for one in studies
        ),
        results=results,
        judgements=tuple(RecordedJudgement(study=one, domain="randomisation", level=level) for one in studies),
        tool="rob2",
        flow=(RecordedCount(item="screened", n=screened), RecordedCount(item="excluded", detail="not a trial", n=4)),
        search=(("MEDLINE", f"{screened} May"), ("Embase", f"{screened} May")),
    )


def changes(results: tuple[ResultChange, ...] = RESULTS) -> Changes:
    """Return changes of every kind between a version of 2015 and one of 2026."""
    before = tuple(one.before for one in results if one.before is not None)
    after = tuple(one.after for one in results if one.after is not None)
    return Changes(
        old=Version(name="v2015", record=record("Old 1990", results=before, screened=5011, level="low")),
        new=Version(name="v2026", record=record("Lee 2001", "Wu 2025", results=after, screened=6022, level="high")),
        studies=STUDIES,
        edits=EDITS,
        results=results,
        unchanged=7,
        sentences=SENTENCES,
    )


def same() -> Changes:
    """Return the changes from a version to itself."""
    version = Version(name="v1", record=record("Lee 2001", results=(DEATHS,), screened=9, level="low"))
    return Changes(old=version, new=version, unchanged=1)


def many_results(count: int, title: str = "a longer name of an outcome at the end of treatment") -> Changes:
    """Return changes of so many results, with wide, narrow and shifted intervals among them."""
    pairs = []
    for i in range(count):
        factor = 1.0 + 0.09 * (i % 11)
        before = replace(
            DEATHS, outcome=f"o{i}", title=f"{title} {i}", estimate=0.5 * factor, ci_low=0.3 * factor / (1 + i % 5),
            ci_high=0.9 * factor * (1 + i % 7),
        )  # fmt: skip
        after = replace(before, k=3, estimate=0.55 * factor, ci_low=0.4 * factor, ci_high=0.8 * factor)
        pairs.append(ResultChange(title=before.title, before=before, after=after))
    return changes(tuple(pairs))


def with_text(text: str) -> Changes:
    """Return changes that have a text wherever a reviewer can put one."""
    made = changes()
    results = tuple(
        replace(
            one,
            title=text,
            before=one.before and replace(one.before, title=text, part=text, experimental=text, comparator=text),
            after=one.after and replace(one.after, title=text, part=text, experimental=text, comparator=text),
        )
        for one in made.results
    )
    edit = Edit(
        kind="changed", where=text, key=(text, text), field=text, before=text, after=f"{text}.", new=Origin(text, 1)
    )
    return replace(
        made,
        old=Version(name=text, record=replace(made.old.record, title=text, tool=text, search=((text, text),))),
        new=Version(name=text, record=replace(made.new.record, title=text)),
        studies=(*made.studies, StudyChange(kind="changed", study=text, status_before=text, edits=(edit,))),
        edits=(*made.edits, edit),
        results=results,
        sentences=(SentenceChange(kind="meaning", place=text, before=text, after=f"{text}!"),),
    )
