"""A review as a package for a journal: everything that it asks for, in its form, and measured.

submit(folder, journal, output=…)   the package as a folder with a zip
counts_of(folder, journal)          counts beside their limits, nothing written
"""

from reportgen.submission.limits import counts_of
from reportgen.submission.preflight import Finding
from reportgen.submission.writing import Submitted, submission_files, submit

__all__ = ["Finding", "Submitted", "counts_of", "submission_files", "submit"]
