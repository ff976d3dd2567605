"""A Vega-Lite drawing on stdin, a PNG on stdout: `python -m ui.png`, begun anew for each picture.

What draws (V8) holds Python's lock all the while and then keeps its memory; in the app's own process every page would
stand still meanwhile.
"""

import sys
from pathlib import Path

import vl_convert

from thai.text import parted

FONTS = Path(__file__).resolve().parents[1] / "pages" / "static"
SCALE = 2

if __name__ == "__main__":
    vl_convert.register_font_directory(str(FONTS))
    drawing = parted(sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(vl_convert.vegalite_to_png(drawing, scale=SCALE, allowed_base_urls=[]))
