"""Days in running text: where they stand, which days they are, and whether they are an event's."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from itertools import pairwise

from thai.dates import ERA, WEEKDAYS, Days
from thai.reading.lines import Lines, Part
from thai.reading.source import Source
from thai.reading.values import Sure
from thai.written_days import MONTH, BadDate, parse_days

# A text that mentions more days is a calendar or a log, and no announcement.
MOST_MENTIONS = 400


class Standing(IntEnum):
    """What a mention of a day is to the event."""

    OTHER = 0  # published, signed, due, moved from, remembered
    ALONE = 1  # a line of its own: of the event only if the text has no better one
    PLAIN = 2  # in the text, and nothing says what for
    TOLD = 3  # "เมื่อวันที่", "ระหว่างวันที่", "กำหนดจัด", a time after it


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or a range that the text mentions. `days` is None if its year is not stated anywhere near."""

    start: int
    end: int
    days: Days | None
    standing: Standing
    sure: Sure


_DAY = r"[0-9](?<![0-9.,:/–-][0-9])[0-9]?(?![0-9])"
_NEXT = r"[0-3]?[0-9](?![0-9])"
_WEEKDAY = rf"(?:วัน)?(?:{'|'.join(WEEKDAYS['th'])}|พฤหัส)(?:ที่)?"
_YEAR = (
    r"(?:(?:เดือน|ปี|พุทธศักราช|พ\.? ?ศ\.?|ค\.? ?ศ\.?) ?){0,2}(?:(?:2[45]|19|20)[0-9]{2}(?![0-9])"
    r"|[4-9][0-9](?![0-9:/]|[.,][0-9]| ?(?:คน|ราย(?!งาน)|น\.|บาท)))"
)
_MONTHED = rf" ?(?:(?:ของ)?เดือน ?)?(?:{MONTH})(?: ?{_YEAR})?"
_TO = rf" ?(?:[-‐‑–—−~,&]|(?:จน)?ถึง|และ|กับ|to|and) ?(?:(?:วันที่|{_WEEKDAY}) ?)?"
_WRITTEN = re.compile(
    rf"{_DAY}(?= ?[ก-ฮเ-ไA-Za-z,&~‐‑–—−-])(?:{_MONTHED})?(?:{_TO}{_NEXT}(?:{_MONTHED})?){{0,5}}"
    rf"|[12][0-9](?<![0-9][12][0-9])[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9-])",
    re.IGNORECASE,
)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_NUMERIC = re.compile(r"[0-3]?[0-9]([/.-])[01]?[0-9]\1(?:[0-9]{4}|[4-9][0-9])(?![0-9])")
_STARTS_NUMERIC = re.compile(r"[0-9](?<![0-9/.-][0-9])[0-9]?[/.-][01]?[0-9][/.-][0-9]{2,4}(?![0-9/.-])")
_HAS_YEAR = re.compile(r"(?:2[45]|19|20)[0-9]{2}(?![0-9])|[4-9][0-9]$|[/-][0-9]{2}$")
_ANY_YEAR = re.compile(r"(?:2[45][0-9]{2}|20[0-9]{2})(?![0-9])")
_FISCAL = re.compile(r"งบประมาณ ?(?:พ\.? ?ศ\.? ?)?\Z")
_WEEKDAY_BEFORE = re.compile(rf"({'|'.join(WEEKDAYS['th'])}|พฤหัส)(?:ที่)? ?$")
_ON = rf"(?: ?(?:ใน|วันที่|วัน|ที่|{_WEEKDAY}|เวลา|:|\(|ระหว่าง|เมื่อ)){{0,4}} ?$"
_FOR_SOMETHING_ELSE = re.compile(
    # published
    r"(?:เผยแพร่|ประพันธ์|โพสต์|โพสท์|(?<!แถ)ลงข่าว|ประกาศข่าว"
    r"|ปรับปรุง|อั[ปพ]เด[ตท]|update|posted|published|ข่าว(?:ประจำ)?วันที่"
    r"|ข้อมูล ?ณ|วันที่ลง|บันทึกเมื่อ|แก้ไขล่าสุด|last modified)[^\n]{0,30}$"
    # signed
    r"|ประกาศ(?: ?(?:เมื่อ|ณ))?(?: ?วันที่)? ?$"
    rf"|(?:ลง|(?:สั่ง|ประกาศ|ให้ไว้) ?ณ) ?(?:วันที่|{_WEEKDAY}) ?$"
    rf"|(?:ประกาศ|ราชกิจจานุเบกษา|คำสั่ง|มติ)[^\n]{{0,30}}(?:ลง"
    rf"|เมื่อ)(?:วันที่)? ?$"
    # due
    rf"|(?:ภายใน|ก่อน|หมดเขต|ไม่เกิน|สิ้นสุด|จนถึง|เป็นต้น|ส่งผลงาน|ประกาศผล|รายงานตัว){_ON}"
    r"|(?:รับสมัคร|สมัครได้|ลงทะเบียน|บัดนี้|ยื่น|เสนอราคา|ส่งคืน|แจ้งชื่อ|ตอบรับ|สอบถาม)[^\n]{0,50}$"
    # moved from
    r"|(?:จากเดิม|เดิมกำหนด|เดิมจัด|แต่เดิม|เดิมคือ|เลื่อนจาก|แทนวัน|ซึ่งเดิม|เดิม)(?:(?!เป็น)[^\n]){0,40}$"
    # found
    rf"|พบ(?:ผู้|การ)(?:ติดเชื้อ|ป่วย|เสียชีวิต|ระบาด|สูญหาย|กระทำ)[^\n]{{0,40}}เมื่อ{_ON}"
    # remembered, or still to come
    r"|(?:เคย|ครั้งก่อน|ครั้งที่แล้ว|ปีที่แล้ว|ก่อนหน้านี้|ก่อตั้ง|ต่อไป|ถัดไป|ติดตามผล|หลังจากที่)[^\n]{0,50}$"
    r"|(?:เกิด|สถาปนา)(?:(?!ระหว่าง)[^\n]){0,50}$"
    r"|(?:มีผล|บังคับใช้)[^\n]{0,30}$"
    r"|รับรอง(?:รายงาน|บันทึก)[^\n]{0,60}$"
    # allowed
    r"|(?:อนุมัติ|เห็นชอบ|หนังสือ(?:ที่|เลขที่)?)[^\n]{0,40}(?:ลง|เมื่อ)(?:วันที่)? ?$",
    re.IGNORECASE,
)
# The day of an election is not that of a training for it.
_ELECTION = re.compile(
    rf"(?:เลือกตั้ง|ลงคะแนน|ประชามติ)[^\n]{{0,40}}จะ(?:มี|เกิด|จัด(?:ให้มี)?)(?:ขึ้น)?{_ON}"
    r"|เลือกตั้ง(?:(?!อบรม|ประชุม|สัมมนา|เสวนา|จัด)[^\n]){0,60}(?:ใน|เป็น)? ?วันอาทิตย์ที่ ?$"
    rf"|(?:ลงคะแนน|หย่อนบัตร|วันเลือกตั้ง)(?:(?!อบรม|ประชุม|สัมมนา)[^\n]){{0,60}}(?:กำหนด(?:ไว้)?|ตรงกับ|คือ){_ON}"
    rf"|(?:ลงคะแนน|หย่อนบัตร)(?:(?!อบรม|ประชุม|สัมมนา)[^\n]){{0,60}}เป็น{_ON}"
    rf"|วันเลือกตั้ง(?: ?คือ| ?ใน| ?เป็น)?{_ON}|(?:ครบวาระ|คาด(?:ว่า)?(?:จะ)?[^\n]{{0,30}}เลือกตั้ง){_ON}"
)
# A line above the text that names the paper, the section or the writer beside the day.
_BYLINE = re.compile(
    r"\W*(?:by\b|author\b)|[^\n]*(?:ข่าว(?:ทั่วไป|ประชา[^\n]{0,6}|เด่น|ท้องถิ่น|ภูมิภาค)? ?$|หนังสือพิมพ์|นสพ\.)", re.I
)
_HELD = re.compile(r"จัด|อบรม|ประชุม|สัมมนา|เสวนา|โครงการ|กิจกรรม|งาน|พิธี|เมื่อ|ระหว่าง|ณ ")
# The day of a disaster, where nobody is said to train for one.
_HAPPENED = re.compile(
    r"^(?!.*(?:อบรม|ซ้อม|ประชุม|สัมมนา|เสวนา|แผน|รับมือ|ป้องกัน|จัด)).*(?:สึนามิ|อุทกภัย|น้ำท่วม|น้ำป่า|แผ่นดินไหว"
    rf"|พายุ|ไฟไหม้|เพลิงไหม้|ไฟป่า|อุบัติเหตุ|ดินถล่ม|โรคระบาด|เหตุการณ์)[^\n]{{0,30}}เมื่อ{_ON}"
)
_AFTER_SOMETHING_ELSE = re.compile(r" ?(?:ของทุกปี|ทุกปี|เป็นต้นไป|เป็นต้นมา|\)? ?มีผล|\(?จำนวน(?:คน|ผู้)?อ่าน|\|)")
_OF_THE_EVENT = re.compile(
    rf"(?:เมื่อ|ระหว่าง|เวลา ?[0-9]{{1,2}}[.:][0-9]{{2}} ?(?:น\.?)?|(?:จัด|ขึ้น|อบรม|ประชุม|สัมมนา|เสวนา|กิจกรรม)ใน"
    rf"|รุ่น(?:ที่)? ?[0-9]{{1,3}}(?:/[0-9]{{2,4}})?|วันนี้|วานนี้"
    rf"|ต่อมา|รุ่งขึ้น|ถัดมา|จากนั้น|และใน|ส่วนใน|กำหนดจัด[^\n]{{0,60}}|เป็น|📅"
    rf"|🗓|📆|⏰"
    rf"|วัน ?[/, ]?(?:และ)? ?เวลา[^\n]{{0,20}}|วันจัด|จัดขึ้น){_ON}|(?:วัน(?:ที่"
    rf"|เวลา)?(?:จัด|อบรม|ประชุม|ดำเนินการ)?[^\n:]{{0,20}}) ?: ?$|\bวัน(?:ที่|เวลา)?(?:จัด|อบรม|ประชุม|ดำเนินการ) ?$"
)
_AFTER_OF_THE_EVENT = re.compile(
    r"[ ,)]{0,3}(?:ที่ผ่านมา|ห้อง(?:ประชุม|สัมมนา| ?[0-9])|(?:เริ่ม(?:ต้น)?)?เวลา"
    r"|ตั้งแต่เวลา|ช่วง|ผ่าน(?:ระบบ|ทาง|โปรแกรม| ?[A-Za-z])|⏰|นี้"
    r"|ณ|ที่(?:ห้อง|หอ|โรง|ศาลา|อาคาร|วัด|ศูนย์|สำนักงาน|สหกรณ์|มหาวิทยาลัย|สนาม|ลาน|บ้าน[ก-๎]))"
)
# "จัดอบรมตั้งแต่วันที่ 17-21 กรกฎาคม 2566": from one day on is no event's
_FROM = re.compile(rf"(?:จัด|อบรม|ประชุม|สัมมนา|เสวนา|ค่าย|โครงการ|กิจกรรม|ดำเนินการ)[^\n]{{0,60}}ตั้งแต่{_ON}")
_IS_RANGE = re.compile(r"[0-9] ?(?:[-‐‑–—−~]|ถึง)|(?:จน)?ถึง")
# "1 กันยายน 2566 เวลา 18:47 น. · 🌏": when it was posted
_POSTED_AT = re.compile(
    r"[ ,|·•-]*(?:เวลา ?)?[0-9]{1,2}[.:](?:[0-9][1-46-9]|[0-9]{2} ?(?:น\.?)? ?[·•|🌏🌐🌎]) ?(?:น\.?)?[^ก-๎]{0,12}$"
)
# What was moved is held then.
_MOVED_HERE = re.compile(
    r"(?:กำหนด(?:การ)?(?:วัน|จัด)?|วัน(?:จัด|อบรม|ประชุม|เวลา)?|จัด)ใหม่ ?(?:เป็น|คือ|ใน|ระหว่าง|[:：]){1,2}"
    r" ?(?:ระหว่าง)?(?:วันที่|วัน[ก-๎]{3,10}(?:ที่)?)? ?$"
)
_MOVED_TO = re.compile(rf"เลื่อน[^\n]{{0,50}}(?:เป็น|ไป|มา)[^\n]{{0,30}}$|{_MOVED_HERE.pattern}")
# Of another event, if the text tells of a better day: one that is over, one that is prepared.
_OF_ANOTHER = re.compile(r"(?:ไปแล้ว|(?:ที่|ซึ่ง)(?:กำหนด)?จะ(?:มี|จัด)?)[^\n]{0,30}$")
# The place, below a line with the day: the head of a record.
_HEADS = re.compile(r"[ )]*\n\s*(?:เวลา[^\n]{1,24}\n\s*)?(?:ณ |สถานที่|ที่ห้อง)")
# When the reporter told of it: of the event only if the text has no better day.
_REPORTED = re.compile(" ?(?:ผู้สื่อข่าว|แหล่งข่าว|รายงานข่าว)")
_BARE_LINE = re.compile(rf"[ \W]*(?:[0-9]{{1,2}}[.)] ?)?(?:(?:วันที่|วัน|ประจำ|เมื่อ|{_WEEKDAY}) ?){{0,3}}$")


