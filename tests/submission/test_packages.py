"""The package of the example for every shipped journal, opened and measured by means of its own."""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from PIL import Image

from reportgen.journals import Journal, parse_journal
from reportgen.resources import names, read_text
from tests.submission.folders import package
from tests.writers.outside_tools import open_xml_errors


@cache
def journal(name: str) -> Journal:
    return parse_journal(name, read_text(f"journals/{name}.toml"), name)


JOURNALS = tuple(name for name in names("journals", ".toml") if journal(name).rules)
each_journal = pytest.mark.parametrize("name", JOURNALS, scope="module")  # one after the other, each made once
SHIPPED = {
    "taylor-and-francis",
    "cochrane",
    "plos-one",
    "bmc",
    "bmj",
    "jama",
    "elsevier",
    "springer",
    "wiley",
    "apa",
    "vancouver",
}


def word(data: bytes, part: str = "document") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(f"word/{part}.xml").decode("utf-8")


def paragraphs(data: bytes, style: str) -> list[str]:
    """Return the text of each paragraph of a style."""
    found = re.findall(r"<w:p>(?:(?!</w:p>).)*?</w:p>", word(data), re.DOTALL)
    chosen = [one for one in found if f'<w:pStyle w:val="{style}"/>' in one]
    return ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", one)) for one in chosen]


def test_every_journal_that_is_promised_has_rules():
    assert set(JOURNALS) >= SHIPPED


@each_journal
def test_the_package_holds_what_the_journal_wants(name):
    files, wanted = package(name)[0], journal(name)
    always = {
        "manuscript.docx",
        "manuscript-numbered.pdf",
        "manuscript-with-checklists.docx",
        "title-page.docx",
        "cover-letter.docx",
        "availability.docx",
        "prisma-2020-checklist.docx",
        "prisma-2020-abstract-checklist.docx",
        "preflight.html",
        "preflight.json",
        "submission.zip",
        "manifest.json",
    }
    assert always <= set(files)
    assert ("manuscript-blinded.docx" in files) == (wanted.words("blinding") == "double")
    assert ("tables.docx" in files) == (wanted.words("tables") == "files")
    assert ("figure-legends.docx" in files) == (wanted.words("legends") == "file")
    assert sum(file.startswith("figures/") for file in files) >= 4
    assert {Path(file).suffix for file in files if file.startswith("supplements/")} == {".docx", ".xlsx", ".json"}


@each_journal
def test_the_archive_holds_every_file_that_is_to_be_sent_and_nothing_else(name):
    files = package(name)[0]
    with zipfile.ZipFile(io.BytesIO(files["submission.zip"])) as packed:
        assert packed.testzip() is None
        sent = {member: packed.read(member) for member in packed.namelist()}
    ours = {"submission.zip", "preflight.html", "preflight.json", "manifest.json"}
    assert sent == {file: data for file, data in files.items() if file not in ours}


@each_journal
def test_line_numbers_spacing_font_size_and_margins_are_those_of_the_journal(name):
    data, wanted = package(name)[0]["manuscript.docx"], journal(name)
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", word(data), re.DOTALL)
    assert sections
    numbers = {"continuous": "continuous", "page": "newPage"}.get(wanted.words("line_numbers"))
    for section in sections:
        found = re.search(r'<w:lnNumType w:countBy="1" w:restart="(\w+)"/>', section)
        assert (found and found[1]) == numbers
        sides = re.search(r'w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"', section).groups()
        assert min(map(int, sides)) / 1440 * 25.4 == pytest.approx(wanted.number("margin_mm"), abs=0.1)
    styles = word(data, "styles")
    defaults = re.search(r"<w:docDefaults>.*?</w:docDefaults>", styles, re.DOTALL)[0]
    assert f'w:line="{round(240 * wanted.number("line_spacing"))}"' in defaults
    assert f'<w:sz w:val="{round(2 * wanted.number("font_size_pt"))}"/>' in defaults
    fonts = set(re.findall(r'<w:rFonts w:ascii="([^"]*)"', styles))
    assert fonts == {wanted.words("font") or "Times New Roman"}


