"""A spreadsheet of the stand-in as people see it: one page on this machine, in which they type, sort and delete."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from standin import cells, ranges
from standin.book import Book
from standin.document import Document
from standin.errors import Failure
from standin.grid import BARE, Json, Row, Sheet

PAGE = Path(__file__).with_name("demo.html")
FONTS = Path(__file__).resolve().parents[1] / "pages" / "static"
# What the page may call of a Book; the names are those of its methods.
HANDS = {
    *("type", "paste", "insert_row", "copy_row", "delete_rows", "sort", "sort_one_column", "insert_column"),
    *("delete_column", "clear_tab", "add_tab", "rename_tab", "duplicate_tab", "delete_tab", "share"),
}
BLANK_ROWS = 20
MOST_ROWS = 500
VERSIONS = 50


class Window:
    """What the page asks: the state of a tab, and things to be done, each of which keeps the version before it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._versions: list[Document] = []

    def state(self, gid: int | None = None, since: str = "") -> Json | None:
        """The tabs and the cells of one (the first, if there is none of this number); None if `since` is the state."""
        book = self._book
        document, mark = book.document, f"{book.revision}-{book.role}"
        if since == mark:
            return None
        sheet = next((one for one in document.sheets if one.gid == gid), document.sheets[0])
        used = max((at for at, row in enumerate(sheet.rows, 1) if row.values), default=0)
        rows = sheet.rows[: min(used + BLANK_ROWS, MOST_ROWS)]
        return {
            "mark": mark,
            "title": document.title,
            "shared": book.role is not None,
            "tabs": [{"gid": one.gid, "title": one.title} for one in document.sheets],
            "gid": sheet.gid,
            "frozen": sheet.frozen_rows,
            "columns": [ranges.letters(at) for at in range(len(sheet.columns))],
            "rows": [_seen(row, len(sheet.columns)) for row in rows],
            "choices": _choices(sheet),
        }

    def do(self, name: str, given: list[Any]) -> None:
        """Do one thing as a person, or ("undo") go back to before the last. ValueError if it cannot be done."""
        if name == "undo":
            if self._versions:
                self._book.restore(self._versions.pop())
            return
        if name not in HANDS:
            raise ValueError(name)
        before = self._book.snapshot()
        try:
            getattr(self._book, name)(*given)
        except (Failure, LookupError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from error
        self._versions = [*self._versions, before][-VERSIONS:]


def _seen(row: Row, width: int) -> list[Json]:
    """What people see of the cells of a row, and what they edit where that is another text."""
    line: list[Json] = []
    for at in range(width):
        value, worn = row.value(at), row.dress.get(at, BARE)
        cell: Json = {"text": cells.shown(value, worn.format)}
        cell |= {"edit": row.formulas[at]} if at in row.formulas else {}
        cell |= {"note": worn.note} if worn.note else {}
        cell |= {"number": True} if not isinstance(value, str) else {}
        line.append(cell)
    return line


def _choices(sheet: Sheet) -> dict[int, list[str]]:
    """The drop-downs by column, as they are in the first row below the header."""
    worn = sheet.rows[min(1, len(sheet.rows) - 1)].dress
    return {
        at: [one.get("userEnteredValue", "") for one in dress.rule["condition"].get("values", [])]
        for at, dress in worn.items()
        if dress.rule and dress.rule.get("condition", {}).get("type") == "ONE_OF_LIST"
    }


@contextmanager
def showing(book: Book, port: int = 0) -> Iterator[str]:
    """The address of the page that shows `book`, on this port (a free one if 0), until the block ends."""
    handler = type("Handler", (_Handler,), {"window": Window(book)})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads, server.block_on_close = True, False
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="window", daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    window: Window

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if not self._is_ours():
            self._send(400, b"")
        elif asked.path == "/":
            self._send(200, PAGE.read_bytes(), "text/html; charset=utf-8")
        elif asked.path in ("/Sarabun-Regular.ttf", "/Sarabun-Bold.ttf"):
            self._send(200, (FONTS / asked.path[1:]).read_bytes(), "font/ttf")
        elif asked.path == "/state":
            given = {name: values[0] for name, values in parse_qs(asked.query).items()}
            gid = given.get("tab", "")
            state = self.window.state(int(gid) if gid.isdigit() else None, given.get("since", ""))
            self._send(200, json.dumps(state, ensure_ascii=False).encode())
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        # A page of another site can send no JSON here without asking first, and nobody answers that.
        if not self._is_ours() or self.headers.get("Content-Type") != "application/json" or self.path != "/do":
            self._send(400, b"{}")
            return
        try:
            asked = json.loads(body)
            self.window.do(asked["do"], asked["with"])
        except (ValueError, KeyError, TypeError) as error:
            self._send(400, json.dumps({"error": str(error)}, ensure_ascii=False).encode())
        else:
            self._send(200, b"{}")

    def _is_ours(self) -> bool:
        return self.headers.get("Host", "").partition(":")[0] in ("127.0.0.1", "localhost")

    def _send(self, code: int, body: bytes, kind: str = "application/json; charset=utf-8") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""
