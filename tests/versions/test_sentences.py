"""Sentences of two manuscripts, told apart by words and by digits."""

import random

import pytest

from reportgen.document import Citation, CitedWork, CrossRef, Footnote, Heading, Paragraph, Text
from reportgen.versions import Sentence, sentence_changes, sentences_of


def paragraph(text, *more):
    return Paragraph(children=(Text(text), *more))


def split(text):
    return [sentence.text for sentence in sentences_of([paragraph(text)])]


CASES = {
    "Two sentences. And another one.": ["Two sentences.", "And another one."],
    "Barlow et al. 2016 found it. Cooper did not.": ["Barlow et al. 2016 found it.", "Cooper did not."],
    "Therapy vs. Control, e.g. Trials of A. Smith. End.": ["Therapy vs. Control, e.g. Trials of A. Smith.", "End."],
    "It was 0.53 (−0.94 to −0.12; P = 0.01). See Fig. 3.": ["It was 0.53 (−0.94 to −0.12; P = 0.01).", "See Fig. 3."],
    "Is it so? “Yes.” It is!": ["Is it so?", "“Yes.”", "It is!"],
    "No. 5 of St. Mary": ["No. 5 of St. Mary"],
    "See vol. 3, no. 5. We say no. Then it ends.": ["See vol. 3, no. 5.", "We say no.", "Then it ends."],
    "By J. R. Smith in Jan. 2014. Done": ["By J. R. Smith in Jan. 2014.", "Done"],
    "It rose (P = 0.03.) 5 did not. “Why?” she asked.": ["It rose (P = 0.03.)", "5 did not.", "“Why?” she asked."],
    "Мы искали в мае. Нашли А. Смита.": ["Мы искали в мае.", "Нашли А. Смита."],
    "我们检索了。没有结果！": ["我们检索了。", "没有结果！"],
    "One… and more. End.": ["One… and more.", "End."],
    "Ends without a stop": ["Ends without a stop"],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_sentences_end_where_they_end(text, expected):
    assert split(text) == expected


def cited(key, shown):
    return Citation(works=(CitedWork(key=key),), shown=(Text(shown),))


def pointing(target, shown):
    return CrossRef(target=target, shown=shown)


def test_sentences_know_their_heading():
    blocks = [Heading(level=1, children=(Text("Methods"),), id="m"), paragraph("We searched.")]
    assert list(sentences_of(blocks)) == [Sentence("Methods", "Methods"), Sentence("Methods", "We searched.")]


def test_sentences_are_read_with_their_citations_and_footnotes():
    note = Footnote(children=(Text("In May. Again in June."),))
    block = paragraph(
        "We searched ", cited("a", "[12]"), Text(", see "), pointing("tbl-1", "Table 4"), note, Text(". It ended.")
    )
    assert [one.text for one in sentences_of([block])] == [
        "We searched [12], see Table 4.", "It ended.", "In May.", "Again in June.",
    ]  # fmt: skip


def changed(old, new):
    found = sentence_changes(sentences_of([paragraph(*old)]), sentences_of([paragraph(*new)]))
    return [(change.kind, change.before, change.after) for change in found]


def test_numbers_of_citations_figures_and_tables_that_shift_are_no_change():
    old = ("So it is ", cited("a", "[12]"), Text(" in "), pointing("tbl-1", "Table 1"), Text("."))
    new = ("So it is ", cited("a", "[14]"), Text(" in "), pointing("tbl-1", "Table 2"), Text("."))
    assert changed(old, new) == []


def test_another_citation_is_another_meaning_and_is_shown():
    old = ("So it is ", cited("a", "[1]"), Text("."))
    new = ("So it is ", cited("a", "[1]"), cited("b", "[2]"), Text("."))
    assert changed(old, new) == [("meaning", "So it is [1].", "So it is [1][2].")]


def test_a_footnote_that_changed_is_told():
    old, new = (("It is.", Footnote(children=(Text(f"{when}."),))) for when in ("Since May", "Since June"))
    assert changed(old, new) == [("meaning", "Since May.", "Since June.")]


def test_the_relation_of_a_p_value_is_part_of_its_number():
    assert changed(["It helped (P\xa0=\xa00.03; k = 2)."], ["It helped (P\xa0<\xa00.001; k = 3)."])[0][0] == "digits"


def changes(old, new):
    found = sentence_changes([Sentence("Results", text) for text in old], [Sentence("Results", text) for text in new])
    return [(change.kind, change.before, change.after) for change in found]


def test_numbers_and_words_are_told_apart():
    old = ["We found 8 studies.", "The result favoured PIP (SMD −0.53).", "It stays.", "This goes away entirely."]
    new = ["We found 13 studies.", "The result favoured control (SMD −0.53).", "It stays.", "A fresh thought."]
    assert changes(old, new) == [
        ("digits", old[0], new[0]),
        ("meaning", old[1], new[1]),
        ("added", "", new[3]),
        ("removed", old[3], ""),
    ]


def test_a_sentence_that_moved_is_no_change_and_one_said_twice_counts_twice():
    assert changes(["One.", "Two.", "Three."], ["Three.", "One.", "Two."]) == []
    assert changes(["One.", "One."], ["One."]) == [("removed", "One.", "")]


@pytest.mark.parametrize("seed", range(100))
def test_each_edit_is_told_once_and_nothing_else(seed):
    chance = random.Random(seed)
    nouns = ["trials", "mothers", "children", "scores", "results", "methods", "weights", "effects", "reports", "visits"]
    old = [
        f"Sentence {'abcdefghij'[n]} says that {chance.choice(nouns)} of {n} kinds had {n}.{n} points."
        for n in range(10)
    ]
    new, expected = list(old), []
    for index in chance.sample(range(10), chance.randrange(0, 6)):
        kind = chance.choice(["digits", "meaning", "removed", "added"])
        if kind == "digits":
            new[index] = old[index].replace(f"{index}.{index}", f"{index + 1}.{index}7")
            expected.append(("digits", old[index], new[index]))
        elif kind == "meaning":
            new[index] = old[index].replace("had", "never had")
            expected.append(("meaning", old[index], new[index]))
        elif kind == "removed":
            new[index] = ""
            expected.append(("removed", old[index], ""))
        else:
            fresh = f"Entirely fresh words number {'klmnopqrst'[index]}."
            new[index] = f"{old[index]}|{fresh}"
            expected.append(("added", "", fresh))
    sentences = [part for text in new for part in text.split("|") if part]
    if chance.random() < 0.5:
        chance.shuffle(sentences)
    assert sorted(changes(old, sentences)) == sorted(expected)
