"""Draws one entry: every figure in every layout and style, as files, and what became of each."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportgen import resources
from reportgen.document import Figure, plain_text
from reportgen.errors import DataError
from reportgen.figures import FIGURES, figure_plans
from reportgen.figures.lettering import Lettering
from reportgen.model import FIGURE_SETTINGS, FigurePlan, Review
from reportgen.pipeline import find_style
from reportgen.quantities import Analysis, analyse
from tests.figures.every_figure import every_plan
from tests.figures.faults import all_faults
from tests.figures.svg_page import page_of
from tools.gallery.entries import Entry, opened
from tools.gallery.tables import write_tables

__all__ = ["Drawn", "Shot", "draw"]

DPI = 150
DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: `stem` is the path of its files below the gallery without their endings; sizes in mm."""

    title: str
    kind: str
    stem: str
    caption: str
    alt: str
    width_mm: float
    height_mm: float
    faults: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Drawn:
    """What became of an entry; `failures` are what went wrong, `refusals` what this review cannot have."""

    entry: Entry
    shots: list[Shot] = field(default_factory=list)
    tables: list[tuple[str, str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def draw(entry: Entry, output: Path) -> Drawn:
    """Draw an entry into `output` and return what became of it; nothing that goes wrong is raised."""
    drawn = Drawn(entry=entry, notes=list(entry.notes))
    try:
        with opened(entry) as (review, folder):
            _Artist(drawn, output, review, folder).draw()
    except Exception:  # noqa: BLE001 - one entry must not stop the others
        drawn.failures.append(f"the review itself: {_last_lines()}")
    return drawn


class _Artist:
    """Draws one review in all styles; a picture that looks as one drawn before is left out."""

    def __init__(self, drawn: Drawn, output: Path, review: Review, folder: Path) -> None:
        self.drawn, self.output, self.review, self.folder = drawn, output, review, folder
        self.seen: set[bytes] = set()
        self.outcomes = self._chosen()

    def draw(self) -> None:
        """Draw figures and tables: all in the default style, and in others what looks different there."""
        styles = [DEFAULT, *(name for name in resources.names("journals", ".toml") if name != DEFAULT)]
        tables: set[str] = set()
        for name in styles:
            analysis = analyse(self.review, find_style(self.folder, name))
            plans = every_plan(self.review, self.outcomes) if name == DEFAULT else self._usual()
            for plan in plans:
                self._figures(analysis, plan, name)
            try:
                self.drawn.tables += write_tables(analysis, self.folder, self.output, self.drawn.entry.id, tables)
            except Exception:  # noqa: BLE001 - told on the page
                self.drawn.failures.append(f"tables in the style {name}: {_last_lines()}")

    def _chosen(self) -> frozenset[str] | None:
        most, outcomes = self.drawn.entry.most, self.review.outcomes
        if most is None:
            return None
        by_measure: dict[str, list[str]] = {}
        for outcome in outcomes:
            by_measure.setdefault(outcome.measure, []).append(outcome.id)
        chosen = frozenset(id_ for ids in by_measure.values() for id_ in ids[:most])
        if len(chosen) < len(outcomes):
            self.drawn.notes.append(f"Figures of {len(chosen)} of {len(outcomes)} outcomes: {most} of each measure.")
        return chosen

    def _usual(self) -> Iterator[FigurePlan]:
        wanted = self.outcomes
        for plan in figure_plans(self.review):
            if plan.kind != "forest" or wanted is None or self._is_about(plan, wanted):
                yield plan

    def _is_about(self, plan: FigurePlan, wanted: frozenset[str]) -> bool:
        return any(o.id in wanted and plan.id in {o.id, o.figure} for o in self.review.outcomes)

    def _figures(self, analysis: Analysis, plan: FigurePlan, style: str) -> None:
        title = _title(plan, style)
        try:
            figures = FIGURES[plan.kind].make(analysis, plan)
        except DataError as error:
            self.drawn.refusals.append(f"{title}: {error}")
            return
        except Exception:  # noqa: BLE001 - told on the page
            self.drawn.failures.append(f"{title}: {_last_lines()}")
            return
        for number, figure in enumerate(figures, 1):
            part = f", part {number} of {len(figures)}" if len(figures) > 1 else ""
            try:
                self._shoot(figure, f"{title}{part}", plan.kind)
            except Exception:  # noqa: BLE001 - told on the page
                self.drawn.failures.append(f"{title}{part}: {_last_lines()}")

    def _shoot(self, figure: Figure, title: str, kind: str) -> None:
        drawing = figure.drawing
        svg = drawing.render("svg", DPI)
        if svg in self.seen:
            return
        self.seen.add(svg)
        stem = f"{self.drawn.entry.id}/{len(self.drawn.shots) + 1:03d}-{kind}"
        target = self.output / stem
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".svg").write_bytes(svg)
        target.with_suffix(".outlined.svg").write_bytes(drawing.render("svg-outlined", DPI))
        target.with_suffix(".png").write_bytes(drawing.render("png", DPI))
        self.drawn.shots.append(
            Shot(
                title=title,
                kind=kind,
                stem=stem,
                caption=plain_text(figure.caption),
                alt=drawing.alt,
                width_mm=drawing.width_mm,
                height_mm=drawing.height_mm,
                faults=tuple(all_faults(page_of(svg), Lettering(fallback=self.review.font_paths))),
            )
        )


def _title(plan: FigurePlan, style: str) -> str:
    plain = FigurePlan(id=plan.id, origin=plan.origin)
    told = [
        name.replace("_", " ") if value is True else f"{name} {value if isinstance(value, str) else ', '.join(value)}"
        for name in FIGURE_SETTINGS
        if (value := getattr(plan, name)) != getattr(plain, name) and value
    ]
    if style != DEFAULT:
        told.append(f"style {style}")
    return f"{FIGURES[plan.kind].title}, {plan.id}{' – ' + '; '.join(told) if told else ''}"


def _last_lines() -> str:
    return "".join(traceback.format_exc(limit=-3))
