"""Workers for the course's own answers, which failed checks are compared with: never one that a submission was in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.zygote import Sandbox

FEW, MANY = 8, 200
"""How many submissions get a worker each: to open a second warm process takes about as much processor time as this many
workers, where it is forked from the judge and where it has to load torch itself."""
MOST_USES = 200
MOST_SECONDS = 30.0


def can_be_forked() -> bool:
    """Whether a fork of this process can compute: one that has an accelerator in use cannot."""
    return not torch.accelerator.is_available()


class OwnAnswers:
    """A worker a submission at first; after many of them one that lasts, in a sandbox that no submission enters.

    The solution and the mistakes must not lie where the next submission's worker is forked, so the one that lasts
    needs a warm process of its own, `cheap` where that is forked from this one or each worker loads torch anyway. What
    it costs pays after so many submissions that ask for ours. Where `another` is None it is never opened.
    """

    def __init__(
        self, sandbox: Sandbox, another: Callable[[], Sandbox] | None, *, device: str, cheap: bool = True
    ) -> None:
        self._sandbox, self._open_another, self._device = sandbox, another, device
        self._cheap = cheap
        self._another: Sandbox | None = None
        self._lasting: Seat | None = None
        self._uses, self._seconds = 0, 0.0
        self._asked = 0

    @property
    def _few(self) -> int:
        return FEW if self._cheap else MANY

    @contextmanager
    def seat(self, budget: Budget) -> Iterator[Seat]:
        """A place for modules of ours, and for nobody else's."""
        if self._another is None and self._open_another is not None and self._asked >= self._few:
            try:
                self._another = self._open_another()
            except OSError:  # too many processes, too little memory: go on as with few, and try again later
                self._asked = 0
        if self._another is None or not self._another.ready:
            with Seat(self._sandbox, {}, budget, self._device) as seat:
                yield seat
                self._asked += bool(seat.served)
            return
        if self._lasting is None:
            self._lasting = Seat(self._another, {}, budget, self._device)
        self._lasting.budget = budget
        started = time.monotonic()
        try:
            yield self._lasting
        except SandboxUnavailable:  # too little memory for another, perhaps: go on as with few, and try again later
            self.close()
            self._asked = 0
            raise
        self._used(time.monotonic() - started)

    def _used(self, seconds: float) -> None:
        """What lasts has limits too (its processor time is one): it is renewed in time."""
        self._uses, self._seconds = self._uses + 1, self._seconds + seconds
        if self._lasting is not None and (self._uses >= MOST_USES or self._seconds >= MOST_SECONDS):
            self._lasting.leave()
            self._lasting, self._uses, self._seconds = None, 0, 0.0

    def close(self) -> None:
        """End what was opened here."""
        if self._another is not None:
            self._another.close()
            self._another, self._lasting = None, None
