"""References as items: citation keys, and BibTeX that reads back to the same items."""

import string
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Citation, CitedWork
from reportgen.errors import Origin
from reportgen.load.files import Folder
from reportgen.load.findings import Findings
from reportgen.load.library import read_library
from reportgen.pandoc import csl_of_bibtex
from reportgen.references import Name, ReferenceItem, keyed, library_of
from reportgen.references.csl import item_of_csl
from reportgen.references.dates import date_of
from reportgen.references.item import TYPES, csl_type, folded
from reportgen.references.languages import language_tag
from reportgen.references.names import person
from reportgen.resolve.citations import cite_all
from reportgen.resources import read_bytes
from tests.bounded import within


def by(*names, year="", **more):
    return ReferenceItem(authors=tuple(names), year=year, **more)


MULLER = Name(family="Müller-Lüdenscheid", given="A.")

# ---- citation keys

KEYS = [
    (by(MULLER, year="2003"), "mullerludenscheid2003"),
    (by(Name(family="de la Cruz"), year="2001"), "delacruz2001"),
    (by(Name(family="O'Brien"), year="2010"), "obrien2010"),
    (by(Name(family="Bjørn Strauß"), year="1999"), "bjornstrauss1999"),
    (by(Name(literal="World Health Organization"), year="2014"), "worldhealth2014"),
    (by(Name(literal="The Study of Things Group"), year="2014"), "studythings2014"),
    (ReferenceItem(title="The <i>Aspirin</i> trial", year="1980"), "aspirin1980"),
    (ReferenceItem(editors=(Name(family="Smith"),)), "smithnd"),
    (by(Name(family="Smith"), date="2003-04"), "smith2003"),
    (by(Name(family="张", given="伟"), title="针灸", year="2003"), "ref2003"),
    (by(Name(family="张"), title="针灸 Acupuncture", year="2003"), "acupuncture2003"),
]


@pytest.mark.parametrize(("item", "key"), KEYS, ids=[key for _, key in KEYS])
def test_a_key_is_the_first_author_and_the_year(item, key):
    assert keyed([item])[0].id == key


def test_equal_keys_get_letters_in_the_order_of_the_items():
    items = [by(Name(family="Smith"), year="2003", title=str(number)) for number in range(28)]
    keys = [item.id for item in keyed(items)]
    assert keys[:2] == ["smith2003a", "smith2003b"]
    assert keys[-3:] == ["smith2003z", "smith2003aa", "smith2003ab"]


def test_a_key_is_none_of_those_taken_whatever_their_capitals():
    assert keyed([by(Name(family="Smith"), year="2003")], taken=["Smith2003"])[0].id == "smith2003a"


@pytest.mark.parametrize(
    ("own", "kept"),
    [("Smith:2003", True), ("a b", False), ("reportgen:x", False), ("fig-1", False), ("x{y}", False), ("", False)],
)
def test_a_key_of_its_own_stays_where_it_can_be_cited(own, kept):
    assert (keyed([by(MULLER, id=own)])[0].id == own) is kept


def test_a_key_that_stands_twice_stays_once():
    first, second = keyed([by(MULLER, id="x"), by(MULLER, id="X")])
    assert first.id == "x"
    assert second.id == "mullerludenscheidnd"


# ---- BibTeX

ITEMS = (
    ReferenceItem(
        id="a1",
        type="article-journal",
        title='Effect Of "Aspirin" on H<sub>2</sub>O — a <i>trial</i> & 5% $x$ {y} a_b #1 ~ ^ \\ -- x<5',
        authors=(
            MULLER,
            Name(family="de la Cruz", given="Juan"),
            Name(literal="WHO & others: a_b, and so on"),
            Name(family="hooks", given="bell"),
            Name(family="Huey", given="S. J.", suffix="Jr."),
            Name(family="van ’t Hof", given="X."),
            Name(family="El Baz", given="Q."),
            Name(family="d’Alembert", given="J."),
            Name(family="Ōe", given="健三郎"),
            Name(literal="others"),
        ),
        year="2003",
        date="2003-04-05",
        container_title="The Lancet of Things",
        volume="3",
        issue="4 Suppl. 1",
        page="12-34",
        doi="10.1002/(SICI)1097-0142(1<1::A#a_b%>3.0.CO;2-x",
        url="http://example.org/c_d?x=%20&y=#a",
        pmid="123",
        issn="1234-5678",
        language="fr",
        keywords=("Depression, postpartum", "aspirin"),
        abstract="Background: text @foo{x, y} 5 % of us.",
        note="Conference “X” & more",
    ),
    ReferenceItem(
        id="a2",
        type="chapter",
        title="the E-health Trial in the USA",
        authors=(MULLER,),
        editors=(Name(family="Ed", given="E."), Name(literal="Corp and Co")),
        year="2003",
        date="2003-04",
        container_title="The Big Book of Trials",
        collection_title="Series of Things",
        number="7",
        publisher="Smith and Sons & Co, Ltd.",
        publisher_place="New York, NY",
        edition="2nd",
        isbn="978-3-16-148410-0",
    ),
    ReferenceItem(id="a3", type="report", title="x", genre="Technical report", number="12", publisher="WHO"),
    ReferenceItem(id="a4", type="thesis", title="the x", publisher="University of X", year="1999"),
    ReferenceItem(id="a5", title="Whole Text. Smith J. 2003;4:5."),
)


