"""One entry of the inbox, as its kind is best read: what stands on both sides, and the answers that it takes."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.refusals import Refused
from db.sheets import inbox
from db.sheets.inbox import Entry
from db.sheets.issues import APP, SHEET, Kind
from thai import dates
from ui import boxes, flash, tables
from ui.forms import sentence
from ui.marks import grey
from ui.plain import plain
from ui.session import actor, store
from ui.words import N_, _, language, say

ANSWERS = {
    (Kind.BREAKER, SHEET): N_("Take it over as the sheet has it"),
    (Kind.BREAKER, APP): N_("Restore from the register"),
    (Kind.CONFLICT, SHEET): N_("Use the sheet’s"),
    (Kind.CONFLICT, APP): N_("Use the register’s"),
    (Kind.QUESTION, SHEET): N_("It is new"),
    (Kind.COPY, SHEET): N_("It is a new row"),
    (Kind.UNKNOWN, SHEET): N_("It is a new row"),
    (Kind.MISSING, APP): N_("Put it back into the sheet"),
    (Kind.MISSING, SHEET): N_("Delete it"),
    (Kind.DELETED, SHEET): N_("Bring it back"),
    (Kind.DELETED, APP): N_("Leave it deleted"),
}
SHORT = 14
"""Letters that a number's large type has room for on a card."""
QUIET = {(Kind.MISSING, SHEET)}
"""Answers that take something away stand back behind those that put it back."""


def draw(entry: Entry) -> None:
    """An entry that waits."""
    kinds = {Kind.BREAKER: _breaker, Kind.CONFLICT: _conflict, Kind.QUESTION: _question}
    kinds.get(entry.issue.kind, _line)(entry)


def decide(numbers: Sequence[int], answer: str) -> None:
    """Keep a decision; the next round carries it out."""
    try:
        inbox.resolve(store(), actor(), numbers, answer)
    except Refused as why:
        flash.refused(why)


def undo(number: int) -> None:
    """Take a decision back."""
    try:
        inbox.undo(store(), actor(), number)
    except Refused as why:
        flash.refused(why)
    else:
        flash.put(_("Taken back."))


# -- what an entry is about


def where(entry: Entry) -> str:
    """The tab, the row as people call it, and the column, safe for Markdown."""
    row = _("row {number}", number=entry.issue.row) if entry.issue.row and not entry.issue.label else ""
    column = _("column **{column}**", column=plain(say(entry.column))) if entry.column else ""
    label = entry.issue.label if entry.issue.label != entry.tab.title else ""
    return " · ".join(filter(None, [plain(entry.tab.title), plain(label), row, column]))


def why(entry: Entry) -> str:
    """The reason, or what hangs on a decision, safe for Markdown."""
    issue, more = entry.issue, entry.issue.more
    parts = [sentence(issue.reason) if issue.reason else ""]
    if more.get("hanging"):
        parts.append(_("{count} other records belong to it and go with it", count=f"{more['hanging']:,}"))
    if more.get("edited"):
        parts.append(_("it was edited in the register meanwhile"))
    if issue.kind is Kind.MISSING and not any(parts):
        when = dates.moment(entry.at, language())
        parts.append(_("gone since {when}; unless it comes back it is deleted here too in a moment", when=when))
    return " · ".join(filter(None, parts))


