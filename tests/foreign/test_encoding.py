"""Bytes of foreign files become text, and what was guessed is said with its place."""

import pytest

from reportgen.errors import DataError
from reportgen.foreign.encoding import decoded, decoded_with_remarks

CERTAIN = {
    "UTF-8": ("Müller\n".encode(), ""),
    "UTF-8 with a mark": ("\ufeffMüller\n".encode(), ""),
    "UTF-16, little end first": (b"\xff\xfe" + "Müller\n".encode("utf-16-le"), ""),
    "UTF-16, big end first": (b"\xfe\xff" + "Müller\n".encode("utf-16-be"), ""),
    "UTF-32": ("Müller\n".encode("utf-32"), ""),
    "Latin-1 that says so": ("Müller\n".encode("latin-1"), "ISO-8859-1"),
    "Windows-1250 that says so": ("Müller\n".encode("cp1250"), "windows-1250"),
    "line ends of Windows": ("Müller\r\n".encode(), ""),
    "line ends of old Macs": ("Müller\r".encode(), ""),
}


@pytest.mark.parametrize(("data", "declared"), CERTAIN.values(), ids=CERTAIN)
def test_text_whose_encoding_is_certain_is_read_without_a_remark(data, declared):
    assert decoded(data, "f.csv", declared=declared) == ("Müller\n", "")


GUESSED = {
    "one byte": (b"ok\nM\xfcller", "", "ok\nMüller", (2, 2), "0xFC"),
    "quotation marks of Windows": (b"\x93x\x94 \x96", "", "“x” –", (1, 1), "0x93"),
    "after letters of UTF-8": ("ä\r\né ".encode() + b"\xe9", "", "ä\né é", (2, 3), "0xE9"),
    "a byte without meaning in Windows-1252": (b"a\x81", "", "a\ufffd", (1, 2), "0x81"),
    "cut within a letter": ("aé".encode()[:-1], "", "aÃ", (1, 2), "0xC3"),
    "an encoding that hides something": (b"+ADw-\xe4", "utf-7", "+ADw-ä", (1, 6), "0xE4"),
    "an encoding that nobody knows": (b"\xe4", "x-unknown", "ä", (1, 1), "0xE4"),
    "no encoding of text": (b"\xe4", "hex", "ä", (1, 1), "0xE4"),
}


@pytest.mark.parametrize(("data", "declared", "text", "place", "byte"), GUESSED.values(), ids=GUESSED)
def test_bytes_that_are_not_utf8_are_read_as_windows_1252_with_their_place(data, declared, text, place, byte):
    found, (remark,) = decoded_with_remarks(data, "f.csv", declared=declared)
    assert found == text
    assert (remark.origin.line, remark.origin.column) == place
    assert byte in remark.text


def test_a_file_that_declares_another_encoding_and_is_utf8_is_read_as_utf8():
    text, remark = decoded("Müller".encode(), "f.xml", declared="ISO-8859-1")
    assert text == "Müller"
    assert "ISO-8859-1" in remark


def test_latin_1_is_read_as_windows_1252_where_it_would_be_control_characters():
    assert decoded(b"\x93\xe4\x94", "f.xml", declared="latin-1") == ("“ä”", "")


def test_a_few_control_characters_are_left_out_with_a_remark():
    text, (remark,) = decoded_with_remarks(b"a\nb\x01c\x02", "f.csv")
    assert text == "a\nbc"
    assert (remark.origin.line, remark.origin.column) == (2, 2)
    assert "U+0001 and 1 more" in remark.text


def test_the_remark_as_text_names_line_and_column():
    assert "line 2, column 2" in decoded(b"ok\nM\xfcller", "f.csv")[1]


BINARY = {
    "a zero byte": (b"ab\nc\x00", (2, 2)),
    "UTF-16 without its mark": ("Müller".encode("utf-16-le"), (1, 2)),
    "UTF-16 that is cut off": ("ab\nc".encode("utf-16")[:-1], (2, 1)),
    "UTF-16 with a zero": ("a\x00".encode("utf-16"), (1, 2)),
    "half a pair of UTF-16": (b"\xff\xfea\x00\x00\xd8", (1, 2)),
    "nothing but control characters": (b"\x01\x02\x03\x04" * 10, (1, 1)),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", (3, 1)),
}


@pytest.mark.parametrize(("data", "place"), BINARY.values(), ids=BINARY)
def test_what_is_no_text_is_an_issue_with_its_place(data, place):
    with pytest.raises(DataError) as raised:
        decoded(data, "f.csv")
    (issue,) = raised.value.issues
    assert issue.code == "encoding-is-known"
    assert (issue.origin.line, issue.origin.column) == place
