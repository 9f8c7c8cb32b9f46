"""Names that a template uses and that do not exist: found with what was meant instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.utils import missing

__all__ = ["StrictName", "UnknownNameError"]


class UnknownNameError(UndefinedError):
    """A template used a name that does not exist; `known` are the names there are, empty for those of the template."""

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        super().__init__(f"{name!r} is not defined")
        self.name, self.known = name, tuple(known)


class StrictName(StrictUndefined):
    """An undefined value that fails, when it is used, with the names that exist in its place."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        def error(message: str) -> Exception:
            return UnknownNameError(str(name), _names_in(obj)) if exc is UndefinedError else exc(message)

        super().__init__(hint, obj, name, error)  # type: ignore[arg-type]  # Jinja2 only calls it with the message


def _names_in(obj: Any) -> tuple[str, ...]:
    if is_dataclass(obj):
        return tuple(field.name for field in fields(obj))
    return tuple(map(str, obj)) if isinstance(obj, Mapping) else ()
