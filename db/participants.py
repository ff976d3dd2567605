"""People come to an event: one by one, as a pasted list, or ticked among a network's members. One save, one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import matching, pasted
from db.access import Actor
from db.choices import Attended, Role, State
from db.entry import checked
from db.matching import Candidate, Known
from db.pasted import Line
from db.preview import NEW, SAVED, WAITING, Kind, Office, Row, default_role, offices_of, present, preview
from db.records import Event, Membership, Organisation, Participation, Person, Post, Programme
from db.refusals import Refused
from db.rows import among, made, record_of
from db.rules import Rows
from db.standing import holds
from db.store import Store, Writer
from db.typed import Typed
from thai import dates, names, phones, text
from thai.names import Name
from thai.words import N_

MOST_OFFERED = 1_000


@dataclass(frozen=True)
class Saved:
    """What a save did: its batch, how many people came, of them new to the register, and joined the network.

    `left` are the pasted lines that still wait, `waiting` their number.
    """

    batch: int
    people: int
    new: int = 0
    joined: int = 0
    left: str = ""
    waiting: int = 0
    name: str = ""


@dataclass(frozen=True)
class Choose:
    """Nothing was saved: what was typed may mean one of these people, or somebody new."""

    line: Line
    candidates: tuple[Candidate, ...]


def event_of(rows: Rows, asked: object) -> Event | None:
    """The live event with this code or id, or None."""
    found = rows(
        "select * from events where deleted is null and (code = :asked or id = :asked)",
        asked=asked if isinstance(asked, str) else "",
    )
    return record_of(Event, found[0]) if found else None


def networks(rows: Rows) -> dict[str, str]:
    """Every network as {id: name}."""
    return {row["id"]: row["name"] for row in rows("select id, name from networks where deleted is null order by name")}


def usual_network(rows: Rows, event: Event) -> str:
    """The network that the event's programme remembers, else the only one that there is, else ""."""
    found = rows("select network_id from programmes where id = :id and deleted is null", id=event.programme_id)
    known = networks(rows)
    if found and found[0]["network_id"] in known:
        return str(found[0]["network_id"])
    return next(iter(known)) if len(known) == 1 else ""


def save_list(store: Store, actor: Actor, event_id: str, raw: object, token: str, next_draft: str = "") -> Saved:
    """Save what `preview` says can be saved, as one batch: people, their posts, new organisations, memberships.

    `token` is the form's id and its draft's, which goes; lines that wait are handed back, and kept as the draft
    `next_draft`. Known people keep their data: only a missing telephone number is filled in, and another one replaces
    theirs when `telephones` is ticked. With `joins` they are all members of `network` from the event's first day, and
    the programme remembers the network. Refuses: an event that is gone, a list with nothing to save, a token that was
    used (AlreadySaved).
    """
    version = store.version()
    with store.reading() as rows:
        event = _event(rows, event_id)
        plan = preview(rows, event, raw)
    with store.writing(actor, "form:participants", token=checked(token)) as w:
        if w.batch != version + 1:
            event = _event(w.rows, event_id)
            plan = preview(w.rows, event, raw)
        ready = plan.of(*SAVED)
        if not ready:
            raise Refused("text", N_("There is nothing to save yet."))
        form = Typed(raw)
        coming = write_people(w, plan.offices, ready, form.flag("telephones"))
        attend(w, event, [(plan.role, one) for one in coming])
        joined = _join(w, event, form, coming)
        waiting = len(plan.of(*WAITING))
        w.drop_draft(token, actor)
        if waiting and next_draft and isinstance(raw, dict):
            w.keep_draft(checked(next_draft), "participants", actor, {**raw, "text": plan.left})
        new = sum(row.person is None for row in ready)
        return Saved(w.batch, len(ready), new, joined, plan.left, waiting)


