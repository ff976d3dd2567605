"""By whom it was held: the organiser."""

import re

from thai.reading.source import Source
from thai.reading.values import Found, Sure
from thai.reading.venues import Place

_ORGANISATION = (
    r"(?:(?<![ก-๎.(])|(?<=ที่)|(?<=โดย)|(?<=ว่า)|(?<=ซึ่ง)|(?<=และ)"
    r"|(?<=น\.)|(?<=กับ)|(?<=ด้วย)|(?<=ประกาศ))(?<!นายก )(?<!ปลัด )(?<!ผอ\. )"
    r"(?:สำนักงาน|สำนัก(?!ข่าว)|กรม(?!การ(?:จังหวัด|อำเภอ| ))|กระทรวง|ทบวง|องค์การ|เทศบาล"
    r"|มหาวิทยาลัย|คณะ(?!กรรม|ทำงาน|ผู้|วิทยากร|นัก|ครู|ศึกษา|สงฆ์"
    r"|ดังกล่าว)|โรงเรียน|โรงพยาบาล|สถานี|กอง(?!ทุนฯ|บรรณ|ค์)|กลุ่มงาน"
    r"|กลุ่ม(?!เป้าหมาย|ผู้|คน)|ศูนย์|จังหวัด|อำเภอ|วิทยาลัย|ศาล(?!า)|สถาบัน|สมาคม"
    r"|มูลนิธิ|บริษัท|สภา(?!พ)"
    r"|ธนาคาร|การไฟฟ้า|การประปา|ตำรวจภูธร|ตำรวจ|กองบัญชาการ|กองบังคับการ"
    r"|วัด(?!ผล)|ชมรม|หอการค้า|ฝ่าย(?!เลขา)|งานประชาสัมพันธ์|อบ[จต]\.|สสจ\."
    r"|สสอ\.|สพ[ปม]\.|สภ\.|ภ\.จว\.|สนง\.|ปภ\.|กกต\.|กอ\.รมน|ปชส\."
    r"|สปข\.|สวท\.|รพ\.|รร\.|มทบ\.|ทต\.|ทม\.|ทน\.|พมจ\.|พช\.|คปภ\.|ม\.(?!ค\.|[0-9 ])"
    r"|กศน\.|สกร\.|บก\.|ศูนย์ฯ|เกษตรและสหกรณ์(?=จังหวัด)|(?<!เกษตรและ)สหกรณ์|เครือข่าย|เหล่ากาชาด|แขวง"
    r"|ชลประทาน|ที่ทำการปกครอง|นิคม|ไปรษณีย์|อุทยาน|พิพิธภัณฑ์"
    r"|กองทัพ|มณฑล|เรือนจำ|การท่องเที่ยวแห่งประเทศไทย|ทัณฑสถาน|ธ\.ก\.ส|ททท\.|วัฒนธรรมจังหวัด"
    r"|ท้องถิ่นจังหวัด|ศาลากลาง|เขต(?=พื้นที่)|สาขา)"
)
_SUBJECT = re.compile(
    rf"(?P<name>{_ORGANISATION}[^\n“”\"]{{0,150}}?)(?: ?[:–-])? ?(?=(?:จึง"
    rf"|จะ)?(?:ได้)?(?:ดำเนินการ|เตรียม|เดินหน้า|ประกาศ|ประชาสัมพันธ์การ)?(?:ร่วม"
    rf"กัน)?(?:กำหนด(?:การ)?)?(?:เปิด)?(?:จัด(?!การ(?!อบรม|ฝึก|ประชุม"
    rf"|สัมมนา|เสวนา|แข่ง|ประกวด)|สรร|เก็บ|ซื้อ|ตั้ง|แสดง|หา|ทำ)|(?<!ฝึก)อบรม(?=[ก-ฮเ-ไ])"
    rf"|รายงาน(?=ผล)|ขอ?แจ้ง(?=[^\n]{{0,6}}เลื่อน)|(?:(?<= )|(?<=ดำเนินการ))ฝึก(?=อบรม)|(?:เดินทาง)?(?:มา|ไป|เข้า)ศึกษาดูงาน"
    rf"|เปิด(?:ฝึก|อบรม|โครงการ|ค่าย|(?:สอง|สาม|[2-9] )?เวที|การ(?:ฝึก)?อบรม)|ดำเนินโครงการ|(?<= )ประชุม(?!เชิง"
    rf"|ศ)|ออกอากาศ|ขอเชิญ|ขอเลื่อน|นำ(?:คณะ|นัก(?:ศึกษา|เรียน)|บุคลากร|สมาชิก|เกษตรกร)|ได้ตระหนัก|พา(?=น้อง|คณะ"
    rf"|ศพก)|บุก)|จัดขึ้น)"
)
# "กลุ่มงานฯ": of what it is one is said elsewhere
_SHORTLY = re.compile("[ก-๎]{2,12}ฯ")
# "โรงเรียนจัดประชุม": which one is said elsewhere
_NO_NAME = re.compile(
    "(?:โรงเรียน|โรงพยาบาล|วัด|เทศบาล|สำนักงาน|จังหวัด|อำเภอ|ศูนย์|กรม|กอง|สถานี|มหาวิทยาลัย|วิทยาลัย|สมาคม|มูลนิธิ|ชมรม)"
)
# Those who came, and no organisation.
_PEOPLE = re.compile("ผู้เข้า|ตัวแทน|ในสังกัด|ข้าราชการ(?!พลเรือน)| คน ")
_SPACED = re.compile(rf"(?:^|[ \n]|ซึ่ง)(?={_ORGANISATION})")
_BY_WHOM = re.compile(
    rf"(?:จัดโดย|ดำเนินการโดย|เจ้าภาพ(?:โดย)? ?:?|หน่วยงาน(?:ที่)?(?:จัด"
    rf"|รับผิดชอบ) ?:|(?<![ก-๎])ผู้จัด(?:งาน|กิจกรรม|อบรม)? ?:) ?(?P<name>{_ORGANISATION}[^\n“”\",]{{2,100}}?)(?= (?:ณ"
    rf"|เมื่อ|ระหว่าง|โดย|ใน|เพื่อ|ซึ่ง|มี|ที่|พร้อม|ได้|วันที่|รับ|ใคร|จำนวน|วิทยากร|โทร|ด้วยงบ|สอบถาม|สนใจ|ติดต่อ|ลงทะเบียน|ค่า|ฟรี|ไม่)"
    rf"|[\n“”\",]|$)"
)
_NAME_STOPS = re.compile(
    r" (?:เมื่อ|ระหว่าง|วันที่|ณ|ที่(?=ห้อง|โรง|หอ)|โดย(?!สำนัก"
    r"|กอง|ทัพ|ศูนย์|กลุ่ม|คณะ|ฝ่าย|แขวง|ส่วน|งาน|ที่ทำการ|โครงการ"
    r"|หน่วย|สาขา|วิทยาลัย|โรงเรียน|โรงพยาบาล)|สพ[ปม]\.|เพื่อ|ซึ่ง"
    r"|มี|เวลา|พร้อม|ทั้งนี้|รุ่นที่|สำหรับ|จ\.|อ\.|ต\.|ได้รับ|ให้|ว่า|น\.|เป็น|ใน)|โดยมี"
    r"|เป็นประธาน|กล่าว|มีนโยบาย|เปิดเผยว่า|นำโดย|มอบหมาย|[0-9]{4} "
)
_HEAD = re.compile(
    rf"(?:[^\w\n]*(?:ข่าว(?:ประชาสัมพันธ์|กิจกรรม)? ?|ส่วนราชการ ?[:：]? ?)?)(?P<name>{_ORGANISATION}[^\n“”\",:"
    rf"|]{{2,90}}?)(?:[^\w\u0e30-\u0e4e\n]*$| *[:|]| \((?:ฝ่าย|กลุ่ม|งาน|กอง)| โทร|[ ]?(?:ติว|แจก|อบรม|ประชุม|ฝึก|ซ้อม|มอบ"
    rf"|ลงพื้นที่|จัด|เปิด|ร่วม(?!กับ)|เตรียม|แถลง|ชี้แจง|เชิญ|รับ(?!ผิด)"
    rf"|พร้อม(?=ขับ|เดิน)|เดินหน้า|จับมือ|ผนึก|มุ่งมั่น|ชวน|ลุย"
    rf"|ห่วงใย|(?<= )พา|(?<= )รายงาน|ขับเคลื่อน|ซักซ้อม|เสริมทัพ|เร่ง|ยกระดับ|นำทีม))"
)
# What is no part of the name of who holds it: another with whom, what for, a short name in brackets.
_WITH = re.compile(
    r" ?(?:จับมือ|ผนึก|ร่วมกับ ?(?=คณะ|ชาว|ประชาชน|ชุมชน|ภาคี|หน่วยงาน|ผู้|ภาค(?:รัฐ|เอก))|สถาปนา|ก่อตั้ง|ตั้งอยู่|แจ้ง|ขอเลื่อน|บูรณาการ"
    r"|ลงพื้นที่|ติวเข้ม|(?:เพิ่ม|เติม)(?=ศักย|ทักษะ|ความรู้)|กลับมา|นัด(?=ประชุม)|จะมี|แจง(?!าน)|ปั้น|ส่งผู้|เป็น(?=ผู้|เจ้าภาพ)"
    r"|ได้(?=รับ|ร่วม|$)|(?<= )พัฒนา(?=ทีม|ศักย|ทักษะ|บุคลากร|เครือข่าย)|กำหนด|[!…@]|จำนวน [0-9]"
    r"| อำเภอ[^ ]{2,30} จังหวัด|\([^()]{1,30}\)$)"
)
_ITS_PROVINCE = re.compile(r"(?<=[ก-๎0-9]) จังหวัด[ก-๎]{3,20}$")
_AREA = re.compile("(?:อำเภอ|จังหวัด|เขต)[^ \n]{2,30} (?!(?:จึง)?(?:ได้)?(?:ร่วม)?(?:กำหนด)?จัด)")
_BETWEEN = re.compile(rf"ระหว่าง ?(?P<name>{_ORGANISATION}[^\n ]{{2,80}}?)(?:กั ?บ|และ)")


