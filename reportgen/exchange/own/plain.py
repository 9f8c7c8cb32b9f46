"""Frozen values of the model as plain values that JSON can hold, and back, by the types of their fields."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.errors import Origin

__all__ = ["NotTheFormError", "plain_of", "value_of"]


class NotTheFormError(ValueError):
    """A plain value is not of the form that its place asks for; `place` says which ("outcomes[2].measure")."""

    def __init__(self, place: str, expected: str) -> None:
        self.place, self.expected = place, expected
        super().__init__(f"{place}: expected {expected}")


def plain_of(value: Any) -> Any:
    """Return a value of the model as dictionaries, lists, texts, numbers, True, False and None.

    Fields at their default are left out, and so are those that take no part in comparisons (where a value stood).
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain_of(getattr(value, one.name))
            for one in fields(value)
            if one.compare and not _is_default(one, getattr(value, one.name))
        }
    if isinstance(value, Mapping):
        return {str(key): plain_of(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain_of(item) for item in value]
    return value


def _is_default(one: Any, value: Any) -> bool:
    if one.default is not MISSING:
        return bool(value == one.default and type(value) is type(one.default))
    if one.default_factory is not MISSING:
        return bool(value == one.default_factory())
    return False


def value_of(kind: Any, plain: Any, place: str, origin: Origin) -> Any:
    """Return the value of type `kind` that a plain value stands for; every origin in it is `origin`.

    Raises:
        NotTheFormError: with the place of the first part that does not fit.
    """
    base, arguments = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind) or is_dataclass(base):
        return _record(kind, plain, place, origin)
    if base is typing.Literal:
        return _one_of(plain, arguments, place)
    if base in {typing.Union, types.UnionType}:
        return _of_union(arguments, plain, place, origin)
    if base is tuple:
        return _tuple(arguments, plain, place, origin)
    if isinstance(base, type) and issubclass(base, Mapping):
        return _mapping(arguments, plain, place, origin)
    return _scalar(kind, plain, place)


def _record(kind: Any, plain: Any, place: str, origin: Origin) -> Any:
    if not isinstance(plain, dict):
        raise NotTheFormError(place, "named values")
    if kind is Origin:
        return origin
    known = _kinds(typing.get_origin(kind) or kind, typing.get_args(kind))
    if unknown := sorted(set(plain) - set(known)):
        raise NotTheFormError(f"{place}.{unknown[0]}", f"one of {', '.join(known)}")
    made: dict[str, Any] = {}
    for one in fields(typing.get_origin(kind) or kind):
        inner = f"{place}.{one.name}" if place else one.name
        if one.name == "origin":
            made["origin"] = origin
        elif one.name in plain and one.compare:
            made[one.name] = value_of(known[one.name], plain[one.name], inner, origin)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise NotTheFormError(inner, "a value")
    return (typing.get_origin(kind) or kind)(**made)


@cache
def _kinds(kind: Any, arguments: tuple[Any, ...]) -> Mapping[str, Any]:
    """Return the types of the fields of a record; of a generic one (`Cell[int]`) with its argument put in."""
    hints = typing.get_type_hints(kind)
    variables = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=False))
    return {one.name: _put_in(hints[one.name], variables) for one in fields(kind)}


def _put_in(hint: Any, variables: Mapping[Any, Any]) -> Any:
    if hint in variables:
        return variables[hint]
    own = getattr(hint, "__parameters__", ())
    return hint[tuple(variables.get(one, one) for one in own)] if own and variables else hint


def _one_of(plain: Any, known: tuple[Any, ...], place: str) -> Any:
    if plain not in known:
        raise NotTheFormError(place, f"one of {', '.join(map(str, known))}")
    return plain


def _of_union(kinds: tuple[Any, ...], plain: Any, place: str, origin: Origin) -> Any:
    if plain is None and type(None) in kinds:
        return None
    others = [kind for kind in kinds if kind is not type(None)]
    return value_of(others[0], plain, place, origin)


def _tuple(kinds: tuple[Any, ...], plain: Any, place: str, origin: Origin) -> Any:
    if not isinstance(plain, list):
        raise NotTheFormError(place, "a list")
    if len(kinds) == 2 and kinds[1] is ...:
        kinds = (kinds[0],) * len(plain)
    if len(kinds) != len(plain):
        raise NotTheFormError(place, f"a list of {len(kinds)}")
    return tuple(
        value_of(kind, item, f"{place}[{number}]", origin)
        for number, (kind, item) in enumerate(zip(kinds, plain, strict=True))
    )


def _mapping(kinds: tuple[Any, ...], plain: Any, place: str, origin: Origin) -> Any:
    if not isinstance(plain, dict):
        raise NotTheFormError(place, "named values")
    return {key: value_of(kinds[1], item, f"{place}[{key!r}]", origin) for key, item in plain.items()}


def _scalar(kind: Any, plain: Any, place: str) -> Any:
    if kind is float and type(plain) in {int, float}:
        if not -sys.float_info.max <= plain <= sys.float_info.max:
            raise NotTheFormError(place, "a finite number")
        return float(plain)
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false", Path: "text"}
    if type(plain) is not kind:
        raise NotTheFormError(place, words.get(kind, "a value"))
    return plain
