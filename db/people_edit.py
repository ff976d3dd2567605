"""Edits of people, their posts and memberships, organisations, networks and programmes, as they are typed: one batch
a save."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import naming
from db.access import Actor
from db.choices import Choice, Consent, OrganisationType, Standing
from db.entry import checked, province_name
from db.records import Membership, Network, Organisation, Person, Post, Programme, Record
from db.refusals import Refused
from db.rows import fields, made
from db.rules import Rows
from db.store import Store
from db.typed import Typed
from thai import dates, phones
from thai.words import N_

NAMED = {"organisation_id": "organisation", "parent_id": "parent", "owner_id": "owner"}
"""The field of the form, written as a name, for each of the record's that holds an organisation's id."""
LONG = ("notes", "objectives")
"""Fields of several lines."""


@dataclass(frozen=True)
class Edited:
    """A record that is edited here: the fields that are typed, and those that say to whom a new one belongs (ids)."""

    record: type[Record]
    typed: tuple[str, ...]
    belongs: tuple[str, ...] = ()


EDITED = {
    "person": Edited(
        Person,
        ("title", "given_name", "family_name", "province", "telephone", "email", "contact", "consent", "notes"),
    ),
    "post": Edited(
        Post, ("position", "organisation_id", "province", "standing", "starts_on", "ends_on"), ("person_id",)
    ),
    "membership": Edited(Membership, ("starts_on", "ends_on"), ("network_id", "person_id", "organisation_id")),
    "organisation": Edited(Organisation, ("name", "type", "province", "parent_id", "telephone")),
    "network": Edited(Network, ("name", "owner_id")),
    "programme": Edited(Programme, ("name", "fiscal_year", "owner_id", "network_id", "objectives")),
}
_DEFAULTS: dict[str, Choice] = {"consent": Consent.UNKNOWN, "standing": Standing.CURRENT}


@dataclass(frozen=True)
class Saved:
    """The record as it is stored now, and the batch that undo takes back."""

    record: Any
    batch: int


def save(store: Store, actor: Actor, kind: str, raw: object, token: str) -> Saved:
    """Add a record of EDITED out of what was typed, or with `id` and `rev` change that one.

    Days and provinces are as people write them, an organisation is its name (a new one when `new_organisation` repeats
    it). A field that `raw` does not have stays as it is. Refuses every field that is wrong, and a row that was changed
    since (Stale) or is gone.
    """
    edited, given = _edited(kind), raw if isinstance(raw, Mapping) else {}
    form = Typed(raw, NAMED)
    with store.writing(actor, f"form:{kind}", token=checked(token)) as w:
        old = w.live(edited.record, form.line("id")) if "id" in given else None
        values = {name: _read(w.rows, form, name) for name in edited.typed if NAMED.get(name, name) in given}
        values |= {name: form.line(name) or None for name in edited.belongs if not old}
        new = [value for value in values.values() if isinstance(value, Organisation)]
        values = {name: value.id if isinstance(value, Organisation) else value for name, value in values.items()}
        form.made(edited.record, {**(fields(old) if old else {}), **values})
        form.done()
        for organisation in new:
            w.add(organisation)
        done = w.change(old, _rev(given), **values) if old else w.add(made(edited.record, values))
        return Saved(done, w.batch)


def delete(store: Store, actor: Actor, kind: str, raw: object, token: str) -> int:
    """Mark a row of EDITED, by `id` and `rev`, and what belongs to it as deleted; the batch.

    Refuses a row that was changed since (Stale) or is gone, and one that others refer to.
    """
    edited, given = _edited(kind), raw if isinstance(raw, Mapping) else {}
    with store.writing(actor, f"form:{kind}", token=checked(token)) as w:
        old = w.live(edited.record, Typed(raw).line("id"))
        w.delete(old.model_copy(update={"rev": _rev(given)}))
        return w.batch


def blank(kind: str) -> dict[str, str]:
    """An empty form of this kind: every value is text."""
    form = {NAMED.get(name, name): "" for name in EDITED[kind].typed}
    defaults = {name: default.value for name, default in _DEFAULTS.items() if name in form}
    return form | defaults | {"new_organisation": ""}


def raw_of(rows: Rows, record: Record) -> dict[str, str]:
    """A record as its form would have been typed."""
    [kind] = [kind for kind, edited in EDITED.items() if isinstance(record, edited.record)]
    labels = {id: label for label, id in naming.organisations(rows).items()}
    form = blank(kind)
    for name in EDITED[kind].typed:
        value = getattr(record, name)
        if name in NAMED:
            form[NAMED[name]] = labels.get(value, "")
        elif name == "province":
            form[name] = province_name(value)
        elif name in ("starts_on", "ends_on"):
            form[name] = dates.short(value) if value else ""
        else:
            form[name] = "" if value is None else str(value)
    return form


def _edited(kind: object) -> Edited:
    if not isinstance(kind, str) or kind not in EDITED:
        raise Refused("", N_("Choose one of the list."))
    return EDITED[kind]


def _rev(given: Mapping[str, Any]) -> int:
    rev = given.get("rev")
    if type(rev) is not int:
        raise Refused("", N_("This form is out of date. Open the page again."))
    return rev


def _read(rows: Rows, form: Typed, name: str) -> Any:
    if name in NAMED:
        return naming.organisation(rows, form, NAMED[name], form.line("new_organisation"))
    if name in _DEFAULTS:
        return form.choice(name, type(_DEFAULTS[name]), _DEFAULTS[name])
    if name == "type":
        return form.choice(name, OrganisationType, OrganisationType.OTHER) if form.line(name) else None
    if name == "province":
        return form.province(name)
    if name in ("starts_on", "ends_on"):
        return form.day(name)
    if name == "fiscal_year":
        return form.fiscal_year(name)
    if name in LONG:
        return form.lines(name)
    if name == "telephone":
        return _telephone(form)
    return form.line(name) or None


def _telephone(form: Typed) -> str | None:
    try:
        return phones.normalise_phone(form.line("telephone")) or None
    except phones.BadPhone as bad:
        form.wrong("telephone", bad.message, **bad.values)
        return None
