"""What a journal asks of a submission, as data: the rules of a profile, each with its source."""

from reportgen.journals.profile import Journal, parse_journal
from reportgen.journals.rule import Rule, RuleSource
from reportgen.journals.rules import RULES, RuleKind

__all__ = ["RULES", "Journal", "Rule", "RuleKind", "RuleSource", "parse_journal"]
