"""Every rule of a journal measured in what was written: pass, fail or warning, with what was found and wanted."""

from reportgen.submission.preflight.finding import Finding
from reportgen.submission.preflight.preflight import preflight, without_files
from reportgen.submission.preflight.report import preflight_html, preflight_json, summary

__all__ = ["Finding", "preflight", "preflight_html", "preflight_json", "summary", "without_files"]
