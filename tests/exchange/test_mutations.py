"""Two thousand files changed at random come in or give issues, in good time; what comes in is a review that loads."""

import signal
from contextlib import contextmanager
from random import Random

import pytest

from reportgen.errors import DataError
from reportgen.exchange import ImportOptions, Source
from reportgen.exchange.registry import FORMATS
from reportgen.load import load, write
from tests.exchange.mutations import mutated
from tests.exchange.reloading import stored
from tests.exchange.seeds import SEEDS, seed

SECONDS = 10
BLOCK = 50
BLOCKS = 40
OWN = ("json", "xlsx", "folder")
"""Formats that hold a review as it is, right or wrong: what is wrong with it is told when the folder is loaded."""
USED = [key for key in SEEDS if key.split()[0] in FORMATS]


class TooLongError(BaseException):
    """Not an Exception: what catches those must not catch this."""


@contextmanager
def alarm(seconds):
    """Raise TooLongError in what takes longer."""

    def ring(*arguments):
        raise TooLongError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def changed(key, random):
    """Return a source with one of its files changed, now and then left out."""
    source = seed(key)
    name = random.choice(sorted(source.files))
    files = dict(source.files)
    if len(files) > 1 and random.random() < 0.05:
        del files[name]
    else:
        files[name] = mutated(name, files[name], random)
    return Source(name=source.name, kind=source.kind, files=files)


def came_in(key, source, folder):
    """Return whether a source comes in as a review that can be written and loaded; any error but issues goes on."""
    format_ = FORMATS[key.split()[0]]
    with alarm(SECONDS):
        try:
            format_.matches(source)
            review = format_.read(source, ImportOptions()).review
        except DataError as error:
            return not error.issues
        files = write(review)
        if key not in OWN:
            load(stored(folder, files))
    return True


def test_every_format_has_a_seed():
    assert set(FORMATS) <= {key.split()[0] for key in SEEDS}


@pytest.mark.parametrize("key", USED)
def test_the_seed_itself_comes_in(key, tmp_path):
    assert came_in(key, seed(key), tmp_path)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_changed_files_come_in_or_give_issues(block, tmp_path):
    taken = 0
    for item in range(BLOCK):
        random = Random(block * BLOCK + item)
        key = USED[(block * BLOCK + item) % len(USED)]
        try:
            taken += came_in(key, changed(key, random), tmp_path / str(item))
        except (Exception, TooLongError) as error:
            error.add_note(f"changed file {block * BLOCK + item}, a source of {key}")
            raise
    assert 0 < taken < BLOCK
