"""People without a title or rank, where the words around leave no doubt: chairs, speakers, who wrote the news."""

import re
from dataclasses import replace

from thai import places
from thai.reading.lines import Lines, Part
from thai.reading.names import Named, named, named_at
from thai.reading.source import Source
from thai.reading.values import PersonRead, Sure

_BARE = re.compile(
    r"(?:(?<![เแ]ป็น)ประธาน(?:ใน)?(?:พิธี)?(?:เปิด)?(?:งาน|การอบรม|การประชุม)?(?P<chair> ?คือ"
    r"| ?โดย| ?[:：]| - )|(?P<chair2>โดยมี(?:ท่าน)?|ได้รับเกียรติจาก(?:ท่าน)?)|วิทยากร[^\n“”\"]{0,20}?(?P<speaker>ได้แก่"
    r"|คือ| ?[:：])) ?"
)
# "ผอ.สพป.ลำพูน เขต 1 ประดิษฐ์ สุริยะวงค์ เป็นประธาน": a post, then a name without a title
_AFTER_POST = re.compile(
    r"(?:(?<=[ \n])|(?<=จาก)|(?<=โดย)|(?<=มี)|(?<=ขอบคุณ))(?:รอง ?)?(?:ผอ\."
    r"|ผู้อำนวยการ|นายก|ปลัด|หัวหน้า|ประธาน|คณบดี|อธิการ|ผู้ว่า"
    r"|ผู้กำกับ|ผกก\.|เลขา)"
    r"[ก-๎.]{1,60}(?: ?เขต [0-9]{1,2})? (?P<name>[ก-ฮเ-ไ][ก-์]{1,16} [ก-ฮเ-ไ][ก-์]{2,20})"
    r"(?= (?:ได้)?(?:ให้เกียรติ)?(?:มา)?เป็นประธาน(?:เปิด|ใน| |พิธี))"
    r"|(?:(?<=[ \n])|(?<=โดย)|(?<=มี))(?:ท่าน)?(?:รอง ?)?(?P<called>ผอ\.)(?P<name2>[ก-ฮเ-ไ"
    r"][ก-์]{1,16} [ก-ฮเ-ไ][ก-์]{2,20})"
    r"(?= (?:ได้)?(?:ให้เกียรติ)?(?:มา)?เป็นประธาน(?:เปิด|ใน| |พิธี))"
)
# "สุรชัย พันธุ์งามเลิศ รองปลัดกระทรวงวัฒนธรรม เป็นประธาน": a name without a title, then a post
_BEFORE_POST = re.compile(
    r"(?:(?<= )|(?<=โดย))(?P<name>(?!โดย|มีนา[งย])[ก-ฮเ-ไ][ก-์]{1,16} [ก-ฮเ-ไ][ก-์]{2,20})"
    r"(?= (?:รอง|ผู้ช่วย)?(?:ผู้อำนวยการ|ผอ\.|ปลัด|นายก|อธิบดี|คณบดี"
    r"|อธิการบดี|เลขาธิการ|หัวหน้า|ผู้ว่า|นายอำเภอ|ผู้กำกับ"
    r"|นายแพทย์|(?:สาธารณสุข|พัฒนาการ|เกษตร|ท้องถิ่น|ประชาสัมพันธ์|วัฒนธรรม|ปศุสัตว์)(?=จังหวัด|อำเภอ))"
    r"[ก-๎.]{0,60}(?: เขต [0-9]{1,2})? (?:ให้เกียรติ)?เป็นประธาน)"
)
_CALLED = re.compile(r"(?:ท่าน)?(?:ผอ\.|ผู้อำนวยการ|รอง ?ผอ\.|ครู|อ\.|พี่|ดร\.) ?")
_AND = re.compile(r" ?(?:และ|,) ?")
_CREDITED = re.compile(
    r"(?:(?:^|[^\n:]{0,60} ?[/|] ?)(?:ภาพ|ข่าว) ?[-/] ?(?:ภาพ|ข่าว) (?=[ก-ฮเ-ไ])"
    r"|(?:ภาพ|ข่าว|เขียน|เรียบเรียง|รายงาน|บันทึก)[^\n:]{0,30}?(?: ?[:：] ?|โดย ?))"
)
_CREDITED_INLINE = re.compile(r"\((?:ภาพ|ข่าว)(?: ?[-/] ?(?:ภาพ|ข่าว))? ?[:：] ?(?=[^()\n]{3,60}\))")
_NO_NAME = re.compile(
    r"ฝ่าย|กลุ่ม|งานประชา|สำนัก|ทีม|กอง|สนง|ส\.ปชส|ศูนย์|โรงเรียน"
    r"|เทศบาล|หน้า(?:แรก|หลัก)|แผนก|หน่วย|เว็บ|เพจ|[0-9@]|^ข่าว"
    r"|^ภาพ|admin"
)
_NO_WORD = re.compile(
    "จังหวัด|อำเภอ|ตำบล|เขต|แขวง|ถนน|ห้อง|หอ|ชั้น|อาคาร|โรง|ศาล|วัด|สนาม|ลาน|มหาวิทยาลัย|วิทยา|สถาบัน|สมาคม|มูลนิธิ|บ้าน|เมือง"
    "|จัด|อบรม|ฝึก|ประชุม|สัมมนา|เสวนา|โครงการ|กิจกรรม|งาน|พิธี|นาย|นาง|ว่าที่|พร้อม|ท่าน|ได้|โดย|มี|เมื่อ|วัน|เวลา|ผู้|ซึ่ง"
    "|รอง|อดีต|ประธาน|กรรมการ|ครู|นัก|คณะ|กระทรวง|กรม|องค์|อาจารย์|ข้าราชการ|ตัวแทน|นำ"
)
_PRESIDED = re.compile(r"[เแ]ป็นประธาน")


