"""Results as plain values that any JSON writer takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from reportgen.model import PLAN_NAMES, Plan

__all__ = ["plain"]


def plain(value: Any) -> Any:
    """Return a frozen value, array or tuple as dictionaries, lists, numbers and texts; None for what is no number.

    Infinite numbers become None too: JSON has no word for them.
    """
    if isinstance(value, Plan):
        return {name: getattr(value, name) for name in PLAN_NAMES}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