def add_one(store: Store, actor: Actor, event_id: str, raw: object, token: str) -> Saved | Choose:
    """Add one person to an event: `who` is a person's id, or what was typed, read as one line of a pasted list.

    Text means the first person of the register whose name has it; a whole name that is none of theirs is somebody new
    at once when nobody is like it, else the answer is Choose, and `choice` ("new" or a person's id) decides.
    `role`, `network` and `joins` as in `save_list`. Refuses: nothing typed, half a name that nobody has, somebody who
    is there in this role already.
    """
    form = Typed(raw)
    who, choice = form.line("who"), form.line("choice")
    with store.reading() as rows:
        event = _event(rows, event_id)
        role = form.choice("role", Role, default_role(event))
        form.done()
        found = _meant(rows, event, role, who, choice)
    if isinstance(found, Choose):
        return found
    row = found
    with store.writing(actor, "form:participant", token=checked(token)) as w:
        if row.person and row.person.id in present(w.rows, event.id, role):
            raise Refused("who", N_("{name} is at the event in this role already."), {"name": named(row.person.name)})
        coming = write_people(w, offices_of(w.rows, [row], {}, all_new=True), [row])
        attend(w, event, [(role, one) for one in coming])
        joined = _join(w, event, form, coming)
        name = row.person.name if row.person else row.line.name
        return Saved(w.batch, 1, int(row.person is None), joined, name=named(name))


def tick(store: Store, actor: Actor, event_id: str, raw: object, token: str) -> Saved:
    """Add the members of a network that were ticked (`people`: ids) in the role `role`; who is there already stays.

    Refuses when nobody new is ticked, and an id that is no live member of `network`.
    """
    form = Typed(raw)
    values = raw.get("people") if isinstance(raw, dict) else None
    ticked = [one for one in values if isinstance(one, str)] if isinstance(values, list | tuple) else []
    with store.writing(actor, "form:members", token=checked(token)) as w:
        event = _event(w.rows, event_id)
        role = form.choice("role", Role, default_role(event))
        form.done()
        there = present(w.rows, event.id, role)
        people = {one.id: one for one in members(w.rows, form.line("network"), event)}
        if set(ticked) - set(people):
            raise Refused("people", N_("Choose from the list."))
        coming = [people[id] for id in dict.fromkeys(ticked) if id not in there]
        if not coming:
            raise Refused("people", N_("Tick who came."))
        attend(w, event, [(role, Coming(one.id)) for one in coming])
        return Saved(w.batch, len(coming))


def members(rows: Rows, network_id: str, event: Event) -> list[Known]:
    """The people who are members of the network on the event's first day (or at all, without a day), by name."""
    found = rows(
        f"""select distinct p.id, p.sort_key from memberships m join people p on p.id = m.person_id
            where m.network_id = :network and m.deleted is null and p.deleted is null
              and (:day is null or ({holds(":day")})) order by p.sort_key""",
        network=network_id,
        day=event.starts_on and event.starts_on.isoformat(),
    )
    return matching.people(rows, [row["id"] for row in found])


def named_at(rows: Rows, event: Event) -> list[dict[str, Any]]:
    """Who is named at the event: [{id, person_id, name (a Name), role, attended, position, organisation}] by name."""
    found = rows(
        """select a.id, a.person_id, a.role, a.attended, a.position, o.name as organisation,
               p.title, p.given_name, p.family_name
           from participations a join people p on p.id = a.person_id
           left join organisations o on o.id = a.organisation_id and o.deleted is null
           where a.event_id = :event and a.deleted is null and p.deleted is null order by p.sort_key, a.rowid""",
        event=event.id,
    )
    parts = ("title", "given_name", "family_name")
    return [
        {key: value for key, value in row.items() if key not in parts}
        | {"name": Name(*(row[one] or "" for one in parts))}
        for row in found
    ]


