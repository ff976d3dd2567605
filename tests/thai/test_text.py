"""Text has one spelling, is found by any part of it, and stands in the dictionary's order."""

import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thai.text import BadText, fold_digits, normalise, normalise_lines, parted, search_key, sort_key, thai_digits

THAI = st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=30)
MESSY = st.text(alphabet="กเแาำิุ่้ํ์็ a.\u0301\u0e3a\u200b\u00a0\n\uf70a", max_size=30)

# In this order: checked against ICU's collation for Thai.
IN_ORDER = (
    "กระบี่ กรุงเทพมหานคร กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ "
    "ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี "
    "ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม "
    "มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ "
    "สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ "
    "อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี"
)
WORDS = "ก็ กก กอน ก่อน ก้อน กาน การ การ์ด เกบ เก็บ เกม เกมส์ แก แก่ แก้ว ใก้ ไก่ ขาว ข้าว เขา เข้า นำ น้ำ"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  สมชาย   ใจดี ", "สมชาย ใจดี"),
        ("สม\u200bชาย\u200c\u200d\u2060\ufeff\u00ad", "สมชาย"),
        ("\u202eสมชาย\u202c\u200e\u200f\u2066\u2069", "สมชาย"),
        ("สมชาย\u00a0ใจดี\r\n\tมาก\x07\x85", "สมชาย ใจดี มาก"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("ค\u0e4d\u0e32", "ค\u0e33"),
        ("ก\u0e48\u0e34", "ก\u0e34\u0e48"),
        ("กู\u0e48", "กู\u0e48"),
        ("ก\u0e48\u0e39", "กู\u0e48"),
        ("ดี\u0e35\u0e35ที่\u0e48", "ดีที่"),
        ("เเม่เเพง", "แม่แพง"),
        ("ป\uf710\uf70aญ\uf70f", "ป\u0e31\u0e48ญญ"),
        ("มากๆๆ ๑๒", "มากๆๆ ๑๒"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_normalise(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(st.one_of(st.text(), THAI, MESSY))
@example("a\u0301็\u0301็\u0e38")
def test_normalising_again_changes_nothing(text: str) -> None:
    try:
        once = normalise(text)
    except BadText:
        return
    assert normalise(once) == once
    assert "\n" not in once
    assert once == once.strip()


@pytest.mark.parametrize("text", ["\0", "ก\ud800", "\udfff", "a\0b"])
@pytest.mark.parametrize("function", [normalise, normalise_lines, search_key, sort_key])
def test_what_no_database_keeps_is_refused(function: object, text: str) -> None:
    assert callable(function)
    with pytest.raises(BadText) as refused:
        function(text)
    assert refused.value.message == "This text has characters that can't be stored. Type it again."


@pytest.mark.parametrize(
    "hostile",
    ["่" * 20_000, "่้" * 10_000, "ํ่" * 10_000, "ำ้" * 10_000, " \u200b" * 10_000, "เ" * 20_000, "\u0301็" * 10_000 + "ุ"],
)
def test_long_hostile_text_is_answered_at_once(hostile: str) -> None:
    start = time.process_time()
    try:
        normalise(hostile)
    except BadText as refused:
        assert refused.message == "This text has too many marks on one letter. Type it again."  # noqa: PT017
    assert time.process_time() - start < 1


def test_lines_are_kept() -> None:
    assert normalise_lines("\r\n หนึ่ง  \r\n\r\n\n\u200b\nสอง\rสาม\u2028สี่\n\n") == "หนึ่ง\n\nสอง\nสาม\nสี่"


@given(st.one_of(st.text(), MESSY))
def test_normalising_lines_again_changes_nothing(text: str) -> None:
    try:
        once = normalise_lines(text)
    except BadText:
        return
    assert normalise_lines(once) == once
    assert "\n\n\n" not in once


def test_digits() -> None:
    assert fold_digits("๐๑๒๓๔๕๖๗๘๙ ก 5") == "0123456789 ก 5"
    assert thai_digits("24–25 มีนาคม 2565") == "๒๔–๒๕ มีนาคม ๒๕๖๕"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ศส.ปชต. ๒๕๖๕", "ศสปชต2565"),
        ("ศส ปชต 2565", "ศสปชต2565"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("Press_Office 100%", "pressoffice100"),
        ("น\u0e4d\u0e49\u0e32ใจ (ดี)", "น\u0e49\u0e33ใจดี"),
        ("% _", ""),
    ],
)
def test_search_key(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.lists(st.sampled_from(["สมชาย", "ศส.", "ปชต", "๒๕๖๕", "เชียงใหม่", "Press", "ที่", "-"]), min_size=1), st.data())
def test_any_part_is_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert search_key(" ".join(words[start:end])) in search_key("".join(words))


def shuffled(words: list[str]) -> list[str]:
    return random.Random(1).sample(words, len(words))


@pytest.mark.parametrize("ordered", [IN_ORDER.split(), WORDS.split()])
def test_sorted_as_in_a_dictionary(ordered: list[str]) -> None:
    assert sorted(shuffled(ordered), key=sort_key) == ordered


def test_sorted_by_whole_words_first() -> None:
    ordered = ["10", "๑๑", "Anna", "bob", "สม", "สม ใจ", "สมใจ", "ส้ม", "สมา"]
    assert sorted(shuffled(ordered), key=sort_key) == [*ordered[:4], "สม", "ส้ม", "สม ใจ", "สมใจ", "สมา"]


@given(THAI)
def test_a_parted_am_is_put_together_again(text: str) -> None:
    kept = normalise(text)
    assert normalise(parted(kept)) == kept
    assert "ำ" not in parted(kept)


def test_a_tone_mark_stands_between_the_two_signs_of_am() -> None:
    assert [parted(word) for word in ("ทำ", "น้ำ", "กำก้ำ", "จำ น้ำ")] == ["ทํา", "นํ้า", "กํากํ้า", "จํา นํ้า"]
