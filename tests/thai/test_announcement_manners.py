"""Manners of announcements, a rule each: whose day it is, who presided, how many came, whether there was an event."""

from datetime import date

import pytest

from thai.announcements import read
from thai.dates import Days
from thai.reading.values import EventRead, Sure

HELD = "จัดอบรมนักข่าวชุมชน ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน"


def event_of(text: str) -> EventRead:
    (event,) = read(text).events
    return event


def days_of(text: str) -> tuple[date, date] | None:
    days = event_of(text).days
    return (days.value.first, days.value.last) if days else None


def march(first: int, last: int | None = None) -> tuple[date, date]:
    return date(2024, 3, first), date(2024, 3, last or first)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # the days of which a day is one
        (f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} ทั้งนี้ มีการจัดอบรมตั้งแต่วันที่ 5-7 มีนาคม 2567", march(5, 7)),
        (f"บ่ายวันที่ 5 มี.ค. 2567 {HELD} เป็นเวลา 2 วัน วันที่ 5 และ6 มีนาคม 2567", march(5, 6)),
        ("โรงเรียนน่านจัดค่ายพักแรม ณ ค่ายขุนน่าน ออกเดินทางวันที่ 5 มีนาคม 2567 กลับถึงโรงเรียนวันที่ 7 มีนาคม 2567", march(5, 7)),
        (f"{HELD} พิธีเปิดวันที่ 5 มีนาคม 2567 และพิธีปิดวันที่ 8 มีนาคม 2567", march(5, 8)),
        # who wrote, and when it was put on the page
        (f"By 9 มีนาคม 2567 ข่าว\n\n{HELD} วันที่ 5 มีนาคม 2567", march(5)),
        (f"ข่าวทั่วไป 9 มีนาคม 2567 —หนังสือพิมพ์เมืองน่าน\n\n{HELD} วันที่ 5 มีนาคม 2567", march(5)),
        (f"๙ มีนาคม ๒๕๖๗ (ลงภาพย้อนหลัง)\n\n{HELD} เมื่อวันที่ ๕ มีนาคม ๒๕๖๗", march(5)),
        (f"วันที่ 9 มีนาคม 2567 ผู้สื่อข่าวรายงานว่า {HELD} เมื่อวันที่ 5 มีนาคม 2567", march(5)),
        # an election, a feast of every year, an anniversary
        (f"{HELD} วันที่ 5 มีนาคม 2567 รองรับการเลือกตั้งที่จะมีขึ้นในวันที่ 9 มีนาคม 2567", march(5)),
        (f"วันที่ 9 มีนาคมของทุกปีเป็นวันสื่อชุมชน {HELD} วันที่ 5 มีนาคม 2567 เริ่มเวลา 09.30 น.", march(5)),
        ("เตรียมจัดงาน 80 ปีแห่งการสถาปนาหอศิลป์ ระหว่างวันที่ 5-7 มีนาคม 2567 ณ หอศิลป์เมืองน่าน มีการเสวนา", march(5, 7)),
        # the year from the same day elsewhere
        (f"date 2024-03-05 ข่าวเมืองน่าน\nวันนี้ (5 มี.ค.) {HELD} ก่อนครบวาระ 9 มิถุนายน 2569", march(5)),
        # the head of a record: the day, the time and the place in lines of their own
        ("เผยแพร่: 9 มีนาคม 2567\nวันอังคารที่ 5 มีนาคม 2567\nเวลา 09.00 น.\nณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน "
         "นายสมชาย ใจดี เป็นประธานการประชุมหัวหน้าส่วนราชการ เตรียมงานวันที่ 20 มีนาคม 2567", march(5)),
        ("เมื่อเวลา 13.00 น. วันที่ 5 มีนาคม 2567 ที่ห้องประชุม 1 นายสมชาย ใจดี เป็นประธานการประชุมหัวหน้าส่วนราชการ", march(5)),
        ("นายสมชาย ใจดี เป็นประธานการแถลงข่าว งานวันภาษาไทย เมื่อวันที่ 5 มีนาคม 2567 ณ หอศิลป์เมืองน่าน", march(5)),
    ],
)  # fmt: skip
def test_whose_day_it_is(text: str, days: tuple[date, date]):
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("words", "chair"),
    [
        ("ผู้เป็นประธานพิธีเปิดคือ นายสมชาย ใจดี", "นายสมชาย ใจดี"),
        ("ผู้ที่มาเป็นประธานเปิดการอบรมคือ นายสมชาย ใจดี ปลัดจังหวัด", "นายสมชาย ใจดี"),
        ("นายสมชาย ใจดี ปลัดจังหวัดน่าน รับหน้าที่ประธานในพิธีเปิด", "นายสมชาย ใจดี"),
        ("องค์ประธานในพิธีคือ เจ้าประคุณสมเด็จพระธีรญาณมุนี เจ้าคณะใหญ่หนกลาง", "สมเด็จพระธีรญาณมุนี"),
        ("โดยมีพระเดชพระคุณพระราชวชิรเมธี เจ้าคณะจังหวัดน่าน เป็นประธาน", "พระราชวชิรเมธี"),
        ("มีนางปรียา กุลเจริญ เดชภิรัตน์ ผู้พิพากษาหัวหน้าศาลจังหวัดน่าน เป็นประธานในพิธีเปิด", "นางปรียา กุลเจริญ เดชภิรัตน์"),
        ("มีนางปรียา กุลเจริญ เกษตรจังหวัดน่าน เป็นประธาน", "นางปรียา กุลเจริญ"),
        ("โดยมี พ.ต.อ.ภาส ณ พิกุล รองผู้บังคับการ เป็นประธาน", "พ.ต.อ.ภาส ณ พิกุล"),
        ("โดยมีนายสมชาย ใจดี ผู้อำนวยการสถาบันสื่อเพื่อท้องถิ่น เป็นประธานในพิธีเปิด", "นายสมชาย ใจดี"),
        # in another's place
        ("นายสมชาย ใจดี ที่ปรึกษารัฐมนตรีว่าการกระทรวงดิน (นายวิวัฒน์ มีสุข) เป็นประธาน", "นายสมชาย ใจดี"),
        ("นายสมชาย ใจดี ปลัดจังหวัด เป็นผู้แทนนายวิวัฒน์ มีสุข ผู้ว่าราชการจังหวัดที่ติดราชการ มาเป็นประธานเปิดงาน", "นายสมชาย ใจดี"),
        ("โดยมีรองผู้ว่าราชการจังหวัดน่าน (นายสมชาย ใจดี) เป็นประธาน", "นายสมชาย ใจดี"),
        # who came, who told of it, the head of a body
        ("นางดี มีสุข ผอ.สพป.น่าน ร่วมพิธีเปิดการอบรม", None),
        ("นางดี มีสุข ร่วมงาน และเป็นประธานหมู่บ้านจำลอง", None),
        ("นางดี มีสุข ท่องเที่ยวจังหวัดน่าน แจ้งว่า สำนักงานจะเปิดอบรมเจ้าบ้านที่ดี", None),
        ("นางดี มีสุข อธิบดีกรมศิลป์ เป็นผู้เปิดเผยข่าวนี้", None),
        # who closed what nobody is said to have opened
        ("นาวาเอกชาย ใจดี รองเสนาธิการ ส่วนแยก 3 เป็นประธานปิดการอบรม", "นาวาเอกชาย ใจดี"),
    ],
)  # fmt: skip
def test_who_presided(words: str, chair: str | None):
    event = event_of(f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} {words}")
    assert (event.chair and event.chair.name.value) == chair


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("มีผู้ต้องขังเข้าร่วมโครงการครั้งนี้ 192 คน", 192),
        ("คนที่มาเดินชมมีทั้งชาวสวนและนักเรียน ประมาณ 350 คน", 350),
        ("กลุ่มแม่บ้านและลูกหลานชาวนา ช่วยงานกันกว่า 130 คน", 130),
        ("มีกำนัน ผู้ใหญ่บ้าน มาประชุม 98 คน ขาด 6 คน", 98),
        ("มีผู้แทนหน่วยงานใน 14 จังหวัด ๆ ละ 5 คน รวมทั้งวิทยากรและเจ้าหน้าที่ รวมประมาณ 120 คน", 120),
        # parts, lists and others
        ("รองผู้อำนวยการ 2 ท่าน มาครบ", None),
        ("เฉพาะของอำเภอปัว มีครูเข้าอบรม จำนวน 21 คน", None),
        ("มีนักเรียน 121 คน ครู 11 คน", None),
        ("ในการเสวนามีวิทยากรร่วมเสวนา 4 ท่าน ได้แก่ นายสมชาย ใจดี", None),
        ("ได้จัดเตรียมเจ้าหน้าที่ประสานงาน ปฏิบัติหน้าที่ทั้งสิ้น 72 คน", None),
        ("ในภาพอาจจะมี 12 คน, ผู้คนกำลังนั่ง", None),
    ],
)
def test_how_many_came(words: str, total: int | None):
    event = event_of(f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} {words}")
    assert (event.declared_total and event.declared_total.value) == total


