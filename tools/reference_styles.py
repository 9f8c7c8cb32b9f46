"""The styles of the reference document: one row a style, in words that become properties in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["OFFICE", "SANS", "SERIF", "part", "styles"]

OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{OFFICE}/{path}"'
    for prefix, path in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
    }.items()
)
SERIF = "Source Serif 4"
SANS = "Source Sans 3"
INK = "1F1F1F"
LINK = "1F4E79"
GREY = "595959"

# style id, name, style it is based on, style that follows, paragraph properties, run properties
PARAGRAPHS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("Title", "Title", "Normal", "Subtitle", "keep,before=0,after=160,line=252,left-aligned", "sans,b,sz=40"),
    ("Subtitle", "Subtitle", "Normal", "Author", "keep,before=0,after=240", f"sans,sz=26,color={GREY}"),
    ("Author", "Author", "Normal", "Affiliation", "before=0,after=120", "sz=24"),
    ("Affiliation", "Affiliation", "Normal", "Affiliation", "before=0,after=60", f"sz=19,color={GREY}"),
    ("Notice", "Notice", "Normal", "BodyText", "boxed,before=240,after=240,indent=170", "sans,sz=19"),
    ("Abstract", "Abstract", "Normal", "Abstract", "before=0,after=100", "sz=21"),
    ("Keywords", "Keywords", "Normal", "BodyText", "before=60,after=200", "sz=21"),
    ("BodyText", "Body Text", "Normal", "BodyText", "before=0,after=140", ""),
    ("Statement", "Statement", "BodyText", "Statement", "", ""),
    ("Heading1", "heading 1", "Normal", "BodyText", "keep,before=400,after=120,level=0", "sans,b,sz=31"),
    ("Heading2", "heading 2", "Normal", "BodyText", "keep,before=300,after=100,level=1", "sans,b,sz=26"),
    ("Heading3", "heading 3", "Normal", "BodyText", "keep,before=240,after=80,level=2", "sans,b,sz=23"),
    ("Heading4", "heading 4", "Normal", "BodyText", "keep,before=200,after=60,level=3", "sans,i,sz=23"),
    ("Caption", "caption", "Normal", "BodyText", "lines,before=160,after=100,line=252", "sans,sz=19"),
    ("Figure", "Figure", "Normal", "Caption", "keep,before=280,after=0,line=240", ""),
    ("TableText", "Table Text", "Normal", "TableText", "before=40,after=40,line=240", "sans,sz=17"),
    ("TableNote", "Table Note", "Normal", "BodyText", "before=60,after=0,line=240", "sans,sz=17"),
    ("TableEnd", "Table End", "Normal", "BodyText", "exactly=200,before=0,after=0", "sz=8"),
    ("ListBullet", "List Bullet", "BodyText", "ListBullet", "before=0,after=140,near", ""),
    ("ListNumber", "List Number", "BodyText", "ListNumber", "before=0,after=140,near", ""),
    ("ListContinue", "List Continue", "BodyText", "ListContinue", "before=0,after=140,near", ""),
    ("Quote", "Quote", "BodyText", "BodyText", "both=567", "sz=21"),
    ("Bibliography", "Bibliography", "Normal", "Bibliography", "lines,hanging=454,before=0,after=80", "sz=20"),
    ("FootnoteText", "footnote text", "Normal", "FootnoteText", "before=0,after=40,line=240", "sz=18"),
    ("Header", "header", "Normal", "Header", "ruled,before=0,after=0,line=240", f"sans,sz=16,color={GREY}"),
    ("Footer", "footer", "Normal", "Footer", "centred,before=0,after=0,line=240", f"sans,sz=16,color={GREY}"),
)

CHARACTERS: tuple[tuple[str, str, str], ...] = (
    ("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
    ("Hyperlink", "Hyperlink", f'<w:color w:val="{LINK}"/><w:u w:val="single"/>'),
)


def part(root: str, content: str) -> str:
    """Return a WordprocessingML part with the namespaces that we use."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def font(name: str) -> str:
    """Return the same font for every script, so that no machine puts its own beside ours."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def styles() -> str:
    """Return the styles: defaults, paragraphs, characters, lists and the table of a journal."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font(SERIF)}<w:color w:val="{INK}"/><w:sz w:val="22"/>'
        '<w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    return part(
        "styles",
        defaults
        + fixed
        + "".join(paragraph_style(*row) for row in PARAGRAPHS)
        + "".join(character_style(*row) for row in CHARACTERS)
        + table_styles(),
    )