def organiser(
    source: Source, folded: str, near: int | None, start: int, end: int, places: list[Place]
) -> Found[str] | None:
    """Who holds it: "จัดโดย …", else the subject of จัด; the one on the line of `near` before the others."""
    by = _BY_WHOM.search(folded, start, end)
    if by:
        return source.words(*_trimmed(folded, *by.span("name")), Sure.CERTAIN)
    line = folded.rfind("\n", start, near) + 1 if near is not None else start
    line_end = folded.find("\n", near, end) if near is not None else end
    line_end = line_end if line_end >= 0 else end
    stretches = ((max(line, start), line_end, Sure.CERTAIN), (start, line, Sure.LIKELY), (line_end, end, Sure.LIKELY))
    for first, last, sure in stretches:
        subjects = _SUBJECT.finditer(folded, first, last)
        # the text says who holds it with the whole name, its headline may not
        for subject in sorted(subjects, key=lambda each: _is_headline(folded, each.start())):
            begin, stop = subject.span("name")
            first_said = _outside(folded, begin, stop, places)
            if first_said is None:
                continue
            begin, stop = _whole_name(folded, first_said, stop)
            if _PEOPLE.search(folded, begin, stop):
                continue
            if _SHORTLY.fullmatch(folded, begin, stop) or _NO_NAME.fullmatch(folded, begin, stop):
                continue
            if stop - begin >= 5 and not folded.startswith(("เคย", "นัก"), stop - 3):
                return source.words(begin, stop, sure)
    between = _BETWEEN.search(folded, start, end)
    return source.words(*between.span("name"), Sure.GUESS) if between else None


