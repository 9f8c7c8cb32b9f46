"""Another preset in review.yaml changes text, tables, figures and references together."""

import re
from dataclasses import replace
from functools import cache

import pytest

from reportgen.document import Figure, ReferenceList, Table, plain_text, walk_blocks
from reportgen.load import load, write
from reportgen.model import PRESETS, Library
from reportgen.pipeline import assemble, build, find_style, outputs
from reportgen.wording.works import PREFIX
from tests.pipeline.built import EXAMPLE
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study
from tests.writers.docx_words import docx_words
from tests.writers.html_words import html_words

TRIALS = {
    f"Study {year}": {"relapse": ((a, n), (c, n)), "mood": ((m, 2.0, n), (5.0, 2.1, n))}
    for year, a, c, n, m in (
        (2001, 4, 15, 50, 4.1),
        (2002, 60, 70, 400, 5.2),
        (2003, 12, 14, 30, 4.4),
        (2004, 3, 20, 90, 3.2),
    )
}
OUTCOMES = tuple(
    make_outcome(name, measure, better="lower", plan=PRESETS["cochrane"])
    for name, measure in (("relapse", "RR"), ("mood", "MD"))
)
OWN = (
    "@article{own2001, author = {Hartung, J. and Knapp, G.}, title = {Mine}, year = {2001}, doi = {10.1002/sim.1009}}\n"
)


