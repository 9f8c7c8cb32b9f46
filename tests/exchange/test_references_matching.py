"""Which reference is whose."""

import pytest

from reportgen.errors import Origin
from reportgen.exchange.references import match_studies
from reportgen.exchange.references.matching import study_name
from reportgen.model import Cell, Study
from reportgen.references import Name, ReferenceItem, keyed

PLACE = Origin("studies.csv", 2)


def study(name, **characteristics):
    cells = {key: Cell(value, PLACE) for key, value in characteristics.items()}
    return Study(id=name, status="included", origin=PLACE, n_randomised=Cell(None, PLACE), characteristics=cells)


def work(*families, year, title="A title"):
    names = tuple(Name(family=name, given="J. A.") if isinstance(name, str) else name for name in families)
    return ReferenceItem(type="article-journal", title=title, authors=names, year=year)


LIBRARY = keyed(
    [
        work("Smith", "Jones", year="1999", title="Smith one"),
        work("de la Cruz", year="2001", title="Cruz"),
        work("O’Brien", "Murphy", "Walsh", year="2010", title="Brien"),
        work("Müller-Lüdenscheid", year="2003", title="Mueller"),
        work("Andrade", "Sousa", "Reis", year="2016", title="Andrade"),
        work("IJzendoorn", year="2005", title="Particle left out"),
        work(Name(literal="National Institute of Clinical Evidence (NICE)"), year="2014", title="Guideline"),
        work("Иванов", year="2012", title="Russian"),
        work("Groot", year="2007", title="Groot"),
    ]
)
NAMES = [
    ("Smith 1999", "Smith one"),
    ("Smith, 1999", "Smith one"),
    ("Smith & Jones (1999)", "Smith one"),
    ("Smith and Jones 1999", "Smith one"),
    ("SMITH 1999a", "Smith one"),
    ("Smith JA 1999", "Smith one"),
    ("Smith (J) 1999", "Smith one"),
    ("Smith-1999", "Smith one"),
    ("Smith 1999 (2)", "Smith one"),
    ("de la Cruz 2001", "Cruz"),
    ("De La Cruz et al., 2001", "Cruz"),
    ("Cruz 2001", "Cruz"),
    ("O'Brien 2010", "Brien"),
    ("Andrade et al. (2016)", "Andrade"),
    ("Muller-Ludenscheid 2003", "Mueller"),
    ("Mueller-Luedenscheid 2003", "Mueller"),
    ("van IJzendoorn 2005", "Particle left out"),
    ("NICE 2014", "Guideline"),
    ("Иванов 2012", "Russian"),
    ("de Groot 2007", "Groot"),
]


@pytest.mark.parametrize(("name", "title"), NAMES, ids=[name for name, _ in NAMES])
def test_a_study_finds_its_reference(name, title):
    matching = match_studies([study(name)], LIBRARY)
    by_key = {item.id: item.title for item in LIBRARY}
    assert [by_key[key] for key in matching.assigned[name]] == [title]
    assert matching.doubts == ()


def test_the_year_may_stand_in_a_column():
    assert match_studies([study("Smith", year="1999")], LIBRARY).assigned == {"Smith": ("smith1999",)}


DOUBTS = [
    ("Smith 1998", LIBRARY, "the year is not the same"),
    ("Smith", LIBRARY, "the year is not the same"),
    ("Lee 2000", keyed([work("Lee", year="2000", title=title) for title in ("One", "Two")]), "several fit"),
]


@pytest.mark.parametrize(("name", "items", "why"), DOUBTS, ids=[name for name, *_ in DOUBTS])
def test_what_is_not_sure_is_asked_and_not_given(name, items, why):
    matching = match_studies([study(name)], items)
    assert matching.assigned == {}
    (doubt,) = matching.doubts
    assert why in doubt.text
    assert doubt.origin == PLACE


def test_a_doubt_names_all_that_fit():
    (doubt,) = match_studies([study("Lee 2000")], DOUBTS[2][1]).doubts
    assert "@lee2000a" in doubt.text
    assert "@lee2000b" in doubt.text


@pytest.mark.parametrize("name", ["Smith 1990", "Smith & Walsh 1999", "Smith (K) 1999", "Nobody 1999", "", "2001"])
def test_what_no_reference_fits_is_listed(name):
    matching = match_studies([study(name)], LIBRARY)
    assert matching.assigned == {}
    assert matching.doubts[0].text == f"No reference fits 1 study: {name}."


def test_words_of_the_title_decide():
    items = keyed([work("Lee", year="2000", title=f"Trial of {what}") for what in ("aspirin", "placebo")])
    assert match_studies([study("Lee 2000 Aspirin")], items).assigned == {"Lee 2000 Aspirin": ("lee2000a",)}


def test_entries_of_one_work_are_no_doubt():
    items = keyed([work("Lee", year="2000"), work("Lee", year="2000", title="A Title.")])
    assert match_studies([study("Lee 2000")], items).assigned == {"Lee 2000": ("lee2000a",)}


def test_studies_told_apart_by_letters_do_not_share_a_reference():
    matching = match_studies([study("Smith 1999a"), study("Smith 1999b")], LIBRARY)
    assert matching.assigned == {}
    assert len(matching.doubts) == 2


def test_without_references_nothing_is_said():
    assert match_studies([study("Smith 1999")], []).doubts == ()


def test_a_name_is_taken_apart():
    name = study_name("Smith (J-P) & Jones et al. 1999b Aspirin")
    assert (name.authors, name.initials, name.year, name.letter) == (("Smith", "Jones"), "JP", "1999", "b")
    assert name.words == {"aspirin"}
