"""Judgements by each tool that is shipped, and of a hundred studies."""

from __future__ import annotations

from reportgen import resources
from reportgen.model import Review
from tests.figures.stress.case import Case, judged
from tests.reviews import make_review

__all__ = ["JUDGEMENTS"]


def _judged(tool: str, count: int, name: str = "Study") -> Review:
    return judged(make_review({f"{name} {1920 + i}": {} for i in range(count)}), tool, overall=True)


JUDGEMENTS = (
    *(
        Case(id=f"rob-{tool}", title=f"Nine studies judged by {tool}", make=lambda tool=tool: _judged(tool, 9))
        for tool in resources.names("risk_of_bias", ".toml")
    ),
    Case(id="rob-100", title="A hundred studies judged", make=lambda: _judged("rob2", 100)),
    Case(
        id="rob-long-names",
        title="Long names of judged studies",
        make=lambda: _judged("rob1", 12, "Żółciński-Wiśniewska, Nguyễn Thị Minh Khai & Ångström-Łukasiewicz et al."),
    ),
)
