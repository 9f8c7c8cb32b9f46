"""What came in, what was kept apart, and every stored result beside ours: as a web page, as JSON, and in lines."""

from reportgen.exchange.report.as_html import report_html
from reportgen.exchange.report.as_json import report_json
from reportgen.exchange.report.as_text import report_lines
from reportgen.exchange.report.report import ImportReport

__all__ = ["ImportReport", "report_html", "report_json", "report_lines"]
