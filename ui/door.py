"""What someone sees who may not come in: one plain page, before any script runs and without any data."""

from html import escape

from thai.words import N_, translate

HERE_ONLY = N_("This register has no sign-in, so it opens only on the machine it runs on, and not through a proxy.")
ELSEWHERE = N_("This request came from another site, so it was not carried out.")
WRONG_HOST = N_("This is not an address of the register. Open it at the address you were given.")
NOT_FOUND = N_("There is nothing here.")
FULL = N_("Too many files are being read just now. Paste the text instead, or try again in a minute.")
SIGN_IN_FIRST = N_("Sign in to open the register.")
STRANGER = N_("{address} may not open this register. Ask the person who keeps it to add this address.")

_PAGE = """<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>สาน</title><style>
@font-face {{ font-family: Sarabun; src: url(/app/static/Sarabun-Regular.ttf) }}
@font-face {{ font-family: Sarabun; font-weight: 600; src: url(/app/static/Sarabun-SemiBold.ttf) }}
:root {{ color-scheme: light dark }}
body {{ font: 18px/1.6 Sarabun, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.25rem;
  color: light-dark(#1B2733, #E8EDF3); background: light-dark(#FFFFFF, #10161F) }}
h1 {{ font-size: 1.6rem; font-weight: 600 }}
p[lang=en] {{ color: light-dark(#4A5765, #B4C0CE) }}
a {{ display: inline-block; margin: 1rem 1rem 0 0; padding: .6rem 1.4rem; border-radius: 8px; font-weight: 600;
  text-decoration: none; color: #FFFFFF; background: light-dark(#1F4E8C, #3470BB) }}
a:focus-visible {{ outline: 3px solid light-dark(#1B2733, #E8EDF3); outline-offset: 3px }}
</style></head><body><main>
<h1>สาน</h1>
{body}
</main></body></html>
"""


def page(sentence: str, action: tuple[str, str] | None = None, **values: object) -> str:
    """The page as HTML: a sentence in Thai and English, and a link (address, label) if there is one thing to do."""
    told = {name: escape(str(value)) for name, value in values.items()}
    body = "".join(f'<p lang="{code}">{translate(sentence, code, **told)}</p>' for code in ("th", "en"))
    if action:
        address, label = action
        body += f'<a href="{address}">{translate(label, "th")} · {translate(label, "en")}</a>'
    return _PAGE.format(body=body)
