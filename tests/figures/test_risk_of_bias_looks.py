"""Colours and symbols of judgements: contrast, colour vision deficiencies, greyscale."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from reportgen.figures.risk_of_bias.looks import PALETTES, look_of
from reportgen.load.registries import tools
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.style import FigureStyle

TOOLS = {name: shipped_tool(name) for name in tools()}
SYMBOLS = ("cochrane", "robvis")

# Machado, Oliveira & Fernandes, IEEE Trans Vis Comput Graph 2009;15:1291: severity 1.0, on linear RGB
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = np.array([0.95047, 1.0, 1.08883])


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour, deficiency):
    xyz = XYZ @ np.clip(DEFICIENCIES[deficiency] @ linear(colour), 0, 1) / D65
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def delta_e(one, other, deficiency):
    """Return the colour difference of CIE 1976."""
    return float(np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)))


def contrast(one, other):
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_difference_is_that_of_the_books():
    assert delta_e("#000000", "#ffffff", "none") == pytest.approx(100, abs=0.01)
    assert lab("#ff0000", "none") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("symbols", SYMBOLS)
@pytest.mark.parametrize("name", TOOLS)
def test_symbols_stand_out_from_their_fill(name, symbols, palette):
    tool, look = TOOLS[name], FigureStyle(risk_of_bias_palette=palette, risk_of_bias_symbols=symbols)
    for level in tool.levels:
        found = look_of(level, tool, look)
        assert contrast(found.fill, found.ink) >= 4.5, level.id


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize(("palette", "least"), [("traffic-light", 30), ("safe", 49)])
def test_low_some_and_high_are_told_apart_by_colour_too(palette, least, deficiency):
    fills = [PALETTES[palette][grade] for grade in ("low", "some", "high")]
    assert min(delta_e(one, other, deficiency) for one, other in combinations(fills, 2)) >= least


@pytest.mark.parametrize("symbols", SYMBOLS)
@pytest.mark.parametrize("name", TOOLS)
def test_without_colour_the_symbols_of_a_tool_tell_all_its_levels_apart(name, symbols):
    tool, look = TOOLS[name], FigureStyle(risk_of_bias_symbols=symbols)
    drawn = [look_of(level, tool, look).symbol for level in tool.levels]
    assert len(set(drawn)) == len(drawn)


def test_the_minus_means_high_risk_to_cochrane_and_some_concerns_to_robvis():
    tool = TOOLS["rob2"]
    found = {
        symbols: [look_of(level, tool, FigureStyle(risk_of_bias_symbols=symbols)).symbol for level in tool.levels[:3]]
        for symbols in SYMBOLS
    }
    assert found == {"cochrane": ["+", "?", "−"], "robvis": ["+", "−", "×"]}


def test_every_palette_has_the_same_grades():
    assert {frozenset(palette) for palette in PALETTES.values()} == {frozenset(PALETTES["safe"])}