def paragraph_style(key: str, name: str, base: str, following: str, layout: str, letters: str) -> str:
    """Return a paragraph style from its row in PARAGRAPHS."""
    shape = paragraph_properties(layout.split(",")) if layout else ""
    face = run_properties(letters.split(",")) if letters else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        f'<w:next w:val="{following}"/><w:qFormat/>{shape}{face}</w:style>'
    )


def paragraph_properties(words: Iterable[str]) -> str:
    """Return paragraph properties, in the order that the schema demands."""
    said = dict(word.partition("=")[::2] for word in words)
    texts = []
    if "keep" in said:
        texts.append("<w:keepNext/>")
    if said.keys() & {"keep", "lines"}:
        texts.append("<w:keepLines/>")
    if "boxed" in said:
        texts.append(borders(left=f'w:sz="24" w:space="8" w:color="{LINK}"'))
        texts.append('<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/>')
    if "ruled" in said:
        texts.append(borders(bottom='w:sz="4" w:space="4" w:color="BFBFBF"'))
    texts += [spacing(said), indentation(said)]
    if "near" in said:
        texts.append("<w:contextualSpacing/>")
    if "centred" in said:
        texts.append('<w:jc w:val="center"/>')
    if "level" in said:
        texts.append(f'<w:outlineLvl w:val="{said["level"]}"/>')
    return f"<w:pPr>{''.join(texts)}</w:pPr>"


def borders(**sides: str) -> str:
    """Return the lines beside a paragraph."""
    lines = "".join(f'<w:{side} w:val="single" {look}/>' for side, look in sides.items())
    return f"<w:pBdr>{lines}</w:pBdr>"


def spacing(said: dict[str, str]) -> str:
    """Return the space above, below and between lines."""
    names = {key: said[key] for key in ("before", "after", "line") if key in said}
    if "exactly" in said:
        names |= {"line": said["exactly"], "lineRule": "exact"}
    elif "line" in said:
        names["lineRule"] = "auto"
    attributes = " ".join(f'w:{key}="{value}"' for key, value in names.items())
    return f"<w:spacing {attributes}/>" if attributes else ""


def indentation(said: dict[str, str]) -> str:
    """Return the indentation."""
    if "hanging" in said:
        return f'<w:ind w:left="{said["hanging"]}" w:hanging="{said["hanging"]}"/>'
    if "both" in said:
        return f'<w:ind w:left="{said["both"]}" w:right="{said["both"]}"/>'
    return f'<w:ind w:left="{said["indent"]}"/>' if "indent" in said else ""


def run_properties(words: Iterable[str]) -> str:
    """Return run properties, in the order that the schema demands."""
    said = dict(word.partition("=")[::2] for word in words)
    texts = [font(SANS)] if "sans" in said else []
    texts += [f"<w:{key}/><w:{key}Cs/>" for key in ("b", "i") if key in said]
    if "color" in said:
        texts.append(f'<w:color w:val="{said["color"]}"/>')
    if "sz" in said:
        texts.append(f'<w:sz w:val="{said["sz"]}"/><w:szCs w:val="{said["sz"]}"/>')
    return f"<w:rPr>{''.join(texts)}</w:rPr>"


def character_style(key: str, name: str, look: str) -> str:
    """Return a character style."""
    return (
        f'<w:style w:type="character" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def table_styles() -> str:
    """Return the plain table and the journal's: rules above and below the head and at the end, no others."""
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 70), ("bottom", 0), ("right", 70))
    )
    thick, thin = (f'w:val="single" w:sz="{size}" w:space="0" w:color="{INK}"' for size in (8, 4))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="JournalTable"><w:name w:val="Journal Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {thick}/><w:bottom {thick}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders><w:bottom {thin}/>'
        "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )
