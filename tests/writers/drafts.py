"""Manuscripts by chance, and later drafts of them: every kind of block, changed in every way."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from reportgen.document import (
    Block,
    CrossRef,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Reference,
    ReferenceList,
    Row,
    Strong,
    Superscript,
    Table,
)
from tests.writers.constructors import cell, figure, head, heading, inlines, paragraph, row

__all__ = ["later_draft", "random_draft", "without_exhibits"]

WORDS = (
    *("the", "trial", "infants", "risk", "of", "bias", "secure,", "attachment", "was", "higher", "low", "mothers;"),
    *("0.58", "(0.40", "to", "0.84)", "12", "98%", "P", "=", "0.03"),
)


def random_draft(chance: Random) -> list[Block]:
    """Return up to 14 blocks, perhaps none; headings do not stand last, for pandoc takes no words into a heading."""
    return _without_last_headings([_block(chance) for _ in range(chance.randrange(15))])


def later_draft(blocks: list[Block], chance: Random) -> list[Block]:
    """Return the blocks after a few edits: some changed, some gone, some new, two exchanged."""
    draft = list(blocks)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(draft) + 1)
        edit = chance.randrange(5)
        if edit == 0 or place == len(draft):
            draft.insert(place, _block(chance))
        elif edit == 1:
            del draft[place]
        elif edit == 2:
            other = chance.randrange(len(draft))
            draft[place], draft[other] = draft[other], draft[place]
        else:
            draft[place] = _changed(draft[place], chance)
    return _without_last_headings(draft)


def without_exhibits(draft: list[Block]) -> list[Block]:
    """Return the draft without figures, its tables bare, between two paragraphs that never change.

    What pandoc reads of changes has limits: it gives a caption to whatever picture or table it finds next, and takes no
    words into a heading.
    """
    bare = [replace(block, caption=(), label="", notes=()) if isinstance(block, Table) else block for block in draft]
    return [heading(1, "Start", "sec-start"), *(b for b in bare if not isinstance(b, Figure)), paragraph("The end.")]


def _without_last_headings(draft: list[Block]) -> list[Block]:
    while draft and isinstance(draft[-1], Heading):
        draft.pop()
    return draft


def _text(chance: Random, most: int = 30) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(1, most)))


def _inlines(chance: Random) -> tuple[Inline, ...]:
    makers = (
        lambda: Emphasis(inlines(_text(chance, 4))),
        lambda: Strong(inlines(_text(chance, 4))),
        lambda: Superscript(inlines("2")),
        lambda: Link(f"https://example.org/{chance.randrange(4)}", inlines(_text(chance, 3))),
        lambda: Link(f"#ref-{chance.choice('abc')}", inlines("Toth 2006")),
        lambda: CrossRef(target=f"tbl-{chance.choice('abc')}", shown=f"Table {chance.randrange(1, 4)}"),
        lambda: Footnote(children=inlines(_text(chance, 8)), mark=chance.choice(("", "†"))),
        LineBreak,
    )
    parts: list[str | Inline] = [_text(chance)]
    for _ in range(chance.randrange(4)):
        parts += [" ", chance.choice(makers)(), " ", _text(chance, 10)]
    return inlines(*parts)


def _paragraph(chance: Random) -> Paragraph:
    return Paragraph(children=_inlines(chance), role=chance.choice(("body", "body", "body", "abstract", "statement")))


def _row(chance: Random, columns: int) -> Row:
    if chance.random() < 0.15:
        return Row(cells=(cell(_text(chance, 4), scope="row", colspan=columns),), kind="group")
    texts = [_text(chance, 4) for _ in range(columns - 1)]
    name = f"Study {chance.randrange(12)}"
    return replace(row(name, *texts), kind=chance.choice(("body", "body", "total")))


def _notes(chance: Random) -> tuple[Note, ...]:
    return tuple(Note(mark=mark, children=_inlines(chance)) for mark in ("a", "")[: chance.randrange(3)])


def _table(chance: Random) -> Table:
    columns, key = chance.randrange(2, 5), chance.choice("abc")
    return Table(
        id=f"tbl-{key}",
        head=head("Study", *(f"Column {n}" for n in range(1, columns))),
        body=tuple(_row(chance, columns) for _ in range(chance.randrange(8))),
        caption=_inlines(chance) if chance.random() < 0.8 else (),
        label=chance.choice(("", "Table 1", "Table 2", "Table S1")),
        notes=_notes(chance),
        wide=chance.random() < 0.3,
        widths=(2.0, *(1.0,) * (columns - 1)),
    )


def _figure(chance: Random) -> Figure:
    made = figure(f"fig-{chance.choice('abc')}", chance.choice((30.0, 40.0)), 20.0, wide=chance.random() < 0.3)
    return replace(made, notes=_notes(chance), caption=_inlines(chance))


def _list(chance: Random) -> ListBlock:
    items = [(_paragraph(chance), *(_list(chance) for _ in range(chance.random() < 0.1))) for _ in range(3)]
    return ListBlock(items=tuple(items), ordered=chance.random() < 0.5)


def _references(chance: Random) -> ReferenceList:
    keys = chance.sample("abcdef", chance.randrange(1, 6))
    entries = [Reference(key=key, number=f"{n}.", children=_inlines(chance)) for n, key in enumerate(keys, 1)]
    return ReferenceList(entries=tuple(entries), mark_note=())


def _block(chance: Random) -> Block:
    makers = (
        lambda: heading(chance.randrange(1, 5), _text(chance, 5), f"sec-{chance.choice('abcdef')}"),
        lambda: _paragraph(chance),
        lambda: _paragraph(chance),
        lambda: paragraph("The same words more than once."),
        lambda: _table(chance),
        lambda: _figure(chance),
        lambda: _list(chance),
        lambda: _references(chance),
        lambda: Quote(children=(_paragraph(chance),)),
    )
    return chance.choice(makers)()


def _changed(block: Block, chance: Random) -> Block:
    """Return the block with one thing in it changed; another block in its place if nothing in it can be."""
    match block:
        case Paragraph():
            return replace(block, children=_edited(block.children, chance))
        case Table():
            return _changed_table(block, chance)
        case Figure():
            return replace(block, drawing=_figure(chance).drawing, wide=chance.random() < 0.3)
        case ReferenceList():
            entries = list(block.entries)
            place = chance.randrange(len(entries))
            entries[place] = replace(entries[place], children=_edited(entries[place].children, chance))
            return replace(block, entries=tuple(entries[chance.randrange(2) :]) or block.entries)
        case ListBlock():
            return replace(block, items=(*block.items, (_paragraph(chance),)))
        case _:
            return _block(chance)


def _edited(parts: tuple[Inline, ...], chance: Random) -> tuple[Inline, ...]:
    place = chance.randrange(len(parts) + 1)
    new = () if chance.random() < 0.3 else _inlines(chance)[:3]
    return (*parts[:place], *new, *parts[place + 1 :])


def _changed_table(block: Table, chance: Random) -> Table:
    rows, columns = list(block.body), len(block.head.cells)
    edit = chance.randrange(5)
    if edit == 0:
        rows.insert(chance.randrange(len(rows) + 1), _row(chance, columns))
    elif edit == 1 and rows:
        del rows[chance.randrange(len(rows))]
    elif edit == 2:
        return replace(block, wide=not block.wide)
    elif edit == 3:
        return replace(_table(chance), id=block.id)
    elif rows:
        place = chance.randrange(len(rows))
        cells = list(rows[place].cells)
        at = chance.randrange(len(cells))
        cells[at] = replace(cells[at], children=inlines(_text(chance, 5), NoteMark(mark="a")))
        rows[place] = replace(rows[place], cells=tuple(cells))
    return replace(block, body=tuple(rows))
