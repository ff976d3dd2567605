"""What was spoken about, what groups worked on, and what was recommended."""

import re
from dataclasses import dataclass

from thai.reading.names import Named
from thai.reading.source import Source
from thai.reading.values import FollowupRead, GroupRead, Sure

_LONGEST = 300
_OPEN = "“\"‘'«"
_CLOSE = "”\"’'»"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic at `start:end`; `by` is where the name of its first speaker begins, if it follows."""

    start: int
    end: int
    kind: str
    by: int | None

    @property
    def role(self) -> str:
        """The role of those who speak about it."""
        return "panellist" if self.kind == "panel" else "speaker"


_TALKS = (
    ("panel", "เสวนา|อภิปราย"),
    ("special", "บรรยายพิเศษ|ปาฐกถา|องค์ปาฐก"),
    ("workshop", "เวิร์[กค]ช[อ็]*ป|ฝึกปฏิบัติ|ปฏิบัติการ|workshop"),
    ("lecture", 'บรรยาย|ให้ความรู้|ถวายความรู้|วิทยากร|ถ่ายทอด|สัมภาษณ์|หัวข้อ|นำเสนอ|กล่าวถึง|วิชา(?= ?[“"])'),
)
_TALK = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _TALKS), re.IGNORECASE)
_QUOTED = re.compile(rf"[{_OPEN}] ?")
# What makes of quoted words a topic: they are introduced as one, or somebody speaks about them.
_INTRODUCED = re.compile(
    r"(?:เรื่อง|หัวข้อ|วิชา|ประเด็น|บรรยาย(?:พิเศษ)?|ในหัวข้อเรื่อง"
    r"|ให้ความรู้)(?:การ(?:อบรม|บรรยาย|เสวนา))? ?(?:ได้แก่|คือ"
    r"|:|เกี่ยวกับ|ว่าด้วย)? ?$"
)
_BY = re.compile(r" ?\n?\n? ?โดย(?:ท่าน)?(?!มี) ?\n?(?:วิทยากร(?:คือ|ได้แก่)? ?)?")
_UNQUOTED = re.compile(
    r"(?:บรรยาย(?:พิเศษ)?|ปาฐกถา(?:พิเศษ)?|เสวนา|อภิปราย)(?:ใน)?(?:หัวข้อ"
    r"|เรื่อง) ?(?=[ก-๎A-Za-z0-9])"
)
_MORE = re.compile(r"(?: |\n)(?:ตลอดทั้ง|ตลอดจน|รวมทั้ง|รวมถึง|และ) ?(?!(?:ผู้)?ดำเนิน|พิธีกร|กล่าว|เปิด|ปิด|ได้รับ)")
_SLASH = re.compile(r" ?/ ?(?:และ ?)?")
_HELD = re.compile(r"(?:จัด|เปิด|โครงการ|ร่วม|งาน|กิจกรรม)[^\n“”\"]{0,40}$")


def _quoted_end(text: str, opened: int, end: int) -> tuple[int, int] | None:
    """Where quoted words end, and where the quote does: at its mark, else before "โดย", at the line's end."""
    limit = min(end, opened + _LONGEST)
    line = text.find("\n", opened, limit)
    limit = line if line >= 0 else limit
    close = next((at for at in range(opened, limit) if text[at] in _CLOSE), -1)
    by = text.find(" โดย ", opened, limit)
    inner = next((at for at in range(opened, limit) if text[at] in "“«"), -1)
    if close >= 0 and (inner < 0 or close < inner):
        return close, close + 1
    if by >= 0:
        return by, by
    if inner >= 0:
        return None
    return (limit, limit) if line >= 0 and limit > opened else None


def _kind(folded: str, start: int, at: int) -> str | None:
    """What kind of talk the nearest word before says."""
    line = folded.rfind("\n", start, at) + 1
    kind = None
    for found in _TALK.finditer(folded, max(start, line, at - 120), at):
        if kind is None or found[0] not in ("หัวข้อ", "วิทยากร"):
            kind = found.lastgroup
    return kind


