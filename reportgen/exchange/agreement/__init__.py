"""Results that a source stores beside its data, each compared with ours: equal, or different and why."""

from reportgen.exchange.agreement.compare import Compared, Verdict, compare
from reportgen.exchange.agreement.tolerance import Difference

__all__ = ["Compared", "Difference", "Verdict", "compare"]
