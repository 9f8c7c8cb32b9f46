"""Programs that look at our files from outside; a missing one is a failure that says how to get it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reportgen.resources import font_files

NODE = Path(__file__).resolve().parent.parent / "node"
VALIDATOR = NODE / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"


def open_xml_errors(data: bytes, folder: Path) -> list[str]:
    """Return what the Open XML validator finds wrong with a Word file."""
    node = shutil.which("node") or pytest.fail("node is missing: apt-get install nodejs npm")
    if not VALIDATOR.is_file():
        pytest.fail(f"the Open XML validator is missing: npm ci --prefix tests/{NODE.name}")
    path = folder / "validated.docx"
    path.write_bytes(data)
    done = subprocess.run([node, str(VALIDATOR), str(path)], capture_output=True, check=False, text=True)
    found = json.loads(done.stdout)
    problems = [f"{error['path']}{error.get('xPath')}: {error['description']}" for error in found["errors"]]
    return problems or ([] if found["ok"] else ["not ok"])


def pdf_by_libreoffice(data: bytes, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file, in a profile of its own and with our fonts.

    Without these it would take single characters from whatever fonts a machine has.
    """
    office = shutil.which("soffice") or pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer")
    path = folder / "converted.docx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    (folder / "data").mkdir(exist_ok=True)
    fonts = folder / "data" / "fonts"
    if not fonts.exists():
        fonts.symlink_to(font_files()[0].parent)
    own = {**os.environ, "XDG_DATA_HOME": str(folder / "data")}
    subprocess.run(command, capture_output=True, check=True, timeout=120, env=own)
    return path.with_suffix(".pdf")


def pdf_text(path: Path) -> str:
    """Return the text of a PDF in the order of its content."""
    tool = shutil.which("pdftotext") or pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    return subprocess.run([tool, "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
