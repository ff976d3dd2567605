"""Which province and district it is held in, and how many provinces those who come are from."""

import re
from collections.abc import Iterable

from thai import places
from thai.reading.source import Source
from thai.reading.values import Found, Sure
from thai.reading.venues import Place

_DISTRICT = re.compile(
    r"(?:อำเภอ|(?<![ก-๎])อ\. ?|(?<![ก-๎])เขต(?!การศึกษา|พื้นที่"
    r"|สุขภาพ|เทศบาล|ตรวจ|บริการ|อุตสาหกรรม|เศรษฐกิจ|ปลอด|รักษา"
    r"|ห้าม|ชุมชน)|อำเภอ ?[:：] ?) ?([ก-ฮเ-ไ][ก-์]{1,30})"
)
_HERE = re.compile(
    r"(?:จังหวัด|(?<![ก-๎])จ\. ?|(?<![ก-๎])จว\. ?) ?[:：]? ?(?=([ก-ฮเ-ไ][ก-์]{1,24}))"
    r"|(กรุงเทพมหานคร|กรุงเทพฯ|กทม\.?)(?!และ(?:ปริ|จัง)| ?[–-])"
)
_TOWN = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\. ?) ?เมือง([ก-ฮเ-ไ][ก-์]{1,24})")
# After these words a province is not where the venue before them lies.
_ELSEWHERE = re.compile("จะ|ให้|เพื่อ|ไปยัง|แก่|เดินทาง|ดูงาน|ผู้แทน|เช่น|ได้แก่|กลุ่มเป้าหมาย|ขยายผล")
_TRIP = re.compile("(?:ดูงาน|เดินทางไป)[^\n]{0,60}$")
_COMES = re.compile("จาก ?$")
_CUT_NAME = re.compile(r"(?<=[ก-๎]{2})(?:โดย|มี(?=น|ผู้|พ)|และ|เป็น|ได้|ซึ่ง|เพื่อ|เมื่อ|จังหวัด|เวลา|พร้อม|ร่วม)")
PROVINCES = re.compile(r"(?<![0-9,.])(?P<n>[0-9]{1,2}) ?จังหวัด")
_STRUCK = re.compile("(?:น้ำท่วม|อุทกภัย|ประสบ|พายุ|ระบาด|ฝน|คดี|กระทบ|เสียหาย|ความเสี่ยง)[^\\n]{0,30}$")
_ALL = re.compile(
    r"(?:ทั้ง|จำนวน|จาก|ของ|ผู้แทน|ไปยัง|ภาค[ก-๎]{2,20}\)?|องค์กรปกครองส่วนท้องถิ่น"
    r"|ศูนย์[ก-๎ ().]{0,60}|เจ้าหน้าที่[ก-๎ ]{0,40}|เครือข่าย[ก-๎]{0,20}"
    r"|ภ\.จว\.) ?$"
)


def district(source: Source, folded: str, place: Place) -> Found[str] | None:
    """The district that is said right after the venue, or just before."""
    found = _DISTRICT.search(folded, place.end, place.near)
    if found is None:
        return None
    end = _name_end(folded, found.start(1), found.end(1))
    if folded[found.start(1) : end] == "เมือง" or folded[end : end + 1] == ".":
        return None
    return source.words(found.start(1), end, Sure.LIKELY)


def _name_end(folded: str, start: int, end: int) -> int:
    cut = _CUT_NAME.search(folded, start, end)
    return cut.start() if cut else end


def _named(source: Source, folded: str, found: re.Match[str], sure: Sure) -> Found[str] | None:
    """The province of a match of `_HERE`: the longest beginning of its name that is one."""
    start, last = found.span(1) if found[1] else found.span(2)
    for end in range(last, start + 1, -1):
        code = places.find(folded[start:end])
        if code and not ("ะ" <= folded[end : end + 1] <= "ฺ" or "็" <= folded[end : end + 1] <= "๎"):
            return source.found(code, start, end, sure)
    return None


def province(source: Source, folded: str, place: Place | None, start: int, end: int) -> Found[str] | None:
    """The province of a venue: said after it; else in its own name; else the one that all its local offices are of."""
    if place is not None:
        for found in _HERE.finditer(folded, place.end, place.near):
            if _ELSEWHERE.search(folded, place.end, found.start()):
                break
            if _COMES.search(folded, found.start() - 4, found.start()):
                continue
            if value := _named(source, folded, found, Sure.CERTAIN):
                return value
        town = _TOWN.search(folded, place.end, place.near)
        if town and (code := places.find(folded[town.start(1) : _name_end(folded, *town.span(1))])):
            return source.found(code, town.start(1), _name_end(folded, *town.span(1)), Sure.CERTAIN)
        own = folded[place.start : place.end]
        codes = places.in_text(own) | places.in_text(f"จังหวัด{own.rsplit(' ', 1)[-1]}")
        if len(codes) == 1:
            return source.found(codes.pop(), place.start, place.end, Sure.LIKELY)
    return None


def stated(
    source: Source, folded: str, start: int, end: int, apart: Iterable[tuple[int, int]] = ()
) -> Found[str] | None:
    """The only province that a stretch names with จังหวัด or จ. outside the stretches `apart`; None of several."""
    values = [
        (each, found.start())
        for found in _HERE.finditer(folded, start, end)
        if not any(first <= found.start() < last for first, last in apart)
        and not _TRIP.search(folded, max(start, found.start() - 70), found.start())
        and (each := _named(source, folded, found, Sure.LIKELY))
    ]
    if len({each.value for each, _ in values}) != 1:
        return None
    return next((each for each, at in values if not _COMES.search(folded, max(0, at - 4), at)), None)


_GUESTS = re.compile(r"ดูงาน[^\n]{2,60}|(?:จาก|ผู้แทน) ?[^ \n]{2,60}(?:,? และ[^ \n]{2,60})?")


def offices(source: Source, folded: str, start: int, end: int, apart: Iterable[tuple[int, int]]) -> Found[str] | None:
    """The only province that names of offices have outside `apart`: "รองนายกเทศมนตรีนครสุราษฎร์ธานี"; a guess."""
    within = sorted(span for span in apart if start <= span[0] and span[1] <= end)
    words = [
        folded[first:last]
        for first, last in zip([start, *(b for _, b in within)], [*(a for a, _ in within), end], strict=True)
    ]
    codes = places.in_text(_GUESTS.sub(" ", "\n".join(words)))
    return source.found(codes.pop(), start, end, Sure.GUESS) if len(codes) == 1 else None


_GROUND = re.compile(
    r"(?:(?<![ก-๎])ณ|(?<![ก-๎])ที่|(?:ใน)?(?:พื้นที่|เขต)) ?(?:บ้าน|หมู่|ม\.|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.)[^\n]{0,90}"
)


def ground(source: Source, folded: str, start: int, end: int) -> Found[str] | None:
    """The province of an event that has no venue but ground: "ณ ตำบลบ้านค่าย อำเภอเมือง จังหวัดชัยภูมิ"."""
    line = folded.find("\n", start, end)
    found = _GROUND.search(folded, start, line if line >= 0 else end)
    return stated(source, folded, *found.span()) if found else None


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
