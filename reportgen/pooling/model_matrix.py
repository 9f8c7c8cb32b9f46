"""Covariates by name become the matrix of a regression."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportgen.errors import DataError, Issue
from reportgen.pooling.design import Array, Covariates, covariates

__all__ = ["ModelMatrix", "model_matrix"]

_MISSING = (None, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMatrix:
    """A matrix with its column names; `complete` (K,) says which studies have all covariates, `x` holds their rows."""

    names: tuple[str, ...]
    x: Array
    complete: NDArray[np.bool_]
    intercept: bool

    def design(self) -> Covariates:
        """Return the design of the matrix.

        Raises:
            DataError: columns that follow from one another, or more columns than studies.
        """
        if len(self.x) < len(self.names):
            message = f"found {len(self.x)} studies for {len(self.names)} coefficients, expected at least as many"
            raise DataError([Issue("covariates-fit-the-studies", None, message)])
        try:
            return covariates(self.x)
        except ValueError:
            message = f"found covariates that follow from one another among {', '.join(self.names)}"
            raise DataError([Issue("covariates-fit-the-studies", None, message, "leave one of them out")]) from None


def model_matrix(values: Mapping[str, Sequence[Any]], k: int, *, intercept: bool = True) -> ModelMatrix:
    """Return the matrix of covariates for k studies: numbers as they are, texts as one column a level but the first.

    Without an intercept the first categorical covariate has a column for each level.

    Raises:
        DataError: a covariate with another number of values than k, or one that mixes numbers and texts.
    """
    _refuse_misfits(values, k)
    complete = np.array([all(_known(column[i]) for column in values.values()) for i in range(k)], dtype=np.bool_)
    names, columns = ["intercept"] if intercept else [], [np.ones(int(complete.sum()))] if intercept else []
    whole = not intercept
    for name, column in values.items():
        chosen = [value for value, kept in zip(column, complete.tolist(), strict=True) if kept]
        if all(isinstance(value, Real) for value in chosen):
            names.append(name)
            columns.append(np.array(chosen, dtype=np.float64))
            continue
        levels = list(dict.fromkeys(map(str, chosen)))
        for level in levels if whole else levels[1:]:
            names.append(f"{name}={level}")
            columns.append(np.array([str(value) == level for value in chosen], dtype=np.float64))
        whole = False
    x = np.stack(columns, axis=1) if columns else np.empty((int(complete.sum()), 0))
    return ModelMatrix(names=tuple(names), x=x, complete=complete, intercept=intercept)


def _known(value: object) -> bool:
    if isinstance(value, Real):
        return math.isfinite(float(value))
    return value not in _MISSING


def _refuse_misfits(values: Mapping[str, Sequence[Any]], k: int) -> None:
    issues: list[Issue] = []
    for name, column in values.items():
        if len(column) != k:
            message = f"found {len(column)} values of {name} for {k} studies"
            issues.append(Issue("covariates-fit-the-studies", None, message))
            continue
        kinds = {isinstance(value, Real) for value in column if _known(value)}
        if len(kinds) > 1:
            message = f"found numbers and texts under {name}, expected one of them"
            issues.append(Issue("covariates-fit-the-studies", None, message))
    if not values:
        issues.append(Issue("covariates-fit-the-studies", None, "found no covariate, expected at least one"))
    if issues:
        raise DataError(issues)
