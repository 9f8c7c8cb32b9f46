"""Every number that metafor and meta report for 56 data sets, met by ours or excused by name."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.reference.oracle.compare import Verdict, agrees, verdicts
from tests.reference.oracle.evaluators import evaluate
from tests.reference.oracle.excuses import EXCUSES, Excuse, excuse_for
from tests.reference.oracle.layout import NAMES, Case, Leaf, cases_of, leaves_of, load

SHOWN = 20
MOST_EXCUSED = 0.05


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_data_set_is_met(name):
    found = Counter()
    wrong: list[Verdict] = []
    for case in cases_of(load(name)):
        for block in case.blocks:
            for verdict in verdicts(case, block, evaluate(case, block)):
                found[verdict.status] += 1
                if verdict.status in {"different", "unvisited"}:
                    wrong.append(verdict)
    listed = "\n".join(map(str, wrong[:SHOWN]))
    assert not wrong, f"{len(wrong)} of {found.total()} differ or have nothing to be held against:\n{listed}"


def test_every_number_is_visited_and_few_are_excused(capsys):
    everything, numbers, excused, reasons = 0, 0, 0, Counter[Excuse]()
    for _, _, path, leaf in _all_leaves():
        excuse = excuse_for(path, leaf.holders, gap=leaf.value is None)
        everything += 1
        numbers += leaf.is_number
        excused += leaf.is_number and excuse is not None
        reasons.update([excuse] if excuse else [])
    lines = [
        f"{len(NAMES)} data sets, {everything} values of other software, names and gaps among them",
        f"numbers: {numbers} visited, {numbers - excused} compared, {excused} excused",
        *(f"{times:6} {excuse.pattern}: {excuse.reason}" for excuse, times in reasons.items()),
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert (len(NAMES), everything, numbers) == (56, 179_138, 172_489)
    assert excused < MOST_EXCUSED * numbers
    assert [excuse.pattern for excuse in EXCUSES if not reasons[excuse]] == []


def test_an_error_in_the_fifth_digit_would_be_seen_almost_everywhere():
    seen = Counter(
        agrees(case, block, leaf, leaf.value * (1 + 1e-5))
        for case, block, _, leaf in _all_leaves()
        if leaf.is_number and leaf.value != 0 and math.isfinite(leaf.value)
    )
    assert seen[True] < 0.005 * seen.total()


def _all_leaves() -> Iterator[tuple[Case, str, str, Leaf]]:
    for name in NAMES:
        for case in cases_of(load(name)):
            for block, tree in case.blocks.items():
                for leaf in leaves_of(tree):
                    yield case, block, "/".join(map(str, (case.path, block, *leaf.steps))), leaf