def offered(rows: Rows, event: Event, role: Role) -> dict[str, str]:
    """Up to 1,000 people who are likely to come, as {id: label}: of the programme and its network, then the newest.

    Those who are there in this role already are left out.
    """
    found = rows(
        """with likely as (
               select a.person_id as id, 1 as rank from participations a join events e on e.id = a.event_id
               where a.deleted is null and e.deleted is null and e.programme_id = :programme
               union all
               select m.person_id, 2 from memberships m join programmes g on g.network_id = m.network_id
               where g.id = :programme and m.deleted is null and m.person_id is not null
               union all
               select id, 3 from (select id from people where deleted is null order by rowid desc limit :most)),
           first as (
               select p.rowid as entry, p.*, min(l.rank) as rank from likely l join people p on p.id = l.id
               where p.deleted is null and p.id not in (
                   select person_id from participations where event_id = :event and role = :role and deleted is null)
               group by p.id order by rank, entry desc limit :most)
           select p.id, p.title, p.given_name, p.family_name,
               (select coalesce(o.name, s.position) from posts s left join organisations o on o.id = s.organisation_id
                where s.person_id = p.id and s.deleted is null order by s.starts_on desc, s.id desc limit 1) as office
           from first p order by p.rank, p.entry desc""",
        programme=event.programme_id,
        event=event.id,
        role=role.value,
        most=MOST_OFFERED,
    )
    return {row["id"]: " · ".join(filter(None, [_whole(row), row["office"]])) for row in found}


def named(name: Name) -> str:
    """The whole name with its title."""
    return names.full(name)


def _whole(row: dict[str, Any]) -> str:
    return named(Name(row["title"] or "", row["given_name"], row["family_name"] or ""))


def _event(rows: Rows, id: object) -> Event:
    found = rows("select * from events where id = :id and deleted is null", id=id if isinstance(id, str) else "")
    if not found:
        raise Refused("", N_("This event was deleted meanwhile. Nothing was saved."))
    return record_of(Event, found[0])


def _meant(rows: Rows, event: Event, role: Role, who: str, choice: str) -> Row | Choose:
    """The one person that `who` and `choice` mean, or those to choose from."""
    for id in (choice, who):
        if person := matching.people(rows, [id]):
            return Row(Line("", 1, who), Kind.KNOWN, person=person[0])
    lines = pasted.read(who).lines
    if len(lines) != 1:
        raise Refused("who", N_("Type a name."))
    [line] = lines
    if line.problem:
        raise Refused("who", line.problem.message, line.problem.values)
    office = text.search_key(line.organisation)
    if choice == NEW:
        return Row(line, Kind.NEW, office=office)
    [match] = matching.match(rows, [line])
    if match.certain:
        return Row(line, Kind.KNOWN, person=match.certain, office=office)
    same = [one.person for one in match.possible if one.person.search_key == matching.key_of(line)]
    bare = not (line.position or line.organisation or line.province or line.telephone)
    if bare and len(same) < 2 and (first := _first(rows, event, role, who, line)):
        return Row(line, Kind.KNOWN, person=first)
    if match.possible:
        return Choose(line, match.possible)
    if not line.name.family:
        raise Refused("who", N_("Nobody has this name. Type a given and a family name to add somebody new."))
    return Row(line, Kind.NEW, office=office)


def _first(rows: Rows, event: Event, role: Role, who: str, line: Line) -> Known | None:
    """The first of those offered whose label has the text, else the first of the whole register whose name has it."""
    likely = offered(rows, event, role)
    first = next((id for id, label in likely.items() if who.casefold() in label.casefold()), None)
    if first is None:
        found = rows(
            """select id from people where deleted is null and search_key like '%' || :key || '%'
               order by search_key <> :key, id in (select person_id from participations
                   where event_id = :event and role = :role and deleted is null), sort_key limit 1""",
            key=matching.key_of(line),
            event=event.id,
            role=role.value,
        )
        first = found[0]["id"] if found else None
    return matching.people(rows, [first])[0] if first else None


@dataclass(frozen=True)
class Coming:
    """A live person who comes, with what the line said of them; what it did not say their post tells."""

    person_id: str
    position: str | None = None
    organisation_id: str | None = None
    province: str | None = None


