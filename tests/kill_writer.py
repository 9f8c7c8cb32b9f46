"""Writes one output folder over and over, for tests that kill it; not a test itself.

    kill_writer.py loop TARGET WAY          write version A, B, A, … until killed
    kill_writer.py lines TARGET WAY         for each line of the store that a write runs: kill a process there

WAY is "exchange" or "renames". `lines` prints, a line each, the state that `recover` made of every kill.
"""

import os
import signal
import sys
from pathlib import Path

from reportgen import store

STORE = str(Path(store.__file__).parent)
A = {"manifest.json": b'{"generator": "reportgen", "version": "A"}', "a.txt": b"A" * 9000, "figures/one.svg": b"<A/>"}
B = {"manifest.json": b'{"generator": "reportgen", "version": "B"}', "b.txt": b"B" * 9000, "figures/two.svg": b"<B/>"}


def state(target):
    """Return "A", "B", "none", or what else is there."""
    found = {str(p.relative_to(target)): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    debris = [p.name for p in target.parent.iterdir() if p != target]
    if debris:
        return f"left behind: {debris}"
    versions = {"A": A, "B": B, "none": {}}
    return next((name for name, files in versions.items() if files == found), str(sorted(found)))


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def kill_at_line(target, exchange, number):
    """Write B in a child that kills itself at the `number`th line of the store; return whether it got that far."""
    child = os.fork()
    if child == 0:
        left = number

        def count(frame, event, argument):
            nonlocal left
            if not frame.f_code.co_filename.startswith(STORE):
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return count

        sys.settrace(count)
        store.write_tree(target, B, exchange=exchange)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def main(mode, target, exchange):
    number = 1
    while mode == "loop":
        store.write_tree(target, (A, B)[number % 2], exchange=exchange)
        say(number)
        number += 1
    killed = True
    while killed:
        store.write_tree(target, A, exchange=exchange)
        killed = kill_at_line(target, exchange, number)
        present = target.exists()
        store.recover(target)
        say(state(target), "kept" if present else "away")
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "exchange")
