"""How long a process waited for a processor that others had: time that is not its own fault.

Covered: a machine with more work than cores; a process that keeps its own cores busy, by threads, gains nothing.
Not covered: a process that is kept waiting by others that it started, where a chapter lets it start some (MOST bounds
what that gains); waiting for a disk; systems without /proc/<pid>/schedstat, where nothing counts as waiting.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.failures import SandboxUnavailable
from grader.words import words

MOST = 3.0
"""A deadline is put off by this many times itself, however busy the machine is."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Sample:
    """When it was taken, and what a process had by then: seconds of waiting in the queue, seconds of running."""

    when: float
    queued: float
    ran: float

    def starved_until(self, later: Sample) -> float:
        """Seconds since this sample in which the process wanted to run, could not, and did not keep itself from it."""
        idle = (later.when - self.when) - (later.ran - self.ran)
        return max(0.0, min(later.queued - self.queued, idle))


def sample(pid: int) -> Sample | None:
    """What the kernel has counted for a process; None where it does not say or the process has gone."""
    try:
        queued = int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except (OSError, IndexError, ValueError):
        return None
    return Sample(time.monotonic(), queued, (int(fields[11]) + int(fields[12])) / _TICKS)


class Patience:
    """The deadline of each exchange with a process, put off while others have the processors.

    `starved` is by how many seconds, in this exchange. What passes before the first `tick` is never taken off.
    """

    def __init__(self) -> None:
        self.starved = 0.0
        self._pid: int | None = None
        self._asked = 0.0
        self._before: Sample | None = None
        self._stop: threading.Event | None = None

    def watch(self, pid: int) -> None:
        """Which process is waited for."""
        self._pid = pid

    def heed(self, stop: threading.Event) -> None:
        """Waiting ends when `stop` is set."""
        self._stop = stop

    def begin(self) -> None:
        """An exchange begins."""
        self._unless_stopped()
        self.starved, self._asked, self._before = 0.0, time.monotonic(), None

    def tick(self) -> None:
        """Called now and then while it lasts. Raises SandboxUnavailable where nobody waits any more."""
        self._unless_stopped()
        if self._before is None and self._pid is not None:
            self._before = sample(self._pid)

    def _unless_stopped(self) -> None:
        if self._stop is not None and self._stop.is_set():
            raise SandboxUnavailable(words("The judging was stopped."))

    def left(self, deadline: float) -> float:
        """Seconds until it is over, negative from then on; `deadline` is a value of time.monotonic."""
        left = deadline + self.starved - time.monotonic()
        if left > 0 or self._before is None or self._pid is None:
            return left
        now = sample(self._pid)
        if now is not None:
            self.starved = min(self._before.starved_until(now), MOST * max(deadline - self._asked, 0.0))
        return deadline + self.starved - time.monotonic()
