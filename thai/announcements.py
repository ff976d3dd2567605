"""What a pasted announcement tells: its events, the cohorts of their programme, and what is to follow.

`read` looks for candidates by the words that stand around them (a file of `thai.reading` for each kind of value) and
chooses among them here. What the text does not state stays empty; what it only suggests is a guess.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from thai.dates import Days
from thai.reading import acts as naming
from thai.reading import cohorts, counts, people, topics, venues
from thai.reading.days import Mention, Standing, mentions
from thai.reading.lines import Lines, Part
from thai.reading.names import Named, named
from thai.reading.source import Source
from thai.reading.values import Announcement, EventRead, Found, PersonRead, SessionRead, Sure
from thai.words import N_

LONGEST = 5_000_000
# A text that tells of more days is a calendar or a log.
MOST_DAYS = 60
# How far from its days the words about an event may stand; with many days less, so that no text takes long.
BEFORE, AFTER, ALL = 6_000, 20_000, 260_000


class TooLong(ValueError):
    """A text that is too long to be an announcement; `message` is an English sentence of the catalogue."""

    def __init__(self) -> None:
        self.message = N_("This text is longer than 5 MB. Paste only the announcement.")
        super().__init__(self.message)


def read(text: str) -> Announcement:
    """What the text tells, each value with its words and how sure it is; nothing if it tells of no event.

    An event has a day of its own that the text says it was or will be held on, and a name, a chair or a venue. A day
    of publication, of a law or of the past is none. Two events are read only where each has its own.
    What belongs to an event stands within 20,000 characters after its days, or 6,000 before them, in texts of any
    length. A text with more than 60 days is a calendar and no announcement.
    TooLong if the text has more than 5 MB (in UTF-8).
    """
    if len(text) > LONGEST or len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise TooLong
    page = _Page(text)
    if not page.anchors:
        return Announcement()
    events = tuple(event for anchor in page.anchors for event in page.events(anchor))
    if not events:
        return Announcement()
    of_events = {event.cohort.value: not page.planned for event in events if event.cohort}
    areas = {event.cohort.value: event.area for event in events if event.cohort and event.area}
    return Announcement(
        events,
        cohorts.cohorts(page.source, page.folded, of_events, areas),
        topics.followups(page.source, page.folded),
    )


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The days of an event, and the stretch of the text that tells of it."""

    days: Found[Days] | None
    at: int  # where the days are written
    start: int
    end: int
    standing: Standing


