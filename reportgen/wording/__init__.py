"""How things are said: the one home of rounding, and the choice of sentences from plain values."""

__all__: list[str] = []
