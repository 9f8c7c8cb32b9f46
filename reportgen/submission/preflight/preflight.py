"""preflight(): every rule of a journal held against the package that was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.journals import RULES, Journal, Rule
from reportgen.model import Review
from reportgen.submission.counts import Counts
from reportgen.submission.form import is_blinded
from reportgen.submission.package import BLINDED, CHECKLISTS, MANUSCRIPT, NUMBERED, Package
from reportgen.submission.preflight.blind import blind_findings
from reportgen.submission.preflight.counted import counted
from reportgen.submission.preflight.finding import Finding, judged, told
from reportgen.submission.preflight.picture_files import picture_findings
from reportgen.submission.preflight.stated import stated
from reportgen.submission.preflight.word_file import word_findings

__all__ = ["FORM_RULES", "preflight", "without_files"]

FORM_RULES = ("title_page", "legends", "blinding", "self_citations", "supplement_name", "checklists")
"""Rules that are held against the list of files and what they hold."""


def without_files(counts: Counts, review: Review, journal: Journal) -> tuple[Finding, ...]:
    """Return what can be told before anything is written: counts beside their limits, and what must be said."""
    return (*counted(counts, journal), *stated(counts, review, journal))


def preflight(package: Package) -> tuple[Finding, ...]:
    """Return a finding for every rule of the journal's, and notes on what no rule asks for."""
    made = package.made
    return (
        *without_files(package.counts, made.review, made.journal),
        *word_findings(MANUSCRIPT, package.files[MANUSCRIPT], made.journal),
        *picture_findings(package.figures, made.journal),
        *_files(package),
        *_checklists(package),
        *_order(package),
        *_blind(package),
        *_supplements(package),
    )


def _files(package: Package) -> Iterator[Finding]:
    journal, files = package.made.journal, package.files
    is_there = {
        "title_page": ("title-page.docx" in files, "title-page.docx"),
        "legends": ("figure-legends.docx" in files or journal.words("legends") != "file", "legends"),
        "blinding": (BLINDED in files or journal.words("blinding") != "double", BLINDED),
    }
    for name, (there, shown) in is_there.items():
        if rule := journal.rules.get(name):
            yield judged(rule, shown if there else "not there", met=there)
    if rule := journal.rules.get("self_citations"):
        found = f"{len(package.made.masked)} works masked" if is_blinded(journal) else "reviewers know the authors"
        met = not is_blinded(journal) or rule.meets("keep") or package.made.blind is not None
        yield judged(rule, found, met=met)
    if rule := journal.rules.get("supplement_name"):
        names = ", ".join(one.name.rpartition("/")[2] for one in package.supplements)
        yield judged(rule, names, met=bool(package.supplements))


def _checklists(package: Package) -> Iterator[Finding]:
    rule = package.made.journal.rules.get("checklists")
    for name in CHECKLISTS:
        located = package.located[name]
        missing = [one.item.id for one in located if not one.reported]
        found = f"{len(located) - len(missing)} of {len(located)} items reported"
        if missing:
            found += f"; not reported: {', '.join(missing)}"
        file = f"{name}-checklist.docx"
        if rule is not None and name in rule.all_of:
            yield judged(_one(rule, name), found, met=file in package.files, where=file)
        yield told("checklists", RULES["checklists"].title, found, wrong=bool(missing), where=file)


def _one(rule: Rule, name: str) -> Rule:
    from dataclasses import replace

    return replace(rule, all_of=(name,))


def _order(package: Package) -> Iterator[Finding]:
    """Yield a warning for each table and figure that the text never mentions."""
    unmentioned: Sequence[str] = package.made.unmentioned
    for label in unmentioned:
        yield told("mentioned", "Mentioned in the text", f"{label} is never mentioned", wrong=True)
    if not unmentioned:
        yield told("mentioned", "Mentioned in the text", "every table and figure, numbered in order of first mention")


def _blind(package: Package) -> Iterator[Finding]:
    made = package.made
    if made.blind is None:
        return
    files: Mapping[str, bytes] = {
        name: data for name, data in package.files.items() if name in {BLINDED, NUMBERED} or name.startswith("suppl")
    }
    surnames = [author.family for author in made.review.authors if author.family]
    yield from blind_findings(files, made.hidden, surnames)


def _supplements(package: Package) -> Iterator[Finding]:
    topics = {one.topic for one in package.supplements}
    if "search-strategies" not in topics:
        found = "no search strategies: put them into searches/NAME.txt"
        yield told("supplements", "Search strategies", found, wrong=True, wanted="item 7 of PRISMA 2020")
    for one in package.supplements:
        yield told("supplements", one.title, f"{len(one.data):,} bytes", where=one.name)
