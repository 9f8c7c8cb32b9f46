"""Whatever a table holds, it is read or refused with places, and what is read is a review that loads."""

import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.source import Source
from reportgen.exchange.wide import WIDE, mapping_of, suggest
from tests.exchange.reloading import reloaded

HEADINGS = (
    "study", "Author", "year", "Outcome", "subgroup", "time point", "ai", "n1i", "ci", "n2i", "bi", "di", "yi", "vi", "sei",
    "Drug n/N", "Placebo n/N", "Drug mean (SD)", "Drug n", "Placebo mean (SD)", "Placebo n", "HR (95% CI)", "lower", "upper",
    "m1i", "sd1i", "m2i", "sd2i", "xi", "ni", "ti", "ri", "t1", "t2", "D1", "D2", "D3", "Overall", "country", "Dose (mg)",
    "measure", "unit", "better", "n randomised", "", "Events", "N", "Intervention", "Control", "2001", "median drug", "12",
)  # fmt: skip
CELLS = (
    "", "A", "B 2001", "1", "2", "12", "40", "0.5", "0,5", "1,200", "12/50", "5.2 (1.1)", "0.75 (0.60 to 0.94)", "12 (24%)",
    "NA", "-", "RR", "OR", "Low", "+", "Total", "* a note", "#DIV/0!", "2020-03-12", "1e400", "-3", "inf", "<0.05", "mmHg",
    "higher", "men", "women", "\u2212 1", "99999999999999999999", "0", "1e-320", "=A1", "Some concerns", "5 \u00b1 1", "\U0001f600", '"',
)  # fmt: skip
MEASURES = ("", "RR", "SMD", "HR", "PLO", "nonsense", "MD", "ZCOR")


@st.composite
def texts(draw):
    mark = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(1, 9))
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(st.sampled_from(CELLS), min_size=0, max_size=width + 1), max_size=7))
    return "\n".join(mark.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in (headings, *rows))


SETS = (
    ("study", "ai", "n1i", "ci", "n2i"),
    ("Author", "year", "Drug n/N", "Placebo n/N"),
    ("study", "m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"),
    ("study", "HR (95% CI)"),
    ("study", "yi", "vi"),
    ("study", "ai", "bi", "ci", "di", "yi", "sei"),
    ("study", "Outcome", "xi", "ni"),
)
GOOD = {
    "study": ("A", "B", "C 2001", "D"), "Author": ("Lee", "Kim", "Smith"), "year": ("2001", "2002"), "Outcome": ("pain", "Death"),
    "Drug n/N": ("1/20", "3/30 (10%)", ""), "Placebo n/N": ("2/20", "0 / 30", "NR"),
    "HR (95% CI)": ("0.75 (0.60 to 0.94)", "1.2 [0.9, 1.6]", "NR"), "yi": ("-0.5", "0.2", "0"), "vi": ("0.04", "0.1", ""),
    "n1i": ("40", "55"), "n2i": ("40", "61"), "ni": ("50", "70"), "t1": ("aspirin", "warfarin"), "t2": ("placebo",),
    "subgroup": ("men", "women"), "time point": ("1 month", ""), "D1": ("Low", "High", ""), "unit": ("mmHg",),
    "Overall": ("Low", "High"), "country": ("UK", "US"), "measure": ("RR",), "better": ("lower", "higher"),
    "Dose (mg)": ("5", "7.5", ""), "n randomised": ("100",), "year ": ("2001",),
}  # fmt: skip


@st.composite
def likely_texts(draw):
    chosen = draw(st.sampled_from(SETS))
    extra = draw(st.lists(st.sampled_from([*GOOD, "x", "D2", "D3", "1st", "status", "p"]), max_size=4, unique=True))
    headings = [*chosen, *(name for name in extra if name not in chosen)]
    cells = [st.sampled_from(GOOD.get(name, ("3", "4.5", "7"))) for name in headings]
    count = st.sampled_from(["3", "4", "12", "NA"])
    cells = [
        count if name in {"ai", "bi", "ci", "di", "xi"} else cell for name, cell in zip(headings, cells, strict=True)
    ]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=6))
    if draw(st.booleans()):
        rows = [(f"S {place}", *row[1:]) for place, row in enumerate(rows)]
    return "\n".join(";".join(row) for row in (headings, *rows))


def source_of(data):
    return Source(name="table.csv", kind="file", files={"table.csv": data})


def attempt(call):
    try:
        return call()
    except DataError as error:
        if any(issue.origin is not None and issue.origin.line < 1 for issue in error.issues):
            pytest.fail("an issue has a place that is none")
        return None


FUZZ = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=250, **FUZZ)
@given(texts() | likely_texts(), st.sampled_from(MEASURES))
def test_any_table_is_read_or_refused_and_what_is_read_loads_again(text, measure):
    source = source_of(text.encode())
    WIDE.matches(source)
    imported = attempt(lambda: WIDE.read(source, ImportOptions(measure=measure)))
    draft = attempt(lambda: suggest(source))
    if draft is not None:
        mapping_of(draft, "columns.yaml")
    if imported is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        assert reloaded(imported.review, folder) == imported.review


@settings(max_examples=100, **FUZZ)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    source = source_of(data)
    WIDE.matches(source)
    attempt(lambda: WIDE.read(source, ImportOptions()))
    attempt(lambda: suggest(source))


@settings(max_examples=100, **FUZZ)
@given(st.text(max_size=80))
def test_any_mapping_is_read_or_refused(text):
    attempt(lambda: mapping_of(text, "columns.yaml"))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["study", "ai", "RR", "", "x"]) | st.floats(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["columns", "study", "outcomes", "title", "x", "level"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=100, **FUZZ)
@given(
    st.dictionaries(st.sampled_from(["columns", "outcomes", "measure", "sheet", "level", "risk_of_bias", "x"]), PLAIN)
)
def test_any_plain_mapping_is_used_or_refused(columns):
    source = source_of(b"study,ai,n1i,ci,n2i\nA,1,10,2,10\n")
    attempt(lambda: WIDE.read(source, ImportOptions(columns=columns)))
