"""Announcements come as files too; nothing in a file is run, and what can't be read is said."""

import json
import re
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db import announcement_files, announcement_reading, html_text
from db.announcement_files import text_of
from db.commands import commands
from db.refusals import Refused

TEXT = "เมื่อวันที่ 5 มีนาคม 2567 ณ ห้องประชุม 1 ศาลากลางจังหวัดน่าน นายสมชาย ใจดี เป็นประธานเปิดการอบรมนักข่าวชุมชน"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, before: str = "", **more: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"{before}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        for name, data in more.items():
            file.writestr(f"word/{name}.bin", data)
    return content.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def pdf(stream: bytes, filters: bytes = b"", trailer: bytes = b"") -> bytes:
    """A page of one content stream, in the smallest PDF there is."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filters, stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"00" * 32),
    ]
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            trailer,
            len(content),
        )
    )


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        text_of(name, content)
    assert refused.value.field == "file"
    return refused.value.message


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["read", *arguments], catch_exceptions=False)


@pytest.mark.parametrize(
    "content",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.encode("utf-16"), TEXT.encode("cp874")],
    ids=["UTF-8", "UTF-8 with its mark", "UTF-16", "Thai Windows"],
)
def test_plain_text_is_read_as_it_was_saved(content: bytes):
    assert text_of("ข่าว.TXT", content) == TEXT


def test_a_word_document_is_its_paragraphs_without_what_was_deleted():
    body = paragraph("เมื่อวันที่ ", "5 มีนาคม 2567") + "<w:p><w:del><w:r><w:delText>ไม่ใช่</w:delText></w:r></w:del></w:p>"
    body += "<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t></w:r></w:p>"
    assert text_of("a.docx", docx(body)) == "เมื่อวันที่ 5 มีนาคม 2567\n\nก ข\nค\n"


def test_the_text_of_a_pdf_is_read():
    assert text_of("a.pdf", pdf(b"BT /F1 12 Tf 72 720 Td (Hello 5/3/2567) Tj ET")).strip() == "Hello 5/3/2567"


def test_what_can_not_be_read_is_said():
    bomb = docx("<w:p/>" * (announcement_files.UNPACKED // 6))
    laughs = docx(paragraph("&a;"), before='<!DOCTYPE x [<!ENTITY a "ก">]>')
    damaged = "This file can't be read: it is damaged, or not what its name says. Paste the text instead."
    assert {
        "macros": refusal("a.docx", docx(paragraph("ก"), vbaProject=b"Sub AutoOpen()")),
        "bomb": refusal("a.docx", bomb),
        "entities": refusal("a.docx", laughs),
        "no zip": refusal("a.docx", b"PK\x03\x04 nothing"),
        "another kind": refusal("a.xlsx", b"x"),
        "no text": refusal("a.txt", b"\xff\x00\x81\x00"),
        "empty": refusal("a.txt", b"\xef\xbb\xbf \r\n"),
        "empty document": refusal("a.docx", docx(paragraph(" "))),
        "scan": refusal("a.pdf", pdf(b"")),
        "locked": refusal("a.pdf", pdf(b"", trailer=b"/Encrypt 6 0 R/ID[<00><00>]")),
        "no pdf": refusal("a.pdf", b"%PDF-1.7 nothing"),
        "too large": refusal("a.pdf", b"0" * (announcement_files.LARGEST + 1)),
    } == {
        "macros": "This file has macros. Save it without them, or paste the text.",
        "bomb": "This file unpacks to too much. Paste only the announcement.",
        "entities": damaged,
        "no zip": damaged,
        "another kind": "Only .txt, .docx and .pdf files are read. Paste the text of the announcement instead.",
        "no text": "This is not a text file. Paste the text of the announcement instead.",
        "empty": "This file is empty: there is no text in it.",
        "empty document": "This file is empty: there is no text in it.",
        "scan": "This PDF is a scan: a picture without text. Type or paste the announcement instead.",
        "locked": "This PDF needs a password. Paste the text of the announcement instead.",
        "no pdf": damaged,
        "too large": "This file is larger than 10 MB. Paste the text of the announcement instead.",
    }


def odd_pdf(letters: bytes) -> bytes:
    """A PDF whose font tells of "A" that it is ก, of "B" nothing, of "C" and "D" what is no letter."""
    tells = b"<41> <0E01> <42> <0000> <43> <FFFD> <44> <F8F0>"
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar %s endbfchar endcmap" % tells
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 65/LastChar 68/Widths 7 0 R/ToUnicode 6 0 R>>"
    made = pdf(b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % letters)
    made = made.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)
    start, end = made.index(b"6 0 obj"), made.index(b"xref")
    return (
        made[:start]
        + b"6 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n7 0 obj\n[600 600 600 600]\nendobj\n"
        % (len(cmap), cmap)
        + made[end:]
    )


def test_a_letter_that_the_font_of_a_pdf_does_not_tell_is_not_dropped():
    text = text_of("a.pdf", odd_pdf(b"ABACADA")).strip()
    assert (text, announcement_reading.lost(text)) == ("กก\ufffdก\uf8f0ก\ufffd", 3)


def test_where_letters_are_lost_all_is_a_guess_or_refused():
    long = f"{TEXT} ขอเชิญผู้สนใจติดตามข่าวได้ทุกวัน"
    told = announcement_reading.read(long)
    doubted = announcement_reading.read(f"{long} \ufffd")
    with pytest.raises(Refused) as refused:
        announcement_reading.read(TEXT.replace("ส", "\uf8f0"))
    sure = re.compile("sure=<Sure.[A-Z]+: '[a-z]+'>")
    assert sure.sub("", repr(doubted)) == sure.sub("", repr(told)) != "Announcement()"
    assert set(sure.findall(repr(doubted))) == {"sure=<Sure.GUESS: 'guess'>"}
    assert (refused.value.field, refused.value.message) == (
        "text",
        "Too many letters of this text can't be read. Type it, or paste it from elsewhere.",
    )


def test_shifted_marks_and_the_bullets_of_a_font_are_no_lost_letters():
    assert announcement_reading.lost("\uf0b7 ที\uf70aนี่\n\uf0b7 น้ำ") == 0


PAGE = """<!DOCTYPE html><html><head><title>ข่าว</title><style>p { color: red }</style></head><body>
<script>var a = "<p>ไม่ใช่</p>"</script><!-- <p>ไม่ใช่</p> -->
<p>เมื่อวันที่ <b>5 มีนาคม
2567</b> ณ ห้องประชุม&nbsp;1 &lt;อาคาร 2&gt;</p><div>คะแนน < 5<br>ดู <a href="https://evil.example/x">ข่าวนี้</a></div>
<table><tr><td>ก</td><td>ข</td></tr></table></body></html>"""


def test_the_source_of_a_page_is_read_as_it_shows():
    shown = "เมื่อวันที่ 5 มีนาคม 2567 ณ ห้องประชุม 1 <อาคาร 2>\nคะแนน < 5\nดู ข่าวนี้\nก ข"
    assert text_of("a.txt", PAGE.encode()) == shown
    assert text_of("a.txt", shown.encode()) == shown


@pytest.mark.parametrize(
    "text",
    ["<ชื่อโครงการ> a < b", "พบ <script>alert(1)</script> ในข่าว", "<somchai@example.org>", "<https://example.org>"],
)
def test_angle_brackets_in_other_texts_stay(text: str):
    assert text_of("a.txt", text.encode()) == text


@pytest.mark.parametrize("piece", ["<p", "<!--", "<p <!--", "<script>", "</p ", "<"])
def test_html_without_end_takes_no_longer_than_its_length(piece: str):
    text = f"<p>{piece * 200_000}"
    start = time.process_time()
    html_text.shown(text)
    assert time.process_time() - start < 2


def test_a_pdf_that_unfolds_without_end_harms_nobody():
    packer = zlib.compressobj(9)
    block = b"BT /F1 12 Tf (hello) Tj ET " * 40_000
    inner = b"".join([*(packer.compress(block) for _ in range(100)), packer.flush()])
    content = pdf(zlib.compress(inner, 9), filters=b"/Filter[/FlateDecode/FlateDecode]")
    assert len(content) < 5_000
    assert refusal("a.pdf", content) == "This file unpacks to too much. Paste only the announcement."


def test_the_command_prints_the_shape_of_a_clerks_record(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    read: dict[str, Any] = json.loads(run(str(tmp_path / "a.txt"), "--json").stdout)
    event = read["events"][0]
    start, end = event["spans"]["days"]
    assert {name: event[name] for name in ("starts_on", "ends_on", "starts_at", "province", "chair", "kind")} == {
        "starts_on": "2024-03-05",
        "ends_on": "2024-03-05",
        "starts_at": None,
        "province": "น่าน",
        "chair": "นายสมชาย ใจดี",
        "kind": "training",
    }
    assert (TEXT[start:end], event["sure"]["days"], read["cohorts"]) == ("5 มีนาคม 2567", "certain", [])


def test_the_command_tells_people_in_a_few_lines(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("ฝนตก", encoding="utf-8")
    assert run(str(tmp_path / "a.txt")).stdout.splitlines() == [
        "ชื่องาน: อบรมนักข่าวชุมชน",
        "วันที่จัด: 5 มีนาคม 2567",
        "สถานที่: ห้องประชุม 1 ศาลากลางจังหวัดน่าน",
        "จังหวัด: น่าน",
        "- ประธาน: นายสมชาย ใจดี",
        "",
    ]
    assert run(str(tmp_path / "b.txt")).stdout == "ข้อความนี้ไม่ได้กล่าวถึงกิจกรรมใด\n"


def test_the_score_counts_what_is_right_missing_and_invented(tmp_path: Path):
    expected = {"title": "อบรมนักข่าวชุมชน", "starts_on": "2024-03-06", "venue": None, "declared_total": 40}
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "1.expected.json").write_text(json.dumps({"events": [expected]}), encoding="utf-8")
    rows = [line.split() for line in run("--score", str(tmp_path)).stdout.splitlines()[1:]]
    assert rows == [
        ["events", "1.000", "1.000", "1/1/1"],
        ["title", "1.000", "1.000", "1/1/1"],
        ["starts_on", "0.000", "0.000", "0/1/1"],
        ["venue", "0.000", "-", "0/1/0"],
        ["declared_total", "-", "0.000", "0/0/1"],
    ]


def test_a_folder_without_cases_and_a_file_that_is_refused_end_with_a_sentence(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    nothing, refused = run("--score", str(tmp_path)), run(str(tmp_path / "a.xlsx"))
    assert (nothing.exit_code, nothing.stderr.splitlines()[1]) == (
        2,
        "There is no case in this folder: NNN.txt with NNN.expected.json.",
    )
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (
        2,
        "อ่านได้เฉพาะไฟล์ .txt .docx และ .pdf วางข้อความของประกาศแทน",
    )
