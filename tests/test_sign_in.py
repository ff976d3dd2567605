"""With sign-in set up: nothing of the register leaves it before the provider and the list have named the person."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import oidc_provider_mock
import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from db.access import Actor
from db.records import Person
from tests.conftest import Visit
from tests.serving import Server, installed, serving, session
from tests.test_shell import SCREENS

NAME = "ประกายแก้วลับ"
TELEPHONE = "0812345679"
STAFF = "nida@agency.example"
STRANGER = "mana@other.example"
ROUTES = [
    *("/", "/index.html", "/manifest.json", "/favicon.png", "/static/js/index.js", "/_stcore/host-config"),
    *("/_stcore/health", "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"),
    *("/media/x.csv", "/component/x/y", "/_stcore/bidi-components/x", "/_stcore/upload_file/s/f", "/_stcore/stream"),
    *("/app/static/OFL.txt", "/app/static/../shell.py", "/saan.db", "/data/saan.db", "/saan.toml"),
    *(f"/{path}" for path in SCREENS),
    *(f"/{path}?q={NAME}" for path in SCREENS),
]


@dataclass
class Guarded:
    """A register with sign-in, not yet started, and its provider. start() gives a fresh process."""

    start: Callable[[], Server]
    provider: str
    settings: Path

    def signed_in(self, server: Server, address: str) -> dict[str, str]:
        """The cookies of a person who went through the provider."""
        httpx.put(f"{self.provider}/users/{address}", json={"email": address, "name": "นิดา ใจดี"}).raise_for_status()
        with httpx.Client() as client:
            answer = client.get(f"{server.url}/sign-in", headers={"sec-fetch-site": "same-origin"})
            login = client.get(server.url + answer.headers["location"])
            consent = client.post(login.headers["location"], data={"sub": address})
            assert client.get(consent.headers["location"]).status_code == 302
            return dict(client.cookies)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("register")
    running = []

    def start() -> Server:
        while running:
            running.pop().__exit__(None, None, None)
        running.append(serving(home, root, port))
        return running[0].__enter__()

    with oidc_provider_mock.run_server_in_thread() as provider:
        issuer = f"http://localhost:{provider.server_port}"
        root = installed(
            tmp_path_factory.mktemp("app"),
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for this test, and longer than it must be"
client_id = "saan"
client_secret = "any"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
""",
            f'[access]\nallow = ["{STAFF}"]\n',
        )
        server = start()
        with server.store.writing(Actor("test"), because="test") as w:
            w.add(Person(given_name=NAME, family_name=NAME, telephone=TELEPHONE))
        yield Guarded(start, issuer, root / "saan.toml")
        while running:
            running.pop().__exit__(None, None, None)


def secrets_in(received: bytes) -> list[str]:
    return [secret for secret in (NAME, TELEPHONE) if secret.encode() in received]


@pytest.mark.parametrize("first", SCREENS)
def test_the_first_request_to_a_fresh_server_gets_nothing(guarded: Guarded, first: str) -> None:
    server = guarded.start()
    with pytest.raises(InvalidStatus) as refused, session(server.url) as anyone:
        anyone.run(first)
    assert refused.value.response.status_code == 401
    assert secrets_in(refused.value.response.body or b"") == []


def test_no_route_says_anything_to_anyone_unknown(guarded: Guarded) -> None:
    server = guarded.start()
    with httpx.Client() as client:
        for route in ROUTES:
            for method in ("GET", "POST", "PUT", "OPTIONS"):
                answer = client.request(method, server.url + route)
                assert secrets_in(answer.content.replace(route.encode(), b"")) == []
                assert answer.status_code >= 400 or route in ("/_stcore/health", "/app/static/OFL.txt")


def test_a_stranger_who_signed_in_gets_a_sentence_with_their_own_address(guarded: Guarded) -> None:
    server = guarded.start()
    cookies = guarded.signed_in(server, STRANGER)
    for route in ROUTES:
        answer = httpx.get(server.url + route, cookies=cookies)
        assert secrets_in(answer.content) == []
    answer = httpx.get(f"{server.url}/people", cookies=cookies)
    assert (answer.status_code, STRANGER in answer.text) == (403, True)
    with pytest.raises(InvalidStatus) as refused, session(server.url, cookies):
        pass
    assert refused.value.response.status_code == 403


def test_one_of_us_reads_the_register(guarded: Guarded) -> None:
    """What the others must not get is there to be had."""
    server = guarded.start()
    with session(server.url, guarded.signed_in(server, STAFF)) as staff:
        assert secrets_in(staff.run("people").received) == [NAME, TELEPHONE]


def test_a_cookie_without_the_browser_s_proof_reads_nothing(guarded: Guarded) -> None:
    """Another program with a stolen cookie but no XSRF pair passes the guard, and meets the frame's own question."""
    server = guarded.start()
    cookies = {**guarded.signed_in(server, STAFF), "_streamlit_xsrf": "wrong"}
    with session(server.url, cookies) as thief:
        said = thief.run("people")
    assert secrets_in(said.received) == []
    assert "เข้าสู่ระบบเพื่อเปิดทะเบียน" in said.text()


def test_a_name_taken_off_the_list_is_out_at_once(guarded: Guarded) -> None:
    server = guarded.start()
    listed = guarded.settings.read_text(encoding="utf-8")
    with session(server.url, guarded.signed_in(server, STAFF)) as staff:
        staff.run("people")
        staff.received = b""
        guarded.settings.write_text("[access]\nallow = []\n", encoding="utf-8")
        try:
            with pytest.raises(ConnectionClosed):
                staff.run("people")
        finally:
            guarded.settings.write_text(listed, encoding="utf-8")
        assert secrets_in(staff.received) == []


def test_in_the_browser(guarded: Guarded, visit: Visit) -> None:
    server = guarded.start()
    httpx.put(f"{guarded.provider}/users/{STAFF}", json={"email": STAFF, "name": "นิดา ใจดี"}).raise_for_status()
    page = visit("/people", name=None, server=server)
    page.get_by_role("link", name="เข้าสู่ระบบ").click()
    page.get_by_placeholder("sub").fill(STAFF)
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.get_by_role("button", name="นิดา ใจดี").click()
    page.get_by_role("menuitem", name="ออกจากระบบ").click()
    expect(page).to_have_url(re.compile(f"^{guarded.provider}/"))
    page.goto(server.url)
    expect(page.get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()


def test_a_stranger_in_the_browser_can_sign_out_and_try_another(guarded: Guarded, visit: Visit) -> None:
    server = guarded.start()
    httpx.put(f"{guarded.provider}/users/{STRANGER}", json={"email": STRANGER}).raise_for_status()
    page = visit("/", name=None, server=server)
    page.get_by_role("link", name="เข้าสู่ระบบ").click()
    page.get_by_placeholder("sub").fill(STRANGER)
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.get_by_text(f"{STRANGER} ยังไม่มีสิทธิ์เปิดทะเบียนนี้")).to_be_visible()
    page.get_by_role("link", name="ออกจากระบบ").click()
    page.goto(server.url)
    expect(page.get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()
