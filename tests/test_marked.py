"""A text with marks in it: every letter of it stays, none of it becomes anything else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import KEPT
from thai.reading.values import Sure
from ui.marked import Mark, marked
from ui.plain import unmarked

ESCAPED = re.compile(r"\\.")
GROUND = re.compile(r":(?:blue|gray|orange)-background\[((?:\\.|[^\\\]])*)\]")
LABEL = re.compile(r" \*\*ป้าย\??\*\*")
WORDS = st.text(st.sampled_from("กขค ab:[]()*_`#$!<>\\\n\r\t-/.@1๑~"), max_size=60)
TEXTS = st.lists(WORDS | st.sampled_from([one for one in KEPT if one.isprintable()]), max_size=6).map("".join)
MARKS = st.lists(st.tuples(st.integers(-3, 90), st.integers(0, 40), st.sampled_from(Sure)), max_size=6)


def lines(text: str) -> list[str]:
    """The lines that have something on them, their spaces as one."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@given(TEXTS, MARKS)
def test_the_words_stay_as_they_are_whatever_is_marked(text, drawn):
    shown = marked(text, [Mark(start, start + length, "ป้าย", sure) for start, length, sure in drawn])
    without = LABEL.sub("", GROUND.sub(r"\1", shown))
    assert lines(unmarked(without)) == lines(text.translate({0x0009: " "}))
    assert not re.search(r"[\[\]<>*_`#$!@~|]", ESCAPED.sub("", without))


def test_marks_of_the_same_words_share_them_and_a_guess_stands_back():
    text = "จังหวัดขอนแก่น วันที่ 3"
    found = [Mark(7, 14, "จังหวัด", Sure.CERTAIN), Mark(7, 14, "พื้นที่", Sure.GUESS), Mark(7, 14, "ที่", Sure.LIKELY)]
    assert marked(text, found) == "จังหวัด:gray-background[ขอนแก่น **จังหวัด · ที่**] วันที่ 3"
    assert marked(text, found[1:2]) == "จังหวัด:orange-background[ขอนแก่น **พื้นที่?**] วันที่ 3"


def test_of_marks_that_overlap_the_first_is_shown_and_one_over_two_lines_has_its_label_in_the_last():
    text = "ก ข\nค ง"
    found = [Mark(2, 5, "ป้าย", Sure.CERTAIN), Mark(4, 7, "อื่น", Sure.CERTAIN)]
    assert marked(text, found) == "ก :blue-background[ข]  \n:blue-background[ค **ป้าย**] ง"


def test_signs_that_turn_the_direction_are_left_out():
    assert marked("\u202eevil\u202c", []) == "evil"
