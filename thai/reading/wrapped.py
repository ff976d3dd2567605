"""Lines that were only wrapped: where a paragraph out of a PDF or a mail goes on in the next line."""

import re
from collections import Counter
from collections.abc import Callable

# A text of more lines is a log or a whole site, and no announcement.
MOST_LINES = 20_000
LINE_END = re.compile(r"\r\n?|\n")

# How wide the widest line is, in letters, if lines were wrapped.
_WIDEST = range(52, 126)
_NO_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b]")
# Lines broken wherever they were full differ by no more.
_EVEN = 3
# What begins a line of its own, however full the line before it is.
_MARKED = re.compile(
    r"\s*(?:[^\w\s“”\"(‘'’)\]/%,.;:&<฿+\u0e31\u0e34-\u0e3a\u0e47-\u0e4e–—-]"
    r"|[-–—] ?(?![0-9๐-๙\s])|\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])\s*[^\s0-9๐-๙])"
)
_HEADED = re.compile(
    r"\s*(?:กลุ่ม ?[0-9๐-๙]|(?:ส่วน)?รุ่นที่|(?:ภาค|ช่วง)(?:เช้า|บ่าย|ค่ำ)|ครั้งที่|วันที่|เวลา"
    r"|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่ ?[0-9๐-๙]"
    r"|สถานที่|โทร|ภาพ|ข่าว|เรื่อง|เรียน|ข้อ ?[0-9๐-๙]|[^:\n]{2,24} ?: )"
)
# What a line that goes on may end with, and no other.
_UNFINISHED = re.compile(
    r"(?:[-–—,(“]|(?:&ndash|&ldquo);|โดย|และ|หรือ|ระหว่าง|(?<![ก-๎])(?:ณ|ที่|มี)"
    r"|จำนวน|ได้แก่|ร่วมกับ|พร้อมด้วย|ภายใต้|เพื่อ|ให้แก่)\s*$"
)
_CONTINUED = re.compile(
    r"\s*(?:และ|หรือ|ซึ่ง|เพื่อ|ของ|กับ|แก่|จาก|ให้|ได้|เป็น|กล่าว|เข้า|ใน(?!วัน)"
    r"|อำเภอ|ตำบล|จังหวัด(?! ?[:：])|[อตจ]\.|คน|รวม)"
)
# A word that no line breaks off.
_WORD = re.compile(
    "ประธาน|ประชุม|อบรม|สัมมนา|เสวนา|บรรยาย|วิทยากร|โครงการ|กิจกรรม|หลักสูตร|พิธีเปิด|กล่าวรายงาน|ต้อนรับ"
    "|ห้องประชุม|หอประชุม|อาคาร|โรงแรม|ศาลากลาง|สำนักงาน|เทศบาล|โรงเรียน|โรงพยาบาล|มหาวิทยาลัย|วิทยาลัย|ศูนย์|องค์การ"
    "|จังหวัด|อำเภอ|ตำบล|เขต|นาย|นาง|นางสาว|ตำรวจ|ผู้อำนวยการ|ผู้ว่าราชการ|รองผู้ว่า|หัวหน้า|ปลัด|เลขาธิการ"
    "|เมื่อ|ระหว่าง|วันที่|เวลา|จำนวน|ทั้งสิ้น|ประมาณ|เข้าร่วม|ผู้เข้า|รุ่นที่|ครั้งที่|ประจำปี|งบประมาณ"
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|จันทร์|อังคาร|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|[0-9๐-๙,.]+"
)
# How much of the width lines leave that were broken within words or between them: less than those broken at spaces.
_TIGHT = 5
_SPACE_AFTER = re.compile(
    r"(?:[0-9๐-๙A-Za-z.)”\"ๆฯ,:]|(?<![ก-๎])(?:ณ|โดย|ที่)|(?:นาย|นาง|นางสาว|ดร\.|นพ\.|พญ\.)(?!นาย|นาง|สาว)[ก-๎]{3,16})$"
)
_SPACE_BEFORE = re.compile(
    r"[0-9๐-๙A-Za-z(“\"]|นาย(?!ก)|นาง|ณ |โดย|เมื่อ|และ|ซึ่ง|พร้อม|ระหว่าง|เวลา|จำนวน"
    r"|อำเภอ|ตำบล|จังหวัด|[อตจ]\.|เป็นประธาน|กล่าว|มี(?=นาย|นาง|ผู้)|เพื่อ"
)
# What a district or a province is a part of the name of.
_OF_AN_OFFICE = re.compile(
    r"(?:ศาลากลาง|ศาล|ราชการ|ภูธร|ส่วน|เทศบาล|ว่าการ|ปกครอง|สภา|(?:สำนักงาน|ประธาน|หัวหน้า|นาย|เหล่า)[^\s]{0,40})$"
)
_LONGEST_WORD = 13
_LEADING = tuple("เแโใไ")
_DEPENDENT = tuple("ะาำๅๆฯ.,)”%" + "".join(map(chr, [0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F)])))


