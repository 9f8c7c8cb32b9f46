"""Each mistake a reviewer can make, with the code it gets and the place it is found at."""

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from tests.load.folders import FILES, fill

# file, what stands there, what is put in its place, code, line:column
IN_YAML = [
    ("title: A small review", "titel: A small review", "yaml-key-is-known", "1:1"),
    ("title: A small review\n", "", "yaml-key-is-present", "1:1"),
    ("title: A small review", "title:", "yaml-key-is-present", "1:1"),
    ("style: default", "title: again", "yaml-key-is-unique", "25:1"),
    ("    better: lower", "    better: lower\n    better: higher", "yaml-key-is-unique", "25:5"),
    ("title: A small review", "title: A: small review", "yaml-is-well-formed", "1:9"),
    ("title: A small review", "title: 'A small review", "yaml-is-well-formed", None),
    ("style: default", "\tstyle: default", "yaml-is-well-formed", None),
    ("style: default", "style: &s default\nfonts: &f [*s]\nkeywords: *f", "yaml-is-well-formed", "26:8"),
    ("style: default", "style: !!python/name:os.system x", "yaml-is-well-formed", "25:8"),
    ("style: default", "keywords: " + "[" * 100, "yaml-is-well-formed", "1"),
    ("title: A small review", "title: true", "yaml-value-is-valid", "1:8"),
    ("title: A small review", 'title: "bell \\u0007"', "yaml-value-is-valid", "1:8"),
    ("better: lower", "better: up", "yaml-value-is-valid", "24:13"),
    ("id: pain", "id: Pain relief", "yaml-value-is-valid", "20:9"),
    ("style: default", "keywords: one", "yaml-value-is-valid", "25:11"),
    ("style: default", "language: english language", "yaml-value-is-valid", "25:11"),
    ("style: default", "registration: {url: 'javascript:alert(1)'}", "yaml-value-is-valid", "25:21"),
    ("risk_of_bias_tool: rob1", "synthesis: {level: 95}", "yaml-value-is-valid", "8:22"),
    ("risk_of_bias_tool: rob1", "synthesis: {level: .nan}", "yaml-value-is-valid", "8:22"),
    ("    better: lower", "    better: lower\n    range: [10, 0]", "yaml-value-is-valid", "25:13"),
    ("    better: lower", "    better: lower\n    range: [10]", "yaml-value-is-valid", "25:12"),
    ("- given: Ada", "- given: Ada\n    corresponding: yes", "yaml-value-is-valid", "4:20"),
    ("- given: Ada", "- given: Ada\n    orcid: 0000-0002-1825-0098", "yaml-value-is-valid", "4:12"),
    ("- given: Ada", "- given: Ada\n    roles: [Chef]", "yaml-value-is-valid", "4:13"),
    ("affiliations: [one]", "affiliations: [two]", "yaml-value-is-valid", "5:20"),
    ("id: pain", "id: cured", "outcome-id-is-unique", "20:9"),
    ("measure: MD", "measure: MDD", "measure-is-known", "23:14"),
    (
        "comparison: drug-placebo\n    measure: MD",
        "comparison: drug-plcebo\n    measure: MD",
        "comparison-is-known",
        "22:17",
    ),
    ("risk_of_bias_tool: rob1", "risk_of_bias_tool: rob9", "tool-is-known", "8:22"),
    ("risk_of_bias_tool: rob1", "synthesis: {model: fixed}", "estimator-is-known", "8:22"),
    ("risk_of_bias_tool: rob1", "synthesis: {preset: revman}", "estimator-is-known", "8:23"),
    ("risk_of_bias_tool: rob1", "synthesis: {method: pete}", "estimator-is-known", "8:23"),
    ("risk_of_bias_tool: rob1", "synthesis: {prediction: t-k-3}", "estimator-is-known", "8:27"),
    ("risk_of_bias_tool: rob1", "synthesis: {i2: q}", "estimator-is-known", "8:19"),
    ("risk_of_bias_tool: rob1", "synthesis: {smd: hedges}", "estimator-is-known", "8:20"),
    ("risk_of_bias_tool: rob1", "synthesis: {subgroup_tau2: shared}", "estimator-is-known", "8:30"),
    ("risk_of_bias_tool: rob1", "synthesis: {tau2: XX}", "estimator-is-known", "8:21"),
    ("risk_of_bias_tool: rob1", "synthesis: {interval: hk}", "estimator-is-known", "8:25"),
    ("risk_of_bias_tool: rob1", "synthesis: {zero_cells: add}", "estimator-is-known", "8:27"),
    ("better: lower", "better: lower\n    synthesis: {tau2: YY}", "estimator-is-known", "25:23"),
    ("better: lower", "better: lower\n    synthesis: {preset: cochrene}", "estimator-is-known", "25:25"),
    ("better: lower", "better: lower\n    synthesis: {method: mantel-haenszel}", "method-fits-data", "25:25"),
    ("better: lower", "better: lower\n    synthesis: {method: peto}", "method-fits-data", "25:25"),
    ("better: lower", "better: lower\n    synthesis: none", "unpooled-outcome-has-reason", "25:16"),
    ("better: lower", "better: lower\n    subgroups: contry", "column-is-declared", "25:16"),
    ("better: lower", "better: lower\n    figure: b\nfigures: [{id: a, title: A}]", "figure-is-known", "25:13"),
    ("style: default", "style: nature", "style-is-known", "25:8"),
    ("style: default", "style: ../other.toml", "path-is-inside-the-review", "25:8"),
    ("style: default", "style: own.toml", "file-is-present", "25:8"),
    ("style: default", "tables: {summary_of_findings: [cured, pian]}", "outcome-is-known", "25:39"),
    (
        "better: lower",
        "better: lower\n    thresholds: {small: 5, moderate: 3, large: 1}",
        "yaml-value-is-valid",
        "25:25",
    ),
    (
        "better: higher",
        "better: higher\n    thresholds: {small: 1, moderate: 1.25, large: 2}",
        "yaml-value-is-valid",
        "20:25",
    ),
    ("style: default", "tables: {risks_per: 500}", "yaml-value-is-valid", "25:21"),
    ("style: default", "fonts: [/etc/passwd]", "path-is-inside-the-review", "25:9"),
    ("style: default", "fonts: [fonts/none.ttf]", "file-is-present", "25:9"),
    ("style: default", "fonts: [studies.csv]", "file-is-readable", "25:9"),
    ("style: default", "columns: [{name: country}]", "column-is-unique", "25:18"),
    ("style: default", "columns: [{name: Mean age}]", "yaml-value-is-valid", "25:18"),
    ("style: default", "tables: {characteristics: [cuntry]}", "column-is-declared", "25:28"),
    (
        "style: default",
        "checks: {exhaustive: [{id: g, title: G, outcomes: [cured, pian]}]}",
        "outcome-is-known",
        "25:59",
    ),
    ("style: default", "checks: {sums: [{total: curd, parts: [pain]}]}", "outcome-is-known", "25:25"),
    ("style: default", "checks: {sums: [{total: cured, parts: [pian]}]}", "outcome-is-known", "25:40"),
]

