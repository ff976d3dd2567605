"""What a pasted announcement tells: its events, the cohorts of their programme, and what is to follow.

`read` looks for candidates by the words that stand around them (a file of `thai.reading` for each kind of value) and
chooses among them here. What the text does not state stays empty; what it only suggests is a guess.
"""

import re
from dataclasses import replace

from thai.reading import acts as naming
from thai.reading import cohorts, counts, organisers, people, provinces, times, topics, untitled, venues
from thai.reading.lines import Part
from thai.reading.names import Named
from thai.reading.page import Anchor, Page
from thai.reading.values import Announcement, EventRead, Found, PersonRead, SessionRead, Sure
from thai.words import N_

LONGEST = 5_000_000


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
    page = Page(text)
    if not page.anchors:
        return Announcement()
    events: tuple[EventRead, ...] = ()
    for anchor in page.anchors:
        came = sum(each.declared_total.value for each in events if each.declared_total)
        events += tuple(_events(page, anchor, came))
    if not events:
        return Announcement()
    of_events = {event.cohort.value: not page.planned for event in events if event.cohort}
    areas = {event.cohort.value: event.area for event in events if event.cohort and event.area}
    return Announcement(
        events,
        cohorts.cohorts(page.source, page.folded, of_events, areas),
        topics.followups(page.source, page.folded),
    )


_THEN = re.compile(
    r"(?:ภายหลัง|หลังจาก|จากนั้น|ต่อมา|ช่วงบ่าย|ภาคบ่าย|วันเดียวกัน|โอกาสเดียวกัน"
    r"|เสร็จจาก)[^\n]{0,160}?(?P<act>ประชุมคณะ|ประชุม(?=หารือ|ร่วม"
    r"|ติดตาม|ชี้แจง|คณะ)|จัด(?:การ|งาน|เวที|โครงการ|กิจกรรม)?(?:ฝึก)?(?:อบรม"
    r"|ประชุม|สัมมนา|เสวนา)|เป็นประธาน(?:การ)?(?:ประชุม"
    r"|อบรม|สัมมนา|เปิด))"
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”()]{4,300}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![0-9-])0(?:[ -]?[0-9]){8,9}(?![0-9])(?: ?(?:ต่อ|กด|ext\.?) ?[0-9]{1,6})?")
_ASK = re.compile(r"(?:โทร(?:ศัพท์|\.)?|โทร|สอบถาม|ติดต่อ|เบอร์|หมายเลข|☎|📞|📱|tel\.?)[^\n]{0,60}$", re.IGNORECASE)
_AUDIENCE = re.compile(
    "สื่อมวลชน|(?:ระบบ)?ราชการส่วน(?:กลาง|ภูมิภาค|ท้องถิ่น)|องค์กรปกครองส่วนท้องถิ่น"
    "|รัฐวิสาหกิจ|(?:ภาค)?เอกชน(?!ราย)|ภาคประชาสังคม"
    "|นักประชาสัมพันธ์อิสระ|สถาบันการศึกษา|องค์กรอิสระ"
)
# Who only joined or came by did not hold it: such an act names the event if no other does.
_WEAK = re.compile("(?:เข้า)?ร่วม|ลงพื้นที่|ในการ")


_COHORT_OF_YEAR = re.compile(
    r"[”\"]? ?(?:ประจำ)?ปี(?:งบประมาณ|การศึกษา)? ?(?:พ\.ศ\. ?)?[0-9]{4} ?รุ่น(?:ที่)? ?[0-9]{1,3}(?![0-9]| ?(?:และ|ถึง|[,–-]))"
)
_NO_HEADLINE = re.compile(
    r".{0,60}ย้อนกลับ|ข่าว[ก-๎]{0,30}$|บันทึก(?:ข้อความ|ข่าว)|ส่วนราชการ"
    r"|(?:\[[^\[\]]{1,30}\] ?)?เรียน|ที่ |[0-9]{1,2} ?[ก-๎.]{3,10} ?[0-9]{2}"
)


def _events(page: Page, anchor: Anchor, came: int) -> list[EventRead]:
    """The event of an anchor, and one that followed on the same day in a place of its own."""
    place = _place(page, anchor)
    then = _THEN.search(page.folded, place.end if place else anchor.at, anchor.end)
    while then and place:
        other = next(
            (each for each in page.places if then.end() < each.start < min(anchor.end, then.end() + 400)), None
        )
        if other and page.folded[other.start : other.end] != page.folded[place.start : place.end]:
            first = replace(anchor, end=then.start())
            line = page.folded.rfind("\n", 0, then.start()) + 1
            timed = times.ALONE.fullmatch(page.folded, line, then.start())
            second = replace(
                anchor,
                start=line if timed else then.start(),
                at=then.start("act"),
                days=replace(anchor.days, sure=Sure.LIKELY) if anchor.days else None,
            )
            return [_event(page, first, came), _followed(page, first, second)]
        then = _THEN.search(page.folded, then.end(), anchor.end)
    return [_event(page, anchor, came)]


