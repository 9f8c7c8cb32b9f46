"""Each edit of the data is told once, and nothing else is."""

import csv
import random
from io import StringIO

import pytest

from reportgen.model import Record
from reportgen.versions import STUDY_TABLES, Version, compare, data_edits

TABLES = {
    "studies": (("study",), ("status", "reason", "country", "n_randomised")),
    "arms": (("study", "arm"), ("label", "n")),
    "results": (("study", "outcome", "arm"), ("events", "n", "mean", "sd", "note")),
    "risk_of_bias": (("study", "domain"), ("judgement", "support")),
    "flow": (("item", "detail"), ("n", "note")),
    "sources": (("id",), ("address", "title")),
}
NUMBERS = {"n_randomised", "n", "events", "mean", "sd"}
WORDS = ("clinic", 'a "quoted" word', "one, two", "semi;colon", "two\nlines", "é ü", "low", "high", "-0.5 to 0.5")
SETTINGS = (
    "title",
    "style",
    "subtitle",
    "methods.screening",
    "methods.extraction",
    "outcomes.one.title",
    "outcomes.two.unit",
)


def word(chance):
    return f"{chance.choice(WORDS)} {chance.randrange(1000)}"


def number(chance):
    return str(chance.randrange(1, 10_000))


class Drawn:
    """A review made by chance: rows by table and key, references, settings, sections."""

    def __init__(self, chance):
        studies = [f"Study {n}" for n in range(chance.randrange(2, 8))]
        self.tables = {stem: {} for stem in TABLES}
        for study in studies:
            self.tables["studies"][study,] = self.cells("studies", chance)
            for arm in ("A", "B"):
                self.tables["arms"][study, arm] = self.cells("arms", chance)
                self.tables["results"][study, "pain", arm] = self.cells("results", chance)
            for domain in ("D1", "D2"):
                self.tables["risk_of_bias"][study, domain] = self.cells("risk_of_bias", chance)
        for item in ("screened", "excluded", "assessed"):
            self.tables["flow"][item, ""] = self.cells("flow", chance)
        self.tables["sources"]["S1",] = self.cells("sources", chance)
        self.references = {f"key{n}": {"title": word(chance), "year": str(2000 + n)} for n in range(3)}
        self.settings = {name: word(chance).replace("\n", " ") for name in SETTINGS}
        self.sections = {"introduction": word(chance)}

    @staticmethod
    def cells(stem, chance):
        return {
            name: "" if chance.random() < 0.2 else (number if name in NUMBERS else word)(chance)
            for name in TABLES[stem][1]
        }

    def files(self, chance):
        """Return the files, written as it may happen: rows in any order, quoted or not, with any delimiter."""
        found = {f"{stem}.csv": self.table_text(stem, chance).encode() for stem in TABLES}
        found["references.bib"] = self.library(chance).encode()
        found["review.yaml"] = self.settings_text(chance).encode()
        for name, text in self.sections.items():
            found[f"sections/{name}.md"] = text.encode()
        return found

    def table_text(self, stem, chance):
        key, columns = TABLES[stem]
        heads = [*key, *columns]
        chance.shuffle(heads)
        rows = list(self.tables[stem].items())
        chance.shuffle(rows)
        stream = StringIO(newline="")
        quoting = chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
        writer = csv.writer(
            stream, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(["\n", "\r\n"]), quoting=quoting
        )
        writer.writerow(heads)
        for at, cells in rows:
            row = {**dict(zip(key, at, strict=True)), **cells}
            writer.writerow([row[head] for head in heads])
        return stream.getvalue()

    def library(self, chance):
        items = list(self.references.items())
        chance.shuffle(items)
        lines = []
        for key, fields in items:
            left, right = chance.choice([("{", "}"), ("{{", "}}")])
            lines.append(
                f"@article{{{key},\n" + ",\n".join(f"  {n} = {left}{v}{right}" for n, v in fields.items()) + "}\n"
            )
        return chance.choice(["", "% a comment\n\n"]) + "\n".join(lines).replace('"', "'")

    def settings_text(self, chance):
        def quoted(name):
            text = self.settings[name]
            return (
                "'" + text.replace("'", "''") + "'" if chance.random() < 0.5 else '"' + text.replace('"', '\\"') + '"'
            )

        lines = [f"{name}: {quoted(name)}" for name in SETTINGS if "." not in name and name in self.settings]
        methods = [name for name in SETTINGS if name.startswith("methods.") and name in self.settings]
        lines += ["methods:" if methods else "# no methods", *(f"  {n.split('.')[1]}: {quoted(n)}" for n in methods)]
        items = []
        for id_ in ("one", "two"):
            own = [name for name in SETTINGS if name.startswith(f"outcomes.{id_}.") and name in self.settings]
            items.append([f"  - id: {id_}", *(f"    {n.split('.')[2]}: {quoted(n)}" for n in own)])
        chance.shuffle(items)
        return "\n".join([*lines, "outcomes:", *items[0], *items[1]]) + "\n"


