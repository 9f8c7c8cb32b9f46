"""Names of languages as databases write them, as language tags (BCP 47; ISO 639)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["LANGUAGES", "language_tag"]

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "ar": ("arabic", "ara"),
    "zh": ("chinese", "chi", "zho"),
    "cs": ("czech", "cze", "ces"),
    "da": ("danish", "dan"),
    "nl": ("dutch", "dut", "nld"),
    "en": ("english", "eng"),
    "fi": ("finnish", "fin"),
    "fr": ("french", "fre", "fra", "français"),
    "de": ("german", "ger", "deu", "deutsch"),
    "el": ("greek", "gre", "ell"),
    "he": ("hebrew", "heb"),
    "hu": ("hungarian", "hun"),
    "it": ("italian", "ita"),
    "ja": ("japanese", "jpn"),
    "ko": ("korean", "kor"),
    "no": ("norwegian", "nor"),
    "fa": ("persian", "per", "fas"),
    "pl": ("polish", "pol"),
    "pt": ("portuguese", "por"),
    "ru": ("russian", "rus"),
    "es": ("spanish", "spa", "español"),
    "sv": ("swedish", "swe"),
    "tr": ("turkish", "tur"),
    "uk": ("ukrainian", "ukr"),
}
"""Language tags, each with the names and the codes of three letters by which it goes."""

_TAGS = {name: tag for tag, names in LANGUAGES.items() for name in names}


def language_tag(text: str) -> str:
    """Return the tag of a language ("English", "eng", "en-GB"); empty for what is no known name, or several names."""
    plain = text.strip().lower()
    if plain in _TAGS:
        return _TAGS[plain]
    return text.strip() if re.fullmatch(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?", text.strip()) else ""
