"""`reportgen schema`: the form of review.yaml, for editors."""

from __future__ import annotations

import json

import click

__all__ = ["command"]


@click.command(
    "schema",
    epilog="""\b
Example:
  reportgen schema > review.schema.json
and as the first line of review.yaml, for editors that speak the YAML language protocol:
  # yaml-language-server: $schema=review.schema.json""",
)
def command() -> None:
    """Print the JSON Schema of review.yaml.

    An editor that knows it offers the keys while you type, shows what each means and marks what is wrong.
    """
    from reportgen.load import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
