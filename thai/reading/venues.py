"""Where it is held: the venue."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from thai import places
from thai.reading.names import Named

_LONGEST = 140

# How a place begins.
_PLACE = (
    r"ห้อง|หอ(?:ประชุม|ศิลป|สมุด|ดูดาว|คอย|ธรรม|แสดง|พระ|จดหมาย"
    r"|นาฬิกา| )|โร[งม]แรม|โรงเรม|โรงเรียน|โรงพยาบาล|โรงละคร|โรงยิม|โรงภาพยนตร์"
    r"|โรงงาน|โรงอาหาร|อาคาร|ตึก|ศาลา|ศูนย์|สนาม|วัด(?!ผล|ระดับ"
    r"|ความ|ค่า)|มัสยิด"
    r"|มหาวิทยาลัย|วิทยาลัย|วิทยาเขต|สำนักงาน|สำนัก|สถานี|สถาน"
    r"|สโมสร|สวน|ลาน|เวที|บริเวณ|หน้า|ชั้น|ที่ว่าการ|ที่ทำการ|ที่ทำการ"
    r"|เทศบาล|องค์การ|อบต\.|อบจ\.|รพ\.|รร\.|สภ\.|ภ\.จว|ค่าย|ฐาน"
    r"|กอง|กรม|คณะ"
    r"|บ้าน|ชุมชน|หมู่บ้าน|ตลาด|ท่าเรือ|ท่าอากาศยาน|อุทยาน|พิพิธภัณฑ|โบราณสถาน"
    r"|รีสอร์ท|เมืองทอง|ไบเทค|อิมแพ็ค|อิมแพค|เดอะ|แปลง|ไร่|ฟาร์ม"
    r"|อ่างเก็บน้ำ|เขื่อน|หาด|เกาะ|ถ้ำ|น้ำตก|ป่า|เขต(?:รักษา|ห้าม)"
    r"|คุ้ม|วัง(?!น)|จวน|ห้าง|เซ็นทรัล|โลตัส|บิ๊กซี|เซ็นเตอร์|ธนาคาร"
    r"|การไฟฟ้า|การประปา|ท้องสนาม|ตำหนัก|พระ(?:ตำหนัก|ธาตุ|บรม|ที่นั่ง)"
    r"|อนุสาวรีย์|แหล่ง|ถนนคนเดิน|สะพาน|แยก|ปะรำ|โดม|ยิม|สนง\."
    r"|ศาล|เรือนจำ|จุด|พื้นที่|ริม|สมาคม|มูลนิธิ|บริษัท|โครงการชล"
    r"|ทำเนียบ|รัฐสภา|กระทรวง|สถาบัน|ศพก|กศน|สกร\.|สหกรณ์|ไปรษณีย์"
    r"|ด่าน|วิหาร|อุโบสถ|พระวิหาร|โบสถ์|กุฏิ|ศาลเจ้า|คริสต|พุทธมณฑล"
    r"|บึง|หนอง|ทุ่ง|ท่าน้ำ|เรือน|ลานกีฬา|แกรนด์|คลับ|hall|room"
    r"|convention|hotel|resort"
)
# What stands after ณ and is no venue.
_NOWHERE = (
    r"ณ |วัน|โอกาส|ที่นี้|ที่นั้น|ที่ใด|บัดนี้|บัดนั้น|ปัจจุบัน"
    r"|สิ้น|เวลา|ขณะ|เดือน|ปี|ตอนนี้|ช่วง|จุดนี้|จุดนั้น|สถานที่"
    r"|ระดับ|ราคา|อัตรา|กรุง|จังหวัด|อำเภอ|"
    r"ตำบล|ประเทศ|ต\.|อ\.|จ\.|ไตรมาส|ระหว่าง|ภาค|ต่าง|ทุก|เมือง(?!ทอง|โบราณ)"
)
# A line of its own that is a venue, as on a poster.
_LINE = r"(?:^|\n)[^\w\n]{0,4}(?=(?:ห้อง(?:ประชุม|สัมมนา)|หอประชุม|โรงแรม|ศูนย์ประชุม|ศาลากลาง)[^\n]{4,90}(?:\n|$))"
# What is visited is the venue.
_VISITED = "ชุมชน|ศูนย์|โรงเรียน|โรงพยาบาล|วัด(?!ผล)|หมู่บ้าน|ฟาร์ม|สวน|พิพิธภัณฑ์|วิสาหกิจ"
# "…จัดที่ห้องประชุม", "…น.ที่วัด": a verb or a time with no space after it.
_GLUED_CUES = (
    rf"(?:(?<=น\.)|(?<=จัด)|(?<=ขึ้น)|(?<=เปิด))ที่ ?(?={_PLACE})"
    r"|(?:(?<=ประชุม)|(?<=อบรม)|(?<=สัมมนา)|(?<=เสวนา)|(?<=กัน))ที่ ?(?=ห้อง|หอประชุม|โรงแรม|ศาลา|อาคาร)"
)
# After the day or the time a place may stand with nothing before it: a room, or what the address of is said.
_BARE = (
    r"(?:(?<=[0-9])|(?<=[0-9]\))|(?<=น\.)|(?<=[0-9] \.)) ?"
    r"(?=โรงแรม|ห้อง ?[0-9]{2,4} |ห้องประชุม|หอประชุม|ศาลากลาง"
    r"|(?:วัด(?!ผล|ระดับ|ความ|ค่า)|โรงเรียน|โรงพยาบาล|อาคาร|ศาลา|ศูนย์|สนาม|ลาน|ที่ว่าการ|บ้าน|สำนักงาน|ค่าย)[ก-๎]{1,40}"
    r"(?: [ก-๎0-9.]{1,30}){0,2} (?:ตำบล|ต\.|อำเภอ|อ\.|เขต) ?[ก-๎]{2,20} (?:อำเภอ|อ\.|จังหวัด|จ\.) ?[ก-๎]{2,20}"
    r"(?: (?:จังหวัด|จ\.) ?[ก-๎]{2,20})? ?(?:นา[ยง]|โดย|มี|ว่าที่|พล|ดร|\n|$))"
    r"|(?P<used>(?:^|\n)[^\w\n]{0,3}| )(?=(?:ห้อง|หอประชุม|โรงแรม|อาคาร|ศาลากลาง|ศูนย์ประชุม)"
    r"[^\n]{4,120}?(?:คือ|เป็น)(?:สถาน)?ที่(?:จัด|ประชุม|อบรม))"
)
_CUE = re.compile(
    rf"(?<![ก-๎])ณ\.? ?(?=[“\"ก-ฮเ-ไA-Z])(?!{_NOWHERE})|(?:(?<![ก-๎])ณ"
    rf"|(?:(?<=\n)|(?<= ))(?:ที่ไหน|จัดที่ไหน) ?[:：?]|สถานที่[^\n]{{0,16}}(?:คือ|เป็น(?! ?ณ))"
    rf"|จาก(?=ห้องส่ง)|(?:จาก|โดยใช้|ภายใน)(?=(?:ห้อง|หอ)ประชุม[ก-๎0-9 ])|สถานที่(?:จัด)?(?:งาน"
    rf"|กิจกรรม|อบรม|ประชุม)?(?:เดิม)? ?[:：]?"
    rf"|📍|📌|🏢|🏨|@|(?<![ก-๎])ที่) ?(?={_PLACE})|ณ ?(?=ห้อง|โรงแรม|หอประชุม"
    rf"|อาคาร|ศาลา)|{_BARE}"
    rf"|{_GLUED_CUES}|(?P<to>(?<=ไป)(?:ที่|ยัง)) ?(?={_PLACE})"
    rf"|(?P<visit>(?:ตรวจเยี่ยม|เยี่ยมชม|ลงพื้นที่) ?(?={_VISITED}))|[📍📌] ?(?:ณ\.? ?|ที่ ?)?(?=[ก-ฮเ-ไA-Z])|{_LINE}"
    rf"|(?:^|\n)[^\w\n]{{0,3}}สถานที่ ?[:：]? ?(?!จัด|ราชการ|ท่อง"
    rf"|ดัง|ต่าง|ที่|คง|เดิม|ประชุม|อบรม|ตั้ง|ปฏิบัติ)(?=[ก-ฮเ-ไA-"
    rf"Z])",
    re.IGNORECASE,
)
_ROOMS = re.compile(
    r"(?<=[ก-๎0-9”\")]) (?=(?:ห้อง|หอ)ประชุม(?!เต็ม|ใหม่|ของ|ที่|และ|ให้|จำนวน|มี|ขนาด)[ก-๎]{3}"
    r"|ห้องประชุม (?:ชั้น )?[0-9A-Z])"
)
_TELLS = re.compile("จัด|เป็น|ได้|โดย|เข้าร่วม|ประชุม(?=หารือ|ร่วม|ชี้แจง)|ให้|มี|พร้อม|ที่พัก|ราคา|บาท")
_NOT_HERE = re.compile(
    r"(?:(?<!คุ้น)เคย|ขอได้|(?<!โรค)(?<!ไม่)ติดต่อ|สอบถาม|(?<!อาสา)สมัคร|ลงทะเบียน|ดาวน์โหลด"
    r"|ซื้อ(?=[^\n ]{0,20} ?(?:ได้ ?)?$)|ยื่น|เอกสาร|รถบัสออก|รวมพล|ขึ้นรถ)[^\n]{0,60}$"
    r"|(?<![ก-๎])(?:แต่|จาก)?เดิม(?:(?!เป็น|ไป|ตาม)[^\n]){0,60}$"
    r"|(?:ก่อนหน้านี้|ในอดีต|(?:ปี|ครั้ง|รุ่น)(?:ที่แล้ว|ก่อน|หน้า|ต่อไป|ถัดไป))(?:(?!ปีนี้|ครั้งนี้|รุ่นนี้)[^\n]){0,40}$"
    r"|(?:ชั้น|ประชุม|อาคาร|ห้อง|หมู่(?:ที่)?|ม\.) ?[0-9]{1,4}$"
)
_WITHIN = re.compile("(?:บริเวณ|ภายใน)? ?")
_UNNAMED = re.compile("(?:ห้อง|หอ)ประชุม|อาคาร|โรงเรียน|โรงพยาบาล|โรงแรม|ศูนย์|สำนักงาน|สถานที่|พื้นที่|สนาม|ชุมชน|หมู่บ้าน")
# Who goes to see: where they go is the venue.
_GOES = re.compile("คณะ|ดูงาน|เดินทาง|ทัศนศึกษา|ลงพื้นที่")
# What ends a venue where it begins a word …
_STOP = re.compile(
    r"(?:โดย|ซึ่ง|เพื่อ|พร้อม|มี(?!นา|นบุรี)|ได้|และ(?:มี|ได้|ผ่าน|ถ่ายทอด|เชื่อม|ระบบ|ทาง|ออนไลน์|ศึกษา|ทัศน|เดินทาง|เยี่ยม|ลงพื้นที่|ออก|ไป|จัด|นำ|ห้วง|ช่วง|ภาค(?:เช้า|บ่าย))|ไปยัง"
    r"|เมื่อ|ปัจจุบัน|ระหว่าง(?:วันที่|เวลา| ?[0-9])"
    r"|ช่วง(?:เช้า|บ่าย|ค่ำ)|ภาค(?:เช้า|บ่าย)|ลงพื้นที่|จากนั้น|ต่อมา|ณ(?: |$)|วันที่|วัน(?:จันทร์|อังคาร"
    r"|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|นี้)|เวลา|ในการ|ทั้งนี้|สำหรับ"
    r"|จำนวน|อำเภอ|อ\.|ตำบล|ต\.|เขต(?!รักษา|ห้าม|พื้นที่|การศึกษา|สุขภาพ|ตรวจ|บริการ| ?[0-9])|แขวง"
    r"|(?<!แห่งประเทศไทย )จังหวัด|จ\.|จว\."
    r"|กรุงเทพ|กทม|ถนน|ถ\.|เลขที่|หมู่(?:ที่)? ?[0-9]|ม\.[0-9]{1,2} "
    r"|ผู้|นำโดย|จัดโดย|จัด(?!แสดง)|ร่วม|เข้า|นาย|นาง|นพ\.|พญ\."
    r"|ดร\.|ผศ\.|รศ\.|พล\.|พ\.ต|ร\.ต|น\.ส\.|ว่าที่|โทร|ตั้งแต่"
    r"|ในวัน|วัน(?:แรก|สุดท้าย|ที่สอง)|ในพิธี|ในโอกาส(?!ฉลอง|มหามงคล|เฉลิม|ทรง|ครบ)|อันเป็น|เป็น|เนื่อง|ประธาน|ปลัด|รอง(?:ผู้"
    r"|นายก|ปลัด|อธิ|ประธาน)|อธิบดี|คุณ(?=[ก-ฮเ-ไ])|กลุ่มเป้าหมาย"
    r"|ผ่าน|ร่วมกับ|แก่|ให้|ใน(?!เครือ|โอกาส)|หัวข้อ|เรื่อง|ภายใต้|ขอเชิญ"
    r"|นี้|(?:และ)?(?:ครั้ง|รุ่น)(?:ที่|แรก)|บรรยาย(?!สรุป)|อภิปราย|แถลง(?=ข่าว|ผล)|รายละเอียด|ตามรายละเอียด|ดังนี้|ดังรายละเอียด|กิจกรรม|สนับสนุน|เปิด|นั้น|จึง|นักเรียน|นักศึกษา|ประชาชน"
    r"|เยาวชน|เกษตรกร|สมาชิก|บุคลากร|อสม|กำนัน|ตามที่|ท่ามกลาง"
    r"|งบประมาณ|วิทยากร|เจ้าหน้าที่|คณะ(?=ผู้|วิทยากร|กรรมการ|ทำงาน|จำนวน|เดินทาง|ศึกษาดู|ดัง)"
    r"|หรือ|คู่กรณี|คือ|ที่ประชุม|เกี่ยวกับ|ครู(?!สภา)|โครงการ(?!ชล)|พิธี|ซอย|ลงทะเบียน|พบ|แบ่ง"
    r"|รวม|ประมาณ|[(\[,#/|•👉🎉👥⏰🗓📣–-])"
)
# … and where it is glued to the word before.
# What no part of a place says: another sentence has begun.
_CLAUSE = re.compile("จะ|ให้|ซึ่ง|ต้อง|ไม่|ถูก|ส่ง|ขอ|ตาม|ได้|รับ|เพื่อ")
_BEGINS = re.compile(_PLACE, re.IGNORECASE)
# No hotel or university is called after its district: "โรงแรมเทวราชจังหวัดน่าน".
_INN = re.compile("(?:โรงแรม|รีสอร์ท|มหาวิทยาลัย)[ก-๎]{0,40}?(?=(?:ตำบล|อำเภอ|จังหวัด)[ก-๎])")
# What stands in brackets within a name: "ห้องประชุม 1 (ชั้น 3) ศาลากลาง", "วัดเขาใหญ่ (วัดบน) อำเภอ…".
_ASIDE = re.compile(
    rf"\([ก-๎A-Za-z. ]{{2,30}}(?:[0-9]{{1,2}})?\)(?= (?:ต\.|ตำบล|อ\.|อำเภอ|เขต|แขวง|จ\.|จังหวัด|ถนน|{_PLACE}))",
    re.IGNORECASE,
)
# Every village has one of these: which one it is, its number says.
_OF_A_VILLAGE = re.compile("(?:(?:ศาลา|อาคาร|ลาน)(?:เอ|อเ)นกประสงค์|ศาลาประชาคม|ศาลากลางบ้าน)(?: |$)")
_VILLAGE = re.compile(r"(?:หมู่(?:ที่)?|ม\.) ?[0-9]{1,2}|[0-9]{1,2}(?= |$)|บ้าน[ก-๎]")
# A room may be called after a person: "ห้องประชุม ดร.ตั้ว ลพานุกรม".
_ROOM = re.compile("(?:ห้อง|ห้องประชุม|หอประชุม|อาคาร|ตึก|ศาลา) ?")
_FARM = re.compile("(?:แปลง|สวน|ไร่|ฟาร์ม|บ้าน|ศูนย์เรียนรู้)[^\n]{0,30}")
_LIVES = re.compile(r"[^ \n]+ [^ \n]+ (?:หมู่|ม\.|บ้าน|ต\.|ตำบล|อ\.|อำเภอ)")
_GLUED_STOP = re.compile(
    r"(?<= )[ก-๎]{2,30}เข้า(?:ร่วม|รับ|อบรม)|โดย(?:มี|ได้รับ|นาย"
    r"|นาง| |$)|(?<=[0-9])(?:ตำบล|อำเภอ|จังหวัด)|เพื่อ|ซึ่งมี|ซึ่งได้|พร้อมด้วย|มีผู้|มีนาย|มีนาง|จังหวัด(?=[ก-ฮ]{2,14}(?:โดย"
    r"|มี))|เมื่อวันที่|ระหว่างวันที่"
    r"|(?<!ที่ว่าการ)(?<!สำนักงาน)(?:(?<!เทศบาล)(?<!บริหารส่วน)ตำบล[ก-๎]{2,16})?อำเภอ[ก-๎]{2,16}จังหวัด"
)
_VERB = re.compile(
    r"(?:ได้)?(?:จัด(?!แสดง|การ(?!อบรม|ประชุม|สัมมนา|เสวนา)|ซื้อ|โดย|ขึ้น)|ร่วมกับ|มอบหมาย|^ประชุม|เป็นประธาน"
    r"|ดำเนิน|เปิด(?:การ|โครงการ|งาน|อบรม)|นำ(?:โดย|คณะ)|กำหนด"
    r"|ได้(?=จัด|ร่วม|เปิด|ดำเนิน|กำหนด))"
)
_ORGANISATION = re.compile(
    r"(?:สำนักงาน|สำนัก|กรม|กระทรวง|องค์การ|เทศบาล|มหาวิทยาลัย"
    r"|คณะ|โรงเรียน|โรงพยาบาล|สถานี|กอง|ศูนย์|จังหวัด|อำเภอ|วิทยาลัย"
    r"|ศาล|สถาบัน|สมาคม|มูลนิธิ|บริษัท|สภา|ธนาคาร|การไฟฟ้า|ตำรวจ"
    r"|อบ[จต]\.|สสจ|สพ[ปม]|สภ\.|ภ\.จว|สนง|ปภ|กกต|กอ\.รมน|กลุ่ม"
    r"|ฝ่าย|ชมรม|พช\.|กศน|สกร)"
)
_SHORTENED = re.compile(r" [ก-ฮ]{2,5}\.\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A venue in the text, and where what is said about where it lies ends."""

    start: int
    end: int
    near: int
    said: int  # where its ณ or ที่ stands
    cued: bool = True  # whether there is one


