"""The report of changes: what an update changed, for co-authors and editors, as a web page and a Word file."""

from reportgen.comparing.report.files import report_files

__all__ = ["report_files"]
