"""Databases in the Metapsy data standard become reviews: which rows are pooled, on which side of zero, and what is kept."""

import math

import pytest

from reportgen.effects import study_effects
from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.metapsy import METAPSY
from reportgen.exchange.source import Source
from reportgen.pooling import pool_effects
from tests.exchange.metapsy_files import CODEBOOK, database, events, given, imported, means, row
from tests.exchange.reloading import reloaded

TWO = (row("A 2001", **means("10", "20")), row("B 2002", **means("12", "20")))


def effects_of(review, outcome=0):
    return {one.study: one for one in study_effects(review, review.outcomes[outcome]).rows}


def pooled_rows(review, study):
    outcome = review.outcomes[0]
    return [
        one
        for one in review.results
        if one.study == study
        and one.outcome == outcome.id
        and (one.time_point, one.analysis_set) == (outcome.time_point, "")
    ]


def texts(found, topic=""):
    return " ".join(remark.text for remark in found.remarks if topic in {"", remark.topic})


# ---- what is recognised


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_with_the_columns_of_the_standard_is_recognised_whatever_its_delimiter(delimiter):
    rows = [{name: cell.replace(",", ".") for name, cell in one.items()} for one in TWO]
    source = database(*rows, delimiter=delimiter)
    assert METAPSY.matches(source)
    assert len(imported(source).review.studies) == 2


def test_a_table_without_the_columns_of_the_standard_is_not_recognised():
    assert not METAPSY.matches(Source(name="x.csv", kind="file", files={"x.csv": b"study,outcome\nA,b\n"}))


def test_the_table_beside_the_metadata_goes_before_older_versions_in_folders():
    source = database(*TWO)
    older = database(row("Z 1999", **means("1", "2"))).files["data.csv"]
    both = Source(name="x", kind="folder", files={"versions/data.csv": older, **source.files})
    assert [study.id for study in imported(both).review.studies] == ["A 2001", "B 2002"]


def test_a_table_alone_is_enough():
    source = Source(name="v1_data.csv", kind="file", files={"v1_data.csv": database(*TWO).files["data.csv"]})
    found = imported(source)
    assert len(found.review.studies) == 2
    assert "made from the name" in texts(found, "title")


def test_a_review_comes_back_from_its_folder_as_it_was_read(tmp_path):
    source = database(
        *(row("A 2001", country="eu", sg="1", ac="0", ba="sr", **means("10,5", "20")), TWO[1]),
        codebook=CODEBOOK,
        references={"A 2001": "Ada, B. (2001). On worry. Journal of Worry, 3(2), 1-9."},
    )
    review = imported(source).review
    assert reloaded(review, tmp_path / "review") == review


# ---- numbers


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [("10,5", 10.5, "10.5"), ("10.5", 10.5, "10.5"), ("80.099999999999994", 80.1, "80.1"), ("\u22123", -3.0, "-3")],
)
def test_numbers_lose_their_decimal_comma_and_the_noise_of_doubles(typed, value, text):
    review = imported(database(row("A 2001", **means(typed, "90")), TWO[1])).review
    cell = review.results[0].data["mean"]
    assert (cell.value, cell.text, cell.origin.line) == (value, text, 2)


@pytest.mark.parametrize("word", ["NA", "NR", "", "n/a", "Not reported"])
def test_words_for_what_is_not_known_are_no_values(word):
    review = imported(database(row("A 2001", country=word, **means("1", "2")), TWO[1])).review
    assert "country" not in review.studies[0].characteristics


def test_a_bound_is_kept_as_it_was_typed():
    rows = [
        row("A 2001", since_loss="<1", **means("1", "2")),
        row("B 2002", since_loss="80.099999999999994", **means("1", "3")),
    ]
    studies = imported(database(*rows)).review.studies
    assert [study.characteristics["since_loss"].text for study in studies] == ["<1", "80.1"]


# ---- the sign of effects


def test_effects_above_zero_for_lower_scores_are_turned_around():
    g = 1 - 3 / (4 * 38 - 1)
    rows = [
        row("A 2001", **means("10", "20"), **given(str(g), "0,35")),
        row("B 2002", **given("0,5", "0,3"), outcome_type="other stat"),
    ]
    found = imported(database(*rows))
    assert [one.values["estimate"] for one in found.stored] == pytest.approx([-g, -0.5])
    assert effects_of(found.review)["B 2002"].y == -0.5
    assert found.review.outcomes[0].better == "lower"
    assert "treatment minus comparator" in texts(found, "results")
    assert "assumed" not in texts(found, "outcomes")


