"""What people type into a cell, read and shown: each kind of value by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.choices import Attended, Category, Kind, OrganisationType, Role, State
from db.sheets import cells
from db.sheets.cells import EPOCH, NUMBER_ALONE, Cell, Names, Unreadable
from db.sheets.columns import TABS
from thai import places, text

NAMES = Names(
    {
        "organisations": {"A1": "อบจ.แพร่", "B2": "รพ.สต. · แพร่", "C3": "รพ.สต. · น่าน"},
        "people": {},
        "events": {"E1": "65-0012"},
    },
    {
        "organisations": {
            "อบจ.แพร่": ["A1"],
            "อบจแพร่": ["A1"],
            "รพ.สต. · แพร่": ["B2"],
            "รพสตแพร่": ["B2"],
            "รพ.สต. · น่าน": ["C3"],
            "รพสตน่าน": ["C3"],
            "รพสต": ["B2", "C3"],
        },
        "programmes": {},
        "networks": {},
        "events": {"65-0012": ["E1"], "650012": ["E1"]},
    },
)
KINDS = {(tab.table, column.name): column.kind for tab in TABS for column in tab.columns}


def read(kind: cells.Kind, cell: Cell) -> Any:
    return kind.read(cell, NAMES)


def refused(kind: cells.Kind, cell: Cell) -> str:
    """What is said about a cell that cannot be read."""
    with pytest.raises(Unreadable) as unreadable:
        read(kind, cell)
    problem = unreadable.value.problem
    return problem.message.format(**problem.values)


# Telephones


@pytest.mark.parametrize(
    ("cell", "telephone"),
    [
        (812345678, "0812345678"),
        (812345678.0, "0812345678"),
        ("812345678", "0812345678"),
        ("๘๑๒๓๔๕๖๗๘", "0812345678"),
        (53112233, "053112233"),
        (26182323, "026182323"),
        ("+66812345678", "0812345678"),
        (66812345678, "0812345678"),
        ("66 2618 2323", "66 2618 2323"),
        ("+6626182323", "026182323"),
        ("081-234-5678", "081-234-5678"),
        ("0 2618 2323 ต่อ ๑๕๐๔", "0 2618 2323 ต่อ 1504"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "081 234 5678"),
        (1567, "1567"),
        ("1111", "1111"),
        ("  ", None),
        ("", None),
    ],
)
def test_a_telephone_gets_back_the_zero_that_the_sheet_ate(cell: Cell, telephone: str | None) -> None:
    assert read(cells.TELEPHONE, cell) == telephone


@pytest.mark.parametrize("cell", [12, 123456, 1234567890123, 112345678, "08123", "081234567890", "ไม่มี", 0, -812345678])
def test_digits_that_may_be_several_numbers_or_none_are_no_telephone(cell: Cell) -> None:
    assert refused(cells.TELEPHONE, cell).startswith("This is not a telephone number: ")


def test_a_telephone_that_is_half_of_a_number_is_refused() -> None:
    assert refused(cells.TELEPHONE, 812345678.5) == "This is not a telephone number: 812345678.5"


# Days


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1990-11-21", "1990-11-21"),
        ("2533-11-21", "1990-11-21"),
        ("21/11/2533", "1990-11-21"),
        ("21/11/1990", "1990-11-21"),
        ("๒๑ พ.ย. ๒๕๓๓", "1990-11-21"),
        ("21 พฤศจิกายน พ.ศ. 2533", "1990-11-21"),
        ((date(1990, 11, 21) - EPOCH).days, "1990-11-21"),
        (float((date(1990, 11, 21) - EPOCH).days), "1990-11-21"),
        ((date(2533, 11, 21) - EPOCH).days, "1990-11-21"),
        ("29/2/2567", "2024-02-29"),
        ("", None),
        ("ไม่ทราบ", None),
    ],
)
def test_a_day_in_either_era_in_words_or_as_the_sheets_day_number(cell: Cell, day: str | None) -> None:
    assert read(cells.DAY, cell) == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("วันเกิดฉัน", "This is not a day: วันเกิดฉัน"),
        ("31 ก.พ. 2565", "There is no such day: 31 กุมภาพันธ์ 2565"),
        ("5 มีนาคม", "Write the day with its year."),
        ("วันนี้", "Write the day with its year."),
        ("24-25 มี.ค. 2565", "Write one day here; the last day has a column of its own."),
        (36.5, "This is not a day: 36.5"),
        (44644.25, "This is not a day: 44644.25"),
        (-5, "This is not a day: -5"),
        (0, "This is not a day: 0"),
        (2533, None),
        (10**30, f"This is not a day: {10**30}"),
        (float("inf"), "This is not a day: inf"),
        (float("nan"), "This is not a day: nan"),
        (True, "Here is a tick box; write text."),
    ],
)
def test_what_is_no_single_day_is_said(cell: Cell, why: str | None) -> None:
    if why is None:
        assert read(cells.DAY, cell) == (EPOCH + timedelta(days=int(cell))).isoformat()
    else:
        assert refused(cells.DAY, cell) == why


@pytest.mark.parametrize(("cell", "time"), [(0.375, "09:00"), (0.5625, "13:30"), ("09.00 น.", "09.00 น."), ("", None)])
def test_a_time_is_also_a_part_of_a_day(cell: Cell, time: str | None) -> None:
    assert read(cells.TIME, cell) == time


# Counts


@pytest.mark.parametrize(
    ("cell", "count"),
    [(42, 42), (42.0, 42), ("42", 42), ("๔๒", 42), ("1,200", 1200), ("40 คน", 40), (0, 0), ("", None), ("ไม่ระบุ", None)],
)
def test_a_count(cell: Cell, count: int | None) -> None:
    assert read(cells.COUNT, cell) == count


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("สิบที่", NUMBER_ALONE),
        ("ประมาณ 40", NUMBER_ALONE),
        (True, "Here is a tick box; write text."),
        (2.5, "People are counted in whole numbers."),
        ("2.5", "People are counted in whole numbers."),
        (-1, "This is not a number of people: -1"),
        ("-1", "A count cannot be less than 0."),
        (10**30, f"This is not a number of people: {10**30}"),
        ("9" * 30, "A count cannot be more than a million."),
        (1e308, f"This is not a number of people: {1e308}"),
        (float("inf"), "This is not a number of people: inf"),
        (float("-inf"), "This is not a number of people: -inf"),
        (float("nan"), "This is not a number of people: nan"),
        ("ปี 2533-11-21", NUMBER_ALONE),
    ],
)
def test_what_is_no_number_of_people_is_said(cell: Cell, why: str) -> None:
    assert refused(cells.COUNT, cell) == why


# Yes or no, and closed lists


@pytest.mark.parametrize("cell", [True, "ใช่", "Yes", "✓", 1, 1.0, "TRUE"])
def test_yes(cell: Cell) -> None:
    assert read(cells.YES, cell) == 1


@pytest.mark.parametrize("cell", [False, "", "ไม่ใช่", "no", 0, "-"])
def test_no(cell: Cell) -> None:
    assert read(cells.YES, cell) == 0


def test_neither_yes_nor_no() -> None:
    assert refused(cells.YES, "อาจจะ") == "Choose yes or no."


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Role, "ผู้เข้าอบรม", "trainee"),
        (Role, "Trainee", "trainee"),
        (Role, " trainee ", "trainee"),
        (State, "จัดแล้ว", "held"),
        (State, "CANCELLED", "cancelled"),
        (Kind, "ลง พื้นที่", "visit"),
        (Category, "Guests and media", "guests_media"),
        (Attended, "Did not attend", "no"),
        (OrganisationType, "state enterprise", "state_enterprise"),
    ],
)
def test_one_of_a_closed_list_by_its_thai_or_english_words(kind: Any, typed: str, value: str) -> None:
    assert read(cells.choice(kind), typed) == value


@pytest.mark.parametrize("cell", ["ตำแหน่งใหม่", "", 1])
def test_what_is_not_on_a_closed_list(cell: Cell) -> None:
    assert refused(cells.choice(Role), cell) == "Choose one of the list."


def test_a_closed_list_may_be_left_open() -> None:
    assert read(cells.choice(OrganisationType, empty=True), " ") is None


@pytest.mark.parametrize("kind", [Role, State, Kind, Category, Attended, OrganisationType])
def test_no_two_words_of_a_closed_list_are_the_same(kind: Any) -> None:
    shown = cells.choice(kind)
    assert [read(shown, word) for word in shown.choices] == [one.value for one in kind]
    assert [read(shown, one.label) for one in kind] == [one.value for one in kind]


# Provinces


@pytest.mark.parametrize("typed", ["แพร่", "จังหวัดแพร่", "จ.แพร่", "จ. แพร่", "Phrae", "phrae", " แพร่ "])
def test_a_province_by_any_of_its_names(typed: str) -> None:
    assert read(cells.PROVINCE, typed) == "54"


def test_every_alias_of_every_province() -> None:
    alone = {one.code: [a for a in (one.name, one.name_en, *one.aliases) if places.find(a)] for one in places.PROVINCES}
    assert all(alone.values())
    assert {code: {read(cells.PROVINCE, each) for each in all} for code, all in alone.items()} == {
        code: {code} for code in alone
    }


def test_a_misspelt_province_is_never_guessed_but_offered() -> None:
    assert refused(cells.PROVINCE, "เชียงไหม่") == "There is no province “เชียงไหม่”. Did you mean เชียงใหม่?"
    assert refused(cells.PROVINCE, "7") == "There is no province “7”. Choose one of the 77."
    assert read(cells.PROVINCE, "ไม่ระบุ") is None


# Rows of other tables


@pytest.mark.parametrize("typed", ["อบจ.แพร่", "อบจ. แพร่", " อบจแพร่"])
def test_an_organisation_by_its_name(typed: str) -> None:
    assert read(cells.ORGANISATION, typed) == "A1 อบจ.แพร่"


def test_an_organisation_that_is_not_there_yet_waits() -> None:
    with pytest.raises(cells.Waits) as waits:
        read(cells.ORGANISATION, "อบจ.ใหม่")
    assert (waits.value.waits, waits.value.problem.values) == (True, {"typed": "อบจ.ใหม่"})


def test_a_name_that_several_have_is_a_question_which_and_not_a_wait() -> None:
    with pytest.raises(Unreadable) as several:
        read(cells.ORGANISATION, "รพ.สต.")
    assert not several.value.waits
    assert several.value.problem.values == {"near": "รพ.สต. · แพร่ · รพ.สต. · น่าน"}
    assert read(cells.ORGANISATION, "รพ.สต. · น่าน") == "C3 รพ.สต. · น่าน"


def test_an_event_by_its_code() -> None:
    assert read(cells.EVENT, "๖๕-๐๐๑๒") == "E1 65-0012"
    with pytest.raises(cells.Waits):
        read(cells.EVENT, "65-0099")


# What no column of people's takes

READERS = [cells.LINE, cells.LINES, cells.COUNT, cells.DAY, cells.TELEPHONE, cells.PROVINCE, cells.ORGANISATION]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("cell", ["=1+1", '=IMPORTXML("https://example.org", "//a")', " ＝A1"])
def test_a_formula_is_not_a_value(kind: cells.Kind, cell: str) -> None:
    assert refused(kind, cell) == "This is a formula; write the value itself."


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#ERROR!", "#NAME?", " #VALUE! ", "#DIV/0!", "Loading..."])
def test_an_error_of_the_sheet_is_not_a_value(kind: cells.Kind, cell: str) -> None:
    assert refused(kind, cell) == "The sheet shows an error here; write the value itself."


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("cell", ["\ud800", "ก\0ข", "ก\udfff"])
def test_letters_that_cannot_be_kept_are_not_a_value(kind: cells.Kind, cell: str) -> None:
    assert refused(kind, cell) == "This text has characters that can't be stored. Type it again."


def test_a_text_keeps_what_looks_like_something_else() -> None:
    assert [read(cells.LINE, cell) for cell in ("0042", 42, 42.0, "+1", "@home", "-", "#1")] == [
        *("0042", "42", "42", "+1", "@home", "-", "#1")
    ]
    assert read(cells.LINES, " หนึ่ง \r\n\n\n\nสอง\n") == "หนึ่ง\n\nสอง"


# Whatever a cell holds

CELLS = st.one_of(
    st.text(st.characters(), max_size=40),
    st.text("๐๑๒๓๔0123456789-+/. :,", max_size=16),
    st.integers(),
    st.integers(-100, 400_000),
    st.floats(),
    st.booleans(),
    st.sampled_from(["ก" * 50_000, "1" * 50_000, "่" * 50_000, "=" * 50_000, " " * 50_000, "-" * 5_000]),
)


@given(CELLS, st.sampled_from(sorted(KINDS)))
@example(float("inf"), ("events", "declared_total"))
@example(float("nan"), ("headcounts", "count"))
@example(float("nan"), ("events", "starts_on"))
@example(float("inf"), ("people", "telephone"))
@example(float("-inf"), ("events", "starts_at"))
def test_whatever_a_cell_holds_it_is_a_value_or_unreadable(cell: Cell, where: tuple[str, str]) -> None:
    kind, said, value = KINDS[where], None, None
    try:
        value = read(kind, cell)
    except Unreadable as bad:
        said = bad.problem
    assert said is None or 0 < len(said.message.format(**said.values)) < 1_000
    assert value is None or type(value) in (str, int)
    if kind is not cells.SHOWN and isinstance(value, str):
        assert "\0" not in value
        value.encode()


def _storable(cleaned: Any) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs",), exclude_characters="\0")

    def kept(typed: str) -> str:
        try:
            return str(cleaned(typed))
        except text.BadText:
            return ""

    return st.text(letters, max_size=30).map(kept).filter(lambda kept: kept and not _is_odd(kept))


def _is_odd(line: str) -> bool:
    """Whether a stored text would be read as a formula or an error; such a cell is only ever compared as it stands."""
    return line.lstrip().startswith(("=", "＝", "#", "Loading"))


PHONES = st.one_of(
    st.from_regex(r"0[2-9][0-9]{7,8}", fullmatch=True),
    st.from_regex(r"1[0-9]{3}", fullmatch=True),
    st.from_regex(r"0[2-9] [0-9]{4} [0-9]{4} ต่อ [0-9]{1,4}", fullmatch=True),
    st.from_regex(r"0[2-9][0-9]-[0-9]{3}-[0-9]{4}", fullmatch=True),
)
STORED = {
    cells.LINE: _storable(text.normalise),
    cells.LINES: _storable(text.normalise_lines),
    cells.DAY: st.dates(date(1900, 1, 1), date(2157, 12, 31)).map(date.isoformat),
    cells.TIME: st.times().map(lambda time: f"{time:%H:%M}"),
    cells.COUNT: st.integers(0, 1_000_000),
    cells.YES: st.integers(0, 1),
    cells.TELEPHONE: PHONES,
    cells.PROVINCE: st.sampled_from([one.code for one in places.PROVINCES]),
    cells.ORGANISATION: st.sampled_from(["A1", "B2", "C3"]).map(lambda id: cells.ORGANISATION.known(id, NAMES)),
    cells.choice(Role): st.sampled_from([one.value for one in Role]),
    cells.choice(State): st.sampled_from([one.value for one in State]),
    cells.choice(OrganisationType, empty=True): st.sampled_from([one.value for one in OrganisationType]),
}


@given(st.sampled_from(list(STORED)).flatmap(lambda kind: st.tuples(st.just(kind), STORED[kind])))
def test_what_is_shown_is_read_as_the_same_value(case: tuple[cells.Kind, Any]) -> None:
    kind, value = case
    assert read(kind, kind.show(value, NAMES)) == value


def test_nothing_is_shown_as_an_empty_cell_and_read_as_nothing() -> None:
    open_kinds = [kind for kind in STORED if kind is not cells.YES and not kind.choices] + [cells.PROVINCE]
    assert [(kind.show(None, NAMES), read(kind, "")) for kind in open_kinds] == [("", None)] * len(open_kinds)
