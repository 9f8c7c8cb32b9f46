"""Running text as Markdown: all that Markdown or a template would read is escaped, citations stand in brackets.

Links to what is cited are put together as the text has them: those in one pair of round brackets become one citation
in square brackets, for which the citation style prints its own; a link in the sentence becomes a narrative citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reportgen.exchange.rm5.prose_pieces import Piece

__all__ = ["escaped", "markdown_of_pieces"]

# In the flat text of a paragraph a character of plane 15 stands for a citation, one of plane 16 for anything else that
# is no plain text. `prose_pieces` lets no such character through.
_CITATION, _OTHER = 0xF0000, 0x100000
_MOST = 0xFFFD
_PLACE = re.compile("[\U000f0000-\U0010ffff]")
_GROUP = re.compile("\\([^()\\[\\]\U00100000-\U0010ffff]*[\U000f0000-\U000fffff][^()\\[\\]\U00100000-\U0010ffff]*\\)")
_BETWEEN = re.compile(r"\s*(?:,\s*)?(?P<word>and|or|&)?\s*")
_KEY = re.compile(r"\w(?:[\w:.#$%&+?~/-]*[\w/])?")

_SPECIAL = re.compile(
    r"[\\`*\[\]{|!^]"
    r"|(?<=\{)%"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#|\w+;)"
    r"|(?<![\w.+])@"
)
_LINE_START = re.compile(r"(?P<before>\s*)(?:(?P<mark>[#>:=~+-])|(?P<number>\d+)(?P<end>[.)])(?=\s|$))")
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_DEFINITION = re.compile(r"^(\[[^\]\n]*\]):")
_LONGEST_WORD = 240
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")


def escaped(text: str) -> str:
    """Return plain text as Markdown that shows it letter by letter, in the middle of a line; line breaks are blanks."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _LINE_ENDS.sub(" ", text))


def markdown_of_pieces(pieces: Sequence[Piece], line_break: str = "\\\n") -> str:
    """Return running text as Markdown that may begin a paragraph; `line_break` is what stands for a line break.

    White space at the ends of lines is left out, and breaks at the ends of the text. Words of more than 240 letters,
    which no page can hold, are parted.
    """
    lines = [list(group) for is_break, group in groupby(pieces, lambda piece: piece.kind == "break") if not is_break]
    shown = [_begun(line) for line in (_Line(line).markdown().strip() for line in lines) if line]
    return line_break.join(shown)


def _begun(line: str) -> str:
    """Return a line in which Markdown sees no list, heading, rule, quotation, caption or definition at the start."""
    line = _DEFINITION.sub(r"\1\\:", line)
    found = _LINE_START.match(line)
    if found is None:
        return line
    at = found.start("mark") if found["mark"] else found.start("end")
    return f"{line[:at]}\\{line[at:]}"


