"""A line of the ledger: a count that stands in the text, its label, and of whom it tells."""

import re
from dataclasses import dataclass

from thai.reading.source import Source
from thai.reading.values import HeadcountRead, Sure

_LABEL_STARTS = re.compile(
    r"(?:.*(?:ประกอบด้วย|ได้แก่|แบ่งเป็น|แยกเป็น|จำแนกเป็น|ดังนี้)|.*\n|.*(?:กล่าว|เผย)ว่า|.*(?:คน|ราย"
    r"|รูป|นาย|ท่าน)(?=[ ,]))? ?(?:[-–•*,]|\(?[0-9]{1,2}[.)])? ?(?:และ(?=มี"
    r"|เป็น) ?)?(?:และ|มี|(?:ซึ่ง|โดย)?เป็น|พร้อมด้วย|รวมทั้ง"
    r"|ตลอดจน)? ?",
    re.DOTALL,
)
_LABEL_ENDS = re.compile(
    r" ?(?:จำนวน|รวม|อีก|กว่า|ประมาณ|จาก(?! ?ภาค)|(?<!ผู้)เข้า(?:(?:ร่วม"
    r"|รับ|อบรม|ประชุม)[^\n]*)?)? ?$"
)
_COMERS = re.compile(
    r"(?:[ \n]|โดย)มี(?!มติ|วัตถุ)|(?<![ก-๎])(?:ให้)?(?:แก่|กับ)(?=[ก-ฮเ-ไ])"
    r"|(?<=ความเข้าใจ)แก่|(?:^|[ \n])(?=ผู้เข้า|แกนนำ|พระสงฆ์"
    r"|นักเรียน|ครู|เยาวชน|ตัวแทน|ผู้แทน|ข้าราชการ|สมาชิก|อสม|ประชาชน)"
)
_CATEGORIES = (
    ("speakers", re.compile("วิทยากร(?!ประจำ(?:อำเภอ|ตำบล|จังหวัด))|ครูฝึก|ผู้บรรยาย|ผู้ทรงคุณวุฒิ")),
    ("guests_media", re.compile("สื่อมวลชน|แขก|ผู้มีเกียรติ|ผู้สังเกตการณ์|ผู้สื่อข่าว|นักข่าว")),
    (
        "organisers",
        re.compile(
            "เจ้าหน้าที่(?!ศาล|ธุรการ|ประชาสัมพันธ์|สาธารณสุข|รพ|พัสดุ|การเงิน"
            "|บัญชี|ส่วนราชการ|ตำรวจ|ปกครอง|สารสนเทศ|ไอที|จาก|หน่วยงาน"
            "|องค์กร|อปท|ของหน่วย)|คณะทำงาน|ผู้จัด|ผู้บริหาร|ทีมงาน|คณะผู้"
            "|กรรมการดำเนิน|ผู้ดำเนิน|พี่เลี้ยง|ผู้ปฏิบัติงาน|ผู้รับผิดชอบ"
            "|ผู้ประสานงาน"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A count in the text: where it stands, where its label may begin."""

    start: int
    end: int
    number: int
    count: re.Match[str] | None
    units: int | None = None
    per_unit: int | None = None
    label_end: int = 0


def category(label: str, rated: bool) -> str:
    """Of whom a line of the ledger tells; people who come by a rate are learners, staff or not."""
    for name, words in _CATEGORIES:
        if words.search(label) and not (rated and name == "organisers"):
            return name
    return "learners"


def headcount(source: Source, folded: str, line: Line, first: int) -> HeadcountRead | None:
    """The line as it is recorded, its label beginning at `first` at the earliest; None if it has none that serves."""
    last = line.label_end if line.count is None else line.start
    words = folded[first:last]
    starts = _LABEL_STARTS.match(words)
    first += starts.end() if starts else 0
    words = folded[first:last]
    ends = _LABEL_ENDS.search(words)
    last = first + (ends.start() if ends else len(words))
    if line.units:
        for came in _COMERS.finditer(folded, first, last):
            first = came.end()
    cut = re.compile(r"(?: จำนวน|(?<!ผู้)เข้า(?:รับการ)?(?:ฝึก)?อบรม| เข้า|จาก(?=[ 0-9ก-ฮ])|ในสังกัด)").search(
        folded, first + 2, last
    )
    if cut:
        last = cut.start()
    if not folded[first:last].strip(" ,จาก") and line.units:
        # "พระสงฆ์ ๓๒ รูป จาก ๑๖ วัด วัดละ ๒ รูป": the label stands before the sum
        earlier = re.compile(
            r"(?:^|[\n ]|มี)(?P<label>[ก-๎.]{2,40}?)(?:เข้า[ก-๎]{2,20})? ?(?:จำนวน ?)?[0-9,]{1,7} ?"
            r"[ก-๎]{2,4} ?(?:จาก)? ?$"
        )
        whom = earlier.search(folded[max(0, line.start - 90) : line.start])
        if whom:
            base = max(0, line.start - 90)
            first, last = base + whom.start("label"), base + whom.end("label")
    label = source.words(first, last, Sure.LIKELY)
    if label is None or len(label.value) > 110:
        return None
    count = source.found(line.number, line.start, line.end, Sure.CERTAIN)
    return HeadcountRead(label, category(label.value, line.units is not None), count, line.units, line.per_unit)
