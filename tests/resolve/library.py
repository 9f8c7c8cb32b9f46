"""A small bibliography and the shortest way to a document around some inlines."""

import re

from reportgen.document import Citation, CitedWork, Document, Heading, Paragraph, ReferenceList, Resolved, Text
from reportgen.errors import Origin
from reportgen.model import Library
from reportgen.resolve import citation_style, resolve
from reportgen.style import Style

BIBTEX = r"""
@article{smith2006first, author = {Smith, Jane and Doe, Ann}, title = {Apples and {PEAR} trees},
  journal = {Journal of Fruit}, year = {2006}, volume = {1}, pages = {1--9}, doi = {10.1000/apples}}
@article{smith2006second, author = {Smith, Jane and Doe, Ann}, title = {Pears}, journal = {Journal of Fruit},
  year = {2006}, volume = {2}, pages = {10--19}}
@article{ijzendoorn1999, author = {van IJzendoorn, M. H. and Roe, B.}, title = {Particles}, journal = {Names},
  year = {1999}}
@book{many2010, author = {One, A. and Two, B. and Three, C. and Four, D.}, title = {Many hands},
  publisher = {Press}, year = {2010}}
@techreport{nice2012, author = {{The National Institute}}, title = {Early years}, institution = {NI}, year = {2012}}
"""


def library(text: str = BIBTEX) -> Library:
    keys = {
        found[1]: Origin("references.bib", text[: found.start()].count("\n") + 1)
        for found in re.finditer(r"@\w+\{([^,\s]+),", text)
    }
    return Library(text=text, keys=keys)


def cite(*keys: str, mode: str = "parenthetical", prefix: str = "", suffix: str = "", line: int = 1) -> Citation:
    works = tuple(CitedWork(key=key, prefix=prefix, suffix=suffix) for key in keys)
    return Citation(works=works, mode=mode, origin=Origin("sections/introduction.md.j2", line))


def document(*blocks) -> Document:
    return Document(
        title="Fruit", short_title="", authors=(), keywords=(), language="en-GB", notice="", blocks=tuple(blocks)
    )


def manuscript(*inlines) -> Document:
    """Return a document with one section that holds the inlines, and a reference list."""
    heading = Heading(level=1, children=(Text("Introduction"),), id="sec-introduction")
    return document(heading, Paragraph(children=tuple(inlines)), ReferenceList())


def settled(doc: Document, *, csl: str = "apa", included=(), bib: str = BIBTEX, **style) -> Resolved:
    keys = frozenset(included)
    return resolve(doc, library(bib), Style(csl=csl, **style), included=keys, csl=citation_style(csl))
