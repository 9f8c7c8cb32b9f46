"""RevMan's rich text as Markdown and as plain text."""

from __future__ import annotations

from reportgen.exchange.rm5.prose_pieces import plain_of

__all__ = ["plain_of"]
