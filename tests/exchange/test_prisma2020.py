"""Tables of the R package PRISMA2020 become the flow of a review."""

import io

import pytest
import xlsxwriter

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.prisma2020 import PRISMA2020
from reportgen.exchange.prisma2020.boxes import BOXES
from reportgen.exchange.source import Source
from reportgen.model import FLOW_ITEMS
from tests.exchange.reloading import reloaded

KEYED = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
USUAL = {
    "database_results": "100",
    "duplicates": "20",
    "records_screened": "80",
    "records_excluded": "60",
    "dbr_sought_reports": "20",
    "dbr_assessed": "20",
    "dbr_excluded": "No control, 10; Other, 5",
    "new_studies": "5",
}


def rows_of(numbers, boxtext=None):
    """Return rows in the order of the template: each with its description, a text and a number, 0 unless given."""
    texts = {key: (boxtext or {}).get(key, box.named.capitalize() or "Text") for key, box in BOXES.items()}
    return [(key, box.description.capitalize(), texts[key], numbers.get(key, "0")) for key, box in BOXES.items()]


def quoted(cell):
    return f'"{cell}"' if "," in cell or ";" in cell else cell


def keyed(numbers, **texts):
    """Return the table with nine columns, one of which is NA throughout here."""
    lines = [",".join(KEYED)]
    for key, description, text, n in rows_of(numbers, **texts):
        lines.append(",".join(map(quoted, (key, "NA", "box", description, text, "NA", "NA", n))))
    return "\n".join(lines).encode()


def worded(numbers, **texts):
    """Return the older table, which has no keys."""
    lines = ["description,boxtext,n"]
    lines += [",".join(map(quoted, row[1:])) for row in rows_of(numbers, **texts)]
    return "\n".join(lines).encode()


def workbook(numbers):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("notes").write(0, 0, "see the next sheet")
        sheet = book.add_worksheet("table")
        sheet.write_row(0, 0, ("data", "description", "boxtext", "n"))
        for i, row in enumerate(rows_of(numbers), 1):
            sheet.write_row(i, 0, row)
    return stream.getvalue()


def source(content, name="PRISMA.csv"):
    return Source(name=name, kind="file", files={name: content})


def read(content, name="PRISMA.csv"):
    return PRISMA2020.read(source(content, name), ImportOptions())


def counts(found):
    return {(one.item, one.detail): one.n.value for one in found.review.flow.counts}


def texts(found):
    return " ".join(remark.text for remark in found.remarks)


def test_every_row_counts_an_item_of_the_flow():
    assert {box.item for box in BOXES.values()} <= set(FLOW_ITEMS)


@pytest.mark.parametrize("form", [keyed, worded])
def test_both_forms_of_the_table_give_the_same_flow(form):
    found = read(form(USUAL))
    assert PRISMA2020.matches(source(form(USUAL)))
    assert found.review.flow.form == "prisma2020"
    assert counts(found) == {
        ("databases", ""): 100,
        ("registers", ""): 0,
        ("duplicates", ""): 20,
        ("automation", ""): 0,
        ("removed_other", ""): 0,
        ("screened", ""): 80,
        ("excluded", ""): 60,
        ("sought", ""): 20,
        ("not_retrieved", ""): 0,
        ("assessed", ""): 20,
        ("excluded_reports", "No control"): 10,
        ("excluded_reports", "Other"): 5,
        ("studies", ""): 5,
        ("reports", ""): 0,
    }


def test_a_workbook_of_that_form_is_read_as_well():
    content = workbook(USUAL)
    assert PRISMA2020.matches(source(content, "my PRISMA flow.xlsx"))
    assert not PRISMA2020.matches(source(content, "trials.xlsx"))
    assert counts(read(content, "my PRISMA flow.xlsx")) == counts(read(keyed(USUAL)))


def test_databases_by_name_stand_beside_their_sum():
    found = read(keyed({**USUAL, "database_specific_results": "MEDLINE, 60; Web of Science, Core, 1,040"}))
    assert counts(found)["databases", "MEDLINE"] == 60
    assert counts(found)["databases", "Web of Science, Core"] == 1040
    assert counts(found)["databases", ""] == 100


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Reason1, xxx; Reason2, xxx; Reason3, xxx", {"": None}),
        ("12", {"": 12}),
        ("Wrong design, 3;", {"Wrong design": 3}),
        ("Wrong design (n = 3); Other: 2", {"Wrong design": 3, "Other": 2}),
        ("Wrong design, xxx; Other, 2", {"Wrong design": None, "Other": 2}),
        ("", {"": None}),
        (",0", {"": 0}),
    ],
)
def test_reasons_are_read_as_names_with_numbers(cell, expected):
    found = counts(read(keyed({**USUAL, "dbr_excluded": cell})))
    assert {detail: n for (item, detail), n in found.items() if item == "excluded_reports"} == expected


