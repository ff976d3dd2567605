"""Names of people in running text, each with where it stands."""

import re
from dataclasses import dataclass

from thai.names import NO_TITLE, TITLE

# What may stand against a name with nothing between: everyday words before it, a post after it.
_GLUED_BEFORE = re.compile(
    r"(?:โดย|มี|และ|ให้|กับ|จาก|คือ|ที่|ด้วย|แก่|ของ|ด้าน|ส่วน"
    r"|เชิญ|ได้แก่|ผู้แทน|แทน|ต่อ|เมื่อ|พบ|ว่า|ท่าน|วิทยากร|ประธาน"
    r"|รายงาน|ต้อนรับ|ดังนี้|พระคุณ|ประคุณ|สัมภาษณ์|นำ|พร้อม|ยินดี|หมาย|เป็น"
    r"|โดยท่าน)$"
)
_POST = (
    r"อธิบดี|อธิการบดี|คณบดี|ผู้(?:ว่า|อำนวย|บัญชา|กำกับ|บังคับ"
    r"|แทน|เชี่ยวชาญ|จัดการ|ช่วย|พิพากษา|ตรวจ|ประสาน|สื่อข่าว|ใหญ่"
    r"|ก่อตั้ง|ประกาศ|รับ|ทรง|บริหาร|ดำเนิน(?:รายการ|การ|$)|นำ|เป็น|ประกอบ)"
    r"|รอง(?:ผู้|นายก|ปลัด|อธิ|ประธาน|เลขา|หัวหน้า|ผอ|ผบ|ผกก|คณบดี"
    r"|นายแพทย์|โฆษก|ศึกษา|เจ้า(?:คณะ|อาวาส))|รักษา(?:การ|ราชการ)|นายก|นายอำเภอ|ปลัด|ประธาน(?:กรรม|สภา"
    r"|คณะ|ใน|หอ|ชมรม|เปิด|ศูนย์|กต|บริหาร|เครือ)"
    r"|หัวหน้า|เลขา(?:ธิการ|นุการ)|ที่ปรึกษา|โฆษก|สมาชิก(?:สภา"
    r"|วุฒิ)|กรรมการ|กำนัน|เจ้าคณะ|เจ้าอาวาส|เจ้าหน้าที่|เจ้าพนักงาน"
    r"|นัก(?:วิชาการ|ประชา|พัฒนา|วิเคราะห์|จัดการ|ทรัพยากร|สื่อสาร)"
    r"|ประชาสัมพันธ์จังหวัด|เกษตร(?:จังหวัด|อำเภอ|กร)|พัฒนาการจังหวัด"
    r"|ศึกษาธิการ|ศึกษานิเทศก์|สาธารณสุข(?:จังหวัด|อำเภอ)|ท้องถิ่น(?:จังหวัด"
    r"|อำเภอ)|อาจารย์|แพทย์|พยาบาล|บรรณาธิการ"
    r"|ผอ\.|ผบ|ผกก|รอง |วิทยากร|ครู(?:ชำนาญ|ประจำ|ใหญ่)|ตำแหน่ง"
)
_VERB = (
    r"[เแ]ป็น(?:ประธาน|วิทยากร|ผู้|องค์|พิธี|เกียรติ|ตัวแทน|หัวหน้า"
    r"|เจ้า|ที่|$)|กล่าว|ได้(?:รับ|ร่วม|นำ|ให้|มอบ|กล่าว|จัด|เป็น"
    r"|ทำ|บรรยาย|$)|จะ(?:กล่าว|เป็น|บรรยาย)"
    r"|(?:เข้า)?ร่วม(?:เป็น|พิธี|งาน|ประชุม|กับ|บรรยาย|เสวนา|เปิด"
    r"|ด้วย|กิจกรรม|$)|จาก|และ|พร้อม(?:ด้วย|คณะ|กับ|ทั้ง|$)|ให้(?:การ"
    r"|เกียรติ|ความ|สัมภาษณ์|ข้อมูล|เป็น|$)"
    r"|มอบ(?:หมาย|นโยบาย|ให้|$)|โดย|ที่$|เพื่อ|ซึ่ง|ใน(?:ฐานะ|พิธี"
    r"|โอกาส|การ|วัน|$)|บรรยาย|เปิด(?:การ|เผย(?:ว่า|ถึง|$)|โครงการ|งาน|อบรม"
    r"|ประชุม|$)|ลงพื้นที่|นำ(?:คณะ|ทีม|เสนอ|$)|ณ$|เวลา|ทำหน้าที่"
    r"|ดำเนิน"
    r"|ผู้$|ถวาย|เดินทาง|ตรวจเยี่ยม|เผย|ระบุ(?:ว่า|$)|แถลง(?:ข่าว|ว่า|$)|ขึ้น$|ตลอดจน|อายุ"
    r"|สังกัด|จำนวน$|หรือ|วันที่|กลุ่มงาน|ฝ่าย|สำนัก|กอง(?:การ|บัง|บัญ"
    r"|สื่อ|สาธารณ|คลัง|ช่าง|ทุน|นโยบาย|สวัสดิ|ยุทธ|ประชา|กลาง"
    r"|กำกับ|$)|กรม|คณะ"
    r"|จังหวัด|อำเภอ|ตำบล|โรงเรียน|โรงพยาบาล|มหาวิทยาลัย|เทศบาล"
)
_NOT_FAMILY = re.compile(f"{_POST}|{_VERB}|นาย(?=[ก-ฮเ-ไ])|นาง(?=[ก-ฮเ-ไ])")
_NOT_GIVEN = re.compile(
    f"(?:{_VERB}|สาธารณสุข|ชำนาญการ|ใหญ่|เชี่ยวชาญ|ประจำ|ทหาร|ตำรวจ"
    f"|ผู้|แห่ง|ท่าน|ทุก|หลาย|พิเศษ|เวร|ใน$|ที่|เข้า(?:รับ|ร่วม|อบรม|ประชุม|ฟัง)|ๆ|ของ|ไทย$|สังกัด"
    f"|เกษียณ|อัตรา|รอง$|หรือ|นัก|กว่า|จำนวน|รวม|ทั้ง|ทราบ)"
)
_GLUED_AFTER = re.compile(
    r"(?:อธิบดี|อธิการบดี|คณบดี|ผู้ว่าราชการ|ผู้อำนวยการ|ผู้บังคับ"
    r"|ผู้กำกับ|ผู้พิพากษา|รองผู้|รองนายก|รองปลัด|รองอธิบดี|นายกเทศมนตรี"
    r"|นายกองค์การ|นายก อบ|นายอำเภอ"
    r"|ปลัด(?:จังหวัด|อำเภอ|เทศบาล|กระทรวง|องค์)|หัวหน้า|ประธาน(?:กรรม"
    r"|สภา|คณะ|ใน|หอ|ศูนย์)|[เแ]ป็น(?:ประธาน|วิทยากร|ผู้)|กล่าว"
    r"|เลขาธิการ|ประชาสัมพันธ์จังหวัด"
    r"|พร้อมด้วย|พร้อมคณะ|ให้การ|ให้เกียรติ|มอบหมาย|มอบนโยบาย|บรรยาย"
    r"|ได้รับ|ร่วม(?:เป็น|พิธี|งาน|ประชุม)|ดำเนินรายการ|ผู้ดำเนิน)"
)
_NOBLE = (
    r"(?:อยุธยา|ระนอง|สงขลา|นคร|เชียงใหม่|ลำปาง|ลำพูน|น่าน|ถลาง|ตะกั่วทุ่ง|พัทลุง|มหาสารคาม|กาฬสินธุ์|ร้อยเอ็ด"
    r"|ป้อมเพ็ชร์|จัมปาศักดิ์|อุบล|วิเชียร|หนองคาย|พิศณุโลก|สุโขทัย"
    r"|บางช้าง|ไชยา|ตะกั่วป่า|สกลนคร|ราชสีมา|จำปาศักดิ์|เชียงตุง"
    r"|พิษณุโลก|เพ็?ชรบูรณ์)"
)
_WORD = "[ก-ฮเ-ไ][ก-ฺเ-์ํ๎]{1,30}"
_GIVEN = re.compile(f"{_WORD}|[A-Z][a-z]{{1,20}}")
_FAMILY = re.compile(
    rf" ?(?:(?<= )ณ (?:{_NOBLE}(?![ก-ฮะ-ู])|[ก-ฮเ-ไ][ก-์]{{2,15}}(?= (?:{_POST})))"
    rf"|(?<= )({_WORD}|[A-Z][a-z]{{1,20}})(?: ณ {_NOBLE}(?![ก-ฮะ-ู]))?)"
)
# A second family name: only where a high post follows it, and it is no post itself.
_SECOND_FAMILY = re.compile(
    rf" (?!อดีต|อุป|เจ้าของ|ทนาย|อัยการ|สารวัตร|สถาปนิก|วิศวกร|นิติกร"
    rf"|ศิลปิน|ปราชญ์|แกนนำ|หมอ|ช่าง|เหรัญญิก|พัฒนากร|พระ|ผู้)({_WORD})"
    r"(?= (?:ผู้(?:ว่า|อำนวย|พิพากษา|บัญชา|บังคับ|ตรวจ|ช่วย)|รอง|นายก(?!สมาคม)"
    r"|นายอำเภอ|อธิ|ปลัด|คณบดี|หัวหน้า|เลขาธิการ|ผอ\.))"
)
_WHOLE_NAME = re.compile("พระ|หลวง|สามเณร")
_WEAK = re.compile(
    r"(?:คุณ|ครู|อาจารย์|กำนัน|พระ|หลวง|แพทย์|เภสัชกร|หม่อม|ท่านผู้"
    r"|ศ\.|จ\.|ส\.|กภ|พว|นส|ทพ|ภก|ภญ|รศ|ผศ|ดร|อ\.|อจ|นพ|พญ|ดอกเตอร์"
    r"|ศาสตราจารย์)"
)
_NO_PERSON = re.compile(
    "คุณ(?:สมบัติ|ค่า|ประโยชน์|หมอ|งาม|แม่|พ่อ|ครูทุก)|พระ(?:มหากษัตริย์|ราช|บรม|บาท|องค์|เจ้า|นาง|ภิกษุ|สงฆ์|พุทธ|ธาตุ)|อาจารย์และ|ครูและ"
)
# Monks of rank have a name in one word; their post follows.
_OF_RANK = (
    r"(?:สมเด็จพระ|พระ(?!ครู|มหา|อาจารย์|ราชบัญญัติ|เดชพระคุณ))[ก-์]{4,28}(?= (?:\([^()\n]{2,40}\) )?"
    r"(?:รอง|ผู้ช่วย|ที่ปรึกษา|เลขานุการ|ผู้แทน|รักษาการ)?เจ้า(?:คณะ|อาวาส))"
)
_MONK = re.compile(rf"(?:(?<![ก-๎])|(?<=โดย)|(?<=มี)|(?<=คือ)|(?<=คุณ)){_OF_RANK}")
# Towns and villages are called so too: เทศบาลเมืองนางรอง.
_TOWN = re.compile("(?:นคร|เมือง|บ้าน|บาง|หนอง|ตำบล|อำเภอ|ดอย|ทุ่ง)$")
_COUNTED = re.compile("(?<![0-9๐-๙])[0-9๐-๙]{1,3} ?$")
_LONE_A = re.compile(r"(?:โดย|วิทยากร|คือ|ได้แก่|และ|[-:,]) ?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text. `whole` says that it is enough to know a person by: a family name, or a monk's name."""

    start: int
    end: int
    whole: bool
    titled: bool = True


def _can_start(text: str, found: re.Match[str]) -> bool:
    start = found.start()
    before = text[max(0, start - 12) : start]
    last = before[-1:]
    if NO_TITLE.match(text, start) or _NO_PERSON.match(text, start):
        return False
    if found[0].startswith(("นาย", "นาง")) and _TOWN.search(before):
        return False
    if found[0].strip() in ("อ.", "อ"):
        return bool(_LONE_A.search(before))
    if found[0][0] in "น" and found[0].startswith(("นาย", "นาง")):
        return (last not in "ทขๆ" or not last) and not (
            text[found.end() : found.end() + 1].isspace() and _COUNTED.search(before)
        )
    if _WEAK.match(found[0]) or "." in found[0]:
        return not last or not ("ก" <= last <= "๎" or last in ".0123456789") or bool(_GLUED_BEFORE.search(before))
    return True


def named_at(text: str, at: int, titled: bool) -> Named | None:
    """The name whose given name begins at `at`, or None if none does."""
    given = _GIVEN.match(text, at)
    if given is None or _NOT_GIVEN.match(given[0]):
        return None
    cut = _GLUED_AFTER.search(given[0], 2)
    if cut:
        return Named(at, at + cut.start(), False, titled)
    family = _FAMILY.match(text, given.end())
    if family is None or (family[1] and (_NOT_FAMILY.match(family[1]) or text[family.end() : family.end() + 1] == ".")):
        return Named(at, given.end(), False, titled)
    end = family.end()
    second = _SECOND_FAMILY.match(text, end) if titled else None
    if second and len(second[1]) > 4 and not _NOT_FAMILY.match(second[1]):
        end = second.end()
    cut = _GLUED_AFTER.search(family[1], 2) if family[1] else None
    if cut:
        end = family.start(1) + cut.start()
    return Named(at, end, True, titled)


def named(text: str, start: int, end: int) -> list[Named]:
    """The people with a title or rank in a stretch of the text, in order."""
    found: list[Named] = []
    at = start
    while title := TITLE.search(text, at, end):
        at = title.end()
        if not title[0].strip() or not _can_start(text, title):
            continue
        monk = bool(_WHOLE_NAME.match(title[0]))
        for _ in range(4):
            at += text[at : at + 1] == " "
            again = TITLE.match(text, at, end)
            if again is None or not again[0].strip() or NO_TITLE.match(text, at):
                break
            spelled_out = "." not in again[0] and not again[0].startswith("หญิง") and _GIVEN.match(text, at)
            glued = not text[again.end() : again.end() + 1].isspace()
            if spelled_out and glued and title[0] in ("นาย", "นาง", "นางสาว", "คุณ"):
                # a title spelled out after another is the given name: นายคุณภัทร
                break
            at = again.end()
        name = named_at(text, at, True)
        if name is None or name.end > end:
            continue
        found.append(Named(title.start(), name.end, name.whole or monk))
        at = name.end
    monks = [Named(*each.span(), True) for each in _MONK.finditer(text, start, end)]
    return sorted([*found, *monks], key=lambda name: name.start) if monks else found
