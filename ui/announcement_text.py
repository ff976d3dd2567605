"""The text of an announcement on the screen: where it is pasted, and as it is shown once it was read."""

import streamlit as st

from db import announcement_files
from thai.reading.values import Announcement, Sure
from ui import announcement, flash
from ui.announcement_form import marks
from ui.forms import Form
from ui.marked import MOST, badge, marked
from ui.marks import coloured, small, style_words
from ui.words import _

HEIGHT = 660
"""Of the text, and of the form beside it, in pixels: with the head of the page, a screen."""


def paste(outer: Form) -> None:
    outer.lines("text", _("Paste the announcement here"), height=320)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Read the announcement"),
            key=outer.key("read"),
            type="primary",
            icon=":material/arrow_forward:",
            shortcut="Ctrl+Enter",
            on_click=announcement.begin,
            args=(outer,),
        )
        with st.popover(_("Open a file"), icon=":material/upload_file:", type="tertiary"):
            choose_file(outer)
    st.markdown(small(_("Nothing is saved before you have looked at it.")))
    flash.show()


def choose_file(outer: Form) -> None:
    _speak_of_files()
    # Another key for each file, so that Streamlit forgets the one that was read.
    key = outer.key(f"file{outer.values['files']}")
    st.file_uploader(
        _("A file: .txt, .docx or .pdf"),
        type=list(announcement_files.KINDS),
        key=key,
        on_change=announcement.take,
        args=(outer, key),
    )
    outer.show_problems("file")


def _speak_of_files() -> None:
    """The words that the style of the pages puts in the place of Streamlit's."""
    words = {
        "choose-file": _("Choose a file"),
        "largest-file": _("Up to 10 MB"),
        "no-such-file": _("Only .txt, .docx and .pdf files of up to 10 MB are read."),
        "drop-file": _("Drop the file here"),
    }
    st.html(style_words(words))


def nothing(outer: Form, why: str) -> None:
    """The text stays; somebody who knows better logs the event by hand."""
    with st.container(width=760, gap="small"):
        st.markdown(coloured("orange", f":material/search_off: {why}"))
        with st.container(horizontal=True, gap="small"):
            st.button(_("Log it by hand"), key=outer.key("by_hand"), icon=":material/edit:", on_click=by_hand)
            back_to_text(outer)
        with st.container(height=HEIGHT // 2, border=True):
            st.markdown(marked(outer.values["text"], []))


def by_hand() -> None:
    """To the form to fill in; the text stays a draft, and is there again on the way back."""
    for name in ("from", "draft"):
        st.query_params.pop(name, None)


def back_to_text(outer: Form) -> None:
    st.button(
        _("Change the text"),
        key=outer.key("back"),
        type="tertiary",
        icon=":material/edit_note:",
        on_click=announcement.again,
        args=(outer,),
    )


def summary(outer: Form, told: Announcement, at: int) -> None:
    """How much was read and how surely, and the way back to the text."""
    sure = [mark.sure for mark in marks(told, at)]
    counts = (
        (Sure.CERTAIN, _("certain {count}", count=sure.count(Sure.CERTAIN))),
        (Sure.LIKELY, _("likely {count}", count=sure.count(Sure.LIKELY))),
        (Sure.GUESS, _("guesses {count}, not filled in", count=sure.count(Sure.GUESS))),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" ".join(badge(told, one) for one, told in counts if one in sure), width="content")
        back_to_text(outer)


def words(text: str, told: Announcement, at: int) -> None:
    st.markdown(marked(text, marks(told, at)))
    if len(text) > MOST:
        st.markdown(small(_("The text goes on; only its first {count} letters are shown.", count=f"{MOST:,}")))
