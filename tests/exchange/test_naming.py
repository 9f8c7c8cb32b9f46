"""Names and titles of a source in the form that a review has them in."""

import pytest

from reportgen.exchange.naming import Names, column_name, slug, title_in_sentence
from reportgen.exchange.own_tool import own_domains

TITLES = [
    ("Symptom of sore throat", "symptom of sore throat"),
    ("HbA1c at 6 months", "HbA1c at 6 months"),
    ("C-reactive protein", "C-reactive protein"),
    ("B12 in serum", "B12 in serum"),
    ("A fall", "a fall"),
    ("  Pain \n at rest ", "pain at rest"),
    ("Überleben", "überleben"),
    ("Mental Health Treatment versus Control", "Mental Health Treatment versus Control"),
    ("Aspirin for Preventing Death after Infarction", "Aspirin for Preventing Death after Infarction"),
    ("Adverse Events", "Adverse Events"),
    ("Hamilton Depression Rating Scale (Self-rated)", "Hamilton Depression Rating Scale (Self-rated)"),
    ("Change in Beck score", "change in Beck score"),
    ("Death in Denmark", "death in Denmark"),
    ("Depression (Beck, self-rated)", "depression (Beck, self-rated)"),
    ("Deaths from HIV", "deaths from HIV"),
    ("Pain: Visual analogue scale", "pain: Visual analogue scale"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_fits_the_middle_of_a_sentence(title, expected):
    assert title_in_sentence(title) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("cmp", "1.3"), "cmp-1-3"),
        (("Mortalité à 30 jours",), "mortalite-a-30-jours"),
        (("死亡",), ""),
        (("pain " * 20,), "pain-" * 9 + "pain"),
    ],
)
def test_an_id_is_made_of_letters_and_digits_and_is_never_long(parts, expected):
    assert slug(*parts) == expected


def test_names_that_come_again_get_a_number_that_nothing_else_has():
    names = Names()
    given = [names.fresh(name) for name in ("Cooper", "Cooper (2)", "Cooper", "Cooper", "Diaz")]
    assert given == ["Cooper", "Cooper (2)", "Cooper (3)", "Cooper (4)", "Diaz"]
    assert [Names(["pain"]).fresh("pain", mark) for mark in "-_"] == ["pain-2", "pain_2"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Notes", "own_notes"),
        ("3 arms", "own_3_arms"),
        ("年", "own"),
        ("Dose (mg)", "dose_mg"),
        ("Results", "own_results"),
    ],
)
def test_a_column_of_the_reviews_own_never_has_the_name_of_a_usual_one(label, expected):
    assert column_name(label) == expected


def test_no_domain_is_called_like_the_label_or_id_of_another():
    named = [("Blinding", "detection bias"), ("blinding", ""), ("死亡", ""), ("Domain", "")]
    domains = own_domains(named)
    assert [(one.id, one.label, one.bias) for one in domains] == [
        ("blinding", "Blinding", "detection bias"),
        ("blinding-2", "blinding (2)", ""),
        ("domain", "死亡", ""),
        ("domain-2", "Domain (2)", ""),
    ]
