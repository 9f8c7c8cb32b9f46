"""The figures of a review written for print, then opened and measured."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reportgen.cli.app import run
from reportgen.cli.figures import FORMATS
from reportgen.errors import DataError, OutputError
from reportgen.figure_files import FigureWish, write_figures
from reportgen.figures import FIGURES, PICTURES, fit_figure
from reportgen.model import FigurePlan
from reportgen.quantities import analyse
from reportgen.resources import names, read_text
from reportgen.style import Style, parse_style
from tests.figures.samples import bcg, many
from tests.reviews import make_flow

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLE = Path(__file__).parents[2] / "data/pip"
STYLES = names("journals", ".toml")
COLUMN, PAGE = 85.0, 176.0
EVERY = tuple(PICTURES)
DPI = 300


def style_named(name):
    return parse_style(name, read_text(f"journals/{name}.toml"), name)


@pytest.fixture(scope="module", params=STYLES)
def written(request, tmp_path_factory):
    """Return the style, and the folder with the figures of the example in the widths of a journal's columns."""
    folder = tmp_path_factory.mktemp(request.param) / "figures"
    wish = FigureWish(formats=EVERY, dpi=DPI, widths_mm=(PAGE, COLUMN))
    report = write_figures(EXAMPLE, output=folder, wish=wish, style=request.param)
    assert report.output == folder
    return style_named(request.param), folder


def sizes(folder):
    """Return the width and height in mm that each figure is listed with, by its stem."""
    text = (folder / "captions.txt").read_text(encoding="utf-8")
    found = re.findall(r"^Files: (\S+?)\.\w+, .*\((\S+) × (\S+) mm", text, re.MULTILINE)
    return {stem: (float(width), float(height)) for stem, width, height in found}


def test_there_is_a_file_of_each_figure_in_each_format_and_nothing_else(written):
    _, folder = written
    stems = ["figure-1-flow", "figure-2-risk-of-bias", "figure-3-attachment", "figure-4-change"]
    assert list(sizes(folder)) == stems
    found = {path.name for path in folder.iterdir()}
    assert found == {f"{stem}{kind.suffix}" for stem in stems for kind in PICTURES.values()} | {
        "captions.txt",
        "manifest.json",
    }


def test_each_figure_has_the_narrowest_width_that_it_fits(written):
    _, folder = written
    assert [width for width, _ in sizes(folder).values()] == [COLUMN, COLUMN, PAGE, PAGE]


@pytest.mark.parametrize(("suffix", "compression"), [(".png", None), (".tif", "tiff_lzw")])
def test_pixels_have_the_exact_width_and_resolution_and_no_alpha(written, suffix, compression):
    _, folder = written
    for stem, (width, height) in sizes(folder).items():
        with Image.open(folder / f"{stem}{suffix}") as picture:
            assert picture.size == pytest.approx((width * DPI / 25.4, height * DPI / 25.4), abs=1)
            assert picture.width == round(width * DPI / 25.4)
            assert picture.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)
            assert (picture.mode, picture.info.get("compression")) == ("RGB", compression)
            assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_pdf_has_the_exact_width_one_page_and_every_font_in_it(written):
    _, folder = written
    for stem, (width, height) in sizes(folder).items():
        with pikepdf.open(folder / f"{stem}.pdf") as file:
            (page,) = file.pages
            assert [float(size) for size in page.mediabox] == pytest.approx(
                [0, 0, width * 72 / 25.4, height * 72 / 25.4], abs=0.15
            )
            assert float(page.mediabox[2]) == pytest.approx(width * 72 / 25.4, abs=0.001)
            fonts = [below for font in page.Resources.Font.values() for below in font.get("/DescendantFonts", [font])]
            assert fonts
            assert all({"/FontFile2", "/FontFile3", "/FontFile"} & set(font.FontDescriptor.keys()) for font in fonts)
            assert "/CreationDate" not in file.docinfo


def test_eps_has_the_exact_width_and_needs_no_font(written):
    _, folder = written
    for stem, (width, _) in sizes(folder).items():
        text = (folder / f"{stem}.eps").read_text(encoding="ascii")
        (exact,) = re.findall(r"^%%HiResBoundingBox: 0 0 (\S+) \S+$", text, re.MULTILINE)
        assert float(exact) == pytest.approx(width * 72 / 25.4, abs=0.006)
        assert not re.search(r"findfont|setfont|show\b|Date", text)


def test_svg_has_the_exact_width(written):
    _, folder = written
    for stem, (width, _) in sizes(folder).items():
        for suffix in (".svg", "-outlined.svg"):
            root = ET.parse(folder / f"{stem}{suffix}").getroot()  # noqa: S314 - our own output
            assert root.get("width") == f"{width:g}mm"
            across = float(root.get("viewBox").split()[2])
            assert across == pytest.approx(width * 72 / 25.4, abs=0.006)