def test_effects_with_the_sign_of_the_means_stay_and_the_better_side_is_said_to_be_assumed():
    found = imported(database(row("A 2001", **means("10", "20"), **given("-0,98", "0,35")), TWO[1]))
    assert found.stored[0].values["estimate"] == -0.98
    assert found.review.outcomes[0].better == "lower"
    assert "assumed" in texts(found, "outcomes")


def test_where_no_row_gives_means_the_sign_of_most_effects_says_which_side_is_better():
    rows = [
        row("A 2001", **given("0,5", "0,3")),
        row("B 2002", **given("0,9", "0,3")),
        row("C 2003", **given("-0,1", "0,3")),
    ]
    found = imported(database(*rows))
    assert found.review.outcomes[0].better == "higher"
    assert "assumed" in texts(found, "outcomes")


def test_a_scale_that_counts_the_other_way_round_comes_in_as_the_effect_of_the_database():
    rows = [
        row("A 2001", **means("10", "20"), **given("-0,98", "0,35")),
        row("B 2002", **means("12", "20"), **given("-0,78", "0,34")),
        row("C 2003", **means("30", "20"), **given("-0,97", "0,35")),
    ]
    found = imported(database(*rows))
    assert effects_of(found.review)["C 2003"].y == -0.97
    assert "C 2003" in texts(found, "results")


# ---- which rows are pooled


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"time": "fu1", "time_weeks": "26"}, "BDI"),
        ({"primary": "1", "instrument": "HAM-D"}, "HAM-D"),
        ({"instrument": "HAM-D"}, "BDI"),
        ({"time_weeks": "4", "instrument": "HAM-D"}, "HAM-D"),
    ],
    ids=["after treatment", "primary", "the usual instrument", "the earliest"],
)
def test_of_several_measurements_one_is_chosen(others, expected):
    rows = [
        {"primary": "0", **row("A 2001", **means("10", "20"))},
        {**row("A 2001", **means("11", "20")), "primary": "0", **others},
        row("B 2002", **means("12", "20")),
        row("C 2003", **means("12", "20")),
    ]
    review = imported(database(*rows)).review
    assert {cell.value for one in pooled_rows(review, "A 2001") for cell in [one.data["mean"]]} == {
        10.0 if expected == "BDI" else 11.0,
        20.0,
    }
    assert review.studies[0].characteristics["outcome_measures"].text == expected


def test_rows_that_are_not_chosen_stay_in_the_data_and_out_of_the_result(tmp_path):
    rows = [
        row("A 2001", **means("10", "20")),
        row("A 2001", **means("11", "20"), instrument="HAM-D", rating="clinician"),
        row("A 2001", **means("13", "20"), time="fu1", time_weeks="26"),
        row("A 2001", **means("14", "20"), time="fu1", time_weeks="26"),
        row("B 2002", **means("12", "20")),
    ]
    found = imported(database(*rows))
    review = reloaded(found.review, tmp_path / "review")
    apart = [one for one in review.results if one.study == "A 2001" and one.analysis_set]
    assert {(one.time_point, one.analysis_set) for one in apart} == {
        ("post-treatment (8 weeks)", "HAM-D, clinician"),
        ("follow-up 1 (26 weeks)", "BDI, self-report"),
        ("follow-up 1 (26 weeks)", "BDI, self-report, row 5"),
    }
    assert len(apart) == 6
    assert effects_of(review)["A 2001"].experimental.values["mean"] == 10
    assert pool_effects(study_effects(review, review.outcomes[0]), review.outcomes[0].plan).k == 2


def test_no_row_of_the_comparison_is_lost():
    rows = [
        row("A 2001", **means(str(10 + i), "20"), instrument=f"scale {i % 3}", time=f"fu{i % 2}", time_weeks=str(i))
        for i in range(12)
    ]
    review = imported(database(*rows)).review
    assert len(review.results) == 24
    keys = [(one.time_point, one.analysis_set, one.arm) for one in review.results]
    assert len(set(keys)) == 24


