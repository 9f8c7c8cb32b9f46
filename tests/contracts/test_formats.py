"""What every format to import or export must be, however many there will be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.cli.export import TARGETS
from reportgen.errors import DataError
from reportgen.exchange import EXPORTS, FORMATS, Imported, ImportOptions, Source
from reportgen.load import load, write
from reportgen.model import Review
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.load.folders import fill

ODD = {
    "nothing": Source(name="empty", kind="folder", files={}),
    "no bytes": Source(name="x.csv", kind="file", files={"x.csv": b""}),
    "zeros": Source(name="x.rm5", kind="file", files={"x.rm5": b"\0" * 100}),
    "words": Source(name="x.txt", kind="file", files={"x.txt": b"nothing of a review\n"}),
    "half a table": Source(name="x.csv", kind="file", files={"x.csv": b'study,ai\n"A'}),
    "half an archive": Source(name="x.xlsx", kind="file", files={"x.xlsx": b"PK\x03\x04" + b"\xff" * 60}),
    "braces": Source(name="x.json", kind="file", files={"x.json": b"{}"}),
    "many": Source(name="f", kind="folder", files={f"{i}.csv": b"a,b\n1,2\n" for i in range(9)}),
}
SAVED_WHOLE = ("json", "xlsx", "csv")


def read_or_refused(format_, source):
    try:
        return format_.read(source, ImportOptions(title="T"))
    except DataError as error:
        return error.issues


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("odd", ODD)
def test_a_format_looks_at_anything_and_reads_it_or_says_why_not(format_, odd):
    assert format_.matches(ODD[odd]) in {True, False}
    found = read_or_refused(format_, ODD[odd])
    if isinstance(found, Imported):
        assert write(found.review)
    else:
        assert [issue for issue in found if not issue.message.startswith("found")] == []


@pytest.mark.parametrize("things", [FORMATS, EXPORTS], ids=["formats", "exports"])
def test_names_are_plain_and_titles_are_words(things):
    assert [id_ for id_ in things if not re.fullmatch(r"[a-z][a-z0-9-]*", id_)] == []
    assert [one.title for one in things.values() if len(one.title) < 8] == []


def test_the_command_offers_what_there_is():
    assert set(TARGETS) == set(EXPORTS)


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_an_export_writes_an_empty_review_and_the_small_one(export, tmp_path):
    for review in (Review(title="Empty"), load(fill(tmp_path))):
        files = export.write(analyse(review, Style())).files
        assert files
        assert [path for path in files if Path(path).is_absolute() or ".." in path] == []
        assert export.write(analyse(review, Style())).files == files


@pytest.mark.parametrize("export", SAVED_WHOLE)
def test_what_holds_a_review_whole_is_recognised_for_what_it_is(export, tmp_path):
    files = EXPORTS[export].write(analyse(load(fill(tmp_path)), Style())).files
    source = Source(name="out", kind="folder", files=files)
    fitting = [one.id for one in FORMATS.values() if one.matches(source) and not one.general]
    assert fitting == [{"csv": "folder"}.get(export, export)]
