"""A chart as a picture to take away: the drawing of the screen on white, under what the page says of it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from textwrap import wrap
from threading import Lock
from typing import Any

from ui import charts
from ui.theme import PALETTES
from ui.words import language

Chart = tuple[str, list[charts.Row]]
"""The name of a chart and its rows."""
Drawing = dict[str, Any]

WIDTH, NARROW = 760, 480
"""Of a chart and of a map, in pixels."""
HEAD, NOTE = 9, 7
"""So wide, in pixels, is a character of the heading and of its notes: rather too much, for marks take no room."""
PATIENCE = 60
_ROOT = Path(__file__).resolve().parents[1]
_WHOLE = ("$schema", "config", "autosize", "params", "datasets")
_one = Lock()


def drawing(parts: Sequence[Chart], finding: str, notes: Sequence[str]) -> Drawing:
    """The charts, one under the other, as a Vega-Lite dict with its rows, under `finding` and its `notes`."""
    colours, width = PALETTES["light"], WIDTH if len(parts) == 1 else NARROW
    drawn = [
        {**charts.spec(name, language(), "light"), "data": {"values": rows}, "width": width} for name, rows in parts
    ]
    return {
        **(drawn[0] if len(drawn) == 1 else _stacked(drawn)),
        "background": colours.ground,
        "padding": 24,
        "title": {
            "text": wrap(finding, width // HEAD),
            "subtitle": [line for note in notes for line in wrap(note, width // NOTE)],
            "anchor": "start",
            "frame": "bounds",
            "offset": 20,
            "color": colours.text,
            "fontSize": 20,
            "lineHeight": 28,
            "subtitleColor": colours.quiet,
            "subtitleFontSize": 14,
            "subtitleLineHeight": 22,
            "subtitlePadding": 6,
        },
    }


def _stacked(drawn: list[Drawing]) -> Drawing:
    """What only a whole drawing may say moves from the parts to the whole."""
    return {
        **{name: drawn[0][name] for name in ("$schema", "config")},
        "params": list(chain.from_iterable(part.get("params", []) for part in drawn)),
        "datasets": {name: data for part in drawn for name, data in part.get("datasets", {}).items()},
        "vconcat": [{name: part[name] for name in part if name not in _WHOLE} for part in drawn],
    }


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG with the project's own font, at twice its size in pixels.

    CalledProcessError or TimeoutExpired, neither of which tells a value, when it cannot be drawn.
    """
    command = [sys.executable, "-m", "ui.png"]
    # One at a time: each takes a core for a moment, and a fifth of a gigabyte.
    with _one:
        done = subprocess.run(
            command,
            input=json.dumps(drawing, ensure_ascii=False).encode(),
            cwd=_ROOT,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    return done.stdout
