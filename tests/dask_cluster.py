"""A dask cluster of real processes: a scheduler, and workers that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).parent
WAIT_SECONDS = 60.0


@dataclass
class Cluster:
    """Every process in a session of its own; `end` ends them all."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    prefix: Sequence[str] = ()
    host: str = "127.0.0.1"
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """The scheduler file."""
        return self.folder / "scheduler.json"

    def scheduler(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it and wait until it can be reached."""
        started = self._start(
            "dask_scheduler", self.prefix, "--host", self.host, "--port", "0", "--no-dashboard",
            "--scheduler-file", str(self.file), *arguments,
        )  # fmt: skip
        until = time.monotonic() + WAIT_SECONDS
        while not self.file.exists():
            assert time.monotonic() < until, self.log()
            assert started.poll() is None, self.log()
            time.sleep(0.05)
        return started

    def worker(self, *arguments: str, nanny: bool = False, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        return self._start(
            "dask_worker", prefix, "--nthreads", "1", "--nanny" if nanny else "--no-nanny", "--no-dashboard",
            "--local-directory", str(self.folder), "--scheduler-file", str(self.file), *arguments,
        )  # fmt: skip

    def _start(self, program: str, prefix: Sequence[str], *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            started = subprocess.Popen(
                [*prefix, sys.executable, "-m", f"distributed.cli.{program}", *arguments],
                env={**os.environ, "PYTHONPATH": str(TESTS), **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(started)
        return started

    def log(self) -> str:
        """What they printed."""
        return (self.folder / "log").read_text(errors="replace")

    def end(self) -> None:
        """Kill them all."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
