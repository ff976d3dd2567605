import streamlit as st

from ui.words import _


def page() -> None:
    st.title(_("Overview"))
