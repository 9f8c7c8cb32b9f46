"""What is marked, and how little: one word for one word, one row for one row, nothing where nothing changed."""

import io
import zipfile

import docx
import pytest

from reportgen.document import CrossRef, Footnote, Link, ListBlock, Note, Reference, ReferenceList, Row
from reportgen.errors import DataError
from reportgen.style import Style
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.package import pack
from reportgen.writers.marked import marked_docx
from tests.writers.docx_words import docx_parts, docx_xml
from tests.writers.outside_tools import open_xml_errors, pdf_by_libreoffice, pdf_text
from tests.writers.settled import W, revisions, said, settled
from tests.writers.trees import cell, figure, heading, inlines, number, paragraph, resolved, row, sample, table

NOTES = "word/footnotes.xml"
HEAD = "word/header1.xml"


def word(*blocks, style=None, **more):
    return write_docx(resolved(*blocks, **more), style or Style())


def marked(old, new, **more):
    """Return the marked file of two lists of blocks, once both its settled forms are found right."""
    before, after = word(*old, **more), word(*new, **more)
    made = marked_docx(before, after)
    assert settled(made, accept=True) == said(after)
    assert settled(made, accept=False) == said(before)
    return made


def changes(data, name="word/document.xml"):
    """Return what was done to which text, in order; ends of paragraphs as "¶", rows as "row", pictures as "picture"."""
    found = []
    for mark in revisions(data, name):
        kind = mark.tag.removeprefix(W)
        text = "".join(piece.text or "" for piece in mark.iter(f"{W}t", f"{W}delText"))
        if mark.getparent().tag == f"{W}rPr":
            text = "¶"
        elif mark.getparent().tag == f"{W}trPr":
            text = "row"
        elif mark.find(f".//{W}drawing") is not None:
            text = "picture"
        found.append((kind, text))
    return found


RESULT = "The pooled risk ratio favoured therapy (RR {}, 95% CI {} to {}; P = {}; {} studies)."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            RESULT.format("0.58", "0.40", "0.84", "0.004", 2),
            RESULT.format("0.61", "0.43", "0.84", "0.004", 3),
            [("0.58", "0.61"), ("0.40 to 0.84", "0.43 to 0.84"), ("2", "3")],
        ),
        ("Effects were −0.5 (−1.2, −0.1) here.", "Effects were −0.5 (−1.2, 0.1) here.", [("−1.2, −0.1", "−1.2, 0.1")]),
        ("Found 1,204 records.", "Found 1,304 records.", [("1,204", "1,304")]),
        ("In parent-infant therapy", "In parent-child therapy", [("parent-infant", "parent-child")]),
        ("Most of 40% had 1992–1996 in it.", "Most of 45% had 1992–1998 in it.", [("40%", "45%"), ("1992–1996", "1992–1998")]),
        ("The old words went away today.", "The new saying went away today.", [("old words", "new saying")]),
        ("See it at https://example.org/a/b now.", "See it at https://example.org/a/c now.",
         [("https://example.org/a/b", "https://example.org/a/c")]),
    ],
)  # fmt: skip
def test_numbers_intervals_and_words_change_as_a_whole(old, new, expected):
    found = changes(marked([paragraph(old)], [paragraph(new)]))
    assert found == [change for gone, come in expected for change in (("del", gone), ("ins", come))]


def test_a_number_of_ours_changes_alone_though_it_stands_in_a_run_of_its_own():
    old = paragraph("The ratio was ", number("0.71", 0.71), " (95% CI ", number("0.56", 0.56), " to 0.9) here.")
    new = paragraph("The ratio was ", number("0.69", 0.69), " (95% CI ", number("0.56", 0.56), " to 0.9) here.")
    assert changes(marked([old], [new])) == [("del", "0.71"), ("ins", "0.69")]


def test_words_that_came_are_inserted_and_words_that_went_deleted():
    short, long = paragraph("Open is the word to stress."), paragraph("Open is the word that we want to stress.")
    assert changes(marked([short], [long])) == [("ins", "that we want ")]
    assert changes(marked([long], [short])) == [("del", "that we want ")]


def test_a_sentence_with_little_in_common_is_replaced_as_a_whole():
    old = paragraph("The trials were few and small; nothing is certain.")
    new = paragraph("Because larger studies of infants agree, we now recommend it to every family.")
    assert [kind for kind, text in changes(marked([old], [new])) if text != "¶"] == ["del", "ins"]


def test_a_new_paragraph_is_one_insertion_with_its_end():
    texts = [paragraph(f"Paragraph {name} says something of its own about {name}.") for name in ("one", "two", "three")]
    found = changes(marked([texts[0], texts[2]], texts))
    assert found == [("ins", "¶"), ("ins", "Paragraph two says something of its own about two.")]


