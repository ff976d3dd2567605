"""An announcement of the tests' own, with what a reader finds in it, so that saving is tried without reading."""

from datetime import date
from typing import TypeVar

from thai.dates import Days
from thai.reading.values import (
    Announcement,
    CohortRead,
    EventRead,
    FollowupRead,
    Found,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
    Sure,
)

T = TypeVar("T")

TEXT = """เทศบาลนครตัวอย่าง จัดอบรมแกนนำสื่อสารชุมชน
เทศบาลนครตัวอย่าง จัดอบรมแกนนำสื่อสารชุมชน รุ่นที่ 2 เมื่อวันที่ 3 - 4 ตุลาคม 2566 ณ ห้องประชุมดอกคูน จังหวัดขอนแก่น
โดยมี นายมานะ ทดลองงาน นายกเทศมนตรีนครตัวอย่าง เป็นประธาน และเป็นวิทยากร
ผู้เข้าร่วม ประกอบด้วย ผู้แทนชุมชน 12 ชุมชน ๆ ละ 5 คน วิทยากร จำนวน 2 คน เจ้าหน้าที่ จำนวน 3 คน รวมทั้งสิ้น 65 คน
หัวข้อ "เล่าเรื่องให้คนฟัง" โดย นางสาวปิติ สมมุติวงศ์ จากมหาวิทยาลัยทดสอบ และ นายมานะ ทดลองงาน
กลุ่ม 1 "สื่อในชุมชน" กลุ่ม 2 "ข่าวลวง"
ขณะนี้จัดไปแล้ว รุ่นที่ 1 (ภาคใต้) ส่วนรุ่นที่ 3 ยังไม่จัด
ข้อเสนอแนะ 1) ตั้งกลุ่มไลน์ 2) พบกันทุกไตรมาส
ภาพ/ข่าว : ชูใจ ลองดู
"""


def found(words: str, value: T | None = None, sure: Sure = Sure.CERTAIN, text: str = TEXT) -> Found[T]:
    """A value and where its words stand in the text, first; without a value it is the words themselves."""
    start = text.index(words)
    return Found(words if value is None else value, start, start + len(words), sure)  # type: ignore[arg-type]


def person(name: str, role: str, position: str = "", organisation: str = "", sure: Sure = Sure.CERTAIN) -> PersonRead:
    return PersonRead(
        found(name, sure=sure),
        found(name, role, sure),
        found(position) if position else None,
        found(organisation) if organisation else None,
    )


def line(words: str, label: str, category: str, count: int, units: int | None = None, each: int | None = None):
    return HeadcountRead(found(label), category, found(words, count), units, each)


EVENT = EventRead(
    days=found("3 - 4 ตุลาคม 2566", Days(date(2023, 10, 3), date(2023, 10, 4))),
    title=found("อบรมแกนนำสื่อสารชุมชน", sure=Sure.LIKELY),
    kind=found("อบรม", "training"),
    venue=found("ห้องประชุมดอกคูน"),
    province=found("ขอนแก่น", "40"),
    organiser=found("เทศบาลนครตัวอย่าง"),
    programme=found("แกนนำสื่อสารชุมชน", sure=Sure.LIKELY),
    cohort=found("รุ่นที่ 2", 2),
    declared_total=found("65 คน", 65),
    headcounts=(
        line("12 ชุมชน ๆ ละ 5 คน", "ผู้แทนชุมชน", "learners", 60, 12, 5),
        line("จำนวน 2 คน", "วิทยากร", "speakers", 2),
        line("จำนวน 3 คน", "เจ้าหน้าที่", "organisers", 3),
    ),
    people=(
        person("นายมานะ ทดลองงาน", "chair", "นายกเทศมนตรีนครตัวอย่าง", "เทศบาลนครตัวอย่าง"),
        person("นายมานะ ทดลองงาน", "speaker"),
        person("นางสาวปิติ สมมุติวงศ์", "speaker", organisation="มหาวิทยาลัยทดสอบ"),
        person("ชูใจ ลองดู", "staff", sure=Sure.GUESS),
    ),
    sessions=(SessionRead(found("เล่าเรื่องให้คนฟัง"), "lecture", ("นางสาวปิติ สมมุติวงศ์", "นายมานะ ทดลองงาน")),),
    groups=(GroupRead(1, found("สื่อในชุมชน")), GroupRead(2, found("ข่าวลวง"))),
)
TOLD = Announcement(
    (EVENT,),
    (
        CohortRead(found("รุ่นที่ 1", 1), found("ใต้"), True),
        CohortRead(found("รุ่นที่ 2", 2), None, True),
        CohortRead(found("รุ่นที่ 3", 3), None, False),
    ),
    (FollowupRead(1, found("ตั้งกลุ่มไลน์")), FollowupRead(2, found("พบกันทุกไตรมาส"))),
)

TWO_EVENTS = """เมื่อวันที่ 9 มกราคม 2567 นางกมล ทดลองงาน ผู้อำนวยการกองตัวอย่าง เปิดประชุมแผนสื่อ ณ ห้องประชุม 1 จำนวน 30 คน
จากนั้น นางกมล ทดลองงาน ร่วมประชุมคณะทำงานข้อมูลข่าวสาร ณ ห้องประชุม 2"""


def _second(words: str, value: T | None = None) -> Found[T]:
    return found(words, value, text=TWO_EVENTS)


def _opened(title: str, venue: str, role: str, **more: Found[int]) -> EventRead:
    name = "นางกมล ทดลองงาน"
    return EventRead(
        days=_second("9 มกราคม 2567", Days(date(2024, 1, 9), date(2024, 1, 9))),
        title=_second(title),
        kind=_second("ประชุม", "meeting"),
        venue=_second(venue),
        people=(PersonRead(_second(name), _second(name, role), _second("ผู้อำนวยการกองตัวอย่าง")),),
        **more,  # type: ignore[arg-type]
    )


TWO = Announcement(
    (
        _opened("ประชุมแผนสื่อ", "ห้องประชุม 1", "chair", declared_total=_second("จำนวน 30 คน", 30)),
        _opened("ประชุมคณะทำงานข้อมูลข่าวสาร", "ห้องประชุม 2", "participant"),
    )
)