@each_journal
def test_tables_and_figures_stand_where_the_journal_wants_them(name):
    data, wanted = package(name)[0]["manuscript.docx"], journal(name)
    assert ("<w:drawing>" in word(data)) == (wanted.words("figures") != "files")
    assert ("<w:tbl>" in word(data)) == (wanted.words("tables") != "files")
    authors = paragraphs(data, "Author")
    assert bool(authors) == (wanted.words("title_page") != "separate")
    if wanted.value("footnotes") is False:
        assert "<w:footnoteReference" not in word(data)


@each_journal
def test_figure_files_have_the_format_pixels_resolution_width_and_name_of_the_journal(name):
    files, wanted = package(name)[0], journal(name)
    figures = {file: data for file, data in files.items() if file.startswith("figures/")}
    kind, dpi = wanted.words("figure_formats"), wanted.number("figure_dpi")
    pattern = wanted.words("figure_name").replace("{number}", r"\d+[a-z]?")
    told = {one["where"]: one for one in findings(name) if one["rule"] == "figure_width_mm"}
    for file, data in figures.items():
        assert re.fullmatch(rf"figures/{pattern}\.(?:tif|eps|pdf|png|svg)", file), file
        if kind in {"tiff", "png"}:
            with Image.open(io.BytesIO(data)) as picture:
                assert picture.format == kind.upper()
                assert [round(value) for value in picture.info["dpi"]] == [round(dpi)] * 2
                assert picture.mode in {"RGB", "L"}
                assert picture.info.get("compression", "tiff_lzw") == "tiff_lzw"
                width = picture.size[0] / dpi * 25.4
        else:
            width = vector_width(data)
        if file in told:
            assert told[file]["found"] == f"{width:.1f} mm"
        rule = wanted.rules.get("figure_width_mm")
        if rule is not None and told[file]["status"] == "pass":
            assert rule.meets(width, tolerance=0.2)


def vector_width(data: bytes) -> float:
    box = re.search(rb"%%HiResBoundingBox: ([\d.]+) [\d.]+ ([\d.]+)|/MediaBox \[\s*([\d.]+) [\d.]+ ([\d.]+)", data)
    left, right = (float(value) for value in box.groups() if value is not None)
    return (right - left) / 72 * 25.4


def findings(name: str) -> list[dict]:
    return json.loads(package(name)[0]["preflight.json"])["findings"]


@each_journal
def test_counts_are_those_that_can_be_counted_in_the_word_file(name):
    files = package(name)[0]
    data = files["manuscript.docx"]
    counts = {one["rule"]: int(one["found"].split()[0]) for one in findings(name) if one["rule"].endswith(COUNTED)}
    references = paragraphs(data, "Bibliography")
    assert counts["references"] == len(references)
    abstract = paragraphs(data, "Abstract")
    assert counts["abstract_words"] == sum(len(text.split()) for text in abstract)
    figures = {re.search(r"Fig\D*(\d+)", file, re.IGNORECASE)[1] for file in files if file.startswith("figures/")}
    assert counts["figures_count"] == len(figures)
    everything = files["manuscript-with-checklists.docx"]
    captions = [text for text in paragraphs(everything, "Caption") if re.match(r"(?:e?Table|Table) ?\d", text)]
    assert counts["tables_count"] == len(captions)


COUNTED = ("references", "abstract_words", "figures_count", "tables_count")


@each_journal
def test_each_rule_of_the_profile_is_in_the_preflight_with_its_source_and_unread_rules_only_warn(name):
    wanted, told = journal(name), findings(name)
    by_rule: dict[str, list[dict]] = {}
    for one in told:
        by_rule.setdefault(one["rule"], []).append(one)
    assert set(wanted.rules) <= set(by_rule)
    for rule in wanted.rules.values():
        for one in by_rule[rule.name]:
            if one["source"]:
                assert one["source"] == rule.source.title
                assert one["status"] in ({"pass", "fail"} if rule.verified else {"pass", "warn"})
    page = " ".join(html.unescape(package(name)[0]["preflight.html"].decode("utf-8")).split())
    assert [rule.source.title for rule in wanted.rules.values() if rule.source.title not in page] == []


@each_journal
def test_the_open_xml_validator_finds_nothing_in_what_an_editor_opens(name, tmp_path):
    files = package(name)[0]
    for file in ("manuscript.docx", "manuscript-with-checklists.docx", "manuscript-blinded.docx"):
        if file in files:
            assert open_xml_errors(files[file], tmp_path) == [], file


