"""An announcement is read as a clerk would record it: what it states, from its own words, and nothing else."""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.reading_score import Score, score_folder
from thai import dates
from thai.announcements import LONGEST, TooLong, read
from thai.dates import Days
from thai.reading.values import Found, Sure
from thai.text import search_key, thai_digits

CASES = Path(__file__).resolve().parents[1] / "announcements"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "announcements"
NEEDED = ("starts_on", "ends_on", "province", "venue", "chair", "declared_total", "cohort")

TOLD = "เมื่อวันที่ {} ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน นายสมชาย ใจดี เป็นประธานเปิดการอบรมนักข่าวชุมชน"


def days_of(text: str) -> Days | None:
    events = read(text).events
    return events[0].days.value if events and events[0].days else None


def found_in(value: object) -> list[Found[Any]]:
    """Every value with a place that is anywhere in what was read."""
    if isinstance(value, Found):
        return [value]
    if isinstance(value, tuple):
        return [found for item in value for found in found_in(item)]
    fields = getattr(value, "__dataclass_fields__", {})
    return [found for name in fields for found in found_in(getattr(value, name))]


# What is right


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five announcements are not beside this folder")
def test_the_five_announcements_are_read_whole_and_nothing_is_invented():
    scores = score_folder(SHARED)
    assert {field: (each.precision, each.recall) for field, each in scores.items()} == dict.fromkeys(scores, (1.0, 1.0))
    assert (scores["events"].right, scores["people"].right, scores["sessions"].right) == (5, 25, 12)


def test_the_cases_are_read_nearly_without_a_fault():
    """All of them: those of this folder, and those that were once read blind (their first score is in README.md)."""
    scores: dict[str, Score] = {}
    for folder in (CASES, CASES / "blind"):
        for field, each in score_folder(folder).items():
            whole = scores.setdefault(field, Score())
            whole.right += each.right
            whole.given += each.given
            whole.expected += each.expected
    least = {field: (scores[field].precision or 0, scores[field].recall or 0) for field in NEEDED}
    assert {field: each for field, each in least.items() if each[0] < 0.98 or each[1] < 0.90} == {}
    assert (scores["events"].precision, scores["events"].recall) == (1.0, 1.0)


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.txt")), ids=lambda path: path.stem)
def test_each_value_stands_where_it_says(path: Path):
    text = path.read_text(encoding="utf-8")
    announcement = read(text)
    for event in announcement.events:
        for person in event.people:
            words = text[person.name.start : person.name.end]
            assert search_key(words.replace("&nbsp;", " ")) == search_key(person.name.value)
        for found in (event.title, event.venue, event.organiser):
            if found and "&" not in text:
                assert search_key(text[found.start : found.end]) == search_key(found.value)
        if event.declared_total:
            total = event.declared_total
            assert str(total.value) in search_key(text[total.start : total.end])
    for found in found_in(announcement):
        assert 0 <= found.start < found.end <= len(text)


def test_reading_twice_is_reading_once():
    text = (CASES / "100.txt").read_text(encoding="utf-8")
    assert read(text) == read(text)


# Manners, a rule each


@pytest.mark.parametrize(
    ("words", "chair"),
    [
        ("โดยมี นายสมชาย ใจดี ผู้ว่าราชการจังหวัดน่าน เป็นประธานในพิธีเปิด", "นายสมชาย ใจดี"),
        (("นายสมชาย ใจดี ผู้ว่าราชการจังหวัดน่าน มอบหมายให้ นางสาวดี มีสุข รองผู้ว่าฯ เป็นประธานเปิดการอบรม"), "นางสาวดี มีสุข"),
        ("นางสาวดี มีสุข ได้รับมอบหมายจาก นายสมชาย ใจดี ให้เป็นประธานเปิดการอบรม", "นางสาวดี มีสุข"),
        ("โดยมีนางสาวดี มีสุข ในฐานะผู้แทนนายสมชาย ใจดี เป็นประธานในพิธีเปิด", "นางสาวดี มีสุข"),
        ("ประธานในพิธีเปิด : นายสมชาย ใจดี นายก อบต.", "นายสมชาย ใจดี"),
        ("ประธานเปิดงานคือ สมชาย ใจดี รองนายก", "สมชาย ใจดี"),
        ("โดยสมชาย ใจดี รองนายแพทย์สาธารณสุขจังหวัดน่าน เป็นประธานการประชุม", "สมชาย ใจดี"),
        ("โดยผู้ว่าราชการจังหวัดน่าน เป็นประธานเปิดการอบรม", None),
        ("นายสมชาย ใจดี กล่าวว่า งานนี้ดีมาก", None),
        ("โดยมีพล.ต.ต.สมชาย ใจดีผู้บังคับการฯเป็นประธานเปิดการอบรม", "พล.ต.ต.สมชาย ใจดี"),
        ("โดยมี นพ.สมชาย ใจดี นพ.สสจ.น่าน เป็นประธานในพิธีเปิด", "นพ.สมชาย ใจดี"),
        ("โดยมีนายกอบชัย บุญมี นายกอบต.ปัว เป็นประธานในพิธีเปิด", "นายกอบชัย บุญมี"),
        ("ที่แปลงสาธิตนายดำ สีสุข ต.ปัว อ.ปัว จ.น่าน นายสมชาย ใจดี เป็นประธานในพิธีเปิด", "นายสมชาย ใจดี"),
    ],
)
def test_the_chair_is_who_sat_there(words: str, chair: str | None):
    event = read(f"วันที่ 5 มีนาคม 2567 จังหวัดน่าน จัดอบรมนักข่าวชุมชน ณ ห้องประชุม 1 {words}").events[0]
    assert (event.chair.name.value if event.chair else None) == chair


