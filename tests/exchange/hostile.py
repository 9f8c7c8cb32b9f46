"""Files made to do harm, and files broken as downloads break; each is made when it is asked for."""

from __future__ import annotations

import gzip
import io
import tarfile

from tests.exchange.archives import LINK, PIPE, entry, raw_zip, zipped
from tests.exchange.old_workbooks import label, number, ods, xls
from tests.exchange.seeds import REVMAN_CSV, SEEDS
from tests.load.workbooks import sheet_xml, workbook

RM5 = SEEDS["rm5"]["review.rm5"]
TEXT = RM5.decode()
HEAD = TEXT.index("<COCHRANE_REVIEW")
MANY = 100_000


def _declared(declaration, use=""):
    return (TEXT[:HEAD] + declaration + TEXT[HEAD:].replace("Drug for pain", f"Drug {use}", 1)).encode()


def _laughs(depth=9, width=10):
    entities = ['<!ENTITY l0 "lol">']
    entities += [f'<!ENTITY l{level} "{f"&l{level - 1};" * width}">' for level in range(1, depth)]
    return _declared(f"<!DOCTYPE COCHRANE_REVIEW [{''.join(entities)}]>", f"&l{depth - 1};")


def _quadratic():
    return _declared(f'<!DOCTYPE COCHRANE_REVIEW [<!ENTITY a "{"a" * MANY}">]>', "&a;" * 20_000)


def _within(text):
    return TEXT.replace("<COVER_SHEET", text + "<COVER_SHEET", 1).encode()


def _sheet(cells, name="A"):
    return workbook({name: sheet_xml([["Study", "x"]], shown_as=cells)})


def _nested_zips(depth):
    data = zipped({"review.rm5": RM5})
    for level in range(depth):
        data = zipped({f"{level}.zip": data})
    return data


def _tar():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("../review.rm5")
        info.size = len(RM5)
        archive.addfile(info, io.BytesIO(RM5))
    return stream.getvalue()


def _csv(extra):
    return (REVMAN_CSV + extra).encode()


def _flood(count):
    attributes = " ".join(f'a{index}="1"' for index in range(count))
    return _within(f"<X {attributes}/>")


