"""The example review, built once a test run for all tests that look at it."""

from functools import cache
from pathlib import Path

from reportgen.load import load
from reportgen.pipeline import assemble, find_style, outputs

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "data" / "pip"


@cache
def example():
    """Return the example's review."""
    return load(EXAMPLE)


@cache
def assembled():
    """Return the example on its way to the writers."""
    return assemble(example(), find_style(EXAMPLE, "default"), EXAMPLE)


@cache
def written():
    """Return the files of the example's output, manuscripts and pictures."""
    return outputs(assembled(), find_style(EXAMPLE, "default"), ("html", "pdf", "docx"))


def ledger():
    """Return the entries of the example's ledger."""
    return assembled().resolved.ledger


def shown(place, subject, statistic):
    """Return the texts under which a quantity is shown in a place."""
    wanted = (place, subject, statistic)
    return [entry.text for entry in ledger() if (entry.place, entry.subject, entry.statistic) == wanted]
