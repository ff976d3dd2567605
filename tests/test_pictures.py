"""A chart as a picture: its Thai set as a shaping engine sets it, its heading what the page says."""

import io
import json
from subprocess import CalledProcessError

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from ui import charts, pictures
from ui.figures import Row
from ui.pictures import Drawing, drawing, png
from ui.plain import plain, unmarked
from ui.png import FONTS, SCALE

WORDS = ["น้ำทำกำลัง", "ก้ำกึ่ง อำเภอ", "ญี่ปุ่น ปู่ป้า", "ฐานผู้ ปิ่น", "ป่า ฟ้า ฝั่ง"]
PADDING, STEP, TEXT_AT, SIZE = 24, 25, 36, 15
"""Of the map's key, in which the words are drawn: around it, from line to line, where text begins, its size."""
SHAPED, LETTERS = ImageFont.Layout.RAQM, ImageFont.Layout.BASIC


@pytest.fixture(scope="module")
def drawn() -> list[Image.Image]:
    """The words of a chart's picture, each cut out of it."""
    # A blank line above and below each, for marks may stand higher and lower than a line.
    labels = [label for number, word in enumerate(WORDS) for label in (word, " " * (number + 1))]
    rows: list[Row] = [{"state": "not_reached", "label": label} for label in labels]
    with Image.open(io.BytesIO(png(drawing([("legend", rows)], "", [])))) as opened:
        picture = opened.convert("L")
    column = [picture.getpixel((SCALE * (PADDING + 13), y)) for y in range(picture.height)]
    # Into every square and out of it again.
    edges = [y for y in range(1, picture.height) if column[y] != 255 and column[y - 1] == 255]
    tops = edges[:: len(edges) // len(WORDS)]
    left, high = SCALE * (PADDING + TEXT_AT) - 8, SCALE * STEP // 2 - 3
    return [inked(picture.crop((left, top - high, picture.width, top + SCALE * STEP + high - 14))) for top in tops]


def inked(picture: Image.Image) -> Image.Image:
    """The part of a picture in which something stands."""
    return picture.crop(ImageChops.invert(picture).point(lambda ink: 255 if ink > 40 else 0).getbbox())


def reference(word: str, engine: ImageFont.Layout) -> Image.Image:
    """The word in the same font at the same size, drawn eight times as large, so that no letter is moved to a whole
    pixel."""
    font = ImageFont.truetype(str(FONTS / "Sarabun-Regular.ttf"), SCALE * SIZE * 8, layout_engine=engine)
    large = Image.new("L", (3200, 800), 255)
    ink = ImageDraw.Draw(large)
    ink.text((160, 160), word, font=font, fill=38)
    return inked(large.resize((400, 100), Image.Resampling.BOX))


def apart(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink of two pictures is not the same: 0 to about 2."""
    size = (max(one.width, other.width), max(one.height, other.height))
    sheets = []
    for picture in (one, other):
        sheet = Image.new("L", size, 255)
        sheet.paste(picture)
        sheets.append(sheet)
    ink = sum(255 - light for light in sheets[1].tobytes())
    return sum(ImageChops.difference(*sheets).tobytes()) / ink


@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow does not shape")
@pytest.mark.parametrize("place", range(len(WORDS)), ids=WORDS)
def test_tone_marks_and_am_stand_where_they_belong(drawn: list[Image.Image], place: int) -> None:
    word = WORDS[place]
    assert apart(drawn[place], reference(word, SHAPED)) < 0.15
    # The measure sees what it is for: marks that nobody moved aside, and signs that nobody joined.
    assert apart(reference(word, LETTERS), reference(word, SHAPED)) > 0.15


MAP = [
    ("legend", [{"state": "reached", "label": "เข้าถึงแล้ว 1"}]),
    (
        "country",
        [{"key": "48", "state": "reached", "name": "นครพนม", "short": "นพ.", "row": 0, "column": 0, "tip": ""}],
    ),
]


@pytest.mark.parametrize(("parts", "width"), [(MAP, pictures.NARROW), ([MAP[0]], pictures.WIDTH)])
def test_a_picture_has_its_colours_on_white_and_is_as_wide_as_a_page(parts: list[pictures.Chart], width: int) -> None:
    with Image.open(io.BytesIO(png(drawing(parts, "เข้าถึงแล้ว 1 จาก 77 จังหวัด", ["ข้อมูล ณ วันที่ 21 พ.ย. 2569"])))) as picture:
        assert abs(picture.width - SCALE * width) <= SCALE * 2 * PADDING
        colours = {f"#{r:02X}{g:02X}{b:02X}" for _, (r, g, b) in picture.convert("RGB").getcolors(1 << 24)}
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert charts.theme.PALETTES["light"].accent in colours


def test_the_drawing_of_the_screen_is_not_changed() -> None:
    before = json.dumps(charts.spec("country", "th", "light"))
    drawing(MAP, "", [])
    assert json.dumps(charts.spec("country", "th", "light")) == before


def test_a_long_heading_is_broken_where_its_words_part() -> None:
    said = " ".join(["ภาคตะวันออกเฉียงเหนือ"] * 8)
    title = drawing([MAP[0]], said, [said, ""])["title"]
    assert (len(title["text"]), len(title["subtitle"])) == (3, 2)
    assert " ".join(title["text"]) == " ".join(title["subtitle"]) == said


def test_a_heading_without_marks() -> None:
    typed = r"*ก* [a](http://x) :red[b] C:\ข"
    assert unmarked(f"{plain(typed)}: :blue[20 จาก 77 จังหวัด] แล้ว") == f"{typed}: 20 จาก 77 จังหวัด แล้ว"


def test_a_picture_asks_nobody_for_data() -> None:
    asking: Drawing = {
        "data": {"url": "http://127.0.0.1:9/secret.csv"},
        "mark": "bar",
        "encoding": {"x": {"field": "a"}},
    }
    with pytest.raises(CalledProcessError) as failed:
        png(asking)
    assert "secret" not in str(failed.value)
