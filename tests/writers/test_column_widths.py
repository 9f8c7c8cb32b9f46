"""Columns are wide enough for their longest words, and a column of long texts gets the room it needs."""

import pytest

from reportgen.writers.widths import balanced, column_widths, fitted
from tests.writers.trees import row, table


def test_wished_proportions_are_kept_where_all_fits():
    assert fitted([2, 1, 1], [10, 10, 10], 100) == pytest.approx([50, 25, 25])


def test_a_column_is_at_least_as_wide_as_its_need():
    assert fitted([8, 1, 1], [10, 30, 10], 100) == pytest.approx([100 - 30 - 10, 30, 10])
    assert sum(fitted([1, 1, 1], [10, 60, 10], 100)) == pytest.approx(100)


def test_needs_that_are_more_than_the_room_are_shrunk_alike():
    assert fitted([1, 1], [150, 50], 100) == pytest.approx([75, 25])


def test_no_wishes_at_all_are_no_fault():
    assert sum(fitted([0, 0], [10, 10], 100)) == pytest.approx(100)


def test_the_longest_text_gets_the_most_room():
    widths = balanced([[20, 20, 400], [20, 40, 300]], [10, 10, 10], 100)
    assert sum(widths) == pytest.approx(100)
    assert widths[2] > widths[1] >= widths[0]


def test_a_long_heading_is_not_broken_in_a_narrow_column():
    wordy = row(
        "Toth 2006", "12", "Mothers with major depression and their toddlers, seen at home and in the clinic " * 4
    )
    made = table([wordy] * 3, columns=("Study", "Randomised", "Participants"), widths=(1.0, 0.1, 1.0))
    widths = column_widths(made)
    assert widths[1] > 17
    assert widths[2] > 90


def test_a_table_without_columns_asks_for_nothing():
    assert column_widths(table([], columns=("",), widths=())) == []


def test_a_range_with_a_hyphen_has_room_on_one_line():
    wordy = row("(1.25-63.70)", "Mothers with depression and their toddlers, seen at home and in the clinic " * 9)
    parted = row("(1.25- 63.70)", *(cell.children[0].text for cell in wordy.cells[1:]))
    columns, widths = ("RR", "Participants"), (0.01, 1.0)
    whole, broken = (column_widths(table([one] * 9, columns=columns, widths=widths))[0] for one in (wordy, parted))
    assert whole > 1.4 * broken
