"""Rules between records, which one record alone cannot hold. Each is asked inside the transaction that writes."""

from collections.abc import Callable
from typing import Any

from db.records import (
    Appearance,
    Cohort,
    Event,
    FollowUp,
    Headcount,
    Membership,
    Organisation,
    Participation,
    Programme,
    Record,
    Target,
)
from db.refusals import Refused
from thai.words import N_

Rows = Callable[..., list[dict[str, Any]]]
"""Runs one select: rows(sql, **params) → the rows as dicts."""


def check(record: Record, rows: Rows) -> None:
    """Refuse `record` when it contradicts another live row: a rule of its kind in RULES, and that areas exist."""
    for field in ("serves", "area"):
        _area_exists(getattr(record, field, None) if field in SERVING.get(type(record), ()) else None, field, rows)
    rule = RULES.get(type(record))
    if rule:
        rule(record, rows)


def _area_exists(serves: str | None, field: str, rows: Rows) -> None:
    if not serves or not serves.startswith("area:"):
        return
    _, key, area = serves.split(":", 2)
    if not rows(
        """select 1 from area_members m join schemes s on s.id = m.scheme_id
           where s.key = :key and m.area = :area and m.deleted is null and s.deleted is null limit 1""",
        key=key,
        area=area,
    ):
        raise Refused(field, N_("There is no area “{area}” in this scheme."), {"area": area})


def _cohort_of_programme(event: Any, rows: Rows) -> None:
    if event.cohort_id and rows(
        "select 1 from cohorts where id = :cohort and programme_id is not :programme",
        cohort=event.cohort_id,
        programme=event.programme_id,
    ):
        raise Refused("cohort_id", N_("This cohort belongs to another programme."))


def _same_event(appearance: Any, rows: Rows) -> None:
    if rows(
        """select 1 from sessions s, participations p
           where s.id = :session and p.id = :participation and s.event_id <> p.event_id""",
        session=appearance.session_id,
        participation=appearance.participation_id,
    ):
        raise Refused("participation_id", N_("The speaker and the topic belong to different events."))


def _of_the_event(task: Any, rows: Rows) -> None:
    if task.session_id and rows(
        "select 1 from sessions where id = :session and event_id <> :event",
        session=task.session_id,
        event=task.event_id,
    ):
        raise Refused("session_id", N_("This working group belongs to another event."))


def _no_overlap(membership: Any, rows: Rows) -> None:
    """Two stays of one member in one network may follow each other, not overlap."""
    who = "person_id" if membership.person_id else "organisation_id"
    if rows(
        f"""select 1 from memberships
            where {who} = :who and network_id = :network and deleted is null and id <> :id
              and coalesce(starts_on, '0000') <= :last and coalesce(ends_on, '9999') >= :first limit 1""",
        who=getattr(membership, who),
        network=membership.network_id,
        id=membership.id,
        first=membership.starts_on.isoformat() if membership.starts_on else "0000",
        last=membership.ends_on.isoformat() if membership.ends_on else "9999",
    ):
        raise Refused("starts_on", N_("Already a member of this network in that time."))


def _not_its_own_part(organisation: Any, rows: Rows) -> None:
    if organisation.parent_id and rows(
        """with recursive above (id) as (
               select :parent union select o.parent_id from organisations o join above a on o.id = a.id
               where o.parent_id is not null)
           select 1 from above where id = :id""",
        parent=organisation.parent_id,
        id=organisation.id,
    ):
        raise Refused("parent_id", N_("An organisation cannot be a part of itself."))


SERVING: dict[type[Record], tuple[str, ...]] = {
    Event: ("serves",),
    Cohort: ("serves",),
    Headcount: ("area",),
    Target: ("serves",),
}
RULES: dict[type[Record], Callable[[Any, Rows], None]] = {
    Event: _cohort_of_programme,
    Appearance: _same_event,
    FollowUp: _of_the_event,
    Membership: _no_overlap,
    Organisation: _not_its_own_part,
}

TAKEN: dict[type[Record], tuple[str, str]] = {
    Organisation: ("name", N_("There is an organisation with this name in this province already.")),
    Participation: ("person_id", N_("This person has this role at the event already.")),
    Programme: ("name", N_("There is a programme with this name in this fiscal year already.")),
    Cohort: ("number", N_("The programme has a cohort with this number already.")),
}
"""What a refused unique index means: the field, and the sentence. Other records say that they are there already."""
