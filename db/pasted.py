"""A pasted list of people, read line by line: cells from Excel or a PDF, or names alone."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from db.fields import PROVINCE_CODES
from db.refusals import Problem, Refused
from thai import names, phones, places, text
from thai.names import Name
from thai.words import N_

MOST_LINES = 500
LONGEST_NAME, LONGEST_CELL = 200, 300
NOTHING = ("-", "–", "—", ".")

Fixes = Mapping[str, Mapping[str, str]]
"""What a person chose for a line's field, by the line's key: {"province": "51"}, or "" for going without it."""


NOBODY = Name("", "", "")


@dataclass(frozen=True)
class Line:
    """One line as understood. `province` is a code; `problem` says what must be mended first, or is None.

    `key` names the line by what stands in it, so that it stays the same while other lines are edited. `near` are the
    codes of provinces that an unknown one may mean.
    """

    key: str
    number: int
    raw: str
    name: Name = NOBODY
    position: str = ""
    organisation: str = ""
    province: str | None = None
    telephone: str = ""
    problem: Problem | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pasted:
    """The lines that hold people, the header row as it was pasted ("" if none), and the columns that are not kept."""

    lines: tuple[Line, ...]
    header: str = ""
    ignored: tuple[str, ...] = ()


_NUMBER, _TITLE, _NAME, _GIVEN, _FAMILY = "number", "title", "name", "given", "family"
_POSITION, _ORGANISATION, _PROVINCE, _TELEPHONE = "position", "organisation", "province", "telephone"
_HEADERS = {
    _NUMBER: "ที่ ลำดับ ลำดับที่ เลขที่ no number",
    _TITLE: "คำนำหน้า คำนำหน้าชื่อ คำนำหน้านาม ยศ ยศคำนำหน้า title",
    _NAME: "ชื่อสกุล ชื่อนามสกุล ชื่อและนามสกุล ชื่อและสกุล รายชื่อ ชื่อตัวชื่อสกุล ยศชื่อสกุล คำนำหน้าชื่อสกุล name fullname",
    _GIVEN: "ชื่อ ชื่อตัว ชื่อจริง givenname firstname",
    _FAMILY: "นามสกุล สกุล ชื่อสกุลเดิม familyname lastname surname",
    _POSITION: "ตำแหน่ง ตำแหน่งหน้าที่ position",
    _ORGANISATION: "หน่วยงาน สังกัด องค์กร หน่วยงานสังกัด หน่วยงานต้นสังกัด สถานที่ทำงาน สถานที่ปฏิบัติงาน ส่วนราชการ โรงเรียน "
    "organisation organization",
    _PROVINCE: "จังหวัด province",
    _TELEPHONE: "โทรศัพท์ โทร เบอร์ เบอร์โทร เบอร์โทรศัพท์ หมายเลขโทรศัพท์ มือถือ เบอร์มือถือ telephone phone tel mobile",
}
_COLUMNS = {word: column for column, words in _HEADERS.items() for word in words.split()}

LINE_END = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_NUMBERING = re.compile(r"^[(\[]?\d{1,4}\s?(?:[.)\]:]+\s*|\s+(?=\D))(?=\S|$)|^\d{1,4}$|^[-–•·*●▪]+\s*")
_TAIL_PHONE = re.compile(r"\s((?:โทร(?:ศัพท์)?\.?\s*)?[+(]?[0๐][0-9๐-๙][0-9๐-๙ ()\-–.]{5,}(?:\s?ต่อ\s?[0-9๐-๙]+)?)$")
_OFFICE = re.compile(
    r"^(?:สำนัก|สนง|กรม|กระทรวง|กอง|ศาลากลาง|ที่ว่าการ|ที่ทำการ|องค์การ|องค์กร|อบต|อบจ|เทศบาล|โรงเรียน|รร\.|วิทยาลัย|มหาวิทยาลัย|ม\.|คณะ"
    r"|โรงพยาบาล|รพ|บริษัท|บจก|บมจ|หจก|สถานี|สถาบัน|ศูนย์|สมาคม|มูลนิธิ|ชมรม|วิทยุ|หนังสือพิมพ์|นสพ|สภา|ธนาคาร|การ(?:ไฟฟ้า|ประปา|รถไฟ|ท่า)|ปชส|สปข)"
)


def read(pasted: str, fixes: Fixes | None = None) -> Pasted:
    """What was pasted, line by line: each line that is not empty is the header row or exactly one Line.

    Cells are parted by tabs, else by two or more spaces, else by commas; without a header row they are name, position,
    organisation, province, telephone, where a province or a telephone number is known wherever it stands. Numbering in
    front is read over. Refuses more than 500 lines.
    """
    raws = [raw for raw in LINE_END.split(pasted) if raw.strip()]
    if len(raws) > MOST_LINES + 1:
        raise Refused(
            "text",
            N_("This is {count} lines. Paste at most {limit} at once."),
            {"count": len(raws), "limit": MOST_LINES},
        )
    columns = _columns(raws[0]) if raws else []
    header = raws[0] if columns else ""
    ignored = tuple(cell for cell, column in zip(_cells(header), columns, strict=False) if cell and not column)
    seen: Counter[str] = Counter()
    lines = []
    for number, raw in enumerate(raws[bool(columns) :], 1):
        seen[raw] += 1
        key = sha256(f"{seen[raw]} {raw}".encode("utf-8", "replace")).hexdigest()[:16]
        lines.append(_line(Line(key, number, raw), columns, (fixes or {}).get(key, {})))
    return Pasted(tuple(lines), header, ignored)


def _line(line: Line, columns: list[str], fixes: Mapping[str, str]) -> Line:
    try:
        cells = _cells(line.raw)
        found = _by_header(cells, columns) if columns else _by_place(cells)
    except text.BadText as bad:
        shown = line.raw.encode("utf-8", "replace").decode().replace("\0", "?")
        return replace(line, raw=shown, problem=Problem("line", bad.message))
    name = names.split(found.get(_NAME, ""))
    line = replace(
        line,
        name=name,
        position=found.get(_POSITION, ""),
        organisation=found.get(_ORGANISATION, ""),
        problem=_wrong(name, found),
    )
    line = _with_province(line, found.get(_PROVINCE, ""), fixes)
    line = _with_telephone(line, found.get(_TELEPHONE, ""), fixes)
    rest = found.get("rest", "")
    if rest and line.problem is None and "line" not in fixes:
        return replace(line, problem=Problem("line", N_("It is not clear what “{rest}” is."), {"rest": rest}))
    return line


def _wrong(name: Name, found: dict[str, str]) -> Problem | None:
    if not name.given:
        return Problem("name", N_("There is no name on this line."))
    whole = f"{name.given} {name.family}"
    if any(letter.isdigit() for letter in whole) or not any(letter.isalpha() for letter in name.given):
        return Problem("name", N_("“{name}” does not look like a name."), {"name": whole.strip()})
    too_long = (
        max(len(found.get(field, "")) for field in (_POSITION, _ORGANISATION, _PROVINCE, _TELEPHONE)) > LONGEST_CELL
    )
    if too_long or len(whole) > LONGEST_NAME or len(name.title) > LONGEST_CELL:
        return Problem("line", N_("A part of this line is too long. Shorten it."))
    if len(found.get(_ORGANISATION, "")) > LONGEST_NAME:
        return Problem("line", N_("A part of this line is too long. Shorten it."))
    return None


def _with_province(line: Line, written: str, fixes: Mapping[str, str]) -> Line:
    if _PROVINCE in fixes:
        return replace(line, province=fixes[_PROVINCE] if fixes[_PROVINCE] in PROVINCE_CODES else None)
    code = places.find(written) if written else None
    if not written or code:
        return replace(line, province=code)
    problem = line.problem or Problem(_PROVINCE, N_("There is no province “{name}”."), {"name": written})
    return replace(line, problem=problem, near=tuple(places.suggest(written)))


def _with_telephone(line: Line, written: str, fixes: Mapping[str, str]) -> Line:
    if _TELEPHONE in fixes:
        return line
    try:
        return replace(line, telephone=phones.normalise_phone(written))
    except phones.BadPhone as bad:
        return replace(line, problem=line.problem or Problem(_TELEPHONE, bad.message, bad.values))


def _cells(raw: str) -> list[str]:
    """The cells of a line, each on one line of its own; a column of numbering in front is gone."""
    if "\t" in raw:
        cells = raw.split("\t")
    elif re.search(r"\S[ \xa0]{2,}\S", raw):
        cells = re.split(r"[ \xa0]{2,}", raw.strip())
    else:
        cells = re.split(r"[,;|，]", raw)
    tidy = [text.normalise(cell).strip('"“” ') for cell in cells]
    tidy = ["" if cell in NOTHING else cell for cell in tidy]
    if tidy and len(tidy) > 1 and re.fullmatch(r"[(\[]?\d{0,4}[.)\]]*", text.fold_digits(tidy[0])):
        tidy = tidy[1:]
    return tidy


def _columns(raw: str) -> list[str]:
    """Which column is which when `raw` is a header row ("" for one that is not kept); [] when it is none."""
    try:
        keys = [text.search_key(cell) for cell in _cells(raw)]
    except text.BadText:
        return []
    columns = [_COLUMNS.get(key, "") for key in keys]
    named = {_NAME, _GIVEN} & set(columns)
    if not named or (len(columns) > 1 and sum(map(bool, columns)) < 2):
        return []
    return columns if len(set(filter(None, columns))) == sum(map(bool, columns)) else []


def _by_header(cells: list[str], columns: list[str]) -> dict[str, str]:
    # The numbering cell may be there in the rows and not in the header, or the other way round.
    columns = [column for column in columns if column != _NUMBER]
    found = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    whole = (found.pop(part, "") for part in (_TITLE, _NAME, _GIVEN, _FAMILY))
    found[_NAME] = _unnumbered(" ".join(filter(None, whole)))
    if extra := " ".join(filter(None, cells[len(columns) :])):
        found["rest"] = extra
    return found


def _by_place(cells: list[str]) -> dict[str, str]:
    cells[0] = _unnumbered(cells[0])
    if len([cell for cell in cells if cell]) == 1:
        cells = _words("".join(cells))
    name, *cells = cells or [""]
    while cells and _is_part_of_name(name, cells[0]):
        name = f"{name} {cells.pop(0)}"
    found = {_NAME: name}
    if place := next((at for at in reversed(range(len(cells))) if _is_telephone(cells[at])), None):
        found[_TELEPHONE] = cells.pop(place)
    elif cells and _is_telephone(cells[0]):
        found[_TELEPHONE] = cells.pop(0)
    known = [at for at, cell in enumerate(cells) if cell and places.find(cell)]
    if known:
        found[_PROVINCE] = cells.pop(known[-1])
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 1 and _OFFICE.match(cells[0]):
        return {**found, _ORGANISATION: cells[0]}
    for column in (_POSITION, _ORGANISATION, _PROVINCE, _TELEPHONE):
        if cells and column not in found:
            found[column] = cells.pop(0)
    if rest := " ".join(filter(None, cells)):
        found["rest"] = rest
    return found


def _is_part_of_name(name: str, cell: str) -> bool:
    """Whether `cell` is the family name (or, after a bare title, the name) that a column of its own holds."""
    parts = names.split(name)
    return (
        not parts.family
        and bool(cell)
        and (not parts.given or (" " not in cell or cell.startswith("ณ ")))
        and not _is_telephone(cell)
        and not places.find(cell)
        and not _OFFICE.match(cell)
    )


def _is_telephone(cell: str) -> bool:
    try:
        return len(phones.digits(phones.normalise_phone(cell))) >= 6
    except phones.BadPhone:
        return False


def _words(whole: str) -> list[str]:
    """The cells of a line that has single spaces only: "นายสมชาย ตัวอย่าง ครู โรงเรียนตัวอย่าง น่าน 054 000 111"."""
    telephone = _TAIL_PHONE.search(whole)
    name = names.split(whole[: telephone.start()] if telephone else whole)
    family, *rest = name.family.split(" ")
    if family == "ณ" and rest:
        family = f"ณ {rest.pop(0)}"
    cells = [names.full(Name(name.title, name.given, family))]
    province = rest.pop() if len(rest) > 1 and places.find(rest[-1]) else ""
    office = next((at for at, word in enumerate(rest) if _OFFICE.match(word)), len(rest))
    cells += [" ".join(rest[:office]), " ".join(rest[office:]), province, telephone[1].strip() if telephone else ""]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _unnumbered(cell: str) -> str:
    found = _NUMBERING.match(text.fold_digits(cell))
    return cell[found.end() :] if found else cell
