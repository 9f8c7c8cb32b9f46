"""Citation styles are made usable, or refused, without the network."""

import pytest

from reportgen.errors import DataError
from reportgen.resolve import citation_style
from reportgen.resources import names
from tests.resolve.library import cite, library, manuscript

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
INDEPENDENT = f"{HEAD}<info><title>t</title></info><citation><layout/></citation></style>"


def dependent(parent):
    link = f'<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>'
    return f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>{link}</info></style>'.encode()


def reader(**files):
    return lambda path: files[path.removesuffix(".csl").replace("/", "_")]


@pytest.mark.parametrize("name", names("csl", ".csl"))
def test_every_shipped_style_is_independent_and_usable(name):
    style = citation_style(name)
    assert b"independent-parent" not in style
    assert b"creativecommons.org/licenses/by-sa" in style


def test_a_dependent_style_is_replaced_by_the_shipped_parent():
    assert citation_style("mine.csl", reader(mine=dependent("apa"))) == citation_style("apa")


def test_a_dependent_style_finds_its_parent_beside_it():
    files = reader(styles_mine=dependent("journal-of-fruit"), **{"styles_journal-of-fruit": INDEPENDENT.encode()})
    assert b"<citation>" in citation_style("styles/mine.csl", files)


def test_names_with_a_label_get_the_name_that_pandoc_needs():
    text = INDEPENDENT.replace("<layout/>", '<layout><names variable="editor"><label/></names></layout>')
    assert b"<name/><label/>" in citation_style("mine.csl", reader(mine=text.encode()))


HOSTILE = '<!DOCTYPE style [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + INDEPENDENT.replace("<title>t", "<title>&b;")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (dependent("a-style-that-is-not-here"), "depends on"),
        (HOSTILE.encode(), "document type"),
        (b"<style", "not XML"),
        (b"", "not XML"),
        (b"<html/>", "html"),
        (b" " * 3_000_000, "bytes"),
        (INDEPENDENT.replace("in-text", "note").encode(), "footnotes"),
    ],
)
def test_an_unusable_style_is_refused_with_its_file(content, said):
    with pytest.raises(DataError, match=said) as raised:
        citation_style("mine.csl", reader(mine=content))
    (issue,) = raised.value.issues
    assert (issue.code, issue.origin.path) == ("citation-style-is-usable", "mine.csl")


def test_a_parent_that_depends_on_another_style_is_refused():
    with pytest.raises(DataError, match="as the parent"):
        citation_style("mine.csl", reader(mine=dependent("other"), other=dependent("apa")))


@pytest.mark.parametrize(("name", "hint"), [("apaa", "'apa'"), ("absent.csl", "absent.csl")])
def test_an_unknown_style_is_refused(name, hint):
    with pytest.raises(DataError, match=hint):
        citation_style(name, reader())


def test_a_style_that_is_not_csl_inside_is_refused_by_name(monkeypatch):
    from reportgen.resolve import resolve
    from reportgen.style import Style

    broken = INDEPENDENT.replace("<citation><layout/></citation>", "").encode()
    with pytest.raises(DataError, match="citation-style-is-usable"):
        resolve(manuscript(cite("many2010")), library(), Style(), included=frozenset(), csl=broken)
