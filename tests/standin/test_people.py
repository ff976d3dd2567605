"""What people do to a spreadsheet in their browsers."""

from datetime import date

import pytest

from standin.book import Book
from standin.books import Books
from standin.errors import Failure

TAB = "บุคคล"
HEADER = ["id", "ชื่อ", "โทร"]


@pytest.fixture
def book() -> Book:
    """A tab with a header and the people ก, ข, ค in the order ค, ก, ข; telephones are text."""
    made = Books(lambda: date(2026, 11, 21)).create()
    made.add_tab(TAB, 4, 3)
    made.format_text(TAB, "C")
    made.paste(TAB, "A1", [HEADER, ["c", "ค", "03"], ["a", "ก", "01"], ["b", "ข", "02"]])
    return made


def below(book: Book) -> list[list[object]]:
    return [list(line) for line in book.values(TAB)[1:]]


def test_typing_and_pasting(book: Book) -> None:
    book.type(TAB, "B2", "0042")
    book.type(TAB, "C2", "0042")
    book.put(TAB, "B3", "0042")
    assert below(book)[:2] == [["c", 42, "0042"], ["a", "0042", "01"]]
    assert (book.value(TAB, "C2"), book.value(TAB, "Z99")) == ("0042", "")


def test_typing_below_the_last_row_makes_room_dressed_like_it(book: Book) -> None:
    book.paste(TAB, "B6", [["ง", "04", "x"]])
    assert below(book)[3:] == [[], ["", "ง", "04", "x"]]


def test_sorting_rows(book: Book) -> None:
    book.sort(TAB, "B")
    assert below(book) == [["a", "ก", "01"], ["b", "ข", "02"], ["c", "ค", "03"]]
    book.sort(TAB, "B", rows=(2, 3), descending=True)
    assert below(book) == [["b", "ข", "02"], ["a", "ก", "01"], ["c", "ค", "03"]]


def test_sorting_puts_numbers_first_and_blanks_last_whichever_way(book: Book) -> None:
    for row, value in enumerate(["ก", 2, True, "", 1], 2):
        book.put(TAB, f"B{row}", value)
    book.sort_one_column(TAB, "B")
    assert [book.value(TAB, f"B{row}") for row in range(2, 7)] == [1, 2, "ก", True, ""]
    book.sort_one_column(TAB, "B", descending=True)
    assert [book.value(TAB, f"B{row}") for row in range(2, 7)] == [True, "ก", 2, 1, ""]


def test_sorting_one_column_tears_rows_apart(book: Book) -> None:
    book.sort_one_column(TAB, "B")
    assert below(book) == [["c", "ก", "03"], ["a", "ข", "01"], ["b", "ค", "02"]]


def test_rows(book: Book) -> None:
    book.copy_row(TAB, 2, 6)
    book.insert_row(TAB, 3)
    book.move_row(TAB, 2, 4)
    assert below(book) == [[], ["a", "ก", "01"], ["c", "ค", "03"], ["b", "ข", "02"], [], ["c", "ค", "03"]]
    book.delete_rows(TAB, 2, 5, 6)
    assert below(book) == [["a", "ก", "01"], ["c", "ค", "03"], ["c", "ค", "03"]]


def test_columns(book: Book) -> None:
    book.insert_column(TAB, "B", "หมายเหตุ")
    book.move_column(TAB, "A", "D")
    book.rename_header(TAB, "ชื่อ", "ชื่อ-สกุล")
    assert book.values(TAB)[:2] == [["หมายเหตุ", "ชื่อ-สกุล", "โทร", "id"], ["", "ค", "03", "c"]]
    book.delete_column(TAB, "C")
    assert book.values(TAB)[0] == ["หมายเหตุ", "ชื่อ-สกุล", "id"]
    with pytest.raises(LookupError, match="ไม่มี"):
        book.rename_header(TAB, "ไม่มี", "x")


def test_tabs(book: Book) -> None:
    book.duplicate_tab(TAB)
    book.rename_tab(TAB, "คน")
    assert (book.tabs(), book.values("คน")) == (["ชีต1", "คน", "สำเนาของ บุคคล"], book.values("สำเนาของ บุคคล"))
    for tab in book.tabs():
        book.delete_tab(tab)
    assert (book.tabs(), book.values("ชีต1")) == (["ชีต1"], [])
    with pytest.raises(LookupError):
        book.values(TAB)


def test_two_tabs_never_have_one_title(book: Book) -> None:
    for _ in range(2):
        book.duplicate_tab(TAB)
    assert book.tabs() == ["ชีต1", TAB, "สำเนาของ บุคคล 2", "สำเนาของ บุคคล"]
    with pytest.raises(Failure):
        book.add_tab(TAB)
    with pytest.raises(Failure):
        book.rename_tab(TAB, "ชีต1")


def test_a_row_and_a_column_are_always_left(book: Book) -> None:
    book.delete_rows(TAB, 1, 2, 3, 4)
    for column in "CBA":
        book.delete_column(TAB, column)
    book.type(TAB, "A1", "x")
    assert book.values(TAB) == [["x"]]


def test_emptied_and_restored(book: Book) -> None:
    before = book.snapshot()
    book.clear_tab(TAB)
    book.type(TAB, "C2", "0042")
    book.delete_tab("ชีต1")
    assert book.values(TAB) == [[], ["", "", "0042"]]
    book.restore(before)
    book.type(TAB, "A2", "d")
    book.restore(before)
    assert (book.tabs(), below(book)[0]) == (["ชีต1", TAB], ["c", "ค", "03"])


def test_a_change_that_fails_changes_nothing(book: Book) -> None:
    def spoil() -> None:
        with book.editing() as document:
            document.sheets[1].rows.clear()
            raise RuntimeError

    before = book.values(TAB)
    with pytest.raises(RuntimeError):
        spoil()
    assert book.values(TAB) == before
