"""The interface speaks Thai and English, from one catalogue."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from thai import words
from thai.words import N_, translate

SOURCE = words.CATALOGUE.with_suffix(".po")
DAYS = "{days} · fiscal year {year} quarter {quarter}"


def test_a_message_is_translated_and_filled() -> None:
    values = {"days": "1 ม.ค.", "year": 2565, "quarter": 2}
    assert translate(DAYS, "th", **values) == "1 ม.ค. · ปีงบประมาณ 2565 ไตรมาส 2"
    assert translate(DAYS, "en", **values) == "1 ม.ค. · fiscal year 2565 quarter 2"


def test_values_are_never_read_as_placeholders() -> None:
    assert translate("There is no such day: {day}", "th", day="{0.__class__} {x}") == "ไม่มีวันที่นี้: {0.__class__} {x}"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("message", ["", "no such message", "{kept} as it is"])
def test_an_unknown_message_comes_back(message: str, language: str) -> None:
    assert translate(message, language) == message


def test_a_marked_message_is_itself() -> None:
    assert N_(DAYS) == DAYS


def test_without_the_compiled_words_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "CATALOGUE", tmp_path / "saan.mo")
    words._catalogue.cache_clear()
    try:
        assert translate("anything", "en") == "anything"
        with pytest.raises(FileNotFoundError, match="Run `make` once"):
            translate("anything", "th")
        with SOURCE.open("rb") as source, (tmp_path / "saan.mo").open("wb") as compiled:
            write_mo(compiled, read_po(source, locale="th"))
        assert translate("There is no such day: {day}", "th", day="x") == "ไม่มีวันที่นี้: x"
    finally:
        words._catalogue.cache_clear()
