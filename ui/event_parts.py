"""An event as it is read: its head, the three numbers, the ledger, topics, people and follow-ups."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import streamlit as st

from db import areas
from db.choices import Role, State
from db.event_view import Present, Topic, View
from db.records import Event, Headcount
from thai import dates
from ui import board, boxes, flash
from ui.marks import coloured, grey
from ui.plain import plain
from ui.session import store
from ui.words import _, language, say

COLOURS = {State.HELD: "green", State.PLANNED: "blue", State.POSTPONED: "orange", State.CANCELLED: "gray"}
Edit = Callable[[str], None]
MANY, ONE_LINE = 12, 24


@contextmanager
def box(heading: str, name: str, edit: Edit | None) -> Iterator[None]:
    """A framed part under its heading, with แก้ไข beside it; `edit` is called with the part's name."""
    # As high as the button, so that headings side by side stand on one line; a longer one takes several, none cut off.
    height: Literal["content"] | int = 46 if len(heading) <= ONE_LINE else "content"
    with st.container(border=True, height="stretch", gap="small", key=f"part_{name}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, height=height, border=False):
            st.subheader(heading, anchor=False, width="stretch")
            if edit:
                st.button(
                    _("Edit"),
                    key=f"edit_{name}",
                    type="tertiary",
                    icon=":material/edit:",
                    on_click=edit,
                    args=(name,),
                )
        yield


def days(event: Event) -> str:
    """When an event was, in words; said when nobody knows."""
    if event.starts_on is None:
        return _("day not known yet")
    return dates.echo(dates.Days(event.starts_on, event.ends_on or event.starts_on), language())


def area(serves: str | None) -> str:
    """For whom something is, in words, or ""."""
    with store().reading() as rows:
        return areas.label(rows, serves, language())


def place_of(event: Event) -> str:
    """The venue and the province, which is not said twice."""
    province = area(f"province:{event.province}") if event.province else ""
    venue = event.venue or ""
    return venue if province and province in venue else " ".join(filter(None, [venue, province]))


def head(view: View) -> None:
    """The title, what and when it was, where, for whom and by whom."""
    event = view.event
    st.title(plain(event.title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(say(event.kind.label))
        st.badge(say(event.state.label), color=COLOURS[event.state])
        time = _("{time} hrs", time=event.starts_at) if event.starts_at else ""
        st.markdown(plain(" · ".join(filter(None, [days(event), time]))), width="content")
    place = place_of(event)
    serves = _("for {area}", area=area(view.serves)) if view.serves else _("for whom: not said yet")
    programme = view.programme.name if view.programme else ""
    if view.cohort:
        programme = _("{programme} · cohort {number}", programme=programme, number=view.cohort.number)
    facts = [place or _("place not said yet"), serves, view.organiser or _("organiser not said yet"), programme]
    st.markdown(f":gray[{plain(' · '.join(filter(None, facts)))}]")


def people_count(count: int, approximate: bool = False) -> str:
    """A number of people as it is written large: "427", "≈ 40"."""
    return f"{'≈ ' if approximate else ''}{count:,}"


def numbers(view: View) -> None:
    """Declared, counted and named side by side, each with what it means."""
    found = view.numbers
    unknown = _("not known")
    declared = unknown if found.declared is None else people_count(found.declared, found.approximate)
    counted = unknown if found.counted is None else people_count(found.counted)
    boxes.cards(
        (_("As announced"), declared, _("people") if found.declared is not None else _("unknown")),
        (_("Counted in the ledger"), counted, agreement(view)),
        (_("Named"), people_count(found.named), naming(view)),
    )


def agreement(view: View) -> str:
    """How the ledger's sum and the announced total go together, in words."""
    found = view.numbers
    if not found.lines:
        return _("no ledger yet")
    if found.counted is None:
        return _("{count} lines are not known", count=found.lines_unknown)
    if found.declared is None:
        return _("people")
    gap = found.declared - found.counted
    if gap == 0:
        return coloured("green", ":material/check: " + _("complete, as announced"))
    if gap > 0:
        return coloured("orange", _("{count} fewer than announced", count=f"{gap:,}"))
    return coloured("orange", _("{count} more than announced", count=f"{-gap:,}"))


def naming(view: View) -> str:
    """Of whom the names are known: "ระบุชื่อวิทยากร 7 จาก 12"."""
    found = view.numbers
    told = [
        _(
            "{category} {named} of {counted}",
            category=say(category.label),
            named=each.named,
            counted=f"{each.counted:,}",
        )
        for category, each in found.by_category.items()
        if each.counted
    ]
    if view.event.list_complete:
        told.append(_("the list is complete"))
    return " · ".join(told) or _("people")


def ledger(view: View) -> None:
    """The lines as the announcement wrote them, the same by category, and the addition."""
    if not view.lines:
        st.markdown(grey(_("No line yet. Add who came, by category, as the announcement says.")))
        return
    left, right = st.columns([5, 4], gap="medium")
    with left:
        table(
            {
                _("As written"): [as_written(line) for line in view.lines],
                _("Units × each"): [multiplied(line) for line in view.lines],
                _("Count"): [line.count for line in view.lines],
            }
        )
    with right:
        table(by_category(view))
    known = [line.count for line in view.lines if line.count is not None]
    if view.numbers.counted is not None:
        st.markdown(f"{' + '.join(f'{count:,}' for count in known)} = {view.numbers.counted:,} · {agreement(view)}")


def as_written(line: Headcount) -> str:
    told = line.label or say(line.category.label)
    return " · ".join(filter(None, [told, area(line.area)]))


def multiplied(line: Headcount) -> str:
    return f"{line.units} × {line.per_unit}" if line.units is not None and line.per_unit is not None else ""


def by_category(view: View) -> dict[str, list[Any]]:
    """Counted and named side by side by category, with the difference in words."""
    shown = [(category, each) for category, each in view.numbers.by_category.items() if each.lines or each.named]
    table: dict[str, list[Any]] = {
        _("Category"): [say(category.label) for category, _each in shown],
        _("Counted"): [each.counted if each.lines else "–" for _category, each in shown],
        _("Named"): [each.named for _category, each in shown],
        _("Difference"): [difference(each.counted, each.named) for _category, each in shown],
    }
    if view.numbers.outside:
        for column, cell in zip(table, [_("Chair and others"), "–", view.numbers.outside, ""], strict=True):
            table[column].append(cell)
    return table


def difference(counted: int | None, named: int) -> str:
    if counted is None:
        return _("number unknown")
    if named == 0 and counted:
        return _("{count} not named yet", count=f"{counted:,}")
    if named < counted:
        return _("{count} missing", count=f"{counted - named:,}")
    return _("complete") if named == counted else _("{count} more", count=f"{named - counted:,}")


def table(columns: dict[str, list[Any]]) -> None:
    """A quiet table: numbers to the right, what nobody knows said in words."""
    cells = {
        plain(name): [
            plain(_("unknown")) if cell is None else cell if isinstance(cell, int) else plain(cell) for cell in column
        ]
        for name, column in columns.items()
    }
    # One kind of cell in a column, or Streamlit cannot write it.
    cells = {
        name: column if all(isinstance(cell, int) for cell in column) else [str(cell) for cell in column]
        for name, column in cells.items()
    }
    st.table(cells, border="horizontal", hide_index=True)


def talks(view: View) -> None:
    """Who opened it, then each topic with those who spoke."""
    for role in (Role.CHAIR, Role.REPORTER, Role.CLOSER):
        for person in (one for one in view.people if one.participation.role is role):
            st.markdown(" ".join([grey(say(role.label)), written(person)]))
    for topic in view.talks:
        session = topic.session
        with st.container(gap="xxsmall"):
            st.markdown(f":gray[{say(session.kind.label)}]  \n**{plain(session.topic)}**")
            speakers(topic)
            if session.outcome:
                st.text(session.outcome)
    if not view.talks:
        st.markdown(grey(_("No topic yet.")))


def speakers(topic: Topic) -> None:
    moderators = [one for one in topic.people if one.participation.role is Role.MODERATOR]
    others = [one for one in topic.people if one not in moderators]
    if others:
        st.markdown(" · ".join(plain(one.name) for one in others))
    for one in moderators:
        st.markdown(" ".join([grey(say(Role.MODERATOR.label)), plain(one.name)]))
    if not topic.people:
        st.markdown(grey(_("speaker not said yet")))


def written(person: Present) -> str:
    """A name, and in grey the position and organisation as of the event; safe for Markdown."""
    about = " ".join(filter(None, [person.participation.position, person.organisation]))
    return f"{plain(person.name)} :gray[{plain(about)}]" if about else plain(person.name)


def groups(view: View) -> None:
    for topic in view.groups:
        st.markdown(f"**{topic.session.number or '–'}** {plain(topic.session.topic)}")
        if topic.people:
            speakers(topic)
        if topic.session.outcome:
            st.text(topic.session.outcome)
    if not view.groups:
        st.markdown(grey(_("No working group.")))
    silent = sum(not topic.session.outcome for topic in view.groups)
    if silent:
        st.badge(_("Outcome: unknown for {count} of {all} groups", count=silent, all=len(view.groups)), color="gray")


def people(view: View) -> None:
    """Everyone by role, long lists folded."""
    for role in Role:
        there = [one for one in view.people if one.participation.role is role]
        if not there:
            continue
        heading = _("{role} {count}", role=say(role.label), count=len(there))
        if len(there) > MANY:
            with st.expander(heading):
                each(there)
        else:
            st.markdown(grey(heading))
            each(there)
    if not view.people:
        st.markdown(grey(_("Nobody is named yet.")))
    flash.open_page("participants", _("Add people"), {"event": view.event.code or view.event.id})


def each(people: list[Present]) -> None:
    st.markdown("  \n".join(written(one) + absent(one) for one in people))


def absent(person: Present) -> str:
    attended = person.participation.attended
    return "" if attended == "yes" else f" :gray-badge[{say(attended.label)}]"


def cohorts(view: View) -> None:
    """The cohorts of the programme: what is known of each. They are changed on the programme's own page."""
    for card in view.cohorts:
        cohort = card.cohort
        told = " · ".join([board.state(card), area(cohort.serves) or _("for whom: not said yet")])
        name = _("Cohort {number}", number=cohort.number)
        this = f"**{name}**" if cohort.id == view.event.cohort_id else name
        st.markdown(" ".join([this, grey(plain(told))]))
    if not view.cohorts:
        st.markdown(grey(_("No cohort yet.")))
    if view.programme:
        boxes.way("programmes", _("Open the programme"), {"programme": view.programme.id})


def about(view: View) -> None:
    """Audience, the source as text, the notes, and the announcement."""
    event = view.event
    audience = " · ".join(say(one.label) for one in event.audience)
    st.markdown(" ".join([grey(_("Audience")), audience or _("not said yet")]))
    if event.source_url:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(event.source_url, width="content")
            if event.source_url.startswith("https://"):
                st.link_button(_("Open the source"), event.source_url, type="tertiary", icon=":material/open_in_new:")
    else:
        st.markdown(" ".join([grey(_("Source")), _("not said yet")]))
    if event.notes:
        st.text(event.notes)
    for text in view.texts:
        with st.expander(_("Text of the announcement")):
            st.text(text)
