"""Charts and the tables behind them: one drawing a language and theme, alive over changes, safe in a spreadsheet."""

import csv
import html
import io
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.exports import csv_file, xlsx_file
from ui import charts, figures, tables
from ui.charts import CHARTS, TOLD, spec

NAMED = "จังหวัด", ("ขอบเขต", ["ปีงบประมาณ 2569"])
"""Of a workbook: its sheet's name; the other sheet's, and what it tells."""
MONTH = {"month": "2022-08", "members": 1204, "joined": 12, "left": 3}


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_chart_is_valid_vega_lite_and_made_once(chart: str, language: str, mode: str) -> None:
    made = spec(chart, language, mode)
    assert made is spec(chart, language, mode)
    alt.Chart.from_dict({**made, "data": {"name": "rows"}}, validate=True)
    assert "http" not in json.dumps({key: value for key, value in made.items() if key != "$schema"})
    assert chart in TOLD


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_has_other_colours_in_the_dark(chart: str) -> None:
    assert spec(chart, "th", "light") != spec(chart, "th", "dark")


def test_a_month_is_read_in_the_buddhist_era() -> None:
    axis = json.dumps(spec("growth", "th", "light"), ensure_ascii=False)
    assert "'ส.ค.'" in axis
    assert "+ 543" in axis


def test_a_line_that_hardly_moves_has_its_axis_cut_below_it() -> None:
    rows = [{**MONTH, "month": f"2022-{month:02}", "members": 4500 + 20 * month} for month in range(1, 13)]
    assert {row["floor"] for row in figures.growth(rows)} == {4300}
    rows[0]["members"] = 12
    assert {row["floor"] for row in figures.growth(rows)} == {0}


def test_only_the_ends_of_a_long_line_are_marked() -> None:
    rows = [{**MONTH, "month": f"{2010 + n // 12}-{n % 12 + 1:02}"} for n in range(60)]
    drawn = figures.growth(rows)
    assert [(place, row["end"]) for place, row in enumerate(drawn) if row["end"]] == [(0, "first"), (59, "last")]
    assert not any(row["dot"] for row in drawn)


def test_planned_events_stand_on_those_that_were_held_under_one_label() -> None:
    rows = [{"month": "2022-08", "held": 2, "planned": 1}, {"month": "2022-09", "held": 3, "planned": 0}]
    assert [{key: row[key] for key in ("part", "base", "top", "label")} for row in figures.events(rows, "month")] == [
        {"part": "solid", "base": 0, "top": 2, "label": ""},
        {"part": "open", "base": 2, "top": 3, "label": "3"},
        {"part": "solid", "base": 0, "top": 3, "label": "3"},
        {"part": "open", "base": 3, "top": 3, "label": ""},
    ]


def test_a_year_without_an_event_keeps_its_place_on_the_axis() -> None:
    rows = [{"fiscal_year": 2563, "held": 2}, {"fiscal_year": 2565, "held": 1}]
    solid = [(row["key"], row["top"]) for row in figures.events(rows, "fiscal_year") if row["part"] == "solid"]
    assert solid == [("2563", 2), ("2564", 0), ("2565", 1)]


def test_a_few_areas_have_a_tone_each_and_the_unknown_one_its_own() -> None:
    rows = [{"area": name, "area_en": name, "members": 5, "organisations": 0} for name in ("ก", "ข", None)]
    assert [row["tone"] for row in figures.members(rows, "area", {}, "?")] == [0, 1, figures.UNKNOWN]
    assert figures.few(rows)
    assert not figures.few([{"area": str(number)} for number in range(5)])


# What a spreadsheet reads as a formula, wherever somebody got it from.
FORMULAS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "\u00a0=1",
    "=HYPERLINK(1)",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_file_is_a_formula(text: str) -> None:
    file = csv_file([text, "b"], [[text, -5]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file, newline=""))) == [[f"'{text}", "b"], [f"'{text}", "-5"]]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(), st.none())))
def test_a_file_keeps_every_text_and_number(rows: list[tuple[str, int, None]]) -> None:
    file = csv_file(["คำ", "จำนวน", "ไม่ทราบ"], rows)
    assert file.startswith(b"\xef\xbb\xbf")
    [head, *read] = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert head == ["คำ", "จำนวน", "ไม่ทราบ"]
    assert [(text.removeprefix("'"), int(number), none) for text, number, none in read] == [
        (text.removeprefix("'"), number, "") for text, number, _ in rows
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)


