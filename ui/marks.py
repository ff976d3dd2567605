"""Colours of Markdown around words that are safe already."""


def coloured(colour: str, words: str) -> str:
    """`words` (translated, typed parts through plain()) in one of Streamlit's colours."""
    return f":{colour}[{words}]"


def grey(words: str) -> str:
    """What stands back: a note, a label beside a value."""
    return coloured("gray", words)


def small(words: str) -> str:
    """A hint, in small letters that can still be read; st.caption's are too pale."""
    return f":small[{grey(words)}]"