IN_TABLES = [
    ("studies.csv", "Clark 2003,included", "Adams 2001,included", "study-key-is-unique", "4:1"),
    ("studies.csv", "study,status", "status", "column-is-present", "1"),
    ("studies.csv", "status,reason", "status,status", "column-is-unique", "1:3"),
    ("studies.csv", "country", "contry", "column-is-declared", "1:8"),
    ("studies.csv", "included,,adams2001", "inclded,,adams2001", "cell-is-a-known-word", "2:2"),
    ("studies.csv", "derived,read", "guessed,read", "cell-is-a-known-word", "3:10"),
    ("studies.csv", "adams2001", "adams2011", "citation-is-known", "2:4"),
    ("studies.csv", ",100,", ",about 100,", "cell-is-a-number", "2:7"),
    ("studies.csv", ",100,", ",100.5,", "cell-is-a-whole-number", "2:7"),
    ("studies.csv", ",100,", ",0,", "n-is-positive", "2:7"),
    ("studies.csv", ",100,", ',"1,000",', "cell-is-a-number", "2:7"),
    ("studies.csv", ",Norway,s1", ",Norway,s9", "source-is-known", "2:9"),
    ("studies.csv", "none,reported no outcome of this review", "none,", "included-study-has-results", "4:5"),
    ("studies.csv", "none,reported no outcome of this review", ",", "included-study-has-results", "4:1"),
    ("studies.csv", "adams2001,,", "adams2001,none,lost", "included-study-has-results", "2:1"),
    ("studies.csv", "none,reported", "non,reported", "cell-is-a-known-word", "4:5"),
    ("studies.csv", "excluded,not randomised", "excluded,", "excluded-study-has-reason", "5:3"),
    ("studies.csv", "Adams 2001,included", ",included", "cell-is-present", "2:1"),
    ("studies.csv", "Adams 2001,included,", "Adams 2001,included,,", "row-has-every-cell", "2"),
    ("studies.csv", ",Norway,s1,,", ",Norway,s1,", "row-has-every-cell", "2"),
    ("studies_sources.csv", "country", "contry", "column-is-declared", "2:2"),
    ("studies_sources.csv", "Adams 2001", "Adam 2001", "study-is-known", "2:1"),
    ("arms.csv", "Baker 2002,D", "Baker 2020,D", "study-is-known", "5:1"),
    ("arms.csv", "Adams 2001,P", "Adams 2001,D", "row-is-unique", "3:1"),
    ("arms.csv", "yes,experimental", "yes,treated", "cell-is-a-known-word", "2:6"),
    ("arms.csv", "yes,experimental", "maybe,experimental", "cell-is-a-known-word", "2:5"),
    ("arms.csv", "role_drug-placebo", "role_drug-plcebo", "comparison-is-known", "1:6"),
    ("arms.csv", "drug,50", "drug,0", "n-is-positive", "2:4"),
    ("results.csv", "Baker 2002,cured,,,D,P", "Bakr 2002,cured,,,D,P", "study-is-known", "4:1"),
    ("results.csv", "Baker 2002,cured,,,D,P", "Baker 2002,curd,,,D,P", "outcome-is-known", "4:2"),
    ("results.csv", "Adams 2001,cured,,,D,,20", "Adams 2001,cured,,,X,,20", "arm-is-known", "2:5"),
    ("results.csv", "D,P,,,,,1.50", "D,X,,,,,1.50", "arm-is-known", "4:6"),
    ("results.csv", "D,P,,,,,1.50", ",P,,,,,1.50", "cell-is-present", "4:5"),
    ("results.csv", "Baker 2002,cured,,,D,P", "Davis 2004,cured,,,D,P", "result-belongs-to-included-study", "4"),
    ("results.csv", ",20,48", ",60,48", "events-are-at-most-n", "2:7"),
    ("results.csv", ",20,48", ",20,0", "n-is-positive", "2:8"),
    ("results.csv", ",20,48", ",20.5,48", "cell-is-a-whole-number", "2:7"),
    ("results.csv", ",20,48", ",-2,48", "cell-is-a-whole-number", "2:7"),
    ("results.csv", ",20,48", ",20%,48", "cell-is-a-number", "2:7"),
    ("results.csv", ",20,48", ",n/a,48", "cell-is-a-number", "2:7"),
    ("results.csv", ",20,48", ",20,1e400", "number-is-finite", "2:8"),
    ("results.csv", ",20,48", ",inf,48", "number-is-finite", "2:7"),
    ("results.csv", "8.90,2.1", "8.90,0", "sd-is-positive", "5:10"),
    ("results.csv", "8.90,2.1", "8.90,-2.1", "sd-is-positive", "5:10"),
    ("results.csv", "1.50,,1.10,2.05", "1.50,-0.2,,", "sd-is-positive", "4:12"),
    ("results.csv", "1.50,,1.10", "0.50,,1.10", "interval-holds-the-estimate", "4:11"),
    ("results.csv", "1.50,,1.10,2.05", "1.50,,2.05,1.10", "interval-holds-the-estimate", "4:13"),
    ("results.csv", "1.50,,1.10", "1.50,,-1.10", "ratio-is-positive", "4:13"),
    ("results.csv", "1.50,,1.10,2.05", ",,1.10,2.05", "cell-is-present", "4:13"),
    ("results.csv", "8.90,2.1", "8,90,2.1", "row-has-every-cell", "5"),
    ("results.csv", "8.90,2.1", '"8,90",2.1', "decimal-mark-is-consistent", "5:9"),
    ("results.csv", "8.90,2.1", '"8,905",2.1', "cell-is-a-number", "5:9"),
    ("results.csv", "pain,,,D,,,48", "pain,,,D,,12,48", "measure-matches-columns", "5:7"),
    ("results.csv", "20,48,,,,", "20,48,,,1.5,", "measure-matches-columns", "2:11"),
    ("results.csv", "D,P,,,,,1.50", "D,P,12,,,,1.50", "measure-matches-columns", "4:7"),
    ("results.csv", "pain,,,P,,,49", "pain,,,D,,,49", "row-is-unique", "6:1"),
    ("results.csv", "pain,,,P,", "pain,,,H,", "arms-match-comparison", "5"),
    ("results.csv", "cured,,,D,P", "cured,,,D,D", "arms-match-comparison", "4"),
    ("risk_of_bias.csv", "Allocation concealment", "Alocation", "domain-is-known", "2:2"),
    ("risk_of_bias.csv", ",low,", ",lowish,", "judgement-is-known", "2:4"),
    ("risk_of_bias.csv", "Adams 2001", "Adam 2001", "study-is-known", "2:1"),
    ("risk_of_bias.csv", "concealment,,low", "concealment,curd,low", "outcome-is-known", "2:3"),
    ("risk_of_bias.csv", ",low,", ",,", "cell-is-present", "2:4"),
    ("certainty.csv", "cured,start", "curd,start", "outcome-is-known", "2:1"),
    ("certainty.csv", "Risk of bias", "risk of bais", "domain-is-known", "3:2"),
    ("certainty.csv", "−1,no blinding", "−1,", "cell-is-present", "3:4"),
    ("certainty.csv", "−1,no", "1,no", "certainty-levels-are-possible", "3:3"),
    ("certainty.csv", "−1,no", "-4,no", "certainty-levels-are-possible", "3:3"),
    ("certainty.csv", "−1,no", "grave,no", "certainty-levels-are-possible", "3:3"),
    ("certainty.csv", "start,high", "start,moderate", "certainty-levels-are-possible", "2:3"),
    ("certainty.csv", "Moderate", "medium", "certainty-levels-are-possible", "5:3"),
    ("certainty.csv", "imprecision,0", "risk-of-bias,0", "row-is-unique", "4:2"),
    ("certainty.csv", ",s1,", ",s9,", "source-is-known", "3:5"),
    ("certainty.csv", "outcome,domain,levels", "outcome,domain,level", "column-is-present", "1"),
    ("flow.csv", "screened", "screend", "flow-item-is-known", "3:1"),
    ("flow.csv", ",100", ",-100", "cell-is-a-whole-number", "3:3"),
    ("flow.csv", "not_retrieved", "screened", "row-is-unique", "4:1"),
    ("sources.csv", "s1,", ",", "cell-is-present", "2:1"),
    ("published_effects.csv", "e2,pain", "e1,pain", "row-is-unique", "3:1"),
    ("published_effects.csv", "e2,pain", "e2,pian", "outcome-is-known", "3:2"),
    ("published_effects.csv", "cured,RR", "cured,RRR", "measure-is-known", "2:3"),
    ("published_effects.csv", "1.80,1.20", "1.10,1.20", "interval-holds-the-estimate", "2:4"),
    ("published_effects.csv", "no difference was seen", "", "published-effect-says-something", "3:4"),
    ("published_effects.csv", "0.004", "small", "cell-is-a-number", "2:7"),
    ("published_effects.csv", "experimental,,s1", "drug,,s1", "cell-is-a-known-word", "2:15"),
    ("references.bib", "baker2002", "adams2001", "references-are-readable", "6"),
]


