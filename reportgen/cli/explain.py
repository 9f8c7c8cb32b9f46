"""`reportgen explain`: what the code of an issue means."""

from __future__ import annotations

import click

from reportgen.cli.terminal import say

__all__ = ["command"]


@click.command(
    "explain",
    epilog="""\b
Examples:
  reportgen explain study-is-known      one code
  reportgen explain                     all of them""",
)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what CODE stands for: the condition that holds when all is well.

    Every error and warning carries such a code. Without CODE, all of them are listed.
    """
    from reportgen.errors import did_you_mean
    from reportgen.issue_codes import CODES

    if code is None:
        width = max(map(len, CODES))
        for name, condition in CODES.items():
            say(f"{name:{width}}  {condition}")
    elif code in CODES:
        say(f"{code}: {CODES[code]}")
    else:
        raise click.BadParameter(f"found {code!r}, {did_you_mean(code, tuple(CODES))}".rstrip(", "), param_hint="CODE")
