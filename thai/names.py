"""Names of people: title or rank, given name, family name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from thai.text import normalise

# Spelled out: may stand against the name with nothing between.
_RANKS = (
    r"(?:พล|พัน|ร้อย|สิบ)(?:ตำรวจ)?(?:เอก|โท|ตรี)",
    r"(?:พลเรือ|พลอากาศ|นาวา|นาวาอากาศ|เรือ|เรืออากาศ|พันจ่า|พันจ่าอากาศ|จ่า|จ่าอากาศ|จ่าสิบ)(?:เอก|โท|ตรี)",
    r"(?:พล|จ่าสิบ|ดาบ)ตำรวจ",
    r"พล(?:จัตวา|ทหาร)",
    r"นาย(?:กอง|หมวด|หมู่)(?:เอก|โท|ตรี)",
)
_WORDS = (
    r"นาย(?:\s?(?:สัตว)?แพทย์)?",
    r"นาง(?:\s?สาว(?!นีย์))?",
    r"เด็ก(?:ชาย|หญิง)",
    r"คุณ(?:หญิง|ครู)?",
    r"ท่านผู้หญิง",
    r"(?:ทันต|สัตว)?แพทย์หญิง",
    r"(?:ทันตแพทย์|เภสัชกร)(?:หญิง)?",
    r"(?:ผู้ช่วย|รอง)?ศาสตราจารย์(?:พิเศษ|เกียรติคุณ|กิตติคุณ|คลินิก)?",
    r"ดอกเตอร์",
    r"อาจารย์",
    r"ครู",
    r"กำนัน",
    r"หม่อม(?:ราชวงศ์|หลวง|เจ้า)?",
    r"พระ(?:มหา|อาจารย์|ครู)",
    r"หลวง(?:พ่อ|ปู่|พี่|ตา)",
)
_STARTS_A_NAME = r"(?=\s|[ก-ฮเ-ไA-Za-z(]|$)"
# Shortened, a letter group a dot.
_LETTERS = (
    *("พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.", "พล.ต.จ.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต."),
    *("ด.ต.", "จ.ส.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต."),
    *("พล.อ.", "พล.ท.", "พล.ต.", "พล.จ.", "พ.อ.", "พ.ท.", "พ.ต.", "ร.อ.", "ร.ท.", "ร.ต."),
    *("จ.ส.อ.", "จ.ส.ท.", "ส.อ.", "ส.ท.", "ส.ต."),
    *("พล.ร.อ.", "พล.ร.ท.", "พล.ร.ต.", "พล.อ.อ.", "พล.อ.ท.", "พล.อ.ต.", "น.อ.", "น.ท.", "น.ต."),
    *("พ.จ.อ.", "พ.จ.ท.", "พ.จ.ต.", "พ.อ.อ.", "พ.อ.ท.", "พ.อ.ต.", "จ.อ.", "จ.ท.", "จ.ต."),
    *("ม.ร.ว.", "ม.ล.", "ม.จ.", "น.ส.", "นส.", "ด.ช.", "ด.ญ.", "ศ.", "รศ.", "ผศ.", "ดร.", "อ.", "อจ."),
    *("นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.", "น.สพ.", "สพ.ญ.", "สพญ.", "ทนพ.", "ทนพญ.", "พว.", "กภ."),
)
_HONOUR = "(?:พิเศษ|เกียรติคุณ|กิตติคุณ|คลินิก)"
# "ศ.เกียรติคุณ ใจดี" is a professor called เกียรติคุณ: without brackets, more of a name has to follow.
_SUFFIX = rf"(?:\s?\({_HONOUR}\)|\s?{_HONOUR}(?=\s\S+\s\S|\s\S*\.))?(?:\s?\(หญิง\)|\s?หญิง{_STARTS_A_NAME})?"
_ENGLISH = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|(?:(?:Assoc|Asst)\.?\s?)?Prof|Sir|Lady"
    r"|(?:Pol\.?\s?)?(?:Lt\.?\s?|Maj\.?\s?)?(?:Gen|Col|Maj|Capt|Lt))"
    r"(?:\.\s*|\s+)(?=\w)"
)


def _shortened(title: str) -> str:
    """The pattern of "พล.ต.ต.", spaced too; its last dot may only be missing before a space."""
    parts = [re.escape(part) for part in title.split(".") if part]
    return r"\.\s?".join(parts) + (r"(?:\.|(?=\s))" if len(parts) > 1 or len(parts[0]) > 1 else r"\.")


def _longest_first(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))


_RANK = f"(?:{'|'.join(_RANKS)})(?:หญิง)?"
TITLE = re.compile(
    rf"(?:ว่าที่\s?)?(?:{_longest_first(map(_shortened, _LETTERS))}){_SUFFIX}"
    rf"|(?:ว่าที่\s?)?{_RANK}{_STARTS_A_NAME}"
    rf"|(?:{'|'.join(_WORDS)}){_STARTS_A_NAME}"
    rf"|{_ENGLISH}",
    re.IGNORECASE,
)
# Words and given names that begin like a title.
NO_TITLE = re.compile(
    r"นายก(?:รัฐ|สมาคม|เทศ|องค์การ|สภา|เมือง|เหล่า|อบ[จต]|ฯ|\s|\.|$)|นาย(?:อำเภอ|ทะเบียน|ทหาร|ตำรวจ|จ้าง|ช่าง|สถานี|ด่าน)"
    r"|นพ\.\s?(?:สสจ|สาธารณสุข|เชี่ยวชาญ|ชำนาญ|ทรงคุณ)|นาง(?:แบบ|งาม|พยาบาล|สงกรานต์)|คุณ(?:ภาพ|ธรรม|วุฒิ|ลักษณะ)|(?:ครู|อาจารย์)(?:ใหญ่|ผู้)"
)
# Titles after which a word that looks like another one is the given name: นายคุณภัทร, น.ส.ครูบา.
_LAST = re.compile(r"(?:นาย|นาง(?:\s?สาว)?|น\.\s?ส\.?|นส\.|ด\.\s?[ชญ]\.?|เด็ก(?:ชาย|หญิง)|คุณ)$")


class Name(NamedTuple):
    """A person's name in three parts; what is not there is ""."""

    title: str
    given: str
    family: str


