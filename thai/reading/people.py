"""Who did what: the role of each person, from the words after the name, else from those before it."""

import re
from dataclasses import dataclass, replace

from thai.reading.names import Named
from thai.reading.source import Source
from thai.reading.topics import Topic
from thai.reading.values import PersonRead, Sure

# The head of a body, not of what was held.
_OF_A_BODY = (
    r"(?!(?:คณะ)?กรรมการ|สภา|หอการค้า|ชมรม|ศูนย์|กลุ่ม|หมู่บ้าน|ชุมชน|สมาคม|สหกรณ์|มูลนิธิ|เครือข่าย|วิสาหกิจ|นักเรียน"
    r"|อสม|บริษัท|รุ่น|บริหาร)"
)

NOBODY = "nobody"
"""The role of who is only named: one who sent somebody else, one who is quoted."""

# What stands after a name, up to the next person. The first that is found decides; of two at one place, the upper.
_AFTER = (
    (
        NOBODY,
        r"(?:ได้)?มอบหมาย(?!จาก)|มอบให้|(?:กล่าว|เปิดเผย|เผย|ระบุ|ให้สัมภาษณ์"
        r"|แจ้ง|บอก|ชี้แจง|ยืนยัน|อธิบาย|เล่า|แถลง|ให้ข้อมูล)(?:ตอนหนึ่ง"
        r"|ย้ำ|เพิ่มเติม)?ว่า|ให้สัมภาษณ์|ไม่อยู่|ติดภารกิจ|ติดราชการ",
    ),
    (
        "closer",
        (
            r"กล่าวปิด|เป็นผู้กล่าวปิด|[เแ]ป็นประธาน(?:ใน)?(?:พิธี)?(?:กล่าว)?ปิด"
            r"|(?<!เ)ปิดการ(?:อบรม|สัมมนา|ประชุม)|ประธานพิธีปิด"
        ),
    ),
    ("reporter", r"กล่าว(?:ถวาย)?รายงาน|รายงานวัตถุประสงค์|กล่าวถึงวัตถุประสงค์|กล่าวชี้แจงวัตถุประสงค์"),
    ("moderator", r"ผู้ดำเนิน(?:รายการ|การเสวนา|การอภิปราย)|ดำเนินรายการ|ดำเนินการ(?:เสวนา|อภิปราย)|พิธีกร"),
    (
        "chair",
        r"[เแ]ป็น ?(?:ผู้แทน\S{0,40})?(?:ประธาน|ประ(?:ราน|ทาน|ธาณ)(?=ใน|เปิด))"
        + _OF_A_BODY
        + r"|ประธาน(?:ใน)?พิธี|ประธาน(?:เปิด|การ(?:อบรม|ประชุม|สัมมนา)|ที่ประชุม)|หน้าที่ประธาน|[เแ]ป็นผู้เปิด(?!เผย)"
        r"|(?<!ร่วม)กล่าวเปิด|(?:ทำ|ประกอบ)พิธีเปิด|(?<!ร่วม)(?<!พิธี)เปิด(?:งาน"
        r"|อบรม|ประชุม|สัมมนา|เวที|ค่าย|การ(?:อบรม|ประชุม"
        r"|สัมมนา|เสวนา)|โครงการ)",
    ),
    ("staff", "ผู้รายงาน|ผู้บันทึก"),
    ("host", r"ต้อนรับ"),
    ("panellist", r"(?:ร่วม|ผู้ร่วม)(?:เป็นวิทยากร)?(?:เสวนา|อภิปราย)"),
    (
        "speaker",
        r"(?:[เแ]ป็น|ร่วมเป็น)(?:ทีม|คณะ)?วิทยากร|(?<!อดีต)วิทยากร(?!กร)|บรรยาย"
        r"|องค์ปาฐก|ปาฐกถา|ให้ความรู้|ถวายความรู้|มอบนโยบาย|ถ่ายทอดความรู้"
        r"|[เแ]ป็นผู้ฝึกสอน|สอนการ|สาธิต",
    ),
    ("guest", r"(?:ร่วม)?[เแ]ป็นเกียรติ|สักขีพยาน|แขกผู้มีเกียรติ"),
    (
        "participant",
        r"ร่วมประชุม|รายงาน(?:ต่อ|ให้)?ที่ประชุม|(?<!ผู้)เข้าร่วม|(?:ได้)?นำคณะ"
        r"|ร่วม(?:เปิด|พิธี|งาน|กิจกรรม|ลงพื้นที่|ให้ข้อมูล|คณะ)|ลงพื้นที่",
    ),
)
_AFTER_ONE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _AFTER))
# What stands right before a name. A list goes on from one name to the next.
_TO = (
    r"(?: ?(?:โดย|คือ|ได้แก่|ประกอบด้วย|ดังนี้|จาก|[:：]))? ?(?:\n ?(?:[-–•*]"
    r"|1[.)]) ?)?(?:[“\"(][^“”\"()\n]{1,15}[”\")] ?)?"
)
_BEFORE = (
    (NOBODY, r"(?:(?:ได้)?รับมอบหมายจาก|มอบหมายจาก|ผู้แทน|แทน|ในนาม|ยินดีกับ|ลงชื่อ|ลงนาม\S{0,4}|\n ?\()(?:ท่าน)? ?"),
    (
        "closer",
        (
            rf"กล่าวปิด[^\n ]{{0,30}}{_TO}|(?<!เ)ปิด(?:งาน|พิธี|โครงการ"
            rf"|การ(?:อบรม|ประชุม|สัมมนา)) ?โดย ?[:：]? ?|ก่อนที่"
        ),
    ),
    ("reporter", rf"กล่าว(?:ถวาย)?รายงาน[^\n ]{{0,12}}{_TO}"),
    ("moderator", rf"(?:ดำเนิน(?:รายการ|การเสวนา|การอภิปราย)|พิธีกร)[^\n ]{{0,12}}{_TO}"),
    (
        "chair",
        r"ประธาน" + _OF_A_BODY + r"[ก-๎]{0,40}(?<=[ก-๎]) ?(?:คือ|[:：]) ?"
        r"|(?<![เแ]ป็น)ประธาน(?:ใน)?(?:พิธี)?(?:เปิด)?(?:งาน|การอบรม|การประชุม|โครงการ)?"
        r"(?: ?(?:โดย|คือ|ได้แก่|[:：])| -) ?|(?:พิธีเปิด|กล่าวเปิด|(?<=[0-9] )เปิด)(?:งาน|การอบรม"
        r"|การประชุม)?(?: ?โดย| ?[:：]) ?|(?<= )ประธาน(?:ใน)?(?:พิธี)?(?:เปิด)?(?:การประชุม"
        r"|การอบรม|งาน)? |\n ?ประธาน(?:ใน)?(?:พิธี)?(?:เปิด)?(?:งาน"
        r"|การอบรม)? ",
    ),
    ("host", r"(?:ให้การ|กล่าว)ต้อนรับโดย ?"),
    ("participant", r"(?:นำคณะ(?:มา)?|คณะ[^\n“”\"]{0,60}นำ)โดย ?"),
    (
        "panellist",
        (
            rf"(?:เสวนา|อภิปราย) ?โดย ?|(?:ผู้)?ร่วม(?:เป็นวิทยากร)?(?:เสวนา"
            rf"|อภิปราย)[^\n ]{{0,12}} ?(?:(?:ใน)?(?:หัวข้อ|เรื่อง)? ?[“\"][^“”\"\n]{{4,90}}[”\"] ?"
            rf")?(?:[0-9]{{1,2}} ?(?:ท่า"
            rf"น|คน|ราย) ?)?{_TO}"
        ),
    ),
    (
        "speaker",
        rf"(?:วิทยากร[ก-๎]{{0,24}}?(?: ?(?:จำนวน|มี)? ?[0-9]{{1,2}} ?(?:ท่าน|คน))?"
        rf"|สัมภาษณ์(?:สด|พิเศษ)?|บรรยาย(?:พิเศษ|สรุป)?|ให้ความรู้|องค์ปาฐก|ใครสอน|(?<![ก-๎])ผู้สอน|สอนโดย) ?{_TO}",
    ),
    ("guest", r"พร้อมด้วย ?|พร้อมกับ ?|แขกผู้มีเกียรติ(?:ได้แก่|ประกอบด้วย) ?"),
)
_BEFORE_ONE = re.compile(
    "(?:" + "|".join(f"(?P<{role}>{words})" for role, words in _BEFORE) + ")(?:ท่าน|พระเดชพระคุณ|เจ้าประคุณ)?$"
)
# A new thing is said from here on: what follows tells of others.
_HANDOVER = re.compile(
    r"พร้อมด้วย|พร้อมกับ|พร้อมคณะ|โดย(?!เฉพาะ)|ซึ่งมี|และมี|(?<![ก-๎])มี(?=[ก-ฮเ-ไ])"
    r"|ได้รับเกียรติ|เรื่อง ?[“\"]|หัวข้อ ?[“\"]|(?<![เแ]ป็น)(?<![เแ]ป็นคณะ)(?<!ร่วมเป็น)(?"
    r"<![เแ]ป็นทีม)(?<![เแ]ป็นพระ)(?<!อดีต)วิทยากร(?= |โดย|คือ|จาก|ได้แก่|:)"
    r"|ผู้ร่วมเสวนา|ร่วมเสวนาโดย|ดำเนินรายการโดย|ดำเนินการเสวนาโดย"
    r"|ขณะที่|ผู้เข้า|(?<!กองทุน)(?<!มูลนิธิ)(?<!สมาคม)(?<!เครือข่าย)(?<!ธนาคาร)(?<!สถาบัน)(?<!องค์กร)(?<!ศูนย์)เพื่อ"
    r"(?!(?<! เพื่อ)[ก-๎]{2,30} (?:[เแ]ป็น ?(?:ประธาน|วิทยากร|ผู้)|กล่าว(?:เปิด|รายงาน|ต้อนรับ)))"
    r"|เพื่อ(?=ให้|เป็น|นำ|รับ|ร่วม|เสริม|ถ่ายทอด|แลก)|ในการนี้|ทั้งนี้|ในโอกาส|จากนั้น|ต่อมา"
    r"|นอกจาก|สำหรับ|ซึ่ง|\n(?! ?(?:[เแ]ป็น ?(?:ประธาน|วิทยากร"
    r"|ผู้)|กล่าว|มอบหมาย|ได้รับมอบหมาย))|ก่อนที่|กล่าวปิดโดย|กล่าวรายงานโดย"
    r"|ส่วน(?!แยก|หน้า|ร่วม|ตำบล|จังหวัด|ราชการ|กลาง|ภูมิ|ท้องถิ่น|การ|งาน|ป)"
)
_BULLET = re.compile(r"\n ?(?:[-–•*]|[0-9][.)]) ?$")
_FROM = re.compile(r" ?จาก ?([^\s,“”\"]{4,80})")
_POSITION_ENDS = re.compile(
    rf" ?(?:{'|'.join(words for _, words in _AFTER)}|[เแ]ป็น(?=ผู้"
    rf"|วิทยากร|ประธาน|พิธีกร)|กล่าว|ให้การ|ร่วม(?= |เปิด|$)|ได้(?=รับ"
    rf"|ให้|นำ|มอบ|กล่าว|ร่วม|เป็น|$)|ให้เกียรติ|ในฐานะ|จะ(?=กล่าว"
    rf"|เป็น)|{_HANDOVER.pattern}|[“\"(/]|ตลอด(?:ทั้ง|จน)|รวม(?:ทั้ง|ถึง)|เมื่อ ?วัน| ระหว่างวัน|ณ |(?:และ"
    rf"|,|กับ) ?$|[,)]|และ(?=สมาชิก|หัวหน้า|เจ้าหน้าที่|ผู้(?!อำนวย)"
    rf"|คณะ(?!บดี)|ข้าราชการ|ประชาชน|หน่วยงาน|ส่วนราชการ)|ลงพื้นที่"
    rf"|หัวหน้า(?:ส่วน|ฝ่าย|กลุ่ม)?(?:ราชการ"
    rf"|งาน)?(?= |$)|(?<= )(?:คณะผู้บริหาร|ข้าราชการ|เจ้าหน้าที่"
    rf"|สมาชิกสภา|ผู้นำ|ผู้บริหาร|พนักงาน|ประชาชน|บุคลากร|กำนัน)(?= "
    rf"|$))"
)
_CHAIRED = re.compile("[เแ]ป็นประธาน")
_AND_SPOKE = re.compile(
    r"(?:และ|พร้อม|พร้อมทั้ง|ก่อน|จากนั้น)(?:ได้|ให้เกียรติ|เป็นวิทยากร)?(?:บรรยาย"
    r"|ปาฐกถา|กล่าวปาฐกถา|มอบนโยบาย|ให้ความรู้|แสดงปาฐกถา)"
)


