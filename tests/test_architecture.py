"""The shape of the code: sizes, names, who may import what, registries, templates, and what must not be committed."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportgen

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def length_without_docstring(function):
    length = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        length -= function.body[0].end_lineno - function.body[0].lineno + 1
    return length


# ---- sizes and names


@each_module
def test_a_module_fits_on_a_few_screens(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@each_module
def test_a_function_fits_on_a_screen(path):
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, FUNCTIONS)]
    assert [node.name for node in functions if length_without_docstring(node) > 40] == []


@each_module
def test_a_module_says_what_it_is_and_what_it_offers(path):
    tree = tree_of(path)
    assert ast.get_docstring(tree)
    offered = importlib.import_module(module_name(path)).__all__
    assert list(offered) == sorted(set(offered), key=list(offered).index)
    public = [node.name for node in tree.body if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name[0] != "_"]
    assert [name for name in public if name not in offered] == []
    module = sys.modules[module_name(path)]
    assert [name for name in offered if not hasattr(module, name)] == []


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "manager", "misc", "common_code", "base"}
    assert [str(path) for path in MODULES if path.stem in empty] == []


def test_the_package_offers_what_it_names():
    assert [name for name in reportgen.__all__ if not hasattr(reportgen, name)] == []
    assert re.fullmatch(r"\d+\.\d+\.\d+", reportgen.__version__)


# ---- one third-party library, one folder

HOMES = {
    "click": ("cli",),
    "rich": ("cli",),
    "matplotlib": ("figures",),
    "bidi": ("figures",),
    "uharfbuzz": ("figures",),
    "docx": ("writers/docx",),
    "lxml": ("exchange", "foreign", "resolve", "submission/preflight", "writers"),
    "watchfiles": ("watching",),
    "weasyprint": ("writers/pdf",),
    "jinja2": ("compose",),
    "markupsafe": ("compose",),
    "markdown_it": ("compose",),
    "mdit_py_plugins": ("compose",),
    "pydantic": ("load",),
    "ruamel": ("load",),
    "python_calamine": ("load", "exchange"),
    "xlsxwriter": ("exchange/workbook",),
    "pypandoc": ("pandoc.py",),
    "PIL": ("figures", "submission/preflight", "writers"),
    "scipy": ("pooling", "effects"),
}


def imported(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    users = {
        str(path.relative_to(PACKAGE)) for path in MODULES for name in imported(path) if name.split(".")[0] == library
    }
    assert [user for user in sorted(users) if not user.startswith(HOMES[library])] == []


DISTRIBUTIONS = {
    "PIL": "pillow",
    "bidi": "python-bidi",
    "docx": "python-docx",
    "fontTools": "fonttools",
    "markdown_it": "markdown-it-py",
    "markupsafe": "jinja2",
    "mdit_py_plugins": "mdit-py-plugins",
    "pydantic_core": "pydantic",
    "pypandoc": "pypandoc-binary",
    "python_calamine": "python-calamine",
    "ruamel": "ruamel.yaml",
}


def test_every_import_is_a_dependency():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)[1]
    declared = set(re.findall(r'"([A-Za-z0-9.-]+)>=', block))
    used = {name.split(".")[0] for path in MODULES for name in imported(path)} - set(sys.stdlib_module_names)
    assert {DISTRIBUTIONS.get(name, name) for name in used - {"reportgen"}} <= declared


def test_every_dependency_has_a_floor():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)[1]
    lines = [line for line in block.splitlines() if line.strip()]
    assert [line for line in lines if not re.match(r' +"[A-Za-z0-9.-]+>=\d', line)] == []


# ---- only some read, write, print, exit

FUNCTIONS_OF_THE_WORLD = {"print": (), "input": (), "open": (), "breakpoint": (), "eval": (), "exec": ()}
METHODS_OF_THE_WORLD = {
    "exit": ("cli",),
    "read_text": ("resources.py", "load", "store"),
    "read_bytes": (
        "resources.py",
        "load",
        "store",
    ),
    "write_text": (),
    "write_bytes": (),
    "mkdir": ("store",),
    "unlink": ("store",),
    "rmtree": ("store",),
    "now": (),
    "today": (),
    "urlopen": (),
}


def callers(kind, attribute, verb):
    for path in MODULES:
        calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
        calls = [called for called in calls if getattr(getattr(called, "value", None), "id", "") != "resources"]
        if any(isinstance(called, kind) and getattr(called, attribute) == verb for called in calls):
            yield str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("verb", FUNCTIONS_OF_THE_WORLD)
def test_no_room_prints_or_opens_by_itself(verb):
    assert [path for path in callers(ast.Name, "id", verb) if not path.startswith(FUNCTIONS_OF_THE_WORLD[verb])] == []


@pytest.mark.parametrize("verb", METHODS_OF_THE_WORLD)
def test_only_the_rooms_meant_for_it_touch_the_world(verb):
    rooms = METHODS_OF_THE_WORLD[verb]
    assert [path for path in callers(ast.Attribute, "attr", verb) if not path.startswith(rooms)] == []


# ---- registries: one file, one line


def texts_in(folder, pattern="*.py"):
    return {path: path.read_text(encoding="utf-8") for path in sorted((PACKAGE / folder).glob(pattern))}


@pytest.mark.parametrize("folder", ["tau2", "methods", "models", "intervals"])
def test_every_file_of_pooling_is_registered(folder):
    registry = (PACKAGE / "pooling/registry.py").read_text(encoding="utf-8")
    stems = {path.stem for path in texts_in(f"pooling/{folder}")} - {"__init__"}
    assert stems
    assert [stem for stem in sorted(stems) if f"reportgen.pooling.{folder}.{stem} import" not in registry] == []


@pytest.mark.parametrize(
    ("folder", "made", "registry"),
    [
        ("effects", r"^([A-Z][A-Z_]+)(?:: Measure)? = Measure\(", "effects/registry.py"),
        ("tables", r"^def (\w+_table)\(", "tables/__init__.py"),
        ("figures", r"^def (make_\w+)\(", "figures/registry.py"),
    ],
)
def test_every_measure_table_and_figure_is_registered(folder, made, registry):
    lines = (PACKAGE / registry).read_text(encoding="utf-8")
    text = "\n".join([*texts_in(folder).values(), *texts_in(folder, "*/*.py").values()])
    names = re.findall(made, text, re.MULTILINE)
    assert names
    registered = lines[lines.index("= {") :]
    assert [name for name in names if not re.search(rf"\b{name}\b", registered)] == []


def test_every_writer_is_registered():
    from reportgen.writers import WRITERS

    packages = {path.parent.name: text for path, text in texts_in("writers", "*/__init__.py").items()}
    assert {name for name, text in packages.items() if f"write_{name}" in text} == set(WRITERS)


def test_the_command_line_offers_the_formats_that_exist():
    from reportgen.cli.build import FORMATS
    from reportgen.writers import WRITERS

    assert tuple(WRITERS) == FORMATS


# ---- a format of exchange stays in its room

SHARED = ("agreement", "analyses", "own", "references", "report", "revman")
"""Rooms of exchange that formats build on; all others hold one format each."""


@pytest.mark.parametrize("path", sorted((PACKAGE / "exchange").glob("*/*.py")), ids=lambda path: path.parent.name)
def test_no_format_builds_on_another(path):
    rooms = {name.split(".")[2] for name in imported(path) if name.startswith("reportgen.exchange.")}
    formats = {folder.name for folder in (PACKAGE / "exchange").iterdir() if folder.is_dir()} - set(SHARED)
    assert (rooms & formats) - {path.parent.name} == set()


# ---- templates and what is committed

SHIPPED = sorted((ROOT / "templates/manuscript").rglob("*.j2"))
STATISTIC = re.compile(r"\d+[.·]\d+|\d\s?%|\b[Pp]\s?[=<>]\s?[\d.]|\b(?:RR|OR|MD|SMD|CI|I2|I²)\s?[=:]?\s?[−-]?\d")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_no_statistic_is_typed_into_a_template(path):
    prose = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert STATISTIC.findall(prose) == []


@pytest.mark.parametrize(
    "text",
    ["a risk ratio of 0.58", "P = .03", "p<0.05", "RR 2", "60 % of", "I² = 40", "OR: 15"],
)
def test_the_search_for_typed_statistics_finds_them(text):
    assert STATISTIC.search(text)


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_relative_to(ROOT / "templates/csl")]


def is_text(path):
    return b"\0" not in path.read_bytes()[:8000]


FORBIDDEN = {
    "a path of somebody's machine": r"/(?:home|Users|root|work|opt|tmp)/[a-z]",
    "the host of a registry": r"(?:registry\.npmjs|registry\.yarnpkg|pypi)\.(?:org|com)|files\.pythonhosted|pythonhosted",
    "work left undone": r"\b(?:TODO|FIXME|XXX)\b",
    "the mark of a merge": r"^(?:<<<<<<<|>>>>>>>) ",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_committed_holds(what):
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path != here and is_text(path)
        for match in re.finditer(FORBIDDEN[what], path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    ]
    assert found == []


def test_no_test_is_skipped_or_expected_to_fail():
    words = re.compile(r"mark\.(?:skip|skipif|xfail)|pytest\.(?:skip|xfail|importorskip)\(")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    assert [
        str(path) for path in tests if path != Path(__file__) and words.search(path.read_text(encoding="utf-8"))
    ] == []


def test_tests_mirror_the_package():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    mirrored = {path.name for path in (ROOT / "tests").iterdir()}
    plain = {"model", "document"}  # values without behaviour of their own
    assert [room for room in sorted(rooms - plain) if not {room, f"test_{room}.py"} & mirrored] == []
