"""What an import leaves is harmless: when it is built, exported, opened in a browser or spreadsheet, and told of."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reportgen.cli.app import run
from reportgen.errors import DataError
from reportgen.exchange import EXPORTS, ImportOptions, Kept, bring_in, read_source
from reportgen.exchange.combine import combine
from reportgen.exchange.imported import Imported
from reportgen.exchange.kept_paths import placed
from reportgen.exchange.own.plain import plain_of
from reportgen.exchange.source import Source
from reportgen.exporting import export_review
from reportgen.importing import import_review
from reportgen.load import load, write
from reportgen.load.formulas import restored
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.pipeline import build
from reportgen.quantities import analyse
from reportgen.references import ReferenceItem
from reportgen.references.library import LONGEST_TEXT, library_of
from reportgen.store import checked
from reportgen.style import Style
from tests.exchange.poisoned import FORMULA, SOURCES
from tests.exchange.reloading import reloaded
from tests.exchange.seeds import REVIEW, SEEDS
from tests.reviews import make_review

SCRIPTS = 2
"""Script elements of a page of ours: its numbers, and what shows them."""


def given(folder, format_):
    folder.mkdir()
    for name, content in SOURCES[format_].items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    only = [folder / name for name in SOURCES[format_]]
    return only[0] if len(only) == 1 else folder


@pytest.fixture(scope="module", params=SOURCES)
def imported(request, tmp_path_factory):
    """Return the folder that a poisoned source became."""
    folder = tmp_path_factory.mktemp(request.param)
    options = ImportOptions(title="A review", measure="RR" if request.param == "wide" else "")
    import_review([given(folder / "given", request.param)], folder / "review", formats=[request.param], options=options)
    (folder / "review" / "sections").mkdir(exist_ok=True)
    library = folder / "review" / "references.bib"
    if not (folder / "review" / "studies.csv").read_text("utf-8").count("\n") > 1 and library.exists():
        keys = re.findall(r"^@\w+\{([^,]+),$", library.read_text("utf-8"), re.MULTILINE)
        text = "# Discussion {#sec-discussion}\n\n" + "\n\n".join(f"As in [@{key}]." for key in keys) + "\n"
        (folder / "review" / "sections" / "discussion.md").write_text(text, "utf-8")
    return folder / "review"


def flaws(page):
    """Return what a browser would run or fetch on a page, besides our own scripts."""
    root = etree.HTML(page)
    found = [f"{len(root.findall('.//script'))} scripts"] if len(root.findall(".//script")) != SCRIPTS else []
    for element in root.iter("*"):
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        for name in ("href", "src", "action", "data", "{http://www.w3.org/1999/xlink}href"):
            address = element.get(name, "#").strip().lower()
            if not address.startswith(("#", "data:image/", "data:font/", "https://", "http://", "mailto:")):
                found.append(f"{element.tag} {name} {address}")
            if name != "href" and address.startswith("http"):
                found.append(f"{element.tag} {name} {address}")
    if "Content-Security-Policy" not in page:
        found.append("no policy")
    return [
        *found,
        *(f"{tag} element" for tag in ("iframe", "object", "embed", "base") if root.find(f".//{tag}") is not None),
    ]


def test_the_manuscript_runs_and_fetches_nothing(imported, tmp_path):
    build(imported, output=tmp_path / "out", formats=("html",))
    page = (tmp_path / "out" / "manuscript.html").read_text("utf-8")
    assert flaws(page) == []
    assert "\x1b" not in page


def test_the_report_on_the_import_runs_and_fetches_nothing(imported):
    assert flaws((imported / "import" / "import.html").read_text("utf-8")) == []


def test_what_is_kept_stays_in_its_folder_under_plain_names(imported):
    root = imported / "import" / "unmapped"
    for path in root.rglob("*"):
        assert path.resolve().is_relative_to(root)
        assert not re.search(r'[\\:*?"<>|\x00-\x1f]|[ .]$', path.name)
        assert len(path.name.encode()) <= 120
    assert {path.name for path in imported.iterdir()} & {"CON", "manifest.json", "export.json"} == set()


def formulas(text):
    """Return the cells that a spreadsheet would work out."""
    cells = (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
    found = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell not in {"+", "-"}]
    return [cell for cell in found if not re.fullmatch(r"[+-](?:[0-9.]+(?:e[+-]?[0-9]+)?|inf)", cell)]


def test_no_table_of_the_review_holds_a_formula(imported):
    for path in imported.glob("*.csv"):
        assert formulas(path.read_text("utf-8")) == []


@pytest.mark.parametrize("format_", EXPORTS)
def test_an_export_is_harmless(imported, tmp_path, format_):
    export_review(imported, tmp_path / "out", format_)
    for path in sorted((tmp_path / "out").rglob("*")):
        if path.suffix == ".csv":
            assert formulas(path.read_text("utf-8")) == []
        elif path.suffix == ".R":
            assert [line for line in path.read_text("utf-8").splitlines() if line.startswith("system(")] == []
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(name) for name in archive.namelist() if "worksheets" in name]
            assert parts
            assert [part for part in parts if b"<f>" in part or b"hyperlink" in part] == []


def test_messages_do_not_steer_the_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = "Study,Events drug,Total drug,Events placebo,Total placebo,N\x1b]0;x\x07ote\n\x1b[2JAdams,1,9,2,9,\u202ex\n"
    Path("table.csv").write_text(table, "utf-8")
    run(["import", "table.csv", "--suggest"])
    run(["import", "table.csv", "review", "--measure", "RR", "--quiet"])
    Path("\x1b[31m.csv").write_text("a,b\n1,2\n", "utf-8")
    run(["import", "\x1b[31m.csv", "other", "--quiet"])
    said = "".join(capsys.readouterr())
    assert "N]0;xote" in said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


# ---- names


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("a/b.png", "a/b.png"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\x\\y.png", "C-/x/y.png"),
        ("a//./b", "a/b"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("com1 .png", "_com1 .png"),
        ("a\x00\x1b\u202eb\n.png", "ab.png"),
        ("end. /x.", "end/x"),
        (".htaccess", "htaccess"),
        ("~$a.xlsx", "$a.xlsx"),
        ("x<y>|?.pdf", "x-y---.pdf"),
        ("run.EXE", "run.EXE.txt"),
        ("page.html", "page.html.txt"),
        ("", "file"),
        ("..", "file"),
        ("review.yaml", "review.yaml"),
    ],
)
def test_a_name_is_one_that_any_system_can_hold(wanted, path):
    assert [one.path for one in placed([kept(wanted)])] == [path]


def kept(path, content=b"x"):
    return Kept(path=path, content=content, what="")


def test_a_long_name_is_cut_before_its_suffix():
    (one,) = placed([kept("d" * 90 + "/" + "ä" * 400 + ".png")])
    assert one.path.endswith("ä.png")
    assert len(one.path.encode()) <= 180


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (["a.png", "a.png", "a.png"], ["a.png", "a-2.png", "a-3.png"]),
        (["A.png", "a.png"], ["A.png", "a-2.png"]),
        (["A/x", "a/y"], ["A/x", "A/y"]),
        (["a", "a/x", "a/y"], ["a", "a-2/x", "a-2/y"]),
        (["a/x", "a"], ["a/x", "a-2"]),
        (["e\u0301", "é"], ["é", "é-2"]),
        (["CON", "_CON"], ["_CON", "_CON-2"]),
    ],
)
def test_no_two_parts_are_one_file_on_any_system(wanted, paths):
    found = placed(kept(path, bytes([number])) for number, path in enumerate(wanted))
    assert [one.path for one in found] == paths
    checked({one.path: one.content for one in found})


def test_what_stands_twice_is_kept_once():
    assert [one.path for one in placed([kept("a"), kept("A"), kept("a")])] == ["a"]


@pytest.mark.parametrize("name", ["../../x", "/x", "a/b", "x\x1b", "n" * 5000, "", ".x"])
@pytest.mark.parametrize("place", ["sections", "strategies"])
def test_a_text_of_json_cannot_choose_where_it_is_written(tmp_path, name, place):
    review = plain_of(REVIEW)
    if place == "sections":
        review["sections"] = [{"name": name, "text": "x", "path": name}]
    else:
        review.setdefault("search", {})["strategies"] = [{"name": name, "text": "x"}]
    refuses_json(tmp_path, review)


def test_a_tool_of_json_cannot_choose_where_it_is_written(tmp_path):
    from reportgen.exchange.own.plain import plain_of

    tool = {**plain_of(shipped_tool("rob1")), "id": "../../x.toml"}
    refuses_json(tmp_path, {**plain_of(REVIEW), "risk_of_bias_tool": tool})


def refuses_json(tmp_path, review):
    path = tmp_path / "review.json"
    path.write_text(json.dumps({"format": "reportgen review", "version": 1, "review": review}), "utf-8")
    with pytest.raises(DataError) as raised:
        import_review([path], tmp_path / "out")
    assert {issue.code for issue in raised.value.issues} <= {"source-value-is-usable"}
    assert not (tmp_path / "out").exists()


def test_a_file_beside_a_review_that_no_system_can_hold_is_an_issue():
    files = {**write(REVIEW), "a?.txt": b"x"}
    with pytest.raises(DataError) as raised:
        bring_in([Source(name="review", kind="folder", files=files)], ImportOptions())
    assert [issue.code for issue in raised.value.issues] == ["source-value-is-usable"]


# ---- references


def test_an_endless_text_of_a_reference_is_cut():
    text = library_of([ReferenceItem(title="{" * 50_000, url="x" * 50_000)]).text
    assert len(text) < 3 * LONGEST_TEXT
    assert "…" in text


def test_abstracts_are_left_out_where_they_would_make_the_library_too_large():
    items = tuple(ReferenceItem(title=f"A trial {number}", abstract="word " * 2000) for number in range(1200))
    found = combine([Imported(format="ris", review=make_review(title="T"), references=items)])
    assert "abstract" not in found.review.library.text
    assert found.review.library.text.count("@") == len(items)
    assert ["abstracts" in remark.text for remark in found.remarks] == [True]


# ---- what comes in twice


def test_an_archive_beside_the_folder_unpacked_from_it_is_two_packages(tmp_path):
    folder = tmp_path / "both"
    (folder / "package").mkdir(parents=True)
    (folder / "package.zip").write_bytes(SOURCES["revman-web"]["package.zip"])
    with zipfile.ZipFile(folder / "package.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("CD")]
        archive.extractall(folder / "package", names)
    with pytest.raises(DataError, match=r"found 2 packages, in 'package\.zip' and 'package'") as raised:
        bring_in([read_source(folder)], ImportOptions())
    assert [issue.code for issue in raised.value.issues] == ["source-holds-a-review"]


# ---- tables


def test_a_formula_in_a_table_is_the_same_text_again(imported):
    names = {study.id for study in load(imported).studies}
    first = (imported / "studies.csv").read_text("utf-8")
    assert (FORMULA in names) == (f"'{FORMULA}" in first)
    assert restored(f"'{FORMULA}") == FORMULA


# ---- what chance has found


def test_an_endless_heading_becomes_a_label_that_can_be_read(tmp_path):
    files = {
        name: text.decode().replace("Data source", f"Data source {'x' * 5000}", 1).encode()
        for name, text in SEEDS["revman-web"].items()
        if not name.endswith(".ris")
    }
    brought = bring_in([Source(name="package", kind="folder", files=files)], ImportOptions())
    assert max(len(column.label) for column in reloaded(brought.report.imported.review, tmp_path).columns) <= 200


def test_a_subgroup_without_a_name_is_exported(tmp_path):
    text = SEEDS["revman-csv"]["export.csv"].replace(",Men,", ",,")
    source = Source(name="export.csv", kind="file", files={"export.csv": text.encode()})
    review = reloaded(bring_in([source], ImportOptions()).report.imported.review, tmp_path)
    assert {result.subgroup for result in review.results} >= {"", "Women"}
    files = EXPORTS["revman"].write(analyse(review, Style())).files
    assert b"PI start" not in next(data for name, data in files.items() if "subgroup-estimates" in name)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("".join(f"A,O,S{number},1,10,2,10,RR\n" for number in range(1001)), "1001 subgroups in one outcome"),
        ("".join(f"A,O{number},,1,10,2,10,RR\n" for number in range(2500)), "2500 outcomes, 0 authors"),
    ],
)
def test_more_than_can_be_pooled_is_refused_before_it_is(table, said):
    text = f"Study,Outcome,Subgroup,Events drug,Total drug,Events placebo,Total placebo,Measure\n{table}"
    source = Source(name="table.csv", kind="file", files={"table.csv": text.encode()})
    with pytest.raises(DataError, match=said) as raised:
        bring_in([source], ImportOptions(title="T"))
    assert [issue.code for issue in raised.value.issues] == ["file-is-of-bearable-size"]


def test_a_table_without_a_judgement_is_refused():
    text = "Study,D1,D2,Kind,Overall\nAdams,,,,\nBrown,,,,\n"
    with pytest.raises(DataError, match="found no judgement"):
        bring_in([Source(name="rob.csv", kind="file", files={"rob.csv": text.encode()})], ImportOptions(), ["robvis"])