@pytest.mark.parametrize("more", [1, 3])
def test_a_last_paragraph_comes_and_goes_with_the_end_of_the_one_before_it(more):
    first, rest = paragraph("It begins."), [paragraph(f"Then {name} followed.") for name in "abc"[:more]]
    for old, new, kind in (([first], [first, *rest], "ins"), ([first, *rest], [first], "del")):
        found = changes(marked(old, new))
        assert [change for change, _ in found] == [kind] * (2 * more)


def test_a_study_added_to_a_table_is_one_row_and_shifts_nothing():
    rows = [row(f"Study {name}", str(n), str(n * 10)) for n, name in enumerate("ABCDEFG", 11)]
    end = paragraph("After the table.")
    made = marked([table(rows[:3] + rows[4:]), end], [table(rows), end])
    assert [text for _, text in changes(made)] == ["row", "¶", "Study D", "¶", "14", "¶", "140"]
    assert {kind for kind, _ in changes(made)} == {"ins"}


def test_a_weight_that_changed_is_one_cell_in_its_row_though_studies_stand_twice():
    group = [Row(cells=(cell(name, scope="row", colspan=3),), kind="group") for name in ("First", "Second")]
    old = [group[0], row("A", "1", "60%"), row("B", "2", "40%"), group[1], row("A", "3", "50%"), row("B", "4", "50%")]
    new = [*old[:4], row("A", "3", "52%"), row("B", "4", "48%")]
    made = marked([table(old)], [table(new)])
    assert changes(made) == [("del", "50%"), ("ins", "52%"), ("del", "50%"), ("ins", "48%")]


def test_a_row_keeps_its_place_when_the_citation_in_its_first_cell_changes():
    said = ("130", "Mothers with depression since the birth of the child, and their toddlers", "No intervention")
    names = (
        ("Adams 1999 (Adams, Toth, and Berg 1999)", "Adams 1999 [12]"),
        ("Cooper 2003 (Cooper 2003)", "Cooper 2003 [7]"),
    )
    old, new = (
        table([row(name[n], *said) for name in names], ("Study", "n", "Participants", "Comparator")) for n in (0, 1)
    )
    made = marked([old], [new])
    assert "row" not in [text for _, text in changes(made)]


def test_a_study_that_took_the_place_of_another_is_another_row_though_its_numbers_are_the_same():
    made = marked([table([row("Adams", "11", "12")])], [table([row("Cooper", "11", "12")])])
    assert [change for change in changes(made) if change[1] == "row"] == [("del", "row"), ("ins", "row")]


def test_a_table_with_another_column_is_replaced_with_its_caption_above_each():
    old, new = table([row("A", "1", "2")]), table([row("A", "1", "2", "3")], ("Study", "Events", "n", "Weight"))
    body = docx_xml(marked([old, paragraph("End.")], [new, paragraph("End.")]))[0]
    kinds = ["table" if child.tag == f"{W}tbl" else "paragraph" for child in body if child.tag != f"{W}sectPr"]
    assert kinds == ["paragraph", "table", "paragraph", "table", "paragraph", "paragraph"]
    assert [row.find(f"{W}trPr/{W}del") is not None for row in body.iter(f"{W}tr")] == [True, True, False, False]


def test_a_heading_that_was_renamed_keeps_what_stands_below_it():
    below = [paragraph("The same words below."), paragraph("And more of them.")]
    old, new = heading(1, "What was found", "sec-a", "1"), heading(1, "What we found", "sec-a", "1")
    assert changes(marked([old, *below], [new, *below])) == [("del", "was"), ("ins", "we")]


def test_a_section_that_moved_goes_in_one_place_and_comes_in_another():
    parts = [
        [heading(1, name, f"sec-{name}"), paragraph(f"All about {name}, at length.")]
        for name in ("one", "two", "three")
    ]
    found = changes(marked([*parts[0], *parts[1], *parts[2]], [*parts[1], *parts[0], *parts[2]]))
    assert sorted(found) == sorted(
        (kind, text) for kind in ("del", "ins") for text in ("¶", "¶", found[1][1], found[3][1])
    )


def test_a_cross_reference_changes_with_its_whole_field():
    end = table([row("A", "1", "2")], label="Table 1"), table([row("B", "1", "2")], key="tbl-b", label="Table 2")
    texts = [
        paragraph("See ", CrossRef(target=f"tbl-{key}", shown=f"Table {n}"), ".") for key, n in (("a", 1), ("b", 2))
    ]
    made = marked([texts[0], *end], [texts[1], *end])
    assert changes(made) == [("del", "Table 1"), ("ins", "Table 2")]
    codes = [found.text.strip() for found in docx_xml(made).iter(f"{W}delInstrText")]
    assert codes == ["REF tbl_a \\h"]


