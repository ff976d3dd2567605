"""What was held: the title, the kind and the programme."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from thai.reading.source import Source
from thai.reading.values import Found, Sure
from thai.written_days import MONTH

_LONGEST = 260

# What an event is called by, each with its kind; the longer before the shorter.
_NOUNS: tuple[tuple[str, str | None], ...] = (
    (("(?:การ)?(?:ฝึก)?อบรม(?:เชิงปฏิบัติการ)?และสัมมนา|(?:การ)?อบรมสัมมนา|(?:การ)?ประชุม(?:เชิง|วิชาการ|ใหญ่)?สัมมนา"), "seminar"),
    ("(?:การ)?(?:ประชุม)?สัมมนา", "seminar"),
    (
        "(?:การ)?เสวนา|(?:การ)?อภิปราย|(?:จัด)?เวที|(?:การ)?รับฟังความคิดเห็น|(?<!ศาลา)(?<!หอ)ประชาคม|ประชาพิจารณ์|ฟอรั[่ม]ม",
        "forum",
    ),
    (
        "ปฐมนิเทศ|(?:การ)?(?:ฝึก)?อบรม|หลักสูตร|ค่าย(?!ลูกเสือ|ทหาร)"
        "|(?:การ)?ฝึกปฏิบัติ|(?:การ)?ฝึกซ้อม|(?:การ)?ซ้อม|ติวเข้ม"
        "|เวิร์[กค]ช[อ็]*ป|workshop",
        "training",
    ),
    (
        "(?:การ)?(?<!ห้อง)(?<!หอ)(?<!ที่)(?<!ร่วม)ประชุม|(?<=ร่วม)ประชุม(?=คณะ"
        "|เชิง|วิชาการ|ใหญ่|หารือ|ติดตาม|ชี้แจง|ซักซ้อม|เครือข่าย|สภา|สามัญ|เตรียม|โครงการ|ประจำ)|(?:การ)?มอบนโยบาย"
        "|(?:การ)?หารือ|(?:การ)?แถลงข่าว",
        "meeting",
    ),
    ("(?:การ)?ศึกษาดูงาน|ทัศนศึกษา|(?:การ)?ตรวจเยี่ยม|(?:การ)?ลงพื้นที่|(?:การ)?เยี่ยม", "visit"),
    ("รายการ|(?:การ)?ถ่ายทอดสด|(?:การ)?ออกอากาศ", "broadcast"),
    (
        (
            "โครงการ|กิจกรรม|งาน|พิธี(?!เปิด ?จัด)|มหกรรม|เทศกาล|นิทรรศการ|(?:การ)?ประกวด"
            "|(?:การ)?แข่งขัน|(?:การ)?รณรงค์|วันสถาปนา|(?:การ)?บรรยาย(?=พิเศษ"
            "|วิชาการ|ธรรม)|(?:การ)?ปาฐกถา"
        ),
        None,
    ),
)
_NOUN = "|".join(words for words, _ in _NOUNS)
_KINDS = [(re.compile(words, re.IGNORECASE), kind) for words, kind in _NOUNS if kind]
# Verbs after which an event is named. The act of a chair or of who comes is named so too.
_HOLDS = (
    r"(?:(?<!การ)(?<!ผู้)|(?<=ดำเนินการ)|(?<=ประชาสัมพันธ์การ))จัด(?:ให้มี|ทำ|งาน(?=สัมมนา|เสวนา)|กิจกรรม(?=เสวนา"
    r"|อบรม|สัมมนา|ประชุม)|พิธีเปิด|การ)?(?:การ)?(?:ดำเนินการ)?"
    r"|[เแ]ป็น(?:ผู้แทน\S{0,30})?ประธาน(?:ใน|ฝ่ายสงฆ์|กล่าว)?(?:พิธี)?(?: ?kick ?-?off ?)?(?:เปิด)?(?:ตัว)?(?:การ"
    r"|งาน|กิจกรรม)?(?:ดำเนิน)?|(?<!ผู้)เปิด(?:การ|งาน|กิจกรรม)?(?!เผย"
    r"|โอกาส|บริการ|บ้าน|กว้าง)|บรรยากาศ(?:ใน)?|(?:ประมวล|รวม)ภาพ(?:ข่าว|กิจกรรม|บรรยากาศ)?|ประธาน(?:ใน)?(?:พิธี)?(?:เปิด)?(?:การ)?"
    r"|ใน(?=การ(?:ฝึก)?(?:อบรม|ประชุม|สัมมนา|เสวนา))|(?<![ก-๎])เป็นการ(?=(?:ฝึก)?อบรม|ประชุม|สัมมนา|เสวนา)"
    r"|(?<!ผู้)(?<!ความ)(?<!ผู้เข้า)(?<!สน)(?:เข้า)?ร่วม(?:ใน)?(?:การ"
    r"|กิจกรรม)?|(?:ไป|มา|เข้า)(?=ศึกษาดูงาน|ประชุม|ค่าย)|นำคณะ[^\n“”\"]{0,60}?(?=ศึกษาดูงาน)|ต้อนรับคณะ(?=ศึกษาดูงาน)"
    r"|ออกอากาศ(?:สด)?(?=รายการ)|ดำเนิน(?=โครงการ|กิจกรรม)|ดำเนินการ(?=(?:ฝึก)?อบรม|ประชุม|สัมมนา|เสวนา)|เลื่อน(?:กำหนด)?การ(?:จัด)?(?:ก"
    r"าร)?|กำหนด(?:การ)?(?=(?:ฝึก)?อบรม|ประชุม|สัมมนา)|มีการ(?=ประชุม"
    r"|อบรม|สัมมนา|เสวนา|จัด)"
    r"|ขอเชิญ(?=(?:ฝึก)?อบรม|ประชุม|สัมมนา|เสวนา)|ขอเชิญ[^\n“”\"]{0,80}?(?:เข้าร่วม|ร่วม|ฟัง)|พา[^\n“”\"]{0,40}?(?=ศึกษาดูงาน|ฝึกอบรม"
    r"|อบรม)|ชื่อ(?:กิจกรรม|โครงการ|งาน) ?[:：] ?"
    r"|(?<=\n)เรื่อง ?[:：]? ?(?:(?:สรุป|รายงาน|แจ้ง)(?:ผล)?(?:การ(?=จัด))?(?:จัด)?)?"
)
_ACT = re.compile(rf"(?:{_HOLDS}) ?[“\"]?(?P<title>(?:{_NOUN}))", re.IGNORECASE)
_BARE_ACT = re.compile(
    r"(?:(?<=น\. )|(?<=[ \n)]))(?P<title>(?:มอบนโยบาย|ประชุม(?!พร้อม)"
    r"|อบรม|ฝึกอบรม|สัมมนา|เสวนา|ตรวจเยี่ยม|ลงพื้นที่|ศึกษาดูงาน))"
)
_LINE_ACT = re.compile(rf"(?:^|\n)[^\w\n“\"]*(?P<title>(?:{_NOUN})(?! ?[:：]))")
# "“…” คือหัวข้อเสวนาที่": quoted words that are said to be the name.
_NAMED = re.compile(
    r"[“\"](?P<title>[^“”\"\n]{8,180}?)[”\"]? ?(?:คือ|เป็น)(?:หัวข้อ|ชื่อ)(?:ของ|ใน)?"
    r"(?:การ|งาน|เวที)?(?:เสวนา|สัมมนา|(?:ฝึก)?อบรม|ประชุม|บรรยาย)"
)
# Signs that may end a name; vowels and marks of Thai are no letters to Python.
_ENDS = '”"’)]»ฯๆ%' + "".join(map(chr, range(0x0E30, 0x0E4F)))
_SHORTENED = re.compile(r"(?<= )(?:[ก-ฮ]{1,4}\.)+\Z")
_OPEN, _CLOSE = '“"«', '”"»'
_STOP = re.compile(
    r" (?:เมื่อ|จากวันที่|ครั้งแรก|(?:ใน)?ระหว่าง|ทุกวัน|เริ่มวัน|ช่วง(?:เช้า|บ่าย)|วานนี้|วันนี้|กำหนด(?=จัด"
    r"|ออก)|(?:จาก|แต่)?เดิม(?=วัน|กำหนด|จัด|ระหว่าง|ใน|เมื่อ|[0-9]| |$)|(?:ไป)?เป็นวัน|ในวัน|วันที่|วัน(?:จันทร์|อังคาร"
    r"|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|ณ(?: |ห้อง)|ที่(?:ห้อง|โรงแรม"
    r"|หอ|ศาลา|อาคาร|ศูนย์)|โดย(?!ใช้|คน|ชุมชน)|เพื่อ(?=ให้|เป็น"
    r"|พัฒนา|เสริม|สร้าง|เพิ่ม|รับ|ขับ)|ให้แก่|ให้กับ|แก่|ซึ่ง"
    r"|พร้อม(?:ด้วย|กับ|ทั้ง)|ขึ้น|มี|เวลา|[เแ]ป็น|ดังกล่าว|ผ่าน(?:ระบบ"
    r"|ทาง)|จำนวน|สำหรับ(?=ผู้เข้า|การ|กิจกรรม|วัตถุ|งบ)|ภายใต้|นั้น|ว่า|กล่าว|ระบุ|เผย|ได้|และ(?:ได้|มี"
    r"|นาย|นาง)|จัดโดย"
    rf"|[0-9]{{1,2}} ?(?:{MONTH})|วิทยากร|ผู้เข้า|ให้"
    r"|แต่|งบประมาณ|ห้วง|โทร|(?<!จาก )[0-9]{1,2} ?(?:จุด|รุ่น(?!ที่)"
    r"|ครั้ง(?!ที่)|เวที|แห่ง)|จึง|ร่วมกับ|ตาม|ภายในวงเงิน|ออกอากาศ|ไว้(?=ใน|เมื่อ)|เสร็จ|ระยะเวลา|ตั้งแต่"
    r"|ประธาน|จึง|เสาร์"
    r"|อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์)"
    r"|ระหว่างวันที่|เมื่อวันที่|ให้แก่|โดยมี|ณ ห้อง| ?[📍👉🎉❌✅🗓⏰#>]| - |\(วันที่"
    r"| \([0-9]{1,3} (?:ชั่วโมง|วัน)\)| (?:ต|อ)\. ?[ก-๎]{2,20} (?:อ|จ)\."
)
_SHORT = re.compile(
    rf"(?:{_NOUN}|ดังกล่าว|ครั้งนี้|รุ่น(?:ที่)? ?[0-9/]*|ไปแล้ว|เสร็จสิ้น|เรียบร้อย"
    rf"|เชิงปฏิบัติการ| |วิชาการ|นี้|นั้น|แล้ว|เปิด|ปิด|คือ|และ"
    rf"|ให้น้องๆ|ฟรี|โดย|พร้อมเพรียงกัน|ครั้งต่อไป|ครั้ง|พร้อม|ดังนี้|ประกอบด้วย|จำนวน)*"
)
_CALLS = re.compile("(?:หลักสูตร|หัวข้อ|เรื่อง|โครงการ|กิจกรรม|รายการ|งาน|ชื่อ|คือ) ?$")
_OPENING = re.compile("พิธีเปิด(?:การ)?(?=(?:ฝึก)?อบรม|ประชุม|สัมมนา|เสวนา)")
# The name of a section, with where to ask it; the way in which something is done.
_NO_TITLE = re.compile(r"(?:โทร|☎|tel)[^ก-๎]|ด้วยตน(?:เอง)?$", re.IGNORECASE)
# What stands between a name and its day: "… จัดเมื่อวันศุกร์ที่", "… เปิดแล้ว".
_WHEN = re.compile(
    r" ?(?:(?:จัด|เริ่ม|มี)(?:ขึ้น)?|เมื่อ|ระหว่าง|ใน|(?<= )ที่|(?<= )เปิด(?:แล้ว|ฉาก)?|(?:เวลา )?[0-9]{1,2}[.:][0-9]{2} ?น\.?"
    r"|(?:เริ่ม)?เวลา|วันที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์) ?(?:ที่)?) ?\Z"
)
_BOUND = re.compile(r"(?<=[ก-๎])(?:ขึ้น|จำนวน [0-9])")


@dataclass(frozen=True, slots=True)
class Act:
    """What is held: the title at `start:end`, and where the verb before it begins."""

    verb: int
    start: int
    end: int


def acts(folded: str, stops: list[int], start: int, end: int) -> list[Act]:
    """What a stretch says is held, in order; only acts that have a name of their own.

    A name ends at the latest at the next of `stops`: where a person, a venue or a day is named.
    """
    found = []
    for pattern in (_ACT, _BARE_ACT, _LINE_ACT):
        for match in pattern.finditer(folded, start, end):
            begin = match.start("title")
            if folded[begin - 1] in _OPEN and _matches(folded, begin):
                first, last = begin, _matches(folded, begin)
            else:
                first, last = begin, title_end(folded, begin, end, stops)
            opened = _OPENING.match(folded, first, last)
            first = opened.end() if opened else first
            words = folded[first:last]
            if _SHORT.fullmatch(words) and folded.startswith(" เพื่อ", last):
                # "สัมมนาเชิงปฏิบัติการ เพื่อเพิ่มประสิทธิภาพ…": what for is the name
                last = title_end(folded, last + 6, end, stops)
                words = folded[first:last]
            if len(words) >= 8 and not _SHORT.fullmatch(words) and not _NO_TITLE.search(words):
                found.append(Act(match.start(), first, last))
    found += [Act(each.start(), *each.span("title")) for each in _NAMED.finditer(folded, start, end)]
    return sorted(found, key=lambda act: act.start)


def _matches(folded: str, begin: int) -> int:
    """Where the quotation that begins before `begin` ends; 0 if it does not."""
    return next((at for at in range(begin, min(len(folded), begin + _LONGEST)) if folded[at] in _CLOSE), 0)


def _in_quotes(folded: str, begin: int, at: int) -> bool:
    """Whether a place lies in a quotation that closes after it."""
    opened = max(folded.rfind(mark, begin, at) for mark in "“«")
    return opened >= 0 and not any(mark in folded[opened + 1 : at] for mark in "”»") and bool(_matches(folded, at))


def title_end(folded: str, begin: int, end: int, stops: list[int]) -> int:
    """Where the name of an event ends: at what begins another clause outside quotation marks."""
    limit = min(end, begin + _LONGEST)
    line = folded.find("\n", begin, limit)
    limit = line if line >= 0 else limit
    near = stops[bisect_right(stops, begin) : bisect_left(stops, limit)]
    limit = next((stop for stop in near if not _in_quotes(folded, begin, stop)), limit)
    at = begin
    while at < limit:
        stop = _STOP.search(folded, at, limit)
        while stop and stop[0] == " - " and ")" in folded[stop.end() : stop.end() + 12]:
            stop = _STOP.search(folded, stop.end(), limit)  # "(พ.ศ. 2566 - 2570)"
        opened = next((place for place in range(at, stop.start() if stop else limit) if folded[place] in _OPEN), None)
        if opened is None:
            limit = stop.start() if stop else limit
            break
        close = _matches(folded, opened + 1)
        if not close or close >= limit:
            stop = _STOP.search(folded, opened, limit)
            double = folded.find("  ", opened, limit)
            limit = stop.start() if stop else double if double > 0 else limit
            before = folded[begin:opened]
            if len(before) >= 20 and not _SHORT.fullmatch(before) and not _CALLS.search(before):
                limit = opened  # the name stands before what is quoted without an end
            break
        at = close + 1
    glued = _BOUND.search(folded, begin, limit)
    limit = glued.start() if glued else limit
    while when := _WHEN.search(folded, begin, limit):
        limit = when.start()
    while limit > begin and not (
        folded[limit - 1].isalnum() or folded[limit - 1] in _ENDS or _SHORTENED.search(folded, begin, limit)
    ):
        limit -= 1
    return limit


def kind(words: str) -> str | None:
    """The kind that the words of a title say: "training", "seminar" …"""
    said = kind_said(words)
    return said[0] if said else None


def kind_said(words: str) -> tuple[str, int, int] | None:
    """The kind that the first word of a title that says one says, and where that word begins and ends."""
    said = [(found.start(), -found.end(), name) for pattern, name in _KINDS if (found := pattern.search(words))]
    if not said:
        return None
    start, end, name = min(said)
    return name, start, -end


def programme(source: Source, folded: str, start: int, end: int) -> Found[str] | None:
    """The project that the event belongs to, if the text names one on a line of its own or in quotation marks."""
    found = re.compile(r"(?:^|\n)(?:ชื่อ)?โครงการ(?! ?:|นี้|ดังกล่าว)[^\n]{8,120}(?=\n|$)").search(folded, start, end)
    if found is None or _STOP.search(folded, found.start() + 1, found.end()):
        return None
    first = found.start() + (folded[found.start()] == "\n")
    words = re.compile(r" (?:ประจำปี|รุ่นที่)[^\n]*$").search(folded, first, found.end())
    return source.words(first, words.start() if words else found.end(), Sure.GUESS)
