"""How a judgement looks: colour, symbol and ink. The symbol says it all; the colour only helps.

The two traditions use the minus for opposite things (high risk; some concerns), so that no picture goes without a
legend. Fills of the palettes ``traffic-light`` and ``safe`` are told apart by readers with colour vision deficiencies,
those of ``cochrane`` are less so; every symbol has at least 4.5:1 on its fill in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model import Grade, Level, RiskOfBiasTool
from reportgen.style import FigureStyle

__all__ = ["PALETTES", "Look", "look_of"]

PALETTES: Mapping[str, Mapping[Grade, str]] = {
    "traffic-light": {
        "low": "#7ccb8a",
        "some": "#ffe066",
        "high": "#c1272d",
        "critical": "#7a0019",
        "unknown": "#d0d7de",
        "none": "#ffffff",
    },
    "safe": {
        "low": "#2166ac",
        "some": "#ffd166",
        "high": "#b2182b",
        "critical": "#67001f",
        "unknown": "#d9d9d9",
        "none": "#ffffff",
    },
    "cochrane": {
        "low": "#02c100",
        "some": "#e2df07",
        "high": "#bf0000",
        "critical": "#820000",
        "unknown": "#4ea1f7",
        "none": "#ffffff",
    },
}
_ROBVIS: Mapping[Grade, str] = {"low": "+", "some": "−", "high": "×", "critical": "!", "unknown": "?", "none": ""}
_WHITE, _BLACK = "#ffffff", "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Fill of the circle, the symbol in it and the symbol's colour."""

    fill: str
    symbol: str
    ink: str


def look_of(level: Level, tool: RiskOfBiasTool, look: FigureStyle) -> Look:
    """Return how a level is drawn: symbols of the tool's own or those of robvis, in the style's palette."""
    grade = tool.grade(level)
    fill = PALETTES[look.risk_of_bias_palette][grade]
    symbol = _ROBVIS[grade] if look.risk_of_bias_symbols == "robvis" else level.symbol
    return Look(fill=fill, symbol=symbol, ink=_ink(fill))


def _ink(fill: str) -> str:
    """Return black or white, whichever stands out more; their contrasts are equal at a luminance of 0.179."""
    return _BLACK if _luminance(fill) > 0.179 else _WHITE


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1. Reference: WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
