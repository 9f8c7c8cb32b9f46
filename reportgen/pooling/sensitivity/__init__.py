"""What a summary hangs on: the same meta-analysis without one study, study by study, and in every subset of them."""

from reportgen.pooling.sensitivity.baujat import Baujat, baujat
from reportgen.pooling.sensitivity.cumulative import cumulative
from reportgen.pooling.sensitivity.gosh import Gosh, gosh
from reportgen.pooling.sensitivity.influence import Influence, influence
from reportgen.pooling.sensitivity.leave_one_out import leave_one_out
from reportgen.pooling.sensitivity.refits import Refits

__all__ = [
    "Baujat",
    "Gosh",
    "Influence",
    "Refits",
    "baujat",
    "cumulative",
    "gosh",
    "influence",
    "leave_one_out",
]
