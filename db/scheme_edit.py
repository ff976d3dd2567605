"""A way to divide the country added, renamed, changed from a day on, and taken away; each is one batch."""

from datetime import date, timedelta
from typing import Any

from db import schemes
from db.access import Actor
from db.areas import COUNTRY, UNKNOWN
from db.entry import checked
from db.records import AreaMember, Scheme, Target, new_id
from db.refusals import Refused
from db.rows import record_of
from db.rules import SERVING
from db.schemes import Typing
from db.store import Store, Writer
from db.typed import Typed
from thai.words import N_

BECAUSE = "form:scheme"
MEANWHILE = N_("The areas were changed meanwhile. Look once more at what comes of it, then save.")
ADD_ONE = N_("Write at least one line, such as: เขต 6: ชุมพร, ระนอง")


def add(store: Store, actor: Actor, raw: object, token: str) -> tuple[Scheme, int]:
    """Add a scheme with the areas of its lines (schemes.BLANK), and return it with the batch; none is fine, too.

    Without an English name it has the same in both languages. Refuses at the field: no name, one that is taken, and
    what `schemes.read` finds wrong; AlreadySaved for a token that was used.
    """
    form = Typed(raw)
    with store.writing(actor, BECAUSE, token=checked(token)) as w:
        typed = schemes.read(w.rows, None, raw)
        name = form.line("name")
        key = f"own{len(w.rows('select id from schemes')) + 1}"
        scheme = form.made(Scheme, {"key": key, "name": name, "name_en": form.line("name_en") or name})
        _free(form, w, name, "")
        form.gather(typed.problems)
        _refuse_all(form, typed)
        assert scheme is not None
        added = w.add(scheme)
        _put(w, added, typed)
        return added, w.batch


def place(store: Store, actor: Actor, scheme: str, raw: object, mark: int, token: str) -> int:
    """Put provinces into areas for the period of `raw` (schemes.BLANK), and return the batch. Where each was stays true
    for all days outside of the period.

    `scheme` is an id; `mark` is that of the view that the person saw: refused when the areas were changed since.
    Refuses at the field what `schemes.read` finds wrong, and no line at all; AlreadySaved for a token that was used.
    """
    form = Typed(raw)
    with store.writing(actor, BECAUSE, token=checked(token)) as w:
        found = w.live(Scheme, scheme)
        if schemes.mark(w.rows, scheme) != mark:
            raise Refused("", MEANWHILE)
        typed = schemes.read(w.rows, found, raw)
        if not typed.lines:
            form.wrong("lines", ADD_ONE)
        _refuse_all(form, typed)
        _put(w, found, typed)
        return w.batch


def rename(store: Store, actor: Actor, scheme: str, rev: int, raw: object, token: str) -> int:
    """Give a scheme (its id) and its areas other names, and return the batch. What is for an area goes with its name.

    `raw`: name, name_en, and for the areas in the order of `schemes.named` area0, area_en0, area1 …. Refuses at the
    field: an empty name, one that is taken; Stale when the scheme was changed since `rev`.
    """
    form = Typed(raw)
    with store.writing(actor, BECAUSE, token=checked(token)) as w:
        old = w.live(Scheme, scheme)
        there = schemes.named(w.rows, scheme)
        names = {area: (form.line(f"area{at}"), form.line(f"area_en{at}")) for at, area in enumerate(there)}
        for at, (name, _name_en) in enumerate(names.values()):
            if not name or ":" in name or len(name) > 100:
                form.wrong(f"area{at}", N_("Write a name of at most 100 characters without “:”."))
            if [new for new, _other in names.values()].index(name) < at:
                form.wrong(f"area{at}", N_("Two areas have this name."))
        _free(form, w, form.line("name"), scheme)
        form.done()
        w.change(old, rev, name=form.line("name"), name_en=form.line("name_en") or form.line("name"))
        for member in schemes.members(w.rows, scheme):
            name, name_en = names[member.area]
            w.change(member, area=name, area_en=name_en or name)
        _follow(w, {f"area:{old.key}:{area}": f"area:{old.key}:{new}" for area, (new, _en) in names.items()})
        return w.batch


