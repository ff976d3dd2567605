"""Who may enter: the allow list of saan.toml when sign-in is set up, this machine alone when it is not."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.refusals import Refused
from thai.text import BadText, normalise
from thai.words import N_

ROOT = Path(__file__).resolve().parents[1]
SECRETS = ROOT / ".streamlit" / "secrets.toml"
SETTINGS = ROOT / "saan.toml"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Actor:
    """Who does something: a name to show, and the e-mail address of their sign-in, or None without one."""

    name: str
    email: str | None = None

    @property
    def signed_in(self) -> bool:
        return self.email is not None

    @property
    def key(self) -> str:
        """What the journal keeps: the address, or the name that the person gave (kept as not signed in)."""
        return self.email or self.name


def introduced(name: object) -> Actor:
    """The person who gave this display name, tidied, on a register without sign-in.

    Refuses an empty name, one of more than 80 characters, and what is no text.
    """
    try:
        tidy = normalise(name) if isinstance(name, str) else ""
    except BadText as error:
        raise Refused("name", N_("This cannot be read as a name. Type it again.")) from error
    if not tidy:
        raise Refused("name", N_("Type a name that your colleagues know."))
    if len(tidy) > LONGEST_NAME:
        raise Refused("name", N_("This name is longer than {limit} characters."), {"limit": LONGEST_NAME})
    return Actor(tidy)


def signed_in(claims: Mapping[str, Any]) -> Actor | None:
    """The person whom a checked sign-in names, or None when it names nobody.

    An address that the provider says is not verified is kept as a mere name: it opens nothing.
    """
    address = claims.get("email") or claims.get("sub")
    if not claims.get("is_logged_in") or not isinstance(address, str):
        return None
    if "email" not in claims or claims.get("email_verified", True) is not True:
        return Actor(address)
    return Actor(str(claims.get("name") or address), address.strip().casefold())


def asks_sign_in() -> bool:
    """Whether sign-in is set up: [auth] in .streamlit/secrets.toml."""
    return "auth" in read(SECRETS)


def origin() -> str | None:
    """The address at which people sign in ("https://saan.agency.example"), or None without sign-in."""
    address = urlsplit(str(read(SECRETS).get("auth", {}).get("redirect_uri", "")))
    return f"{address.scheme}://{address.netloc}" if address.netloc else None


def may_enter(actor: Actor) -> bool:
    """Whether this person may see and change the register.

    With sign-in: an address on the list `[access] allow` of saan.toml, where "@agency.example" means everyone there and
    an empty list nobody. Without: everyone, for the guard lets in this machine alone. The files are read anew when they
    change, so that a name taken off the list is out at once. Refuses a file that cannot be read.
    """
    if not asks_sign_in():
        return True
    if actor.email is None or actor.email.count("@") != 1:
        return False
    domain = actor.email[actor.email.index("@") :]
    return any(entry in (actor.email, domain) for entry in _allowed())


def check() -> None:
    """Refuses, with what to mend, settings that cannot be read or understood."""
    _allowed()
    if asks_sign_in() and origin() is None:
        raise Refused("", N_("{path}: [auth] needs the redirect_uri that the provider knows."), {"path": SECRETS})


def _allowed() -> list[str]:
    allow = read(SETTINGS).get("access", {}).get("allow", [])
    if not isinstance(allow, list) or not all(isinstance(entry, str) and entry.count("@") == 1 for entry in allow):
        raise Refused("", N_("{path}: `allow` is a list of addresses, or of parts from the @ on."), {"path": SETTINGS})
    return [entry.strip().casefold() for entry in allow]


def read(path: Path) -> dict[str, Any]:
    """A file of settings (SECRETS, SETTINGS), read anew when it changes; {} when there is none. Refuses an unreadable
    one."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    return _parsed(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int, _size: int) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused("", N_("The settings in {path} cannot be read."), {"path": path}) from error