_ITEM = re.compile(r"[^\w\n“\"]*(?:[0-9]{1,2}[.)]|[ก-๎]{2,12}ที่ ?[0-9]{1,2})? ?(?:เรื่อง|วิชา)? ?$")
_HEADING = re.compile(r"หัวข้อ|เนื้อหา|บรรยาย|วิทยากร|ความรู้|อบรม")


def _is_headed(folded: str, start: int, at: int) -> bool:
    """Whether quoted words are an item of a list under a heading such as "หัวข้อที่อบรม"."""
    for _ in range(12):
        line = folded.rfind("\n", start, at) + 1
        if line <= start or at - line > 60 or not _ITEM.match(folded[line:at].split("“")[0].split('"')[0]):
            return False
        above = folded.rfind("\n", start, line - 1) + 1
        if line - above < 80 and _HEADING.search(folded, above, line) and "โดย" not in folded[above:line]:
            return True
        quote = re.compile('[“"]').search(folded, above, line)
        if quote is None:
            return False
        at = quote.start()
    return False


def topics(folded: str, names: list[Named], start: int, end: int) -> list[Topic]:
    """The topics of a stretch, in order: introduced as such ("เรื่อง “…”"), or with who spoke after them."""
    starts = {name.start for name in names}
    found: list[Topic] = []
    kind = "lecture"
    at = start
    while quote := _QUOTED.search(folded, at, end):
        at = quote.end()
        ends = _quoted_end(folded, quote.end(), end)
        if ends is None:
            continue
        at = ends[1]
        before = folded[max(start, quote.start() - 60) : quote.start()]
        by = _BY.match(folded, ends[1])
        by_at = by.end() if by and by.end() in starts else None
        introduced = _INTRODUCED.search(before) is not None
        listed = by_at is not None and bool(found) and re.fullmatch(r"[^\n]{0,200}(?:และ|,) ?", before) is not None
        if (
            not introduced
            and not listed
            and not (by_at is not None and _is_headed(folded, start, quote.start()))
            and not (by_at is not None and _kind(folded, start, quote.start()))
        ):
            continue
        talk = _kind(folded, max(start, found[-1].end if found else start), quote.start())
        if talk is None and not found and by_at is None:
            continue
        if by_at is None and talk in (None, "workshop") and _HELD.search(before):
            continue
        kind = talk or kind
        found.append(Topic(quote.end(), ends[0], kind, by_at))
    found += _unquoted(folded, starts, start, end)
    found.sort(key=lambda topic: topic.start)
    return _with_more(folded, starts, found, end)


def _unquoted(folded: str, starts: set[int], start: int, end: int) -> list[Topic]:
    """Topics without quotation marks that somebody is said to speak about: "บรรยายเรื่อง การเขียนข่าว โดย นาย…"."""
    found = []
    for cue in _UNQUOTED.finditer(folded, start, end):
        line = folded.find("\n", cue.end(), min(end, cue.end() + _LONGEST))
        limit = line if line >= 0 else min(end, cue.end() + _LONGEST)
        by_at = folded.find(" โดย", cue.end(), limit)
        by = _BY.match(folded, by_at) if by_at >= 0 else None
        if by and by.end() in starts:
            found.append(Topic(cue.end(), by_at, _kind(folded, start, cue.end()) or "lecture", by.end()))
    return found


def _with_more(folded: str, starts: set[int], found: list[Topic], end: int) -> list[Topic]:
    """With the topics that a list goes on to without quotes: "… ตลอดทั้งเรื่องแรก / เรื่องที่สอง โดย นาย…"."""
    further: list[Topic] = []
    for at, topic in enumerate(found):
        later = next((each.start for each in found[at:] if each.start > topic.start), end)
        if topic.by is not None:
            further += _more(folded, starts, topic.by, later)
    return sorted(found + further, key=lambda topic: topic.start)


