"""The app as its users meet it: a real process, a raw websocket, and the cookie that sign-in leaves."""

import os
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from db.store import Store
from tests.forked import FRESH, app, begun
from ui.session import BROWSER

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RESTARTED = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
ROOT = Path(__file__).resolve().parents[1]


def executable() -> str | None:
    """Where Chromium is: in CHROMIUM, or on PATH; None if nowhere."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@dataclass
class Server:
    """A running app: its address, and the register it serves, opened beside it."""

    url: str
    home: Path
    process: BaseProcess
    log: Path

    @property
    def store(self) -> Store:
        return Store.open(self.home)

    def known(self, browser: str, name: str = "นิดา ใจดี") -> dict[str, str]:
        """The cookie of a browser on which somebody has given their name."""
        mark = f"{browser:-<22}"
        with self.store.note() as note:
            note.set(f"name:{mark}", name)
        return {BROWSER: mark}


def end(process: BaseProcess) -> None:
    """Stop a server. One to which a browser connects in that very moment would wait for the browser to go, until it is
    told twice."""
    process.terminate()
    process.join(10)
    if process.is_alive():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGINT)
        process.join()


@cache
def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def same_port() -> int:
    """The port of all servers of this process, so that its browsers know the app's code; 0 while one of them runs."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind(("127.0.0.1", _port()))
        except OSError:
            return 0
    return _port()


@contextmanager
def serving(home: Path, root: Path = ROOT, port: int = 0, collected: bool = True, **env: str) -> Iterator[Server]:
    """The app of `root` as a process of its own on `port` (a free one if 0, if possible the same again), until the
    block ends."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / "log"
    told, tells = FRESH.Pipe(duplex=False)
    around = {**os.environ, "SAAN_HOME": str(home), **env}
    process = begun(app, root, port or same_port(), around, collected, tells, log)
    tells.close()
    try:
        with open(told.fileno(), closefd=False) as lines:
            found = next((m for line in lines if (m := re.search(r"URL: (http://\S+)", line))), None)
            assert found, log.read_text()
            # The socket listens by now, so this waits for the app without asking twice.
            httpx.get(f"{found[1]}/_stcore/health", timeout=60).raise_for_status()
            yield Server(found[1], home, process, log)
    finally:
        end(process)
        told.close()


def installed(root: Path, secrets: str = "", settings: str = "") -> Path:
    """A copy of the app in `root`, with its own secrets.toml and saan.toml."""
    for name in ("db", "pages", "thai", "ui"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", root)
    (root / ".streamlit").mkdir()
    shutil.copy(ROOT / ".streamlit" / "config.toml", root / ".streamlit")
    (root / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
    (root / "saan.toml").write_text(settings, encoding="utf-8")
    return root


@dataclass
class Session:
    """A raw websocket session, as a hostile or a simple client would hold it. `received` is every byte it was sent."""

    socket: ClientConnection
    received: bytes = b""
    messages: list[ForwardMsg] = field(default_factory=list)

    def run(self, page: str = "", query: str = "", widgets: dict[str, Any] | None = None, fragment: str = "") -> Self:
        """Ask for one run of `page` and read all of it. `widgets`: ids, with a text or (a pressed button) True."""
        ask = BackMsg()
        state = ask.rerun_script
        state.page_name, state.query_string, state.fragment_id = page, query, fragment
        for id, value in (widgets or {}).items():
            widget = state.widget_states.widgets.add(id=id)
            if value is True:
                widget.trigger_value = True
            else:
                widget.string_value = value
        self.socket.send(ask.SerializeToString())
        return self.receive()

    def receive(self) -> Self:
        """Read all of a run that is under way, or that the app is going to begin by itself."""
        self.messages.clear()
        while True:
            frame = self.socket.recv(timeout=60)
            assert isinstance(frame, bytes)
            self.received += frame
            message = ForwardMsg.FromString(frame)
            self.messages.append(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished != RESTARTED:
                return self

    def kinds(self) -> list[str]:
        """What kinds of messages the last run was made of; of a change on the page, what kind of change."""
        kinds = [(message, str(message.WhichOneof("type"))) for message in self.messages]
        return [str(message.delta.WhichOneof("type")) if kind == "delta" else kind for message, kind in kinds]

    def elements(self) -> list[str]:
        """What kinds of elements the last run drew."""
        drawn = [message.delta.new_element for message in self.messages if message.WhichOneof("type") == "delta"]
        return [str(element.WhichOneof("type")) for element in drawn]

    def text(self) -> str:
        """All that the last run sent, as one text."""
        return b"\n".join(message.SerializeToString() for message in self.messages).decode(errors="replace")


@contextmanager
def session(url: str, cookies: dict[str, str] | None = None, **headers: str) -> Iterator[Session]:
    """A websocket session with the app at `url`. InvalidStatus when the upgrade is refused."""
    token = generate_xsrf_token_string()
    carried = {XSRF_COOKIE_NAME: token, **(cookies or {})}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    more["Cookie"] = "; ".join(f"{name}={value}" for name, value in carried.items())
    with connect(
        f"ws://{urlsplit(url).netloc}/_stcore/stream",
        origin=Origin(url),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers=more,
        max_size=None,
        proxy=None,
        # A busy server answers late; that is no reason to hang up.
        ping_interval=None,
    ) as socket:
        yield Session(socket)
