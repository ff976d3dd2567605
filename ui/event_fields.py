"""The fields of one row in each of an event's small forms."""

from collections.abc import Callable

import streamlit as st

from db.choices import CATEGORY_OF_ROLE, Attended, Category, CohortState, Role, SessionKind
from db.event_view import View
from db.records import Cohort, FollowUp, Headcount, Participation, Session
from db.typed import Typed
from thai import dates
from ui import event_form
from ui.forms import Form, label, words
from ui.marks import grey, small
from ui.words import _, language, say


def _ledger(view: View, form: Form) -> None:
    left, right = st.columns([2, 3], gap="small")
    with left:
        form.one("category", label(Headcount, "category"), words(Category), placeholder=say(Category.LEARNERS.label))
    with right:
        form.line("label", label(Headcount, "label"))
    columns = st.columns([2, 2, 2, 4], gap="small")
    for column, name in zip(columns, ("units", "per_unit", "count"), strict=False):
        with column:
            form.line(name, label(Headcount, name))
    with columns[3]:
        form.one("area", label(Headcount, "area"), event_form.serving(), placeholder=_("unknown"))


def _talks(view: View, form: Form) -> None:
    kinds = {kind: told for kind, told in words(SessionKind).items() if kind != SessionKind.GROUP.value}
    left, right = st.columns([1, 3], gap="small")
    with left:
        form.one("kind", label(Session, "kind"), kinds, placeholder=say(SessionKind.LECTURE.label))
    with right:
        form.line("topic", label(Session, "topic"))
    _speakers(view, form)
    form.lines("outcome", label(Session, "outcome"), height=68)


def _groups(view: View, form: Form) -> None:
    left, right = st.columns([1, 5], gap="small")
    with left:
        form.line("number", label(Session, "number"))
    with right:
        form.line("topic", label(Session, "topic"))
    form.lines("outcome", label(Session, "outcome"), height=68)


def _speakers(view: View, form: Form) -> None:
    """Those at the event who may have spoken, as pills to tap."""
    chosen = form.values["speakers"]
    speaking = {
        one.participation.id: _("{name} ({role})", name=one.name, role=say(one.participation.role.label))
        for one in view.people
        if CATEGORY_OF_ROLE[one.participation.role] in (None, Category.SPEAKERS)
        or one.participation.role in (Role.HOST, Role.GUEST)
        or one.participation.id in chosen
    }
    if speaking:
        form.several("speakers", _("Speakers"), speaking)
    else:
        st.markdown(grey(_("Nobody is named as a speaker yet. Add people first, then choose them here.")))


def _follow_ups(view: View, form: Form) -> None:
    form.line("task", label(FollowUp, "task"))
    if view.groups:
        groups = {topic.session.id: f"{topic.session.number or '–'} {topic.session.topic}" for topic in view.groups}
        form.one("group", label(FollowUp, "session_id"), groups, placeholder=_("none"))
    columns = st.columns(3, gap="small")
    for column, name, named in zip(columns, ("owner", "due", "done"), ("owner", "due_on", "done_on"), strict=True):
        with column:
            form.line(name, label(FollowUp, named))


def cohort(form: Form, year: int | None) -> None:
    """The fields of a cohort, which is edited on the page of its programme, one of a fiscal year."""
    left, right = st.columns(2, gap="small")
    with left:
        first, second = st.columns([1, 3], wrap=False, gap="small")
    with right:
        third, fourth = st.columns(2, wrap=False, gap="small")
    with first:
        form.line("number", label(Cohort, "number"))
    with second:
        form.one("serves", label(Cohort, "serves"), event_form.serving(), placeholder=_("unknown"))
    with third:
        form.one("state", label(Cohort, "state"), words(CohortState), placeholder=say(CohortState.UNKNOWN.label))
    with fourth:
        typed = form.line("due", label(Cohort, "due_on"), placeholder=_("Mar 2565"))
        day = Typed({"due": typed}).due("due")
        if day and typed != dates.short(day):
            st.markdown(small(_("until {day}", day=dates.short(day, language()))))
        if day:
            event_form.warn_of_year(day, year)


def _person(view: View, form: Form) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        form.one("role", label(Participation, "role"), words(Role))
    with right:
        form.one("attended", label(Participation, "attended"), words(Attended))
    form.line("position", label(Participation, "position"))
    form.line("province", label(Participation, "province"))


FIELDS: dict[str, Callable[[View, Form], None]] = {
    "ledger": _ledger,
    "talks": _talks,
    "groups": _groups,
    "follow_ups": _follow_ups,
    "people": _person,
}
