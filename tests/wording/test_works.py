"""The shipped works on methods, and a review's own entries that stand for them."""

import re
from pathlib import Path

import pytest

from reportgen import wording
from reportgen.errors import Origin
from reportgen.model import Library
from reportgen.resolve.citation_style import citation_style
from reportgen.resolve.citations import cite_all
from reportgen.resources import names
from reportgen.wording.works import PREFIX, citation_of, shipped_works, with_shipped, work_key

OWN = """
@article{theirs, author = {Hartung, J.}, title = {A refined method}, year = {2001}, DOI = {%s}}
@article{other, author = {Other, O.}, title = {Another}, year = {2002}, doi = {10.1000/other}}
"""


def library(doi, *keys):
    text = OWN % doi
    return Library(text=text, keys={key: Origin("references.bib", 1) for key in keys or ("theirs", "other")})


def test_every_shipped_work_has_author_title_and_year_and_a_key_that_tells_them():
    for key, entry in shipped_works().items():
        name = key.removeprefix(PREFIX)
        assert key.startswith(PREFIX)
        assert re.search(r"^  (?:author|editor) = \{.+\},$", entry, re.MULTILINE)
        assert re.search(r"^  title = \{.+\},$", entry, re.MULTILINE)
        assert f"year = {{{name[-4:]}}}" in entry


def test_no_work_is_shipped_twice():
    dois = re.findall(r"doi = \{(.+?)\}", "".join(shipped_works().values()))
    assert len(dois) == len({doi.lower() for doi in dois}) > 25


def test_the_works_that_sentences_name_are_those_that_are_shipped():
    texts = [path.read_text(encoding="utf-8") for path in Path(wording.__file__).parent.glob("*.py")]
    marks = [mark for text in texts for mark in re.findall(r"\[(@[a-z]+-[a-z0-9-]*\d{4}(?:; @[a-z0-9-]+)*)\]", text)]
    named = {name.strip().removeprefix("@") for mark in marks for name in mark.split(";")}
    assert {PREFIX + name for name in named} == set(shipped_works())


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/sim.1009",
        "10.1002/SIM.1009",
        "https://doi.org/10.1002/sim.1009",
        "http://dx.doi.org/10.1002/sim.1009",
        "doi:10.1002/sim.1009",
    ],
)
def test_a_reviews_own_entry_of_the_same_doi_is_cited_in_place_of_ours(doi):
    assert work_key("hartung-2001", library(doi)) == "theirs"


@pytest.mark.parametrize("doi", ["10.1002/sim.100", "10.1002/sim.10090", "", "10.1000/x"])
def test_an_entry_of_another_doi_is_not(doi):
    assert work_key("hartung-2001", library(doi)) == f"{PREFIX}hartung-2001"


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A",
        r"10.1002/(SICI)1097-0258(19960330)15:6{\textless}619::AID-SIM188{\textgreater}3.0.CO;2-A",
        "https://doi.org/10.1002/(SICI)1097-0258(19960330)15:6%3C619::AID-SIM188%3E3.0.CO;2-A",
    ],
)
def test_a_doi_is_known_however_its_signs_are_written(doi):
    assert work_key("hardy-1996", library(doi)) == "theirs"


def test_only_works_that_are_cited_join_the_library_and_own_keys_stay():
    own = library("10.1000/x")
    joined = with_shipped(own, ["theirs", f"{PREFIX}paule-1982", f"{PREFIX}paule-1982", "nobody"])
    assert list(joined.keys) == ["theirs", "other", f"{PREFIX}paule-1982"]
    assert joined.text.startswith(own.text)
    assert joined.text.count("@article{reportgen:") == 1
    assert with_shipped(own, ["theirs"]) is own
    taken = library("10.1000/x", f"{PREFIX}paule-1982")
    assert with_shipped(taken, [f"{PREFIX}paule-1982"]) is taken


def test_a_name_that_no_work_has_is_refused():
    with pytest.raises(KeyError):
        citation_of(["nobody-1900"], Library())


@pytest.mark.parametrize("style", names("csl", ".csl"))
def test_all_shipped_works_can_be_cited_in_a_review_without_references(style):
    works = [key.removeprefix(PREFIX) for key in shipped_works()]
    joined = with_shipped(Library(), shipped_works())
    cited = cite_all([citation_of(works, joined)], joined, csl=citation_style(style), language="en-GB")
    assert {reference.key for reference in cited.references} == set(shipped_works())
