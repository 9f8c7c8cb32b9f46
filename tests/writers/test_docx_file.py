"""The Word file as a file: valid, the same each time, with properties, a running head and nothing superfluous."""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reportgen import resources
from reportgen.document import Footnote, Link, ListBlock, Quote
from reportgen.style import Style
from reportgen.writers.docx import write_docx
from tests.writers.docx_words import W, docx_parts, docx_xml
from tests.writers.outside_tools import open_xml_errors
from tests.writers.trees import figure, heading, inlines, paragraph, resolved, row, sample, table

ROOT = Path(__file__).resolve().parents[2]
CORE = "docProps/core.xml"
HOSTILE = "<b>&amp;\x00\ud800\n" + "y" * 400


def hostile():
    """Return a document with odd texts and shapes everywhere."""
    odd = (
        HOSTILE,
        Link("https://example.org/" + "a" * 3000, inlines("x")),
        Footnote(children=inlines(HOSTILE), mark="†"),
    )
    return resolved(
        table((row(HOSTILE),), (HOSTILE, "", ""), HOSTILE, label=HOSTILE, alt=HOSTILE, wide=True),
        heading(9, HOSTILE, HOSTILE, HOSTILE),
        ListBlock(items=((), (table((), key="tbl-in"),), (Quote(children=()), paragraph(*odd))), ordered=True),
        Quote(children=(ListBlock(items=((paragraph(*odd),),)), figure("fig-in", 900.0, 900.0))),
        figure(HOSTILE, 1.0, 1.0, label=HOSTILE, caption=inlines(*odd), wide=True),
        title=HOSTILE,
        short_title=HOSTILE,
        authors=(HOSTILE,) * 9,
        keywords=(HOSTILE,) * 9,
        notice=HOSTILE,
        language="en-GB",
    )


@pytest.mark.parametrize("tree", [sample, hostile, resolved])
def test_the_open_xml_validator_finds_nothing(tree, tmp_path):
    assert open_xml_errors(write_docx(tree(), Style()), tmp_path) == []


def test_the_validator_would_find_a_fault(tmp_path):
    parts = docx_parts(write_docx(sample(), Style()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:tblGrid>", b"<w:p/><w:tblGrid>", 1)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert open_xml_errors(stream.getvalue(), tmp_path) != []


def test_the_reference_document_is_valid_and_made_by_its_script(tmp_path):
    shipped = resources.read_bytes("docx/reference.docx")
    made = tmp_path / "reference.docx"
    subprocess.run([sys.executable, "-m", "tools.make_reference_docx", str(made)], cwd=ROOT, check=True)
    assert docx_parts(made.read_bytes()) == docx_parts(shipped)
    assert open_xml_errors(shipped, tmp_path) == []
    assert len(shipped) < 20_000


def test_two_processes_with_other_surroundings_write_the_same_bytes():
    program = (
        "import hashlib; from reportgen.style import Style; from reportgen.writers.docx import write_docx; "
        "from tests.writers.trees import sample; print(hashlib.sha256(write_docx(sample(), Style())).hexdigest())"
    )
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"},
    )
    hashes = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=os.environ | more, capture_output=True, check=True, text=True
        ).stdout
        for more in surroundings
    ]
    assert hashes[0] == hashes[1] != ""


def test_the_zip_tells_no_time_and_begins_with_the_content_types():
    with zipfile.ZipFile(BytesIO(write_docx(sample(), Style()))) as archive:
        members = archive.infolist()
    names = [member.filename for member in members]
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(member.create_system, member.external_attr) for member in members} == {(3, 0o644 << 16)}


def test_nothing_superfluous_is_in_the_file():
    names = set(docx_parts(write_docx(resolved(paragraph("x")), Style())))
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "theme" in name]
    assert len(names) == 14


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("title", "A sample review"),
        ("creator", "Ada Example; Ben Łukasz"),
        ("subject", "Worked example; not the article."),
        ("keywords", "attachment; infants"),
        ("language", "en-GB"),
        ("revision", "1"),
        ("created", "2000-01-01T00:00:00Z"),
        ("modified", "2000-01-01T00:00:00Z"),
    ],
)
def test_the_properties_say_what_the_document_is(tag, text):
    core = docx_xml(write_docx(sample(), Style()), CORE)
    assert [item.text for item in core if item.tag.endswith("}" + tag)] == [text]


def test_a_property_is_cut_to_what_word_takes():
    core = docx_xml(write_docx(resolved(title="t" * 300), Style()), CORE)
    titles = [item.text for item in core if item.tag.endswith("}title")]
    assert titles == ["t" * 254 + "…"]


@pytest.mark.parametrize(
    ("notice", "lines"), [("Not the article.", ["Sample review", "Not the article."]), ("", ["Sample review"])]
)
def test_short_title_and_notice_run_above_the_text(notice, lines):
    head = docx_xml(write_docx(resolved(notice=notice), Style()), "word/header1.xml")
    assert ["".join(text.text for text in line.iter(f"{W}t")) for line in head] == lines


def test_pages_are_counted_at_the_foot():
    foot = docx_xml(write_docx(sample(), Style()), "word/footer1.xml")
    assert [code.text.strip() for code in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_the_language_is_that_of_the_document():
    styles = docx_xml(write_docx(resolved(language="de-DE"), Style()), "word/styles.xml")
    (found,) = styles.iter(f"{W}lang")
    assert (found.get(f"{W}val"), found.get(f"{W}eastAsia")) == ("de-DE", "de-DE")


def test_every_font_is_ours_in_every_script():
    styles = docx_xml(write_docx(sample(), Style()), "word/styles.xml")
    fonts = [set(found.attrib.values()) for found in styles.iter(f"{W}rFonts")]
    assert all(len(found) == 1 for found in fonts)
    assert set.union(*fonts) == {"Source Serif 4", "Source Sans 3"}
    assert {len(found.attrib) for found in styles.iter(f"{W}rFonts")} == {4}


def test_the_file_is_in_the_present_mode_of_word():
    settings = docx_xml(write_docx(sample(), Style()), "word/settings.xml")
    modes = {found.get(f"{W}name"): found.get(f"{W}val") for found in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert settings.find(f"{W}updateFields") is None
