"""What is to be imported comes in as bytes: a file, a folder, an archive; nothing that could do harm comes along."""

import gzip
import os
import stat
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from reportgen.errors import DataError
from reportgen.exchange import archive, read_source
from tests.exchange.archives import LINK, PIPE, entry, raw_zip, zipped
from tests.load.workbooks import sheet_xml, workbook

INNER = zipped({"data.csv": b"a,b\n", ".hidden": b"x"})
BOOK = workbook({"A": sheet_xml([["x"]])})


def read(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return read_source(tmp_path / name)


def issues(path):
    with pytest.raises(DataError) as raised:
        read_source(path)
    return raised.value.issues


# ---- what comes in

SINGLE = {
    "a file": ("review.rm5", b"<a/>", "file", {"review.rm5": b"<a/>"}),
    "a gzipped file": ("review.rm5.gz", gzip.compress(b"<a/>"), "file", {"review.rm5": b"<a/>"}),
    "a gzipped file by its bytes": ("review", gzip.compress(b"<a/>"), "file", {"review": b"<a/>"}),
    "a gzipped file in two parts": ("r.csv.gz", gzip.compress(b"a") + gzip.compress(b"b"), "file", {"r.csv": b"ab"}),
    "a workbook": ("table.xlsx", BOOK, "file", {"table.xlsx": BOOK}),
    "a workbook by its bytes": ("table.zip", BOOK, "file", {"table.zip": BOOK}),
    "a workbook that is cut off": ("table.xlsx", BOOK[:300], "file", {"table.xlsx": BOOK[:300]}),
    "an archive": ("p.zip", zipped({"b/c.csv": b"1", "a.csv": b"2"}), "archive", {"a.csv": b"2", "b/c.csv": b"1"}),
    "an archive by its bytes": ("package", zipped({"a.csv": b"2"}), "archive", {"a.csv": b"2"}),
    "an archive with folders": ("p.zip", zipped({"b/": b"", "b/c.csv": b"1"}), "archive", {"b/c.csv": b"1"}),
    "an archive in an archive": ("p.zip", zipped({"in/d.zip": INNER}), "archive", {"in/d.zip/data.csv": b"a,b\n"}),
    "a gzipped file in an archive": ("p.zip", zipped({"r.rm5.gz": gzip.compress(b"x")}), "archive", {"r.rm5": b"x"}),
    "a gzipped archive": ("p.zip.gz", gzip.compress(INNER), "archive", {"p.zip/data.csv": b"a,b\n"}),
    "a workbook in an archive": ("p.zip", zipped({"t.xlsx": BOOK}), "archive", {"t.xlsx": BOOK}),
    "files of the system": (
        "p.zip",
        zipped({"__MACOSX/._a.csv": b"x", "a.csv": b"1", ".DS_Store": b"x", "b/Thumbs.db": b"x", "~$a.xlsx": b"x"}),
        "archive",
        {"a.csv": b"1"},
    ),
    "superfluous dots and slashes": ("p.zip", zipped({"./a//b.csv": b"1"}), "archive", {"a/b.csv": b"1"}),
}


@pytest.mark.parametrize(("name", "data", "kind", "files"), SINGLE.values(), ids=SINGLE)
def test_a_file_is_what_its_bytes_say(tmp_path, name, data, kind, files):
    source = read(tmp_path, name, data)
    assert (source.name, source.kind, dict(source.files)) == (name, kind, files)
    assert list(source.files) == sorted(source.files)


def test_a_folder_is_read_with_all_below_it(tmp_path):
    for name in ("b/c/d.csv", "a.csv", ".git/config", "__MACOSX/x", "b/~$d.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "b/p.zip").write_bytes(INNER)
    (tmp_path / "b/r.rm5.gz").write_bytes(gzip.compress(b"x"))
    source = read_source(tmp_path)
    assert source.kind == "folder"
    assert dict(source.files) == {"a.csv": b"1", "b/c/d.csv": b"1", "b/p.zip/data.csv": b"a,b\n", "b/r.rm5": b"x"}


def test_the_folder_one_stands_in_has_its_name(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"1")
    monkeypatch.chdir(tmp_path)
    assert read_source(Path()).name == tmp_path.name


def test_links_within_a_folder_are_followed_to_files_only(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.csv").write_bytes(b"1")
    (tmp_path / "b.csv").symlink_to("data/a.csv")
    (tmp_path / "again").symlink_to("data")
    (tmp_path / "round").symlink_to(".")
    assert set(read_source(tmp_path).files) == {"data/a.csv", "b.csv"}


# ---- what cannot be read


def test_a_missing_path_is_an_issue_without_the_path_of_the_machine(tmp_path):
    (issue,) = issues(tmp_path / "nothing.rm5")
    assert issue.code == "source-is-readable"
    assert "no file or folder 'nothing.rm5'" in issue.message
    assert str(tmp_path) not in str(issue)


UNREADABLE = {
    "an empty file": ("a.csv", b""),
    "an empty archive": ("p.zip", zipped({})),
    "an archive with files of the system only": ("p.zip", zipped({"__MACOSX/a": b"x"})),
    "a page instead of an archive": ("p.zip", b"<html>Sorry</html>"),
    "a page instead of a gzipped file": ("r.rm5.gz", b"<html>Sorry</html>"),
    "an archive that is cut off": ("p.zip", INNER[:-10]),
    "an archive without its beginning": ("p.zip", b"PK\x03\x04" + INNER[40:]),
    "a gzipped file that is cut off": ("r.rm5.gz", gzip.compress(os.urandom(100))[:-10]),
    "a gzipped file with a changed byte": ("r.rm5.gz", gzip.compress(b"a" * 99)[:-8] + bytes(8)),
    "a gzipped file with something behind": ("r.rm5.gz", gzip.compress(b"a") + b"rest"),
    "an archive with a changed byte": ("p.zip", zipped({"a": b"1" * 50}, method=0).replace(b"1" * 9, b"2" * 9, 1)),
    "an inner archive that is cut off": ("p.zip", zipped({"d.zip": INNER[:-10]})),
}


@pytest.mark.parametrize(("name", "data"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_whole_is_an_issue(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (issue,) = issues(tmp_path / name)
    assert issue.code == "source-is-readable"
    assert issue.origin.path.startswith((name, "d.zip"))


def test_an_empty_folder_is_an_issue(tmp_path):
    assert [issue.code for issue in issues(tmp_path)] == ["source-is-readable"]


def test_pipes_and_devices_are_issues_and_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in issues(tmp_path / "pipe")[0].message
    assert "no regular file" in issues(Path("/dev/zero"))[0].message
    (tmp_path / "a.csv").write_bytes(b"1")
    assert "something that is no file: 'pipe'" in issues(tmp_path)[0].message


def test_a_path_that_no_system_holds_is_an_issue():
    assert [issue.code for issue in issues(Path("a\0b"))] == ["source-is-readable"]
    assert [issue.code for issue in issues(Path("a" * 5000))] == ["source-is-readable"]


def test_a_file_without_permission_is_an_issue(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"1")

    def refuse(*arguments, **named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    for path in (tmp_path, tmp_path / "a.csv"):
        (issue,) = issues(path)
        assert (issue.code, issue.origin.path) == ("source-is-readable", "a.csv")
        assert "permission denied" in issue.message


def test_a_link_that_leads_nowhere_or_round_is_an_issue(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert [issue.code for issue in issues(tmp_path / "a")] == ["source-is-readable"]
    assert {issue.code for issue in issues(tmp_path)} == {"archive-is-harmless"}


def test_links_that_lead_out_of_a_folder_are_issues(tmp_path):
    (tmp_path / "outside.csv").write_bytes(b"secret")
    (tmp_path / "given").mkdir()
    (tmp_path / "given/a.csv").symlink_to("../outside.csv")
    (tmp_path / "given/b").symlink_to("/")
    found = issues(tmp_path / "given")
    assert [issue.code for issue in found] == ["archive-is-harmless"] * 2
    assert all("a link that leads outside" in issue.message for issue in found)


# ---- what could do harm

NAMES = {
    "../a.csv": "leaves the archive",
    "a/../../b.csv": "leaves the archive",
    "a/..": "leaves the archive",
    "/etc/passwd": "begins at the root",
    "//server/share": "begins at the root",
    "C:/a.csv": "begins with a drive",
    "c:a.csv": "begins with a drive",
    "..\\a.csv": "a backslash",
    "\\\\server\\a.csv": "a backslash",
    "a\0.csv": "a control character",
    "a\n.csv": "a control character",
    "a\x1b[31m.csv": "a control character",
    ".": "an empty name",
    "": "an empty name",
    "a" * 501: "more than 500 characters",
}


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:20] for name in NAMES])
def test_names_that_lead_elsewhere_are_issues(tmp_path, name):
    (tmp_path / "p.zip").write_bytes(raw_zip([entry("a.csv", b"1"), entry(name, b"2")]))
    (issue,) = issues(tmp_path / "p.zip")
    assert (issue.code, issue.origin.path) == ("archive-is-harmless", "p.zip")
    assert NAMES[name] in issue.message


MEGABYTES = b"\0" * 6_000_000
HARMFUL = {
    "a symbolic link": (zipped({"a.csv": b"/etc/passwd"}, modes={"a.csv": LINK}), "a symbolic link"),
    "a pipe": (zipped({"a.csv": b""}, modes={"a.csv": PIPE}), "a device or pipe"),
    "a member twice": (raw_zip([entry("a", b"1"), entry("a", b"2")]), "2 times"),
    "a member twice, spelled in two ways": (raw_zip([entry("a/b", b"1"), entry("a//b", b"2")]), "2 times"),
    "a member with a password": (raw_zip([entry("a", b"1", flags=1)]), "password"),
    "another method": (zipped({"a": b"1" * 99}, method=zipfile.ZIP_BZIP2), "method 12"),
    "a member that unpacks to much more": (zipped({"a.csv": MEGABYTES}), "packed into"),
    "a member that says it is large": (
        raw_zip([entry("a", b"1", size=2_000_000_000, packed=1_999_999_999)]),
        "2000 MB",
    ),
    "members that are large together": (
        raw_zip([entry(f"a{index}", b"1", size=90_000_000, packed=1_000_000) for index in range(4)]),
        "300 MB together",
    ),
    "members that overlap": (raw_zip([entry("a", b"1" * 99), entry("b", b"1" * 99, offset=0)]), "overlap"),
    "many members": (raw_zip([entry(f"{index}", b"") for index in range(archive.MOST_FILES + 1)]), "5000 members"),
    "many members that are not counted": (
        raw_zip([entry(f"{index}", b"") for index in range(archive.MOST_FILES + 1)], count=1),
        "5000 members",
    ),
    "archives in archives in archives": (zipped({"a.zip": zipped({"b.zip": INNER})}), "within an archive within"),
    "a gzipped file that is gzipped": (gzip.compress(gzip.compress(gzip.compress(b"a"))), "within an archive within"),
    "a gzipped file that unpacks to much more": (gzip.compress(MEGABYTES), "more than 200 times"),
    "a name that an inner archive has, too": (
        zipped({"a.zip": INNER, "a.zip/data.csv": b"x"}),
        "twice after unpacking",
    ),
}


@pytest.mark.parametrize(("data", "said"), HARMFUL.values(), ids=HARMFUL)
def test_harmful_archives_are_issues(tmp_path, data, said):
    (tmp_path / "package").write_bytes(data)
    found = issues(tmp_path / "package")
    assert {issue.code for issue in found} == {"archive-is-harmless"}
    assert any(said in issue.message for issue in found)
    assert all(issue.origin.path.startswith(("package", "a.zip")) for issue in found)


LYING = {
    "less than it is": {"size": 10},
    "more than it is": {"size": 1000},
    "a checksum of something else": {"crc": 1},
}


@pytest.mark.parametrize("claims", LYING.values(), ids=LYING)
def test_a_member_that_is_not_what_the_archive_says_is_an_issue(tmp_path, claims):
    (tmp_path / "p.zip").write_bytes(raw_zip([entry("a.csv", b"x" * 500, **claims)]))
    assert {issue.code for issue in issues(tmp_path / "p.zip")} <= {"archive-is-harmless", "source-is-readable"}


def test_a_member_that_unpacks_to_more_than_it_says_is_not_unpacked_whole(tmp_path):
    start = MEGABYTES[:70_000]
    bomb = raw_zip([entry("a.csv", MEGABYTES * 10, size=len(start), packed=1_000, crc=zlib.crc32(start))])
    (tmp_path / "p.zip").write_bytes(bomb)
    tracemalloc.start()
    try:
        assert dict(read_source(tmp_path / "p.zip").files) == {"a.csv": start}
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_all_that_is_wrong_with_an_archive_is_told_at_once(tmp_path):
    (tmp_path / "p.zip").write_bytes(raw_zip([entry("../a", b"1"), entry("/b", b"2"), entry("c", b"3", flags=1)]))
    assert len(issues(tmp_path / "p.zip")) == 3


def test_a_file_and_all_files_together_have_a_largest_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILE_BYTES", 10)
    (tmp_path / "a.csv").write_bytes(b"1" * 11)
    assert issues(tmp_path / "a.csv")[0].code == "archive-is-harmless"
    (tmp_path / "a.csv").write_bytes(b"1" * 9)
    (tmp_path / "b.csv").write_bytes(b"1" * 9)
    monkeypatch.setattr("reportgen.exchange.source.Allowance", lambda: archive.Allowance(15, 100))
    assert "more than 300 MB" in issues(tmp_path)[0].message
    monkeypatch.setattr("reportgen.exchange.source.Allowance", lambda: archive.Allowance(100, 1))
    assert "more than 5000 files" in issues(tmp_path)[0].message


def test_a_folder_of_many_entries_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("reportgen.exchange.source._MOST_ENTRIES", 3)
    for index in range(4):
        (tmp_path / str(index)).mkdir()
    assert "more than 5000 files" in issues(tmp_path)[0].message


def test_nothing_is_written(tmp_path):
    (tmp_path / "p.zip").write_bytes(zipped({"a/b.csv": b"1"}))
    before = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    read_source(tmp_path / "p.zip")
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")} == before
