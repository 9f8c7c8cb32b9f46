"""Changes files of a folder and is killed on the way; not a test itself.

    kill_update.py lines FOLDER               for each line of the store that a change runs: kill a process there
    kill_update.py events FOLDER NEW NUMBER   `reportgen update`, killed at that event of the interpreter
    kill_update.py events FOLDER NEW 0        `reportgen update`; prints how many events there are, and the first
                                              that is about the stage

An event is what the interpreter tells of opening, renaming, deleting a file. `lines` prints the state after recovery.
"""

import os
import signal
import sys
from pathlib import Path

from reportgen import store
from reportgen.cli.app import run

STORE = str(Path(store.__file__).parent)
OLD = {"a.csv": b"a" * 9000, "b.csv": b"b"}
NEW = {"a.csv": b"A" * 8000, "b.csv": b"B", "sections/new.md": b"N"}


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def state(folder):
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    others = [p.name for p in folder.iterdir() if p.name.startswith(".")]
    if others:
        return f"left behind: {others}"
    return "old" if found == OLD else "new" if found == NEW else str(sorted(found))


def kill_at_line(folder, number, work):
    """Do the work in a child that kills itself at the `number`th line of the store; return whether it got there."""
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
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def fill(folder):
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)


def lines(folder):
    number, killed = 1, True
    while killed:
        fill(folder)
        killed = kill_at_line(
            folder, number, lambda: store.write_changes(folder, NEW, {**OLD, "sections/new.md": None})
        )
        # Recovery may be killed, too, at any of its own lines.
        kill_at_line(folder, 1 + number % 40, lambda: store.recover_changes(folder))
        store.recover_changes(folder)
        say(state(folder))
        number += 1


def events(folder, new, number):
    seen, first = 0, 0

    def count(event, arguments):
        nonlocal seen, first
        if event not in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}:
            return
        seen += 1
        if not first and any(store.STAGE in str(one) for one in arguments):
            first = seen
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    code = run(["update", str(folder), str(new), "--replace", "--quiet"])
    say(code, seen, first)


if __name__ == "__main__":
    if sys.argv[1] == "lines":
        lines(Path(sys.argv[2]))
    else:
        events(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
