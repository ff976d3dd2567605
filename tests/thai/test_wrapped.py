"""An announcement out of a PDF or a mail, with its lines broken anywhere, tells what it told."""

import json
import re
from pathlib import Path

import pytest

from db.announcement_reading import as_json
from db.reading_score import Score, score
from thai.announcements import read
from thai.reading.wrapped import joins

CASES = Path(__file__).resolve().parents[1] / "announcements"
NEEDED = ("starts_on", "ends_on", "province", "venue", "chair", "declared_total", "cohort")

CLUSTER = re.compile("[^\n][ัิ-ฺ็-๎ำ]*")


def wrapped(text: str, width: int, *, at_spaces: bool) -> str:
    """The text with its lines broken after so many letters, or at the last space before."""
    lines = []
    for line in text.split("\n"):
        rest = line
        while len(clusters := CLUSTER.findall(rest)) > width:
            full = len("".join(clusters[:width]))
            space = rest.rfind(" ", 1, full + 1)
            if at_spaces and rest[: max(space, 0)].strip():
                lines.append(rest[:space].rstrip(" "))
                rest = rest[space:].lstrip(" ")
            else:
                lines.append(rest[:full])
                rest = rest[full:]
        lines.append(rest)
    return "\n".join(lines)


@pytest.mark.parametrize("at_spaces", [False, True], ids=["anywhere", "at spaces"])
def test_the_cases_are_read_however_their_lines_are_broken(at_spaces: bool):
    scores: dict[str, Score] = {}
    for path in sorted(CASES.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        for width in (60, 80, 100):
            score(as_json(read(wrapped(text, width, at_spaces=at_spaces))), expected, scores)
    least = {field: (scores[field].precision or 0, scores[field].recall or 0) for field in NEEDED}
    assert {field: each for field, each in least.items() if each[0] < 0.98 or each[1] < 0.95} == {}


TOLD = (
    "สำนักงานวัฒนธรรมจังหวัดน่าน จัดการอบรมมัคคุเทศก์น้อยประจำแหล่งเรียนรู้ ระหว่างวันที่ 5–6 มีนาคม 2567 ณ ห้องประชุมศรีน่าน"
    " ชั้น 2 ศาลากลางจังหวัดน่าน โดยมี นายสมชาย ใจดีงาม รองผู้ว่าราชการจังหวัดน่าน เป็นประธานในพิธีเปิด มีผู้เข้าอบรม 120 คน"
)


@pytest.mark.parametrize("width", range(50, 110))
def test_a_value_over_a_line_end_stands_where_it_says(width: int):
    text = wrapped(TOLD, width, at_spaces=False)
    (event,) = read(text).events
    for found, words in (
        (event.venue, "ห้องประชุมศรีน่าน ชั้น 2 ศาลากลางจังหวัดน่าน"),
        (event.chair and event.chair.name, "นายสมชาย ใจดีงาม"),
        (event.days, "5–6 มีนาคม 2567"),
    ):
        assert found
        assert text[found.start : found.end].replace("\n", "") == words


@pytest.mark.parametrize(
    "text",
    [
        "ขอเชิญร่วมงาน\nวันที่ 5 มีนาคม 2567\nณ ศาลากลางจังหวัดน่าน\nโทร. 0 5477 1234",
        f"{TOLD}\n{TOLD}",
        "- วิทยากรจากสำนักงานวัฒนธรรมจังหวัดน่าน จำนวนสองท่าน\n- วิทยากรจากสำนักงานวัฒนธรรมจังหวัดแพร่ จำนวนสองท่าน\n- ผู้เข้าอบรม",
    ],
    ids=["poster", "paragraphs", "list"],
)
def test_lines_of_their_own_stay_apart(text: str):
    assert joins(text) == {}


def test_words_are_joined_as_they_were_parted():
    assert set(joins(wrapped(TOLD, 60, at_spaces=False)).values()) == {""}
    told = f"{TOLD} เป็นเกษตรกร ข้าราชการ นักเรียนนักศึกษา และประชาชนทั่วไปจากทุกอำเภอ {TOLD}"
    assert set(joins(wrapped(told, 70, at_spaces=True)).values()) == {" "}
