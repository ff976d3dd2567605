"""How well announcements are read: precision and recall of each field over cases of text and expected values."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from db.announcement_reading import as_json, read
from db.refusals import Refused
from thai.text import search_key
from thai.words import N_

# How like two titles are that stand for one event, and that say the same.
LIKE, SAME = 45, 80

Case = dict[str, Any]


@dataclass
class Score:
    """What was right of what was given and of what was expected; None where nothing was."""

    right: int = 0
    given: int = 0
    expected: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        return self.right / self.expected if self.expected else None


def likeness(one: str | None, other: str | None) -> float:
    """How like two titles are, 0 to 100: the words of one may be a part of the other's."""
    first, second = search_key(one or ""), search_key(other or "")
    if not first or not second:
        return 0.0
    return max(
        fuzz.ratio(first, second), fuzz.partial_ratio(first, second) if min(len(first), len(second)) >= 12 else 0
    )


def _same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return search_key(one) == search_key(other)
    return one == other


# Fields that are lists, and what makes two of their items the same.
ITEMS: dict[str, Callable[[Any], object]] = {
    "people": lambda item: (search_key(item["name"]), item["role"]),
    "headcounts": lambda item: (item["count"], item["category"]),
    "sessions": lambda item: search_key(item["topic"]),
    "groups": lambda item: (item["number"], search_key(item["topic"])),
    "cohorts": lambda item: (item["number"], item.get("area"), bool(item.get("held"))),
    "followups": lambda item: search_key(item["text"]),
    "audience": search_key,
    "links": str,
}


def _value(scores: dict[str, Score], field: str, got: Any, expected: Any) -> None:
    score = scores.setdefault(field, Score())
    if field in ITEMS:
        had = Counter(map(ITEMS[field], got or ()))
        wanted = Counter(map(ITEMS[field], expected or ()))
        score.right += (had & wanted).total()
        score.given += had.total()
        score.expected += wanted.total()
        return
    same = likeness(got, expected) >= SAME if field == "title" else _same(got, expected)
    score.right += expected is not None and got is not None and same
    score.given += got is not None
    score.expected += expected is not None


def _pairs(got: list[Case], expected: list[Case]) -> list[tuple[Case, Case]]:
    """Events that are the same, by the day and then by the title; {} stands for one that is missing."""

    def near(one: Case, other: Case) -> float:
        return 200 * (one.get("starts_on") == other.get("starts_on")) + likeness(one.get("title"), other.get("title"))

    rest, pairs = list(got), []
    for event in expected:
        best = max(rest, key=lambda each: near(each, event), default=None)
        if best is not None and near(best, event) >= LIKE:
            rest.remove(best)
            pairs.append((best, event))
        else:
            pairs.append(({}, event))
    return pairs + [(event, {}) for event in rest]


def score_folder(folder: Path) -> dict[str, Score]:
    """The score of each field over the cases of a folder: NNN.txt beside NNN.expected.json.

    Only keys that the expected values have are scored. A value that is read where none is expected was invented and
    counts against precision. Refused at "score" if there is no case, or one is not as it should be.
    """
    scores: dict[str, Score] = {}
    cases = sorted(folder.glob("*.expected.json"))
    for path in cases:
        try:
            expected = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_name(path.name.removesuffix(".expected.json") + ".txt").read_bytes().decode("utf-8")
            score(as_json(read(text)), expected, scores)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise Refused(
                "score", N_("{name} is no case: it needs a text and expected values beside it."), {"name": path.name}
            ) from None
    if not cases:
        raise Refused("score", N_("There is no case in this folder: NNN.txt with NNN.expected.json."))
    return scores


def score(got: Case, expected: Case, scores: dict[str, Score]) -> None:
    """Add one case: each key that the expected values have, of each event; an event too many counts against all."""
    pairs = _pairs(got.get("events", []), expected["events"])
    counted = scores.setdefault("events", Score())
    counted.right += sum(1 for one, other in pairs if one and other)
    counted.given += len(got.get("events", []))
    counted.expected += len(expected["events"])
    for one, other in pairs:
        for field in other or [name for name in one if name in scores]:
            if field not in ("spans", "sure") and not (field == "approximate" and other.get("declared_total") is None):
                _value(scores, field, one.get(field), other.get(field))
    for field in ("cohorts", "followups"):
        if field in expected:
            _value(scores, field, got.get(field), expected[field])


def table(scores: dict[str, Score]) -> list[str]:
    """A line for each field: precision, recall, and right / given / expected; "-" where there is nothing to divide."""
    lines = [f"{'':18} precision  recall  right/given/expected"]
    for field, score in scores.items():
        precision, recall = ("-" if value is None else f"{value:.3f}" for value in (score.precision, score.recall))
        lines.append(f"{field:18} {precision:>9}  {recall:>6}  {score.right}/{score.given}/{score.expected}")
    return lines
