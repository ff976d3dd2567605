"""Whom the network does not reach, and who speaks for it: organisations with nobody trained, speakers and topics."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from db.attendance import LEARNED, TAUGHT, quoted
from db.choices import CATEGORY_OF_ROLE, Category
from db.event_view import name_of
from db.scope import Scope
from db.standing import holds
from thai.text import search_key

SPEAKING = f"p.role in ({quoted(role for role, of in CATEGORY_OF_ROLE.items() if of is Category.SPEAKERS)})"


@dataclass(frozen=True)
class Untrained:
    """`organisations` [{id, name, type, province}], in dictionary order, of `members`: all organisations that are
    members."""

    members: int
    organisations: list[dict[str, Any]]


def untrained(scope: Scope) -> Untrained:
    """The organisations that are members on D and of which nobody was trained: nobody who was theirs at the time
    attended a held training, seminar or forum of the fiscal year and the programme as a trainee or delegate. They are
    narrowed by their own province and type."""
    found = scope.ask(
        f"""select o.id, o.name, o.type, o.province, exists (
                select 1 from participations p join events e on e.id = p.event_id
                where p.organisation_id = o.id and p.deleted is null and {LEARNED} and {scope.held} and {TAUGHT})
                as trained
            from organisations o
            where o.deleted is null and {scope.inside("o.province")}
              and {"o.type = :type" if scope.filters.organisation_type else "true"}
              and exists (select 1 from memberships m
                where m.organisation_id = o.id and m.deleted is null and {holds(":last")})
            order by o.sort_key, o.id"""
    )
    named = ("id", "name", "type", "province")
    return Untrained(len(found), [{name: row[name] for name in named} for row in found if not row["trained"]])


@dataclass(frozen=True)
class Speaker:
    """Somebody who spoke: at how many `events`, last on which day (ISO), and at how many events on each topic, the most
    frequent first. A talk without a topic counts as an event only."""

    id: str
    name: str
    events: int
    last_on: str
    topics: tuple[tuple[str, int], ...]


def speakers(scope: Scope, topic: str = "") -> list[Speaker]:
    """Who spoke at the held events, as speaker, panellist or moderator, not known to be absent: who did most often
    first, then who did last, then by name. With a `topic`, only talks whose topic contains it, spaces and punctuation
    aside. Events are narrowed as events are: by where they take place, and their audience."""
    key = search_key(topic)
    events: dict[str, dict[str, str]] = defaultdict(dict)
    topics: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[str, dict[str, Any]] = {}
    for row in scope.ask(
        f"""select distinct p.person_id, e.id as event, e.starts_on, s.topic, h.title, h.given_name, h.family_name,
                h.sort_key
            from events e cross join participations p on p.event_id = e.id join people h on h.id = p.person_id
            left join appearances a on a.participation_id = p.id and a.deleted is null
            left join sessions s on s.id = a.session_id and s.deleted is null
            where {scope.held} and {scope.here} and p.deleted is null and p.attended <> 'no' and {SPEAKING}"""
    ):
        if key in search_key(row["topic"] or ""):
            people[row["person_id"]] = row
            events[row["person_id"]][row["event"]] = row["starts_on"]
            topics[row["person_id"]][row["topic"]] += bool(row["topic"])
    found = sorted(events, key=lambda id: (people[id]["sort_key"], id))
    found.sort(key=lambda id: (len(events[id]), max(events[id].values())), reverse=True)
    return [
        Speaker(
            id,
            name_of(people[id]),
            len(events[id]),
            max(events[id].values()),
            tuple(
                sorted(((name, count) for name, count in topics[id].items() if name), key=lambda one: (-one[1], one[0]))
            ),
        )
        for id in found
    ]