@dataclass(frozen=True, slots=True)
class _Styled:
    """Pieces in one form, or with one address."""

    pieces: tuple[Piece, ...]
    bold: bool
    italic: bool
    address: str

    @property
    def plain(self) -> bool:
        return not (self.bold or self.italic or self.address)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class _Line:
    """One line of running text on its way to Markdown."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._citations: list[Piece] = []
        self._others: list[str] = []
        runs = [_Styled(tuple(group), *form) for form, group in groupby(pieces, _form)]
        self._flat = "".join(self._laid(i, runs) for i in range(len(runs)))

    def markdown(self) -> str:
        """Return the line as Markdown."""
        parts: list[str] = []
        at = 0
        for found in _GROUP.finditer(self._flat):
            if (group := self._group(found[0])) is not None:
                parts += [self._running(at, found.start()), group]
                at = found.end()
        text = "".join((*parts, self._running(at, len(self._flat))))
        return text.replace("{%", "{\\%")  # where two forms meet, each was escaped without the other in sight

    def _laid(self, i: int, runs: Sequence[_Styled]) -> str:
        """Return a run for the flat text: as it is if it is plain, else as the place of its Markdown."""
        run = runs[i]
        if run.plain:
            return "".join(map(self._place, run.pieces))
        before, after = runs[i - 1] if i else None, runs[i + 1] if i + 1 < len(runs) else None
        inner = _Line([_unformed(piece) for piece in run.pieces]).markdown().strip()
        left = run.text[: len(run.text) - len(run.text.lstrip())]
        right = run.text[len(run.text.rstrip()) :] if inner else ""
        return (
            f"{left}{self._other(_marked(run, inner, left[-1:] or _last(before), right[:1] or _first(after)))}{right}"
        )

    def _place(self, piece: Piece) -> str:
        if piece.kind != "citation":
            return _LONG_WORD.sub(r"\g<0> ", piece.text)
        if len(self._citations) >= _MOST:
            return piece.text
        self._citations.append(piece)
        return chr(_CITATION + len(self._citations) - 1)

    def _other(self, markdown: str) -> str:
        if not markdown or len(self._others) >= _MOST:
            return markdown
        self._others.append(markdown)
        return chr(_OTHER + len(self._others) - 1)

    def _group(self, text: str) -> str | None:
        """Return a pair of round brackets with citations as one citation; None where it holds more than that."""
        works: list[str] = []
        for part in text[1:-1].split(";"):
            found = _works(part)
            if found is None:
                return None
            works += [
                f"{escaped(before)}@{self._citations[ord(mark) - _CITATION].target}{escaped(after)}"
                for before, mark, after in found
            ]
        return f"[{'; '.join(works)}]"

    def _running(self, start: int, end: int) -> str:
        """Return a stretch of the flat text as Markdown, its citations narrative."""
        parts: list[str] = []
        at = start
        for found in _PLACE.finditer(self._flat, start, end):
            parts += [escaped(self._flat[at : found.start()]), self._shown(found[0], found.start())]
            at = found.end()
        return "".join((*parts, escaped(self._flat[at:end])))

    def _shown(self, mark: str, at: int) -> str:
        if ord(mark) >= _OTHER:
            return self._others[ord(mark) - _OTHER]
        piece = self._citations[ord(mark) - _CITATION]
        before, after = self._flat[at - 1 : at], self._flat[at + 1 : at + 60]
        swallowed = _KEY.match(piece.target + after)
        apart = not (before.isalnum() or before in set("._-+")) and swallowed and swallowed[0] == piece.target
        return f"@{piece.target}" if apart else escaped(piece.text)


def _form(piece: Piece) -> tuple[bool, bool, str]:
    return piece.bold, piece.italic, piece.target if piece.kind == "text" else ""


def _unformed(piece: Piece) -> Piece:
    """Return a piece without its form; inside a link a citation is the words it shows."""
    return Piece(piece.text, piece.kind, target=piece.target if piece.kind == "citation" else "")


def _works(part: str) -> list[tuple[str, str, str]] | None:
    """Return the citations between two semicolons, each with the words before and after it; None if they cannot be.

    Words before a key follow a blank, words after it a comma or colon.
    """
    marks = list(_PLACE.finditer(part))
    if not marks:
        return None
    before, after = part[: marks[0].start()].lstrip(), part[marks[-1].end() :].rstrip()
    words = [before]
    for one, other in pairwise(marks):
        joint = _BETWEEN.fullmatch(part, one.end(), other.start())
        if joint is None:
            return None
        words.append(f"{joint['word']} " if joint["word"] else "")
    if (before and not before.endswith(" ")) or (after and not re.match(r"[,:]\s", after)):
        return None
    ends = [""] * (len(marks) - 1) + [after]
    return [(word, mark[0], end) for word, mark, end in zip(words, marks, ends, strict=True)]


def _first(run: _Styled | None) -> str:
    """Return the character that follows: "*" where another form begins, which would run together with this one."""
    return "" if run is None else (run.text[:1] if run.plain or run.text[:1].isspace() else "*")


def _last(run: _Styled | None) -> str:
    return "" if run is None else (run.text[-1:] if run.plain or run.text[-1:].isspace() else "*")


def _marked(run: _Styled, inner: str, before: str, after: str) -> str:
    """Return Markdown in its form; without the form where Markdown would not see its beginning or its end."""
    if not inner:
        return ""
    text = f"[{inner}]({run.address})" if run.address else inner
    mark = "***" if run.bold and run.italic else "**" if run.bold else "*" if run.italic else ""
    opens = text[0].isalnum() or _parts(before)
    closes = text[-1].isalnum() or _parts(after)
    return f"{mark}{text}{mark}" if opens and closes and "*" not in {before, after} else text


def _parts(character: str) -> bool:
    """Return whether a character beside a mark of emphasis lets it begin or end: a blank or ASCII punctuation."""
    return not character or character.isspace() or (character.isascii() and not character.isalnum())
