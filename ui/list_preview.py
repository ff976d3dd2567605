"""What saving a pasted list would do, worst first: to mend, to decide, organisations, known, new."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.pasted import Line
from db.preview import LATER, NEW, SAVED, SKIP, WAITING, Kind, Office, Preview, Row
from thai import places
from ui import people_parts as parts
from ui.forms import Form, sentence
from ui.marks import coloured, small
from ui.plain import plain
from ui.words import _, say

MOST_ASKED = 40


def show(form: Form, found: Preview) -> None:
    """The groups of the preview, each with its cures; `form` keeps what is chosen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(_("{count} lines read", count=len(found.rows)), anchor=False, width="stretch")
        _badges(found)
    if found.ignored:
        st.markdown(small(_("Not kept: {columns}", columns=", ".join(plain(one) for one in found.ignored))))
    _to_mend(form, found.of(Kind.MEND))
    _to_decide(form, [row for row in found.rows if row.candidates or row.kind is Kind.ASK])
    _organisations(form, [one for one in found.offices.values() if one.id == NEW or not one.id])
    waiting = [row for row in found.of(Kind.OFFICE) if not row.candidates]
    _known(form, [row for row in (*found.of(Kind.KNOWN), *waiting) if row.person and not row.candidates])
    new = [row for row in (*found.of(Kind.NEW), *waiting) if not row.person and not row.candidates]
    if new:
        with _group(_("New people"), new, ":green[:material/person_add:]"):
            parts.listed(parts.line_text(row.line) for row in new)
    _done(form, found)


def missing(counted: int, named: int) -> str:
    """How many of those counted in the ledger are named, and how many are still missing."""
    told = [_("{named} named of {counted} counted", named=f"{named:,}", counted=f"{counted:,}")]
    if named < counted:
        told.append(coloured("orange", _("{count} still missing", count=f"{counted - named:,}")))
    return " · ".join(told)


def _badges(found: Preview) -> None:
    shown: tuple[tuple[str, tuple[Kind, ...], Literal["blue", "green", "orange", "red"]], ...] = (
        (_("known {count}"), (Kind.KNOWN,), "blue"),
        (_("new {count}"), (Kind.NEW,), "green"),
        (_("to decide {count}"), (Kind.ASK, Kind.OFFICE), "orange"),
        (_("to mend {count}"), (Kind.MEND,), "red"),
    )
    for words, kinds, color in shown:
        if number := len(found.of(*kinds)):
            st.badge(words.format(count=number), color=color)


def _group(title: str, rows: Sequence[object], icon: str) -> DeltaGenerator:
    """A box with a heading and the number of its rows."""
    box = st.container(border=True, gap="xsmall")
    box.markdown(f"{icon} **{title} {len(rows)}**")
    return box


def _to_mend(form: Form, rows: list[Row]) -> None:
    if not rows:
        return
    with _group(_("To be mended"), rows, ":red[:material/error:]"):
        for row in rows[:MOST_ASKED]:
            assert row.note is not None
            words = parts.line_text(row.line) or plain(row.line.raw[:80])
            place = _("line {number}", number=row.line.number)
            st.markdown(f"{words} · {place} — {sentence(row.note)}")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _cures(form, row.line, row.note.field)
                _button(form, row.line, "skip", _("Skip this line"), _choose, SKIP, type="tertiary")
        _more(rows)


def _cures(form: Form, line: Line, field: str) -> None:
    if field == "province":
        for code in line.near[:1]:
            words = _("Use {name}", name=parts.province(code))
            _button(form, line, f"use{code}", words, _fix, field, code)
        st.selectbox(
            _("Another province"),
            [one.code for one in places.PROVINCES],
            format_func=parts.province,
            index=None,
            key=form.key(f"{line.key}:province"),
            placeholder=_("Another province"),
            label_visibility="collapsed",
            filter_mode="contains",
            width=220,
            on_change=_fix_chosen,
            args=(form, line.key),
        )
        _button(form, line, "none", _("No province"), _fix, field, "", type="tertiary")
    elif field == "telephone":
        _button(form, line, "none", _("Save without the number"), _fix, field, "")
    elif field == "line" and line.name.given:
        _button(form, line, "none", _("Save without it"), _fix, field, "")


def _to_decide(form: Form, rows: list[Row]) -> None:
    if not rows:
        return
    with _group(_("Perhaps the same person"), rows, ":orange[:material/help:]"):
        single = [row for row in rows if row.kind is Kind.ASK and len(row.candidates) == 1]
        if len(single) > 1:
            words = _("The same person in all {count}", count=len(single))
            st.button(words, key=form.key("all_same"), on_click=_all_same, args=(form, single))
        for row in rows[:MOST_ASKED]:
            _decide(form, row)
        _more(rows)


