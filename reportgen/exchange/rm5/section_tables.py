"""Tables that authors made themselves: summaries of findings, additional tables, and data of no other kind."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose import blocks_of, inline_of, plain_of, table_of
from reportgen.exchange.rm5.prose_inline import escaped
from reportgen.exchange.rm5.prose_pieces import tag_of
from reportgen.exchange.rm5.prose_tables import pipe_table
from reportgen.foreign.xml import Element

__all__ = ["findings_tables", "other_outcomes", "other_tables", "titled_tables"]

_KINDS = {
    "SOF_TABLE": ("Summary of findings", "tbl-findings"),
    "ADDITIONAL_TABLE": ("Additional table", "tbl-additional"),
}
_DATA = "OTHER_DATA"
_LONGEST_TITLE = 200


def titled_tables(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield the tables of the authors with what they are called ("Summary of findings 1") and the id they get."""
    for path, kind in (
        ("SOF_TABLES/SOF_TABLE", "SOF_TABLE"),
        ("ADDITIONAL_TABLES/ADDITIONAL_TABLE", "ADDITIONAL_TABLE"),
    ):
        title, id_ = _KINDS[kind]
        for number, element in enumerate(root.findall(path), 1):
            yield element, f"{title} {element.get('NO', '').strip() or number}", f"{id_}-{number}"


def findings_tables(root: Element, citations: Citations) -> list[str]:
    """Return the summaries of findings as blocks of Markdown, each with caption and id and its footnotes below."""
    return [text for parts in titled_tables(root) if _is_summary(parts[0]) for text in _titled(*parts, citations)]


def _is_summary(element: Element) -> bool:
    return tag_of(element) == "SOF_TABLE"


def other_tables(root: Element, citations: Citations) -> list[str]:
    """Return the other tables of the authors in the same form."""
    found = [text for parts in titled_tables(root) if not _is_summary(parts[0]) for text in _titled(*parts, citations)]
    for outcome in other_outcomes(root):
        found += _other(outcome, citations)
    return found


def other_outcomes(root: Element) -> tuple[Element, ...]:
    """Return the outcomes whose data are texts, of which a table is all that can be made."""
    return tuple(root.iter("OTHER_OUTCOME"))


def _titled(element: Element, name: str, id_: str, citations: Citations) -> Iterator[str]:
    title = " ".join(plain_of(element.find("TITLE")).split()) if element.find("TITLE") is not None else ""
    said = title.lower() != name.rpartition(" ")[0].lower() and bool(title)
    for part in element:
        if tag_of(part) == "TABLE":
            above = "" if said else _title_above(part)
            caption = f"{name}. {title if said else above}".strip() if id_ else ""
            if blocks := table_of(part, citations, caption=caption, id_=id_):
                id_ = ""  # a second table under the same title
                yield from blocks[1:] if above and blocks[0].strip("* ") == escaped(above) else blocks
        elif tag_of(part) not in {"", "TITLE"}:
            yield from blocks_of(part, citations, level=5)


def _title_above(table: Element) -> str:
    """Return the text of a first row that is one line over all columns: what the table is called."""
    row = next(table.iter("TR"), None)
    cells = [] if row is None else [cell for cell in row if tag_of(cell)]
    if len(cells) != 1 or cells[0].get("COLSPAN", "1") == "1":
        return ""
    text = plain_of(cells[0]).strip()
    return "" if "\n" in text or len(text) > _LONGEST_TITLE else " ".join(text.split())


def _other(outcome: Element, citations: Citations) -> list[str]:
    """Return the table of an outcome whose data are texts; a subgroup is a row with its name."""
    rows: list[list[str]] = []
    for element in outcome.iter():
        tag = tag_of(element)
        if tag == _DATA:
            rows.append([_name(element, citations), *(_text(cell) for cell in element)])
        elif tag == "OTHER_SUBGROUP" and (name := element.find("NAME")) is not None:
            rows.append([f"**{text}**" if (text := inline_of(name, citations)) else ""])
    name = outcome.find("NAME")
    title = "" if name is None else " ".join(plain_of(name).split())
    heads = ["Study", *(f"Data {i}" if i > 1 else "Data" for i in range(1, max(map(len, rows), default=1)))]
    number = outcome.get("ID", "").removeprefix("CMP-").lstrip("0").replace(".0", ".")
    caption = f"Analysis {number}. {title}".strip() if number else title
    return [pipe_table([heads, *rows]), f": {escaped(caption)}"] if rows and caption else []


def _name(element: Element, citations: Citations) -> str:
    id_ = element.get("STUDY_ID", "")
    return escaped(citations.name_of(id_) or id_)


def _text(cell: Element) -> str:
    return "<br>".join(filter(None, (escaped(line) for line in plain_of(cell).split("\n")))) if tag_of(cell) else ""
