"""Labels, cross-references, marks of notes, and ids of numbers."""

from dataclasses import replace

import pytest

from reportgen.document import (
    CrossRef,
    Datum,
    Drawing,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    Note,
    Number,
    Paragraph,
    Quote,
    Row,
    Table,
    TableCell,
    Text,
)
from reportgen.errors import DataError, Origin
from tests.resolve.library import document, manuscript, settled


def number(value=1.5, subject="outcome/secure", statistic="risk_ratio"):
    inputs = (Origin("results.csv", 3, 7, "events"),)
    return Number(text=f"{value:.2f}", value=value, statistic=statistic, subject=subject, inputs=inputs, how="pooled")


def heading(id_, level=1):
    return Heading(level=level, children=(Text(id_.removeprefix("sec-").title()),), id=id_)


def table(id_, *inlines, caption=(), notes=()):
    cell = TableCell(children=tuple(inlines))
    row = Row(cells=(cell,))
    return Table(
        id=id_, caption=caption, head=Row(cells=(TableCell(children=()),)), body=(row,), widths=(1,), notes=notes
    )


def figure(id_, *numbers, data=None):
    drawing = Drawing(
        name=id_, width_mm=1, height_mm=1, alt="", data=data, numbers=numbers, render=lambda _format, _dpi: b""
    )
    return Figure(id=id_, caption=(), drawing=drawing)


def ref(target, line=1):
    return CrossRef(target=target, origin=Origin("sections/results.md.j2", line))


def test_tables_and_figures_are_numbered_in_order_of_appearance():
    doc = settled(document(figure("fig-b"), table("tbl-x"), figure("fig-a"), table("tbl-a")))
    assert doc.labels == {"fig-b": "Figure 1", "tbl-x": "Table 1", "fig-a": "Figure 2", "tbl-a": "Table 2"}
    assert [block.label for block in doc.document.blocks] == ["Figure 1", "Table 1", "Figure 2", "Table 2"]


def test_a_cross_reference_prints_the_label_and_does_not_break():
    doc = settled(document(Paragraph(children=(ref("fig-flow"),)), figure("fig-flow")))
    assert doc.document.blocks[0].children[0].shown == "Figure\u00a01"


def test_a_section_without_number_is_referred_to_by_its_title():
    doc = settled(manuscript(ref("sec-introduction")))
    assert doc.document.blocks[1].children[0].shown == "Introduction"


def test_headings_are_numbered_only_when_the_style_asks():
    blocks = (heading("sec-abstract"), heading("sec-methods"), heading("sec-search", 2), heading("sec-results"))
    numbered = settled(document(*blocks), numbered_headings=True).document.blocks
    assert [block.number for block in numbered] == ["", "1", "1.1", "2"]
    assert {block.number for block in settled(document(*blocks)).document.blocks} == {""}


def test_an_unknown_cross_reference_is_reported_with_its_place_and_the_nearest_target():
    with pytest.raises(DataError) as raised:
        settled(document(Paragraph(children=(ref("fig-flwo", line=12),)), figure("fig-flow")))
    (issue,) = raised.value.issues
    assert (issue.code, issue.origin.line) == ("cross-reference-is-known", 12)
    assert issue.hint == "did you mean 'fig-flow'?"


def test_an_id_that_stands_twice_is_reported():
    with pytest.raises(DataError) as raised:
        settled(document(figure("fig-flow"), table("fig-flow")))
    assert [issue.code for issue in raised.value.issues] == ["label-is-unique"]


def test_footnotes_are_marked_in_reading_order_through_lists_quotes_and_tables():
    first, second, third, fourth = (Footnote(children=(Text(word),)) for word in ("one", "two", "three", "four"))
    doc = document(
        Paragraph(children=(first,)),
        ListBlock(items=((Paragraph(children=(second,)),),)),
        Quote(children=(Paragraph(children=(third,)),)),
        table("tbl-x", fourth),
    )
    notes = settled(doc).footnotes
    assert [(note.mark, note.children[0].text) for note in notes] == [
        ("1", "one"),
        ("2", "two"),
        ("3", "three"),
        ("4", "four"),
    ]


def test_a_number_is_entered_in_the_ledger_with_place_value_and_cells():
    (entry,) = settled(manuscript(number())).ledger
    assert entry.id == "n--sec-introduction--outcome-secure--risk-ratio"
    assert (entry.place, entry.text, entry.value, entry.how) == ("sec-introduction", "1.50", 1.5, "pooled")
    assert entry.inputs == (("results.csv", 3, 7, "events"),)


def test_the_id_of_a_number_does_not_depend_on_its_value():
    before, after = (settled(manuscript(number(value), number(value, "flow/screened"))) for value in (1.5, 99.0))
    assert [entry.id for entry in before.ledger] == [entry.id for entry in after.ledger]
    assert [entry.value for entry in before.ledger] != [entry.value for entry in after.ledger]


def test_the_same_quantity_twice_in_a_place_gets_two_ids():
    ids = [entry.id for entry in settled(manuscript(number(), number(), number())).ledger]
    assert len(set(ids)) == 3
    assert ids[1] == f"{ids[0]}--2"


def test_every_place_of_a_number_is_in_the_ledger():
    note = Note(mark="a", children=(number(4.0),))
    data = table("fig-forest-data", number(7.0))
    doc = document(
        heading("sec-results"),
        Paragraph(children=(number(1.0),)),
        table("tbl-x", number(3.0), caption=(number(2.0),), notes=(note,)),
        replace(figure("fig-forest", number(6.0), data=data), caption=(number(5.0),)),
        Paragraph(children=(number(8.0),)),
    )
    ledger = settled(doc).ledger
    assert [entry.value for entry in ledger] == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    places = ["sec-results", *["tbl-x"] * 3, *["fig-forest"] * 3, "sec-results"]
    assert [entry.place for entry in ledger] == places


def test_numbers_of_a_drawing_get_ids():
    drawing = settled(document(figure("fig-forest", number()))).document.blocks[0].drawing
    assert [n.id for n in drawing.numbers] == ["n--fig-forest--outcome-secure--risk-ratio"]


def test_text_from_a_data_cell_is_entered_as_text():
    datum = Datum(text="10–30 months", subject="study/Cohen 1999/age", provenance="derived")
    doc = settled(manuscript(datum))
    (entry,) = doc.ledger
    assert (entry.statistic, entry.value, entry.provenance) == ("text", None, "derived")
    assert doc.document.blocks[1].children[0].id == entry.id


@pytest.mark.parametrize("subject", ["study/" + "x" * 100_000, "study/<script>", "study/研究", "study/../../etc"])
def test_an_odd_subject_gives_a_short_and_harmless_id(subject):
    (entry,) = settled(manuscript(number(subject=subject))).ledger
    assert len(entry.id) < 200
    assert set(entry.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_an_id_never_equals_the_id_of_a_section():
    taken = heading("n--sec-results--outcome-secure--risk-ratio")
    doc = settled(document(taken, heading("sec-results"), Paragraph(children=(number(),))))
    assert doc.ledger[0].id == "n--sec-results--outcome-secure--risk-ratio--2"


def test_a_settled_document_equals_itself_when_settled_again():
    doc = manuscript(number(), Footnote(children=(number(2.0),)), ref("sec-introduction"))
    once = settled(doc)
    assert settled(doc) == once
    assert settled(once.document).ledger == once.ledger
