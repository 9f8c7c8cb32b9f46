"""A review's tables as DataFrames."""

from dataclasses import replace

import pandas as pd
import pytest

from reportgen.errors import Origin
from reportgen.frames import frames
from reportgen.model import Attribution, CertaintyJudgement, Judgement, Review
from tests.reviews import make_arms, make_flow, make_published, make_result, make_review, make_study

DATA = {"Able 2001": {"recovery": ((3, 50), (1, 50)), "mood": ((10.5, 2.0, 50), (12.0, 2.5, 50))}}
NAMES = ["studies", "arms", "results", "risk_of_bias", "certainty", "flow", "published_effects"]


def full_review() -> Review:
    judged = Judgement(
        study="Able 2001", domain="d1", level="low", support="a hat", origin=Origin("risk_of_bias.csv", 2)
    )
    review = make_review(
        DATA,
        n_randomised={"Able 2001": 100},
        flow=make_flow(databases={"MEDLINE": 500}, screened=700),
        judgements=[judged],
        certainty=(
            CertaintyJudgement(
                outcome="recovery",
                domain="imprecision",
                levels=-1,
                reason="few events",
                origin=Origin("certainty.csv", 2),
            ),
        ),
        published=[make_published(estimate="0.74", ci_low="0.52", ci_high="1.04", p="<0.001", i2="40%")],
    )
    return replace(review, studies=(*review.studies, make_study("Baker 2002", line=3, country="Chile", own="x")))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_review_is_a_row_with_its_line(name):
    review = full_review()
    rows = {
        "studies": review.studies,
        "arms": review.arms,
        "results": review.results,
        "risk_of_bias": review.judgements,
        "certainty": review.certainty,
        "flow": review.flow.counts,
        "published_effects": review.published,
    }[name]
    frame = frames(review)[name]
    assert list(zip(frame["file"], frame["line"], strict=True)) == [(r.origin.path, r.origin.line) for r in rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_without_rows_has_the_columns_of_one_with_rows(name):
    empty, full = frames(Review(title="Empty"))[name], frames(full_review())[name]
    assert len(empty) == 0
    assert set(empty.columns) <= set(full.columns)
    assert all(empty[column].dtype == full[column].dtype for column in empty if len(empty[column].dtype.name) > 6)


def test_all_frames_are_there_in_order():
    assert list(frames(full_review())) == NAMES


def test_an_empty_cell_is_not_zero():
    studies = frames(full_review())["studies"].set_index("study")
    assert studies.loc["Able 2001", "n_randomised"] == 100
    assert pd.isna(studies.loc["Baker 2002", "n_randomised"])
    results = frames(full_review())["results"]
    assert results.loc[results["outcome"] == "mood", "events"].isna().all()
    assert results["events"].dropna().tolist() == [3.0, 1.0]


def test_characteristics_are_columns_those_of_the_review_too():
    studies = frames(full_review())["studies"]
    assert studies.loc[1, ["country", "own"]].tolist() == ["Chile", "x"]
    assert list(studies.columns[-5:]) == ["source", "provenance", "note", "file", "line"]


def test_a_row_says_where_it_comes_from():
    result = replace(
        make_result("Able 2001", "recovery", "T", {"events": 3}),
        attribution=Attribution(source=("S01", "S02 p. 3"), provenance="derived", note="halved"),
    )
    (row,) = frames(make_review({}, results=(result,)))["results"].to_dict("records")
    assert (row["source"], row["provenance"], row["note"]) == ("S01; S02 p. 3", "derived", "halved")


def test_roles_flow_and_published_effects():
    found = frames(replace(full_review(), arms=make_arms("Able 2001", ids=("T", "C", "X"))))
    assert found["arms"]["roles"].tolist() == ["therapy: experimental", "therapy: comparator", ""]
    assert found["flow"][["item", "detail", "n"]].to_numpy().tolist() == [
        ["databases", "MEDLINE", 500],
        ["screened", "", 700],
    ]
    (effect,) = found["published_effects"].to_dict("records")
    assert (effect["estimate"], effect["i2"], effect["p"]) == (0.74, 40.0, "<0.001")
    assert pd.isna(effect["k"])


def test_numbers_can_be_worked_with_at_once():
    results = frames(full_review())["results"].dropna(subset=["events"])
    risks = (results["events"] / results["n"]).tolist()
    assert risks == [0.06, 0.02]
