"""One section: its template is found, rendered in the sandbox, and parsed into blocks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import DictLoader, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportgen.compose.environment import SectionEnvironment
from reportgen.compose.markdown import parse_markdown
from reportgen.compose.marks import Marks
from reportgen.document import Block
from reportgen.errors import Issue, Origin, did_you_mean
from reportgen.model import Review
from reportgen.resources import names, read_text

__all__ = ["SectionSource", "render_section", "section_source"]

SHIPPED = "manuscript"


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
    marks = Marks()
    environment = SectionEnvironment(marks, dict(functions))
    start = Origin(source.path, 1)
    try:
        text = _rendered(source, facts, environment)
    except Exception as error:  # noqa: BLE001  (a template can raise anything; each becomes an issue)
        return (), (_issue(error, source, facts),)
    plain, origins = marks.split(text, start)
    return parse_markdown(plain, origins, marks)


def _rendered(source: SectionSource, facts: Mapping[str, object], environment: SectionEnvironment) -> str:
    if source.plain:
        return environment.with_line_marks(source.text, source.path, 1)
    if source.own:
        environment.check_plain(source.text, source.path)
    environment.loader = DictLoader({source.path: source.text})
    code = environment.compile(source.text, source.path, source.path)
    template = environment.template_class.from_code(environment, code, environment.make_globals(None), None)
    return template.render(**facts)


def _issue(error: Exception, source: SectionSource, facts: Mapping[str, object]) -> Issue:
    origin = Origin(source.path, _line(error, source.path))
    match error:
        case UndefinedError():
            name = str(error.message or "").split("'")[1:2]
            hint = did_you_mean(name[0], sorted(facts)) if name else ""
            return Issue("template-name-is-defined", origin, f"found a name that is not defined: {error.message}", hint)
        case SecurityError() | RecursionError() | MemoryError() | OverflowError():
            what = "a template that calls itself without end" if isinstance(error, RecursionError) else str(error)
            return Issue("template-is-harmless", origin, f"found {what}", "templates print, choose and loop; no more")
        case TemplateError():
            return Issue("template-is-well-formed", origin, f"found {error.message}, expected valid Jinja2")
        case _:
            return Issue("template-is-well-formed", origin, f"found {type(error).__name__}: {error}, expected valid Jinja2")


def _line(error: Exception, path: str) -> int:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return (frames[-1] if frames else 1) or 1