@pytest.mark.parametrize(
    ("words", "total", "approximate"),
    [
        ("ผู้เข้าร่วมจำนวนทั้งสิ้น 120 คน", 120, False),
        ("มีผู้เข้าร่วมกว่า 1,200 คน", 1200, True),
        ("มีประชาชนเข้าร่วมประมาณ ๓๐๐ คน", 300, True),
        ("ผู้เข้าอบรม ๓๒ รูป", 32, False),
        ("ครู 40 คน นักเรียน 60 คน รวม 100 คน", 100, False),
        ("ผู้เข้าอบรม 46 คน (ชาย 20 คน หญิง 26 คน)", 46, False),
        ("ผู้เข้าอบรม 95 คน เป็นแพทย์ 20 คน พยาบาล 75 คน", 95, False),
        ("ตำรวจเข้ารับการฝึกอบรม จำนวน 120 นาย/คน", 120, False),
        ("ผู้เข้าอบรม 12 หมู่บ้าน × 5 คน", None, False),
        ("ผู้เข้าอบรม 12 หมู่บ้าน × 5 คน รวม 60 คน", 60, False),
        ('บรรยาย "การช่วยเหลือผู้เสียหายคดีอาญา" แก่ผู้เข้าอบรม จำนวน 32 คน', 32, False),
        ('แถลงผล "ปฏิบัติการน่าน" จับกุมผู้ต้องหา 32 คน', None, False),
        ("จำนวน 3 รุ่น รุ่นละ 50 คน", None, False),
        ("อ่านแล้ว 1,234 ครั้ง ห้อง 203 โทร. 0 2618 2323", None, False),
        ("จังหวัดนี้มีประชากร 480,000 คน", None, False),
        ("ประชาชนได้รับผลกระทบ 35,000 คน", None, False),
        ("กลุ่มเป้าหมายรุ่นละ 100 คน รวม 2 รุ่น", None, False),
        ("มีสมาชิกเข้าร่วม 312 คน จากสมาชิกทั้งหมด 2,450 คน", 312, False),
        ("มีหัวหน้าส่วนราชการเข้าร่วมประชุม ผลการจับกุมผู้ต้องหา 1,310 คน", None, False),
        ("ครูอาวุโสรับเข็ม 98 คน ผู้ร่วมงาน 1,200 คน", 1200, False),
        ("ทำบุญตักบาตรพระสงฆ์ 99 รูป", None, False),
        ("มีผู้เข้าร่วมในห้องประชุม 35 คน และผ่านระบบออนไลน์ 82 คน รวม 117 คน", 117, False),
    ],
)
def test_the_total_is_of_those_who_came(words: str, total: int | None, approximate: bool):
    event = read(f"{TOLD.format('5 มีนาคม 2567')} {words}").events[0]
    assert (event.declared_total.value if event.declared_total else None, event.approximate) == (total, approximate)


