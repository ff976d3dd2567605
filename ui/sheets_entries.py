"""One entry of the inbox, as its kind is best read: what stands on both sides, and the answers that it takes."""

import re
from collections.abc import Sequence
from datetime import date
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
_DAY = re.compile(r"(?<![\d-])(2[45]\d\d)-(\d\d)-(\d\d)(?![\d-])")
QUIET = {(Kind.MISSING, SHEET)}
"""Answers that take something away stand back behind those that put it back."""


def draw(entry: Entry) -> None:
    """An entry that waits."""
    kinds = {Kind.BREAKER: _breaker, Kind.CONFLICT: _conflict, Kind.QUESTION: _question}
    kinds.get(entry.issue.kind, _line)(entry)


def decide(numbers: Sequence[int], answer: str) -> None:
    """Keep a decision; the next round carries it out."""
    flash.clear()
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


def said(value: str) -> str:
    """What stands in a cell or a row's name, safe for Markdown; days, which a sheet has as 2565-03-24, in words."""
    return plain(_in_words(value))


def _in_words(value: str) -> str:
    return _DAY.sub(_day, value)


def _day(found: re.Match[str]) -> str:
    year, month, day = map(int, found.groups())
    try:
        return dates.short(date(year - dates.ERA, month, day), language())
    except ValueError:
        return found[0]


def where(entry: Entry) -> str:
    """The tab, the row as people call it, and the column, safe for Markdown."""
    row = _("row {number}", number=entry.issue.row) if entry.issue.row and not entry.issue.label else ""
    column = _("column **{column}**", column=plain(say(entry.column))) if entry.column else ""
    label = entry.issue.label if entry.issue.label != entry.tab.title else ""
    return " · ".join(filter(None, [plain(entry.tab.title), said(label), row, column]))


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


def _side_by_side() -> tuple[Any, Any]:
    """Room for words, and to their right for what can be done; below them on a phone."""
    words, deeds = st.columns([3, 2], vertical_alignment="center", gap="small")
    return words, deeds.container(horizontal=True, gap="small")


# -- entries of one line


def _line(entry: Entry) -> None:
    typed = _("“{typed}”", typed=said(entry.issue.sheet)) if entry.column and entry.issue.sheet else ""
    told = " — ".join(filter(None, [typed, why(entry)]))
    row = _("row {number}", number=entry.issue.row) if entry.issue.row else ""
    words, deeds = _side_by_side()
    words.markdown(" · ".join(filter(None, [where(entry), row])) + (f": {told}" if told else ""))
    with deeds:
        _answers(entry)
        if entry.may_type:
            _other(entry)
    if cells := entry.issue.more.get("cells"):
        edits = [f"{plain(_title(entry, one['field']))}: “{said(one['sheet'])}”" for one in cells]
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
        return _("Use “{value}”", value=said(entry.issue.app)) if entry.issue.app else _("Leave it empty")
    return say(ANSWERS[entry.issue.kind, answer])


