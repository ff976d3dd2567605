"""What the documents say is so: the tree, the commands, the pictures."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from db.access import Actor
from db.commands import commands
from db.records import Organisation
from db.store import Store
from pages.screens import SCREENS
from standin.server import serving_sheets

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]
CLERK = Actor("นิดา ใจดี")
REGISTER = [line for line in SHELL if " -m db " in line]


def test_the_readme_has_no_command_that_no_test_runs():
    assert sorted(set(SHELL) - set(REGISTER)) == ["make demo", "make run", "make test"]


def test_the_commands_of_the_readme_run_in_their_order(tmp_path):
    with serving_sheets(tmp_path / "google") as google:
        book = google.books.create()
        key = {"SAAN_SHEETS": book.id, "GOOGLE_APPLICATION_CREDENTIALS": str(google.key_file)}
        env = {**os.environ, **google.env, **key, "SAAN_HOME": str(tmp_path / "home")}
        run_alone(REGISTER[0], env)
        for line in REGISTER[1:]:
            if line.endswith(" inbox"):
                store = Store.open(tmp_path / "home")
                with store.writing(CLERK, "test") as w:
                    office = w.add(Organisation(name="สำนักงาน"))
                run("python -m db sync --once", env)
                book.type("หน่วยงาน", "B2", "ในชีต")
                with store.writing(CLERK, "test") as w:
                    w.change(office, name="ในทะเบียน")
                run("python -m db sync --once", env)
            run(line, env)
        run("python -m db sync --once", env)
        assert [one.name for one in store.all(Organisation)] == ["ในชีต"]


def run_alone(line, env):
    """A command as a shell runs it."""
    arguments = [sys.executable, *shlex.split(line)[1:]]
    done = subprocess.run(arguments, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, line) == (0, line), done.stderr


def run(line, env):
    """The same in this process, which has read the code already."""
    ran = CliRunner().invoke(commands, shlex.split(line.partition(" -m db ")[2]), env=env, catch_exceptions=False)
    assert (ran.exit_code, line) == (0, line), ran.output


@pytest.mark.skipif(not (ROOT / ".venv" / "ready").exists(), reason="make run would set up the whole environment")
def test_make_run_serves_the_app(tmp_path):
    with subprocess.Popen(
        ["make", "run", "PORT=0"],
        cwd=ROOT,
        env={**os.environ, "SAAN_HOME": str(tmp_path / "register")},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            url = next(found[1] for line in process.stdout if (found := re.search(r"URL: (http://\S+)", line)))
            page = httpx.get(url, headers={"accept": "text/html"})
            assert (page.status_code, 'lang="th"' in page.text) == (200, True)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def test_the_house_page_names_what_exists():
    house = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    plan = re.search(r"```\n(app\.py.*?)```", house, re.DOTALL)[1]
    folder, named = "", []
    for line in plan.splitlines():
        words = re.findall(r"(?<![\w/.])[a-z_/]*[a-z_](?:\.py|/)(?=\s|$)", line)
        if not line.startswith(" "):
            folder = words[0] if words[0].endswith("/") else ""
            named.append(words[0])
        else:
            named += [folder + word for word in words]
    exist = {
        str(path.relative_to(ROOT))
        for part in ("pages", "ui", "db", "db/sheets")
        for path in (ROOT / part).glob("[a-z]*.py")
    }
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    assert sorted(exist - set(named)) == []


def test_pictures_and_links_of_the_documents_are_there():
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_by_a_document_and_every_page_in_four():
    documents = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    shown = {
        name for page in documents for name in re.findall(r"screens/([\w-]+\.png)", page.read_text(encoding="utf-8"))
    }
    assert {path.name for path in (ROOT / "docs" / "screens").glob("*.png")} == shown
    named = {name.removesuffix("-1280.png") for name in shown if name.endswith("-1280.png")}
    pages = {name.removesuffix("-dark") for name in named} - {"sheets_link"}
    assert {
        f"{name}{dark}-{width}.png" for name in pages for dark in ("", "-dark") for width in (1280, 390)
    } == shown - {"sheets_link-1280.png"}
    assert set(SCREENS) - pages == set()
