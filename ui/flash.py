"""What was just done, said once on the page that comes next, with the way back beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from db.refusals import Refused, Stale
from ui.forms import sentence
from ui.plain import plain
from ui.session import actor, store
from ui.words import _

_KEY = "_flash"
_STAYS = "_stays"


@dataclass(frozen=True)
class Flash:
    """A sentence (translated, safe for Markdown), the batch to undo, what to do once it is undone, a page to open."""

    message: str
    batch: int | None = None
    page: str | None = None
    params: Mapping[str, str] | None = None
    label: str | None = None
    failed: bool = False
    undone: Callable[[], None] | None = None


def put(
    message: str,
    batch: int | None = None,
    page: str | None = None,
    params: Mapping[str, str] | None = None,
    label: str | None = None,
    undone: Callable[[], None] | None = None,
) -> None:
    """Say `message` at the next show(), with an undo of `batch` and a link to `page` (its url_path) called `label`.

    `undone` is called after the undo, to bring back what was on the screen before.
    """
    st.session_state[_KEY] = Flash(message, batch, page, params, label, undone=undone)


def refused(why: Refused) -> None:
    """Say at the next show(), on a page that shows how things stand now, that nothing was done, and why."""
    words = sentence(why)
    if isinstance(why, Stale):
        by = plain(why.values["by"])
        words = _("{by} has changed this. What you see is the latest; if it is still needed, do it again.", by=by)
    st.session_state[_KEY] = Flash(words, failed=True)


def clear() -> None:
    """Say nothing any more. The frame calls it when somebody moves to another page after having seen it."""
    st.session_state.pop(_KEY, None)
    st.session_state.pop(f"{_KEY}_on", None)


def staying() -> dict[str, int]:
    """The rows, by id, that were done on this page and stay there until it is left, each with the batch to undo."""
    rows: dict[str, int] = st.session_state.setdefault(_STAYS, {})
    return rows


def left(page: str) -> None:
    """Called by the frame for each page: what was read or done on another page is gone."""
    if st.session_state.get(f"{_STAYS}_on", page) != page:
        st.session_state.pop(_STAYS, None)
    st.session_state[f"{_STAYS}_on"] = page
    if st.session_state.get(f"{_KEY}_on", page) != page:
        clear()


def show() -> None:
    """Draw what was put, if anything. It stays until the next put, its undo, or another page."""
    flash: Flash | None = st.session_state.get(_KEY)
    if flash is None:
        return
    st.session_state[f"{_KEY}_on"] = st.session_state.get("page", "")
    draw = st.error if flash.failed else st.success
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw(flash.message, width="stretch")
        if flash.page is not None:
            open_page(flash.page, flash.label or _("Open"), flash.params)
        if flash.batch is not None:
            st.button(
                _("Undo"), key="flash_undo", on_click=undo, args=(flash.batch, flash.undone), icon=":material/undo:"
            )


def open_page(page: str, label: str, params: Mapping[str, str] | None = None) -> None:
    """A link to one of the frame's pages, named by its url_path. `label` is safe for Markdown."""
    st.page_link(st.session_state["pages"][page], label=label, query_params=dict(params or {}))


def undo(batch: int, then: Callable[[], None] | None = None) -> None:
    """Take a batch back, do `then`, and say so at the next show()."""
    try:
        store().undo(batch, actor())
    except Refused as why:
        refused(why)
    else:
        if then:
            then()
        st.session_state[_KEY] = Flash(_("Undone. The register is as it was before."))
