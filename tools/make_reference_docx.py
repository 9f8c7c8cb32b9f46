"""Writes templates/docx/reference.docx: the styles, numbering, heads and settings that every Word file starts from.

Run ``python -m tools.make_reference_docx`` in the project's folder after changing anything here or in
`reference_styles`. Sizes of type are half-points, other lengths twentieths of a point, as Word counts.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen.writers.docx.package import pack
from tools.reference_styles import OFFICE, SANS, SERIF, part, styles

TARGET = Path(__file__).resolve().parent.parent / "templates" / "docx" / "reference.docx"
# name of the part: its content type, after "application/vnd.openxmlformats-"
PARTS = {
    "word/document.xml": "officedocument.wordprocessingml.document.main+xml",
    "word/styles.xml": "officedocument.wordprocessingml.styles+xml",
    "word/settings.xml": "officedocument.wordprocessingml.settings+xml",
    "word/fontTable.xml": "officedocument.wordprocessingml.fontTable+xml",
    "word/numbering.xml": "officedocument.wordprocessingml.numbering+xml",
    "word/footnotes.xml": "officedocument.wordprocessingml.footnotes+xml",
    "word/header1.xml": "officedocument.wordprocessingml.header+xml",
    "word/header2.xml": "officedocument.wordprocessingml.header+xml",
    "word/footer1.xml": "officedocument.wordprocessingml.footer+xml",
    "docProps/core.xml": "package.core-properties+xml",
    "docProps/app.xml": "officedocument.extended-properties+xml",
}


def main(target: Path) -> None:
    """Write the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pack(parts()))


def parts() -> dict[str, bytes]:
    """Return the parts of the reference document by their names."""
    texts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("numbering", "numbering.xml"),
            ("header", "header1.xml"),
            ("header", "header2.xml"),
            ("footer", "footer1.xml"),
            ("footnotes", "footnotes.xml"),
        ),
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": fonts(),
        "word/numbering.xml": numbering(),
        "word/footnotes.xml": footnotes(),
        "word/header1.xml": part("hdr", paragraph("Header")),
        "word/header2.xml": part("hdr", paragraph("Footer")),
        "word/footer1.xml": part(
            "ftr", paragraph("Footer", run("Page "), field("PAGE"), run(" of "), field("NUMPAGES"))
        ),
        "docProps/core.xml": core_properties(),
        "docProps/app.xml": f'<Properties xmlns="{OFFICE}/officeDocument/2006/extended-properties">'
        "<Application>reportgen</Application></Properties>",
    }
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {name: (declaration + text).encode() for name, text in texts.items()}


def content_types() -> str:
    """Return the list of parts with their types."""
    types = f"{OFFICE}/package/2006/content-types"
    prefix = "application/vnd.openxmlformats-"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{prefix}{kind}"/>' for name, kind in PARTS.items())
    return (
        f'<Types xmlns="{types}"><Default Extension="rels" ContentType="{prefix}package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Return a part of relationships rId1, rId2, … to the targets, each given as (kind, path)."""
    rows = []
    for number, (kind, path) in enumerate(targets, 1):
        family = "package" if kind.startswith("metadata/") else "officeDocument"
        rows.append(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/{family}/2006/relationships/{kind}" Target="{path}"/>'
        )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{"".join(rows)}</Relationships>'


def document() -> str:
    """Return an empty body whose section names the heads and the foot (rId5: running, rId6: first page)."""
    return part(
        "document",
        '<w:body><w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:headerReference w:type="first" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        '<w:footerReference w:type="first" r:id="rId7"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body>',
    )


def paragraph(style: str, *runs: str) -> str:
    """Return a paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def run(text: str) -> str:
    """Return a run of plain text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str) -> str:
    """Return a field that shows 1 until it is worked out."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return marks[0] + code + marks[1] + run("1") + marks[2]


def settings() -> str:
    """Return the settings: the present mode of Word, the separators of footnotes, decimal point."""
    compatibility = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
        "differentiateMultirowTableHeaders": "1",
    }
    rows = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in compatibility.items()
    )
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="454"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat>{rows}</w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def fonts() -> str:
    """Return the fonts with the ones that may stand in for them."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="00"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, others, family in (
            (SERIF, "Source Serif Pro,Source Serif,Cambria,Liberation Serif,Times New Roman", "roman"),
            (SANS, "Source Sans Pro,Source Sans,Calibri,Liberation Sans,Arial", "swiss"),
        )
    )
    return part("fonts", rows)


def numbering() -> str:
    """Return the bulleted list (1) and the model of numbered ones (2), nine levels each."""
    bullets = "".join(level(depth, "bullet", "•–"[depth % 2]) for depth in range(9))
    kinds = ("decimal", "lowerLetter", "lowerRoman")
    counted = "".join(level(depth, kinds[depth % 3], f"%{depth + 1}.") for depth in range(9))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{rows}</w:abstractNum>'
        for number, rows in ((1, bullets), (2, counted))
    )
    return part("numbering", lists + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')


def level(depth: int, kind: str, text: str) -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{397 * (depth + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def footnotes() -> str:
    """Return the footnotes that are none: the lines between text and notes."""
    kinds = ((-1, "separator"), (0, "continuationSeparator"))
    plain = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    return part(
        "footnotes",
        "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{plain}<w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in kinds
        ),
    )


def core_properties() -> str:
    """Return empty properties; the writer fills them in."""
    return (
        f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
