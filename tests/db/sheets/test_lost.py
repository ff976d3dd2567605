"""Writes whose answer never comes: nothing is repeated blindly, nothing is asked, nothing is missing in the end."""

import pytest

from db.sheets.google import UNREACHABLE, Unknown
from tests.db.sheets.office import EVENTS, Office


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_typed_row_gets_its_id_and_what_the_register_adds_though_a_write_was_lost(
    office: Office, number: int, moment: str
) -> None:
    writes = iter(range(1, 100))

    def lost(end: str) -> None:
        if end == "/values:batchUpdate" and next(writes) == number:
            raise Unknown("unreachable", UNREACHABLE)

    office.write_row(EVENTS, {"ชื่องาน": "อบรมใหม่", "วันแรก": "5 มี.ค. 2565"})
    setattr(office.twin, moment, lost)
    office.sync()
    setattr(office.twin, moment, lambda end: None)
    office.sync()
    assert office.sync().settled
    assert office.asks() == []
    [row] = office.rows(EVENTS)[6:]
    [made] = [one for one in office.store.all(type(office.events[0])) if one.title == "อบรมใหม่"]
    assert row == {**row, "รหัสแถว (ห้ามแก้)": made.id, "รหัส": "65-0007", "ประเภท": "อบรม", "สถานะ": "จัดแล้ว"}