def test_arms_of_a_trial_with_several_groups_are_combined_and_told_apart():
    rows = [
        row("A 2001", **means("10", "20"), multi_arm1="online", multi_arm2="wl"),
        row("A 2001", **means("14", "20"), multi_arm1="face to face", multi_arm2="wl"),
        TWO[1],
    ]
    found = imported(database(*rows, codebook=CODEBOOK))
    arms = found.review.arms_of("A 2001")
    assert [arm.label for arm in arms] == [
        "cognitive behaviour therapy (online)",
        "waiting list",
        "cognitive behaviour therapy (face to face)",
    ]
    effect = effects_of(found.review)["A 2001"]
    assert (effect.experimental.values["mean"], effect.experimental.values["n"]) == (12, 40)
    assert effect.comparator.values["n"] == 20
    assert [one.study for one in found.stored] == []
    assert "A 2001" in texts(found, "results")


def test_effects_against_one_comparator_become_one_and_stay_in_the_data_singly():
    rows = [
        row("A 2001", **given("-0,4", "0,3"), multi_arm1="online"),
        row("A 2001", **given("-0,8", "0,3"), multi_arm1="group"),
        row("B 2002", **given("-0,5", "0,2")),
    ]
    review = imported(database(*rows)).review
    effect = effects_of(review)["A 2001"]
    assert effect.y == pytest.approx(-0.6)
    assert math.sqrt(effect.v) == pytest.approx(0.3 * math.sqrt(0.75))
    assert effect.provenance == "derived"
    apart = [one for one in review.results if one.analysis_set]
    assert [one.data["estimate"].text for one in apart] == ["-0.4", "-0.8"]


def test_groups_whose_comparator_differs_between_rows_are_not_counted_twice():
    rows = [
        row("A 2001", **means("10", "20"), **given("-1", "0,4"), multi_arm1="online"),
        row("A 2001", **means("14", "19"), **given("-0,5", "0,4"), multi_arm1="group"),
        TWO[1],
    ]
    effect = effects_of(imported(database(*rows)).review)["A 2001"]
    assert effect.experimental is None
    assert effect.y == pytest.approx(-0.75)


def test_the_same_therapy_on_both_sides_gives_two_arms():
    review = imported(database(row("A 2001", condition_arm2="cbt", **means("10", "20")), TWO[1])).review
    assert [(arm.id, *arm.roles.values()) for arm in review.arms_of("A 2001")] == [
        ("cbt", "experimental"),
        ("cbt (comparator)", "comparator"),
    ]


# ---- outcomes


def test_each_type_with_data_of_two_studies_is_an_outcome_with_its_good_direction():
    rows = [
        *TWO,
        *(row(study, outcome_type="remission", **events("9", "4")) for study in ("A 2001", "B 2002")),
        *(row(study, outcome_type="deterioration", **events("1", "4")) for study in ("A 2001", "B 2002")),
        row("A 2001", outcome_type="response", **events("9", "4")),
    ]
    found = imported(database(*rows, shorthand="worry-psyctr"))
    assert [(one.title, one.measure, one.better) for one in found.review.outcomes] == [
        ("symptoms of worry", "SMD", "lower"),
        ("remission", "RR", "higher"),
        ("deterioration", "RR", "lower"),
    ]
    assert "response" in texts(found, "outcomes")


def test_outcomes_of_one_name_have_ids_of_their_own():
    rows = [
        *(row(study, outcome_type="remission", **means("10", "20")) for study in ("A 2001", "B 2002")),
        *(row(study, outcome_type="remission", **events("9", "4")) for study in ("A 2001", "B 2002")),
    ]
    assert [(one.id, one.measure) for one in imported(database(*rows)).review.outcomes] == [
        ("remission", "SMD"),
        ("remission-2", "RR"),
    ]


def test_a_word_that_no_page_holds_is_an_issue_with_its_place():
    with pytest.raises(DataError) as error:
        imported(database(row("A" * 300, **means("1", "2")), TWO[1]))
    assert [(issue.code, issue.origin.line) for issue in error.value.issues] == [("word-fits-on-a-page", 2)]


def test_a_type_that_names_what_was_measured_is_called_as_the_codebook_calls_it():
    rows = [
        *(row(study, outcome_type="thoughts", **means("10", "20")) for study in ("A 2001", "B 2002")),
        *(row(study, outcome_type="attempts", **events("1", "4")) for study in ("A 2001", "B 2002")),
    ]
    codebook = {"outcome_type": "Dark thoughts or suicide attempt (with others)"}
    titles = [one.title for one in imported(database(*rows, codebook=codebook)).review.outcomes]
    assert titles == ["dark thoughts", "suicide attempts"]


