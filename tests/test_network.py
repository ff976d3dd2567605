"""The network's page: how many members, who joined and left, where they are, and the tables behind the charts."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import expect

from db import fill, kpis
from db.access import Actor
from db.choices import OrganisationType
from db.filters import Filters
from db.members import STAGES
from db.records import Membership, Network, Person
from db.scope import Scope
from db.store import Store
from tests.conftest import Visit
from tests.managers import opened, read, scrolls_sideways, ways
from tests.serving import Server
from thai import dates
from thai.words import translate
from ui import findings, outreach

SOM = Actor("สมหญิง")


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("made_up")
    fill.add(Store.open(home), SOM, people=300, seed=7, until=2569)
    return home


@pytest.mark.parametrize("year", [None, 2567])
def test_the_page_says_what_the_numbers_say(made_up: Path, monkeypatch: pytest.MonkeyPatch, year: int | None) -> None:
    at = opened(made_up, monkeypatch, "network", **({"year": str(year)} if year else {}))
    with Store.open(made_up).reading() as rows:
        scope = Scope(rows, Filters(year))
        network, change = kpis.network(scope), kpis.year_change(scope)
    moved = network if year else change
    assert network.members > 0
    assert [(number.label, number.value) for number in at.metric] == [
        ("สมาชิก", f"{network.members:,}"),
        ("เข้าใหม่", f"{moved.joined:,}"),
        ("ออก", f"{moved.left:,}"),
        ("ยังร่วมกิจกรรม", f"{network.active:,}"),
    ]
    assert f"สมาชิก {network.members:,} คน" in read(at.title)[0]
    assert [chart.proto.alt for chart in at.get("vega_lite_chart")] == [
        "กราฟเส้น: สมาชิกเครือข่าย ณ สิ้นเดือนของแต่ละเดือน",
        "กราฟแท่ง: สมาชิกเข้าใหม่และออกในแต่ละเดือน",
        "กราฟแท่ง: สมาชิกในแต่ละพื้นที่",
        "กราฟแท่ง: สมาชิกตามประเภทหน่วยงาน",
    ]


def test_the_page_says_who_is_lost_untrained_or_speaks(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened(made_up, monkeypatch, "network")
    with Store.open(made_up).reading() as rows:
        scope = Scope(rows, Filters())
        areas, untrained = kpis.members_by_area(scope, "region4"), kpis.untrained(scope)
        speakers = kpis.speakers(scope)
        topic = next(name for one in speakers for name, _count in one.topics)
        narrowed = kpis.speakers(scope, topic)
    assert 0 < len(narrowed) < len(speakers)
    table = at.table[0].value
    assert table.columns.tolist() == ["พื้นที่", "รายใหม่", "กลับมาอีก", "ขาดหาย", "ไม่เคยร่วม", "สัดส่วนที่ขาดหาย"]
    assert [[str(cell).replace("\\", "") for cell in row] for row in table.values.tolist()] == [
        [
            row["area"] or "ไม่ทราบพื้นที่",
            *(str(row[stage]) for stage in STAGES),
            f"{row['stayed_lost']} จาก {row['stayed']} ({round(100 * row['stayed_lost'] / row['stayed'])}%)",
        ]
        for row in areas
    ]
    said = read(at.subheader)
    lost = f"สมาชิกขาดหาย {sum(row['lost'] for row in areas)} คน สัดส่วนมากที่สุด: "
    assert any(line.startswith(lost) for line in said)
    assert f"หน่วยงานสมาชิก {len(untrained.organisations)} จาก {untrained.members} แห่ง ยังไม่มีผู้ผ่านการอบรม" in said
    links = [link.proto.query_string for link in at.get("page_link")]
    first = [f"organisation={row['id']}" for row in untrained.organisations[: outreach.SHOWN]]
    assert [link for link in links if link.startswith("organisation=")] == first != []
    assert f"วิทยากร {len(speakers)} คน" in said
    at.text_input(key="topic").set_value(topic).run()
    assert f"วิทยากร {len(narrowed)} คน" in read(at.subheader)


def test_the_area_that_loses_the_largest_share_is_named_unless_it_had_too_few() -> None:
    words = {"a": "เหนือ", "b": "ใต้", "c": "กลาง"}
    rows = [
        {"area": "a", "lost": 41, "stayed": 400, "stayed_lost": 40},
        {"area": "b", "lost": 9, "stayed": 10, "stayed_lost": 8},
        {"area": "c", "lost": 1, "stayed": 1, "stayed_lost": 1},
        {"area": None, "lost": 30, "stayed": 30, "stayed_lost": 30},
    ]
    assert findings.lost(rows, "area", words) == "สมาชิกขาดหาย 81 คน สัดส่วนมากที่สุด: ใต้ 8 จาก 10 (80%)"
    assert findings.lost(rows[2:], "area", words) == "สมาชิกขาดหาย 31 คน"
    nobody = [{"area": "a", "lost": 0, "stayed": 0, "stayed_lost": 0}]
    assert findings.lost(nobody, "area", words) == "ไม่มีสมาชิกที่ขาดหาย: ผู้ที่เคยร่วมกิจกรรมยังร่วมในรอบ 12 เดือน"
    assert findings.share(nobody[0]) == "–"


def test_an_empty_network_says_how_to_fill_it(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened(home, monkeypatch, "network")
    assert read(at.title) == ["เครือข่ายมี :blue[สมาชิก 0 คน] เท่าเดิมในรอบปี"]
    assert not at.get("vega_lite_chart")
    assert "เพิ่มสมาชิก" in ways(at)


def test_a_heading_names_the_largest_that_is_known_and_a_note_the_rest(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(SOM, "test") as w:
        network = w.add(Network(name="เครือข่าย"))
        for number in range(1203):
            person = w.add(Person(given_name=f"คน {number}", province="48" if number < 2 else None))
            w.add(Membership(network_id=network.id, person_id=person.id))
    at = opened(home, monkeypatch, "network")
    assert "สมาชิกมากที่สุด: ตะวันออกเฉียงเหนือ 2 คน" in read(at.subheader)
    said = read(at.markdown)
    assert ":gray[ตามจังหวัดของสมาชิก · ไม่ทราบพื้นที่ 1,201 คน]" in said
    # Nobody's organisation is known, so there is no other to name.
    assert "สมาชิกมากที่สุด: ไม่ทราบประเภท 1,203 คน" in read(at.subheader)
    table = at.table[0]
    assert table.value["ไม่เคยร่วม"].tolist() == [2, 1201]
    with pa.ipc.open_stream(table.proto.arrow_data.styler.display_values) as drawn:
        assert drawn.read_all().column("ไม่เคยร่วม").to_pylist() == ["2", "1,201"]


@pytest.fixture(scope="module")
def served(server: Server) -> Server:
    fill.add(server.store, SOM, people=200, seed=7, until=2569)
    return server


def test_the_types_of_organisation_are_a_chart_and_a_file(visit: Visit, served: Server) -> None:
    page = visit("/network", 390, 844)
    expect(page.locator("svg.marks").nth(3)).to_be_visible()
    assert not scrolls_sideways(page)
    page.locator(".st-key-table_members-by-type button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด CSV").click()
    day = dates.today().isoformat()
    asked = "ทุกปี · ทุกพื้นที่ · ทุกโครงการ"
    assert download.value.suggested_filename == f"saan-members-by-type {asked} {day}.csv"
    with served.store.reading() as rows:
        counted = kpis.members_by_type(Scope(rows, Filters()))
    words = {each.value: translate(each.label, "th") for each in OrganisationType}
    assert list(csv.reader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig")))) == [
        ["ประเภทหน่วยงาน", "สมาชิก", "หน่วยงาน"],
        *([words.get(row["type"], "ไม่ทราบประเภท"), str(row["members"]), str(row["organisations"])] for row in counted),
    ]
