"""Kinds of values that review.yaml holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.files import ENDLESS_WORD
from reportgen.load.yaml_text import PlainFloat, PlainInt

__all__ = [
    "ID_PATTERN",
    "VERSION_PATTERN",
    "ColumnName",
    "CreditRole",
    "Email",
    "Id",
    "Language",
    "Number",
    "OrElse",
    "Orcid",
    "Part",
    "RequiredText",
    "Text",
    "VersionName",
    "WebAddress",
    "is_version_name",
]

VERSION_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
"""Names of versions: they are names of folders, on every system."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

CREDIT_ROLES = (
    "Conceptualization",
    "Data curation",
    "Formal analysis",
    "Funding acquisition",
    "Investigation",
    "Methodology",
    "Project administration",
    "Resources",
    "Software",
    "Supervision",
    "Validation",
    "Visualization",
    "Writing – original draft",
    "Writing – review & editing",
)

_ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")


class Part(BaseModel):
    """A mapping in review.yaml: no unknown keys, nothing converted, a key without a value counts as not given."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


@dataclass(frozen=True, slots=True)
class OrElse:
    """Says in the JSON Schema that a value may also have another form, which a validator has turned into the usual."""

    other: Mapping[str, str]

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Return the schema of either form."""
        return {"anyOf": [dict(self.other), handler(core)]}


def _clean(value: Any) -> Any:
    """Return a scalar as trimmed text, a number as it was written; other values are left for the type to refuse."""
    if isinstance(value, PlainInt | PlainFloat):
        return value.raw
    if not isinstance(value, str):
        return value
    bad = CONTROL_CHARACTERS.search(value)
    if bad:
        found = f"U+{ord(bad.group()):04X}"
        raise PydanticCustomError("control_character", "text without the control character {found}", {"found": found})
    if ENDLESS_WORD.search(value):
        raise PydanticCustomError("endless_word", "words of at most 500 letters")
    return value.strip().replace("\r\n", "\n").replace("\r", "\n")


def _orcid(text: str) -> str:
    """Return an ORCID iD without its address; its last character is a check digit (ISO 7064, mod 11-2)."""
    found = _ORCID.fullmatch(text)
    if not found:
        raise PydanticCustomError("orcid", "an ORCID iD like 0000-0002-1825-0097")
    total = 0
    for digit in found[1][:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if found[1][-1] != ("X" if check == 10 else str(check)):  # ten is written X
        raise PydanticCustomError("orcid", "an ORCID iD whose check digit fits; one digit is mistyped")
    return found[1]


def _credit_role(text: str) -> str:
    plain = {_bare(role): role for role in CREDIT_ROLES}
    if _bare(text) not in plain:
        raise PydanticCustomError("credit_role", "a CRediT role: {roles}", {"roles": ", ".join(CREDIT_ROLES)})
    return plain[_bare(text)]


def _bare(text: str) -> str:
    """Return the letters of a role, so that the dash, the ampersand and either spelling of -ization do not matter."""
    return re.sub(
        r"[^a-z]", "", text.lower().replace(" and ", " ").replace("isation", "ization").replace("isualis", "isualiz")
    )


_CLEAN = BeforeValidator(_clean)
_LONGEST = 20_000
_LONGEST_VERSION = 60

Text = Annotated[str, StringConstraints(max_length=_LONGEST), _CLEAN]
RequiredText = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST), _CLEAN]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60), _CLEAN]
VersionName = Annotated[str, StringConstraints(pattern=VERSION_PATTERN, max_length=_LONGEST_VERSION), _CLEAN]
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60), _CLEAN]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000), _CLEAN]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35), _CLEAN]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s<>@\"]+@[^\s<>@\"]+$", max_length=254), _CLEAN]
Orcid = Annotated[Text, AfterValidator(_orcid)]
CreditRole = Annotated[Text, AfterValidator(_credit_role)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]


def is_version_name(name: str) -> bool:
    """Return whether a version can be called so."""
    return len(name) <= _LONGEST_VERSION and re.fullmatch(VERSION_PATTERN, name) is not None and "\n" not in name
