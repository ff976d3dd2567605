"""The launcher: who may connect, start and stop, the error page. The screens are in pages/."""

import asyncio
import gc
import hashlib
import json
import logging
import os
import re
import secrets
import sys
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util, runtime
from streamlit.auth_util import encode_provider_token
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from db import access
from db.access import Actor
from db.refusals import Refused
from db.sheets import worker
from thai.words import N_, translate
from ui import door, live, session
from ui.forms import sentence
from ui.words import _

log = logging.getLogger("saan")

SIGN_IN = "/sign-in"
# All that answers before sign-in, and all that a page of another site may send a person to.
OPEN = {"/_stcore/health", SIGN_IN, "/auth/login", "/auth/logout", "/oauth2callback"}
OPEN_FILES = "/app/static/"
# Parts of Streamlit that no page uses: what it says about itself, its interface for programs.
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")

# A file that is being uploaded is held in memory until its page has read it.
UPLOAD = "/_stcore/upload_file/"
MOST_FILES, MOST_BYTES = 5, 100_000_000


def _inline_scripts() -> str:
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in found)


HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'self'",
            # Vega compiles its expressions, the table's reader is WebAssembly
            f"script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' {_inline_scripts()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Stands before everything, Streamlit's own routes and websocket included: who may pass, and with which headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        dress = _dressed(connection, send)
        refusal = _refusal(connection)
        if refusal is not None:
            await refusal(scope, receive, dress)
            return
        if "text/html" in connection.headers.get("accept", ""):
            # Streamlit's page says lang="en"; it can be put right only while it is not compressed.
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]

        async def heard() -> Message:
            # A websocket outlives the list it was opened under, and a part of a page can be run without its frame.
            message = await receive()
            if message["type"] == "websocket.receive" and _refusal(connection) is not None:
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        await self.app(scope, heard if scope["type"] == "websocket" else receive, dress)


def _refusal(request: HTTPConnection) -> HTMLResponse | None:
    """What to answer instead of what was asked, or None to let it pass."""
    path, headers = request.url.path, request.headers
    if _host_name(headers.get("host", "")) not in _own_names():
        return HTMLResponse(door.page(door.WRONG_HOST), 400)
    if path.startswith(CLOSED):
        return HTMLResponse(door.page(door.NOT_FOUND), 404)
    if _is_foreign(request.scope, path, headers):
        return HTMLResponse(door.page(door.ELSEWHERE), 403)
    if _is_full(request):
        return HTMLResponse(door.page(door.FULL), 413)
    if not access.asks_sign_in():
        return None if _is_local(request) else HTMLResponse(door.page(door.HERE_ONLY), 403)
    if path in OPEN or path.startswith(OPEN_FILES):
        return None
    person = _signed_in(request)
    if person is None:
        return HTMLResponse(door.page(door.SIGN_IN_FIRST, (SIGN_IN, N_("Sign in"))), 401)
    if not access.may_enter(person):
        body = door.page(door.STRANGER, ("/auth/logout", N_("Sign out")), address=person.key)
        return HTMLResponse(body, 403)
    return None


def _is_full(request: HTTPConnection) -> bool:
    """Whether an upload would be one too many: of its session (the path names it), or for the memory of all."""
    if not request.url.path.startswith(UPLOAD) or request.scope.get("method") != "PUT" or not runtime.exists():
        return False
    held = runtime.get_instance().uploaded_file_mgr
    if not isinstance(held, MemoryUploadedFileManager):
        return False
    by_session = {session: list(files.values()) for session, files in list(held.file_storage.items())}
    size = sum(len(file.data) for files in by_session.values() for file in files)
    mine = by_session.get(request.url.path.removeprefix(UPLOAD).partition("/")[0], [])
    return len(mine) >= MOST_FILES or size >= MOST_BYTES


