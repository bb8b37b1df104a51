"""Judges on the workers of a dask cluster: one of this machine's own, or any that a scheduler leads.

Covered:
- as many chunks of units are under way as the workers can take, and no more are read: memory stays flat;
- a worker that is lost costs another try; a unit that loses two workers though it is alone is to be reviewed;
- a worker that differs (versions, suites, data, sandbox) gets no unit, and the command says why;
- workers may come and go; where none is left the run waits for the next.

Not covered:
- who can talk to a scheduler without TLS can run code as its user, and see what is judged: docs/scale.md.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import queue
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dask import config
from distributed import Client, Future, KilledWorker, LocalCluster, Security

from grader.engines import EngineError, Job, Outcome, Unit
from grader.engines.crew import MOST_TRIES, cores
from grader.engines.errand import arrival, chunk_errand
from grader.engines.local import without_interrupts
from grader.engines.site import Chunk
from grader.engines.terms import terms_of
from grader.words import Words, words

TICK = 0.5
LOOK_SECONDS = 2.0
PATIENCE = 10.0
CONNECT_SECONDS = 30.0
CHUNK_SECONDS = 1.0
MOST_UNITS = 16
THREADS = 8


@dataclass(frozen=True)
class DaskEngine:
    """The workers of `scheduler` (tcp://..., tls://... or a scheduler file), or `jobs` judges of a cluster made here.

    `notice` hears what an instructor should know though the run goes on.
    """

    scheduler: str | None = None
    jobs: int = field(default_factory=lambda: len(cores()))
    notice: Callable[[Words], None] = lambda _: None

    def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
        """One outcome a unit, as they are finished."""
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said in our words
        with contextlib.ExitStack() as stack:
            client = stack.enter_context(self._client(job))
            errands = stack.enter_context(_Errands(client, job, self.notice))
            yield from errands.outcomes(iter(units))

    @contextlib.contextmanager
    def _client(self, job: Job) -> Iterator[Client]:
        try:
            if self.scheduler is None:
                with _cluster(job.temporary, self.jobs) as cluster, Client(cluster, set_as_default=False) as client:
                    yield client
                return
            client = self._connected()
        except OSError as error:
            reason = str(error) or type(error).__name__
            raise EngineError(words("No dask cluster can be had: {reason}", reason=reason)) from error
        with client:
            self._warn_of(str(client.scheduler.address))
            yield client

    def _warn_of(self, address: str) -> None:
        host = address.rpartition("://")[2].rpartition(":")[0]
        if not address.startswith(("tls://", "inproc://")) and host not in ("127.0.0.1", "[::1]", "localhost"):
            self.notice(
                words("The connection to {address} is not encrypted, and whoever reaches that port can run code as "
                      "you. docs/scale.md says how to use TLS.", address=address)
            )  # fmt: skip

    def _connected(self) -> Client:
        assert self.scheduler is not None
        known: dict[str, Any] = {"set_as_default": False, "timeout": CONNECT_SECONDS}
        try:
            if "://" not in self.scheduler:
                if not Path(self.scheduler).is_file():
                    raise EngineError(words("{scheduler} is neither an address such as tcp://host:8786 nor a "
                                            "scheduler file.", scheduler=self.scheduler))  # fmt: skip
                return Client(scheduler_file=self.scheduler, **known)
            return Client(self.scheduler, **known)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            reason = str(error) or type(error).__name__
            raise EngineError(
                words("No dask scheduler answers at {address}: {reason}", address=self.scheduler, reason=reason)
            ) from error


@contextlib.contextmanager
def _cluster(folder: Path, jobs: int) -> Iterator[LocalCluster]:
    """A cluster of this machine's, which nobody else here can talk to, and which Ctrl-C does not reach."""
    workers = -(-jobs // THREADS)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.worker.memory.spill": False}
    with config.set(settings):
        with without_interrupts():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=-(-jobs // workers),
                security=Security.temporary(),
                dashboard_address=None,
                memory_limit=0,
                local_directory=str(folder),
                silence_logs=logging.CRITICAL,
            )
        with cluster:
            yield cluster


class _Errands:
    """A run's business with a cluster: what is under way, what must go again, and which workers take part."""

    def __init__(self, client: Client, job: Job, notice: Callable[[Words], None]) -> None:
        self._client, self._notice = client, notice
        self._gpu = job.conditions.device == "cuda"
        self._terms = terms_of(job).to_json()
        self._token = f"gradstep-{secrets.token_hex(6)}"
        self._under_way: dict[Future, tuple[Unit, ...]] = {}
        self._finished: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._again: deque[tuple[Unit, ...]] = deque()
        self._suspects: deque[Unit] = deque()
        self._deaths: dict[str, int] = {}
        self._refused: dict[str, list[Words]] = {}
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._workers: dict[str, int] = {}
        self._looked = 0.0
        self._since, self._told = time.monotonic(), False
        self._unit_seconds = CHUNK_SECONDS
        self._number = 0

    def __enter__(self) -> _Errands:
        self._client.subscribe_topic(self._token, lambda event: self._events.put(event[1]))
        self._client.register_plugin(arrival(self._token, self._terms, gpu=self._gpu))
        return self

    def __exit__(self, *_: object) -> None:
        """Take back what is under way, and end the judges."""
        with contextlib.suppress(Exception):  # a cluster that is gone has none
            self._client.cancel(list(self._under_way), force=True)
            self._client.unregister_worker_plugin(self._token)
            self._client.unsubscribe_topic(self._token)

    def outcomes(self, units: Iterator[Unit]) -> Iterator[Outcome]:
        """One a unit; first all in chunks, then one by one those whose workers were lost."""
        more = True
        while more or self._again or self._under_way or self._suspects:
            self._look()
            more = self._send_chunks(units, more)
            if not (more or self._again or self._under_way) and self._suspects and self._workers:
                self._send((self._suspects.popleft(),))
            try:
                future = self._finished.get(timeout=TICK)
            except queue.Empty:
                continue
            yield from self._heard(future)

    def _send_chunks(self, units: Iterator[Unit], more: bool) -> bool:
        """Keep the workers busy; whether there may be more units."""
        while len(self._under_way) < 2 * sum(self._workers.values()):
            chunk = self._again.popleft() if self._again else tuple(self._some(units)) if more else ()
            if not chunk:
                return False
            self._send(chunk)
        return more

    def _some(self, units: Iterator[Unit]) -> Iterator[Unit]:
        """As many units as take about a second together."""
        count = max(1, min(MOST_UNITS, round(CHUNK_SECONDS / self._unit_seconds)))
        for _ in range(count):
            unit = next(units, None)
            if unit is None:
                return
            yield unit

    def _send(self, chunk: tuple[Unit, ...]) -> None:
        self._number += 1
        needs = {self._token: 1, **({"GPU": 1} if self._gpu else {})}
        future = self._client.submit(
            chunk_errand(), self._token, pickle.dumps(chunk), key=f"{self._token}-{self._number}", pure=False,
            resources=needs,
        )  # fmt: skip
        self._under_way[future] = chunk
        future.add_done_callback(self._finished.put)

    def _heard(self, future: Future) -> Iterator[Outcome]:
        chunk = self._under_way.pop(future, None)
        if chunk is None:  # it was taken back
            return
        try:
            answer: Chunk = pickle.loads(future.result())  # noqa: S301  made by our own code, which judges there
        except KilledWorker as error:
            yield from self._lost(chunk, error.allowed_failures + 1)
        except Exception as error:  # noqa: BLE001  whatever the cluster did to it is no fault of the unit's
            self._must_be_there(error)
            yield from self._lost(chunk, 1)
        else:
            if answer.closed:
                if answer.reason is not None:
                    self._refuse(answer.host, answer.reason)
                self._put_back(chunk)
                return
            seconds = answer.seconds / len(chunk)
            self._unit_seconds = 0.8 * self._unit_seconds + 0.2 * seconds
            yield from answer.outcomes

    def _lost(self, chunk: tuple[Unit, ...], workers: int) -> Iterator[Outcome]:
        """Workers were lost with a chunk: its units go again one by one; one that was alone is counted."""
        if len(chunk) > 1 or chunk[0].key not in self._deaths:
            self._suspects.extend(chunk)
            self._deaths.update((unit.key, 0) for unit in chunk)
            return
        (unit,) = chunk
        self._deaths[unit.key] += workers
        if self._deaths[unit.key] < MOST_TRIES:
            self._suspects.append(unit)
            return
        yield Outcome(
            unit.key, None, words("{count} workers were lost while it was judged", count=self._deaths[unit.key])
        )

    def _look(self) -> None:
        """See who is there: notices, and what was under way with workers that have all gone goes again."""
        while not self._events.empty():
            event = self._events.get()
            for reason in _reasons(event):
                self._refuse(event["where"], reason)
        if time.monotonic() - self._looked < (LOOK_SECONDS if self._workers else TICK):
            return
        self._looked = time.monotonic()
        try:
            there = self._client.scheduler_info(n_workers=-1)["workers"]
        except Exception as error:  # noqa: BLE001  by any of many ways the scheduler does not answer
            self._must_be_there(error, surely=True)
            return
        judging = {
            address: int(worker["resources"][self._token]) // 2
            for address, worker in there.items()
            if worker.get("resources", {}).get(self._token)
        }
        if self._workers and not self._workers.keys() & judging.keys():
            self._take_back()
        self._workers = judging
        self._wait_for_workers(len(there))

    def _take_back(self) -> None:
        """Dask does not send again what waited for a resource that nobody had when the next worker came."""
        chunks = list(self._under_way.values())
        self._client.cancel(list(self._under_way), force=True)
        self._under_way.clear()
        for chunk in chunks:
            self._put_back(chunk)

    def _put_back(self, chunk: tuple[Unit, ...]) -> None:
        """It goes again, and nothing is held against it."""
        if chunk[0].key in self._deaths:
            self._suspects.extend(chunk)
        else:
            self._again.append(chunk)

    def _wait_for_workers(self, there: int) -> None:
        if self._workers:
            self._since, self._told = time.monotonic(), False
            return
        waited = time.monotonic() - self._since
        if waited < PATIENCE:
            return
        if self._refused and there:
            reasons = [reason for reasons in self._refused.values() for reason in reasons]
            raise EngineError(words("No worker can judge: {reason}", reason=reasons[0]))
        if not self._told:
            self._told = True
            self._notice(words("No worker is there yet; the run begins when one comes."))

    def _refuse(self, where: str, reason: Words) -> None:
        known = self._refused.setdefault(where, [])
        if reason not in known:
            known.append(reason)
            self._notice(words("The worker {worker} is left out: {reason}", worker=where, reason=reason))

    def _must_be_there(self, error: Exception, *, surely: bool = False) -> None:
        if surely or self._client.status != "running":
            raise EngineError(
                words("The dask scheduler is gone ({reason}). Type the same command again: it goes on where it was.",
                      reason=str(error)[:200] or type(error).__name__)
            ) from error  # fmt: skip


def _reasons(event: dict[str, Any]) -> Iterator[Words]:
    """What a worker says against itself."""
    for template, values in event["reasons"]:
        yield Words(template, tuple((name, value) for name, value in values))
    if event["missing"]:
        yield words("gradstep cannot be imported there: {reason}", reason=event["missing"])
    if event["broke"]:
        yield words("gradstep itself broke: {error}", error=event["broke"])
