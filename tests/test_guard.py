"""Who may connect at all: this machine alone, or whom the provider and the list name."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.exceptions import InvalidStatus

import app
from db import access
from tests.serving import ROOT, Server, session

SECRET = "a cookie secret of more than thirty-two letters"
PUBLIC = "saan.agency.example"


def ask(
    path: str = "/",
    method: str = "GET",
    kind: str = "http",
    peer: tuple[str, int] | None = ("127.0.0.1", 50000),
    **headers: str,
) -> tuple[int, str, dict[str, str]]:
    """What the guard answers to one request, as (status, body, headers); 200 and "inside" when it lets it pass."""
    sent: list[dict[str, Any]] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    given = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
        "client": peer,
        "server": ("127.0.0.1", 8501),
        "scheme": "http" if kind == "http" else "ws",
        "extensions": {"websocket.http.response": {}},
    }
    # Nothing here waits, so one step is all; Playwright's own loop leaves no room for another.
    with suppress(StopIteration):
        app.Guard(inside)(scope, receive, send).send(None)  # type: ignore[arg-type]
    if sent[0]["type"] == "websocket.accept":
        return 200, "inside", {}
    body = b"".join(message.get("body", b"") for message in sent).decode()
    return sent[0]["status"], body, {k.decode(): v.decode() for k, v in sent[0]["headers"]}


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No settings of this machine reach these tests."""
    monkeypatch.setattr(access, "SECRETS", tmp_path / "secrets.toml")
    monkeypatch.setattr(access, "SETTINGS", tmp_path / "saan.toml")
    return tmp_path


@pytest.fixture
def with_sign_in(settings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with sign-in, open to everyone at agency.example and to one person elsewhere."""
    (settings / "secrets.toml").write_text(f'[auth]\nredirect_uri = "https://{PUBLIC}/oauth2callback"\n')
    (settings / "saan.toml").write_text('[access]\nallow = ["@agency.example", "Nida@other.example"]\n')
    monkeypatch.setattr("streamlit.web.server.starlette.starlette_websocket.get_cookie_secret", lambda: SECRET)
    return settings


def cookie(secret: str = SECRET, **claims: object) -> str:
    claims = {"is_logged_in": True, "origin": f"https://{PUBLIC}", **claims}
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims)).decode()}"


@pytest.mark.parametrize("peer", [("127.0.0.1", 1), ("127.8.9.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1)])
def test_this_machine_may_connect(peer: tuple[str, int]) -> None:
    assert ask(peer=peer)[0] == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (("203.0.113.5", 1), {}),
        (("192.168.1.20", 1), {}),
        (("2001:db8::1", 1), {}),
        (None, {}),
        (("not an address", 1), {}),
        (("127.0.0.1", 1), {"Forwarded": "for=203.0.113.5"}),
        (("127.0.0.1", 1), {"X_Forwarded_For": "127.0.0.1"}),
        (("127.0.0.1", 1), {"X_FORWARDED_Anything": ""}),
    ],
)
def test_without_sign_in_nobody_else_may(peer: Any, headers: dict[str, str], kind: str) -> None:
    for path in ("/", "/people", "/_stcore/health", "/_stcore/stream", "/app/static/OFL.txt"):
        status, body, _ = ask(path, kind=kind, peer=peer, **headers)
        assert (status, "inside" in body) == (403, False)
        assert "เปิดได้จากเครื่องที่ติดตั้งเท่านั้น" in body
        assert "opens only on the machine it runs on" in body


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "localhost.evil.example", "", "[", "a@localhost:x"]
)
def test_a_foreign_host_name_is_refused_on_every_path(host: str) -> None:
    for path in ("/", "/_stcore/health", "/media/x", "/app/static/OFL.txt", "/_stcore/stream"):
        assert ask(path, host=host)[0] == 400


def test_the_public_name_is_the_one_the_provider_knows(with_sign_in: Path) -> None:
    assert ask("/_stcore/health", host=PUBLIC)[0] == 200
    assert ask("/_stcore/health", host=f"other.{PUBLIC}")[0] == 400


@pytest.mark.parametrize(
    ("kind", "method", "path"),
    [("websocket", "GET", "/_stcore/stream"), ("http", "POST", "/"), ("http", "GET", "/sign-in")],
)
def test_another_site_may_not_act(kind: str, method: str, path: str) -> None:
    def status(**headers: str) -> int:
        return ask(path, method, kind, **headers)[0]

    assert status(origin="http://localhost:8501", sec_fetch_site="same-origin") == 200
    assert status() == 200
    assert status(origin="http://evil.example") == 403
    assert status(origin="null") == 403
    assert status(origin="http://localhost:9999") == 403
    assert status(sec_fetch_site="cross-site") == 403
    assert status(sec_fetch_site="same-site") == 403


def test_a_link_from_another_site_opens_a_page() -> None:
    assert ask("/people", sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0] == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"],
)
def test_what_no_page_uses_is_closed(path: str, method: str) -> None:
    assert ask(path, method)[0] == 404


def test_a_page_may_hold_five_files_and_no_more(server: Server) -> None:
    """Each is put there as the browser does; a file for no page that is open is refused anyway."""
    proof = generate_xsrf_token_string()
    headers = {"cookie": f"{XSRF_COOKIE_NAME}={proof}", "x-xsrftoken": proof}
    with session(server.url) as page:
        [own] = [one.new_session.initialize.session_id for one in page.run().messages if one.HasField("new_session")]
        told = [
            httpx.put(
                f"{server.url}/_stcore/upload_file/{of}/{at}", headers=headers, files={"file": ("a.txt", b"a")}
            ).status_code
            for at, of in enumerate([own] * 7 + ["nobody"])
        ]
    assert told == [204] * 5 + [413] * 2 + [400]


def test_every_answer_carries_the_policy(server: Server) -> None:
    for path in ("/", "/people", "/_stcore/health", "/_stcore/metrics", "/app/static/OFL.txt", "/nowhere/at/all.js"):
        headers = httpx.get(server.url + path).headers
        assert "'unsafe-inline'" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_page_says_its_language_even_compressed(server: Server) -> None:
    for path, tag in {"/": "th", "/people": "th", "/people?lang=en": "en"}.items():
        page = httpx.get(server.url + path, headers={"accept": "text/html", "accept-encoding": "gzip"}).text
        assert f'<html lang="{tag}">' in page


def test_a_websocket_with_a_forwarded_header_is_not_opened(server: Server) -> None:
    with pytest.raises(InvalidStatus) as refused, session(server.url, X_Forwarded_For="127.0.0.1"):
        pass
    assert refused.value.response.status_code == 403


def test_with_sign_in_only_these_answer_a_stranger(with_sign_in: Path) -> None:
    """Every route that the app has, Streamlit's and ours, is asked without a cookie."""
    listed = "import app; print(*(route.path or '/' for route in app.app._build_starlette_app().routes))"
    routes = subprocess.run([sys.executable, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = {re.sub(r"{[^}]*}", "x", route) for route in routes.split()}
    assert len(paths) > 15
    paths |= {"/people", "/media/x.csv", "/_stcore/stream", "/_stcore/host-config", "/static/js/index.js"}
    answering = {path for path in paths if ask(path)[0] == 200}
    assert answering == {
        "/_stcore/health",
        "/sign-in",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/app/static/x",
    }
    status, body, _ = ask("/people")
    assert status == 401
    assert 'href="/sign-in"' in body
    assert ask("/_stcore/stream", kind="websocket")[0] == 401


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"email": "somchai@agency.example"}, 200),
        ({"email": "SOMCHAI@Agency.Example"}, 200),
        ({"email": "nida@other.example", "email_verified": True}, 200),
        ({"email": "mana@other.example"}, 403),
        ({"email": "somchai@agency.example.evil.example"}, 403),
        ({"email": "x@evil.example@agency.example"}, 403),
        ({"email": "somchai@agency.example", "email_verified": False}, 403),
        ({"sub": "somchai@agency.example"}, 403),
        ({"email": ["somchai@agency.example"]}, 401),
        ({"email": "somchai@agency.example", "is_logged_in": False}, 401),
        ({}, 401),
    ],
)
def test_the_list_decides(with_sign_in: Path, claims: dict[str, Any], status: int) -> None:
    for path, kind in (("/", "http"), ("/media/x", "http"), ("/_stcore/stream", "websocket")):
        assert ask(path, kind=kind, cookie=cookie(**claims))[0] == status