@dataclass(slots=True)
class Someone:
    """A name, the role it has, and where what is said of it ends."""

    name: Named
    role: str | None
    sure: Sure
    said: int  # where the words about this person end
    told_after: bool = False
    listed: bool = False


def _said_until(folded: str, name: Named, limit: int) -> int:
    handover = _HANDOVER.search(folded, name.end, min(limit, name.end + 220))
    return handover.start() if handover else min(limit, name.end + 220)


def _after(folded: str, name: Named, until: int, of_another: bool = False) -> tuple[str | None, Sure]:
    """The role that is told after a name; `of_another`: that of who came in place of the one who is named."""
    cues = [cue for cue in _AFTER_ONE.finditer(folded, name.end, until) if not (of_another and cue.lastgroup == NOBODY)]
    # who came and did something else did that: "ลงพื้นที่อำเภอ ก เป็นประธานเปิด"
    found = next((cue for cue in cues if cue.lastgroup != "participant"), cues[0] if cues else None)
    if found and cues[0].lastgroup == NOBODY:
        found = cues[0]
    return (
        (found.lastgroup, Sure.CERTAIN if found.start() - name.end < 90 else Sure.LIKELY)
        if found
        else (None, Sure.LIKELY)
    )


def roles(folded: str, names: list[Named], start: int, end: int, topics: list[Topic]) -> list[Someone]:
    """Each person of a stretch in order, with the role that the words around give; None if they give none."""
    speaking = {topic.by: topic.role for topic in topics if topic.by is not None}
    people: list[Someone] = []
    going: str | None = None
    for place, name in enumerate(names):
        last = names[place - 1].end if place else start
        limit = names[place + 1].start if place + 1 < len(names) else end
        said = _said_until(folded, name, limit)
        role, sure = _after(folded, name, said)
        before = folded[max(last, name.start - 150) : name.start]
        cue = _BEFORE_ONE.search(before)
        started = speaking.get(name.start) or (cue.lastgroup if cue else None)
        if started is None and people and _represents(folded, people[-1], name):
            started = NOBODY
        on = bool(people) and (people[-1].said >= name.start - 12 or _BULLET.search(before) is not None)
        if started is None and not (on and going):
            going = None
        elif started:
            going = started if started != NOBODY else None
        if started == NOBODY and role != "staff":
            # what follows one who sent another tells of the other: "ในฐานะผู้แทนนาย ก เป็นประธาน"
            did = _after(folded, name, said, of_another=True)[0]
            if people and people[-1].role is None and did and not people[-1].told_after:
                people[-1].role, people[-1].told_after = did, True
            people.append(Someone(name, NOBODY, Sure.LIKELY, said))
            continue
        if role is not None and not (role == "participant" and going) and not (role == NOBODY and started):
            people.append(Someone(name, role, sure, said, told_after=True))
        elif going:
            people.append(Someone(name, going, Sure.CERTAIN if started else Sure.LIKELY, said, listed=not started))
        else:
            people.append(Someone(name, None, Sure.LIKELY, said))
    _share(folded, people)
    return people


