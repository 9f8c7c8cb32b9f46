"""RIS, BibTeX and CSL-JSON come in whole, and what has no place is told."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.references import BIBTEX, CSL_JSON, ENDNOTE_XML, NBIB, RIS
from reportgen.exchange.source import Source
from reportgen.references import Name
from reportgen.references.ris import RIS_TYPES

ARTICLE = """TY  - JOUR
AU  - Smith, John A.
A1  - Cruz, Juan de la
AU  - Smith, John A.
TI  - A trial of
  aspirin
T2  - The Journal
PY  - 2004/03//
VL  - 3
IS  - 4
SP  - pp 12
EP  - 34
SN  - 1234-5678
DO  - https://doi.org/10.1000/abc_1.
UR  - https://doi.org/10.1000/abc_1
UR  - http://example.org/x
KW  - one
two
KW  - three, of them
AB  - Text.
LA  - eng
AN  - 123456
DB  - MEDLINE
ER  -
"""


def source_of(content, name):
    files = {name: content.encode() if isinstance(content, str) else content}
    return Source(name=name, kind="file", files=files)


def ris(content, name="a.ris"):
    return RIS.read(source_of(content, name), ImportOptions(title="T"))


def bibtex(content):
    return BIBTEX.read(source_of(content, "a.bib"), ImportOptions())


def csl(content):
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    return CSL_JSON.read(source_of(text, "a.json"), ImportOptions())


def remarks(imported):
    return [(str(remark.origin), remark.text) for remark in imported.remarks]


def issues(read, content):
    with pytest.raises(DataError) as raised:
        read(content)
    return [(issue.code, str(issue.origin)) for issue in raised.value.issues]


# ---- RIS


def test_every_field_of_an_article_has_its_place():
    (item,) = ris(ARTICLE).references
    assert (item.id, item.type, item.title) == ("smith2004", "article-journal", "A trial of aspirin")
    assert item.authors == (Name(family="Smith", given="John A."), Name(family="Cruz", given="Juan de la"))
    assert (item.year, item.date, item.container_title, item.volume, item.issue) == (
        "2004",
        "2004-03",
        "The Journal",
        "3",
        "4",
    )
    assert (item.page, item.doi, item.url, item.issn) == ("12-34", "10.1000/abc_1", "http://example.org/x", "1234-5678")
    assert (item.keywords, item.abstract, item.language, item.pmid) == (
        ("one", "two", "three, of them"),
        "Text.",
        "en",
        "123456",
    )
    assert str(item.origin) == "a.ris:1"


def test_the_review_has_the_title_that_was_given_and_no_studies():
    imported = ris(ARTICLE)
    assert (imported.review.title, imported.review.studies, len(imported.references)) == ("T", (), 1)


CHAPTER = (
    "TY  - CHAP\nAU  - A, B\nA2  - Ed, C\nTI  - Part\nT2  - Whole\nPB  - P\nCY  - Ghent\nET  - 2nd\nSN  - 978\nER  - \n"
)
THESIS = "TY  - THES\nAU  - A, B\nTI  - Long\nPB  - Uni\nM3  - PhD\nER  - \n"
REPORT = "TY  - RPRT\nAU  - WHO\nTI  - State\nIS  - 12\nPB  - WHO\nER  - \n"


def test_a_chapter_has_editors_and_a_book():
    (item,) = ris(CHAPTER).references
    assert (item.type, item.editors, item.container_title) == ("chapter", (Name(family="Ed", given="C"),), "Whole")
    assert (item.publisher, item.publisher_place, item.edition, item.isbn) == ("P", "Ghent", "2nd", "978")


def test_a_thesis_has_a_kind_and_a_report_a_number():
    thesis, report = ris(THESIS + REPORT).references
    assert (thesis.genre, thesis.publisher) == ("PhD", "Uni")
    assert (report.authors, report.number, report.issue) == ((Name(literal="WHO"),), "12", "")


@pytest.mark.parametrize("type_", ["JOUR", "XYZ", *RIS_TYPES])
def test_every_type_is_read(type_):
    (item,) = ris(f"TY  - {type_}\nTI  - A title\nER  - \n").references
    assert item.type == RIS_TYPES.get(type_, "document")


FORMS = {
    "with a byte order mark": b"\xef\xbb\xbf" + ARTICLE.encode(),
    "with carriage returns": ARTICLE.replace("\n", "\r").encode(),
    "with both": ARTICLE.replace("\n", "\r\n").encode(),
    "in UTF-16": b"\xff\xfe" + ARTICLE.encode("utf-16-le"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_first_record_is_not_lost(form):
    assert ris(FORMS[form]).references == ris(ARTICLE).references
    assert RIS.matches(source_of(FORMS[form], "a.txt"))


def test_a_file_that_is_not_utf8_is_read_and_said_to_be_guessed():
    imported = ris("TY  - JOUR\nAU  - Müller, A\nTI  - X\nPY  - 2001\nER  - \n".encode("cp1252"))
    assert imported.references[0].authors[0].family == "Müller"
    assert len(imported.remarks) == 1


def test_a_record_without_its_end_does_not_swallow_the_next():
    imported = ris("TY  - JOUR\nTI  - One of them\nPY  - 2001\nTY  - JOUR\nTI  - The other one\nPY  - 2002\n")
    assert [item.title for item in imported.references] == ["One of them", "The other one"]
    assert [place for place, _ in remarks(imported)] == ["a.ris:1", "a.ris:4"]
    assert "in line 4" in remarks(imported)[0][1]
    assert "end of the file" in remarks(imported)[1][1]


def test_text_outside_of_records_is_told_and_the_file_kept():
    imported = ris("Provider: X\n\n1.\nTY  - JOUR\nTI  - A\nPY  - 2001\nER  - \n\n2.\nlost\n")
    assert remarks(imported) == [
        ("a.ris:1", "Text outside of any record of a.ris was left out: 2 lines, from line 1 on.")
    ]
    assert [kept.path for kept in imported.kept] == ["a.ris"]


def test_tags_without_a_place_are_counted_and_the_file_kept():
    imported = ris(ARTICLE.replace("ER  -", "AD  - Here\nAD  - There\nN1  - Cited: 7\nUR  - http://c.d\nER  -"))
    assert remarks(imported)[0][1].startswith(
        "These parts of a.ris have no place in references.bib: AD (2), further UR (2), DB (1), N1 (1)."
    )
    assert imported.kept[0].content.startswith(b"TY  - JOUR")


def test_a_year_that_is_none_is_told():
    imported = ris("TY  - JOUR\nTI  - A\nPY  - 10 15\nER  - \n")
    assert remarks(imported) == [("a.ris:1", "“10 15” names no year.")]


def test_a_file_without_a_record_holds_no_references():
    assert issues(ris, "nothing\n") == [("source-holds-a-review", "a.ris:1")]


def test_a_repeat_word_for_word_is_taken_once_and_told():
    imported = ris(ARTICLE + ARTICLE)
    assert len(imported.references) == 1
    assert any("it was taken once" in text for _, text in remarks(imported))


def test_entries_of_one_work_that_differ_are_both_kept_and_told():
    imported = ris(ARTICLE + ARTICLE.replace("Text.", "Other text."))
    assert [item.id for item in imported.references] == ["smith2004a", "smith2004b"]
    assert any("both were kept" in text for _, text in remarks(imported))


def test_the_time_grows_with_the_records_and_not_with_their_square():
    def taken(count):
        text = "".join(ARTICLE.replace("abc_1", f"abc_{n}").replace("aspirin", f"drug {n}") for n in range(count))
        start = time.process_time()
        assert len(ris(text).references) == count
        return time.process_time() - start

    taken(10)  # what is loaded once
    assert min(taken(2000) for _ in range(2)) < 25 * max(taken(200) for _ in range(3))


# ---- BibTeX

ENTRY = (
    "@article{smith, title = {A Trial of {DNA}}, author = {Smith, J. and {The Group}}, journal = {J}, year = 2001}\n"
)


def test_bibtex_is_read_by_pandoc_with_keys_and_lines():
    imported = bibtex("\n" + ENTRY)
    (item,) = imported.references
    assert (item.id, item.title, item.year, item.container_title) == ("smith", "A trial of DNA", "2001", "J")
    assert item.authors == (Name(family="Smith", given="J."), Name(literal="The Group"))
    assert str(item.origin) == "a.bib:2"
    assert imported.remarks == ()


def test_strings_and_cross_references_are_resolved():
    text = (
        '@string{j = "The Journal"}\n@article{a, title={X}, journal = j, year={2001}}\n'
        "@inproceedings{b, title={Y}, crossref={c}, year={2002}}\n@proceedings{c, title={Meeting}, year={2002}}\n"
    )
    first, second, _ = bibtex(text).references
    assert first.container_title == "The Journal"
    assert second.container_title == "Meeting"


def test_keys_that_pandoc_refuses_are_replaced():
    first, second = bibtex(
        ENTRY.replace("smith,", "Conference paper2022775,") + ENTRY.replace("smith,", ",").replace("DNA", "RNA")
    ).references
    assert (first.id, second.id) == ("smith2001a", "smith2001b")


def test_fields_that_pandoc_refuses_are_told_and_the_rest_is_read():
    imported = bibtex(ENTRY.replace("year", "key words = {a, b}, x.y = {c},\n year"))
    assert imported.references[0].year == "2001"
    assert "key words (1), x.y (1)" in remarks(imported)[0][1]


def test_every_unfinished_entry_is_told_with_its_line():
    text = "@article{a, title={x},\n" + ENTRY + "@book{b, title={y\n"
    assert issues(bibtex, text) == [("source-is-readable", "a.bib:1"), ("source-is-readable", "a.bib:3")]


def test_what_pandoc_cannot_read_is_told_with_its_place():
    ((code, place),) = issues(bibtex, "\n@article{a, title = = {x}}\n")
    assert (code, place[:8]) == ("source-is-readable", "a.bib:2:")


def test_text_between_entries_is_told():
    imported = bibtex("% a comment\n" + ENTRY + "stray text\n")
    assert [place for place, _ in remarks(imported)] == ["a.bib:3"]


def test_bibtex_without_entries_holds_no_references():
    assert issues(bibtex, "@comment{x}\n") == [("source-holds-a-review", "a.bib:1")]


# ---- CSL-JSON

CSL = {
    "id": "x",
    "type": "article-journal",
    "title": "A <i>trial</i> &amp; more",
    "author": [{"family": "Cruz", "given": "Juan", "non-dropping-particle": "de la"}, {"literal": "WHO"}],
    "issued": {"date-parts": [["2003", 4]]},
    "container-title": "J",
    "page": "1-2",
    "volume": 3,
}


def test_csl_json_is_read_with_the_line_of_each_entry():
    first, second = csl([CSL, {**CSL, "id": "y", "title": "Z"}]).references
    assert (first.id, first.title, first.date, first.volume) == ("x", "A <i>trial</i> & more", "2003-04", "3")
    assert first.authors == (Name(family="de la Cruz", given="Juan"), Name(literal="WHO"))
    assert (str(first.origin), second.id) == ("a.json:2", "y")
    assert second.origin.line > 20


def test_one_entry_alone_is_read_too():
    assert len(csl(CSL).references) == 1


WRONG = [
    ([3], "a.json:2"),
    ([{"type": "book"}], "a.json:2"),
    ([{**CSL, "author": "Smith"}], "a.json:2"),
    ([{**CSL, "issued": "2003"}], "a.json:2"),
    ([{**CSL, "title": {"a": 1}}], "a.json:2"),
]


@pytest.mark.parametrize(("content", "place"), WRONG)
def test_an_entry_that_is_no_reference_is_told_with_its_line(content, place):
    assert issues(csl, content) == [("source-value-is-usable", place)]


BROKEN = [
    "[",
    "[{]",
    '[{"title": "x"} {}]',
    "{",
    "[" * 100_000,
    '[{"title": "x"}] x',
    "",
    '{"title": 1e',
    "[1" + "0" * 5000 + "]",
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_broken_json_is_told_as_an_issue(content):
    assert issues(csl, content)


def test_fields_without_a_place_are_counted():
    assert "translator (1)" in remarks(csl([{**CSL, "translator": [{"family": "T"}]}]))[0][1]


# ---- which format is which

MATCHING = [
    (RIS, "a.ris", ARTICLE),
    (RIS, "a.txt", "\n1.\n" + ARTICLE),
    (BIBTEX, "a.bib", ENTRY),
    (BIBTEX, "a.txt", "\n" + ENTRY),
    (CSL_JSON, "a.json", json.dumps([CSL])),
]


@pytest.mark.parametrize(("format_", "name", "content"), MATCHING)
def test_a_source_has_the_form_of_its_own_format_only(format_, name, content):
    source = source_of(content, name)
    assert [one.id for one in (RIS, BIBTEX, CSL_JSON, NBIB, ENDNOTE_XML) if one.matches(source)] == [format_.id]


@pytest.mark.parametrize("content", ["study,n\na,1\n", "<xml/>", '{"a": 1}', "", "Text about TY - things"])
def test_other_files_have_the_form_of_none(content):
    for name in ("a.txt", "a.csv", "a.json"):
        assert [
            one.id for one in (RIS, BIBTEX, CSL_JSON, NBIB, ENDNOTE_XML) if one.matches(source_of(content, name))
        ] == []


@settings(max_examples=60)
@given(st.text(st.sampled_from("TYER AUI-@{},=\"'\\\n1a[]:"), max_size=80))
def test_no_text_raises_anything_but_issues(text):
    for format_ in (RIS, CSL_JSON, BIBTEX):
        with contextlib.suppress(DataError):
            format_.read(source_of("TY  - JOUR\n@a{" + text, "a"), ImportOptions())


# ---- PubMed and EndNote

PUBMED = (
    b"\nPMID- 12345678\nTI  - In the form of\n      PubMed.\nFAU - Five, Ed\nAU  - Five E\nJT  - Journal of PubMed\nTA  - J Pubmed\n"
    b"DP  - 2005 Mar\nVI  - 5\nPG  - 50-5\nPT  - Journal Article\nAID - 10.1000/nbib [doi]\n"
)
ENDNOTE = (
    b'<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><rec-number>6</rec-number>'
    b'<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style>Six, Fay</style></author>'
    b"</authors></contributors><titles><title><style>In EndNote </style><style face='italic'>XML</style></title>"
    b"<secondary-title>J Endnote</secondary-title></titles><dates><year>2006</year></dates></record></records></xml>"
)


@pytest.mark.parametrize(
    ("format_", "name", "content", "title"),
    [
        (NBIB, "a.nbib", PUBMED, "In the form of PubMed"),
        (NBIB, "a.txt", PUBMED, "In the form of PubMed"),
        (ENDNOTE_XML, "a.xml", ENDNOTE, "In EndNote <i>XML</i>"),
    ],
)
def test_references_of_pubmed_and_endnote_come_in_and_are_told_apart(format_, name, content, title):
    source = source_of(content, name)
    assert [one.id for one in (RIS, BIBTEX, CSL_JSON, NBIB, ENDNOTE_XML) if one.matches(source)] == [format_.id]
    (reference,) = format_.read(source, ImportOptions(title="T")).references
    assert reference.title == title
    assert reference.container_title.startswith("J")
    assert reference.year in {"2005", "2006"}
