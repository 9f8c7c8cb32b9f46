"""Reviews that are hard to draw, each with what it is hard for; tests and the gallery draw them all."""

from tests.figures.stress.case import Case
from tests.figures.stress.counts import COUNTS
from tests.figures.stress.flows import FLOWS
from tests.figures.stress.groups import GROUPS
from tests.figures.stress.judgements import JUDGEMENTS
from tests.figures.stress.names import NAMES
from tests.figures.stress.numbers import NUMBERS

__all__ = ["STRESS", "Case"]

STRESS: dict[str, Case] = {case.id: case for case in (*COUNTS, *NAMES, *NUMBERS, *GROUPS, *FLOWS, *JUDGEMENTS)}
"""All cases by their ids, which are stems of file names."""
