"""What the marks of a forest plot mean, told as far as they are drawn."""

from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.figures.forest.choices import choices_for
from reportgen.figures.forest.key import marks_notes
from reportgen.style import Style
from tests.figures.samples import blocks_of, many
from tests.reviews import make_published

PRINTED = make_published(estimate="0.74", ci_low="0.52", ci_high="1.04")
SAID = replace(make_published(), statement="no difference")
WHITE = "white diamonds are results as published"


def told(review, **changes):
    blocks = tuple(replace(block, **changes) for block in blocks_of(review))
    return [plain_text(note.children) for note in marks_notes(blocks, choices_for(review, Style()))]


@pytest.mark.parametrize(("published", "expected"), [(PRINTED, [f"{WHITE.capitalize()}."]), (SAID, []), (None, [])])
def test_a_white_diamond_is_explained_where_nothing_else_is_drawn(published, expected):
    assert told(many(3), pooled=None, published=published) == expected


def test_a_published_result_beside_ours_is_not_drawn_and_not_explained():
    (note,) = told(many(3), published=PRINTED)
    assert note.startswith("Squares are the estimates of studies")
    assert "white" not in note
