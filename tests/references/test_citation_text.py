"""References typed out in full, taken apart as far as that is sure."""

import pytest

from reportgen.references import ReferenceItem, parse_citation
from reportgen.references.author_lists import authors_of

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