REFUSED = {
    # XML
    "billion laughs": ("review.rm5", _laughs),
    "one long entity many times": ("review.rm5", _quadratic),
    "an external entity": (
        "review.rm5",
        lambda: _declared('<!DOCTYPE COCHRANE_REVIEW [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
    ),
    "an external document type": (
        "review.rm5",
        lambda: _declared('<!DOCTYPE COCHRANE_REVIEW SYSTEM "http://127.0.0.1:9/x.dtd">'),
    ),
    "parameter entities": (
        "review.rm5",
        lambda: _declared('<!DOCTYPE COCHRANE_REVIEW [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'),
    ),
    "a document type hidden by UTF-16": ("review.rm5", lambda: _laughs().decode().encode("utf-16")),
    "a document type hidden by UTF-32": ("review.rm5", lambda: _laughs().decode().encode("utf-32")),
    "elements without end": ("review.rm5", lambda: _within("<P>" * MANY + "</P>" * MANY)),
    "elements that never close": ("review.rm5", lambda: _within("<P>" * MANY)),
    "a flood of attributes": ("review.rm5", lambda: _flood(MANY)),
    "a flood of elements": ("review.rm5", lambda: _within("<P></P>" * 800_000)),
    "cut in the middle": ("review.rm5", lambda: RM5[: len(RM5) // 2]),
    "cut at the very end": ("review.rm5", lambda: RM5.rstrip()[:-1]),
    "twice in one file": ("review.rm5", lambda: RM5 + RM5),
    "a sign for less than": ("review.rm5", lambda: TEXT.replace("A trial", "P < 0.05", 1).encode()),
    "zero bytes within": ("review.rm5", lambda: RM5.replace(b"A trial", b"A\0trial", 1)),
    "UTF-16 without its mark": ("review.rm5", lambda: TEXT.encode("utf-16-le")),
    "another kind of XML": ("review.rm5", lambda: b"<html><body>Please log in</body></html>"),
    # archives
    "an archive that is cut off": ("p.zip", lambda: zipped({"review.rm5": RM5})[:-50]),
    "an archive of one byte too few": ("p.zip", lambda: zipped({"review.rm5": RM5})[:-1]),
    "a gzipped file that is cut off": ("review.rm5.gz", lambda: gzip.compress(RM5)[:-20]),
    "a gzipped archive of another kind": ("review.tar.gz", _tar),
    "a bomb": ("p.zip", lambda: zipped({"review.rm5": bytes(90_000_000)})),
    "a gzipped bomb": ("review.rm5.gz", lambda: gzip.compress(bytes(150_000_000))),
    "a bomb in archives in archives": ("p.zip", lambda: _nested_zips(2)),
    "a bomb of many members": ("p.zip", lambda: raw_zip([entry(str(i), b"") for i in range(6000)])),
    "a bomb of members on top of each other": (
        "p.zip",
        lambda: raw_zip([entry("a", bytes(MANY)), *(entry(f"b{i}", bytes(MANY), offset=0) for i in range(500))]),
    ),
    "a bomb that lies about its size": (
        "p.zip",
        lambda: raw_zip([entry("review.rm5", bytes(90_000_000), size=1000, packed=900)]),
    ),
    "a symbolic link": ("p.zip", lambda: zipped({"review.rm5": b"/etc/passwd"}, modes={"review.rm5": LINK})),
    "a pipe": ("p.zip", lambda: zipped({"review.rm5": b""}, modes={"review.rm5": PIPE})),
    "a member with a password": ("p.zip", lambda: raw_zip([entry("review.rm5", RM5, flags=1)])),
    "a member twice": ("p.zip", lambda: raw_zip([entry("review.rm5", RM5), entry("review.rm5", b"<a/>")])),
    **{
        f"a member called {name!a}": ("p.zip", lambda name=name: raw_zip([entry(name, RM5)]))
        for name in (
            "../../review.rm5",
            "/review.rm5",
            "C:\\review.rm5",
            "a\\..\\..\\review.rm5",
            "review.rm5\0.txt",
            "",
        )
    },
    # workbooks
    "a workbook that is cut off": ("table.xlsx", lambda: _sheet("")[:-60]),
    "a workbook with a cell far away": ("table.xlsx", lambda: _sheet('<row><c r="XFD1048576"><v>1</v></c></row>')),
    "an ods without end": (
        "table.ods",
        lambda: ods(
            '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>"
        ),
    ),
    "an xls with cells far away": ("table.xls", lambda: xls({f"S{i}": number(65535, 255, 1) for i in range(99)})),
    "an xls that is cut off": ("table.xls", lambda: xls({"A": label(0, 0, "Study")})[:1000]),
    # tables
    "a table of a million columns": ("table.csv", lambda: b"study," + b",".join([b"x"] * 1_000_000) + b"\n"),
    "a cell of 20 MB": ("export.csv", lambda: _csv(f'1,3,0,"{"x" * 20_000_000}"\n')),
    "a quotation mark without end": ("export.csv", lambda: _csv('1,3,0,"x\n')),
    "zero bytes in a table": ("export.csv", lambda: _csv("1,3,0,\0\n")),
    "a table of zero bytes": ("table.csv", lambda: bytes(MANY)),
    # JSON
    "JSON without end": ("review.json", lambda: b'{"format": "reportgen review", "review": ' + b"[" * MANY),
    "JSON that is too deep": ("refs.json", lambda: b'[{"id": ' + b"[" * MANY + b"]" * MANY + b', "type": "book"}]'),
    "JSON with a huge number": (
        "review.json",
        lambda: b'{"format": "reportgen review", "version": 1, "review": ' + b"9" * 10_000 + b"}",
    ),
    "JSON that is cut off": ("review.json", lambda: SEEDS["json"]["review.json"].encode()[:-10]),
    # references
    "entries without an end": ("refs.bib", lambda: b"@article{\n" * MANY),
    "nothing": ("refs.ris", lambda: b""),
}
"""Name and content of files that cannot come in."""

TAKEN = {
    "entities that are text": ("review.rm5", lambda: TEXT.replace("A trial", "<![CDATA[<!ENTITY a]]>", 1).encode()),
    "a picture of 8 MB": (
        "review.rm5",
        lambda: TEXT.replace("</FILE>", "QUJD" * 2_000_000 + "</FILE>", 1).encode(),
    ),
    "bytes of another encoding": ("review.rm5", lambda: RM5.replace(b"A trial", b"A tri\xe4l \x96", 1)),
    "an encoding that is not the one it says": ("review.rm5", lambda: RM5.replace(b'"UTF-8"', b'"UTF-16"', 1)),
    "a long name": ("review.rm5", lambda: _within(f"<{'P' * 1_000_000}/>")),
    "a lone ampersand": ("review.rm5", lambda: RM5.replace(b"A trial", b"R & D", 1)),
    "formulas in a table": (
        "table.csv",
        lambda: (
            b"Study,Events drug,Total drug,Events placebo,Total placebo\n"
            b'=cmd|\'/c calc\'!A1,1,10,2,10\n"=HYPERLINK(""http://127.0.0.1:9"")",3,10,4,10\n@SUM(1),3,10,4,10\n'
        ),
    ),
    "formulas in a workbook": (
        "table.xlsx",
        lambda: workbook(
            {
                "Data": sheet_xml(
                    [
                        ["Study", "Events drug", "Total drug", "Events placebo", "Total placebo"],
                        ["Adams", 1, 10, 2, 10],
                    ],
                    shown_as="",
                ).replace("<v>1</v>", "<f>cmd|'/c calc'!A0</f><v>1</v>", 1)
            }
        ),
    ),
    "hidden and merged sheets": (
        "table.xlsx",
        lambda: workbook(
            {
                "Secret": sheet_xml([["=1+1"]]),
                "Data": sheet_xml(
                    [["Study", "Events drug", "Total drug", "Events placebo", "Total placebo"], ["Adams", 1, 10, 2, 10]]
                ).replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
            },
            hidden=["Secret"],
        ),
    ),
    "a long table of text": (
        "review.rm5",
        lambda: TEXT.replace(
            "</MAIN_TEXT>",
            f"<BODY><RESULTS><TABLE>{'<TR><TD>a</TD><TD>b</TD></TR>' * 10_000}</TABLE></RESULTS></BODY></MAIN_TEXT>",
            1,
        ).encode(),
    ),
    "ten thousand judgements": (
        "rob.csv",
        lambda: (
            b"Study,D1,D2,D3,D4,D5,Overall,Weight\n"
            + b"".join(b"A%d,Low,Low,Low,Low,Low,Low,%d\n" % (i, i) for i in range(2000))
        ),
    ),
    "a title of braces": ("refs.ris", lambda: b"TY  - JOUR\nTI  - " + b"{" * MANY + b"\nPY  - 2001\nER  - \n"),
    "references of many lines": ("refs.ris", lambda: b"TY  - JOUR\n" + b"AU  - A, B\n" * 2000 + b"TI  - T\nER  - \n"),
}
"""Name and content of files that are odd, and can come in."""