def _weekday(words: str) -> int:
    return WEEKDAYS["th"].index("พฤหัสบดี" if words == "พฤหัส" else words)


def _spans(folded: str) -> list[tuple[int, int]]:
    """Where days are written, in order."""
    spans = []
    for found in _WRITTEN.finditer(folded):
        start, words = found.start(), found[0]
        last = next(reversed([*_MONTH.finditer(words)]), None)
        if last is None:
            if "-" in words and len(words) == 10:
                spans.append(found.span())
            continue
        # what follows the last month and its year is another number: "5 มีนาคม 2567, 20"
        year = re.compile(f" ?{_YEAR}").match(words, last.end())
        spans.append((start, start + (year.end() if year else last.end())))
    spans += [found.span() for found in _STARTS_NUMERIC.finditer(folded) if _NUMERIC.fullmatch(found[0])]
    return sorted(spans)


def _parsed(words: str, year: int | None) -> Days | None:
    """The days that are written, or None; without a year, those of `year` (of the Common Era)."""
    if not _HAS_YEAR.search(words):
        if year is None:
            return None
        words = f"{words} {year + ERA}"
    try:
        return parse_days(words.replace("กับ", "และ").replace("ของ", "").replace("พุทธศักราช", "พ.ศ."), date(2000, 1, 1))
    except BadDate:
        return None


