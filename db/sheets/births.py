"""A row that somebody typed in the sheet becomes a record, once, or a question."""

from collections.abc import Callable
from typing import Any

from db import entry, matching
from db.matching import Candidate
from db.pasted import Line as Told
from db.records import Event, Headcount, Membership, Organisation, Participation, Person, Post, Record
from db.refusals import Refused
from db.rows import made
from db.sheets.cells import Names, Waits
from db.sheets.columns import Tab
from db.sheets.issues import SHEET
from db.sheets.plans import NewRow
from db.store import Writer
from thai import dates, text
from thai import names as thai_names
from thai.words import N_

Values = dict[str, Any]
NO_OFFICE = N_("“{typed}” is not in the register yet. Add it to the tab of organisations, or to the register.")


class Ask(Exception):
    """The row may mean something that is known: `candidates` [{id, label, reason, values}] are what it may be."""

    def __init__(self, message: str, candidates: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = candidates


def born(w: Writer, tab: Tab, new: NewRow, id: str, names: Names) -> Record:
    """Write the record that a new row describes, with this id, and a person who is new with it.

    Ask when it may be somebody or something that is known and nobody has decided; Waits when it names an organisation
    that is not there yet; Refused as the store refuses it.
    """
    values = {name: tab.column(name).kind.stored(value) for name, value in new.values.items() if value is not None}
    return MAKERS[tab.record](w, {"id": id, **values}, new.choice.answer if new.choice else "", names)


def _event(w: Writer, values: Values, answer: str, _names: Names) -> Record:
    title, first = values.get("title", ""), values.get("starts_on")
    planned = first is None or first > dates.today().isoformat()
    kind = entry.kind_of(title)
    event = made(Event, {"state": "planned" if planned else "held", **({"kind": kind} if kind else {}), **values})
    if answer != SHEET and event.starts_on:
        same = entry.same_events(w.rows, event.title, event.starts_on)
        if same:
            told = [{"id": row["id"], "label": f"{row['code']} · {row['title']}"} for row in same]
            raise Ask(N_("An event with the same title and day is in the register."), told)
    return w.add(event)


def _headcount(w: Writer, values: Values, _answer: str, _names: Names) -> Record:
    return w.add(made(Headcount, values))


def _organisation(w: Writer, values: Values, _answer: str, _names: Names) -> Record:
    return w.add(made(Organisation, values))


def _person(w: Writer, values: Values, answer: str, names: Names) -> Record:
    office = _office(values.pop("organisation", ""), names)
    position = values.pop("position", None)
    person = made(Person, values)
    if answer != SHEET:
        told = Told(
            "",
            1,
            "",
            thai_names.Name(person.title or "", person.given_name, person.family_name or ""),
            organisation=_name_of(office, names),
            province=person.province,
            telephone=person.telephone or "",
        )
        [found] = matching.match(w.rows, [told])
        if found.certain or found.possible:
            raise Ask(N_("Somebody of this name is in the register."), _candidates(found))
    stored = w.add(person)
    _post(w, stored.id, office, position)
    return stored


def _participation(w: Writer, values: Values, answer: str, names: Names) -> Record:
    written = values.pop("person_id", "")
    office = values.get("organisation_id")
    person = _who(w, written, office, values.get("province"), values.get("position"), answer, names)
    return w.add(made(Participation, {**values, "person_id": person}))


def _membership(w: Writer, values: Values, answer: str, names: Names) -> Record:
    written, office = values.pop("person_id", ""), _office(values.pop("organisation", ""), names)
    province = values.pop("province", None)
    if not written:
        return w.add(made(Membership, {**values, "organisation_id": office}))
    return w.add(made(Membership, {**values, "person_id": _who(w, written, office, province, None, answer, names)}))


MAKERS: dict[type[Record], Callable[[Writer, Values, str, Names], Record]] = {
    Event: _event,
    Headcount: _headcount,
    Organisation: _organisation,
    Person: _person,
    Participation: _participation,
    Membership: _membership,
}


def _who(
    w: Writer, written: str, office: str | None, province: str | None, position: str | None, answer: str, names: Names
) -> str:
    """The id of the person whom a name, an organisation and a province mean; who is new is written with their post."""
    if not written:
        raise Refused("person_id", N_("Fill this in."))
    if matching.people(w.rows, [answer]):
        return answer
    name = thai_names.split(written)
    if answer != SHEET:
        told = Told("", 1, written, name, position or "", _name_of(office, names), province)
        [found] = matching.match(w.rows, [told])
        if not (office or province):
            raise Ask(N_("A name alone does not say who is meant."), _candidates(found))
        if found.certain:
            return found.certain.id
        if found.possible:
            raise Ask(N_("Several may be meant."), _candidates(found))
    values = {"title": name.title, "given_name": name.given, "family_name": name.family, "province": province}
    person = w.add(made(Person, values))
    _post(w, person.id, office, position)
    return person.id


def _post(w: Writer, person: str, office: str | None, position: str | None) -> None:
    if office or position:
        w.add(made(Post, {"person_id": person, "organisation_id": office, "position": position}))


def _candidates(found: matching.Match) -> list[dict[str, Any]]:
    people = (Candidate(found.certain, N_("the same name, and the same office or province")),) if found.certain else ()
    return [
        {
            "id": one.person.id,
            "label": " · ".join(
                filter(None, (thai_names.full(one.person.name), one.person.position, one.person.office))
            ),
            "reason": one.reason,
        }
        for one in (*people, *found.possible)
    ]


def _office(written: str, names: Names) -> str | None:
    """The id of the organisation that people mean by this name."""
    typed = text.normalise(written) if written else ""
    if not typed:
        return None
    known = names.ids["organisations"]
    found = known.get(typed) or known.get(text.search_key(typed)) or []
    if len(found) != 1:
        raise Waits(NO_OFFICE, typed=typed[:80])
    return found[0]


def _name_of(office: str | None, names: Names) -> str:
    return names.labels["organisations"].get(office or "", "").split(" · ")[0]
