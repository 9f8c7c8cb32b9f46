"""The Jinja2 sandbox: what templates may do, how values are printed, and where each output line came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.compose.marks import Marks, without_marks
from reportgen.document import Block, Inline
from reportgen.errors import Origin

__all__ = ["BudgetError", "SectionEnvironment", "escape_markdown"]

MAX_STEPS = 100_000
MAX_CHARACTERS = 5_000_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~^$@:\"'&=/-])")
_LINE_END = re.compile(r"[ \t]*\n")
_FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "title", "trim", "upper")
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


class BudgetError(SecurityError):
    """A template ran too many steps or printed too much."""


def escape_markdown(text: str) -> str:
    """Return `text` such that Markdown prints it as typed, on one line."""
    flat = " ".join(without_marks(text).split())
    return _SPECIAL.sub(r"\\\1", flat)


class _Places(Extension):
    """Puts a line mark before every data line, and a step count into every loop and macro."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        environment = self.environment
        assert isinstance(environment, SectionEnvironment)
        path, opened, alone, after_tag = stream.name or "template", "", True, False
        for token in stream:
            if token.type == "data":
                text, line = token.value, token.lineno
                if alone and after_tag and (end := _LINE_END.match(text)):
                    text, line = text[end.end() :], line + 1  # a line that holds nothing but tags prints nothing
                alone = not text.rpartition("\n")[2].strip() if "\n" in text else alone and not text.strip()
                after_tag = False
                yield Token(line, "data", environment.with_line_marks(text, path, line))
                continue
            yield token
            alone = alone and token.type != "variable_begin"
            after_tag = token.type == "block_end"
            if token.type == "block_begin":
                opened = stream.current.value if stream.current.type == "name" else ""
            elif token.type == "block_end" and opened in {"for", "macro"}:
                opened = ""
                yield from _step_count(token.lineno)


def _step_count(line: int) -> Iterator[Token]:
    """Yield the tokens of ``{{ _step() }}``."""
    yield Token(line, "variable_begin", "{{")
    yield Token(line, "name", "_step")
    yield Token(line, "lparen", "(")
    yield Token(line, "rparen", ")")
    yield Token(line, "variable_end", "}}")


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox for one section: strict names, allow-listed calls, every printed value escaped as Markdown.

    Nodes of the document tree pass as opaque marks; macro results are not escaped twice.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, marks: Marks, functions: dict[str, Callable[..., object]]) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=True,
            finalize=self._printed,
            extensions=[_Places],
            lstrip_blocks=True,
            keep_trailing_newline=True,
            comment_start_string="<!--",  # Jinja's own "{#" stands in headings: "# Methods {#sec-methods}"
            comment_end_string="-->",
        )
        self.marks = marks
        self._steps = self._characters = 0
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.globals.clear()
        self.globals.update(functions)
        self.globals["_step"] = self._step
        self._callables = tuple(self.globals.values())

    def with_line_marks(self, text: str, path: str, line: int) -> str:
        """Return template data with the mark of its line at the start of each line."""
        marked = []
        for offset, piece in enumerate(without_marks(text).split("\n")):
            marked.append(self.marks.for_line(Origin(path, line + offset)) + piece)
        return "\n".join(marked)

    def check_plain(self, source: str, path: str) -> None:
        """Raise TemplateSyntaxError where a review's own template goes beyond printing, choosing and looping."""
        for node in _walk(self.parse(source, path)):
            if not isinstance(node, _ALLOWED):
                raise TemplateSyntaxError(f"{type(node).__name__} cannot be used in a section", _line(node), path)
            if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
                raise TemplateSyntaxError("only figure() and table() can be called", _line(node), path)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return True for the functions we hand out, macros and the loop; for nothing else."""
        return isinstance(obj, Macro | LoopContext) or any(obj == known for known in self._callables)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse sums in templates: a number worked out here would have no source."""
        raise SecurityError(f"'{operator}' cannot be used in a template: numbers come from the data")

    def _step(self) -> Markup:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise BudgetError("the template runs more than 100,000 steps")
        return Markup("")

    def _printed(self, value: object) -> Markup:
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()  # noqa: SLF001  (Jinja2's own way to name the missing one)
        if isinstance(value, Markup):
            shown = value
        elif isinstance(value, str):
            shown = Markup(escape_markdown(value))  # noqa: S704  (escaped in the line itself)
        elif value is None:
            shown = Markup("")
        elif isinstance(value, tuple) and all(isinstance(part, Inline) for part in value):
            shown = Markup(self.marks.for_node(value))  # noqa: S704  (a private-use character)
        elif isinstance(value, Inline):
            shown = Markup(self.marks.for_node((value,)))  # noqa: S704
        elif isinstance(value, Block):
            shown = Markup(f"\n\n{self.marks.for_node(value)}\n\n")  # noqa: S704
        else:
            raise UndefinedError(f"a value of kind {type(value).__name__} cannot be printed")
        self._characters += len(shown)
        if self._characters > MAX_CHARACTERS:
            raise BudgetError("the template prints more than 5,000,000 characters")
        return shown


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _line(node: nodes.Node) -> int:
    return int(getattr(node, "lineno", 1) or 1)