def test_a_stranger_reads_their_own_address_as_text(with_sign_in: Path) -> None:
    status, body, _ = ask("/", cookie=cookie(email="<b>@x.example"))
    assert status == 403
    assert "&lt;b&gt;@x.example may not open this register" in body
    assert 'href="/auth/logout"' in body


def test_a_forged_cookie_is_nobody(with_sign_in: Path) -> None:
    assert ask("/", cookie=cookie("another secret", email="somchai@agency.example"))[0] == 401
    assert ask("/", cookie=f"{USER_COOKIE_NAME}=e30.x.y")[0] == 401


def test_an_empty_or_absent_list_is_nobody_and_a_change_counts_at_once(with_sign_in: Path) -> None:
    mine = cookie(email="somchai@agency.example")
    assert ask("/", cookie=mine)[0] == 200
    (with_sign_in / "saan.toml").write_text("[access]\nallow = []\n")
    assert ask("/", cookie=mine)[0] == 403
    (with_sign_in / "saan.toml").unlink()
    assert ask("/", cookie=mine)[0] == 403


@pytest.mark.parametrize(
    "written", ['allow = "@agency.example"', 'allow = ["agency.example"]', "allow = [1]", "allow = ["]
)
def test_a_list_that_cannot_be_understood_opens_nothing(with_sign_in: Path, written: str) -> None:
    (with_sign_in / "saan.toml").write_text(f"[access]\n{written}\n")
    with pytest.raises(access.Refused):
        access.check()
    with pytest.raises(access.Refused):
        ask("/", cookie=cookie(email="somchai@agency.example"))
