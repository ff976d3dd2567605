"""The event form filled in from an announcement: under each field the words it came from, or a guess to tap."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db import naming
from db.announcement_form import Filled, fields, parts, words_of
from db.choices import Kind, OrganisationType, Role
from db.records import Event
from thai.reading.values import (
    Announcement,
    CohortRead,
    FollowupRead,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
)
from ui import event_form
from ui.forms import Form, label, pill, words
from ui.marked import Mark
from ui.marks import small
from ui.plain import plain
from ui.words import _

SHORT = 70
NAMED = {
    "title": "title",
    "when": "starts_on",
    "kind": "kind",
    "at": "starts_at",
    "venue": "venue",
    "province": "province",
    "organiser": "organiser_id",
    "programme": "programme_id",
    "cohort_serves": "serves",
    "serves": "serves",
    "total": "declared_total",
    "audience": "audience",
    "source_url": "source_url",
    "notes": "notes",
}
"""The record's field that each field of the form fills."""


@dataclass
class ReadForm(Form):
    """The form of one event of a text. `found` is what was read for its fields, `cohort` the number of its cohort;
    `complete` that the register has all that is ticked in it."""

    found: Mapping[str, Filled] = field(default_factory=dict)
    text: str = ""
    cohort: int | None = None
    complete: bool = False

    def choose(
        self, name: str, asked: str, options: Mapping[str, str], chosen: str | None, answered: Callable[[str], bool]
    ) -> None:
        """One of {value: words}, of which `chosen` stands now. An answer takes back the problems whose field is
        `answered`."""
        key = self.key(name)
        if st.session_state.get(key) != chosen:
            st.session_state[key] = chosen
        st.radio(
            asked,
            list(options),
            index=None,
            format_func=options.__getitem__,
            key=key,
            label_visibility="collapsed",
            on_change=self._chosen,
            args=(name, answered),
        )

    def _chosen(self, name: str, answered: Callable[[str], bool]) -> None:
        self.values[name] = st.session_state[self.key(name)] or ""
        self.problems = [(problem, typed) for problem, typed in self.problems if not answered(problem.field)]

    def beneath(self, name: str) -> None:
        if name == "programme" and self.cohort and naming.parted(self.values[name])[1] is None:
            self._offer_cohort(self.cohort)
        one, title = self.found.get(name), self.found.get("title")
        # A kind that the title tells needs no words but the title's.
        if one is None or (name == "kind" and title and (one.start, one.end) == (title.start, title.end)):
            return
        if one.guess and self.values[name] != one.value:
            self._offer(name, one)
        elif self.values[name] == one.value:
            told = self.text[one.start : one.end]
            cut = told if len(told) <= SHORT else f"{told[:SHORT]}…"
            st.markdown(small(f"“{plain(cut)}”"))

    def _offer_cohort(self, number: int) -> None:
        """The number that the text gives, for a programme that it may not name."""
        programme = self.values["programme"]
        words = _("Cohort {number}", number=number)
        if programme:
            self._pill("cohort", words, {"programme": naming.with_cohort(programme, number)})
        else:
            st.markdown(small(_("In the announcement: {value}. Write the programme too.", value=words)))

    def _offer(self, name: str, one: Filled) -> None:
        self._pill(name, said(name, one.value), {name: one.value})

    def _pill(self, name: str, offered: str, filling: Mapping[str, Any]) -> None:
        """What the text may say, as a pill: one tap takes it."""
        key = self.key(f"guess.{name}")
        if st.session_state.get(key):
            st.session_state[key] = None
        st.pills(
            _("A guess"),
            [offered],
            format_func=lambda words: pill(_("In the announcement: {value}?", value=words)),
            key=key,
            on_change=self.fill,
            args=(filling,),
            label_visibility="collapsed",
        )


def said(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if name == "kind":
        return words(Kind).get(value, value)
    if name == "audience":
        return " · ".join(words(OrganisationType)[one] for one in value)
    if name in ("serves", "cohort_serves"):
        return event_form.serving().get(value, value)
    return str(value)


def field_label(name: str) -> str:
    """The words beside a field of the form."""
    return _("Day") if name == "when" else label(Event, NAMED[name])


LETTERS = "กขคงจฉชซฌญฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
"""What the lines of a ledger are called in the text and in its sum."""


def letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def marks(told: Announcement, at: int) -> list[Mark]:
    """All words of the text from which something of the event number `at` was read, with what it is."""
    event = told.events[at]
    found = [Mark(one.start, one.end, field_label(name), one.sure) for name, one in fields(told, at).items()]
    if event.cohort:
        found.append(Mark(event.cohort.start, event.cohort.end, _("Cohort"), event.cohort.sure))
    for name, part in parts(told, at).items():
        told_in = words_of(part)
        place = int(name.partition(".")[2])
        match part:
            case HeadcountRead():
                called = letter(place)
            case PersonRead():
                called = words(Role)[part.role.value]
            case SessionRead():
                called = _("Topic")
            case GroupRead():
                called = _("Working group")
            case CohortRead():
                called = _("Cohort")
            case FollowupRead():
                called = _("Follow-ups")
        found.append(Mark(told_in.start, told_in.end, called, told_in.sure))
    return found


_PEOPLE = re.compile(r"(?<![0-9๐-๙.,/])[0-9๐-๙][0-9๐-๙,]{0,8} ?(?:คน|ราย|ท่าน|people|persons)(?![ก-ฮ]*(?:ที่|แรก))")


def besides(text: str, told: Announcement, at: int) -> list[str]:
    """What the text says of the event number `at` that no field of the form has, safe for Markdown."""
    return list(dict.fromkeys(_besides(text, told, at)))


def _besides(text: str, told: Announcement, at: int) -> Iterator[str]:
    event = told.events[at]
    if event.ends_at:
        yield _("until {time}", time=plain(event.ends_at.value))
    if event.district:
        # Bangkok has no อำเภอ.
        khet = text[: event.district.start].rstrip().endswith("เขต")
        name = plain(event.district.value)
        yield _("khet {name}", name=name) if khet else _("district {name}", name=name)
    served = event.provinces_served
    if served and ("serves" not in fields(told, at) or fields(told, at)["serves"].start != served.start):
        yield _("{count} provinces", count=served.value)
    for link in event.links[1:]:
        yield plain(link.value)
    taken = [(mark.start, mark.end) for one in range(len(told.events)) for mark in marks(told, one)]
    for number in _PEOPLE.finditer(text):
        if all(number.end() <= start or end <= number.start() for start, end in taken):
            yield f"“{plain(number[0])}”"
