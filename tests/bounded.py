"""Bounds on work, told in seconds of a machine at rest and stretched by how slow this one is just now."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["slowness", "within"]

AT_REST = 0.042  # CPU seconds of `_known_work` on the machine the bounds were chosen on


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Assert that what is done within takes at most so many CPU seconds of a machine at rest.

    Work of known size before and after tells how much slower this machine is, or how much others slow it down. So
    the bound catches work that grows out of proportion and no neighbour's.
    """
    before = slowness()
    start = time.process_time()
    yield
    taken = time.process_time() - start
    slower = max(before, slowness())
    assert taken < seconds * slower, f"{taken:.2f} CPU seconds, {slower:.1f} times slower than at rest"


def slowness() -> float:
    """Return how many times slower than at rest this machine works now, at least 1."""
    return max(1.0, _known_work() / AT_REST)


def _known_work() -> float:
    start, counts = time.process_time(), dict[str, int]()
    for number in range(100_000):
        key = f"k{number % 997}"
        counts[key] = counts.get(key, 0) + len(key.split("k"))
    return time.process_time() - start
