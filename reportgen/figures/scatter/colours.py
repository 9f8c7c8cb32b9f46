"""Inks of plots of points: all opaque, so that every printer and every format shows the same."""

from __future__ import annotations

__all__ = ["INK", "MUTED", "tint"]

INK = "#333333"
"""Lines and words of axes."""

MUTED = "#6e6e6e"
"""Lines that stand back."""


def tint(colour: str, share: float) -> str:
    """Return a colour mixed with white, `share` of it being the colour: what so much ink looks like on paper."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
