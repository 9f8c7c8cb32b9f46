"""Expected values that ours are not held against, by the pattern of their path, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import translate

__all__ = ["EXCUSES", "excuse_for"]

EXCUSES: Mapping[str, str] = {
    "*/analyses/*/effects/options/*": "what metafor was asked for, no result of it",
}
"""Patterns as file names have them, of DATA SET/SECTION/ANALYSIS/BLOCK/NAME."""

_COMPILED = {pattern: re.compile(translate(pattern)) for pattern in EXCUSES}
_ANY = re.compile("|".join(f"(?:{translate(pattern)})" for pattern in EXCUSES))


def excuse_for(path: str) -> str:
    """Return the pattern that excuses a path, empty where none does."""
    if not _ANY.match(path):
        return ""
    return next(pattern for pattern, compiled in _COMPILED.items() if compiled.match(path))
