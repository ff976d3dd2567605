"""Google out of reach, in no mood, or late: the run says why, the register goes on, and the sync goes on by itself."""

from collections.abc import Callable

import pytest

from db.sheets import ledger
from db.sheets.cycle import Engine
from db.sheets.google import KEY, UNREACHABLE, Trouble, Unknown
from db.sheets.lease import Lease
from tests.db.sheets.office import EVENTS, GOOGLE, OFFICES, Item, Moved, Office

VENUE = {"venue": ("ห้อง 1", "หอประชุม")}


def refusing(trouble: Trouble) -> Callable[[Office], None]:
    def begin(office: Office) -> None:
        def before(end: str) -> None:
            raise trouble

        office.twin.before = before

    return begin


def unshared(office: Office) -> None:
    office.book.share(None)


def shared_for_reading(office: Office) -> None:
    office.book.share("reader")


def switched_off(office: Office) -> None:
    office.books.enabled = False


def deleted(office: Office) -> None:
    office.books.remove(office.book)


def over(office: Office) -> None:
    office.twin.before = lambda end: None
    office.books.enabled = True
    office.books.by_id[office.book.id] = office.book
    office.book.share("writer")


@pytest.mark.parametrize(
    ("begins", "status"),
    [
        (unshared, "not_shared"),
        (shared_for_reading, "not_shared"),
        (switched_off, "api_off"),
        (deleted, "missing"),
        (refusing(Trouble("key", KEY)), "key"),
        (refusing(Trouble("unreachable", UNREACHABLE)), "unreachable"),
    ],
)
def test_the_run_says_what_is_wrong_and_both_sides_agree_when_it_is_over(
    office: Office, begins: Callable[[Office], None], status: str
) -> None:
    office.change(office.events[1], venue="โรงแรม")
    begins(office)
    office.mark()
    run = office.sync(status)
    assert run.message.format(**run.values)
    assert (office.journal(), office.moved(), office.asks()) == ([], {}, [])
    office.sync(status)
    with office.store.reading() as rows:
        standing = ledger.standing(rows)
    assert standing.last is not None
    assert standing.good is not None
    assert (standing.last.status, standing.last.times, standing.good.status) == (status, 2, "ok")
    # People and the app work on meanwhile.
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.change(office.events[2], venue="ศาลากลาง")
    over(office)
    office.mark()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]
    assert (office.moved(), office.asks()) == ({(EVENTS, "J3"): "โรงแรม", (EVENTS, "J4"): "ศาลากลาง"}, [])


# Writes of unknown outcome, and reads that lag behind


def lost(office: Office, moment: str, end: str = "/values:batchUpdate", times: int = 1) -> None:
    """The next answers to this kind of write are lost, "before" or "after" it was done."""
    left = iter(range(times))

    def lose(asked: str) -> None:
        if asked == end and next(left, None) is not None:
            raise Unknown("unreachable", UNREACHABLE)

    setattr(office.twin, moment, lose)


def test_a_write_that_was_done_though_its_answer_was_lost_is_not_written_again(office: Office) -> None:
    office.change(office.events[0], venue="หอประชุม")
    lost(office, "after")
    office.mark()
    office.agree()
    assert office.twin.asked["write"] == 1
    assert (office.moved(), office.journal(), office.asks()) == ({(EVENTS, "J2"): "หอประชุม"}, [], [])


def test_a_write_that_was_lost_before_it_was_done_is_written_when_the_sheet_shows_so(office: Office) -> None:
    office.change(office.events[0], venue="หอประชุม")
    lost(office, "before")
    office.mark()
    office.agree()
    assert office.twin.asked["write"] == 1, "the lost one never came"
    assert (office.moved(), office.journal(), office.asks()) == ({(EVENTS, "J2"): "หอประชุม"}, [], [])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_new_row_of_the_register_stands_in_the_sheet_once_whatever_was_lost(office: Office, moment: str) -> None:
    office.add(type(office.offices[0])(name="อบจ.เชียงราย", province="57"))
    lost(office, moment)
    office.agree()
    assert [row["หน่วยงาน"] for row in office.rows(OFFICES)].count("อบจ.เชียงราย") == 1
    assert (office.asks(), len(office.rows(OFFICES))) == ([], 7)


def test_people_who_sort_right_after_a_write_of_unknown_outcome(office: Office) -> None:
    office.add(type(office.offices[0])(name="อบจ.เชียงราย", province="57"))
    office.change(office.offices[1], name="อบจ.จังหวัดน่าน")
    lost(office, "after")
    office.sync()
    office.book.sort(OFFICES, "B", descending=True)
    office.agree()
    assert sorted(str(row["หน่วยงาน"]) for row in office.rows(OFFICES)) == sorted(
        one.name for one in office.store.all(type(office.offices[0]))
    )
    assert office.asks() == []


