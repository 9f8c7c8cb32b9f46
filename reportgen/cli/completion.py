"""`reportgen completion`: commands and options completed by the shell."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command(
    "completion",
    epilog="""\b
Put one of these lines where your shell reads it at start:
  bash   ~/.bashrc                     eval "$(reportgen completion bash)"
  zsh    ~/.zshrc                      eval "$(reportgen completion zsh)"
  fish   ~/.config/fish/config.fish    reportgen completion fish | source""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL."""
    from click.shell_completion import get_completion_class

    from reportgen.cli.app import reportgen

    kind = get_completion_class(shell)
    if kind is None:  # a shell that click knows no more
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(reportgen, {}, "reportgen", "_REPORTGEN_COMPLETE").source())