_THEN = re.compile(
    r"(?:ภายหลัง|หลังจาก|จากนั้น|ต่อมา|ช่วงบ่าย|วันเดียวกัน|โอกาสเดียวกัน"
    r"|เสร็จจาก)[^\n]{0,160}?(?P<act>ประชุมคณะ|ประชุม(?=หารือ|ร่วม"
    r"|ติดตาม|ชี้แจง|คณะ)|จัดอบรม|จัดประชุม|จัดสัมมนา|เป็นประธาน(?:การประชุม"
    r"|เปิด))"
)
_NUMBERED = re.compile(
    r"[\W_]*(?:[0-9๐-๙]{1,2}[.)])?[\W_]*(?:(?:ต่อมา|จากนั้น|ขณะที่"
    r"|ส่วน|และ|นอกจากนี้|รุ่น(?:ที่)? ?[0-9]{1,3}[^\n]{0,40}?"
    r"|ครั้งที่ ?[0-9]+|[ก-๎. ]{0,24}? ?[–-]) ?)?(?:เมื่อ|ใน|ระหว่าง)?(?:เวลา [0-9.: น]+)?"
    r"(?:วันที่|วัน[ก-๎]{3,10}(?:ที่)?)? ?$"
)
_CARRIED_ON = re.compile(r"(?:ต่อมา|จากนั้น)[^\n]{0,12}(?:เมื่อ|ใน)?(?:วันที่|วัน[ก-๎]{3,10}ที่)? ?$")
_TIME = re.compile(
    r"(?:เวลา|⏰|(?<=[ )])(?=[0-9]{1,2}[.:][0-9]{2} ?(?:-|–|น\.))) ?[:：]? ?(?:ประมาณ ?)?(?P"
    r"<from>[0-9]{1,2}[.:][0-9]{2})(?: ?น\.)?(?: ?(?:-|–|—|ถึง) ?(?P<to>[0-9]{1,2}[.:][0-9"
    r"]{2}))? ?(?:น\.?|นาฬิกา)?"
)
_OPENS_AT = re.compile(r"เวลา ?(?P<from>[0-9]{1,2}[.:][0-9]{2}) ?น\.(?P<to>(?!))? ?(?:เป็น)?พิธีเปิด")
_GATHERS = re.compile("เป็น ?ประธาน|(?<!ห้อง)(?<!หอ)ประชุม|อบรม|สัมมนา|เสวนา")
_TIMED = re.compile(r"[^\w\n]*(?:[0-9][.)] ?)?(?:เวลา ?)?[0-9]{1,2}[.:][0-9]{2} ?(?:[-–] ?[0-9]{1,2}[.:][0-9]{2} ?)?น")
_UNDATED = re.compile("เป็นประธาน")
_PLANNED = re.compile(
    r"กำหนดจัด|ขอเชิญ|เชิญชวน|จะจัด|ขอเลื่อน|เลื่อนกำหนด|เลื่อนการ"
    r"|แจ้งกำหนดการ|เตรียมจัด|รับสมัคร|เปิดรับ"
)
_NO_ANNOUNCEMENT = re.compile(
    r"รับสมัคร(?:บุคคล|สอบ|งาน|คัดเลือก|ลูกจ้าง|พนักงาน)|ประกวดราคา"
    r"|สอบราคา|ผู้มีสิทธิสอบ|จัดซื้อจัดจ้าง"
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”()]{4,300}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![0-9-])0(?:[ -]?[0-9]){8,9}(?![0-9])(?: ?(?:ต่อ|กด|ext\.?) ?[0-9]{1,6})?")
_ASK = re.compile(r"(?:โทร(?:ศัพท์|\.)?|โทร|สอบถาม|ติดต่อ|เบอร์|☎|📞|📱|tel\.?)[^\n]{0,60}$", re.IGNORECASE)
_AUDIENCE = re.compile(
    "สื่อมวลชน|(?:ระบบ)?ราชการส่วน(?:กลาง|ภูมิภาค|ท้องถิ่น)|องค์กรปกครองส่วนท้องถิ่น"
    "|รัฐวิสาหกิจ|(?:ภาค)?เอกชน(?!ราย)|ภาคประชาสังคม"
    "|นักประชาสัมพันธ์อิสระ|สถาบันการศึกษา|องค์กรอิสระ"
)


