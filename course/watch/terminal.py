"""The learner's terminal while `course watch` has it: single keys, its size, and its old state given back in any case.

Covered: Ctrl-Z and `fg`, a stop and a continuation from outside, a resize, a terminal that is closed, SIGTERM.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import select
import signal
import sys
import termios
import tty
import unicodedata
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Self

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
HOME, REST_OF_LINE, REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"
ARROWS = {"\x1b[A": "up", "\x1b[B": "down", "\x1bOA": "up", "\x1bOB": "down", "\x1b": "escape", "\r": "\n"}
_KEY = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|.", re.DOTALL)
"""A letter, or what a terminal sends for a key that is none."""
END = "\x04"
"""Ctrl-D, and what is read from a terminal that is gone."""
READ_BYTES = 256

Handler = Callable[[int, FrameType | None], Any]


class Terminal:
    """Raw keys and whole frames; messages from other threads wake it too.

    A context manager: whatever ends the block, the terminal is as it was before.
    """

    def __init__(self) -> None:
        self.resized = True
        self._in, self._out = sys.stdin.fileno(), sys.stdout.fileno()
        self._before: list[Any] = []
        self._handlers: dict[int, Any] = {}
        self._messages: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._awake, self._wake = -1, -1

    def __enter__(self) -> Self:
        self._awake, self._wake = os.pipe()
        for end in (self._awake, self._wake):
            os.set_blocking(end, False)
        self._before = termios.tcgetattr(self._in)
        self._old_wake = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        handlers: dict[int, Handler] = {
            signal.SIGWINCH: self._changed,
            signal.SIGCONT: self._continued,
            signal.SIGTSTP: self._suspend,
            signal.SIGTERM: _end,
            signal.SIGHUP: _end,
        }
        self._handlers = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wake)
        self._give_back()
        for end in (self._awake, self._wake):
            os.close(end)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        try:
            columns, lines = os.get_terminal_size(self._out)
        except OSError:
            columns, lines = 0, 0
        return columns or 80, lines or 24

    def tell(self, message: object) -> None:
        """Hands a message to `wait`, from any thread."""
        self._messages.put(message)
        with contextlib.suppress(OSError):  # full: it is awake already
            os.write(self._wake, b"\0")

    def wait(self, seconds: float | None = None) -> tuple[list[str], list[object]]:
        """The keys that were pressed and the messages that came; both are empty after a signal or in the end."""
        ready, _, _ = select.select([self._in, self._awake], [], [], seconds)
        if self._awake in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._awake, READ_BYTES)
        keys = list(self._keys()) if self._in in ready else []
        messages = []
        with contextlib.suppress(queue.Empty):
            while True:
                messages.append(self._messages.get_nowait())
        return keys, messages

    def draw(self, frame: str) -> None:
        """Shows a frame in the place of the last one, without a flicker."""
        text = frame.rstrip("\n").replace("\n", f"{REST_OF_LINE}\n")
        self._write(f"{HOME}{text}{REST_OF_LINE}{REST_OF_SCREEN}")

    def _keys(self) -> Iterator[str]:
        try:
            data = os.read(self._in, READ_BYTES)
        except OSError:
            data = b""
        if not data:
            yield END
        # An input method for Chinese gives wide letters.
        for key in _KEY.findall(unicodedata.normalize("NFKC", data.decode("utf-8", "replace"))):
            if key in ARROWS:
                yield ARROWS[key]
            elif len(key) == 1:
                yield key.lower()

    def _take(self) -> None:
        with contextlib.suppress(termios.error):  # a terminal that was closed
            tty.setcbreak(self._in, termios.TCSADRAIN)
        self._write(HIDE)

    def _give_back(self) -> None:
        self._write(f"{SHOW}\n")
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._in, termios.TCSADRAIN, self._before)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data:
            try:
                data = data[os.write(self._out, data) :]
            except BlockingIOError:
                select.select([], [self._out], [])
            except OSError:
                return  # nobody sees it

    def _changed(self, *_: object) -> None:
        self.resized = True

    def _continued(self, *_: object) -> None:
        self._take()
        self.resized = True

    def _suspend(self, number: int, _: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its terminal as it was, until `fg`."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspend)
        self._continued()


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
