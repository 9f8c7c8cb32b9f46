"""The same review gives the same bytes, wherever and whenever it is built."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.pipeline.built import EXAMPLE

BUILD = "from reportgen.cli import main; main()"


def build(folder, output, prefix=(), **environment):
    command = [*prefix, sys.executable, "-c", BUILD, "build", str(folder), "--output", str(output), "--quiet"]
    done = subprocess.run(
        command,
        env={**os.environ, "REPORTGEN_DEBUG": "1", **environment},
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def hashes(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_another_day_folder_time_zone_locale_hash_seed_and_umask_give_the_same_bytes(tmp_path, program):
    build(EXAMPLE, tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    elsewhere = tmp_path / "another place" / "pip"
    shutil.copytree(EXAMPLE, elsewhere)
    before = os.umask(0o077)
    try:
        prefix = (program("faketime"), "-f", "+400d")
        output = tmp_path / "deep" / "er" / "two"
        output.parent.mkdir(parents=True)
        build(
            elsewhere,
            output,
            prefix,
            PYTHONHASHSEED="77",
            TZ="Asia/Kathmandu",
            LC_ALL="C",
        )
    finally:
        os.umask(before)
    first, second = hashes(tmp_path / "one"), hashes(output)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) == 18
    assert "snapshot.json" in first


def test_no_file_names_a_folder_of_this_machine(tmp_path):
    build(EXAMPLE, tmp_path / "out")
    secret = [str(tmp_path).encode(), str(EXAMPLE.parent.parent).encode(), str(Path.home()).encode() + b"/"]
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            data = unpacked(path)
            assert [word for word in secret if word in data] == [], path.name


def unpacked(path):
    if path.suffix == ".docx":
        import zipfile

        with zipfile.ZipFile(path) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".pdf":
        import pikepdf

        with pikepdf.open(path) as pdf:
            streams = [
                obj.read_bytes()
                for obj in pdf.objects
                if isinstance(obj, pikepdf.Stream) and "/Filter" in obj and obj.get("/Filter") == "/FlateDecode"
            ]
            return b"\n".join([path.read_bytes(), *streams])
    return path.read_bytes()
