"""The records agree with the tables, with the data dictionary, and with what they say they refuse."""

from datetime import date
from pathlib import Path

import pytest

from db import dictionary
from db.choices import Choice
from db.records import RECORDS, Event, FollowUp, Headcount, Membership, Organisation, Person, new_id
from db.refusals import Refused
from db.rows import made
from thai.words import translate


def test_every_record_has_exactly_its_tables_columns(store):
    for record in RECORDS:
        columns = [row["name"] for row in store.rows(f"select name from pragma_table_info('{record.table}')")]
        assert sorted(columns) == sorted([*record.model_fields, *record.model_computed_fields]), record.table


def test_every_label_and_choice_has_its_thai():
    texts = {field.title for record in RECORDS for field in record.model_fields.values() if field.title}
    texts |= {choice.label for kind in Choice.__subclasses__() for choice in kind}
    assert {text for text in texts if translate(text, "th") == text} == set()


def test_every_field_that_people_see_has_a_label():
    unnamed = {
        (record.table, name)
        for record in RECORDS
        for name, field in record.model_fields.items()
        if not field.title and name not in dictionary.KEPT_BY_THE_STORE
    }
    assert unnamed == set()


def test_the_data_dictionary_is_the_records():
    written = Path(__file__).parents[2] / "docs" / "data.md"
    assert written.read_text() == dictionary.markdown(), "python -m db.dictionary > docs/data.md"


EVENT = {"title": "อบรม", "starts_on": "2022-03-24"}


@pytest.mark.parametrize(
    ("kind", "values", "field", "says"),
    [
        (Event, {**EVENT, "title": "  "}, "title", "Fill this in."),
        (Event, {**EVENT, "title": "ก" * 501}, "title", "This is longer than 500 characters. Shorten it."),
        (Event, {**EVENT, "title": None}, "title", "Fill this in."),
        (Event, {**EVENT, "title": 5}, "title", "Write this as text."),
        (Event, {**EVENT, "ends_on": "2022-03-23"}, "", "The last day is before the first."),
        (Event, {"title": "อบรม"}, "", "When was it held? Without a day it is only planned."),
        (Event, {**EVENT, "starts_on": "24/3/65"}, "starts_on", "Choose a day."),
        (Event, {**EVENT, "declared_total": -1}, "declared_total", "This is less than 0."),
        (Event, {**EVENT, "declared_total": 1_000_001}, "declared_total", "This is more than 1000000."),
        (Event, {**EVENT, "declared_total": 10**30}, "declared_total", "This is more than 1000000."),
        (Event, {**EVENT, "declared_total": 42.5}, "declared_total", "Write a whole number."),
        (Event, {**EVENT, "declared_total": float("nan")}, "declared_total", "Write a whole number."),
        (Event, {**EVENT, "declared_total": True}, "declared_total", "Write a whole number."),
        (Event, {**EVENT, "kind": "party"}, "kind", "Choose one of the list."),
        (Event, {**EVENT, "province": "นครพนม"}, "province", "Choose one of the 77 provinces."),
        (Event, {**EVENT, "province": "99"}, "province", "Choose one of the 77 provinces."),
        (Event, {**EVENT, "serves": "area:region4"}, "serves", "Choose a province, an area, or the whole country."),
        (
            Event,
            {**EVENT, "source_url": "javascript:alert(1)"},
            "source_url",
            "A link starts with https:// and has no spaces.",
        ),
        (Event, {**EVENT, "starts_at": "25:00"}, "starts_at", "Write a time as 09.00 or 13:30."),
        (Event, {**EVENT, "audience": ["media", "aliens"]}, "audience", "Choose one of the list."),
        (Event, {**EVENT, "colour": "red"}, "colour", "There is no such field."),
        (
            Headcount,
            {"event_id": "e", "category": "learners", "units": 77, "per_unit": 4, "count": 300},
            "",
            "77 × 4 is 308, not 300.",
        ),
        (
            Headcount,
            {"event_id": "e", "category": "learners", "units": 10_000, "per_unit": 10_000},
            "count",
            "This is more than 1000000.",
        ),
        (Membership, {"network_id": "n"}, "", "A member is a person or an organisation."),
        (
            Membership,
            {"network_id": "n", "person_id": "p", "starts_on": "2022-01-02", "ends_on": "2022-01-01"},
            "",
            "The last day is before the first.",
        ),
    ],
)
def test_refusals_name_the_field_and_the_reason(kind, values, field, says):
    with pytest.raises(Refused) as refused:
        made(kind, values)
    assert (refused.value.field, str(refused.value)) == (field, says)


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(Refused) as refused:
        made(Event, {"title": "", "starts_on": "x", "declared_total": -1})
    assert [problem.field for problem in refused.value.problems] == ["title", "starts_on", "declared_total"]


def test_units_times_rate_fill_the_count():
    assert made(Headcount, {"event_id": "e", "category": "learners", "units": 77, "per_unit": 4}).count == 308


def test_texts_are_normalised_and_kept_as_typed_otherwise():
    person = made(Person, {"given_name": " สม\u200bชาย  ", "telephone": "0 2618 2323 ต่อ 1504", "family_name": ""})
    assert (person.given_name, person.family_name, person.telephone) == ("สมชาย", None, "0 2618 2323 ต่อ 1504")
    for hostile in ("<script>alert(1)</script>", "=IMPORTXML(1)", "![x](http://e.example/x)", "'; drop table a; --"):
        assert made(Organisation, {"name": hostile}).name == hostile
    assert made(FollowUp, {"event_id": "e", "task": "a\u202eb"}).task == "ab"


def test_ids_are_unique():
    assert len({new_id() for _ in range(1000)}) == 1000


def test_an_october_event_is_of_the_next_fiscal_year():
    days = (date(2022, 9, 30), date(2022, 10, 1))
    assert [made(Event, {**EVENT, "starts_on": day}).fiscal_year for day in days] == [2565, 2566]
