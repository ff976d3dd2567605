"""The targets of a programme: as they are read, typed as lines with what is understood of each, and corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from db import event_edit, programmes, targets
from db.choices import Category
from db.programmes import View
from db.records import Programme, Target, new_id
from db.refusals import AlreadySaved, Refused, Stale
from db.targets import BLANK, GRID, Line
from ui import flash, rows_edit
from ui.board import Served
from ui.forms import Form, label, sentence, words
from ui.marks import coloured, grey, small
from ui.plain import plain
from ui.seats import place
from ui.session import actor, store
from ui.words import _, say

LINES, EDITED = "targets_lines", "targets_grid"
FEW = 4
"""So many places are named one by one; of more, their number is said."""


@dataclass
class Grid:
    """Targets being corrected: as they were, what is wrong, and the revision that each change is made on."""

    programme: Programme
    targets: list[Target]
    rev: dict[str, int]
    token: str = field(default_factory=new_id)
    wrong: list[str] = field(default_factory=list)


def read(found: Sequence[Target], served: Served) -> None:
    """The targets, those that are alike in one line: "77 จังหวัด ๆ ละ 4 = 308 · ผู้แทน"."""
    for told in said(found, served):
        st.markdown(told)
    if several := targets.twice(found):
        told = _("{places} stand in several lines; their seats add up", places=_where(list(several), served))
        st.markdown(coloured("orange", f":material/warning: {told}"))
    if not found:
        st.markdown(grey(_("No target yet. Without one nobody can say whether the seats are filled.")))


def said(found: Sequence[Target], served: Served) -> list[str]:
    """A line for each kind of target, in the order of their entry. Safe for Markdown."""
    kinds: dict[tuple[Category, str, int], list[str]] = {}
    for target in found:
        kinds.setdefault((target.category, target.label or "", target.seats), []).append(target.serves)
    lines = []
    for (category, name, seats), places in kinds.items():
        where, total = _where(places, served), seats * len(places)
        several = _("{where}, {seats} each = {total}", where=where, seats=f"{seats:,}", total=f"{total:,}")
        one = _("{where} {seats}", where=where, seats=f"{seats:,}")
        about = " · ".join(filter(None, [say(category.label), plain(name)]))
        lines.append(f"**{several if len(places) > 1 else one}** {grey(about)}")
    return lines


def _where(places: list[str], served: Served) -> str:
    if len(places) > FEW and all(each.startswith("province:") for each in places):
        return _("{count} provinces", count=len(places))
    if len(places) > FEW:
        return _("{count} areas", count=len(places))
    return plain(", ".join(place(each, served) for each in places))


def is_open(found: View) -> bool:
    """Whether one of the forms is open for this programme."""
    return _lines(found) is not None or _grid(found) is not None


def _lines(found: View) -> Form | None:
    of, form = st.session_state.get(LINES, ("", None))
    return form if of == found.programme.id else None


def _grid(found: View) -> Grid | None:
    grid: Grid | None = st.session_state.get(EDITED)
    return grid if grid and grid.programme.id == found.programme.id else None


def start_lines(found: View) -> None:
    """Open the form in which targets are typed or pasted."""
    st.session_state[LINES] = found.programme.id, Form(BLANK)


def start_grid(found: View) -> None:
    """Open the grid in which targets are corrected."""
    st.session_state[EDITED] = Grid(found.programme, list(found.targets), {one.id: one.rev for one in found.targets})


def _close() -> None:
    st.session_state.pop(LINES, None)
    st.session_state.pop(EDITED, None)


@st.fragment
def draw(found: View) -> None:
    """The form that is open; once it is saved the whole page is drawn again."""
    if form := _lines(found):
        _draw_lines(found, form)
    elif grid := _grid(found):
        _draw_grid(found, grid)
    else:
        st.rerun()


def _draw_lines(found: View, form: Form) -> None:
    with store().reading() as rows:
        form.one("category", label(Target, "category"), words(Category), placeholder=say(Category.LEARNERS.label))
        typed = form.lines(
            "lines",
            _("Targets, one a line, or pasted from a table"),
            height=150,
            placeholder=_("77 provinces × 4"),
        )
        try:
            lines = targets.read(rows, found.programme, form.values) if typed.strip() else []
        except Refused as why:
            lines = []
            st.error(sentence(why))
    for line in lines:
        _draw_line(line, found.served)
    if lines:
        total = sum(line.seats for line in lines)
        count = sum(len(line.targets) for line in lines)
        st.markdown(small(_("{count} targets, {seats} seats in all", count=f"{count:,}", seats=f"{total:,}")))
    if wrong := [line for line in lines if line.problem]:
        st.markdown(coloured("red", _("{count} lines are to be mended before anything is saved.", count=len(wrong))))
    rows_edit.buttons(lambda: _save_lines(found, form), _close, form.id, [])


def _draw_line(line: Line, served: Served) -> None:
    """What was understood of one line, or what is to be mended in it."""
    typed = _("line {number} “{typed}”", number=line.number, typed=plain(line.typed[:60]))
    if line.problem:
        st.error(f"{typed}: {sentence(line.problem)}")
    elif not line.targets:
        st.markdown(small(f"{typed}: " + _("the head of the table, not read")))
    else:
        with store().reading() as rows:
            known = {**served, **programmes.served(rows, {target.serves for target in line.targets})}
        told = " ".join(said(line.targets, known))
        again = _("{count} of them are there already; the seats add up", count=line.again) if line.again else ""
        st.markdown(f":green[:material/check:] {told}" + (f" {coloured('orange', again)}" if again else ""))


def _save_lines(found: View, form: Form) -> None:
    try:
        count, batch = targets.save(store(), actor(), found.programme.id, form.raw(), form.id)
    except AlreadySaved:
        _close()
    except Refused as refused:
        # What is wrong with a line stands at the line already.
        others = [one for one in refused.problems if "line" not in one.values]
        if others:
            form.refuse(Refused.of(others))
    else:
        flash.put(_("{count} targets saved", count=f"{count:,}"), batch)
        _close()


def _draw_grid(found: View, grid: Grid) -> None:
    for sentence_ in grid.wrong:
        st.error(sentence_)
    lists = words(Category)
    frame = pd.DataFrame(
        {
            "place": [place(one.serves, found.served) for one in grid.targets],
            "category": [lists[one.category.value] for one in grid.targets],
            "label": [one.label or "" for one in grid.targets],
            "seats": [str(one.seats) for one in grid.targets],
            "delete": [False] * len(grid.targets),
        }
    )
    st.data_editor(
        frame,
        key=grid.token,
        hide_index=True,
        num_rows="fixed",
        disabled=["place"],
        column_config={
            "place": st.column_config.TextColumn(label(Target, "serves")),
            "category": st.column_config.SelectboxColumn(
                label(Target, "category"), options=list(lists.values()), required=True
            ),
            "label": st.column_config.TextColumn(label(Target, "label")),
            # As text: a column of numbers would clamp and drop what is typed, without a word.
            "seats": st.column_config.TextColumn(label(Target, "seats")),
            "delete": st.column_config.CheckboxColumn(_("Delete")),
        },
    )
    rows_edit.buttons(lambda: _save_grid(found, grid), _close, f"{grid.token}:grid", [])


def _save_grid(found: View, grid: Grid) -> None:
    values = {said: value for value, said in words(Category).items()}
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[grid.token]["edited_rows"]
    changed = [(grid.targets[int(at)], cells) for at, cells in edited.items()]
    raws = []
    for target, cells in changed:
        raw = GRID.raw(target) | {name: "" if cell is None else cell for name, cell in cells.items()}
        raw["category"] = values.get(raw["category"], raw["category"])
        raws.append(raw | {"id": target.id, "rev": grid.rev[target.id]})
    try:
        batch = event_edit.save_rows(store(), actor(), GRID, grid.programme.id, raws, grid.token)
    except Stale as stale:
        now: Target = stale.theirs
        grid.rev[now.id] = now.rev
        by = plain(stale.values["by"])
        where = place(now.serves, found.served)
        grid.wrong = [
            _(
                "{by} changed {where} to {seats} meanwhile. Saving again puts yours in its place.",
                by=by,
                where=plain(where),
                seats=now.seats,
            )
        ]
    except Refused as refused:
        grid.wrong = []
        for problem in refused.problems:
            at = problem.field.partition(".")[0]
            where = f"{plain(place(changed[int(at)][0].serves, found.served))}: " if at.isdigit() else ""
            grid.wrong.append(where + sentence(problem))
    else:
        flash.put(_("Saved {name}", name=plain(grid.programme.name)), batch)
        _close()