def _side_by_side() -> Any:
    """Words, and to their right what can be done; below them on a phone."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=boxes.on_phone())


# -- entries of one line


def _line(entry: Entry) -> None:
    with _side_by_side():
        typed = _("“{typed}”", typed=plain(entry.issue.sheet or "")) if entry.column else ""
        told = " — ".join(filter(None, [typed, why(entry)]))
        row = _("row {number}", number=entry.issue.row) if entry.issue.row else ""
        st.markdown(" · ".join(filter(None, [where(entry), row])) + (f": {told}" if told else ""), width="stretch")
        _answers(entry)
        if entry.may_type:
            _other(entry)
    if cells := entry.issue.more.get("cells"):
        edits = [f"{plain(_title(entry, one['field']))}: “{plain(one['sheet'])}”" for one in cells]
        boxes.quiet(_("In the sheet now: {cells}", cells=" · ".join(edits)))


def _answers(entry: Entry) -> None:
    for answer in sorted(entry.answers, key=lambda answer: (entry.issue.kind, answer) in QUIET):
        st.button(
            _words(entry, answer),
            key=f"{answer}_{entry.number}",
            type="tertiary" if (entry.issue.kind, answer) in QUIET else "secondary",
            on_click=decide,
            args=([entry.number], answer),
        )


def _words(entry: Entry, answer: str) -> str:
    if entry.issue.kind in (Kind.UNREADABLE, Kind.WAITING):
        return _("Use “{value}”", value=plain(entry.issue.app)) if entry.issue.app else _("Leave it empty")
    return say(ANSWERS[entry.issue.kind, answer])


def _other(entry: Entry) -> None:
    """Another value than those of both sides."""
    key = f"typed_{entry.number}"
    with st.popover(_("Write another"), type="tertiary", icon=":material/edit:", key=f"other_{entry.number}"):
        typed = st.text_input(plain(say(entry.column)), key=key)
        refused = st.session_state.get(f"refused_{entry.number}")
        if refused and refused[0] == typed:
            st.error(sentence(refused[1]))
        st.button(_("Use this"), key=f"use_{entry.number}", type="primary", on_click=_use, args=(entry, key))


def _use(entry: Entry, key: str) -> None:
    typed = st.session_state[key]
    try:
        inbox.resolve(store(), actor(), [entry.number], typed)
    except Refused as why:
        if why.field != "answer":
            flash.refused(why)
        st.session_state[f"refused_{entry.number}"] = typed, why


# -- a conflict: three values of equal size


def _conflict(entry: Entry) -> None:
    issue = entry.issue
    with _side_by_side():
        st.markdown(where(entry), width="stretch")
        _other(entry)
    by = _("{who} · {when}", who=plain(entry.changed_by), when=_when(entry.changed_at)) if entry.changed_at else ""
    sides = (
        (_("The value that both had"), issue.base, "", None),
        (_("In the sheet"), issue.sheet, _("seen {when}", when=_when(entry.at)), SHEET),
        (_("In the register"), issue.app, by, APP),
    )
    short = all(len(value or "") <= SHORT for _label, value, _note, _answer in sides)
    with st.grid(3, min_column_width=220, gap="small"):
        for label, value, note, answer in sides:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                st.markdown(label)
                if short:
                    st.metric(label, plain(value) if value else grey(_("(empty)")), label_visibility="collapsed")
                else:
                    st.subheader(plain(value) if value else grey(_("(empty)")), anchor=False)
                boxes.quiet(note or "\u00a0")
                if answer:
                    st.button(
                        say(ANSWERS[Kind.CONFLICT, answer]),
                        key=f"{answer}_{entry.number}",
                        width="stretch",
                        on_click=decide,
                        args=([entry.number], answer),
                    )


def _when(at: str) -> str:
    return dates.moment(at, language())


# -- a new row that may be somebody or something known


def _question(entry: Entry) -> None:
    row = _("row {number}", number=entry.issue.row) if entry.issue.row else ""
    st.markdown(" · ".join(filter(None, [where(entry), row, why(entry)])))
    choosable = entry.tab.table in ("participations", "memberships")
    for at, one in enumerate(entry.issue.more.get("candidates", [])):
        with _side_by_side():
            reason = grey(plain(say(one["reason"]))) if one.get("reason") else ""
            st.markdown(" · ".join(filter(None, [f"**{plain(one['label'])}**", reason])), width="stretch")
            if choosable:
                st.button(
                    _("This one"),
                    key=f"candidate_{entry.number}_{at}",
                    on_click=decide,
                    args=([entry.number], one["id"]),
                )
    if not choosable:
        boxes.quiet(_("If it is the same, remove the row in the sheet."))
    with st.container(horizontal=True, gap="small"):
        _answers(entry)


# -- a tab in which too much changed at once


def _breaker(entry: Entry) -> None:
    more = entry.issue.more
    st.markdown(
        _(
            "**{tab}**: {gone} of {known} rows are gone, {changed} are changed, at one look",
            tab=plain(entry.tab.title),
            gone=f"{more['gone']:,}",
            changed=f"{more['changed']:,}",
            known=f"{more['known']:,}",
        )
    )
    if gone := more.get("preview_gone"):
        named = [plain(name) for name in gone]
        rest = _("and {count} more", count=f"{more['gone'] - len(named):,}") if more["gone"] > len(named) else ""
        boxes.quiet(_("Gone: {rows}", rows=" / ".join(filter(None, [*named, rest]))))
    if changed := more.get("preview"):
        header = (_("Row"), _("Column"), _("In the sheet"), _("In the register"))
        cells = [(one["label"], _title(entry, one["field"]), one["sheet"], one["app"]) for one in changed]
        tables.show(tables.Table(header, cells))
    with st.container(horizontal=True, gap="small"):
        _answers(entry)
    boxes.quiet(
        _("As the sheet has it: these rows are deleted and changed here. Restored: the sheet is written as it was.")
    )


def _title(entry: Entry, field: str) -> str:
    return next((say(column.title) for column in entry.tab.columns if column.name == field), field)


# -- what was decided


def decided(entry: Entry) -> None:
    """An entry that somebody has decided and the next round carries out."""
    with _side_by_side():
        words = _(
            "{who} decided: {choice}. The next round does it.",
            who=plain(entry.chosen_by or ""),
            choice=f"**{_choice(entry)}**",
        )
        st.markdown(f"{where(entry)} · {words}", width="stretch")
        st.button(_("Undo"), key=f"undo_{entry.number}", icon=":material/undo:", on_click=undo, args=(entry.number,))


def _choice(entry: Entry) -> str:
    """An answer in words, safe for Markdown."""
    choice = entry.choice or ""
    if choice in (SHEET, APP):
        return _words(entry, choice)
    candidate = next((one for one in entry.issue.more.get("candidates", []) if one["id"] == choice), None)
    return plain(candidate["label"]) if candidate else _("Use “{value}”", value=plain(choice))


def closed(entry: Entry) -> None:
    """An entry that is done with: what was decided or overwritten, and the way back if there is one."""
    issue = entry.issue
    with _side_by_side():
        if entry.choice is not None:
            what = _("{who}: {choice}", who=plain(entry.chosen_by or ""), choice=_choice(entry))
        elif issue.kind is Kind.MISSING:
            what = _("deleted here, as in the sheet")
        else:
            sheet, app = plain(issue.sheet or ""), plain(issue.app or "")
            what = _("“{sheet}” was overwritten with “{app}”", sheet=sheet, app=app)
        when = grey(_when(entry.closed_at or entry.at))
        st.markdown(f"{when} · {where(entry)} · {what}", width="stretch")
        if entry.may_undo:
            st.button(_("Undo"), key=f"undo_{entry.number}", type="tertiary", on_click=undo, args=(entry.number,))
