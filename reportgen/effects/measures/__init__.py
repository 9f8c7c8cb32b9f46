"""Effect measures, one a file; each is a formula on columns, for all studies at once."""

__all__: list[str] = []
