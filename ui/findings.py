"""What the numbers say, in sentences: headlines, headings, the notes under a number."""

from typing import Any

from db import kpis, members, outreach, reach
from db.filters import Filters
from db.worklist import Whole
from ui import figures, numbers
from ui.plain import plain
from ui.words import _

Rows = list[dict[str, Any]]


def reached(headline: reach.Headline, asked: Filters) -> str:
    """The answer of a page about areas: how many provinces were reached, how many not."""
    values = {
        "reached": headline.reached,
        "total": headline.provinces,
        "left": headline.provinces - headline.reached,
    }
    if not values["left"] and values["total"]:
        sentence = _("Reached :blue[all {total} provinces]", **values)
    else:
        sentence = _("Reached :blue[{reached} of {total} provinces], {left} not yet", **values)
    return f"{plain(asked.area)}: {sentence}" if asked.area else sentence


def compared(now: numbers.Coverage) -> str:
    """What the year before came to, all of it; "" when no year is asked for."""
    if not now.before:
        return ""
    return _(
        "All of fiscal year {year}: {reached} of {provinces} provinces reached · {trained} people trained",
        year=now.before.year,
        reached=now.before.reached,
        provinces=now.before.provinces,
        trained=_n(now.before.trained),
    )


def network(now: numbers.Network) -> str:
    """The answer of the network's page: how many members, and whether it grew."""
    return _(
        "Network: :blue[{members} members], {change}", members=_n(now.change.members), change=_in_a_year(now.change)
    )


def cards(now: numbers.Overview) -> list[tuple[str, str, str]]:
    """The four numbers of the overview: label, number, what it means and rests on."""
    attendance, events = now.attendance, now.events
    return [
        (
            _("Network members"),
            _n(now.change.members),
            _with_undated(
                _(
                    "people · {change} · {organisations} organisations",
                    change=_in_a_year(now.change),
                    organisations=_n(now.network.organisations),
                ),
                now.unknowns.starts.count,
            ),
        ),
        (
            _("Events held"),
            _n(events.held),
            _(
                "events · {planned} planned · {postponed} postponed",
                planned=_n(events.planned),
                postponed=_n(events.postponed),
            ),
        ),
        (_("Attendance"), _n(attendance.total), came(now)),
        (
            _("Trained"),
            _n(now.people.trained),
            _("people · {note}", note=named(now.people, attendance.learners, events)),
        ),
    ]


def network_cards(now: numbers.Network, year: int | None) -> list[tuple[str, str, str]]:
    """The numbers of the network's page: label, number, what it means and rests on."""
    moved: members.Network | members.Change = now.network if year else now.change
    when = _("people · in fiscal year {year}", year=year) if year else _("people · in twelve months")
    return [
        (
            _("Members"),
            _n(now.network.members),
            _with_undated(
                _("people · and {organisations} organisations", organisations=_n(now.network.organisations)),
                now.undated,
            ),
        ),
        (_("Joined"), _n(moved.joined), when),
        (_("Left"), _n(moved.left), when),
        (
            _("Active"),
            _n(now.network.active),
            _("people of {members} · took part within twelve months", members=_n(now.network.members)),
        ),
    ]


def _with_undated(note: str, undated: int) -> str:
    told = _("{count} since an unknown day", count=_n(undated)) if undated else ""
    return " · ".join(filter(None, [note, told]))


def named_only(unnamed: int | None) -> str:
    """What it rests on that somebody took part: a name at an event, which some learners do not have."""
    told = _("Only who is named at an event took part.")
    more = _("{count} more learners were counted, not named.", count=_n(unnamed)) if unnamed else ""
    return " ".join(filter(None, [told, more]))


def rests_on(known: int, unknown: int) -> str:
    """How many events a total rests on, and how many it does not know: the one way in which every page says so."""
    return _("from {known} known events, {unknown} unknown", known=_n(known), unknown=_n(unknown))


def came(now: numbers.Overview) -> str:
    """What the attendance rests on."""
    note = _("people · {note}", note=rests_on(now.events.known, now.events.unknown))
    if now.attendance.approximate:
        note += " " + _("(approximate: {count})", count=now.attendance.approximate)
    return note


def named(people: kpis.People, learners: int | None, events: kpis.Events) -> str:
    """How many learners are known by name, beside those who were only counted, and what that rests on."""
    told = _named(people, learners)
    known = events.learners_known
    return f"{told} · {rests_on(known, events.held - known)}" if events.held else told


def _named(people: kpis.People, learners: int | None) -> str:
    values = {"trained": _n(people.trained), "learners": _n(learners), "unnamed": _n(people.learners_unnamed)}
    if learners is None:
        return _("{trained} named; how many learnt is not known", **values)
    if people.trained > learners:
        return _("{trained} named; {unnamed} more counted, not named", **values)
    return _("{trained} named of {learners} learners counted", **values)