def test_bookmarks_stay_where_cross_references_look_for_them():
    old = [table([row("A", "1", "2")], label="Table 1"), table([row("B", "1", "2")], key="tbl-gone", label="Table 2")]
    new = [table([row("A", "1", "2")], label="Table 3")]
    made = docx_xml(marked([*old, paragraph("End.")], [*new, paragraph("End.")]))
    assert {start.get(f"{W}name") for start in made.iter(f"{W}bookmarkStart")} == {"tbl_a", "tbl_gone"}


def test_a_footnote_shows_its_own_changes():
    old, new = (paragraph("Text.", Footnote(children=inlines(f"A note on {n} trials."), mark="1")) for n in (2, 3))
    made = marked([old], [new])
    assert changes(made) == []
    assert changes(made, NOTES) == [("del", "2"), ("ins", "3")]


def test_a_footnote_that_came_is_inserted_with_its_mark():
    first, second = (Footnote(children=inlines(f"Note {name}."), mark="") for name in ("one", "two"))
    made = marked([paragraph("A text", second, " and more.")], [paragraph("A", first, " text", second, " and more.")])
    assert [kind for kind, _ in changes(made)] == ["ins"]
    assert [text for _, text in changes(made, NOTES)] == [" Note one."]
    assert [note.get(f"{W}id") for note in docx_xml(made, NOTES)] == ["-1", "0", "1", "2"]


def test_a_picture_is_deleted_and_its_successor_inserted_with_all_files():
    end = paragraph("End.")
    old, new = (
        [figure("fig-a", 50.0, 20.0), figure("fig-b", 40.0, 20.0), end],
        [figure("fig-a", 60.0, 20.0), figure("fig-b", 40.0, 20.0), end],
    )
    made = marked(old, new)
    assert changes(made) == [("del", "picture"), ("ins", "picture")]
    media = sorted(name for name in docx_parts(made) if "media" in name)
    assert [name.rpartition("/")[2] for name in media] == [
        "fig-a-1.png", "fig-a-1.svg", "fig-b-2.png", "fig-b-2.svg", "old-fig-a-1.png", "old-fig-a-1.svg",
    ]  # fmt: skip


def test_a_figure_whose_number_alone_changed_keeps_its_picture():
    end = paragraph("End.")
    found = changes(marked([figure(label="Figure 1"), end], [figure(label="Figure 2"), end]))
    assert found == [("del", "1"), ("ins", "2")]


def test_a_reference_added_is_one_paragraph_and_other_numbers_change():
    entries = [
        Reference(key=key, number=f"{n}.", children=inlines(f"{key} A. A trial. 2003;1:1–9."))
        for n, key in enumerate(("adams", "cooper"), 1)
    ]
    later = [
        entries[0],
        Reference(key="berg", number="2.", children=inlines("Berg A. A trial. 2012;1:1.")),
        Reference(key="cooper", number="3.", children=entries[1].children),
    ]
    end = paragraph("End.")
    made = marked(
        [ReferenceList(entries=tuple(entries), mark_note=()), end],
        [ReferenceList(entries=tuple(later), mark_note=()), end],
    )
    kinds = [kind for kind, text in changes(made) if text == "¶"]
    assert kinds == ["ins"]
    assert changes(made)[-2:] == [("del", "2"), ("ins", "3")]


def test_an_address_that_changed_is_marked_though_its_words_stayed():
    old, new = (paragraph("See ", Link(f"https://example.org/{n}", inlines("the register")), ".") for n in (1, 2))
    found = changes(marked([old], [new]))
    assert [kind for kind, _ in found] == ["del", "ins"]
    assert {text for _, text in found} == {"the register"}


def test_a_note_that_lost_its_place_as_the_last_is_not_marked():
    notes = tuple(Note(mark=mark, children=inlines(f"Note {mark} of the table.")) for mark in "ab")
    made = marked([table([row("A", "1", "2")], notes=notes[:1])], [table([row("A", "1", "2")], notes=notes)])
    assert {kind for kind, _ in changes(made)} == {"ins"}


def test_a_page_that_turns_is_marked_by_ends_of_paragraphs_alone():
    flat, wide = (table([row("A", "1", "2")], wide=wide) for wide in (False, True))
    for old, new in ((flat, wide), (wide, flat)):
        made = marked(
            [paragraph("Before."), old, paragraph("After.")], [paragraph("Before."), new, paragraph("After.")]
        )
        assert {text for _, text in changes(made)} == {"¶"}


def test_another_paper_is_kept_with_what_it_was():
    old, new = (word(paragraph("Text."), style=Style(paper=paper)) for paper in ("a4", "letter"))
    made = marked_docx(old, new)
    assert [kind for kind, _ in changes(made)] == ["sectPrChange"]
    assert settled(made, accept=False) == said(old)


