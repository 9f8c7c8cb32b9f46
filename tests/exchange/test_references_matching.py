"""Which reference is whose, and references typed out in full."""

import pytest

from reportgen.errors import Origin
from reportgen.exchange.references import Name, ReferenceItem, keyed, match_studies, parse_citation
from reportgen.exchange.references.author_lists import authors_of
from reportgen.exchange.references.matching import study_name
from reportgen.model import Cell, Study

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


# ---- references typed out in full

TYPED = {
    "APA": "Smith, J. A., de Vries, K., & O’Hara, L. (2004). A trial of aspirin: Results. Journal of Trials, 36(7), 895–908. "
    "https://doi.org/10.1000/x-1(2)3",
    "Vancouver": "Smith JA, de Vries K, O’Hara L. A trial of aspirin: Results. Journal of Trials. 2004;36(7):895-908. doi: 10.1000/x-1(2)3",
    "author-date": 'Smith, J. A., de Vries, K., & O’Hara, L. (2004). "A trial of aspirin: Results." Journal of Trials 36(7): 895-908. doi:10.1000/x-1(2)3.',
}


@pytest.mark.parametrize("form", TYPED)
def test_a_typed_reference_is_taken_apart(form):
    item = parse_citation(TYPED[form])
    assert [name.family for name in item.authors] == ["Smith", "de Vries", "O’Hara"]
    assert (item.type, item.year, item.title) == ("article-journal", "2004", "A trial of aspirin: Results")
    assert (item.container_title, item.volume, item.issue, item.page) == ("Journal of Trials", "36", "7", "895-908")
    assert item.doi == "10.1000/x-1(2)3"


PARTS = [
    ("A, B. (2001). A question of aspirin? A pilot trial. BMJ (Clinical ed.), 334, e99.", "BMJ (Clinical ed.)", "e99"),
    ("A, B. (2001). A question of aspirin. The Lancet. Oncology, 4(6), 451-60.", "The Lancet. Oncology", "451-60"),
    ("A, B. (2001). A question of aspirin. Trials, 4.", "Trials", ""),
    ("A B, et al. A question of aspirin. Trials. 2001;4 Suppl 1:S1-9.", "Trials", "S1-9"),
]


@pytest.mark.parametrize(("text", "journal", "page"), PARTS, ids=[journal for _, journal, _ in PARTS])
def test_journal_and_pages_are_told_from_the_title(text, journal, page):
    item = parse_citation(text)
    assert (item.container_title, item.page, item.title.startswith("A question of aspirin")) == (journal, page, True)


UNSURE = [
    "Smith, J. Future thinking, Ghent: Press, 2013, p226.",
    "Smith, J. (2004). A trial without any journal.",
    "Smith, J., Mary A. Jones, L. (2004). A trial of aspirin. Trials, 4(2), 1-2.",
    "Smith, J. (2004). A trial of aspirin. Trials, 4(2), 1-2. https://doi.org/10.1000/a 17.Jones, K. (2001). B. C, 1(2), 3. https://doi.org/10.1000/b",
    "Smith, J. (2004). A trial of aspirin. Trials, 4(2), 1-2. https://doi.org/10.1000/broken-",
    "",
]


@pytest.mark.parametrize("text", UNSURE, ids=range(len(UNSURE)))
def test_what_is_not_sure_stays_the_text_it_was(text):
    assert parse_citation(text) == ReferenceItem(type="document", title=text)


LISTS = [
    ("Smith, J., ... & Last, K.", ["Smith, J.", "others"]),
    ("Smith J, Jones K, et al", ["Smith, J", "Jones, K", "others"]),
    ("Huey, S. J., Jr, & Study Team", ["Huey, S. J., Jr", "Study Team"]),
    ("Smith, John & Jones, Mary", ["Smith, John", "Jones, Mary"]),
    ("Smith", []),
    ("Smith, J., Jones", []),
]


@pytest.mark.parametrize(("text", "names"), LISTS, ids=[text for text, _ in LISTS])
def test_a_list_of_authors_is_read_whole_or_not_at_all(text, names):
    assert [name.shown() for name in authors_of(text)] == names
