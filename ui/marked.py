"""A text that somebody else wrote, shown letter for letter, with the words marked that something was read from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thai.reading.values import Sure
from ui.plain import plain

MOST = 20_000
"""Letters that are shown; what is longer is cut off, for a browser draws no book with marks in it."""
COLOUR = {Sure.CERTAIN: "blue", Sure.LIKELY: "gray", Sure.GUESS: "orange"}
GUESS = "?"
_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


@dataclass(frozen=True)
class Mark:
    """`text[start:end]` is what `label` (translated) was read from."""

    start: int
    end: int
    label: str
    sure: Sure


def marked(text: str, marks: Iterable[Mark]) -> str:
    """The text as Markdown: its lines as they were, each mark on its ground with its label in bold.

    Marks of the same words share them (a guess stands back); of others that overlap, the one that begins first shows.
    """
    shown, start = text[:MOST], 0
    apart = list(_apart(marks, len(shown)))
    paragraphs: list[list[str]] = [[]]
    for line in shown.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            paragraphs[-1].append(_line(shown, start, start + len(line.rstrip()), apart))
        else:
            paragraphs.append([])
        start = end
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def badge(label: str, sure: Sure) -> str:
    """How a mark of this kind looks. `label` is safe for Markdown."""
    return f":{COLOUR[sure]}-background[{label}{f' {GUESS}' if sure is Sure.GUESS else ''}]"


def _apart(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    """The marks in the order of the text, none over another; those of the same words in one."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    last: Mark | None = None
    for mark in sorted(inside, key=lambda one: (one.start, -one.end)):
        if last and (mark.start, mark.end) == (last.start, last.end):
            last = _both(last, mark)
        elif last is None or mark.start >= last.end:
            if last:
                yield last
            last = mark
    if last:
        yield last


def _both(one: Mark, other: Mark) -> Mark:
    """Two marks of the same words as one, as sure as the less sure; a guess stands back behind what is none."""
    if (one.sure is Sure.GUESS) != (other.sure is Sure.GUESS):
        return other if one.sure is Sure.GUESS else one
    if other.label in one.label.split(" · "):
        return one
    sure = max(one.sure, other.sure, key=list(Sure).index)
    return Mark(one.start, one.end, f"{one.label} · {other.label}", sure)


def _line(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """One line; a mark that goes on over several has its label in the last."""
    parts, at = [], start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            label = f" **{plain(mark.label)}{GUESS if mark.sure is Sure.GUESS else ''}**" if mark.end <= end else ""
            parts += [_still(text[at:first]), f":{COLOUR[mark.sure]}-background[{_still(text[first:last])}{label}]"]
            at = last
    return "".join([*parts, _still(text[at:end])])


def _still(words: str) -> str:
    """Plain words without the signs that would turn the direction of others."""
    return plain(words.translate(_TURNING))