@pytest.mark.parametrize(
    ("text", "chair"),
    [
        ("นายสมชาย ใจดี นายกเทศมนตรีเมืองนางรอง ได้เป็นประธานเปิดโครงการอบรมผู้สูงอายุ ณ ห้องประชุมสภา ชั้น 3", "นายสมชาย ใจดี"),
        ("ที่โรงแรมสีมาดี อ.เมือง จ.น่าน สำนักงาน กกต.จังหวัดน่าน ได้จัดอบรมวิทยากรเลือกตั้ง", None),
        ("นายสมชาย ใจดี รองอธิบดี เป็นประธานการประชุมเตรียมความพร้อมรับมือฝุ่น โดยมีเกษตรจังหวัดเข้าร่วม", "นายสมชาย ใจดี"),
        ("กกต.จัดสัมมนาสื่อ\n\nนายสมชาย ใจดี เลขาธิการ เป็นประธานเปิดการสัมมนาสื่อมวลชน"
         " ในการเลือกตั้งสมาชิกสภาผู้แทนราษฎร ในวันอาทิตย์ที่ 14 พฤษภาคม 2566 ตั้งแต่เวลา 08.00 น.", "นายสมชาย ใจดี"),
        ("ที่โรงแรมบัวดี จ.น่าน กกต.จังหวัดน่าน จัดสัมมนาครู ก ให้ซ้อมวันลงคะแนนเลือกนายก อบจ."
         " ซึ่งกำหนดไว้เป็นวันที่ 20 เม.ย. 2551 ที่จะถึงนี้", None),
    ],
)  # fmt: skip
def test_an_event_may_be_told_without_its_day(text: str, chair: str | None):
    event = event_of(text)
    assert (event.days, event.chair and event.chair.name.value) == (None, chair)


@pytest.mark.parametrize(
    "text",
    [
        "โรงเรียนน่านจัดโครงการรักษ์ป่า ระหว่างวันที่ 5-7 มีนาคม 2567 ให้แก่นักเรียน",
        "วันที่ 5 มีนาคม 2567 สำนักงานเกษตรจัดการถ่ายทอดความรู้ มีผู้นำชุมชนเข้าร่วมรับฟัง จำนวน 60 ราย",
        "ครูจากสองอำเภอเข้า “กิจกรรมวิทยาศาสตร์เบื้องต้น” จัดระหว่าง วันที่ 5-7 มีนาคม 2567 ณ บ้านวิทยาศาสตร์",
    ],
)
def test_an_event_needs_neither_a_kind_nor_a_chair_if_it_is_said_to_be_held(text: str):
    days = event_of(text).days
    assert days is not None
    assert days.value in (Days(*march(5, 7)), Days(*march(5)))


def test_the_second_cohort_is_an_event_though_its_area_stands_between():
    events = read(
        "รุ่นที่ 1 (ภาคเหนือ) จัดเมื่อวันที่ 5 มีนาคม 2567 ณ โรงแรมน่านดี จังหวัดน่าน อบรมนักข่าวชุมชน รวม 68 คน\n"
        "ส่วนรุ่นที่ 2 (ภาคใต้) จัดเมื่อวันที่ 12 มีนาคม 2567 ณ โรงแรมสตูลดี จังหวัดสตูล รวม 85 คน"
    ).events
    assert [
        (each.cohort and each.cohort.value, each.declared_total and each.declared_total.value) for each in events
    ] == [(1, 68), (2, 85)]


