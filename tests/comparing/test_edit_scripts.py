"""Reviews that load and pool are edited by chance: each edit is told once, and only what it reaches has another result."""

import csv
import random
from collections import Counter
from io import StringIO

import pytest

from reportgen.load import load
from reportgen.pipeline import find_style
from reportgen.quantities import analyse
from reportgen.versions import Version, compare, record_of
from tests.load.workbooks import sheet_xml, workbook

SETTINGS = """\
title: {title}
authors: [{{given: Ada, family: Smith, affiliations: [one]}}]
affiliations: {{one: A university}}
methods:
  risk_of_bias_tool: rob1
  screening: {screening}
comparisons:
  - {{id: therapy, title: Drug versus placebo, experimental: Drug, comparator: Placebo}}
outcomes:
  - {{id: cured, title: cure, comparison: therapy, measure: RR, better: higher}}
  - {{id: pain, title: {pain}, comparison: therapy, measure: MD, better: lower}}
  - {{id: sleep, title: sleep, comparison: therapy, measure: SMD, better: higher}}
"""
OUTCOMES = ("cured", "pain", "sleep")
DOMAINS = ("Random sequence generation", "Allocation concealment", "Selective reporting")
KEYS = {
    "studies": ("study",),
    "arms": ("study", "arm"),
    "results": ("study", "outcome", "arm"),
    "risk_of_bias": ("study", "domain"),
    "certainty": ("outcome", "domain"),
    "flow": ("item", "detail"),
}
COLUMNS = {
    "studies": ("status", "reason", "reports", "n_randomised", "country", "results", "results_reason"),
    "arms": ("label", "n", "role_therapy"),
    "results": ("events", "n", "mean", "sd"),
    "risk_of_bias": ("judgement", "support"),
    "certainty": ("levels", "reason"),
    "flow": ("n", "note"),
}
STYLE = find_style(None, "default")


class Drawn:
    """A review made by chance; every method that edits it returns the edits and the outcomes that it reaches."""

    def __init__(self, chance):
        self.chance, self.touched = chance, set()
        self.tables = {stem: {} for stem in KEYS}
        self.references = {}
        self.settings = {"title": "A review", "screening": "Two of us read all.", "pain": "pain"}
        self.section = "Why we did it."
        for number in range(chance.randrange(3, 7)):
            self.add_study(f"Study {number}", f"key{number}")
        for domain, levels in (("start", "high"), ("risk of bias", "-1"), ("certainty", "moderate")):
            self.tables["certainty"]["cured", domain] = {
                "levels": levels,
                "reason": "as it is" if levels == "-1" else "",
            }
        for item, n in (("databases", 120), ("screened", 100), ("assessed", 20)):
            self.tables["flow"][item, ""] = {"n": str(n), "note": ""}

    def add_study(self, study, key):
        chance, edits = self.chance, [("added", "references.bib", (key,), "", False)]
        self.references[key] = {"author": "A", "title": f"On {study}", "year": "2001"}
        rows = {("studies", (study,)): {"status": "included", "reports": key, "n_randomised": "100", "country": "Peru"}}
        for arm, role in (("D", "experimental"), ("P", "comparator")):
            rows["arms", (study, arm)] = {"label": arm, "n": "50", "role_therapy": role}
            rows["results", (study, "cured", arm)] = {"events": str(chance.randrange(5, 40)), "n": "50"}
            for outcome in OUTCOMES[1:]:
                values = f"{chance.randrange(10, 300) / 10:.1f}", f"{chance.randrange(10, 60) / 10:.1f}"
                rows["results", (study, outcome, arm)] = {"n": "50", **dict(zip(("mean", "sd"), values, strict=True))}
        for domain in DOMAINS:
            rows["risk_of_bias", (study, domain)] = {"judgement": chance.choice(["low", "high"]), "support": "as told"}
        for (stem, at), cells in rows.items():
            self.tables[stem][at] = {**dict.fromkeys(COLUMNS[stem], ""), **cells}
            edits.append(("added", stem, at, "", False))
        return edits, set(OUTCOMES)

    def new_study(self):
        number = self.chance.randrange(100, 10**6)
        self.touched.add(("study", f"New {number}"))
        return self.add_study(f"New {number}", f"new{number}")

    def gone_study(self):
        free = [s for (s,) in self.tables["studies"] if ("study", s) not in self.touched]
        if len(self.tables["studies"]) < 3 or not free:
            return None
        study, edits = self.chance.choice(free), []
        self.touched.add(("study", study))
        for stem in ("studies", "arms", "results", "risk_of_bias"):
            for at in [at for at in self.tables[stem] if at[0] == study]:
                del self.tables[stem][at]
                edits.append(("removed", stem, at, "", False))
        return edits, set(OUTCOMES)

    def cell(self, stem, change, wanted=lambda _: True):
        """Change a cell: `change` maps its row to the column and the new text, and says whether the value is the same."""
        free = [at for at in self.tables[stem] if ("study", at[0]) not in self.touched and wanted(at)]
        if not free:
            return None
        at = self.chance.choice(free)
        self.touched.add(("study", at[0]))
        name, text, same = change(self.tables[stem][at])
        self.tables[stem][at][name] = text
        return [("changed", stem, tuple(filter(None, at)), name, same)], at

    def other_number(self):
        def change(row):
            name = "events" if row["events"] else "mean"
            return name, str(45 if name == "events" else round(float(row[name]) + 1.3, 1)), False

        found = self.cell("results", change)
        return found and (found[0], {found[1][1]})

    def same_number(self):
        found = self.cell("results", lambda row: ("sd", f"{row['sd']}0", True), lambda at: at[1] != "cured")
        return found and (found[0], set())

    def other_country(self):
        found = self.cell("studies", lambda _: ("country", "Chile", False))
        return found and (found[0], set())

    def status_in_capitals(self):
        found = self.cell("studies", lambda _: ("status", "Included", True))
        return found and (found[0], set())

    def other_judgement(self):
        turned = {"low": "high", "high": "low"}
        found = self.cell("risk_of_bias", lambda row: ("judgement", turned[row["judgement"]], False))
        return found and (found[0], set())

    def other_flow(self):
        found = self.cell("flow", lambda row: ("n", str(int(row["n"]) + 5), False))
        return found and (found[0], set())

    def other_certainty(self):
        found = self.cell("certainty", lambda _: ("levels", "low", False), lambda at: at[1] == "certainty")
        return found and (found[0], {"cured"})

    def other_setting(self):
        name, path = self.chance.choice([("title", ("title",)), ("screening", ("methods", "screening"))])
        return self.once(
            name, lambda: self.settings.update({name: f"{self.settings[name]} Twice"}), ("review.yaml", path)
        )

    def other_name(self):
        path = ("outcomes", "pain", "title")
        return self.once("pain", lambda: self.settings.update(pain="pain at rest"), ("review.yaml", path))

    def other_section(self):
        def change():
            self.section += " And more."

        return self.once("section", change, ("sections/introduction", ()))

    def other_reference(self):
        key = self.chance.choice([key for key in self.references if key.startswith("key")])
        year = self.references[key]
        return self.once(key, lambda: year.update(year="2002"), ("references.bib", (key,)), "year")

    def once(self, what, change, place, field=""):
        if what in self.touched:
            return None
        self.touched.add(what)
        change()
        return [("changed", *place, field, False)], set()

    def files(self):
        """Return the files, written as it may happen: rows and columns in any order, as text or workbook."""
        found = {"review.yaml": SETTINGS.format(**self.settings).encode()}
        found["sections/introduction.md"] = self.section.encode()
        items = [
            f"@article{{{key}, " + ", ".join(f"{n} = {{{v}}}" for n, v in fields.items()) + "}"
            for key, fields in self.references.items()
        ]
        self.chance.shuffle(items)
        found["references.bib"] = "\n\n".join(items).encode()
        for stem, rows in self.tables.items():
            heads = [*KEYS[stem], *COLUMNS[stem]]
            self.chance.shuffle(heads)
            lines = [{**dict(zip(KEYS[stem], at, strict=True)), **cells} for at, cells in rows.items()]
            self.chance.shuffle(lines)
            cells = [heads, *([line[head] for head in heads] for line in lines)]
            if self.chance.random() < 0.2:
                found[f"{stem}.xlsx"] = workbook({stem: sheet_xml(cells)})
            else:
                found[f"{stem}.csv"] = self.text(cells)
        return found

    def text(self, cells):
        stream = StringIO(newline="")
        quoting = self.chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
        csv.writer(stream, delimiter=self.chance.choice(",;"), quoting=quoting).writerows(cells)
        return stream.getvalue().encode()


