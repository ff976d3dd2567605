"""Days are read in every way people write them, and written in theirs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai import dates
from thai.dates import Days, echo, fiscal_year, fiscal_year_days, long, month_label, quarter, short
from thai.text import thai_digits
from thai.written_days import BadDate, parse_days, parse_due

TODAY = date(2026, 11, 21)
MARCH = Days(date(2022, 3, 24), date(2022, 3, 25))


def one(year: int, month: int, day: int) -> Days:
    return Days(date(year, month, day), date(year, month, day))


@pytest.mark.parametrize(
    "text",
    [
        "24-25 มี.ค. 65",
        "24 - 25 มีนาคม 2565",
        "๒๔ – ๒๕ มีนาคม ๒๕๖๕",
        "24-25มีค65",
        "24–25 มี. ค. 2565",
        "24 และ 25 มีนาคม 2565",
        "24, 25 มีนาคม 2565",
        "24 ถึง 25 มีนาคม พ.ศ. 2565",
        "วันที่ 24 มีนาคม ถึงวันที่ 25 มีนาคม 2565",
        "ระหว่างวันที่ 24 - 25 เดือนมีนาคม ปี 2565",
        "24 มี.ค. 65 - 25 มี.ค. 65",
        "พฤหัสบดี 24 – ศุกร์ 25 มีนาคม 2565",
        "วันพฤหัสบดีที่ 24 - วันศุกร์ที่ 25 มีนาคม 2565",
        "วันพฤหัสบดี - วันศุกร์ที่ 24 - 25 มีนาคม 2565",
        "พฤ. 24 - ศ. 25 มี.ค. 65",
        "24-25/3/65",
        "24/3/65 - 25/3/65",
        "24/03/2022 – 25/03/2022",
        "24.3.65-25.3.65",
        "2022-03-24 – 2022-03-25",
        "2565-03-24 ถึง 2565-03-25",
        "24-25 มีนาคม 2022",
        "24-25 มีนาคม ค.ศ. 2022",
        "24-25 March 2022",
        "Thu 24 - Fri 25 Mar 2022",
        " 24\u200b-25  มีนาคม\u00a02565. ",
    ],
)
def test_two_days_in_march(text: str) -> None:
    assert parse_days(text, TODAY) == MARCH


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("๕ สิงหาคม ๒๕๕๙", one(2016, 8, 5)),
        ("วันศุกร์ที่ 5 สิงหาคม 2559", one(2016, 8, 5)),
        ("เมื่อวันจันทร์ที่ 15 มิถุนายน 2563", one(2020, 6, 15)),
        ("15 ส.ค. 65", one(2022, 8, 15)),
        ("17ธันวาคม 2564", one(2021, 12, 17)),
        ("23 เมษายน 2024", one(2024, 4, 23)),
        ("5 กรกฏาคม 65", one(2022, 7, 5)),
        ("24/3/65", one(2022, 3, 24)),
        ("24-3-65", one(2022, 3, 24)),
        ("2022-03-24", one(2022, 3, 24)),
        ("29 ก.พ. 2567", one(2024, 2, 29)),
        ("31 ส.ค. – 2 ก.ย. 2566", Days(date(2023, 8, 31), date(2023, 9, 2))),
        ("30 ธ.ค. 2565 - 2 ม.ค. 2566", Days(date(2022, 12, 30), date(2023, 1, 2))),
        ("30 ธ.ค. - 2 ม.ค. 2566", Days(date(2022, 12, 30), date(2023, 1, 2))),
        ("30 ธ.ค. 2565 - 2 ม.ค.", Days(date(2022, 12, 30), date(2023, 1, 2))),
        ("24, 25 และ 26 มี.ค. 65", Days(date(2022, 3, 24), date(2022, 3, 26))),
        ("30, 31 มี.ค. และ 1 เม.ย. 65", Days(date(2022, 3, 30), date(2022, 4, 1))),
        ("1 ม.ค. 2567 - 31 ธ.ค. 2567", Days(date(2024, 1, 1), date(2024, 12, 31))),
        ("1 ม.ค. 2400", one(1857, 1, 1)),
        ("31 ธ.ค. 2700", one(2157, 12, 31)),
    ],
)
def test_a_day_or_a_range(text: str, days: Days) -> None:
    assert parse_days(text, TODAY) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("วันนี้", one(2026, 11, 21)),
        ("เมื่อวาน", one(2026, 11, 20)),
        ("เมื่อวานนี้", one(2026, 11, 20)),
        ("พรุ่งนี้", one(2026, 11, 22)),
        ("Yesterday", one(2026, 11, 20)),
        ("20 พ.ย.", one(2026, 11, 20)),
        ("22 ธ.ค.", one(2026, 12, 22)),
        ("23 ธ.ค.", one(2025, 12, 23)),
        ("24/3", one(2026, 3, 24)),
        ("29 ก.พ.", one(2024, 2, 29)),
        ("30 ธ.ค. - 2 ม.ค.", Days(date(2025, 12, 30), date(2026, 1, 2))),
        ("19-20 พ.ย.", Days(date(2026, 11, 19), date(2026, 11, 20))),
    ],
)
def test_without_a_year_it_is_the_latest_not_far_ahead(text: str, days: Days) -> None:
    assert parse_days(text, TODAY) == days


def test_yesterday_over_new_year() -> None:
    assert parse_days("31 ธ.ค.", date(2027, 1, 1)) == one(2026, 12, 31)
    assert parse_days("2 ม.ค.", date(2026, 12, 31)) == one(2027, 1, 2)


@pytest.mark.parametrize(
    ("text", "message", "values"),
    [
        ("", "Write a day, like 24-25 มี.ค. 65.", {}),
        ("31 มิ.ย. 65", "There is no such day: {day}", {"day": "31 มิถุนายน 2565"}),
        ("๓๐ กุมภาพันธ์", "There is no such day: {day}", {"day": "30 กุมภาพันธ์ 2569"}),
        ("29 ก.พ. 2566", "There is no such day: {day}", {"day": "29 กุมภาพันธ์ 2566"}),
        ("29 ก.พ. 2443", "There is no such day: {day}", {"day": "29 กุมภาพันธ์ 2443"}),
        ("24/13/65", "There is no such day: {day}", {"day": "24/13/2565"}),
        (
            "25-24 มีนาคม 2565",
            "It ends before it starts: {first} to {last}.",
            {"first": "25 มีนาคม 2565", "last": "24 มีนาคม 2565"},
        ),
        (
            "2 ก.ย. – 31 ส.ค. 2566",
            "It ends before it starts: {first} to {last}.",
            {"first": "2 กันยายน 2566", "last": "31 สิงหาคม 2566"},
        ),
        (
            "วันพุธที่ 24 มีนาคม 2565",
            "{day} is {actual}, not {weekday}.",
            {"day": "24 มีนาคม 2565", "actual": "พฤหัสบดี", "weekday": "พุธ"},
        ),
        (
            "พฤหัสบดี 24 – เสาร์ 25 มีนาคม 2565",
            "{day} is {actual}, not {weekday}.",
            {"day": "25 มีนาคม 2565", "actual": "ศุกร์", "weekday": "เสาร์"},
        ),
        (
            "24 และ 26 มี.ค. 65",
            "These days are not in a row: {days}. Log each as an event of its own.",
            {"days": "24 มี.ค. 2565, 26 มี.ค. 2565"},
        ),
        (
            "1 ม.ค. 2566 - 2 ม.ค. 2567",
            "{days} is {count} days; a range has at most {longest}.",
            {"days": "1 ม.ค. 2566 – 2 ม.ค. 2567", "count": "367", "longest": "366"},
        ),
        *(
            (
                f"24 มี.ค. {year}",
                "The year {year} can't be right: write one from 2400 to 2700, or from 1900 to 2100 (Common Era).",
                {"year": str(int(year[-4:]))},
            )
            for year in ("2399", "2701", "1899", "2101", "5", "165", "พ.ศ. 2022", "ค.ศ. 2565")
        ),
        *(
            (
                text,
                "This is not a date: {typed}. Write it like 24-25 มี.ค. 65.",
                {"typed": text},
            )
            for text in (
                "สวัสดี",
                "24",
                "มีนาคม 2565",
                "24-25",
                "10.00 – 16.00 น.",
                "24 มีนาคม 2565 เวลา 9.00",
                "24 25 มี.ค. 65",
                "24-25-26 มี.ค. 65",
                "24-25 และ 27 มี.ค. 65",
                "24 มี.ค. 65 -",
                "24 มีนาคมนี้เอง",
                "24 ม.ค.บ. 65",
                "1e9/3/65",
                "NaN",
                "99999999999999999999/3/65",
                "²⁴/3/65",
                "<b>24</b>",
            )
        ),
    ],
)
def test_refused_with_what_was_understood(text: str, message: str, values: dict[str, str]) -> None:
    with pytest.raises(BadDate) as refused:
        parse_days(text, TODAY)
    assert (refused.value.message, refused.value.values) == (message, values)
    assert str(refused.value) == message.format(**values)


def test_long_text_is_refused_and_cut() -> None:
    with pytest.raises(BadDate) as refused:
        parse_days("24 " * 5000, TODAY)
    assert refused.value.values == {"typed": ("24 " * 20)}


@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789 /-–.กพมคีวันที่จ,", max_size=40)))
def test_any_text_is_a_range_or_refused(text: str) -> None:
    try:
        days = parse_days(text, TODAY)
    except ValueError:
        return
    assert 1 <= days.length <= 366


DAY = st.dates(date(1857, 1, 1), date(2156, 12, 1))


@given(DAY, st.one_of(st.just(0), st.integers(0, 40), st.integers(0, 365)))
def test_what_is_written_is_read_back(first: date, more: int) -> None:
    days = Days(first, first + timedelta(days=more))
    for language in ("th", "en"):
        for text in (long(days, language), short(days, language), echo(days, language)):
            assert parse_days(text, TODAY) == days
            assert parse_days(thai_digits(text), TODAY) == days
            assert parse_days(text.replace(" – ", "-").replace("–", "-"), TODAY) == days


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_numbers_are_read_back(day: date) -> None:
    era = day.year + 543
    assert {
        parse_days(text, TODAY)
        for text in (
            day.isoformat(),
            f"{day.day}/{day.month}/{era}",
            f"{day:%d.%m}.{era}",
            f"{day.day}-{day.month}-{day.year}",
        )
    } == {Days(day, day)}


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-333, 31))
def test_a_day_near_today_needs_no_year(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert parse_days(short(day).rsplit(" ", 1)[0], today) == Days(day, day)


def test_written_in_both_languages() -> None:
    august = Days(date(2023, 8, 31), date(2023, 9, 2))
    new_year = Days(date(2022, 12, 30), date(2023, 1, 2))
    assert [long(days) for days in (MARCH, august, new_year, date(2016, 8, 5))] == [
        "24–25 มีนาคม 2565",
        "31 สิงหาคม – 2 กันยายน 2566",
        "30 ธันวาคม 2565 – 2 มกราคม 2566",
        "5 สิงหาคม 2559",
    ]
    assert [short(days) for days in (MARCH, august, new_year, date(2016, 8, 5))] == [
        "24–25 มี.ค. 2565",
        "31 ส.ค. – 2 ก.ย. 2566",
        "30 ธ.ค. 2565 – 2 ม.ค. 2566",
        "5 ส.ค. 2559",
    ]
    assert (long(MARCH, "en"), short(august, "en")) == ("24–25 March 2565 (BE)", "31 Aug – 2 Sep 2566")
    assert thai_digits(short(MARCH)) == "๒๔–๒๕ มี.ค. ๒๕๖๕"
    assert (month_label("2022-08", "th"), month_label("2022-08", "en")) == ("ส.ค. 2565", "Aug 2565")


def test_echo() -> None:
    assert echo(MARCH, "th") == "พฤหัสบดี 24 – ศุกร์ 25 มีนาคม 2565 · 2 วัน · ปีงบประมาณ 2565 ไตรมาส 2"
    assert echo(date(2016, 8, 5), "th") == "ศุกร์ 5 สิงหาคม 2559 · ปีงบประมาณ 2559 ไตรมาส 4"
    assert echo(one(2016, 8, 5), "th") == echo(date(2016, 8, 5), "th")
    assert echo(MARCH, "en") == "Thu 24 – Fri 25 March 2565 (BE) · 2 days · fiscal year 2565 quarter 2"


@pytest.mark.parametrize(
    ("day", "year", "of_year"),
    [
        (date(2021, 9, 30), 2564, 4),
        (date(2021, 10, 1), 2565, 1),
        (date(2021, 12, 31), 2565, 1),
        (date(2022, 1, 1), 2565, 2),
        (date(2022, 3, 31), 2565, 2),
        (date(2022, 4, 1), 2565, 3),
        (date(2022, 7, 1), 2565, 4),
        (date(2022, 9, 30), 2565, 4),
    ],
)
def test_fiscal_year(day: date, year: int, of_year: int) -> None:
    assert (fiscal_year(day), quarter(day)) == (year, of_year)


@given(DAY)
def test_a_day_is_in_its_fiscal_year(day: date) -> None:
    days = fiscal_year_days(fiscal_year(day))
    assert days.first <= day <= days.last
    assert days.length in (365, 366)


def test_days_end_after_they_start() -> None:
    assert (MARCH.length, one(2022, 3, 24).length) == (2, 1)
    with pytest.raises(ValueError, match="2022-03-23 is before 2022-03-24"):
        Days(date(2022, 3, 24), date(2022, 3, 23))


def test_today_is_in_bangkok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "clock", lambda: datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC))
    assert (dates.today(), dates.now()) == (date(2026, 11, 20), "2026-11-20T16:59:59Z")
    monkeypatch.setattr(dates, "clock", lambda: datetime(2026, 11, 20, 17, 0, 0, 999, tzinfo=UTC))
    assert (dates.today(), dates.now()) == (date(2026, 11, 21), "2026-11-20T17:00:00Z")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("มี.ค. 65", date(2022, 3, 31)),
        ("เดือนกุมภาพันธ์ ๒๕๖๗", date(2024, 2, 29)),
        ("ธันวาคม พ.ศ. 2569", date(2026, 12, 31)),
        ("Feb 2023", date(2023, 2, 28)),
        ("24-25 มี.ค. 65", date(2022, 3, 25)),
        ("1/10/69", date(2026, 10, 1)),
    ],
)
def test_what_is_due_in_a_month_is_due_on_its_last_day(text: str, day: date) -> None:
    assert parse_due(text, TODAY) == day


@pytest.mark.parametrize("text", ["มี.ค.", "มี.ค. 1850", "31 ก.พ. 65", "ปีหน้า", "มี.ค. เม.ย. 65"])
def test_what_is_no_month_with_its_year_and_no_day_is_not_due(text: str) -> None:
    with pytest.raises(BadDate):
        parse_due(text, TODAY)
