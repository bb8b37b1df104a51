"""What a worker printed, up to a cap; the rest is dropped as it comes."""

from __future__ import annotations

import os
import select
import threading
import time
from contextlib import suppress

PIECE = 1 << 16
PIECES = 64
SETTLE_SECONDS = 0.02


class Output:
    """Bytes that were printed since they were last taken."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._kept = bytearray()
        self._cut = False

    def add(self, data: bytes) -> None:
        """Keep what still fits."""
        room = self._cap - len(self._kept)
        self._kept += data[:room]
        self._cut = self._cut or len(data) > room

    def take(self) -> str:
        """The text so far, with a note where it was cut; begins anew."""
        text = self._kept.decode(errors="replace")
        if self._cut:
            text += f"\n[output cut at {self._cap >> 10} kB]"
        self._kept.clear()
        self._cut = False
        return text

    def holds(self, *texts: bytes) -> bool:
        """Whether any of the texts was printed."""
        return any(text in self._kept for text in texts)


class DrainedPipe:
    """A pipe that a thread (`run`) empties into an Output, and that can be emptied at once before that is taken."""

    def __init__(self, descriptor: int, output: Output) -> None:
        self._descriptor = descriptor
        self._output = output
        self._lock = threading.Lock()
        self._ended = False

    def run(self) -> None:
        """Empty the pipe until it ends."""
        with suppress(OSError):
            if os.name == "nt":  # where nothing waits for a pipe but reading it
                while data := os.read(self._descriptor, PIECE):
                    with self._lock:
                        self._output.add(data)
            while not self._ended:
                readable(self._descriptor, None)
                self._empty()

    def take(self) -> str:
        """What was printed before this moment."""
        if os.name == "nt":
            time.sleep(SETTLE_SECONDS)
        else:
            self._empty()
        with self._lock:
            return self._output.take()

    def holds(self, *texts: bytes) -> bool:
        """Whether any of the texts was printed."""
        with self._lock:
            return self._output.holds(*texts)

    def end(self) -> None:
        """Touch the descriptor no more."""
        with self._lock:
            self._ended = True

    def _empty(self) -> None:
        with self._lock:
            for _ in range(PIECES):
                if self._ended or not readable(self._descriptor, 0):
                    return
                data = os.read(self._descriptor, PIECE)
                self._ended = not data
                self._output.add(data)


def readable(descriptor: int, seconds: float | None) -> bool:
    """Whether there is something to read, or the end, within so many seconds (None: wait for ever)."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if seconds is None else max(0.0, seconds) * 1000))
