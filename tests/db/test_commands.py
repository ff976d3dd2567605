"""The command line: one JSON object or a few lines in Thai, one sentence and exit code 2 for a wrong value."""

import json
import sqlite3
import tomllib
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from db import kpis
from db.access import ROOT
from db.commands import commands
from db.kpis import Filters
from db.records import Event, Programme
from db.store import Store
from tests.registers import NIDA


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments), env={"SAAN_HOME": str(home)}, catch_exceptions=False)


@pytest.fixture
def programme(store: Store) -> Programme:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม 2565"))
        w.add(
            Event(
                title="ก", starts_on=date(2022, 3, 24), programme_id=programme.id, province="81", declared_total=1_042
            )
        )
        w.add(Event(title="ข", starts_on=date(2022, 3, 25)))
    return programme


def test_json_is_the_report_for_the_options(home: Path, store: Store, programme: Programme) -> None:
    options = ["--fiscal-year", "๒๕๖๕", "--scheme", "region4", "--area", "ใต้", "--organisation-type", "media"]
    for name in (programme.name, programme.id):
        ran = run(home, "kpis", "--json", *options, "--programme", name, "--as-of", "2022-04-01")
        assert ran.exit_code == 0
        assert json.loads(ran.stdout) == kpis.report(
            store, Filters(2565, "region4", "ใต้", programme.id, "media", date(2022, 4, 1))
        )
    assert list(json.loads(run(home, "kpis", "--json").stdout)) == [
        *("version", "filters", "events", "attendance", "people", "network", "growth", "coverage", "by_fiscal_year"),
    ]


def test_without_json_a_few_lines_in_thai(home: Path, programme: Programme) -> None:
    ran = run(home, "kpis", "--scheme", "region4", "--as-of", "2022-04-01")
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "จัดแล้ว 2 งาน · วางแผนไว้ 0 งาน",
        "ผู้เข้าร่วม (คน): 1,042 · จาก 1 งานที่ทราบ ไม่ทราบ 1 งาน",
        "ผ่านการอบรม (คน): ระบุชื่อ 0 · นับได้ ไม่ทราบ · ยังไม่ระบุชื่อ ไม่ทราบ",
        "สมาชิกเครือข่าย 0 คน · 0 หน่วยงาน · เข้าใหม่ 0 คน · ออก 0 คน",
        "region4 เหนือ: เข้าถึง 0 จาก 17 จังหวัด",
        "region4 ตะวันออกเฉียงเหนือ: เข้าถึง 0 จาก 20 จังหวัด",
        "region4 กลาง: เข้าถึง 0 จาก 26 จังหวัด",
        "region4 ใต้: เข้าถึง 0 จาก 14 จังหวัด",
    ]


@pytest.mark.parametrize(
    ("options", "english"),
    [
        (["--fiscal-year", "25650"], "“25650” is not a fiscal year such as 2565."),
        (["--fiscal-year", "2022"], "“2022” is not a fiscal year such as 2565."),
        (["--scheme", "x"], "“x” is not one of: region4, region6, prd8, inspection18."),
        (["--scheme", "region4", "--area", "x"], "“x” is not one of: เหนือ, ตะวันออกเฉียงเหนือ, กลาง, ใต้."),
        (["--area", "ใต้"], "Name the scheme that the area belongs to."),
        (["--programme", "x"], "There is no programme “x”."),
        (["--programme", "\ud800"], "This text has characters that can't be stored. Type it again."),
        (["--organisation-type", "x"], None),
        (["--as-of", "2022-02-30"], "“2022-02-30” is not a day such as 2022-03-24."),
        (["--as-of", "0001-01-01"], "“0001-01-01” is not a day such as 2022-03-24."),
    ],
)
def test_a_wrong_value_is_one_sentence_and_exit_code_2(home: Path, options: list[str], english: str | None) -> None:
    ran = run(home, "kpis", *options)
    thai, last = ran.stderr.splitlines()
    assert (ran.exit_code, ran.stdout, thai == last) == (2, "", False)
    assert last == english or (english is None and last.startswith("“x” is not one of: media, central, "))


def test_a_name_that_two_programmes_have_is_asked_about(home: Path, store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        ids = sorted(w.add(Programme(name="อบรม", fiscal_year=year)).id for year in (2564, 2565))
    ran = run(home, "kpis", "--programme", "อบรม")
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1] == f"2 programmes are called “อบรม”. Give the id of one: {', '.join(ids)}."


def test_check_prints_what_is_wrong_or_one_sentence(home: Path, store: Store, programme: Programme) -> None:
    whole = run(home, "check")
    assert (whole.exit_code, whole.stdout) == (0, "ทะเบียนสมบูรณ์ · The register is whole.\n")
    with sqlite3.connect(store.path) as db:
        db.execute("update programmes set name = 'x'")
    ran = run(home, "check")
    assert (ran.exit_code, len(ran.stdout.splitlines())) == (1, 1)
    assert ran.stdout.endswith(f"programmes “x” ({programme.id}) is not as the journal left it.\n")


def test_recount_says_how_many_counts_it_mended(home: Path, store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        w.add(Event(title="อบรมสื่อ", starts_on=date(2022, 3, 24)))
    with sqlite3.connect(store.path) as db:
        db.execute("update year_counts set held = 5")
    ran = run(home, "recount")
    assert (ran.exit_code, ran.stdout.splitlines()) == (
        0,
        ["นับใหม่แล้ว มียอดที่ไม่ถูกต้อง 2 รายการ · Counted anew. 2 counts were wrong."],
    )
    assert run(home, "check").stdout == "ทะเบียนสมบูรณ์ · The register is whole.\n"


def test_version_is_that_of_the_app_and_of_the_register(home: Path, store: Store, programme: Programme) -> None:
    ran = run(home, "version")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert ran.stdout.splitlines() == [f"saan {project['version']}", f"register {store.version()}"]


@pytest.mark.parametrize("command", ["kpis", "check", "version"])
def test_a_register_that_cannot_be_opened_is_a_sentence_in_thai_and_english(home: Path, command: str) -> None:
    home.mkdir()
    (home / "saan.db").write_bytes(b"not a register at all" * 100)
    ran = run(home, command)
    thai, english = ran.stderr.splitlines()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert english == f"The file {home / 'saan.db'} is not a register, or it is damaged. Restore it from a backup."
    assert thai.startswith(f"แฟ้ม {home / 'saan.db'} ")


def test_every_command_and_option_has_a_help_text() -> None:
    assert {"kpis", "check", "recount", "version", "samples", "fill"} <= set(commands.commands)
    for name, command in commands.commands.items():
        assert command.help, name
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert [one.name for one in options if not one.help] == []
