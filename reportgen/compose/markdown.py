"""Markdown with marks becomes blocks of the tree; whatever the tree does not know is an issue with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from reportgen.compose.marks import Marks
from reportgen.compose.references import citation_of, cross_ref_of, reference_rule
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
)
from reportgen.errors import Issue, Origin

__all__ = ["parse_markdown"]

_HEADING_ID = re.compile(r"\s*\{#([A-Za-z][\w-]*)\}\s*$")
_ROLE = re.compile(r"^\{\.([a-z-]+)\}\s*")
_ROLES = ("subtitle", "authors", "affiliation", "notice", "abstract", "keywords", "statement")
_PLAIN = {"hr"}


@cache
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.use(footnote_plugin)
    markdown.disable(["code", "image", "autolink"])
    reference_rule(markdown)
    return markdown


def parse_markdown(text: str, origins: Sequence[Origin], marks: Marks) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """Return the blocks of a rendered section and what is wrong with it.

    `origins` gives the template line behind each line of `text`.
    """
    env: dict[str, object] = {}
    tree = SyntaxTreeNode(_parser().parse(text, env))
    reader = _Reader(origins, marks)
    reader.collect_footnotes(tree)
    return tuple(reader.blocks(tree.children)), tuple(reader.issues)


@dataclass(frozen=True, slots=True)
class _BlockMark:
    """A block that a template printed inside a paragraph's text."""

    block: Block


_Part: TypeAlias = Inline | _BlockMark


class _Reader:
    """Turns one syntax tree into blocks, gathering issues."""

    def __init__(self, origins: Sequence[Origin], marks: Marks) -> None:
        self.origins, self.marks = origins, marks
        self.issues: list[Issue] = []
        self.footnotes: dict[int, tuple[Inline, ...]] = {}
        self.place = origins[0] if origins else Origin("section", 1)

    def collect_footnotes(self, tree: SyntaxTreeNode) -> None:
        for node in tree.walk():
            if node.type == "footnote":
                inlines: list[Inline] = []
                for child in node.children:
                    if child.type == "paragraph":
                        inlines += self.inlines(child.children[0].children)
                self.footnotes[node.meta["id"]] = tuple(inlines)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        found: list[Block] = []
        for node in nodes:
            if node.map:
                self.place = self.origins[min(node.map[0], len(self.origins) - 1)]
            found += self.block(node)
        return found

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        match node.type:
            case "paragraph":
                return self.paragraph(self.parts(node.children[0].children))
            case "heading":
                return [self.heading(int(node.tag[1]), self.inlines(node.children[0].children))]
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                return [ListBlock(items=items, ordered=node.type == "ordered_list")]
            case "blockquote":
                return [Quote(children=tuple(self.blocks(node.children)))]
            case "footnote_block":
                return []
            case "html_block":
                self.refuse("raw HTML", "write Markdown: **bold**, *italic*, lists and headings")
            case _ if node.type not in _PLAIN:
                self.refuse(f"a {node.type.replace('_', ' ')}", "use paragraphs, headings, lists and quotes")
        return []

    def paragraph(self, parts: list[_Part]) -> list[Block]:
        """Return a paragraph, or the blocks that were marked in it (a figure, a table)."""
        found: list[Block] = []
        run: list[Inline] = []
        role = "body"
        if parts and isinstance(parts[0], Text) and (named := _ROLE.match(parts[0].text)) and named[1] in _ROLES:
            role = named[1]
            parts = [Text(parts[0].text[named.end() :]), *parts[1:]]
        for part in parts:
            if isinstance(part, _BlockMark):
                found += _paragraph(run, role)
                found.append(part.block)
                run = []
            else:
                run.append(part)
        return found + _paragraph(run, role)

    def heading(self, level: int, inlines: list[Inline]) -> Heading:
        name = ""
        if inlines and isinstance(inlines[-1], Text) and (found := _HEADING_ID.search(inlines[-1].text)):
            name = found[1]
            inlines[-1] = Text(inlines[-1].text[: found.start()])
        children = tuple(part for part in inlines if not (isinstance(part, Text) and not part.text))
        return Heading(level=level, children=children, id=name)

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
        found: list[_Part] = []
        for node in nodes:
            for part in self.inline(node):
                if isinstance(part, Text) and found and isinstance(found[-1], Text):
                    found[-1] = Text(found[-1].text + part.text)
                else:
                    found.append(part)
        return found

    def inline(self, node: SyntaxTreeNode) -> Sequence[_Part]:
        match node.type:
            case "text" | "code_inline" | "text_special":
                return self.unmarked(node.content)
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [LineBreak()]
            case "em":
                return [Emphasis(tuple(self.inlines(node.children)))]
            case "strong":
                return [Strong(tuple(self.inlines(node.children)))]
            case "link":
                return [Link(str(node.attrs.get("href", "")), tuple(self.inlines(node.children)))]
            case "reference":
                reference = cross_ref_of(node.content, self.place) or citation_of(node.content, self.place)
                return [reference]
            case "footnote_ref":
                return [Footnote(children=self.footnotes.get(node.meta["id"], ()))]
            case "html_inline":
                self.refuse("raw HTML", "write Markdown: **bold**, *italic*")
            case _:
                self.refuse(f"{node.type.replace('_', ' ')}", "use plain text")
        return []

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
        self.issues.append(Issue("markdown-is-plain", self.place, f"found {what}, expected plain Markdown", hint))


def _paragraph(inlines: list[Inline], role: str) -> list[Block]:
    if all(isinstance(part, Text) and not part.text.strip() for part in inlines):
        return []
    return [Paragraph(children=tuple(inlines), role=role)]  # type: ignore[arg-type]  # checked against _ROLES
