"""The thread that judges for `course watch`: one job at a time, what was saved meanwhile after it, stale ones ended."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course.live import Interrupted, Live
from course.remembered import Judged

BUSY_AFTER = 0.3
"""Seconds after which it is said that something is being judged; what is quicker would only flicker."""
STALE_AFTER = 1.0
"""A judging that has taken so long is ended when something is saved again; one that only looks for names, at once."""

Job = Callable[[], Judged]


@dataclass(frozen=True)
class Ended:
    """A judging has ended: with a report, with an error, or with neither where it was interrupted."""

    judged: Judged | None
    error: BaseException | None = None


class Judging:
    """Jobs for one live session; `tell` hears from the thread of reports, early ones too, and of ends."""

    def __init__(self, live: Live, tell: Callable[[object], None]) -> None:
        self._live, self._tell = live, tell
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._began: float | None = None
        self._has_verdict = False
        self._waiting: Job | None = None
        self._saved: frozenset[Path] = frozenset()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def lasts(self) -> float | None:
        """Seconds that the job in hand has taken; None where nothing is judged."""
        return None if self._began is None else time.monotonic() - self._began

    def start(self, job: Job) -> None:
        """Has a job done as soon as the thread is free."""
        if self._began is None:
            self._began, self._has_verdict = time.monotonic(), False
            self._jobs.put(job)
        else:
            self._waiting = job

    def save(self, paths: frozenset[Path]) -> None:
        """Has files judged as soon as the thread is free."""
        self._saved |= paths
        if self._began is None:
            self._go_on()

    def verdict(self) -> None:
        """The verdict of the job in hand is known; it goes on for the names of mistakes."""
        self._has_verdict = True

    def ended(self) -> float:
        """The job in hand has ended, and the next one begins; how long it took."""
        took = self.lasts or 0.0
        self._began = None
        self._go_on()
        return took

    def tick(self) -> None:
        """Ends a job that takes long once something waits that makes it worthless."""
        lasts = self.lasts
        if lasts is not None and self._something_waits and (self._has_verdict or lasts > STALE_AFTER):
            self._live.interrupt()

    def due(self, busy: bool) -> float | None:
        """Seconds until `tick` is to be called, or it is to be shown that something is judged, if it is not yet."""
        lasts = self.lasts
        if lasts is None:
            return None
        if self._something_waits:
            return 0.1 if self._has_verdict else max(STALE_AFTER - lasts, 0.1)
        return None if busy else max(BUSY_AFTER - lasts, 0.0) + 0.01

    def close(self) -> None:
        """Ends the job in hand and the thread."""
        self._jobs.put(None)
        while self._thread.is_alive():
            self._live.interrupt()
            self._thread.join(0.05)

    @property
    def _something_waits(self) -> bool:
        return self._waiting is not None or bool(self._saved)

    def _go_on(self) -> None:
        """The job that waits, then what was saved meanwhile."""
        if self._waiting is not None:
            job, self._waiting = self._waiting, None
            self.start(job)
        elif self._saved:
            paths, self._saved = self._saved, frozenset()
            self.start(lambda: self._live.check(paths, self._tell))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._tell(Ended(job()))
            except Interrupted:
                self._tell(Ended(None))
            except BaseException as error:  # noqa: BLE001 - it is raised in the thread that has the terminal
                self._tell(Ended(None, error))
