"""The Jinja2 sandbox: what templates may do, how values are printed, and where each output line came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from jinja2 import Undefined, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.compose.filters import TEXT_FILTERS
from reportgen.compose.marks import Marks, without_marks
from reportgen.compose.names import StrictName
from reportgen.compose.permitted import BudgetError, ForbiddenError, check_permitted
from reportgen.document import Block, Inline
from reportgen.errors import Origin

__all__ = ["SectionEnvironment"]

MAX_STEPS = 100_000
MAX_CHARACTERS = 500_000
_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LINE_END = re.compile(r"[ \t]*\n")


def _one_line(text: str) -> str:
    """Return a value as it is printed: on one line, with its fixed and thin spaces."""
    return _SPACES.sub(" ", without_marks(text)).strip(" ")


class _Places(Extension):
    """Puts a line mark before every data line, and counts data, turns of loops and macros against the budget."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the template's tokens with marks and counts put in."""
        environment = cast("SectionEnvironment", self.environment)
        path, opened, alone, after_tag = stream.name or "template", "", True, False
        for token in stream:
            if token.type == "data":
                text, line = token.value, token.lineno
                if alone and after_tag and (end := _LINE_END.match(text)):
                    text, line = text[end.end() :], line + 1  # a line that holds nothing but tags prints nothing
                alone = not text.rpartition("\n")[2].strip() if "\n" in text else alone and not text.strip()
                after_tag = False
                yield Token(line, "data", environment.with_line_marks(text, path, line))
                yield from _spending(line, len(text))
                continue
            yield token
            alone = alone and token.type != "variable_begin"
            after_tag = token.type == "block_end"
            if token.type == "block_begin":
                opened = stream.current.value if stream.current.type == "name" else ""
            elif token.type == "block_end" and opened in {"for", "macro"}:
                opened = ""
                yield from _spending(token.lineno, 0)


def _spending(line: int, characters: int) -> Iterator[Token]:
    """Yield the tokens of ``{{ _spend(characters) }}``."""
    yield Token(line, "variable_begin", "{{")
    yield Token(line, "name", "_spend")
    yield Token(line, "lparen", "(")
    yield Token(line, "integer", characters)  # type: ignore[arg-type]  # the lexer puts numbers there, too
    yield Token(line, "rparen", ")")
    yield Token(line, "variable_end", "}}")


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox for one section: strict names, allow-listed calls, and every printed value an opaque mark.

    So nothing in a value, text or node, can be read as Markdown. Macro results hold marks and pass as they are.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, marks: Marks, functions: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(
            undefined=StrictName,
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
        self.filters = dict(TEXT_FILTERS)
        self.globals.clear()
        self.globals.update(functions)
        self.globals["_spend"] = self._spend
        self._functions = tuple(functions)
        self._callables = tuple(self.globals.values())

    def with_line_marks(self, text: str, path: str, line: int) -> str:
        """Return template data with the mark of its line at the start of each line."""
        marked = []
        for offset, piece in enumerate(without_marks(text).split("\n")):
            marked.append(self.marks.for_line(Origin(path, line + offset)) + piece)
        return "\n".join(marked)

    def check_own(self, source: str, path: str) -> None:
        """Raise ForbiddenError where a review's own template goes beyond printing, choosing and looping."""
        check_permitted(self.parse(source, path), {*self._functions, "_spend", "loop"}, self._functions)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return True for the functions we hand out, macros and the loop; for nothing else."""
        return isinstance(obj, Macro | LoopContext) or any(obj == known for known in self._callables)

    def call_binop(self, _context: Any, operator: str, _left: Any, _right: Any) -> Any:
        """Refuse sums in templates: a number worked out here would have no source."""
        raise ForbiddenError(f"a sum ({operator}), which cannot be used in a template")

    def _spend(self, characters: int) -> Markup:
        self._steps += 1
        self._characters += characters
        if self._steps > MAX_STEPS:
            raise BudgetError(f"a template that takes more than {MAX_STEPS:,} steps")
        if self._characters > MAX_CHARACTERS:
            raise BudgetError(f"a template that prints more than {MAX_CHARACTERS:,} characters")
        return Markup("")

    @pass_context  # so that constants, too, come here at run time and not while the template is compiled
    def _printed(self, _context: Context, value: object) -> Markup:
        shown, size = self._as_marks(value)
        self._spend(size)
        return Markup(shown)  # noqa: S704  (a mark, or made by our own macro)

    def _as_marks(self, value: object) -> tuple[str, int]:
        """Return what stands for a value in the rendered text, and how many characters it will print."""
        if isinstance(value, Undefined):
            return str(value), 0  # which raises, and names what is missing
        if isinstance(value, Markup) or value is None:
            return value or "", len(value or "")
        if isinstance(value, str):
            text = _one_line(value)
            return self.marks.for_text(text), len(text)
        if isinstance(value, tuple) and all(isinstance(part, Inline) for part in value):
            return self.marks.for_node(value), 1
        if isinstance(value, Inline):
            return self.marks.for_node((value,)), 1
        if isinstance(value, Block):
            return f"\n\n{self.marks.for_node(value)}\n\n", 1
        raise ForbiddenError(f"a value that cannot be printed as it is ({type(value).__name__})")