def split(text: str) -> Name:
    """The name in its parts: "พล.ต.ต.ชัชชรินร์ สว่างวงศ์" is ("พล.ต.ต.", "ชัชชรินร์", "สว่างวงศ์").

    All titles and ranks in front are the title ("ผศ.ดร.", "ว่าที่ ร.ต."), the first word after them the given name, the
    rest the family name ("ณ อยุธยา" too). Words that only begin like a title stay whole (นายกเทศมนตรี, คุณภาพ).
    BadText as `thai.text.normalise`.
    """
    rest = normalise(text)
    titles: list[str] = []
    while not NO_TITLE.match(rest) and not (titles and _LAST.search(titles[-1]) and _is_word(rest)):
        found = TITLE.match(rest)
        if found is None or not found[0].strip():
            break
        titles.append(_dotted(found[0].strip()))
        rest = rest[found.end() :].lstrip(" ")
    given, _, family = rest.partition(" ")
    return Name(_joined(titles), given, family)


def _dotted(title: str) -> str:
    """The title with the last dot of a shortened one, which some leave out before a space."""
    return f"{title}." if f"{title}.".split(" ")[-1] in _LETTERS else title


def _is_word(rest: str) -> bool:
    """Whether what follows is a title only if read so: a title without a dot."""
    found = TITLE.match(rest)
    return found is not None and "." not in found[0]


def _joined(titles: list[str]) -> str:
    text = ""
    for title in titles:
        stuck = text.endswith(".") and not title[0].isascii()
        text += title if stuck or not text else f" {title}"
    return re.sub(r"(?<=[ก-ฮ]\.) (?=[ก-ฮ])|(?<=นาง) (?=สาว)|(?<=นาย) (?=แพทย์|สัตว)", "", text)


def full(name: Name) -> str:
    """The name as it is written in one line: "นายสมชาย ใจดี", "พล.ต.ต.ชัชชรินร์ สว่างวงศ์", "Mr. John Smith"."""
    between = " " if name.title and (name.title[-2:].isascii() or name.given[:1].isascii()) else ""
    return f"{name.title}{between}{name.given} {name.family}".strip()
