"""No file, however hostile or broken, gives more than issues: nothing is fetched, written, run, or held without end."""

import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager

import pytest

from reportgen.errors import DataError
from reportgen.exchange import ImportOptions, Source, read_source
from reportgen.exchange.recognise import recognised
from reportgen.exchange.registry import FORMATS
from reportgen.load import write
from tests.exchange.hostile import REFUSED, TAKEN, TEXT, _declared

ALL = {**REFUSED, **TAKEN}
SECONDS = 20
WATCHED = threading.local()
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.remove", "os.mkdir", "os.rename", "urllib.")
OF_OUR_OWN = ("pandoc", f"{tempfile.gettempdir()}/reportgen-", "__pycache__")
"""pandoc reads BibTeX, in a folder that is gone afterwards; modules that are read for the first time are compiled."""


def _hook(event, arguments):
    seen = getattr(WATCHED, "seen", None)
    if seen is None or not event.startswith(FORBIDDEN):
        return
    if event == "open" and (isinstance(arguments[0], int) or not arguments[2] & WRITES):
        return
    if event == "os.remove" and arguments[1] != -1:  # by its place in a folder that is open: our own that goes away
        return
    told = " ".join(map(str, arguments))
    if not any(word in told for word in OF_OUR_OWN):
        seen.append((event, told))


sys.addaudithook(_hook)  # for good: Python does not take a hook back; it does nothing unless `watched`


@contextmanager
def watched():
    """Fail if anything is written, fetched or started meanwhile."""
    WATCHED.seen = seen = []
    try:
        yield
    finally:
        WATCHED.seen = None
    assert seen == []


def brought_in(path):
    """Return the review in a file, read in the format that it has the form of."""
    source = read_source(path)
    review = recognised(source).read(source, ImportOptions()).review
    write(review)
    return review


def put(tmp_path, name, make):
    folder = tmp_path / "given"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(make())
    return folder / name


@pytest.mark.parametrize(("name", "make"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_or_broken_file_is_refused_with_a_place(tmp_path, name, make):
    path = put(tmp_path, name, make)
    begun = time.monotonic()
    with watched(), pytest.raises(DataError) as raised:
        brought_in(path)
    assert time.monotonic() - begun < SECONDS
    known = {"format-is-recognised"}
    assert all(issue.origin is not None or issue.code in known for issue in raised.value.issues)
    assert str(tmp_path) not in str(raised.value)
    assert "root:x:0" not in str(raised.value)
    assert len(str(raised.value)) < 20_000


@pytest.mark.parametrize(("name", "make"), TAKEN.values(), ids=TAKEN)
def test_an_odd_file_comes_in(tmp_path, name, make):
    path = put(tmp_path, name, make)
    with watched():
        brought_in(path)


def refused(format_id, source):
    """Return the codes with which a format refuses a source, also one that it would not take for its own."""
    try:
        FORMATS[format_id].matches(source)
        write(FORMATS[format_id].read(source, ImportOptions()).review)
    except DataError as error:
        return tuple(issue.code for issue in error.issues)
    return ()


@pytest.mark.parametrize(("name", "make"), ALL.values(), ids=ALL)
def test_no_format_gives_anything_but_issues_however_hostile_the_file(name, make):
    source = Source(name=name, kind="file", files={name: make()})
    for format_id in FORMATS:
        begun = time.monotonic()
        with watched():
            refused(format_id, source)
        assert time.monotonic() - begun < SECONDS


# ---- nothing is fetched, not even by a library that Python does not see


@pytest.fixture
def listener():
    """Return a socket that waits for anybody to call."""
    with socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        waiting.setblocking(False)
        yield waiting


CALLS = {
    "a document type": '<!DOCTYPE COCHRANE_REVIEW SYSTEM "{0}">',
    "an entity": '<!DOCTYPE COCHRANE_REVIEW [<!ENTITY x SYSTEM "{0}">]>',
    "a parameter entity": '<!DOCTYPE COCHRANE_REVIEW [<!ENTITY % x SYSTEM "{0}"> %x;]>',
    "a style sheet": '<?xml-stylesheet type="text/xsl" href="{0}"?>',
    "another file within": '<?xml-model href="{0}"?>',
}


@pytest.mark.parametrize("declaration", CALLS.values(), ids=CALLS)
def test_nobody_is_called(tmp_path, listener, declaration):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    data = _declared(declaration.format(address), "&x;" if "ENTITY x" in declaration else "")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}"/><COVER_SHEET'
    path = put(tmp_path, "review.rm5", lambda: data.replace(b"<COVER_SHEET", include.encode(), 1))
    assert set(refused("rm5", read_source(path))) <= {"xml-is-harmless"}
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_no_file_is_read_that_an_entity_names(tmp_path):
    (tmp_path / "secret").write_text("the secret", encoding="utf-8")
    entity = f'<!DOCTYPE COCHRANE_REVIEW [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    with pytest.raises(DataError) as raised:
        brought_in(put(tmp_path, "review.rm5", lambda: _declared(entity, "&x;")))
    assert "the secret" not in str(raised.value)
    assert TEXT.count("the secret") == 0


# ---- memory is bounded

WORST = (
    "billion laughs",
    "one long entity many times",
    "elements without end",
    "a flood of attributes",
    "a flood of elements",
    "a bomb that lies about its size",
    "a bomb of members on top of each other",
    "a gzipped bomb",
    "a workbook with a cell far away",
    "an ods without end",
    "an xls with cells far away",
    "a table of a million columns",
    "a cell of 20 MB",
    "JSON that is too deep",
    "a picture of 8 MB",
)
PROGRAM = """
import resource, sys
from pathlib import Path
from reportgen.errors import DataError
from reportgen.exchange import ImportOptions, read_source
from reportgen.exchange.recognise import recognised
from reportgen.exchange.registry import FORMATS
from reportgen.load import write
pages = int(Path("/proc/self/statm").read_text().split()[0])
most = pages * resource.getpagesize() + 1_000_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
for path in sys.argv[1:]:
    try:
        source = read_source(Path(path))
        write(recognised(source).read(source, ImportOptions()).review)
        print("taken")
    except DataError as error:
        print(error.issues[0].code)
"""


def test_the_worst_files_need_less_than_a_gigabyte(tmp_path):
    paths = []
    for index, what in enumerate(WORST):
        (tmp_path / str(index)).mkdir()
        paths.append(tmp_path / str(index) / ALL[what][0])
        paths[-1].write_bytes(ALL[what][1]())
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", PROGRAM, *map(str, paths)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)
    assert ran.returncode == 0, ran.stderr
    said = dict(zip(WORST, ran.stdout.split(), strict=True))
    assert [what for what in WORST if (said[what] == "taken") != (what in TAKEN)] == []
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_000_000
