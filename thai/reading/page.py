"""A text with all candidates found in it once, and which of its days are those of events."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from thai.dates import Days
from thai.reading import acts as naming
from thai.reading import people, topics, untitled, venues
from thai.reading.days import Mention, Standing, mentions
from thai.reading.lines import Lines, Part
from thai.reading.names import named
from thai.reading.source import Source
from thai.reading.values import Found, Sure

T = TypeVar("T")
# A text that tells of more days is a calendar or a log.
MOST_DAYS = 60
# How far from its days the words about an event may stand; with many days less, so that no text takes long.
BEFORE, AFTER, ALL = 6_000, 20_000, 260_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days of an event, and the stretch of the text that tells of it."""

    days: Found[Days] | None
    at: int  # where the days are written
    start: int
    end: int
    standing: Standing


_NUMBERED = re.compile(
    r"[\W_]*(?:[0-9๐-๙]{1,2}[.)])?[\W_]*(?:(?:(?:ใน)?(?:วัน)?(?:ต่อมา|รุ่งขึ้น|ถัดมา)|จากนั้น|ขณะที่"
    r"|ส่วน|และ|นอกจากนี้|(?:ส่วน|และ|สำหรับ)?รุ่น(?:ที่)? ?[0-9]{1,3}[^\n]{0,40}?"
    r"|(?:ครั้ง|จุด|เวที|สนาม|วง|สาย|ชุด|แห่ง|หลักสูตร|กิจกรรม)ที่ ?[0-9]+[^\n]{0,40}?"
    r"|[ก-๎. ]{0,24}? ?[–-]) ?)?(?:เมื่อ|ใน|ระหว่าง)?(?:เวลา [0-9.: น]+)?"
    r"(?:วันที่|วัน[ก-๎]{3,10}(?:ที่)?)? ?$"
)
_CARRIED_ON = re.compile(
    r"(?:ต่อมา|วันรุ่งขึ้น|(?<= )รุ่งขึ้น|ถัดมา|จากนั้น|(?<!ประชุม)(?<!ประชุม )(?:รุ่น"
    r"|ครั้ง|จุด|เวที)(?:ที่)? ?[0-9]{1,3}(?: ?\([^()\n]{1,40}\))?)[^\n]{0,12}(?:เมื่อ"
    r"|ใน)?(?:วันที่|วัน[ก-๎]{3,10}ที่)? ?$"
)
_COHORT_LINE = re.compile(
    r"[^\w\n]*(?:[0-9]{1,2}[.)] ?)?(?:รุ่น|ครั้ง)(?:ที่)? ?[0-9]{1,3}[^\n]{0,60}?(?:วันที่|วัน[ก-๎]{3,10}ที่|[ :-]) ?"
)
_COHORT_BEFORE = re.compile(r"รุ่น(?:ที่)? ?[0-9]{1,3} ?(?:(?:ใน|ระหว่าง)?(?:วันที่|วัน[ก-๎]{3,10}ที่)) ?$")
_HEADING = re.compile(r"\(?[0-9]{1,2}[.)]|[■□●◆▪►▶✅📌⭐★]")
_GATHERS = re.compile(
    "เป็น ?ประธาน|(?<!ห้อง)(?<!หอ)ประชุม|อบรม|สัมมนา|เสวนา"
    '|จัด(?:ขึ้น)? ?(?:เมื่อ|ระหว่าง|ที่|ณ)|จัด ?(?:[A-Za-z][A-Za-z -]{2,30})[“"]'
)
_CAME = re.compile(r"เข้า(?:ร่วม|อบรม|รับการอบรม|ประชุม)[^\n]{0,40}?[0-9] ?(?:คน|ราย|รูป)(?![ก-๎])")
# What was held, said of the verb before its name.
_HELD = re.compile("(?:ได้|ร่วมกัน|ร่วม)?(?:กำหนด|ดำเนินการ)?จัด")
_NOT_YET = re.compile("จะ|เตรียม|ต่อไป|ก่อนหน้า|เดิม|เลื่อน|เคย|ติดตาม|พิธี(?:เปิด|ปิด)|[ก-๎]ผล")
_TIMED = re.compile(
    r"[^\w\n]*(?:[0-9][.)] ?)?(?:(?:ภาค|ช่วง)[ก-๎]{2,4} ?)?(?:เวลา ?)?"
    r"[0-9]{1,2}[.:][0-9]{2} ?(?:[-–] ?[0-9]{1,2}[.:][0-9]{2} ?)?น"
)
_UNDATED = re.compile("(?:เป็น|หน้าที่|มา)ประธาน|ประธาน(?:ใน|เปิด|พิธี)|จัด[^\n]{0,30}(?:อบรม|ประชุม|สัมมนา|เสวนา)|ศึกษาดูงาน")
_NEWS = re.compile("เมื่อเวลา|วันนี้|เมื่อวาน|ที่ผ่านมา|เมื่อเร็ว ?ๆ ?นี้")
_PLANNED = re.compile(
    r"(?:กำหนดจัด|จะจัด)(?P<other> ?รุ่น)?|ขอเชิญ|เชิญชวน|ขอเลื่อน|เลื่อนกำหนด|เลื่อนการ"
    r"|แจ้งกำหนดการ|เตรียมจัด|รับสมัคร|เปิดรับ"
)
_NO_ANNOUNCEMENT = re.compile(
    r"รับสมัคร(?:บุคคล|สอบ|งาน|คัดเลือก|ลูกจ้าง|พนักงาน)|ประกวดราคา"
    r"|สอบราคา|ผู้มีสิทธิสอบ|จัดซื้อจัดจ้าง"
)
# A poem may speak of meetings and venues.
_VERSE = re.compile(
    r"(?:^|\n)\W{0,4}(?:บท)?(?:กวีนิพนธ์|กลอน(?:สุภาพ|แปด)?|ร้อยกรอง|กาพย์|โคลง|อา(?:ศิร|เศียร)วาท)"
    r"|(?:^|[\n)]) ?(?:ผู้)?ประพันธ์ ?(?:$|\n)"
)