def _is_place(word: str) -> bool:
    return places.find(word) is not None or _NO_NAME.search(word) is not None


def bare(text: str, folded: str, start: int, end: int) -> list[tuple[Named, str]]:
    """People without a title, where the words before leave no doubt that a name follows."""
    found: list[tuple[Named, str]] = []
    for cue in _BARE.finditer(folded, start, end):
        role = "speaker" if cue["speaker"] else "chair"
        at = cue.end()
        called = _CALLED.match(text, at)
        name = named_at(text, called.end() if called else at, False)
        if called and name:
            name = replace(name, start=at)
        if name is None or not name.whole or (cue["chair2"] and not _presided(folded, name)):
            continue
        found.append((name, role))
        while role == "speaker" and (join := _AND.match(text, name.end, end)):
            name = named_at(text, join.end(), False)
            if name is None or not name.whole:
                break
            found.append((name, role))
    for post in _AFTER_POST.finditer(folded, start, end):
        given = "name2" if post["called"] else "name"
        name = named_at(text, post.start(given), False)
        words = post[given].split()
        if name and name.whole and name.end == post.end(given) and not any(map(_is_place, words)):
            found.append((replace(name, start=post.start("called")) if post["called"] else name, "chair"))
    for post in _BEFORE_POST.finditer(folded, start, end):
        name = named_at(text, post.start("name"), False)
        words = post["name"].split()
        if (
            name
            and name.whole
            and name.end == post.end("name")
            and not any(_is_place(word) or _NO_WORD.match(word) for word in words)
        ):
            found.append((name, "chair"))
    return found


def _presided(folded: str, name: Named) -> bool:
    """Whether an untitled name and its post are said to have presided."""
    return _PRESIDED.search(folded, name.end, name.end + 80) is not None


def credits(source: Source, lines: Lines) -> list[PersonRead]:
    """Who wrote and photographed the news: "ภาพ/ข่าว : สมชาย", "สมชาย : ข่าว/ภาพ", "สมชาย/ข่าว"."""
    people: dict[str, PersonRead] = {}
    for line in lines.all:
        words = source.text[line.start : line.end]
        spans: list[tuple[int, int]] = []
        if line.part is Part.CREDIT:
            cue = _CREDITED.match(words)
            if cue:
                spans += _credited(words, cue.end())
            elif left := re.match(r"([^\n:：/]{2,50}?) ?[:：] ?(?:ภาพ|ข่าว)", words):
                spans.append(left.span(1))
            spans += [
                each.span(1)
                for each in re.finditer(
                    (
                        r"([ก-ฮเ-ไ][ก-์]{1,30}(?: [ก-ฮเ-ไ][ก-์]{1,30})?) ?/ ?(?:ข่าว"
                        r"|ภาพ)(?![ก-๎])"
                    ),
                    words,
                )
            ]
        elif (cue := re.match(r"ผู้(?:บันทึก|เขียนข่าว|รายงานข่าว) ?[:：] ?", words)) or (
            line.part is Part.TEXT and (cue := _CREDITED_INLINE.search(words))
        ):
            spans += _credited(words, cue.end())
        for start, end in spans:
            if _NO_NAME.search(words[start:end]):
                continue
            name = source.words(line.start + start, line.start + end, Sure.LIKELY)
            if name and name.value not in people:
                role = source.found("staff", line.start + start, line.start + end, Sure.LIKELY)
                people[name.value] = PersonRead(name, role)
    return list(people.values())


def _credited(words: str, at: int) -> list[tuple[int, int]]:
    found = named(words, at, len(words))
    if found and found[0].start - at < 3:
        return [(name.start, name.end) for name in found]
    spans = []
    while name := named_at(words, at, False):
        spans.append((name.start, name.end))
        join = re.compile(r" ?(?:และ|,|/) ?").match(words, name.end)
        if join is None:
            break
        at = join.end()
    return spans
