"""What the numbers and bytes of an output depend on beside the review: reportgen and the libraries it uses."""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from reportgen import __version__

__all__ = ["LIBRARIES", "software_versions"]

LIBRARIES = (
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "matplotlib",
    "mdit-py-plugins",
    "numpy",
    "pillow",
    "pydyf",
    "pypandoc-binary",
    "python-bidi",
    "python-calamine",
    "python-docx",
    "ruamel.yaml",
    "scipy",
    "uharfbuzz",
    "weasyprint",
)
"""Packages that work on numbers, text, pictures or files; those that check, show and compare are not among them."""

_SYSTEM_LIBRARIES = {
    "harfbuzz": ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "pango": ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
}
"""Libraries of the system that set the lines of the PDF: the function that tells the version, and names of the file."""


@cache
def software_versions() -> Mapping[str, str]:
    """Return the versions of reportgen, Python, the libraries and the kind of machine, by name in fixed order.

    What is not there is left out. No program is started.
    """
    return {
        "reportgen": __version__,
        "python": platform.python_version(),
        "machine": f"{sys.platform} {platform.machine()}",
        **dict(sorted({**dict(_packages()), **dict(_of_the_system()), "zlib": zlib.ZLIB_RUNTIME_VERSION}.items())),
    }


def _packages() -> Iterator[tuple[str, str]]:
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _of_the_system() -> Iterator[tuple[str, str]]:
    for name, (function, *files) in _SYSTEM_LIBRARIES.items():
        for file in files:
            with suppress(OSError, AttributeError):
                tell = getattr(ctypes.CDLL(file), function)
                tell.restype = ctypes.c_char_p
                yield name, tell().decode("ascii", "replace")
                break
