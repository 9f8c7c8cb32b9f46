"""What the formats of RevMan share: its tables and their cells, stored results, studies, and its words."""

__all__: list[str] = []