def delete(store: Store, actor: Actor, scheme: str, rev: int, becomes: str) -> int:
    """Delete a scheme (its id) with its areas, and return the batch.

    What is for one of its areas is then for the whole country or for nobody knows whom, as `becomes` says ("country",
    "unknown"); a target, which is always for a place, goes when it is "unknown". Refused: anything else while something
    is for one of its areas, and the last scheme. Stale when it was changed since `rev`.
    """
    with store.writing(actor, BECAUSE) as w:
        old = w.live(Scheme, scheme)
        if len(w.rows("select id from schemes where deleted is null")) == 1:
            raise Refused("", N_("This is the only way to divide the country. Add another one first."))
        count = sum(schemes.used(w.rows, old.key).values())
        if count and becomes not in (COUNTRY, UNKNOWN):
            raise Refused("", N_("{count} records are for its areas. Say what becomes of them."), {"count": count})
        _follow(w, {f"area:{old.key}:{area}": becomes for area in schemes.named(w.rows, scheme)})
        w.delete(old.model_copy(update={"rev": rev}))
        return w.batch


def _refuse_all(form: Typed, typed: Typing) -> None:
    """Refuse with everything that is wrong, several lines of one field included."""
    problems = [*form.problems, *(problem for problem in typed.problems if problem not in form.problems)]
    if problems:
        raise Refused.of(problems)


def _free(form: Typed, w: Writer, name: str, scheme: str) -> None:
    if not name:
        form.wrong("name", N_("Fill this in."))
    if w.rows("select 1 from schemes where deleted is null and name = :name and id <> :id", name=name, id=scheme):
        form.wrong("name", N_("There is a scheme with this name already."))


def _put(w: Writer, scheme: Scheme, typed: Typing) -> None:
    there = schemes.named(w.rows, scheme.id)
    last = max((member.position or 0 for member in there.values()), default=0)
    like: dict[str, AreaMember] = {}
    for name, name_en in typed.named.items():
        known = there.get(name)
        last += known is None
        like[name] = AreaMember(
            scheme_id=scheme.id,
            area=name,
            area_en=known.area_en if known else name_en or name,
            position=known.position if known else last,
            province=None,
            starts_on=typed.first,
            ends_on=typed.last,
        )
    held: dict[str, list[AreaMember]] = {code: [] for code in typed.place}
    for member in schemes.members(w.rows, scheme.id):
        if member.province in held and schemes.holds(member, typed.first, typed.last):
            held[member.province].append(member)
    for code, area in typed.place.items():
        if [member.area for member in held[code]] == [area] and _covers(held[code][0], typed):
            continue
        for member in held[code]:
            _leave(w, member, typed)
        if area is not None:
            w.add(like[area].model_copy(update={"id": new_id(), "province": code}))
    for name in typed.named:
        if name not in typed.stay and name not in typed.place.values():
            w.add(like[name].model_copy(update={"id": new_id(), "starts_on": None, "ends_on": None}))


def _covers(member: AreaMember, typed: Typing) -> bool:
    """Whether the province was there on every day of the period already."""
    return (member.starts_on or date.min) <= (typed.first or date.min) and (typed.last or date.max) <= (
        member.ends_on or date.max
    )


def _leave(w: Writer, member: AreaMember, typed: Typing) -> None:
    """Take the period out of a member's days; what is left before and after it stays."""
    before = typed.first is not None and (member.starts_on or date.min) < typed.first
    after = typed.last is not None and typed.last < (member.ends_on or date.max)
    if after:
        assert typed.last
        w.add(member.model_copy(update={"id": new_id(), "starts_on": typed.last + timedelta(1)}))
    if before:
        assert typed.first
        w.change(member, ends_on=typed.first - timedelta(1))
    else:
        w.delete(member)


def _follow(w: Writer, becomes: dict[str, str]) -> None:
    """Let what is for an area be for what `becomes` says instead; two areas may change their names with each other."""
    found = [
        (record_of(kind, row), field, new)
        for kind, (field,) in SERVING.items()
        for serves, new in becomes.items()
        if serves != new
        for row in w.rows(f"select * from {kind.table} where deleted is null and {field} = :serves", serves=serves)
    ]
    for record, field, new in found:
        if isinstance(record, Target) and new == UNKNOWN:
            w.delete(record)
        else:
            changed: dict[str, Any] = {field: new}
            w.change(record, **changed)
