"""A run's business with a dask cluster: which units are under way, which must go again, and who takes part.

Covered:
- as many chunks of units are under way as the workers can take, and no more are read: memory stays flat;
- a worker that is lost costs another try; a unit that loses two workers though it is alone is to be reviewed;
- a worker that differs (versions, suites, data, sandbox) gets no unit, and the command says why;
- workers may come and go; where none is left the run waits for the next.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from distributed import Client, Future, KilledWorker

from grader.engines import EngineError, Job, Outcome, Unit
from grader.engines.crew import MOST_TRIES
from grader.engines.errand import arrival, chunk_errand
from grader.engines.site import Chunk
from grader.engines.terms import terms_of
from grader.words import Words, words

TICK = 0.5
LOOK_SECONDS = 2.0
PATIENCE = 10.0
GATHER_SECONDS = 10.0
CHUNK_SECONDS = 1.0
MOST_UNITS = 16


class Dispatch:
    """A run's business with a cluster: what is under way, what must go again, and which workers take part."""

    def __init__(self, client: Client, job: Job, notice: Callable[[Words], None]) -> None:
        self._client, self._notice = client, notice
        self._gpu = job.conditions.device == "cuda"
        self._terms = terms_of(job).to_json()
        self._token = f"gradstep-{secrets.token_hex(6)}"
        self._under_way: dict[Future, tuple[tuple[Unit, ...], bool]] = {}
        self._finished: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._again: deque[tuple[Unit, ...]] = deque()
        self._suspects: deque[Unit] = deque()
        self._losses: dict[str, int] = {}
        self._refused: dict[str, list[Words]] = {}
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._workers: dict[str, int] = {}
        self._looked = 0.0
        self._since, self._told = time.monotonic(), False
        self._unit_seconds = CHUNK_SECONDS
        self._number = 0

    def __enter__(self) -> Dispatch:
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
            yield from self._look()
            more = self._send_chunks(units, more)
            if not (more or self._again or self._under_way) and self._suspects and self._workers:
                self._send((self._suspects.popleft(),), alone=True)
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

    def _send(self, chunk: tuple[Unit, ...], *, alone: bool = False) -> None:
        self._number += 1
        needs = {self._token: 1, **({"GPU": 1} if self._gpu else {})}
        future = self._client.submit(
            chunk_errand(), self._token, pickle.dumps(chunk), key=f"{self._token}-{self._number}", pure=False,
            resources=needs,
        )  # fmt: skip
        self._under_way[future] = (chunk, alone)
        future.add_done_callback(self._finished.put)

    def _heard(self, future: Future) -> Iterator[Outcome]:
        if future not in self._under_way:  # it was taken back
            return
        chunk, alone = self._under_way.pop(future)
        try:
            answer: Chunk = pickle.loads(future.result(GATHER_SECONDS))  # noqa: S301  made by our own code over there
        except KilledWorker as error:
            yield from self._lost(chunk, error.allowed_failures + 1, alone=alone)
        except TimeoutError:  # it was judged, and the worker that kept the result was lost
            self._client.cancel([future], force=True)
            self._put_back(chunk, alone)
        except Exception as error:  # noqa: BLE001  whatever the cluster did to it is no fault of the unit's
            self._must_be_there(error)
            yield from self._lost(chunk, 1, f"{type(error).__name__}: {error}"[:200], alone=alone)
        else:
            if answer.closed:
                if answer.reason is not None:
                    self._refuse(answer.host, answer.reason)
                self._put_back(chunk, alone)
                return
            seconds = answer.seconds / len(chunk)
            self._unit_seconds = 0.8 * self._unit_seconds + 0.2 * seconds
            for outcome in answer.outcomes:
                self._losses.pop(outcome.key, None)
                yield outcome

    def _put_back(self, chunk: tuple[Unit, ...], alone: bool) -> None:
        """It goes again as it went, and nothing is held against it."""
        if alone:
            self._suspects.extend(chunk)
        else:
            self._again.append(chunk)

    def _lost(self, chunk: tuple[Unit, ...], workers: int, error: str = "", *, alone: bool) -> Iterator[Outcome]:
        """Workers were lost with a chunk: its units go again each by itself, and the second time one at a time.

        Only then is it known whose fault it is, and counted.
        """
        for unit in chunk:
            lost = self._losses[unit.key] = self._losses.get(unit.key, 0) + (workers if alone else 1)
            if not alone and lost < MOST_TRIES:
                self._again.append((unit,))
            elif not alone:
                self._suspects.append(unit)
                self._losses[unit.key] = 0
            elif lost < MOST_TRIES:
                self._suspects.append(unit)
            elif error:
                yield Outcome(unit.key, None, words("the cluster broke while it was judged: {error}", error=error))
            else:
                yield Outcome(unit.key, None, words("{count} workers were lost while it was judged", count=lost))

    def _look(self) -> Iterator[Outcome]:
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
            yield from self._take_back()
        self._workers = judging
        self._wait_for_workers(len(there))

    def _take_back(self) -> Iterator[Outcome]:
        """Dask does not send again what waited for a resource that nobody had when the next worker came."""
        under_way = list(self._under_way.values())
        self._client.cancel(list(self._under_way), force=True)
        self._under_way.clear()
        for chunk, alone in under_way:
            yield from self._lost(chunk, 1, alone=alone)

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
            reason = (str(error) or type(error).__name__).partition("\n")[0][:200]
            raise EngineError(
                words("The dask scheduler is gone ({reason}). Type the same command again: it goes on where it was.",
                      reason=reason)
            ) from error  # fmt: skip


def _reasons(event: dict[str, Any]) -> Iterator[Words]:
    """What a worker says against itself."""
    for template, values in event["reasons"]:
        yield Words(template, tuple((name, value) for name, value in values))
    if event["missing"]:
        yield words("gradstep cannot be imported there: {reason}", reason=event["missing"])
    if event["broke"]:
        yield words("gradstep itself broke: {error}", error=event["broke"])
