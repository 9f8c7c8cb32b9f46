"""Contributor roles of the CRediT taxonomy with their addresses."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CREDIT", "role_address"]

CREDIT: Final = "https://credit.niso.org/"

_SLUGS: Final = frozenset(
    {
        *("conceptualization", "data-curation", "formal-analysis", "funding-acquisition", "investigation"),
        *("methodology", "project-administration", "resources", "software", "supervision", "validation"),
        *("visualization", "writing-original-draft", "writing-review-editing"),
    }
)


def role_address(role: str) -> str:
    """Return the address of a role ("Writing – original draft"), nothing if the taxonomy has no such role."""
    slug = re.sub(r"[^a-z]+", "-", role.lower()).strip("-")
    return f"{CREDIT}contributor-roles/{slug}/" if slug in _SLUGS else ""
