"""A new review loads at once, and its comments teach what is true."""

import re

import pytest

from reportgen.load import load, new_review
from reportgen.load.scaffold import empty_review
from tests.load.test_writing import stored

EXAMPLE = re.compile(r"^#(?=\S|  )", re.MULTILINE)


@pytest.mark.parametrize(
    "title", ["Music for sleep", "A: \"b\" # {c} 'd' [e]", "none", "2024", "=1+1", "<script>", "%s {0}"]
)
def test_a_new_review_loads_with_its_title(tmp_path, title):
    review = load(stored(tmp_path, new_review(title)))
    assert review == empty_review(title)
    assert review.warnings == ()


def test_a_title_of_several_lines_becomes_one(tmp_path):
    assert load(stored(tmp_path, new_review(" a\n  b\t"))).title == "a b"
    assert load(stored(tmp_path, new_review(" "))).title == "A systematic review"


def test_every_example_in_the_comments_is_valid(tmp_path):
    files = dict(new_review("T"))
    text = files["review.yaml"].decode()
    files["review.yaml"] = EXAMPLE.sub("", text).encode()
    files["studies.csv"] = b"study,mean_age\n"
    review = load(stored(tmp_path, files))
    assert [author.family for author in review.authors] == ["Example"]
    assert [outcome.pooled for outcome in review.outcomes] == [True, False]
    assert review.characteristics[0] == "country"
    assert review.search.databases == (("MEDLINE", "1 March 2026"), ("Embase", ""))


def with_rows(text, *rows):
    """Return a table with rows added, each given as values by heading."""
    headings = text.strip().split(",")
    return text + "".join(",".join(row.get(name, "") for name in headings) + "\n" for row in rows)


def test_a_trial_filled_in_by_hand_loads(tmp_path):
    files = {path: content.decode() for path, content in new_review("T").items()}
    smith = {"study": "Smith 2020", "outcome": "recovery", "n_randomised": "100", "n": "50"}
    roles = {"A": "experimental", "B": "comparator"}
    files["studies.csv"] = with_rows(files["studies.csv"], smith)
    arms = [smith | {"arm": arm, "role_intervention-control": role} for arm, role in roles.items()]
    files["arms.csv"] = with_rows(files["arms.csv"], *arms)
    files["results.csv"] = with_rows(files["results.csv"], *(smith | {"arm": arm, "events": "30"} for arm in roles))
    review = load(stored(tmp_path, {path: text.encode() for path, text in files.items()}))
    assert [result.data["events"].value for result in review.results] == [30, 30]


def test_the_heading_row_of_studies_offers_the_characteristics():
    heading = new_review("T")["studies.csv"].decode().strip().split(",")
    assert heading[:2] == ["study", "status"]
    assert {"country", "participants", "intervention"} <= set(heading)
