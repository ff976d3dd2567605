"""Words that are safe already: colours of Markdown around them, and how the style of the pages gets its own."""

from collections.abc import Mapping


def coloured(colour: str, words: str) -> str:
    """`words` (translated, typed parts through plain()) in one of Streamlit's colours."""
    return f":{colour}[{words}]"


def grey(words: str) -> str:
    """What stands back: a note, a label beside a value."""
    return coloured("gray", words)


def small(words: str) -> str:
    """A hint, in small letters that can still be read; st.caption's are too pale."""
    return f":small[{grey(words)}]"


def style_words(words: Mapping[str, str]) -> str:
    """HTML that gives words to the style of the pages (pages/static/saan.css), which puts them in place of Streamlit's:
    "choose-file" is var(--choose-file) there."""
    said = "".join(f"--{name}: '{word}';" for name, word in words.items())
    return f"<style>:root {{{said}}}</style>"