@pytest.mark.parametrize(
    "words",
    [
        "เผยแพร่เมื่อวันที่ 9 มีนาคม 2567",
        "ตามคำสั่งลงวันที่ 1 มีนาคม 2567",
        "ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
        "เคยจัดครั้งแรกเมื่อวันที่ 7 มกราคม 2560",
        "ลงทะเบียนภายในวันที่ 4 มีนาคม 2567",
        "จากเดิมวันที่ 1 มีนาคม 2567",
        "8 มีนาคม 2567 เวลา 18:47 น. · 🌏",
        "อัพเดท 8 มี.ค. 2567 เวลา 16:52 น.",
        "(รุ่นที่ 1 ได้จัดไปแล้วเมื่อวันที่ 22 ก.พ. 67 ที่โรงเรียนบ้านกลาง)",
        "ตามที่ได้อนุมัติโครงการ เมื่อวันที่ 3 กุมภาพันธ์ 2567",
        "เตรียมงานประเพณีที่จะจัดขึ้นระหว่างวันที่ 14-20 ตุลาคม 2567",
    ],
)
def test_another_day_is_not_the_events(words: str):
    assert days_of(f"{words}\n{TOLD.format('5 มีนาคม 2567')}\n{words}") == Days(date(2024, 3, 5), date(2024, 3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "The department held a seminar on 12 March 2024 at the Grand Hotel. Mr. John Smith ch"
        "aired it. 120 people came.",
        "ราคาสินค้าวันนี้ 12 มีนาคม 2567\nข้าวหอมมะลิ ตันละ 14,500 บาท\nณ ตลาดกลางสุราษฎร์ธานี",
        "เมื่อรุ่งสางกลางดงดอยหมอกลอยต่ำ\nครูนำคำพร่ำสอนไม่อ่อนล้า\nประชุมใจใฝ่หาปัญญาไทย",
        "ขอเชิญอาบน้ำศพ นายสมหมาย ใจดี วันที่ 5 มีนาคม 2567 เวลา 16.00 น. ณ ศาลา 2 วัดบ้านกลาง",
        "<html><head><title>x</title></head><body><script>var d='5 มีนาคม 2567'</script><p>ไม่มีอะไร</p></body></html>",
        "รับสมัครบุคคล สอบสัมภาษณ์ วันที่ 29 มีนาคม 2567 ณ ห้องประชุม 1 เป็นพนักงานจัดอบรมประจำปี",
        "\0\x01\x02 ่่้้ ๎ำำ \ud800",
        "เมื่อวันที่ 5 มีนาคม 2567 เวลา 10.30 น. พ.ต.อ.สมพงษ์ แก้วมณี ผกก.สภ.เมืองตรัง นำกำลังจับกุม นายดำ สีแดง ณ บ้านเลขที่ 12 จ.ตรัง",
        "ประกวดราคาจ้างก่อสร้างหอประชุม ยื่นข้อเสนอในวันที่ 15 มีนาคม 2567 เวลา 08.30 - 16.30 น. ณ ศาลากลางจังหวัดเลย",
        "ประกาศเตือนพายุ ลงวันที่ 12 มีนาคม 2567 มีผลกระทบระหว่างวันที่ 12-15 มีนาคม 2567 บริเวณ 25 จังหวัด",
        "สถิติผู้เข้าชมพิพิธภัณฑ์\nวันที่ 5 มกราคม 2567 จำนวน 120 คน\nวันที่ 6 มกราคม 2567 จำนวน 98 คน",
        "โรงพยาบาลน่าน ก่อตั้งเมื่อวันที่ 1 พฤษภาคม 2499 โดยมี นพ.บุญยงค์ วงศ์รัก เป็นผู้อำนวยการคนแรก ณ ตำบลในเวียง",
        "ขอแสดงความยินดีกับ นายสมชาย ใจดี ที่ได้เป็นนายอำเภอ ตั้งแต่วันที่ 1 ตุลาคม 2566 ณ ที่ว่าการอำเภอเมืองน่าน",
    ],
    ids=[
        *("empty", "blank", "English", "prices", "poem", "funeral", "HTML", "job", "control"),
        *("arrest", "tender", "storm", "statistics", "history", "appointment"),
    ],
)
def test_where_no_event_is_told_none_is_read(text: str):
    announcement = read(text)
    assert (announcement.events, announcement.cohorts, announcement.followups) == ((), (), ())


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("12 มี.ค. 67 นายอำเภอปัว", 12, 12),
        ("12 มี.ค. 67 จังหวัดน่าน", 12, 12),
        ("(12 มี.ค.67)", 12, 12),
        ("12 เดือนมีนาคม พ.ศ. 2567", 12, 12),
        ("12 ถึงวันที่ 13 มีนาคม 2567", 12, 13),
        ("12 กับ 13 มีนาคม 2567", 12, 13),
        ("อังคารที่ 12 – วันพุธที่ 13 มีนาคม 2567", 12, 13),
        ("12, 14 และ 19 มีนาคม 2567", 12, 19),
    ],
)
def test_days_are_read_as_they_stand_in_news(written: str, first: int, last: int):
    assert days_of(TOLD.format(written)) == Days(date(2024, 3, first), date(2024, 3, last))


