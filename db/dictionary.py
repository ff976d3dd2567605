"""The data dictionary (docs/data.md), written from the records: `python -m db.dictionary > docs/data.md`."""

import sys
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from db.choices import Choice
from db.records import RECORDS, Record, Ref
from thai.words import translate

KEPT_BY_THE_STORE = ("id", "rev", "deleted")

HEAD = """# What is kept

Written from db/records.py by `python -m db.dictionary`; a test compares them. Every record also has `id` (a ULID,
stable for ever), `rev` (counts its changes from 1) and `deleted` (the batch that marked it as deleted, or empty).
Days are ISO Gregorian dates, provinces two-digit codes. `serves` and `area` hold `country`, `province:48`,
`area:region4:เหนือ`, `unknown`, or nothing.
"""


def markdown() -> str:
    """The whole dictionary as Markdown: a section a record, a row a field (name, Thai label, what it takes, rule)."""
    return HEAD + "".join(f"\n{section}" for record in RECORDS for section in _section(record))


def _section(record: type[Record]) -> Iterator[str]:
    yield f"## {record.__name__} · {record.thai}\n"
    yield f"Table `{record.table}`. {(record.__doc__ or '').strip()}\n"
    lines = ["| field | label | takes | required | example |", "|---|---|---|---|---|"]
    for name, field in record.model_fields.items():
        if name not in KEPT_BY_THE_STORE:
            lines.append(_line(name, field))
    for name in record.model_computed_fields:
        lines.append(f"| `{name}` | | worked out from the others | | |")
    yield "\n".join(lines) + "\n"


def _line(name: str, field: FieldInfo) -> str:
    label = translate(field.title or name, "th")
    example = ", ".join(f"`{example}`" for example in field.examples or [])
    required = "yes" if field.is_required() else ""
    return f"| `{name}` | {label} | {_takes(field)} | {required} | {example} |"


def _takes(field: FieldInfo) -> str:
    ref = next((meta for meta in field.metadata if isinstance(meta, Ref)), None)
    if ref:
        return f"id in `{ref.table}`" + (" (part of it)" if ref.owned else "")
    kinds = sorted({_word(kind) for kind in _kinds(field.annotation)} - {""})
    return ", ".join(kinds) + _limits(field)


def _kinds(annotation: Any) -> Iterator[Any]:
    """The plain types inside unions, Annotated and tuples."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _kinds(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType, tuple):
        for part in typing.get_args(annotation):
            yield from _kinds(part)
    else:
        yield annotation


def _word(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, Choice):
        return "one of " + ", ".join(f"`{choice.value}`" for choice in kind)
    return {"str": "text", "int": "whole number", "date": "day", "bool": "yes or no"}.get(
        getattr(kind, "__name__", ""), ""
    )


def _limits(field: FieldInfo) -> str:
    """The length or range that the field's own constraints give."""
    found: dict[str, Any] = {}
    pending = [*field.metadata, field.annotation]
    while pending:
        part = pending.pop()
        pending += typing.get_args(part)
        if isinstance(part, FieldInfo):
            pending += part.metadata
        for name in ("max_length", "ge", "le"):
            if getattr(part, name, None) is not None:
                found[name] = getattr(part, name)
    words = []
    if "max_length" in found:
        words.append(f"at most {found['max_length']}")
    if "ge" in found:
        words.append(f"{found['ge']} to {found['le']}")
    return f" ({'; '.join(words)})" if words else ""


if __name__ == "__main__":
    sys.stdout.write(markdown())
