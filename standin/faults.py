"""What goes wrong between a program and the service. Nothing here is random: whoever tests decides."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from standin.document import Document


class Fault(Enum):
    """What becomes of one request. After the first three nothing was done; after the next three, all was."""

    UNAVAILABLE = "503 before it is done"
    BAD_GATEWAY = "an HTML page with 502 before it is done"
    LOST_REQUEST = "the connection is lost before it is done"
    DONE_UNAVAILABLE = "503 although it was done"
    DONE_BAD_GATEWAY = "an HTML page with 502 although it was done"
    LOST_ANSWER = "the connection is lost although it was done"
    SLOW = "the answer is late"

    @property
    def is_before(self) -> bool:
        return self in (Fault.UNAVAILABLE, Fault.BAD_GATEWAY, Fault.LOST_REQUEST)


@dataclass
class Clock:
    """A clock that stands still until it is told to move on."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Quota:
    """How many reads and writes are let through in each window of so many seconds; refilled at once, at its start."""

    reads: int = 60
    writes: int = 60
    window: float = 60.0
    _began: float = field(default=-1.0, init=False)
    _spent: dict[str, int] = field(default_factory=dict, init=False)

    def spend(self, kind: str, now: float) -> bool:
        """Whether one more request of this kind ("read", "write") is let through now; if so, it is counted."""
        began = now // self.window
        if began != self._began:
            self._began, self._spent = began, {}
        spent = self._spent.get(kind, 0)
        if spent >= (self.reads if kind == "read" else self.writes):
            return False
        self._spent[kind] = spent + 1
        return True


@dataclass
class Faults:
    """What is to go wrong. `kind` is "read", "write" or "token".

    `decide(kind, name)` is asked for each request for which nothing was planned: a Fault, or None. `late` is how many
    seconds a SLOW answer takes. Without `quota` there is no limit.
    """

    quota: Quota | None = None
    late: float = 120.0
    decide: Callable[[str, str], Fault | None] | None = None
    _planned: dict[str, deque[Fault | None]] = field(default_factory=dict, init=False)
    _stale: Mapping[str, Document] = field(default_factory=dict, init=False)
    _stale_reads: int = field(default=0, init=False)

    def plan(self, kind: str, *faults: Fault | None) -> None:
        """What becomes of the next requests of a kind, in this order; None lets one pass."""
        self._planned.setdefault(kind, deque()).extend(faults)

    def stale(self, snapshot: Mapping[str, Document], reads: int) -> None:
        """Let the next reads see no more than `snapshot`."""
        self._stale, self._stale_reads = snapshot, reads

    def stop(self) -> None:
        """From now on nothing goes wrong; the quota stays."""
        self._planned.clear()
        self.decide, self._stale_reads = None, 0

    def take(self, kind: str, name: str) -> Fault | None:
        """What becomes of this request."""
        planned = self._planned.get(kind)
        if planned:
            return planned.popleft()
        return self.decide(kind, name) if self.decide else None

    def seen(self, kind: str) -> Mapping[str, Document] | None:
        """The older snapshot that this request sees, if it is a read and reads are stale."""
        if kind != "read" or not self._stale_reads:
            return None
        self._stale_reads -= 1
        return self._stale


@dataclass(frozen=True)
class Request:
    """One request that came: the endpoint ("get", "values:batchGet" …), the quota that it counts against, the bytes of
    its body, the code of the answer (None: the connection was lost), and whether it was done."""

    name: str
    kind: str
    size: int
    code: int | None
    done: bool


@dataclass
class Ledger:
    """All requests that came, tokens apart."""

    requests: list[Request] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """Requests of a kind ("read", "write") that were not refused by the quota."""
        return sum(one.kind == kind and one.code != 429 for one in self.requests)

    @property
    def reads(self) -> int:
        return self.count("read")

    @property
    def writes(self) -> int:
        return self.count("write")

    @property
    def refused(self) -> int:
        """Requests that the quota refused."""
        return sum(one.code == 429 for one in self.requests)

    @property
    def written(self) -> list[int]:
        """The bytes of each write that was done, on the wire."""
        return [one.size for one in self.requests if one.kind == "write" and one.done]

    def clear(self) -> None:
        self.requests.clear()
