"""A hostile review ends in an issue or in harmless text, in bounded time and memory, in every format."""

import functools
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.pipeline.built import EXAMPLE
from tests.writers.docx_words import docx_words
from tests.writers.html_words import html_words
from tests.writers.pdf_words import pdf_words

RUN = """
import json, resource, sys, time
start = time.process_time(), time.monotonic()
from reportgen.cli import main
try:
    sys.argv = ["reportgen", "build", sys.argv[1], "--output", sys.argv[2], "--quiet"]
    main()
except SystemExit as stop:
    code = stop.code
# Not ru_maxrss of this process: it begins with what the tests' own process held when it started this one.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
kilobytes = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
children = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.process_time() - start[0] + children.ru_utime + children.ru_stime
print(json.dumps({"code": code or 0, "seconds": seconds, "megabytes": kilobytes / 1024}))
"""
MOST_TIMES = 2  # a spoilt review may take twice the CPU time of the example itself, on whatever machine this is
SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def review(tmp_path):
    """A copy of the example that a test spoils."""
    folder = tmp_path / "review"
    shutil.copytree(EXAMPLE, folder)
    return folder


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def measured(folder, output):
    """Return what a build did and said: exit code, CPU seconds of all its processes, megabytes; and its errors."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), str(output)], capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


@functools.cache
def usual_seconds():
    with tempfile.TemporaryDirectory() as folder:
        return measured(EXAMPLE, Path(folder) / "out")[0]["seconds"]


def run(folder):
    output = folder.parent / "out"
    report, errors = measured(folder, output)
    assert report["seconds"] < MOST_TIMES * usual_seconds(), report
    assert report["megabytes"] < 500, report
    return report["code"], errors, output


def test_scripts_formulas_and_entities_in_names_are_harmless_text(review):
    for name in ("studies.csv", "arms.csv", "results.csv", "risk_of_bias.csv", "studies_sources.csv"):
        spoil(review / name, "Cooper 2003", f'"{SCRIPT}&amp;"')
    spoil(review / "studies.csv", "Sweden", f'"{FORMULA}"')
    code, errors, output = run(review)
    assert code == 0, errors
    page = (output / "manuscript.html").read_bytes()
    assert SCRIPT.encode() not in page
    for words in (
        html_words(page),
        docx_words((output / "manuscript.docx").read_bytes()),
        pdf_words((output / "manuscript.pdf").read_bytes()),
    ):
        assert f"{SCRIPT}&amp;" in " ".join(words)
        assert FORMULA in " ".join(words)
    with zipfile.ZipFile(io.BytesIO((output / "manuscript.docx").read_bytes())) as archive:
        assert b"<script>" not in archive.read("word/document.xml")


TEMPLATES = {
    "huge product": "{{ 'x' * 10**10 }}",
    "huge centre": "{{ 'a'.center(10**9) }}",
    "nested loops": "{% for a in figures %}" * 12 + "x" + "{% endfor %}" * 12,
    "class walk": "{{ ''.__class__.__mro__ }}",
    "format": "{{ '%1000000000d'|format(1) }}",
    "include": "{% include '/etc/passwd' %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "doubling": "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "raw html": "<script>alert(1)</script>",
    "undefined": "{{ nobody.knows }}",
    "open tag": "{% if %}",
}


@pytest.mark.parametrize("attack", TEMPLATES)
def test_a_hostile_template_is_an_issue_with_its_line(review, attack):
    (review / "sections" / "discussion.md.j2").write_text(f"# Discussion\n\n{TEMPLATES[attack]}\n", encoding="utf-8")
    code, errors, output = run(review)
    assert code == 2
    assert "sections/discussion.md.j2:3" in errors
    assert not output.exists()


def test_a_word_that_no_page_holds_is_an_issue(review):
    spoil(review / "studies.csv", "Sweden", "S" * 19_000)
    spoil(review / "review.yaml", "keywords: [systematic review", f"keywords: [{'k' * 19_000}")
    (review / "sections" / "discussion.md.j2").write_text(f"# D\n\n{'d' * 10**6}\n", encoding="utf-8")
    code, errors, output = run(review)
    assert code == 2
    assert errors.count("of at most 500") + errors.count("word-fits-on-a-page") >= 3
    assert not output.exists()


def test_long_texts_are_printed_in_bounded_time(review):
    spoil(review / "studies.csv", "Sweden", '"' + "Sweden and Norway, " * 1000 + '"')
    code, errors, output = run(review)
    assert code == 0, errors
    assert (output / "manuscript.pdf").exists()


@pytest.mark.parametrize("path", ["../../../etc/passwd", "/etc/passwd", "fonts/../../secret.ttf"])
def test_paths_out_of_the_folder_are_issues(review, path):
    with (review / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nfonts: ['{path}']\n")
    code, errors, output = run(review)
    assert code == 2
    assert "path-is-inside-the-review" in errors
    assert not output.exists()


def test_billion_laughs_in_yaml_and_entities_in_a_style_are_issues(review):
    bomb = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 'lol'}]" for i in range(12))
    with (review / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{bomb}\n")
    code, errors, _ = run(review)
    assert code == 2
    assert "review.yaml" in errors