def test_an_effect_made_from_events_stands_in_for_scores_that_a_study_lacks():
    rows = [
        *TWO,
        row("C 2003", outcome_type="response", **events("12", "5"), **given("-0,7", "0,4"), instrument="HAM-D"),
    ]
    found = imported(database(*rows))
    effect = effects_of(found.review)["C 2003"]
    assert (effect.y, effect.provenance) == (-0.7, "derived")
    assert "C 2003" in texts(found, "results")


def test_a_logarithm_of_a_risk_ratio_comes_in_as_the_ratio():
    cells = {"dot_log_rr": "-0,693147180559945", "dot_log_rr_se": "0,4"}
    rows = [row(study, outcome_type="relapse", **cells) for study in ("A 2001", "B 2002")]
    found = imported(database(*rows))
    assert found.stored[0].values["estimate"] == pytest.approx(0.5)
    assert effects_of(found.review)["A 2001"].y == pytest.approx(-0.693147180559945)


@pytest.mark.parametrize(("values", "standard"), [(("USA", "Other"), True), (("Western", "Other"), False)])
def test_a_column_of_countries_that_says_western_or_not_is_one_of_the_databases_own(values, standard):
    review = imported(database(*({**one, "country": value} for one, value in zip(TWO, values, strict=True)))).review
    names = {name for name in review.studies[0].characteristics if "country" in name}
    assert names == ({"country"} if standard else {"own_country"})


def test_studies_with_commas_in_their_names_are_parted_by_semicolons():
    rows = [row(name, condition_arm2="ipt", **means("1", "2")) for name in ("Barth, 2005", "Hyer, 2009")]
    twice = [{**one, "multi_arm1": arm} for one in rows for arm in ("a", "b")]
    assert "single groups: Barth, 2005; Hyer, 2009." in texts(imported(database(*twice)), "results")


def test_rows_that_compare_therapies_with_one_another_stay_out_and_their_studies_in():
    rows = [
        *({**one, "comparison": "psy vs ctr"} for one in TWO),
        {**row("C 2003", condition_arm2="ipt", **means("1", "2")), "comparison": "psy vs psy"},
    ]
    found = imported(database(*rows, codebook=CODEBOOK))
    study = found.review.studies[2]
    assert study.results_none
    assert study.characteristics["comparator"].text == "interpersonal therapy"
    assert "1 row was left out, not comparing psychotherapy with a control" in texts(found, "studies")


# ---- stored effects


def test_hedges_g_of_the_database_is_ours_and_its_standard_error_follows_the_formula_that_is_told():
    d = -1.0
    g, se = d * (1 - 3 / (4 * 38 - 1)), math.sqrt(0.1 + d * d / 80)
    rows = [row("A 2001", **means("10", "20"), **given(str(g), str(se))), TWO[1]]
    found = imported(database(*rows))
    assert effects_of(found.review)["A 2001"].y == pytest.approx(found.stored[0].values["estimate"], abs=1e-12)
    assert "1 of 1 rows" in texts(found, "results")
    assert "do not follow" not in texts(found, "results")


FACTS = [
    # Metapsy database depression-inpatients (doi 10.5281/zenodo.6881064), rows 1 and 2
    ("6,92", "4,88", "26", "11,75", "4,71", "25", "-0,991288121024165", "0,297319344499822"),
    ("9,6", "5,62", "26", "11,79", "5,41", "25", "-0,390767016169777", "0,282852849282242"),
    # Metapsy database grief-psyctr (doi 10.5281/zenodo.15538811), rows 1 and 2: the sign is the other one
    ("32,18", "15,82", "11", "35,22", "16,03", "18", "0,185222259995048", "0,383524143782923"),
    ("25,32", "6,46", "19", "39,8", "5,31", "20", "2,40515503005967", "0,424167007822721"),
]


