"""WeasyPrint, kept on a short lead: it gets what is in memory and nothing else, and its complaints are heard."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from reportgen.errors import MissingToolError, OutputError

__all__ = ["Again", "Store", "print_pdf"]

Store: TypeAlias = MutableMapping[str, bytes]

Again: TypeAlias = Callable[[Sequence[Any], Store], str]
"""Gets pages as they are laid out, may put pictures into the store, and returns the rules for laying them out again."""

_INSTALL = (
    "the PDF needs WeasyPrint and Pango, which cannot be loaded here ({}): on Debian or Ubuntu run "
    "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "HTML and DOCX work without them"
)
# Parts of an SVG or of a style that may be passed over, links within the text that lead nowhere, and characters that no
# font of the machine has: a box is drawn, the text can still be found and copied, and the build warns of them.
_HARMLESS = (
    "Ignored ",
    "Invalid or unsupported selector",
    "Expected a media type",
    "No anchor #",
    ".notdef glyph rendered",
)
_log = logging.getLogger(__name__)


def print_pdf(markup: str, styles: str, store: Store, again: Again | None = None) -> bytes:
    """Return the PDF of `markup` set with `styles`; addresses (``font:…``, ``figure:…``) are looked up in `store`.

    With `again` all is laid out a second time, with the rules that it returns for the pages of the first; it sees those
    of the second, too.

    Raises:
        MissingToolError: WeasyPrint or one of its libraries cannot be loaded.
        OutputError: a font, a picture or a text alternative is missing, or the page asked for something outside.
    """
    weasyprint, fetcher = _load(store)
    with _listening(weasyprint) as complaints, _patient_collector():
        fonts = weasyprint.text.fonts.FontConfiguration()

        def laid_out(rules: str) -> Any:
            sheet = weasyprint.CSS(string=rules, font_config=fonts, url_fetcher=fetcher)
            page = weasyprint.HTML(string=markup, base_url="", url_fetcher=fetcher, media_type="print")
            return page.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")

        document = laid_out(styles)
        if again is not None:
            document = laid_out(styles + again(document.pages, store))
            again(document.pages, store)
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    faults = [*(f"found a reference to {address!r}, which is not in the document" for address in fetcher.refused)]
    faults += [text for text in complaints if not text.startswith(_HARMLESS)]
    if faults:
        raise OutputError("the PDF could not be made in full: " + "; ".join(dict.fromkeys(faults)))
    return data


def _load(store: Store) -> tuple[Any, Any]:
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        # A missing library of the system is an OSError of several lines, the first of which names it.
        raise MissingToolError(_INSTALL.format(str(error).strip().partition("\n")[0])) from error

    class MemoryFetcher(URLFetcher):  # type: ignore[misc] # the class has no types
        """Serves what the writer put into the store; everything else is refused and written down."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            del headers
            if url not in store:
                self.refused.append(url)
                raise ValueError(f"refused: {url}")
            kind = "font/ttf" if url.startswith("font:") else "image/svg+xml"
            return URLFetcherResponse(url, store[url], {"Content-Type": kind})

    return weasyprint, MemoryFetcher()


@contextmanager
def _listening(weasyprint: Any) -> Iterator[list[str]]:
    """Yield a list that fills with WeasyPrint's warnings and errors; nothing of them reaches the terminal."""
    complaints: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    logger, ear = weasyprint.LOGGER, Ear(logging.WARNING)
    before = (logger.propagate, logger.handlers[:], logger.level)
    logger.propagate, logger.handlers = False, [ear]
    logger.setLevel(logging.WARNING)
    try:
        yield complaints
    finally:
        logger.propagate, logger.handlers = before[:2]
        logger.setLevel(before[2])
        for text in complaints:
            _log.debug("WeasyPrint: %s", text)


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Let the collector of garbage look less often: layout makes many objects that all stay, and it saves a fifth."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
