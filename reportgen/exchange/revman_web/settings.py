"""How RevMan pooled an analysis: its words for data, measures, methods and models in ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportgen.exchange.analyses import SourceKind
from reportgen.exchange.revman.records import Record, Table
from reportgen.load.findings import quoted
from reportgen.model import PRESETS, Totals

__all__ = ["kind_of", "level_of", "method_of", "model_of", "preset_of", "settings_of", "totals_of"]

_ESTIMATOR = "Heterogeneity estimator"
_KINDS: Mapping[str, SourceKind] = {
    "dichotomous": "dichotomous",
    "continuous": "continuous",
    "contrast level": "generic",
    "contrast-level": "generic",
    "generic inverse variance": "generic",
    "o-e and variance": "o-minus-e",
}
_METHODS: Mapping[str, Literal["mantel-haenszel", "inverse-variance", "peto"]] = {
    "mh": "mantel-haenszel",
    "m-h": "mantel-haenszel",
    "mantel-haenszel": "mantel-haenszel",
    "iv": "inverse-variance",
    "inverse variance": "inverse-variance",
    "inverse-variance": "inverse-variance",
    "generic inverse variance": "inverse-variance",
    "peto": "peto",
    "exp[(o-e)/var]": "inverse-variance",
}
_MODELS: Mapping[str, Literal["common", "random"]] = {
    "fixed": "common",
    "fixed effect": "common",
    "fixed effects": "common",
    "fixed-effect": "common",
    "random": "random",
    "random effect": "random",
    "random effects": "random",
    "random-effects": "random",
}
_INTERVALS: Mapping[str, str] = {"wald": "wald", "wald-type": "wald", "hksj": "hksj"}
_ESTIMATORS: Mapping[str, str] = {"dl": "DL", "reml": "REML"}


def preset_of(settings: Table) -> str:
    """Return the preset of a package: RevMan 5's methods, or those there are since its estimator can be chosen."""
    return "revman-web" if settings.has(_ESTIMATOR) else "revman5"


def kind_of(record: Record) -> SourceKind:
    """Return what kind of data an analysis pools; an issue for a word that is not known or missing."""
    text = record.text("Data type")
    found = _KINDS.get(text.casefold())
    if found is None:
        known = ("Dichotomous", "Continuous", "Contrast level", "O-E and variance")
        origin, expected = record.origin("Data type"), "a type of data"
        record.findings.unknown("source-value-is-usable", origin, text, known=known, expected=expected)
    return found or "other"


def method_of(record: Record) -> Literal["mantel-haenszel", "inverse-variance", "peto"]:
    """Return the method of weighting; inverse variance where none stands."""
    text = record.text("Statistical method")
    found = _METHODS.get(text.casefold())
    if text and found is None:
        _refuse(record, "Statistical method", _METHODS, "a method of weighting")
    return found or "inverse-variance"


def model_of(record: Record) -> Literal["common", "random"]:
    """Return the model; the fixed effect, as in RevMan, where none stands."""
    text = record.text("Analysis model")
    found = _MODELS.get(text.casefold())
    if text and found is None:
        _refuse(record, "Analysis model", _MODELS, "a model")
    return found or "common"


def settings_of(record: Record) -> Mapping[str, str]:
    """Return estimator, interval and prediction where the layout has them, by the names of a plan.

    A fixed-effect analysis estimates no variance between studies: its I2 is that of Q, and nothing is predicted.
    """
    if not record.has(_ESTIMATOR):
        return {}
    if model_of(record) == "common":
        return {"prediction": "none", "i2": "Q"}
    base = PRESETS["revman-web"]
    return {
        "tau2": _word(record, _ESTIMATOR, _ESTIMATORS, base.tau2),
        "interval": _word(record, "CI method", _INTERVALS, base.interval),
        "prediction": "t-k-1" if record.flag("Prediction interval", default=False) else "none",
    }


def level_of(record: Record, *names: str) -> float:
    """Return the confidence level in the first of these columns as a fraction; 0.95 where none stands."""
    percent = record.number(*names)
    if percent is None:
        return 0.95
    level = percent if 0 < percent < 1 else percent / 100
    if 0 < level < 1:
        return round(level, 9)
    message = f"found {quoted(record.raw(*names))}, expected a confidence level such as 95%"
    record.findings.add("source-value-is-usable", record.origin(*names), message)
    return 0.95


def totals_of(record: Record) -> Totals:
    """Return which pooled results are shown."""
    if record.flag("Overall estimates", default=True):
        return "all"
    return "subgroups" if record.flag("Subgroup estimates", default=True) else "none"


def _word(record: Record, name: str, words: Mapping[str, str], empty: str) -> str:
    text = record.text(name)
    found = words.get(text.casefold(), "")
    if text and not found:
        _refuse(record, name, words, "one of RevMan's")
    return found or empty


def _refuse(record: Record, name: str, words: Mapping[str, str], expected: str) -> None:
    origin = record.origin(name)
    record.findings.unknown("source-value-is-usable", origin, record.text(name), known=sorted(words), expected=expected)