def venues(folded: str, names: list[Named], start: int, end: int) -> list[Place]:
    """The venues that a stretch names, in order; if none has a cue before it, the rooms that it names."""
    return _cued(_CUE, folded, names, start, end) or _cued(_ROOMS, folded, names, start, end)


def _cued(cues: re.Pattern[str], folded: str, names: list[Named], start: int, end: int) -> list[Place]:
    starts = sorted(name.start for name in names if name.whole)
    begins = [name.start for name in names]
    found = []
    at = start
    while cue := cues.search(folded, at, end):
        at = cue.end()
        how = cue.lastgroup
        before = folded[max(folded.rfind("\n", 0, cue.start()) + 1, cue.start() - 80) : cue.start()]
        if _NOT_HERE.search(before) or (how == "to" and not _GOES.search(before)):
            continue
        if any(name.start < cue.start() < name.end for name in names[bisect_left(begins, cue.start()) - 1 :][:1]):
            continue  # "ณ อยุธยา" of a name
        line_end = folded.find("\n", cue.end())
        if (
            cue[0].startswith("\n")
            and how != "used"
            and _TELLS.search(folded, cue.end(), line_end if line_end >= 0 else end)
        ):
            continue
        within = _WITHIN.match(folded, cue.end())
        begin = within.end() if within else cue.end()
        stop = _venue_end(folded, begin, end, starts)
        if stop - begin >= 4 and not places.find(folded[begin:stop]) and not _UNNAMED.fullmatch(folded, begin, stop):
            line = folded.find("\n", stop, stop + 110)
            near = line if line >= 0 else stop + 110
            # bullets of a form: "อำเภอ : ลับแล จังหวัด : อุตรดิตถ์" on the next line
            if folded[stop : stop + 1] == "\n" and re.match(r"\n ?(?:อำเภอ|จังหวัด|ตำบล)", folded[stop : stop + 12]):
                near = stop + 90
            near = min([near, *starts[bisect_left(starts, stop) :][:1]])  # a post tells where one comes from
            elsewhere = folded.find(" ณ ", stop + 1, near)
            near = elsewhere if elsewhere >= 0 else near
            # what is visited is in the name of the event
            said = stop if how == "visit" else cue.start()
            found.append(Place(begin, stop, min(near, end), said, not how and bool(cue[0].strip())))
            at = stop
    # what is said of where the next one lies is not said of this
    nexts = [place.said for place in found[1:]] + [end]
    return [replace(place, near=min(place.near, later)) for place, later in zip(found, nexts, strict=False)]


