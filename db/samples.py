"""The samples: five public announcements (db/announced.py) as an example register, to try things out on."""

from typing import Any

from db import examples
from db.access import Actor
from db.announced import COHORTS, EVENTS, ORGANISATIONS, PEOPLE, PROGRAMMES, Told
from db.choices import OrganisationType, SessionKind, Standing
from db.records import (
    Appearance,
    Cohort,
    Event,
    FollowUp,
    Headcount,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    Record,
    Session,
)
from db.refusals import Refused
from db.rows import R
from db.store import Store, Writer
from thai import places
from thai.words import N_


def present(store: Store) -> bool:
    """Whether the samples are in the register."""
    with store.reading() as rows:
        return examples.present(rows, examples.SAMPLES)


def add(store: Store, actor: Actor) -> None:
    """Record the five announcements in one batch, beside what is there. An organisation of the same name serves.

    Refuses when they are there already.
    """
    with store.writing(actor, "samples") as w:
        if examples.present(w.rows, examples.SAMPLES):
            raise Refused("", N_("The samples are in the register already."))
        _Clerk(w).record()


def remove(store: Store, actor: Actor) -> None:
    """Take the samples away, and nothing else, in one batch.

    Refuses when there are none, and, naming it, when something that is no sample hangs on one; then all stay.
    """
    with store.writing(actor, "samples:remove") as w:
        if not examples.present(w.rows, examples.SAMPLES):
            raise Refused("", N_("There are no samples in the register."))
        examples.remove(w, examples.SAMPLES)


class _Clerk:
    """Writes the tables above into one batch, and knows the ids of what is written."""

    def __init__(self, w: Writer) -> None:
        self._w = w
        self._ids = examples.Ids(examples.SAMPLES, w.batch)
        self._written: dict[type[Record], int] = {}
        self._organisations: dict[str | None, str | None] = {None: None}
        self._programmes: dict[str | None, str | None] = {None: None}
        self._cohorts: dict[tuple[str | None, int | None], str] = {}
        self._people: dict[str, str] = {}

    def record(self) -> None:
        for name, organisation in ORGANISATIONS.items():
            self._organisations[name] = self._organisation(name, **organisation)
        for name, programme in PROGRAMMES.items():
            owner = self._organisations[programme["owner"]]
            rest = {key: value for key, value in programme.items() if key != "owner"}
            self._programmes[name] = self._add(Programme, name=name, owner_id=owner, **rest).id
        for name, number, serves, state in COHORTS:
            cohort = self._add(Cohort, programme_id=self._programmes[name], number=number, serves=serves, state=state)
            self._cohorts[name, number] = cohort.id
        for (title, given, family), posts in PEOPLE.items():
            person = self._add(Person, title=title, given_name=given, family_name=family)
            self._people[f"{given} {family}"] = person.id
            for position, name, *standing in posts:
                self._add(
                    Post,
                    person_id=person.id,
                    position=position,
                    organisation_id=self._organisations[name],
                    standing=standing[0] if standing else Standing.CURRENT,
                )
        for told in EVENTS:
            self._event(told)

    def _add(self, kind: type[R], /, **values: Any) -> R:
        number = self._written[kind] = self._written.get(kind, 0) + 1
        return self._w.add(kind(id=self._ids.of(kind, number), **values))

    def _organisation(
        self,
        name: str,
        type: OrganisationType,
        province: str | None = None,
        part_of: str | None = None,
        telephone: str | None = None,
    ) -> str:
        code = province and places.find(province)
        there = self._w.rows(
            "select id from organisations where deleted is null and name = :name and province is :province",
            name=name,
            province=code,
        )
        if there:
            return str(there[0]["id"])
        return self._add(
            Organisation,
            name=name,
            type=type,
            province=code,
            parent_id=self._organisations[part_of],
            telephone=telephone,
        ).id

    def _event(self, told: Told) -> None:
        province = told.event.get("province")
        event = self._add(
            Event,
            **told.event | {"province": province and places.find(province)},
            organiser_id=self._organisations[told.organiser],
            programme_id=self._programmes[told.programme],
            cohort_id=self._cohorts.get((told.programme, told.cohort)),
        )
        posts = {f"{given} {family}": posts for (_, given, family), posts in PEOPLE.items()}
        came = {}
        for name, role in told.people.items():
            position, organisation, *_ = posts[name][0] if posts[name] else (None, None)
            came[name] = self._add(
                Participation,
                event_id=event.id,
                person_id=self._people[name],
                role=role,
                position=position,
                organisation_id=self._organisations[organisation],
            )
        for number, (kind, topic, speakers) in enumerate(told.sessions, 1):
            session = self._add(Session, event_id=event.id, kind=kind, number=number, topic=topic)
            for name in speakers:
                self._add(Appearance, session_id=session.id, participation_id=came[name].id)
        for number, topic in enumerate(told.groups, 1):
            self._add(Session, event_id=event.id, kind=SessionKind.GROUP, number=number, topic=topic)
        for place, headcount in enumerate(told.headcounts, 1):
            self._add(Headcount, event_id=event.id, position=place, **headcount)
        for number, task in enumerate(told.follow_ups, 1):
            self._add(FollowUp, event_id=event.id, number=number, task=task)
