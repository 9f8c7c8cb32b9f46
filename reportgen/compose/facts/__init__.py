"""What templates may speak of: plain texts, numbers and ready sentences, gathered from a review and its results."""

from reportgen.compose.facts.comparisons import ComparisonFacts, OutcomeGroup
from reportgen.compose.facts.facts import Facts, gather
from reportgen.compose.facts.front import AuthorFacts, FrontFacts
from reportgen.compose.facts.methods import MethodFacts
from reportgen.compose.facts.outcomes import OutcomeFacts
from reportgen.compose.facts.selection import SelectionFacts
from reportgen.compose.facts.studies import DomainFacts, StudiesFacts

__all__ = [
    "AuthorFacts",
    "ComparisonFacts",
    "DomainFacts",
    "Facts",
    "FrontFacts",
    "MethodFacts",
    "OutcomeFacts",
    "OutcomeGroup",
    "SelectionFacts",
    "StudiesFacts",
    "gather",
]
