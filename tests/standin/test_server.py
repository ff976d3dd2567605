"""The stand-in over HTTPS: an unmodified gspread with the standard variables and nothing else."""

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from standin.book import Book
from standin.faults import Fault, Quota
from standin.server import Serving, serving_sheets


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    with serving_sheets(tmp_path / "google") as serving:
        for name, value in serving.env.items():
            monkeypatch.setenv(name, value)
        yield serving


@pytest.fixture
def book(sheets: Serving) -> Book:
    made = sheets.books.create("ทะเบียน", "book")
    made.rename_tab(0, "กิจกรรม")
    return made


def opened(sheets: Serving) -> gspread.Worksheet:
    return gspread.service_account(sheets.key_file).open_by_key("book").sheet1


def test_gspread_reads_and_writes(sheets: Serving, book: Book) -> None:
    tab = opened(sheets)
    tab.batch_update([{"range": "A1:B2", "values": [["รหัส", "โทร"], ["๑", "0812345678"]]}])
    book.type("กิจกรรม", "B3", "0812345678")
    assert tab.batch_get(["A1:B"], value_render_option="UNFORMATTED_VALUE") == [
        [["รหัส", "โทร"], ["๑", "0812345678"], ["", 812345678]]
    ]
    tab.freeze(rows=1)
    assert tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"] == {
        "sheetId": 0,
        "title": "กิจกรรม",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1},
    }
    assert sheets.google.strangers == []


def test_an_answer_is_lost(sheets: Serving, book: Book) -> None:
    tab = opened(sheets)
    sheets.google.faults.plan("write", Fault.LOST_REQUEST, Fault.LOST_ANSWER)
    for written in ([], [["x"]]):
        with pytest.raises(requests.ConnectionError):
            tab.batch_update([{"range": "A1", "values": [["x"]]}])
        assert book.values("กิจกรรม") == written
    assert tab.batch_get(["A1"]) == [[["x"]]]


def test_an_answer_is_late(sheets: Serving, book: Book) -> None:
    tab = opened(sheets)
    tab.client.set_timeout((5, 0.1))
    sheets.google.faults.plan("read", Fault.SLOW)
    with pytest.raises(requests.ReadTimeout):
        tab.batch_get(["A1"])
    assert tab.batch_get(["A1"]) == [[]]


def test_too_many_requests_and_a_page_instead_of_an_answer(sheets: Serving, book: Book) -> None:
    tab = opened(sheets)
    sheets.google.faults.plan("read", Fault.DONE_BAD_GATEWAY)
    with pytest.raises(APIError) as refused:
        tab.batch_get(["A1"])
    assert refused.value.response.status_code == 502
    sheets.google.faults.quota = Quota(reads=0)
    with pytest.raises(APIError) as refused:
        tab.batch_get(["A1"])
    assert (refused.value.code, sheets.google.ledger.refused) == (429, 1)


def test_unshared_unknown_and_switched_off(sheets: Serving, book: Book) -> None:
    client = gspread.service_account(sheets.key_file)
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key("other")
    book.share(None)
    with pytest.raises(PermissionError):
        client.open_by_key("book")
    book.share()
    sheets.books.enabled = False
    with pytest.raises(PermissionError) as refused:
        client.open_by_key("book")
    assert isinstance(refused.value.__cause__, APIError)
    assert "has not been used in project" in str(refused.value.__cause__)


def test_a_rotated_key(sheets: Serving, book: Book) -> None:
    tab = opened(sheets)
    sheets.google.account.rotate()
    with pytest.raises(RefreshError, match="invalid_grant"):
        tab.batch_get(["A1"])
    sheets.renew_key_file()
    assert opened(sheets).batch_get(["A1"]) == [[]]


def test_the_secrets_are_those_of_streamlits_own_connection(sheets: Serving, book: Book) -> None:
    link = "https://docs.google.com/spreadsheets/d/book/edit#gid=0"
    section: dict[str, Any] = tomllib.loads(sheets.secrets(link))["connections"]["gsheets"]
    assert section.pop("spreadsheet") == link
    assert gspread.service_account_from_dict(section).open_by_url(link).title == "ทะเบียน"


def test_no_other_host_is_let_through(sheets: Serving) -> None:
    for url in ("https://example.com/", "https://sheets.googleapis.com:8443/"):
        with pytest.raises(requests.exceptions.ProxyError):
            requests.get(url, timeout=5)
    plain = requests.get("http://example.com/", proxies={"http": sheets.address}, timeout=5)
    assert (plain.status_code, sheets.google.strangers) == (
        403,
        ["example.com", "sheets.googleapis.com:8443", "http://example.com/"],
    )


def test_nobody_else_believes_the_certificate(sheets: Serving) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get("https://sheets.googleapis.com/", verify=requests.certs.where(), timeout=5)


def test_many_write_at_once_and_nothing_is_lost(sheets: Serving, book: Book) -> None:
    def write(number: int) -> None:
        tab = opened(sheets)
        for row in range(1, 6):
            tab.batch_update([{"range": f"{'ABCD'[number]}{row}", "values": [[row]]}])
            book.type("กิจกรรม", f"{'EFGH'[number]}{row}", str(row))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert book.values("กิจกรรม") == [[row] * 8 for row in range(1, 6)]
