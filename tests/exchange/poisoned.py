"""Sources whose texts try to do something later: when the folder is built, exported, opened or told of."""

from __future__ import annotations

import json

from tests.exchange import revman_web_files as web
from tests.exchange.rm5_files import (
    ComparisonSpec,
    FigureSpec,
    ItemSpec,
    OutcomeSpec,
    PersonSpec,
    ReferenceSpec,
    ReviewSpec,
    RowSpec,
    StudySpec,
    SubgroupSpec,
    escaped,
    rm5_of,
)
from tests.exchange.seeds import METAPSY, PRISMA, REVMAN_CSV

__all__ = ["BAIT", "CODE", "FORMULA", "SOURCES"]

CODE = "{{ 6*7 }} {% include 'x' %} {# c #} <script>alert(1)</script> [x](javascript:alert(1)) [@nobody] <!-- c -->"
"""A template, a page's script, a link that runs, a citation of nothing, and a comment that swallows what follows."""

BAIT = f"{CODE} <img src=http://127.0.0.1:9/x onerror=a()> `c` \\input{{x}} $x^2$ %}} }} | a # b"
FORMULA = "=cmd|' /c calc'!A1"
LINES = 'x")\nsystem("touch stolen")\n# '
MARKUP = escaped(BAIT)
MEETING = "a<B>{</B>% raw %} <I>{</I>{ 6*7 }} {<B>%</B> if x %} &lt;<B>!</B>-- c --&gt;"
RICH = (
    f"<P>{MARKUP}</P><P>{MEETING}</P><P># x {{#sec-x}}</P><OL><LI>{MARKUP}</LI></OL><TABLE><TR><TH>{MARKUP}</TH>"
    f"<TH>b</TH></TR><TR><TD>{MARKUP}</TD><TD>c</TD></TR></TABLE><P><A HREF='javascript:alert(1)'>{MARKUP}</A> "
    f"<LINK REF='STD-NO' TYPE='STUDY'>{MARKUP}</LINK></P><HEADING LEVEL='2'>{MARKUP}</HEADING>"
)
ATTRIBUTE = escaped(f"{CODE}\n\n# x\n\n")
_PARTS = {
    "MAIN_TEXT": f"<ABSTRACT><ABS_BACKGROUND>{RICH}</ABS_BACKGROUND></ABSTRACT><SUMMARY><TITLE>{MARKUP}</TITLE>{RICH}"
    f"</SUMMARY><BODY><BACKGROUND>{RICH}</BACKGROUND><METHODS>{RICH}</METHODS><RESULTS>{RICH}</RESULTS><ODD>{RICH}</ODD>"
    f"</BODY><ACKNOWLEDGEMENTS>{RICH}</ACKNOWLEDGEMENTS>",
    "SOF_TABLES": f'<SOF_TABLE ID="SOF-01" NO="{ATTRIBUTE}"><TITLE>{MARKUP}</TITLE>{RICH}</SOF_TABLE>',
    "APPENDICES": f'<APPENDIX NO="{ATTRIBUTE}"><TITLE>{MARKUP}</TITLE><APPENDIX_BODY>{RICH}</APPENDIX_BODY></APPENDIX>',
    "FEEDBACK": f"<FEEDBACK_ITEM><TITLE>{MARKUP}</TITLE><FEEDBACK_SUMMARY>{RICH}</FEEDBACK_SUMMARY></FEEDBACK_ITEM>",
    "COVER_SHEET": f'<WHATS_NEW><WHATS_NEW_ENTRY EVENT="{ATTRIBUTE}"><DATE DAY="{ATTRIBUTE}" MONTH="{ATTRIBUTE}" '
    f'YEAR="=1"/><DESCRIPTION>{RICH}</DESCRIPTION></WHATS_NEW_ENTRY></WHATS_NEW>',
}


def _rm5():
    texts = dict.fromkeys(("AU", "TI", "SO", "YR", "PG", "VL", "NO", "PB", "CY", "ED"), BAIT)
    reference = ReferenceSpec(fields=texts, identifiers={"DOI": BAIT, "MEDLINE": BAIT}, primary=True)
    studies = (
        StudySpec(name=BAIT[:150], year="2001", id="STD-1", told={"CHAR_METHODS": RICH}, references=(reference,)),
        StudySpec(name=FORMULA, year="x", id="STD-2", told={"CHAR_METHODS": "@SUM(1)"}),
        StudySpec(name="../../x", id="STD-3", status="excluded", told={"CHAR_REASON_FOR_EXCLUSION": RICH}),
    )
    values = {"EVENTS_1": "3", "TOTAL_1": "50", "EVENTS_2": "7", "TOTAL_2": "52"}
    rows = [RowSpec(study=id_, values=values, footnote=BAIT) for id_ in ("STD-1", "STD-2")]
    outcome = OutcomeSpec(
        stem="DICH",
        name=f"{LINES}{BAIT}",
        labels=(FORMULA, "+1"),
        graph=(BAIT, BAIT),
        values={"EFFECT_MEASURE": "RR", "METHOD": "MH", "RANDOM": "YES", "TOTALS": "YES", "SUBGROUPS": "YES"},
        subgroups=[SubgroupSpec(name=f"{LINES}{BAIT}", rows=rows), SubgroupSpec(name=FORMULA, rows=rows[:1])],
    )
    names = ("../../x.png", "CON.png", "A.png", "a.png", "gnp.exe", "review.yaml", "x" * 300 + ".png", "a:b.png", "..")
    return rm5_of(
        ReviewSpec(
            title=BAIT,
            authors=(PersonSpec(id="1", texts={"FIRST_NAME": BAIT, "LAST_NAME": FORMULA}, address={"CITY": BAIT}),),
            funding={"INTERNAL": [(BAIT, BAIT)]},
            studies=studies,
            own_columns=(BAIT,),
            comparisons=[ComparisonSpec(name=BAIT, outcomes=[outcome])],
            items=[ItemSpec(name=BAIT, entries=[("STD-1", 0, "YES", BAIT), ("STD-2", 0, "NO", RICH)])],
            figures=[
                FigureSpec(content=b"\x89PNG" + bytes([number]), filename=name, caption=BAIT)
                for number, name in enumerate(names)
            ],
            flow=[(f"10 records {BAIT}", BAIT)],
            parts=_PARTS,
        )
    )