@pytest.mark.parametrize("fact", FACTS)
def test_effects_of_published_databases_are_worked_out_anew(fact):
    mean_1, sd_1, n_1, mean_2, sd_2, n_2, g, se = fact
    cells = {"mean_arm1": mean_1, "sd_arm1": sd_1, "n_arm1": n_1, "mean_arm2": mean_2, "sd_arm2": sd_2, "n_arm2": n_2}
    found = imported(database(row("A 2001", **cells, **given(g, se)), TWO[1]))
    values = found.stored[0].values
    effect = effects_of(found.review)["A 2001"]
    assert effect.y == pytest.approx(values["estimate"], abs=1e-12)
    assert math.sqrt(effect.v) == pytest.approx(values["se"], abs=0.02)
    assert "1 of 1 rows" in texts(found, "results")


def test_effects_that_do_not_follow_from_their_means_are_named():
    found = imported(database(row("A 2001", **means("10", "20"), **given("-0,5", "0,3")), TWO[1]))
    assert "A 2001" in next(one.text for one in found.remarks if "do not follow" in one.text)


# ---- studies and risk of bias


def test_codes_are_decoded_and_columns_without_a_standard_name_get_the_label_of_the_codebook():
    codebook = {**CODEBOOK, "percent_women": "% of women"}
    rows = [row("A 2001", country="eu", percent_women="57", **means("1", "2")), TWO[1]]
    review = imported(database(*rows, codebook=codebook)).review
    assert review.studies[0].characteristics["country"].text == "Europe"
    assert review.studies[0].characteristics["percent_women"].text == "57"
    assert [(one.name, one.label) for one in review.columns] == [("percent_women", "% of women")]


def test_columns_that_differ_within_a_study_are_kept_in_the_table_only():
    rows = [
        row("A 2001", therapist="x", **means("1", "2")),
        row("A 2001", therapist="y", time="fu1", **means("1", "2")),
        TWO[1],
    ]
    found = imported(database(*rows))
    assert "therapist" not in found.review.studies[0].characteristics
    assert "therapist" in texts(found, "studies")
    assert found.kept[0].content.count(b'"y"') == 1


def test_randomised_participants_are_added_up_each_arm_once():
    cells = {"rand_arm1": "30", "rand_arm2": "25"}
    rows = [
        row("A 2001", **means("1", "2"), **cells, multi_arm1="x"),
        row("A 2001", **means("1", "2"), **cells, multi_arm1="y"),
        row("B 2002", **means("1", "2"), rand_arm1="NA", rand_arm2="25"),
    ]
    studies = imported(database(*rows)).review.studies
    assert [study.n_randomised.value for study in studies] == [85, None]


def test_items_of_risk_of_bias_become_a_tool_of_the_reviews_own():
    rows = [row("A 2001", sg="1", ac="0", ba="sr", rob="2", **means("1", "2")), TWO[1]]
    review = imported(database(*rows, codebook=CODEBOOK)).review
    tool = review.risk_of_bias_tool
    assert tool.id == "risk_of_bias_tool.toml"
    assert [domain.label for domain in tool.domains] == [
        "Sequence generation",
        "Allocation concealment",
        "Blinding of assessors",
    ]
    assert [(one.domain, one.level) for one in review.judgements] == [
        ("sg", "low"),
        ("ac", "high"),
        ("ba", "self-report"),
    ]
    assert review.studies[0].characteristics["rob"].text == "2"


def test_items_that_the_codebook_does_not_explain_are_no_judgements():
    review = imported(database(row("A 2001", sg="1", ac="0", **means("1", "2")), TWO[1])).review
    assert review.risk_of_bias_tool is None
    assert review.studies[0].characteristics["sg"].text == "1"


# ---- mistakes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"study;condition_arm1;condition_arm2\n", "source-holds-a-review"),
        (b"study;condition_arm1;condition_arm2\nA;cbt;wl\n", "source-holds-a-review"),
        (b"study;condition_arm1;condition_arm2\n;cbt;wl\n", "source-value-is-usable"),
        (b'study;condition_arm1;condition_arm2\n"A;cbt;wl\n', "file-is-readable"),
        (b"study;condition_arm1;condition_arm2\nA\x00;cbt;wl\n", "encoding-is-known"),
    ],
)
def test_what_stops_the_import_is_an_issue_with_its_place(content, code):
    source = Source(name="data.csv", kind="file", files={"data.csv": content})
    with pytest.raises(DataError) as error:
        METAPSY.read(source, ImportOptions())
    assert [issue.code for issue in error.value.issues] == [code]
    assert error.value.issues[0].origin.path == "data.csv"
