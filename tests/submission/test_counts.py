"""A manuscript is counted as journals count: the text without what stands around it."""

from __future__ import annotations

from reportgen.document import ListBlock, Paragraph, Strong, Text
from reportgen.submission.counts import count
from tests.writers.trees import figure, heading, paragraph, resolved, row, table


def abstract(label, text):
    return Paragraph(role="abstract", children=(Strong((Text(f"{label}:"),)), Text(f" {text}")))


def test_words_are_those_of_the_text_alone():
    made = resolved(
        heading(0, "Four words of title", "title"),
        Paragraph(role="authors", children=(Text("Somebody Else"),)),
        heading(1, "Abstract", "sec-abstract"),
        abstract("Background", "one two three"),
        abstract("Methods", "four"),
        Paragraph(role="keywords", children=(Text("Keywords: a; b"),)),
        heading(1, "Introduction", "sec-introduction"),
        paragraph("One two\u00a0three."),
        ListBlock(items=((paragraph("four five"),),)),
        table([row("Not", "counted")], key="tbl-a"),
        figure(),
        heading(2, "Deeper", "sec-deeper"),
        paragraph("six"),
        heading(1, "Declarations", "sec-declarations"),
        paragraph("not counted either"),
        heading(1, "References", "sec-references"),
    )
    counts = count(made)
    assert counts.words == 8  # six of the text, two of its headings
    assert counts.abstract_words == 6
    assert counts.abstract_headings == ("Background", "Methods")
    assert (counts.tables, counts.figures, counts.heading_levels) == (1, 1, 2)
    assert counts.headings == ("Abstract", "Introduction", "Declarations", "References")
