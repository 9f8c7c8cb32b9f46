"""The profiles that come with reportgen: none is an empty shell, each rule has its source, and known facts are in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.document import Heading, plain_text
from reportgen.figures.forest import LAYOUTS
from reportgen.journals import Journal, Rule, parse_journal
from reportgen.pipeline import assemble, find_journal, read_review
from reportgen.resources import names, read_text

PIP = Path(__file__).parents[2] / "data/pip"
NAMES = tuple(name for name in names("journals", ".toml") if name != "default")
each_journal = pytest.mark.parametrize("name", NAMES)

LEAST = {
    "apa": 15,
    "bmc": 20,
    "bmj": 15,
    "cochrane": 8,
    "elsevier": 10,
    "jama": 20,
    "plos-one": 25,
    "springer": 15,
    "taylor-and-francis": 15,
    "vancouver": 10,
    "wiley": 10,
}
"""How many rules each profile holds at least."""


def journal(name: str) -> Journal:
    return parse_journal(name, read_text(f"journals/{name}.toml"), name)


def rule(name: str, of: str) -> Rule:
    return journal(name).rules[of]


def test_the_journals_of_the_first_release_are_there() -> None:
    assert set(LEAST) == set(NAMES)


@each_journal
def test_a_profile_is_no_empty_shell(name: str) -> None:
    assert len(journal(name).rules) >= LEAST[name]


@each_journal
def test_every_rule_says_where_it_stands(name: str) -> None:
    sources = [rule.source for rule in journal(name).rules.values()]
    assert [source.title for source in sources if not re.fullmatch(r"https?://\S+", source.url)] == []
    assert {source.read for source in sources if source.read} <= {"2026-11-26"}


@each_journal
def test_every_source_is_used(name: str) -> None:
    text = read_text(f"journals/{name}.toml")
    given = set(re.findall(r"^\[sources\.(.+)\]$", text, re.MULTILINE))
    assert given == set(re.findall(r'from = "([^"]+)"', text))


@each_journal
def test_its_citation_style_and_its_forest_plots_exist(name: str) -> None:
    style = journal(name).style
    assert style.csl in names("csl", ".csl")
    assert style.figures.forest in LAYOUTS


@each_journal
def test_its_own_headings_and_figures_meet_its_rules(name: str) -> None:
    wanted, style = journal(name).rules, journal(name).style
    if letters := wanted.get("figure_text_pt"):
        assert letters.meets(style.figures.min_font_pt)
    if (width := wanted.get("figure_width_mm")) and width.verified:
        assert width.meets(style.figures.width_mm)
    if height := wanted.get("figure_height_mm"):
        assert height.meets(style.figures.height_mm)
    for heading in style.headings.values():
        assert "headings" not in wanted or heading in wanted["headings"].all_of
    for label in style.abstract_labels.values():
        assert label in wanted["abstract_headings"].all_of


@each_journal
def test_the_example_is_assembled_in_it(name: str) -> None:
    found = find_journal(PIP, name)
    settled = assemble(read_review(PIP), found.style, PIP).resolved
    shown = [plain_text(block.children) for block in settled.document.blocks if isinstance(block, Heading)]
    assert {"Methods", "Materials and methods"} & set(shown)
    assert set(found.style.headings.values()) <= set(shown)


# ---- facts, as the pages have them


def test_plos_prints_figures_from_66_8_to_190_5_mm_at_300_to_600_dpi() -> None:
    width, dpi = rule("plos-one", "figure_width_mm"), rule("plos-one", "figure_dpi")
    assert (width.least, width.most) == (66.8, 190.5)  # 789 and 2250 pixels at 300 dpi
    assert [round(at / 25.4 * 300) for at in (width.least, width.most)] == [789, 2250]
    assert (dpi.least, dpi.most) == (300, 600)
    assert rule("plos-one", "figure_formats").one_of == ("tiff", "eps")
    assert rule("plos-one", "figure_megabytes").most == 10
    assert rule("plos-one", "figure_name").one_of == ("Fig{number}",)


def test_plos_one_numbers_lines_through_the_manuscript_and_takes_no_footnotes() -> None:
    assert rule("plos-one", "line_numbers").one_of == ("continuous",)
    assert rule("plos-one", "line_spacing").one_of == (2,)
    assert rule("plos-one", "footnotes").one_of == (False,)
    assert rule("plos-one", "heading_levels").most == 3
    assert all(rule("plos-one", of).verified for of in ("line_numbers", "footnotes", "figure_width_mm"))


def test_cochrane_allows_a_thousand_words_and_would_rather_have_fewer_than_700() -> None:
    abstract = rule("cochrane", "abstract_words")
    assert abstract.most == 1000
    assert "700" in abstract.note
    assert rule("cochrane", "abstract_search_date").one_of == (True,)


def test_bmc_says_background_and_returns_reviews_without_the_checklist() -> None:
    assert journal("bmc").style.headings["sec-introduction"] == "Background"
    assert rule("bmc", "headings").all_of[0] == "Background"
    assert rule("bmc", "checklists").all_of == ("prisma-2020",)
    assert rule("bmc", "figure_width_mm").one_of == (85, 170)
    assert (rule("bmc", "keywords").least, rule("bmc", "keywords").most) == (3, 10)


def test_taylor_and_francis_hides_the_authors() -> None:
    assert rule("taylor-and-francis", "blinding").one_of == ("double",)
    assert rule("taylor-and-francis", "title_page").one_of == ("separate",)
    assert rule("taylor-and-francis", "font").one_of == ("Times New Roman",)
    assert (rule("taylor-and-francis", "font_size_pt").one_of, rule("taylor-and-francis", "line_spacing").one_of) == (
        (12,),
        (2,),
    )


def test_the_bmj_tells_reviewers_and_authors_of_each_other() -> None:
    assert rule("bmj", "blinding").one_of == ("open",)


def test_jama_counts_at_second_hand() -> None:
    limits = {name: rule("jama", name) for name in ("abstract_words", "words", "exhibits", "references")}
    assert {name: limit.most for name, limit in limits.items()} == {
        "abstract_words": 350,
        "words": 3500,
        "exhibits": 5,
        "references": 75,
    }
    assert not any(limit.verified for limit in limits.values())


def test_columns_of_elsevier_and_springer() -> None:
    assert rule("elsevier", "figure_width_mm").one_of == (90, 140, 190)
    assert rule("springer", "figure_width_mm").one_of == (84, 129, 174)
    assert rule("elsevier", "figure_dpi").least == 500
    assert rule("springer", "figure_dpi").least == 600


def test_what_is_only_advised_warns_though_it_was_read() -> None:
    keywords = rule("taylor-and-francis", "keywords")
    assert keywords.source.read
    assert not keywords.verified


@pytest.mark.parametrize("name", ["default"])
def test_the_usual_style_asks_for_nothing(name: str) -> None:
    assert journal(name).rules == {}
