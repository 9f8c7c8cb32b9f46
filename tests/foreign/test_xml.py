"""Foreign XML is read without doing what it says, mended where that is sure, and every element knows its place."""

import time

import pytest

from reportgen.errors import DataError, Origin
from reportgen.foreign.xml import parse_xml
from reportgen.foreign.xml_scan import MOST_ATTRIBUTES, MOST_DEEP

PLAIN = {
    "plain": (b"<a>x</a>", "x"),
    "with a mark and a declaration": (b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<a>x</a>', "x"),
    "UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><a>ä</a>'.encode("utf-16"), "ä"),
    "Latin-1": (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe4 \x96</a>', "ä –"),
    "CDATA": (b"<a><![CDATA[1 < 2 & <!DOCTYPE &nbsp;]]></a>", "1 < 2 & <!DOCTYPE &nbsp;"),
    "comments and instructions": (b"<!-- c --><?p x?><a>x<!-- <b> -->y<?p?>z</a><!-- d -->", "xyz"),
    "references": (b"<a>&lt;&amp;&gt;&#228;&#xE4;</a>", "<&>ää"),
    "line ends of Windows": (b"<a>x\r\ny</a>", "x\ny"),
    "a declaration after a blank line": (b'\n<?xml version="1.0"?>\n<a>x</a>', "x"),
}


@pytest.mark.parametrize(("data", "text"), PLAIN.values(), ids=PLAIN)
def test_well_formed_xml_is_read_without_remarks(data, text):
    root, remarks = parse_xml(data, "f.xml")
    assert (root.text, remarks) == (text, ())


MENDED = {
    "a lone ampersand": (b"<a>\nR & D</a>", "\nR & D", "stands alone", 2, 3),
    "an ampersand before a word": (b"<a>R &D</a>", "R &D", "stands alone", 1, 6),
    "a name that XML does not know": (b"<a>&foo;</a>", "&foo;", "does not know", 1, 4),
    "a name of HTML": (b"<a>x&nbsp;y</a>", "x\xa0y", "as in HTML", 1, 5),
    "a name of HTML that would begin a tag": (b"<a>&LT;b></a>", "<b>", "as in HTML", 1, 4),
    "a character that XML cannot hold": (b"<a>x&#1;</a>", "x", "cannot hold", 1, 5),
    "a character beyond Unicode": (b"<a>x&#x110000;</a>", "x", "cannot hold", 1, 5),
    "bytes of another encoding": (b'<?xml version="1.0" encoding="UTF-8"?>\n<a>M\xfc</a>', "Mü", "0xFC", 2, 5),
    "a control character": (b"<a>x\x02</a>", "x", "U+0002", 1, 5),
}


@pytest.mark.parametrize(("data", "text", "said", "line", "column"), MENDED.values(), ids=MENDED)
def test_what_can_only_mean_one_thing_is_mended_with_a_remark(data, text, said, line, column):
    root, (remark,) = parse_xml(data, "f.xml")
    assert root.text == text
    assert said in remark.text
    assert remark.origin == Origin("f.xml", line, column)


def test_an_address_in_an_attribute_is_mended_and_references_beside_it_are_not():
    root, (remark,) = parse_xml(b'<a url="http://x.y/?a=1&b=2&amp;c=3">1 &lt; 2 & 3</a>', "f.xml")
    assert (root.get("url"), root.text) == ("http://x.y/?a=1&b=2&c=3", "1 < 2 & 3")
    assert "2 of these" in remark.text


BROKEN = {
    "nothing": (b"", 1, 1, "no XML"),
    "no XML": (b"TY  - JOUR", 1, 1, "no XML"),
    "cut off within an element": (b"<a>\n<b>x", 2, 5, "within <b> of line 2"),
    "cut off within a tag": (b'<a>\n<b c="', 2, 7, "ends too early"),
    "cut off within a comment": (b"<a><!-- x", 1, 10, "ends too early"),
    "cut off within CDATA": (b"<a><![CDATA[ x", 1, 15, "ends too early"),
    "the wrong end tag": (b"<a>\n<b>\n</a>", 3, 5, "</a>, expected </b>"),
    "a sign that begins no tag": (b"<a>\nP < 0.05</a>", 2, 3, "“<” that begins no tag"),
    "the same after an ampersand": (b"<a>R & D & S, P < 0.05</a>", 1, 17, "“<” that begins no tag"),
    "a sign within an attribute": (b'<a b="1 < 2"/>', 1, 9, "within the value"),
    "an attribute without quotation marks": (b"<a b=1/>", 1, 6, "quotation marks"),
    "an attribute twice": (b'<a b="1" b="2"/>', 1, 15, "twice"),
    "text after the end": (b"<a/>\n<b/>", 2, 1, "after the end"),
    "an unknown prefix": (b"<x:a/>", 1, 5, "prefix"),
    "declarations within": (b"<a><!DOCTYPE a></a>", 1, 4, "begins no tag"),
}


@pytest.mark.parametrize(("data", "line", "column", "said"), BROKEN.values(), ids=BROKEN)
def test_broken_xml_is_an_issue_with_its_place_in_plain_words(data, line, column, said):
    with pytest.raises(DataError) as raised:
        parse_xml(data, "f.xml")
    (issue,) = raised.value.issues
    assert (issue.code, issue.origin) == ("xml-is-well-formed", Origin("f.xml", line, column))
    assert said in issue.message


HARMFUL = {
    "a document type": (b"<!DOCTYPE a><a/>", 1, 1),
    "after comments": (b'<?xml version="1.0"?>\n<!-- <a> -->\n <!DOCTYPE a SYSTEM "http://x.y/z.dtd"><a/>', 3, 2),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1, 1),
    "hidden by UTF-16": ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), 1, 1),
    "entities alone": (b'<!ENTITY b "c"><a>&b;</a>', 1, 1),
    "a web page": (b"<!doctype html><html></html>", 1, 1),
    "elements without end": (b"<a>" * 5000, 1, 3 * MOST_DEEP + 1),
    "a flood of attributes": (b"<r>\n<a %b/></r>" % b" ".join(b'b%d="1"' % i for i in range(9999)), 2, 1),
}


