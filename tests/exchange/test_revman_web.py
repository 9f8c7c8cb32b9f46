"""What data packages of RevMan Web hold that is easily read wrongly."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.revman.plain import plain, plain_lines
from reportgen.exchange.revman_web import REVMAN_WEB
from reportgen.exchange.source import Source
from tests.exchange.reloading import read_or_refused, reloaded
from tests.exchange.revman_web_files import ID, PACKINGS, Analysis, Package, Row, files, source

STUDIES = (("Adams 2001", "2001"), ("Brown 2002", "2002"))
EVENTS = {"events_experimental": 12, "n_experimental": 80, "events_comparator": 25, "n_comparator": 82}
ROWS = tuple(Row(study=name, cells=EVENTS) for name, _ in STUDIES)
PACKAGE = Package(analyses=(Analysis(rows=ROWS),), studies=STUDIES)
SETTINGS = f"{ID}-analysis-data/{ID}-overall-estimates-and-settings.csv"
DATA = f"{ID}-analysis-data/{ID}-data-rows.csv"


def package(*rows, studies=STUDIES, layout="mid 2026", **settings):
    return Package(analyses=(Analysis(rows=rows, **settings),), studies=studies, layout=layout)


def read(package, **options):
    return REVMAN_WEB.read(source(package), ImportOptions(**options))


def read_files(found):
    return REVMAN_WEB.read(Source(name=ID, kind="folder", files=found), ImportOptions())


def issues_of(found):
    with pytest.raises(DataError) as caught:
        read_files(found)
    return caught.value.issues


def changed(old, new, path=DATA, package=PACKAGE):
    found = files(package)
    content = found[path].decode()
    assert old in content
    return found | {path: content.replace(old, new).encode()}


def total_of(imported):
    return next(stored for stored in imported.stored if stored.kind == "total")


# ---- what a package is


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_package_is_recognised_however_it_is_packed(packing):
    assert REVMAN_WEB.matches(source(PACKAGE, packing))


def test_other_tables_are_no_package():
    assert not REVMAN_WEB.matches(Source(name="x", kind="folder", files={"data.csv": b"study,events\n"}))


def test_figures_and_the_article_are_kept_as_they_are():
    kept = REVMAN_WEB.read(source(PACKAGE, "export"), ImportOptions()).kept
    assert {(one.path.rpartition("/")[2], one.content) for one in kept} == {
        (f"{ID}-CMP-001.01.svg", b"<svg/>"),
        (f"{ID}-article.pdf", b"%PDF-1.7"),
    }


def test_arms_results_and_json_of_studies_are_kept():
    more = {f"{ID}-study-data/{ID}-study-arms.csv": b"Study,Arm\n", f"{ID}-study-data/{ID}.json": b"{}"}
    kept = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, more=more)).kept
    assert sorted(one.path for one in kept) == sorted(more)


def test_files_of_the_system_are_passed_over():
    more = {f"__MACOSX/{ID}-data-rows.csv": b"x", "a/.DS_Store": b"x"}
    assert read(Package(analyses=PACKAGE.analyses, studies=STUDIES, more=more)).kept == ()


def test_a_title_is_the_users_or_the_number_of_the_review():
    assert read(PACKAGE, title="Ours").review.title == "Ours"
    imported = read(PACKAGE)
    assert imported.review.title == f"Review {ID}"
    assert [remark.topic for remark in imported.remarks].count("title") == 1


@pytest.mark.parametrize("missing", [SETTINGS, DATA])
def test_a_package_without_its_tables_is_refused(missing):
    found = {path: content for path, content in files(PACKAGE).items() if path != missing}
    (issue,) = issues_of(found)
    assert issue.code == "source-holds-a-review"
    assert missing.rpartition(f"{ID}-")[2] in issue.message


def test_two_packages_at_once_are_refused():
    found = files(PACKAGE) | {f"other/{DATA}": b"Analysis group,Analysis number,Study\n"}
    assert [issue.code for issue in issues_of(found)] == ["source-holds-a-review"]


def test_a_review_of_diagnostic_accuracy_is_told_apart():
    found = {f"{ID}-analysis-data/{ID}-parameters.csv": b"Test\n", DATA: b"Study\n"}
    assert "diagnostic" in str(issues_of(found)[0])


# ---- cells


def test_columns_are_read_by_name_whatever_their_order():
    found = files(PACKAGE)
    for path in (SETTINGS, DATA):
        lines = [row[::-1] for row in csv.reader(io.StringIO(found[path].decode()))]
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        found[path] = text.getvalue().encode()
    assert read_files(found).review == read(PACKAGE).review


def test_a_byte_order_mark_belongs_to_no_heading():
    found = {path: b"\xef\xbb\xbf" + content for path, content in files(PACKAGE).items()}
    assert read_files(found).review == read(PACKAGE).review


def test_zeros_of_unused_cells_are_no_data():
    row = Row(study="Adams 2001", cells={"estimate": -0.3, "se": 0.1})
    (result,) = read(package(row, kind="generic", measure="Hazard Ratio", layout="2023")).review.results
    assert set(result.data) == {"estimate", "se"}


def test_a_group_without_events_keeps_its_zero():
    row = Row(study="Adams 2001", cells=EVENTS | {"events_experimental": 0})
    results = read(package(row, layout="2023")).review.results
    assert [result.data["events"].value for result in results] == [0, 25]


def test_whole_numbers_lose_the_point_that_they_were_written_with():
    cells = {f"{name}_{side}": "5.0" for name in ("mean", "sd", "n") for side in ("experimental", "comparator")}
    row = Row(study="Adams 2001", cells=cells)
    (result, _) = read(package(row, kind="continuous", measure="Mean Difference")).review.results
    assert [cell.text for cell in result.data.values()] == ["5", "5", "5"]


@pytest.mark.parametrize(("label", "arms"), [("[Not identical]", "Experimental"), ("#N/A", "Experimental")])
def test_words_for_nothing_are_no_names(label, arms):
    review = read(package(*ROWS, labels=(label, label))).review
    assert review.comparisons[0].experimental == arms


def test_small_markup_in_names_becomes_characters():
    rows = (Row(study="Adams&nbsp;2001", cells=EVENTS),)
    studies = (("Adams&nbsp;2001", "2001"),)
    review = read(package(*rows, studies=studies, name="FEV<sub>1</sub> &amp; CO<sub>2</sub>")).review
    assert review.studies[0].id == "Adams 2001"
    assert review.outcomes[0].title == "FEV₁ & CO₂"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One.</p><p>Two &lt; 3.</p>", "One.\nTwo < 3."),
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("P < 0.05 and n<m", "P < 0.05 and n<m"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("kept<del>gone</del><ins> new</ins>", "kept new"),
        ("note<sup>a</sup>", "noteᵃ"),
        ("note<sup>A</sup>", "note^A"),
        ("a<br/>b\x0b", "a\nb"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 | 2\n3"),
        ("CI<sub>low</sub>", "CIlow"),
    ],
)
def test_html_becomes_plain_lines(text, expected):
    assert plain_lines(text) == expected
    assert plain(text) == " ".join(expected.split())


@pytest.mark.parametrize(("written", "value"), [("3.23E-4", 3.23e-4), ("-1.18e-10", 0.0), ("1", 1.0)])
def test_small_p_values_are_read_in_any_notation(written, value):
    stored = {"": {"estimate": 0.7, "ci_low": 0.5, "ci_high": 0.9, "z": 2, "p": written, "df": 1, "chi2": 1}}
    assert total_of(read(package(*ROWS, totals=stored))).values["p"] == value


@pytest.mark.parametrize("word", ["12 of 80", "1,234", "x"])
def test_a_word_among_numbers_is_an_issue_with_its_place(word):
    found = changed(",12,80,", f',"{word}",80,')
    first = issues_of(found)[0]
    assert (first.code, first.origin.path, first.origin.line, first.origin.name) == (
        "source-value-is-usable",
        DATA,
        2,
        "Experimental cases",
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Dichotomous", "Dichotomos", "source-value-is-usable"),
        ("Random effect", "Randomish", "source-value-is-usable"),
        (",IV,", ",Bayes,", "source-value-is-usable"),
        ("HKSJ", "HK", "source-value-is-usable"),
        ("REML", "RML", "source-value-is-usable"),
        ("95%", "950%", "source-value-is-usable"),
        ("true", "perhaps", "source-value-is-usable"),
        ("Risk Ratio", "Reward Ratio", "source-value-is-usable"),
        ("Data type", "Kind of data", "source-holds-a-review"),
        ("Data source,", "Data type,", "source-value-is-usable"),
        ("\n1,1,", "\n1,2,", "source-name-is-known"),
    ],
)
def test_settings_that_are_not_known_are_issues(old, new, code):
    assert code in {issue.code for issue in issues_of(changed(old, new, SETTINGS))}


def test_all_problems_are_told_at_once():
    found = changed("Random effect", "Randomish", SETTINGS)
    found[DATA] = found[DATA].replace(b",12,80,", b",a,b,")
    assert len(issues_of(found)) >= 5


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b'"never closed', b"\xff\xfe\x00", b"Study\n", b"," * 5000])
@pytest.mark.parametrize("path", [SETTINGS, DATA])
def test_what_is_no_table_is_an_issue_and_nothing_else(path, content):
    assert issues_of(files(PACKAGE) | {path: content})


# ---- scales and totals


def test_generic_data_are_logarithms_and_effects_are_ratios():
    stored = {"estimate": 0.74, "ci_low": 0.6, "ci_high": 0.9, "weight": 100}
    row = Row(study="Adams 2001", cells={"estimate": "-0.3", "se": "0.1"}, stored=stored)
    imported = read(package(row, kind="generic", measure="Hazard Ratio"))
    (result,) = imported.review.results
    assert result.data["estimate"].value == pytest.approx(0.7408182206817179, rel=1e-15)
    assert result.data["se"].value == 0.1
    assert imported.stored[0].values == stored


def test_generic_data_on_a_linear_scale_stay_as_they_are():
    row = Row(study="Adams 2001", cells={"estimate": "-0.3", "se": "0.1"})
    (result,) = read(package(row, kind="generic", measure="Mean Difference", log_scale=False)).review.results
    assert result.data["estimate"].value == -0.3


def test_swapped_events_are_those_without_the_event():
    review = read(package(ROWS[0], swapped=True)).review
    assert [result.data["events"].value for result in review.results] == [68, 57]
    assert {result.attribution.provenance for result in review.results} == {"derived"}


def test_a_total_without_subtotals_is_remarked_upon():
    rows = [Row(study=name, cells=EVENTS, subgroup=group) for (name, _), group in zip(STUDIES, "AB", strict=True)]
    shown = {number: read(package(*rows, subtotals=number > 1)) for number in (1, 2)}
    text = "Analysis 1.1 shows its total without subtotals; here both are shown."
    assert [remark.text for remark in shown[1].remarks].count(text) == 1
    assert text not in [remark.text for remark in shown[2].remarks]
    assert shown[1].review.outcomes[0].totals == "all"
    assert text not in [remark.text for remark in read(package(*ROWS, subtotals=False)).remarks]


def test_a_total_that_is_switched_off_claims_nothing():
    stored = {"estimate": 0.5, "ci_low": 0.3, "ci_high": 0.8, "weight": 0}
    rows = (Row(study="Adams 2001", cells=EVENTS, stored=stored),)
    imported = read(package(*rows, overall=False, subtotals=False))
    assert imported.review.outcomes[0].totals == "none"
    (effect,) = imported.stored
    assert effect.kind == "study"
    assert effect.values == {"estimate": 0.5, "ci_low": 0.3, "ci_high": 0.8}


def test_zeros_of_a_study_without_events_are_not_estimable():
    none = EVENTS | {"events_experimental": 0, "events_comparator": 0}
    rows = (Row(study="Adams 2001", cells=none), Row(study="Brown 2002", cells=EVENTS))
    first, second = read(package(*rows, layout="2023")).stored
    assert (first.estimable, dict(first.values)) == (False, {})
    assert (second.estimable, dict(second.values)) == (True, {})


def test_with_hksj_the_statistic_is_t():
    stored = {"": {"estimate": 0.7, "ci_low": 0.5, "ci_high": 0.9, "z": -4.5, "p": 0.01, "df": 1, "chi2": 1}}
    assert total_of(read(package(*ROWS, totals=stored, interval="HKSJ"))).values["z"] == 4.5


def test_limits_have_the_level_of_the_analysis():
    stored = {"": {"estimate": 0.7, "ci_low": 0.5, "ci_high": 0.9, "df": 1, "chi2": 1}}
    imported = read(package(*ROWS, totals=stored, level=99))
    assert total_of(imported).level == 0.99
    assert imported.review.outcomes[0].plan.level == 0.99


def test_labels_and_scale_of_the_graph_are_those_of_the_axis():
    outcome = read(package(*ROWS, scale="20")).review.outcomes[0]
    assert (outcome.axis.left, outcome.axis.right, outcome.axis.low, outcome.axis.high) == (
        "Favours drug",
        "Favours placebo",
        1 / 20,
        20,
    )
    assert outcome.better == "lower"


# ---- subgroups and rows that do not apply


def test_subgroups_stand_in_the_order_of_the_source():
    names = ("Women", "Men")
    rows = [Row(study=study, cells=EVENTS, subgroup=name) for name in names for study, _ in STUDIES]
    review = read(package(*rows)).review
    assert list(dict.fromkeys(result.subgroup for result in review.results)) == ["Women", "Men"]


@pytest.mark.parametrize("word", ["NONE", "false", "NOT_APPLICABLE"])
def test_a_row_that_applies_to_nothing_is_left_out_and_told_of(word):
    imported = read(package(ROWS[0], Row(study="Brown 2002", cells=EVENTS, applies=word)))
    assert {result.study for result in imported.review.results} == {"Adams 2001"}
    assert [remark.topic for remark in imported.remarks].count("results") == 1
    assert imported.review.studies[1].results_none


@pytest.mark.parametrize("word", ["SUBGROUP_AND_OVERALL", "", "true", "OVERALL"])
def test_a_row_outside_of_subgroups_that_applies_to_the_total_stays(word):
    imported = read(package(*(Row(study=name, cells=EVENTS, applies=word) for name, _ in STUDIES)))
    assert len(imported.review.outcomes) == 1
    assert len(imported.review.results) == 4


def test_a_total_of_other_rows_than_the_subgroups_becomes_an_outcome_of_its_own():
    rows = (
        Row(study="Adams 2001", cells=EVENTS, subgroup="Women", applies="SUBGROUP"),
        Row(study="Adams 2001", cells=EVENTS, subgroup="Men", applies="SUBGROUP"),
        Row(study="Adams 2001", cells=EVENTS, applies="OVERALL"),
        Row(study="Brown 2002", cells=EVENTS, subgroup="Men"),
    )
    review = read(package(*rows)).review
    total, parts = review.outcomes
    assert (total.number, total.totals, parts.number, parts.totals) == ("1.1", "all", "1.1", "subgroups")
    assert total.id != parts.id
    found = {(row.outcome, row.study, row.subgroup) for row in review.results}
    assert found == {
        (total.id, "Adams 2001", ""),
        (total.id, "Brown 2002", ""),
        (parts.id, "Adams 2001", "Women"),
        (parts.id, "Adams 2001", "Men"),
        (parts.id, "Brown 2002", "Men"),
    }


# ---- studies, references, risk of bias


def test_studies_that_only_data_name_are_included_and_told_of(tmp_path):
    imported = read(package(ROWS[0], Row(study="Clark 2003", cells=EVENTS), studies=STUDIES[:1]))
    assert [study.id for study in imported.review.studies] == ["Adams 2001", "Clark 2003"]
    assert any("Clark 2003" in remark.text for remark in imported.remarks)
    assert reloaded(imported.review, tmp_path) == imported.review


def test_names_that_stand_twice_are_told_apart_by_their_year():
    studies = (("Adams", "2001"), ("Adams", "2009"))
    found = files(package(Row(study="Adams", cells=EVENTS), studies=studies))
    found[DATA] = found[DATA].replace(b",2001,", b",2009,")
    review = read_files(found).review
    assert [study.id for study in review.studies] == ["Adams", "Adams (2)"]
    assert {result.study for result in review.results} == {"Adams (2)"}


def test_studies_carry_year_methods_source_and_columns_of_their_own(tmp_path):
    path = f"{ID}-study-data/{ID}-study-information.csv"
    text = (
        "Study,Year,Data source,Char: Methods,Char: Outcomes,Char: Dates,Covariate: dose\n"
        "Adams 2001,2001,UNPUB,<p>RCT</p><p>parallel</p>,Death,May,20\nBrown 2002,2002,PUB,,,,\n"
    )
    review = read_files(files(PACKAGE) | {path: text.encode()}).review
    first = {name: cell.value for name, cell in review.studies[0].characteristics.items()}
    assert first == {
        "year": "2001",
        "methods": "RCT\nparallel",
        "outcome_measures": "Death",
        "data_source": "Unpublished data only",
        "dates": "May",
        "covariate_dose": "20",
    }
    assert [column.label for column in review.columns] == ["Source of data", "Dates", "Covariate: dose"]
    assert reloaded(review, tmp_path) == review


def test_excluded_studies_keep_their_reason_and_one_without_is_told_of(tmp_path):
    excluded = (("Evans 1999", "Not randomised"), ("Foster 1998", ""))
    imported = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, excluded=excluded))
    found = {study.id: study.reason for study in imported.review.studies if study.status == "excluded"}
    assert found == {"Evans 1999": "Not randomised", "Foster 1998": "Reason not given"}
    assert any("Foster 1998" in remark.text for remark in imported.remarks)
    assert reloaded(imported.review, tmp_path) == imported.review


def test_references_belong_to_the_study_they_name(tmp_path):
    one = "TY  - JOUR\nAU  - Adams, A.\nTI  - Trial\nPY  - 2001\nNS  - Adams 2001\nER  - \n"
    bare = "TY  - JOUR\nNS  - Brown 2002\nER  - \n"
    ris = {
        "included": f"{one}\n{bare}",
        "additional-references": one.replace("NS  - Adams 2001\n", "").replace("Trial", "Book"),
    }
    imported = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, ris=ris))
    reports = {study.id: study.reports for study in imported.review.studies}
    assert [len(keys) for keys in reports.values()] == [1, 0]
    assert len(imported.review.library.keys) == 2
    assert set(reports["Adams 2001"]) < set(imported.review.library.keys)
    assert reloaded(imported.review, tmp_path) == imported.review


def test_judgements_of_studies_use_the_shipped_tool_where_the_domains_are_its_own(tmp_path):
    domains = ("Random sequence generation (selection bias)", "Allocation concealment (selection bias)")
    judgements = {
        ("Adams 2001", domains[0]): ("Low risk", "<p>By computer.</p>"),
        ("Adams 2001", domains[1]): ("Unclear risk", ""),
        ("Brown 2002", domains[0]): ("Not applicable", ""),
    }
    review = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, domains=domains, judgements=judgements)).review
    assert review.risk_of_bias_tool.id == "rob1"
    assert [(one.domain, one.level, one.support) for one in review.judgements] == [
        ("sequence-generation", "low", "By computer."),
        ("allocation-concealment", "unclear", ""),
    ]
    assert reloaded(review, tmp_path) == review


def test_domains_of_a_review_make_a_tool_of_its_own(tmp_path):
    domains = ("Blinding (performance bias): Death", "Blinding (performance bias): Pain", "Baseline balance")
    judgements = {("Adams 2001", name): ("High risk", "") for name in domains}
    review = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, domains=domains, judgements=judgements)).review
    assert [(domain.label, domain.bias) for domain in review.risk_of_bias_tool.domains] == [
        ("Blinding: Death", "performance bias"),
        ("Blinding: Pain", "performance bias"),
        ("Baseline balance", ""),
    ]
    assert reloaded(review, tmp_path) == review


def test_domains_of_one_name_are_told_apart(tmp_path):
    domains = ("Blinding (performance bias)", "Blinding (detection bias)", "盲法", "隐藏")
    judgements = {("Adams 2001", name): ("High risk", "") for name in domains}
    review = read(Package(analyses=PACKAGE.analyses, studies=STUDIES, domains=domains, judgements=judgements)).review
    assert [(domain.id, domain.label) for domain in review.risk_of_bias_tool.domains] == [
        ("blinding", "Blinding"),
        ("blinding-2", "Blinding (2)"),
        ("domain", "盲法"),
        ("domain-2", "隐藏"),
    ]
    assert reloaded(review, tmp_path) == review


@pytest.mark.parametrize("text", ["long " * 5000, "x" * 700, "<p>" + "a<b>b</b> " * 8000 + "</p>"])
def test_a_text_that_no_cell_can_hold_is_cut_and_its_file_kept(text, tmp_path):
    path = f"{ID}-study-data/{ID}-study-information.csv"
    content = f"Study,Year,Char: Notes\nAdams 2001,2001,{text}\nBrown 2002,2002,short\n".encode()
    imported = read_files(files(PACKAGE) | {path: content})
    assert [(one.path, one.content) for one in imported.kept] == [(path, content)]
    assert [remark.topic for remark in imported.remarks].count("text") == 1
    assert reloaded(imported.review, tmp_path) == imported.review


def test_a_judgement_that_no_tool_knows_is_an_issue():
    judgements = {("Adams 2001", "Allocation concealment"): ("Rather low", "")}
    made = Package(
        analyses=PACKAGE.analyses, studies=STUDIES, domains=("Allocation concealment",), judgements=judgements
    )
    assert [issue.code for issue in issues_of(files(made))] == ["judgement-is-known"]


def test_judgements_that_differ_between_rows_are_told_of():
    name = "Bias in measurement of the outcome"
    rows = tuple(
        Row(study="Adams 2001", cells=EVENTS, subgroup=group, judgements={name: (level, "")})
        for group, level in (("Women", "Low risk"), ("Men", "High risk"))
    )
    imported = read(package(*rows))
    assert [one.level for one in imported.review.judgements] == ["low"]
    assert [remark.topic for remark in imported.remarks].count("risk-of-bias") == 1


# ---- damage


WHOLE = Package(
    analyses=(
        Analysis(rows=(*ROWS, Row(study="Adams 2001", cells=EVENTS, subgroup="Women")), totals={"": {"estimate": 0.7}}),
        Analysis(
            number="2.1",
            kind="generic",
            measure="Hazard Ratio",
            rows=(Row(study="Brown 2002", cells={"estimate": -0.3, "se": 0.1}),),
        ),
    ),
    studies=STUDIES,
    excluded=(("Evans 1999", "Not randomised"),),
    domains=("Allocation concealment", "Other bias"),
    judgements={("Adams 2001", "Other bias"): ("Low risk", "<p>Yes.</p>")},
    ris={"included": "TY  - JOUR\nTI  - Trial\nNS  - Adams 2001\nER  - \n"},
)


@given(st.data())
@settings(max_examples=300)
def test_a_damaged_package_is_read_or_refused_and_nothing_else(data):
    found = files(WHOLE)
    path = data.draw(st.sampled_from(sorted(found)))
    content = bytearray(found[path])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=5))
    imported = read_or_refused(read_files, found | {path: bytes(content)})
    assert imported is None or imported.review.outcomes


@given(data=st.data())
@settings(max_examples=200)
def test_a_cell_with_anything_in_it_is_read_or_refused_and_what_is_read_loads(data, tmp_path_factory):
    found = files(WHOLE)
    path = data.draw(st.sampled_from([SETTINGS, DATA, f"{ID}-study-data/{ID}-risk-of-bias.csv"]))
    lines = list(csv.reader(io.StringIO(found[path].decode())))
    row = data.draw(st.integers(1, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[0]) - 1))
    odd = st.sampled_from(["0", "-1", "1e308", "NaN", "-Infinity", "#N/A", "<p></p>", "true", "a,b", "2.5", "100", ""])
    lines[row][column] = data.draw(st.one_of(odd, st.text(max_size=12)))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    imported = read_or_refused(read_files, found | {path: text.getvalue().encode("utf-8", "replace")})
    assert imported is None or reloaded(imported.review, tmp_path_factory.mktemp("review")) == imported.review
