"""The page in a browser: what it fetches, what axe finds, and the way from a number to its source by keyboard."""

import json

import pytest
from playwright.sync_api import sync_playwright

from reportgen.style import Style
from reportgen.writers.html import write_html
from tests.writers.trees import sample

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}


@pytest.fixture(scope="module")
def browser(program):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "manuscript.html"
    path.write_bytes(write_html(sample(), Style()))
    return path.as_uri()


@pytest.fixture
def visit(browser, address):
    """Return a function that opens the page; requests and complaints of the page are kept with it."""
    contexts = []

    def opened(viewport=DESK, **settings):
        contexts.append(browser.new_context(viewport=viewport, **settings))
        page = contexts[-1].new_page()
        page.requests, page.complaints = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def serious(page, axe):
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = json.loads(page.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found
            if fault["impact"] in {"serious", "critical"}]  # fmt: skip


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def test_nothing_is_fetched_and_the_page_does_not_complain(visit):
    page = visit()
    page.wait_for_load_state("networkidle")
    assert [url for url in page.requests if not url.startswith("data:")] == [page.url]
    assert page.complaints == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(visit, node_package, viewport, colours):
    page = visit(viewport, color_scheme=colours)
    assert serious(page, node_package("axe-core/axe.min.js")) == []


def test_axe_finds_nothing_serious_with_sources_shown_and_details_open(visit, node_package):
    page = visit()
    page.click("#show-sources")
    page.locator("a.origin").first.click()
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert serious(page, node_package("axe-core/axe.min.js")) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_the_page_itself_never_scrolls_sideways(visit, width):
    page = visit({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_fonts_of_the_page_are_used(visit):
    page = visit()
    page.wait_for_function("document.fonts.status === 'loaded'")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {family.strip('"') for family in loaded} == {"Source Sans 3", "Source Serif 4"}


def test_a_number_leads_to_its_cell_by_keyboard_alone(visit):
    page = visit()
    page.locator("#show-sources").focus()
    press(page, "Enter")
    assert page.get_attribute("#show-sources", "aria-pressed") == "true"
    page.locator("#n1 a").focus()
    press(page, "Enter")
    assert "results.csv, line 2: events = 12" in page.inner_text("#origin")
    press(page, "Tab")
    press(page, "Enter")
    assert page.locator("tr.hit td.hit").inner_text() == "12"
    assert page.evaluate("document.activeElement.id") == "line-0"


def test_escape_closes_the_source_and_goes_back_to_the_number(visit):
    page = visit()
    page.click("#show-sources")
    page.click("#n2 a")
    assert page.is_visible("#origin")
    press(page, "Escape")
    assert page.is_hidden("#origin")
    assert page.evaluate("document.activeElement.parentElement.id") == "n2"


def test_every_number_is_a_link_when_sources_are_shown_and_none_afterwards(visit):
    page = visit()
    linked = "document.querySelectorAll('a.origin').length"
    assert page.evaluate(linked) == 0
    page.click("#show-sources")
    assert page.evaluate(linked) == len([entry for entry in sample().ledger if entry.id])
    targets = page.evaluate("[...document.querySelectorAll('a.origin')].map(a => a.getAttribute('href').slice(1))")
    assert all(page.evaluate("id => document.getElementById(id) !== null", target) for target in targets)
    page.click("#show-sources")
    assert page.evaluate(linked) == 0
    assert page.is_hidden("#sources")


def test_every_link_inside_the_page_leads_somewhere(visit):
    page = visit()
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(decodeURIComponent(id)))"
    )
    assert dead == []


def test_the_first_tab_offers_to_skip_to_the_text(visit):
    page = visit()
    press(page, "Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def test_contents_are_open_on_a_desk_and_folded_on_a_phone(visit):
    assert visit(DESK).evaluate("document.getElementById('contents').open")
    assert not visit(PHONE).evaluate("document.getElementById('contents').open")


def test_on_paper_only_the_manuscript_is_printed(visit):
    page = visit()
    page.click("#show-sources")
    page.emulate_media(media="print")
    for part in (".bar", ".contents", "#sources", ".back"):
        assert page.locator(part).first.is_hidden(), part
    assert page.is_visible("article h1")
