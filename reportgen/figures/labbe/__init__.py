"""L'Abbé plots: the risk in one group by the risk in the other."""

from reportgen.figures.labbe.labbe import make_labbe

__all__ = ["make_labbe"]