@pytest.mark.parametrize(
    ("place", "venue", "province"),
    [
        ("ณ ห้องภูเพียง สพป.น่าน เขต 1 จังหวัดน่าน", "ห้องภูเพียง สพป.น่าน เขต 1", "55"),
        ("ที่วิหารร้อยปี วัดท่าลาดใต้ จังหวัดน่าน", "วิหารร้อยปี วัดท่าลาดใต้", "55"),
        ("ณ ณ โถงชั้น 1 อาคารสมเด็จ จ.น่าน", "โถงชั้น 1 อาคารสมเด็จ", "55"),
        ("@ห้องประชุมสภาเกษตรกรจังหวัดน่าน", "ห้องประชุมสภาเกษตรกรจังหวัดน่าน", "55"),
        ("ณ ตำบลบ้านค่าย อำเภอเมืองน่าน จังหวัดน่าน", None, "55"),
        ("ช่วงเช้า ณ โรงแรมเทวราช ช่วงบ่าย ลงพื้นที่ ณ บ้านห้วยหอย จ.แพร่", "โรงแรมเทวราช", None),
        ("ซึ่งจัดขึ้นที่ห้องประชุม 1 เทศบาลเมืองนางรอง จ.บุรีรัมย์", "ห้องประชุม 1 เทศบาลเมืองนางรอง", "31"),
        ("ณ.หอประชุมโรคติดต่อ โรงพยาบาลน่าน", "หอประชุมโรคติดต่อ โรงพยาบาลน่าน", "55"),
        ("ที่ศาลาวัดดอนมูลอำเภอปัวจังหวัดน่าน", "ศาลาวัดดอนมูล", "55"),
        ("โดยใช้ห้องประชุมเทศบาลตำบลปัว จ.น่าน เป็นที่อบรม", "ห้องประชุมเทศบาลตำบลปัว", "55"),
        ("ห้องประชุมพระธาตุ ชั้น 2 อาคาร 9 มีผู้เข้าอบรม 40 คน", "ห้องประชุมพระธาตุ ชั้น 2 อาคาร 9", None),
        (
            "ณ อาคารเฉลิมพระเกียรติ ในโอกาสฉลองพระชนมายุ 5 รอบ 2 เมษายน 2558 มหาวิทยาลัยพะเยา",
            "อาคารเฉลิมพระเกียรติ ในโอกาสฉลองพระชนมายุ 5 รอบ 2 เมษายน 2558 มหาวิทยาลัยพะเยา",
            "56",
        ),
        ("ณ เทศบาลเมืองน่าน และออกทัศนศึกษา ณ จังหวัดแพร่ ณ ห้องศรีน่าน เทศบาลเมืองน่าน", "ห้องศรีน่าน เทศบาลเมืองน่าน", "55"),
        ("ณ สถานีวิทยุกระจายเสียงแห่งประเทศไทย จังหวัดน่าน", "สถานีวิทยุกระจายเสียงแห่งประเทศไทย จังหวัดน่าน", "55"),
        ("ณ บริเวณน่านรีสอร์ท อ.ปัว จ.น่าน", "น่านรีสอร์ท", "55"),
        ("ณ ศาลากลางจังหวัดน่าน ข้อเสนอแนะจากวงประชุมจะส่งต่อให้จังหวัดแพร่", "ศาลากลางจังหวัดน่าน", "55"),
        ("โดยมีรองนายกเทศมนตรีนครเชียงรายกล่าวต้อนรับ", None, "57"),
        ("ณ วัดเขาใหญ่ (วัดบน) อำเภอปัว จังหวัดน่าน", "วัดเขาใหญ่ (วัดบน)", "55"),
        ("ณ ศาลาเอนกประสงค์ หมู่ที่ 5 บ้านดู่ ต.ดู่ใต้ อ.เมือง จ.น่าน", "ศาลาเอนกประสงค์ หมู่ที่ 5 บ้านดู่", "55"),
        ("ณ ห้องประชุม อบต.นาข่า โดยมีวิทยากรจาก สสจ.อุดรธานี", "ห้องประชุม อบต.นาข่า", None),
        ("ห้องประชุมเต็มทุกที่นั่ง วิทยากรจากโรงพยาบาลน่าน และมหาวิทยาลัยเชียงใหม่", None, None),
        ("ณ วัดดอนมูล จังหวัดน่าน ก่อนหน้านี้จัดที่โรงแรมภูคำ จังหวัดเชียงใหม่", "วัดดอนมูล", "55"),
        ("ครั้งก่อนจัดที่โรงแรมภูคำ จังหวัดเชียงใหม่ ครั้งนี้จัดที่วัดดอนมูล จังหวัดน่าน", "วัดดอนมูล", "55"),
        ("โดยลงพื้นที่โรงเรียนบ้านดู่ใต้ อำเภอเมืองน่าน", "โรงเรียนบ้านดู่ใต้", "55"),
        ("ก่อนศึกษาดูงานที่โครงการพัฒนาดอยตุง จังหวัดเชียงราย", None, None),
        ("ณ โรงแรมเทวราชจังหวัดน่าน และห้วงบ่าย ณ วัดดอนมูล", "โรงแรมเทวราช", "55"),
    ],
)
def test_a_venue_is_whole_and_has_its_own_province(place: str, venue: str | None, province: str | None):
    text = f"วันที่ 5 มีนาคม 2567 นายสมชาย ใจดี เป็นประธานเปิดการอบรมนักข่าวชุมชน {place}"
    event = read(text).events[0]
    assert (event.venue and event.venue.value, event.province and event.province.value) == (venue, province)


