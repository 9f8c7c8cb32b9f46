"""A flow diagram on the screen: its boxes are links to a nested list that says the same in words."""

from dataclasses import replace

import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from reportgen.document import Text
from reportgen.figures import draw_flow
from reportgen.style import Style
from reportgen.writers.html import write_html
from tests.figures.test_flow import UPDATE
from tests.reviews import make_review
from tests.writers.test_html_browser import serious
from tests.writers.trees import figure, heading, paragraph, resolved


def flow_page():
    drawing = draw_flow(make_review(flow=UPDATE), Style(), name="figure-flow")
    shown = replace(figure("fig-flow"), drawing=drawing)
    return write_html(resolved(heading(0, "A review", "top"), paragraph("Text."), shown), Style())


def words(element):
    """Return a nested list as (text, items) pairs."""
    return [(" ".join("".join(_own(item)).split()), [pair for ul in item.findall("ul") for pair in words(ul)])
            for item in element.findall("li")]  # fmt: skip


def _own(item):
    yield item.text or ""
    for child in item:
        if child.tag != "ul":
            yield child.text_content() + (child.tail or "")


def test_the_list_tells_chain_after_chain_and_what_they_come_to():
    (top,) = html.document_fromstring(flow_page().decode()).xpath("//details[@class='data outline']/ul")
    told = dict(words(top))
    assert list(told) == [
        "Previous studies",
        "Identification of new studies via databases and registers",
        "Identification of new studies via other methods",
        "Included",
    ]
    screening = dict(dict(told["Identification of new studies via databases and registers"])["Screening"])
    assert list(screening)[:3] == [
        "Records screened (n = 1080)",
        "Records excluded (n = 950)",
        "Reports sought for retrieval (n = 130)",
    ]
    assert screening["Reports excluded (n = 80)"] == [
        ("Not randomised (n = 60)", []),
        ("Wrong population (n = 20)", []),
    ]
    others = dict(told["Identification of new studies via other methods"])
    assert others["Screening"][0] == ("Reports sought for retrieval (n = 23)", [])
    assert [text for text, _ in told["Included"]][-1] == "Reports of total included studies (n = 52)"


def test_every_box_is_a_link_to_its_place_in_the_list():
    root = html.document_fromstring(flow_page().decode())
    (svg,) = root.xpath("//figure//*[local-name()='svg']")
    targets = [link.get("href").removeprefix("#") for link in svg.iter("a")]
    assert svg.get("role") == "group"
    assert len(targets) == len(svg.xpath(".//*[local-name()='g'][@class='box']")) == len(set(targets)) == 17
    assert {root.get_element_by_id(target).tag for target in targets} == {"li"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_picture_without_an_outline_stays_one_image():
    root = html.document_fromstring(write_html(resolved(figure()), Style()).decode())
    assert root.xpath("//details[contains(@class, 'outline')]") == []
    assert root.xpath("//figure//*[local-name()='svg']")[0].get("role") == "img"


def test_an_outline_that_skips_a_level_is_still_a_list_of_items():
    plain = figure()
    items = draw_flow(make_review(flow=UPDATE), Style(), name="flow").outline[:1]
    skipping = (*items, replace(items[0], children=(Text("deep"),), level=3), items[0])
    shown = replace(plain, drawing=replace(plain.drawing, outline=skipping))
    (top,) = html.document_fromstring(write_html(resolved(shown), Style()).decode()).xpath(
        "//details[@class='data outline']/ul"
    )
    assert words(top) == [("Previous studies", [("deep", [])]), ("Previous studies", [])]


@pytest.fixture(scope="module")
def visited(program, tmp_path_factory):
    path = tmp_path_factory.mktemp("flow") / "manuscript.html"
    path.write_bytes(flow_page())
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = running.new_page()
        page.goto(path.as_uri())
        yield page
        running.close()


def test_boxes_are_reached_by_keyboard_with_a_visible_focus_and_open_the_list(visited):
    link = visited.locator("#fig-flow-flow-screened a")
    frame = link.locator("polygon")
    before = frame.evaluate("element => getComputedStyle(element).strokeWidth")
    visited.locator("#fig-flow-flow-removed a").focus()
    visited.keyboard.press("Tab")
    while visited.evaluate("document.activeElement.getAttribute('href')") != "#fig-flow-flow-screened-told":
        visited.keyboard.press("Tab")
    assert float(frame.evaluate("element => parseFloat(getComputedStyle(element).strokeWidth)")) > float(before[:-2])
    visited.keyboard.press("Enter")
    told = visited.locator("#fig-flow-flow-screened-told")
    told.wait_for(state="visible")
    assert told.inner_text() == "Records screened (n\u00a0=\u00a01080)"


def test_axe_finds_nothing_serious_about_the_diagram(visited, node_package):
    assert serious(visited, node_package("axe-core/axe.min.js")) == []
