"""Lists of authors in a running text: "Smith, J. A., & Jones, K.", "Smith JA, Jones K, et al"."""

from __future__ import annotations

import re

from reportgen.references.item import Name
from reportgen.references.names import is_initials

__all__ = ["authors_of"]

_OTHERS = re.compile(r"[,;]?\s*(?:\bet al\b\.?|\band others\b)\s*$", re.IGNORECASE)
_ELLIPSIS = re.compile(r",?\s*(?:\.\s?\.\s?\.|…)\s*,?\s*&?\s*")
_AND = re.compile(r",?\s*(?:&|\band\b)\s+")
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")
_BODY = re.compile(
    r"\b(?:group|team|network|collaboration|investigators|committee|consortium|study|trial)\b", re.IGNORECASE
)
_FAMILY = re.compile(r"^(?!.*\b[A-Z]\.)[^\W\d_][^\d,;()\"“”]{0,60}$")


def authors_of(text: str) -> tuple[Name, ...]:
    """Return the authors of a list, or none at all if any of it cannot be told.

    Authors left out ("et al.", an ellipsis before the last one) stand as a name of "others" at the end; the last one
    after an ellipsis is then left out, since no form of reference names it without those before it.
    """
    listed = text.strip().rstrip(",")
    others = bool(_OTHERS.search(listed))
    listed = _OTHERS.sub("", listed).rstrip(" ,")
    shortened = _ELLIPSIS.search(listed)
    if shortened:
        others, listed = True, listed[: shortened.start()].rstrip(" ,")
    names = _by_initials(listed) or _by_pairs(listed)
    return (*names, Name(literal="others")) if names and others else names


def _by_initials(listed: str) -> tuple[Name, ...]:
    """Return authors written "Smith JA, de Jong-Meyer R"; none if one of them is not."""
    names = []
    for part in _AND.sub(", ", listed).split(","):
        family, _, initials = part.strip().rpartition(" ")
        if not family or not is_initials(initials) or not _FAMILY.match(family) or len(initials) > 5 or "." in family:
            return ()
        names.append(Name(family=family, given=initials))
    return tuple(names)


def _by_pairs(listed: str) -> tuple[Name, ...]:
    """Return authors written "Smith, J. A., Jones, K., Jr., & Group Name"; none if the commas do not come out even."""
    head, *last = re.split(r",?\s*&\s+", re.sub(r",?\s+and\s+(?=[^,]+,[^,]+$)", ", & ", listed))
    if len(last) > 1:
        return ()
    names = _pairs([part.strip() for part in head.split(",") if part.strip()])
    if not last or not names:
        return names
    final = [part.strip() for part in last[0].split(",") if part.strip()]
    if len(final) == 1 and _BODY.search(final[0]):
        return (*names, Name(literal=final[0]))
    pair = _pairs(final)
    return (*names, *pair) if pair else ()


def _pairs(parts: list[str]) -> tuple[Name, ...]:
    names: list[Name] = []
    waiting = ""
    for part in parts:
        if waiting:
            if not _is_given(part):
                return ()
            names.append(Name(family=waiting, given=re.sub(r"(?<=[a-z])\.$", "", part)))
            waiting = ""
        elif _SUFFIX.match(part) and names:
            names[-1] = Name(family=names[-1].family, given=names[-1].given, suffix=part)
        elif _FAMILY.match(part):
            waiting = part
        else:
            return ()
    return () if waiting else tuple(names)


def _is_given(text: str) -> bool:
    """Return whether a text is initials, with first names and particles where there are some ("J. A.", "Nazafarin")."""
    words = text.replace(".", ". ").replace("-", " ").split()
    return 0 < len(words) <= 5 and all(re.fullmatch(r"[^\W\d_]\.?|[^\W\d_]{2,15}|[A-Z][’']", word) for word in words)
