"""Stands in for judging processes: threads that answer units as they are told, in milliseconds."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grader.engines import Outcome, Unit
from grader.engines.crew import Process
from grader.engines.hand import Answer
from grader.submission import Submission
from grader.words import words

NOTHING = Submission({}, "", ())


def unit(key: str) -> Unit:
    """A unit whose key says what becomes of it."""
    return Unit(key, "ch90_mini", "seed", NOTHING)


class Judge:
    """A "process": `does(unit)` is its answer, an int the code that it dies with, Words what it gives up with."""

    def __init__(self, channel: Connection, does: Callable[[Unit], Any], first: Any) -> None:
        self.pid, self.exitcode, self.killed = 1, None, False
        self._channel, self._does, self._first = channel, does, first
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        code = 0
        with suppress(EOFError, OSError):
            if isinstance(self._first, int):
                code = self._first
            else:
                self._channel.send(self._first)
                while (given := self._channel.recv()) is not None:
                    answer = self._does(given)
                    if isinstance(answer, int):
                        code = answer
                        break
                    self._channel.send(answer)
                    if isinstance(answer, Answer) and answer.leaving:
                        break
        self.exitcode = code  # type: ignore[assignment]
        self._channel.close()

    def kill(self) -> None:
        self.killed = True
        self.exitcode = -9  # type: ignore[assignment]

    def join(self, timeout: float | None = None) -> None:
        if not self.killed:
            self._thread.join(timeout)


class Judges:
    """Starts judges and remembers them; units are answered by what their keys begin with."""

    def __init__(self, first: Any = None) -> None:
        self.started: list[Judge] = []
        self.cores: list[int | None] = []
        self.seen: list[str] = []
        self.release = threading.Event()
        self._first = first

    def start(self, core: int | None) -> tuple[Process, Connection]:
        """A starter, as a crew wants one."""
        ours, theirs = multiprocessing.Pipe()
        self.cores.append(core)
        self.started.append(Judge(theirs, self._does, self._first))
        return self.started[-1], ours

    def _does(self, given: Unit) -> Any:
        self.seen.append(given.key)
        again = self.seen.count(given.key) > 1
        match given.key.split("-")[0]:
            case "dies":
                return -9
            case "once":
                return Answer(Outcome(given.key, {}), False) if again else -11
            case "old":
                return Answer(Outcome(given.key, {}), True)
            case "broke":
                return Answer(Outcome(given.key, None, words("it broke")), False)
            case "slow":
                self.release.wait(10)
            case "disk":
                return words("the disk is full")
            case "short":
                time.sleep(0.05)
        return Answer(Outcome(given.key, {}), False)


PLACE = Path("/nowhere")
