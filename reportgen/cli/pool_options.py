"""The options of `reportgen pool` that are settings of a synthesis: the plan's, by the plan's names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["named_setting", "settings_options", "test_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Complete = Callable[[click.Context, click.Parameter, str], list[str]]

_NAMES = {
    "preset": "Set of choices: cochrane (the default), revman5, revman-web, metafor (`reportgen list presets`).",
    "model": "random or common.",
    "method": "inverse-variance, mantel-haenszel, mantel-haenszel-exact, peto or cochran.",
    "tau2": "Estimator of τ²: REML, DL, ML, PM, EB, SJ, HE or HS.",
    "interval": "Interval of the summary: wald, hksj, hksj-ad-hoc, hksj-wider, hksj-iqwig, kenward-roger, "
    "hksj-or-wald.",
    "prediction": "Prediction interval: none, normal, t-k-1, t-k-2, hksj-k-1, hksj-k-2, kenward-roger, "
    "t-k-1-if-heterogeneous.",
    "i2": "From what I² is worked out: tau2 or Q.",
    "zero_cells": "What is added to empty cells: revman, metafor … (`reportgen list zero-cells`).",
    "smd": "Form of the standardised mean difference: revman or exact.",
    "subgroup_tau2": "One τ² for each subgroup (separate) or for all (common).",
}
"""Settings that are names, each with its help."""

_ALSO = {"interval": ("--ci",)}


def settings_options(command: _Command) -> _Command:
    """Return the command with an option for each setting of a plan; those that are not given are None."""
    level = click.option("--level", type=float, metavar="NUMBER", help="Confidence level, 0.95 for 95 %.")
    made = [named_setting(name, words) for name, words in _NAMES.items()]
    for option in reversed([*made, level]):
        command = option(command)
    return command


def named_setting(name: str, words: str) -> Callable[[_Command], _Command]:
    """Return an option that takes one of the names a setting has; the shell completes them."""
    flags = (f"--{name.replace('_', '-')}", *_ALSO.get(name, ()))
    return click.option(*flags, name, metavar="NAME", shell_complete=_values(name), help=words)


def test_option(command: _Command) -> _Command:
    """Return the command with the option that takes names of tests for small-study effects."""
    words = "Also test for small-study effects (`reportgen list small-study-tests`). May be given several times."
    option = click.option("--test", "tests", metavar="NAME", multiple=True, shell_complete=_tests, help=words)
    return option(command)


def _tests(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Return the names of tests that begin so."""
    from reportgen.pooling.small_study import SMALL_STUDY_TESTS

    return [name for name in SMALL_STUDY_TESTS if name.startswith(begun.casefold())]


def _values(setting: str) -> _Complete:
    """Return a function that completes the values of a setting."""

    def complete(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
        from reportgen.effects import MEASURES
        from reportgen.pooling import known_settings

        values = MEASURES if setting == "measure" else known_settings()[setting]
        return [value for value in values if value.casefold().startswith(begun.casefold())]

    return complete
