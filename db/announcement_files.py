"""The text of a file with an announcement: .txt, .docx or .pdf. Nothing in a file is run, opened or fetched."""

import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from db import html_text, pdf_text
from db.refusals import Refused
from thai.announcements import LONGEST
from thai.words import N_

LARGEST = 10_000_000
"""As large as the page lets a file in."""
UNPACKED = 30_000_000
KINDS = (".txt", ".docx", ".pdf")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"


def text_of(name: str, content: bytes) -> str:
    """The text of a file, by the ending of its name, in two seconds at most; a letter that has none is U+FFFD.

    Refused at "file": another kind of file, one that is empty, too large or unpacks to too much, one with macros, one
    that needs a password, a scan, and one that is not what its name says.
    """
    text = _text_of(name, content).translate(_NO_LETTER)
    if not text.strip("\ufeff \t\r\n"):
        raise Refused("file", N_("This file is empty: there is no text in it."))
    return text


_NO_LETTER = dict.fromkeys((0, 0xFFFE, 0xFFFF), "\ufffd")


def _text_of(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise Refused("file", N_("This file is larger than 10 MB. Paste the text of the announcement instead."))
    ending = Path(name).suffix.lower()
    if ending == ".txt":
        return html_text.shown(_decoded(content))
    if ending == ".docx":
        return _docx(content)
    if ending == ".pdf":
        return _pdf(content)
    raise Refused("file", N_("Only .txt, .docx and .pdf files are read. Paste the text of the announcement instead."))


def _decoded(content: bytes) -> str:
    """Plain text in UTF-8, in UTF-16 with its mark, or as old Thai Windows writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in content:
            raise Refused("file", N_("This is not a text file. Paste the text of the announcement instead.")) from None
        return content.decode("cp874", "replace")


def _docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if any("vbaproject" in each.filename.lower() for each in file.infolist()):
                raise Refused("file", N_("This file has macros. Save it without them, or paste the text."))
            with file.open("word/document.xml") as part:
                xml = part.read(UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        raise Refused("file", _BROKEN) from None
    if len(xml) > UNPACKED:
        raise Refused("file", _TOO_MUCH)
    return _DocumentText().read(xml)


_BROKEN = N_("This file can't be read: it is damaged, or not what its name says. Paste the text instead.")
_TOO_MUCH = N_("This file unpacks to too much. Paste only the announcement.")


class _DocumentText:
    """The running text of a Word document: a line for each paragraph, deleted words left out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._reading = False
        self._skipped = 0

    def read(self, xml: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            raise Refused("file", _BROKEN) from None
        return "".join(self._parts)

    def _doctype(self, *_: object) -> None:
        # no word processor writes one; it is how a small file unfolds into a huge one
        raise Refused("file", _BROKEN)

    def _start(self, name: str, _: object) -> None:
        if name == _FALLBACK:
            self._skipped += 1
        self._reading = name == f"{_WORD} t"
        if name == f"{_WORD} tab":
            self._say(" ")
        elif name in (f"{_WORD} br", f"{_WORD} cr"):
            self._say("\n")

    def _end(self, name: str) -> None:
        self._reading = False
        if name == _FALLBACK:
            self._skipped -= 1
        if name == f"{_WORD} p":
            self._say("\n")

    def _characters(self, text: str) -> None:
        if self._reading:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._skipped:
            return
        self._length += len(text)
        if self._length > LONGEST:
            raise Refused("file", _TOO_MUCH)
        self._parts.append(text)


def _pdf(content: bytes) -> str:
    try:
        ran = subprocess.run(
            [sys.executable, "-I", pdf_text.__file__],
            input=content,
            capture_output=True,
            timeout=5 * pdf_text.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("file", _TOO_MUCH) from None
    if ran.returncode == pdf_text.PASSWORD:
        raise Refused("file", N_("This PDF needs a password. Paste the text of the announcement instead."))
    if ran.returncode == pdf_text.BROKEN:
        raise Refused("file", _BROKEN)
    if ran.returncode:
        raise Refused("file", _TOO_MUCH)
    text = ran.stdout.decode("utf-8", "replace")
    if not any(letter.isalnum() for letter in text):
        raise Refused("file", N_("This PDF is a scan: a picture without text. Type or paste the announcement instead."))
    return text
