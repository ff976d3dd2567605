"""What was held, and by whom: the title, the kind, the organiser and the programme."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from thai.reading.source import Source
from thai.reading.values import Found, Sure
from thai.reading.venues import Place
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
    rf"|เมื่อ|ระหว่าง|โดย|ใน|เพื่อ|ซึ่ง|มี|ที่|พร้อม|ได้|วันที่|รับ|ใคร|จำนวน|วิทยากร|โทร|สอบถาม|สนใจ|ติดต่อ|ลงทะเบียน|ค่า|ฟรี|ไม่)"
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
    r"|ลงพื้นที่|ติวเข้ม|เพิ่ม(?=ศักย|ทักษะ)|กลับมา|นัด(?=ประชุม)|จะมี|แจง(?!าน)|ปั้น|ส่งผู้|เป็น(?=ผู้|เจ้าภาพ)"
    r"|ได้(?=รับ|ร่วม|$)|(?<= )พัฒนา(?=ทีม|ศักย|ทักษะ|บุคลากร|เครือข่าย)|กำหนด|[!…@]|จำนวน [0-9]"
    r"| อำเภอ[^ ]{2,30} จังหวัด|\([^()]{1,30}\)$)"
)
_ITS_PROVINCE = re.compile(r"(?<=[ก-๎0-9]) จังหวัด[ก-๎]{3,20}$")
_AREA = re.compile("(?:อำเภอ|จังหวัด|เขต)[^ \n]{2,30} (?!(?:จึง)?(?:ได้)?(?:ร่วม)?(?:กำหนด)?จัด)")
_BETWEEN = re.compile(rf"ระหว่าง ?(?P<name>{_ORGANISATION}[^\n ]{{2,80}}?)(?:กั ?บ|และ)")


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