def _standing(folded: str, start: int, end: int) -> Standing:
    """What the words around a mention, on its line, make of it."""
    line = folded.rfind("\n", 0, start) + 1
    before = folded[max(line, start - 70) : start]
    after = folded[end : end + 20].split("\n", 1)[0]
    if not before.strip() and _POSTED_AT.fullmatch(folded[end : end + 60].split("\n", 1)[0]):
        return Standing.OTHER
    if _MOVED_HERE.search(before):
        return Standing.TOLD
    told = _OF_THE_EVENT.search(before) or (_FROM.search(before) and _IS_RANGE.search(folded, start, end))
    if (
        _AFTER_SOMETHING_ELSE.match(after) and not (told and after.lstrip().startswith("|"))
    ) or _FOR_SOMETHING_ELSE.search(before):
        return Standing.OTHER
    if _HAPPENED.search(before) or _ELECTION.search(before) or _is_byline(folded, line, start, end):
        return Standing.OTHER
    if _OF_ANOTHER.search(before) or _REPORTED.match(after):
        return Standing.PLAIN
    if told or _AFTER_OF_THE_EVENT.match(after):
        return Standing.TOLD
    if line >= start - 70 and _BARE_LINE.match(before):
        rest = folded[end : end + 80].split("\n", 1)[0]
        only = len(rest.strip(" .,|)น")) < 12 or re.fullmatch(r" ?\([^()]*\) ?", rest)
        return Standing.ALONE if only and not _HEADS.match(folded, end, end + 80) else Standing.TOLD
    return Standing.PLAIN


