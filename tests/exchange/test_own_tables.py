"""A review written as a workbook or as tables comes back the same, and no text in them is a formula."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange import ImportOptions, Source
from reportgen.exchange.own.as_tables import FOLDER, tables_files
from reportgen.exchange.own.settings_rows import settings_of_rows, settings_rows
from reportgen.exchange.sheets import read_sheets
from reportgen.exchange.workbook.reading import WORKBOOK
from reportgen.exchange.workbook.writing import workbook_files
from reportgen.load import load
from reportgen.load.formulas import harmless, restored
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.load.folders import FILES, fill
from tests.load.reviews import reviews

WAYS = {"xlsx": (workbook_files, WORKBOOK, "file"), "csv": (tables_files, FOLDER, "folder")}


def exported(review, way):
    return WAYS[way][0](analyse(review, Style())).files


def imported(files, way, **options):
    _, format_, kind = WAYS[way]
    source = Source(name="copy", kind=kind, files=files)
    assert format_.matches(source)
    return format_.read(source, ImportOptions(**options)).review


@pytest.mark.parametrize("way", WAYS)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(review=reviews())
def test_any_review_comes_back(way, review):
    assert imported(exported(review, way), way) == review


@pytest.mark.parametrize("way", WAYS)
def test_the_example_comes_back_byte_for_byte(way):
    review = load(Path("data/pip"))
    files = exported(review, way)
    assert imported(files, way) == review
    assert exported(review, way) == files


@pytest.mark.parametrize("way", WAYS)
def test_a_title_that_the_user_gives_takes_the_place_of_the_exported_one(way):
    review = load(Path("data/pip"))
    assert imported(exported(review, way), way, title="Another") == replace(review, title="Another")


def test_numbers_are_numbers_in_a_workbook_and_keep_how_they_were_entered(tmp_path):
    files = exported(load(fill(tmp_path)), "xlsx")
    sheets = {sheet.name: sheet for sheet in read_sheets(files["review.xlsx"], "review.xlsx")}
    heads = sheets["results"].rows[0]
    means = [row[heads.index("mean")] for row in sheets["results"].rows[1:]]
    assert "8.9" in means
    assert not sheets["as entered"].visible
    assert any(row[3] == "8.90" for row in sheets["as entered"].rows)


def test_a_number_changed_in_a_workbook_is_not_what_was_entered_before(tmp_path):
    files = exported(load(fill(tmp_path)), "xlsx")
    changed = rewritten(files["review.xlsx"], b"<v>8.9</v>", b"<v>9.25</v>")
    review = imported({"review.xlsx": changed}, "xlsx")
    assert "9.25" in [result.data["mean"].text for result in review.results if "mean" in result.data]


def rewritten(data, before, after):
    """Return a workbook with a part of its XML replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    return stream.getvalue()


HOSTILE = '=HYPERLINK("http://example.org")'


@pytest.mark.parametrize("way", WAYS)
def test_no_text_becomes_a_formula(tmp_path, way):
    text = FILES["studies.csv"].replace("Norway", '"=HYPERLINK(""http://example.org"")"')
    review = load(fill(tmp_path, {"studies.csv": text}))
    files = exported(review, way)
    if way == "xlsx":
        with zipfile.ZipFile(io.BytesIO(files["review.xlsx"])) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        assert not any(b"<f>" in part or (b"hyperlink" in part.lower() and b"<hyperlink" in part) for part in parts)
    else:
        cells = [cell for row in csv.reader(files["studies.csv"].decode().splitlines()) for cell in row]
        assert f"'{HOSTILE}" in cells
    assert imported(files, way) == review


@given(st.text("'=+-@\t\r1.ea", max_size=6))
def test_the_mark_before_a_formula_comes_off_again(text):
    assert restored(harmless(text)) == text
    assert harmless(text)[:1] not in {"=", "@"}


@pytest.mark.parametrize("number", ["-0.35", "+1", "-1e-3", "12"])
def test_numbers_get_no_mark(number):
    assert harmless(number) == number


nested = st.recursive(
    st.text(max_size=5).filter(bool) | st.integers(-9, 9) | st.booleans() | st.floats(-9, 9).filter(lambda x: x % 1),
    lambda part: (
        st.lists(part, min_size=1, max_size=3)
        | st.dictionaries(
            st.text(min_size=1, max_size=4).filter(lambda key: not key.isdigit()), part, min_size=1, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "a.b", 'q"', "outcomes"]), nested, max_size=3))
def test_settings_come_back_from_their_rows(values):
    rows = [
        (name, repr(value) if kind == "number" else str(value), kind) for name, value, kind in settings_rows(values)
    ]
    assert settings_of_rows(rows) == values


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b"<t>outcomes.1.title</t>", b"<t>outcomes..title</t>", "source-value-is-usable"),
        (b"<t>title</t>", b"<t>tilte</t>", "yaml-key-is-known"),
    ],
)
def test_a_broken_setting_is_told(tmp_path, before, after, code):
    files = exported(load(fill(tmp_path)), "xlsx")
    changed = rewritten(files["review.xlsx"], before, after)
    assert changed != files["review.xlsx"]
    with pytest.raises(DataError, match=code):
        imported({"review.xlsx": changed}, "xlsx")
