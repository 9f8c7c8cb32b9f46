"""Two versions of a review compared: what changed, told to readers."""

__all__: list[str] = []