def issues_of(folder):
    with pytest.raises(DataError) as caught:
        load(folder)
    return [(issue.code, str(issue.origin)) for issue in caught.value.issues]


@pytest.mark.parametrize(("before", "after", "code", "where"), IN_YAML)
def test_a_mistake_in_review_yaml_is_found_at_its_place(tmp_path, before, after, code, where):
    assert FILES["review.yaml"].count(before) >= 1
    text = after.join(FILES["review.yaml"].rsplit(before, 1))
    found = issues_of(fill(tmp_path, {"review.yaml": text}))
    wanted = [place for name, place in found if name == code]
    assert wanted, found
    assert where is None or f"review.yaml:{where}" in wanted


@pytest.mark.parametrize(("path", "before", "after", "code", "where"), IN_TABLES)
def test_a_mistake_in_a_table_is_found_at_its_place(tmp_path, path, before, after, code, where):
    assert before in FILES[path]
    text = FILES[path].replace(before, after, 1)
    assert (code, f"{path}:{where}") in issues_of(fill(tmp_path, {path: text}))


def test_the_small_review_has_no_mistakes(tmp_path):
    assert load(fill(tmp_path)).warnings == ()


def test_a_folded_text_in_yaml_is_one_line(tmp_path):
    (tmp_path / "review.yaml").write_text("title: >-\n  A title\n  on two lines\n", encoding="utf-8")
    (tmp_path / "studies.csv").write_text("study,status\n", encoding="utf-8")
    assert load(tmp_path).title == "A title on two lines"