@given(st.lists(st.tuples(TEXT, st.integers(-(2**53), 2**53), st.none())))
def test_a_workbook_keeps_every_text_and_number_as_what_it_is(rows: list[tuple[str, int, None]]) -> None:
    header = ("คำ", "จำนวน", "ไม่ทราบ")
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_file(header, rows, *NAMED)))
    [sheet, _about] = book.sheet_names
    [head, *read] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    assert tuple(head) == header
    assert [tuple(row) for row in read] == [(text, float(number), "") for text, number, _ in rows]


@pytest.mark.parametrize("text", [*FORMULAS, "0042", "https://elsewhere.example", "ผู้รับการอบรมน้ำท่วม"])
def test_no_cell_of_a_workbook_is_a_formula_a_number_or_a_link(text: str) -> None:
    with ZipFile(io.BytesIO(xlsx_file([text], [[text]], *NAMED))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
        assert not [part for part in file.namelist() if "rels" in part and "sheet" in part]
    assert re.findall(r'<c r="(\w+)"[^>]* t="s"', sheet) == ["A1", "A2"]
    assert "<f>" not in sheet


OFFICE = which("soffice") or which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice")
def test_a_workbook_opens_in_libreoffice_with_its_zeros_and_thai(tmp_path: Path) -> None:
    assert OFFICE
    header = ("รหัส", "คำ", "จำนวน", "วัน")
    rows = [
        ("0042", "น้ำท่วมที่ จ.ลำพูน", 0, date(2026, 3, 16)),
        ("=1+1", "ต่อ 0150, “ญี่ปุ่น”", None, None),
        ("02/03", "ผู้ใหญ่", 1204, date(2024, 2, 29)),
    ]
    (tmp_path / "table.xlsx").write_bytes(xlsx_file(header, rows, *NAMED))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        OFFICE,
        own,
        "--headless",
        "--convert-to",
        "html",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "table.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = (tmp_path / "table.html").read_text(encoding="utf-8")
    cells = [html.unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td[^>]*>(.*?)</td>", told, re.DOTALL)]
    assert [cell.strip() for cell in cells] == [
        *header,
        *("0042", "น้ำท่วมที่ จ.ลำพูน", "0", "16 มี.ค. 2569"),
        *("=1+1", "ต่อ 0150, “ญี่ปุ่น”", "", ""),
        *("02/03", "ผู้ใหญ่", "1204", "29 ก.พ. 2567"),
        "ปีงบประมาณ 2569",
    ]
    assert re.findall("<em>(.*?)</em>", told) == ["จังหวัด", "ขอบเขต"]


def test_a_day_in_a_file_is_a_day() -> None:
    rows = [("ก", date(2026, 3, 16)), ("ข", None)]
    file = csv_file(["คำ", "วัน"], rows).decode("utf-8-sig")
    assert file.splitlines() == ["คำ,วัน", "ก,2026-03-16", "ข,"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_file(["คำ", "วัน"], rows, "ก/ข: [ค]", NAMED[1])))
    assert book.sheet_names == ["ก ข   ค", "ขอบเขต"]
    assert book.get_sheet_by_index(0).to_python()[1] == ["ก", date(2026, 3, 16)]


def test_a_search_in_a_file_finds_what_the_screen_only_breaks_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    table = tables.Table(["สถานะ", "วัน"], [["ยัง\u2060ไม่\u2060ถึง\u00a04", date(2026, 3, 16)], [None, None]])
    made = tables.files("not-reached", table)
    assert made["csv"]().decode("utf-8-sig").splitlines() == ["สถานะ,วัน", "ยังไม่ถึง 4,2026-03-16", ","]
    book = CalamineWorkbook.from_filelike(io.BytesIO(made["xlsx"]()))
    assert book.sheet_names == ["จังหวัดที่ยังไม่ถึง", "ขอบเขตข้อมูล"]
    assert book.get_sheet_by_index(0).to_python()[1] == ["ยังไม่ถึง 4", date(2026, 3, 16)]
    assert book.get_sheet_by_index(1).to_python() == [["ข้อมูล ณ วันที่ 21 พฤศจิกายน 2569"]]


def test_charts_have_no_number_in_what_they_tell() -> None:
    """A changed text would make a browser draw the chart anew."""
    assert not any(digit in told for told in charts.TOLD.values() for digit in "0123456789{")