def _host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None when it is none."""
    found = re.fullmatch(r"\[([0-9a-f:]+)\](?::\d+)?|([^\s:@/\[\]]+)(?::\d+)?", host.lower(), re.ASCII)
    return found and (found[1] or found[2])


def _own_names() -> set[str | None]:
    public = access.origin()
    return {"localhost", "127.0.0.1", "::1"} | ({urlsplit(public).hostname} if public else set())


def _is_foreign(scope: Scope, path: str, headers: Headers) -> bool:
    """Whether a page of another site is behind a request that does more than show a page."""
    if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and path != SIGN_IN:
        return False
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin != access.origin() and urlsplit(origin).netloc != headers.get("host")


def _is_local(request: HTTPConnection) -> bool:
    """Whether a request comes straight from this machine, through no proxy."""
    if any(name == "forwarded" or name.startswith("x-forwarded-") for name in request.headers):
        return False
    try:
        peer = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    return peer.is_loopback


def _signed_in(request: HTTPConnection) -> Actor | None:
    """Whom Streamlit's signed sign-in cookie names."""
    claims = _get_signed_cookie_with_chunks(request.cookies, USER_COOKIE_NAME)
    return access.signed_in(json.loads(claims)) if claims else None


def _dressed(request: HTTPConnection, send: Send) -> Send:
    """`send` with our headers on every answer, and on pages the language and the browser's own mark."""
    is_page = False

    async def dressed(message: Message) -> None:
        nonlocal is_page
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            is_page = headers.get("content-type", "").startswith("text/html")
            if is_page and not access.asks_sign_in() and session.BROWSER not in request.cookies:
                mark = (
                    f"{session.BROWSER}={secrets.token_urlsafe(16)}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
                )
                headers.append("set-cookie", mark)
        elif message["type"] == "http.response.body" and is_page and request.query_params.get("lang") != "en":
            message = {**message, "body": message.get("body", b"").replace(b'<html lang="en">', b'<html lang="th">')}
        await send(message)

    return dressed


def sign_in(_request: Request) -> RedirectResponse:
    """To the provider, by Streamlit's own sign-in: what st.login does, for someone whom no script may greet yet."""
    return RedirectResponse(f"/auth/login?provider={encode_provider_token('default')}", 303)


def _without_values(*given: Any, **more: Any) -> logging.LogRecord:
    """A log record whose traceback says where and what kind, whoever logs it: an error's message may name people."""
    record = logging.LogRecord(*given, **more)
    error = record.exc_info[1] if record.exc_info else None
    parts = []
    while error is not None:
        parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        error = error.__cause__ or error.__context__
    if parts:
        record.exc_text = "\ncaused by\n".join(parts)
    return record


def sorry(error: Exception) -> bool:
    """One sentence in place of a page that failed. The log has where, under the same code, and no value of a record."""
    if isinstance(error, Refused):
        st.error(sentence(error))
        return True
    code = secrets.token_hex(3)
    log.error("%s %s", code, type(error).__name__, exc_info=error)
    st.error(
        _("Something went wrong here; nothing was saved. Tell the person who keeps the register: {code}", code=code)
    )
    return True


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Opens the register (or says why not, and ends), keeps open charts true, syncs with the spreadsheet; once a minute
    sweeps memory, in place of after every run, and brings the kept counts to a new day."""
    try:
        session.store()
        access.check()
        sheets = worker.of(session.home())
    except Refused as refused:
        for language in ("th", "en"):
            values = {name: str(value) for name, value in refused.values.items()}
            sys.stderr.write(translate(refused.message, language, **values) + "\n")
        sys.stderr.flush()
        # Anything milder is answered by the server with a traceback, or with a start without a register.
        os._exit(1)
    logging.setLogRecordFactory(_without_values)
    # A run of a page makes thousands of small objects that go by themselves.
    gc.set_threshold(50_000)
    stopped = Event()
    sweeper = Thread(target=_sweep, args=(stopped,), name="sweep", daemon=True)
    sweeper.start()
    keeper = asyncio.create_task(live.keep())
    sheets.start()
    yield
    keeper.cancel()
    stopped.set()
    sheets.stop()
    sweeper.join()


def _sweep(stopped: Event) -> None:
    while not stopped.wait(60):
        gc.collect()
        # Until the first write of a new day nobody else would bring the counts to it. What is wrong with the register
        # is said by whatever next needs it.
        with suppress(Refused):
            session.store().count()


app = st.App(
    "pages/shell.py",
    routes=[Route(SIGN_IN, sign_in)],
    middleware=[Middleware(Guard)],
    lifespan=lifespan,
    on_script_error=sorry,
)
