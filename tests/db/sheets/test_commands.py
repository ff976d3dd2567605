"""python -m db link, sync, inbox, resolve: what they do, say and end with, and what settings they refuse."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db import access
from db.access import ROOT
from db.commands import commands
from db.records import Organisation
from db.sheets.google import KEY, NOT_SHARED
from db.store import Store
from standin.book import Book
from standin.google import Google, Lost
from standin.memory import answering
from standin.server import Serving, serving_sheets
from tests.db.sheets.office import EVENTS, OFFICES, SOM, Office
from tests.db.sheets.processes import Watched
from thai.words import translate

NOTHING = {"pulled": 0, "added": 0, "deleted": 0, "pushed": 0, "appended": 0}
AT_REST = "จากชีต: 0 ช่อง แถวใหม่ 0 ลบ 0 · ไปยังชีต: 0 ช่อง 0 แถว\n"


def dump(home: Path) -> list[str]:
    """All that the register's file holds, but who may sync now."""
    with closing(sqlite3.connect(home / "saan.db")) as db:
        return [line for line in db.iterdump() if '"sync_lease"' not in line]


# As real commands, over HTTPS


@pytest.fixture
def sheets(tmp_path: Path) -> Iterator[Serving]:
    with serving_sheets(tmp_path / "google", Watched()) as serving:
        yield serving
    assert serving.google.strangers == []


@pytest.fixture
def book(sheets: Serving) -> Book:
    return sheets.books.create()