def _venue_end(folded: str, begin: int, end: int, starts: list[int]) -> int:
    limit = min(end, begin + _LONGEST)
    line = folded.find("\n", begin, limit)
    limit = line if line >= 0 else limit
    limit = min([limit, *(at for at in starts if begin < at < limit and not _named_for(folded, begin, at))])
    glued = _GLUED_STOP.search(folded, begin + 2, limit)
    limit = glued.start() if glued else limit
    inn = _INN.search(folded, begin, limit)
    limit = inn.end() if inn else limit
    chunks = [(each.start(), each.end()) for each in re.finditer(r"[^ ]+", folded[begin:limit])]
    taken = aside_end = 0
    for place, (first, last) in enumerate(chunks):
        words = folded[begin + first : begin + last]
        named_for = place and begin + first in starts and _named_for(folded, begin, begin + first)
        verb = _VERB.search(words) if place else None
        if verb and verb.start() == 0:
            # the subject of a verb is not the venue: "ณ ห้องประชุม สำนักงาน ก จัดอบรม"
            own = [at for at in range(1, taken) if _ORGANISATION.match(folded, begin + chunks[at][0])]
            taken = own[-1] if own else taken
        if begin + first < aside_end:
            taken = place + 1
            continue
        aside = _ASIDE.match(folded, begin + first, limit) if place else None
        if aside:
            aside_end, taken = aside.end(), place + 1
            continue
        whose = place and _OF_A_VILLAGE.match(folded, begin) and _VILLAGE.match(folded, begin + first, limit)
        if verb or (place and not named_for and not whose and _STOP.match(folded, begin + first, limit)):
            break
        if place and len(words) > 24 and _CLAUSE.search(words) and not _BEGINS.match(words):
            break
        taken = place + 1
    if not taken:
        return begin
    stop = begin + chunks[taken - 1][1]
    while stop > begin and folded[stop - 1] in ' .,;:)”"' and not folded[stop - 2 : stop - 1].isascii():
        if _SHORTENED.search(folded, begin, stop) or (folded[stop - 1] == ")" and "(" in folded[begin:stop]):
            break
        stop -= 1
    return stop


def _named_for(folded: str, begin: int, at: int) -> bool:
    """Whether the place that begins at `begin` is called after the person named at `at`, or is theirs."""
    if _ROOM.fullmatch(folded, begin, at) or folded.startswith("ของ", at - 3):
        return True
    return _FARM.fullmatch(folded, begin, at) is not None and _LIVES.match(folded, at) is not None
