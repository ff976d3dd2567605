"""Text that people typed, made safe for every place of Streamlit that reads Markdown."""

import re
import string

# Escaping does not stop what is done to the finished text: links made of bare addresses (://, www., @), icons of
# names between colons, arrows and dashes of their parts. An unseen word joiner inside does.
JOINER = "\u2060"
_MADE_INTO_SOMETHING = re.compile(
    r"(?<=:)(?=//|[a-z+_-])|(?<=www)(?=\.)|(?=@)|(?<=@)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE
)
_MARK = re.compile(f"([{re.escape(string.punctuation)}])")
_COLOURED = re.compile(r"(?<!\\):[a-z]+\[(.*?)(?<!\\)\]")
_ESCAPED = re.compile(rf"\\{_MARK.pattern}")
# Not the space that holds words together: in our own words it is meant, and what is typed comes without it.
_BREAK = re.compile(r"[^\S\u00a0]+")


def plain(text: object) -> str:
    """`text` on one line, such that Markdown shows it letter for letter: no image, link, colour, icon or formula."""
    joined = _MADE_INTO_SOMETHING.sub(JOINER, _BREAK.sub(" ", str(text)))
    return _MARK.sub(r"\\\1", joined)


def unmarked(text: str) -> str:
    """What Markdown shows of a sentence with colours, in which `plain` made safe what was typed."""
    return _ESCAPED.sub(r"\1", _COLOURED.sub(r"\1", text)).replace(JOINER, "")
