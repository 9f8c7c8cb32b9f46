"""Renew the reference pictures of tests/figures/pictures, after a change that is meant to be seen.

python -m tools.pictures    write those that look different, remove those that are drawn no more; `make pictures`
"""

from __future__ import annotations

import sys

from tests.figures.key_pictures import FOLDER, drawn_anew
from tests.figures.pixels import difference


def main() -> int:
    """Write the pictures and return 0; one that looks as before is left as it is."""
    FOLDER.mkdir(exist_ok=True)
    drawn = dict(drawn_anew())
    for name, png in drawn.items():
        path = FOLDER / f"{name}.png"
        if not path.is_file() or not difference(path.read_bytes(), png).bearable:
            path.write_bytes(png)
            print(f"wrote {path.relative_to(FOLDER.parents[2])}")
    for path in FOLDER.glob("*.png"):
        if path.stem not in drawn:
            path.unlink()
            print(f"removed {path.relative_to(FOLDER.parents[2])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