def read_back(items):
    entries, warnings = csl_of_bibtex(library_of(items).text)
    assert warnings == ()
    return tuple(item_of_csl(entry) for entry in entries)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
def test_pandoc_reads_back_what_was_written(item):
    assert read_back([item]) == (item,)


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_comes_back(type_):
    item = ReferenceItem(id="x", type=type_, title="A Title", container_title="A Container", publisher="P", year="2001")
    assert read_back([item]) == (item,)


def test_a_type_that_no_item_has_is_a_document():
    assert csl_type("interview") == "document"


def test_the_loader_finds_the_keys_and_lines_that_were_given(tmp_path):
    library = library_of(ITEMS)
    (tmp_path / "references.bib").write_text(library.text, encoding="utf-8")
    loaded = read_library(Folder(root=tmp_path, findings=Findings()))
    assert loaded == library
    assert loaded.keys == library.keys


def test_citeproc_prints_what_was_written():
    citation = Citation(works=(CitedWork(key="a2"),), mode="narrative", origin=Origin("x", 1))
    cited = cite_all([citation], library_of(ITEMS), csl=read_bytes("csl/apa.csl"), language="en-GB")
    assert cited.shown[0]


def test_seven_hundred_items_are_written_in_bounded_time():
    items = [replace(ITEMS[0], id="", title=f"Title {number}") for number in range(700)]
    with within(2):
        library = library_of(items)
    assert len(library.keys) == 700


# typed characters: TeX's own, letters with accents, another script, dashes; quotation marks are set by pandoc
LETTERS = string.ascii_letters + string.digits + "äéñøŁß文 .,:;-–—%$&#_{}~^\\@()[]/+*=<>!?|"
TEXTS = st.text(LETTERS, max_size=30).map(lambda text: " ".join(text.split()))
WORDS = st.text("abcxyzäøABC文-", min_size=1, max_size=8).map(lambda text: "A" + text.strip("-"))
NAMES = st.one_of(
    st.builds(Name, family=WORDS, given=WORDS),
    st.builds(
        lambda particle, family: Name(family=f"{particle} {family}", given="J."),
        st.sampled_from(["van", "de la"]),
        WORDS,
    ),
    st.builds(lambda text: Name(literal=f"B {text}".strip()), TEXTS),
)


def unmarked(item):
    """Return an item with what pandoc's own typography may change made equal."""
    return {
        field.name: " ".join(str(getattr(item, field.name)).replace("\xa0", " ").split())
        for field in fields(item)
        if field.name not in {"origin", "authors"}
    }


@settings(max_examples=60)
@given(
    st.builds(
        ReferenceItem, title=TEXTS, container_title=TEXTS, abstract=TEXTS, note=TEXTS, publisher=TEXTS, volume=WORDS
    )
)
def test_any_text_comes_back(item):
    (again,) = read_back([replace(item, id="k")])
    assert unmarked(again) == unmarked(replace(item, id="k"))


@settings(max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_any_names_come_back(names):
    (again,) = read_back([ReferenceItem(id="k", title="T", authors=tuple(names))])
    assert [name.shown() for name in again.authors] == [name.shown() for name in names]


# ---- what items are made of

DATES = [
    ("2004/03//", ("2004", "2004-03")),
    ("2018/04", ("2018", "2018-04")),
    ("2019/08/23", ("2019", "2019-08-23")),
    ("Start date: 20170812", ("2017", "2017-08-12")),
    ("OCT 2020", ("2020", "2020-10")),
    ("2018 Apr 3", ("2018", "2018-04-03")),
    ("1999", ("1999", "")),
    ("10 15", ("", "")),
    ("in press", ("", "")),
    ("2004-13-01", ("2004", "")),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_a_date_is_read_as_far_as_it_goes(text, expected):
    assert date_of(text) == expected


PEOPLE = [
    ("Smith, John A.", Name(family="Smith", given="John A.")),
    ("Huey, S. J., Jr.", Name(family="Huey", given="S. J.", suffix="Jr.")),
    ("Smith JA", Name(family="Smith", given="JA")),
    ("de la Cruz J", Name(family="de la Cruz", given="J")),
    ("J. A. Smith", Name(family="Smith", given="J. A.")),
    ("Department of Health UK", Name(literal="Department of Health UK")),
    ("World Health Organization", Name(literal="World Health Organization")),
]


@pytest.mark.parametrize(("text", "name"), PEOPLE, ids=[text for text, _ in PEOPLE])
def test_a_person_is_told_from_a_body(text, name):
    assert person(text) == name


def test_languages_go_by_tags_names_and_codes():
    assert [language_tag(text) for text in ("English", "ger", "pt-BR", "English; French", "")] == [
        "en",
        "de",
        "pt-BR",
        "",
        "",
    ]


def test_folding_leaves_letters_and_digits():
    assert folded("Łukasz Ørsted-Strauß 2") == "lukaszorstedstrauss2"
