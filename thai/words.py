"""The words of the interface: English in the source, Thai in one gettext catalogue."""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

CATALOGUE = Path(__file__).parent / "locale" / "th" / "LC_MESSAGES" / "saan.mo"


def N_(message: str) -> str:  # noqa: N802 (gettext’s name for it)
    """The message itself: marks a string where it is declared, so that the catalogue has it."""
    return message


@cache
def _catalogue() -> GNUTranslations:
    try:
        with CATALOGUE.open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError as missing:
        raise FileNotFoundError(
            f"The Thai words are not compiled: {CATALOGUE} is missing. Run `make` once."
        ) from missing


def translate(message: str, language: str, **values: object) -> str:
    """The message in `language` ("th" or "en"), its {placeholders} filled from `values`.

    A message that the catalogue does not have comes back as it is; without values, braces are kept.
    FileNotFoundError, saying what to run, if the catalogue was never compiled.
    """
    # gettext answers the empty string with the catalogue's header
    text = _catalogue().gettext(message) if language == "th" and message else message
    return text.format(**values) if values else text
