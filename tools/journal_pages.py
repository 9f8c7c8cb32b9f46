"""The page of docs/reference on journals: what each rule means, and what each shipped profile holds."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.journals import RULES, Journal, Rule, RuleKind, RuleSource, parse_journal
from reportgen.resources import names, read_text

__all__ = ["journals_page"]

INTRODUCTION = """\
# Journals

A profile says how a journal wants a manuscript to look, and what it asks of a submission. `reportgen submit --journal
NAME` follows its rules and measures what it wrote against them; `reportgen check --journal NAME` counts without writing
anything. `reportgen list journals` names the profiles, and [styles](styles.md) explains how to write one of your own.

Journals change their rules, so each rule names the page it comes from. Of those pages copies were read, not the pages
as they are today: look at the journal's own before you submit. A rule that was read fails if it is not met. One that is
known at second hand, or that the journal only advises, warns."""

VALUES: Mapping[str, str] = {
    "number": "a number",
    "words": "words",
    "yes-no": "true or false",
    "list": "a list of words",
}


def journals_page(made: str) -> str:
    """Return docs/reference/journals.md, with `made` as its first line."""
    parts = [made, INTRODUCTION, "## What a rule can be about", _kinds()]
    for name in names("journals", ".toml"):
        text = read_text(f"journals/{name}.toml")
        journal = parse_journal(name, text, f"templates/journals/{name}.toml")
        if journal.rules:
            parts += [f"## {journal.title}", f"`--journal {name}`", _head(text), _rules(journal), _sources(journal)]
    return "\n\n".join(parts) + "\n"


def _kinds() -> str:
    head = ["| rule | what it is about | its value | where no rule says |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *(_kind(name, kind) for name, kind in RULES.items())])


def _kind(name: str, kind: RuleKind) -> str:
    value = ", ".join(f"`{choice}`" for choice in kind.choices) or VALUES[kind.value]
    if kind.value == "list" and kind.choices:
        value = f"some of {value}"
    title = f"{kind.title} ({kind.explained})" if kind.explained else kind.title
    return f"| `{name}` | {title} | {value} | {_default(kind)} |"


def _default(kind: RuleKind) -> str:
    match kind.default:
        case None:
            return ""
        case bool(value):
            return "true" if value else "false"
        case str(value):
            return f"`{value}`"
        case value:
            return f"{value:g} {kind.unit}".strip()


def _head(text: str) -> str:
    """Return the comment that a profile begins with as a paragraph."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return "\n".join(lines)


def _rules(journal: Journal) -> str:
    numbers = {source.title: number for number, source in enumerate(_used(journal), 1)}
    head = ["| rule | wanted | source | if it is not met |", "| --- | --- | --- | --- |"]
    rows = [
        f"| {RULES[rule.name].title} | {_wanted(rule)} | {numbers[rule.source.title]} "
        f"| {'fails' if rule.verified else 'warns'} |"
        for rule in journal.rules.values()
    ]
    return "\n".join([*head, *rows])


def _wanted(rule: Rule) -> str:
    kind = RULES[rule.name]
    unit = f" {kind.unit}" if kind.value == "number" and kind.unit else ""
    note = f" ({rule.note})" if rule.note else ""
    return f"{rule.wanted()}{unit}{note}".replace("|", "\\|")


def _used(journal: Journal) -> tuple[RuleSource, ...]:
    """Return the sources of a journal's rules, each once, in the order in which the rules first name them."""
    return tuple({rule.source.title: rule.source for rule in journal.rules.values()}.values())


def _sources(journal: Journal) -> str:
    lines = []
    for number, source in enumerate(_used(journal), 1):
        url = source.url.replace("(", "%28").replace(")", "%29")
        read = f"read on {source.read}" if source.read else "known at second hand, or no longer current"
        lines.append(f"{number}. [{source.title}]({url}): {read}")
    return "\n".join(lines)
