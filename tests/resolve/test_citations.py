"""Citations and reference lists in author-date and numbered styles."""

import pytest

from reportgen.document import Emphasis, Link, Superscript, Text, plain_text
from reportgen.errors import DataError
from tests.resolve.library import BIBTEX, cite, manuscript, settled


def shown(*citations, csl="apa"):
    paragraph = settled(manuscript(*citations), csl=csl).document.blocks[1]
    return [plain_text((citation,)) for citation in paragraph.children]


def references(*citations, csl="apa", **options):
    return settled(manuscript(*citations), csl=csl, **options).document.blocks[2].entries


@pytest.mark.parametrize(
    ("citation", "printed"),
    [
        (cite("many2010"), "(One et al., 2010)"),
        (cite("many2010", mode="narrative"), "One et al. (2010)"),
        (cite("many2010", mode="year-only"), "(2010)"),
        (cite("many2010", prefix="see", suffix="p. 12"), "(see One et al., 2010, p.\u00a012)"),
        (cite("many2010", "nice2012"), "(One et al., 2010; The National Institute, 2012)"),
        (cite("ijzendoorn1999"), "(van IJzendoorn & Roe, 1999)"),
    ],
)
def test_a_citation_is_shown_as_the_style_prints_it(citation, printed):
    assert [text.replace("p. 12", "p.\u00a012") for text in shown(citation)] == [printed]


def test_apa_spells_out_and_in_running_text_only():
    narrative, parenthetical = shown(cite("ijzendoorn1999", mode="narrative"), cite("ijzendoorn1999"))
    assert narrative == "van IJzendoorn and Roe (1999)"
    assert "van IJzendoorn & Roe" in parenthetical


def test_works_of_the_same_authors_and_year_are_told_apart():
    assert shown(cite("smith2006first"), cite("smith2006second")) == ["(Smith & Doe, 2006a)", "(Smith & Doe, 2006b)"]


def test_numbers_follow_the_order_of_first_citation():
    citations = (cite("nice2012"), cite("smith2006second", "many2010"), cite("nice2012"))
    assert shown(*citations, csl="nlm-citation-sequence") == ["(1)", "(2,3)", "(1)"]


def test_a_narrative_citation_in_a_numbered_style_has_names_and_number():
    citations = [cite(key, mode="narrative") for key in ("many2010", "smith2006first", "nice2012")]
    assert shown(*citations, csl="nlm-citation-sequence") == [
        "One et al. (1)",
        "Smith and Doe (2)",
        "The National Institute (3)",
    ]


def test_a_raised_number_stands_close_to_the_name():
    doc = settled(manuscript(cite("many2010", mode="narrative")), csl="american-medical-association")
    name, number = doc.document.blocks[1].children[0].shown
    assert name == Text("One et al.")
    assert isinstance(number, Superscript)


def test_each_work_links_to_its_reference():
    citation = settled(manuscript(cite("many2010", "nice2012"))).document.blocks[1].children[0]
    assert [part.href for part in citation.shown if isinstance(part, Link)] == ["#ref-many2010", "#ref-nice2012"]


def test_a_reference_keeps_its_italics_and_its_address():
    (entry,) = references(cite("smith2006first"))
    assert Emphasis((Text("Journal of Fruit"),)) in entry.children
    assert any(isinstance(part, Link) and part.href == "https://doi.org/10.1000/apples" for part in entry.children)
    assert "PEAR" in plain_text(entry.children)


def test_references_are_sorted_with_the_particle_in_apa():
    keys = [entry.key for entry in references(cite("ijzendoorn1999"), cite("nice2012"), cite("many2010"))]
    assert keys == ["many2010", "nice2012", "ijzendoorn1999"]


def test_numbered_references_carry_their_number_apart_from_the_text():
    first, second = references(cite("nice2012"), cite("many2010"), csl="nlm-citation-sequence")
    assert (first.key, first.number, second.key, second.number) == ("nice2012", "1.", "many2010", "2.")
    assert plain_text(first.children).startswith("The National Institute")


def test_included_studies_are_marked_and_listed_even_if_not_cited():
    entries = references(cite("many2010"), included=["many2010", "nice2012"])
    assert [(entry.key, entry.mark) for entry in entries] == [("many2010", "*"), ("nice2012", "*")]


def test_the_asterisk_is_explained_only_where_one_stands():
    marked = settled(manuscript(cite("many2010")), included=["many2010"]).document.blocks[2]
    plain = settled(manuscript(cite("many2010"))).document.blocks[2]
    assert "asterisk" in plain_text(marked.mark_note)
    assert plain.mark_note == ()


def test_a_style_may_leave_the_asterisk_out():
    doc = settled(manuscript(cite("many2010")), included=["many2010"], mark_included=False)
    assert [entry.mark for entry in doc.document.blocks[2].entries] == [""]


def test_an_unknown_key_is_reported_with_its_place_and_the_nearest_key():
    with pytest.raises(DataError) as raised:
        settled(manuscript(cite("many2011", line=7), cite("nobody", line=9)))
    first, second = raised.value.issues
    assert (first.code, first.origin.line, first.hint) == ("citation-is-known", 7, "did you mean 'many2010'?")
    assert second.origin.line == 9


@pytest.mark.parametrize(
    ("bib", "line"),
    [
        (BIBTEX + "@book{open2001,\n title = {never closed\n", 13),
        (BIBTEX.replace("title = {Many hands}", "title {Many hands}"), 8),
    ],
)
def test_a_bibliography_that_cannot_be_read_is_reported_with_its_line(bib, line):
    with pytest.raises(DataError) as raised:
        settled(manuscript(cite("many2010")), bib=bib)
    (issue,) = raised.value.issues
    assert issue.code == "references-are-readable"
    assert (issue.origin.path, issue.origin.line) == ("references.bib", line)


def test_markup_in_a_bibliography_is_text_and_scripts_are_no_links():
    hostile = r"@book{bad, author = {Bad, B.}, title = {<script>alert(1)</script> \input{/etc/passwd}}, url = {javascript:x()}}"
    (entry,) = references(cite("bad"), bib=hostile)
    assert "<script>alert(1)</script>" in plain_text(entry.children).lower()
    assert "root:" not in plain_text(entry.children)
    assert not [p for p in entry.children if isinstance(p, Link) and not p.href.startswith("https://")]


def test_nothing_cited_needs_no_pandoc(monkeypatch):
    monkeypatch.setattr("reportgen.pandoc.program", lambda: "/nonexistent")
    doc = settled(manuscript(Text("No citations.")))
    assert doc.document.blocks[2].entries == ()
