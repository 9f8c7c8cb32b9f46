"""timeline(): what would have been concluded when, over years or versions; and the page that tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from reportgen import __version__
from reportgen.comparing.report.words import NOTHING, effect_words, limits_words, table_of
from reportgen.document import Block, Document, Heading, Inline, Paragraph, Text
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.figures.before_after import draw_timeline
from reportgen.history import versions
from reportgen.model import Library
from reportgen.pipeline import find_style, read_review
from reportgen.quantities import analyse
from reportgen.resolve import resolve
from reportgen.snapshots import sha256
from reportgen.store import MARKER
from reportgen.style import Style
from reportgen.versions import TimePoint, is_same_result, over_versions, over_years, record_of, shown_result
from reportgen.wording.phrases import capitalised
from reportgen.wording.updates import result_change
from reportgen.writers import WRITERS

__all__ = ["Over", "Timeline", "change_words", "timeline", "timeline_files", "timeline_json"]

Over = Literal["years", "versions"]

PRESENT = "now"
_METHOD = {
    "years": "After each year in which a study appeared, all studies up to then are pooled as in the review.",
    "versions": "Each version is shown with what it found when it was kept; the last row is the review as it is now.",
}
_LOOKS = (
    "Looking again and again at growing data finds something by chance more often than looking once; the intervals are "
    "not adjusted for it."
)
_STAR = "A star marks rows whose conclusion differs from that of the row above."


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Results at several times, for each outcome that has any; `unread` names versions that cannot be read."""

    title: str
    over: Over
    style: Style
    outcomes: tuple[tuple[str, tuple[TimePoint, ...]], ...]
    unread: tuple[str, ...] = ()


def timeline(folder: Path, *, over: Over | None = None, outcome: str = "", style: str | None = None) -> Timeline:
    """Return what would have been concluded when, on one outcome or on all.

    Over versions where at least one is kept, else over years, unless asked otherwise. DataError if the review cannot be
    read, or has no such outcome.
    """
    review = read_review(folder)
    chosen = find_style(folder, style or review.style)
    known = [one.id for one in review.outcomes]
    if outcome and outcome not in known:
        message = f"found the outcome {outcome!r}, expected one of review.yaml"
        raise DataError([Issue("outcome-is-known", None, message, did_you_mean(outcome, known))])
    kept = versions(folder)
    over = over or ("versions" if kept else "years")
    analysis = analyse(review, chosen)
    wanted = [one for one in review.outcomes if outcome in {"", one.id}]
    if over == "years":
        found = [(one.id, over_years(analysis, one)) for one in wanted]
    else:
        records = [(version.name, version.snapshot.record) for version in kept if version.snapshot is not None]
        records.append((PRESENT, record_of(analysis)))
        found = [(one.id, over_versions(records, one.id)) for one in wanted]
    return Timeline(
        title=review.title,
        over=over,
        style=chosen,
        outcomes=tuple((id_, points) for id_, points in found if any(p.result.estimate is not None for p in points)),
        unread=tuple(version.name for version in kept if version.snapshot is None) if over == "versions" else (),
    )


def timeline_json(found: Timeline) -> bytes:
    """Return a timeline as JSON."""
    told = {
        "generator": "reportgen",
        "over": found.over,
        "outcomes": [{"outcome": id_, "points": [_values(one) for one in points]} for id_, points in found.outcomes],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def timeline_files(found: Timeline) -> Mapping[str, bytes]:
    """Return a timeline as files by name: ``timeline.html``, ``.docx``, ``.json``, and its figures."""
    blocks: list[Block] = [Heading(level=0, children=(Text("What would have been concluded when"),), id="title")]
    blocks.append(Paragraph(children=(Text(f"{found.title}. {_METHOD[found.over]} {_LOOKS}"),)))
    files: dict[str, bytes] = {}
    for place, (id_, points) in enumerate(found.outcomes, 1):
        title = capitalised(points[-1].result.title)
        blocks.append(Heading(level=1, children=(Text(title),), id=f"sec-{place}"))
        blocks.append(_table(id_, points, found, place))
        for figure in draw_timeline(points, found.style, name=f"timeline-{id_}", caption=f"{title}. {_STAR}"):
            blocks.append(figure)
            files |= {f"figures/timeline-{id_}.{k}": figure.drawing.render(k, 300) for k in ("svg", "png", "pdf")}
    document = Document(
        title="What would have been concluded when",
        short_title="Timeline",
        authors=(),
        keywords=(),
        language="en-GB",
        notice=found.title,
        blocks=tuple(blocks),
    )
    plain = replace(found.style, mark_included=False)
    resolved = resolve(document, Library(), plain, included=frozenset(), csl=b"")
    files |= {f"timeline{WRITERS[one].suffix}": WRITERS[one].write(resolved, found.style) for one in ("html", "docx")}
    files["timeline.json"] = timeline_json(found)
    listed = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in sorted(files.items())}
    about = {"generator": f"reportgen {__version__}", "title": document.title, "files": listed}
    return {**files, MARKER: (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()}


def _table(id_: str, points: Sequence[TimePoint], found: Timeline, place: int) -> Block:
    rows = [_cells(point, before, found.style) for point, before in zip(points, [None, *points], strict=False)]
    heads = (
        "Year" if found.over == "years" else "Version",
        "New studies",
        "k",
        "n",
        "Effect",
        "I²",
        "Prediction",
        "What changed",
    )
    caption = f"{capitalised(points[-1].result.title)} over {found.over}."
    alt = f"One row for each of {len(points)} times, with what was known then."
    return table_of(
        f"tbl-timeline-{place}-{id_}", caption, heads, rows, (2, 5, 1, 1.5, 4, 1.5, 3, 5), alt=alt, wide=True
    )


def _cells(point: TimePoint, before: TimePoint | None, style: Style) -> tuple[Sequence[Inline] | str, ...]:
    shown = shown_result(point.result, style, f"time/{point.label}")
    return (
        point.label,
        ", ".join(point.studies) or NOTHING,
        (shown.k,) if shown.k else NOTHING,
        (shown.n,) if shown.n else NOTHING,
        effect_words(point.result, shown, style) if shown.effect else NOTHING,
        (shown.i2,) if shown.i2 else NOTHING,
        limits_words(shown, style) if shown.prediction else NOTHING,
        change_words(point, before),
    )


def change_words(point: TimePoint, before: TimePoint | None) -> str:
    """Return in words what is different from the point before, "first result", "digits only" or "nothing"."""
    if before is None or point.conclusion == ("first result",):
        return "first result"
    if not point.conclusion:
        return "nothing" if is_same_result(before.result, point.result) else "digits only"
    return result_change(point.conclusion, before.result, point.result)


def _values(point: TimePoint) -> dict[str, object]:
    known = asdict(replace(point.result, effects=())).items()
    about = {"label": point.label, "studies": list(point.studies), "conclusion": list(point.conclusion)}
    return {**about, "result": {name: value for name, value in known if value not in (None, "", ())}}
