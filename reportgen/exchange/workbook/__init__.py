"""A review as one workbook, for those who work in Excel; and back."""

__all__: list[str] = []