def test_a_number_without_a_name_is_told_with_its_place():
    found = read(keyed({**USUAL, "dbr_excluded": ",0"}))
    remark = next(one for one in found.remarks if "number without a name" in one.text)
    assert remark.origin.path == "PRISMA.csv"
    assert remark.origin.name == "n"


def test_names_and_totals_that_come_again_are_told_apart():
    cells = {"database_specific_results": "90", "dbr_excluded": "Other, 1; Other, 2"}
    found = read(keyed({**USUAL, **cells}))
    assert counts(found)["databases", ""] == 100
    assert counts(found)["excluded_reports", "Other (2)"] == 2
    assert "databases is given twice, as 100 and as 90" in texts(found)


@pytest.mark.parametrize("cell", ["xxx", "", "XXXX"])
def test_a_box_that_nobody_filled_in_is_not_known(cell):
    found = read(keyed({**USUAL, "new_studies": cell}))
    assert counts(found)["studies", ""] is None
    assert "Not filled in: studies" in texts(found)


@pytest.mark.parametrize("cell", ["NA", "n/a"])
@pytest.mark.parametrize("key", ["new_reports", "duplicates", "dbr_excluded", "excluded_other"])
def test_a_line_that_was_taken_out_stays_out(key, cell):
    found = read(keyed({**USUAL, key: cell}))
    assert BOXES[key].item not in {item for item, _ in counts(found)}
    assert "Not filled in" not in texts(found)


def test_the_counts_of_the_meta_analysis_come_in_without_an_update():
    found = read(keyed({**USUAL, "total_studies_ma": "4", "total_reports_ma": "6"}))
    assert counts(found)["meta_analysis", ""] == 4
    assert counts(found)["meta_analysis_reports", ""] == 6
    assert not found.review.flow.is_update


def test_a_word_in_place_of_a_number_is_told():
    found = read(keyed({**USUAL, "duplicates": "some"}))
    assert counts(found)["duplicates", ""] is None
    assert "'some'" in texts(found)


def test_parts_of_the_diagram_that_hold_only_zeros_are_not_drawn():
    found = read(keyed(USUAL))
    items = {item for item, _ in counts(found)}
    assert items.isdisjoint({"websites", "other_sought", "previous_studies", "total_studies", "meta_analysis"})
    assert "taken as not used" in texts(found)


def test_parts_that_are_in_use_come_with_their_zeros():
    found = read(keyed({**USUAL, "website_results": "3", "previous_studies": "4", "total_studies": "9"}))
    assert counts(found)["websites", ""] == 3
    assert counts(found)["organisations", ""] == 0
    assert counts(found)["previous_studies", ""] == 4
    assert counts(found)["total_studies", ""] == 9


def test_a_total_without_an_earlier_version_that_differs_is_told():
    found = read(keyed({**USUAL, "total_studies": "9"}))
    assert ("total_studies", "") not in counts(found)
    assert "total_studies is 9, and studies 5" in texts(found)


def test_a_box_that_was_named_anew_is_what_was_searched():
    found = read(worded({**USUAL, "website_results": "3"}, boxtext={"website_results": "medRxiv"}))
    assert counts(found)["websites", "medRxiv"] == 3


def test_the_numbers_of_a_published_table_come_in_as_they_are():
    # extra-pulmonary tuberculosis, github.com/MiiroEm/DR-epTB-review, data/PRISMA.csv
    numbers = {
        "database_results": "1902",
        "duplicates": "29",
        "records_screened": "1873",
        "records_excluded": "1840",
        "dbr_sought_reports": "35",
        "dbr_notretrieved_reports": "7",
        "dbr_assessed": "28",
        "dbr_excluded": "Drug resistance not described, 10; others, 0",
        "new_studies": "18",
        "new_reports": "18",
    }
    found = counts(read(keyed(numbers)))
    assert [found[item, ""] for item in ("databases", "screened", "excluded", "sought", "assessed", "studies")] == [
        *(1902, 1873, 1840, 35, 28, 18)
    ]


@pytest.mark.parametrize(
    "content",
    [keyed({}), keyed({"database_specific_results": "Database 1, xxx"}), b"description,boxtext,n\n", b"a,b\n1,2\n"],
)
def test_a_table_without_numbers_holds_no_review(content):
    with pytest.raises(DataError) as error:
        read(content)
    assert [issue.code for issue in error.value.issues] == ["source-holds-a-review"]


def test_the_flow_comes_back_from_its_folder(tmp_path):
    review = read(keyed({**USUAL, "website_results": "3", "new_studies": "xxx"})).review
    assert reloaded(review, tmp_path) == review
