"""The only place that starts pandoc: bytes in, bytes out, no files and no network.

Whatever pandoc shall read travels inside its standard input (citation style and bibliography as ``data:``
addresses), and pandoc runs sandboxed. A *dependent* citation style would make it fetch the parent style from the
network all the same; `reportgen.resolve.citation_style` never lets one through.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportgen.errors import MissingToolError, ReportgenError

__all__ = ["ARGUMENTS", "PandocError", "cite", "citeproc", "csl_of_bibtex", "program", "work"]

INSTALL = 'install it with: python -m pip install "pypandoc-binary>=1.15"'
OLDEST = 3
SECONDS = 60

_BOUNDED = ("+RTS", "-M768M", "-RTS", "--sandbox")

ARGUMENTS = (*_BOUNDED, "--from=json", "--to=json", "--citeproc")
"""What pandoc is started with, and nothing else: no file, no address, memory bounded."""

_CSL_JSON = "application/vnd.citationstyles.csl+json"
"""The type by which pandoc knows an address as CSL-JSON."""

_TO_CSL = (*_BOUNDED, "--from=biblatex", "--to=csljson")

Inlines = list[dict[str, Any]]


class PandocError(ReportgenError):
    """Pandoc refused its input; `text` is what it said, with the encoded input taken out."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"pandoc: {text}")


@cache
def program() -> str:
    """Return the path of a usable pandoc: the wheel's own, else one on PATH that is new enough.

    MissingToolError with the install line if there is neither. The wheel's own is not asked for its version:
    the floor of the dependency answers that, and asking takes as long as a run.
    """
    package = find_spec("pypandoc")
    if package is not None and package.origin:
        own = Path(package.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if own.is_file():
            return str(own)
    found = shutil.which("pandoc")
    if found is None:
        raise MissingToolError(f"pandoc is missing; {INSTALL}")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=SECONDS).stdout
    version = said.partition("\n")[0].removeprefix("pandoc").strip()
    if not version.partition(".")[0].isdigit() or int(version.partition(".")[0]) < OLDEST:
        raise MissingToolError(
            f"found pandoc {version or 'of no known version'}, expected {OLDEST}.0 or newer; {INSTALL}"
        )
    return found


def citeproc(
    paragraphs: Sequence[Inlines],
    *,
    bibtex: str,
    csl: bytes,
    language: str,
    nocite: Sequence[str] = (),
    csl_json: str = "",
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the blocks that citeproc makes of paragraphs of Cite nodes, and the lines of warning it gave.

    One paragraph in gives one paragraph out; the reference list follows as a Div called ``refs``. `nocite` are
    keys listed there without being cited. `csl_json` is a list of further references in CSL-JSON. Results are kept for
    the life of the process. PandocError if `bibtex` or `csl` cannot be read.
    """
    bibliographies = [_string(_address("application/x-bibtex", bibtex.encode()))]
    if csl_json:
        bibliographies.append(_string(_address(_CSL_JSON, csl_json.encode())))
    meta = {
        "csl": _string(_address("application/xml", csl)),
        "bibliography": {"t": "MetaList", "c": bibliographies},
        "lang": _string(language),
        "link-citations": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": [cite([work(key)]) for key in nocite]},
    }
    blocks = [{"t": "Para", "c": inlines} for inlines in paragraphs]
    request = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}, sort_keys=True)
    answer, warnings = _run(ARGUMENTS, request.encode())
    return json.loads(answer)["blocks"], warnings


def csl_of_bibtex(bibtex: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the entries of BibTeX as CSL-JSON, and the lines of warning; PandocError, with the place, if it is broken.

    Read as citeproc reads a bibliography (as BibLaTeX, which holds BibTeX).
    """
    answer, warnings = _run(_TO_CSL, bibtex.encode())
    return json.loads(answer), warnings


def work(key: str, mode: str = "NormalCitation", **affixes: Inlines) -> dict[str, Any]:
    """Return one work of a citation in pandoc's form; `affixes` may hold ``prefix`` and ``suffix``."""
    return {
        "citationId": key,
        "citationPrefix": affixes.get("prefix", []),
        "citationSuffix": affixes.get("suffix", []),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def cite(works: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a Cite node of pandoc's over works."""
    return {"t": "Cite", "c": [list(works), []]}


def _string(text: str) -> dict[str, str]:
    return {"t": "MetaString", "c": text}


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


@lru_cache(maxsize=16)
def _run(arguments: tuple[str, ...], request: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return standard output and the lines of standard error of one run of pandoc."""
    try:
        done = subprocess.run([program(), *arguments], input=request, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"no answer within {SECONDS} seconds") from error
    said = tuple(_without_input(line) for line in done.stderr.decode(errors="replace").splitlines())
    if done.returncode:
        raise PandocError(" ".join(said))
    return done.stdout, said


def _without_input(line: str) -> str:
    """Return a line of pandoc's with the ``data:`` addresses, which hold whole files, taken out."""
    return " ".join(part for part in line.split() if not part.startswith(("data:", '"data:')))
