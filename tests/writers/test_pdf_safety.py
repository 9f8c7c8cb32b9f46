"""The PDF writer fetches nothing, says what it lacks, and gives the same bytes each time."""

import io
import logging
import os
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pytest

from reportgen.document import FontFile, Link
from reportgen.errors import DataError, MissingToolError, OutputError
from reportgen.style import Style
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from reportgen.writers.pdf.engine import print_pdf
from tests.writers.constructors import inlines
from tests.writers.pdf_words import pdf_words
from tests.writers.test_html_fonts import small_font
from tests.writers.trees import figure, heading, paragraph, resolved, sample

NASTY = "<script>alert(1)</script>\"'><img src=file:///etc/passwd>&lt;b&gt;</style></title>\\ @import url(http://x)"


def test_without_weasyprint_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingToolError, match=r"apt-get install .*libpango-1\.0-0"):
        write_pdf(sample(), Style())
    assert write_html(sample(), Style())


def test_without_pango_it_says_what_to_install(monkeypatch):
    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0': no such file\nAdditionally, ctypes …")

    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingToolError, match=r"\(cannot load library 'libpango-1\.0-0': no such file\)"):
        write_pdf(sample(), Style())


@pytest.mark.parametrize(
    "markup",
    ['<img src="http://127.0.0.1:9/x.png" alt="x">', '<img src="file:///etc/passwd" alt="x">',
     "<style>@import url(http://127.0.0.1:9/x.css);</style>", '<link rel="stylesheet" href="file:///etc/x.css">',
     '<p style="background:url(http://127.0.0.1:9/x.png)">x</p>', '<object data="file:///etc/passwd">x</object>',
     '<link rel="attachment" href="file:///etc/passwd">'],
)  # fmt: skip
def test_whatever_asks_for_something_outside_is_refused_by_name(markup):
    page = f"<html lang='en'><title>t</title><body>{markup}<p>x</p></body></html>"
    with pytest.raises(OutputError, match=r"reference to '(http://127|file:///etc)"):
        print_pdf(page, "", {})


def test_a_picture_without_alternative_stops_the_engine():
    page = "<html lang='en'><title>t</title><body><img src='figure:x'></body></html>"
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(OutputError, match="alt"):
        print_pdf(page, "", {"figure:x": picture})


def test_a_figure_without_text_alternative_is_refused():
    bare = figure()
    with pytest.raises(DataError, match="figure-has-alt-text"):
        write_pdf(resolved(replace(bare, drawing=replace(bare.drawing, alt=""))), Style())


def test_hostile_text_stays_text():
    made = resolved(heading(0, NASTY, NASTY), paragraph(NASTY, Link("javascript:alert(1)", inlines(NASTY))),
                    title=NASTY, short_title=NASTY, notice=NASTY, authors=(NASTY,), language='e"n')  # fmt: skip
    assert pdf_words(write_pdf(made, Style())) == f"{NASTY} {NASTY}{NASTY}".split()


def test_a_font_of_the_review_draws_what_the_shipped_ones_lack():
    made = replace(resolved(paragraph("the sign 漢 here")), fonts=(FontFile(name="own.ttf", data=small_font(" 漢")),))
    data = write_pdf(made, Style())
    assert "漢" in pdf_words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert any("+Own-1" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())


def test_the_logger_of_weasyprint_is_left_as_it_was():
    logger = logging.getLogger("weasyprint")
    before = (logger.propagate, logger.handlers[:], logger.level)
    write_pdf(resolved(paragraph("x")), Style())
    assert (logger.propagate, logger.handlers, logger.level) == before


def test_two_processes_give_the_same_bytes(pytestconfig, tmp_path):
    code = (
        "import sys; from pathlib import Path; from reportgen.style import Style; from tests.writers.trees import sample;"
        "from reportgen.writers.html import write_html; from reportgen.writers.pdf import write_pdf;"
        "Path(sys.argv[1]).write_bytes(write_html(sample(), Style()) + write_pdf(sample(), Style()))"
    )
    for name, seed, zone in (("a", "1", "UTC"), ("b", "2", "Pacific/Auckland")):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", code, str(tmp_path / name)]
        subprocess.run(command, cwd=pytestconfig.rootpath, env=settings, check=True)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
