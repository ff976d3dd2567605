"""Thai text: one spelling for what looks the same, keys to search and to sort by."""

import re
import unicodedata

from thai.words import N_

_TONES = "่-๋"
_VOWELS = "ัิ-ู็ํ"  # those above and below, which stand before the tone mark
_MARKS = "ัิ-ฺ็-๎ำ"

_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_SPACE = re.compile(r"[\s\x01-\x1f\x7f-\x9f]+")
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile("\n{3,}")

# Glyphs that old Windows fonts keep in the private-use area from U+F700: shifted copies of ordinary letters and marks.
_GLYPHS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
    "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_TABLE: dict[int, str | None] = {0xF700 + place: letter for place, letter in enumerate(_GLYPHS)}
_TABLE |= {ord(character): None for character in _INVISIBLE}

_TONE_BEFORE_VOWEL = re.compile(f"(?<![{_TONES}])([{_TONES}]+)([{_VOWELS}]+)")
_SPLIT_AM = re.compile(f"ํ([{_TONES}]*)า")
_AM = re.compile(f"([{_TONES}]?)ำ")
_TONE_AFTER_AM = re.compile(f"ำ([{_TONES}]+)")
_DOUBLED = re.compile(rf"([{_MARKS}])\1+")

# Whatever `normalise` might change; text without any of it (nearly all) is done after this one search.
_SUSPECT = re.compile(
    rf"[^ -~ก-ู฿-์๏-๛–—‘’“”…•·]|\A | \Z|  |เเ|([{_MARKS}])\1|[{_TONES}][{_VOWELS}]|ำ[{_TONES}]",
)

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_UNSEARCHED = re.compile(f"[^\\w{_MARKS}]|[_ฯ]")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_SECONDARY = re.compile("[ฯฺๆ-๎]")
_PRIMARY = re.compile("[^ฯฺๆ-๎]")


class BadText(ValueError):
    """Text that can't be kept; `message` is an English sentence of the catalogue."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def normalise(text: str) -> str:
    """The text on one line in its one spelling: what looks the same becomes the same string.

    NFC; no invisible characters and no text-direction marks; every run of spaces, line ends and control characters is
    one space, none at the ends; marks in their order, none doubled; ํา is ำ, เเ is แ; private-use glyphs are letters.
    Digits stay as typed. Applied twice it changes nothing more.
    BadText for lone surrogates and NUL, which no database keeps, and for marks piled up without end.
    """
    if _SUSPECT.search(text) is None:
        return text
    if _UNSTORABLE.search(text):
        raise BadText(N_("This text has characters that can't be stored. Type it again."))
    text = _SPACE.sub(" ", text.translate(_TABLE)).strip(" ")
    for _ in range(8):
        before = text
        text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
        text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
        text = _SPLIT_AM.sub(r"\1ำ", text)
        text = _TONE_AFTER_AM.sub(r"\1ำ", text)
        text = _DOUBLED.sub(r"\1", text)
        if text == before:
            return text
    raise BadText(N_("This text has too many marks on one letter. Type it again."))


def parted(text: str) -> str:
    """The text with every ำ as its two signs, ํ and า, and a tone mark between them.

    It looks the same to a reader. What draws letter by letter would otherwise set the next letter over the า.
    """
    return _AM.sub(r"ํ\1า", text)


def normalise_lines(text: str) -> str:
    """As `normalise`, line by line: lines end in LF, at most one is empty between two others, none at the ends."""
    lines = _LINE_END.sub("\n", text).split("\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(normalise(line) for line in lines)).strip("\n")


def fold_digits(text: str) -> str:
    """The text with ๐–๙ written 0–9."""
    return text.translate(_DIGITS)


def thai_digits(text: str) -> str:
    """The text with 0–9 written ๐–๙."""
    return text.translate(_THAI_DIGITS)


def search_key(text: str) -> str:
    """What a substring search compares: normalised, digits folded, lower case, without spaces and punctuation.

    "ศส.ปชต." and "ศส ปชต" have one key. It holds no %, _ or other sign, so it can stand in a LIKE as it is;
    it is empty when there is nothing to search for.
    """
    return _UNSEARCHED.sub("", fold_digits(normalise(text)).casefold())


def sort_key(text: str) -> str:
    """A string whose code-point order is the dictionary's: a leading vowel stands after its consonant.

    Tone marks only break ties. Capital and small letters, and Thai and Arabic digits, are the same.
    """
    text = fold_digits(normalise(text)).casefold()
    letters = _LEADING_VOWEL.sub(r"\2\1", _SECONDARY.sub("", text))
    # The tab is below every character of a normalised text: a word sorts before the longer ones that it begins.
    return f"{letters}\t{_PRIMARY.sub(' ', text).rstrip()}"
