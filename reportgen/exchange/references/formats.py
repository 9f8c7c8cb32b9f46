"""Files of reference managers as formats to import: each is a reader of `reportgen.references` and how it is known."""

from __future__ import annotations

import re

from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported
from reportgen.exchange.references.reading import import_references
from reportgen.exchange.source import Source
from reportgen.references.bibtex import read_bibtex
from reportgen.references.csl_json import read_csl_json
from reportgen.references.endnote_xml import read_endnote_xml
from reportgen.references.nbib import read_nbib
from reportgen.references.ris import read_ris

__all__ = ["BIBTEX", "CSL_JSON", "ENDNOTE_XML", "NBIB", "RIS"]

_AN_ENTRY = re.compile(rb"(?:^|[\r\n\xbf\xfe\xff])[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]")
_LOOKS = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"')
_PUBMED = re.compile(rb"(?:^|[\r\n\xbf\xfe\xff])PMID ?- ?\d")
_ENDNOTE = re.compile(
    rb"<records>.{0,400}?<record>.{0,2000}?<(?:database|ref-type|rec-number|contributors)\b", re.DOTALL
)
_OF_CSL = re.compile(rb'"(?:container-title|issued|date-parts|family|citation-key)"\s*:')


def _is_all_ris(source: Source) -> bool:
    return bool(source.files) and all(_is_ris(path, content) for path, content in source.files.items())


def _is_ris(path: str, content: bytes) -> bool:
    head = content[:4000].replace(b"\0", b"")
    return bool(re.search(rb"(?:^|[\r\n\xbf\xfe\xff])TY  ?-", head)) or path.lower().endswith(".ris")


def _is_all_bibtex(source: Source) -> bool:
    return bool(source.files) and all(_is_bibtex(path, content) for path, content in source.files.items())


def _is_bibtex(path: str, content: bytes) -> bool:
    if not path.lower().endswith((".bib", ".bibtex", ".biblatex", ".txt")):
        return False
    head = content[:20000].replace(b"\0", b"")
    return path.lower().endswith(".bib") or bool(_AN_ENTRY.search(head))


def _is_all_csl_json(source: Source) -> bool:
    return bool(source.files) and all(
        path.lower().endswith((".json", ".csljson"))
        and _LOOKS.match(content[:4000])
        and _OF_CSL.search(content[:20000])
        for path, content in source.files.items()
    )


def _is_all_nbib(source: Source) -> bool:
    return bool(source.files) and all(
        path.lower().endswith(".nbib") or _PUBMED.search(content[:4000].replace(b"\0", b""))
        for path, content in source.files.items()
    )


def _is_all_endnote_xml(source: Source) -> bool:
    return bool(source.files) and all(
        path.lower().endswith(".xml") and _ENDNOTE.search(content[:20000].replace(b"\0", b""))
        for path, content in source.files.items()
    )


def _ris(source: Source, options: ImportOptions) -> Imported:
    return import_references("ris", source, options, read_ris)


def _bibtex(source: Source, options: ImportOptions) -> Imported:
    return import_references("bibtex", source, options, read_bibtex)


def _csl_json(source: Source, options: ImportOptions) -> Imported:
    return import_references("csl-json", source, options, read_csl_json)


def _nbib(source: Source, options: ImportOptions) -> Imported:
    return import_references("nbib", source, options, read_nbib)


def _endnote_xml(source: Source, options: ImportOptions) -> Imported:
    return import_references("endnote-xml", source, options, read_endnote_xml)


NBIB = Format(id="nbib", title="PubMed references", matches=_is_all_nbib, read=_nbib)
"""References in PubMed's own form, MEDLINE."""

ENDNOTE_XML = Format(id="endnote-xml", title="EndNote XML references", matches=_is_all_endnote_xml, read=_endnote_xml)
"""References as EndNote writes them in XML."""

RIS = Format(id="ris", title="RIS references", matches=_is_all_ris, read=_ris)
"""References that any reference manager or database exports."""

BIBTEX = Format(id="bibtex", title="BibTeX references", matches=_is_all_bibtex, read=_bibtex)
"""References in BibTeX or BibLaTeX."""

CSL_JSON = Format(id="csl-json", title="CSL-JSON references", matches=_is_all_csl_json, read=_csl_json, general=True)
"""References as CSL-JSON."""
