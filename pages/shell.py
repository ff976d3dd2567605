"""The frame around every screen: who you are, the language, where to go, and the watch that keeps a page true."""

import streamlit as st
from streamlit.navigation.page import Page

from db import access
from db.refusals import Refused
from pages.screens import HOME, LOGO, MARK, SCREENS, STYLE
from ui import flash, live, session
from ui.marks import style_words
from ui.plain import plain
from ui.words import LANGUAGES, _, keep_language, language, say


def main() -> None:
    live.watch(None)
    choose_language()
    person = session.identity()
    if person is not None and access.may_enter(person):
        frame(person.name)
        return
    st.set_page_config(page_title="สาน", page_icon=MARK, layout="centered")
    if person is not None:
        stranger(person.key)
    elif access.asks_sign_in():
        sign_in()
    else:
        introduce()


def choose_language() -> None:
    """?lang=en in the address is obeyed and kept there, so that a reload or a link shows the same language."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    keep_language()
    if language() == "en" and asked != "en":
        st.query_params["lang"] = "en"


def screens() -> dict[str, Page]:
    return {
        path: st.Page(
            screen.draw,
            title=say(screen.title),
            url_path=path,
            default=path == HOME,
            visibility="hidden" if screen.hidden else "visible",
        )
        for path, screen in SCREENS.items()
    }


def frame(name: str) -> None:
    pages = st.session_state["pages"] = screens()
    switch = st.Page(switch_language, title=LANGUAGES[other_language()], url_path="language")
    leave = (
        st.Page(st.logout, title=_("Sign out"), url_path="sign_out")
        if access.asks_sign_in()
        else st.Page(forget_name, title=_("Change the name"), url_path="name")
    )
    drawers: dict[str, list[Page]] = {"": []}
    for path, page in pages.items():
        section = SCREENS[path].section
        drawers.setdefault(say(section) if section else "", []).append(page)
    chosen = st.navigation({**drawers, plain(name): [switch, leave]}, position="top")
    st.set_page_config(page_title=f"สาน · {chosen.title}", page_icon=MARK, layout="wide")
    st.html(style_words({"one-moment": _("One moment …")}) + STYLE)
    st.logo(LOGO, size="large", icon_image=LOGO)
    path = next((path for path, page in pages.items() if page is chosen), None)
    if path is not None:
        st.session_state["page"] = path
        flash.left(path)
        live.watch(SCREENS[path].live)
    chosen.run()


def switch_language() -> None:
    st.session_state["language"] = other_language()
    keep_language()
    go_back()


def other_language() -> str:
    return "en" if language() == "th" else "th"


def forget_name() -> None:
    session.forget_name()
    go_back()


def go_back() -> None:
    """To the page that was left, in the new language or with the new name."""
    pages = st.session_state["pages"]
    st.switch_page(pages[st.session_state.get("page", HOME)], query_params={"lang": language()})


def introduce() -> None:
    # Named but not drawn, so that the address of the page that was asked for is still there afterwards.
    st.navigation(list(screens().values()), position="hidden")
    st.title(_("Who is working here?"))
    st.write(_("Your name stands beside what you log, so that colleagues know whom to ask. There is no password."))
    with st.form("introduce", border=False):
        st.text_input(_("Your name"), key="given_name", max_chars=access.LONGEST_NAME, autocomplete="name")
        st.form_submit_button(_("Start"), type="primary", on_click=accept_name)
    if problem := st.session_state.pop("name_problem", None):
        st.error(problem)


def accept_name() -> None:
    try:
        session.introduce(st.session_state["given_name"])
    except Refused as refused:
        st.session_state["name_problem"] = say(refused.message, **refused.values)


def sign_in() -> None:
    st.title(_("Sign in to open the register."))
    st.button(_("Sign in"), type="primary", on_click=st.login)


def stranger(address: str) -> None:
    st.title(_("Sign in with another address"))
    st.write(
        _(
            "{address} may not open this register. Ask the person who keeps it to add this address.",
            address=plain(address),
        )
    )
    st.button(_("Sign out"), type="primary", on_click=st.logout)


main()
