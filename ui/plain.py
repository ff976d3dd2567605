"""Text that people typed, made safe for every place of Streamlit that reads Markdown."""

import re
import string

# A browser or Streamlit makes links of bare addresses; a word joiner where they start keeps them text, unseen.
JOINER = "⁠"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=@)", re.IGNORECASE)
_MARK = re.compile(f"([{re.escape(string.punctuation)}])")
_BREAK = re.compile(r"\s+")


def plain(text: object) -> str:
    """`text` so that Markdown shows it letter for letter on one line: no image, link, colour, icon, formula or heading."""
    joined = _ADDRESS.sub(JOINER, _BREAK.sub(" ", str(text)))
    return _MARK.sub(r"\\\1", joined)
