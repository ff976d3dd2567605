"""People in words, safe for Markdown: the title grey, the name bold, facts after it."""

from collections.abc import Iterable

import streamlit as st

from db.matching import Known
from db.pasted import Line
from db.records import Person
from thai import places
from thai.names import Name
from ui.plain import plain
from ui.words import _, language


def named(name: Name) -> str:
    """ "นาย **มานะ ตัวอย่าง**" with the title grey."""
    title = f":gray[{plain(name.title)}] " if name.title else ""
    whole = f"{name.given} {name.family}".strip()
    return f"{title}**{plain(whole)}**" if whole else title


def name_of(person: Person) -> Name:
    return Name(person.title or "", person.given_name, person.family_name or "")


def facts(parts: Iterable[str | None]) -> str:
    """Typed texts side by side, those that are empty left out."""
    return " · ".join(plain(part) for part in parts if part)


def province(code: str | None) -> str:
    """The province's name in the session's language, "" for None."""
    if code is None:
        return ""
    found = places.province(code)
    return found.name if language() == "th" else found.name_en


def line_text(line: Line) -> str:
    """A pasted line as it was understood."""
    more = facts([line.position, line.organisation, province(line.province), line.telephone])
    return " · ".join(filter(None, [named(line.name), more]))


def known_text(person: Known) -> str:
    """A person of the register: name, office, provinces, and how often they came."""
    where = " / ".join(province(code) for code in sorted(person.provinces))
    return " · ".join(filter(None, [named(person.name), facts([person.position, person.office, where]), came(person)]))


def came(person: Known) -> str:
    """How often the person took part, in words; "" for never."""
    return _("came to {count} events", count=person.events) if person.events else ""


def listed(lines: Iterable[str]) -> None:
    """Safe lines of text under each other."""
    st.markdown("  \n".join(lines))
