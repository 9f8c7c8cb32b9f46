"""What stands beside the table of a Metapsy database: codebook, people, search, flow, references, licence."""

import pytest

from reportgen.exchange.metapsy.codebook import read_codebook
from reportgen.model import Registration
from tests.exchange.metapsy_files import FLOW, database, imported, means, row

TWO = (row("Ada, 2001", **means("10", "20")), row("Bea, 2002", **means("12", "20")))


def texts(found, topic):
    return " ".join(remark.text for remark in found.remarks if remark.topic == topic)


@pytest.mark.parametrize(
    ("description", "codes"),
    [
        ("Kind (a= one thing, b c = another thing)", {"a": "one thing", "b c": "another thing"}),
        ("1 = first; 2= second (with a note)", {"1": "first", "2": "second (with a note)"}),
        (
            "x= long word. A whole sentence that explains it.; y= other (short) ones",
            {"x": "long word", "y": "other ones"},
        ),
        ("Coded as y= yes, n= no", {"y": "yes", "n": "no"}),
        (
            "ind= individual (mixed); tau/nt = usual care / none",
            {"ind": "individual (mixed)", "tau/nt": "usual care / none"},
        ),
        ("% of women at baseline", {}),
    ],
)
def test_lists_of_codes_are_read_out_of_descriptions(description, codes):
    assert read_codebook({"Column": description}).codes.get("column", {}) == codes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cbt", "cognitive therapy"),
        ("CBT", "cognitive therapy"),
        ("cbt (short)", "cognitive therapy (short)"),
        ("xyz", "xyz"),
    ],
)
def test_a_value_is_decoded_with_what_follows_in_brackets(value, expected):
    assert read_codebook({"arm": "cbt= cognitive therapy"}).decoded("arm", value) == expected


@pytest.mark.parametrize("value", [None, [], "text", {"a": 1}])
def test_a_codebook_of_another_form_is_empty(value):
    assert read_codebook(value).codes == {}


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Wim van den Berg", "Wim", "van den Berg"),
        ("Ana de la Cruz-Gil", "Ana", "de la Cruz-Gil"),
        ("Plato", "Plato", "Plato"),
    ],
)
def test_names_of_authors_are_taken_apart(name, given, family):
    author = imported(database(*TWO, authors=[{"name": name, "orcid": ""}])).review.authors[0]
    assert (author.given, author.family, author.orcid) == (given, family, "")


def test_an_orcid_with_a_wrong_check_digit_is_left_out_and_told():
    people = [{"name": "A B", "orcid": "0000-0002-1825-0097"}, {"name": "C D", "orcid": "0000-0002-1825-0098"}]
    found = imported(database(*TWO, authors=people))
    assert [author.orcid for author in found.review.authors] == ["0000-0002-1825-0097", ""]
    assert "0000-0002-1825-0098" in texts(found, "file")


def test_the_number_called_removed_is_the_number_that_was_left():
    flow = imported(database(*TWO, flow=FLOW)).review.flow
    assert flow.form == "prisma2009"
    assert {one.item: one.n.value for one in flow.counts if not one.detail} == {
        "databases": 500,
        "other_sources": 2,
        "after_duplicates": 400,
        "screened": 400,
        "assessed": 50,
        "studies": 10,
    }
    assert {one.detail: one.n.value for one in flow.details("excluded_reports")} == {"No control": 30, "Protocol": 10}


def test_sums_that_do_not_close_stay_and_are_told():
    found = imported(database(*TWO, flow={**FLOW, "included": 12}))
    assert found.review.flow.total("studies").n.value == 12
    assert "50 reports assessed less 40 excluded are 10, and 12" in texts(found, "flow")


def test_reasons_that_all_stand_at_zero_are_not_filled_in():
    reasons = {"No control": 0, "Protocol": 0}
    found = imported(database(*TWO, flow={**FLOW, "full.text.excluded.reasons": reasons}))
    assert found.review.flow.details("excluded_reports") == ()
    assert "not filled in" in texts(found, "flow")


@pytest.mark.parametrize("flow", [[], {"database.hits": "many", "included": -1}, {"full.text.excluded.reasons": 3}])
def test_a_flow_of_another_form_gives_no_counts(flow):
    assert imported(database(*TWO, flow=flow)).review.flow.counts == ()


def test_each_database_has_its_strategy_and_the_day_of_the_last_search():
    text = "**PubMed**\n---\nworry[tiab]\n\n**Web of Science**\nTS=worry\n"
    search = imported(database(*TWO, search_string=text, last_search="2022-01-09")).review.search
    assert search.databases == (("PubMed", "9 January 2022"), ("Web of Science", "9 January 2022"))
    assert [(one.name, one.text) for one in search.strategies] == [
        ("PubMed", "worry[tiab]\n"),
        ("Web of Science", "TS=worry\n"),
    ]


