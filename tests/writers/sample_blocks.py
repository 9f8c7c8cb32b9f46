"""The parts of the sample manuscript, section by section."""

from __future__ import annotations

from reportgen.document import (
    Block,
    Citation,
    CitedWork,
    CrossRef,
    Datum,
    Emphasis,
    Footnote,
    LineBreak,
    Link,
    ListBlock,
    Note,
    NoteMark,
    Quote,
    Reference,
    ReferenceList,
    Row,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from reportgen.errors import Origin
from tests.writers.constructors import (
    cell,
    figure,
    heading,
    inlines,
    number,
    paragraph,
    row,
    table,
)

__all__ = ["end_matter", "introduction", "methods", "results", "title_page", "wide_exhibits"]


def title_page() -> tuple[Block, ...]:
    return (
        heading(0, "Parent-infant psychotherapy in small: a sample review", "title"),
        paragraph("A systematic review and meta-analysis", role="subtitle"),
        paragraph(
            "Ada Example", Superscript(inlines("1,2")), " and Ben Łukasz", Superscript(inlines("1")), role="authors"
        ),
        paragraph(Superscript(inlines("1")), " University of Examples, Exampletown", role="affiliation"),
        paragraph("Worked example built from published facts; not the article.", role="notice"),
        heading(1, "Abstract", "sec-abstract"),
        paragraph(
            Strong(inlines("Background.")), " Does it help? ", Strong(inlines("Results.")), " Perhaps.", role="abstract"
        ),
        paragraph(Strong(inlines("Keywords:")), " attachment; infants", role="keywords"),
    )


def introduction() -> tuple[Block, ...]:
    return (
        heading(1, "Introduction", "sec-introduction", "1"),
        paragraph(
            "Attachment matters ",
            Citation(
                works=(CitedWork(key="toth2006", prefix="see"), CitedWork(key="cooper2003")),
                shown=inlines(
                    "(see ",
                    Link("#ref-toth2006", inlines("Toth 2006")),
                    "; ",
                    Link("#ref-cooper2003", inlines("Cooper & Smith 2003")),
                    ")",
                ),
            ),
            "; τ² is written ",
            Emphasis(inlines("τ")),
            Superscript(inlines("2")),
            " and a part H",
            Subscript(inlines("2")),
            "O.",
            Footnote(children=inlines("A first note with ", Emphasis(inlines("emphasis")), "."), mark="1"),
        ),
        paragraph(
            "First line",
            LineBreak(),
            "second line, ",
            Strong(inlines("bold ", Emphasis(inlines("and italic")))),
            ", see ",
            Link("https://example.org/a?b=1&c=2", inlines("the register")),
            ".",
        ),
    )


def methods() -> tuple[Block, ...]:
    return (
        heading(1, "Methods", "sec-methods", "2"),
        heading(2, "Electronic searches", "sec-searches", "2.1"),
        heading(3, "Databases", "sec-databases", "2.1.1"),
        heading(4, "Dates of the searches", "sec-dates", "2.1.1.1"),
        paragraph("We searched:"),
        ListBlock(
            items=(
                (
                    paragraph("MEDLINE"),
                    paragraph("with two filters:"),
                    ListBlock(items=((paragraph("trials"),),), ordered=True),
                ),
                (paragraph("Embase"),),
            )
        ),
        ListBlock(items=((paragraph("Screen titles"),), (paragraph("Screen full texts"),)), ordered=True),
        ListBlock(items=((paragraph("Count again from one"),),), ordered=True),
        Quote(children=(paragraph("An infant can never be met alone."), paragraph("So it was said."))),
    )


def results() -> tuple[Block, ...]:
    return (
        heading(1, "Results", "sec-results", "3"),
        paragraph(
            "The risk ratio was ",
            number("0.71", 0.7102, key="n1"),
            " (95% CI ",
            number("0.56", 0.5561, "ci_low", key="n2"),
            " to ",
            number("0.90", 0.9012, "ci_high", 3, key="n3"),
            "); ages were ",
            Datum(
                text="10–30 months", subject="study/Toth 2006", inputs=(Origin("studies.csv", 2, 4, "age"),), id="n4"
            ),
            "; see ",
            CrossRef(target="fig-forest", shown="Figure 2"),
            ", ",
            CrossRef(target="tbl-characteristics", shown="Table 1"),
            " and ",
            CrossRef(target="sec-methods", shown="Methods"),
            ".",
            Footnote(children=inlines("A second note."), mark="2"),
        ),
        _characteristics(),
        figure(
            "fig-flow",
            100.0,
            60.0,
            label="Figure 1",
            caption=inlines("Flow of records"),
            notes=(Note(mark="", children=inlines("The 2009 layout.")),),
        ),
        paragraph("Text between the exhibits."),
    )


def _characteristics() -> Table:
    return table(
        (
            Row(cells=(cell("Trials of mothers", scope="row", colspan=3),), kind="group"),
            row("Toth 2006", number("12", 12, "events", key="n5"), number("54", 54, "n", key="n6")),
            Row(
                cells=(
                    cell("Cooper 2003", NoteMark(mark="a"), scope="row"),
                    cell(number("7", 7, "events", key="n7"), align="right"),
                    cell("not reported", align="centre"),
                )
            ),
            row("Total", number("19", 19, "events", key="n8"), "−", kind="total"),
        ),
        key="tbl-characteristics",
        caption=inlines("Characteristics of the ", Emphasis(inlines("included")), " studies"),
        notes=(
            Note(mark="a", children=inlines("Two arms combined.")),
            Note(mark="", children=inlines("n = number of participants.")),
        ),
        alt="Two trials with events and numbers of participants.",
        label="Table 1",
    )


def wide_exhibits() -> tuple[Block, ...]:
    columns = ("Outcome", "Studies", "Participants", "Effect", "Lower", "Upper", "P", "I²")
    return (
        table(
            (row("Secure attachment", "2", "98", "0.71", "0.56", "0.90", "0.005", "0%"),),
            columns,
            "tbl-results",
            caption=inlines("All pooled results"),
            label="Table 2",
            wide=True,
            alt="One outcome with its pooled risk ratio.",
        ),
        table(
            (row("Toth 2006", "low", "unclear", "high"),),
            ("Study", "Sequence", "Concealment", "Blinding"),
            "tbl-bias",
            caption=inlines("Risk of bias"),
            label="Table 3",
            wide=True,
        ),
        figure("fig-forest", 240.0, 90.0, label="Figure 2", caption=inlines("Forest plot of security"), wide=True),
    )


def end_matter() -> tuple[Block, ...]:
    return (
        heading(1, "Declarations", "sec-declarations"),
        paragraph(Strong(inlines("Funding:")), " not stated in our sources.", role="statement"),
        heading(1, "References", "sec-references"),
        ReferenceList(
            entries=(
                Reference(
                    key="cooper2003",
                    mark="*",
                    number="1.",
                    children=inlines("Cooper P, Smith A. Trial. ", Emphasis(inlines("Journal")), ". 2003;1:1–9."),
                ),
                Reference(
                    key="toth2006",
                    number="2.",
                    children=inlines("Toth S. Trial. ", Link("https://doi.org/10.1/x", inlines("doi:10.1/x"))),
                ),
            ),
            mark_note=inlines("* included in the review"),
        ),
    )