# ---- a risk-of-bias tool of the review's own

TOOL = """title = "Two questions"

[[domains]]
id = "one"
label = "The first"

[[levels]]
id = "low"
label = "Low risk"
symbol = "+"
rank = 0
"""
OWN_TOOL = FILES["review.yaml"].replace("risk_of_bias_tool: rob1", "risk_of_bias_tool: own.toml")


def test_a_tool_of_the_review_is_read(tmp_path):
    judged = "study,domain,judgement\nAdams 2001,The first,low\n"
    review = load(fill(tmp_path, {"review.yaml": OWN_TOOL, "own.toml": TOOL, "risk_of_bias.csv": judged}))
    assert review.risk_of_bias_tool.id == "own.toml"
    assert [(one.domain, one.level) for one in review.judgements] == [("one", "low")]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (None, "file-is-present", "review.yaml:8:22"),
        ("title = x", "tool-is-well-formed", "own.toml:1:9"),
        (TOOL.replace('title = "Two questions"', ""), "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace('label = "The first"', ""), "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace("rank = 0", 'rank = "0"'), "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace("rank = 0", "rank = 0\ncolour = 1"), "tool-is-well-formed", "own.toml:1"),
        (TOOL.partition("[[levels]]")[0], "tool-is-well-formed", "own.toml:1"),
        (TOOL + '[[domains]]\nid = "one"\nlabel = "B"\n', "tool-is-well-formed", "own.toml:1"),
        ("levels = 3\n" + TOOL.partition("[[levels]]")[0], "tool-is-well-formed", "own.toml:1"),
        (TOOL + '[extra]\nid = "x"\n', "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace('label = "The first"', r'label = "The\u0001first"'), "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace('title = "Two questions"', f'title = "{"T" * 501}"'), "tool-is-well-formed", "own.toml:1"),
        (TOOL.replace("rank = 0", f"rank = {'1' * 5000}"), "tool-is-well-formed", "own.toml:1"),
        (f"title = {'[' * 5000}", "tool-is-well-formed", "own.toml:1"),
    ],
)
def test_a_flaw_in_a_tool_of_the_review_has_a_place(tmp_path, text, code, place):
    with pytest.raises(DataError) as raised:
        load(fill(tmp_path, {"review.yaml": OWN_TOOL, "own.toml": text, "risk_of_bias.csv": None}))
    assert {(issue.code, str(issue.origin)) for issue in raised.value.issues} == {(code, place)}


