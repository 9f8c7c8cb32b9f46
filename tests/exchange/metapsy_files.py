"""Small databases in the Metapsy data standard, made up for tests."""

from __future__ import annotations

import json

from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.metapsy import METAPSY
from reportgen.exchange.source import Source

COLUMNS = (
    *("study", "condition_arm1", "condition_arm2", "multi_arm1", "multi_arm2", "outcome_type", "instrument"),
    *("time", "time_weeks", "rating", "mean_arm1", "sd_arm1", "n_arm1", "mean_arm2", "sd_arm2", "n_arm2"),
    *("event_arm1", "totaln_arm1", "event_arm2", "totaln_arm2", ".g", ".g_se", ".log_rr", ".log_rr_se"),
)

CODEBOOK = {
    "condition_arm1": "Type of treatment (cbt= cognitive behaviour therapy, ipt = interpersonal therapy)",
    "condition_arm2": "wl= waiting list; cau= usual care (as it was given at the time); other ctr= other (inactive) group",
    "country": "eu= Europe; us= USA",
    "sg": "Sequence generation (0= high risk; 1= low risk)",
    "ac": "Allocation concealment (0= high risk; 1= low risk)",
    "ba": "Blinding of assessors (0= high risk; 1= low risk; sr= self-report)",
}

FLOW = {
    "database.hits": 500,
    "additional.records": 2,
    "database.hits.duplicates.removed": 400,
    "records.screened": 400,
    "full.text.assessed.for.eligibility": 50,
    "full.text.excluded.reasons": {"No control": 30, "Protocol": 10},
    "included": 10,
}


def row(study, **cells):
    """Return a row with means of both arms, a difference of -1 SD unless told otherwise."""
    usual = {
        "condition_arm1": "cbt",
        "condition_arm2": "wl",
        "outcome_type": "msd",
        "instrument": "BDI",
        "time": "post",
        "time_weeks": "8",
        "rating": "self-report",
    }
    return {"study": study, **usual, **{name.replace("dot_", "."): value for name, value in cells.items()}}


def means(mean_1, mean_2, *, sd="10", n="20"):
    """Return the cells of means of both arms."""
    return {
        "mean_arm1": mean_1,
        "sd_arm1": sd,
        "n_arm1": n,
        "mean_arm2": mean_2,
        "sd_arm2": sd,
        "n_arm2": n,
    }


def events(one, two, n="20"):
    """Return the cells of events in both arms."""
    return {"event_arm1": one, "totaln_arm1": n, "event_arm2": two, "totaln_arm2": n}


def given(g, se):
    """Return the cells of an effect."""
    return {"dot_g": g, "dot_g_se": se}


def table(*rows, delimiter=";"):
    """Return data.csv as R writes it: texts in quotation marks, NA for what is missing, rows numbered."""
    columns = list(dict.fromkeys((*COLUMNS, *(name for one in rows for name in one))))
    lines = [["", *columns], *([str(i), *(one.get(name, "NA") for name in columns)] for i, one in enumerate(rows, 1))]
    return "\n".join(delimiter.join(_quoted(cell) for cell in line) for line in lines).encode()


def _quoted(cell):
    bare = cell == "NA" or cell.replace(",", "", 1).replace("-", "", 1).isdigit()
    return cell if bare else '"' + cell.replace('"', '""') + '"'


def database(*rows, codebook=None, flow=None, name="data-worry", delimiter=";", **texts):
    """Return the files of a database; `texts` are metadata/NAME.txt, or .json where they are no text."""
    files = {"data.csv": table(*rows, delimiter=delimiter)}
    if codebook is not None:
        files["metadata/variable_description.json"] = json.dumps(codebook).encode()
    if flow is not None:
        files["metadata/search_flow.json"] = json.dumps(flow).encode()
    for key, value in texts.items():
        if key in {"readme", "license"}:
            files[key + (".md" if key == "readme" else "")] = value.encode()
        else:
            suffix, text = ("txt", value) if isinstance(value, str) else ("json", json.dumps(value))
            files[f"metadata/{key}.{suffix}"] = text.encode()
    return Source(name=name, kind="folder", files=files)


def imported(source, **options):
    """Return what is read from a source, or from rows."""
    return METAPSY.read(source, ImportOptions(**options))
