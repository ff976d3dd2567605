"""A person, an organisation or a network whole: posts, memberships, events, and what the journal says of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.records import BY_TABLE, Network, Organisation, Person, Record
from db.rows import among, called
from db.store import Store

MOST = 200


@dataclass(frozen=True)
class Whole:
    """A person or an organisation with all that belongs to it, newest first where there are days."""

    record: Person | Organisation
    posts: list[dict[str, Any]]
    memberships: list[dict[str, Any]]
    events: list[dict[str, Any]]
    changes: list["Change"]


@dataclass(frozen=True)
class Change:
    """One line of the journal: when (UTC), by whom, what was done to which row, and {field: (before, after)}."""

    at: str
    actor: str
    action: str
    table: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]


def person(store: Store, id: object) -> Whole | None:
    """A person whole, posts, memberships and up to 200 events as rows with names; None if there is none."""
    found = store.get(Person, id) if isinstance(id, str) else None
    if found is None:
        return None
    events = _events(store, "person_id", found.id)
    return Whole(found, *_belongings(store, "person_id", found.id), events, changes(store, found))


def organisation(store: Store, id: object) -> Whole | None:
    """An organisation whole: the posts of its people, its memberships, the events it organised or sent people to."""
    found = store.get(Organisation, id) if isinstance(id, str) else None
    if found is None:
        return None
    events = _events(store, "organisation_id", found.id)
    return Whole(found, *_belongings(store, "organisation_id", found.id), events, changes(store, found))


def _belongings(store: Store, whose: str, id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    posts = store.rows(
        f"""select s.*, o.name as office, p.title, p.given_name, p.family_name from posts s
            join people p on p.id = s.person_id left join organisations o on o.id = s.organisation_id
            where s.{whose} = :id and s.deleted is null and p.deleted is null
            order by (s.standing = 'former' or s.ends_on is not null), coalesce(s.starts_on, '') desc, p.sort_key
            limit {MOST}""",
        id=id,
    )
    memberships = store.rows(
        f"""select m.*, n.name as network from memberships m join networks n on n.id = m.network_id
            where m.{whose} = :id and m.deleted is null and n.deleted is null
            order by m.ends_on is not null, coalesce(m.starts_on, '') desc""",
        id=id,
    )
    return posts, memberships


def _events(store: Store, whose: str, id: str) -> list[dict[str, Any]]:
    if whose == "organisation_id":
        return store.rows(
            f"""select e.code, e.title, e.starts_on, e.ends_on, e.organiser_id = :id as organised,
                    (select count(distinct a.person_id) from participations a where a.event_id = e.id
                     and a.organisation_id = :id and a.deleted is null) as people
                from events e where e.deleted is null and (e.organiser_id = :id or e.id in (
                    select event_id from participations where organisation_id = :id and deleted is null))
                order by e.starts_on desc, e.code limit {MOST}""",
            id=id,
        )
    return store.rows(
        f"""select e.code, e.title, e.starts_on, e.ends_on, a.role, a.attended, a.position, o.name as office
            from participations a join events e on e.id = a.event_id
            left join organisations o on o.id = a.organisation_id
            where a.person_id = :id and a.deleted is null and e.deleted is null
            order by e.starts_on desc, e.code limit {MOST}""",
        id=id,
    )


def changes(store: Store, record: Record) -> list[Change]:
    """What the journal says about a record, its posts and its memberships, newest first."""
    wanted = {record.table: [record.id]}
    if not isinstance(record, Network):
        owner = "person_id" if isinstance(record, Person) else "organisation_id"
        for table in ("posts", "memberships") if isinstance(record, Person) else ("memberships",):
            owned = store.rows(f"select id from {table} where {owner} = :id", id=record.id)
            wanted[table] = [row["id"] for row in owned]
    lines: list[dict[str, Any]] = []
    for table, ids in wanted.items():
        lines += among(
            store.rows,
            ids,
            """select j.* from journal j where j.record = :table and j.record_id in (select id from asked)
               union all
               select j.* from journal j
               where j.record = :table and j.record_id is null
                 and exists (select 1 from asked a where j.ids like '%"' || a.id || '"%')""",
            table=table,
        )
    return [_change(line) for line in sorted(lines, key=lambda line: -line["number"])]


def _change(line: dict[str, Any]) -> Change:
    before = json.loads(line["before"]) if line["before"] else {}
    after = json.loads(line["after"]) if line["after"] else {}
    shown = [name for name in BY_TABLE[line["record"]].model_fields if name not in ("id", "rev", "deleted")]
    changed = {name: (before.get(name), after.get(name)) for name in shown if before.get(name) != after.get(name)}
    action = line["action"]
    if action == "undo":
        action = "delete" if after.get("deleted") else "restore" if before.get("deleted") else "undo"
    name = called({**after, "id": ""}) if after else ""
    told = changed if action in ("change", "undo") else {}
    return Change(line["at"], line["actor"], action, line["record"], name, told)
