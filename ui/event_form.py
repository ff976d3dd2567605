"""The fields of an event: those that are always shown, and those behind เพิ่มเติม."""

from datetime import date, timedelta

import streamlit as st

from db import areas, entry, naming
from db.choices import Kind, OrganisationType, State
from db.offers import Offers, offers
from db.records import Cohort, Event
from thai import dates, places
from thai.text import BadText
from thai.written_days import BadDate, parse_days
from ui import flash
from ui.forms import Form, example, hint, label, pill, sentence, words
from ui.marks import coloured, grey
from ui.plain import plain
from ui.session import actor, edition, store
from ui.words import _, language, say

REQUIRED = " *"


def offered() -> Offers:
    """What the form offers this person, worked out once for each change of the register."""
    person = actor()
    return _offered(*edition(), person.key, person.name)


@st.cache_data(max_entries=64, show_spinner=False)
def _offered(register: str, version: int, key: str, name: str) -> Offers:
    with store().reading() as rows:
        return offers(rows, actor())


def short(form: Form, known: Offers, kind: Kind | None = Kind.TRAINING) -> None:
    """Eight facts, two of them required; what is read from them is echoed at once.

    `kind` is what is saved where the title does not tell it; None: then it is asked for.
    """
    form.line("title", label(Event, "title") + REQUIRED, placeholder=example(Event, "title"))
    day(form)
    form.known("venue", label(Event, "venue"), known.venues, on_change=_place, args=(form, known.venues))
    left, right = st.columns(2, wrap=False, gap="small")
    with left:
        meant = entry.kind_of(form.values["title"]) or kind
        told = say(meant.label) if meant else _("choose")
        form.one("kind", label(Event, "kind") + REQUIRED * (meant is None), words(Kind), placeholder=told)
    with right:
        province(form)
    left, right = st.columns([5, 4], wrap=False, gap="small")
    with left:
        form.known("programme", _("Programme · cohort"), known.programmes, placeholder=_("name cohort 4"))
    with right:
        form.line("total", _("People (number)"), placeholder=_("unknown"))
    with st.container(gap="xsmall"):
        new_programme(form, known)
        other_year(form, known)
    with st.container(gap="xsmall"):
        organiser(form, known)


def day(form: Form) -> None:
    """When it was, as people write it, with what was understood right under it."""
    today = dates.today()
    near = {dates.short(today): _("Today"), dates.short(today - timedelta(1)): _("Yesterday")}
    left, right = st.columns([5, 4], wrap=False, gap="small")
    with left:
        typed = form.line("when", _("Day") + REQUIRED, placeholder="24-25 มี.ค. 65")
    with right:
        key = form.key("near")
        chosen = typed if typed in near else None
        if st.session_state.get(key) != chosen:
            st.session_state[key] = chosen
        st.pills(
            _("Day"),
            list(near),
            format_func=lambda day: pill(near[day]),
            key=key,
            on_change=_take_day,
            args=(form, key),
            # Its room keeps the pills beside the field, whatever stands under that.
            label_visibility="hidden",
        )
    with st.container():
        if typed.strip():
            echo(typed)


def _take_day(form: Form, key: str) -> None:
    form.fill({"when": st.session_state[key] or ""})


def echo(typed: str) -> None:
    """What a typed day means, or why it is none."""
    try:
        days = parse_days(typed, dates.today())
    except BadDate as bad:
        st.markdown(coloured("orange", sentence(bad)))
    except BadText as bad:
        st.markdown(coloured("orange", say(bad.message)))
    else:
        st.markdown(f":blue[:material/event_available: {plain(dates.echo(days, language()))}]")


def province(form: Form, name: str = "province") -> None:
    form.one(name, label(Event, "province"), {each.name: called(each) for each in places.PROVINCES})


def called(province: places.Province) -> str:
    """A province in the session's language, with the name that people also type: "นครราชสีมา (โคราช)"."""
    other = [alias for alias in province.aliases if not {alias[:2], alias[-3:]} & _pieces(province.name)]
    return (f"{province.name} ({other[-1]})" if other else province.name) if language() == "th" else province.name_en


def _pieces(name: str) -> set[str]:
    return {name[at : at + length] for at in range(len(name)) for length in (2, 3)}


def _place(form: Form, venues: dict[str, str]) -> None:
    """A known venue brings its province."""
    where = venues.get(st.session_state[form.key("venue")] or "")
    if where:
        form.fill({"province": where})


def other_year(form: Form, known: Offers) -> None:
    """Says that the day is in another fiscal year than the programme; it may be meant so."""
    year = known.years.get(naming.parted(form.values["programme"])[0])
    try:
        first = parse_days(form.values["when"], dates.today()).first
    except ValueError:  # no day, or none yet
        return
    warn_of_year(first, year)