def _outside(folded: str, begin: int, stop: int, places: list[Place]) -> int | None:
    """Where an organisation begins that is neither a venue nor where one lies; what begins after these may be one."""
    while True:
        inside = next((place.end for place in places if place.start <= begin < place.end), None)
        lies = any(place.end <= begin < place.near for place in places) and _AREA.match(folded, begin)
        if inside is None and not lies:
            return begin
        after = _SPACED.search(folded, max(inside or 0, begin + 1), stop)
        if after is None:
            return None
        begin = after.end()


def _is_headline(folded: str, at: int) -> bool:
    end = folded.find("\n", at)
    return (end if end >= 0 else len(folded)) - (folded.rfind("\n", 0, at) + 1) < 85


def letterhead(source: Source, folded: str, start: int, end: int) -> Found[str] | None:
    """The organisation that a heading begins with: alone on its line, or as the subject of a slogan."""
    for line in re.finditer(r"[^\n]+", folded[start:end]):
        found = _HEAD.match(line[0], len(line[0]) - len(line[0].lstrip()))
        if found and "ต้อนรับ" not in line[0] and found.end("name") - found.start("name") >= 5:
            first, last = (start + line.start() + at for at in found.span("name"))
            first, last = _trimmed(folded, first, last)
            if last - first >= 5 and not _PEOPLE.search(folded, first, last):
                return source.words(first, last, Sure.GUESS)
    return None


def is_letterhead(words: str) -> bool:
    """Whether a line is the name of an organisation and nothing else."""
    found = _HEAD.fullmatch(words)
    return found is not None and found.end("name") == len(words)


def _trimmed(folded: str, first: int, last: int) -> tuple[int, int]:
    for pattern in (_NAME_STOPS, _WITH):
        stop = pattern.search(folded, first + 4, last)
        last = stop.start() if stop else last
    return first, _without_province(folded, first, last)


def _without_province(folded: str, first: int, last: int) -> int:
    """Where a name ends without the province that is said after it: "โรงพยาบาลปัว จังหวัดน่าน"."""
    found = _ITS_PROVINCE.search(folded, first, last)
    return found.start() if found else last


def _whole_name(folded: str, first: int, last: int) -> tuple[int, int]:
    """The subject without what stands before it: the last part that begins as an organisation does, with its own."""
    while (stop := _NAME_STOPS.search(folded, first, last)) is not None:
        again = _SPACED.search(folded, stop.end() - 1, last)
        if again is None and stop[0] in (" จ.", " อ.", " ต.", " โดย", " สพป.", " สพม.", "นำโดย"):
            return first, stop.start()
        if again is None:
            return first, first
        first = again.end()
    also = _WITH.search(folded, first + 5, last)
    last = also.start() if also else last
    while last > first and folded[last - 1] in " :–-":
        last -= 1
    return first, _without_province(folded, first, last)
