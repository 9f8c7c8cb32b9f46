"""Formats of reportgen itself, which hold a review whole: JSON, a workbook, and a folder of tables."""

__all__: list[str] = []
