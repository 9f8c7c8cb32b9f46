"""Tables of robvis become judgements of risk of bias, in the tool that they are of."""

import pytest

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.known_tools import TOOLS
from reportgen.exchange.robvis import ROBVIS
from reportgen.exchange.source import Source
from tests.exchange.reloading import reloaded


def table(headings, *rows, name="data.csv"):
    lines = [",".join(("Study", *headings)), *(",".join(row) for row in rows)]
    return Source(name=name, kind="file", files={name: "\n".join(lines).encode()})


def numbered(count):
    return tuple(f"D{i}" for i in range(1, count + 1))


def read(source, **options):
    return ROBVIS.read(source, ImportOptions(**options))


def row(study, *levels):
    return (study, *levels)


def texts(found):
    return " ".join(remark.text for remark in found.remarks)


def levels_of(found):
    return [one.level for one in found.review.judgements]


TABLES = [
    (numbered(5), ("Low", "Some concerns", "High", "Low", "Low"), "", "RoB 2"),
    (
        ("D1", "D1b", "D2", "D3", "D4", "D5"),
        ("Low", "Not applicable", "Low", "Low", "Low", "Low"),
        "",
        "RoB 2 for cluster",
    ),
    (
        ("D1", "DS", "D2", "D3", "D4", "D5"),
        ("Low", "Some concerns", "Low", "Low", "Low", "Low"),
        "",
        "RoB 2 for cross-over",
    ),
    (numbered(7), ("Low", "Moderate", "Serious", "Critical", "Low", "Low", "No information"), "", "ROBINS-I"),
    (numbered(7), ("Low", "Some concerns", "High", "Very high", "Low", "Low", "Low"), "", "ROBINS-E"),
    (numbered(4), ("Low", "Some concerns", "High", "No information"), "", "QUADAS-2"),
    (numbered(6), ("Low", "Moderate", "High", "Low", "Low", "Low"), "", "QUIPS"),
    (
        (
            *("Random.sequence.generation", "Allocation.concealment", "Blinding.of.participants.and.personnel"),
            *(
                "Blinding.of.outcome.assessment",
                "Incomplete.outcome.data",
                "Selective.reporting",
                "Other.sources.of.bias",
            ),
        ),
        ("Low", "Unclear", "High", "Low", "Low", "Low", "Low"),
        "",
        "Cochrane risk-of-bias tool",
    ),
    (numbered(7), ("Low",) * 7, "data_robins_e.csv", "ROBINS-E"),
    (numbered(7), ("Low",) * 7, "robins.csv", "ROBINS-I"),
    (numbered(7), ("Low",) * 7, "data_rob1.csv", "Cochrane risk-of-bias tool"),
]


@pytest.mark.parametrize(("headings", "levels", "name", "title"), TABLES)
def test_the_tool_is_known_by_its_domains_its_levels_or_the_name_of_the_file(headings, levels, name, title):
    source = table((*headings, "Overall"), ("A 2001", *levels, "Low"), name=name or "data.csv")
    assert ROBVIS.matches(source)
    found = read(source)
    assert found.review.risk_of_bias_tool.title.startswith(title)
    assert len(found.review.judgements) == len(headings) + 1
    assert "as well" not in texts(found)


def test_a_table_that_fits_several_tools_says_so():
    found = read(table(numbered(7), ("A 2001", *("Low",) * 7)))
    assert found.review.risk_of_bias_tool.title == "ROBINS-I"
    assert "fit another tool as well" in texts(found)


def test_domains_of_no_known_tool_are_named_by_their_headings():
    found = read(table(("D1", "D2", "Funding"), ("A 2001", "Low", "High", "Unclear")))
    tool = found.review.risk_of_bias_tool
    assert (tool.id, [domain.label for domain in tool.domains]) == ("risk_of_bias_tool.toml", ["D1", "D2", "Funding"])
    assert [level.id for level in tool.levels] == ["low", "unclear", "high"]
    assert "No tool with these domains" in texts(found)


@pytest.mark.parametrize(
    ("headings", "levels", "tool"),
    [
        (numbered(5), ("Low",) * 5, "rob2"),
        ((*numbered(5), "Overall"), ("Low",) * 6, "rob2"),
        (numbered(5), ("Low", "Low", "Low", "Low", "No information"), "rob2"),
        (numbered(5), ("Low", "Low", "Low", "Low", "Not applicable"), "risk_of_bias_tool.toml"),
        ((*numbered(7), "Overall"), (*("Low",) * 6, "Serious", "Serious"), "robins-i"),
        ((*numbered(7), "Overall"), (*("Low",) * 6, "Unclear", "Low"), "risk_of_bias_tool.toml"),
    ],
    ids=["shipped", "with overall", "a level of robvis", "a level that ours lacks", "ROBINS-I", "no overall in ours"],
)
def test_the_shipped_tool_is_taken_where_it_holds_all_that_the_table_says(headings, levels, tool):
    assert read(table(headings, ("A 2001", *levels))).review.risk_of_bias_tool.id == tool


