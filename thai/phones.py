"""Telephone numbers: kept as text, so that a leading zero and an extension stay."""

import re

from thai.text import fold_digits, normalise
from thai.words import N_

LONGEST = 60

_OTHER = re.compile("[^0-9]")
_WRITTEN = re.compile(r"[0-9+()\-–./,; ]|ต่อ|ext\.?|โทรศัพท์|โทร\.?|มือถือ|tel\.?|ถึง|และ|หรือ", re.IGNORECASE)


class BadPhone(ValueError):
    """Text that is no telephone number; `message` is an English template of the catalogue, `values` fill it."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


def normalise_phone(text: str) -> str:
    """The number as typed on one line, with ๐–๙ written 0–9: "0 2618 2323 ต่อ 1504". "" stays "".

    BadPhone if it is longer than 60 characters, has no digit, or has words that belong to no telephone number.
    """
    phone = fold_digits(normalise(text))
    if len(phone) > LONGEST:
        raise BadPhone(N_("A telephone number has at most {count} characters."), count=LONGEST)
    if phone and (not digits(phone) or _WRITTEN.sub("", phone)):
        raise BadPhone(N_("This is not a telephone number: {typed}"), typed=phone)
    return phone


def digits(text: str) -> str:
    """The digits alone, to compare two numbers: "0 2618 2323 ต่อ 1504" is "0261823231504"."""
    return _OTHER.sub("", fold_digits(text))