def edited_cell(review, chance, done):
    stem = chance.choice(list(TABLES))
    key = chance.choice([key for key in review.tables[stem] if (stem, key) not in done] or [None])
    if key is None:
        return None
    done.add((stem, key))
    name = chance.choice(TABLES[stem][1])
    before = review.tables[stem][key][name]
    after = "" if before and chance.random() < 0.2 else (number if name in NUMBERS else word)(chance)
    review.tables[stem][key][name] = after
    return None if before == after else ("changed", stem, tuple(filter(None, key)), name)


def added_row(review, chance, done):
    stem = chance.choice(list(TABLES))
    [study] = chance.choice(list(review.tables["studies"]))
    fresh = [f"new {chance.randrange(10**6)}" for _ in TABLES[stem][0]]
    key = tuple(fresh if len(fresh) == 1 or stem == "flow" else [study, *fresh[1:]])
    review.tables[stem][key] = Drawn.cells(stem, chance)
    done.add((stem, key))
    return "added", stem, key, ""


def removed_row(review, chance, done):
    stem = chance.choice([stem for stem in TABLES if stem != "studies"])
    free = [key for key in review.tables[stem] if (stem, key) not in done]
    if len(free) < 2:
        return None
    key = chance.choice(free)
    del review.tables[stem][key]
    done.add((stem, key))
    return "removed", stem, tuple(filter(None, key)), ""


def added_reference(review, chance, done):
    key = f"ref{chance.randrange(10**6)}"
    review.references[key] = {"title": "t", "year": "1999"}
    done.add(("references", key))
    return "added", "references.bib", (key,), ""


def edited_reference(review, chance, done):
    key = chance.choice([key for key in review.references if ("references", key) not in done] or [None])
    if key is None:
        return None
    done.add(("references", key))
    review.references[key]["year"] += "a"
    return "changed", "references.bib", (key,), "year"


def edited_setting(review, chance, done):
    name = chance.choice([name for name in review.settings if ("settings", name) not in done] or [None])
    if name is None:
        return None
    done.add(("settings", name))
    if name in {"style", "subtitle", "methods.extraction"} and chance.random() < 0.5:
        del review.settings[name]
        return "removed", "review.yaml", tuple(name.split(".")), ""
    review.settings[name] += " edited"
    return "changed", "review.yaml", tuple(name.split(".")), ""


def edited_section(review, chance, done):
    if ("section", "introduction") in done:
        return None
    done.add(("section", "introduction"))
    review.sections["introduction"] += f" More {chance.random()}."
    return "changed", "sections/introduction", (), ""


EDITS = (
    edited_cell,
    edited_cell,
    edited_cell,
    added_row,
    removed_row,
    added_reference,
    edited_reference,
    edited_setting,
    edited_section,
)


def told(edit):
    return edit.kind, edit.where, edit.key, edit.field


@pytest.mark.parametrize("seed", range(200))
def test_an_edit_script_is_told_edit_by_edit(seed):
    chance = random.Random(seed)
    review = Drawn(chance)
    before, done = review.files(chance), set()
    expected = [edit for _ in range(chance.randrange(0, 13)) if (edit := chance.choice(EDITS)(review, chance, done))]
    after = review.files(chance)
    edits = data_edits(before, after)
    assert sorted(map(told, edits)) == sorted(expected)
    assert not any(edit.same_value for edit in edits)
    mirrored = {"added": "removed", "removed": "added", "changed": "changed"}
    back = [
        (mirrored[edit.kind], edit.where, edit.key, edit.field, edit.after, edit.before)
        for edit in data_edits(after, before)
    ]
    assert sorted(back) == sorted((*told(edit), edit.before, edit.after) for edit in edits)
    changes = compare(
        Version(name="a", record=Record(title="")), Version(name="b", record=Record(title="")), files=(before, after)
    )
    shared = [*changes.edits, *(edit for study in changes.studies for edit in study.edits)]
    assert sorted(map(told, shared)) == sorted(expected)
    assert all(
        edit.where in STUDY_TABLES and edit.key[0] == study.study for study in changes.studies for edit in study.edits
    )


