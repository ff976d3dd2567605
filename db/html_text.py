"""What a page of HTML shows to its reader: text without tags, for one who pasted or saved the source of a page."""

import re
from html import unescape

_TAG = re.compile(
    r"<(?:!(?P<comment>--)|![a-zA-Z][^<>]*>|(?P<end>/)?"
    r"(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20}(?::[a-z]{1,3})?)(?:\s[^<>]*)?/?>)"
)
_BEGINS = re.compile(
    r"\s*<(?:!doctype|html|head|body|meta|p|div|span|section|article|main|table|ul|ol|br|h[1-6])\b[^<>]*>", re.I
)
_LAYOUT = re.compile(r"</(?:p|div|span|li|ul|ol|td|tr|table|body|html)>|<br ?/?>", re.I)
_UNSEEN = ("head", "script", "style", "template", "svg", "noscript", "iframe")
_BESIDE = ("a", "abbr", "b", "big", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr")
_CELLS = ("td", "th")
_COMMENT = "<!--"


def is_html(text: str) -> bool:
    """Whether a text is the source of a page: it begins as one, or is laid out by tags; not one that only has some."""
    return bool(_BEGINS.match(text)) or len(_LAYOUT.findall(text)) > 1


def shown(text: str) -> str:
    """The words that the page shows, a line for each block. Any other text comes back as it is.

    What is in angle brackets and no tag stays; where a link leads to and what is hidden is left out.
    """
    if not is_html(text):
        return text
    words: list[str] = []
    at = 0
    endless: set[str] = set()
    while tag := _next(text, at):
        start, end, name, opens = tag
        words.append(_line(text[at:start]))
        at = end
        if name in (_COMMENT, *_UNSEEN) and opens and name not in endless:
            at = _after(text, end, name)
            if at == end:
                endless.add(name)
        if name in _CELLS:
            words.append(" ")
        elif name not in (_COMMENT, *_BESIDE):
            words.append("\n")
    words.append(_line(text[at:]))
    lines = [re.sub(r"\s+", " ", line).strip() for line in "".join(words).split("\n")]
    return "\n".join(line for line in lines if line)


def _next(text: str, at: int) -> tuple[int, int, str, bool] | None:
    """Where the next tag or comment starts and ends, its name, and whether it opens."""
    found = _TAG.search(text, at)
    if found is None:
        return None
    name = _COMMENT if found["comment"] else (found["name"] or "").lower()
    return found.start(), found.end(), name, not found["end"]


def _after(text: str, at: int, name: str) -> int:
    """The place after the end of what is hidden, or `at` if it never ends."""
    found = re.compile("-->" if name == _COMMENT else f"</{name}\\s*>", re.I).search(text, at)
    return found.end() if found else at


def _line(source: str) -> str:
    return unescape(re.sub(r"\s+", " ", source))
