"""Forms of plain widgets: labels from the records, what was typed kept as a draft, refusals at their field.

A form's id is its token, its draft's id and the prefix of its widgets: once it was saved there is a new id and nothing
of the old one, not even a late click or keystroke, can reach it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db.choices import Choice
from db.records import Record, new_id
from db.refusals import Problem, Refused, Stale
from thai.written_days import BadDate
from ui.marks import coloured
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, say


@dataclass
class Form:
    """What one person is typing into one form. `values` are raw: text, lists of choices, ticks."""

    blank: Mapping[str, Any]
    page: str = ""
    id: str = field(default_factory=new_id)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[Problem, Any]] = field(default_factory=list)
    stale: Stale | None = None
    kept: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = {**self.blank, **self.values}

    def key(self, name: str) -> str:
        """The key of the field's widget."""
        return f"{self.id}:{name}"

    def raw(self) -> dict[str, Any]:
        """Everything as typed until now, also what a callback sees before the page is drawn again."""
        typed = {name: st.session_state.get(self.key(name), value) for name, value in self.values.items()}
        return {name: self.blank[name] if value is None else value for name, value in typed.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields; before they are drawn, or in a callback."""
        for name, value in values.items():
            self.values[name] = value
            st.session_state[self.key(name)] = value

    def refuse(self, refused: Refused) -> None:
        """Keep why this was not saved: each problem is shown at its field until what it is about is typed anew."""
        raw = self.raw()
        self.stale = refused if isinstance(refused, Stale) else None
        self.problems = [(problem, raw.get(problem.field)) for problem in refused.problems if not self.stale]

    def keep(self) -> None:
        """Keep what was typed as this person's draft, if it changed."""
        typed = {name: value for name, value in self.values.items() if value != self.blank.get(name)}
        if typed != self.kept:
            with store().note() as note:
                note.keep_draft(self.id, self.page, actor(), typed)
            self.kept = typed

    def show_problems(self, name: str) -> None:
        """Say, under the field, why it was refused."""
        for problem, typed in self.problems:
            if problem.field == name and typed == self.values.get(name):
                st.error(sentence(problem))

    def beneath(self, name: str) -> None:
        """What else stands under a field: in most forms, nothing."""

    @property
    def unsaved(self) -> bool:
        """Whether it was refused for something that still stands in it."""
        return any(typed == self.values.get(problem.field) for problem, typed in self.problems)

    def show_unsaved(self) -> None:
        """Say beside the button that nothing was saved: the fields that say why may be out of sight."""
        if self.unsaved:
            words = _("Not saved yet. What is to be mended stands in red at its field.")
            st.markdown(coloured("red", f":material/error: {words}"))

    def _widget(self, name: str, draw: Callable[..., Any], *args: Any, **options: Any) -> Any:
        st.session_state.setdefault(self.key(name), self.values[name])
        # A box of its own, so that what is said under one field never makes the browser draw the next one anew and
        # forget what somebody is typing there.
        with st.container(gap="xxsmall"):
            value = draw(*args, key=self.key(name), **options)
            self.values[name] = self.blank[name] if value is None else value
            self.show_problems(name)
            self.beneath(name)
        return self.values[name]

    def line(self, name: str, label: str, **options: Any) -> str:
        """One line of text, kept as it is typed."""
        return str(self._widget(name, st.text_input, label, live=True, **options))

    def lines(self, name: str, label: str, **options: Any) -> str:
        """Several lines of text, kept when the field is left."""
        return str(self._widget(name, st.text_area, label, **options))

    def one(self, name: str, label: str, options: Mapping[str, str], **more: Any) -> str:
        """One of {value: words}, or "" for none."""
        return self._select(name, label, list(options), format_func=lambda value: options.get(value, value), **more)

    def known(self, name: str, label: str, options: Iterable[str], **more: Any) -> str:
        """A text that completes from what is known, and may be new."""
        return self._select(name, label, list(options), accept_new_options=True, **more)

    def _select(self, name: str, label: str, options: list[str], **more: Any) -> str:
        # Streamlit's word for nothing chosen is None. Set only when needed: what is set makes the browser forget
        # what somebody is typing into the box just now.
        now = st.session_state.get(self.key(name), self.values[name])
        if now is not None and now not in options and not (now and more.get("accept_new_options")):
            st.session_state[self.key(name)] = None
        return str(
            self._widget(name, st.selectbox, label, options, filter_mode="contains", **{"placeholder": "", **more})
        )

    def several(self, name: str, label: str, options: Mapping[str, str], **more: Any) -> list[str]:
        """Any of {value: words}, as pills to tap."""
        return list(
            self._widget(
                name,
                st.pills,
                label,
                list(options),
                selection_mode="multi",
                format_func=lambda value: pill(options.get(value, value)),
                **more,
            )
        )

    def tick(self, name: str, label: str, **more: Any) -> bool:
        """A box to tick."""
        return bool(self._widget(name, st.checkbox, label, **more))


def pill(words: str) -> str:
    """The words on a pill, in a colour that can be read on a chosen one too; Streamlit's own cannot in the dark."""
    return coloured("blue", plain(words))


def label(record: type[Record], name: str) -> str:
    """The words beside a record's field."""
    return say(record.model_fields[name].title or name)


def hint(record: type[Record], name: str) -> str | None:
    """What a record says to help with a field."""
    words = record.model_fields[name].description
    return say(words) if words else None


def example(record: type[Record], name: str) -> str:
    """What a person may write in a field."""
    return str((record.model_fields[name].examples or [""])[0])


def words(kind: type[Choice]) -> dict[str, str]:
    """A closed list as {value: words}."""
    return {one.value: say(one.label) for one in kind}


def sentence(problem: Problem | Refused | BadDate) -> str:
    """A refusal in words, safe for Markdown."""
    return say(problem.message, **{name: plain(value) for name, value in problem.values.items()})