def _represents(folded: str, one: Someone, name: Named) -> bool:
    """Whether a name in brackets tells whose adviser or deputy the one before is: "นาย ก ที่ปรึกษาฯ (นาย ข) เป็นประธาน"."""
    post = folded[one.name.end : name.start]
    bracketed = post.endswith("(") and folded[name.end : name.end + 1] == ")"
    return bracketed and one.role is None and len(post) < 120 and not re.search(r"[\n)]|(?<= )และ|,|ร่วม", post)


def _share(folded: str, people: list[Someone]) -> None:
    """A role told of the last of a list is that of all: "นาย ก ตำแหน่ง และนาย ข เป็นวิทยากร"."""
    for one, after in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
        between = folded[one.name.end : after.name.start]
        together = after.told_after and after.role in ("speaker", "panellist", "guest", "participant", "host")
        joined = one.said >= after.name.start - 12 and len(between) < 120 and not re.search("[เแ]ป็น", between)
        if one.role is None and together and (joined or re.fullmatch(r"[^\n]{0,80} พร้อมด้วย ?", between)):
            one.role, one.sure, one.told_after = after.role, Sure.LIKELY, True


def read_person(source: Source, someone: Someone) -> PersonRead | None:
    """One with a role, and the post or the organisation that is said after the name."""
    name = source.words(someone.name.start, someone.name.end, someone.sure)
    if name is None or someone.role is None:
        return None
    role = source.found(someone.role, someone.name.start, someone.name.end, someone.sure)
    text = source.text
    rest = text[someone.name.end : someone.said]
    came = _FROM.match(rest)
    if came:
        at = someone.name.end
        return PersonRead(name, role, None, source.words(at + came.start(1), at + came.end(1), Sure.LIKELY))
    ends = _POSITION_ENDS.search(source.folded, someone.name.end, someone.said)
    end = ends.start() if ends else someone.said
    if text[someone.name.end : someone.name.end + 1] == ")":
        end = someone.name.end
    position = source.words(someone.name.end, end, Sure.LIKELY) if 3 < end - someone.name.end <= 160 else None
    return PersonRead(name, role, position)


