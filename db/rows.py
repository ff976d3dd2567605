"""A record as a stored row and back, and what is wrong with raw values, in words."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from db.records import Event, Record
from db.refusals import Problem, Refused
from db.rules import Rows
from thai.words import N_

R = TypeVar("R", bound=Record)


def made(kind: type[R], values: dict[str, Any]) -> R:
    """A record of `kind` out of raw values. Refuses with every field that is wrong, in words."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise Refused.of([_problem(one) for one in error.errors(include_url=False)]) from error


def record_of(kind: type[R], row: dict[str, Any]) -> R:
    """The record that a stored row holds; a row of the journal may lack fields that came later."""
    values = {name: row[name] for name in kind.model_fields if name in row}
    if kind is Event:
        values["audience"] = json.loads(values["audience"])
        values |= {name: bool(values[name]) for name in ("approximate", "list_complete")}
    return kind.model_validate(values)


PIECES = (1, 8, 64, 512)
"""How many ids are asked for at once: few sizes, so that a statement is prepared once and asked again."""


def among(rows: Rows, ids: Iterable[str], sql: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a select that finds these ids in the table `asked`, as its `id`.

    Many ids are asked piece by piece: the rows of one are together and in the order of the select, the pieces are not.
    """
    wanted, found = sorted(set(ids)), []
    for start in range(0, len(wanted), PIECES[-1]):
        piece = wanted[start : start + PIECES[-1]]
        size = next(size for size in PIECES if size >= len(piece))
        names, text = _asking(sql, size)
        piece += piece[-1:] * (size - len(piece))
        found += rows(text, **params, **dict(zip(names, piece, strict=True)))
    return found


@lru_cache(maxsize=512)
def _asking(sql: str, size: int) -> tuple[list[str], str]:
    """A select with its table of so many ids before it, and their names."""
    names = [f"asked_{place}" for place in range(size)]
    head = f"with asked (id) as (values {', '.join(f'(:{name})' for name in names)})"
    return names, f"{head}, {sql.removeprefix('with ')}" if sql.startswith("with ") else f"{head} {sql}"


def called(row: dict[str, Any]) -> str:
    """What people call a row, for a sentence about it."""
    for name in ("code", "name", "given_name", "topic", "task", "label", "position", "role"):
        if row.get(name):
            return " ".join(str(part) for part in (row[name], row.get("family_name")) if part)
    return str(row["id"])


def fields(one: Record) -> dict[str, Any]:
    return dict(vars(one))


def row_of(one: Record) -> dict[str, Any]:
    """A record as its row: ISO days, JSON lists, whole numbers for yes and no."""
    row = one.model_dump(mode="json")
    for name, value in row.items():
        if isinstance(value, list | bool):
            row[name] = to_json(value) if isinstance(value, list) else int(value)
    return row


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


MESSAGES = {
    "missing": N_("Fill this in."),
    "none_required": N_("Fill this in."),
    "string_type": N_("Fill this in."),
    "string_too_short": N_("Fill this in."),
    "string_too_long": N_("This is longer than {max_length} characters. Shorten it."),
    "int_type": N_("Write a whole number."),
    "greater_than_equal": N_("This is less than {ge}."),
    "less_than_equal": N_("This is more than {le}."),
    "enum": N_("Choose one of the list."),
    "bool_type": N_("Choose yes or no."),
    "bool_parsing": N_("Choose yes or no."),
    "extra_forbidden": N_("There is no such field."),
}
"""Pydantic's kinds of error in our words; any other kind says that the value does not fit."""


def _problem(error: Any) -> Problem:
    field = next((str(part) for part in error["loc"] if isinstance(part, str)), "")
    values = {name: value for name, value in (error.get("ctx") or {}).items() if name != "error"}
    message = values.pop("sentence", None) or MESSAGES.get(error["type"], N_("This does not fit here."))
    return Problem(field, message, values)


def sides(line: dict[str, Any], bulk: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A journal line as (row as the line left it, row as it was before) pairs; one that was added had been deleted."""
    if line["record_id"]:
        after = json.loads(line["after"])
        yield after, json.loads(line["before"]) if line["before"] else {**after, "deleted": line["batch"]}
    for row in bulk:
        added = line["action"] == "add"
        left = {**row, "rev": 1, "deleted": None} if added else {**row, "deleted": line["batch"]}
        yield left, {**left, "deleted": line["batch"] if added else None}