def joins(text: str) -> dict[int, str]:
    """Where each line end begins at which a paragraph goes on, with what stands there instead: a space or nothing.

    Lines were wrapped if several are as full as they can be: the next word would make them wider than the widest.
    """
    if not 1 <= max(text.count("\n"), text.count("\r")) <= MOST_LINES:
        return {}
    ends = [*LINE_END.finditer(text)]
    lines = LINE_END.split(text)
    columns = [_columns(line.rstrip()) for line in lines]
    widest = max(columns)
    if widest not in _WIDEST:
        return {}
    followed = [at for at in range(len(ends)) if columns[at] and columns[at + 1]]
    full = [
        at
        for at in followed
        if columns[at] >= widest / 2 and columns[at] + 1 + _columns(lines[at + 1].split(maxsplit=1)[0]) > widest
    ]
    even = max((_as_wide(lines, followed, width) for width in _WIDTHS), key=len)
    if len(even) > 1 and len(even) >= 0.7 * len(full):
        full = even
    else:
        even = []
    if len(full) < 2 < len(followed):
        full = [at for at in full if _runs_on(lines[at], lines[at + 1])]
    heads = Counter(_head(line) for line in lines)
    own = [head for head, count in heads.items() if head and (count > 1 or not even)]
    going_on = [at for at in full if not _begins_anew(lines[at], lines[at + 1], own)]
    if any(lines[at][-1:].isspace() or _indent(lines[at + 1]) == 1 for at in going_on):
        return {ends[at].start(): "" for at in going_on}
    left = [widest - columns[at] for at in going_on]
    tight = sum(left) <= _TIGHT * len(left) and max(left, default=0) <= 2 * _TIGHT
    apart = _stands_apart if tight else _is_whole
    return {ends[at].start(): " " if apart(lines[at], lines[at + 1]) else "" for at in going_on}


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _columns(line: str) -> int:
    return len(_NO_WIDTH.sub("", line))


def _clusters(line: str) -> int:
    return len(_NO_WIDTH.sub("", line)) - line.count("ำ")


_WIDTHS: tuple[Callable[[str], int], ...] = (_columns, _clusters, len)


def _as_wide(lines: list[str], followed: list[int], width: Callable[[str], int]) -> list[int]:
    """The lines that are about as wide as the widest of all."""
    widths = [width(line) for line in lines]
    least = max(widths) - _EVEN
    return [at for at in followed if widths[at] >= least]


def _head(line: str) -> str:
    """The first letters of a line that may begin something of its own; none of another."""
    return line.lstrip()[:3] if _HEADED.match(line) else ""


def _begins_anew(line: str, following: str, heads: list[str]) -> bool:
    """Whether the following line begins something of its own, as others with one of `heads` do."""
    if _indent(following) > max(1, _indent(line)):
        return True
    if _runs_on(line, following):
        return False
    return bool(_MARKED.match(following) or _head(following) in heads)


def _runs_on(line: str, following: str) -> bool:
    """Whether the words say so: what one line ends with, or the other begins with, stands at no border of lines."""
    return bool(_UNFINISHED.search(line) or _CONTINUED.match(following) or _breaks_off(line, following))


def _is_whole(line: str, following: str) -> bool:
    """Whether no word goes on in the following line, where lines were broken at spaces."""
    return not _breaks_off(line, following)


def _stands_apart(line: str, following: str) -> bool:
    """Whether a space stood between two lines that were broken between words, or within them."""
    if _OF_AN_OFFICE.search(line) and following.startswith(("จังหวัด", "อำเภอ", "ตำบล")):
        return False
    return not _breaks_off(line, following) and bool(_SPACE_AFTER.search(line) or _SPACE_BEFORE.match(following))


def _breaks_off(line: str, following: str) -> bool:
    """Whether a word goes on in the following line."""
    line, following = line.rstrip(), following.lstrip()
    if line.endswith(_LEADING) or following.startswith(_DEPENDENT):
        return True
    before, after = line[-_LONGEST_WORD:], following[:_LONGEST_WORD]
    return any(each.start() < len(before) < each.end() for each in _WORD.finditer(before + after))
