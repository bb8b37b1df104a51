"""Sandboxes to run a submission in: a warm process that forks confined workers, or one spare process after another."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

from grader.sandbox.confine import describe, probe, strongest
from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.forked import ForkedWorker
from grader.sandbox.plan import Limits, Tier, Wish
from grader.sandbox.processors import cores
from grader.sandbox.server import START_SECONDS, ForkServer
from grader.sandbox.spawned import SpawnedWorker
from grader.words import words

__all__ = ["Limits", "Sandbox", "WorkerProcess", "open_sandbox"]


MOST_ENDING = 4


class WorkerProcess(Protocol):
    """A confined process that serves one submission."""

    alive: bool
    @property
    def starved(self) -> float:
        """Seconds of the last exchange that passed after its deadline, while others had the processors."""

    def heed(self, stop: threading.Event) -> None:
        """From now on an exchange raises SandboxUnavailable soon after `stop` is set."""

    def send(self, payload: bytes, deadline: float) -> None:
        """Send one request; `deadline` is a value of time.monotonic. Raises WorkerFailure."""

    def receive(self, deadline: float) -> bytes:
        """One reply. Raises WorkerFailure, after which the worker is dead."""

    def take_output(self) -> str:
        """What it printed since this was last asked, decoded, cut at the cap with a note."""

    def kill(self) -> None:
        """End the whole process tree and wait until it is gone; does nothing the second time."""


class Sandbox(Protocol):
    """Gives out workers; a context manager that ends them all."""

    tier: Tier
    layers: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether a worker can be had without waiting for torch to be loaded."""

    def worker(self) -> WorkerProcess:
        """A fresh confined process. Raises SandboxUnavailable."""

    def dismiss(self, worker: WorkerProcess) -> None:
        """Kill a worker that nobody asks any more; its end may be waited for later, at the latest by `close`."""

    def close(self) -> None:
        """End every process of this sandbox."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Closing:
    """Remembers the workers that it gave out; closes at the end of a with block."""

    def __init__(self, tier: Tier, wish: Wish, stop: threading.Event | None) -> None:
        self.tier = tier
        self.layers = describe(tier) if wish.device == "cpu" else (*describe(tier), f"untested with {wish.device}")
        self._wish = wish
        self._lock = threading.Lock()
        self._stop = stop or threading.Event()
        self._given: list[WorkerProcess] = []

    def _remember(self, worker: WorkerProcess) -> None:
        worker.heed(self._stop)
        self._given = [*(given for given in self._given if given.alive), worker]

    def dismiss(self, worker: WorkerProcess) -> None:
        """Kill a worker that nobody asks any more."""
        worker.kill()

    def close(self) -> None:
        for worker in self._given:
            worker.kill()
        self._given = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class ForkingSandbox(_Closing):
    """Workers forked from one warm process; a fork server that died is started again.

    From the second worker on, the next one is forked while the last one works, and a worker that is dismissed ends
    meanwhile: neither holds anything of a submission that is not its own.
    """

    def __init__(
        self, tier: Tier, wish: Wish, *, ahead: bool = True, twin: bool = False, stop: threading.Event | None = None
    ) -> None:
        super().__init__(tier, wish, stop)
        self._twin = twin
        self._server = ForkServer(tier, wish, twin=twin)
        self._ahead = ahead
        self._spare_core = len(cores()) > 1
        self._next: ForkedWorker | None = None
        self._ending: list[ForkedWorker] = []
        self._count = 0

    @property
    def ready(self) -> bool:
        return self._server.ready

    def worker(self) -> ForkedWorker:
        """A fresh child; the first one waits for torch to be loaded."""
        with self._lock:
            self._end_those_that_are_gone()
            worker = self._take_next() or self._fresh()
            self._remember(worker)
            self._count += 1
            if self._ahead and self._count > 1:
                with suppress(OSError):  # a server that is gone is found out by the next call
                    self._next = ForkedWorker(self._server, settle=self._spare_core)
            return worker

    def dismiss(self, worker: WorkerProcess) -> None:
        """Kill a worker that nobody asks any more; it is waited for later."""
        if isinstance(worker, ForkedWorker):
            worker.begin_to_end()
            self._ending.append(worker)
        else:
            worker.kill()

    def _fresh(self) -> ForkedWorker:
        if not self._server.running:
            self._start_again()
        try:
            return self._fork()
        except ConnectionError:  # it died just now
            self._start_again()
            return self._fork()

    def _take_next(self) -> ForkedWorker | None:
        """The child that was forked ahead, if it is well."""
        worker, self._next = self._next, None
        if worker is None:
            return None
        try:
            worker.meet(time.monotonic() + START_SECONDS)
        except (ConnectionError, SandboxUnavailable):
            return None
        if worker.gone:
            worker.kill()
            return None
        return worker

    def _start_again(self) -> None:
        self._server.close()
        self._server = ForkServer(self.tier, self._wish, twin=self._twin)

    def _fork(self) -> ForkedWorker:
        deadline = time.monotonic() + START_SECONDS
        self._server.wait_ready(deadline, self._stop)
        worker = ForkedWorker(self._server)
        worker.meet(deadline)
        return worker

    def _end_those_that_are_gone(self) -> None:
        self._ending = [worker for worker in self._ending if not worker.end_if_gone()]
        while len(self._ending) > MOST_ENDING:
            self._ending.pop(0).end()

    def _end_all(self) -> None:
        for worker in self._ending:
            worker.end()
        self._ending.clear()

    def close(self) -> None:
        """End the fork server, and its children with it."""
        with self._lock:
            super().close()
            if (worker := self._take_next()) is not None:
                worker.kill()
            self._end_all()
            self._server.close()


class SpawningSandbox(_Closing):
    """Each worker a process of its own; one spare loads torch while the last one works."""

    def __init__(self, wish: Wish, stop: threading.Event | None = None) -> None:
        super().__init__(Tier.PROCESS, wish, stop)
        self._spare: SpawnedWorker | None = SpawnedWorker(wish)

    @property
    def ready(self) -> bool:
        return self._spare is not None and self._spare.has_answered

    def worker(self) -> SpawnedWorker:
        """The spare one, once it has loaded torch; the next spare is started."""
        with self._lock:
            worker = self._spare or SpawnedWorker(self._wish)
            self._spare = None
            worker.heed(self._stop)
            worker.wait_ready(time.monotonic() + START_SECONDS)
            self._spare = SpawnedWorker(self._wish)
            self._remember(worker)
            return worker

    def close(self) -> None:
        """End the spare and every worker given out."""
        with self._lock:
            super().close()
            if self._spare is not None:
                self._spare.kill()
                self._spare = None


def open_sandbox(
    tier: Tier | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    capabilities: frozenset[str] = frozenset(),
    warm_optimizers: bool = False,
    device: str = "cpu",
    serve: str | None = None,
    ahead: bool = True,
    secret: tuple[str, ...] = (),
    twin: bool = False,
    stop: threading.Event | None = None,
) -> Sandbox:
    """A sandbox of a tier, or of the strongest one here; returns while its first process still loads torch.

    `ahead` False forks no worker before it is asked for; `secret` folders are hidden wherever they lie. While `stop` is
    set every exchange raises SandboxUnavailable. With `twin` the warm process is forked from this one, where the tier
    has one: for modules of ours alone, and only where this process has loaded torch and no accelerator.
    With a device other than "cpu" the tier is `process` unless one is named.

    Raises SandboxUnavailable where the tier does not hold here, ValueError for a capability that no chapter may ask.
    """
    if unknown := capabilities - {"processes", "compiler"}:
        raise ValueError(f"no such capability: {', '.join(sorted(unknown))}")
    if tier is None:
        # Nobody has tested how a GPU's driver bears the walls; who wants to try names a tier.
        tier = strongest() if device == "cpu" else Tier.PROCESS
    tier = Tier(tier)
    if (refused := probe(tier).refused) is not None:
        raise SandboxUnavailable(
            words("The sandbox tier {tier} cannot be had: {reason}", tier=str(tier), reason=refused)
        )
    wish = Wish(limits, capabilities, warm_optimizers, device, serve, secret=secret)
    if tier is Tier.PROCESS:
        return SpawningSandbox(wish, stop)
    return ForkingSandbox(tier, wish, ahead=ahead, twin=twin, stop=stop)
