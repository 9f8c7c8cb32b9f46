"""review.yaml takes new settings in; its comments, order and writing stay."""

import pytest

from reportgen.load import composed_yaml
from reportgen.merging import NewFile
from reportgen.merging.settings import merge_settings


def merged(old, new, *, replacing=False):
    file = NewFile(path="review.yaml", shown="new/review.yaml", data=new.encode())
    part = merge_settings("review.yaml", "review.yaml", old.encode(), file, replacing=replacing)
    return part.edited.result, part


CASES = {
    "a key at the end": ("title: t  # ours\n", "style: bmj\n", "title: t  # ours\nstyle: bmj\n"),
    "a key of a mapping within": (
        "methods:\n  # how\n  screening: a\n\n# more\nstyle: bmj\n",
        "methods: {extraction: b}\n",
        "methods:\n  # how\n  screening: a\n  extraction: b\n\n# more\nstyle: bmj\n",
    ),
    "a key of a mapping in one line": (
        "flow: {form: a}  # x\n",
        "flow:\n  wide: true\n",
        "flow: {form: a, wide: true}  # x\n",
    ),
    "an item of a list, by id": (
        "outcomes:\n  - id: a\n    title: A\n# end\n",
        "outcomes:\n- id: b\n  title: B   # why\n  plan:\n    level: 90\n",
        "outcomes:\n  - id: a\n    title: A\n  - id: b\n    title: B   # why\n    plan:\n      level: 90\n# end\n",
    ),
    "a key of an item, by id": (
        "outcomes:\n- id: a\n  title: A\n- id: b\n  title: B\n",
        "outcomes:\n  - {id: a, unit: points}\n",
        "outcomes:\n- id: a\n  title: A\n  unit: points\n- id: b\n  title: B\n",
    ),
    "a setting that was empty": (
        "title: t\nnote:\nstyle: bmj\n",
        "note: words\n",
        "title: t\nnote: words\nstyle: bmj\n",
    ),
    "long texts and texts of several lines": (
        "title: t\n",
        'note:\n  "one\n  two"\nmore: |\n  a\n\n   b\n',
        'title: t\nnote:\n  "one\n  two"\nmore: |\n  a\n\n   b\n',
    ),
    "no last line break": ("title: t", "style: bmj", "title: t\nstyle: bmj"),
    "a setting without value says nothing": ("title: t\n", "title:\nstyle: ''\n", "title: t\n"),
    "the same value in another form": (
        'title: "t"\nlist: [1, 2]\n',
        "title: t\nlist:\n- 1\n- 2\n",
        'title: "t"\nlist: [1, 2]\n',
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_settings_are_added_where_they_belong(old, new, expected):
    text, part = merged(old, new)
    assert part.issues == ()
    assert text == expected
    assert merged(text, new)[0] == text


REPLACED = {
    "a word": ("title: t  # ours\nstyle: x\n", "title: new  # theirs\n", "title: new  # ours\nstyle: x\n"),
    "a folded text": ('note:\n  "a\n  b"\nx: 1\n', 'note: "c"\n', 'note:\n  "c"\nx: 1\n'),
    "a list": ("list: [1, 2]  # ours\nx: 1\n", "list:\n  - 3\n", "list:\n  - 3  # ours\nx: 1\n"),
    "a text of several lines": ("a: |\n  old\n  text\n\nb: 1\n", "a: |\n  new\n", "a: |\n  new\n\nb: 1\n"),
    "deep in a list": ("o:\n  - id: a\n    n: 1\n", "o: [{id: a, n: 2}]\n", "o:\n  - id: a\n    n: 2\n"),
}


@pytest.mark.parametrize(("old", "new", "expected"), REPLACED.values(), ids=REPLACED)
def test_other_values_are_contradictions_or_replaced(old, new, expected):
    unchanged, part = merged(old, new)
    assert unchanged == old
    assert [issue.code for issue in part.issues] == ["update-agrees"]
    text, part = merged(old, new, replacing=True)
    assert part.issues == ()
    assert text == expected


def test_a_contradiction_names_the_setting_and_both_places():
    _, part = merged("a: 1\nmethods:\n  screening: one\n", "methods:\n  screening: two\n")
    assert str(part.issues[0]).startswith(
        "new/review.yaml:2:14: error: update-agrees: found 'two' for methods.screening, expected 'one' as in "
        "review.yaml:3:14"
    )


def test_what_cannot_be_put_into_the_text_is_refused_and_not_guessed():
    _, part = merged("flow: {a: 1}\n", "flow:\n  b:\n    c: 1\n    d: 2\n")
    assert [issue.code for issue in part.issues] == ["update-fits"]


def test_flaws_of_the_new_file_are_told_in_their_place():
    _, part = merged("title: t\n", "a: 1\na: 2\n")
    assert str(part.issues[0]).startswith("new/review.yaml:2:1: error: yaml-key-is-unique")


def test_the_root_of_nothing_is_none():
    assert composed_yaml("# nothing\n") is None
    assert merged("# nothing\n", "title: t\n")[0] == "# nothing\ntitle: t\n"