def _is_byline(folded: str, line: int, start: int, end: int) -> bool:
    """Whether a short line tells with the day only who wrote, and where: "ข่าวทั่วไป 10 สิงหาคม 2562 — หนังสือพิมพ์ …"."""
    line_end = folded.find("\n", end)
    others = folded[line:start] + " " + folded[end : line_end if line_end >= 0 else len(folded)]
    return len(others) < 60 and _BYLINE.match(others) is not None and _HELD.search(others) is None


def _year_of(folded: str, days: list[Days | None]) -> tuple[int | None, bool, bool]:
    """The year that days without one belong to, whether the text leaves no other, and whether it is a fiscal year."""
    years = Counter(each.first.year for each in days if each)
    if years:
        return years.most_common(1)[0][0], len(years) == 1, False
    stated = _ANY_YEAR.search(folded)
    if stated is None:
        return None, False, False
    year = int(stated[0])
    fiscal = _FISCAL.search(folded[max(0, stated.start() - 30) : stated.start()]) is not None
    return year - ERA if year >= 2400 else year, False, fiscal


# "ออกเดินทางวันที่ 19 … กลับวันที่ 21": the first day and the last.
_LEFT = re.compile(rf"(?:ออกเดินทาง|เดินทางไป|เริ่ม|พิธีเปิด|เปิด(?:ค่าย|การอบรม|โครงการ|งาน))[^\n]{{0,30}}{_ON}")
_RETURNED = re.compile(rf"(?:กลับ|สิ้นสุด|พิธีปิด|(?<!เ)ปิด(?:ค่าย|การอบรม|โครงการ|งาน))[^\n]{{0,30}}{_ON}")


