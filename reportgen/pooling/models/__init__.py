"""Models of what studies have in common, one a file."""

__all__: list[str] = []
