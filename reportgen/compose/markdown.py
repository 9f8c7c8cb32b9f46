"""Markdown with marks becomes blocks of the tree; whatever the tree does not know is an issue with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast, get_args
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from reportgen.compose.grammar import ADDRESS, DEEPEST, HEADING_ID, LOST_NOTE, ROLE, is_comment, parser, refusal, tidied
from reportgen.compose.markdown_tables import captioned, is_break, lost_caption, read_table
from reportgen.compose.marks import Marks, without_marks
from reportgen.compose.references import MixedReferenceError, references
from reportgen.document import (
    Block,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Text,
    plain_text,
)
from reportgen.document.blocks import ParagraphRole
from reportgen.errors import Issue, Origin, did_you_mean

__all__ = ["parse_markdown"]

_ROLES: tuple[str, ...] = get_args(ParagraphRole)


def parse_markdown(text: str, origins: Sequence[Origin], marks: Marks) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """Return the blocks of a rendered section and what is wrong with it.

    `origins` gives the template line behind each line of `text`. Headings without an id of their own have none yet.
    """
    tree = SyntaxTreeNode(parser().parse(text, {}))
    reader = _Reader(origins, marks, text.split("\n"))
    reader.collect_footnotes(tree)
    return tuple(reader.blocks(tree.children)), tuple(reader.issues)


@dataclass(frozen=True, slots=True)
class _BlockMark:
    """A block that a template printed inside a paragraph's text."""

    block: Block


_Part: TypeAlias = Inline | _BlockMark


