"""One small source of our own making for each format that can be read, with a bit of all that the format can hold."""

from __future__ import annotations

import base64
import json

from reportgen.exchange.own.plain import plain_of
from reportgen.exchange.source import Source
from reportgen.exchange.workbook.writing import workbook_files
from reportgen.load import write
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.exchange import revman_web_files as web
from tests.exchange.old_workbooks import label, xls
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
    rm5_of,
)
from tests.load.workbooks import sheet_xml, workbook
from tests.reviews import make_review

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==")


def _rm5():
    studies = (
        StudySpec(
            name="Adams 2001",
            year="2001",
            told={"CHAR_METHODS": "RCT", "CHAR_NOTES": "<P>R &amp; D<SUB>2</SUB></P>", "CHAR_USER_DEF_1": "yes"},
            references=(
                ReferenceSpec(
                    fields={"AU": "Adams B, Cole D", "TI": "A trial", "SO": "Journal", "YR": "2001", "PG": "1-9"},
                    identifiers={"DOI": "10.1000/1"},
                    primary=True,
                ),
            ),
        ),
        StudySpec(name="MRC-1", year="1974"),
        StudySpec(name="Left 1999", status="excluded", told={"CHAR_REASON_FOR_EXCLUSION": "No trial"}),
        StudySpec(name="Later 2020", status="ongoing"),
    )
    results = {"EFFECT_SIZE": "0.6", "CI_START": "0.3", "CI_END": "1.2", "ESTIMABLE": "YES", "WEIGHT": "50"}
    total = {**results, "CHI2": "1", "DF": "1", "I2": "0", "TAU2": "0", "Z": "1.2", "P_Z": "0.2", "STUDIES": "2"}
    settings = {"EFFECT_MEASURE": "RR", "METHOD": "MH", "RANDOM": "YES", "TOTALS": "YES", "CI_TOTAL": "95"}
    counts = {"EVENTS_1": "12", "TOTAL_1": "50", "EVENTS_2": "20", "TOTAL_2": "52", **results}
    means = {"MEAN_1": "5", "SD_1": "1.5", "TOTAL_1": "20", "MEAN_2": "6", "SD_2": "2", "TOTAL_2": "21", **results}
    keys = [study.key for study in studies[:2]]
    outcomes = (
        OutcomeSpec(
            stem="DICH",
            name="Death",
            values={**settings, **total, "SUBGROUPS": "YES"},
            subgroups=[
                SubgroupSpec(name="Women", rows=[RowSpec(study=key, values=counts) for key in keys], values=total),
                SubgroupSpec(name="Men", rows=[RowSpec(study=keys[0], values=counts, footnote="Some")], values=total),
            ],
        ),
        OutcomeSpec(
            stem="CONT",
            name="Pain",
            values={"EFFECT_MEASURE": "SMD", "RANDOM": "NO", "TOTALS": "YES", **total},
            rows=[RowSpec(study=key, values=means) for key in keys],
        ),
        OutcomeSpec(
            stem="IV",
            name="Time to death",
            measure="Hazard Ratio",
            values={"LOG_DATA": "YES", "TOTALS": "SUB", **total},
            rows=[RowSpec(study=keys[0], values={"ESTIMATE": "-0.5", "SE": "0.2", **results})],
        ),
        OutcomeSpec(
            stem="IPD",
            name="Relapse",
            measure="Hazard Ratio",
            values={"TOTALS": "NO"},
            rows=[RowSpec(study=keys[1], values={"O_E": "-3", "VAR": "4", **counts})],
        ),
    )
    return rm5_of(
        ReviewSpec(
            title="Drug for pain",
            authors=(PersonSpec(id="1", texts={"FIRST_NAME": "Ann", "LAST_NAME": "Bee"}, address={"CITY": "Oslo"}),),
            last_search=("1", "2", "2014"),
            funding={"INTERNAL": [("A fund", "Norway")]},
            studies=studies,
            others=(ReferenceSpec(id="REF-1", name="Other", fields={"TI": "A book"}, type="BOOK"),),
            own_columns=("Funding",),
            comparisons=[ComparisonSpec(name="Drug versus placebo", outcomes=outcomes)],
            items=[ItemSpec(name="Sequence", entries=[(keys[0], 0, "YES", "Told"), (keys[1], 0, "NO", "")])],
            figures=[FigureSpec(content=PNG, caption="A picture")],
            flow=[("10 records identified", ""), ("2 studies included", "8 records excluded")],
            parts={
                "MAIN_TEXT": "<SUMMARY><TITLE>Plain</TITLE><P>Words <LINK REF='STD-MRC_x002d_1'>MRC</LINK></P></SUMMARY>"
            },
        )
    )


