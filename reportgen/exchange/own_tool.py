"""A risk-of-bias tool of the review's own: where its file stands, and domains that can be told apart in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.exchange.naming import Names, slug
from reportgen.model import Domain

__all__ = ["OVERALL", "OWN_TOOL", "own_domains"]

OWN_TOOL = "risk_of_bias_tool.toml"
"""Path of the tool's file in a review folder."""

OVERALL = Domain(id="overall", label="Overall")
"""The judgement over all domains, as a domain of tools of the review's own."""


def own_domains(named: Iterable[tuple[str, str]]) -> tuple[Domain, ...]:
    """Return a domain for each pair of a label and a kind of bias (empty if there is none).

    `risk_of_bias.csv` may name a domain by its label or id, without regard to case, spaces and hyphens; so no label is
    like the label or id of another domain.
    """
    names = Names(alike=_bare)
    domains: list[Domain] = []
    for given, bias in named:
        label = names.fresh(given)
        id_ = slug(label) or "domain"
        if _bare(id_) != _bare(label):
            id_ = names.fresh(id_, "-")
        domains.append(Domain(id=id_, label=label, bias=bias))
    return tuple(domains)


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
