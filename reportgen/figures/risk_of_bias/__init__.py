"""Risk-of-bias summaries: studies by domains."""

from reportgen.figures.risk_of_bias.risk_of_bias import draw_risk_of_bias, make_risk_of_bias, risk_of_bias_drawings

__all__ = ["draw_risk_of_bias", "make_risk_of_bias", "risk_of_bias_drawings"]