def _web():
    events = {"events_experimental": 12, "n_experimental": 80, "events_comparator": 25, "n_comparator": 82}
    means = {"mean_experimental": 5, "sd_experimental": 1.5, "n_experimental": 20}
    means |= {"mean_comparator": 6.5, "sd_comparator": 2, "n_comparator": 21}
    stored = {"weight": 50, "estimate": 0.5, "ci_low": 0.3, "ci_high": 0.9}
    rows = (
        web.Row(study="Adams 2001", cells=events, subgroup="Women", stored=stored, footnote="Note"),
        web.Row(study="Brown 2002", cells=events, subgroup="Men"),
    )
    analyses = (
        web.Analysis(rows=rows, totals={"": {"estimate": 0.5, "tau2": 0.1}, "Women": {"estimate": 0.4}}),
        web.Analysis(
            number="1.2",
            name="Pain",
            kind="continuous",
            measure="Mean Difference",
            log_scale=False,
            rows=(web.Row(study="Adams 2001", cells=means),),
        ),
        web.Analysis(
            number="2.1",
            name="Relapse",
            kind="generic",
            measure="Hazard Ratio",
            rows=(web.Row(study="Brown 2002", cells={"estimate": -0.5, "se": 0.2}),),
        ),
    )
    package = web.Package(
        analyses=analyses,
        studies=(("Adams 2001", "2001"), ("Brown 2002", "2002")),
        excluded=(("Cole 1999", "No trial"),),
        domains=web.ROB2[:2],
        judgements={"Adams 2001": {web.ROB2[0]: ("Low", "Told")}},
        ris={"included": RIS},
    )
    return web.files(package)


