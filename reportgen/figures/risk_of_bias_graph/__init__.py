"""Risk-of-bias graphs: a bar a domain, shared out among the levels."""

from reportgen.figures.risk_of_bias_graph.graph import make_risk_of_bias_graph

__all__ = ["make_risk_of_bias_graph"]
