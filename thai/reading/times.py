"""When in the day an event is: the time beside its days."""

import re

from thai.reading.source import Source
from thai.reading.values import Found, Sure

_TIME = re.compile(
    r"(?:เวลา|⏰|(?:เริ่ม|เปิด)(?:งาน|วันแรก|กิจกรรม|พิธี)?|ช่วง(?:เช้า"
    r"|บ่าย)[^\n]{0,20}?[ (]|ตั้งแต่|(?<=[ )])(?=[0-9]{1,2}[.:][0-9]{2} ?(?:-"
    r"|–|น\.))) ?[:：]? ?(?:(?:เปิดงาน|เริ่ม(?:งาน)?|ประมาณ|ตั้งแต่) ?)?"
    r"(?P<from>[0-9]{1,2}[.:][0-9]{2})(?: ?น\.)?"
    r"(?: ?(?:-|–|—|ถึง) ?(?P<to>[0-9]{1,2}[.:][0-9]{2}))? ?(?:น\.?|นาฬิกา)?"
)
ALONE = re.compile(rf"\W*{_TIME.pattern}[^\w\n]*(?:ของ|ใน)?")
_O_CLOCK = re.compile(r" ?(?:น\.|นาฬิกา)")
_OPENS_AT = re.compile(r"เวลา ?(?P<from>[0-9]{1,2}[.:][0-9]{2}) ?น\.(?P<to>(?!))? ?(?:เป็น)?พิธีเปิด")


def time(folded: str, at: int, start: int, end: int) -> re.Match[str] | None:
    """The time that stands beside the days, or later on their line, or in a field of a form."""
    line_end = folded.find("\n", at)
    line_end = line_end if line_end >= 0 else len(folded)
    line = folded.rfind("\n", 0, at) + 1
    for first, last in (
        (at, min(line_end, at + 140)),
        (start if start >= line > 0 else max(line, at - 30), at),
        (line_end, min(end, line_end + 40)),
        (at, line_end),
    ):
        found = _TIME.search(folded, first, last)
        if found and _valid(found["from"]):
            return found
    found = _OPENS_AT.search(folded, start, end)
    return found if found and _valid(found["from"]) else None


def _valid(clock: str) -> bool:
    hours, minutes = re.split("[.:]", clock)
    return int(hours) < 24 and int(minutes) < 60


def clock(source: Source, found: re.Match[str] | None, end: str) -> Found[str] | None:
    """The time at one end of what was found, "from" or "to", as "09:00"; None if it is not stated."""
    if found is None or found[end] is None or not _valid(found[end]):
        return None
    hours, minutes = re.split("[.:]", found[end])
    hour = _O_CLOCK.match(found.string, found.end(end))
    last = hour.end() if hour else found.end(end)
    return source.found(f"{int(hours):02}:{minutes}", found.start(end), last, Sure.CERTAIN)