def test_a_strategy_without_headings_is_one_file():
    search = imported(database(*TWO, search_string="worry AND " + "x" * 600)).review.search
    assert [one.name for one in search.strategies] == ["search"]
    assert max(map(len, search.strategies[0].text.split())) <= 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://osf.io/ab1c2/", Registration(registry="OSF", number="ab1c2", url="https://osf.io/ab1c2/")),
        (
            "https://www.crd.york.ac.uk/PROSPERO/view/CRD42019000000",
            Registration(
                registry="PROSPERO",
                number="CRD42019000000",
                url="https://www.crd.york.ac.uk/PROSPERO/view/CRD42019000000",
            ),
        ),
        ("https://example.org/protocol", Registration(url="https://example.org/protocol")),
        ("not registered", Registration(number="not registered")),
    ],
)
def test_the_registration_is_told_by_its_address(text, expected):
    assert imported(database(*TWO, registration=text)).review.registration == expected


def test_references_belong_to_the_study_that_they_are_named_for():
    references = {
        "Ada, 2001": "Ada, B., & Cole, D. (2001). On worry in hospitals. Journal of Worry, 3(2), 1-9.",
        "Bae, 2002": "Something that nobody can take apart",
        "Zoe, 1999": "Zoe, F. (1999). On other worries altogether. Journal of Worry, 1(2), 1-9.",
    }
    found = imported(database(*TWO, references=references))
    studies = {study.id: study.reports for study in found.review.studies}
    assert studies["Ada, 2001"] == ("ada2001",)
    assert len(found.review.library.keys) == 3
    assert "On worry in hospitals" in found.review.library.text
    assert "1 of 3 references could not be taken apart" in texts(found, "references")


@pytest.mark.parametrize(
    ("named", "study", "fits"),
    [
        ("Snarksi, 2011", "Snarski, 2011", True),
        ("March 2004", "March 2004 study 1", True),
        ("Snarski, 2010", "Snarski, 2011", False),
    ],
)
def test_a_reference_under_a_like_name_is_taken_and_told(named, study, fits):
    rows = [row(study, **means("1", "2")), TWO[1]]
    found = imported(database(*rows, references={named: "A, B. (2011). On worry in hospitals. J Worry, 3(2), 1-9."}))
    assert bool(found.review.studies[0].reports) is fits
    assert (f"of “{named}” was taken" in texts(found, "references")) is fits


def test_one_text_for_two_studies_is_one_reference():
    text = "Ada, B. (2001). On worry in hospitals. Journal of Worry, 3(2), 1-9."
    review = imported(database(*TWO, references={"Ada, 2001": text, "Bea, 2002": text})).review
    assert [study.reports for study in review.studies] == [("ada2001",), ("ada2001",)]


def test_title_source_and_licence_come_from_the_texts_beside_the_table():
    readme = (
        "## data\n[badge](https://doi.org/10.5281/zenodo.1)\nThe set contains study information and effect size data of "
        "trials on worry. More."
    )
    licence = "This database is made available under the Open Data License: http://example.org/by/\n"
    review = imported(database(*TWO, readme=readme, license=licence, shorthand="worry-psyctr")).review
    assert review.title == "Trials on worry"
    assert review.sources[0].address == "https://doi.org/10.5281/zenodo.1"
    assert review.data_availability == (
        "The data are those of the Metapsy database worry-psyctr (https://doi.org/10.5281/zenodo.1), "
        "made available under the Open Data License."
    )


def test_the_title_that_the_user_gives_goes_before_others():
    assert imported(database(*TWO), title="Ours").review.title == "Ours"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("data-worry-psyctr-main.zip", "Psychotherapy: worry"),
        ("2023-09-19_e225330_data.csv", "Psychotherapy compared with control conditions"),
    ],
)
def test_without_a_readme_the_title_is_made_of_the_words_in_the_name(name, title):
    assert imported(database(*TWO, name=name)).review.title == title


def test_metadata_that_are_no_json_are_passed_over_and_told():
    source = database(*TWO)
    broken = {**source.files, "metadata/authors.json": b"{,}"}
    found = imported(type(source)(name="x", kind="folder", files=broken))
    assert found.review.authors == ()
    assert "authors.json is no valid JSON" in texts(found, "file")


def test_a_reference_that_cannot_be_taken_apart_is_cited_by_its_study():
    study = "Smith & Jones (2004)"
    letter = "An unpublished letter about a trial, seen in an archive"
    review = imported(database(*TWO, row(study), references={study: letter})).review
    (key,) = next(one.reports for one in review.studies if one.id == study)
    assert key == "smith2004"
    assert "An unpublished letter" in review.library.text
