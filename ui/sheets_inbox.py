"""The inbox of the sync: what waits for a decision, by kind; what was decided; what was overwritten lately."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from db.sheets import inbox
from db.sheets.inbox import Entry
from db.sheets.issues import APP, SHEET, Kind
from ui import boxes, sheets_entries, tables
from ui.forms import pill
from ui.session import store
from ui.words import N_, _, say

MOST = 50
"""So many entries are shown, and decided, at once."""
ALL = "all"

NAMES = {
    Kind.BREAKER: N_("Too much at once"),
    Kind.TAB: N_("Tabs in trouble"),
    Kind.CONFLICT: N_("Values that differ"),
    Kind.UNREADABLE: N_("Unreadable"),
    Kind.WAITING: N_("Waits for something else"),
    Kind.QUESTION: N_("Known or new"),
    Kind.COPY: N_("Copied rows"),
    Kind.UNKNOWN: N_("Unknown ids"),
    Kind.MISSING: N_("Missing rows"),
    Kind.DELETED: N_("Deleted, then edited"),
    Kind.OVERWRITTEN: N_("Overwritten"),
}
TOLD = {
    Kind.BREAKER: N_("nothing is done in this tab, on either side, before you decide"),
    Kind.TAB: N_("the tab rests until this is mended in the sheet; the others are synced"),
    Kind.CONFLICT: N_("changed on both sides; both stay as they are until you choose"),
    Kind.UNREADABLE: N_("the sheet keeps what was typed; a known row is synced but for this cell, a new one waits"),
    Kind.WAITING: N_("goes by itself once what it names is in the register"),
    Kind.QUESTION: N_("a new row of the sheet that may be in the register already"),
    Kind.COPY: N_("the first row is synced; remove the copy in the sheet, or say that it is a new row"),
    Kind.UNKNOWN: N_("perhaps pasted from elsewhere; remove it in the sheet, or say that it is a new row"),
    Kind.MISSING: N_("gone from the sheet, still in the register"),
    Kind.DELETED: N_("deleted in the register; somebody edited it in the sheet afterwards"),
}
EVERY = {
    (Kind.CONFLICT, SHEET): N_("Use the sheet’s in all {count}"),
    (Kind.CONFLICT, APP): N_("Use the register’s in all {count}"),
    (Kind.UNREADABLE, APP): N_("Use the register’s in all {count}"),
    (Kind.WAITING, APP): N_("Use the register’s in all {count}"),
    (Kind.QUESTION, SHEET): N_("All {count} are new"),
    (Kind.COPY, SHEET): N_("All {count} are new rows"),
    (Kind.UNKNOWN, SHEET): N_("All {count} are new rows"),
    (Kind.MISSING, SHEET): N_("Delete all {count}"),
    (Kind.MISSING, APP): N_("Put all {count} back"),
    (Kind.DELETED, SHEET): N_("Bring all {count} back"),
    (Kind.DELETED, APP): N_("Leave all {count} deleted"),
}
"""What decides all of a kind that are shown; a stopped tab is decided one by one."""


@dataclass(frozen=True)
class Inbox:
    """What waits, by kind; the entries that are shown; those that were decided; what was overwritten."""

    counts: Counter[Kind]
    entries: list[Entry]
    closed: list[Entry]
    overwritten: list[Entry]

    @property
    def resting(self) -> int:
        """How many tabs are not synced before something is done."""
        return self.counts[Kind.BREAKER] + self.counts[Kind.TAB]


def read() -> Inbox:
    """The inbox as it is now, as far as the chosen pill lets it be seen."""
    chosen = st.session_state.get("inbox_kind", ALL)
    with store().reading() as rows:
        counts = inbox.counts(rows)
        if chosen != ALL and not counts[chosen]:
            # The last of this kind is gone.
            chosen = st.session_state["inbox_kind"] = ALL
        kind = None if chosen == ALL else Kind(chosen)
        return Inbox(counts, inbox.entries(rows, kind, MOST), inbox.closed(rows), inbox.overwritten(rows))


def draw(found: Inbox) -> None:
    """Everything that waits, the decided with it until it is carried out, and what was done lately."""
    waits = sum(found.counts.values())
    if found.entries:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            decided = _("Decided; the next round does it")
            title = _("{count} wait for you", count=f"{waits:,}") if waits else decided
            st.subheader(title, anchor=False, width="stretch")
            if len(found.counts) > 1:
                _pills(found.counts, waits)
        for kind in dict.fromkeys(entry.issue.kind for entry in found.entries):
            _kind(kind, [entry for entry in found.entries if entry.issue.kind is kind])
        if len(found.entries) == MOST:
            boxes.quiet(_("The oldest {count} are shown; the next follow when these are decided.", count=MOST))
    if found.closed:
        with st.expander(_("Decided lately · {count}", count=len(found.closed)), key="inbox_closed"):
            for entry in found.closed:
                sheets_entries.closed(entry)
    if found.overwritten:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            boxes.quiet(_("Typed in the sheet and overwritten lately: {count} cells", count=len(found.overwritten)))
            tables.behind("overwritten", partial(sheets_entries.overwritten, found.overwritten))


def _pills(counts: Counter[Kind], waits: int) -> None:
    words = {ALL: f"{_('All')} {waits:,}"}
    words |= {kind.value: f"{say(NAMES[kind])} {counts[kind]:,}" for kind in Kind if counts[kind]}
    st.pills(
        _("Kind"),
        list(words),
        default=ALL,
        required=True,
        format_func=lambda value: pill(words.get(value, value)),
        label_visibility="collapsed",
        key="inbox_kind",
        wrap=True,
    )


def _kind(kind: Kind, entries: Sequence[Entry]) -> None:
    """One kind in one box: what it is, all at once, each."""
    open_ones = [entry for entry in entries if entry.choice is None]
    with st.container(border=True, key=f"inbox_{kind}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = f"**{say(NAMES[kind])} {len(open_ones):,}**"
            st.markdown(f"{name} · :gray[{say(TOLD[kind])}]", width="stretch")
            if len(open_ones) > 1:
                _every(kind, open_ones)
        for entry in entries:
            with st.container(key=f"entry_{entry.number}", gap="small"):
                if entry.choice is None:
                    sheets_entries.draw(entry)
                else:
                    sheets_entries.decided(entry)


def _every(kind: Kind, entries: Sequence[Entry]) -> None:
    for answer in sorted((SHEET, APP), key=lambda answer: (kind, answer) in sheets_entries.QUIET):
        numbers = [entry.number for entry in entries if answer in entry.answers]
        if (kind, answer) in EVERY and len(numbers) > 1:
            words = say(EVERY[kind, answer], count=f"{len(numbers):,}")
            st.button(words, key=f"every_{kind}_{answer}", on_click=sheets_entries.decide, args=(numbers, answer))
