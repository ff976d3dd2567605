"""The board of a programme: its cohorts side by side, each with what is known, what is planned, and the way on."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from db.choices import State
from db.programmes import Card
from thai import dates, text
from ui import boxes, flash
from ui.marks import coloured, grey
from ui.plain import plain
from ui.words import _, language, say

Served = Mapping[str, Mapping[str, str]]
FIRST, NAMED = 3, 2
"""So many cohorts still to be held are named first in the list, and in a heading; of more, it says how many."""


def finding(cards: Sequence[Card], served: Served) -> str:
    """How many cohorts were held, and which were not: "จัดแล้ว 3 จาก 4 รุ่น · รุ่นที่ 3 ภาคกลาง ยังไม่จัด"."""
    left = [card for card in cards if not card.done]
    return sums(cards) if len(left) > NAMED else " · ".join([_held(cards), *_waiting(left, served)])


def first(cards: Sequence[Card], served: Served) -> str:
    """The same, and of more than are named one by one the first, the late ones before the others."""
    left = sorted((card for card in cards if not card.done), key=lambda card: not card.late)
    if len(left) <= NAMED:
        return finding(cards, served)
    return " · ".join([sums(cards), *_waiting(left[:FIRST], served), *(["…"] if len(left) > FIRST else [])])


def _waiting(cards: Sequence[Card], served: Served) -> list[str]:
    return [
        " ".join(filter(None, [_("cohort {number}", number=card.cohort.number), area(card, served), state(card)]))
        for card in cards
    ]


def remaining(cards: Sequence[Card]) -> str:
    """How many cohorts are still to be held over all programmes, and how many of these have let their day pass."""
    left = sum(not card.done for card in cards)
    if not left:
        return _("All {count} cohorts were held", count=f"{len(cards):,}")
    told = [_("{count} cohorts still to be held", count=f"{left:,}")]
    return " · ".join([*told, *(coloured("orange", each) for each in _overdue(cards))])


def _overdue(cards: Sequence[Card]) -> list[str]:
    """How many cohorts are late, and apart from them those of which nobody knows whether they were held."""
    unsure = sum(card.unsure for card in cards)
    late = sum(card.late for card in cards) - unsure
    told = [_("{count} of them late", count=f"{late:,}")] if late else []
    return [*told, _("of {count} not known whether held", count=f"{unsure:,}")] if unsure else told


def sums(cards: Sequence[Card]) -> str:
    """How many cohorts were held, are still to be, and let their day pass: those of one programme or several."""
    left = sum(not card.done for card in cards)
    told = [_held(cards)]
    told += [_("{count} cohorts still to be held", count=left)] if left else []
    return " · ".join([*told, *_overdue(cards)])


def programme(name: str, year: int | None) -> str:
    """A programme with its fiscal year, which is not said twice: several years may have one of that name."""
    if year is None or str(year) in text.fold_digits(name):
        return name
    return _("{programme} · fiscal year {year}", programme=name, year=year)


def _held(cards: Sequence[Card]) -> str:
    return _("{done} of {all} cohorts held", done=sum(card.done for card in cards), all=len(cards))


def area(card: Card, served: Served) -> str:
    """For whom a cohort is, in words; "" when nobody said. Safe for Markdown."""
    return plain(served[card.cohort.serves][language()]) if card.cohort.serves else ""


def state(card: Card) -> str:
    """How a cohort stands, in a few words: the same on every page."""
    if card.unsure:
        return _("past its day, not known whether held")
    return _("{state}, late", state=_known(card)) if card.late else _known(card)


def _known(card: Card) -> str:
    if card.done:
        return _("Held") if card.told.event_id else _("Held, day unknown")
    if card.event and card.event.state is State.POSTPONED:
        return _("postponed")
    if card.due or card.event:
        return _("planned")
    return _("not held yet") if card.told.state == "not_held" else _("not known whether held")


def draw(cards: Sequence[Card], served: Served) -> None:
    """The cards in the order of their numbers, four side by side on a desk and two on a phone."""
    with st.grid(4, min_column_width=130, gap="small"):
        for card in cards:
            with st.container(border=True, height="stretch", gap=None):
                st.markdown(_title(card))
                st.markdown(area(card, served) or grey(_("for whom: not said yet")))
                _told(card)


def _title(card: Card) -> str:
    title, late, coming = _("Cohort {number}", number=card.cohort.number), _("Late"), _("Next")
    mark = f" :orange-badge[{late}]" if card.late else f" :blue-badge[{coming}]" if card.next else ""
    return f"**{title}**{mark}"


def _told(card: Card) -> None:
    cohort = {"cohort": card.cohort.id}
    if card.told.event_id and card.told.starts_on:
        told = [_days(card.told.starts_on, card.told.ends_on), _people(card.told.attendance, card.counted)]
        st.markdown(coloured("blue", " · ".join(told)))
        boxes.way("event", _("Open"), {"event": card.told.event_id})
    elif card.told.state == "stated":
        st.markdown(grey(state(card)))
        event = {"event": card.event.id, "edit": "facts"} if card.event else None
        boxes.way("event" if event else "log_event", _("Fill in the day"), event or cohort)
    else:
        st.markdown(_planned(card))
        if card.event:
            boxes.way("event", _("Open"), {"event": card.event.id})
        else:
            boxes.way("log_event", _("Log this cohort"), cohort)
    for event in card.others:
        flash.open_page("event", " · ".join([event.code or event.id, say(event.state.label)]), {"event": event.id})


def _planned(card: Card) -> str:
    """When a cohort is to be held, or that nobody planned a day."""
    if card.event and card.event.state is State.POSTPONED:
        return coloured("orange", _("Postponed"))
    if card.event and card.due is None:
        return coloured("blue", _("planned, day not known yet"))
    if card.due is None:
        over = coloured("orange", _("no day planned, its fiscal year is over")) if card.late else ""
        return " · ".join(filter(None, [grey(_known(card)), over]))
    if card.event and card.event.starts_on:
        day = _days(card.event.starts_on.isoformat(), card.event.ends_on and card.event.ends_on.isoformat())
        said = _("planned for {day}", day=day)
    else:
        said = _("planned until {day}", day=dates.short(card.due, language()))
    return coloured("orange" if card.late else "blue", said)


def _days(first: str, last: str | None) -> str:
    return dates.short(dates.Days(date.fromisoformat(first), date.fromisoformat(last or first)), language())


def _people(count: int | None, counted: int | None) -> str:
    """How many came; where another number was announced than counted, both."""
    if None not in (count, counted) and count != counted:
        return _("announced {announced} · counted {counted}", announced=f"{count:,}", counted=f"{counted:,}")
    return _("number not known") if count is None else _("{count} people", count=f"{count:,}")
