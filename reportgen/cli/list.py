"""`reportgen list`: the names that review.yaml may use."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping

import click

from reportgen.cli.terminal import say

__all__ = ["REGISTRIES", "command"]

REGISTRIES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "measures": (("", "reportgen.effects", "MEASURES"),),
    "estimators": (
        ("model", "reportgen.pooling", "MODELS"),
        ("method", "reportgen.pooling", "METHODS"),
        ("tau2", "reportgen.pooling", "ESTIMATORS"),
        ("interval", "reportgen.pooling", "INTERVALS"),
        ("prediction", "reportgen.pooling", "PREDICTIONS"),
    ),
    "small-study-tests": (("", "reportgen.pooling.small_study", "SMALL_STUDY_TESTS"),),
    "presets": (("", "reportgen.model", "PRESETS"),),
    "zero-cells": (("", "reportgen.effects", "ZERO_CELLS"),),
    "figures": (("", "reportgen.figures", "FIGURES"),),
    "layouts": (("", "reportgen.figures.forest", "LAYOUTS"),),
    "tables": (("", "reportgen.tables", "TABLES"),),
}
"""What can be listed: (key of the settings, or none; module; name of the registry in it)."""


@click.command(
    "list",
    epilog="""\b
Examples:
  reportgen list measures       the values of `measure:` of an outcome
  reportgen list estimators     the values of `model:`, `method:`, `tau2:`, `interval:` and `prediction:`
  reportgen list small-study-tests    what `reportgen pool --test` takes
  reportgen list presets        sets of choices, each with what it chooses
  reportgen list zero-cells     what can be done with empty cells
  reportgen list layouts        the values of `layout:` of a forest plot
  reportgen list styles         the names --style takes
  reportgen list journals       the names --journal takes, with how many rules each holds""",
)
@click.argument("what", type=click.Choice([*REGISTRIES, "styles", "journals"]))
def command(what: str) -> None:
    """List the names that exist for WHAT, each with what it means."""
    shipped = {"styles": _styles, "journals": _journals}
    rows = list(shipped[what]() if what in shipped else _registered(what))
    width = max((len(name) for name, _ in rows), default=0)
    for name, meaning in rows:
        say(f"{name:{width}}  {meaning}".rstrip())


def _registered(what: str) -> Iterator[tuple[str, str]]:
    for key, module, name in REGISTRIES[what]:
        registry: Mapping[str, object] = getattr(importlib.import_module(module), name)
        for entry, thing in registry.items():
            yield (f"{key}: {entry}" if key else entry, _meaning(thing))


def _meaning(thing: object) -> str:
    """Return the title of a registered thing, what a preset chooses, else the first line of a docstring."""
    if isinstance(thing, str):
        return thing
    from reportgen.model import PLAN_NAMES, Plan

    if isinstance(thing, Plan):
        return ", ".join(f"{name} {getattr(thing, name)}" for name in PLAN_NAMES[1:])
    title = getattr(thing, "title", "")
    return title if isinstance(title, str) and title else (inspect.getdoc(thing) or "").partition("\n")[0]


def _styles() -> Iterator[tuple[str, str]]:
    from reportgen.resources import names, read_text
    from reportgen.style import parse_style

    for name in names("journals", ".toml"):
        path = f"journals/{name}.toml"
        yield name, parse_style(name, read_text(path), f"templates/{path}").title


def _journals() -> Iterator[tuple[str, str]]:
    from reportgen.journals import parse_journal
    from reportgen.resources import names, read_text

    for name in names("journals", ".toml"):
        path = f"journals/{name}.toml"
        journal = parse_journal(name, read_text(path), f"templates/{path}")
        if journal.rules:
            read = sum(bool(rule.source.read) for rule in journal.rules.values())
            yield name, f"{journal.title}: {len(journal.rules)} rules, {read} of them read where they stand"
