"""Texts that try to be more than text, and a register that has them in every field where people type."""

from datetime import date
from typing import Any

from db.access import Actor
from db.choices import Category, Kind, Role, SessionKind
from db.records import (
    RECORDS,
    Announcement,
    Appearance,
    AreaMember,
    Cohort,
    Event,
    FollowUp,
    Headcount,
    Membership,
    Network,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    Record,
    Scheme,
    Session,
    Target,
)
from db.refusals import Refused
from db.rows import made, to_json
from db.sheets.cycle import LINKED
from db.sheets.issues import Kind as SheetsKind
from db.store import Store
from thai import places

SHORT = 14
"""Letters of a text that may stand in large type."""
AT = "2026-11-21T03:00:00Z"
OUTSIDE = "evil.example"
PWNED = "window.__pwned=1"
KEPT = [
    f"![ภาพ](http://{OUTSIDE}/i.png)",
    f"![i][r] [r]: http://{OUTSIDE}/r.png",
    f"[กดที่นี่](http://{OUTSIDE})",
    f"[กด](javascript:{PWNED})",
    f"[กด](data:text/html,<script>{PWNED}</script>)",
    f"[กด](//{OUTSIDE}/a)",
    f"<http://{OUTSIDE}/auto>",
    f"<a@{OUTSIDE}>",
    f"http://{OUTSIDE}/bare",
    f"HTTPS://{OUTSIDE.upper()}/UPPER",
    f"ดูwww.{OUTSIDE}นะ",
    f"a.b@{OUTSIDE}",
    f"mailto:a@{OUTSIDE}",
    f"<script>{PWNED}</script>",
    f"<img src=http://{OUTSIDE}/h.png onerror={PWNED}>",
    f"<svg onload={PWNED}><image href=http://{OUTSIDE}/s.png></svg>",
    f"<a href=http://{OUTSIDE}/h>ลิงก์</a>",
    f"<style>@import url(http://{OUTSIDE}/c.css)</style>",
    f"<iframe src=http://{OUTSIDE}/f></iframe>",
    "</textarea></div><h1>หัวเรื่อง</h1>",
    ":material/home: :streamlit: :smile:",
    ":red[ด่วน] :blue-background[x]",
    ":red-badge[ใหม่] :small[x]",
    "$x^2$ $$\\frac{1}{2}$$",
    "\\(a\\) \\[b\\]",
    "`โค้ด` ``x``",
    "```sh rm ```",
    "| ก | ข | |---|---| | ค | ง |",
    "# หัวข้อ ## รอง",
    "> อ้าง - รายการ 1. ลำดับ",
    "**หนา** __หนา__ _เอน_ ~~ขีด~~",
    "[^1] [^1]: เชิงอรรถ",
    "&lt;b&gt; &#x3C;i&#x3E; &nbsp;",
    f'=HYPERLINK("http://{OUTSIDE}","x")',
    "+1+cmd|'/c calc'!A0",
    f'@SUM(1) -2+IMPORTXML("http://{OUTSIDE}/x","//a")',
    f'＝IMAGE("http://{OUTSIDE}/w.png")',
    "{code} {0} {} %s %(x)d ${x}",
    "zero\u200bwidth\u2060and\ufeffjoiners",
    "\u202eevil\u202c \u200fขวา\u200e\u2067ซ้าย\u2069",
    "a\tb\r\nc\x07d\x1b[31me",
    "'; drop table people; -- \" or 1=1",
]
"""Each is text like any other, on one line, and is kept."""
REFUSED = ["\ud800", "ก\udfffข", "ก\x00ข", f"![i](http://{OUTSIDE}/long.png) " + "ย" * 10_000]
"""No database keeps the first three; the last is too long for a line."""

LINES = ("notes", "objectives", "outcome", "text")
"""Fields of several lines, of 20,000 letters or more; the last of REFUSED fits into them."""
NEEDED: dict[type[Record], dict[str, Any]] = {
    Organisation: {"name": "ก"},
    Network: {"name": "ก"},
    Programme: {"name": "ก"},
    Cohort: {"programme_id": "1", "number": 1},
    Event: {"title": "ก", "starts_on": date(2026, 10, 5)},
    Headcount: {"event_id": "1", "category": Category.LEARNERS},
    Session: {"event_id": "1", "topic": "ก"},
    Person: {"given_name": "ก"},
    Participation: {"event_id": "1", "person_id": "1", "role": Role.TRAINEE},
    Appearance: {"session_id": "1", "participation_id": "1"},
    FollowUp: {"event_id": "1", "task": "ก"},
    Announcement: {"event_id": "1", "text": "ก"},
    Post: {"person_id": "1"},
    Membership: {"network_id": "1", "person_id": "1"},
    Scheme: {"key": "own", "name": "ก", "name_en": "a"},
    AreaMember: {"scheme_id": "1", "area": "ก", "area_en": "a", "province": "10"},
    Target: {"programme_id": "1", "serves": "country", "seats": 1},
}
GIVEN = {"code"}
"""Texts that nobody types."""


def texts(kind: type[Record]) -> list[str]:
    """The fields of a record in which people type as they like: those that take any word."""
    return [name for name in kind.model_fields if name not in GIVEN and _takes(kind, name, "คำใดก็ได้")]


def _takes(kind: type[Record], name: str, text: str) -> bool:
    try:
        with_text(kind, name, text)
    except Refused:
        return False
    return True


def with_text(kind: type[Record], name: str, text: str) -> Record:
    """A record that has `text` in this field. Refuses as the store does."""
    return made(kind, {**NEEDED[kind], name: text})


