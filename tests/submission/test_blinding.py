"""A blinded manuscript says nowhere who wrote it: every part of it is unpacked and searched, apart from our own search."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

import pytest

from tests.submission.folders import TOKENS, package, review_of

JOURNAL = "taylor-and-francis"
FILES = ("manuscript-blinded.docx", "manuscript-numbered.pdf", "prisma-2020-checklist.docx")


def tokens() -> list[str]:
    """Return full names, family names with initials in both orders, addresses, affiliations, funder, grant."""
    review = review_of()[1]
    found = list(TOKENS.values())
    for author in review.authors:
        letters = [part[0] for part in re.split(r"[\s.]+", author.given) if part]
        joined, dotted = "".join(letters), ". ".join(letters) + "."
        forms = {author.given, joined, dotted, letters[0]}
        found += [f"{form} {author.family}" for form in forms] + [f"{author.family} {form}" for form in forms]
        found += [f"{author.family}, {form}" for form in forms]
    found += list(review.affiliations.values())
    return [token.strip() for token in found]


def texts(name: str, data: bytes) -> dict[str, str]:
    """Return the text of every part of a file, packages unpacked, written apart from the product's own search."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {f"{name} comment": packed.comment.decode("latin-1"), f"{name} names": " ".join(packed.namelist())}
            for part in packed.namelist():
                parts |= texts(f"{name}/{part}", packed.read(part))
        return parts
    if data[:4] == b"%PDF":
        shown = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
        about = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True).stdout.decode()
        return {f"{name} pages": shown, f"{name} properties": about, f"{name} raw": data.decode("latin-1")}
    if name.endswith((".xml", ".rels", ".svg")):
        raw = data.decode("utf-8")
        return {f"{name} text": re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", raw)), f"{name} raw": raw}
    return {f"{name} raw": data.decode("latin-1")}


def seen(token: str, text: str) -> bool:
    words = r"\s+".join(re.escape(word) for word in token.split())
    return re.search(rf"(?<!\w){words}(?!\w)", text) is not None


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_what_reviewers_get_names_the_authors(name):
    data = package(JOURNAL)[0][name]
    left = [(part, token) for part, text in texts(name, data).items() for token in tokens() if seen(token, text)]
    assert left == []


def test_the_search_finds_what_stands_in_the_open_manuscript():
    """A search that finds nothing anywhere would prove nothing."""
    files = package(JOURNAL)[0]
    shown = "\n".join(texts("title-page.docx", files["title-page.docx"]).values())
    assert {token for token in TOKENS.values() if seen(token, shown)} == set(TOKENS.values())
    assert seen("Nick Midgley", shown)
    properties = "\n".join(texts("manuscript.docx", files["manuscript.docx"]).values())
    assert seen("Nick Midgley", properties)


def test_no_file_of_the_package_is_named_after_an_author():
    families = {author.family.lower() for author in review_of()[1].authors}
    assert [name for name in package(JOURNAL)[0] if any(family in name.lower() for family in families)] == []


def test_works_of_the_authors_are_cited_without_their_names():
    text = "\n".join(texts("m", package(JOURNAL)[0]["manuscript-blinded.docx"]).values())
    assert "Reference masked for anonymous review" in text
    assert "(Author(s) 2015)" in text or "Author(s) (2015)" in text
    assert "Parent-infant psychotherapy for improving parental and infant mental health" not in text


def test_sentences_stay_whole_where_names_are_taken_out():
    text = "\n".join(texts("m", package(JOURNAL)[0]["manuscript-blinded.docx"]).values())
    assert "Two authors screened titles and abstracts" in text
    assert "Declarations stand on the title page" in text


def test_our_own_search_sees_what_is_planted_in_any_part():
    from reportgen.submission.identities import identities
    from reportgen.submission.preflight.blind import blind_findings

    hidden = identities(review_of()[1])
    for part, content in (
        ("docProps/core.xml", "<dc:creator>Nick Midgley</dc:creator>"),
        ("word/comments.xml", '<w:comment w:author="N. Midgley"/>'),
        ("word/document.xml", "<w:r><w:t>Nick </w:t></w:r><w:r><w:t>Midgley</w:t></w:r>"),
        ("word/media/a.png", "\x89PNG tEXtAuthor Nick Midgley end"),
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            packed.writestr(part, content.encode("latin-1"))
        found = list(blind_findings({"a.docx": stream.getvalue()}, hidden, []))
        assert [one.status for one in found] == ["warn"], part
        assert part in found[0].where


def test_the_preflight_says_that_no_trace_is_left():
    told = [one for one in package(JOURNAL)[1] if one.rule == "blinding" and one.where.startswith("manuscript")]
    assert told
    assert all(one.status in {"note", "pass"} for one in told), told