def _followed(page: Page, first: Anchor, second: Anchor) -> EventRead:
    """The second event: who came is known by the post that the first gave them."""
    event = _event(page, second)
    if event.people:
        return event
    came: list[PersonRead] = []
    for someone in page.someone:
        if someone.name.start < first.end and someone.name.whole and someone.role is not None:
            person = people.read_person(page.source, replace(someone, role="participant"))
            if person and person.position and len(person.position.value) >= 8:
                at = page.folded.find(person.position.value, second.start, second.end)
                if (
                    at >= 0
                    and at < second.start + 120
                    and not any(person.name.value == each.name.value for each in came)
                ):
                    role = page.source.found("participant", at, at + len(person.position.value), Sure.LIKELY)
                    came.append(replace(person, role=role))
    return replace(event, people=tuple(came))


def _place(page: Page, anchor: Anchor) -> venues.Place | None:
    line = page.folded.rfind("\n", 0, anchor.at) + 1
    within = [place for place in page.places if anchor.start <= place.start < anchor.end]
    if not within and len(page.anchors) > 1:
        # said once, above the list
        within = [place for place in page.places if place.start < page.anchors[0].at][-1:]
    first = next((place for place in within if place.start >= line), within[0] if within else None)
    if first is None:
        return None
    # "ณ เทศบาล ก … ณ ห้องประชุม 1 เทศบาล ก": the room says more of the same place
    words = page.folded[first.start : first.end]
    more = (place for place in within if place.end - place.start > len(words))
    return next((place for place in more if page.folded.endswith(words, place.start, place.end)), first)


def _event(page: Page, anchor: Anchor, came: int = 0) -> EventRead:
    """The event of an anchor; `came` is how many came to those before it."""
    source, folded, start, end = page.source, page.folded, anchor.start, anchor.end
    place = _place(page, anchor)
    act = _act(page, anchor)
    title = _without_lone_quote(source.words(act.start, act.end, Sure.LIKELY)) if act else None
    kind = _kind(page, act, anchor)
    headline = _headline(page, anchor)
    if headline and (title is None or (act is None)):
        title = source.words(*headline, Sure.GUESS)
    someone = [one for one in page.someone if start <= one.name.start < end]
    several = len(page.anchors) > 1
    # what stands above the first of several tells of them all
    first = max(start, folded.rfind("\n", 0, anchor.at) + 1) if several else start
    later = next((other.at for other in page.anchors if other.at > anchor.at), None)
    if later and "\n" not in folded[anchor.at : later]:
        first = max(first, anchor.at)  # and so does what stands before it on their one line
    declared, ledger = counts.counts(source, folded, first, end, came)
    read = people.read_people(source, someone)
    read = _with(read, untitled.credits(source, page.lines))
    number = _cohort(page, anchor, act)
    if several and number and declared is None and not ledger:
        declared = counts.per_cohort(source, folded)
    time = times.time(folded, anchor.at, start, end)
    return EventRead(
        days=anchor.days,
        title=title,
        kind=kind,
        starts_at=times.clock(source, time, "from"),
        ends_at=times.clock(source, time, "to"),
        venue=source.words(place.start, place.end, Sure.CERTAIN if place.cued else Sure.LIKELY) if place else None,
        district=provinces.district(source, folded, place) if place else None,
        province=_province(page, anchor, place, act),
        organiser=_organiser(page, anchor, act),
        programme=naming.programme(source, folded, 0, len(folded)),
        cohort=number,
        area=_area(page, number, anchor),
        declared_total=declared.total if declared else None,
        approximate=bool(declared and declared.approximate),
        provinces_served=provinces.provinces_served(source, folded, start, end),
        headcounts=ledger,
        people=read,
        sessions=_sessions(page, anchor, act, someone),
        groups=topics.groups(source, folded, start, end),
        audience=_audience(page, anchor),
        telephone=_telephone(page),
        links=_links(page),
    )


def _without_lone_quote(title: Found[str] | None) -> Found[str] | None:
    """A title without the quotation mark that the text opens and never closes."""
    if title is None or title.value.count("“") <= title.value.count("”"):
        return title
    at = title.value.rindex("“")
    return replace(title, value=title.value[:at] + title.value[at + 1 :])


