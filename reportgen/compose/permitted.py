"""What a review's own templates may do: print, choose and loop; anything else is refused with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import nodes
from jinja2.exceptions import SecurityError

__all__ = ["BudgetError", "ForbiddenError", "check_permitted"]

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.NSRef,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
    nodes.Call,
    nodes.Filter,
    nodes.Test,
    nodes.Keyword,
)
_TAGS: dict[type[nodes.Node], str] = {
    nodes.AssignBlock: "a {% set %} block",
    nodes.Block: "{% block %}",
    nodes.CallBlock: "{% call %}",
    nodes.Extends: "{% extends %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.FromImport: "{% from %}",
    nodes.Import: "{% import %}",
    nodes.Include: "{% include %}",
    nodes.Macro: "{% macro %}",
    nodes.With: "{% with %}",
}


class BudgetError(SecurityError):
    """A template ran too many steps or printed too much."""


class ForbiddenError(SecurityError):
    """A template does what sections may not; `line` is where, or None where the traceback tells."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def check_permitted(template: nodes.Template, callable_: Collection[str], functions: Collection[str]) -> None:
    """Raise ForbiddenError at the first thing that a section may not do.

    `callable_` are the names it may call, `functions` those among them that are told to the user.
    """
    for node in _walk(template):
        if not isinstance(node, _ALLOWED):
            raise ForbiddenError(f"{_name(node)}, which cannot be used in a section", node.lineno)
        if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in callable_):
            raise ForbiddenError(f"a call of something else than {_listed(functions)}", node.lineno)


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return f"a sum ({node.operator})"
    return _TAGS.get(type(node), f"a {type(node).__name__.lower()}")


def _listed(functions: Collection[str]) -> str:
    return ", ".join(f"{name}()" for name in sorted(functions))


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)
