"""On a machine without Pango: the web page and the Word file are built, and the PDF says how to get it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent.parent / "data/pip"

# What the import of WeasyPrint does where its libraries are missing.
BLOCKED = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0': not found\\nsee the manual")
sys.meta_path.insert(0, Missing())
from reportgen.cli import main
main()
"""


def build(output, *options):
    command = [sys.executable, "-c", BLOCKED, "build", str(EXAMPLE), "--quiet", "--output", str(output), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ, timeout=60)


def test_page_and_word_file_need_no_pango(tmp_path):
    built = build(tmp_path / "out", "--to", "html,docx")
    assert built.returncode == 0, built.stderr
    assert {path.name for path in (tmp_path / "out").glob("manuscript.*")} == {"manuscript.html", "manuscript.docx"}


@pytest.mark.parametrize("options", [(), ("--to", "pdf")])
def test_the_pdf_says_how_to_get_pango_and_writes_nothing(tmp_path, options):
    built = build(tmp_path / "out", *options)
    assert built.returncode == 3
    assert "apt-get install --no-install-recommends libpango-1.0-0" in built.stderr
    assert "Traceback" not in built.stderr
    assert list(tmp_path.iterdir()) == []
