"""How many requests a minute the whole process may make, and time itself, so that tests need not wait."""

import time
from collections import deque
from threading import Event, Lock

MINUTE = 60.0


class Clock:
    """Real time. `stop` ends every wait at once, and with it what waits."""

    def __init__(self) -> None:
        self.stopped = Event()

    def seconds(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait. Raises Stopped when the app is being stopped meanwhile."""
        if self.stopped.wait(max(0.0, seconds)):
            raise Stopped


class Stopped(Exception):
    """The app is being stopped: leave everything as it is, the next start goes on."""


class Budget:
    """Reads and writes of the last minute, for all threads together."""

    def __init__(self, clock: Clock, reads: int, writes: int) -> None:
        self.clock = clock
        self.limits = {"read": reads, "write": writes}
        self.used = {"read": 0, "write": 0}
        """All requests so far, by kind."""
        self._times: dict[str, deque[float]] = {"read": deque(), "write": deque()}
        self._closed = {"read": 0.0, "write": 0.0}
        self._lock = Lock()

    def left(self, kind: str) -> int:
        """How many requests of a kind may be made now."""
        with self._lock:
            return self._left(kind)

    def take(self, kind: str) -> None:
        """Count a request, after waiting until there may be one."""
        while True:
            with self._lock:
                if self._left(kind) > 0:
                    self._times[kind].append(self.clock.seconds())
                    self.used[kind] += 1
                    return
                oldest = self._times[kind][0] + MINUTE if self._times[kind] else 0.0
                wait = max(oldest, self._closed[kind]) - self.clock.seconds()
            self.clock.sleep(max(wait, 0.05))

    def close(self, kind: str, time: float) -> None:
        """The service has refused: no request of this kind for so long."""
        with self._lock:
            self._closed[kind] = self.clock.seconds() + time

    def _left(self, kind: str) -> int:
        now, times = self.clock.seconds(), self._times[kind]
        while times and times[0] <= now - MINUTE:
            times.popleft()
        return 0 if now < self._closed[kind] else max(0, self.limits[kind] - len(times))