def test_the_total_of_all_cohorts_is_not_that_of_the_last():
    text = (
        "สำนักงาน กกต.จังหวัดแพร่ จัดอบรม กปน. 3 รุ่น รุ่นที่ 1 วันที่ 4 มี.ค. 67 ณ หอประชุมอำเภอสอง จำนวน 120 คน"
        " รุ่นที่ 2 วันที่ 5 มี.ค. 67 ณ หอประชุมอำเภอร้องกวาง จำนวน 110 คน"
        " และรุ่นที่ 3 วันที่ 6 มี.ค. 67 ณ หอประชุมอำเภอลอง จำนวน 130 คน รวม 360 คน"
    )
    totals = [each.declared_total and each.declared_total.value for each in read(text).events]
    assert totals == [120, 110, None]


def test_each_line_of_a_list_of_cohorts_has_its_own_count():
    events = read(
        "สำนักงาน กกต.จังหวัดแพร่ จัดอบรม กปน.\n- รุ่นที่ 1 : 4 มีนาคม 2567 หอประชุมอำเภอสอง จังหวัดแพร่ (120 คน)\n"
        "- รุ่นที่ 2 : 5 มีนาคม 2567 หอประชุมอำเภอร้องกวาง จังหวัดแพร่ (110 คน)"
    ).events
    assert [each.declared_total and each.declared_total.value for each in events] == [120, 110]


def test_the_cohort_that_alumni_once_were_is_not_the_events():
    event = event_of(f"เมื่อวันที่ 5 มีนาคม 2567 ศิษย์เก่า พตส. รุ่นที่ 12 {HELD}")
    assert event.cohort is None


def test_morning_and_afternoon_are_two_events():
    events = read(
        "ช่วงเช้า วันที่ 5 มีนาคม 2567 นายสมชาย ใจดี เป็นประธานเปิดอบรม อส. ณ ค่ายแพร่ดี จ.แพร่"
        " ช่วงบ่าย นายสมชาย ใจดี เป็นประธานประชุมแก้ไขหมอกควัน ณ ห้องประชุมเวียงโกศัย ศาลากลางจังหวัดแพร่"
    ).events
    assert [each.venue and each.venue.value for each in events] == ["ค่ายแพร่ดี", "ห้องประชุมเวียงโกศัย ศาลากลางจังหวัดแพร่"]


def test_each_day_of_a_weeks_list_is_an_event():
    events = read(
        "สรุปภารกิจผู้บริหารประจำสัปดาห์ของจังหวัด\n"
        "วันจันทร์ที่ 4 มีนาคม 2567 ประชุมหัวหน้าส่วนราชการ ณ ศาลากลางจังหวัดแพร่ นายเอก ดีดี เป็นประธาน\n"
        "วันอังคารที่ 5 มีนาคม 2567 เปิดอบรม อสม. ณ โรงแรมภูมิไทย จังหวัดแพร่ นายโท มีมา เป็นประธาน\n"
        "วันพุธที่ 6 มีนาคม 2567 สัมมนากำนัน ณ โรงแรมนครแพร่ จังหวัดแพร่ นายตรี มาดี เป็นประธาน"
    ).events
    assert [each.chair and each.chair.name.value for each in events] == ["นายเอก ดีดี", "นายโท มีมา", "นายตรี มาดี"]


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("มีผู้สมัคร 50 คน มาจริง 43 คน", 43),
        ("ผู้สมัครเข้าร่วม 120 คน เข้าร่วมจริง 98 คน", 98),
        ("มีผู้ลงทะเบียน 80 คน มาจริงจำนวน 61 คน", 61),
    ],
)
def test_of_those_who_applied_the_total_is_who_came(words: str, total: int):
    event = event_of(f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} {words}")
    assert event.declared_total is not None
    assert event.declared_total.value == total


