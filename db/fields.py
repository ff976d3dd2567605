"""The kinds of field that records are made of: what each takes, and what it says when it does not."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from thai import places, text
from thai.words import N_

MOST_PEOPLE = 1_000_000
LONGEST_TEXT = 200_000
FIRST_YEAR, LAST_YEAR = 2443, 2700
PROVINCE_CODES = {province.code for province in places.PROVINCES}


def refuse(message: str, **values: Any) -> PydanticCustomError:
    """A rule of ours that a value breaks; the English sentence and its values travel on to the Refused."""
    return PydanticCustomError("saan", message, {**values, "sentence": message})


def _text(value: Any, clean: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, str):
        raise refuse(N_("Write this as text."))
    try:
        return clean(value) or None
    except text.BadText as bad:
        raise refuse(str(bad)) from bad


def _line(value: Any) -> Any:
    return _text(value, text.normalise)


def _lines(value: Any) -> Any:
    return _text(value, text.normalise_lines)


def _province(value: Any) -> Any:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or value not in PROVINCE_CODES:
        raise refuse(N_("Choose one of the 77 provinces."))
    return value


SERVES = re.compile(r"^(country|unknown|province:\d\d|area:[a-z0-9_]{1,30}:[^:]{1,100})$")


def _serves(value: Any) -> Any:
    if value in (None, ""):
        return None
    known = isinstance(value, str) and SERVES.match(value)
    if not known or (value.startswith("province:") and value[9:] not in PROVINCE_CODES):
        raise refuse(N_("Choose a province, an area, or the whole country."))
    return value


def _place(value: Any) -> Any:
    if value in (None, "", "unknown"):
        raise refuse(N_("Choose a province, an area, or the whole country."))
    return _serves(value)


def _url(value: Any) -> Any:
    value = _line(value)
    if value is not None and not re.match(r"^https?://[^\s<>\"'`]+$", value):
        raise refuse(N_("A link starts with https:// and has no spaces."))
    return value


def _time(value: Any) -> Any:
    if value in (None, ""):
        return None
    found = isinstance(value, str) and re.match(r"^(\d{1,2})[.:](\d\d)( ?น\.?)?$", text.fold_digits(value).strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise refuse(N_("Write a time as 09.00 or 13:30."))
    return f"{int(found[1]):02}:{found[2]}"


def _no_time_of_day(value: Any) -> Any:
    if value is None or type(value) is date:
        return value
    if not isinstance(value, str) or not re.match(r"^\d{4}-\d\d-\d\d$", value):
        raise refuse(N_("Choose a day."))
    return value


Title = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(_line)]
Name = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_line)]
Line = Annotated[Annotated[str, Field(max_length=300)] | None, BeforeValidator(_line)]
Lines = Annotated[Annotated[str, Field(max_length=20_000)] | None, BeforeValidator(_lines)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), BeforeValidator(_lines)]
Day = Annotated[
    Annotated[date, Field(ge=date(1900, 1, 1), le=date(2157, 12, 31))] | None, BeforeValidator(_no_time_of_day)
]
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)] | None
Number = Annotated[int, Field(strict=True, ge=1, le=10_000)] | None
ProvinceCode = Annotated[str | None, BeforeValidator(_province)]
Serves = Annotated[str | None, BeforeValidator(_serves)]
PlaceServed = Annotated[str, BeforeValidator(_place)]
Link = Annotated[Annotated[str, Field(max_length=2_000)] | None, BeforeValidator(_url)]
TimeOfDay = Annotated[str | None, BeforeValidator(_time)]
Telephone = Annotated[Annotated[str, Field(max_length=100)] | None, BeforeValidator(_line)]
Id = Annotated[str, Field(strict=True, pattern=r"^[0-9A-Za-z]{1,40}$")]
FiscalYear = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)] | None
AreaName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^:]+$"), BeforeValidator(_line)]
