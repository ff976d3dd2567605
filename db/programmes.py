"""Programmes: the list, one whole, and the board on which its cohorts stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from db import naming
from db.areas import label, schemes
from db.attendance import ledgers
from db.choices import State
from db.filters import Filters
from db.reach import CohortBoard, cohorts
from db.records import Cohort, Event, Programme, Target
from db.rows import among, record_of
from db.rules import Rows
from db.scope import Scope
from db.seats import Seats, of_programme

LANGUAGES = ("th", "en")
LATEST = 20


@dataclass(frozen=True)
class Card:
    """A cohort on its programme's board: `told`, what is known of it, and what is planned.

    `event`: of those planned or postponed for it, the first, unless an event tells that it was held. `due`: the last
    planned day, its event's or else its own; None: no day is planned. `late`, `unsure`: as `CohortBoard` says. `next`:
    of the cohorts still to be held the one whose day comes first, or the one with the lowest number when none has a
    day.
    `counted`: what the ledger of the event that tells adds up to, None when it does not say; only the board of one
    programme tells. `others`: what else was logged for it, in whatever state; only `view` tells.
    """

    told: CohortBoard
    cohort: Cohort
    event: Event | None
    due: date | None
    next: bool
    counted: int | None = None
    others: tuple[Event, ...] = ()

    @property
    def late(self) -> bool:
        return self.told.late

    @property
    def unsure(self) -> bool:
        return self.told.unsure

    @property
    def done(self) -> bool:
        """Whether it was held, as an event tells or as is only stated."""
        return self.told.state in ("held", "stated")


def board(scope: Scope) -> list[Card]:
    """The cohorts of `kpis.cohorts`, in its order, each with what is planned for it on the last day of the period."""
    told = cohorts(scope)
    kept = {
        row["id"]: record_of(Cohort, row)
        for row in among(
            scope.rows, [one.id for one in told], "select * from cohorts where id in (select id from asked)"
        )
    }
    ids = [one.planned for one in told if one.planned]
    planned = {
        row["id"]: record_of(Event, row)
        for row in among(scope.rows, ids, "select * from events where id in (select id from asked)")
    }
    held = [one.event_id for one in told if one.event_id and scope.filters.programme]
    lines = ledgers(scope.rows, held)
    counted = {id: [line["counted"] for (event, _), line in lines.items() if event == id] for id in held}
    cards = [
        _card(one, kept[one.id], planned.get(one.planned or ""), counted.get(one.event_id or "", [])) for one in told
    ]
    coming = {card.cohort.programme_id: card.cohort.id for card in sorted(cards, key=_turn, reverse=True)}
    return [_marked(card, not card.done and coming[card.cohort.programme_id] == card.cohort.id) for card in cards]


def _card(told: CohortBoard, cohort: Cohort, event: Event | None, lines: list[int | None]) -> Card:
    planned = (event.ends_on or event.starts_on) if event and event.state is State.PLANNED else None
    known = [line for line in lines if line is not None]
    counted = sum(known) if lines and len(known) == len(lines) else None
    return Card(told, cohort, event if told.state != "held" else None, planned or cohort.due_on, False, counted)


def _turn(card: Card) -> tuple[bool, date, int]:
    """Cohorts still to be held before the others; by their day, those without one after them, then by number."""
    return card.done, card.due or date.max, card.cohort.number


def _whole(card: Card, events: list[Event]) -> Card:
    """The card with all that was logged for its cohort, the first event first."""
    told = {card.told.event_id, card.event.id if card.event else None}
    return replace(card, others=tuple(event for event in reversed(events) if event.id not in told))


def _marked(card: Card, next: bool) -> Card:
    return replace(card, next=next)


@dataclass(frozen=True)
class Listed:
    """A programme in the list: its owner's name ("" if not said), its cohorts, its live events, and whether it is
    `aimed`: has a target."""

    programme: Programme
    owner: str
    board: tuple[Card, ...]
    events: int
    aimed: bool


def listed(scope: Scope) -> list[Listed]:
    """Every programme, those of the latest fiscal year first and those of no known year last, by name."""
    cards: dict[str, list[Card]] = {}
    for card in board(scope):
        cards.setdefault(card.cohort.programme_id, []).append(card)
    found = scope.ask(
        """select p.*, o.name as owner, (
               select count(*) from events e where e.programme_id = p.id and e.deleted is null) as events,
               exists (select 1 from targets t where t.programme_id = p.id and t.deleted is null) as aimed
           from programmes p left join organisations o on o.id = p.owner_id
           where p.deleted is null order by p.fiscal_year is null, p.fiscal_year desc, p.name, p.id"""
    )
    return [
        Listed(
            record_of(Programme, row),
            row["owner"] or "",
            tuple(cards.get(row["id"], ())),
            row["events"],
            bool(row["aimed"]),
        )
        for row in found
    ]


@dataclass(frozen=True)
class View:
    """Everything of one programme. `events`: those that stand on no card of the board, the latest 20, `more` besides;
    `cohort_of_event`: for each of its events the cohort's id, or None; `served`: each area of a cohort or target in
    words, by language."""

    programme: Programme
    owner: str
    network: str
    board: tuple[Card, ...]
    targets: tuple[Target, ...]
    seats: Seats | None
    events: tuple[Event, ...]
    more: int
    cohort_of_event: tuple[str | None, ...]
    served: dict[str, dict[str, str]]

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        return tuple(card.cohort for card in self.board)

    @property
    def hanging(self) -> int:
        """How many events belong to it."""
        return len(self.cohort_of_event)


def view(rows: Rows, id: str, day: date) -> View | None:
    """The live programme with this id as it stands on a day, or None."""
    found = rows("select * from programmes where deleted is null and id = :id", id=id)
    if not found:
        return None
    programme = record_of(Programme, found[0])
    cards = board(Scope(rows, Filters(programme=id, as_of=day)))
    events = [
        record_of(Event, row)
        for row in rows(
            """select * from events where deleted is null and programme_id = :id
               order by starts_on is null desc, starts_on desc, id desc""",
            id=id,
        )
    ]
    own = {card.cohort.id: [event for event in events if event.cohort_id == card.cohort.id] for card in cards}
    others = [event for event in events if event.cohort_id not in own]
    targets = [
        record_of(Target, row)
        for row in rows("select * from targets where deleted is null and programme_id = :id order by rowid", id=id)
    ]
    return View(
        programme=programme,
        owner={id: name for name, id in naming.organisations(rows).items()}.get(programme.owner_id or "", ""),
        network=_network(rows, programme.network_id),
        board=tuple(_whole(card, own[card.cohort.id]) for card in cards),
        targets=tuple(targets),
        seats=of_programme(rows, programme, day),
        events=tuple(others[:LATEST]),
        more=len(others[LATEST:]),
        cohort_of_event=tuple(event.cohort_id for event in events),
        served=served(rows, [*(card.cohort.serves for card in cards), *(target.serves for target in targets)]),
    )


def _network(rows: Rows, id: str | None) -> str:
    found = rows("select name from networks where deleted is null and id = :id", id=id)
    return str(found[0]["name"]) if found else ""


def served(rows: Rows, all: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Areas in words, by language, as a sentence says them: กลาง of "4 ภาค" is ภาคกลาง."""
    of_regions = {row["key"] for row in schemes(rows) if row["name"].endswith("ภาค")}

    def said(serves: str, language: str) -> str:
        name = label(rows, serves, language)
        region = language == "th" and serves.startswith("area:") and serves.split(":")[1] in of_regions
        return f"ภาค{name}" if region and not name.startswith("ภาค") else name

    return {each: {code: said(each, code) for code in LANGUAGES} for each in all if each}
