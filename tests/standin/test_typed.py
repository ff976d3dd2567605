"""What becomes of what is typed: the stand-in reads it as the service does."""

import doctest
from datetime import date

import pytest

from standin import cells, grid, masks, ranges
from standin.cells import TEXT, Entry, Format, shown, typed

TODAY = date(2026, 11, 21)
DAY, ISO, TIME = Format("DATE", "d/m/yyyy"), Format("DATE", "yyyy-mm-dd"), Format("TIME", "h:mm")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("0042", Entry(42)),
        ("0812345678", Entry(812345678)),
        ("2,000,000.01", Entry(2000000.01)),
        ("1e5", Entry(100000)),
        ("-5", Entry(-5)),
        (" 7 ", Entry(7)),
        ("50%", Entry(0.5, None, Format("PERCENT", "0%"))),
        ("true", Entry(True)),
        ("'0812345678", Entry("0812345678")),
        ("2020-01-01", Entry(43831, None, ISO)),
        ("1-2", Entry(46054, None, DAY)),
        ("3/4", Entry(46115, None, DAY)),
        ("21/11/2533", Entry(231525, None, DAY)),
        ("21/11/33", Entry(12379, None, DAY)),
        ("21 Nov 2026", Entry(46347, None, DAY)),
        ("13:30", Entry(0.5625, None, TIME)),
        ("+66 81 234 5678", Entry("#ERROR!", "=+66 81 234 5678")),
        ("+66812345678", Entry(66812345678)),
        ("+66-81-234-5678", Entry(-5927, "=+66-81-234-5678")),
        ("=1+2*3", Entry(7, "=1+2*3")),
        ('=IMPORTXML("https://example.com", "//a")', Entry("#N/A", '=IMPORTXML("https://example.com", "//a")')),
        ("=ชื่อ", Entry("#NAME?", "=ชื่อ")),
        # What looks like a day, a number or a telephone to us, and to the service does not.
        ("๒๑ พ.ย. ๒๕๓๓", Entry("๒๑ พ.ย. ๒๕๓๓")),
        ("31/2/2026", Entry("31/2/2026")),
        ("081-234-5678", Entry("081-234-5678")),
        ("๑๒", Entry("๑๒")),
        ("10 คน", Entry("10 คน")),
        ("", Entry("")),
    ],
)
def test_typed(text: str, entry: Entry) -> None:
    assert typed(text, TODAY) == entry


def test_a_cell_formatted_as_text_keeps_what_is_typed() -> None:
    texts = ["0042", "2020-01-01", "=1+1", "+66 81", "TRUE"]
    assert [typed(text, TODAY, kept=TEXT) for text in texts] == [Entry(text) for text in texts]


def test_an_american_document_has_the_month_first() -> None:
    assert typed("11/21/2026", TODAY, "en_US") == Entry(46347, None, Format("DATE", "m/d/yyyy"))
    assert typed("21/11/2026", TODAY, "en_US") == Entry("21/11/2026")


def test_what_people_see() -> None:
    values = [(46347, ISO), (46347, DAY), (0.5625, TIME), (0.5, Format("PERCENT", "0%")), (True, None)]
    values += [(1234.5, Format("NUMBER", "#,##0.00")), (1 / 3, None), ("0042", TEXT), (42, None)]
    assert [shown(value, format) for value, format in values] == [
        *("2026-11-21", "21/11/2026", "13:30", "50%", "TRUE"),
        *("1,234.50", "0.3333333333", "0042", "42"),
    ]


@pytest.mark.parametrize("module", [grid, masks, ranges], ids=lambda module: module.__name__)
def test_the_examples_are_true(module: object) -> None:
    done = doctest.testmod(module)
    assert (done.failed, done.attempted > 0) == (0, True)


@pytest.mark.parametrize("text", ["", "'T", "T!", "T!A", "T!1", "A0", "T!A1:", "T!A1:B2:C3", "T!AAAA1", "'T'A1"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ranges.BadRange):
        ranges.parse(text, ["T"])


def test_ranges() -> None:
    area = ranges.Area
    assert [ranges.parse(text, ["T", "A1"]) for text in ("t", "'It''s'!B2", "T!A2:C", "T!B:B", "T!C3:A1", "B2:C3")] == [
        area("t"),
        area("It's", 1, 1, 2, 2, one=True),
        area("T", 1, 0, None, 3),
        area("T", 0, 1, None, 2),
        area("T", 0, 0, 3, 3),
        area(None, 1, 1, 3, 3),
    ]


def test_numbers_are_doubles() -> None:
    assert [cells.raw(value) for value in (3.0, 2**53 + 1, 0.1, True)] == [
        Entry(3),
        Entry(9007199254740992),
        Entry(0.1),
        Entry(True),
    ]
