"""References that nothing cites: they are in the library and will not be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.document import Document, ReferenceList
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.references.bibtex_fields import entries

__all__ = ["uncited"]

_CODE = "references-are-cited"
_MOST = 10
_KNOWN = re.compile(r"(?:^|[,;\s])uncited(?:$|[,;\s])")


def uncited(review: Review, document: Document) -> tuple[Issue, ...]:
    """Return one warning that names the references of a review that its settled manuscript does not list.

    Reports of studies of any status count as used. An entry of BibTeX with the keyword ``uncited`` is kept on purpose.
    """
    listed = {entry.key for block in document.blocks if isinstance(block, ReferenceList) for entry in block.entries}
    used = listed | {key for study in review.studies for key in study.reports} | set(_kept(review))
    left = [key for key in review.library.keys if key not in used]
    if not left:
        return ()
    shown = ", ".join(f"@{key}" for key in left[:_MOST]) + (
        f" and {len(left) - _MOST} more" if len(left) > _MOST else ""
    )
    count = f"{len(left)} reference{'s' if len(left) > 1 else ''}"
    message = f"found {count} that nothing cites: {shown}; expected each to be cited or taken out"
    hint = "in BibTeX the keyword `uncited` keeps one on purpose"
    return (Issue(_CODE, review.library.keys[left[0]], message, hint, severity="warning"),)


def _kept(review: Review) -> Iterator[str]:
    for key, entry in entries(review.library.text).items():
        if "keywords" in entry.fields and _KNOWN.search(entry.fields["keywords"].said):
            yield key