def folder_of(path, preset, **settings):
    """Return a folder whose review.yaml names a preset, and nothing else of how results are pooled."""
    files = dict(write(make_review(TRIALS, outcomes=OUTCOMES, **settings)))
    text = files["review.yaml"].decode()
    assert text.count("preset: cochrane") == 1
    files["review.yaml"] = text.replace("preset: cochrane", f"preset: {preset}").encode()
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def assembled(path, style="default"):
    return assemble(load(path), find_style(path, style), path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a function from presets to the review as assembled by them."""

    @cache
    def by(preset):
        return assembled(folder_of(tmp_path_factory.mktemp(preset), preset))

    return by


def section(found, start, end):
    text = "\n".join(plain_text(getattr(block, "children", ())) for block in found.resolved.document.blocks)
    return text[text.index(start) : text.index(end)].replace("\u00a0", " ")


def table(found):
    return next(b for b in walk_blocks(found.resolved.document.blocks) if isinstance(b, Table) and b.id == "tbl-pooled")


def figure(found, id_="fig-relapse"):
    return next(b for b in walk_blocks(found.resolved.document.blocks) if isinstance(b, Figure) and b.id == id_)


def cited(found):
    lists = [b for b in walk_blocks(found.resolved.document.blocks) if isinstance(b, ReferenceList)]
    return {entry.key.removeprefix(PREFIX) for one in lists for entry in one.entries}


# preset: a word of the methods, the total's label, the test, the caption, whether there is a prediction interval
EXPECTED = {
    "cochrane": ("of the type of Hartung, Knapp", "Total (random, HKSJ)", " T = ", "(τ² by REML, HKSJ interval)", True),
    "revman5": ("DerSimonian and Laird's method", "Total (random effects)", " Z = ", "Mantel-Haenszel, random effects (τ² by DL, Wald interval)", False),
    "revman-web": ("restricted maximum likelihood", "Total (random effects)", " Z = ", "inverse variance, random effects (τ² by REML, Wald interval)", True),
    "metafor": ("from the normal distribution", "Total (random effects)", " Z = ", "inverse variance, random effects (τ² by REML, Wald interval)", True),
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_reaches_methods_results_table_figure_and_caption(built, preset):
    words, total, test, caption, predicted = EXPECTED[preset]
    found = built(preset)
    assert words in section(found, "Statistical analysis", "Study selection")
    results = section(found, "Effects: Therapy against control", "Discussion")
    assert ("prediction interval" in results) == predicted
    heads = [plain_text(cell.children) for cell in table(found).head.cells]
    assert ("Prediction interval" in heads) == predicted
    drawing = figure(found).drawing
    drawn = drawing.render("svg", 0).decode()
    assert f">{total}<" in drawn
    assert (">Prediction interval<" in drawn) == predicted
    assert any(test in plain_text(note.children) for note in drawing.data.notes)
    assert caption in plain_text(figure(found).caption)
    assert ("prediction interval" in drawing.alt) == predicted


def test_every_number_of_a_result_changes_with_the_plan_but_those_of_studies_do_not(built):
    def shown(preset):
        entries = built(preset).resolved.ledger
        return {
            (entry.subject, entry.statistic): entry.value for entry in entries if entry.subject.startswith("outcome")
        }

    one, other = shown("cochrane"), shown("revman5")
    assert one["outcome/relapse", "risk_ratio"] != other["outcome/relapse", "risk_ratio"]
    assert one["outcome/relapse", "ci_low"] != other["outcome/relapse", "ci_low"]
    study = "outcome/relapse/study/Study 2001"
    assert one[study, "risk_ratio"] == other[study, "risk_ratio"]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_number_says_how_it_was_pooled(built, preset):
    entries = [
        e for e in built(preset).resolved.ledger if (e.subject, e.statistic) == ("outcome/relapse", "risk_ratio")
    ]
    plan = PRESETS[preset]
    interval = "hksj" if preset == "cochrane" else "wald"
    assert {entry.how for entry in entries} == {f"pooled, {plan.method}, random, {plan.tau2}, {interval}"}


# ---- references


@pytest.mark.parametrize(
    ("preset", "there", "absent"),
    [
        (
            "cochrane",
            {"viechtbauer-2005", "hartung-2001", "sidik-2002", "handbook-2024", "veroniki-2019", "higgins-2002"},
            {"dersimonian-1986", "mantel-1959", "higgins-2003"},
        ),
        (
            "revman5",
            {"dersimonian-1986", "mantel-1959", "deeks-2010", "higgins-2003", "cochran-1954"},
            {"hartung-2001", "viechtbauer-2005", "veroniki-2019"},
        ),
    ],
)
def test_the_reference_list_holds_the_works_of_the_plan_and_no_others(built, preset, there, absent):
    works = cited(built(preset))
    assert there <= works
    assert not absent & works


@pytest.mark.parametrize("style", ["apa", "default", "vancouver"])
def test_works_are_cited_in_the_style_of_the_journal(tmp_path, style):
    found = assembled(folder_of(tmp_path, "cochrane"), style)
    methods = section(found, "Statistical analysis", "Study selection")
    assert re.search(r"likelihood \(1[,–]2\)" if style == "vancouver" else r"\(.*Raudenbush,? 2009.*\)", methods)
    assert "hartung-2001" in cited(found)


def test_a_work_that_the_review_has_is_listed_once_by_its_own_entry(tmp_path):
    path = folder_of(tmp_path, "cochrane", library=Library(text=OWN))
    works = cited(assembled(path))
    assert "own2001" in works
    assert "hartung-2001" not in works


def test_without_anything_pooled_nothing_is_cited_and_no_list_is_printed(tmp_path):
    outcomes = [replace(outcome, pooled=False, not_pooled_reason="too few") for outcome in OUTCOMES]
    for name, data in write(make_review(TRIALS, outcomes=outcomes)).items():
        (tmp_path / name).write_bytes(data)
    found = assembled(tmp_path)
    assert cited(found) == set()
    assert not any(isinstance(block, ReferenceList) for block in found.resolved.document.blocks)


# ---- the example, and all formats


def test_the_example_by_cochranes_rule_notes_its_two_studies_once(tmp_path):
    review = load(EXAMPLE)
    plan = PRESETS["cochrane"]
    outcomes = tuple(replace(o, plan=plan) for o in review.outcomes)
    found = assemble(replace(review, outcomes=outcomes), find_style(EXAMPLE, "default"), EXAMPLE)
    notes = [plain_text(note.children) for note in found.resolved.footnotes]
    assert sum("Wald interval: with two studies" in note for note in notes) == 1


ONE_GROUP = ("PR", "PLO", "PLN", "PAS", "PFT", "IR", "IRLN", "IRS", "IRFT", "COR", "ZCOR")
TWO_GROUPS = ("RR", "OR", "RD", "AS", "PETO", "MD", "SMD", "D", "GLASS", "ROM", "IRR", "IRD", "IRSD")
EFFECTS = ("HR", "OE", "GEN", "GENLOG")


def review_of_all_measures():
    """Return a review with an outcome of each measure, three studies each."""
    rows = []
    for measure in (*ONE_GROUP, *TWO_GROUPS, *EFFECTS):
        for i in range(3):
            data = {"events": 4 + 3 * i, "n": 60, "time": 300, "mean": 5 + i, "sd": 2, "r": 0.2 + i / 5}
            row = (
                {"versus": "C", "data": {"estimate": 0.6 + i / 5, "se": 0.2}} if measure in EFFECTS else {"data": data}
            )
            rows.append(make_result(f"S{i}", measure.lower(), "T", line=len(rows) + 2, **row))
            if measure in TWO_GROUPS:
                other = {**data, "events": 9 + i, "mean": 5.5}
                rows.append(make_result(f"S{i}", measure.lower(), "C", other, line=len(rows) + 2))
    outcomes = [
        make_outcome(measure.lower(), measure, title=f"outcome by {measure}", plan=PRESETS["cochrane"])
        for measure in (*ONE_GROUP, *TWO_GROUPS, *EFFECTS)
    ]
    studies = tuple(make_study(f"S{i}", line=i + 2) for i in range(3))
    arms = tuple(arm for i in range(3) for arm in make_arms(f"S{i}", line=2 * i + 2))
    return make_review({}, outcomes=outcomes, studies=studies, arms=arms, results=tuple(rows))


def test_an_outcome_of_every_measure_is_built_in_every_format(tmp_path):
    style = find_style(tmp_path, "default")
    found = assemble(review_of_all_measures(), style, tmp_path)
    assert all(pooled.summary is not None for pooled in found.analysis.pooled.values())
    files = outputs(found, style, ("html", "docx"))
    words = html_words(files["manuscript.html"])
    assert words == docx_words(files["manuscript.docx"])
    text = " ".join(words)
    for measure in ONE_GROUP:
        told = rf"Outcome by {measure} \(Figure \d+\)\. The studies gave a pooled (?:proportion|rate|correlation)"
        assert re.search(told, text)
    assert "nan" not in text.lower().split()
    assert len(found.exhibits.figures) == len(found.analysis.pooled)


def test_a_review_with_a_prediction_interval_is_written_as_pdf_too(tmp_path):
    (tmp_path / "in").mkdir()
    report = build(folder_of(tmp_path / "in", "cochrane"), output=tmp_path / "out")
    assert "manuscript.pdf" in report.files
