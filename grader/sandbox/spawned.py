"""A worker that is a process of its own from the start, for systems that cannot fork or shut in.

Covered:
- a deadline on every exchange, put off while the machine gives the worker no processor; kept by threads that read and
  write, so that it works without select on pipes;
- a flood of output is drained and dropped, a reply is read only when one was asked for;
- the process and what it started is killed, its folder removed.

Not covered:
- a descendant that has left both the process group and the line of parents; files that it writes elsewhere;
- memory, where there is no /proc to look at.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.sandbox.boxes import name_box, remove_box
from grader.sandbox.endings import Ending, failure, out_of_memory, timed_out
from grader.sandbox.failures import SandboxUnavailable, WorkerFailure, WorkerProtocolError
from grader.sandbox.inside.channel import HEADER, read_exactly, write_frame
from grader.sandbox.memory import Watchdog
from grader.sandbox.output import DrainedPipe, Output
from grader.sandbox.plan import THREADS, Tier, Wish, command, plan_for
from grader.sandbox.starvation import Patience
from grader.sandbox.trees import kill_tree
from grader.words import words

TICK = 0.05
REAP_SECONDS = 5.0
CLOSING_SECONDS = 2.0
READY_BYTES = 1 << 16
KEPT = ("PATH", "SYSTEMROOT") if os.name == "nt" else ()  # Windows loads no library without them
NO_MEMORY = (b"bad_alloc", b"allocate memory")
_ENDED = None


class SpawnedWorker:
    """A process on three pipes; constructing it returns at once, while that process loads torch."""

    def __init__(self, wish: Wish) -> None:
        self.alive = True
        self.ending: Ending | None = None
        self._limits = wish.limits
        self._box = name_box()
        environment = THREADS | {name: os.environ[name] for name in KEPT if name in os.environ}
        self._process = subprocess.Popen(
            command(Tier.PROCESS),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=Path(self._box).parent,
            bufsize=0,
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stderr is not None
        self._printed = DrainedPipe(self._process.stderr.fileno(), Output(wish.limits.output_bytes))
        self._requests: queue.SimpleQueue[tuple[bytes, threading.Event] | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[bytes | WorkerFailure | None] = queue.SimpleQueue()
        self._asked = threading.Semaphore(0)
        self._cap = READY_BYTES
        self._unread = False
        self._watchdog: Watchdog | None = None
        self._patience = Patience()
        self._threads = [
            threading.Thread(target=target, daemon=True)
            for target in (self._write_requests, self._read_replies, self._printed.run)
        ]
        for thread in self._threads:
            thread.start()
        plan = plan_for(Tier.PROCESS, wish) | {"box": self._box}
        self._requests.put((json.dumps(plan).encode(), threading.Event()))

    @property
    def has_answered(self) -> bool:
        """Whether there is an answer, or an end, to be taken."""
        return self._unread or self._process.poll() is not None

    def wait_ready(self, deadline: float) -> None:
        """Wait until it has loaded torch. Raises SandboxUnavailable."""
        try:
            answer: dict[str, Any] = json.loads(self.receive(deadline))
        except WorkerFailure as error:
            reason = f"{error} {self.take_output()}".strip()
            raise SandboxUnavailable(words("The sandbox cannot be started: {reason}", reason=reason)) from error
        if "failed" in answer:
            self.kill()
            raise SandboxUnavailable(words("The sandbox cannot be started: {reason}", reason=str(answer["failed"])))
        self._cap = self._limits.reply_bytes
        if sys.platform == "linux":
            self._watchdog = Watchdog(self._process.pid, self._limits.memory_bytes, tree=True)
        self._patience.watch(self._process.pid)

    def heed(self, stop: threading.Event) -> None:
        """From now on an exchange raises SandboxUnavailable soon after `stop` is set."""
        self._patience.heed(stop)

    def send(self, payload: bytes, deadline: float) -> None:
        """Send one request; raises WorkerFailure (and ends the worker) when it is not taken by the deadline."""
        self._must_be_alive()
        self._patience.begin()
        taken = threading.Event()
        try:
            if self._unread:
                raise WorkerProtocolError(words("It answered without being asked."))
            self._requests.put((payload, taken))
            while not taken.wait(max(0.0, min(TICK, self._patience.left(deadline)))):
                self._look(deadline)
                if self._process.poll() is not None:
                    raise self._gone()
        except (WorkerFailure, SandboxUnavailable):
            self.kill()
            raise

    def receive(self, deadline: float) -> bytes:
        """One reply; raises WorkerFailure (and ends the worker) when there is none by the deadline."""
        self._must_be_alive()
        self._asked.release()
        try:
            while True:
                with suppress(queue.Empty):
                    reply = self._replies.get(timeout=max(0.0, min(TICK, self._patience.left(deadline))))
                    break
                self._look(deadline)
            if reply is _ENDED:
                raise self._gone()
            if isinstance(reply, WorkerFailure):
                raise reply
        except (WorkerFailure, SandboxUnavailable):
            self.kill()
            raise
        return reply

    @property
    def starved(self) -> float:
        """Seconds of the last exchange that passed after its deadline, while others had the processors."""
        return self._patience.starved

    def take_output(self) -> str:
        """What it printed since this was last asked, cut at the cap."""
        return self._printed.take()

    def kill(self) -> None:
        """End the process and what it started, wait until it is reaped, and remove its folder."""
        if not self.alive:
            return
        self.alive = False
        kill_tree(self._process)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(REAP_SECONDS)
        self._requests.put(None)
        self._asked.release()
        for thread in self._threads:
            thread.join(1.0)
        self._printed.end()
        for thread, stream in zip(
            self._threads, (self._process.stdin, self._process.stdout, self._process.stderr), strict=True
        ):
            if stream is not None and not thread.is_alive():
                with suppress(OSError):
                    stream.close()
        remove_box(self._box)

    def _must_be_alive(self) -> None:
        if not self.alive:
            raise ValueError("this worker has ended: ask for another one")

    def _look(self, deadline: float) -> None:
        if self._patience.left(deadline) <= 0:
            raise timed_out()
        self._patience.tick()
        if self._watchdog is not None and self._watchdog.due(TICK) and self._watchdog.exceeded():
            raise out_of_memory(self._limits)

    def _gone(self) -> WorkerFailure:
        try:
            self.ending = Ending(self._process.wait(CLOSING_SECONDS))
        except subprocess.TimeoutExpired:
            return WorkerProtocolError(words("It closed its channel."))
        self._threads[-1].join(1.0)
        said = self._printed.holds(*NO_MEMORY)
        taken = self._watchdog.highest if self._watchdog else 0
        return failure(self.ending, self._limits, taken, said_no_memory=said)

    # --- threads

    def _write_requests(self) -> None:
        assert self._process.stdin is not None
        descriptor = self._process.stdin.fileno()
        while (request := self._requests.get()) is not None:
            payload, taken = request
            try:
                write_frame(descriptor, payload)
            except OSError:
                return
            taken.set()

    def _read_replies(self) -> None:
        """Read a frame's length when it comes, and the rest of it when it is asked for."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        try:
            while True:
                (length,) = HEADER.unpack(read_exactly(descriptor, HEADER.size))
                self._unread = True
                self._asked.acquire()
                if length > self._cap:
                    self._replies.put(WorkerProtocolError(words("Its answer is larger than the sandbox lets out.")))
                    return
                payload = read_exactly(descriptor, length)
                self._unread = False
                self._replies.put(payload)
        except (EOFError, OSError):
            self._replies.put(_ENDED)
