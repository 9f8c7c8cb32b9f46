"""The report as files: valid, the same each time, accessible, and hostile texts in it are texts."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from reportgen.comparing.report import report_files
from reportgen.style import Style
from tests.comparing.made import changes, many_results, same, with_text
from tests.writers.docx_words import docx_words
from tests.writers.outside_tools import open_xml_errors

ROOT = Path(__file__).resolve().parents[2]
STYLE = Style()
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;b&gt;"
HOSTILE = [SCRIPT, "دراسة جديدة عن الرضع", "a\x00b\ud800\n\tc", "W" * 700, "{{ 7*7 }} *a* [b](javascript:x)", "-"]


@pytest.fixture(scope="module")
def browser(program):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("made", [changes, same, lambda: many_results(30)])
def test_the_open_xml_validator_finds_nothing(made, tmp_path):
    assert open_xml_errors(report_files(made(), STYLE)["changes.docx"], tmp_path) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text, tmp_path):
    files = report_files(with_text(text), STYLE)
    root = html.document_fromstring(files["changes.html"].decode())
    assert [element.tag for element in root.xpath("//main//script | //main//img[@src='x']")] == []
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on")] == []
    shown = " ".join(text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd").split())
    assert shown in " ".join(root.find(".//main").text_content().split())
    assert open_xml_errors(files["changes.docx"], tmp_path) == []
    if text == SCRIPT:
        assert SCRIPT in " ".join(docx_words(files["changes.docx"]))


@pytest.mark.parametrize("text", ["", SCRIPT])
def test_axe_finds_nothing_serious_and_nothing_is_fetched(browser, node_package, text, tmp_path):
    path = tmp_path / "changes.html"
    path.write_bytes(report_files(with_text(text) if text else changes(), STYLE, formats=("html",))["changes.html"])
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = json.loads(page.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    context.close()
    assert [(fault["id"], fault["impact"]) for fault in found if fault["impact"] in {"serious", "critical"}] == []
    assert (requests, complaints) == ([path.as_uri()], [])


def test_ids_stand_once_and_language_and_title_are_told():
    root = html.document_fromstring(report_files(changes(), STYLE)["changes.html"].decode())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert root.get("lang") == "en-GB"
    assert root.findtext(".//title") == "What changed: Drug for everything"
    assert root.xpath("//figure//*[@role='img' or self::img]")


def test_the_same_changes_give_the_same_bytes_in_another_process(tmp_path):
    code = (
        "import hashlib, json\n"
        "from reportgen.comparing.report import report_files\n"
        "from reportgen.style import Style\n"
        "from tests.comparing.made import changes\n"
        "print(json.dumps({k: hashlib.sha256(v).hexdigest() for k, v in report_files(changes(), Style()).items()}))\n"
    )
    found = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=True)
        found.append(done.stdout)
    assert found[0] == found[1] != b""


def test_versions_of_the_same_name_are_told_apart():
    made = changes()
    named = replace(made, old=replace(made.old, name="review"), new=replace(made.new, name="review"))
    text = html.document_fromstring(report_files(named, STYLE, formats=("html",))["changes.html"].decode())
    assert "From review (before) to review (after)" in text.text_content()


def test_a_font_of_the_review_writes_what_ours_cannot():
    arabic = "الرضع"
    fonts = (Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf",)
    made = with_text(arabic)
    plain, own = (report_files(made, STYLE, fonts=some, formats=("html",)) for some in ((), fonts))
    family = b"DejaVu Sans"
    for name in ("figures/before-after.svg", "changes.html"):
        assert family in own[name]
        assert family not in plain[name]
    assert arabic.encode() in own["figures/before-after.svg"]