def test_a_version_does_not_differ_from_itself_however_it_is_written():
    for seed in range(20):
        review = Drawn(random.Random(seed))
        assert data_edits(review.files(random.Random(seed + 1)), review.files(random.Random(seed + 2))) == ()


YAML = b"title: t\n"


def table(text):
    return {"review.yaml": YAML, "results.csv": text.encode()}


def test_a_number_in_another_writing_is_an_edit_of_the_same_value():
    old = table("study,outcome,arm,mean\nA,o,x,8.9\n")
    [edit] = data_edits(old, table("study,outcome,arm,mean\nA,o,x,8.90\n"))
    assert (edit.same_value, edit.before, edit.after) == (True, "8.9", "8.90")
    assert (str(edit.old), str(edit.new)) == ("results.csv:2:4", "results.csv:2:4")


def test_a_decimal_comma_is_no_edit():
    assert data_edits(table("study,outcome,arm,mean\nA,o,x,8.9\n"), table("study;outcome;arm;mean\nA;o;x;8,9\n")) == ()


def test_a_new_column_is_the_cells_that_it_fills():
    old = table("study,outcome,arm\nA,o,x\nA,o,y\n")
    edits = data_edits(old, table("study,outcome,arm,mean\nA,o,x,\nA,o,y,3\n"))
    assert [told(edit) for edit in edits] == [("changed", "results", ("A", "o", "y"), "mean")]


def test_places_lead_to_either_file():
    old = {"review.yaml": b"title: t\nmethods:\n  screening: one\n", "references.bib": b"@book{a, title = {x}}\n"}
    new = {"review.yaml": b"title: t\n\nmethods: {screening: two}\n", "references.bib": b"\n@book{a, title = {y}}\n"}
    assert [(str(edit.old), str(edit.new)) for edit in data_edits(old, new)] == [
        ("review.yaml:3:14", "review.yaml:3:22"),
        ("references.bib:1", "references.bib:2"),
    ]


def test_kept_versions_are_no_data_and_other_files_are_compared_as_a_whole():
    old = {"review.yaml": YAML, "fonts/a.ttf": b"\xff\x00", "history/1/snapshot.json": b"{}"}
    new = {"review.yaml": YAML, "fonts/a.ttf": b"\xff\x01\x02", "searches/medline.txt": b"x"}
    edits = data_edits(old, new)
    assert [(*told(edit), edit.before, edit.after) for edit in edits] == [
        ("changed", "fonts/a.ttf", (), "", "2 bytes", "3 bytes"),
        ("added", "searches/medline", (), "", "", "x"),
    ]


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe", b"study\nA\nA\n", b'"', b"nothing\n1\n"])
def test_a_table_that_cannot_be_read_is_compared_as_far_as_it_can(broken):
    data_edits({"review.yaml": YAML, "studies.csv": broken}, {"review.yaml": b"[", "studies.csv": b"study\nB\n"})


def test_ends_of_lines_are_no_edit_of_a_text():
    old, new = ({"review.yaml": YAML, "sections/methods.md": f"One.{end}Two.{end}".encode()} for end in ("\n", "\r\n"))
    assert data_edits(old, new) == ()


def test_the_kind_of_an_entry_and_its_abbreviations_are_told():
    old = {"review.yaml": YAML, "references.bib": b"@string{j = {Journal}}\n@phdthesis{a, type = {x}, journal = j}\n"}
    new = {"review.yaml": YAML, "references.bib": b"@string{j = {Other}}\n@techreport{a, type = {x}, journal = j}\n"}
    assert [(edit.key, edit.field, edit.before, edit.after) for edit in data_edits(old, new)] == [
        (("a",), "kind of entry", "phdthesis", "techreport"),
        (("@string",), "", "@string{j = {Journal}}", "@string{j = {Other}}"),
    ]
    assert data_edits(old, old) == ()


def test_true_is_not_one():
    old, new = ({"review.yaml": b"title: t\nflag: " + value + b"\n"} for value in (b"1", b"true"))
    assert [edit.same_value for edit in data_edits(old, new)] == [False]
