"""Two people changed one thing: both versions side by side, and one tap to choose."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from db.refusals import Stale
from ui.plain import plain
from ui.words import _


def choose(
    key: str,
    stale: Stale,
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    words: Callable[[str, Any], tuple[str, str]],
    use_mine: Callable[[], None],
    use_theirs: Callable[[], None],
) -> None:
    """Show the fields in which the two differ; `words` gives a field's label and its value as people read them."""
    with st.container(border=True, key=f"conflict_{key}"):
        st.error(_("{by} changed this meanwhile. Choose which version stays.", by=plain(stale.values["by"])))
        left, right = st.columns(2)
        for name in (name for name in mine if name in theirs and mine[name] != theirs[name]):
            for column, values in ((left, mine), (right, theirs)):
                label, value = words(name, values[name])
                column.markdown(f":gray[{plain(label)}] {plain(value or '–')}")
        left.button(_("Use mine"), key=f"{key}:mine", type="primary", on_click=use_mine)
        right.button(_("Use theirs"), key=f"{key}:theirs", on_click=use_theirs)
