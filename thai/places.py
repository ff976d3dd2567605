"""The 77 provinces and how people write them. `provinces.topo.json` has their outlines, made with Natural Earth."""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from thai.text import normalise, search_key

OUTLINES = Path(__file__).parent / "provinces.topo.json"


class Province(NamedTuple):
    """A province; `code` is its two digits (the TIS 1099 number), its regions and zones those in force when listed."""

    code: str
    name: str
    name_en: str
    short: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]  # towns and nicknames: the province only where a province is asked for
    needs_prefix: bool  # the name is an everyday word too
    region4: str
    region6: str
    inspection_zone: str
    prd_region: str
    tile_row: int
    tile_col: int


def _read() -> tuple[Province, ...]:
    with (Path(__file__).parent / "provinces.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Province(
                code=row["code"],
                name=row["name_th"],
                name_en=row["name_en"],
                short=row["short_th"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                weak=tuple(filter(None, row["aliases_weak"].split("|"))),
                needs_prefix=row["needs_prefix"] == "1",
                region4=row["region4"],
                region6=row["region6"],
                inspection_zone=row["inspection_zone"],
                prd_region=row["prd_region"],
                tile_row=int(row["tile_row"]),
                tile_col=int(row["tile_col"]),
            )
            for row in csv.DictReader(file)
        )


PROVINCES = _read()
_BY_CODE = {each.code: each for each in PROVINCES}
_PREFIX = re.compile(r"^(?:จังหวัด|จว?\.)\s*")
_SUFFIX = re.compile(r"\s+province$", re.IGNORECASE)


def province(code: str) -> Province:
    """The province with this code; KeyError if there is none."""
    return _BY_CODE[code]


def _key(text: str) -> str:
    return search_key(_SUFFIX.sub("", _PREFIX.sub("", normalise(text))))


@cache
def _keys() -> dict[str, str]:
    return {
        search_key(written): each.code
        for each in PROVINCES
        for written in (*each.weak, each.short, *each.aliases, each.name_en, each.name)
    }


@lru_cache(maxsize=4096)
def find(text: str) -> str | None:
    """The code of the province that the whole of `text` names, in Thai or English, with or without จังหวัด; else None."""
    return _keys().get(_key(text))


def suggest(text: str) -> list[str]:
    """Codes of up to three provinces whose name is near to `text`, nearest first; [] if none is."""
    key = _key(text)
    if not key:
        return []
    near = process.extract(key, list(_keys()), scorer=fuzz.WRatio, limit=12, score_cutoff=60)
    return list(dict.fromkeys(_keys()[written] for written, _, _ in near))[:3]


def in_text(text: str) -> set[str]:
    """The codes of the provinces that running text names, surely rather than fully.

    A name that is an everyday word (เลย, แพร่) counts only after จังหวัด or จ., in a list that begins so, or in an
    office's name (เทศบาลเมืองแพร่); a town or nickname only after จังหวัด or จ.; a name right after ณ or a person's title
    not at all.
    """
    text = normalise(text)
    written, bare, prefixed, office = _patterns()
    found = [match[0] for match in bare.finditer(text)] + [match[1] for match in office.finditer(text)]
    for match in prefixed.finditer(text):
        found += written.findall(match[1])
    return {_keys()[search_key(name)] for name in found}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What finds a name, a name on its own, a list of names after จังหวัด, and a name in an office's."""
    plain = {name for each in PROVINCES if not each.needs_prefix for name in (each.name, *each.aliases)}
    everyday = {name for each in PROVINCES if each.needs_prefix for name in (each.name, *each.aliases)}
    names = _any_of(plain | everyday)
    weak = _any_of({name for each in PROVINCES for name in each.weak})
    listed = rf"(?:{names})(?=[\s,.;)]|และ|หรือ|กับ|$)"
    return (
        re.compile(f"{names}|{weak}"),
        re.compile(
            rf"(?<!ณ)(?<!ณ )(?<!นาย)(?<!นาย )(?<!นาง)(?<!สาว)(?<!คุณ)(?<!น\.ส\.)(?<!ดร\.)(?:{_any_of(plain)}){_WHOLE}"
        ),
        re.compile(
            rf"(?:จังหวัด|(?<!ม\.)จ\.)(?:\s?(?:ได้แก่|คือ|:))?\s?"
            rf"((?:{names}|{weak}){_WHOLE}(?:(?:\s?,\s?|\s?(?:และ|หรือ|กับ)\s?(?:จังหวัด)?|\s){listed})*)"
        ),
        re.compile(rf"(?:{_OFFICE})\s?({_any_of(everyday)}){_WHOLE}"),
    )


_WHOLE = r"(?![ะ-ฺๅ็-๎])"
_OFFICE = (
    r"เทศบาล(?:นคร|เมือง)|โรงพยาบาล|ศาลากลาง|อำเภอเมือง|อ\.\s?เมือง|วิทยาลัยเทคนิค|มหาวิทยาลัยราชภัฏ|ผวจ\.|อบจ\.|สวท\.|ปชส\."
    r"|สพ[ปม]\.|กกต\.|สสจ\.|ภ\.จว\.|สภ\.เมือง|วิทยาลัย(?:อาชีวศึกษา|ชุมชน)|นายกเทศมนตรี(?:นคร|เมือง)|ผู้ว่าฯ"
)


def _any_of(names: set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