@pytest.fixture
def start(sheets: Serving, book: Book, home: Path) -> Iterator[Any]:
    """start("sync", …) → the running command, its spreadsheet and key in the environment."""
    link = f"https://docs.google.com/spreadsheets/d/{book.id}/edit?gid=0#gid=0"
    key = {"SAAN_SHEETS": link, "GOOGLE_APPLICATION_CREDENTIALS": str(sheets.key_file)}
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "db", *arguments]
        env = {**os.environ, **sheets.env, **key, "SAAN_HOME": str(home)}
        started.append(
            subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_from_the_link_to_a_settled_conflict(start: Any, book: Book, store: Store, home: Path) -> None:
    def said(*arguments: str, code: int = 0) -> str:
        process = start(*arguments)
        out, err = process.communicate()
        assert (process.returncode, err) == (code, ""), arguments
        return str(out)

    with store.writing(SOM, "test") as w:
        office = w.add(Organisation(name="อบจ.แพร่", province="54"))
    assert said("link") == "เชื่อมสเปรดชีตแล้ว · The spreadsheet is linked.\n"
    assert said("sync", "--once") == "จากชีต: 0 ช่อง แถวใหม่ 0 ลบ 0 · ไปยังชีต: 0 ช่อง 1 แถว\n"
    assert book.values(OFFICES)[1:] == [[office.id, "อบจ.แพร่", "", "แพร่"]]
    book.type(OFFICES, "B2", "อบจ.แพร่ (ชีต)")
    with store.writing(SOM, "test") as w:
        w.change(office, name="อบจ.แพร่ (แอป)")
    before = dump(home), book.revision
    planned = json.loads(said("sync", "--dry-run", "--json"))["planned"]
    assert (dump(home), book.revision) == before
    conflict = {"kind": "conflict", "row": "อบจ.แพร่ (แอป) · แพร่", "field": "name", "sheet": "อบจ.แพร่ (ชีต)"}
    assert [one for plan in planned for one in plan["inbox"]] == [conflict]
    assert json.loads(said("sync", "--json")) == {"status": "ok", "message": None, **NOTHING}
    line = f"#1 · conflict · {OFFICES} · อบจ.แพร่ (แอป) · แพร่ · name"
    sides = "base='อบจ.แพร่' · sheet='อบจ.แพร่ (ชีต)' · app='อบจ.แพร่ (แอป)'"
    assert said("inbox") == f"{line} · {sides}\n"
    [entry] = json.loads(said("inbox", "--json"))
    known = {"id": 1, "kind": "conflict", "tab": OFFICES, "row": 2, "answers": ["sheet", "app"]}
    assert entry == {**entry, **known, "base": "อบจ.แพร่", "sheet": "อบจ.แพร่ (ชีต)", "app": "อบจ.แพร่ (แอป)"}
    assert said("resolve", "1", "อบจ. แพร่") == "ตัดสินแล้ว รอบต่อไปจะดำเนินการ · Decided. The next round carries it out.\n"
    assert json.loads(said("sync", "--json")) == {"status": "ok", "message": None, **NOTHING, "pulled": 1, "pushed": 1}
    assert book.value(OFFICES, "B2") == "อบจ. แพร่"
    assert [one.name for one in store.all(Organisation)] == ["อบจ. แพร่"]
    assert said("inbox") == "ไม่มีเรื่องรอตัดสิน · Nothing waits for a decision.\n"


def rounds(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """The rounds that a running `sync --json` tells of, as they come."""
    text = ""
    assert process.stdout is not None
    for line in process.stdout:
        text += line
        if line == "}\n":
            yield json.loads(text)
            text = ""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_round_after_round_until_it_is_stopped(start: Any, store: Store, book: Book, sign: signal.Signals) -> None:
    assert start("link").wait() == 0
    process = start("sync", "--every", "3600", "--json")
    assert next(rounds(process)) == {"status": "ok", "message": None, **NOTHING}
    process.send_signal(sign)
    assert (process.communicate(), process.returncode) == (("", ""), 0)


def test_stopped_while_google_does_not_answer(start: Any, sheets: Serving, store: Store) -> None:
    assert start("link").wait() == 0

    def before(end: str) -> None:
        running.terminate()
        running.wait()
        raise Lost

    sheets.google.before = before  # type: ignore[attr-defined]
    running = start("sync", "--every", "3600", "--json")
    assert (running.communicate(), running.returncode) == (("", ""), 0)
    [lease] = store.rows("select until from sync_lease")
    assert lease["until"] == 0


def test_a_key_that_is_renewed_is_taken_by_a_sync_that_runs(start: Any, sheets: Serving) -> None:
    assert start("link").wait() == 0
    running = start("sync", "--every", "1", "--json")
    told = rounds(running)
    assert next(told)["status"] == "ok"
    sheets.google.account.rotate()
    refused = next(one for one in told if one["status"] != "ok")
    assert refused == {"status": "key", "message": KEY, **NOTHING}
    sheets.renew_key_file()
    assert next(one for one in told if one["status"] != "key")["status"] == "ok"


# In this process, the client answered in memory


@pytest.fixture
def google(office: Office) -> Iterator[Google]:
    made = Google()
    made.books = office.books
    with answering(made):
        yield made
    assert made.strangers == []


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for secrets.toml, saan.toml and key.json. Nothing is in it, nor in the environment."""
    monkeypatch.setattr(access, "SECRETS", tmp_path / "secrets.toml")
    monkeypatch.setattr(access, "SETTINGS", tmp_path / "saan.toml")
    for name in ("SAAN_SHEETS", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(home: Path, *arguments: str, **env: str) -> Result:
    return CliRunner().invoke(commands, list(arguments), env={"SAAN_HOME": str(home), **env}, catch_exceptions=False)


def test_a_dry_run_says_what_would_be_done_on_both_sides_and_changes_neither(
    office: Office, google: Google, home: Path, files: Path
) -> None:
    (files / "secrets.toml").write_text(google.secrets(office.book.id), encoding="utf-8")
    office.type(EVENTS, "อบรม 2", "สถานที่", "หอประชุม")
    office.type(EVENTS, "อบรม 3", "ยอดตามประกาศ (คน)", "สิบที่")
    office.write_row(OFFICES, {"หน่วยงาน": "อบจ.ตรัง", "จังหวัด": "ตรัง"})
    office.change(office.events[3], venue="ในแอป")
    [added] = office.add(Organisation(name="จากแอป"))
    before = dump(home), office.cells(), office.book.revision
    told = run(home, "sync", "--dry-run", "--json")
    shown = run(home, "sync", "--dry-run")
    assert (dump(home), office.cells(), office.book.revision) == before
    assert (told.exit_code, shown.exit_code) == (0, 0)
    answer = json.loads(told.stdout)
    events, offices, *others = answer.pop("planned")
    assert answer == {"status": "ok", "message": None, **NOTHING, "pulled": 1, "added": 1, "pushed": 1, "appended": 1}
    assert events == {
        "tab": EVENTS,
        "stopped": False,
        "pull": [{"id": office.events[1].id, "venue": "หอประชุม"}],
        "push": [{"id": office.events[3].id, "column": "venue", "from": "ห้อง 4", "to": "ในแอป"}],
        "append": [],
        "add": [],
        "delete": [],
        "inbox": [
            {
                "kind": "unreadable",
                "row": "65-0003 · อบรม 3 · 2565-03-03",
                "field": "declared_total",
                "sheet": "สิบที่",
            }
        ],
    }
    assert (offices["append"], offices["add"]) == ([added.id], [{"name": "อบจ.ตรัง", "province": "92"}])
    assert [plan for plan in others if any(part for name, part in plan.items() if name != "tab")] == []
    first, *tabs, last = shown.stdout.splitlines()
    assert first == "ทดลองเท่านั้น ทั้งสองฝั่งไม่เปลี่ยนแปลง สิ่งที่จะทำคือ"
    assert [json.loads(line)["tab"] for line in tabs] == [EVENTS, OFFICES]
    assert last == "จากชีต: 1 ช่อง แถวใหม่ 1 ลบ 0 · ไปยังชีต: 1 ช่อง 1 แถว"


def test_the_environment_goes_before_the_secrets(office: Office, google: Google, home: Path, files: Path) -> None:
    (files / "secrets.toml").write_text(google.secrets("another-one"), encoding="utf-8")
    assert json.loads(run(home, "sync", "--json").stdout)["status"] == "missing"
    assert run(home, "sync", SAAN_SHEETS=office.book.id).stdout == AT_REST
    google.account.rotate()
    (files / "key.json").write_text(json.dumps(google.account.key_file()), encoding="utf-8")
    env = {"SAAN_SHEETS": office.book.id, "GOOGLE_APPLICATION_CREDENTIALS": str(files / "key.json")}
    assert json.loads(run(home, "sync", "--json", SAAN_SHEETS=office.book.id).stdout)["status"] == "key"
    assert run(home, "sync", **env).stdout == AT_REST


def test_a_round_that_does_not_come_through_ends_with_one(
    office: Office, google: Google, home: Path, files: Path
) -> None:
    (files / "secrets.toml").write_text(google.secrets(office.book.id), encoding="utf-8")
    office.book.share(None)
    account = google.account.key_file()["client_email"]
    told = run(home, "sync", "--json")
    message = NOT_SHARED.format(account=account)
    assert (told.exit_code, json.loads(told.stdout)) == (1, {"status": "not_shared", "message": message, **NOTHING})
    shown = run(home, "sync")
    thai = translate(NOT_SHARED, "th", account=account)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (1, AT_REST, f"{thai}\n{message}\n")
    linked = run(home, "link")
    assert (linked.exit_code, linked.stdout, linked.stderr) == (1, "", f"{thai}\n{message}\n")


def test_decisions_that_cannot_be(office: Office, home: Path) -> None:
    office.type(EVENTS, "อบรม 3", "ยอดตามประกาศ (คน)", "สิบที่")
    office.sync()
    number = str(office.entry().number)
    for answer, sentence in (
        ("sheet", "This cannot be decided that way."),
        ("หลายคน", "Write the number alone, or leave it empty if nobody knows."),
    ):
        refused = run(home, "resolve", number, answer)
        thai = translate(sentence, "th")
        assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"{thai}\n{sentence}\n")
    gone = run(home, "resolve", "77", "app")
    assert (gone.exit_code, gone.stderr.splitlines()[1]) == (1, "There is no entry 77 in the inbox.")
    assert run(home, "resolve", "x", "app").exit_code == 2
    assert run(home, "resolve", number).exit_code == 2
    assert office.entry().choice is None
    assert run(home, "resolve", number, "45").exit_code == 0
    assert (office.entry().choice, office.entry().chosen_by) == ("45", "python -m db")


KEY_FILE = '{"client_email": "saan@example.iam", "token_uri": "https://oauth2.googleapis.com/token"}'
UNREAD = "The settings in {} cannot be read."
NOT_SET = (
    "No spreadsheet is set up. Give SAAN_SHEETS and GOOGLE_APPLICATION_CREDENTIALS, or [connections.gsheets] in "
    ".streamlit/secrets.toml."
)


@pytest.mark.parametrize("command", ["link", "sync"])
@pytest.mark.parametrize(
    ("given", "env", "sentence"),
    [
        ({}, {}, NOT_SET),
        ({}, {"SAAN_SHEETS": "abc"}, NOT_SET),
        ({"key.json": "{}"}, {"SAAN_SHEETS": "abc", "GOOGLE_APPLICATION_CREDENTIALS": "key.json"}, NOT_SET),
        ({}, {"SAAN_SHEETS": "abc", "GOOGLE_APPLICATION_CREDENTIALS": "key.json"}, UNREAD.format("{folder}/key.json")),
        *(
            (
                {"key.json": broken},
                {"SAAN_SHEETS": "abc", "GOOGLE_APPLICATION_CREDENTIALS": "key.json"},
                UNREAD.format("{folder}/key.json"),
            )
            for broken in ("", "no json", "[1]", "7")
        ),
        ({"key.json": KEY_FILE}, {"SAAN_SHEETS": "abc", "GOOGLE_APPLICATION_CREDENTIALS": "key.json"}, KEY),
        *(
            (
                {"key.json": KEY_FILE},
                {"SAAN_SHEETS": link, "GOOGLE_APPLICATION_CREDENTIALS": "key.json"},
                f"This link leads to no spreadsheet: {link}",
            )
            for link in ("https://example.org/", "docs.google.com/document/d/abc", "ก ข", "abc?x=1", "../abc")
        ),
        *(
            ({"secrets.toml": broken}, {}, UNREAD.format("{folder}/secrets.toml"))
            for broken in ("[connections", 'connections = "x"', '[connections]\ngsheets = "x"')
        ),
    ],
)
def test_settings_that_lead_nowhere(
    home: Path, store: Store, files: Path, given: dict[str, str], env: dict[str, str], sentence: str, command: str
) -> None:
    for name, text in given.items():
        (files / name).write_text(text, encoding="utf-8")
    at = {name: str(files / value) if value.endswith(".json") else value for name, value in env.items()}
    refused = run(home, command, **at)
    assert (refused.exit_code, refused.stdout) == (1, "")
    thai, english = refused.stderr.splitlines()
    assert english == sentence.replace("{folder}", str(files))
    assert any("ก" <= letter <= "๛" for letter in thai)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('interval = "60"', "interval", "60"),
        ("interval = -1", "interval", "-1"),
        ("interval = nan", "interval", "nan"),
        ("interval = inf", "interval", "inf"),
        ("interval = true", "interval", "True"),
        ("reads = 0", "reads", "0"),
        ("writes = 1.5", "writes", "1.5"),
        ("grace = []", "grace", "[]"),
        ('share = "people.telephone"', "share", "people.telephone"),
        ('share = ["people.nickname"]', "share", "['people.nickname']"),
        ('share = ["people.family_name"]', "share", "['people.family_name']"),
        ("share = [1]", "share", "[1]"),
        ("often = 1", "often", "1"),
    ],
)
def test_settings_of_the_sync_that_do_not_fit(
    office: Office, google: Google, home: Path, files: Path, line: str, name: str, value: str
) -> None:
    (files / "secrets.toml").write_text(google.secrets(office.book.id), encoding="utf-8")
    (files / "saan.toml").write_text(f"[sync]\n{line}\n", encoding="utf-8")
    refused = run(home, "sync")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[1] == f"{files / 'saan.toml'}: [sync] {name} cannot be {value}."
    (files / "saan.toml").write_text('[sync]\ninterval = 5\nreads = 6\nmissing_share = 0.5\nshare = ["people.email"]\n')
    assert run(home, "sync").exit_code == 0


def test_the_sync_settings_are_a_table(office: Office, google: Google, home: Path, files: Path) -> None:
    (files / "secrets.toml").write_text(google.secrets(office.book.id), encoding="utf-8")
    (files / "saan.toml").write_text("sync = 60\n")
    refused = run(home, "sync")
    sentence = f"{files / 'saan.toml'}: [sync] sync cannot be None."
    assert (refused.exit_code, refused.stderr.splitlines()[1]) == (1, sentence)


@pytest.mark.parametrize("every", ["0", "-1", "0.5", "nan", "1000001", "soon"])
def test_no_time_between_rounds_is_a_wrong_value(home: Path, every: str) -> None:
    assert run(home, "sync", "--every", every).exit_code == 2
