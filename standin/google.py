"""The service as a whole: who may come in, what is answered, what goes wrong, and a ledger of what was asked."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from standin.account import Account
from standin.books import PROJECT, Books, endpoint
from standin.errors import Failure, invalid, not_signed_in, over_quota, unavailable
from standin.faults import Fault, Faults, Ledger, Request
from thai import dates

SHEETS, TOKENS = "sheets.googleapis.com", "oauth2.googleapis.com"
# google-auth asks the last one, in a thread of its own, in which regions an account may be used.
REGIONS = "iamcredentials.googleapis.com"
HOSTS = (SHEETS, TOKENS, "www.googleapis.com", REGIONS)
BAD_GATEWAY = (
    "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 502 (Server Error)!!1</title>\n  <p><b>502.</b> <ins>That’s an "
    "error.</ins>\n  <p>The server encountered a temporary error and could not complete your request.<p>Please try "
    "again in 30 seconds.  <ins>That’s all we know.</ins>\n"
)


class Lost(Exception):
    """There is no answer: the connection breaks off."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, and how many seconds late it is."""

    code: int
    body: bytes
    kind: str = "application/json; charset=UTF-8"
    late: float = 0.0


class Google:
    """The spreadsheets, the account, what goes wrong, and the ledger; `strangers` are other hosts that were asked."""

    def __init__(self, clock: Callable[[], float] = time.time, today: Callable[[], date] = dates.today) -> None:
        self.books = Books(today)
        self.lock = self.books.lock
        self.account = Account(clock)
        self.faults = Faults()
        self.ledger = Ledger()
        self.strangers: list[str] = []
        self._clock = clock

    def secrets(self, spreadsheet: str) -> str:
        """The text of a secrets.toml that links this spreadsheet (its id or address) with the account."""
        fields = {"spreadsheet": spreadsheet, **self.account.key_file()}
        # A JSON text is a TOML text, as long as no letter is escaped in two halves.
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
        return "\n".join(["[connections.gsheets]", *lines, ""])

    def stale(self, reads: int = 1) -> None:
        """Let the next reads see the spreadsheets as they are now, whatever is written meanwhile."""
        self.faults.stale(self.books.snapshot(), reads)

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """The answer to one request; `headers` by names in small letters. Lost if there is to be none."""
        parts = urlsplit(url)
        with self.lock:
            if parts.hostname == TOKENS and parts.path == "/token":
                return self._token(body)
            if parts.hostname == REGIONS and parts.path.endswith("/allowedLocations"):
                return _json(200, {"encodedLocations": "0x0"})
            if parts.hostname != SHEETS:
                return _json(404, Failure(404, f"The stand-in does not answer {url}.").body())
            return self._sheets(method, unquote(parts.path), parts.query, headers, body)

    def _token(self, body: bytes) -> Answer:
        fault = self.faults.take("token", "token")
        if fault and fault.is_before:
            return self._failing(fault)
        code, said = self.account.token(body)
        return self._failing(fault, _json(code, said)) if fault else _json(code, said)

    def _sheets(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        found = endpoint(method, path)
        name, kind = (found[0].name, found[0].kind) if found else (f"{method} {path}", "other")
        fault = self.faults.take(kind, name)
        answer, done = None, False
        try:
            if fault and fault.is_before:
                answer = self._failing(fault)
                return answer
            answer = self._answer(method, path, query, headers, body, kind)
            done = answer.code == 200
            if fault:
                reached, answer = answer, None
                answer = self._failing(fault, reached)
            return answer
        finally:
            self.ledger.requests.append(Request(name, kind, len(body), answer.code if answer else None, done))

    def _answer(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes, kind: str) -> Answer:
        try:
            if not self.account.admits(headers.get("authorization", "")):
                raise not_signed_in()
            quota = self.faults.quota
            if kind in ("read", "write") and quota is not None and not quota.spend(kind, self._clock()):
                raise over_quota(kind, PROJECT)
            asked = json.loads(body) if body else {}
            if not isinstance(asked, dict):
                raise invalid("Invalid JSON payload received. Root element must be a message.")
        except ValueError:
            return _json(400, invalid("Invalid JSON payload received. Unexpected token.").body())
        except Failure as failure:
            return _json(failure.code, failure.body())
        params = parse_qs(query, keep_blank_values=True)
        return _json(*self.books.answer(method, path, params, asked, self.faults.seen(kind)))

    def _failing(self, fault: Fault, answer: Answer | None = None) -> Answer:
        """What arrives of `answer`."""
        if fault in (Fault.LOST_REQUEST, Fault.LOST_ANSWER):
            raise Lost(fault.value)
        if fault in (Fault.UNAVAILABLE, Fault.DONE_UNAVAILABLE):
            return _json(503, unavailable().body())
        if fault is Fault.SLOW and answer is not None:
            return replace(answer, late=self.faults.late)
        return Answer(502, BAD_GATEWAY.encode(), "text/html; charset=UTF-8")


def _json(code: int, said: Any) -> Answer:
    return Answer(code, json.dumps(said, ensure_ascii=False).encode())
