"""Judges on the workers of a dask cluster: one of this machine's own, or any that a scheduler leads.

Covered:
- a cluster of one's own speaks TLS with a key of its own, so that nobody else on the machine can talk to it;
- Ctrl-C reaches none of its processes, which end with the command.

Not covered:
- who can talk to a scheduler without TLS can run code as its user, and see what is judged.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dask import config
from distributed import Client, LocalCluster, Security

from grader.engines import EngineError, Job, Outcome, Unit
from grader.engines.dispatch import Dispatch
from grader.engines.local import without_interrupts
from grader.sandbox.processors import cores
from grader.words import Words, words

CONNECT_SECONDS = 30.0
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
        for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said in our words
        with contextlib.ExitStack() as stack:
            client = self._client(job, stack)
            dispatch = stack.enter_context(Dispatch(client, job, self.notice))
            yield from dispatch.outcomes(iter(units))

    def _client(self, job: Job, stack: contextlib.ExitStack) -> Client:
        """A client, which ends with the stack. Raises EngineError."""
        if self.scheduler is not None:
            client = stack.enter_context(self._connected())
            self._warn_of(str(client.scheduler.address))
            return client
        try:
            cluster = stack.enter_context(_cluster(job.temporary, self.jobs))
            return stack.enter_context(Client(cluster, set_as_default=False))
        except OSError as error:
            reason = str(error) or type(error).__name__
            raise EngineError(words("No dask cluster can be had: {reason}", reason=reason)) from error

    def _warn_of(self, address: str) -> None:
        host = address.rpartition("://")[2].rpartition(":")[0]
        if not address.startswith(("tls://", "inproc://")) and host not in ("127.0.0.1", "[::1]", "localhost"):
            self.notice(
                words("The connection to {address} is not encrypted, and whoever reaches that port can run code as "
                      "you. docs/instructors.md says more.", address=address)
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