EDITS = (
    Drawn.new_study, Drawn.gone_study, Drawn.other_number, Drawn.other_number, Drawn.same_number, Drawn.other_country,
    Drawn.status_in_capitals, Drawn.other_judgement, Drawn.other_flow, Drawn.other_certainty, Drawn.other_setting,
    Drawn.other_name, Drawn.other_section, Drawn.other_reference,
)  # fmt: skip


def version(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return Version(name=folder.name, record=record_of(analyse(load(folder), STYLE)))


def edits_of(changes):
    return [*changes.edits, *(edit for study in changes.studies for edit in study.edits)]


def told(edit):
    return edit.kind, edit.where, edit.key, edit.field, edit.same_value


@pytest.mark.parametrize("seed", range(200))
def test_an_edit_script_changes_what_it_reaches_and_nothing_else(seed, tmp_path):
    chance = random.Random(seed)
    review = Drawn(chance)
    before = review.files()
    script = [done for edit in chance.choices(EDITS, k=chance.randrange(0, 6)) if (done := edit(review))]
    after = review.files()
    old, new = version(tmp_path / "old", before), version(tmp_path / "new", after)
    changes = compare(old, new, files=(before, after))
    assert Counter(map(told, edits_of(changes))) == Counter(edit for edits, _ in script for edit in edits)
    reached = {outcome for _, outcomes in script for outcome in outcomes}
    assert {one.after.outcome for one in changes.results} == reached
    assert changes.unchanged == len(OUTCOMES) - len(reached)
    back = compare(new, old, files=(after, before))
    mirrored = {"added": "removed", "removed": "added", "changed": "changed"}
    assert Counter(
        (mirrored[one.kind], one.where, one.key, one.field, one.after, one.before) for one in edits_of(back)
    ) == (Counter((one.kind, one.where, one.key, one.field, one.before, one.after) for one in edits_of(changes)))
    assert {(one.after, one.before, one.conclusion) for one in back.results} == {
        (one.before, one.after, one.conclusion) for one in changes.results
    }
    assert {(one.study, mirrored[one.kind]) for one in back.studies} == {
        (one.study, one.kind) for one in changes.studies
    }