def write_people(
    w: Writer, offices: Mapping[str, Office], ready: Sequence[Row], telephones: bool = False
) -> list[Coming]:
    """Write the organisations, people and posts that are new, and telephone numbers; the people in the list's order."""
    wanted = {row.office for row in ready}
    new = [one for key, one in offices.items() if one.id == NEW and key in wanted]
    written = w.add_all(made(Organisation, {"name": one.name, "province": one.province}) for one in new)
    ids = {key: one.id for key, one in offices.items()} | {
        one.key: stored.id for one, stored in zip(new, written, strict=True)
    }
    fresh = {row.line.key: _person(row.line) for row in ready if row.person is None}
    w.add_all(fresh.values())
    coming = []
    for row in ready:
        line = row.line
        person = row.person.id if row.person else fresh[line.key].id
        coming.append(Coming(person, line.position or None, ids.get(row.office) or None, line.province))
        if row.person and line.telephone and (telephones or not row.person.telephone):
            _renumber(w, row.person.id, line.telephone)
    w.add_all(
        made(
            Post,
            {"person_id": one.person_id, "organisation_id": one.organisation_id, "position": one.position},
        )
        for row, one in zip(ready, coming, strict=True)
        if row.person is None and (one.organisation_id or one.position)
    )
    return coming


def _person(line: Line) -> Person:
    values = {
        "title": line.name.title,
        "given_name": line.name.given,
        "family_name": line.name.family,
        "province": line.province,
        "telephone": line.telephone,
    }
    return made(Person, values)


def _renumber(w: Writer, person_id: str, telephone: str) -> None:
    [row] = w.rows("select * from people where id = :id", id=person_id)
    if phones.digits(row["telephone"] or "") != phones.digits(telephone):
        w.change(record_of(Person, row), telephone=telephone)


def attend(w: Writer, event: Event, coming: Sequence[tuple[Role, Coming]]) -> list[Participation]:
    """Write that these people are at the event, each in a role. What is not said of one, the post on that day tells."""
    day = event.starts_on.isoformat() if event.starts_on else dates.today().isoformat()
    posts: dict[str, dict[str, Any]] = {}
    people = [one.person_id for _role, one in coming]
    for post in among(
        w.rows,
        people,
        f"""select s.person_id, s.position, s.organisation_id, s.province from posts s
            where s.deleted is null and {holds(":day", "s")} and not (s.standing = 'former' and s.ends_on is null)
              and s.person_id in (select id from asked)
            order by coalesce(s.starts_on, '') desc, s.id desc""",
        day=day,
    ):
        posts.setdefault(post["person_id"], post)
    homes = {
        row["id"]: row["province"]
        for row in among(w.rows, people, "select id, province from people where id in (select id from asked)")
    }
    return w.add_all(
        _participation(event, role, one, posts.get(one.person_id, {}), homes[one.person_id]) for role, one in coming
    )


def _participation(event: Event, role: Role, one: Coming, post: dict[str, Any], home: str | None) -> Participation:
    said = one.position or one.organisation_id
    values = {
        "event_id": event.id,
        "person_id": one.person_id,
        "role": role,
        # A list logged for a held event names those who came; for another one nobody knows yet.
        "attended": Attended.YES if event.state is State.HELD else Attended.UNKNOWN,
        "position": one.position if said else post.get("position"),
        "organisation_id": one.organisation_id if said else post.get("organisation_id"),
        "province": one.province or post.get("province") or home,
    }
    return made(Participation, values)


def _join(w: Writer, event: Event, form: Typed, coming: list[Coming]) -> int:
    """Make them members from the event's first day where the form says so; how many were none before."""
    network_id = form.line("network")
    if not form.flag("joins") or not network_id:
        return 0
    if event.starts_on is None:
        raise Refused("network", N_("Give the event a day first: members join on it."))
    if network_id not in networks(w.rows):
        raise Refused("network", N_("Choose one of the list."))
    already = among(
        w.rows,
        [one.person_id for one in coming],
        """select person_id from memberships where network_id = :network and deleted is null
           and coalesce(ends_on, '9999') >= :day and person_id in (select id from asked)""",
        network=network_id,
        day=event.starts_on.isoformat(),
    )
    members = {row["person_id"] for row in already}
    joining = list(dict.fromkeys(one.person_id for one in coming if one.person_id not in members))
    w.add_all(
        made(Membership, {"network_id": network_id, "person_id": id, "starts_on": event.starts_on}) for id in joining
    )
    for row in w.rows("select * from programmes where id = :id and deleted is null", id=event.programme_id):
        w.change(record_of(Programme, row), network_id=network_id)
    return len(joining)
