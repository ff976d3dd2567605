"""A programme taken over into another year, and taken away."""

import re
from datetime import date

from db.access import Actor
from db.choices import CohortState
from db.entry import checked
from db.event_edit import let_go
from db.records import Cohort, Programme, Target, new_id
from db.refusals import Refused
from db.rows import R, fields, record_of
from db.rules import Rows
from db.store import Store
from db.typed import Typed
from thai import dates, text
from thai.words import N_

BECAUSE = "form:programme"


def state_of_new(fiscal_year: int | None, day: date) -> CohortState:
    """What is known of a cohort that is only just planned: not held while its programme's year lasts, else nothing."""
    over = fiscal_year is not None and dates.fiscal_year_days(fiscal_year).last < day
    return CohortState.UNKNOWN if over else CohortState.NOT_HELD


def next_year(programme: Programme) -> dict[str, str]:
    """What the form for the next year's programme begins with: its name, and the year where it is known."""
    year = programme.fiscal_year
    if year is None:
        return {"name": programme.name, "fiscal_year": ""}

    def later(found: re.Match[str]) -> str:
        return text.thai_digits(str(year + 1)) if found[0] != text.fold_digits(found[0]) else str(year + 1)

    spelled = f"{year}|{text.thai_digits(str(year))}"
    return {"name": re.sub(spelled, later, programme.name), "fiscal_year": str(year + 1)}


def duplicate(store: Store, actor: Actor, id: str, raw: object, token: str) -> tuple[Programme, int]:
    """Add a programme like this one under the name and fiscal year of `raw`, and return it with the batch.

    Its owner, objectives, network, cohorts (number and area) and targets are the same; its cohorts have no day and no
    event yet. Refuses at the field what `people_edit.save` refuses; AlreadySaved for a token that was used.
    """
    form = Typed(raw)
    with store.writing(actor, BECAUSE, token=checked(token)) as w:
        old = w.live(Programme, id)
        fresh = {"id": new_id(), "name": form.line("name"), "fiscal_year": form.fiscal_year("fiscal_year")}
        new = form.made(Programme, {**fields(old), **fresh})
        form.done()
        assert new is not None
        added = w.add(new)
        state = state_of_new(added.fiscal_year, dates.today())
        for cohort in _of(w.rows, Cohort, id):
            planned = {"id": new_id(), "programme_id": added.id, "state": state, "due_on": None}
            w.add(cohort.model_copy(update=planned))
        for target in _of(w.rows, Target, id):
            w.add(target.model_copy(update={"id": new_id(), "programme_id": added.id}))
        return added, w.batch


def delete_programme(store: Store, actor: Actor, id: str, rev: int, detach: bool) -> int:
    """Delete a programme with its cohorts and targets, and return the batch's number.

    With `detach` its events stay, outside of any programme and for whom they were; without, it is refused while it has
    any. Stale when it was changed since `rev`.
    """
    with store.writing(actor, BECAUSE) as w:
        found = w.rows("select * from events where deleted is null and programme_id = :id", id=id)
        if found and not detach:
            raise Refused(
                "", N_("{count} events belong to this programme. Say what becomes of them."), {"count": len(found)}
            )
        let_go(w, found, programme_id=None, cohort_id=None)
        w.delete(w.live(Programme, id).model_copy(update={"rev": rev}))
        return w.batch


def _of(rows: Rows, kind: type[R], programme: str) -> list[R]:
    found = rows(
        f"select * from {kind.table} where deleted is null and programme_id = :id order by rowid", id=programme
    )
    return [record_of(kind, row) for row in found]
