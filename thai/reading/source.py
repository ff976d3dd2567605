"""The text that is read: in one spelling, with the way back to every character as it was pasted."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable
from html import unescape
from typing import TypeVar

from thai.reading import wrapped
from thai.reading.values import Found, Sure
from thai.text import BadText, fold_digits, normalise

T = TypeVar("T")

# Each pass is linear: no alternative can begin where another has begun and failed.
_MARKUP = re.compile(r"<(?:[a-zA-Z/!][^<>]{0,2000})>|&#?[a-zA-Z0-9]{2,8};")
_LINE_TAGS = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer|title)\b", re.I)
_UNREAD = re.compile(r"<(script|style|head)\b", re.I)
_CHARACTERS = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff\ufffe\uffff]+"
    r"|\r\n?|[\v\f\x85\u2028\u2029]"
    r"|[^\S \n]+(?: [^\S\n]*)?| [^\S\n]+"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]+"
    "|[\uf700-\uf71a]"
)
_MARKS = "ัิ-ฺ็-๎"
_TONES = "่้๊๋"
_ORDER = re.compile(rf"เเ|ํ[่-๋]?า|ำ[่-๋]{{1,4}}|[่-๋]{{1,4}}[ัิ-ู็ํ]{{1,4}}|([{_MARKS}ำ])\1+")


def _markup(found: re.Match[str]) -> str:
    words = found[0]
    if words[0] == "&":
        return unescape(words)
    return "\n" if _LINE_TAGS.match(words) else ""


def _character(found: re.Match[str]) -> str:
    first = found[0][0]
    if first in "\r\v\f\x85\u2028\u2029":
        return "\n"
    if "\uf700" <= first <= "\uf71a":
        return normalise(first)
    return " " if first.isspace() or first < " " or "\x7f" <= first <= "\x9f" else ""


def _ordered(found: re.Match[str]) -> str:
    words = found[0]
    if found[1]:
        return found[1]
    if words[0] == "เ":
        return "แ"
    tones = [letter for letter in words if letter in _TONES]
    if words[0] == "ํ" or words[0] == "ำ":
        return (tones[0] if tones else "") + "ำ"
    return "".join(letter for letter in words if letter not in _TONES) + tones[0]


class _Step:
    """A text made from another by replacing what a pattern finds, and where each place of it came from."""

    def __init__(self, text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> None:
        parts: list[str] = []
        # where each replacement begins and ends in what is made, and where what it replaced did
        self._begins, self._ends = array("q", [0]), array("q", [0])
        self._from, self._upto = array("q", [0]), array("q", [0])
        at = made = 0
        for found in pattern.finditer(text):
            start, end = found.span()
            new = replace(found)
            parts.append(text[at:start])
            parts.append(new)
            made += start - at
            self._begins.append(made)
            self._ends.append(made + len(new))
            self._from.append(start)
            self._upto.append(end)
            made += len(new)
            at = end
        parts.append(text[at:])
        self.text = "".join(parts)

    def start(self, place: int) -> int:
        """Where the character at `place` came from."""
        at = bisect_right(self._begins, place) - 1
        made = self._ends[at]
        return self._from[at] if place < made else self._upto[at] + place - made

    def end(self, place: int) -> int:
        """Where the character before `place` ended."""
        at = bisect_right(self._begins, place - 1) - 1
        return self._upto[at] + max(0, place - self._ends[at])


def _without_scripts(text: str) -> str:
    """The text with what no browser shows blanked out, place by place."""
    if not _UNREAD.search(text):
        return text
    lower, parts, at = text.lower(), [], 0
    while found := _UNREAD.search(text, at):
        close = lower.find(f"</{found[1].lower()}", found.end())
        close = len(text) if close < 0 else close
        parts += [text[at : found.start()], " " * (close - found.start())]
        at = close
    return "".join([*parts, text[at:]])


class Source:
    """A pasted text, ready to be read.

    `text` is its one spelling: HTML tags and entities, invisible characters and doubled marks gone, each run of
    spaces one space, lines ended by LF. `folded` is the same with ๐–๙ as 0–9, place by place.
    """

    def __init__(self, pasted: str) -> None:
        self._steps = []
        text = pasted
        if going_on := wrapped.joins(text):
            step = _Step(text, wrapped.LINE_END, lambda found: going_on.get(found.start(), "\n"))
            self._steps.append(step)
            text = step.text
        if "<" in text or "&" in text:
            step = _Step(_without_scripts(text), _MARKUP, _markup)
            self._steps.append(step)
            text = step.text
        for pattern, replace in ((_CHARACTERS, _character), (_ORDER, _ordered)):
            step = _Step(text, pattern, replace)
            self._steps.append(step)
            text = step.text
        self.text = text
        self.folded = fold_digits(self.text)

    def pasted(self, start: int, end: int) -> tuple[int, int]:
        """The same words in the text as it was pasted."""
        for step in reversed(self._steps):
            start, end = step.start(start), step.end(end)
        return start, max(start, end)

    def found(self, value: T, start: int, end: int, sure: Sure) -> Found[T]:
        """The value with the place of its words."""
        return Found(value, *self.pasted(start, end), sure)

    def words(self, start: int, end: int, sure: Sure) -> Found[str] | None:
        """The words at a place on one line, as a value; None if nothing is left of them that can be kept."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        try:
            value = normalise(self.text[start:end])
        except BadText:
            return None
        return self.found(value, start, end, sure) if value else None