def test_the_overall_judgement_is_a_domain_of_its_own():
    found = read(table((*numbered(5), "Overall"), ("A 2001", *("Low",) * 5, "High")))
    last = found.review.judgements[-1]
    assert (last.domain, last.level) == ("overall", "high")
    assert found.review.risk_of_bias_tool.domains[-1].label == "Overall"


@pytest.mark.parametrize("text", ["Low", "low risk", "LOW", "L", "Low risk of bias", " low "])
def test_levels_are_known_by_word_or_letter(text):
    assert levels_of(read(table(numbered(2), ("A 2001", text, "High")))) == ["low", "high"]


def test_the_letter_s_is_serious_where_the_tool_has_that_level():
    source = table(numbered(7), ("A 2001", "S", *("Low",) * 6), name="robins_i.csv")
    assert levels_of(read(source))[0] == "serious"
    assert levels_of(read(table(numbered(5), ("A 2001", "S", *("Low",) * 4))))[0] == "some-concerns"


@pytest.mark.parametrize("text", ["", "NA", "n/a", "-"])
def test_a_cell_without_a_judgement_gives_none_and_is_counted(text):
    found = read(table(numbered(5), ("A 2001", text, "Low", "Low", "Low", "Some concerns")))
    assert len(found.review.judgements) == 4
    assert "1 cell holds no judgement" in texts(found)


def test_studies_come_in_without_results_and_names_that_repeat_get_a_number():
    found = read(table(numbered(5), ("A 2001", *("Low",) * 5), ("A 2001", *("High",) * 5)))
    assert [study.id for study in found.review.studies] == ["A 2001", "A 2001 (2)"]
    assert all(study.results_none for study in found.review.studies)
    assert "A 2001 (2)" in texts(found)


def test_weights_are_kept_where_they_differ():
    headings = (*numbered(5), "Overall", "Weight")
    rows = [("A 2001", *("Low",) * 6, "1"), ("B 2002", *("Low",) * 6, "2.5")]
    studies = read(table(headings, *rows)).review.studies
    assert [study.characteristics["weight"].text for study in studies] == ["1", "2.5"]
    assert read(table(headings, rows[0], rows[0])).review.columns == ()


def test_each_cell_that_names_no_level_is_an_issue_with_its_place():
    source = table(numbered(2), ("A 2001", "Lo", "High"), ("B 2002", "Low", "12"), ("", "Low", "Low"))
    with pytest.raises(DataError) as error:
        read(source)
    assert [(issue.code, issue.origin.line, issue.origin.column) for issue in error.value.issues] == [
        ("judgement-is-known", 2, 2),
        ("judgement-is-known", 3, 3),
        ("source-value-is-usable", 4, 1),
    ]


@pytest.mark.parametrize("content", [b"Study,D1,D2\n", b"Study,Outcome,events\nA,b,1\n", b""])
def test_what_is_no_such_table_holds_no_review(content):
    source = Source(name="x.csv", kind="file", files={"x.csv": content})
    with pytest.raises(DataError) as error:
        read(source)
    assert [issue.code for issue in error.value.issues] == ["source-holds-a-review"]


def test_a_heading_that_comes_again_is_an_issue():
    with pytest.raises(DataError) as error:
        read(table(("D1", "D2", "d1"), ("A 2001", "Low", "Low", "Low")))
    assert [(issue.code, issue.origin.column) for issue in error.value.issues] == [("column-is-unique", 4)]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_other_tables_are_not_recognised(name):
    content = b"Study,Outcome,events\nA,b,1\n"
    assert not ROBVIS.matches(Source(name=name, kind="file", files={name: content}))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.title)
def test_every_tool_comes_back_from_its_folder(tool, tmp_path):
    levels = [tool.levels[i % len(tool.levels)] for i in range(len(tool.columns))]
    source = table((*tool.columns, "Overall"), ("A 2001", *levels, "No information"), name=f"{tool.names[0]}.csv")
    review = read(source, title="Bias").review
    assert reloaded(review, tmp_path) == review
    assert review.risk_of_bias_tool.title == tool.title


def test_bytes_that_are_no_utf_8_are_told():
    data = "Study,D1,D2,Overall\nMüller 2001,Low,Low,Low\n".encode("cp1252")
    found = ROBVIS.read(Source(name="rob.csv", kind="file", files={"rob.csv": data}), ImportOptions())
    assert [study.id for study in found.review.studies] == ["Müller 2001"]
    assert "Windows-1252" in texts(found)