def _more(folded: str, starts: set[int], after: int, end: int) -> list[Topic]:
    """The topics without quotes of the speaker who follows them, between another speaker and the next topic."""
    for more in _MORE.finditer(folded, after, min(end, after + 200)):
        at = more.end()
        by_at = folded.find(" โดย ", at, min(end, at + 2 * _LONGEST))
        by = _BY.match(folded, by_at) if by_at >= 0 else None
        if by and by.end() in starts and by.end() < end and not any(at <= start < by_at for start in starts):
            topics = []
            for cut in [*_SLASH.finditer(folded, at, by_at), None]:
                stop = cut.start() if cut else by_at
                if 8 <= stop - at <= _LONGEST:
                    topics.append(Topic(at, stop, "lecture", by.end()))
                at = cut.end() if cut else stop
            return topics
    return []


_GROUP = re.compile(
    r"(?:^|\n) ?(?:[-–•*] ?)?กลุ่ม(?:ที่)? ?([0-9]{1,2}) ?[:：.)\-–]? ?(?:เรื่อง"
    r"|หัวข้อ)? ?([^\n]{3,300})"
)
_QUOTED_GROUP = re.compile(r"กลุ่ม(?:ที่)? ?([0-9]{1,2}) ?[:：.)\-–]? ?(?:เรื่อง|หัวข้อ)? ?[“\"]([^“”\"\n]{3,200})[”\"]")
_RECOMMENDED = re.compile(
    r"(?:เสนอแนะ|ข้อเสนอ|ข้อสั่งการ|สั่งการ|ขอให้|กำชับ|แนวทาง(?:การ)?ดำเนิน"
    r"|ให้ดำเนินการ|มติ(?:ที่ประชุม)?|ที่ประชุมเห็นชอบ)"
)
_FIRST = re.compile(r"(?<![0-9.,:/])\(?[1]\) ?|\n ?1[.)] ?")
_ENDS_LIST = re.compile(r"ทั้งนี้|\n|อย่างไรก็|นอกจากนี้|จากนั้น|โอกาสนี้")


def groups(source: Source, folded: str, start: int, end: int) -> tuple[GroupRead, ...]:
    """The numbered working groups, each in quotation marks or on a line of its own: "กลุ่มที่ 1 “หัวข้อ”"."""
    found: dict[int, GroupRead] = {}
    for quoted in _QUOTED_GROUP.finditer(folded, start, end):
        topic = source.words(*quoted.span(2), Sure.CERTAIN)
        if topic and int(quoted[1]) not in found:
            found[int(quoted[1])] = GroupRead(int(quoted[1]), topic)
    for line in _GROUP.finditer(folded, start, end):
        first, last = line.span(2)
        if folded[first] in _OPEN:
            first += 1
            close = next((at for at in range(first, last) if folded[at] in _CLOSE), -1)
            last = close if close >= 0 else last
        topic = source.words(first, last, Sure.CERTAIN)
        if topic and int(line[1]) not in found:
            found[int(line[1])] = GroupRead(int(line[1]), topic)
    return tuple(found[number] for number in sorted(found)) if len(found) > 1 else ()


def followups(source: Source, folded: str) -> tuple[FollowupRead, ...]:
    """The numbered recommendations: "เสนอแนะ … 1) … 2) … และ 3) …"; they count up from one, and two at least."""
    for first in _FIRST.finditer(folded):
        line = folded.rfind("\n", 0, first.start()) + 1
        if not _RECOMMENDED.search(folded, max(line, first.start() - 160), first.start()):
            continue
        items: list[FollowupRead] = []
        at, number = first.end(), 1
        while True:
            marker = re.compile(rf"(?:และ)? ?\n? ?(?<![0-9])\(?{number + 1}\) ?|\n ?{number + 1}[.] ?")
            following = marker.search(folded, at, at + 400)
            stop = _ENDS_LIST.search(folded, at, at + 400)
            last = following.start() if following else stop.start() if stop else min(len(folded), at + 300)
            text = source.words(at, last, Sure.LIKELY)
            if text is None:
                break
            items.append(FollowupRead(number, text))
            if following is None or number > 50:
                break
            at, number = following.end(), number + 1
        if len(items) > 1:
            return tuple(items)
    return ()