def test_no_letter_is_smaller_than_the_style_allows(written):
    style, folder = written
    for stem in sizes(folder):
        root = ET.parse(folder / f"{stem}.svg").getroot()  # noqa: S314 - our own output
        assert min(float(text.get("font-size")) for text in root.iter(f"{SVG}text")) >= style.figures.min_font_pt


def test_captions_are_those_of_the_manuscript_with_text_alternatives(written):
    _, folder = written
    text = (folder / "captions.txt").read_text(encoding="utf-8")
    entries = text.split("\n\n")
    assert [entry.partition(".")[0] for entry in entries] == [f"Figure {number}" for number in (1, 2, 3, 4)]
    assert all("\nText alternative: " in entry and "\nFiles: " in entry for entry in entries)


# ---- what is asked for


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "my-review"
    shutil.copytree(EXAMPLE, folder)
    return folder


def test_the_same_call_writes_the_same_bytes(review, tmp_path):
    wish = FigureWish(formats=EVERY, dpi=100, only=("risk-of-bias",), grey=True)
    for name in ("one", "two"):
        write_figures(review, output=tmp_path / name, wish=wish)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == len(EVERY) + 2


def test_figures_are_chosen_by_id_or_by_number(review, tmp_path):
    write_figures(review, output=tmp_path / "x", wish=FigureWish(formats=("svg",), only=("4", "flow")))
    assert {path.name for path in (tmp_path / "x").glob("*.svg")} == {"figure-1-flow.svg", "figure-4-change.svg"}


def test_without_a_width_figures_are_those_of_the_manuscript(review, tmp_path):
    write_figures(review, output=tmp_path / "x", wish=FigureWish(formats=("svg",)))
    assert {width for width, _ in sizes_of_svg(tmp_path / "x").values()} == {"170mm"}


def sizes_of_svg(folder):
    roots = {path.name: ET.parse(path).getroot() for path in folder.glob("*.svg")}  # noqa: S314 - our own output
    return {name: (root.get("width"), root.get("height")) for name, root in roots.items()}


def test_every_name_that_is_no_figure_is_told_with_a_suggestion(review, tmp_path):
    with pytest.raises(DataError) as told:
        write_figures(review, output=tmp_path / "x", wish=FigureWish(only=("flo", "9", "change")))
    issues = told.value.issues
    assert [issue.code for issue in issues] == ["figure-is-known", "figure-is-known"]
    assert "'flo'" in issues[0].message
    assert "flow" in issues[0].hint
    assert not (tmp_path / "x").exists()


def test_figures_too_wide_are_told_with_the_least_width_and_nothing_is_written(review, tmp_path):
    with pytest.raises(DataError) as told:
        write_figures(review, output=tmp_path / "x", wish=FigureWish(widths_mm=(60.0, COLUMN)))
    found = {
        issue.message.split("'")[1]: int(issue.message.split(" needs ")[1].split()[0]) for issue in told.value.issues
    }
    assert set(found) == {"attachment", "change"}
    assert not (tmp_path / "x").exists()
    for name, least in found.items():
        write_figures(
            review, output=tmp_path / name, wish=FigureWish(formats=("svg",), widths_mm=(least,), only=(name,))
        )
        (width, _) = sizes_of_svg(tmp_path / name).popitem()[1]
        assert width == f"{least}mm"
        with pytest.raises(DataError, match=f"needs {least} mm"):
            write_figures(review, output=tmp_path / "y", wish=FigureWish(widths_mm=(least - 1,), only=(name,)))


def test_a_folder_with_work_of_others_is_left_alone(review, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x/mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="did not write"):
        write_figures(review, output=tmp_path / "x", wish=FigureWish(formats=("svg",), only=("flow",)))
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]


def test_a_figure_taller_than_a_page_that_cannot_be_parted_is_told(review, tmp_path):
    wish = FigureWish(formats=("svg",), only=("flow",), height_mm=60.0)
    report = write_figures(review, output=tmp_path / "x", wish=wish)
    assert [issue.code for issue in report.warnings if issue.code.startswith("figure")] == ["figure-fits-height"]


def test_parts_that_the_manuscript_does_not_have_share_the_number_of_their_figure(review, tmp_path):
    wish = FigureWish(formats=("svg",), only=("attachment",), height_mm=90.0)
    write_figures(review, output=tmp_path / "x", wish=wish)
    assert sorted(path.name for path in (tmp_path / "x").glob("*.svg")) == [
        "figure-3-attachment-part-2.svg",
        "figure-3-attachment.svg",
    ]
    assert all(float(height.removesuffix("mm")) <= 90 for _, height in sizes_of_svg(tmp_path / "x").values())


# ---- a figure made anew


@pytest.mark.parametrize("width", [120.0, 150.0, 210.0])
@pytest.mark.parametrize("style", STYLES)
def test_a_forest_plot_is_laid_out_in_any_width_it_fits(style, width):
    analysis = analyse(bcg(subgroups=True), style_named(style))
    fitted = fit_figure(analysis, FigurePlan(id="tb", origin=None), (width,), 225.0)
    if fitted.narrowest_mm:
        assert fitted.narrowest_mm > width
    else:
        assert [figure.drawing.width_mm for figure in fitted.figures] == pytest.approx([width], abs=0.05)


