"""The cohorts of a programme: which the text names, for whom, and which were held."""

import re

from thai.reading.source import Source
from thai.reading.values import CohortRead, Found, Sure

MOST = 60
_NUMBER = re.compile(r"รุ่น(?:ที่)? ?(?P<n>[0-9]{1,3})(?:/[0-9]{2,4})?(?![0-9]|,[0-9]| ?(?:คน|ปี|รุ่น))")
# Of which cohort somebody once was.
_OF_PEOPLE = re.compile(r"(?:ศิษย์เก่า|รุ่นพี่|จบ|สำเร็จ|ผ่านการอบรม|อดีต|สมาคม|ชมรม)[^\n“”\"]{0,40}$")
# Of a school for officers, or in brackets beside who was there: "(นรต.รุ่น 31)".
_OF_SCHOOL = re.compile(
    r"(?:นรต|นรร|นนร|นนอ|จปร|ตท|เตรียมทหาร|วปอ)\.? ?$"
    r"|(?:^|\n)(?![^\n]*(?:หลักสูตร|โครงการ|อบรม))[^\n]*\([ก-ฮ]{2,6}\. ?$"
)
_ON_DAY = re.compile(r" ?(?:ขึ้น|จัด)? ?(?:เมื่อ|ใน|ระหว่าง)?(?:วันที่|วัน[ก-๎]{3,10}ที่)? ?")
_UPTO = re.compile(r" ?[-–] ?([0-9]{1,3})(?![0-9/.])")
_REGIONS = r"(?P<area>ตะวันออกเฉียงเหนือ|อีสาน|ตะวันออก|ตะวันตก|เหนือ|กลาง|ใต้)(?:ตอน(?:บน|ล่าง|กลาง))?"
_ITS_AREA = re.compile(rf" ?[(\[]? ?(?:สำหรับ|พื้นที่|จังหวัดใน|:)? ?ภาค{_REGIONS}")
_FROM_AREA = re.compile(
    rf"(?:จาก|ใน(?:พื้นที่|เขต)?|สำหรับ)?ภาค{_REGIONS}(?= ?(?:จำนวน ?)?(?:ทั้ง ?)?[0-9]{{1,"
    rf"2}} ?จังหวัด)"
)
_NAMES = {"อีสาน": "ตะวันออกเฉียงเหนือ"}
_FOUR = ("เหนือ", "กลาง", "ตะวันออกเฉียงเหนือ", "ใต้")
_DONE_AFTER = re.compile(
    r"(?:(?!รุ่นที่)[^\n]){0,50}?(?:เสร็จ(?:สิ้น|เรียบร้อย)|จัด(?:ขึ้น)?(?:เมื่อ|ที่)|แล้วเสร็จ|ไปแล้ว|เรียบร้อยแล้ว"
    r"|(?:จัด|อบรม|ฝึก|เรียน|สัมมนา|ประชุม)(?:แล้ว|ไป(?:เรียบร้อย|เมื่อ)))"
)
# "จัดไปแล้ว คือ รุ่นที่ 1 เมื่อเดือนมีนาคม และรุ่นที่ 2": of the first of a list, and so of all; of who has left it.
_DONE_BEFORE = re.compile(
    r"(?:จัด|อบรม|ดำเนินการ)[^\n]{0,12}ไปแล้ว ?(?:(?:จำนวน ?)?(?:[0-9]{1,2}|[ก-๎]{2,5}) ?(?:ครั้ง|รุ่น))? ?"
    r"(?:คือ|ได้แก่|[:：])? ?(?:รุ่น(?:(?!ส่วน|แต่|จะ|ยัง|เหลือ|ต่อไป|กำหนด|เตรียม|ขณะ|รับสมัคร|เปิดรับ)[^\n]){1,90})?$"
    r"|(?:ผู้|ที่|ซึ่ง)(?:จบ|สำเร็จ|ผ่าน)(?:การ)?(?:(?:ฝึก)?อบรม|หลักสูตร|ศึกษา)? ?(?:ใน|จาก)? ?$"
    r"|ปีที่(?:ได้|เริ่ม)?(?:จัด|เปิด)(?:การ)?(?:ฝึก)?(?:อบรม|ประชุม|สัมมนา)? ?$"
)
_TO_COME_BEFORE = re.compile(r"(?:จะจัด|กำหนดจัด|เตรียมจัด|ยังไม่)[^\n]{0,90}$")
_TO_COME_AFTER = re.compile(
    r"(?:(?!รุ่นที่)[^\n]){0,40}?(?:ต่อไป|จะ(?=[ก-๎])|ยังไม่(?:ได้)?(?:จัด|เปิด|เริ่ม|อบรม|ดำเนินการ)|(?:มี)?กำหนด(?:จัด|การ)|อยู่ระหว่าง|รอ(?:กำหนด|ประกาศ))"
)
_AND = re.compile(
    r"(?: ?\([^()\n]{1,40}\))?(?: ?(?:และ|กับ|,) ?รุ่น(?:ที่)? ?[0-9]{1,3}(?:/[0-9]{2,4})?(?: ?\([^()\n]{1,40}\))?){0,9}"
)
_COUNTED_DONE = re.compile(r"(?:จัด|อบรม)[^\n]{0,12}ไปแล้ว ?(?:จำนวน ?)?[0-9]{1,2} ?รุ่น")


