"""One section: its template is found, rendered in the sandbox, and parsed into blocks."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from jinja2 import DictLoader, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from reportgen.compose.environment import SectionEnvironment
from reportgen.compose.markdown import parse_markdown
from reportgen.compose.marks import Marks
from reportgen.compose.names import UnknownNameError
from reportgen.compose.permitted import ForbiddenError
from reportgen.document import Block
from reportgen.errors import Issue, Origin, did_you_mean
from reportgen.model import Review
from reportgen.resources import names, read_text

__all__ = ["SectionSource", "render_section", "section_source"]

SHIPPED = "manuscript"
LONGEST_MESSAGE = 300
NO_MORE = "templates print, choose and loop; numbers come from the data"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSource:
    """The text of a section's template: `own` for one of the review's, which may do less; `plain` for bare Markdown."""

    path: str
    text: str
    own: bool
    plain: bool


def section_source(name: str, review: Review) -> SectionSource | None:
    """Return the review's own template for a section, else the shipped one; None where there is neither."""
    for section in review.sections:
        if section.name == name:
            return SectionSource(path=section.path, text=section.text, own=True, plain=section.path.endswith(".md"))
    if name not in names(SHIPPED, ".md.j2"):
        return None
    file = f"{SHIPPED}/{name}.md.j2"
    return SectionSource(path=f"templates/{file}", text=read_text(file), own=False, plain=False)


def render_section(
    source: SectionSource, facts: Mapping[str, object], functions: Mapping[str, Callable[..., object]]
) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """Return the blocks of a section, and what is wrong with its template or text (then there are no blocks)."""
    start = Origin(source.path, 1)
    try:
        text, marks = _rendered(source, facts, functions)
    except Exception as error:  # noqa: BLE001  (a template can raise anything; each becomes an issue)
        return (), (_issue(error, source, facts),)
    plain, origins = marks.split(text, start)
    return parse_markdown(plain, origins, marks)


def _rendered(
    source: SectionSource, facts: Mapping[str, object], functions: Mapping[str, Callable[..., object]]
) -> tuple[str, Marks]:
    if source.plain:
        marks = Marks()
        return SectionEnvironment(marks, dict(functions)).with_line_marks(source.text, source.path, 1), marks
    code, lines = _compiled(source, tuple(functions))
    marks = Marks(lines)
    environment = SectionEnvironment(marks, dict(functions))
    environment.loader = DictLoader({source.path: source.text})
    template = environment.template_class.from_code(environment, code, environment.make_globals(None), None)
    return template.render(**facts), marks


@lru_cache(maxsize=64)
def _compiled(source: SectionSource, names: tuple[str, ...]) -> tuple[CodeType, tuple[Origin, ...]]:
    """Return the code of a template and the places of its lines; sections are written twice, and again while watched.

    Both follow from the text of the template and the names of the functions that it may call.
    """
    marks = Marks()
    environment = SectionEnvironment(marks, dict.fromkeys(names, str))
    if source.own:
        environment.check_own(source.text, source.path)
    return environment.compile(source.text, source.path, source.path), marks.lines


def _issue(error: Exception, source: SectionSource, facts: Mapping[str, object]) -> Issue:
    origin = Origin(source.path, _line(error, source.path))
    match error:
        case UnknownNameError():
            message = f"found {_short(error.name)!r}, expected a name that is defined"
            return Issue("template-name-is-defined", origin, message, did_you_mean(error.name, _known(error, facts)))
        case RecursionError():
            return Issue("template-is-harmless", origin, "found a template nested without end", NO_MORE)
        case SecurityError() | MemoryError() | OverflowError():
            return Issue("template-is-harmless", origin, f"found {_short(str(error))}", NO_MORE)
        case TemplateError():
            message = f"found a template that cannot be read: {_short(str(error.message))}"
            return Issue("template-is-well-formed", origin, f"{message}, expected valid Jinja2")
        case _:
            message = f"found {type(error).__name__}: {_short(str(error))}, expected valid Jinja2"
            return Issue("template-is-well-formed", origin, message)


def _known(error: UnknownNameError, facts: Mapping[str, object]) -> tuple[str, ...]:
    return error.known or tuple(sorted(facts))


def _short(text: str) -> str:
    """Return a message of bounded length, on one line, without the address of an object in memory."""
    flat = re.sub(r" at 0x[0-9a-f]+", "", " ".join(text.split()))
    return flat if len(flat) <= LONGEST_MESSAGE else f"{flat[: LONGEST_MESSAGE - 1]}…"


def _line(error: Exception, path: str) -> int:
    """Return the line of the template that an error belongs to; in a loop or macro the line inside it."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    if isinstance(error, ForbiddenError) and error.line:
        return error.line
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return (frames[-1] if frames else 1) or 1
