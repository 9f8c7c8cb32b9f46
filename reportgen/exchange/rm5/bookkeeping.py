"""Attributes of an .rm5 file that say nothing about the review itself, each with the reason why it is not kept."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BOOKKEEPING", "is_bookkeeping"]

_EDITED = "when, and by whom, RevMan last changed a part of the file"
_INTERNAL = "a key by which RevMan's own system knows the review, its group or a part of it"
_PLOTTED = "a logarithm to base 10 of a stored limit or effect, for RevMan's own drawing"
_SHOWN = "how RevMan lists or draws what is kept elsewhere"
_PROGRAM = "the program that wrote the file, and the kind of document"
_COUNTED = "the number of rows or columns that can be counted"

BOOKKEEPING: Mapping[str, str] = {
    "MODIFIED": _EDITED,
    "MODIFIED_BY": _EDITED,
    "NOTES_MODIFIED": _EDITED,
    "NOTES_MODIFIED_BY": _EDITED,
    "ID": _INTERNAL,
    "GROUP_ID": _INTERNAL,
    "MERGED_FROM": _INTERNAL,
    "REVIEW_NO": _INTERNAL,
    "SPLIT_FROM": _INTERNAL,
    "CODE": "the code of a country whose name is kept",
    "LOG_CI_END": _PLOTTED,
    "LOG_CI_START": _PLOTTED,
    "LOG_EFFECT_SIZE": _PLOTTED,
    "VAR": "the square of the stored standard error",
    "NO": _SHOWN,
    "ORDER": _SHOWN,
    "SORT_BY": _SHOWN,
    "SHOW_PARTICIPANTS": _SHOWN,
    "SHORT_VERSION_FIGURE": _SHOWN,
    "LEVEL": "whether an item of the risk of bias is judged by study or by group, which its judgements tell",
    "CORE_ITEM": "whether RevMan suggested an item of the risk of bias",
    "SUBGROUPS": "whether an outcome has subgroups, which it shows by having them",
    "CALCULATED_DATA": "whether results are stored, which they show by being there",
    "VERIFIED": "whether keywords were verified by an editor",
    "REVMAN_SUB_VERSION": _PROGRAM,
    "REVMAN_VERSION": _PROGRAM,
    "STAGE": _PROGRAM,
    "STATUS": _PROGRAM,
    "TYPE": _PROGRAM,
    "COLS": _COUNTED,
    "ROWS": _COUNTED,
    "USER_DEF_1_ENABLED": "whether a column of the reviewers' own is shown",
    "USER_DEF_2_ENABLED": "whether a column of the reviewers' own is shown",
    "USER_DEF_3_ENABLED": "whether a column of the reviewers' own is shown",
}
"""What is left out on purpose, wherever it stands and nothing else has read it."""


def is_bookkeeping(name: str, value: str) -> bool:
    """Return whether an attribute that nothing has read may be left out: bookkeeping, or nothing in it."""
    return not value.strip() or name in BOOKKEEPING
