"""The file itself: what it holds, what it does not let through, and that it is the same each time."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import html

from reportgen.document import LedgerEntry, Link, Note, NoteMark, Number, Resolved, SourceLine
from reportgen.errors import DataError
from reportgen.style import Style
from reportgen.writers.html import write_html
from tests.writers.constructors import inlines
from tests.writers.trees import cell, document, figure, heading, number, paragraph, resolved, row, sample, table

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;b&gt;</style></title>"


def page(*blocks, **more):
    return tree(resolved(*blocks, **more))


def tree(made):
    return html.document_fromstring(write_html(made, Style()).decode())


def ids(root):
    return [element.get("id") for element in root.iter() if element.get("id")]


def test_language_title_and_properties_are_told():
    root = page(heading(0, "A title", "t"), language="de", title="A <title>")
    assert root.get("lang") == "de"
    assert root.findtext(".//title") == "A <title>"
    told = [(meta.get("name"), meta.get("content")) for meta in root.iter("meta") if meta.get("name")]
    assert ("author", "Ben Łukasz") in told
    assert ("keywords", "attachment, infants") in told
    assert ("description", "Worked example; not the article.") in told


def test_the_policy_allows_one_script_and_it_is_ours():
    root = tree(sample())
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    (script,) = root.xpath("//script[not(@type)]")
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_no_id_stands_twice():
    found = ids(tree(sample()))
    assert len(found) == len(set(found))


def test_the_same_number_shown_twice_has_its_id_once():
    root = page(paragraph(number("0.71", 0.71, key="n1"), " and ", number("0.71", 0.71, key="n1")))
    assert [element.get("id") for element in root.xpath("//data")] == ["n1", None]
    assert root.xpath("//data/@data-same") == ["n1"]


def test_a_number_tells_value_statistic_and_subject():
    (data,) = page(paragraph(number("0.71", 0.710234, key="n1"))).xpath("//data")
    assert (data.get("value"), data.get("data-statistic"), data.get("data-subject")) == (
        "0.710234", "risk_ratio", "outcome/secure",
    )  # fmt: skip


def test_a_number_without_a_value_tells_none():
    unknown = Number(text="not reported", value=None, statistic="events", subject="s", id="n1")
    (span,) = page(paragraph(unknown)).xpath("//span[@class='number']")
    assert span.get("value") is None
    assert span.text == "not reported"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "vbscript:x", "//example.org", "#no-such-place", "https://a b", 'https://a"onclick="x'],
)  # fmt: skip
def test_a_link_that_may_not_be_followed_is_text_alone(address):
    root = page(paragraph(Link(address, inlines("here"))))
    assert root.xpath("//article//a") == []
    assert "here" in root.xpath("string(//article)")


@pytest.mark.parametrize("address", ["https://doi.org/10.1/x?a=1&b=2", "http://example.org", "mailto:a@example.org"])
def test_a_harmless_link_is_kept(address):
    assert page(paragraph(Link(address, inlines("here")))).xpath("//article//a/@href") == [address]


def test_hostile_text_stays_text_wherever_it_stands():
    hostile = Resolved(
        document=document(
            heading(0, NASTY, NASTY),
            paragraph(NASTY, number(NASTY, 1.0, key=NASTY), Link("#" + NASTY, inlines(NASTY))),
            table([row(NASTY, NASTY, NASTY)], key=NASTY, caption=inlines(NASTY), alt=NASTY, label=NASTY),
            title=NASTY, short_title=NASTY, authors=(NASTY,), keywords=(NASTY,), notice=NASTY, language='e"n',
        ),
        ledger=(LedgerEntry(id=NASTY, place="", text=NASTY, value=1.0, statistic=NASTY, subject=NASTY, how=NASTY,
                            provenance=NASTY, inputs=((NASTY, 1, 1, NASTY),)),),
        source_lines=(SourceLine(path=NASTY, line=1, cells=((NASTY, NASTY),), sources=((NASTY, NASTY, NASTY),)),),
    )  # fmt: skip
    root = tree(hostile)
    assert len(root.xpath("//script")) == 2
    assert root.xpath("//img") == []
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert root.findtext(".//title") == NASTY
    assert NASTY in root.xpath("string(//article)")


def test_data_for_the_script_cannot_end_its_element():
    entry = LedgerEntry(id="n1", place="", text="1", value=1, statistic="count", subject="</script><!--", how="a&b",
                        provenance="reported", inputs=(("results.csv", 2, 5, "events"),))  # fmt: skip
    made = Resolved(
        document=document(), ledger=(entry,), source_lines=(SourceLine(path="results.csv", line=2, cells=()),)
    )
    text = re.search(r'id="numbers">(.*?)</script>', write_html(made, Style()).decode(), re.DOTALL)[1]
    assert "<" not in text
    assert json.loads(text) == {"n1": ["count", "</script><!--", "a&b", "1", "reported", [[0, "events"]]]}


def test_control_characters_and_lone_surrogates_become_visible():
    assert "a\ufffdb\ufffdc" in page(paragraph("a\x00b\ud800c")).xpath("string(//article)")


def test_a_table_has_caption_heads_and_notes_below():
    (section,) = page(
        table([row("Toth", "1", "2")], notes=(Note(mark="a", children=inlines("Noted.")),), alt="In short.")
    ).xpath("//div[@class='exhibit table']")
    assert section.xpath("string(.//caption)") == "Table 1 A small table"
    assert section.xpath(".//thead//th/@scope") == ["col"] * 3
    assert section.xpath(".//tbody//th/@scope") == ["row"]
    assert section.xpath("string(./p[@class='note'])") == "a Noted."
    assert section.xpath(".//table/@aria-describedby") == ["tbl-a-summary"]


def test_rows_that_head_a_group_begin_a_body_of_their_own():
    rows = (row("One", kind="group"), row("a", "1", "2"), row("Two", kind="group"), row("b", "1", "2"))
    root = page(table(rows))
    assert len(root.xpath("//tbody")) == 2
    assert root.xpath("//tbody/tr[1]/th/@scope") == ["rowgroup", "rowgroup"]


def test_an_empty_head_is_no_head():
    assert page(table([row("a", "1")], columns=("", "n"))).xpath("//thead//th/@scope") == ["col"]


def test_a_note_mark_leads_to_its_note():
    body = table([replace(row("a", "1"), cells=(cell("Toth", NoteMark(mark="a"), scope="row"),))],
                 notes=(Note(mark="a", children=inlines("Noted.")),))  # fmt: skip
    root = page(body)
    assert root.xpath("//tbody//sup/a/@href") == ["#tbl-a-note-a"]
    assert "tbl-a-note-a" in ids(root)


def test_a_figure_is_an_image_with_title_and_description():
    (svg,) = page(figure()).xpath("//*[local-name()='svg']")
    assert svg.get("role") == "img"
    named = {
        element.get("id"): element.text for element in svg.xpath("./*[local-name()='title' or local-name()='desc']")
    }
    assert [named[name] for name in svg.get("aria-labelledby").split()] == [
        "Figure 1", "Forest plot fig-a: one study, risk ratio 0.71.",
    ]  # fmt: skip


def test_a_figure_without_text_alternative_is_refused():
    bare = figure()
    with pytest.raises(DataError, match="figure-has-alt-text"):
        page(replace(bare, drawing=replace(bare.drawing, alt=" ")))


def test_the_data_of_a_figure_stand_behind_it():
    plain = figure()
    shown = replace(plain, drawing=replace(plain.drawing, data=table([row("Toth", "12", "54")], key="x")))
    (details,) = page(shown).xpath("//figure/details[@class='data']")
    assert details.xpath(".//td/text()") == ["12", "54"]


def test_numbers_that_stand_in_a_drawing_alone_are_listed_with_it():
    entry = LedgerEntry(id="n-drawn", place="fig-a", text="0.71", value=0.71, statistic="risk_ratio", subject="outcome/x",
                        how="", provenance="reported", inputs=())  # fmt: skip
    made = replace(resolved(figure()), ledger=(entry,))
    assert tree(made).xpath("string(//details[@class='drawn']//span[@id='n-drawn'])") == "0.71"


def test_footnotes_stand_at_the_end_with_ways_there_and_back():
    root = tree(sample())
    assert root.xpath("//section[@role='doc-endnotes']//li/@id") == ["fn-1", "fn-2"]
    assert root.xpath("//a[@role='doc-noteref']/@href") == ["#fn-1", "#fn-2"]
    assert root.xpath("//a[@role='doc-backlink']/@href") == ["#fnref-1", "#fnref-2"]


def test_contents_list_two_levels_and_the_exhibits():
    root = tree(sample())
    assert root.xpath("//nav/details/ol/li/ol/li/a/text()") == ["2.1 Electronic searches"]
    assert root.xpath("//nav/details/ol/li/a/text()")[:3] == ["Abstract", "1 Introduction", "2 Methods"]
    assert root.xpath("//nav//details//b/text()") == ["Table 1", "Figure 1", "Table 2", "Table 3", "Figure 2"]


@pytest.mark.parametrize("levels", [(1, 2, 2, 1), (2, 1), (1, 3, 2), (2, 2), (1,)])
def test_contents_hold_every_heading_whatever_the_levels(levels):
    root = page(*(heading(level, f"H{at}", f"h{at}") for at, level in enumerate(levels)))
    expected = [f"H{at}" for at, level in enumerate(levels) if level <= 2]
    assert root.xpath("//nav//a/text()") == expected
    assert root.xpath("count(//nav//ol//*[not(self::ol or self::li or self::a)])") == 0


def test_lines_of_the_sources_have_links_to_where_they_come_from():
    root = tree(sample())
    assert root.xpath("//section[@id='sources']//a/@href") == ["https://example.org/cooper"]
    assert root.xpath("//tr[@id='line-1']/td/text()") == ["Cooper 2003", "7", "reconstructed"]