@pytest.mark.parametrize(("data", "line", "column"), HARMFUL.values(), ids=HARMFUL)
def test_harmful_xml_is_an_issue_with_its_place(data, line, column):
    with pytest.raises(DataError) as raised:
        parse_xml(data, "f.xml")
    (issue,) = raised.value.issues
    assert (issue.code, issue.origin) == ("xml-is-harmless", Origin("f.xml", line, column))


def test_depth_and_attributes_up_to_the_limit_are_read():
    attributes = " ".join(f'a{index}="1>"' for index in range(MOST_ATTRIBUTES))
    root, _ = parse_xml(f"{'<a>' * (MOST_DEEP - 1)}<b {attributes}/>{'</a>' * (MOST_DEEP - 1)}".encode(), "f.xml")
    assert len(next(root.iter("b")).attrib) == MOST_ATTRIBUTES


def test_a_picture_of_many_megabytes_is_read():
    text = "QUJD\n" * 3_000_000
    assert parse_xml(f"<a><b>{text}</b></a>".encode(), "f.xml")[0][0].text == text


def test_elements_know_line_and_column_beyond_line_65535():
    data = b"<r>" + b"\n" * 70_000 + b'<a/><b\nc=">"\n/>\n <d>&</d></r>'
    root, (remark,) = parse_xml(data, "f.xml")
    places = [(part.tag, part.sourceline, part.column) for part in root]
    assert places == [("a", 70_001, 1), ("b", 70_001, 5), ("d", 70_004, 2)]
    assert root[2].origin("f.xml") == Origin("f.xml", 70_004, 2)
    assert remark.origin == Origin("f.xml", 70_004, 5)


def test_errors_know_their_line_beyond_line_65535():
    with pytest.raises(DataError) as raised:
        parse_xml(b"<r>" + b"\n" * 70_000 + b"<a></r>", "f.xml")
    assert raised.value.issues[0].origin.line == 70_001


ENDLESS = {
    "comments": b"<!--",
    "CDATA": b"<![CDATA[",
    "instructions": b"<?a",
    "brackets": b"<",
    "tags": b"<a ",
    "quotation marks": b'<a b="',
    "ampersands": b"&",
    "attributes": b"b=",
}


@pytest.mark.parametrize("part", ENDLESS.values(), ids=ENDLESS)
def test_nothing_takes_more_than_linear_time(part):
    begun = time.monotonic()
    with pytest.raises(DataError):
        parse_xml(b"<a>" + part * 500_000, "f.xml")
    assert time.monotonic() - begun < 10
