"""The data of one arm from a row of results.csv: what the row gives, and what can be worked out from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.effects.reported.derivation import Derivation, NotDerivableError
from reportgen.effects.reported.design import allowed_for
from reportgen.effects.reported.given import Given, given_by
from reportgen.effects.reported.sources import MEAN_SOURCES, SD_SOURCES, Source
from reportgen.errors import Origin
from reportgen.model import Result

__all__ = ["Filled", "Missing", "fill_arm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The columns that a measure reads, as ArmData holds them: texts are empty for derived numbers.

    `participants` is the number of people where the design made ``n`` another one.
    """

    values: Mapping[str, float]
    texts: Mapping[str, str]
    inputs: Mapping[str, tuple[Origin, ...]]
    derivations: tuple[Derivation, ...] = ()
    participants: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a row neither gives nor lets be worked out, with the reason, and the cells that were looked at."""

    reason: str
    inputs: tuple[Origin, ...] = ()


@dataclass(slots=True)
class _Arm:
    """An arm while it is being filled."""

    given: Given
    values: dict[str, float]
    inputs: dict[str, tuple[Origin, ...]]
    derivations: list[Derivation] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)

    def take(self, found: Derivation, columns: Sequence[str]) -> None:
        """Keep derived numbers, with the cells of the columns they were worked out from."""
        read = self.given.origins(columns)
        for name, value in found.values.items():
            self.values[name] = value
            self.inputs[name] = tuple(dict.fromkeys((*self.inputs.get(name, ()), *read)))
            self.derived.add(name)
        self.derivations.append(found)


def fill_arm(
    row: Result, label: str, columns: Sequence[str], *, level: float = 0.95, common_sd: Filled | None = None
) -> Filled | Missing:
    """Return the columns that a measure reads of an arm.

    A number that the row gives goes before one that is worked out. `level` is that of confidence intervals of means.
    `common_sd` is an SD that a comparison of two arms has given to both, for a row that tells nothing else of its
    spread.
    """
    given = given_by(row)
    read = [name for name in columns if name in given.values]
    arm = _Arm(given, {name: given.values[name] for name in read}, {name: given.origins((name,)) for name in read})
    try:
        _fill_means(arm, columns, level, common_sd)
        reason = _lacking(arm, label, columns)
        if reason:
            return Missing(reason=reason, inputs=given.origins(columns))
        people = arm.values.get("n")
        for found, by in allowed_for(given, arm.values):
            arm.take(found, by)
    except NotDerivableError as error:
        return Missing(reason=f"data of {label} cannot be used: {error}", inputs=given.origins(given.cells))
    return Filled(
        values={name: arm.values[name] for name in columns},
        texts={name: "" if name in arm.derived else given.cells[name].text for name in columns},
        inputs={name: arm.inputs[name] for name in columns},
        derivations=tuple(found if found.of else replace(found, of=label) for found in arm.derivations),
        participants=people if "n" in arm.derived else None,
    )


def _fill_means(arm: _Arm, columns: Sequence[str], level: float, common_sd: Filled | None) -> None:
    """Work out a missing mean, then a missing SD."""
    if "mean" in columns and "mean" not in arm.values:
        _derive(arm, MEAN_SOURCES, level)
    if "sd" in columns and "sd" not in arm.values:
        _derive(arm, SD_SOURCES, level)
    if "sd" in columns and "sd" not in arm.values and common_sd is not None:
        arm.values["sd"], arm.inputs["sd"] = common_sd.values["sd"], common_sd.inputs["sd"]
        arm.derivations.extend(common_sd.derivations)
        arm.derived.add("sd")


def _derive(arm: _Arm, sources: Mapping[str, Source], level: float) -> None:
    """Work numbers out by the first of the sources that the row has all columns of."""
    known = replace(arm.given, values={**arm.given.values, **arm.values})
    for source in sources.values():
        if known.has(*source.needs):
            arm.take(source.derive(known, level), (*source.needs, *source.reads))
            return


def _lacking(arm: _Arm, label: str, columns: Sequence[str]) -> str:
    for name in sorted(columns, key=lambda column: column != "n"):  # without n nothing else can be worked out
        value = arm.values.get(name)
        if value is None or (name == "n" and value < 1) or (name in {"sd", "time"} and value <= 0):
            return f"{name} not reported for {label}"
    return ""
