"""What headings hold, told by their words."""

import pytest

from reportgen.exchange.wide.headings import recognise

COUNTS = ("events_experimental", "n_experimental", "events_comparator", "n_comparator")
MEANS = ("mean_experimental", "sd_experimental", "n_experimental", "mean_comparator", "sd_comparator", "n_comparator")

NUMBERS = {
    "study,ai,n1i,ci,n2i": COUNTS,
    "studlab,event.e,n.e,event.c,n.c": COUNTS,
    "study,events_1,n_1,events_2,n_2": COUNTS,
    "Study,Events (drug),N drug,Events (placebo),N placebo": COUNTS,
    "Study,Aspirin events,Aspirin N,Warfarin events,Warfarin N": COUNTS,
    "Study,Group 1 events,Group 1 total,Group 2 events,Group 2 total": COUNTS,
    "Study,events1,n1,events2,n2": COUNTS,
    "Study,t1.event,t1.total,t2.event,t2.total": COUNTS,
    "Study,Treatment1 events,Treatment1 n,Control events,Control n": COUNTS,
    "ID,No. of events in vaccine group,No. in vaccine group,No. of events in control group,No. in control group": COUNTS,
    "Trial,Events treatment,N treatment,Events no treatment,N no treatment": COUNTS,
    "study,ai,bi,ci,di": (
        "events_experimental",
        "non_events_experimental",
        "events_comparator",
        "non_events_comparator",
    ),
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i": MEANS,
    "study,mean.e,sd.e,n.e,mean.c,sd.c,n.c": MEANS,
    "Study,Treatment mean,Treatment SD,Treatment N,Control mean,Control SD,Control N": MEANS,
    "Study,meanTreat,sdTreat,nTreat,meanCtrl,sdCtrl,nCtrl": MEANS,
    "Author,Usual care mean,Usual care SD,Usual care n": ("mean_comparator", "sd_comparator", "n_comparator"),
    "Study,x1i,t1i,x2i,t2i": ("events_experimental", "time_experimental", "events_comparator", "time_comparator"),
    "Study,xi,ni": ("events", "n"),
    "Study,events,total": ("events", "n"),
    "study,event,time": ("events", "time"),
    "study,ri,ni": ("r", "n"),
    "study,yi,vi": ("y", "y_variance"),
    "studlab,TE,seTE": ("y", "se"),
    "Study,logHR,se(logHR)": ("y", "se"),
    "Study,lnOR,SElnOR": ("y", "se"),
    "Study,HR,lower 95% CI,upper 95% CI": ("estimate", "ci_low", "ci_high"),
    "Study,OR,LCL,UCL": ("estimate", "ci_low", "ci_high"),
    "Study,Effect size,95%CI low,95%CI high": ("estimate", "ci_low", "ci_high"),
    "Study,Hedges g,SE": ("estimate", "se"),
    "Author (year),RR,95% CI,P value": ("estimate", "ci"),
    "Study,Correlation,N": ("r", "n"),
    "study,O-E,V": ("o_minus_e", "variance"),
}


@pytest.mark.parametrize("headings", NUMBERS)
def test_headings_of_numbers_are_recognised(headings):
    found = recognise(headings.split(","))
    assert [set(block.columns) for block in found.blocks] == [set(NUMBERS[headings])]


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        ("Study,Events (drug),N drug,Events (placebo),N placebo", ("Drug", "Placebo")),
        ("Study,Usual care events,Usual care n,Exercise events,Exercise n", ("Exercise", "Usual care")),
        ("study,event.e,n.e,event.c,n.c", ("", "")),
        ("Study,events1,n1,events2,n2", ("", "")),
    ],
)
def test_the_sides_are_called_as_the_headings_call_them(headings, names):
    assert recognise(headings.split(",")).names == names


def test_two_groups_without_words_for_sides_are_taken_in_their_order():
    found = recognise(["Study", "Aspirin events", "Aspirin N", "Warfarin events", "Warfarin N"])
    assert found.by_order
    assert found.names == ("Aspirin", "Warfarin")
    assert found.blocks[0].columns["events_experimental"] == 1


@pytest.mark.parametrize(
    ("heading", "measure"), [("HR", "HR"), ("Odds ratio", "OR"), ("lnRR", "RR"), ("SMD", "SMD"), ("Effect", "")]
)
def test_the_heading_of_an_effect_says_its_measure(heading, measure):
    assert recognise(["Study", heading, "SE"]).measure == measure


def test_a_column_called_ci_is_no_count_without_its_neighbours():
    found = recognise(["study", "yi", "sei", "ci"])
    assert "events_comparator" not in found.blocks[0].columns


def test_third_arms_are_not_taken_for_one_of_the_two():
    found = recognise(["Study", "A events", "A n", "B events", "B n", "Placebo events", "Placebo n"])
    assert all("events_experimental" not in block.columns for block in found.blocks)


def test_outcomes_side_by_side_become_blocks_and_baseline_is_set_apart():
    headings = ["Study", "T n", "C n"]
    headings += [
        f"{side} {when} {data}" for when in ("pre pain", "pain", "sleep") for side in "TC" for data in ("mean", "SD")
    ]
    found = recognise(headings)
    assert [block.title for block in found.blocks] == ["pain", "sleep"]
    assert all(set(block.columns) == set(MEANS) for block in found.blocks)
    assert [block.title for block in found.baseline] == ["pre pain"]


def test_cells_tell_columns_of_several_numbers():
    found = recognise(["Study", "Aspirin", "Placebo"], [["A", "B"], ["1/20", "2/30"], ["3/20", "NR"]])
    assert set(found.blocks[0].columns) == {"events_experimental", "events_comparator"}


def test_columns_with_names_of_arms_are_told_from_numbers():
    headings = ["Study", "t1", "t2", "t1.event", "t1.total", "t2.event", "t2.total"]
    cells = [["A"], ["aspirin"], ["placebo"], ["1"], ["10"], ["2"], ["10"]]
    assert recognise(headings, cells).general["arm_experimental"] == 1
    assert "arm_experimental" not in recognise(headings, [["A"], ["1"], ["2"], ["1"], ["10"], ["2"], ["10"]]).general


def test_headings_that_mean_the_same_are_not_chosen_from():
    found = recognise(["Study", "OR", "RR", "SE"])
    assert found.doubles == (1, 2)


def test_of_two_columns_that_may_name_studies_the_filled_one_counts():
    found = recognise(
        ["publication", "study", "yi", "vi"], [["A", "B", "C"], ["", "2", ""], ["1", "2", "3"], ["1", "1", "1"]]
    )
    assert found.general["study"] == 0
