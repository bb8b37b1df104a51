"""The trusted side's hold of a fork server: starts it, waits for it, asks it for children."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from contextlib import suppress
from typing import Any

from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.inside.channel import HEADER
from grader.sandbox.output import readable
from grader.sandbox.plan import MALLOC, THREADS, Tier, Wish, command, plan_for
from grader.sandbox.twin import Twin
from grader.words import words

START_SECONDS = 120.0
CLOSE_SECONDS = 5.0
TICK = 0.1


def _started(tier: Tier, control: int) -> subprocess.Popen[bytes]:
    """A process that loads torch itself."""
    return subprocess.Popen(
        command(tier),
        stdin=control,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=THREADS | MALLOC,
        cwd="/",
        start_new_session=True,
    )


class ForkServer:
    """A running fork server; constructing it returns at once, while that process still gets ready."""

    def __init__(self, tier: Tier, wish: Wish, *, twin: bool = False) -> None:
        """With `twin` it is forked from this process, which must have loaded torch; see `twin.py`."""
        self.tier = tier
        self.wish = wish
        self._lock = threading.Lock()
        self._notes: tuple[str, ...] | None = None
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = Twin(theirs.fileno(), THREADS) if twin else _started(tier, theirs.fileno())
        with suppress(OSError):  # one that is gone already is found out by wait_ready
            self._send(plan_for(tier, wish))

    @property
    def running(self) -> bool:
        """Whether it can still be asked for children."""
        return self._process.poll() is None

    @property
    def ready(self) -> bool:
        """Whether it has loaded torch, so that `wait_ready` does not wait."""
        return self._notes is not None or readable(self._control.fileno(), 0.0)

    def wait_ready(self, deadline: float, stop: threading.Event | None = None) -> tuple[str, ...]:
        """Wait until it has loaded torch and shut itself in; its notes about the layers.

        Raises SandboxUnavailable, also soon after `stop` is set.
        """
        with self._lock:
            if self._notes is None:
                answer = self._answer(deadline, stop)
                if "failed" in answer:
                    raise SandboxUnavailable(
                        words("The sandbox cannot be built here: {reason}.", reason=str(answer["failed"]))
                    )
                self._notes = tuple(str(note) for note in answer["notes"])
            return self._notes

    def ask(self, request: dict[str, Any], descriptors: tuple[int, int, int]) -> None:
        """Have it fork a child on these descriptors (wire, output, report); OSError when it is gone."""
        with self._lock:
            self._send(request, descriptors)

    def close(self) -> None:
        """End it and all its children."""
        with self._lock:
            self._control.close()
            if self._notes is None:
                self._process.kill()  # it has no children yet, and would go on loading torch
            try:
                self._process.wait(CLOSE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _send(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        payload = json.dumps(message).encode()
        data = memoryview(HEADER.pack(len(payload)) + payload)
        sent = socket.send_fds(self._control, [data], descriptors) if descriptors else 0
        self._control.sendall(data[sent:])

    def _answer(self, deadline: float, stop: threading.Event | None) -> dict[str, Any]:
        try:
            (length,) = HEADER.unpack(self._read(HEADER.size, deadline, stop))
            answer: dict[str, Any] = json.loads(self._read(length, deadline, stop))
        except (OSError, EOFError) as error:
            code = self._process.wait(CLOSE_SECONDS) if isinstance(error, EOFError) else None
            reason = str(error) if code is None else f"its first process ended with {code}"
            raise SandboxUnavailable(words("The sandbox cannot be started: {reason}.", reason=reason)) from None
        return answer

    def _read(self, count: int, deadline: float, stop: threading.Event | None) -> bytes:
        data = b""
        while len(data) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("it was not ready in time")
            if stop is not None and stop.is_set():
                raise SandboxUnavailable(words("The judging was stopped."))
            if not readable(self._control.fileno(), min(left, TICK)):
                continue
            piece = self._control.recv(count - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data
