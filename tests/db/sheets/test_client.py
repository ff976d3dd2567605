"""The real client among Google's refusals, lost answers and pages instead of answers."""

import pytest
from google.auth.exceptions import RefreshError

from db.sheets.google import meaning
from standin.faults import Fault
from tests.db.sheets.linked import Linked, Recorder
from tests.db.sheets.office import EVENTS, GOOGLE, OFFICES, Moved

DONE = [fault for fault in Fault if not fault.is_before]


def both_sides_move(linked: Linked, recorder: Recorder) -> None:
    linked.change(linked.events[1], venue="โรงแรม")
    linked.add(type(linked.offices[0])(name="อบจ.เชียงราย", province="57"))
    linked.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    linked.mark()
    recorder.ledger.clear()


def both_sides_agree(linked: Linked) -> None:
    linked.agree()
    assert linked.journal() == [Moved(GOOGLE, "sheets", "change", "events", {"venue": ("ห้อง 1", "หอประชุม")})]
    assert linked.moved()[EVENTS, "J3"] == "โรงแรม"
    assert [row["หน่วยงาน"] for row in linked.rows(OFFICES)].count("อบจ.เชียงราย") == 1
    assert (len(linked.rows(OFFICES)), linked.asks()) == (7, [])


@pytest.mark.parametrize("fault", Fault)
def test_a_read_is_asked_again_until_it_is_answered(linked: Linked, recorder: Recorder, fault: Fault) -> None:
    both_sides_move(linked, recorder)
    recorder.faults.plan("read", fault, fault)
    both_sides_agree(linked)
    assert recorder.ledger.writes == 1


@pytest.mark.parametrize("fault", Fault)
def test_a_write_of_unknown_outcome_is_never_repeated_before_the_sheet_was_read(
    linked: Linked, recorder: Recorder, fault: Fault
) -> None:
    both_sides_move(linked, recorder)
    recorder.faults.plan("write", fault)
    both_sides_agree(linked)
    # What was done is not done again; what was not done is done once.
    assert [one.done for one in recorder.ledger.requests if one.kind == "write"] == [
        *([True] if fault in DONE else [False, True])
    ]
    kinds = [one.kind for one in recorder.ledger.requests]
    assert "write write" not in " ".join(kinds)


def test_a_read_that_is_never_answered_ends_and_says_so(linked: Linked, recorder: Recorder) -> None:
    both_sides_move(linked, recorder)
    recorder.faults.decide = lambda kind, name: Fault.UNAVAILABLE if kind == "read" else None
    linked.sync("unreachable")
    assert recorder.ledger.reads == 5
    assert (linked.journal(), linked.asks()) == ([], [])
    recorder.faults.stop()
    both_sides_agree(linked)


def test_a_token_that_nobody_gives_out_for_the_moment_is_no_wrong_key() -> None:
    answers = {retryable: meaning(RefreshError("no token", retryable=retryable), "") for retryable in (True, False)}
    assert {retryable: trouble and trouble.status for retryable, trouble in answers.items()} == {
        True: "unreachable",
        False: "key",
    }


def test_a_rotated_key_is_said_and_a_new_one_goes_on(linked: Linked, recorder: Recorder) -> None:
    both_sides_move(linked, recorder)
    old = recorder.account.key_file()
    recorder.account.rotate()
    new = recorder.account.key_file
    recorder.account.key_file = lambda: old  # type: ignore[method-assign]
    linked.sync("key")
    linked.sync("key")
    assert (linked.journal(), linked.moved()) == ([], {})
    recorder.account.key_file = new  # type: ignore[method-assign]
    both_sides_agree(linked)


@pytest.mark.parametrize(("trouble", "status"), [("unshared", "not_shared"), ("off", "api_off"), ("gone", "missing")])
def test_what_google_refuses_is_told_apart(linked: Linked, recorder: Recorder, trouble: str, status: str) -> None:
    both_sides_move(linked, recorder)
    book = linked.book
    if trouble == "unshared":
        book.share(None)
    elif trouble == "off":
        recorder.books.enabled = False
    else:
        recorder.books.remove(book)
    run = linked.sync(status)
    assert recorder.account.key_file()["client_email"] in run.message.format(**run.values) or trouble != "unshared"
    assert recorder.ledger.requests[-1].code in (403, 404)
    book.share("writer")
    recorder.books.enabled = True
    recorder.books.by_id["book"] = book
    both_sides_agree(linked)