@pytest.mark.parametrize(
    ("before", "day", "year"),
    [
        ("", "9 มี.ค.", None),
        ("เผยแพร่เมื่อ 10 มีนาคม 2567\n", "9 มี.ค.", 2024),
        ("เผยแพร่เมื่อ 2 มกราคม 2567\n", "31 ธ.ค.", 2023),
        ("ข่าวปีงบประมาณ พ.ศ. 2567\n", "9 มี.ค.", 2024),
        ("ข่าวปีงบประมาณ พ.ศ. 2567\n", "9 ธ.ค.", 2023),
    ],
    ids=["no year", "published", "published in the year after", "fiscal year", "its first months"],
)
def test_a_day_whose_year_only_another_says_is_a_guess(before: str, day: str, year: int | None):
    event = event_of(f"{before}วันนี้ ({day}) {HELD}")
    said = (event.days.value.first.year, event.days.sure) if event.days else None
    assert said == (year and (year, Sure.GUESS))


def test_a_title_has_no_lone_quotation_mark_and_its_kind_a_word():
    text = "วันที่ 5 มีนาคม 2567 สสจ.น่าน จัดสัมมนาวิชาการ เรื่อง “สื่อสาธารณะกับสังคมสูงวัย ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน"
    event = event_of(text)
    assert event.title is not None
    assert event.kind is not None
    assert event.title.value == "สัมมนาวิชาการ เรื่อง สื่อสาธารณะกับสังคมสูงวัย"
    assert (event.kind.value, text[event.kind.start : event.kind.end]) == ("seminar", "สัมมนา")


def test_a_time_is_marked_with_its_unit():
    text = f"วันที่ 5 มีนาคม 2567 เวลา ๑๓.๓๐ - ๑๖.๓๐ น. {HELD}"
    event = event_of(text)
    marked = [(each.value, text[each.start : each.end]) for each in (event.starts_at, event.ends_at) if each]
    assert marked == [("13:30", "๑๓.๓๐"), ("16:30", "๑๖.๓๐ น.")]


def test_a_title_before_a_name_may_stand_apart():
    text = "วันที่ 5 มีนาคม 2567 จังหวัดน่าน จัดอบรมนักข่าวชุมชน ณ ห้องประชุม 1 โดยมี นาย สมชาย ใจดี ผู้ว่าราชการจังหวัดน่าน เป็นประธาน"
    event = event_of(text)
    assert event.chair is not None
    assert event.chair.name.value == "นาย สมชาย ใจดี"


def test_the_cohort_is_the_one_that_its_day_is_said_of():
    event = event_of(
        "สำนักงาน ก จัดอบรม อสม. จำนวน 3 รุ่น ได้แก่ รุ่นที่ 1 (ภาคเหนือ) และรุ่นที่ 2 (ภาคใต้) โดยรุ่นที่ 1 จัดไปแล้ว ล่าสุดจัดรุ่นที่ 2"
        " ระหว่างวันที่ 5-6 มีนาคม 2567 ณ โรงแรมตรัง จังหวัดตรัง"
    )
    assert (event.cohort and event.cohort.value, event.area and event.area.value) == (2, "ใต้")


def test_two_events_may_stand_on_one_line():
    text = (
        "สสจ.น่าน จัดอบรมอาสาสมัครหมู่บ้าน วันที่ 5 มีนาคม 2567 ณ โรงแรมน่านฟ้า จ.น่าน"
        " และจัดเสวนาสุขภาพดี วันที่ 7 มีนาคม 2567 ณ วัดภูมินทร์ จ.น่าน"
    )
    told = [
        (
            each.days and each.days.value.first,
            each.title and each.title.value,
            each.venue and each.venue.value,
        )
        for each in read(text).events
    ]
    assert told == [
        (date(2024, 3, 5), "อบรมอาสาสมัครหมู่บ้าน", "โรงแรมน่านฟ้า"),
        (date(2024, 3, 7), "เสวนาสุขภาพดี", "วัดภูมินทร์"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        "และจะจัดอบรมขยายผล วันที่ 20 มีนาคม 2567 ณ วัดภูมินทร์ จ.น่าน",
        "โดยก่อนหน้านี้จัดประชุมเตรียมการ วันที่ 1 มีนาคม 2567 ณ วัดภูมินทร์ จ.น่าน",
    ],
)
def test_what_comes_before_or_after_is_no_second_event(more: str):
    assert days_of(f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} {more}") == march(5)


