"""A review that is written as a folder and loaded again equals itself."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen.load import load, write
from reportgen.model import SearchStrategy
from tests.load.folders import FILES, REVIEW_YAML, fill
from tests.load.reviews import reviews


def stored(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_the_small_review_comes_back(tmp_path):
    review = load(fill(tmp_path / "one"))
    again = load(stored(tmp_path / "two", write(review)))
    assert again == review
    assert again.results[3].data["mean"].text == "8.90"


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # making an example of this size smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
@given(reviews())
def test_any_review_comes_back(review):
    with tempfile.TemporaryDirectory() as folder:
        assert load(stored(Path(folder), write(review))) == review


def test_only_departures_from_a_preset_are_written(tmp_path):
    text = REVIEW_YAML.replace("rob1\n", "rob1\n  synthesis: {preset: revman5, level: 0.9}\n")
    text = text.replace("better: higher", "better: higher\n    synthesis: {preset: metafor, tau2: PM}")
    review = load(fill(tmp_path / "one", {"review.yaml": text}))
    written = write(review)["review.yaml"].decode()
    assert "  synthesis:\n    preset: revman5\n    level: 0.9\n" in written
    assert "    synthesis:\n      preset: metafor\n      tau2: PM\n" in written
    assert load(stored(tmp_path / "two", write(review))) == review


def test_writing_twice_gives_the_same_bytes(tmp_path):
    files = write(load(fill(tmp_path / "one")))
    assert write(load(stored(tmp_path / "two", files))) == files
    assert list(files) == sorted(files)


def test_every_table_is_written_with_its_headings(tmp_path):
    empty = fill(tmp_path, dict.fromkeys(FILES, None) | {"review.yaml": "title: T\n", "studies.csv": "study\n"})
    files = write(load(empty))
    assert {path for path in files if path.endswith(".csv")} == {path for path in FILES if path.endswith(".csv")}
    assert files["flow.csv"] == b"item,detail,n,source,provenance,note\n"


def test_no_spreadsheet_takes_a_text_for_a_formula_and_it_is_read_again_as_it_was(tmp_path):
    text = FILES["sources.csv"].replace("A report", "=1+1|cmd").replace("article", "@x")
    review = load(fill(tmp_path, {"sources.csv": text}))
    written = write(review)
    assert b"'=1+1|cmd,'@x" in written["sources.csv"]
    assert load(fill(tmp_path / "again", written)).sources[0].title == "=1+1|cmd"


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a\x00b"])
def test_a_name_that_leaves_the_folder_is_never_written(tmp_path, name):
    review = load(fill(tmp_path))
    search = replace(review.search, strategies=(SearchStrategy(name=name, text="x"),))
    with pytest.raises(ValueError, match="name of a file"):
        write(replace(review, search=search))


def test_a_value_that_never_stood_in_a_file_is_written_too(tmp_path):
    review = load(fill(tmp_path))
    data = review.results[3].data
    plain = replace(review.results[3], data={**data, "mean": replace(data["mean"], text="")})
    rows = write(replace(review, results=(plain,)))["results.csv"].decode().splitlines()
    assert rows[1].split(",")[8] == "8.9"
