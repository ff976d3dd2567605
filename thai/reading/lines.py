"""The lines of a text: which tell, and which are the noise that portals and pages put around."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from thai.reading.source import Source
from thai.reading.wrapped import MOST_LINES
from thai.text import fold_digits

_LONG = 120


class Part(StrEnum):
    TEXT = "text"
    NOISE = "noise"  # menus, counters, days of publication, other news
    CREDIT = "credit"  # who wrote and photographed it, where to ask


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` of the source, without the spaces around."""

    start: int
    end: int
    part: Part


_CREDIT = re.compile(
    r"\W{0,6}(?:ภาพ ?(?:และ|[/-]) ?ข่าว|ข่าว ?(?:และ|[/-]) ?ภาพ"
    r"|ภาพ ?:|ข่าว ?:|เครดิตภาพ|ผู้(?:เขียน|สื่อ)?ข่าว ?:|รายงาน(?:ข่าว)? ?:"
    r"|เรียบเรียง|ถ่ายภาพ"
    r"|สอบถาม|ติดต่อ|โทร(?:ศัพท์)?\W|โทร ?[0-9]|tel\b|ที่มา ?:)"
    r"|[^\n]{0,60}: ?(?:ภาพ|ข่าว)(?: ?[/และ-]{1,3} ?(?:ภาพ|ข่าว))?\W*$"
    r"|[^\n/]{2,30}/ ?(?:ภาพ|ข่าว)(?![ก-๎])|[^\n/:]{2,60}[/|] ?(?:ภาพ|ข่าว) ?[-/] ?(?:ภาพ|ข่าว)(?![ก-๎])",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\W{0,6}(?:หน้าแรก|หน้าหลัก|home\b|menu\b|คัดลอก|แชร์|share"
    r"|tweet|tags?\b|แท็ก|published|posted|เข้าชม|อ่านแล้ว|จำนวน(?:คน"
    r"|ผู้)(?:อ่าน|เข้าชม|โหวต)"
    r"|เผยแพร่|โพสต์|โพสท์|วันที่(?:เผยแพร่|ลงข่าว|โพสต์|ประกาศ)"
    r"|comments?\b|back to|about the author|copyright|สงวนลิขสิทธิ์"
    r"|อ่านต่อ|อ่านเพิ่มเติม|ดูเพิ่มเติม"
    r"|previous|next\b|ติดตามข่าว|กดติดตาม|กดไลค์|facebook\b|youtube"
    r"|tiktok|twitter|by admin|โดย admin|local news|latest|update"
    r"|ถูกใจ|ความคิดเห็น"
    r"|print\b|พิมพ์หน้า|powered by|views?\b|guest relation)|[#👍❤♥👁↗🔗]|.{0,40}(?:จำนวน(?:คน|ผู้)อ่าน|\bby admin\b)",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:เข้าชม|อ่าน(?:แล้ว)?|เปิดดู|ดู|views?|ผู้ชม|hits?|โหวต"
    r"|ดาวน์โหลด)\W{0,3}[0-9,]+|[0-9,]+ ?(?:views?\b|ครั้ง|คนอ่าน"
    r"|ถูกใจ|likes?\b|shares?\b|ความคิดเห็น)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r" ?[|»›] ?| > [^\n>]{1,60} > |^ ?(?:หน้าแรก|หน้าหลัก|home) ?[/>]", re.IGNORECASE)
_OTHER_NEWS = re.compile(
    r"\W{0,6}(?:(?:อ่าน)?(?:ข่าว(?:สาร|ประชาสัมพันธ์)?|บทความ|เรื่อง|กิจกรรม"
    r"|โพสต์)(?:ที่เกี่ยวข้อง|อื่น|ล่าสุด|ก่อนหน้า|ถัดไป|ยอดนิยม"
    r"|แนะนำ|ย้อนหลัง)"
    r"|related|you may also|more news|อ่านข่าวอื่น|latest news|recent posts)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    "(?:เข้าร่วม|ร่วมงาน|ร่วมกิจกรรม)[^\n]{0,40}?[0-9] ?(?:คน|รูป|ราย|ท่าน)"
    "|เมื่อวัน|ระหว่างวันที่|เป็นประธาน|จัดอบรม|จัดโครงการ|จัดประชุม|จัดกิจกรรม|ณ ห้อง|📍"
)


def _part(folded: str, start: int, end: int) -> Part:
    words = folded[start:end] if end - start <= _LONG + 80 else ""
    if not words or _TELLS.search(words):
        return Part.TEXT
    if _CREDIT.match(words):
        return Part.CREDIT
    if _NOISE.match(words) or (len(words) <= _LONG and (_COUNTER.search(words) or _CRUMBS.search(words))):
        return Part.NOISE
    return Part.TEXT


class Lines:
    """The lines of a source in order, empty ones left out; a long line that was there before is noise."""

    def __init__(self, source: Source) -> None:
        self.all: list[Line] = []
        folded = source.folded
        seen: set[str] = set()
        rest = told = False
        for found in re.finditer(r"[^\n ](?:[^\n]*[^\n ])?", folded):
            start, end = found.span()
            if len(self.all) >= MOST_LINES:
                self.all = []
                break
            rest = rest or (told and _OTHER_NEWS.match(folded, start, min(end, start + 80)) is not None)
            again = end - start >= 40 and found[0] in seen
            part = Part.NOISE if rest or again else _part(folded, start, end)
            told = told or (part is Part.TEXT and end - start > _LONG)
            if end - start >= 40:
                seen.add(found[0])
            self.all.append(Line(start, end, part))
        self._starts = [line.start for line in self.all]
        self._source = source

    def told(self, stretches: list[tuple[int, int]]) -> tuple[str, str]:
        """The text and its folded twin up to the last stretch, with all that is no text, or in none, blank.

        Every place is that of the source's text.
        """
        parts, at = [], 0
        for start, end in stretches:
            for line in self.all[max(0, bisect_right(self._starts, start) - 1) :]:
                if line.start >= end:
                    break
                first, last = max(line.start, start), min(line.end, end)
                if line.part is Part.TEXT and first < last:
                    gap = self._source.text[at:first] if first - at < 4 else "\n" * (first - at)
                    parts += [gap, self._source.text[first:last]]
                    at = last
        text = "".join(parts)
        return text, fold_digits(text)

    def at(self, place: int) -> Line | None:
        """The line in which a place lies."""
        here = bisect_right(self._starts, place) - 1
        return self.all[here] if here >= 0 and place < self.all[here].end else None

    def within(self, start: int, end: int, part: Part) -> list[Line]:
        """The lines of one part that lie in a stretch of the text."""
        return [line for line in self.all if line.part is part and start <= line.start < end]