RIS = (
    "TY  - JOUR\nAU  - Adams, B.\nAU  - Cole, D.\nTI  - A trial of µ\nJO  - Journal\nPY  - 2001/03//\nVL  - 1\nSP  - 1\n"
    "EP  - 9\nDO  - 10.1000/1\nN1  - A note\nC5  - Adams 2001\nER  - \n\nTY  - BOOK\nA1  - WHO\nT1  - A book\nY1  - 1999\n"
    "KW  - pain\nUR  - http://example.org/\nER  - \n"
)
BIBTEX = (
    '@string{j = "Journal"}\n@article{adams2001,\n  author = {Adams, B. and {World Health Organization}},\n'
    '  title = {A {T}rial of {\\"u}},\n  journal = j # " A",\n  year = 2001,\n  pages = {1--9},\n  doi = {10.1000/1}\n}\n'
    '@book{cole, editor = {Cole, D.}, title = "A book", year = {1999}, crossref = {adams2001}}\n@comment{x}\n'
)
NBIB = (
    "\nPMID- 12345678\nTI  - A trial of\n      something.\nFAU - Five, Ed\nAU  - Five E\nJT  - Journal of Trials\nTA  - J Trials\n"
    "DP  - 2005 Mar\nVI  - 5\nIP  - 2\nPG  - 50-5\nPT  - Journal Article\nLA  - eng\nAID - 10.1000/nbib [doi]\nAB  - Words.\n"
    "\nPMID- 23456789\nTI  - Another.\nCN  - The Group\nJT  - Journal of Trials\nDP  - 2007\n"
)
ENDNOTE = (
    '<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><rec-number>6</rec-number>'
    '<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style>Six, Fay</style></author>'
    "</authors></contributors><titles><title><style>A trial in </style><style face='italic'>XML</style></title>"
    "<secondary-title>J Trials</secondary-title></titles><pages>1-9</pages><volume>3</volume>"
    "<dates><year>2006</year></dates><label>six2006</label></record></records></xml>"
)
CSL = [
    {
        "id": "adams",
        "type": "article-journal",
        "title": "A trial",
        "author": [{"family": "Adams", "given": "B."}, {"literal": "WHO"}],
        "issued": {"date-parts": [[2001, 3]]},
        "container-title": "Journal",
        "DOI": "10.1000/1",
    },
    {"id": 2, "type": "book", "title": "A book", "editor": [{"family": "Cole"}], "issued": {"raw": "1999"}},
]
REVMAN_CSV = (
    "Comparison Number,Outcome Number,Subgroup Number,Name,Data Type,Statistical Method,Effect Measure,Analysis Model,"
    "Events 1,Mean 1,SD 1,Total 1,Events 2,Mean 2,SD 2,Total 2,Effect Estimate,SE,CI Start,CI End,Weight,Q,P(Q),I²(Q),"
    "Tau²,Z,P(Z),Qint,P(Qint),I²(Qint),df,Group Label 1,Group Label 2,Left Graph Label,Right Graph Label,Year of study,"
    "User defined order\n"
    f"1,0,0,Drug versus placebo{',' * 33}\n"
    "1,1,0,Death,DIC,MH,RR,Random,24,,,160,50,,,164,0.5,,0.3,0.9,100,1,0.3,0,0,2,0.04,0,0,0,1,Drug,Placebo,Good,Bad,,\n"
    f"1,1,1,Women,,,,,12,,,80,25,,,82,0.5,,0.3,0.9,50{',' * 16}\n"
    f"1,1,1,Adams,,,,,12,0,0,80,25,0,0,82,0.5,0.3,0.3,0.9,50{',' * 15}2001,1\n"
    f"1,1,2,Men{',' * 33}\n"
    f"1,1,2,Brown,,,,,12,0,0,80,25,0,0,82,0.5,0.3,0.3,0.9,50{',' * 15}2002,2\n"
    "1,2,0,Pain,CON,IV,MD,Fixed,,,,,,,,,-1.5,,-2,-1,100,,,,,,,,,,0,Drug,Placebo,,,,\n"
    f"1,2,0,Adams,,,,,0,5,1.5,20,0,6.5,2,21,-1.5,0.5,-2,-1,100{',' * 15}2001,1\n"
)
METAPSY = {
    "data.csv": "study;condition_arm1;condition_arm2;multi_arm1;multi_arm2;outcome_type;instrument;time;time_weeks;rating;"
    "mean_arm1;sd_arm1;n_arm1;mean_arm2;sd_arm2;n_arm2;event_arm1;totaln_arm1;event_arm2;totaln_arm2;.g;.g_se;year;rob\n"
    "Adams 2001;cbt;wl;NA;NA;msd;BDI;post;12;self;10,5;5;30;15;6;31;NA;NA;NA;NA;-0,8;0,26;2001;4\n"
    "Adams 2001;cbt;wl;NA;NA;response;BDI;post;12;self;NA;NA;NA;NA;NA;NA;15;30;5;31;0,9;0,3;2001;4\n"
    "Brown 2002;cbt;cau;group;NA;msd;HAM-D;FU;26;clinician;11;4,5;20;14;5;22;NA;NA;NA;NA;-0,6;0,31;2002;2\n",
    "metadata/authors.json": json.dumps([{"given": "Ann", "family": "Bee"}]),
    "metadata/references.json": json.dumps({"Adams 2001": "Adams B. A trial. Journal 2001;1:1-9."}),
    "metadata/search_flow.json": json.dumps({"identified": 100, "included": 2}),
    "metadata/variable_description.json": json.dumps({"rob": "Risk of bias, 0 to 4"}),
    "metadata/last_search.txt": "01-02-2023",
    "metadata/search_string.txt": "depress* AND trial",
    "readme.md": "# Trials of words\n",
}
PRISMA = (
    "data,node,box,description,boxtext,tooltips,url,n\n"
    "database_results,node8,box2,Records identified from databases,Databases,Databases,x.html,100\n"
    "register_results,NA,box2,Records identified from registers,Registers,NA,x.html,20\n"
    'duplicates,node9,box3,Duplicate records,Duplicates,Duplicates,x.html,"1,000"\n'
    "records_screened,node11,box4,Records screened,Screened,Screened,x.html,110\n"
    "records_excluded,node12,box5,Records excluded,Excluded,Excluded,x.html,90\n"
    'dbr_excluded,node17,box10,Reports excluded,Reports excluded,Reasons,x.html,"No trial, 5; Other, 3"\n'
    "new_studies,node18,box11,New studies included in review,New studies,New,x.html,12\n"
)
ROBVIS = (
    "Study,D1,D2,D3,D4,D5,Overall,Weight\nAdams 2001,Low,Some concerns,High,Low,Low,High,50\n"
    "Brown 2002,Low,Low,Low,No information,Low,Low,50\n"
)
WIDE = (
    "Study;Year;Events drug;Total drug;Events placebo;Total placebo;Dose\n"
    "Adams;2001;12;80;25;82;1,5\nBrown;2002;7;60;9;61;2,5\nTotal;;19;140;34;143;\n"
)
_PARTS = ("{}.1", "Note for {}.1", "{}.0 Assessor's Judgement")
_SIGNALLED = [part.format(domain) for domain in range(1, 6) for part in _PARTS]
ROB2_ROWS = [
    ["", "", "Domain 1"],
    ["Unique ID", "Study ID", "Outcome", *_SIGNALLED, "Assessor's overall Judgement"],
    ["1", "Adams 2001", "Death", *["Y", "Told", "Low"] * 5, "Low"],
    ["2", "Brown 2002", "Death", *["N", "", "Some concerns"] * 4, "N", "", "High", "High"],
]