class _Reader:
    """Turns one syntax tree into blocks, gathering issues; `line` is where it is in the rendered text."""

    def __init__(self, origins: Sequence[Origin], marks: Marks, lines: Sequence[str]) -> None:
        self.origins, self.marks, self.lines = origins or (Origin("section", 1),), marks, lines
        self.issues: list[Issue] = []
        self.footnotes: dict[int, tuple[Inline, ...]] = {}
        self.line = self.depth = 0
        self.in_note = self.in_cell = False

    @property
    def place(self) -> Origin:
        """Return the template line that is being read."""
        return self.origins[min(self.line, len(self.origins) - 1)]

    def collect_footnotes(self, tree: SyntaxTreeNode) -> None:
        """Read the texts of all footnotes, so that their marks can be given them."""
        self.in_note = True
        for node in tree.walk():
            if node.type == "footnote":
                self.footnotes[node.meta["id"]] = tuple(self.footnote(node))
        self.in_note = False

    def footnote(self, node: SyntaxTreeNode) -> list[Inline]:
        """Return the text of a footnote; its paragraphs become one."""
        found: list[Inline] = []
        for child in node.children:
            self.go_to(child)
            if child.type == "paragraph":
                found += [Text(" ")] if found else []
                found += self.inlines(child.children[0].children)
            elif child.type != "footnote_anchor":
                self.refuse(f"a {child.type.replace('_', ' ')} in a footnote", "a footnote holds text only")
        return tidied(found)

    def go_to(self, node: SyntaxTreeNode) -> None:
        """Move to the line a node starts at, where it has one."""
        if node.map:
            self.line = node.map[0]

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        """Return what several nodes mean, in order."""
        found: list[Block] = []
        for node in nodes:
            self.go_to(node)
            if found and (table := captioned(found[-1], node, self)):
                found[-1] = table
            else:
                found += self.block(node)
        return found

    def inside(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Return the blocks of a list item or quotation."""
        self.depth += 1
        found = tuple(self.blocks(nodes))
        self.depth -= 1
        return found

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        """Return the blocks that one node means; nothing for what is refused."""
        match node.type:
            case "paragraph":
                if lost_caption(node):
                    self.refuse("a caption without its table", "it stands below a table, with a blank line between")
                return self.paragraph(node.children[0].children)
            case "table":
                return [read_table(node, self)]
            case "heading":
                return self.heading(int(node.tag[1]), node.children[0].children)
            case "bullet_list" | "ordered_list":
                items = tuple(self.inside(item.children) for item in node.children)
                return [ListBlock(items=items, ordered=node.type == "ordered_list")]
            case "blockquote":
                return [Quote(children=self.inside(node.children))]
            case "footnote_block":
                pass
            case "html_block" if is_comment(node.content):
                pass
            case other:
                self.refuse(*refusal(other))
        return []

    def paragraph(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        """Return a paragraph, or the blocks that were marked in it (a figure, a table)."""
        role = self.role(nodes)
        found: list[Block] = []
        run: list[Inline] = []
        for part in self.parts(nodes):
            if isinstance(part, _BlockMark):
                found += _paragraph(run, role)
                found.append(part.block)
                run = []
            else:
                run.append(part)
        return found + _paragraph(run, role)

    def role(self, nodes: Sequence[SyntaxTreeNode]) -> ParagraphRole:
        """Return the role that stands at the start of a paragraph, and take it out of the text."""
        first = nodes[0] if nodes else None
        found = ROLE.match(first.content) if first and first.type == "text" else None
        if not first or not found:
            return "body"
        if found[1] not in _ROLES:
            self.refuse(f"the role {found.group().strip()}", did_you_mean(found[1], _ROLES))
        _set_content(first, first.content[found.end() :])
        return cast("ParagraphRole", found[1])

    def heading(self, level: int, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        """Return a heading with the id that stands behind its words, if any."""
        if self.depth:
            self.refuse("a heading in a list or quotation", "headings stand on lines of their own")
        if level > DEEPEST:
            self.refuse(f"a heading of level {level}", f"headings go down to level {DEEPEST}")
        last = nodes[-1] if nodes else None
        found = HEADING_ID.search(last.content) if last and last.type == "text" else None
        if last and found:
            _set_content(last, last.content[: found.start()])
        children = tuple(tidied(self.inlines(nodes)))
        if not children:
            self.refuse("a heading without words", "give it words, or take it out")
        return [Heading(level=min(level, DEEPEST), children=children, id=found[1] if found else "")]

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
        """Return inlines where no figure or table can stand (headings, emphasis, links, notes)."""
        found: list[Inline] = []
        for part in self.parts(nodes):
            if isinstance(part, _BlockMark):
                self.refuse("a figure or table inside a line", "print it on a line of its own")
            else:
                found.append(part)
        return found

    def parts(self, nodes: Sequence[SyntaxTreeNode]) -> list[_Part]:
        """Return the inlines of several nodes, texts side by side joined, and the blocks among them."""
        found: list[_Part] = []
        for node in nodes:
            for part in self.inline(node):
                last = found[-1] if found else None
                if isinstance(part, Text) and isinstance(last, Text):
                    found[-1] = Text(last.text + part.text)
                else:
                    found.append(part)
        return found

    def inline(self, node: SyntaxTreeNode) -> Sequence[_Part]:
        """Return what one node of running text means."""
        match node.type:
            case "text":
                return self.text(node.content)
            case "code_inline" | "text_special":
                return self.unmarked(node.content)
            case "softbreak" | "hardbreak":
                self.line += 1
                return [Text(" ") if node.type == "softbreak" else LineBreak()]
            case "em":
                return [Emphasis(tuple(self.inlines(node.children)))]
            case "strong":
                return [Strong(tuple(self.inlines(node.children)))]
            case "link":
                return self.link(str(node.attrs.get("href", "")), node.children)
            case "reference":
                return self.reference(node.content)
            case "footnote_ref":
                return self.footnote_mark(node.meta["id"])
            case "html_inline":
                return self.html(node.content)
            case other:
                self.refuse(*refusal(other))
                return []

    def html(self, text: str) -> Sequence[_Part]:
        """Return a line break of a cell; nothing for comments, and for what is refused."""
        if self.in_cell and is_break(text):
            return [LineBreak()]
        if not is_comment(text):
            self.refuse(*refusal("html_inline"))
        return []

    def text(self, text: str) -> list[_Part]:
        """Return plain text with its marks resolved; a footnote mark left in it has lost its note."""
        if lost := LOST_NOTE.search(text):
            self.refuse(f"the footnote mark {lost.group()[:40]} without its text", "write [^1]: and the text below")
        return self.unmarked(text)

    def link(self, href: str, nodes: Sequence[SyntaxTreeNode]) -> list[_Part]:
        """Return a link; addresses that are no web, mail or inner address are refused."""
        address = unquote(href)
        if address != without_marks(address):
            self.refuse("a value inside the address of a link", "write the address itself")
        elif not ADDRESS.match(href):
            self.refuse(f"the address {href[:80]!r}", "addresses start with https:, mailto: or #")
        return [Link(href, tuple(self.inlines(nodes)))]

    def reference(self, text: str) -> Sequence[_Part]:
        """Return the citation or cross-references in one pair of brackets, or behind one @."""
        place = self.place
        self.line += text.count("\n")
        try:
            return references(text, place, lambda words: plain_text(self.only_inlines(words)))
        except MixedReferenceError:
            self.refuse("citations and cross-references in one pair of brackets", "give each a pair of its own")
            return []

    def footnote_mark(self, id_: int) -> Sequence[_Part]:
        """Return the footnote at its mark."""
        if self.in_note:
            self.refuse("a footnote in a footnote", "put it into the text of the first one")
        return [Footnote(children=self.footnotes.get(id_, ()))]

    def only_inlines(self, text: str) -> list[Inline]:
        """Return the inlines behind the marks in a text."""
        return [part for part in self.unmarked(text) if not isinstance(part, _BlockMark)]

    def unmarked(self, text: str) -> list[_Part]:
        """Return text with the nodes behind its marks put back."""
        found: list[_Part] = []
        start = 0
        for i, character in enumerate(text):
            marked = self.marks.node(character)
            if marked is None:
                continue
            if i > start:
                found.append(Text(text[start:i]))
            found += marked if isinstance(marked, tuple) else [_BlockMark(marked)]
            start = i + 1
        return [*found, Text(text[start:])] if start < len(text) else found

    def refuse(self, what: str, hint: str) -> None:
        """Gather an issue at the line that is being read."""
        self.issues.append(Issue("markdown-is-plain", self.place, f"found {what}, expected plain Markdown", hint))


def _paragraph(inlines: list[Inline], role: ParagraphRole) -> list[Block]:
    children = tidied(inlines)
    return [Paragraph(children=tuple(children), role=role)] if children else []


def _set_content(node: SyntaxTreeNode, content: str) -> None:
    if node.token is not None:
        node.token.content = content