@pytest.mark.parametrize(
    "text",
    [
        "วันนี้ (5 มีนาคม 2567) หอประชุม ชั้น 2 เทศบาลเมืองน่าน อ.เมือง จ.น่าน สำนักงาน ก จัดอบรมนักข่าวชุมชน",
        "หอประชุม ชั้น 2 เทศบาลเมืองน่าน จ.น่าน เป็นสถานที่จัดอบรมนักข่าวชุมชน เมื่อวันที่ 5 มีนาคม 2567",
        "วันที่ 5 มีนาคม 2567 การอบรมนักข่าวชุมชน เปิดที่หอประชุม ชั้น 2 เทศบาลเมืองน่าน จังหวัดน่าน",
    ],
)
def test_a_venue_may_stand_before_what_is_held(text: str):
    event = read(text).events[0]
    assert (event.venue and event.venue.value, event.province and event.province.value) == (
        "หอประชุม ชั้น 2 เทศบาลเมืองน่าน",
        "55",
    )


@pytest.mark.parametrize(
    ("headline", "organiser"),
    [
        ("เทศบาลเมืองน่านปั้นมัคคุเทศก์น้อย", "เทศบาลเมืองน่าน"),
        ("ศาลจังหวัดน่านกลับมาจัดโครงการไกล่เกลี่ย", "ศาลจังหวัดน่าน"),
        ("ผู้แทน (อบจ.) น่าน จัดค่ายเยาวชน", None),
        ("กลุ่มเป้าหมายอย่างกว้างขวาง จัดอบรมเยาวชน", None),
    ],
)
def test_an_organiser_is_no_clause(headline: str, organiser: str | None):
    event = read(f"{headline}\n{TOLD.format('5 มีนาคม 2567')}").events[0]
    assert (event.organiser and event.organiser.value) == organiser


@pytest.mark.parametrize(
    "before", ["จัดเมื่อวันศุกร์ที่ 5 มีนาคม 2564", "เปิดแล้วในวันที่ 5 มีนาคม 2564", "เริ่มเวลา 08.00 น.วันที่ 5 มีนาคม 2564"]
)
def test_a_title_ends_before_when_it_was_held(before: str):
    event = read(f"การเสวนาประกอบนิทรรศการภาพเก่าเมืองน่าน {before} ณ ห้องประชุม 1 หอศิลป์น่าน").events[0]
    assert event.title is not None
    assert event.title.value == "การเสวนาประกอบนิทรรศการภาพเก่าเมืองน่าน"


def test_cohorts_in_one_line_are_events_and_each_has_its_share():
    text = (
        "สำนักงาน ก จะจัดอบรมนักข่าวชุมชน จำนวน 2 รุ่น ๆ ละ 40 คน รวม 80 คน "
        "รุ่นที่ 1 วันที่ 5-6 ก.ย. 67 ที่ จ.น่าน รุ่นที่ 2 วันที่ 12-13 ก.ย. 67 ที่ จ.แพร่"
    )
    events = [
        (
            event.days and event.days.value.first.day,
            event.cohort and event.cohort.value,
            event.province and event.province.value,
            event.declared_total and event.declared_total.value,
        )
        for event in read(text).events
    ]
    assert events == [(5, 1, "55", 40), (12, 2, "54", 40)]


