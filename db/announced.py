"""The facts of five public announcements, as a clerk would record them: what they do not say is not filled in.

Four tell of events; of the fifth, only what a programme is for is kept.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.choices import Category, CohortState, Kind, OrganisationType, Role, SessionKind, Standing

ECT = "คณะกรรมการการเลือกตั้ง"
ECT_OFFICE = "สำนักงานคณะกรรมการการเลือกตั้ง"
ECT_PR = "สำนักประชาสัมพันธ์ สำนักงานคณะกรรมการการเลือกตั้ง"
ECT_NETWORKS = "สำนักพัฒนาเครือข่ายการเลือกตั้ง"
LOCAL_ELECTIONS = "กองการเลือกตั้งท้องถิ่น"
POLITICAL_FUND = "กองทุนเพื่อการพัฒนาการเมือง"
LAW_FIRM = "บริษัท เจ.อาร์.ดี.อินเตอร์ลอว์ จำกัด"
REPORTER = "สำนักข่าว The Reporter"
MEDIA_ASSOCIATION = "สมาคมสื่อช่อสะอาด"
KRABI_PAO = "องค์การบริหารส่วนจังหวัดกระบี่"
WESTERN = "มหาวิทยาลัยเวสเทิร์น"
SENATE = "วุฒิสภา"
INTERIOR = "กระทรวงมหาดไทย"
PHIMON_RAT = "ศส.ปชต. พิมลราช"
PRD = "กรมประชาสัมพันธ์"
PRD_POLICY = "สำนักพัฒนานโยบายและแผนการประชาสัมพันธ์"
PM_OFFICE = "สำนักงานปลัดสำนักนายกรัฐมนตรี"

ORGANISATIONS: dict[str, dict[str, Any]] = {
    ECT: {"type": OrganisationType.INDEPENDENT},
    ECT_OFFICE: {"type": OrganisationType.INDEPENDENT},
    ECT_PR: {"type": OrganisationType.INDEPENDENT, "part_of": ECT_OFFICE},
    ECT_NETWORKS: {"type": OrganisationType.INDEPENDENT, "part_of": ECT_OFFICE},
    POLITICAL_FUND: {"type": OrganisationType.INDEPENDENT},
    LOCAL_ELECTIONS: {"type": OrganisationType.CENTRAL},
    LAW_FIRM: {"type": OrganisationType.PRIVATE},
    REPORTER: {"type": OrganisationType.MEDIA},
    MEDIA_ASSOCIATION: {"type": OrganisationType.CIVIL},
    KRABI_PAO: {"type": OrganisationType.LOCAL, "province": "กระบี่"},
    WESTERN: {"type": OrganisationType.EDUCATION},
    SENATE: {"type": OrganisationType.OTHER},
    INTERIOR: {"type": OrganisationType.CENTRAL},
    PHIMON_RAT: {"type": OrganisationType.CIVIL},
    PRD: {"type": OrganisationType.CENTRAL},
    PRD_POLICY: {"type": OrganisationType.CENTRAL, "part_of": PRD, "telephone": "0 2618 2323 ต่อ 1504"},
    PM_OFFICE: {"type": OrganisationType.CENTRAL},
}

ACTING, FORMER = Standing.ACTING, Standing.FORMER

PEOPLE: dict[tuple[str | None, str, str], list[tuple[Any, ...]]] = {
    ("นาย", "อิทธิพร", "บุญประคอง"): [("ประธานกรรมการการเลือกตั้ง", ECT)],
    ("นาย", "แสวง", "บุญมี"): [
        ("รองเลขาธิการคณะกรรมการการเลือกตั้ง", ECT_OFFICE),
        ("เลขาธิการคณะกรรมการการเลือกตั้ง", ECT_OFFICE, ACTING),
    ],
    ("นาย", "วีรยุทธ์", "น้อยพรหม"): [(None, PRD)],
    ("นาย", "วิษณุ", "วาสานนท์"): [("ผู้อำนวยการกองการเลือกตั้งท้องถิ่น", LOCAL_ELECTIONS)],
    ("นาย", "เจริญ", "แก้วยอดหล้า"): [
        ("ผู้เชี่ยวชาญประจำกองทุนเพื่อการพัฒนาการเมือง", POLITICAL_FUND),
        ("ประธานบริหาร", LAW_FIRM),
    ],
    ("พล.ต.ต.", "ชัชชรินร์", "สว่างวงศ์"): [("ผู้เชี่ยวชาญประจำกรรมการการเลือกตั้ง", ECT)],
    ("นางสาว", "ฐปณีย์", "เอียดศรีไชย"): [("ผู้ก่อตั้ง", REPORTER)],
    ("นาย", "สุทนต์", "กล้าการขาย"): [("นายกสมาคม", MEDIA_ASSOCIATION)],
    ("นางสาว", "พัชรินทร์", "รัตนวิภา"): [("ผู้อำนวยการสำนักประชาสัมพันธ์", ECT_PR)],
    ("นาย", "สมศักดิ์", "กิตติธรกุล"): [("นายกองค์การบริหารส่วนจังหวัดกระบี่", KRABI_PAO)],
    ("นางสาว", "อรนุช", "หนูแดง"): [("ปลัดองค์การบริหารส่วนจังหวัดกระบี่", KRABI_PAO)],
    ("อาจารย์", "กัญกมญ", "เถื่อนเหมือน"): [("อาจารย์", WESTERN)],
    ("นาย", "สฤษฏ์พงษ์", "เกี่ยวข้อง"): [("รองนายกองค์การบริหารส่วนจังหวัดกระบี่", KRABI_PAO)],
    (None, "ไพฑูรย์", "ล่องเพ็ง"): [],
    ("นาย", "ธวัชชัย", "เทอดเผ่าไทย"): [("กรรมการการเลือกตั้ง", ECT)],
    ("นาย", "ศุภชัย", "สมเจริญ"): [
        ("รองประธานวุฒิสภาคนที่ 2", SENATE),
        ("ประธานกรรมการการเลือกตั้ง", ECT, FORMER),
    ],
    ("นาย", "เฉลิมชัย", "เฟื่องคอน"): [
        ("สมาชิกวุฒิสภา", SENATE),
        ("กรรมาธิการติดตาม เสนอแนะ และเร่งรัดการปฏิรูปประเทศ", SENATE),
    ],
    ("นาย", "ชยาวุธ", "จันทร"): [("รองปลัดกระทรวงมหาดไทย", INTERIOR)],
    ("นาย", "ทวีป", "พรหมสุข"): [("ประธาน ศส.ปชต. พิมลราช", PHIMON_RAT)],
    ("คุณ", "อรวรรณ", "กริ่มวิรัตน์กุล"): [],
    ("นาย", "เส่ง", "สิงห์โตทอง"): [("ประธานคณะอนุกรรมการด้านการส่งเสริมและพัฒนาศูนย์ส่งเสริมพัฒนาประชาธิปไตย", None)],
    ("นาย", "ธีรภัทร", "ประยูรสิทธิ"): [("ปลัดสำนักนายกรัฐมนตรี", PM_OFFICE)],
    ("พลโท", "สรรเสริญ", "แก้วกำเนิด"): [("อธิบดีกรมประชาสัมพันธ์", PRD)],
}
"""(title, given name, family name) and the posts of each: position, organisation, standing (current if not said).
The first post is the one in which the person took part."""

COACHING = "อบรมผู้บริหารและพนักงาน สนง.กกต.จว. และศูนย์ฯ ที่ 1 - 8"
CENTRES = "ศส.ปชต. 2565"

PROGRAMMES: dict[str, dict[str, Any]] = {
    COACHING: {"owner": ECT_PR, "fiscal_year": 2565},
    CENTRES: {"owner": ECT_NETWORKS, "fiscal_year": 2565},
    "เสริมศักยภาพผู้ปฏิบัติงานจัดการเลือกตั้ง": {
        "owner": ECT_OFFICE,
        "objectives": "อบรมและประเมินผลการปฏิบัติหน้าที่ของผู้ตรวจการเลือกตั้ง\nค่านิยมสู่วัฒนธรรมองค์กร\nสำนักงานดิจิทัลที่ทำงานบนโทรศัพท์ได้",
    },
}

COHORTS = [
    (COACHING, 1, "area:region4:ใต้", CohortState.HELD),
    (COACHING, 2, "area:region4:เหนือ", CohortState.HELD),
    (COACHING, 3, "area:region4:กลาง", CohortState.NOT_HELD),
    (COACHING, 4, "area:region4:ตะวันออกเฉียงเหนือ", CohortState.UNKNOWN),
]
"""Programme, number, for whom, and what is stated where no event tells; of the fourth, the event tells."""


@dataclass(frozen=True)
class Told:
    """One event as announced. People and speakers are told by their full names, without titles."""

    event: dict[str, Any]
    organiser: str
    people: dict[str, Role]
    programme: str | None = None
    cohort: int | None = None
    sessions: list[tuple[SessionKind, str, list[str]]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    headcounts: list[dict[str, Any]] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)


LECTURE = SessionKind.LECTURE

EVENTS = [
    Told(
        event={
            "title": "“กกต.” มุ่งมั่นพัฒนาบุคลากรด้านการประชาสัมพันธ์สร้างเครือข่ายบนเส้นทางประชาธิปไตย",
            "kind": Kind.TRAINING,
            "starts_on": date(2022, 3, 24),
            "ends_on": date(2022, 3, 25),
            "province": "นครพนม",
            "venue": "โรงแรมบลูโฮเต็ล นครพนม",
            "declared_total": 42,
        },
        organiser=ECT_PR,
        programme=COACHING,
        cohort=4,
        people={
            "อิทธิพร บุญประคอง": Role.CHAIR,
            "แสวง บุญมี": Role.GUEST,
            "วีรยุทธ์ น้อยพรหม": Role.SPEAKER,
            "วิษณุ วาสานนท์": Role.SPEAKER,
            "เจริญ แก้วยอดหล้า": Role.SPEAKER,
            "ชัชชรินร์ สว่างวงศ์": Role.SPEAKER,
            "ฐปณีย์ เอียดศรีไชย": Role.SPEAKER,
            "สุทนต์ กล้าการขาย": Role.SPEAKER,
            "พัชรินทร์ รัตนวิภา": Role.SPEAKER,
        },
        sessions=[
            (
                LECTURE,
                "การประชาสัมพันธ์ และการสร้างเครือข่ายเพื่อภาพลักษณ์ที่ดีขององค์กรอย่างยั่งยืน",
                ["วีรยุทธ์ น้อยพรหม"],
            ),
            (
                LECTURE,
                "ความร่วมมือกับเครือข่ายในการสื่อสารประชาสัมพันธ์ขององค์กรปกครองส่วนท้องถิ่น",
                ["วิษณุ วาสานนท์"],
            ),
            (
                LECTURE,
                "ประสบการณ์การสร้างเครือข่ายด้านการสื่อสารและการประชาสัมพันธ์ที่สัมฤทธิ์ผล ของหน่วยงานภาคเอกชน",
                ["เจริญ แก้วยอดหล้า"],
            ),
            (
                LECTURE,
                "ประสบการณ์การสร้างเครือข่ายด้านการสื่อสารและการประชาสัมพันธ์ ที่สัมฤทธิ์ผล ของหน่วยงานภาครัฐ",
                ["ชัชชรินร์ สว่างวงศ์"],
            ),
            (LECTURE, "ประสบการณ์ด้านการสร้างเครือข่ายของสื่อมวลชนกับหน่วยงานของรัฐ", ["ฐปณีย์ เอียดศรีไชย"]),
            (
                LECTURE,
                "ประสบการณ์การสร้างเครือข่ายด้านการสื่อสารและการประชาสัมพันธ์ของภาคเอกชนให้เกิดผลสัมฤทธิ์",
                ["สุทนต์ กล้าการขาย"],
            ),
            (
                LECTURE,
                "ภารกิจการดำเนินงานด้านการสื่อสารและการประชาสัมพันธ์บนความร่วมมือจากเครือข่ายของสำนักงานคณะกรรมการการเลือกตั้ง",
                ["พัชรินทร์ รัตนวิภา"],
            ),
            (
                LECTURE,
                "แนวทางการทำงานระหว่างเครือข่ายและสำนักงานคณะกรรมการการเลือกตั้ง",
                ["พัชรินทร์ รัตนวิภา"],
            ),
            (
                LECTURE,
                "ข้อเสนอ การสื่อสารประชาสัมพันธ์และการสร้างเครือข่ายระหว่าง สนง.กกต.จว. และ สนง.กกต. ส่วนกลาง",
                ["พัชรินทร์ รัตนวิภา"],
            ),
        ],
    ),
    Told(
        event={
            "title": "อบรมสัมมนาโครงการสานสัมพันธ์เครือข่ายประชาสัมพันธ์องค์การบริหารส่วนจังหวัดกระบี่ ประจำปีงบประมาณ ๒๕๕๙",
            "kind": Kind.SEMINAR,
            "starts_on": date(2016, 8, 5),
            "ends_on": date(2016, 8, 5),
            "starts_at": "09:00",
            "province": "กระบี่",
            "venue": "ห้องประชุมพระนาง สำนักงานองค์การบริหารส่วนจังหวัดกระบี่",
            "serves": "province:81",
            "audience": (
                OrganisationType.MEDIA,
                OrganisationType.REGIONAL,
                OrganisationType.LOCAL,
                OrganisationType.STATE_ENTERPRISE,
                OrganisationType.PRIVATE,
                OrganisationType.FREELANCE,
            ),
        },
        organiser=KRABI_PAO,
        people={
            "สมศักดิ์ กิตติธรกุล": Role.CHAIR,
            "อรนุช หนูแดง": Role.REPORTER,
            "กัญกมญ เถื่อนเหมือน": Role.SPEAKER,
            "สฤษฏ์พงษ์ เกี่ยวข้อง": Role.CLOSER,
            "ไพฑูรย์ ล่องเพ็ง": Role.STAFF,
        },
        sessions=[(LECTURE, "การพัฒนาเครือข่ายประชาสัมพันธ์เพื่อมุ่งผลสัมฤทธิ์ต่อชุมชน", ["กัญกมญ เถื่อนเหมือน"])],
    ),
    Told(
        event={
            "title": "เสวนาวิชาการ “รวมพลคน ศส.ปชต. และเครือข่ายพันธมิตร”",
            "kind": Kind.FORUM,
            "starts_on": date(2022, 8, 24),
            "ends_on": date(2022, 8, 25),
            "province": "กรุงเทพมหานคร",
            "venue": "ห้องประชุม อัศวินแกรนด์ บอลรูม ชั้น 4 โรงแรมอัศวิน แกรนด์คอนเวนชั่น",
            "serves": "country",
            "declared_total": 427,
        },
        organiser=ECT_NETWORKS,
        programme=CENTRES,
        people={
            "อิทธิพร บุญประคอง": Role.CHAIR,
            "ธวัชชัย เทอดเผ่าไทย": Role.PANELLIST,
            "ศุภชัย สมเจริญ": Role.PANELLIST,
            "เฉลิมชัย เฟื่องคอน": Role.PANELLIST,
            "ชยาวุธ จันทร": Role.PANELLIST,
            "ทวีป พรหมสุข": Role.PANELLIST,
            "อรวรรณ กริ่มวิรัตน์กุล": Role.MODERATOR,
            "เส่ง สิงห์โตทอง": Role.SPEAKER,
        },
        sessions=[
            (
                SessionKind.PANEL,
                "การพัฒนาเครือข่าย ศส.ปชต. เพื่อส่งเสริมความเข้มแข็งภาคพลเมือง",
                [
                    "ธวัชชัย เทอดเผ่าไทย",
                    "ศุภชัย สมเจริญ",
                    "เฉลิมชัย เฟื่องคอน",
                    "ชยาวุธ จันทร",
                    "ทวีป พรหมสุข",
                    "อรวรรณ กริ่มวิรัตน์กุล",
                ],
            ),
            (
                SessionKind.SPECIAL,
                "แนวทางการดำเนินการเพื่อส่งเสริมพัฒนา ศส.ปชต. ให้มีความเข้มแข็ง",
                ["เส่ง สิงห์โตทอง"],
            ),
        ],
        groups=[
            "ถอดบทเรียนการทำงานที่ผ่านมา",
            "การพัฒนาศักยภาพ ศส.ปชต. ให้มีความเข้มแข็ง",
            "การบูรณาการการทำงานเครือข่ายเพื่อพัฒนาประชาธิปไตยชุมชน โดยคน ศส.ปชต.",
            "ปัญหา อุปสรรค แนวทางการแก้ไขปัญหาเพื่อพัฒนา งาน ศส.ปชต.",
            "การมีส่วนร่วมของประชาชน/ชุมชน ในการขับเคลื่อนงาน ศส.ปชต.",
            "แนวทางปฏิบัติงานของ สนง.กกต.จว. ตามระเบียบใหม่",
        ],
        headcounts=[
            {
                "category": Category.LEARNERS,
                "label": "ผู้แทนศูนย์ส่งเสริมพัฒนาประชาธิปไตย (ศส.ปชต.) และเครือข่ายพันธมิตร",
                "units": 77,
                "per_unit": 4,
                "area": "country",
            },
            {
                "category": Category.LEARNERS,
                "label": "ผู้อำนวยการการเลือกตั้งประจำจังหวัดหรือผู้แทน",
                "units": 77,
                "per_unit": 1,
                "area": "country",
            },
            {"category": Category.ORGANISERS, "label": "ผู้บริหารเจ้าหน้าที่โครงการ", "count": 13},
            {"category": Category.SPEAKERS, "label": "วิทยากรผู้ทรงคุณวุฒิภายนอก", "count": 7},
            {"category": Category.SPEAKERS, "label": "วิทยากรภายใน", "count": 5},
            {"category": Category.GUESTS_MEDIA, "label": "สื่อมวลชน แขกผู้มีเกียรติผู้สังเกตการณ์", "count": 17},
        ],
    ),
    Told(
        event={
            "title": "มอบนโยบายการประชาสัมพันธ์ภาครัฐ โครงการประชาสัมพันธ์การกำกับและติดตามการปฏิบัติราชการในภูมิภาค",
            "kind": Kind.MEETING,
            "starts_on": date(2020, 6, 15),
            "ends_on": date(2020, 6, 15),
            "venue": "ห้องประชุม 1 ชั้น 1 อาคารหอประชุมกรมประชาสัมพันธ์",
            "declared_total": 60,
            "notes": "พื้นที่ของโครงการ: เขตตรวจราชการ 18 เขต",
        },
        organiser=PRD,
        people={"ธีรภัทร ประยูรสิทธิ": Role.SPEAKER, "สรรเสริญ แก้วกำเนิด": Role.HOST},
        follow_ups=[
            "เพิ่มกลุ่มเป้าหมาย",
            "สร้างพิธีกร/ผู้นำรายการที่โดดเด่น",
            "สร้างสรรค์รายการทำดีเพื่อสังคมและเยาวชนเพิ่มมากขึ้น",
            "ส่งเสริมความรักสถาบันชาติ ศาสนา และพระมหากษัตริย์",
            "ส่งเสริมเอกลักษณ์ของชาติ",
            "การสื่อสารในทุกช่องทาง",
        ],
    ),
    Told(
        event={
            "title": "ประชุมคณะทำงานบริหารโครงการบูรณาการความร่วมมือด้านกฎหมายข้อมูลข่าวสารของราชการ",
            "kind": Kind.MEETING,
            "starts_on": date(2020, 6, 15),
            "ends_on": date(2020, 6, 15),
            "venue": "ห้องประชุม 203 ชั้น 2 อาคารกรมประชาสัมพันธ์",
        },
        organiser=PM_OFFICE,
        people={"ธีรภัทร ประยูรสิทธิ": Role.PARTICIPANT},
    ),
]
