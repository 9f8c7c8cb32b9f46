from __future__ import annotations

import pytest

from reportgen import resources
from reportgen.errors import DataError
from reportgen.figures.canvas import TextMark
from reportgen.figures.glyphs import font_face, missing_glyphs
from reportgen.figures.lettering import LONGEST_TEXT, Lettering, cleaned

LETTERING = Lettering()
SERIF = next(path for path in resources.font_files() if path.name == "SourceSerif-Regular.ttf")


def test_digits_have_one_width_and_bold_is_wider():
    widths = [LETTERING.width(digit, 8) for digit in "0123456789"]
    assert widths == pytest.approx([0.497 * 8] * 10)
    assert LETTERING.width("1", 8, bold=True) > LETTERING.width("1", 8)


def test_the_signs_of_certainty_are_drawn_with_a_width_of_their_own():
    assert LETTERING.drawable("⊕⊝ low") == "⊕⊝ low"
    assert LETTERING.width("⊕⊕", 10) == pytest.approx(2 * LETTERING.width("⊝", 10))
    assert next(path.name for path, _ in LETTERING.runs("⊕ low")) == "ReportSigns.ttf"
    assert "Report Signs" not in LETTERING.families()


def test_a_minus_is_as_wide_as_a_digit():
    assert LETTERING.width("−", 8) == pytest.approx(LETTERING.width("0", 8))


@pytest.mark.parametrize(
    "text", ["one two three four five", "anti-inflammatory/analgesic drugs", "x" * 200, "", "a " * 100]
)
@pytest.mark.parametrize("width", [20.0, 45.0, 300.0])
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, width):
    lines = LETTERING.wrap(text, 8, width, most=999)
    assert all(LETTERING.width(line, 8) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_blank_that_must_not_break_does_not():
    assert LETTERING.wrap("studies (n\u00a0=\u00a05)", 8, 40.0) == ("studies", "(n\u00a0=\u00a05)")


def test_lines_beyond_the_most_end_in_an_ellipsis():
    lines = LETTERING.wrap("word " * 50, 8, 60.0, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert LETTERING.width(lines[-1], 8) <= 60.0


def test_text_is_one_clean_line_of_bearable_length():
    assert cleaned("a\n\tb\x00c  d\ud800") == "a b c d"
    assert len(cleaned("x" * 10**6)) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("anchor", "turned", "box"),
    [
        ("start", False, (10, 20 - 7.6, 20, 22.4)),
        ("end", False, (0, 12.4, 10, 22.4)),
        ("start", True, (10 - 7.6, 10, 12.4, 20)),
    ],
)
def test_the_box_of_a_text_lies_where_it_is_drawn(anchor, turned, box):
    text = "00"
    mark = TextMark(x=10, y=20, text=text, size=10, anchor=anchor, turned=turned)
    assert LETTERING.box(mark) == pytest.approx(box, abs=0.07)


def test_characters_are_drawn_by_the_first_font_that_has_them():
    lettering = Lettering(fallback=(SERIF,))
    odd = next(chr(code) for code in sorted(font_face(SERIF).advances) if missing_glyphs(chr(code)))
    runs = list(lettering.runs(f"ab{odd}c"))
    assert [(path.name, part) for path, part in runs] == [
        ("SourceSans-Regular.ttf", "ab"),
        ("SourceSerif-Regular.ttf", odd),
        ("SourceSans-Regular.ttf", "c"),
    ]
    assert lettering.families() == ("Source Sans 3", "Source Serif 4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ångström ≥ τ² −1×2", ""), ("研究 2001", "研究"), ("a研b研", "研"), ("soft\u00adhyphen\u200d\n", ""), ("", "")],
)
def test_characters_that_no_font_can_draw_are_named_once(text, expected):
    assert missing_glyphs(text) == expected


def test_a_font_of_the_review_can_bring_the_character():
    odd = next(chr(code) for code in sorted(font_face(SERIF).advances) if missing_glyphs(chr(code)))
    assert missing_glyphs(odd, (SERIF,)) == ""


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 400, SERIF.read_bytes()[:5000]])
def test_a_file_that_is_no_font_is_an_error_that_names_it(tmp_path, data):
    path = tmp_path / "mine.ttf"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"mine\.ttf:1: error: file-is-readable"):
        missing_glyphs("研", (path,))
