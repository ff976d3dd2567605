"""How many: the declared total, and which counts are the lines of the ledger."""

import re
from dataclasses import dataclass

from thai.reading.headcounts import Line, headcount
from thai.reading.provinces import PROVINCES
from thai.reading.source import Source
from thai.reading.values import Found, HeadcountRead, Sure

_N = r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(?![0-9]|[.,:/][0-9])"
_PEOPLE = r"(?:คน(?!ละ)|ราย(?!การ|ได้|ละ)|ท่าน|รูป(?!แบบ|ธรรม|ภาพ|ถ่าย|ละ| ดู)(?:/คน)?|นาย(?![ก-ฮเ-ไ])|ชีวิต)"
_ABOUT = r"(?P<about>กว่า|ประมาณ|มากกว่า|ไม่น้อยกว่า|ไม่ต่ำกว่า|ราว(?: ?ๆ)?|เกือบ|(?<![ก-๎])ร่วม(?= ?[0-9]))"
_COUNT = re.compile(rf"(?:{_ABOUT} ?)?(?<![0-9.,:/]){_N} ?(?P<unit>{_PEOPLE})(?P<over> ?เศษ)?")
# What the people of a count do: they are at the event, or they are something else.
_TOTAL = re.compile(r"(?:รวม(?:จำนวน)?(?:ทั้งสิ้น|ทั้งหมด)?|ทั้งสิ้น|ทั้งหมด)[^\n0-9]{0,30}$")
_GRAND = re.compile(r"(?:รวม(?:จำนวน)?ทั้ง(?:สิ้น|หมด)|ทั้งสิ้น)[^\n0-9]{0,24}$")
_ATTEND = re.compile(
    r"(?:(?:คน|ผู้)ที่(?:มา|เข้า)|ช่วย(?:งาน|กัน)|ผ่านการ(?:คัดเลือก"
    r"|สอบ)|ผู้(?:เข้า|ร่วม|มา(?!ใช้|รับ|ติดต่อ)|อบรม|รับการ|สนใจ"
    r"|ฟัง|ชม|เรียน)|เข้าร่วม"
    r"|(?:เข้า|มา|ไป)ศึกษา|มาครบ|เข้าค่าย|มากัน|มาร่วม|มาเรียน"
    r"|มาอบรม|มาประชุม|เข้ารับ|เข้าอบรม|เข้าประชุม|เข้าฟัง|เข้าเยี่ยม"
    r"|ศึกษาดูงาน"
    r"|กลุ่มเป้าหมาย|เป้าหมาย"
    r"|ร่วม(?:งาน|กิจกรรม|โครงการ|ประชุม|อบรม|พิธี|รับฟัง|แสดง|ลงพื้นที่|คณะ|เดิน|วิ่ง|ปลูก|เป็น))"
)
# After a count; "ผู้เข้าร่วม" there would be the next one's.
_ATTENDED = re.compile(rf" ?(?!ผู้|กลุ่มเป้า|เป้า){_ATTEND.pattern}")
_COMPANY = re.compile(
    r"(?:(?<![ก-๎])มี(?!นาคม|\.|จันทร์|สุข|ศรี|ชัย|ทรัพย์|บุญ|ดี|แก้ว|เดช"
    r"|ลาภ|ทอง|แสง|โชค)|โดยมี|ให้แก่|ให้กับ|นำคณะ|พา|สำหรับ|แก่"
    r"|(?:อบรม|ฝึก|ค่าย"
    r"|ประชุม|สัมมนา|เสวนา|โครงการ|กิจกรรม)(?=[^\n]{0,130}จำนวน ?$))[^\n]{0,170}?$"
)
_ELSEWHERE = re.compile(
    r"(?:ประชากร|ผู้ติดเชื้อ|เสียชีวิต|บาดเจ็บ|ผู้ติดตาม"
    r"|ยอด|สมาชิก(?:แรกเริ่ม|มากกว่า|กว่า)|เคย|ครั้ง(?:ที่แล้ว"
    r"|ก่อน|แรก|ที่ [0-9]+ จัด)|เมื่อปี|ปีที่(?:แล้ว|ผ่านมา)|ในปี"
    r"|ปีก่อน|(?<!สูง)อายุ|ตั้งเป้า|ให้บริการ|ที่นั่ง|รับสมัคร|รับจำนวน|จำกัด|ลงทะเบียนแล้ว"
    r"|อัตรา|ไม่เกิน|ห้องละ|มีเจ้าหน้าที่เพียง|ผู้มาใช้บริการ|อย่างน้อย"
    r"|ผู้ต้องหา|จับกุม|คดี|ตักบาตร|เจริญพระพุทธมนต์"
    r"|ภัตตาหาร|เหยื่อ|ผู้มีสิทธิ|ผู้ชม|กดไลค์|พึงพอใจ"
    r"|พนักงานทั้งหมด|รางวัล|ผลกระทบ|อพยพ|ช่วยเหลือ|มอบ(?:เกียรติ|ทุน|ถุง|ใบ|ประกาศ|วุฒิ|โล่)|ดีเด่น|ทุนการศึกษา)(?:(?!(?:ครั้ง|รุ่น)นี้)[^\n]){0,45}$"
    r"|(?:ผู้ต้องขัง|ผู้ป่วย|ผู้เสพ|ผู้เสียหาย|ผู้สูงอายุใน|ประสบ(?:ภัย"
    r"|เหตุ|อุทก)|เดือดร้อน)(?:(?!เข้า(?:ร่วม|รับการ|อบรม))[^\n]){0,45}$"
    r"|ในภาพ[^\n]{0,12}$|เฉพาะ(?:ของ|ใน|ส่วน|จังหวัด|อำเภอ|ตำบล|ภาค|ศูนย์)[^\n]{0,60}$"
)
# A part of those who are counted already: by sex; or the few who are named next.
_OF_A_KIND = re.compile(
    r"(?:จาก(?:ผู้|สมาชิก|จำนวน)[ก-๎ ]{0,30}(?:ทั้งหมด|ทั้งสิ้น)"
    r"|(?:รอง|ผู้ช่วย)(?:ผู้|นายก|ปลัด|ประธาน)[ก-๎]{0,20}|ขาด|(?<![ก-๎])ลา"
    r"|ไม่มา|ชาย|หญิง|(?:รุ่น|วัน|ครั้ง|รอบ|เดือน) ?ละ|(?:วิทยากร"
    r"|ผู้ร่วมเสวนา"
    r"|ผู้ทรงคุณวุฒิ)(?:มี|หลัก"
    r"|จำนวน)?(?= ?$)(?<!วิทยากร)(?<!วิทยากรจำนวน)) ?(?:จำนวน ?)?$"
)
_AFTER_ELSEWHERE = re.compile(
    r" ?(?:ต่อปี|ต่อวัน|ทั่วประเทศ|เสียชีวิต|บาดเจ็บ|กดถูกใจ|ติดตาม"
    r"|ละ|/(?=วัน|ปี|เดือน|ครั้ง|คืน|รอบ|แสน|หมื่น|ชั่วโมง))"
)
# How those came who are counted together: in the room, from afar.
_WAY = re.compile(
    r"(?:ห้อง(?:ประชุม)?|ออนไลน์|สถานที่(?:จริง|จัดงาน)?|on-?site|online|zoom|meet)\)? ?(?:จำนวน ?)?$", re.IGNORECASE
)
_OF_COHORT = re.compile(r"[^\w\n]*(?:และ)?(?:รุ่น|ครั้ง)ที่ ?[0-9]{1,3}[^\n]{0,150}(?:จำนวน ?|\( ?)$")
_EXPECTED = re.compile(r"เป้าหมาย[^\n0-9]{0,60}$")
_OF_SPEAKERS = re.compile(r"วิทยากร[ก-๎]{0,24} ?(?:จำนวน ?)?$")
# Who is put to work on it, unless the count is made up of parts.
_OF_STAFF = re.compile(
    r"(?:เจ้าหน้าที่|กำลังพล|บุคลากร)(?:(?!เข้า(?:ร่วม|รับ|อบรม)"
    r"|ผู้เข้า)[^\n]){0,60}(?:ปฏิบัติหน้าที่|อำนวยความสะดวก|ประสานงาน)[^\n]{0,30}$"
)
# Of those who had applied, who came.
_REALLY = re.compile(r"(?:มา|เข้าร่วม|เข้าอบรม|เข้ารับการอบรม)(?:ร่วม|อบรม|ประชุม)?จริง ?(?:จำนวน ?)?$")
# The next of a list: who came first in it is not all who came.
_AND_OTHERS = re.compile(
    rf" ?(?:,|และ|พร้อม(?:ด้วย)?)? ?(?!ชาย|หญิง)[ก-๎.]{{2,25}} ?(?:จำนวน ?)?{_N} ?(?:{_PEOPLE}"
    rf"|องค์)"
)
# Another thing is said from here on.
_TURNS = re.compile(
    r"กล่าวว่า|เปิดเผยว่า|ปัจจุบัน|ผลการ|ตั้งแต่|ทั้งนี้|อย่างไรก็"
    r"|เนื่องจาก|ที่ผ่านมา|สถิติ|พบว่า|ทั้งจังหวัด|ทั้งอำเภอ|ทั้งประเทศ"
)
_RATE = re.compile(
    r"(?P<units>[0-9]{1,4}) ?(?P<what>จังหวัด|อำเภอ|ตำบล|หมู่บ้าน"
    r"|ชุมชน|แห่ง|โรงเรียน|โรง|หน่วยงาน|สภ\.|วัด|เขต|กลุ่ม|อปท\."
    r"|สถานี|ศูนย์|องค์กร|คณะ|สาขา|ห้อง|รุ่น|สถาบัน|โรงพยาบาล|เครือข่าย"
    r"|หน่วย|ชมรม|ทีม|[ก-๎.]{2,20}?)"
    rf"[^\n0-9]{{0,100}}?(?:ๆ ?ละ|[x×]|(?P<again>[ก-๎]{{2,16}}\.?)ละ) ?(?:จำนวน )?(?P<n>[0-9]{{1,4}}) ?{_PEOPLE}"
)
_EACH = re.compile(
    rf"(?P<what>จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ชุมชน|แห่ง|โรงเรียน"
    rf"|เขต|หน่วยงาน|วัด|กลุ่ม|ศูนย์) ?ละ ?(?P<n>[0-9]{{1,4}}) ?{_PEOPLE}(?: (?P<units>[0-9"
    rf"]{{1,4}}) ?(?P=what))?"
)
_START = re.compile(
    r"(?:ประกอบด้วย|แบ่งเป็น|แยกเป็น|จำแนกเป็น|(?:ผู้(?:เข้า|ร่วม)|เป้าหมาย|จำนวน|ทั้งสิ้น|คน)[^\n]{0,60}(?:ได้แก่|คือ)"
    r"|เป็น(?=ข้าราชการ|ผู้แทน|เจ้าหน้าที่|นักเรียน)|ดังนี้|ตามบัญชี[^\n]{0,20}) ?:?"
)
# A line of a list without marks.
_LISTED = re.compile(rf" ?[^\n0-9]{{2,60}} ?{_N} ?{_PEOPLE} ?")
_PARTED = re.compile(
    " ?(?:โดย|ซึ่ง)?(?:ประกอบด้วย|แบ่งเป็น|แบ่งออกเป็น|แยกเป็น|จำแนกเป็น|เป็น(?=[ก-๎]{2,30} ?(?:จำนวน ?)?[0-9])|ได้แก่|ดังนี้)"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """The total that the text states, and whether only about."""

    total: Found[int]
    approximate: bool


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _lines(folded: str, start: int, end: int) -> list[Line]:
    """Every count of people in a stretch, rates multiplied out, those of something else left out."""
    found: list[Line] = []
    rated: list[tuple[int, int]] = []
    for rate in _RATE.finditer(folded, start, end):
        again, what = rate["again"], rate["what"]
        if again and not again.endswith(what.rstrip(".")) and what not in again:
            continue
        of, per = int(rate["units"]), int(rate["n"])
        if what == "รุ่น":
            rated.append(rate.span())
            continue
        rated.append(rate.span())
        found.append(Line(rate.start(), rate.end(), of * per, None, of, per, rate.start("units")))
    provinces = next((int(each["n"]) for each in PROVINCES.finditer(folded, start, end)), None)
    for each in _EACH.finditer(folded, start, end):
        if any(first <= each.start() < last for first, last in rated):
            continue
        units = int(each["units"]) if each["units"] else provinces if each["what"] == "จังหวัด" else None
        rated.append(each.span())
        if units:
            found.append(
                Line(each.start(), each.end(), units * int(each["n"]), None, units, int(each["n"]), each.start())
            )
    for count in _COUNT.finditer(folded, start, end):
        if any(first <= count.start() < last for first, last in rated):
            continue
        line = folded.rfind("\n", start, count.start()) + 1
        before = folded[max(line, count.start() - 70) : count.start()]
        told = re.split('[“”"]', before)[-1]
        if (
            _ELSEWHERE.search(told if _ATTEND.search(told) else before)
            or _OF_A_KIND.search(before)
            or _AFTER_ELSEWHERE.match(folded, count.end(), min(end, count.end() + 16))
        ):
            continue
        if re.search(rf"[0-9] ?{_PEOPLE} ?\([^()]*$", before):
            continue  # a part of the count before it: "46 คน (ในห้อง 31 คน)"
        found.append(Line(count.start(), count.end(), _number(count["n"]), count))
    return sorted(found, key=lambda line: line.start)


def counts(
    source: Source, folded: str, start: int, end: int, earlier: int = 0
) -> tuple[Declared | None, tuple[HeadcountRead, ...]]:
    """The declared total and the ledger of a stretch.

    A list of counts is the ledger and its "รวม" the total. One count of those who came is the total.
    `earlier` is how many came to the events before, if the text has several: a total of them all is not the last one's.
    """
    lines = _lines(folded, start, end)
    totals: list[Line] = []
    plain: list[Line] = []
    for line in lines:
        before = folded[max(start, line.start - 50) : line.start]
        (totals if line.count and _TOTAL.search(before) else plain).append(line)
    of_all = {earlier + line.number for line in plain} if earlier else set()
    ledger, declared = _ledger(folded, plain, [each for each in totals if each.number not in of_all], start)
    read = tuple(each for line, first in ledger if (each := headcount(source, folded, line, first)))
    if declared is None or declared.count is None:
        return None, read
    approximate = bool(declared.count["about"] or declared.count["over"])
    total = source.found(declared.number, declared.start, declared.end, Sure.LIKELY if approximate else Sure.CERTAIN)
    return Declared(total, approximate), read


def _ledger(
    folded: str, plain: list[Line], totals: list[Line], start: int
) -> tuple[list[tuple[Line, int]], Line | None]:
    """The lines of the ledger, each with where its label begins, and the total."""
    listed: list[tuple[Line, int]] = []
    for line in plain:
        at = _label_start(folded, line, plain, totals, start)
        if at is not None:
            listed.append((line, at))
    grand = next((line for line in totals if _GRAND.search(folded[max(start, line.start - 50) : line.start])), None)
    total = grand or (totals[-1] if totals else None)
    rated = [each for each in listed if each[0].units]
    if total is None:
        total = next((line for line in plain if line.count and _is_whole(folded, line, plain)), None)
        listed = [each for each in listed if each[0] is not total]
        if total is not None and not _parts_of(plain, total):
            return listed, total
    if total is not None and any(_WAY.search(folded[max(start, each.start - 40) : each.start]) for each in plain):
        return [], total
    if total is not None and total.count is not None and not total.count["about"]:
        after = _parts_of(plain, total)
        if after:
            starts = dict(zip(map(id, [line for line, _ in listed]), [at for _, at in listed], strict=True))
            lasts = [total.end] + [line.end for line in after[:-1]]
            return [(line, starts.get(id(line), last)) for line, last in zip(after, lasts, strict=True)], total
        listed = [each for each in listed if each[0].start < total.start and total.start - each[0].start < 700]
        if len(listed) > 1 or rated:
            return listed, total
        parts = _adding_up(folded, plain, total)
        return parts, total if parts or listed or not _OF_STAFF.search(
            folded[max(start, total.start - 90) : total.start]
        ) else None
    if len(listed) > 1 or rated:
        counted = [line for line in plain if line.count]
        declared = total
        if declared is None and len(listed) == 1 and rated:
            declared = next(
                (line for line in counted if line.number == listed[0][0].number or line.end < listed[0][0].start), None
            )
        return listed, declared
    return [], total or _of_all(folded, plain, start)


def _is_whole(folded: str, line: Line, plain: list[Line]) -> bool:
    """Whether a count is said of all who came and its parts follow: "ผู้เข้าร่วม 85 คน ประกอบด้วย ครู 60 คน …"."""
    begin = max(folded.rfind("\n", 0, line.start) + 1, line.start - 90)
    return bool(
        _PARTED.match(folded, line.end)
        and _ATTEND.search(folded, begin, line.start)
        and any(line.end < part.start < line.end + 120 for part in plain)
    )


def _parts_of(plain: list[Line], total: Line) -> list[Line]:
    """The counts right after a total that add up to it: "ทั้งหมด 85 คน แยกเป็น ครู 60 คน นักเรียน 25 คน"."""
    run: list[Line] = []
    for line in plain:
        if line.start < total.end:
            continue
        if line.start - (run[-1].end if run else total.end) > 90 or len(run) > 20:
            break
        if run and run[-1].units and line.number == run[-1].number:
            continue  # "68 ตำบล ๆ ละ 2 คน 136 คน"
        run.append(line)
        if len(run) > 1 and sum(each.number for each in run) == total.number:
            return run
    return []


def _adding_up(folded: str, plain: list[Line], total: Line) -> list[tuple[Line, int]]:
    """The counts right before a total that add up to it: its ledger, though nothing introduces them."""
    run: list[Line] = []
    for line in reversed([each for each in plain if each.end <= total.start]):
        if (run[0].start if run else total.start) - line.end > 60 or len(run) > 20:
            break
        run.insert(0, line)
        if len(run) > 1 and sum(each.number for each in run) == total.number:
            begins = [max(folded.rfind(" ", 0, run[0].start - 2) + 1, folded.rfind("\n", 0, run[0].start) + 1)]
            return list(zip(run, begins + [each.end for each in run[:-1]], strict=True))
    return []


def _of_all(folded: str, plain: list[Line], start: int) -> Line | None:
    """The one count that is said of those who came; of those who were to come, if no other is."""
    really = [each for each in plain if each.count and _REALLY.search(folded[max(start, each.start - 30) : each.start])]
    if really:
        return really[0]
    expected: Line | None = None
    for line in plain:
        if line.count is None:
            continue
        begin = max(start, folded.rfind("\n", start, line.start) + 1)
        before = folded[max(begin, line.start - 190) : line.start]
        after = folded[line.end : line.end + 40].split("\n", 1)[0]
        if _OF_SPEAKERS.search(before):
            continue
        if _OF_COHORT.match(folded[begin : line.start]):
            return line
        said = _TURNS.split(before[-90:])[-1]
        if _EXPECTED.search(said) and not _ATTENDED.match(after):
            expected = expected or line
            continue
        if _ATTEND.search(said) or _ATTENDED.match(after):
            return line
        if _COMPANY.search(_TURNS.split(before)[-1] + ("จำนวน" if line.count["about"] else "")):
            return expected if _AND_OTHERS.match(after) else line
    return expected


def _label_start(folded: str, line: Line, plain: list[Line], totals: list[Line], start: int) -> int | None:
    """Where the label of a line of a list begins, or None if it is no line of one."""
    last = max((each.end for each in [*plain, *totals] if each.end <= line.start), default=start)
    begin = max(last, line.start - 140)
    row = folded.rfind("\n", begin, line.start) + 1
    begins = _START.search(folded, begin, line.start)
    later = begins
    while later:
        begins, later = later, _START.search(folded, later.end(), line.start)
    if begins is not None:
        return begins.end()
    if last > start and row <= last and line.start - last < 80 and last in [each.end for each in [*plain, *totals]]:
        between = folded[last : line.start]
        if not re.search(r"[“”\"()]|ณ |เมื่อ|โดย|เพื่อ|กล่าว|แล้ว|จริง|มีผู้", between):
            return last
    if (row > last and re.match(r" ?[-–•*]", folded[row : row + 2])) or re.match(
        r"[^\n]{2,60} จำนวน ?$", folded[row : line.start]
    ):
        return row
    if last > start and not folded[last:row].strip() and _LISTED.fullmatch(folded, row, _line_end(folded, line)):
        return row
    return begin if line.units else None


def _line_end(folded: str, line: Line) -> int:
    end = folded.find("\n", line.end)
    return end if end >= 0 else len(folded)


_PER_COHORT = re.compile(rf"รุ่น ?(?:ๆ ?)?ละ ?(?:จำนวน )?(?:{_ABOUT} ?)?{_N} ?(?P<unit>{_PEOPLE})(?P<over> ?เศษ)?")


def per_cohort(source: Source, folded: str) -> Declared | None:
    """How many each cohort has, if the text says it once for all: "จำนวน 3 รุ่น รุ่นละ 60 คน"."""
    found = _PER_COHORT.search(folded)
    if found is None:
        return None
    approximate = bool(found["about"] or found["over"])
    return Declared(source.found(_number(found["n"]), found.start("n"), found.end(), Sure.LIKELY), approximate)
