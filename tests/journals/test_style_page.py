"""docs/reference/styles.md explains every key of a style, with the default that it has."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from reportgen.journals import parse_journal
from reportgen.style import FigureStyle, NumberStyle, Style

PAGE = (Path(__file__).parents[2] / "docs/reference/styles.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", PAGE, re.MULTILINE))
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("kind", [Style, NumberStyle, FigureStyle])
def test_every_key_is_explained_with_its_default(kind: type) -> None:
    usual = kind()
    for key in (f.name for f in fields(kind) if f.name != "name"):
        default = getattr(usual, key)
        assert key in ROWS
        if isinstance(default, str | float | int):
            assert ROWS[key].strip("`") == tomllib_form(default), key


def tomllib_form(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_the_order_of_sections_is_the_usual_one() -> None:
    assert tuple(tomllib.loads(BLOCKS[0])["sections"]) == Style().sections


def test_the_profile_of_the_page_is_one() -> None:
    (text,) = [block for block in BLOCKS if "[rules]" in block]
    journal = parse_journal("useful-reviews", text, "useful-reviews.toml")
    assert len(journal.rules) == text.partition("[rules]")[2].count("from =")
    assert not journal.rules["line_numbers"].verified
    assert journal.rules["keywords"].verified
