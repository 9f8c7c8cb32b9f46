"""A review written as JSON holds all of it, and comes back the same."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen.errors import DataError
from reportgen.exchange import ImportOptions, Source
from reportgen.exchange.own.as_json import JSON, json_files
from reportgen.load import load
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.load.folders import FILES, fill
from tests.load.reviews import reviews


def exported(review):
    return json_files(analyse(review, Style())).files


def imported(files, **options):
    source = Source(name="review.json", kind="file", files=files)
    assert JSON.matches(source)
    return JSON.read(source, ImportOptions(**options)).review


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(reviews())
def test_any_review_comes_back(review):
    assert imported(exported(review)) == review


def test_the_example_comes_back_with_its_results():
    review = load(Path("data/pip"))
    files = exported(review)
    assert imported(files) == review
    values = json.loads(files["review.json"])
    (secure,) = [one for one in values["pooled"] if one["outcome"] == "secure"]
    assert (round(secure["estimate"], 2), round(secure["ci_low"], 2), round(secure["ci_high"], 2)) == (8.93, 1.25, 63.7)
    assert [one["events_experimental"] for one in values["effects"] if one["outcome"] == "secure"] == [31, 8]


def test_a_title_that_the_user_gives_takes_the_place_of_the_exported_one(tmp_path):
    assert imported(exported(load(fill(tmp_path))), title="Another").title == "Another"


def test_the_same_review_gives_the_same_bytes(tmp_path):
    review = load(fill(tmp_path))
    assert exported(review) == exported(imported(exported(review)))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda text: text[:-40], "source-is-readable", "JSON"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "source-holds-a-review", "version 1"),
        (lambda text: text.replace('"title": "A small review"', '"title": 3'), "source-value-is-usable", "title"),
        (lambda text: text.replace('"measure": "MD"', '"measure": null'), "source-value-is-usable", r"outcomes\[1\]"),
        (lambda text: text.replace('"better": "lower"', '"better": "up"'), "source-value-is-usable", "higher, lower"),
        (lambda text: text.replace('"value": 50', '"value": "many"', 1), "source-value-is-usable", "number"),
        (lambda text: text.replace('"title"', '"tilte"', 1), "source-value-is-usable", "tilte"),
        (lambda text: "[" * 100_000, "source-is-readable", "JSON"),
        (lambda text: text.replace('"studies": [', '"studies": [3, ', 1), "source-value-is-usable", r"studies\[0\]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, change, code, said):
    text = exported(load(fill(tmp_path)))["review.json"].decode()
    changed = change(text)
    assert changed != text
    with pytest.raises(DataError, match=said) as raised:
        imported_from(changed)
    assert [issue.code for issue in raised.value.issues] == [code]


def imported_from(text):
    source = Source(name="review.json", kind="file", files={"review.json": text.encode()})
    return JSON.read(source, ImportOptions())


def test_a_statistic_without_end_is_null(tmp_path):
    yaml = FILES["review.yaml"].replace("measure: RR", "measure: RR\n    synthesis: {interval: hksj}")
    results = "study,outcome,arm,versus,events,n,estimate,se\n" + "".join(
        f"{study},cured,D,P,,,1.5,0.2\n" for study in ("Adams 2001", "Baker 2002")
    )
    review = load(fill(tmp_path, {"review.yaml": yaml, "results.csv": results}))
    (pooled,) = [one for one in json.loads(exported(review)["review.json"])["pooled"] if one["outcome"] == "cured"]
    assert (pooled["se"], pooled["statistic"]) == (0.0, None)