def grew(change: members.Network | members.Change, of_year: bool) -> tuple[str, str]:
    """The finding of the growth chart and the note that proves it."""
    more = change.members - change.before
    finding = (
        _("{count} members more", count=_n(more))
        if more > 0
        else _("{count} members fewer", count=_n(-more))
        if more
        else _("As many members as before")
    )
    values = {"joined": _n(change.joined), "left": _n(change.left), "before": _n(change.before)}
    if of_year:
        return finding, _("{joined} joined · {left} left · {before} at the start of the year", **values)
    return finding, _("In twelve months: {joined} joined · {left} left · {before} before", **values)


FEWEST = 10
"""Where fewer were members a year ago, a share of them says little: 1 of 2 is no headline."""


def lost(rows: Rows, name: str, words: dict[str, str]) -> str:
    """How many members took part once and not within twelve months, and where they are the largest share of those who
    were members twelve months ago: of places that are known and had at least FEWEST, of equal shares the one with more
    people."""
    count = sum(row["lost"] for row in rows)
    if not count:
        return _("No member is lost: whoever took part did so within twelve months")
    found = [row for row in rows if row[name] is not None and row["stayed"] >= FEWEST and row["stayed_lost"]]
    if not found:
        return _("{count} members lost", count=_n(count))
    most = max(found, key=lambda row: (row["stayed_lost"] / row["stayed"], row["stayed"]))
    return _(
        "{count} members lost, the largest share: {where}, {share}",
        count=_n(count),
        where=plain(words[most[name]]),
        share=share(most),
    )


def share(row: dict[str, Any]) -> str:
    """The lost among those who were members twelve months ago: "472 of 590 (80%)"; "–" where nobody was."""
    part, whole = row["stayed_lost"], row["stayed"]
    if not whole:
        return "–"
    return _("{part} of {whole} ({percent}%)", part=_n(part), whole=_n(whole), percent=round(100 * part / whole))


def untrained(found: outreach.Untrained) -> str:
    """How many of the organisations that are members have nobody trained."""
    if not found.members:
        return _("No organisation is a member here")
    count = len(found.organisations)
    if not count:
        return _("Every one of {all} member organisations has somebody trained", all=_n(found.members))
    return _("{count} of {all} member organisations have nobody trained", count=_n(count), all=_n(found.members))


def _in_a_year(change: members.Change) -> str:
    more = change.members - change.before
    if more > 0:
        return _("{count} more in a year", count=_n(more))
    return _("{count} fewer in a year", count=_n(-more)) if more else _("unchanged in a year")


def least(coverage: Rows, names: dict[str, str]) -> str:
    """Where most provinces are still to be reached."""
    row = max(coverage, key=lambda row: row["provinces"] - row["reached"])
    left = row["provinces"] - row["reached"]
    if not left:
        return _("Every province is reached")
    return _("Most left to reach: {area}, {count}", area=plain(figures.area(row["area"], names)), count=left)


def held(events: kpis.Events) -> str:
    """The finding of the events chart."""
    if not events.planned:
        return _("{held} events held", held=_n(events.held))
    return _("{held} events held, {planned} planned", held=_n(events.held), planned=_n(events.planned))


def ways(coverage: Rows) -> str:
    """How the provinces were reached; one may be reached in several ways."""
    total = {way: sum(row[way] for row in coverage) for way in ("by_plan", "by_count", "by_name")}
    return _("By plan {by_plan} · by count {by_count} · by name {by_name}", **total)


def _n(number: int | None) -> str:
    return _("not known") if number is None else f"{number:,}"


def not_reached(headline: reach.Headline) -> str:
    """How many provinces are still to be reached."""
    left = len(headline.not_reached)
    if not left:
        return _("Every province is reached")
    told = _("{count} provinces not reached", count=left)
    return " ".join([told, figures.of_these(len(headline.stated))]) if headline.stated else told


def most(rows: Rows, name: str, words: dict[str, str], nobody: str) -> str:
    """Where most members are."""
    row = _largest(rows, name, "members")
    where = nobody if row[name] is None else words[row[name]]
    return _("Most members: {where}, {count}", where=plain(where), count=_n(row["members"]))


def _largest(rows: Rows, name: str, count: str) -> dict[str, Any]:
    """The row with most of a count; the one of what is not known only if no other has any."""
    return max(rows, key=lambda row: (row[name] is not None and row[count] > 0, row[count]))


def elsewhere(rows: Rows, name: str, count: str, nobody: str) -> str:
    """How many more there are of whom it is not known where they belong; "" if none, or if there are no others."""
    unknown = sum(row[count] for row in rows if row[name] is None)
    if not unknown or _largest(rows, name, count)[name] is None:
        return ""
    return _("{nobody}: {count} people", nobody=plain(nobody), count=_n(unknown))


def complete(found: Whole) -> str:
    """The share of the register that is complete."""
    values = {"whole": _n(found.whole), "events": _n(found.events)}
    if not found.events:
        return _("No event has been logged here yet.")
    if found.whole == found.events:
        return _("Complete: :blue[all {events} events]", **values)
    return _("Complete: :blue[{whole} of {events} events]", **values)