def _area(source: Source, folded: str, found: re.Match[str] | None) -> Found[str] | None:
    if found is None:
        return None
    name = _NAMES.get(found["area"], found["area"])
    return source.found(name, *found.span("area"), Sure.CERTAIN) if name in _FOUR else None


def area_from(source: Source, folded: str, start: int, end: int) -> Found[str] | None:
    """The region whose provinces those who come are from: "จากภาคใต้ 14 จังหวัด"."""
    return _area(source, folded, _FROM_AREA.search(folded, start, end))


def _is_of_people(before: str) -> bool:
    """Whether the words before a cohort say that somebody was once of it."""
    return bool(_OF_PEOPLE.search(before) or _OF_SCHOOL.search(before))


def cohort(source: Source, folded: str, spans: list[tuple[int, int]]) -> Found[int] | None:
    """The cohort that the event is: the number in the first stretch that has one, if it has no other."""
    for start, end in spans:
        numbers = {
            int(found["n"]): found
            for found in _NUMBER.finditer(folded, start, end)
            if not _is_of_people(folded[max(0, found.start() - 50) : found.start()])
        }
        if len(numbers) == 1:
            number, found = numbers.popitem()
            return source.found(number, found.start(), found.end("n"), Sure.CERTAIN)
    return None


def held_on(source: Source, folded: str, start: int, end: int) -> Found[int] | None:
    """The cohort that a stretch before a day ends with: "ล่าสุดจัดรุ่นที่ 2 ระหว่างวันที่ …"."""
    number = next(reversed([*_NUMBER.finditer(folded, start, end)]), None)
    if number is None or not _ON_DAY.fullmatch(folded, number.end(), end):
        return None
    return source.found(int(number["n"]), number.start(), number.end("n"), Sure.CERTAIN)


def last_cohort(source: Source, folded: str, start: int, end: int) -> Found[int] | None:
    """The last cohort that is named in a stretch, such as the words before a day."""
    number = next(reversed([*_NUMBER.finditer(folded, start, end)]), None)
    return source.found(int(number["n"]), number.start(), number.end("n"), Sure.LIKELY) if number else None


def cohorts(
    source: Source, folded: str, of_events: dict[int, bool], areas: dict[int, Found[str]]
) -> tuple[CohortRead, ...]:
    """Every cohort that the text names, by number. `of_events` says of an event's cohort whether it was held."""
    numbers: dict[int, Found[int]] = {}
    area: dict[int, Found[str]] = dict(areas)
    held: dict[int, bool] = {}
    for found in _NUMBER.finditer(folded):
        number = int(found["n"])
        if _OF_SCHOOL.search(folded[max(0, found.start() - 50) : found.start()]):
            continue
        if number not in numbers and len(numbers) >= MOST:
            return ()
        upto = _UPTO.match(folded, found.end())
        if upto and number < int(upto[1]) < number + MOST:
            for each in range(number + 1, int(upto[1]) + 1):
                numbers.setdefault(each, source.found(each, *upto.span(1), Sure.LIKELY))
                if _COUNTED_DONE.search(folded, found.start(), upto.end()) or _DONE_AFTER.match(
                    folded, upto.end(), upto.end() + 70
                ):
                    held[each] = True
        numbers.setdefault(number, source.found(number, found.start(), found.end("n"), Sure.CERTAIN))
        its = _area(source, folded, _ITS_AREA.match(folded, found.end()))
        if its and number not in area:
            area[number] = its
        line = folded.rfind("\n", 0, found.start()) + 1
        before = folded[max(line, found.start() - 110) : found.start()]
        said = _AND.match(folded, found.end()) or found  # of the last of a list, and so of all
        done = _DONE_AFTER.match(folded, said.end(), said.end() + 70)
        to_come = _TO_COME_AFTER.match(folded, said.end(), said.end() + 60)
        if done and not (to_come and to_come.end() < done.end()) and not _TO_COME_BEFORE.search(before):
            held[number] = True
        elif _COUNTED_DONE.search(before):
            held[number] = held.get(number, False) or not re.search("และ(?:จะ)?จัด", before)
        elif not to_come and _DONE_BEFORE.search(before):
            held[number] = True
        elif to_come or _TO_COME_BEFORE.search(before):
            held.setdefault(number, False)
    counted = _COUNTED_DONE.search(folded) is not None
    held |= of_events
    return tuple(
        CohortRead(numbers[number], area.get(number), held.get(number, False if counted else None))
        for number in sorted(numbers)
    )