def _web():
    cells = {"events_experimental": 12, "n_experimental": 80, "events_comparator": 25, "n_comparator": 82}
    groups = ((BAIT[:200], BAIT), (FORMULA, "=2"))
    rows = tuple(web.Row(study=study, cells=cells, subgroup=group, footnote=BAIT) for study, group in groups)
    package = web.Package(
        analyses=(web.Analysis(name=BAIT, group_name=BAIT, labels=(BAIT, FORMULA), graph=(BAIT, BAIT), rows=rows),),
        studies=((BAIT[:200], "2001"), (FORMULA, BAIT)),
        excluded=((f"{BAIT[:100]} excluded", BAIT),),
        domains=(web.ROB2[0], BAIT),
        judgements={(BAIT[:200], web.ROB2[0]): ("High", BAIT)},
        ris={"included": f"TY  - JOUR\nAU  - {BAIT}\nTI  - {BAIT}\nUR  - javascript:alert(1)\nDO  - {BAIT}\nER  - \n"},
        more={
            "CON": b"1",
            "aux.txt": b"2",
            "A/b.svg": b"3",
            "a/B.svg": b"4",
            "a": b"5",
            "t<r>?.pdf": b"6",
            "y" * 300: b"7",
        },
    )
    return web.zipped(web.files(package))


def _quoted(text):
    return '"' + text.replace('"', '""') + '"'


def _metapsy():
    name = BAIT.replace(";", ",").replace('"', "'")[:150]
    table = METAPSY["data.csv"].replace("Adams 2001", name).replace("BDI", "=1+1{{ 6*7 }}").replace("cbt", "<script>")
    return {
        **METAPSY,
        "data.csv": table,
        "metadata/references.json": json.dumps({name: f"{BAIT} 2001."}),
        "metadata/search_string.txt": BAIT,
        "readme.md": f"# {BAIT}\n",
    }


def _wide():
    bait = _quoted(BAIT.replace("|", "/"))
    head = f"Study,Year,Events drug,Total drug,Events placebo,Total placebo,Outcome,{bait}\n"
    rows = "".join(f"{name},2001,1,20,3,20,{bait},{bait}\n" for name in (bait, _quoted(FORMULA), "../x"))
    return head + rows


_RIS = "".join(
    f"TY  - JOUR\nAU  - {author}\nTI  - {title}\nID  - {BAIT}\nUR  - javascript:alert(1)\nDO  - {BAIT}\nAB  - {BAIT}\n"
    f"JO  - {BAIT}\nN1  - {BAIT}\nPY  - 2001\nER  - \n\n"
    for author, title in ((BAIT, BAIT), ("A} , \\input{x}", "{" * 50_000), ("B", "}" * 50_000))
)
_BIBTEX = (
    "@article{a,\n author = {Adams, \\input{/etc/passwd}},\n title = {\\include{/etc/passwd} \\write18{id} "
    "<script>alert(1)</script> $\\href{javascript:alert(1)}{x}$ \\href{javascript:alert(1)}{y} \\url{javascript:b}},\n"
    " url = {javascript:alert(1)}, doi={javascript:x}, year=2001, note={\\newcommand{\\x}{\\x\\x}\\x},\n"
    ' journal={\\def\\a{\\a}\\a}\n}\n@book{a/../b, title={x}, year=1999}\n@preamble{"\\immediate\\write18{id}"}\n'
    "@book{<script>, title={y}, year={1999}}\n"
)
_CSL = [
    {
        **dict.fromkeys(
            ("id", "type", "title", "container-title", "DOI", "note", "language", "page", "publisher"), BAIT
        ),
        "author": [{"family": BAIT, "given": BAIT}, {"literal": BAIT}],
        "issued": {"raw": BAIT},
        "URL": "javascript:alert(1)",
    },
    {"id": "x", "type": "book", "title": FORMULA},
]
_CSV = REVMAN_CSV
for word in ("Drug versus placebo", "Death", "Adams", "Women", "Good"):
    _CSV = _CSV.replace(word, _quoted(BAIT))

SOURCES = {
    "rm5": {"review.rm5": _rm5()},
    "revman-web": {"package.zip": _web()},
    "revman-csv": {"export.csv": _CSV.replace("Drug", FORMULA)},
    "metapsy": _metapsy(),
    "prisma2020": {"flow.csv": PRISMA.replace("Duplicate records", _quoted(BAIT)).replace("x.html", "javascript:b")},
    "robvis": {
        "rob.csv": f"Study,D1,D2,{_quoted(BAIT)},Overall\n{_quoted(BAIT)},Low,High,Low,High\n{FORMULA},Low,Low,Low,Low\n"
    },
    "ris": {"refs.ris": _RIS},
    "bibtex": {"refs.bib": _BIBTEX},
    "csl-json": {"refs.json": json.dumps(_CSL)},
    "wide": {"table.csv": _wide()},
}
"""The files of a source, name and content, by its format."""