DATA = {name: {"death": ((12, 80), (25, 82)), "pain": ((5, 1.5, 20), (6.5, 2, 21))} for name in ("Adams", "Brown")}
REVIEW = make_review(DATA)


def _json():
    values = {"format": "reportgen review", "version": 1, "review": plain_of(REVIEW)}
    return json.dumps(values, ensure_ascii=False, indent=1)


SEEDS = {
    "rm5": {"review.rm5": _rm5()},
    "revman-web": _web(),
    "revman-csv": {"export.csv": REVMAN_CSV},
    "metapsy": METAPSY,
    "prisma2020": {"PRISMA.csv": PRISMA},
    "robvis": {"robvis.csv": ROBVIS},
    "rob2-excel": {"ROB2_IRPG.xlsm": workbook({"Intro": sheet_xml([["x"]]), "Results": sheet_xml(ROB2_ROWS)})},
    "ris": {"included.ris": RIS},
    "bibtex": {"refs.bib": BIBTEX},
    "csl-json": {"refs.json": json.dumps(CSL, indent=1)},
    "nbib": {"pubmed.nbib": NBIB},
    "endnote-xml": {"endnote.xml": ENDNOTE},
    "json": {"review.json": _json()},
    "xlsx": workbook_files(analyse(REVIEW, Style())).files,
    "folder": write(REVIEW),
    "wide": {"table.csv": WIDE},
    "wide workbook": {"table.xlsx": workbook({"Data": sheet_xml([line.split(";") for line in WIDE.splitlines()])})},
    "wide old workbook": {
        "table.xls": xls(
            {
                "Data": b"".join(
                    label(row, column, text)
                    for row, line in enumerate(WIDE.splitlines())
                    for column, text in enumerate(line.split(";"))
                )
            }
        )
    },
}
"""The files of a source, name and content, by format (and what kind of file it is, where a format has several)."""


def seed(key):
    """Return the source under a key of `SEEDS`."""
    files = {name: text if isinstance(text, bytes) else text.encode() for name, text in SEEDS[key].items()}
    name = next(iter(files)) if len(files) == 1 else "folder"
    return Source(name=name, kind="file" if len(files) == 1 else "folder", files=files)
