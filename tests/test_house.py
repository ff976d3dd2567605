"""The house keeps its own rules: where things live, who writes, what a page may say and how."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.serving import ROOT

FLOORS = {"thai": 0, "db": 1, "ui": 3, "pages": 4}
SOURCES = [path for folder in FLOORS for path in sorted((ROOT / folder).rglob("*.py"))] + [ROOT / "app.py"]
PAGES = [path for path in sorted((ROOT / "pages").glob("*.py")) if path.stem not in ("__init__", "shell", "screens")]
# What the store is made of: the door itself, its counts, how the tables came to be, and the number of a new file.
WRITERS = {"db/store.py", "db/keeping.py", "db/migrations.py", "db/connection.py"}
WRITE = re.compile(r"\b(insert\s+(or\s+\w+\s+)?into|update\s+\S+\s+set|delete\s+from|replace\s+into)\b", re.IGNORECASE)
# First arguments of these are read by people, and by Streamlit as Markdown.
SHOWING = {
    *("title", "header", "subheader", "markdown", "write", "caption", "button", "text_input", "text_area", "selectbox"),
    *("multiselect", "radio", "pills", "segmented_control", "checkbox", "toggle", "number_input", "metric", "expander"),
    *("popover", "tabs", "success", "error", "warning", "info", "toast", "page_link", "link_button", "download_button"),
    *("form_submit_button", "badge", "status", "progress", "text", "dialog"),
}
FORBIDDEN = {"unsafe_allow_html", "unsafe_allow_javascript", "ImageColumn", "LinkColumn"}
MARKUP = re.compile(r":[a-z-]+\[|:material/\w+:|&\w+;")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name(path)}: relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_an_arrow_only_points_down(path: Path) -> None:
    floor = FLOORS.get(path.relative_to(ROOT).parts[0], 5)
    for module in imports(path):
        top = module.split(".")[0]
        assert FLOORS.get(top, -1) <= floor, f"imports {module}"
        assert top not in ("app", "tests", "bench", "docs"), f"imports {module}"
        if floor == FLOORS["thai"]:
            assert top not in FLOORS or top == "thai", f"imports {module}"
        if floor < FLOORS["ui"]:
            assert top not in ("streamlit", "altair", "starlette"), f"imports {module}"


@pytest.mark.parametrize("path", [path for path in SOURCES if name(path) not in WRITERS], ids=name)
def test_only_the_store_writes(path: Path) -> None:
    texts = [
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if WRITE.search(text)] == []
    assert not {"sqlite3", "sqlite_utils"} & {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_today_comes_from_one_place(path: Path) -> None:
    if name(path) == "thai/dates.py":
        return
    asked = {ast.unparse(call.func) for call in calls(path)}
    assert {call for call in asked if re.search(r"\.(today|now|utcnow)$", call)} <= {"dates.today", "dates.now"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_only_defines(path: Path) -> None:
    """Opened as a script of its own, a page must do nothing: shell.py alone decides who sees it."""
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    body = tree(path).body
    started = [
        node for node in body if not isinstance(node, kinds) and not isinstance(getattr(node, "value", 0), ast.Constant)
    ]
    assert [ast.unparse(node) for node in started] == []
    assert "page" in [node.name for node in body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.relative_to(ROOT).parts[0] in ("ui", "pages")], ids=name
)
def test_what_people_read_is_in_the_catalogue_and_what_they_typed_is_plain(path: Path) -> None:
    for call in calls(path):
        used = {keyword.arg for keyword in call.keywords} | {getattr(call.func, "attr", None)}
        assert not FORBIDDEN & used, ast.unparse(call)
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in SHOWING and call.args):
            continue
        shown = call.args[0]
        parts = shown.values if isinstance(shown, ast.JoinedStr) else [shown]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                words = MARKUP.sub("", part.value).replace("สาน", "")
                assert not any(letter.isalpha() for letter in words), f"a literal label: {ast.unparse(call)}"
            elif isinstance(part, ast.FormattedValue) and part.format_spec is None:
                field = part.value
                assert not is_field(field), f"not plain(): {ast.unparse(call)}"
        assert call.func.attr == "text" or not is_field(shown), f"not plain(): {ast.unparse(call)}"


def is_field(node: ast.expr) -> bool:
    """Whether an expression is a field of a record (event.title) or of a row (row["title"])."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
    return isinstance(node, ast.Attribute)


def test_no_file_of_pages_is_run_by_itself() -> None:
    """Streamlit would offer files of a folder `pages` beside its script; its script is inside that folder."""
    assert 'st.App(\n    "pages/shell.py"' in (ROOT / "app.py").read_text(encoding="utf-8")
    assert not (ROOT / "pages" / "pages").exists()


def test_the_lock_has_hashes_and_names_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert re.fullmatch(
            r"[a-z0-9.-]+==[\w.+!-]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    # via .*|# .*|", line
        ), line
        assert not re.search(r"://|/(opt|tmp|home|root|usr)\b|--(find-links|index|extra|trusted)", line), line
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    assert {"streamlit", "pandas", "sqlite-utils", "pytest", "playwright"} <= pinned


def test_every_message_has_its_thai() -> None:
    """Also one inside an f-string, which the tool that collects the messages does not see."""
    with (ROOT / "thai" / "locale" / "th" / "LC_MESSAGES" / "saan.po").open("rb") as file:
        thai = {message.id: message.string for message in read_po(file) if message.id}
    said = {
        call.args[0].value
        for path in SOURCES
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "N_") and isinstance(call.args[0], ast.Constant)
    }
    assert {message for message in said if not thai.get(message)} == set()
    assert {message for message, translated in thai.items() if not translated} == set()