def _decide(form: Form, row: Row) -> None:
    lines = [parts.line_text(row.line)]
    if row.note:
        lines[0] += f" — {sentence(row.note)}"
    options = {SKIP: _("Same person")} if not row.candidates else {}
    for number, one in enumerate(row.candidates, 1):
        mark = f"{number} · " if len(row.candidates) > 1 else ""
        reason = say(one.reason, **{name: plain(value) for name, value in one.values.items()})
        known = _("In the register: {person}", person=parts.known_text(one.person))
        lines.append(f"{mark}{known} · {reason}")
        options[one.person.id] = _("Same as {number}", number=number) if len(row.candidates) > 1 else _("Same person")
    parts.listed(lines)
    options |= {NEW: _("New person"), LATER: _("Decide later")}
    key = form.key(f"{row.line.key}:choice")
    chosen = form.values["choices"].get(row.line.key)
    st.session_state.setdefault(key, chosen if chosen in options else None)
    st.radio(
        _("Who is this?"),
        list(options),
        index=None,
        format_func=lambda value: plain(options.get(value, value)),
        horizontal=True,
        key=key,
        label_visibility="collapsed",
        on_change=_decided,
        args=(form, row.line.key),
    )


def _organisations(form: Form, offices: list[Office]) -> None:
    if not offices:
        return
    undecided = [one for one in offices if not one.id]
    with _group(_("Organisations that are not in the register"), offices, ":orange[:material/domain_add:]"):
        for office in offices[:MOST_ASKED]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(parts.facts([office.name, parts.province(office.province)]), width="content")
                for at, (id, name) in enumerate(office.near.items() if not office.id else ()):
                    key = form.key(f"office{at}{office.key}")
                    st.button(_("Use {name}", name=plain(name)), key=key, on_click=_office, args=(form, office.key, id))
        _more(offices)
        if undecided:
            words = _("Add {count} new organisations", count=len(undecided))
            st.button(words, key=form.key("new_offices"), icon=":material/add:", on_click=_offices, args=(form, True))
        else:
            st.button(
                _("Do not add them"), key=form.key("no_offices"), on_click=_offices, args=(form, False), type="tertiary"
            )


def _known(form: Form, rows: list[Row]) -> None:
    if not rows:
        return
    changed = [row for row in rows if row.new_telephone]
    with _group(_("In the register"), rows, ":blue[:material/check_circle:]"):
        parts.listed(_known_line(row) for row in rows)
        if changed:
            form.tick("telephones", _("Change the telephone number of {count} people", count=len(changed)))


def _known_line(row: Row) -> str:
    assert row.person is not None
    said = [row.line.position, row.line.organisation, parts.province(row.line.province)]
    number = _("telephone now {number}", number=plain(row.line.telephone)) if row.new_telephone else ""
    return " · ".join(filter(None, [parts.named(row.person.name), parts.facts(said), parts.came(row.person), number]))


def _done(form: Form, found: Preview) -> None:
    there, skipped = found.of(Kind.THERE), found.of(Kind.SKIPPED)
    skipping = _("skipped")
    if there or skipped:
        with st.expander(_("Nothing to do for {count} lines", count=len(there) + len(skipped))):
            parts.listed(f"{parts.line_text(row.line)} — {sentence(row.note)}" for row in there if row.note)
            for row in skipped:
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.markdown(f"{parts.line_text(row.line)} — {skipping}", width="content")
                    _button(form, row.line, "back", _("Take it back"), _choose, "", type="tertiary")


def save_words(found: Preview) -> tuple[int, str]:
    """How many people a save would bring, and what is said about the others."""
    waiting = len(found.of(*WAITING))
    rest = _("{count} more lines wait for you and are not lost", count=waiting) if waiting else ""
    return len(found.of(*SAVED)), rest


def _more(rows: Sequence[object]) -> None:
    if len(rows) > MOST_ASKED:
        st.markdown(small(_("{count} more follow when these are done", count=len(rows) - MOST_ASKED)))


def _button(
    form: Form,
    line: Line,
    name: str,
    words: str,
    act: Callable[..., None],
    *args: str,
    type: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    key = form.key(f"{line.key}:{name}")
    st.button(words, key=key, on_click=act, args=(form, line.key, *args), type=type)


def _put(form: Form, name: str, key: str, value: object) -> None:
    form.values[name] = {**form.values[name], key: value}


def _fix(form: Form, key: str, field: str, value: str) -> None:
    _put(form, "fixes", key, {**form.values["fixes"].get(key, {}), field: value})


def _fix_chosen(form: Form, key: str) -> None:
    if code := st.session_state[form.key(f"{key}:province")]:
        _fix(form, key, "province", code)


def _choose(form: Form, key: str, choice: str) -> None:
    _put(form, "choices", key, choice)


def _decided(form: Form, key: str) -> None:
    _choose(form, key, st.session_state[form.key(f"{key}:choice")] or "")


def _all_same(form: Form, rows: list[Row]) -> None:
    for row in rows:
        _choose(form, row.line.key, row.candidates[0].person.id)
        st.session_state[form.key(f"{row.line.key}:choice")] = row.candidates[0].person.id


def _office(form: Form, key: str, id: str) -> None:
    _put(form, "offices", key, id)


def _offices(form: Form, new: bool) -> None:
    form.values["new_offices"] = new