FIELDS = [(kind, name) for kind in RECORDS for name in texts(kind)]


def packs(kind: type[Record], name: str) -> list[str]:
    """All the texts that the field keeps, side by side in as few as it has room for."""
    found: list[str] = []
    for text in KEPT:
        if found and _takes(kind, name, f"{found[-1]} {text}"):
            found[-1] += f" {text}"
        elif _takes(kind, name, text):
            found.append(text)
    return found


def records(of: type[Record], **more: Any) -> list[Record]:
    """As many records of a kind as it takes to have every text in every field."""
    by_field = {name: packs(of, name) for name in texts(of)}
    return [
        made(
            of,
            {**NEEDED[of], **more, **{name: all[at % len(all)] for name, all in by_field.items()}},
        )
        for at in range(max(len(all) for all in by_field.values()))
    ]


def fill(store: Store) -> list[str]:
    """Write a register of them; the codes of its events. The first two have all that an event can have."""
    with store.writing(Actor(KEPT[0]), "test") as w:
        codes = [province.code for province in places.PROVINCES]
        offices = [
            w.add(one.model_copy(update={"province": codes[at]})) for at, one in enumerate(records(Organisation))
        ]
        networks = w.add_all(records(Network, owner_id=offices[0].id))
        programmes = w.add_all(records(Programme, owner_id=offices[0].id))
        scheme, *_others = [w.add(one) for one in records(Scheme)[:1]]
        areas = records(AreaMember, scheme_id=scheme.id)
        members = w.add_all([one.model_copy(update={"province": codes[at]}) for at, one in enumerate(areas)])
        serves = f"area:own:{members[0].area}"
        cohorts = [w.add(Cohort(programme_id=one.id, number=1, serves=serves)) for one in programmes]
        w.add_all([*records(Target, programme_id=programmes[0].id), *records(Target, programme_id=programmes[1].id)])
        people = w.add_all(records(Person))
        posts = records(Post)
        w.add_all(
            [
                one.model_copy(
                    update={"person_id": people[at % len(people)].id, "organisation_id": offices[at % len(offices)].id}
                )
                for at, one in enumerate(posts)
            ]
        )
        w.add_all([Membership(network_id=networks[0].id, person_id=one.id) for one in people])
        w.add(Membership(network_id=networks[0].id, organisation_id=offices[0].id))
        events = []
        for at, one in enumerate(records(Event)):
            of = at % len(programmes)
            more = {
                "programme_id": programmes[of].id,
                "cohort_id": cohorts[of].id,
                "organiser_id": offices[at % len(offices)].id,
                "kind": Kind.FORUM,
                "source_url": f"https://{OUTSIDE}/news/{at}",
                "declared_total": None if at % 2 else 40,
            }
            events.append(w.add(one.model_copy(update=more)))
        for event in events[:2]:
            belongs = {"event_id": event.id}
            w.add_all(records(Headcount, **belongs))
            w.add_all(records(FollowUp, **belongs))
            w.add_all(records(Announcement, **belongs))
            topics = [*records(Session, **belongs), *records(Session, kind=SessionKind.GROUP, **belongs)]
            sessions = w.add_all(topics)
            came = []
            for at, one in enumerate(records(Participation, **belongs)):
                more = {
                    "person_id": people[at % len(people)].id,
                    "role": (Role.SPEAKER, Role.TRAINEE, Role.CHAIR)[at % 3],
                    "organisation_id": offices[at % len(offices)].id,
                }
                came.append(w.add(one.model_copy(update=more)))
            w.add_all([Appearance(session_id=one.id, participation_id=came[0].id) for one in sessions])
        return [event.code or "" for event in events]


def fill_inbox(store: Store, spreadsheet: str) -> None:
    """Link a spreadsheet in whose inbox each text stands in every place of an entry that waits; others are decided, or
    done with."""
    kinds = [kind for kind in SheetsKind if kind is not SheetsKind.OVERWRITTEN]
    rows = []
    for at, text in enumerate(KEPT):
        kind = SheetsKind.CONFLICT if len(text) <= SHORT else kinds[at % len(kinds)]
        rows.append(_entry(kind, text))
        if at < len(kinds) and kind is SheetsKind.CONFLICT:
            rows.append(_entry(kind, text, choice=text, chosen_by=text))
        rows.append(_entry(kind, text, choice=text, chosen_by=text, closed_at=AT, outcome=text))
        rows.append(_entry(SheetsKind.OVERWRITTEN, text, closed_at=AT, outcome="overwritten"))
    with store.note() as note:
        note.set(LINKED, spreadsheet)
        note.keep("sync_issue", [{**row, "number": n, "row_id": str(n)} for n, row in enumerate(rows, 1)])


def _entry(kind: SheetsKind, text: str, **state: str) -> dict[str, Any]:
    told = {"id": text, "label": text, "field": "venue", "sheet": text, "app": text, "reason": text}
    previews = {"candidates": [told], "cells": [told], "preview": [told], "preview_gone": [text]}
    entry = {
        "row": 2,
        **dict.fromkeys(("label", "base", "sheet", "app"), text),
        "reason": {"message": "This is not a day: {typed}", "values": {"typed": text}},
        "more": {**previews, "gone": 2, "changed": 1, "known": 3, "hanging": 1, "edited": True},
    }
    none = dict.fromkeys(("choice", "chosen_by", "chosen_at", "chosen_sheet", "closed_at", "outcome", "batch"))
    return {**none, "kind": kind, "tab": "events", "field": "venue", "at": AT, **state, "entry": to_json(entry)}
