"""A telephone number is text: its zero and its extension stay."""

import pytest

from thai.phones import BadPhone, digits, normalise_phone


@pytest.mark.parametrize(
    ("typed", "kept", "compared"),
    [
        ("0 2618 2323 ต่อ 1504", "0 2618 2323 ต่อ 1504", "0261823231504"),
        (" ๐๒-๖๑๘-๒๓๒๓ \u200b", "02-618-2323", "026182323"),
        ("+66 (0)81 234 5678", "+66 (0)81 234 5678", "660812345678"),
        ("โทร. 081-234-5678, 082 345 6789", "โทร. 081-234-5678, 082 345 6789", "08123456780823456789"),
        ("02 141 8888 Ext. 12", "02 141 8888 Ext. 12", "02141888812"),
        ("1111", "1111", "1111"),
        ("", "", ""),
        ("  ", "", ""),
    ],
)
def test_kept_as_typed_and_compared_by_digits(typed: str, kept: str, compared: str) -> None:
    assert (normalise_phone(typed), digits(typed)) == (kept, compared)


@pytest.mark.parametrize("typed", ["สมชาย", "-", "ต่อ", "081 สมชาย", "=1+1", "081<b>", "081\u20ac"])
def test_other_words_are_refused(typed: str) -> None:
    with pytest.raises(BadPhone) as refused:
        normalise_phone(typed)
    assert (refused.value.message, refused.value.values) == (
        "This is not a telephone number: {typed}",
        {"typed": typed},
    )


def test_too_long_is_refused() -> None:
    assert normalise_phone("0" * 60) == "0" * 60
    with pytest.raises(BadPhone) as refused:
        normalise_phone("0" * 61)
    assert str(refused.value) == "A telephone number has at most 60 characters."
