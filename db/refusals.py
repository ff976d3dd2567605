"""What the store says when it will not do something: an English sentence with values; who shows it translates."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from thai.words import N_


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its field ("" for the whole), an English sentence, and what fills its {…}."""

    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """Nothing was written. `problems` lists every reason; `field`, `message` and `values` are the first one's."""

    def __init__(self, field: str, message: str, values: dict[str, Any] | None = None) -> None:
        self.problems = [Problem(field, message, values or {})]
        super().__init__(message)

    @classmethod
    def of(cls, problems: list[Problem]) -> "Refused":
        """One refusal out of one or more problems."""
        refused = cls(problems[0].field, problems[0].message, problems[0].values)
        refused.problems = problems
        return refused

    @property
    def field(self) -> str:
        return self.problems[0].field

    @property
    def message(self) -> str:
        return self.problems[0].message

    @property
    def values(self) -> dict[str, Any]:
        return self.problems[0].values

    def __str__(self) -> str:
        return " ".join(problem.message.format(**problem.values) for problem in self.problems)


class Stale(Refused):
    """Somebody changed the row first. `yours` is what you wanted to write, `theirs` the record as it stands now."""

    def __init__(self, yours: dict[str, Any], theirs: Any, by: str, at: str) -> None:
        super().__init__("", N_("{by} changed this meanwhile. Choose which version stays."), {"by": by, "at": at})
        self.yours = yours
        self.theirs = theirs


class AlreadySaved(Refused):
    """This form's token was used: the save is in the store, as `batch`. Nothing was written again."""

    def __init__(self, batch: int) -> None:
        super().__init__("", N_("This was saved already."))
        self.batch = batch


class CannotOpen(Refused):
    """The store cannot be opened or written at all: a newer file, a read-only folder, a full disk, another register."""

    def __init__(self, message: str, values: dict[str, Any] | None = None) -> None:
        super().__init__("", message, values)