def test_a_read_that_lags_behind_our_write_is_not_a_persons_change(office: Office) -> None:
    earlier = office.books.snapshot()
    office.change(office.events[0], venue="หอประชุม")
    office.add(type(office.offices[0])(name="อบจ.เชียงราย", province="57"))

    def stale_after_the_write(end: str) -> None:
        if end == "/values:batchUpdate":
            office.twin.seen = earlier

    office.twin.after = stale_after_the_write
    office.mark()
    office.clock.time += 60
    run = office.engine().run()
    # Old values within the grace are "not yet": nothing is taken back, and nothing is written a second time.
    assert (run.status, run.settled, office.twin.asked["write"]) == ("ok", False, 1)
    assert (office.journal(), office.asks()) == ([], [])
    office.twin.seen = None
    office.clock.time += 10
    assert office.engine().run().settled
    assert (office.twin.asked["write"], office.now(office.events[0]).venue) == (1, "หอประชุม")
    assert len(office.rows(OFFICES)) == 7


def test_an_old_value_after_the_grace_is_a_persons_change(office: Office) -> None:
    office.change(office.events[0], venue="หอประชุม")
    office.agree()
    office.clock.time += 21
    office.type(EVENTS, "อบรม 1", "สถานที่", "ห้อง 1")
    office.mark()
    office.agree()
    changed = {"venue": ("หอประชุม", "ห้อง 1")}
    assert (office.journal(), office.moved()) == ([Moved(GOOGLE, "sheets", "change", "events", changed)], {})


# Several engines, and restarts


def test_of_two_engines_at_once_one_is_busy_and_asks_nothing_of_google(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    runs = []

    def meanwhile(end: str) -> None:
        office.twin.before = lambda end: None
        asked = dict(office.twin.asked)
        runs.append(office.engine().run().status)
        assert dict(office.twin.asked) == asked

    office.twin.before = meanwhile
    office.mark()
    office.agree()
    assert runs == ["busy"]
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]


def test_an_engine_whose_lease_was_taken_over_writes_nothing_any_more(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.change(office.events[1], venue="โรงแรม")

    def overtaken(end: str) -> None:
        if end == "/values:batchGet":
            with Lease(office.store, lambda: office.clock.time + 10_000):
                office.twin.before = lambda end: None

    office.twin.before = overtaken
    office.mark()
    assert office.sync("busy").did == {}
    assert (office.journal(), office.moved(), office.asks()) == ([], {}, [])
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]
    assert office.moved() == {(EVENTS, "J3"): "โรงแรม"}


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("request_number", range(5))
def test_a_process_that_is_killed_at_any_request_leaves_the_next_one_to_go_on(
    office: Office, moment: str, request_number: int
) -> None:
    office.change(office.events[1], venue="โรงแรม")
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    office.add(type(office.offices[0])(name="อบจ.เชียงราย", province="57"))
    asked = iter(range(100))

    def kill(end: str) -> None:
        if next(asked) == request_number:
            raise Killed

    setattr(office.twin, moment, kill)
    with pytest.raises(Killed):
        office.sync()
    setattr(office.twin, moment, lambda end: None)
    with office.store.note() as note:
        # What a restart finds: a lease that nobody gave back, of a process that is not there any more.
        note.keep("sync_lease", [{"name": "sheets", "holder": "elsewhere:1", "until": 0.0, "fence": 99}])
    office.agree()
    names = [row["หน่วยงาน"] for row in office.rows(OFFICES)]
    assert sorted(map(str, names)) == sorted(one.name for one in office.store.all(type(office.offices[0])))
    assert len(set(names)) == 8
    assert [row["สถานที่"] for row in office.rows(EVENTS)][:2] == ["หอประชุม", "โรงแรม"]
    assert (office.now(office.events[0]).venue, office.asks()) == ("หอประชุม", [])


# How much is asked of Google


def test_what_is_asked_of_google(office: Office) -> None:
    office.mark()
    office.sync()
    assert office.twin.asked == {"read": 2}
    office.change(office.events[0], venue="หอประชุม")
    office.mark()
    office.sync()
    assert office.twin.asked == {"read": 5, "write": 1}
    office.type(EVENTS, "อบรม 2", "สถานที่", "โรงแรม")
    office.mark()
    office.sync()
    assert office.twin.asked == {"read": 2}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.type(EVENTS, "อบรม 2", "วันแรก", "วันเกิดฉัน")
    office.change(office.events[2], venue="โรงแรม")
    office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    office.mark()
    engine: Engine = office.engine()
    plans = {one["tab"]: one for one in engine.run(dry=True).planned}
    assert plans[EVENTS] | {"inbox": []} == {
        "tab": EVENTS,
        "stopped": False,
        "pull": [{"id": office.events[0].id, "venue": "หอประชุม"}],
        "push": [{"id": office.events[2].id, "column": "venue", "from": "ห้อง 3", "to": "โรงแรม"}],
        "append": [],
        "add": [],
        "delete": [],
        "inbox": [],
    }
    assert plans[EVENTS]["inbox"] == [
        {"kind": "unreadable", "row": "65-0002 · อบรม 2 · 2565-03-02", "field": "starts_on", "sheet": "วันเกิดฉัน"}
    ]
    assert [one["name"] for one in plans[OFFICES]["add"]] == ["รพ.สต.เวียง"]
    assert (office.journal(), office.moved(), office.asks()) == ([], {}, [])
    office.agree()
    why = "This is not a day: วันเกิดฉัน"
    told = "65-0002 · อบรม 2 · 2565-03-02"
    assert office.asks() == [Item("unreadable", EVENTS, told, "starts_on", "2565-03-02", "วันเกิดฉัน", "2565-03-02", why)]
