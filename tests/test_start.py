"""Starting where the register cannot be served: one sentence in Thai and English, a non-zero end, and no traceback."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.store import Store
from tests.serving import ROOT, installed


def start(home: Path, root: Path = ROOT) -> tuple[int, list[str]]:
    """How a start that must fail ends: its exit code, and the lines it leaves on stderr."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    environment = {**os.environ, "SAAN_HOME": str(home)}
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode, ended.stderr.strip().splitlines()


def newer(home: Path) -> None:
    path = Store.open(home).path
    with sqlite3.connect(path) as db:
        db.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('saan', 'm999', '')")


def damaged(home: Path) -> None:
    home.mkdir()
    (home / "saan.db").write_bytes(b"not a register at all" * 100)


def no_folder(home: Path) -> None:
    home.write_text("a file where the folder should be")


@pytest.mark.parametrize(
    ("make", "thai", "english"),
    [
        (newer, "รุ่นที่ใหม่กว่า", "comes from a newer version of Saan"),
        (damaged, "เสียหาย", "is not a register, or it is damaged"),
        (no_folder, "เขียน", "cannot be written to"),
    ],
    ids=["newer", "damaged", "no folder"],
)
def test_a_register_that_cannot_be_opened(home: Path, make: Callable[[Path], None], thai: str, english: str) -> None:
    make(home)
    code, said = start(home)
    assert code != 0
    assert [thai in said[0], english in said[1], len(said)] == [True, True, 2], said


@pytest.mark.parametrize(
    ("secrets", "settings", "english"),
    [
        ("[auth]\n", "", "needs the redirect_uri"),
        ("[auth", "", "cannot be read"),
        ("", "[access]\nallow = ['agency.example']\n", "`allow` is a list of addresses"),
    ],
)
def test_settings_that_cannot_be_understood(tmp_path: Path, secrets: str, settings: str, english: str) -> None:
    root = tmp_path / "app"
    root.mkdir()
    code, said = start(tmp_path / "home", installed(root, secrets, settings))
    assert code != 0
    assert english in said[-1]
    assert not any("Traceback" in line for line in said)
