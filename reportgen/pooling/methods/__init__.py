"""Common-effect methods, one a file."""

__all__: list[str] = []
