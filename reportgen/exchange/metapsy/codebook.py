"""The codebook of a Metapsy database: what a column means, and what the codes in it stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Codebook", "read_codebook"]

_CODE = re.compile(
    r"(?:(?<=^)|(?<=[(;,:.]))\s*(?P<code>[A-Za-z0-9][A-Za-z0-9 /+.-]{0,23}?)\s*=\s*(?P<meaning>[^=;]+?)\s*"
    r"(?=$|;|[,.]\s*[A-Za-z0-9][A-Za-z0-9 /+.-]{0,23}?\s*=|\)\.?\s*$)"
)
_USUAL_LABELS = {"rob": "Overall risk of bias", "recr": "Recruitment", "diag": "Diagnosis"}
"""Headings for columns of the standard whose names say little."""

_LONGEST_MEANING = 60
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Descriptions and the meanings of codes, both by the column's name in lower case."""

    descriptions: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def decoded(self, column: str, value: str) -> str:
        """Return what a value stands for; what follows the code in brackets stays. Unknown values stay as they are."""
        codes = self.codes.get(column, {})
        head, bracket, rest = value.partition("(")
        whole = codes.get(value.casefold())
        if whole:
            return whole
        meaning = codes.get(head.strip().casefold())
        return f"{meaning} {bracket}{rest}" if meaning and bracket else value

    def label(self, column: str) -> str:
        """Return a heading for a column: its description without codes, or its name where that is long or missing."""
        described = re.split(r"\s*[(.]", self.descriptions.get(column, ""), maxsplit=1)[0].strip()
        if not described or len(described) > _LONGEST_LABEL or "=" in described:
            described = _USUAL_LABELS.get(column) or re.sub(r"[_.\s]+", " ", column).strip()
        return described[:1].upper() + described[1:]


def read_codebook(value: Any) -> Codebook:
    """Return the codebook in the contents of variable_description.json; an empty one where they are something else."""
    if not isinstance(value, Mapping):
        return Codebook()
    texts = {str(name).lower(): " ".join(str(text).split()) for name, text in value.items() if isinstance(text, str)}
    return Codebook(descriptions=texts, codes={name: _codes(text) for name, text in texts.items() if "=" in text})


def _codes(text: str) -> dict[str, str]:
    """Return the codes of a description that lists them ("cbt= cognitive behaviour therapy, bat = …")."""
    found: dict[str, str] = {}
    for match in _CODE.finditer(text):
        opened = match["meaning"].count("(") > match["meaning"].count(")") and text[match.end("meaning") :][:1] == ")"
        meaning = _short(f"{match['meaning']})" if opened else match["meaning"])
        code = match["code"].strip().casefold().removeprefix("coded as ")
        if meaning:
            found.setdefault(code, meaning)
    return found


def _short(meaning: str) -> str:
    """Return the words before an explanation; nothing where even they are long."""
    aside = re.sub(r"\s*\([^()]*\)(?=\s*\w)", "", meaning.strip())
    head = re.split(r"\s*\.\s|\s*\(|\.$", aside, maxsplit=1)[0].strip(" ,)")
    if meaning.count("(") == 1 and meaning.rstrip(" ,.").endswith(")") and len(meaning) <= _LONGEST_MEANING:
        head = meaning.strip(" ,.")
    return head if 0 < len(head) <= _LONGEST_MEANING else ""
