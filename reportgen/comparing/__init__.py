"""Two versions of a review compared: both are read, pooled and composed by the same software, then set side by side.

compare_versions(old, new)     everything that changed, each change once
changes_json(compared)         the same for programs
marked_manuscript(old, new)    a Word file with every change tracked
"""

from reportgen.comparing.as_json import changes_json
from reportgen.comparing.compared import Compared, compare_versions, marked_manuscript
from reportgen.comparing.timeline import Timeline, timeline, timeline_files, timeline_json
from reportgen.comparing.writing import change_files

__all__ = [
    "Compared",
    "Timeline",
    "change_files",
    "changes_json",
    "compare_versions",
    "marked_manuscript",
    "timeline",
    "timeline_files",
    "timeline_json",
]
