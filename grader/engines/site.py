"""A worker of a cluster: its judging processes, for as many runs as have come, and the units that wait for them.

The worker's own process judges nothing: a submission that kills its judge costs the worker nothing. Judges are started
when units come, end when none have come for a while, and end with the worker, however it ends.
"""

from __future__ import annotations

import os
import pickle
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from grader.engines import EngineError, Job, Outcome, Unit
from grader.engines.crew import SLOW_SECONDS, Crew, Process
from grader.engines.terms import differences, terms_from
from grader.sandbox.processors import cores
from grader.words import Words, words

TICK = 0.25
IDLE_SECONDS = 60.0

_sites: dict[str, Site] = {}


@dataclass(frozen=True)
class Chunk:
    """What comes back of a chunk: an outcome a unit and the seconds that they took, or none: the site is `closed`.

    `reason` says why where it is the fault of the worker at `host`, which should then get no more.
    """

    outcomes: tuple[Outcome, ...] = ()
    seconds: float = 0.0
    closed: bool = False
    reason: Words | None = None
    host: str = field(default_factory=socket.gethostname)


class Closed(Exception):
    """The site judges no more; `reason` where that is its own fault."""

    def __init__(self, reason: Words | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Site:
    """The judges of one run on one worker; units come from any thread."""

    def __init__(self, job: Job, jobs: int, extra: int) -> None:
        available = cores()

        def start(core: int | None) -> tuple[Process, Connection]:
            return launch(job, core)

        # Where other workers share the machine, nobody knows which cores are theirs.
        self._crew = Crew(start, jobs, extra=extra, cores=available if jobs >= len(available) else ())
        self._job = job
        self._inbox: queue.SimpleQueue[tuple[Unit, Future[Outcome]]] = queue.SimpleQueue()
        self._waiting: dict[str, list[Future[Outcome]]] = {}
        self._ours, self._theirs = socket.socketpair()
        self._lock = threading.Lock()
        self._closed: Closed | None = None
        self._hungry = False
        self._thread = threading.Thread(target=self._work, name="gradstep-site", daemon=True)
        self._thread.start()

    def judge(self, units: tuple[Unit, ...], slow: Callable[[], None]) -> tuple[Outcome, ...]:
        """An outcome a unit; `slow` is called once if they take long and others could be begun. Raises Closed."""
        futures = [self._put(unit) for unit in units]
        left = set(futures)
        while left:
            done, left = wait_for(left, SLOW_SECONDS, FIRST_COMPLETED)
            if not done and self._hungry:
                slow()
                break
        return tuple(future.result() for future in futures)

    def close(self, reason: Words | None = None) -> None:
        """End every judge; units that wait are given up."""
        with self._lock:
            self._closed = self._closed or Closed(reason)
        self._wake()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _put(self, unit: Unit) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        with self._lock:
            if self._closed is not None:
                raise self._closed
            self._inbox.put((unit, future))
        self._wake()
        return future

    def _wake(self) -> None:
        with suppress(OSError):
            self._theirs.send(b"!", socket.MSG_DONTWAIT)

    def _work(self) -> None:
        """Until closed: give units to whoever has none, and hand on what comes out."""
        reason = None
        try:
            while self._closed is None:
                self._take()
                for outcome in self._crew.hear(TICK, self._ours):
                    for future in self._waiting.pop(outcome.key, ()):
                        future.set_result(outcome)
                self._crew.send_home(IDLE_SECONDS)
                with suppress(BlockingIOError):
                    self._ours.recv(4096, socket.MSG_DONTWAIT)
        except EngineError as error:
            reason = error.words
        except Exception as error:  # noqa: BLE001  whoever waits must hear of it
            reason = words("gradstep itself broke: {error}", error=f"{type(error).__name__}: {error}"[:500])
        finally:
            with suppress(Exception):
                self._crew.close()
            self._give_up(reason)
            shutil.rmtree(self._job.temporary, ignore_errors=True)

    def _take(self) -> None:
        """Hand on what has come; hungry is who would begin another unit at once."""
        while self._crew.wants():
            try:
                unit, future = self._inbox.get_nowait()
            except queue.Empty:
                self._hungry = True
                return
            known = self._waiting.setdefault(unit.key, [])
            known.append(future)
            if len(known) == 1:
                self._crew.give(unit)
        self._hungry = False

    def _give_up(self, reason: Words | None) -> None:
        with self._lock:
            self._closed = self._closed or Closed(reason)
        with suppress(queue.Empty):
            while True:
                unit, future = self._inbox.get_nowait()
                self._waiting.setdefault(unit.key, []).append(future)
        for futures in self._waiting.values():
            for future in futures:
                future.set_exception(self._closed)
        self._ours.close()
        self._theirs.close()


def open_site(token: str, text: str, folder: str, jobs: int, extra: int) -> list[Words]:
    """Open the site of a run on these terms; everything that speaks against it, and then there is none."""
    terms = terms_from(text)
    if terms is None:
        return [words("its gradstep is not the command's: install the same version in both places")]
    temporary = Path(folder) / f"gradstep-{token}"
    job = differences(terms, temporary)
    if not isinstance(job, Job):
        return list(job)
    temporary.parent.chmod(temporary.parent.stat().st_mode | 0o011)  # a sandbox's own user must reach its folder below
    _sites[token] = Site(job, jobs, extra)
    return []


def close_site(token: str) -> None:
    """End a run's judges here; does nothing the second time."""
    site = _sites.pop(token, None)
    if site is not None:
        site.close()


def judge_chunk(token: str, payload: bytes, slow: Callable[[], None], bad: Callable[[], None]) -> bytes:
    """The outcomes of a chunk of units, both ways as the command packs them; `bad` hears that this site is no good."""
    units: tuple[Unit, ...] = pickle.loads(payload)  # noqa: S301  it comes from the command, as this code does
    site = _sites.get(token)
    if site is None:
        return pickle.dumps(Chunk(closed=True))
    begun = time.monotonic()
    try:
        outcomes = site.judge(units, slow)
    except Closed as closed:
        if closed.reason is not None:
            bad()
        return pickle.dumps(Chunk(closed=True, reason=closed.reason))
    return pickle.dumps(Chunk(outcomes, time.monotonic() - begun))


class Launched:
    """A process that was started as a program: also where this one is daemonic and multiprocessing would refuse."""

    def __init__(self, popen: subprocess.Popen[bytes]) -> None:
        self._popen = popen

    @property
    def pid(self) -> int:
        """Its number."""
        return self._popen.pid

    @property
    def exitcode(self) -> int | None:
        """What it ended with; None while it runs."""
        return self._popen.poll()

    def kill(self) -> None:
        """End it."""
        self._popen.kill()

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(timeout)


def launch(job: Job, core: int | None) -> tuple[Process, Connection]:
    """A judging process in a session of its own, which ends with this one."""
    ours, theirs = socket.socketpair()
    path = [entry for entry in sys.path if entry]
    code = f"import sys; sys.path[:] = {path!r}; from grader.engines.hand import main; main({theirs.fileno()})"
    with theirs:
        popen = subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
    channel = Connection(ours.detach())
    with suppress(OSError):  # one that is gone already is noticed when it is listened to
        channel.send((job, os.getpid(), core))
    return Launched(popen), channel