def _other(entry: Entry) -> None:
    """Another value than those of both sides."""
    key = f"typed_{entry.number}"
    opener = st.popover(_("Write another"), type="tertiary", icon=":material/edit:", key=f"other_{entry.number}")
    with opener, st.form(f"form_{entry.number}", border=False):
        typed = st.text_input(say(entry.column), key=key)
        refused = st.session_state.get(f"refused_{entry.number}")
        if refused and refused[0] == typed:
            st.error(sentence(refused[1]))
        st.form_submit_button(
            _("Use this"), key=f"use_{entry.number}", type="primary", on_click=_use, args=(entry, key)
        )


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
    words, deeds = _side_by_side()
    words.markdown(" — ".join(filter(None, [where(entry), why(entry)])))
    with deeds:
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
                if not value:
                    st.markdown(grey(_("(empty)")))
                elif short:
                    st.metric(label, said(value), label_visibility="collapsed")
                else:
                    st.subheader(said(value), anchor=False)
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
        reason = grey(plain(say(one["reason"]))) if one.get("reason") else ""
        words, deeds = _side_by_side()
        words.markdown(" · ".join(filter(None, [f"**{said(one['label'])}**", reason])))
        with deeds:
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
    counts = [
        _("{count} rows are gone", count=f"{more['gone']:,}") if more["gone"] else "",
        _("{count} rows are changed", count=f"{more['changed']:,}") if more["changed"] else "",
    ]
    told = _("at one look, of {known} rows", known=f"{more['known']:,}")
    st.markdown(" · ".join(filter(None, [f"**{plain(entry.tab.title)}**", *counts, told, why(entry)])))
    if gone := more.get("preview_gone"):
        named = [said(name) for name in gone]
        boxes.quiet(_("Gone: {rows}", rows=" / ".join([*named, *_more(more["gone"] - len(named))])))
    if changed := more.get("preview"):
        lines = [
            _(
                "{row} · {column}: “{sheet}”, in the register “{app}”",
                row=said(one["label"]),
                column=plain(_title(entry, one["field"])),
                sheet=said(one["sheet"]),
                app=said(one["app"]),
            )
            for one in changed
        ]
        rows = len({one["label"] for one in changed})
        boxes.quiet("  \n".join([*lines, *_more(more["changed"] - rows)]))
    with st.container(horizontal=True, gap="small"):
        _answers(entry)
    boxes.quiet(
        _("As the sheet has it: these rows are deleted and changed here. Restored: the sheet is written as it was.")
    )


def _more(count: int) -> list[str]:
    return [_("and {count} more rows", count=f"{count:,}")] if count > 0 else []


def _title(entry: Entry, field: str) -> str:
    return next((say(column.title) for column in entry.tab.columns if column.name == field), field)


# -- what was decided


def decided(entry: Entry) -> None:
    """An entry that somebody has decided and the next round carries out."""
    told = _(
        "{who} decided: {choice}. The next round does it.",
        who=plain(entry.chosen_by or ""),
        choice=f"**{_choice(entry)}**",
    )
    words, deeds = _side_by_side()
    words.markdown(f"{where(entry)} · {told}")
    deeds.button(_("Undo"), key=f"undo_{entry.number}", icon=":material/undo:", on_click=undo, args=(entry.number,))


def _choice(entry: Entry) -> str:
    """An answer in words, safe for Markdown."""
    choice = entry.choice or ""
    if choice in (SHEET, APP):
        return _words(entry, choice)
    candidate = next((one for one in entry.issue.more.get("candidates", []) if one["id"] == choice), None)
    return said(candidate["label"]) if candidate else _("Use “{value}”", value=said(choice))


def closed(entry: Entry) -> None:
    """An entry that is done with: what stood on both sides, what was decided, and the way back if there is one."""
    issue = entry.issue
    if entry.choice is None:
        parts = [_("deleted here, as in the sheet")]
    else:
        sides = _("sheet “{sheet}”, register “{app}”", sheet=said(issue.sheet or ""), app=said(issue.app or ""))
        decided = _("{who}: {choice}", who=plain(entry.chosen_by or ""), choice=_choice(entry))
        parts = [sides if issue.field else "", decided, _("taken back") if entry.outcome == inbox.UNDONE else ""]
    when = grey(_when(entry.closed_at or entry.at))
    words, deeds = _side_by_side()
    words.markdown(" · ".join(filter(None, [when, where(entry), *parts])))
    if entry.may_undo:
        deeds.button(_("Undo"), key=f"undo_{entry.number}", type="tertiary", on_click=undo, args=(entry.number,))


def overwritten(entries: Sequence[Entry]) -> tables.Table:
    """What people had typed where the register decides: kept to be read, for nothing typed is lost."""
    header = (_("When"), _("Tab"), _("Row"), _("Column"), _("Typed in the sheet"), _("Written instead"))
    cells = [
        (
            _when(entry.closed_at or entry.at),
            entry.tab.title,
            _in_words(entry.issue.label),
            _title(entry, entry.issue.field),
            entry.issue.sheet,
            _in_words(entry.issue.app or ""),
        )
        for entry in entries
    ]
    return tables.Table(header, [[cell or "" for cell in row] for row in cells])
