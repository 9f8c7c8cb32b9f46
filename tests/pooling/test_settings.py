"""Settings by name, presets, and what is refused."""

from __future__ import annotations

import pytest

from reportgen import effect_sizes
from reportgen.errors import DataError
from reportgen.model import PLAN_NAMES, PRESETS, Plan
from reportgen.pooling import NOTES, applied_plan, known_settings, plan_of, pool

TABLES = {"events_1": [4, 6, 3], "n_1": [123, 306, 231], "events_2": [11, 29, 11], "n_2": [139, 303, 220]}


def test_the_default_is_cochranes():
    assert plan_of({}) == Plan() == PRESETS["cochrane"]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_a_whole_plan_of_known_choices(preset):
    plan = plan_of({"preset": preset})
    assert plan == PRESETS[preset]
    assert [name for name, known in known_settings().items() if getattr(plan, name) not in known] == []


def test_every_setting_but_the_level_is_a_choice_of_names():
    assert set(known_settings()) == set(PLAN_NAMES) - {"level"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"tau2": "reml"}, "did you mean 'REML'"),
        ({"interval": "hksk"}, "did you mean 'hksj'"),
        ({"preset": "revman"}, "did you mean 'revman5'"),
        ({"tau": "REML"}, "did you mean 'tau2'"),
        ({"level": 95}, "0.5 to 1"),
        ({"level": "0.95"}, "0.5 to 1"),
    ],
)
def test_a_setting_nobody_knows_is_refused_with_the_nearest(settings, said):
    with pytest.raises(DataError, match=said):
        plan_of(settings)


def test_all_unknown_settings_are_named_at_once():
    with pytest.raises(DataError) as caught:
        pool([0.1], [0.1], tau2="X", model="Y", interval="Z")
    assert len(caught.value.issues) == 3


@pytest.mark.parametrize(
    ("measure", "method", "applied"),
    [
        ("RR", "mantel-haenszel", "mantel-haenszel"),
        ("IRR", "mantel-haenszel", "mantel-haenszel"),
        ("MD", "mantel-haenszel", "inverse-variance"),
        ("PETO", "mantel-haenszel", "peto"),
        ("PETO", "inverse-variance", "inverse-variance"),
        ("OR", "peto", "inverse-variance"),
        ("RR", "cochran", "inverse-variance"),
    ],
)
def test_a_method_that_does_not_take_the_measure_gives_way(measure, method, applied):
    assert applied_plan(measure, Plan(method=method)).method == applied


def test_effects_without_counts_are_pooled_by_inverse_variance_unless_counts_are_asked_for():
    assert pool([0.1, 0.2], [0.1, 0.2], preset="revman5").plan.method == "inverse-variance"
    with pytest.raises(DataError, match="needs, expected the value of effect_sizes"):
        pool([0.1, 0.2], [0.1, 0.2], method="mantel-haenszel")


def test_effect_sizes_bring_their_counts_names_and_measure():
    result = pool(effect_sizes("RR", TABLES, study=["A", "B", "C"]), preset="revman5")
    assert (result.plan.method, result.measure, result.study) == ("mantel-haenszel", "RR", ("A", "B", "C"))


def test_studies_without_an_effect_are_left_out_with_their_subgroup():
    tables = {**TABLES, "events_1": [4, 0, 3], "events_2": [11, 0, 11]}
    result = pool(effect_sizes("RR", tables, study=["A", "B", "C"]), subgroup=["x", "y", "z"])
    assert result.study == ("A", "C")
    assert [name for name, _ in result.subgroups] == ["x", "z"]


def test_as_many_subgroups_as_studies_are_needed():
    with pytest.raises(DataError, match="2 subgroups for 3 studies"):
        pool([1, 2, 3], [1, 1, 1], subgroup=["a", "b"])


def test_the_interval_of_hartung_and_knapp_is_flagged_where_its_factor_is_below_one():
    y, v = [0.10, 0.12, 0.50, 0.30], [0.05, 0.06, 0.08, 0.04]
    result = pool(y, v, interval="hksj")
    assert result.heterogeneity.hksj_q < 1
    assert result.notes == ("hksj-below-wald",)
    assert pool(y, v, interval="hksj-ad-hoc").notes == ()


def test_notes_are_sentences_without_a_stop():
    assert [text for text in NOTES.values() if text.endswith(".") or not text[0].isalpha()] == []


def test_there_are_as_many_names_as_studies():
    with pytest.raises(DataError, match="found 1 names for 2 studies"):
        pool([1, 2], [1, 1], study=["A"])
