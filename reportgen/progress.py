"""How far long work is: the function that it calls at each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "silent"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the stage that begins, how many are done, and how many there are."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""