def test_a_moved_event_is_held_on_the_day_it_was_moved_to():
    place = "ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน"
    for words in (
        f"จัดอบรมครูแกนนำ จากเดิมวันที่ 5-6 มีนาคม 2567 เป็นวันที่ 19-20 มีนาคม 2567 {place}",
        f"เลื่อนการอบรมครูแกนนำ จากเดิมระหว่างวันที่ 5-6 มีนาคม เป็นระหว่างวันที่ 19-20 มีนาคม 2567 {place}",
        f"แจ้งเลื่อนการอบรมครูแกนนำ จากเดิมวันที่ 5 มีนาคม 2567 เนื่องจากเกิดอุทกภัย"
        f" โดยกำหนดวันใหม่เป็นวันที่ 19-20 มีนาคม 2567 {place}\n(ประกาศ 1 มี.ค. 67)",
    ):
        assert days_of(words) == Days(date(2024, 3, 19), date(2024, 3, 20)), words
        (event,) = read(words).events
        assert event.title is not None
        assert event.title.value == "อบรมครูแกนนำ"


def test_the_day_after_is_another_event():
    events = read(
        "สสจ.น่าน จัดอบรมอาสาสมัครหมู่บ้าน เมื่อวันที่ 5 มีนาคม 2567 ที่โรงแรมน่านฟ้า อ.เมือง จ.น่าน\n\n"
        "วันรุ่งขึ้น วันที่ 6 มีนาคม 2567 จัดเสวนา “สุขภาพดีเริ่มที่บ้าน” ที่วัดภูมินทร์ อ.เมือง จ.น่าน"
    ).events
    assert [each.days.value.first.day for each in events if each.days] == [5, 6]
    assert [each.venue.value for each in events if each.venue] == ["โรงแรมน่านฟ้า", "วัดภูมินทร์"]


def test_a_position_ends_where_others_or_a_topic_begin():
    event = read(
        TOLD.format("5 มีนาคม 2567") + " พร้อมด้วย นายแดง ดีงาม ประธานหอการค้าจังหวัดน่าน ตลอดจนหัวหน้าส่วนราชการ ร่วมเป็นเกียรติ"
        " บรรยายเรื่อง “การออม” โดย นางดี มีสุข ผู้เชี่ยวชาญประจำกองทุนเพื่อการพัฒนา"
        " เรื่อง “การเขียนข่าว” โดย นายสุทน กล้าค้า นายกสมาคมสื่อ ตลอดทั้งภารกิจของสำนักงาน / แนวทางการทำงานร่วม"
        " โดย นางสาวพัช รัตนา ผู้อำนวยการสำนัก ซึ่งจะนำไปใช้ต่อ\n\n"
        "นอกจากนี้ ยังมีการบรรยายเรื่อง “การถ่ายภาพข่าว” โดย นายภาพ งามตา ช่างภาพอิสระ"
    ).events[0]
    assert [(each.name.value, each.position.value) for each in event.people if each.position] == [
        ("นายแดง ดีงาม", "ประธานหอการค้าจังหวัดน่าน"),
        ("นางดี มีสุข", "ผู้เชี่ยวชาญประจำกองทุนเพื่อการพัฒนา"),
        ("นายสุทน กล้าค้า", "นายกสมาคมสื่อ"),
        ("นางสาวพัช รัตนา", "ผู้อำนวยการสำนัก"),
        ("นายภาพ งามตา", "ช่างภาพอิสระ"),
    ]
    assert [(each.topic.value, each.speakers) for each in event.sessions] == [
        ("การออม", ("นางดี มีสุข",)),
        ("การเขียนข่าว", ("นายสุทน กล้าค้า",)),
        ("ภารกิจของสำนักงาน", ("นางสาวพัช รัตนา",)),
        ("แนวทางการทำงานร่วม", ("นางสาวพัช รัตนา",)),
        ("การถ่ายภาพข่าว", ("นายภาพ งามตา",)),
    ]


def test_a_poem_is_no_event():
    verse = "รวมใจประชุมพร้อมพรั่งทั้งเมืองน่าน   ณ ลานกว้างหน้าเวทีที่เคยฝัน\nอบรมลูกปลูกฝังทุกคืนวัน   โครงการรักผูกพันนิรันดร"
    assert read(f"บทกลอนวันแม่แห่งชาติ 12 สิงหาคม 2567\n\n{verse}").events == ()
    told = "โรงเรียนน่าน จัดกิจกรรมประกวดแต่งกลอนวันแม่ วันที่ 12 สิงหาคม 2567 ณ หอประชุมโรงเรียนน่าน จังหวัดน่าน"
    assert len(read(told).events) == 1