def test_the_open_xml_validator_finds_nothing_in_any_word_file(tmp_path):
    files = package("taylor-and-francis")[0]
    for file, data in files.items():
        if file.endswith(".docx"):
            assert open_xml_errors(data, tmp_path) == [], file


STARTS = {
    "1": "Parent-infant psychotherapy",
    "2": "Abstract",
    "3": "Does it work?",
    "4": "It asks",
    "5": "Eligible were",
    "6": "We searched",
    "8": "Two authors",
    "9": "Two authors",
    "11": "Risk of bias was judged",
    "12": "Effects are expressed",
    "16a": "The searches of databases",
    "23a": "Earlier syntheses",
    "23b": "The favourable results",
    "23c": "Some limits lie",
    "23d": "For services, the case",
    "A2": "To see whether",
    "A3": "Eligible were",
    "A4": "We searched",
    "A7": "8 studies with",
    "A8": "PIP versus control",
    "A9": "Everything else",
    "A10": "For PIP versus control",
}
"""What sections of the example, and our own, begin the marked places with."""


@pytest.mark.parametrize("name", ["taylor-and-francis", "plos-one"])
def test_every_place_in_the_checklists_can_be_read_there_in_the_numbered_pdf(name, tmp_path):
    """Page and line are looked up in the PDF itself: the words that the place begins with stand beside that number."""
    files = package(name)[0]
    source = tmp_path / "numbered.pdf"
    source.write_bytes(files["manuscript-numbered.pdf"])
    text = subprocess.run(["pdftotext", "-layout", source, "-"], capture_output=True, check=True).stdout.decode()
    lines = {
        (page, int(found[1])): found[2].strip()
        for page, shown in enumerate(text.split("\f"), 1)
        for line in shown.splitlines()
        if (found := re.match(r"\s{0,12}(\d{1,4})\s+(\S.*)", line))
    }
    told = dict(rows_of_checklists(files))
    places = [
        (item, int(page), int(line))
        for item, where in told.items()
        for page, line in re.findall(r"page (\d+), lines? (\d+)", where)
    ]
    assert len(places) > 25
    assert [place for place in places if place[1:] not in lines] == []
    for item, start in STARTS.items():
        page, line = map(int, re.search(r"page (\d+), lines? (\d+)", told[item]).groups())
        beside = " ".join(lines.get((page, number), "") for number in (line, line + 1))
        assert start in beside, (item, beside)
        assert start.split()[0] in lines[(page, line)]


def rows_of_checklists(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the number of each item and where it is said to be reported."""
    rows = []
    for name in ("prisma-2020", "prisma-2020-abstract"):
        for table in docx.Document(io.BytesIO(files[f"{name}-checklist.docx"])).tables:
            rows += [(row.cells[1].text, row.cells[3].text) for row in table.rows]
    return rows


def test_what_is_not_there_is_said_not_to_be_reported():
    told = dict(rows_of_checklists(package("plos-one")[0]))
    assert {told[item] for item in ("10b", "14", "21", "24b")} == {"Not reported"}
    assert told["7"] == "Supplementary file S1_search-strategies.docx"
    assert "page" in told["24a"]  # what the review states is found


def test_the_pages_of_the_linked_checklists_are_fields_to_bookmarks_that_are_there():
    body = word(package("plos-one")[0]["manuscript-with-checklists.docx"])
    asked = set(re.findall(r"PAGEREF (\w+) \\h", body))
    there = set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', body))
    assert len(asked) > 20
    assert asked <= there


@pytest.mark.parametrize(
    ("name", "found"),
    [("springer", "reviewers know the authors"), ("taylor-and-francis", "4 works masked")],
)
def test_own_works_are_to_be_masked_only_where_reviewers_must_not_know_the_authors(name, found):
    (told,) = [one for one in findings(name) if one["rule"] == "self_citations"]
    assert (told["status"], told["found"]) == ("pass", found)


def test_the_same_review_gives_the_same_package():
    from reportgen.submission import submission_files
    from tests.submission.folders import review_of

    again, _ = submission_files(review_of()[0], "bmj")
    assert dict(again) == package("bmj")[0]