def read_people(source: Source, someones: list[Someone]) -> tuple[PersonRead, ...]:
    """The people who have a role, each person and role once; a mere participant only without another role."""
    people: list[PersonRead] = []
    having: dict[str, set[str]] = {}
    closing: set[str] = set()
    for someone in someones:
        if someone.role in (None, NOBODY) or not someone.name.whole:
            continue
        person = read_person(source, someone)
        if person is None:
            continue
        had = having.setdefault(person.name.value, set())
        if person.role.value in had or (person.role.value == "participant" and had):
            continue
        had.add(person.role.value)
        people.append(person)
        if someone.role == "closer" and _CHAIRED.search(source.folded, someone.name.end, someone.said):
            closing.add(person.name.value)
    if "chair" not in {person.role.value for person in people}:
        # who chaired a closing ceremony, and nobody opened
        people = [
            replace(each, role=replace(each.role, value="chair")) if each.name.value in closing else each
            for each in people
        ]
    return tuple(
        person for person in people if person.role.value != "participant" or len(having[person.name.value]) == 1
    )


def speakers(topic: Topic, topics: list[Topic], someones: list[Someone], folded: str) -> list[Named]:
    """Who spoke about a topic: the list that begins right after it, else those just before who are said to speak."""
    later = min(
        (other.start for other in topics if other.start > topic.start and other.by != topic.by), default=len(folded)
    )
    if topic.by is not None:
        found: list[Named] = []
        for one in someones:
            if one.name.start == topic.by or (
                found and one.listed and one.role == topic.role and one.name.start < later
            ):
                found.append(one.name)
            elif found:
                break
        return found
    if topic.kind == "panel":
        panel = [one.name for one in someones if one.role == "panellist" and topic.end <= one.name.start < later]
        if panel:
            return panel
    before = [one for one in someones if one.name.end <= topic.start]
    if before and before[-1].role not in (None, NOBODY, "speaker", "panellist", "moderator"):
        # "นาย ก เป็นประธานเปิดและบรรยายพิเศษ เรื่อง “…”"
        one = before[-1]
        told = _AND_SPOKE.search(folded, one.name.end, topic.start) and "\n" not in folded[one.name.end : topic.start]
        return [one.name] if told and topic.start - one.name.end < 200 else []
    found = []
    for one in reversed(before):
        if one.role not in ("speaker", "panellist") or (found and not (one.listed or one.told_after)):
            break
        if not found and topic.start - one.name.end > 160:
            break
        if found and any(one.name.end <= other.start < found[0].start for other in topics):
            break
        found.insert(0, one.name)
    return found