_ORDER = [Sure.GUESS, Sure.LIKELY, Sure.CERTAIN]
_SURE = {Standing.TOLD: Sure.CERTAIN, Standing.PLAIN: Sure.LIKELY, Standing.ALONE: Sure.GUESS}


class Page:
    """A text with all candidates found in it once; what of them belongs to which event."""

    def __init__(self, text: str) -> None:
        self.source = Source(text)
        self.lines = Lines(self.source)
        self.anchors: list[Anchor] = []
        found = mentions(self.source, self.lines)
        days = [day for day in found if day.standing is not Standing.OTHER and day.days]
        if len(days) > MOST_DAYS:
            return
        near = [(day.start, day.end) for day in days] or [each.span() for each in _UNDATED.finditer(self.source.text)]
        if not near or len(near) > MOST_DAYS:
            return
        self.text, self.folded = self.lines.told(_around(near))
        end = len(self.folded)
        self.names = named(self.text, 0, end)
        self.topics = topics.topics(self.folded, self.names, 0, end)
        self.bare = untitled.bare(self.text, self.folded, 0, end)
        everybody = sorted([*self.names, *(name for name, _ in self.bare)], key=lambda name: name.start)
        self.places = venues.venues(self.folded, everybody, 0, end)
        self._venues = [place.start for place in self.places]
        stops = [name.start for name in self.names if name.whole] + [place.said for place in self.places]
        self.acts = naming.acts(self.folded, sorted(stops + [day.start for day in found if day.days]), 0, end)
        self.someone = self._people(0, end)
        self._chaired = any(one.role == "chair" and one.told_after for one in self.someone)
        self.anchors = self._anchors(days)
        if (not self.anchors or self.anchors[0].standing < Standing.TOLD) and re.search("วันนี้|เมื่อวาน", self.folded):
            self.anchors = self._undated(found) or self.anchors
        self.anchors = self.anchors or self._undated(found)
        self.planned = bool(self.anchors) and self._planned(self.anchors[0])

    def _people(self, start: int, end: int) -> list[people.Someone]:
        names = [name for name in self.names if start <= name.start < end and not self._in_venue(name.start)]
        someone = people.roles(self.folded, names, start, end, self.topics)
        taken = [(name.start, name.end) for name in names]
        for name, role in self.bare:
            if not any(first < name.end and name.start < last for first, last in taken):
                someone.append(people.Someone(name, role, Sure.LIKELY, min(end, name.end + 60)))
        return sorted(someone, key=lambda one: one.name.start)

    def _in_venue(self, at: int) -> bool:
        """Whether a venue is called after the person named at a place of the text."""
        before = bisect_left(self._venues, at)
        return before > 0 and at < self.places[before - 1].end

    # Which days are those of an event

    def _anchors(self, days: list[Mention]) -> list[Anchor]:
        for standing in (Standing.TOLD, Standing.PLAIN, Standing.ALONE):
            told = [day for day in days if day.standing is standing and day.days is not None]
            joined = self._joined(told)
            if len(joined) == 1:
                joined = [(self._lasting(joined[0][0], days), joined[0][1])]
            anchors = self._stretches(joined, standing)
            if anchors:
                return anchors
        return []

    def _undated(self, days: list[Mention]) -> list[Anchor]:
        """An event that is surely told, without a day: something with a name was held or chaired, and where.

        "วันนี้" is the day on which the text was published, if it says so: a guess.
        """
        if _NO_ANNOUNCEMENT.search(self.folded) or _VERSE.search(self.folded):
            return []
        for each in self.lines.within(0, len(self.folded), Part.TEXT):
            line, line_end = each.start, each.end
            if not self._is_told(line, line_end):
                continue
            said = re.compile("เมื่อวาน|วันนี้").search(self.folded, line, line_end)
            published = next((day for day in days if day.days and day.days.length == 1), None)
            when = None
            if said and published and published.days:
                day = published.days.first - timedelta(days=said[0] != "วันนี้")
                when = self.source.found(Days(day, day), *said.span(), Sure.GUESS)
            return [Anchor(when, said.start() if said else line, 0, len(self.folded), Standing.ALONE)]
        return []

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a line without a day tells of an event: what was held or who chaired, and where or when."""
        acts = _between(self.acts, start, end, lambda act: act.start)
        if not acts:
            return False
        placed = bool(_between(self.places, start, end, lambda place: place.start))
        kinds = [self._kind_of(act) for act in acts]
        someone = _between(self.someone, start, end, lambda one: one.name.start)
        roles = {one.role for one in someone if one.told_after}
        if "chair" in roles and (any(kinds) or placed or _NEWS.search(self.folded, start, end)):
            return True
        held = any(
            (kind or self._chaired) and _HELD.match(self.folded, act.verb)
            for act, kind in zip(acts, kinds, strict=True)
        )
        return placed and (held or (any(kinds) and bool(roles & {"host", "participant", "speaker", "reporter"})))

    def _joined(self, told: list[Mention]) -> list[tuple[Mention, Mention]]:
        """For each event the mention that has all its days, and the one where it is told.

        Days that lie within others belong to these; a second event begins its line.
        """
        joined: list[tuple[Mention, Mention]] = []
        for day in told:
            at = next((at for at, (other, _) in enumerate(joined) if _overlap(day, other)), None)
            if at is not None:
                days, where = joined[at]
                # the text tells more of it than its headline
                joined[at] = (
                    max(days, day, key=_length),
                    max(where, day, key=lambda each: self._line_length(each.start)),
                )
            elif not joined or self._begins(day.start) or self._own_act(joined[-1][1], day) is not None:
                joined.append((day, day))
        return joined

    def _lasting(self, day: Mention, days: list[Mention]) -> Mention:
        """The days of which a day is one, if the text says them too: "บ่ายวันที่ 8 … เป็นเวลา 2 วัน วันที่ 8 และ 9"."""
        wider = [each for each in days if each.standing is Standing.PLAIN and _within(day, each) and _length(each) <= 7]
        return max([day, *wider], key=_length)

    def _line_length(self, at: int) -> int:
        line = self.lines.at(at)
        return line.end - line.start if line else 0

    def _begins(self, at: int) -> bool:
        line = self.folded.rfind("\n", 0, at) + 1
        before = self.folded[line:at]
        return (len(before) < 90 and bool(_NUMBERED.fullmatch(before))) or bool(_CARRIED_ON.search(before[-60:]))

    def _own_act(self, earlier: Mention, day: Mention) -> int | None:
        """Where the act begins that a second day on a line has with a venue of its own: "… และจัดเสวนา วันที่ 7 ณ วัด ข"."""
        if "\n" in self.folded[earlier.start : day.start]:
            return None
        place = next(iter(_between(self.places, earlier.end, day.start, lambda each: each.start)), None)
        other = next(iter(_between(self.places, day.end, day.end + 160, lambda each: each.start)), None)
        if place is None or other is None or _NOT_YET.search(self.folded, place.end, day.start):
            return None
        same = self.folded[place.start : place.end] == self.folded[other.start : other.end]
        acts = _between(self.acts, place.end, other.start, lambda act: act.start)
        held = (act.verb for act in acts if act.verb >= place.end and _HELD.match(self.folded, act.verb))
        return None if same else next(held, None)

    def _stretches(self, told: list[tuple[Mention, Mention]], standing: Standing) -> list[Anchor]:
        """The anchor of each event that has what an event needs in its stretch of the text."""
        begins = [self.folded.rfind("\n", 0, where.start) + 1 for _, where in told]
        for at in range(1, len(begins)):
            begins[at] = self._heading(begins[at], begins[at - 1])
            if begins[at] <= begins[at - 1]:
                own = self._own_act(told[at - 1][1], told[at][1])
                begins[at] = told[at][1].start if own is None else min(own, told[at][1].start)
        anchors: list[Anchor] = []
        for at, (day, where) in enumerate(told):
            start = begins[at] if at else 0
            end = begins[at + 1] if at + 1 < len(told) else len(self.folded)
            listed = bool(anchors) and self._is_listed(where.start)
            if day.days and (listed or self._is_event(where.start, start, end, standing, at == 0, day.days.length > 1)):
                sure = min(day.sure, _SURE[standing], key=_ORDER.index)
                days = self.source.found(day.days, day.start, day.end, sure)
                anchors.append(Anchor(days, where.start, start, end, standing))
        return self._by_time(anchors[0]) if len(anchors) == 1 else anchors

    def _heading(self, line: int, after: int) -> int:
        """Where the heading above a line begins, if it has one that names an event: "(2) ประชุม…"; else the line."""
        above = next((each for each in reversed(self.lines.within(after + 1, line, Part.TEXT))), None)
        headed = (
            above is not None
            and above.end - above.start < 120
            and _HEADING.match(self.folded, above.start)
            and any(above.start <= act.start < above.end for act in self.acts)
        )
        return above.start if above and headed else line

    def _is_listed(self, at: int) -> bool:
        """Whether a line of a list of cohorts begins with the day: "รุ่นที่ 2 ระหว่างวันที่ …"."""
        line = self.folded.rfind("\n", 0, at) + 1
        before = self.folded[max(line, at - 40) : at]
        listed = line > 0 and _COHORT_LINE.fullmatch(self.folded, line, at)
        return bool(listed or _COHORT_BEFORE.search(before))

    def _by_time(self, anchor: Anchor) -> list[Anchor]:
        """The events of a day's programme: lines that begin with a time, each with an act and a venue of its own."""
        lines = [
            line
            for line in self.lines.within(anchor.start, anchor.end, Part.TEXT)
            if _TIMED.match(self.folded, line.start)
            and any(line.start <= act.start < line.end and self._kind_of(act) for act in self.acts)
            and any(line.start <= place.start < line.end for place in self.places)
        ]
        if len(lines) < 2:
            return [anchor]
        ends = [line.start for line in lines[1:]] + [anchor.end]
        return [
            replace(anchor, at=line.start, start=line.start, end=end) for line, end in zip(lines, ends, strict=True)
        ]

    def _kind_of(self, act: naming.Act) -> str | None:
        return naming.kind(self.folded[act.start : act.end])

    def _is_event(self, where: int, start: int, end: int, standing: Standing, alone: bool, lasts: bool) -> bool:
        act = any(start <= act.start < end and naming.kind(self.folded[act.start : act.end]) for act in self.acts)
        chair = any(
            one.role in ("chair", "closer", "reporter", "host") and start <= one.name.start < end
            for one in self.someone
        )
        venue = any(start <= place.start < end for place in self.places)
        speaker = any(
            one.role in ("speaker", "panellist", "moderator") and start <= one.name.start < end for one in self.someone
        )
        if _NO_ANNOUNCEMENT.search(self.folded, start, end) and not chair:
            return False
        if standing < Standing.TOLD and not chair and _VERSE.search(self.folded):
            return False
        some = any(start <= each.start < end for each in self.acts)
        gathers = some or _GATHERS.search(self.folded, start, end) is not None
        if standing is Standing.TOLD:
            near = any(abs(where - each.start) < 500 and self._kind_of(each) for each in self.acts)
            held = any(
                abs(where - each.start) < 150 and start <= each.start < end and _HELD.match(self.folded, each.verb)
                for each in self.acts
            )
            came = _CAME.search(self.folded, where, end) is not None
            gathered = (venue and (speaker or gathers or not alone)) or (speaker and gathers)
            return (act and near) or chair or held or came or gathered
        if standing is Standing.PLAIN:
            return (act and (venue or chair)) or (some and venue and lasts) or (chair and (some or (venue and gathers)))
        return chair or (act and venue)

    def _planned(self, anchor: Anchor) -> bool:
        """Whether it is still to come when the text was written."""
        before = self.folded[max(0, anchor.at - 300) : anchor.at]
        planned = any("\n" not in before[each.end() :] or not each["other"] for each in _PLANNED.finditer(before))
        return planned and not re.search(r"เมื่อ ?(?:วัน[ก-๎]{0,12})?(?:ที่)? ?$|แล้ว", before)


def _around(days: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches around days in which their events are told."""
    share = min(1.0, ALL / len(days) / (BEFORE + AFTER))
    stretches: list[tuple[int, int]] = []
    for first, last in days:
        start, end = max(0, first - int(BEFORE * share)), last + int(AFTER * share)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _length(day: Mention) -> int:
    return day.days.length if day.days else 0


def _between(items: list[T], start: int, end: int, at: Callable[[T], int]) -> list[T]:
    """The items, in order, that begin in a stretch."""
    return items[bisect_left(items, start, key=at) : bisect_left(items, end, key=at)]


def _within(one: Mention, other: Mention) -> bool:
    first, second = one.days, other.days
    return first is not None and second is not None and second.first <= first.first and first.last <= second.last


def _overlap(one: Mention, other: Mention) -> bool:
    first, second = one.days, other.days
    return first is not None and second is not None and first.first <= second.last and second.first <= first.last
