"""Run as a process of its own: a PDF comes in, its text goes out. A file made to do harm harms nothing else.

Exit codes: 3 it needs a password, 4 it is no PDF, 5 it has too many pages or too much text.
"""

import contextlib
import sys

MEMORY = 200_000_000
SECONDS = 2
PAGES = 100
MOST = 5_000_000
PASSWORD, BROKEN, TOO_MUCH = 3, 4, 5


def main() -> int:
    """Limit this process, then read the PDF of standard input."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pypdfium2  # after the limits, which are for it

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return PASSWORD if "password" in str(error).lower() or "security" in str(error).lower() else BROKEN
    if len(document) > PAGES:
        return TOO_MUCH
    left = MOST
    for page in document:
        letters = page.get_textpage()
        text = letters.get_text_bounded()
        # what the font calls no letter at all is left out of the text: it stands at its end instead
        nameless = sum(not pypdfium2.raw.FPDFText_GetUnicode(letters, at) for at in range(letters.count_chars()))
        text += "\ufffd" * max(0, nameless - text.count("\ufffe"))
        left -= len(text)
        if left < 0:
            return TOO_MUCH
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
