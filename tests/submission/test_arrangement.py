"""Tables and figures stand where a journal wants them, in the order in which the text mentions them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.document import CrossRef, Figure, Heading, Paragraph, Table, Text, plain_text
from reportgen.submission.arrangement import arranged, in_order_of_mention, legends, unmentioned
from tests.writers.trees import document, figure, heading, paragraph, row, table


def mention(*ids):
    return Paragraph(children=tuple(CrossRef(target=id_) for id_ in ids))


ONE, TWO = (table([row("Study", "1")], key=key) for key in ("tbl-one", "tbl-two"))
FIRST, SECOND = (replace(figure(), id=id_) for id_ in ("fig-first", "fig-second"))
BLOCKS = (
    heading(0, "Title", "title"),
    heading(1, "Abstract", "sec-abstract"),
    mention("fig-second"),
    heading(1, "Results", "sec-results"),
    mention("tbl-two", "fig-second"),
    mention("tbl-one"),
    heading(1, "Tables", "sec-tables"),
    ONE,
    TWO,
    heading(1, "Figures", "sec-figures"),
    FIRST,
    SECOND,
)


def ids(made):
    return [getattr(block, "id", "") for block in made.blocks]


def test_at_the_end_they_stand_in_order_of_mention_and_what_is_never_mentioned_comes_last():
    made = arranged(document(*BLOCKS), tables="end", figures="end")
    assert ids(made)[6:] == ["sec-tables", "tbl-two", "tbl-one", "sec-figures", "fig-second", "fig-first"]


def test_in_the_text_each_stands_behind_the_paragraph_that_first_mentions_it_but_not_in_the_abstract():
    made = arranged(document(*BLOCKS), tables="text", figures="text")
    kinds = [type(block) for block in made.blocks]
    assert kinds[4:9] == [Paragraph, Table, Figure, Paragraph, Table]
    assert ids(made)[5:7] == ["tbl-two", "fig-second"]
    assert "sec-tables" not in ids(made)
    assert made.blocks[-1] is FIRST


@pytest.mark.parametrize("tables", ["text", "end", "files"])
@pytest.mark.parametrize("figures", ["text", "end", "files"])
def test_nothing_is_lost_wherever_things_stand(tables, figures):
    made = arranged(document(*BLOCKS), tables=tables, figures=figures)
    assert {block.id for block in made.blocks if isinstance(block, Table | Figure)} == {
        "tbl-one",
        "tbl-two",
        "fig-first",
        "fig-second",
    }
    assert [block for block in made.blocks if isinstance(block, Paragraph)] == [
        block for block in BLOCKS if isinstance(block, Paragraph)
    ]


def test_a_heading_with_sentences_of_its_own_stays():
    blocks = (*BLOCKS[:7], paragraph("All tables follow."), *BLOCKS[7:])
    made = arranged(document(*blocks), tables="text", figures="text")
    assert "sec-tables" in ids(made)


def test_a_table_without_a_label_stays_where_it_is():
    plain = replace(ONE, id="", caption=())
    made = arranged(
        document(heading(1, "Results", "sec-results"), plain, paragraph("After")), tables="end", figures="end"
    )
    assert made.blocks[1] is plain


def test_order_of_mention_keeps_the_order_of_what_is_not_mentioned():
    assert in_order_of_mention((mention("c"),), [replace(ONE, id=id_) for id_ in "abc"]) == tuple(
        replace(ONE, id=id_) for id_ in "cab"
    )


def test_what_the_text_never_mentions_is_told():
    labelled = (mention("tbl-one"), replace(ONE, label="Table 1"), replace(FIRST, label="Figure 1"))
    assert unmentioned(document(*labelled)) == ("Figure 1",)


def test_legends_are_the_captions_with_their_labels():
    shown = replace(FIRST, label="Figure 1", caption=(Text("What it shows."),), notes=())
    made = legends([shown])
    assert isinstance(made[0], Heading)
    assert plain_text(made[1].children) == "Figure 1. What it shows."
    assert legends([]) == ()


def test_what_is_no_exhibit_stays_under_the_heading_of_the_exhibits():
    """Tables without a label, such as a block for each study, stand among those that have one."""
    plain = replace(ONE, id="", caption=())
    blocks = (*BLOCKS[:7], ONE, plain, TWO, *BLOCKS[9:])
    made = arranged(document(*blocks), tables="end", figures="end")
    assert ids(made).count("sec-tables") == 1
    assert ids(made)[6:10] == ["sec-tables", "tbl-two", "tbl-one", ""]
    assert plain in made.blocks
