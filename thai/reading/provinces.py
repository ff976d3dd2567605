"""How many provinces those who come are from, or an event is for."""

import re

from thai import places
from thai.reading.source import Source
from thai.reading.values import Found, Sure

PROVINCES = re.compile(r"(?<![0-9,.])(?P<n>[0-9]{1,2}) ?จังหวัด")
_STRUCK = re.compile("(?:น้ำท่วม|อุทกภัย|ประสบ|พายุ|ระบาด|ฝน|คดี|กระทบ|เสียหาย|ความเสี่ยง)[^\\n]{0,30}$")
_ALL = re.compile(
    r"(?:ทั้ง|จำนวน|จาก|ของ|ผู้แทน|ไปยัง|ภาค[ก-๎]{2,20}\)?|องค์กรปกครองส่วนท้องถิ่น"
    r"|ศูนย์[ก-๎ ().]{0,60}|เจ้าหน้าที่[ก-๎ ]{0,40}|เครือข่าย[ก-๎]{0,20}"
    r"|ภ\.จว\.) ?$"
)


def provinces_served(source: Source, folded: str, start: int, end: int) -> Found[int] | None:
    """How many provinces those who come are from, or the event is for."""
    for found in PROVINCES.finditer(folded, start, end):
        number = int(found["n"])
        before = folded[max(start, found.start() - 90) : found.start()]
        before = before.rsplit("\n", 1)[-1]
        name = re.compile("[ก-๎]{2,20}").match(folded, found.end())
        if not 2 <= number <= 77 or (name and places.in_text(f"จังหวัด{name[0]}")):
            continue  # none, or "เขตการศึกษา 9 จังหวัดขอนแก่น"
        if _STRUCK.search(before):
            continue
        if _ALL.search(before) or re.match(
            r" ?(?:ๆ ?ละ|รวม|จังหวัดละ|ได้แก่|(?:ใน|ของ)?ภาค)", folded[found.end() : found.end() + 12]
        ):
            return source.found(number, found.start(), found.end(), Sure.LIKELY)
    return None