def test_heads_of_pages_are_marked():
    old, new = word(paragraph("Text."), notice="Draft of May."), word(paragraph("Text."), notice="Draft of June.")
    made = marked_docx(old, new)
    assert (changes(made), changes(made, HEAD)) == ([], [("del", "May"), ("ins", "June")])


def test_a_paragraph_that_became_another_kind_keeps_its_words():
    found = changes(marked([paragraph("A statement of ours.")], [paragraph("A statement of ours.", role="statement")]))
    assert [kind for kind, _ in found] == ["pPrChange"]


def test_an_item_that_went_stays_in_the_list_it_was_in():
    items = [(paragraph(f"Item {name} of the list of steps."),) for name in ("one", "two", "three")]
    other = ListBlock(items=((paragraph("Another list before it."),),), ordered=True)
    old = [other, paragraph("Text."), ListBlock(items=tuple(items), ordered=True)]
    made = docx_xml(
        marked(
            [*old, paragraph("End.")],
            [paragraph("Text."), ListBlock(items=(items[0], items[2]), ordered=True), paragraph("End.")],
        )
    )
    lists = [found.get(f"{W}val") for found in made.iter(f"{W}numId")]
    assert lists[1] == lists[2] == lists[3] != lists[0]


@pytest.mark.parametrize(
    ("date", "expected"),
    [(None, None), ("2026-03-01", "2026-03-01T00:00:00Z"), ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z")],
)
def test_changes_are_signed(date, expected, tmp_path):
    made = marked_docx(word(paragraph("Old.")), word(paragraph("New.")), author="Ada Łukasz", date=date)
    signed = {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in revisions(made)}
    assert signed == {("Ada Łukasz", expected)}
    assert open_xml_errors(made, tmp_path) == []


@pytest.mark.parametrize(
    "date", ["", "today", "2026-13-01", "2026-03-01 09:30", "2026-03-01T09:30:00+01:00", "٢٠٢٦-٠٣-٠١"]
)
def test_a_date_that_is_none_is_refused(date):
    with pytest.raises(DataError, match=r"date-of-changes-is-a-date: found '.*', expected a day"):
        marked_docx(word(), word(), date=date)


def test_a_name_that_xml_cannot_hold_is_cleaned():
    made = marked_docx(word(paragraph("Old.")), word(paragraph("New.")), author="A\x00da\n" + "x" * 400)
    (author,) = {mark.get(f"{W}author") for mark in revisions(made)}
    assert author.isprintable()
    assert len(author) == 255


def edited(change):
    parts = docx_parts(word(paragraph("Text.")))
    change(parts)
    return pack(parts)


def of_another_program():
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def with_part(name, old, new):
    return edited(lambda parts: parts.update({name: parts[name].replace(old, new)}))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (lambda: b"", "no Word file"),
        (lambda: b"PK\x03\x04 not a zip", "no Word file"),
        (of_another_program, "a file of another program"),
        (lambda: with_part("word/document.xml", b"</w:body>", b""), "damaged"),
        (lambda: edited(lambda parts: parts.pop("word/footnotes.xml")), "damaged"),
        (lambda: with_part("word/document.xml", b"<w:r>", b"<w:sdt/><w:r>"), "<w:sdt> inside <w:p>"),
        (lambda: marked_docx(word(paragraph("Old.")), word(paragraph("New."))), "<w:(ins|del)> inside <w:p>"),
    ],
)
@pytest.mark.parametrize("which", ["old", "new"])
def test_a_file_that_is_not_as_built_is_refused(data, found, which):
    files = {"old": word(paragraph("Text.")), "new": word(paragraph("Text.")), which: data()}
    with pytest.raises(DataError, match=f"manuscript-is-as-built: found .*{found}.*, expected the {which} manuscript"):
        marked_docx(files["old"], files["new"])


def test_the_marked_file_is_a_file_of_ours_in_all_else():
    old = word(paragraph("Old."), title="Before")
    new = write_docx(sample(), Style())
    parts, made = docx_parts(new), docx_parts(marked_docx(old, new))
    assert set(parts) == set(made)
    assert [
        name
        for name in parts
        if name.startswith(("docProps", "word/styles", "word/settings")) and parts[name] != made[name]
    ] == []
    with zipfile.ZipFile(io.BytesIO(marked_docx(old, new))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_libreoffice_prints_what_came_and_what_went(tmp_path):
    rows = [row("Adams", "11", "12"), row("Berg", "13", "14")]
    old = [paragraph("Twenty trials agree in everything that matters."), table(rows[:1]), figure(), paragraph("End.")]
    new = [
        paragraph("Thirty trials agree in everything that matters."),
        table(rows),
        figure("fig-a", 80.0),
        paragraph("End."),
    ]
    text = " ".join(pdf_text(pdf_by_libreoffice(marked(old, new), tmp_path)).split())
    assert "TwentyThirty trials agree" in text
    assert "Berg 13 14" in text
