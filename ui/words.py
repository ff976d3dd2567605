"""The words of the interface in the language that this session reads."""

from contextvars import ContextVar

import streamlit as st

from thai.words import N_, translate

__all__ = ["LANGUAGES", "N_", "_", "keep_language", "language", "say"]

LANGUAGES = {"th": "ไทย", "en": "English"}


_kept: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """ "th" or "en": what this session reads. Thai until someone chooses."""
    return _kept.get() or _chosen()


def keep_language() -> None:
    """Call once a run, and when the language changes in it: a page says a hundred things, and the session takes longer
    to tell the language than the catalogue a word."""
    _kept.set(_chosen())


def _chosen() -> str:
    chosen = st.session_state.get("language", "th")
    return chosen if chosen in LANGUAGES else "th"


def say(message: str, **values: object) -> str:
    """A sentence that came in a variable (a refusal's, a record's label) in the session's language."""
    return translate(message, language(), **values)


_ = say
