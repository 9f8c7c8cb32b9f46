"""References in BibTeX, RIS, CSL-JSON, PubMed's and EndNote's form, mixed in one review, are one library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.document import ReferenceList, plain_text
from reportgen.errors import DataError
from reportgen.load import load
from reportgen.pipeline import assemble, check, find_style, read_review

BIB = "@article{bibone,\n  author = {One, Ann},\n  title = {In {BibTeX}},\n  journal = {J Bib},\n  year = {2001}\n}\n"
RIS = (
    "TY  - JOUR\nID  - ristwo\nAU  - Two, Bob\nTI  - In RIS\nJO  - J Ris\nVL  - 2\nIS  - 1\nSP  - 20\nEP  - 29\nPY  - 2002\nDO  - 10.1000/ris\nER  - \n\n"
    "TY  - JOUR\nAU  - Three, Cy\nTI  - No key in RIS\nJO  - J Ris\nPY  - 2003\nER  - \n"
)
CSL = json.dumps(
    [
        {
            "id": "cslfour",
            "type": "article-journal",
            "title": "In CSL-JSON",
            "author": [{"family": "Four", "given": "Di"}],
            "container-title": "J Csl",
            "issued": {"date-parts": [[2004]]},
        }
    ]
)
NBIB = (
    "PMID- 12345678\nTI  - In the form of PubMed.\nFAU - Five, Ed\nAU  - Five E\nJT  - Journal of PubMed\nTA  - J Pubmed\n"
    "DP  - 2005 Mar\nVI  - 5\nPG  - 50-5\nPT  - Journal Article\nAID - 10.1000/nbib [doi]\n"
)
XML = (
    '<?xml version="1.0" encoding="UTF-8"?><xml><records><record><rec-number>6</rec-number>'
    '<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style>Six, Fay</style></author>'
    "</authors></contributors><titles><title><style>In EndNote </style><style face='italic'>XML</style></title>"
    "<secondary-title>J Endnote</secondary-title></titles><dates><year>2006</year></dates>"
    "<electronic-resource-num>10.1000/endnote</electronic-resource-num><label>endsix</label></record></records></xml>"
)
SECTION = (
    "# Introduction {#sec-introduction}\n\nAll [@bibone; @ristwo; @three2003; @cslfour; @pmid12345678; @endsix].\n"
)


def review(folder: Path, **files: str) -> Path:
    """Return a review folder with these files beside the least that a review is; ``__`` is a slash, ``_`` a dot."""
    (folder / "review.yaml").write_text('title: "A systematic review"\n', encoding="utf-8")
    (folder / "studies.csv").write_text("study,status\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".", 1)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = review(
        tmp_path,
        references_bib=BIB,
        references_ris=RIS,
        references_json=CSL,
        references_nbib=NBIB,
        references__endnote_xml=XML,
    )
    (folder / "sections").mkdir()
    (folder / "sections/introduction.md.j2").write_text(SECTION, encoding="utf-8")
    return folder


def printed(folder: Path, style: str = "default") -> dict[str, str]:
    made = assemble(read_review(folder), find_style(folder, style), folder)
    lists = [block for block in made.resolved.document.blocks if isinstance(block, ReferenceList)]
    return {entry.key: plain_text(entry.children) for one in lists for entry in one.entries}


def test_all_of_them_are_cited_and_listed_side_by_side(mixed):
    shown = printed(mixed)
    assert set(shown) >= {"bibone", "ristwo", "three2003", "cslfour", "pmid12345678", "endsix"}
    assert shown["ristwo"] == "Two, Bob. 2002. ‘In RIS’. J Ris 2 (1): 20–29. https://doi.org/10.1000/ris."
    assert "In the Form of PubMed" in shown["pmid12345678"]
    assert "Journal of PubMed 5 (March 2005): 50–55" in shown["pmid12345678"]
    assert "In EndNote XML" in shown["endsix"]
    assert "https://doi.org/10.1000/endnote" in shown["endsix"]


def test_abbreviated_titles_of_journals_are_kept_for_styles_that_print_them(mixed):
    assert "J Pubmed" in printed(mixed, "vancouver")["pmid12345678"]


def test_each_entry_knows_its_file_and_line(mixed):
    places = {key: (origin.path, origin.line) for key, origin in load(mixed).library.keys.items()}
    assert places["bibone"] == ("references.bib", 1)
    assert places["ristwo"] == ("references.ris", 1)
    assert places["three2003"] == ("references.ris", 14)
    assert places["pmid12345678"] == ("references.nbib", 1)
    assert places["endsix"][0] == "references/endnote.xml"


def issues(folder: Path) -> list[str]:
    try:
        return [str(issue) for issue in load(folder).warnings]
    except DataError as error:
        return [str(issue) for issue in error.issues]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"references_ris": RIS.replace("ER  - \n\n", "")}, "references.ris:1: warning: references-are-whole"),
        ({"references_bib": "@article{a,\n author = {X\n\n@article{b, title = {T}}\n"}, "references.bib:1: error"),
        ({"references_json": "[{"}, "references.json:1"),
        ({"references_xml": "<xml><records><record></xml>"}, "references.xml:1"),
        ({"references_xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><xml>&a;</xml>"}, "references.xml"),
        ({"references_nbib": "nothing of the kind\n"}, "references.nbib"),
        (
            {"references_bib": BIB, "references_json": CSL.replace("cslfour", "bibone")},
            "found the entry 'bibone' again",
        ),
        ({"references_bib": BIB, "references__more_bib": BIB}, "references/more.bib:1: error: references-are-readable"),
        ({"references__papers_enl": "x"}, "references/papers.enl:1: warning: references-are-whole"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path, files, told):
    found = issues(review(tmp_path, **files))
    assert any(told in issue for issue in found), found


def test_a_record_without_its_end_swallows_nothing(tmp_path):
    folder = review(tmp_path, references_ris=RIS.replace("ER  - \n\n", ""))
    assert set(load(folder).library.keys) == {"ristwo", "three2003"}


def test_a_work_under_two_keys_is_warned_of_at_both_places(tmp_path):
    other = BIB.replace("bibone", "again").replace("year", "doi = {10.1000/ris}, year")
    (told,) = issues(review(tmp_path, references_bib=other, references_ris=RIS))
    assert "work-stands-once" in told
    assert "@again" in told
    assert "@ristwo" in told


def test_what_nothing_cites_is_told_by_check_only(mixed):
    text = SECTION.replace("; @endsix", "")
    (mixed / "sections/introduction.md.j2").write_text(text, encoding="utf-8")
    assert [str(issue) for issue in check(mixed) if "@endsix" in issue.message]
    assert issues(mixed) == []
    kept = (
        BIB.replace("bibone", "kept").replace("2001}", "1999},\n  keywords = {uncited}").replace("One, Ann", "Old, Al")
    )
    (mixed / "references/kept.bib").write_text(kept, encoding="utf-8")
    assert not any("@kept" in issue.message for issue in check(mixed))


def test_what_is_cited_and_in_no_file_is_an_error(mixed):
    text = SECTION.replace("@endsix", "@nowhere")
    (mixed / "sections/introduction.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="found @nowhere, expected a key of the references"):
        printed(mixed)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    folder = review(tmp_path)
    (folder / "references.ris").write_bytes(RIS.replace("Bob", "Bób").replace("\n", "\r\n").encode(encoding))
    assert "ristwo" in load(folder).library.keys


@pytest.mark.parametrize(
    "name", ["references.ris", "references.json", "references.nbib", "references.xml", "references.bib"]
)
@pytest.mark.parametrize(
    "content", [b"\x00" * 50, b"\xff\xfe\x00\xd8", b"{" * 5000, b"<a>" * 5000, b"\n" * 1000, b"TY  - "]
)
def test_no_content_raises_anything_but_told_errors(tmp_path, name, content):
    folder = review(tmp_path)
    (folder / name).write_bytes(content)
    assert all("Traceback" not in issue for issue in issues(folder))


def test_included_studies_have_a_list_of_their_own_where_the_style_wants_it(mixed):
    (mixed / "studies.csv").write_text(
        "study,status,reports,results,results_reason\nTwo 2002,included,ristwo,none,not reported\n", encoding="utf-8"
    )
    made = assemble(read_review(mixed), find_style(mixed, "cochrane"), mixed)
    lists = [block for block in made.resolved.document.blocks if isinstance(block, ReferenceList)]
    assert [entry.key for entry in lists[0].entries] == ["ristwo"]
    assert "ristwo" not in [entry.key for entry in lists[1].entries]
    assert all(not entry.mark for one in lists for entry in one.entries)
    one_list = assemble(read_review(mixed), find_style(mixed, "default"), mixed)
    assert sum(isinstance(block, ReferenceList) for block in one_list.resolved.document.blocks) == 1