def _act(page: Page, anchor: Anchor) -> naming.Act | None:
    """The act that names the event: of the anchor's line, with a kind, before its others; else the first."""
    line = page.folded.rfind("\n", 0, anchor.at) + 1
    line_end = page.folded.find("\n", anchor.at)
    line_end = line_end if line_end >= 0 else len(page.folded)
    within = [act for act in page.acts if anchor.start <= act.start < anchor.end]
    if not within and len(page.anchors) > 1:
        within = [act for act in page.acts if act.start < page.anchors[0].at]

    def worth(act: naming.Act) -> tuple[int, ...]:
        words = page.folded[act.start : act.end]
        return (
            "ดังกล่าว" not in words,
            naming.kind(words) is not None and not _WEAK.match(page.folded, act.verb),
            line <= act.start < line_end,
            "โครงการ" in words[:10] or naming.kind(words[:40]) is not None,
            page.folded.startswith("จัด", act.verb),
            -(act.start > anchor.at and act.start - anchor.at > 400),
            -within.index(act),
        )

    best = max(within, key=worth, default=None)
    if best and best.start - anchor.at > 800 and _headline(page, anchor):
        return None
    return best


def _kind(page: Page, act: naming.Act | None, anchor: Anchor) -> Found[str] | None:
    if act:
        words = page.folded[act.start : act.end]
        if said := naming.kind_said(words):
            name, first, last = said
            return page.source.found(name, act.start + first, act.start + last, Sure.LIKELY)
    line_end = page.folded.find("\n", anchor.at)
    start = anchor.start if len(page.anchors) > 1 else 0
    near = _without_places(page, start, line_end if line_end >= 0 else len(page.folded))
    kind = naming.kind(near)
    return page.source.found(kind, anchor.at, anchor.at + 1, Sure.GUESS) if kind else None


def _without_places(page: Page, start: int, end: int) -> str:
    """A stretch without its venues: a stage is no forum."""
    words = page.folded[start:end]
    for place in reversed(page.places):
        if start <= place.start < place.end <= end:
            words = words[: place.start - start] + words[place.end - start :]
    return words


def _headline(page: Page, anchor: Anchor) -> tuple[int, int] | None:
    """The line above the text that says most: long enough, no letterhead."""
    if len(page.anchors) > 1:
        return None
    line = page.folded.rfind("\n", 0, anchor.at) + 1
    for each in page.lines.within(0, line, Part.TEXT):
        words = page.folded[each.start : each.end]
        if 20 <= len(words) <= 250 and not organisers.is_letterhead(words) and not _NO_HEADLINE.match(words):
            return each.start, each.end
    return None


# Who comes from anywhere: the province of their post is not where it is held.
_VISITORS = ("speaker", "panellist", "moderator", "participant", "guest")


def _province(page: Page, anchor: Anchor, place: venues.Place | None, act: naming.Act | None) -> Found[str] | None:
    if place is not None:
        found = provinces.province(page.source, page.folded, place, anchor.start, anchor.end)
        if found:
            return found
    if place is None and act and naming.kind(page.folded[act.start : act.end]) == "broadcast":
        return provinces.stated(page.source, page.folded, anchor.start, anchor.end)
    own = page.folded[place.start : place.end] if place else ""
    if re.search("กรม(?!การ)|กระทรวง", own):
        return None
    if place is None and (found := provinces.ground(page.source, page.folded, anchor.at, anchor.end)):
        return found
    whole = list(dict.fromkeys([(anchor.start, anchor.end), (0, len(page.folded))]))
    posts = [(one.name.end, one.said) for one in page.someone if one.role in _VISITORS]
    posts += [(other.end, other.near) for other in page.places if place and other != place]
    found = next((each for span in whole if (each := provinces.stated(page.source, page.folded, *span, posts))), None)
    if found and (place is None or re.search("โรงแรม|รีสอร์ท", own)):
        found = replace(found, sure=Sure.GUESS)  # whose event it is lies there, not surely the event
    return found or provinces.offices(page.source, page.folded, *whole[0], posts)


def _organiser(page: Page, anchor: Anchor, act: naming.Act | None) -> Found[str] | None:
    start = 0 if anchor is page.anchors[0] or len(page.anchors) < 2 else anchor.start
    found = organisers.organiser(page.source, page.folded, anchor.at, start, anchor.end, page.places)
    if found is None and len(page.anchors) > 1:
        found = organisers.organiser(page.source, page.folded, None, 0, page.anchors[0].at, page.places)
    if found is None and len(page.anchors) > 1 and act and naming.kind(page.folded[act.start : act.end]) == "visit":
        return None  # who came to see is not whose news it is
    return found or organisers.letterhead(page.source, page.folded, 0, min(page.anchors[0].at, 600))