def test_html_is_read_as_it_is_shown():
    text = f"<p>{TOLD.format('5&nbsp;มีนาคม 2567')}</p><script>เมื่อวันที่ 9 มีนาคม 2560</script>"
    event = read(text).events[0]
    assert event.days is not None
    assert (event.days.value.first, text[event.days.start : event.days.end]) == (date(2024, 3, 5), "5&nbsp;มีนาคม 2567")


def test_what_is_not_sure_is_a_guess():
    weekday = read(TOLD.format("5 มีนาคม 2567").replace("วันที่", "วันศุกร์ที่")).events[0]
    stated = read(TOLD.format("5 มีนาคม 2567").replace("วันที่", "วันอังคารที่")).events[0]
    assert weekday.days is not None
    assert stated.days is not None
    assert (weekday.days.sure, stated.days.sure) == (Sure.GUESS, Sure.CERTAIN)


def test_a_text_of_more_than_5_mb_is_refused():
    with pytest.raises(TooLong):
        read("ก" * (LONGEST // 3 + 1))
    assert read("ก" * (LONGEST // 3)).events == ()


# Days in every form


def forms(days: Days) -> list[str]:
    one = days.first == days.last
    written = [dates.long(days), dates.short(days), thai_digits(dates.long(days)), dates.long(days).replace("–", " - ")]
    if one:
        day = days.first
        written += [
            f"{day.day}/{day.month}/{day.year + 543}",
            f"{day.day} {dates.MONTHS['th'][day.month - 1][0]} พ.ศ. {day.year + 543}",
            f"{day.day}{dates.MONTHS['th'][day.month - 1][0]}{day.year + 543}",
            f"{day.day} {dates.MONTHS['th'][day.month - 1][1]} {(day.year + 543) % 100}",
            f"{day.day} {dates.MONTHS['th'][day.month - 1][0]} {day.year}",
        ]
    return written


@given(first=st.dates(date(2007, 1, 1), date(2056, 12, 31)), length=st.sampled_from([0, 0, 1, 2, 5, 30]))
def test_a_day_or_a_range_comes_back_from_every_form(first: date, length: int):
    days = Days(first, first + timedelta(days=length))
    for form in forms(days):
        assert days_of(TOLD.format(form)) == days, form


# The same facts in any order and wording

CHAIRED = [
    "โดยมี {chair} เป็นประธานในพิธีเปิด {other} กล่าวรายงาน",
    "{other} มอบหมายให้ {chair} เป็นประธานเปิดงาน",
    "โดย{chair} เป็นประธานเปิด พร้อมด้วย {other} เข้าร่วมพิธี",
    "มี{other} กล่าวต้อนรับ และ{chair} ให้เกียรติเป็นประธานกล่าวเปิด",
    "ในโอกาสนี้ {chair} ได้รับมอบหมายจาก{other} เป็นประธานในพิธีเปิด",
    "ประธานในพิธีเปิด คือ {chair} วิทยากรโดย {other}",
]
BODIES = [
    "เมื่อวันที่ {days} {org} จัด{act} ณ {venue} {near} {chaired} {total}",
    "{org} จัด{act} ระหว่างวันที่ {days} ณ {venue} {near} {chaired} {total}",
    "วันที่ {days} เวลา 09.30 น. ณ {venue} {near} {org} จัด{act} {chaired} {total}",
    "{org} ได้จัด{act} ที่{venue} {near} ในวันที่ {days} {total} {chaired}",
    "{org} จัด{act}ขึ้น เมื่อวันที่ {days} ที่ {venue} {near}\n{chaired}\n{total}",
]
NOISE = ["{}", "เผยแพร่ 5 มกราคม 2568 | อ่าน 99 ครั้ง\n{}", "{}\nอ่านแล้ว 345 ครั้ง", "{} ทั้งนี้ เป็นไปตาม พ.ร.บ. พ.ศ. 2540"]


@given(
    body=st.sampled_from(BODIES),
    chaired=st.sampled_from(CHAIRED),
    noise=st.sampled_from(NOISE),
    days=st.sampled_from(["30 ก.ย. - 2 ต.ค. 2566", "๓๐ กันยายน - ๒ ตุลาคม ๒๕๖๖", "30 ก.ย. - 2 ต.ค. 66"]),
    venue=st.sampled_from(["ห้องประชุมใหญ่ ชั้น 5 อาคาร 2", "โรงแรมรอยัลปรินเซส", "ห้องประชุมพวงชมพู โรงพยาบาลศูนย์"]),
    near=st.sampled_from(["อ.เมือง จ.แพร่", "อำเภอเมืองแพร่ จังหวัดแพร่", "จังหวัดแพร่"]),
    names=st.permutations(["นายสมชาย ใจดี ปลัดอำเภอ", "รศ.ดร.ปรีดา ทองแท้ คณบดี", "พ.อ.กิตติ ขาวสะอาด", "นางอารี นำชัย"]),
    total=st.sampled_from(["มีผู้เข้าร่วมกว่า 1,250 คน", "ผู้เข้าร่วมทั้งสิ้น ๑,๒๕๐ คน", "มีประชาชน รวมทั้งสิ้น 1250 คน เข้าร่วม"]),
)
def test_the_facts_are_the_same_in_any_order(
    body: str, chaired: str, noise: str, days: str, venue: str, near: str, names: list[str], total: str
):
    chairing = chaired.format(chair=names[0], other=names[1])
    act, org = "อบรมนักข่าวชุมชน", "สถาบันวิจัยชุมชน"
    text = noise.format(body.format(days=days, org=org, act=act, venue=venue, near=near, chaired=chairing, total=total))
    (event,) = read(text).events
    assert event.days is not None
    assert event.days.value == Days(date(2023, 9, 30), date(2023, 10, 2))
    assert (event.chair and event.chair.name.value, event.venue and event.venue.value) == (
        " ".join(names[0].split()[:2]),
        venue,
    )
    assert (event.province and event.province.value, event.declared_total and event.declared_total.value) == (
        "54",
        1250,
    )
    assert event.cohort is None


# Whatever is pasted

PIECES = st.sampled_from(
    [
        *("วันที่ ", "5 มีนาคม 2567 ", "24 - 25 ", "นาย", "นายสมชาย ใจดี ", "เป็นประธาน", "เปิดการอบรม", "ณ ", "ห้องประชุม 1 "),
        *(
            "จังหวัด",
            "น่าน ",
            "“",
            "”",
            "โดย ",
            "เรื่อง “",
            "รุ่นที่ 2 ",
            "(ภาคเหนือ) ",
            "77 จังหวัด ๆ ละ ",
            "4 คน ",
            "รวม ",
            "1) ",
            "2) ",
        ),
        *(
            "กลุ่ม 1 ",
            "\n",
            "่",
            "้",
            "ำ",
            "เเ",
            "\u200b",
            "&nbsp;",
            "<p>",
            "ต่อมา ",
            "เสนอแนะ ",
            "0 2618 2323 ต่อ 15 ",
            "https://",
            "\0",
            "\ud800",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_reading_never_fails_and_every_value_has_its_place(text: str):
    for found in found_in(read(text)):
        assert 0 <= found.start < found.end <= len(text)


def cost(text: str) -> float:
    """Seconds of this process: the lesser of two."""
    return min(timed(lambda: read(text)) for _ in range(2))


def timed(do: Callable[[], object]) -> float:
    before = time.process_time()
    do()
    return time.process_time() - before


ONE = TOLD.format("5 มีนาคม 2567 ")
REPEATED = [
    *(
        "วันที่ ",
        "(",
        "1",
        "นาย",
        "นายสมชาย ใจดี ",
        "เมื่อวันที่ 5 มีนาคม 2567 ",
        "“",
        "เรื่อง “ก โดย ",
        "จำนวน 5 คน ",
        "5 จังหวัด ๆ ละ ",
    ),
    *(
        "สำนักงาน ก ",
        "ณ ห้อง ก ",
        "จัดอบรม ก ",
        "รุ่นที่ 1 ",
        "ต่อมา ",
        "1) ",
        "ก\n",
        "<p>",
        "&",
        "่ิ",
        "\u200b",
        "จังหวัดตาก ",
        " \n",
    ),
]


@pytest.mark.parametrize("piece", REPEATED, ids=[repr(piece) for piece in REPEATED])
def test_time_grows_with_the_text_and_no_faster(piece: str):
    """Four times the text takes four times as long, with a generous bound; the text has an event, so all is read."""
    size = 100_000 // len(piece.encode())
    small, large = ONE + piece * size, ONE + piece * (4 * size)
    assert cost(large) < 10 * max(cost(small), 0.02)


def test_a_page_takes_less_than_50_milliseconds():
    pages = [path.read_text(encoding="utf-8") for path in CASES.glob("*.txt")]
    random.Random(1).shuffle(pages)
    assert sorted(cost(page) for page in pages[:10])[-2] < 0.05
