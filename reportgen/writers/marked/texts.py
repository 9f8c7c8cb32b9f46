"""A text from its first block to its last: which blocks stayed, came and went, and how a text may end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from reportgen.writers.docx.elements import Element
from reportgen.writers.marked.alignment import aligned
from reportgen.writers.marked.paragraphs import changed_paragraph, last_paragraph, whole_paragraph
from reportgen.writers.marked.pieces import Block, blocks_of
from reportgen.writers.marked.revisions import Change, Marking
from reportgen.writers.marked.tables import changed_table, whole_table

__all__ = ["Step", "marked_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One block of the marked text: an old one, a new one, or both if it stayed."""

    old: Block | None = None
    new: Block | None = None

    @property
    def change(self) -> Change:
        """What became of the block."""
        if self.old is None:
            return "ins"
        return "del" if self.new is None else ""

    @property
    def block(self) -> Block:
        """The block, the new one if there are both."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a step needs a block")
        return found

    @property
    def is_kept_caption(self) -> bool:
        """Whether it is the caption of a table and stayed."""
        return self.old is not None and self.new is not None and self.new.above_table


def marked_text(old: Iterable[Element], new: Iterable[Element], marking: Marking) -> list[Element]:
    """Return the blocks of the new text with the changes that lead to it from the old one."""
    steps = _last_kept(_tables_apart(_captions_apart(_steps(blocks_of(old), blocks_of(new)))))
    last = max((place for place, step in enumerate(steps) if not step.change), default=-1)
    after = steps[last + 1 :]
    if last < 0 or not after or steps[last].block.is_table:
        return [made for step in steps for made in _marked(step, marking)]
    return [
        *(made for step in steps[:last] for made in _marked(step, marking)),
        *_ending(steps[last], after, marking),
    ]


def _steps(old: Sequence[Block], new: Sequence[Block]) -> list[Step]:
    steps: list[Step] = []
    place, other = 0, 0
    for i, j in (*aligned(old, new), (len(old), len(new))):
        steps += [Step(old=block) for block in old[place:i]]
        steps += [Step(new=block) for block in new[other:j]]
        if i < len(old):
            steps.append(Step(old=old[i], new=new[j]))
        place, other = i + 1, j + 1
    return steps


def _captions_apart(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with a caption for each of two tables, where one replaces the other under a caption that stayed.

    Each table so keeps its own words above it, and a paragraph stands between the two.
    """
    done: list[Step] = []
    for place, step in enumerate(steps):
        before = done[-1] if done else step
        if before.is_kept_caption and step.change == "del" and step.block.is_table:
            after = next((place + n for n, later in enumerate(steps[place:]) if later.change != "del"), len(steps))
            if after < len(steps) and steps[after].change == "ins" and steps[after].block.is_table:
                gone = steps[place:after]
                return [
                    *done[:-1],
                    Step(old=before.old),
                    *gone,
                    Step(new=before.new),
                    steps[after],
                    *_captions_apart(steps[after + 1 :]),
                ]
        done.append(step)
    return done


def _tables_apart(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with a paragraph between a deleted table and the one that replaces it.

    Word would make one table of two neighbours. What stands below both goes and comes with them, unless it is the
    last of the text.
    """
    done: list[Step] = []
    for place, step in enumerate(steps):
        below = step if not step.change and not step.block.is_table and place + 1 < len(steps) else None
        gone, come = done[-2:] if len(done) > 1 else (step, step)
        replaced = (gone.change, come.change) == ("del", "ins") and gone.block.is_table and come.block.is_table
        if below and replaced:
            done[-1:] = [Step(old=below.old), come, Step(new=below.new)]
        else:
            done.append(step)
    return done


def _last_kept(steps: list[Step]) -> list[Step]:
    """Return the steps with the last old and the last new paragraph made one if both would change."""
    last = max((place for place, step in enumerate(steps) if not step.change), default=-1)
    gone = [step for step in steps[last + 1 :] if step.change == "del"]
    come = [step for step in steps[last + 1 :] if step.change == "ins"]
    if not gone or not come or gone[-1].block.is_table or come[-1].block.is_table:
        return steps
    return [*steps[: last + 1], *gone[:-1], *come[:-1], Step(old=gone[-1].old, new=come[-1].new)]


def _ending(kept: Step, after: Sequence[Step], marking: Marking) -> Iterator[Element]:
    """Yield the last kept paragraph and those after it, all inserted or all deleted.

    The end of a text cannot be inserted or deleted. So the end of the kept paragraph is, and the words alone of the
    last one.
    """
    change, last = after[-1].change, after[-1].block
    if kept.old is None or kept.new is None or last.is_table:
        for step in (kept, *after):
            yield from _marked(step, marking)
        return
    yield from changed_paragraph(kept.old.element, kept.new.element, marking, end=change)
    for step in after[:-1]:
        yield from _marked(step, marking)
    ends = (kept.old, last) if change == "ins" else (last, kept.new)
    yield last_paragraph(last.element, change, ends[0].element, ends[1].element, marking)


def _marked(step: Step, marking: Marking) -> list[Element]:
    if step.old is not None and step.new is not None:
        if step.old.is_table:
            return [changed_table(step.old.element, step.new.element, marking)]
        if step.old.exact == step.new.exact:
            return [_unchanged(step, marking)]
        return changed_paragraph(step.old.element, step.new.element, marking)
    if step.block.is_table:
        return [whole_table(step.block.element, step.change, marking)]
    return [whole_paragraph(step.block.element, step.change, marking)]


def _unchanged(step: Step, marking: Marking) -> Element:
    if step.old is not None:
        marking.continue_list(step.old.element, step.block.element)
    return deepcopy(step.block.element)