def test_the_two_parts_of_a_day_are_two_events_each_with_its_own_cohort():
    text = (
        "วันอังคารที่ 5 มีนาคม 2567 โรงพยาบาลน่านสุขมีกิจกรรม 2 รายการ\n"
        "ภาคเช้า เวลา 09.00 น. ประชุมคณะกรรมการคุณภาพ ณ ห้องประชุม 1 อาคารอำนวยการ มีผู้เข้าประชุม 22 คน\n"
        "ภาคบ่าย เวลา 13.30 น. อบรมการช่วยฟื้นคืนชีพ รุ่นที่ 6 ณ ห้องประชุม 2 อาคารผู้ป่วยนอก มีผู้เข้าอบรม 45 คน"
    )
    told = [
        (
            each.days and each.days.value.first,
            each.starts_at and each.starts_at.value,
            each.cohort and each.cohort.value,
            each.declared_total and each.declared_total.value,
        )
        for each in read(text).events
    ]
    assert told == [(date(2024, 3, 5), "09:00", None, 22), (date(2024, 3, 5), "13:30", 6, 45)]


COHORT_HELD = "วันที่ 5 มีนาคม 2567 จังหวัดน่าน จัดอบรมนักข่าวชุมชน รุ่นที่ 3 ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน\n"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("ขณะนี้จัดไปแล้ว รุ่นที่ 1 (ภาคใต้) ส่วน รุ่นที่ 4 ยังไม่จัด", {1: True, 3: True, 4: False}),
        ("อบรมไปแล้ว ได้แก่ รุ่นที่ 1, รุ่นที่ 2 ขณะที่รุ่นที่ 4 ยังไม่ได้จัด", {1: True, 2: True, 3: True, 4: False}),
        (
            "จัดไปแล้วสองครั้ง คือ รุ่น 1/2567 เมื่อเดือนมกราคม และรุ่น 2/2567 เมื่อเดือนกุมภาพันธ์ เหลือรุ่น 4/2567",
            {1: True, 2: True, 3: True, 4: None},
        ),
        ("รุ่นที่ 1 และรุ่นที่ 2 อบรมไปเรียบร้อยแล้วเมื่อเดือนมกราคม", {1: True, 2: True, 3: True}),
        ("คนที่จบรุ่นที่ 2 มีรายได้เพิ่มขึ้น", {2: True, 3: True}),
        ("ผู้ที่จะจบรุ่นที่ 4 ต้องสอบ", {3: True, 4: None}),
        ("เริ่มขึ้นใน พ.ศ. 2546 ซึ่งเป็นปีที่จัดอบรมรุ่นที่ 1", {1: True, 3: True}),
        ("วิทยากรคือ พล.ต.ต.ชาย ใจดี อดีตผู้บังคับการ (นรต.รุ่น 31)", {3: True}),
    ],
)
def test_which_cohorts_were_held(words: str, held: dict[int, bool | None]):
    assert {each.number.value: each.held for each in read(COHORT_HELD + words).cohorts} == held


def test_the_class_of_an_officer_is_no_cohort():
    event = event_of(f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} วิทยากรคือ พล.ต.ต.ชาย ใจดี (นรต.รุ่น 31)")
    assert event.cohort is None


def test_groups_in_quotation_marks_may_stand_on_one_line():
    event = event_of(f'เมื่อวันที่ 5 มีนาคม 2567 {HELD}\nกลุ่ม 1 "สื่อในชุมชน" กลุ่ม 2 "ข่าวลวง"')
    assert [(group.number, group.topic.value) for group in event.groups] == [(1, "สื่อในชุมชน"), (2, "ข่าวลวง")]


def test_the_day_on_which_the_sick_were_found_is_no_event():
    text = f"เมื่อวันที่ 5 มีนาคม 2567 {HELD} หลังพบผู้ติดเชื้อรายใหม่ 5 รายเมื่อวันที่ 2 มีนาคมที่ผ่านมา"
    assert days_of(text) == march(5)
