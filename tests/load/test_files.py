"""Files: encodings, sizes, links out of the folder, what is missing or empty."""

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from tests.load.folders import FILES, fill

ACCENTED = FILES["studies.csv"].replace("Norway", "Curaçao")


def issues_of(folder):
    with pytest.raises(DataError) as caught:
        load(folder)
    return caught.value.issues


@pytest.mark.parametrize(
    ("data", "found", "place"),
    [
        (ACCENTED.encode("latin-1"), "ISO-8859-1 (Latin-1)", "studies.csv:2:42"),
        (ACCENTED.replace("Curaçao", "ça – là").encode("cp1252"), "Windows-1252", "studies.csv:2:38"),
        (ACCENTED.encode("utf-16"), "UTF-16", "studies.csv:1"),
        (ACCENTED.encode("utf-16-le"), "UTF-16", "studies.csv:1"),
        (ACCENTED.encode("utf-32"), "UTF-32", "studies.csv:1"),
        (ACCENTED.encode() + b"\x81\xff\xfe", "an encoding that is not UTF-8", "studies.csv:6:1"),
    ],
)
def test_a_wrong_encoding_is_named_with_its_place(tmp_path, data, found, place):
    [issue] = issues_of(fill(tmp_path, {"studies.csv": data}))
    assert issue.code == "file-is-utf8"
    assert found in issue.message
    assert str(issue.origin) == place


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_byte_order_mark(tmp_path, encoding):
    review = load(fill(tmp_path, {"studies.csv": ACCENTED.encode(encoding)}))
    assert review.studies[0].id == "Adams 2001"
    assert review.studies[0].characteristics["country"].value == "Curaçao"


def test_review_yaml_in_another_encoding_is_an_issue(tmp_path):
    text = FILES["review.yaml"].replace("A small", "Un bébé")
    [issue] = issues_of(fill(tmp_path, {"review.yaml": text.encode("latin-1")}))
    assert (issue.code, str(issue.origin)) == ("file-is-utf8", "review.yaml:1:12")


def test_line_ends_of_other_systems_change_nothing(tmp_path):
    changes = {path: text.replace("\n", "\r\n") for path, text in FILES.items()}
    assert load(fill(tmp_path / "one", changes)) == load(fill(tmp_path / "two"))


@pytest.mark.parametrize("path", ["review.yaml", "studies.csv", "results.csv", "sources.csv"])
@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file_is_an_issue(tmp_path, path, content):
    issues = issues_of(fill(tmp_path, {path: content}))
    assert ("file-is-not-empty", f"{path}:1") in {(issue.code, str(issue.origin)) for issue in issues}


@pytest.mark.parametrize("folder", ["nothing", "there"])
def test_a_folder_without_review_yaml_is_no_review(tmp_path, folder):
    (tmp_path / "there").mkdir()
    [issue] = issues_of(tmp_path / folder)
    assert issue.code == "folder-is-a-review"


def test_a_review_needs_a_table_of_studies(tmp_path):
    codes = {issue.code for issue in issues_of(fill(tmp_path, {"studies.csv": None}))}
    assert codes == {"file-is-present"}


def test_only_review_yaml_and_studies_are_needed(tmp_path):
    files = dict.fromkeys(FILES, None) | {"review.yaml": "title: T\n", "studies.csv": "study,status,reason\n"}
    review = load(fill(tmp_path, files))
    assert (review.title, review.studies, review.name) == ("T", (), tmp_path.name)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.csv").write_text("id,address\n")
    folder = fill(tmp_path / "review", {"sources.csv": None})
    (folder / "sources.csv").symlink_to(tmp_path / "secret.csv")
    assert ("path-is-inside-the-review", "sources.csv:1") in {(i.code, str(i.origin)) for i in issues_of(folder)}


def test_a_link_within_the_folder_is_followed(tmp_path):
    folder = fill(tmp_path, {"sources.csv": None, "old/sources.csv": FILES["sources.csv"]})
    (folder / "sources.csv").symlink_to(folder / "old/sources.csv")
    assert load(folder).sources[0].id == "s1"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("review.yaml", b"title: x\n#" + b"x" * 300_000),
        ("sections/introduction.md.j2", b"x" * 2_100_000),
        ("references.bib", b"%" * 10_100_000),
        ("sources.csv", b"id,address\n" + b"\n" * 50_100_000),
    ],
)
def test_a_file_of_unbearable_size_is_an_issue(tmp_path, path, content):
    issues = issues_of(fill(tmp_path, {path: content}))
    assert ("file-is-of-bearable-size", path) in {(issue.code, issue.origin.path) for issue in issues}


@pytest.mark.parametrize(("mark", "shown"), [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\ufffe", "U+FFFE")])
def test_a_control_character_is_an_issue(tmp_path, mark, shown):
    [issue] = issues_of(fill(tmp_path, {"sources.csv": FILES["sources.csv"].replace("A report", f"A{mark}")}))
    assert (issue.code, str(issue.origin)) == ("text-has-no-control-characters", "sources.csv:2:32")
    assert shown in issue.message


def test_hidden_and_temporary_files_are_not_part_of_a_review(tmp_path):
    changes = {
        ".DS_Store": b"\x00",
        "sections/.x.swp": "x",
        "sections/~$results.md": "x",
        "searches/Thumbs.db": b"\x00",
    }
    assert load(fill(tmp_path, changes)) == load(fill(tmp_path / "plain"))


def test_a_file_that_is_no_section_is_an_issue(tmp_path):
    [issue] = issues_of(fill(tmp_path, {"sections/discusion.md.j2": "x"}))
    assert (issue.code, issue.hint) == ("section-is-known", "did you mean 'discussion'?")


def test_two_files_for_one_section_are_an_issue(tmp_path):
    [issue] = issues_of(fill(tmp_path, {"sections/introduction.md": "x"}))
    assert issue.code == "section-is-known"
    assert "expected one of them" in issue.message


def test_texts_of_the_review_are_kept_as_they_are(tmp_path):
    review = load(fill(tmp_path))
    assert review.search.strategies[0].text == "1 drug\n2 placebo\n"
    assert review.sections[0].text == "Why.\n"
    assert {key: origin.line for key, origin in review.library.keys.items()} == {"adams2001": 2, "baker2002": 6}


def test_entries_in_references_are_found_whatever_their_form(tmp_path):
    text = "@comment{x, }\n@string(a = {b})\n  @Book ( k:1 ,\n title={@misc{no,}})\n\n@article{K-2,}\n"
    review = load(fill(tmp_path, {"references.bib": FILES["references.bib"] + text}))
    assert list(review.library.keys) == ["adams2001", "baker2002", "k:1", "K-2"]


STYLE = "[style]\ntitle = 'Own'\n"


def test_a_style_in_the_folder_may_be_named(tmp_path):
    settings = FILES["review.yaml"].replace("style: default", "style: own.toml")
    assert load(fill(tmp_path, {"review.yaml": settings, "own.toml": STYLE})).style == "own.toml"


@pytest.mark.parametrize("text", [STYLE + "colour = 1\n", "[style", "[style]\nnumbers = 3\n"])
def test_a_style_that_cannot_be_read_is_an_issue(tmp_path, text):
    settings = FILES["review.yaml"].replace("style: default", "style: own.toml")
    [issue] = issues_of(fill(tmp_path, {"review.yaml": settings, "own.toml": text}))
    assert (issue.code, str(issue.origin)) == ("style-is-known", "own.toml:1")
