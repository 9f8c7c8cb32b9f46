"""The page of the gallery: headings, pictures with their links, tables, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from tools.gallery.drawing import Drawn, Shot

__all__ = ["index_page"]


def index_page(drawn: Sequence[Drawn], refused: Iterable[tuple[str, str]]) -> str:
    """Return the page as HTML; `refused` are files that could not be imported, each with the reason."""
    template = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        summary=escape(_summary(drawn)),
        contents="\n".join(_contents(drawn)),
        body="\n".join([*_body(drawn), *_refused(tuple(refused))]),
    )


def _summary(drawn: Sequence[Drawn]) -> str:
    pictures = sum(len(one.shots) for one in drawn)
    tables = sum(count for one in drawn for _, _, count in one.tables)
    faulty = sum(bool(shot.faults) for one in drawn for shot in one.shots)
    failures = sum(len(one.failures) for one in drawn)
    return (
        f"{len(drawn)} reviews, {pictures} pictures, {tables} tables. "
        f"Pictures with texts that overlap, are cut or struck: {faulty}. Failures: {failures}."
    )


def _contents(drawn: Sequence[Drawn]) -> Iterator[str]:
    for group, members in groupby(drawn, key=lambda one: one.entry.group):
        yield f'<p><a href="#{_anchor(group)}">{escape(group)}</a></p>\n<ul>'
        for one in members:
            wrong = " – failed" if one.failures else ""
            yield f'<li><a href="#{one.entry.id}">{escape(one.entry.title)}</a>{wrong}</li>'
        yield "</ul>"


def _body(drawn: Sequence[Drawn]) -> Iterator[str]:
    for group, members in groupby(drawn, key=lambda one: one.entry.group):
        yield f'<h2 id="{_anchor(group)}">{escape(group)}</h2>'
        for one in members:
            yield from _entry(one)


def _entry(one: Drawn) -> Iterator[str]:
    yield f'<h3 id="{one.entry.id}">{escape(one.entry.title)}</h3>'
    for note in one.notes:
        yield f'<p class="quiet">{escape(note)}</p>'
    for failure in one.failures:
        yield f'<div class="bad">Failed: <pre>{escape(failure)}</pre></div>'
    for title, path, count in one.tables:
        yield f'<p><a href="{path}">{count} {"table" if count == 1 else "tables"}, {escape(title)}</a></p>'
    if one.shots:
        yield '<ul class="shots">'
        yield from map(_shot, one.shots)
        yield "</ul>"
    if one.refusals:
        yield '<p class="quiet">Not drawn, since this review cannot have them:</p>\n<ul class="quiet">'
        yield from (f"<li>{escape(refusal)}</li>" for refusal in one.refusals)
        yield "</ul>"


def _shot(shot: Shot) -> str:
    stem = escape(shot.stem)
    links = ", ".join(
        f'<a href="{stem}{ending}">{kind}<span hidden> of {escape(shot.title)}</span></a>'
        for kind, ending in (("SVG", ".svg"), ("SVG with outlines", ".outlined.svg"), ("PNG", ".png"))
    )
    faults = "".join(f'<p class="bad">{escape(fault)}</p>' for fault in shot.faults[:10])
    return (
        f'<li><figure><img src="{stem}.outlined.svg" alt="{escape(shot.alt)}" loading="lazy"'
        f' width="{shot.width_mm * 4:.0f}" height="{shot.height_mm * 4:.0f}">'
        f"<figcaption><p><b>{escape(shot.title)}</b> ({shot.width_mm:.0f} × {shot.height_mm:.0f} mm): {links}</p>"
        f'{faults}<p class="caption">{escape(shot.caption)}</p></figcaption></figure></li>'
    )


def _refused(refused: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if not refused:
        return
    yield '<h2 id="refused">Files that are no review by themselves</h2>\n<ul>'
    yield from (f"<li>{escape(name)}: <span class='quiet'>{escape(reason)}</span></li>" for name, reason in refused)
    yield "</ul>"


def _anchor(group: str) -> str:
    return group.lower().replace(" ", "-")
