"""Small data packages in the layouts of RevMan Web, made of numbers of our own."""

import csv
import io
import zipfile
from dataclasses import dataclass, field

from reportgen.exchange.source import Source

LAYOUTS = ("2023", "early 2026", "mid 2026")
PACKINGS = ("folder", "package", "export")
ID = "CD000001"

KINDS = {
    "dichotomous": "Dichotomous",
    "continuous": "Continuous",
    "generic": "Contrast level",
    "o-minus-e": "O-E and variance",
}
CELLS = {
    "estimate": "GIV Mean",
    "se": "GIV SE",
    "mean_experimental": "Experimental mean",
    "sd_experimental": "Experimental SD",
    "events_experimental": "Experimental cases",
    "n_experimental": "Experimental N",
    "mean_comparator": "Control mean",
    "sd_comparator": "Control SD",
    "events_comparator": "Control cases",
    "n_comparator": "Control N",
    "o_minus_e": "O-E",
    "variance": "Variance",
}
EFFECT = {"weight": "Weight", "estimate": "Mean", "ci_low": "CI start", "ci_high": "CI end"}
COUNTS = {
    "events_experimental": "Experimental cases",
    "n_experimental": "Experimental N",
    "events_comparator": "Control cases",
    "n_comparator": "Control N",
}
HETEROGENEITY = {
    "tau2": "Heterogeneity Tau²",
    "tau2_low": "Tau² CI start",
    "tau2_high": "Tau² CI end",
    "chi2": "Heterogeneity Chi²",
    "df": "Heterogeneity df",
    "p_het": "Heterogeneity P",
    "i2": "Heterogeneity I²",
}
TEST = {"chi2": "Subgroup Chi²", "df": "Subgroup df", "p": "Subgroup P", "i2": "Subgroup I²"}
TOTAL = {
    **COUNTS,
    "estimate": "Mean",
    "ci_low": "CI start",
    "ci_high": "CI end",
    "prediction_low": "PI start",
    "prediction_high": "PI end",
    **HETEROGENEITY,
}
OF_2026 = {"Tau² CI start", "Tau² CI end", "PI start", "PI end", "Effect T"}
ROB2 = (
    "Bias arising from the randomization process",
    "Bias due to deviations from intended interventions",
    "Bias due to missing outcome data",
    "Bias in measurement of the outcome",
    "Bias in selection of the reported result",
    "Overall bias",
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A study in an analysis: numbers by our names (logarithms for generic data on a log scale), stored effect."""

    study: str
    cells: dict
    subgroup: str = ""
    applies: str = "SUBGROUP_AND_OVERALL"
    stored: dict = field(default_factory=dict)
    judgements: dict = field(default_factory=dict)
    footnote: str = ""


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """One analysis; `totals` are stored results of the subgroups by name, and of the outcome under ""."""

    number: str = "1.1"
    name: str = "Mortality"
    group_name: str = "Drug versus placebo"
    kind: str = "dichotomous"
    measure: str = "Risk Ratio"
    log_scale: bool = True
    method: str = "IV"
    model: str = "Random effect"
    estimator: str = "REML"
    interval: str = "HKSJ"
    prediction: bool = True
    level: int = 95
    overall: bool = True
    subtotals: bool = True
    test: bool = True
    swapped: bool = False
    labels: tuple = ("Drug", "Placebo")
    graph: tuple = ("Favours drug", "Favours placebo")
    scale: str = "100"
    rows: tuple = ()
    totals: dict = field(default_factory=dict)
    subgroup_test: dict = field(default_factory=dict)

    def subgroups(self):
        """Return the names of the subgroups in the order of the rows."""
        return tuple(dict.fromkeys(row.subgroup for row in self.rows if row.subgroup))


@dataclass(frozen=True, kw_only=True)
class Package:
    """A whole package. `studies` are (name, year) of included studies, `excluded` (name, reason)."""

    analyses: tuple
    studies: tuple
    excluded: tuple = ()
    domains: tuple = ()
    judgements: dict = field(default_factory=dict)
    ris: dict = field(default_factory=dict)
    more: dict = field(default_factory=dict)
    layout: str = "mid 2026"


def table(headings, rows, *, mark=False):
    """Return a CSV file; `rows` are mappings by heading."""
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if mark else b"") + text.getvalue().encode()


def files(package):
    """Return the files of a package by their path, unpacked."""
    old = package.layout == "2023"
    found = {
        f"{ID}-analysis-data/{ID}-data-rows.csv": _rows(package, old),
        f"{ID}-analysis-data/{ID}-overall-estimates-and-settings.csv": _settings(package, old),
        f"{ID}-study-data/{ID}-study-information.csv": table(
            ("Study", "Year", "Data source", "Char: Methods"),
            [{"Study": name, "Year": year, "Data source": "PUB"} for name, year in package.studies],
            mark=old,
        ),
    }
    if old or any(analysis.subgroups() for analysis in package.analyses):
        found[f"{ID}-analysis-data/{ID}-subgroup-estimates.csv"] = _subgroups(package, old)
    if package.excluded:
        rows = [{"Study": name, "Char: Reason for exclusion": reason} for name, reason in package.excluded]
        path = f"{ID}-study-data/{ID}-excluded-study-information.csv"
        found[path] = table(("Study", "Char: Reason for exclusion"), rows)
    if package.domains:
        found[f"{ID}-study-data/{ID}-risk-of-bias.csv"] = _risk_of_bias(package, old)
    for group, text in package.ris.items():
        found[f"{ID}-study-data/{ID}-{group}.ris"] = text.encode()
    return {**found, **package.more}


def source(package, packing="folder"):
    """Return a package as a source: a folder, the zip of the Cochrane Library, or RevMan's own export."""
    found = files(package)
    if packing == "export":
        found = {f"review/{ID}-files/{ID}-data.zip/{path}": content for path, content in found.items()}
        found[f"review/{ID}-files/{ID}-CMP-001.01.svg"] = b"<svg/>"
        found[f"review/{ID}-article.pdf"] = b"%PDF-1.7"
    kind = "folder" if packing == "folder" else "archive"
    name = {"folder": ID, "package": f"{ID}-dataPackage.zip", "export": "review.zip"}[packing]
    return Source(name=name, kind=kind, files=found)


def zipped(found):
    """Return files as the bytes of an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, content in found.items():
            archive.writestr(path, content)
    return made.getvalue()


def _numbered(analysis):
    group, number = analysis.number.split(".")
    return {"Analysis group": group, "Analysis number": number, "Analysis name": analysis.name}


def _rows(package, old):
    judged = any(row.judgements for analysis in package.analyses for row in analysis.rows)
    headings = ["Analysis group", "Analysis number", "Analysis name", "Subgroup"]
    headings += [] if old else ["Subgroup number"]
    headings += ["Applicability", "Study", "Study year", *CELLS.values(), *EFFECT.values(), "Footnotes"]
    if judged:
        headings += [f"{name} ({part})" for name in ROB2 for part in ("judgement", "support")]
    years = dict(package.studies)
    lines = []
    for analysis in package.analyses:
        for row in analysis.rows:
            names = analysis.subgroups()
            line = dict.fromkeys(CELLS.values(), "0.0" if old else "")
            line |= {CELLS[name]: value for name, value in row.cells.items()}
            line |= {heading: row.stored.get(name, "0" if old else "") for name, heading in EFFECT.items()}
            line |= {"Subgroup number": names.index(row.subgroup) + 1} if row.subgroup and not old else {}
            line |= {"Subgroup": row.subgroup, "Applicability": row.applies, "Study": row.study}
            line |= {"Study year": years.get(row.study, ""), "Footnotes": row.footnote}
            for name, (level, support) in row.judgements.items():
                line |= {f"{name} (judgement)": level, f"{name} (support)": support}
            lines.append({**_numbered(analysis), **line})
    return table(headings, lines, mark=old)


def _settings(package, old):
    lines = [_setting(analysis, old) for analysis in package.analyses]
    headings = list(lines[0])
    if package.layout == "early 2026":
        dropped = {"Sort studies by", "Graph label (left)", "Graph label (right)", "Graph scale", "Show risk of bias"}
        headings = [heading for heading in headings if heading not in dropped]
        lines = [{name: line[name] for name in headings} for line in lines]
    return table(headings, lines, mark=old)


def _setting(analysis, old):
    random = analysis.model == "Random effect"
    total = analysis.totals.get("", {}) if analysis.overall else {}
    line = {
        **_numbered(analysis),
        "Analysis group name": analysis.group_name,
        "Data source": "Custom input",
        "Data source eligibility": "#N/A",
        "Data type": KINDS[analysis.kind],
        "Log-scale data": str(analysis.log_scale).lower(),
        "Filter criteria": '{"type": "AND", "parts": []}',
        "Experimental group label": analysis.labels[0],
        "Control group label": analysis.labels[1],
        "Statistical method": analysis.method,
        "Effect measure": analysis.measure,
        "Analysis model": analysis.model,
        "Subgroup estimates": str(analysis.subtotals).lower(),
        "Overall estimates": str(analysis.overall).lower(),
        "Test for subgroup differences": str(analysis.test).lower(),
        "Swap event and non-event": str(analysis.swapped).lower(),
    }
    if old:
        line |= {"Study CI": f"{analysis.level}%", "Estimate CI": f"{analysis.level}%"}
    else:
        line |= {
            "Heterogeneity estimator": analysis.estimator if random else "#N/A",
            "Tau² CI": "true",
            "Prediction interval": str(analysis.prediction).lower(),
            "CI method": analysis.interval if random else "#N/A",
            "CI/PI level": f"{analysis.level}%",
            "Sort studies by": "STUDY",
            "Graph label (left)": analysis.graph[0],
            "Graph label (right)": analysis.graph[1],
            "Graph scale": analysis.scale,
            "Show risk of bias": "true",
        }
    line |= _total(total, TOTAL, old, t=random and analysis.interval == "HKSJ")
    line |= {heading: analysis.subgroup_test.get(name, "") for name, heading in TEST.items()}
    return {**line, "ID": f"analysis:{analysis.number}"}


def _subgroups(package, old):
    headings = ["Analysis group", "Analysis number", "Subgroup", "Subgroup number"]
    columns = {**COUNTS, **EFFECT, **HETEROGENEITY}
    own = [heading for heading in columns.values() if not (old and heading in OF_2026)]
    headings += [*own, "Effect Z", *([] if old else ["Effect T"]), "Effect P", "ID"]
    lines = []
    for analysis in package.analyses:
        t = analysis.interval == "HKSJ" and analysis.model == "Random effect"
        for place, name in enumerate(analysis.subgroups(), 1):
            line = {**_numbered(analysis), "Subgroup": name, "Subgroup number": place}
            del line["Analysis name"]
            lines.append({**line, **_total(analysis.totals.get(name, {}), columns, old, t=t)})
    return table(headings, lines, mark=old)


def _total(values, columns, old, *, t):
    line = {heading: values.get(name, "") for name, heading in columns.items() if not (old and heading in OF_2026)}
    z = "Effect T" if t and not old else "Effect Z"
    line |= {"Effect Z": "", **({} if old else {"Effect T": ""}), z: values.get("z", "")}
    return {**line, "Effect P": values.get("p", "")}


def _risk_of_bias(package, old):
    headings = ["Study"]
    for name in package.domains:
        headings += [f"Domain (judgement): {name}", f"Domain (support): {name}"]
    lines = []
    for study, _ in package.studies:
        line = {"Study": study}
        for name in package.domains:
            level, support = package.judgements.get((study, name), ("", ""))
            line |= {f"Domain (judgement): {name}": level, f"Domain (support): {name}": support}
        lines.append(line)
    return table(headings, lines, mark=old)