class _Page:
    """A text with all candidates found in it once; what of them belongs to which event."""

    def __init__(self, text: str) -> None:
        self.source = Source(text)
        self.lines = Lines(self.source)
        self.anchors: list[_Anchor] = []
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
        self.acts = naming.acts(self.folded, self.names, 0, end)
        self.places = venues.venues(self.folded, self.names, 0, end)
        self.someone = self._people(0, end)
        self.anchors = self._anchors(days)
        if (not self.anchors or self.anchors[0].standing < Standing.TOLD) and re.search("วันนี้|เมื่อวาน", self.folded):
            self.anchors = self._undated(found) or self.anchors
        self.anchors = self.anchors or self._undated(found)
        self.planned = bool(self.anchors) and self._planned(self.anchors[0])

    def _people(self, start: int, end: int) -> list[people.Someone]:
        names = [name for name in self.names if start <= name.start < end]
        someone = people.roles(self.folded, names, start, end, self.topics)
        taken = [(name.start, name.end) for name in names]
        for name, role in people.bare(self.text, self.folded, start, end):
            if not any(first < name.end and name.start < last for first, last in taken):
                someone.append(people.Someone(name, role, Sure.LIKELY, min(end, name.end + 60)))
        return sorted(someone, key=lambda one: one.name.start)

    # Which days are those of an event

    def _anchors(self, days: list[Mention]) -> list[_Anchor]:
        for standing in (Standing.TOLD, Standing.PLAIN, Standing.ALONE):
            told = [day for day in days if day.standing is standing and day.days is not None]
            anchors = self._stretches(self._joined(told), standing)
            if anchors:
                return anchors
        return []

    def _undated(self, days: list[Mention]) -> list[_Anchor]:
        """An event that is surely told, without a day: somebody chaired something with a name in some place.

        "วันนี้" is the day on which the text was published, if it says so: a guess.
        """
        for one in self.someone:
            if one.role != "chair" or not one.told_after:
                continue
            line = self.folded.rfind("\n", 0, one.name.start) + 1
            line_end = self.folded.find("\n", one.name.start)
            line_end = line_end if line_end >= 0 else len(self.folded)
            act = any(
                line <= act.start < line_end and naming.kind(self.folded[act.start : act.end]) for act in self.acts
            )
            if not act or not any(line <= place.start < line_end for place in self.places):
                continue
            said = re.compile("เมื่อวาน|วันนี้").search(self.folded, line, line_end)
            published = next((day for day in days if day.days and day.days.length == 1), None)
            when = None
            if said and published and published.days:
                day = published.days.first - timedelta(days=said[0] != "วันนี้")
                when = self.source.found(Days(day, day), *said.span(), Sure.GUESS)
            return [_Anchor(when, said.start() if said else line, 0, len(self.folded), Standing.ALONE)]
        return []

    def _joined(self, told: list[Mention]) -> list[Mention]:
        """One mention for each event: days that lie within others belong to these; a second event begins its line."""
        joined: list[Mention] = []
        for day in told:
            assert day.days is not None
            at = next((at for at, other in enumerate(joined) if _overlap(day.days, other.days)), None)
            if at is not None:
                if day.days.length > joined[at].days.length:  # type: ignore[union-attr]
                    joined[at] = replace(joined[at], days=day.days, sure=day.sure)
            elif not joined or self._begins(day.start):
                joined.append(day)
        return joined

    def _begins(self, at: int) -> bool:
        line = self.folded.rfind("\n", 0, at) + 1
        before = self.folded[line:at]
        return (len(before) < 90 and bool(_NUMBERED.fullmatch(before))) or bool(_CARRIED_ON.search(before[-60:]))

    def _stretches(self, told: list[Mention], standing: Standing) -> list[_Anchor]:
        """The anchor of each mention that has what an event needs in its stretch of the text."""
        begins = [self.folded.rfind("\n", 0, day.start) + 1 for day in told]
        for at in range(1, len(begins)):
            if begins[at] <= begins[at - 1]:
                begins[at] = told[at].start
        anchors = []
        for at, day in enumerate(told):
            start = begins[at] if at else 0
            end = begins[at + 1] if at + 1 < len(told) else len(self.folded)
            if not self._is_event(start if at else 0, end, standing, alone=len(told) == 1 or at == 0):
                continue
            sure = min(day.sure, _SURE[standing], key=_ORDER.index)
            assert day.days is not None
            anchors.append(
                _Anchor(self.source.found(day.days, day.start, day.end, sure), day.start, start, end, standing)
            )
        return self._by_time(anchors[0]) if len(anchors) == 1 else anchors

    def _by_time(self, anchor: _Anchor) -> list[_Anchor]:
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

    def _is_event(self, start: int, end: int, standing: Standing, alone: bool) -> bool:
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
        if standing is Standing.TOLD:
            some = any(start <= act.start < end for act in self.acts)
            gathers = some or _GATHERS.search(self.folded, start, end)
            return act or chair or (venue and bool(speaker or gathers or not alone))
        if standing is Standing.PLAIN:
            return act and (venue or chair)
        return chair or (act and venue)

    def _planned(self, anchor: _Anchor) -> bool:
        """Whether it is still to come when the text was written."""
        before = self.folded[max(0, anchor.at - 300) : anchor.at]
        return bool(_PLANNED.search(before)) and not re.search(r"เมื่อ ?(?:วัน[ก-๎]{0,12})?(?:ที่)? ?$|แล้ว", before)

    # What belongs to an event

    def events(self, anchor: _Anchor) -> list[EventRead]:
        """The event of an anchor, and one that followed on the same day in a place of its own."""
        place = self._place(anchor)
        then = _THEN.search(self.folded, place.end if place else anchor.at, anchor.end)
        while then and place:
            other = next(
                (each for each in self.places if then.end() < each.start < min(anchor.end, then.end() + 400)), None
            )
            if other and self.folded[other.start : other.end] != self.folded[place.start : place.end]:
                first = replace(anchor, end=then.start())
                second = replace(
                    anchor,
                    start=then.start(),
                    at=then.start("act"),
                    days=replace(anchor.days, sure=Sure.LIKELY) if anchor.days else None,
                )
                return [self._event(first), self._followed(first, second)]
            then = _THEN.search(self.folded, then.end(), anchor.end)
        return [self._event(anchor)]

    def _followed(self, first: _Anchor, second: _Anchor) -> EventRead:
        """The second event: who came is known by the post that the first gave them."""
        event = self._event(second)
        if event.people:
            return event
        came: list[PersonRead] = []
        for someone in self.someone:
            if someone.name.start < first.end and someone.name.whole and someone.role is not None:
                person = people.read_person(self.source, replace(someone, role="participant"))
                if person and person.position and len(person.position.value) >= 8:
                    at = self.folded.find(person.position.value, second.start, second.end)
                    if (
                        at >= 0
                        and at < second.start + 120
                        and not any(person.name.value == each.name.value for each in came)
                    ):
                        role = self.source.found("participant", at, at + len(person.position.value), Sure.LIKELY)
                        came.append(replace(person, role=role))
        return replace(event, people=tuple(came))

    def _place(self, anchor: _Anchor) -> venues.Place | None:
        line = self.folded.rfind("\n", 0, anchor.at) + 1
        within = [place for place in self.places if anchor.start <= place.start < anchor.end]
        return next((place for place in within if place.start >= line), within[0] if within else None)

    def _event(self, anchor: _Anchor) -> EventRead:
        source, folded, start, end = self.source, self.folded, anchor.start, anchor.end
        place = self._place(anchor)
        act = self._act(anchor)
        title = source.words(act.start, act.end, Sure.LIKELY) if act else None
        kind = self._kind(act, anchor)
        headline = self._headline(anchor)
        if headline and (title is None or (act is None)):
            title = source.words(*headline, Sure.GUESS)
        someone = [one for one in self.someone if start <= one.name.start < end]
        declared, ledger = counts.counts(source, folded, start, end)
        read = people.read_people(source, someone)
        if anchor.end == len(folded) or anchor is self.anchors[-1]:
            read = _with(read, people.credits(source, self.lines))
        number = self._cohort(anchor, act)
        time = self._time(anchor)
        return EventRead(
            days=anchor.days,
            title=title,
            kind=kind,
            starts_at=_clock(source, time, "from"),
            ends_at=_clock(source, time, "to"),
            venue=source.words(place.start, place.end, Sure.CERTAIN) if place else None,
            district=venues.district(source, folded, place) if place else None,
            province=self._province(anchor, place, act),
            organiser=self._organiser(anchor, act),
            programme=naming.programme(source, folded, 0, len(folded)),
            cohort=number,
            area=self._area(number, anchor),
            declared_total=declared.total if declared else None,
            approximate=bool(declared and declared.approximate),
            provinces_served=counts.provinces_served(source, folded, start, end),
            headcounts=ledger,
            people=read,
            sessions=self._sessions(anchor, act, someone),
            groups=topics.groups(source, folded, start, end),
            audience=self._audience(anchor),
            telephone=self._telephone(),
            links=self._links(),
        )

    def _act(self, anchor: _Anchor) -> naming.Act | None:
        """The act that names the event: of the anchor's line, with a kind, before its others; else the first."""
        line = self.folded.rfind("\n", 0, anchor.at) + 1
        line_end = self.folded.find("\n", anchor.at)
        line_end = line_end if line_end >= 0 else len(self.folded)
        within = [act for act in self.acts if anchor.start <= act.start < anchor.end]
        if not within and len(self.anchors) > 1:
            within = [act for act in self.acts if act.start < self.anchors[0].at]

        def worth(act: naming.Act) -> tuple[int, ...]:
            words = self.folded[act.start : act.end]
            return (
                "ดังกล่าว" not in words,
                naming.kind(words) is not None and not _WEAK.match(self.folded, act.verb),
                line <= act.start < line_end,
                "โครงการ" in words[:10] or naming.kind(words[:40]) is not None,
                -(act.start > anchor.at and act.start - anchor.at > 400),
                -within.index(act),
            )

        best = max(within, key=worth, default=None)
        if best and best.start - anchor.at > 800 and self._headline(anchor):
            return None
        return best

    def _kind(self, act: naming.Act | None, anchor: _Anchor) -> Found[str] | None:
        if act:
            words = self.folded[act.start : act.end]
            if kind := naming.kind(words):
                return self.source.found(kind, act.start, act.end, Sure.LIKELY)
        line_end = self.folded.find("\n", anchor.at)
        near = self.folded[
            anchor.start if len(self.anchors) > 1 else 0 : line_end if line_end >= 0 else len(self.folded)
        ]
        kind = naming.kind(near)
        return self.source.found(kind, anchor.at, anchor.at + 1, Sure.GUESS) if kind else None

    def _headline(self, anchor: _Anchor) -> tuple[int, int] | None:
        """The line above the text that says most: long enough, no letterhead."""
        if len(self.anchors) > 1:
            return None
        line = self.folded.rfind("\n", 0, anchor.at) + 1
        for each in self.lines.within(0, line, Part.TEXT):
            words = self.folded[each.start : each.end]
            if 20 <= len(words) <= 250 and not naming.is_letterhead(words) and not re.match(r"ข่าว[ก-๎]{0,30}$|บันทึกข้อความ|ส่วนราชการ|เรียน|ที่ ", words):
                return each.start, each.end
        return None

    def _time(self, anchor: _Anchor) -> re.Match[str] | None:
        """The time that stands beside the days, or later on their line, or in a field of a form."""
        line_end = self.folded.find("\n", anchor.at)
        line_end = line_end if line_end >= 0 else len(self.folded)
        line = self.folded.rfind("\n", 0, anchor.at) + 1
        for first, last in (
            (anchor.at, min(line_end, anchor.at + 140)),
            (max(line, anchor.at - 30), anchor.at),
            (line_end, min(anchor.end, line_end + 40)),
            (anchor.at, line_end),
        ):
            found = _TIME.search(self.folded, first, last)
            if found and _valid(found["from"]):
                return found
        found = _OPENS_AT.search(self.folded, anchor.start, anchor.end)
        return found if found and _valid(found["from"]) else None

    def _province(self, anchor: _Anchor, place: venues.Place | None, act: naming.Act | None) -> Found[str] | None:
        if place is not None:
            found = venues.province(self.source, self.folded, place, anchor.start, anchor.end)
            if found:
                return found
        if place is None and act and naming.kind(self.folded[act.start : act.end]) == "broadcast":
            return venues.stated(self.source, self.folded, anchor.start, anchor.end)
        own = self.folded[place.start : place.end] if place else ""
        if re.search("โรงแรม|รีสอร์ท|กรม(?!การ)|กระทรวง", own):
            return None
        whole = ((anchor.start, anchor.end), (0, len(self.folded)))
        found = next((each for span in whole if (each := venues.stated(self.source, self.folded, *span))), None)
        return found if found and place else None

    def _organiser(self, anchor: _Anchor, act: naming.Act | None) -> Found[str] | None:
        start = 0 if anchor is self.anchors[0] or len(self.anchors) < 2 else anchor.start
        found = naming.organiser(self.source, self.folded, anchor.at, start, anchor.end, self.places)
        if found is None and len(self.anchors) > 1:
            found = naming.organiser(self.source, self.folded, None, 0, self.anchors[0].at, self.places)
        return found or naming.letterhead(self.source, self.folded, 0, min(self.anchors[0].at, 600))

    def _cohort(self, anchor: _Anchor, act: naming.Act | None) -> Found[int] | None:
        line = self.folded.rfind("\n", 0, anchor.at) + 1
        spans = [(act.start, act.end + 30)] if act and len(self.anchors) == 1 else []
        number = cohorts.cohort(self.source, self.folded, spans)
        number = number or cohorts.last_cohort(self.source, self.folded, max(line, anchor.at - 70), anchor.at)
        if number or len(self.anchors) > 1:
            return number
        return cohorts.cohort(self.source, self.folded, [(0, len(self.folded))])

    def _area(self, number: Found[int] | None, anchor: _Anchor) -> Found[str] | None:
        if number is None:
            return None
        for each in cohorts.cohorts(self.source, self.folded, {}, {}):
            if each.number.value == number.value and each.area:
                return each.area
        return cohorts.area_from(self.source, self.folded, anchor.start, anchor.end)

    def _sessions(
        self, anchor: _Anchor, act: naming.Act | None, someone: list[people.Someone]
    ) -> tuple[SessionRead, ...]:
        sessions: list[SessionRead] = []
        for topic in self.topics:
            if not anchor.start <= topic.start < anchor.end:
                continue
            words = self.source.words(topic.start, topic.end, Sure.CERTAIN if topic.by else Sure.LIKELY)
            if words and not any(each.topic.value == words.value for each in sessions):
                speakers = tuple(
                    self.folded_name(name) for name in people.speakers(topic, self.topics, someone, self.folded)
                )
                sessions.append(SessionRead(words, topic.kind, speakers))
        if not sessions and (panel := [one for one in someone if one.role == "panellist"]):
            # a forum whose title is what its panel spoke about
            quoted = (
                None if act is None else re.compile('[“"]([^“”"\n]{8,200})').search(self.folded, act.start, act.end + 1)
            )
            title = self.source.words(*quoted.span(1), Sure.LIKELY) if quoted else None
            if title:
                sessions.append(SessionRead(title, "panel", tuple(self.folded_name(one.name) for one in panel)))
        return tuple(sessions)

    def folded_name(self, name: Named) -> str:
        """A name as the event's people have it."""
        found = self.source.words(name.start, name.end, Sure.LIKELY)
        return found.value if found else ""

    def _audience(self, anchor: _Anchor) -> tuple[Found[str], ...]:
        """The kinds of organisation in a sentence that counts up at least four of them."""
        run: list[re.Match[str]] = []
        for found in _AUDIENCE.finditer(self.folded, anchor.start, anchor.end):
            if run and found.start() - run[-1].end() > 90:
                if len({each[0] for each in run}) >= 4:
                    break
                run = []
            run.append(found)
        if len({each[0] for each in run}) < 4:
            return ()
        words = [self.source.words(each.start(), each.end(), Sure.LIKELY) for each in run]
        return tuple({each.value: each for each in words if each}.values())

    def _telephone(self) -> Found[str] | None:
        for found in _TELEPHONE.finditer(self.source.folded):
            line = self.source.folded.rfind("\n", 0, found.start()) + 1
            if _ASK.search(self.source.folded[max(line, found.start() - 70) : found.start()]):
                return self.source.words(found.start(), found.end(), Sure.LIKELY)
        return None

    def _links(self) -> tuple[Found[str], ...]:
        found = [self.source.words(each.start(), each.end(), Sure.LIKELY) for each in _LINK.finditer(self.folded)]
        return tuple({each.value: each for each in found if each}.values())[:20]


_ORDER = [Sure.GUESS, Sure.LIKELY, Sure.CERTAIN]
_SURE = {Standing.TOLD: Sure.CERTAIN, Standing.PLAIN: Sure.LIKELY, Standing.ALONE: Sure.GUESS}
_WEAK = re.compile("(?:เข้า)?ร่วม")


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


def _overlap(one: Days, other: Days | None) -> bool:
    return other is not None and one.first <= other.last and other.first <= one.last


def _valid(clock: str) -> bool:
    hours, minutes = re.split("[.:]", clock)
    return int(hours) < 24 and int(minutes) < 60


def _clock(source: Source, time: re.Match[str] | None, end: str) -> Found[str] | None:
    if time is None or time[end] is None or not _valid(time[end]):
        return None
    hours, minutes = re.split("[.:]", time[end])
    return source.found(f"{int(hours):02}:{minutes}", *time.span(end), Sure.CERTAIN)


def _with(read: tuple[PersonRead, ...], more: list[PersonRead]) -> tuple[PersonRead, ...]:
    known = {(person.name.value, person.role.value) for person in read}
    return read + tuple(person for person in more if (person.name.value, person.role.value) not in known)
