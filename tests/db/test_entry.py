"""The event form at the store: what is understood, what is refused and where, and that one form is one row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import entry, naming, offers
from db.access import Actor
from db.choices import CohortState, Kind, OrganisationType, State
from db.entry import BLANK
from db.records import Cohort, Event, Organisation, Programme
from db.refusals import Refused
from db.store import Store
from db.typed import parse_total

SOM = Actor("สมหญิง")
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: TODAY)


@pytest.fixture
def office(store: Store) -> Organisation:
    with store.writing(SOM, "test") as w:
        return w.add(Organisation(name="สำนักประชาสัมพันธ์", province="10"))


def form(**typed: object) -> dict[str, object]:
    return BLANK | {"title": "อบรมสื่อ รุ่นที่ 4", "when": "24-25 มี.ค. 65"} | typed


def log(store: Store, token: str = "1", **typed: object) -> entry.Saved:
    return entry.log_event(store, SOM, form(**typed), token)


def refusal(store: Store, **typed: object) -> dict[str, str]:
    """The refused form's problems, as {field: sentence}; nothing was written."""
    before = store.version()
    with pytest.raises(Refused) as refused:
        log(store, "refused", **typed)
    assert store.version() == before
    return {problem.field: problem.message.format(**problem.values) for problem in refused.value.problems}


def test_a_whole_form_becomes_one_batch_that_undo_takes_back(store: Store, office: Organisation) -> None:
    saved = log(
        store,
        province="จังหวัดนครพนม",
        venue=" โรงแรมบลู  ",
        organiser="สำนักประชาสัมพันธ์",
        programme="อบรมประชาสัมพันธ์ รุ่น ๔",
        cohort_serves="area:region4:ตะวันออกเฉียงเหนือ",
        total="ประมาณ ๔๒ คน",
        at="๐๙.๐๐ น.",
        audience=["local", "media"],
        source_url="https://agency.example/1",
        notes="ก\nข",
    )
    [programme], [cohort] = store.all(Programme), store.all(Cohort)
    assert saved.event.model_dump(exclude={"id", "search_key"}) == {
        "rev": 1,
        "deleted": None,
        "code": "65-0001",
        "title": "อบรมสื่อ รุ่นที่ 4",
        "starts_on": date(2022, 3, 24),
        "ends_on": date(2022, 3, 25),
        "starts_at": "09:00",
        "kind": Kind.TRAINING,
        "state": State.HELD,
        "province": "48",
        "venue": "โรงแรมบลู",
        "organiser_id": office.id,
        "programme_id": programme.id,
        "cohort_id": cohort.id,
        "serves": None,
        "audience": (OrganisationType.MEDIA, OrganisationType.LOCAL),
        "declared_total": 42,
        "approximate": True,
        "list_complete": False,
        "source_url": "https://agency.example/1",
        "notes": "ก\nข",
        "month": "2022-03",
        "fiscal_year": 2565,
    }
    assert (programme.name, cohort.number, cohort.serves) == (
        "อบรมประชาสัมพันธ์",
        4,
        "area:region4:ตะวันออกเฉียงเหนือ",
    )
    store.undo(saved.batch, SOM)
    assert (store.all(Event), store.all(Programme), store.all(Cohort)) == ([], [], [])
    assert store.all(Organisation) == [office]


def test_everything_that_is_wrong_is_said_at_once_each_at_its_field(store: Store) -> None:
    assert refusal(
        store,
        title="",
        when="31 ก.พ. 65",
        kind="party",
        province="ลำปาว",
        organiser="กรมใหม่",
        total="-3",
        at="25.00",
        serves="area:region4:ไม่มี",
        audience=["nobody"],
        source_url="javascript:alert(1)",
    ) == {
        "title": "Write the title.",
        "when": "There is no such day: 31 กุมภาพันธ์ 2565",
        "kind": "Choose one of the list.",
        "province": "There is no province “ลำปาว”. Did you mean ลำปาง · ลพบุรี · ชลบุรี?",
        "organiser": "“กรมใหม่” is not in the register yet. Choose one that is, or confirm that it is new.",
        "total": "A count cannot be less than 0.",
        "at": "Write a time as 09.00 or 13:30.",
        "audience": "Choose from the list.",
        "source_url": "A link starts with https:// and has no spaces.",
    }


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("when", "", "Write the day."),
        ("when", "25-24 มี.ค. 65", "It ends before it starts: 25 มีนาคม 2565 to 24 มีนาคม 2565."),
        ("when", "วันศุกร์ที่ 24 มี.ค. 65", "24 มีนาคม 2565 is พฤหัสบดี, not ศุกร์."),
        ("when", 7, "Write this as text."),
        ("total", "4.5", "People are counted in whole numbers."),
        ("total", "1000001", "A count cannot be more than a million."),
        ("total", "10" * 2_000, "A count cannot be more than a million."),
        ("total", "NaN", "Write a number, ประมาณ 40, or leave it empty if nobody knows."),
        ("total", float("nan"), "Write this as text."),
        ("title", "ก" * 501, "This is longer than 500 characters. Shorten it."),
        ("title", "ก" * 10_000_000, "This is longer than 20000 characters. Shorten it."),
        ("title", "อบรม\ud800", "This text has characters that can't be stored. Type it again."),
        ("organiser", "ก\0", "This text has characters that can't be stored. Type it again."),
        ("serves", "area:region4:ไม่มี", "There is no area “ไม่มี” in this scheme."),
        ("serves", "the moon", "Choose a province, an area, or the whole country."),
        ("state", "gone", "Choose one of the list."),
        ("programme", "อบรม รุ่นที่ 99999", "This is more than 10000."),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(store: Store, field: str, typed: object, sentence: str) -> None:
    assert refusal(store, **{field: typed}) == {field: sentence}