def _cohort(page: Page, anchor: Anchor, act: naming.Act | None) -> Found[int] | None:
    line = page.folded.rfind("\n", 0, anchor.at) + 1
    if number := cohorts.held_on(page.source, page.folded, max(line, anchor.at - 40), anchor.at):
        return number
    spans = _of_title(page, anchor, act) if act else []
    number = cohorts.cohort(page.source, page.folded, spans)
    number = number or cohorts.last_cohort(page.source, page.folded, max(line, anchor.at - 70), anchor.at)
    if number or len(page.anchors) > 1 or (act and naming.kind(page.folded[act.start : act.end]) == "visit"):
        return number  # visitors may be of some cohort, the visit is not
    return cohorts.cohort(page.source, page.folded, [(0, len(page.folded))])


def _of_title(page: Page, anchor: Anchor, act: naming.Act) -> list[tuple[int, int]]:
    """The title of an event, and what follows it that may say its cohort: a few words, or the year and the cohort."""
    if len(page.anchors) > 1:
        return [(act.start, act.end)] if anchor.at <= act.start < anchor.end else []
    dated = _COHORT_OF_YEAR.match(page.folded, act.end)
    spans = [(act.start, act.end), (act.start, act.end + 30)]
    return [*spans, dated.span()] if dated else spans


def _area(page: Page, number: Found[int] | None, anchor: Anchor) -> Found[str] | None:
    if number is None:
        return None
    for each in cohorts.cohorts(page.source, page.folded, {}, {}):
        if each.number.value == number.value and each.area:
            return each.area
    return cohorts.area_from(page.source, page.folded, anchor.start, anchor.end)


def _sessions(
    page: Page, anchor: Anchor, act: naming.Act | None, someone: list[people.Someone]
) -> tuple[SessionRead, ...]:
    sessions: list[SessionRead] = []
    for topic in page.topics:
        if not anchor.start <= topic.start < anchor.end:
            continue
        words = page.source.words(topic.start, topic.end, Sure.CERTAIN if topic.by else Sure.LIKELY)
        if words and not any(each.topic.value == words.value for each in sessions):
            speakers = tuple(_named(page, name) for name in people.speakers(topic, page.topics, someone, page.folded))
            sessions.append(SessionRead(words, topic.kind, speakers))
    if not sessions and (panel := [one for one in someone if one.role == "panellist"]):
        # a forum whose title is what its panel spoke about
        quoted = (
            None if act is None else re.compile('[“"]([^“”"\n]{8,200})').search(page.folded, act.start - 1, act.end + 1)
        )
        title = page.source.words(*quoted.span(1), Sure.LIKELY) if quoted else None
        if title:
            sessions.append(SessionRead(title, "panel", tuple(_named(page, one.name) for one in panel)))
    return tuple(sessions)


def _named(page: Page, name: Named) -> str:
    """A name as the event's people have it."""
    found = page.source.words(name.start, name.end, Sure.LIKELY)
    return found.value if found else ""


def _audience(page: Page, anchor: Anchor) -> tuple[Found[str], ...]:
    """The kinds of organisation in a sentence that counts up at least four of them."""
    run: list[re.Match[str]] = []
    for found in _AUDIENCE.finditer(page.folded, anchor.start, anchor.end):
        if run and found.start() - run[-1].end() > 90:
            if len({each[0] for each in run}) >= 4:
                break
            run = []
        run.append(found)
    if len({each[0] for each in run}) < 4:
        return ()
    words = [page.source.words(each.start(), each.end(), Sure.LIKELY) for each in run]
    return tuple({each.value: each for each in words if each}.values())


def _telephone(page: Page) -> Found[str] | None:
    for found in _TELEPHONE.finditer(page.source.folded):
        line = page.source.folded.rfind("\n", 0, found.start()) + 1
        if _ASK.search(page.source.folded[max(line, found.start() - 70) : found.start()]):
            return page.source.words(found.start(), found.end(), Sure.LIKELY)
    return None


def _links(page: Page) -> tuple[Found[str], ...]:
    found = [page.source.words(each.start(), each.end(), Sure.LIKELY) for each in _LINK.finditer(page.folded)]
    return tuple({each.value: each for each in found if each}.values())[:20]


def _with(read: tuple[PersonRead, ...], more: list[PersonRead]) -> tuple[PersonRead, ...]:
    known = {(person.name.value, person.role.value) for person in read}
    return read + tuple(person for person in more if (person.name.value, person.role.value) not in known)
