"""Who sits on which seats: people are surely from one place, or may be from several, and nobody sits twice."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

Origin: TypeAlias = frozenset[str]
"""The provinces that people can have come from: one, those of an area, or all while nobody knows."""


class Crowd:
    """The people of one category: those who surely came from a place that has seats, and the others by their origin.

    `came`: by place, of those `vague` from nowhere smaller; `loose`: of no place with seats that they are surely from.
    """

    def __init__(self, held: Mapping[str, Origin]) -> None:
        self.held = held
        self.came, self.vague, self.loose = Counter[str](), Counter[str](), Counter[Origin]()
        self.named: dict[str, Origin] = {}

    @property
    def size(self) -> int:
        return self.came.total() + self.loose.total()

    def place(self, origin: Origin) -> str | None:
        """The smallest place that has all of an origin."""
        fitting = [serves for serves, those in self.held.items() if origin <= those]
        return min(fitting, key=lambda serves: len(self.held[serves]), default=None)

    def join(self, lines: list[tuple[Origin, int]], people: Mapping[str, Origin]) -> None:
        """Take in the people of one event: of each place the larger of its lines' count and the people named; of the
        event the larger of all lines and all named. Whoever was named at an event before is not taken in again."""
        counted, named, again = Counter[Origin](), Counter[Origin](), Counter[Origin]()
        for origin, count in lines:
            counted[origin] += count
        for person, origin in people.items():
            named[origin] += 1
            again[origin] += person in self.named
        self.named.update(people)
        without: list[Origin] = []
        origins: dict[str, list[Origin]] = {}
        for origin in sorted({*counted, *named}, key=_smallest):
            serves = self.place(origin)
            (origins.setdefault(serves, []) if serves else without).append(origin)
        surely = 0
        for serves, those in origins.items():
            here = _larger(counted, named, those)
            surely += here
            new = here - sum(again[origin] for origin in those)
            self.came[serves] += new
            smaller = [origin for origin in those if origin != self.held[serves]]
            self.vague[serves] += min(new, here - _larger(counted, named, smaller))
        others = max(0, counted.total() - surely, named.total() - surely)
        for origin in without:
            here = min(others, _larger(counted, named, [origin]))
            others -= here
            self.loose[origin] += max(0, here - again[origin])

    def seated(self, promised: Mapping[str, int]) -> tuple[Counter[str], int]:
        """How many sit on the seats of each place, and how many more may fill what is left: first everyone at their own
        place, then who finds it full in a larger one around it, then those of whom nobody knows the place."""
        on = Counter({serves: min(seats, self.came[serves]) for serves, seats in promised.items()})
        loose = Counter(self.loose)
        for serves in sorted(self.held, key=lambda one: len(self.held[one])):
            surplus = self.came[serves] - min(promised[serves], self.came[serves])
            for around in sorted(self.held, key=lambda one: len(self.held[one])):
                if around != serves and self.held[serves] <= self.held[around]:
                    moved = min(surplus, promised[around] - on[around])
                    on[around] += moved
                    surplus -= moved
            loose[self.held[serves]] += min(surplus, self.vague[serves])
        left = Counter({serves: seats - on[serves] for serves, seats in promised.items()})
        unplaced = 0
        for origin in sorted(loose, key=_smallest):
            for serves in sorted(left, key=lambda one: len(self.held[one])):
                if not self.held[serves].isdisjoint(origin):
                    moved = min(loose[origin], left[serves])
                    loose[origin] -= moved
                    left[serves] -= moved
                    unplaced += moved
        return on, unplaced


def _larger(counted: Mapping[Origin, int], named: Mapping[Origin, int], origins: list[Origin]) -> int:
    """The larger of those counted and those named, of these origins together."""
    return max(sum(counted[origin] for origin in origins), sum(named[origin] for origin in origins))


def _smallest(origin: Origin) -> tuple[int, list[str]]:
    return len(origin), sorted(origin)