@pytest.mark.parametrize("raw", [None, [], "title", {"title": ["x"]}, {1: 2}])
def test_a_form_that_is_no_form_is_refused(store: Store, raw: object) -> None:
    with pytest.raises(Refused):
        entry.log_event(store, SOM, raw, "1")
    assert store.version() == 0


@pytest.mark.parametrize("token", [None, "", "a b", "x" * 41, 7])
def test_a_token_that_no_page_gave_out_is_refused(store: Store, token: object) -> None:
    with pytest.raises(Refused, match="out of date"):
        entry.log_event(store, SOM, form(), token)  # type: ignore[arg-type]


def test_the_same_form_sent_four_times_at_once_is_one_row(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(lambda _: log(store), range(4)))
    assert {one.event.id for one in saved} == {event.id for event in store.all(Event)}
    assert len(store.all(Event)) == 1
    assert {one.batch for one in saved} == {1}


def test_a_saved_form_has_no_draft_any_more(store: Store) -> None:
    with store.note() as note:
        note.keep_draft("1", "log_event", SOM, form())
        note.keep_draft("2", "log_event", SOM, form(title="อื่น"))
    log(store)
    assert (store.draft("1", SOM), store.draft("2", SOM)) == (None, form(title="อื่น"))


def test_the_same_title_on_the_same_day_asks_once_more(store: Store) -> None:
    log(store, "1")
    assert refusal(store, title="อบรมสื่อ  รุ่นที่ ๔", when="25 มี.ค. 65") == {"same": "65-0001 has the same title and day."}
    assert log(store, "2", same=True).event.code == "65-0002"
    assert log(store, "3", when="26 มี.ค. 65").event.code == "65-0003"


def test_a_new_organisation_needs_its_own_name_as_confirmation(store: Store, office: Organisation) -> None:
    assert list(refusal(store, organiser="กรมใหม่", new_organisation="กรมอื่น")) == ["organiser"]
    saved = log(store, organiser="กรมใหม่", new_organisation="กรมใหม่")
    organiser = store.get(Organisation, saved.event.organiser_id or "")
    assert organiser is not None
    assert organiser.name == "กรมใหม่"


def test_an_organisation_is_known_however_it_is_spaced(store: Store, office: Organisation) -> None:
    assert log(store, organiser="สำนัก ประชาสัมพันธ์").event.organiser_id == office.id


def test_two_organisations_of_one_name_are_told_apart_by_their_province(store: Store, office: Organisation) -> None:
    with store.writing(SOM, "test") as w:
        other = w.add(Organisation(name="สำนักประชาสัมพันธ์", province="52"))
    assert refusal(store, organiser="สำนักประชาสัมพันธ์") == {
        "organiser": "Several organisations have this name: สำนักประชาสัมพันธ์ · กรุงเทพมหานคร, สำนักประชาสัมพันธ์ · ลำปาง"
    }
    assert log(store, organiser="สำนักประชาสัมพันธ์ · ลำปาง").event.organiser_id == other.id


def test_a_day_to_come_is_planned_and_may_not_be_called_held(store: Store) -> None:
    assert log(store, when="1 ธ.ค. 69").event.state is State.PLANNED
    assert refusal(store, when="1 ธ.ค. 69", title="ข", state="held") == {
        "state": "This day has not come yet: the event is planned, not held."
    }
    assert log(store, "2", when="", title="ค", state="planned").event.code == "ผ-0001"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("อบรมสื่อ", Kind.TRAINING),
        ("โครงการฝึกอบรมนักข่าว", Kind.TRAINING),
        ("อบรมสัมมนาโครงการสานสัมพันธ์", Kind.SEMINAR),
        ("สัมมนาเครือข่าย", Kind.SEMINAR),
        ("เสวนาวิชาการ “รวมพล”", Kind.FORUM),
        ("การประชุมมอบนโยบาย", Kind.MEETING),
        ("แถลงข่าว", Kind.BROADCAST),
        ("ลงพื้นที่ลำปาง", Kind.VISIT),
        ("งานวันสื่อ", None),
        ("การ", None),
        ("", None),
    ],
)
def test_the_kind_is_read_from_the_first_word(title: str, kind: Kind | None) -> None:
    assert entry.kind_of(title) is kind


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("อบรมสื่อ · รุ่นที่ 4", ("อบรมสื่อ", 4)),
        ("อบรมสื่อ รุ่น ๑๒", ("อบรมสื่อ", 12)),
        ("PR course · cohort 3", ("PR course", 3)),
        ("คนรุ่นใหม่", ("คนรุ่นใหม่", None)),
        ("รุ่นที่ 4", ("รุ่นที่ 4", None)),
    ],
)
def test_a_programme_and_its_cohort_are_written_in_one_field(typed: str, parts: tuple[str, int | None]) -> None:
    assert naming.parted(typed) == parts