@pytest.mark.parametrize("text", [f"[style]\nx = {'[' * 5000}", f"[style]\nx = {'1' * 5000}"])
def test_a_style_beyond_all_bounds_is_refused(tmp_path, text):
    yaml = FILES["review.yaml"].replace("style: default", "style: own.toml")
    with pytest.raises(DataError) as raised:
        load(fill(tmp_path, {"review.yaml": yaml, "own.toml": text}))
    assert {(issue.code, str(issue.origin)) for issue in raised.value.issues} == {("style-is-known", "own.toml:1")}


def test_a_tool_outside_the_folder_is_refused(tmp_path):
    text = OWN_TOOL.replace("own.toml", "../own.toml")
    with pytest.raises(DataError, match="path-is-inside-the-review"):
        load(fill(tmp_path, {"review.yaml": text, "risk_of_bias.csv": None}))


def test_an_outcome_is_divided_in_one_way(tmp_path):
    yaml = FILES["review.yaml"].replace("better: lower", "better: lower\n    subgroups: country")
    results = FILES["results.csv"].replace("study,outcome,", "study,outcome,subgroup,").replace("pain,", "pain,men,")
    results = "\n".join(line.replace("cured,", "cured,,", 1) for line in results.splitlines()) + "\n"
    with pytest.raises(DataError, match="outcome-is-divided-once"):
        load(fill(tmp_path, {"review.yaml": yaml, "results.csv": results}))