def test_letters_become_smaller_before_a_figure_is_refused():
    analysis = analyse(bcg(), Style())
    plan = FigurePlan(id="tb", origin=None)
    least = fit_figure(analysis, plan, (30.0,), 225.0).narrowest_mm
    (usual,), (tight,) = (fit_figure(analysis, plan, (width,), 225.0).figures for width in (200.0, float(least)))

    def largest(figure):
        return max(float(size) for size in re.findall(rb'font-size="([\d.]+)"', figure.drawing.render("svg")))

    assert largest(tight) == Style().figures.min_font_pt < largest(usual) == Style().figures.font_pt


def test_a_long_forest_plot_is_parted_at_the_height_of_the_page():
    analysis = analyse(many(120), Style())
    figures = fit_figure(analysis, FigurePlan(id="x", origin=None), (176.0,), 225.0).figures
    assert len(figures) > 1
    assert all(figure.drawing.height_mm <= 225 for figure in figures)


def updated_flow():
    """Return an analysis with a flow diagram of five columns."""
    flow = make_flow(
        "prisma2020",
        previous_studies=5,
        databases={"MEDLINE": 1000, "Embase": 500},
        registers=20,
        screened=900,
        excluded=800,
        assessed=96,
        excluded_reports={"not randomised": 50, "wrong population of participants": 10},
        websites=5,
        organisations=4,
        other_assessed=9,
        other_excluded_reports={"no data": 2},
        studies=13,
        total_studies=18,
    )
    return analyse(replace(bcg(), flow=flow), Style())


def test_a_figure_breaks_no_word_to_fit():
    plan = FigurePlan(id="flow", kind="flow", origin=None)
    analysis = updated_flow()
    assert fit_figure(analysis, plan, (60.0, 85.0), 400.0).narrowest_mm > 85
    least = fit_figure(analysis, plan, (30.0,), 400.0).narrowest_mm
    (figure,) = fit_figure(analysis, plan, (float(least),), 400.0).figures
    words = {
        word
        for text in re.findall(r"<text[^>]*>([^<]*)", figure.drawing.render("svg").decode())
        for word in text.split()
    }
    assert {"MEDLINE", "Organisations", "participants"} <= words


def test_a_figure_that_is_too_tall_in_a_narrow_width_gets_a_wider_one():
    plan = FigurePlan(id="flow", kind="flow", origin=None)
    analysis = updated_flow()
    (tall,) = fit_figure(analysis, plan, (170.0, 240.0), 400.0).figures
    low = fit_figure(analysis, plan, (170.0, 240.0), tall.drawing.height_mm - 5)
    assert tall.drawing.width_mm == pytest.approx(170)
    assert low.width_mm == 240


@pytest.mark.parametrize("kind", FIGURES)
def test_a_kind_makes_nothing_where_there_is_nothing_to_draw(kind):
    analysis = analyse(replace(bcg(), results=()), Style())
    fitted = fit_figure(analysis, FigurePlan(id="none", kind=kind, outcome="tb", origin=None), (30.0,), 225.0)
    assert (fitted.figures, fitted.narrowest_mm) == ((), 0)


# ---- the command


def test_the_command_knows_every_format():
    assert set(FORMATS) == set(PICTURES)


def test_the_command_writes_and_lists_the_files(review, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    call = ["figures", str(review), "--format", "tiff,eps", "--width", "85", "--only", "flow", "--grey", "--quiet"]
    assert run(call) == 0
    folder = tmp_path / "output/my-review-figures"
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(listed["files"]) == ["captions.txt", "figure-1-flow.eps", "figure-1-flow.tif"]
    with Image.open(folder / "figure-1-flow.tif") as picture:
        assert (picture.mode, picture.width, picture.info["dpi"]) == ("L", round(85 * 600 / 25.4), (600, 600))
    assert run([*call[:-1]]) == 0
    assert "output/my-review-figures/figure-1-flow.tif" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "tif"], "did you mean 'tiff'"),
        (["--format", ","], "found no format"),
        (["--width", "8.5cm"], "found '8.5cm', expected millimetres from 30 to 600"),
        (["--width", "nan"], "expected millimetres"),
        (["--height", "nan"], "expected millimetres"),
        (["--dpi", "5000"], "72<=x<=1200"),
    ],
)
def test_a_wish_that_cannot_be_is_told_at_once(options, words, capsys):
    assert run(["figures", "nowhere", *options]) == 2
    assert words in capsys.readouterr().err


def test_a_folder_without_a_name_needs_an_output(capsys):
    for command in (["figures", "/"], ["export", "/", "--to", "csv"], ["build", "/"]):
        assert run(command) == 2
        assert "this folder has no name; say where to write with --output" in capsys.readouterr().err


def test_a_review_with_errors_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["figures", "nowhere", "--quiet"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