@given(st.integers(0, 1_000_000), st.booleans(), st.sampled_from(["{:d}", "{:,d}", " {:d} คน"]))
def test_any_count_is_read_as_it_is_written(count: int, about: bool, written: str) -> None:
    assert parse_total("ประมาณ " * about + written.format(count)) == (count, about)


@given(st.text(max_size=30))
def test_any_other_text_is_a_count_or_refused(typed: str) -> None:
    try:
        count, _ = parse_total(typed)
    except Refused:
        return
    assert count is None or 0 <= count <= 1_000_000


@pytest.mark.parametrize("typed", ["", "ไม่ระบุ", "ไม่ทราบ", "-"])
def test_unknown_is_not_zero(typed: str) -> None:
    assert parse_total(typed) == (None, False)
    assert parse_total("0") == (0, False)


def offered(store: Store, actor: Actor = SOM) -> offers.Offers:
    with store.reading() as rows:
        return offers.offers(rows, actor)


def test_an_empty_register_offers_nothing(store: Store) -> None:
    assert offered(store) == offers.Offers({}, [], {}, {}, "", None, None, None)


def test_the_form_offers_what_is_known_and_the_organiser_used_last(store: Store, office: Organisation) -> None:
    log(store, "1", venue="โรงแรมบลู", province="นครพนม", organiser="กรมใหม่", new_organisation="กรมใหม่")
    log(store, "2", title="ข", venue="ห้อง 1", programme="อบรมสื่อ รุ่นที่ 2", organiser="สำนักประชาสัมพันธ์")
    mine = offered(store)
    assert mine.venues == {"โรงแรมบลู": "นครพนม", "ห้อง 1": ""}
    assert mine.organisers == ["สำนักประชาสัมพันธ์", "กรมใหม่"]
    assert mine.programmes == {"อบรมสื่อ · รุ่นที่ 3": False, "อบรมสื่อ · รุ่นที่ 2": True, "อบรมสื่อ": True}
    assert mine.organiser == "สำนักประชาสัมพันธ์"
    assert offered(store, Actor("คนอื่น")).organiser == ""


def test_the_next_cohort_raises_the_number_in_the_title(store: Store) -> None:
    saved = log(store, title="อบรมสื่อ รุ่นที่ ๙", programme="อบรม รุ่นที่ 9", venue="ห้อง 1", total="40", serves="country")
    assert offered(store).next == BLANK | {
        "title": "อบรมสื่อ รุ่นที่ ๑๐",
        "kind": "training",
        "venue": "ห้อง 1",
        "programme": "อบรม · รุ่นที่ 10",
    }
    with store.reading() as rows:
        assert offers.like(rows, saved.event.id) == BLANK | {
            "title": "อบรมสื่อ รุ่นที่ ๙",
            "kind": "training",
            "venue": "ห้อง 1",
            "programme": "อบรม · รุ่นที่ 9",
            "serves": "country",
        }


def test_the_next_cohort_is_the_first_that_was_not_held_yet(store: Store) -> None:
    log(store, programme="อบรม รุ่นที่ 4")
    [programme] = store.all(Programme)
    with store.writing(SOM, "test") as w:
        w.add(Cohort(programme_id=programme.id, number=2, state=CohortState.HELD))
        w.add(Cohort(programme_id=programme.id, number=3, state=CohortState.NOT_HELD, serves="area:region4:กลาง"))
    found = offered(store)
    assert found.next is not None
    assert (found.next["title"], found.next["programme"], found.next_serves) == (
        "อบรมสื่อ รุ่นที่ 3",
        "อบรม · รุ่นที่ 3",
        "area:region4:กลาง",
    )


def test_a_cohort_from_another_page_fills_in_its_programme(store: Store) -> None:
    log(store, programme="อบรม รุ่นที่ 4")
    [cohort] = store.all(Cohort)
    with store.reading() as rows:
        assert offers.of_cohort(rows, cohort.id) == {"programme": "อบรม · รุ่นที่ 4", "title": "อบรม รุ่นที่ 4"}
        assert (offers.of_cohort(rows, "no"), offers.like(rows, "no"), offers.next_of(rows, "no")) == (None, None, None)


def test_a_form_made_of_an_event_says_the_same_event_again(store: Store, office: Organisation) -> None:
    saved = log(
        store,
        organiser="สำนักประชาสัมพันธ์",
        province="กทม.",
        programme="อบรม รุ่นที่ 4",
        total="ประมาณ 40",
        audience=["media"],
        at="9.00",
    )
    with store.reading() as rows:
        raw = entry.raw_of(rows, saved.event)
    again = entry.log_event(store, SOM, raw | {"same": True}, "2").event
    different = {"id", "code", "rev"}
    assert again.model_dump(exclude=different) == saved.event.model_dump(exclude=different)
