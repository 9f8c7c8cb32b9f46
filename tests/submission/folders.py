"""The example review as a submission: with people, money and a registration to hide, and own profiles."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from reportgen.model import Review
from reportgen.pipeline import read_review
from reportgen.submission import submission_files
from reportgen.submission.preflight import Finding

__all__ = ["EXAMPLE", "TOKENS", "named_example", "package", "review_of"]

EXAMPLE = Path(__file__).parents[2] / "data/pip"

TOKENS = {
    "e-mail": "n.midgley@ucl.example",
    "ORCID": "0000-0002-1825-0097",
    "funder": "National Fund for Infant Research",
    "grant": "NFIR-2014/0815",
    "registration": "CRD42014999999",
}
"""What is put into the example, so that there is something of every kind to hide."""

_PEOPLE = """
funding: "Supported by the National Fund for Infant Research (grant NFIR-2014/0815)."
funders: [{name: National Fund for Infant Research, grants: [NFIR-2014/0815]}]
interests: "J. Barlow has led one of the trials."
acknowledgements: "We thank the University of Warwick."
registration: {registry: PROSPERO, number: CRD42014999999}
"""
_SEARCHES = {"medline": "1. exp Infant/\n2. psychotherapy.ti,ab.\n3. 1 and 2\n", "psycinfo": "infant and parent\n"}


def named_example(folder: Path) -> Path:
    """Return a copy of the example in which everything is stated, search strategies included."""
    review = folder / "pip"
    shutil.copytree(EXAMPLE, review, ignore=shutil.ignore_patterns("README.md"))
    settings = review / "review.yaml"
    text = settings.read_text(encoding="utf-8")
    speaker = "{given: Nick, family: Midgley, affiliations: [ucl], corresponding: true}"
    assert speaker in text
    full = speaker[:-1] + f", email: {TOKENS['e-mail']}, orcid: {TOKENS['ORCID']}, roles: [Methodology]}}"
    text = text.replace(speaker, full).replace("\nkeywords:", f"{_PEOPLE}\nkeywords:")
    settings.write_text(text, encoding="utf-8")
    (review / "searches").mkdir()
    for name, strategy in _SEARCHES.items():
        (review / "searches" / f"{name}.txt").write_text(strategy, encoding="utf-8")
    return review


@cache
def review_of() -> tuple[Path, Review]:
    """Return the folder of the example with everything stated, and the review in it."""
    folder = named_example(Path(mkdtemp(prefix="submission-")))
    return folder, read_review(folder)


@cache
def package(journal: str) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return the files of the example's submission to a journal, and what its preflight found; each made once."""
    files, findings = submission_files(review_of()[0], journal)
    return dict(files), findings