def _until_the_return(folded: str, found: list[Mention]) -> None:
    """Give a day on which something began the days up to the one on which it ended, if that is the next."""
    for at, (one, other) in enumerate(pairwise(found)):
        if not (one.days and other.days) or other.start - one.end > 200:
            continue
        first, last = one.days.first, other.days.last
        began = _LEFT.search(folded[max(0, one.start - 70) : one.start])
        ended = _RETURNED.search(folded[max(one.end, other.start - 70) : other.start])
        if began and ended and 0 < (last - first).days <= 31:
            found[at] = replace(one, days=Days(first, last))


def _in_year(words: str, year: int | None, fiscal: bool, dated: list[Days | None]) -> Days | None:
    """Days without a year: of the year before where that lies nearer to the other days, or begins the fiscal year."""
    days = _parsed(words, year)
    before = _parsed(words, year - 1) if year else None
    if days is None or before is None:
        return days
    if fiscal:
        return before if days.first.month >= 10 else days
    others = [each.first for each in dated if each and each.first.year == year]
    near = any(0 <= (other - before.last).days <= 31 for other in others)
    return before if near and not any(abs((other - days.first).days) <= 92 for other in others) else days


def _same_day(one: Days, other: Days) -> bool:
    """Whether two are the same but for the year."""
    return (one.first.month, one.first.day, one.length) == (other.first.month, other.first.day, other.length)


_LISTED = re.compile(" ?(?:,|และ|กับ|&) ?(?:วันที่ ?)?")


def mentions(source: Source, lines: Lines) -> list[Mention]:
    """Every day that the text mentions, in order; none at all if they are too many for an announcement.

    A day without a year gets the year of the others, else the first year that the text names.
    """
    folded = source.folded
    spans = [
        (start, end, line)
        for start, end in _spans(folded)
        if (line := lines.at(start)) and (line.part is not Part.NOISE or line.end - line.start < 120)
    ]
    if len(spans) > MOST_MENTIONS:
        return []
    written = [folded[start:end] for start, end, _ in spans]
    dated = [_parsed(words, None) for words in written]
    year, only, fiscal = _year_of(folded, dated)
    found: list[Mention] = []
    for (start, end, line), words, days in zip(spans, written, dated, strict=True):
        sure = Sure.CERTAIN
        if days is None and not _HAS_YEAR.search(words):
            days = _in_year(words, year, fiscal, dated)
            again = next((each for each in dated if each and days and _same_day(each, days)), None)
            days, sure = again or days, Sure.LIKELY if only or again else Sure.GUESS
        days_apart = _LISTED.split(words)
        if days is None and len(days_apart) > 2:
            # "5, 12 และ 19 มีนาคม 2567" are not in a row: from the first to the last
            days, sure = _parsed(f"{days_apart[0]} - {days_apart[-1]}", year), Sure.GUESS
        weekday = _WEEKDAY_BEFORE.search(folded[max(0, start - 16) : start])
        if days and weekday and _weekday(weekday[1]) not in (days.first.weekday(), days.last.weekday()):
            sure = Sure.GUESS
        standing = Standing.OTHER if line.part is not Part.TEXT else _standing(folded, start, end)
        found.append(Mention(start, end, days, standing, sure))
    if all(each.standing is Standing.OTHER for each, days in zip(found, dated, strict=True) if days):
        # only a day of publication, or of the past, says the year
        found = [each if days else replace(each, sure=Sure.GUESS) for each, days in zip(found, dated, strict=True)]
    _until_the_return(folded, found)
    moved = [day for day in found if _MOVED_TO.search(folded[max(0, day.start - 100) : day.start])]
    return moved or found
