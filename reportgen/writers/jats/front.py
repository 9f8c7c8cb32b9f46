"""Front matter: titles, people with what they did, affiliations, abstract, keywords, funders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reportgen.document import Document, Paragraph, Text, plain_text
from reportgen.model import Author
from reportgen.writers.jats import inlines
from reportgen.writers.jats.blocks import write_in_paragraphs
from reportgen.writers.jats.credit import CREDIT, role_address
from reportgen.writers.jats.draft import Draft
from reportgen.writers.jats.elements import Element, add, add_text
from reportgen.writers.jats.inlines import Spot
from reportgen.writers.jats.labelled import labelled
from reportgen.writers.jats.outline import Outline

__all__ = ["write_front"]

_ORCID: Final = "https://orcid.org/"
_CORRESP: Final = "corresp-1"
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+")


def write_front(document: Document, parts: Outline, root: Element, draft: Draft) -> None:
    """Write the front of an article; what is not known (journal, numbers, dates) is left out."""
    front = add(root, "front")
    journal = add(front, "journal-meta")  # the tag set demands it; which journal it is, its publisher fills in
    add(journal, "journal-id", "not assigned", journal_id_type="publisher-id")
    add(journal, "issn")
    meta = add(front, "article-meta")
    _write_titles(document, parts, meta, draft)
    if document.contributors:
        affiliations = _affiliation_ids(document, draft)
        draft.taken.add(_CORRESP)
        _write_people(document, affiliations, meta)
        for key, text in document.affiliations.items():
            made = add(meta, "aff", id=affiliations[key])
            add(made, "label", str(list(document.affiliations).index(key) + 1))
            add(made, "institution", text)
        _write_correspondence(document, meta)
    _write_abstract(parts, meta, draft)
    if document.keywords:
        group = add(meta, "kwd-group", kwd_group_type="author")
        for word in document.keywords:
            add(group, "kwd", word)
    _write_funders(document, meta)
    notices = [block for block in parts.front if block.role == "notice"]
    if notices:
        write_in_paragraphs(notices, add(front, "notes", notes_type="notice"), draft)


def _write_titles(document: Document, parts: Outline, meta: Element, draft: Draft) -> None:
    group = add(meta, "title-group")
    title = parts.title.children if parts.title else (Text(document.title),)
    inlines.write_inlines(title, Spot(parent=add(group, "article-title"), links=False, refs=False), draft)
    for block in parts.front:
        if block.role == "subtitle":
            inlines.write_inlines(block.children, Spot(parent=add(group, "subtitle"), links=False, refs=False), draft)
    if document.short_title and document.short_title != document.title:
        add(group, "alt-title", document.short_title, alt_title_type="running-head")


def _affiliation_ids(document: Document, draft: Draft) -> Mapping[str, str]:
    return {key: draft.fresh(f"aff-{number}") for number, key in enumerate(document.affiliations, 1)}


def _write_people(document: Document, affiliations: Mapping[str, str], meta: Element) -> None:
    group = add(meta, "contrib-group")
    for author in document.contributors:
        contrib = add(group, "contrib", contrib_type="author", corresp="yes" if author.corresponding else "")
        if author.orcid:
            add(contrib, "contrib-id", _ORCID + author.orcid, contrib_id_type="orcid", authenticated="false")
        name = add(contrib, "name")
        add(name, "surname", author.family)
        if author.given:
            add(name, "given-names", author.given)
        for role in author.roles:
            _write_role(role, contrib)
        numbers = {key: str(number) for number, key in enumerate(affiliations, 1)}
        for key in author.affiliations:
            if key in affiliations:
                add(add(contrib, "xref", ref_type="aff", rid=affiliations[key]), "sup", numbers[key])
        if _speaks(author):
            add(contrib, "xref", ref_type="corresp", rid=_CORRESP)


def _write_role(role: str, contrib: Element) -> None:
    address = role_address(role)
    if not address:
        add(contrib, "role", role)
        return
    add(
        contrib,
        "role",
        role,
        vocab="credit",
        vocab_identifier=CREDIT,
        vocab_term=role,
        vocab_term_identifier=address,
    )


def _speaks(author: Author) -> bool:
    return author.corresponding and bool(_ADDRESS.fullmatch(author.email))


def _write_correspondence(document: Document, meta: Element) -> None:
    speakers = [author for author in document.contributors if _speaks(author)]
    if not speakers:
        return
    corresp = add(add(meta, "author-notes"), "corresp", id=_CORRESP)
    add_text(corresp, "Correspondence: ")
    for place, author in enumerate(speakers):
        add_text(corresp, f"{'; ' if place else ''}{author.given} {author.family}, ")
        add(corresp, "email", author.email)


def _write_abstract(parts: Outline, meta: Element, draft: Draft) -> None:
    """Write the abstract; a paragraph that begins with a label in bold becomes a section of it."""
    if parts.abstract is None:
        return
    blocks = [b for b in parts.abstract.blocks if not (isinstance(b, Paragraph) and b.role == "keywords")]
    made = add(meta, "abstract")
    for part in labelled(blocks):
        if not plain_text(part.label).strip():
            write_in_paragraphs(part.rest, made, draft)
            continue
        section = add(made, "sec")
        inlines.write_inlines(part.label, Spot(parent=add(section, "title")), draft)
        write_in_paragraphs(part.rest, section, draft)
    if not len(made):
        add(made, "p")


def _write_funders(document: Document, meta: Element) -> None:
    if not document.funders:
        return
    group = add(meta, "funding-group")
    for funder in document.funders:
        award = add(group, "award-group")
        add(award, "funding-source", funder.name)
        for grant in funder.grants:
            add(award, "award-id", grant)