def warn_of_year(day: date, year: int | None) -> None:
    """Says, in orange, that a day is not in the fiscal year of its programme."""
    if year is not None and dates.fiscal_year(day) != year:
        told = _(
            "This day is in fiscal year {of_day}, the programme is of {year}.", of_day=dates.fiscal_year(day), year=year
        )
        st.markdown(coloured("orange", ":material/warning: " + told))


def new_programme(form: Form, known: Offers) -> None:
    """Says that a programme or a cohort is new, and asks for whom the new cohort is."""
    typed = form.values["programme"]
    name, number = naming.parted(typed)
    if not typed or known.programmes.get(typed):
        return
    if name not in known.programmes:
        st.markdown(coloured("green", ":material/add: " + _("New programme: {name}", name=plain(name))))
    if number:
        form.one(
            "cohort_serves",
            _("Cohort {number} is new. For whom is it?", number=number),
            serving(),
            placeholder=_("unknown"),
            help=hint(Cohort, "serves"),
        )


def serving() -> dict[str, str]:
    """For whom something can be: {value: words}."""
    with store().reading() as rows:
        return areas.serves_choices(rows, dates.today(), language())


def organiser(form: Form, known: Offers) -> None:
    """The organiser used last as a line with เปลี่ยน; else a field, and a question when it is a new one."""
    typed = form.values["organiser"]
    changing = st.session_state.get(form.key("changing"), False)
    if typed and typed == known.organiser and not changing:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(" ".join([grey(label(Event, "organiser_id")), plain(typed)]), width="stretch")
            st.button(_("Change"), key=form.key("change"), type="tertiary", on_click=_change, args=(form,))
        form.show_problems("organiser")
        return
    typed = form.known("organiser", label(Event, "organiser_id"), known.organisers)
    if typed and typed not in known.organisers:
        new_organisation(form, typed)


def _change(form: Form) -> None:
    st.session_state[form.key("changing")] = True


def new_organisation(form: Form, typed: str) -> None:
    """A name that is not known yet: those near to it, and a tick to say that it is new."""
    near = _near(*edition(), typed)
    if near:
        key = form.key("near_organisation")
        asked = _("New organisation? These are near to it:")
        st.pills(asked, near, format_func=pill, key=key, on_change=_take_near, args=(form, key))
    key = form.key("confirm")
    confirmed = form.values["new_organisation"] == typed
    if st.session_state.get(key) != confirmed:
        st.session_state[key] = confirmed
    asked = _("New organisation: {name}", name=plain(typed))
    st.checkbox(asked, key=key, on_change=_confirm, args=(form, key, typed))


@st.cache_data(max_entries=64, show_spinner=False)
def _near(register: str, version: int, typed: str) -> list[str]:
    with store().reading() as rows:
        return naming.near(rows, typed)


def _take_near(form: Form, key: str) -> None:
    form.fill({"organiser": st.session_state[key] or ""})


def _confirm(form: Form, key: str, name: str) -> None:
    form.fill({"new_organisation": name if st.session_state[key] else ""})


def more(form: Form) -> None:
    """What is seldom known at once."""
    left, right = st.columns(2, gap="small")
    with left:
        form.line("at", label(Event, "starts_at"), placeholder=example(Event, "starts_at"))
        form.one("state", label(Event, "state"), words(State), placeholder=guessed_state(form))
    with right:
        form.one(
            "serves", label(Event, "serves"), serving(), help=hint(Event, "serves"), placeholder=_("as its cohort")
        )
        form.line("source_url", label(Event, "source_url"), placeholder=example(Event, "source_url"))
    form.several("audience", label(Event, "audience"), words(OrganisationType))
    form.lines("notes", label(Event, "notes"))


def guessed_state(form: Form) -> str:
    """The state that is saved while none was chosen."""
    try:
        ahead = parse_days(form.values["when"], dates.today()).first > dates.today()
    except ValueError:  # no day, or none yet
        ahead = False
    return say((State.PLANNED if ahead else State.HELD).label)


def same(form: Form, apart_from: str = "") -> None:
    """An event of this title and day that is there already, and the tick that says this is another one."""
    try:
        first = parse_days(form.values["when"], dates.today()).first
        with store().reading() as rows:
            found = entry.same_events(rows, form.values["title"], first, apart_from)
    except ValueError:
        return
    if not found:
        return
    with st.container(border=True):
        st.markdown(coloured("orange", ":material/content_copy: " + _("This title is on that day already:")))
        for event in found:
            flash.open_page("event", f"{event['code']} · {plain(event['title'])}", {"event": event["code"]})
        form.tick("same", _("This is another event. Save it too."))
