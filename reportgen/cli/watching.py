"""`reportgen build --watch`: what is said of each round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.terminal import complain, counted, say, show_issues

if TYPE_CHECKING:
    from reportgen.watching import Round

__all__ = ["watch_folder"]


def watch_folder(folder: Path, *, output: Path, formats: tuple[str, ...], style: str | None, quiet: bool) -> None:
    """Build the review in `folder`, and again at each change, until Ctrl-C; say in a line what each round wrote."""
    from reportgen.watching import watch

    heard: set[str] = set()

    def tell(found: Round) -> None:
        errors = [issue for issue in found.issues if issue.severity == "error"]
        if errors:
            show_issues(found.issues, folder, err=True)
            complain(f"{counted(len(errors), 'error')}; {output} stays as it was, waiting for the next change")
            return
        fresh = [issue for issue in found.issues if str(issue) not in heard] if found.whole else []
        heard.update(map(str, fresh))
        if not quiet:
            show_issues(fresh, folder, err=True)
            rest = "" if found.whole else "; the other formats follow"
            say(f"{output}: {', '.join(found.formats)} in {found.seconds:.1f} s{rest}")

    if not quiet:
        say(f"watching {folder}; Ctrl-C ends")
    watch(folder, output=output, formats=formats, style=style, tell=tell)
