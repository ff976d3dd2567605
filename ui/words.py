"""The words of the interface in the language that this session reads."""

import streamlit as st

from thai.words import N_, translate

__all__ = ["LANGUAGES", "N_", "_", "language", "say"]

LANGUAGES = {"th": "ไทย", "en": "English"}


def language() -> str:
    """ "th" or "en": what this session reads. Thai until someone chooses."""
    chosen = st.session_state.get("language", "th")
    return chosen if chosen in LANGUAGES else "th"


def say(message: str, **values: object) -> str:
    """A sentence that came in a variable (a refusal's, a record's label) in the session's language."""
    return translate(message, language(), **values)


_ = say
