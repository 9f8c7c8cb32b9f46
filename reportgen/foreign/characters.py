"""Characters that no text of a review may hold, wherever it comes from."""

from __future__ import annotations

import re

__all__ = ["CONTROL_CHARACTERS"]

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that neither XML nor a printed page can hold; tab and line ends are not among them."""
