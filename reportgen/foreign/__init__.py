"""What other programs wrote: bytes as text and as XML, without trust, and with remarks on what had to be guessed."""

from __future__ import annotations

from reportgen.foreign.encoding import decoded_with_remarks
from reportgen.foreign.remark import Remark

__all__ = ["Remark", "decoded_with_remarks"]
