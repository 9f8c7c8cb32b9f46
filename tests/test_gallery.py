"""The gallery: a page that shows each picture, leads to its files, and says what went wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PIL import Image

from reportgen.errors import DataError, Issue, Origin
from reportgen.figures import FIGURES
from tests.figures.stress import STRESS
from tools.gallery.__main__ import main
from tools.gallery.drawing import draw
from tools.gallery.entries import Entry
from tools.gallery.page import index_page
from tools.gallery.real import importable

HARD = Entry(id="stress-bcg", title="BCG <13>", group="Hard")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    output = tmp_path_factory.mktemp("gallery") / "new"
    assert main(["--only", "stress-rob-rob1", "--output", str(output)]) == 0
    return output


def test_the_page_needs_no_script_and_every_link_and_picture_is_there(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    places = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert len(places) >= 5
    assert [place for place in places if not (folder / place).is_file()] == []
    assert "<script" not in page
    assert re.findall(r'<img[^>]* alt="([^"]+)"', page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_a_picture_comes_as_svg_with_text_and_with_outlines_and_as_png_at_150_dpi(folder):
    png = min(folder.glob("*/*risk-of-bias.png"))  # journals with letters of other sizes have one of their own
    with Image.open(png) as picture:
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert "<text" in png.with_suffix(".svg").read_text(encoding="utf-8")
    assert "<text" not in png.with_suffix(".outlined.svg").read_text(encoding="utf-8")


def test_tables_stand_on_a_page_as_in_a_manuscript(folder):
    (tables,) = folder.glob("*/tables-default.html")
    assert "<caption" in tables.read_text(encoding="utf-8")


def test_what_goes_wrong_is_told_and_stops_nothing_else(tmp_path, monkeypatch):
    def broken(analysis, plan):
        raise ZeroDivisionError("by all means")

    def refused(analysis, plan):
        raise DataError([Issue("outcome-is-known", Origin("review.yaml", 1), "found <nothing>")])

    kinds = {"forest": broken, "risk-of-bias": refused}
    for name, make in kinds.items():
        monkeypatch.setitem(FIGURES, name, replace(FIGURES[name], make=make))
    drawn = draw(HARD, tmp_path)
    page = index_page([drawn], [("broken.csv", "found <no> table")])
    assert "ZeroDivisionError: by all means" in drawn.failures[0]
    assert len(drawn.tables) >= 1
    assert "found <nothing>" in drawn.refusals[0]
    assert "BCG &lt;13&gt;" in page
    assert "by all means" in page
    assert "found &lt;no&gt; table" in page


def test_the_command_fails_where_an_entry_does(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(STRESS, "rob-rob1", replace(STRESS["rob-rob1"], make=lambda: 1 / 0))
    assert main(["--only", "stress-rob-rob1", "--output", str(tmp_path / "out")]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_reviews_are_looked_for_in_folders_and_what_is_none_is_named(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/trials.csv").write_text("study,ai,n1i,ci,n2i\nA 2001,1,20,3,21\nB 2002,2,30,4,31\n")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "readme.txt").write_text("nothing")
    found, refused = importable(tmp_path)
    assert [name for name, _ in found] == ["deep/trials.csv"]
    assert [name for name, _ in refused] == ["notes.csv"]
