"""A worker that a fork server has forked, seen from the trusted side.

Covered:
- a deadline on every exchange, put off while the machine gives the worker no processor;
- a flood of output or of reply is drained or refused, and never kept;
- the worker's whole process tree is killed and reaped, and its folder removed;
- a worker that ended because its server did has done nothing: that is no verdict on anybody.

Not covered:
- memory that a thread takes between two exchanges is noticed at the next one (the rlimit holds before that).
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.sandbox.boxes import new_box, remove_box
from grader.sandbox.endings import Ending, failure, out_of_memory, timed_out
from grader.sandbox.failures import SandboxUnavailable, WorkerFailure, WorkerProtocolError
from grader.sandbox.identity import worker_uid
from grader.sandbox.inside.channel import FIRST, HEADER
from grader.sandbox.inside.pidfd import signal_pidfd
from grader.sandbox.memory import Watchdog
from grader.sandbox.output import Output, readable
from grader.sandbox.plan import BOX, Tier
from grader.sandbox.server import ForkServer
from grader.sandbox.starvation import Patience
from grader.words import words

TICK = 0.05
PIECE = 1 << 18
REAP_SECONDS = 5.0
CLOSING_SECONDS, REPORT_SECONDS = 2.0, 30.0
NO_MEMORY = (b"bad_alloc", b"allocate memory")


class ForkedWorker:
    """A confined child of a fork server, over one socket for frames and one pipe for what it prints."""

    def __init__(self, server: ForkServer, *, settle: bool = False) -> None:
        """Asks for the child, and does not wait for it: `meet` does. `settle`: it has time to get ready by itself."""
        self.alive = True
        self.ending: Ending | None = None
        self._wish = server.wish
        self._limits = server.wish.limits
        self._output = Output(self._limits.output_bytes)
        self._pidfd = -1
        self._ended = False
        self._orphaned = False
        self._unread = b""
        self._watchdog: Watchdog | None = None
        self._patience = Patience()
        self._private = server.tier is not Tier.FULL
        uid = worker_uid() if self._private else None
        self._box = new_box(uid) if self._private else BOX
        self._wire, wire = socket.socketpair()
        self._report, report = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._printed, output = os.pipe()
        try:
            with wire, report:
                server.ask({"box": self._box, "uid": uid, "settle": settle}, (wire.fileno(), output, report.fileno()))
        except BaseException:
            self.kill()
            raise
        finally:
            os.close(output)

    def meet(self, deadline: float) -> None:
        """Wait until it is shut in. Raises SandboxUnavailable, or ConnectionError where its server has gone."""
        try:
            self._meet(deadline)
        except BaseException:
            self.kill()
            raise
        self._wire.setblocking(False)
        os.set_blocking(self._printed, False)
        tree = bool(self._wish.capabilities)
        pid = host_pid(self._pidfd)
        self._watchdog = Watchdog(pid, self._limits.memory_bytes, tree=tree)
        self._patience.watch(pid)

    @property
    def starved(self) -> float:
        """Seconds of the last exchange that passed after its deadline, while others had the processors."""
        return self._patience.starved

    @property
    def gone(self) -> bool:
        """Whether a child that was met has ended by itself."""
        return readable(self._pidfd, 0.0)

    def heed(self, stop: threading.Event) -> None:
        """From now on an exchange raises SandboxUnavailable soon after `stop` is set."""
        self._patience.heed(stop)

    def send(self, payload: bytes, deadline: float) -> None:
        """Send one request; raises WorkerFailure (and ends the worker) when it is not taken by the deadline."""
        self._must_be_alive()
        self._patience.begin()
        try:
            self._refuse_unasked()
            head = HEADER.pack(len(payload))
            for data in (head + payload,) if len(payload) < PIECE else (head, payload):
                self._write(memoryview(data), deadline)
        except (WorkerFailure, SandboxUnavailable):
            self.kill()
            raise

    def receive(self, deadline: float) -> bytes:
        """One reply; raises WorkerFailure (and ends the worker) when there is none by the deadline."""
        self._must_be_alive()
        try:
            (length,) = HEADER.unpack(self._read(HEADER.size, deadline))
            if length > self._limits.reply_bytes:
                raise WorkerProtocolError(words("Its answer is larger than the sandbox lets out."))
            return self._read(length, deadline)
        except (WorkerFailure, SandboxUnavailable):
            self.kill()
            raise

    def take_output(self) -> str:
        """What it printed since this was last asked, cut at the cap."""
        if self._printed >= 0:
            self._drain()
        return self._output.take()

    def kill(self) -> None:
        """End its whole process tree, wait until that is reaped, and remove its folder."""
        self.begin_to_end()
        self.end()

    def begin_to_end(self) -> None:
        """Have its whole process tree ended, without waiting for it; `end` does."""
        if self.alive:
            self.alive = False
            if self._pidfd >= 0:
                with suppress(ProcessLookupError):
                    signal_pidfd(self._pidfd, signal.SIGKILL)

    def end_if_gone(self) -> bool:
        """`end`, where that needs no waiting."""
        if not self._ended and self._pidfd >= 0 and not readable(self._report.fileno(), 0.0):
            return False
        self.end()
        return True

    def end(self) -> None:
        """Wait until it is reaped, and remove its folder; does nothing the second time."""
        if self._ended:
            return
        self._ended = True
        if self._pidfd >= 0:
            self._await_ending(time.monotonic() + REAP_SECONDS)
            os.close(self._pidfd)
        self._wire.close()
        self._report.close()
        if self._watchdog is not None:
            self._drain()
        os.close(self._printed)
        self._printed = -1
        if self._private:
            remove_box(self._box)

    # --- beginning and end

    def _meet(self, deadline: float) -> None:
        """Wait until the child says that its layers hold, and for the server's handle of it."""
        confined = False
        while self._pidfd < 0 or not confined:
            if not readable(self._report.fileno(), deadline - time.monotonic()):
                raise SandboxUnavailable(words("A worker was not ready in time."))
            message, descriptors = self._hear()
            if descriptors:
                self._pidfd = descriptors[0]
            confined = confined or "confined" in message
            if "failed" in message:
                raise SandboxUnavailable(words("A worker cannot be shut in: {reason}.", reason=str(message["failed"])))
            if not message or "code" in message:
                raise ConnectionResetError("the fork server has gone")

    def _hear(self) -> tuple[dict[str, Any], list[int]]:
        data, descriptors, _, _ = socket.recv_fds(self._report, 4096, 1)
        return (json.loads(data) if data else {}), descriptors

    def _await_ending(self, deadline: float) -> None:
        """Take the server's report of how the child ended; without one (the server died) its handle must do."""
        while self.ending is None:
            left = deadline - time.monotonic()
            if left <= 0 or not readable(self._report.fileno(), left):
                return
            message, _ = self._hear()
            if "code" in message:
                self.ending = Ending(message["code"], message["cpu_seconds"], message["max_rss"])
            elif not message:
                readable(self._pidfd, deadline - time.monotonic())
                self.ending = Ending(-signal.SIGKILL)
                self._orphaned = True

    def _gone(self) -> WorkerFailure:
        """The failure for a wire that has been closed at the other end."""
        # On a busy machine its end may be a while in coming, and the server's word of it too; the kernel knows first.
        if readable(self._pidfd, CLOSING_SECONDS):
            self._await_ending(time.monotonic() + REPORT_SECONDS)
        if self.ending is None:
            return WorkerProtocolError(words("It closed its channel."))
        if self._orphaned:
            raise SandboxUnavailable(words("The sandbox's first process has ended."))
        self._drain()
        taken = self._watchdog.over_a_life(self.ending.max_rss) if self._watchdog else 0
        return failure(self.ending, self._limits, taken, said_no_memory=self._output.holds(*NO_MEMORY))

    def _must_be_alive(self) -> None:
        if not self.alive:
            raise ValueError("this worker has ended: ask for another one")

    # --- exchange

    def _refuse_unasked(self) -> None:
        if self._unread:
            raise WorkerProtocolError(words("It answered without being asked."))
        try:
            data = self._wire.recv(1)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        raise WorkerProtocolError(words("It answered without being asked.")) if data else self._gone()

    def _write(self, data: memoryview, deadline: float) -> None:
        while data:
            try:
                data = data[self._wire.send(data[:PIECE]) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except ConnectionError:
                raise self._gone() from None

    def _read(self, count: int, deadline: float) -> bytes:
        """So many bytes; what came with them is kept for the next time."""
        data, self._unread = self._unread, b""
        if len(data) < count:
            pieces = bytearray(data)
            while len(pieces) < count:
                self._wait(select.POLLIN, deadline)
                pieces += self._piece(max(count - len(pieces), FIRST))
            data = bytes(pieces)
        self._unread = data[count:]
        return data[:count]

    def _piece(self, most: int) -> bytes:
        try:
            piece = self._wire.recv(min(most, PIECE))
        except BlockingIOError:
            return b""
        except ConnectionError:
            piece = b""
        if not piece:
            raise self._gone()
        return piece

    def _wait(self, events: int, deadline: float) -> None:
        """Return when the wire is ready, draining what is printed and watching memory meanwhile."""
        poll = select.poll()
        poll.register(self._wire, events)
        poll.register(self._printed, select.POLLIN)
        while True:
            left = self._patience.left(deadline)
            if left <= 0:
                raise timed_out()
            ready = dict(poll.poll(1000 * min(left, TICK)))
            if self._printed in ready and not self._drain():
                poll.unregister(self._printed)
            # Whether the wire is ready or not: a reply that trickles in would keep it so.
            if self._watchdog is not None and self._watchdog.due(TICK) and self._watchdog.exceeded():
                raise out_of_memory(self._limits)
            if self._wire.fileno() in ready:
                return
            self._patience.tick()

    def _drain(self) -> bool:
        """Take a bounded piece of what was printed; False when nothing more can come."""
        for _ in range(16):
            try:
                data = os.read(self._printed, PIECE)
            except BlockingIOError:
                return True
            if not data:
                return False
            self._output.add(data)
        return True


def host_pid(pidfd: int) -> int:
    """The number that this side knows the process by."""
    found = re.search(r"^Pid:\s*(-?\d+)$", Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) if found else -1
