"""The judging processes of one machine: who has which unit, who is hired, and what becomes of those that die.

Covered:
- a process that dies is replaced and its unit tried once more; the second time the unit is to be reviewed;
- units that run long do not hold up the others: another process is started beside them;
- a process that has judged many units, has grown, or in which a unit broke us, is replaced by a fresh one.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from grader.engines import EngineError, Outcome, Unit
from grader.engines.hand import Answer
from grader.words import Words, words

SLOW_SECONDS = 2.0
MOST_TRIES = 2
END_SECONDS = 10.0


class Process(Protocol):
    """A process of the operating system's, however it was started."""

    @property
    def pid(self) -> int | None:
        """Its number."""

    @property
    def exitcode(self) -> int | None:
        """What it ended with, minus the signal's number where one ended it; None while it runs."""

    def kill(self) -> None:
        """End it."""

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""


Starter = Callable[[int | None], tuple[Process, Connection]]
"""Starts a judging process, on a core if one is given; the channel that it takes units from."""


@dataclass
class _Hand:
    """A judging process and the unit that it has."""

    process: Process
    channel: Connection
    unit: Unit | None = None
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    core: int | None = None

    def slow(self) -> bool:
        return self.ready and self.unit is not None and time.monotonic() - self.since > SLOW_SECONDS


class Crew:
    """As many processes as `jobs`, and up to `extra` more while units wait for their deadlines."""

    def __init__(self, start: Starter, jobs: int, *, extra: int, cores: Sequence[int] = ()) -> None:
        """`cores`: where the first processes are held, for both sides of a sandbox wake each other up faster there."""
        self._start, self._jobs, self._extra, self._cores = start, jobs, extra, cores
        self._hands: list[_Hand] = []
        self._again: deque[Unit] = deque()
        self._tries: dict[str, int] = {}

    @property
    def busy(self) -> bool:
        """Whether there are units whose outcomes are still to be heard."""
        return bool(self._again) or any(hand.unit is not None for hand in self._hands)

    def wants(self) -> bool:
        """Whether another unit would be begun at once."""
        self._hand_out_again()
        return not self._again and self._free()

    def give(self, unit: Unit) -> None:
        """Have a unit judged; there must be somebody for it."""
        hand = next((hand for hand in self._hands if hand.unit is None), None) or self._hire()
        hand.unit, hand.since = unit, time.monotonic()
        with suppress(OSError):  # one that has died is noticed when it is listened to
            hand.channel.send(unit)

    def hear(self, seconds: float, *wake: Any) -> list[Outcome]:
        """What has come out, after waiting at most so long or until one of `wake` can be read. Raises EngineError."""
        self._hand_out_again()
        heard = []
        for channel in wait([*(hand.channel for hand in self._hands), *wake], seconds):
            hand = next((hand for hand in self._hands if hand.channel is channel), None)
            outcome = self._heard(hand) if hand is not None else None
            if outcome is not None:
                heard.append(outcome)
        return heard

    def send_home(self, seconds: float) -> None:
        """End those that have had no unit for so long."""
        idle = [hand for hand in self._hands if hand.unit is None and time.monotonic() - hand.since > seconds]
        self._end(idle)

    def close(self) -> None:
        """End every process, whatever it does."""
        self._end(list(self._hands))

    def _free(self) -> bool:
        if any(hand.unit is None for hand in self._hands):
            return True
        slow = sum(hand.slow() for hand in self._hands)
        return len(self._hands) < self._jobs + min(slow, self._extra)

    def _hand_out_again(self) -> None:
        while self._again and self._free():
            self.give(self._again.popleft())

    def _hire(self) -> _Hand:
        taken = {hand.core for hand in self._hands}
        core = next((core for core in self._cores[: self._jobs] if core not in taken), None)
        hand = _Hand(*self._start(core), core=core)
        self._hands.append(hand)
        return hand

    def _heard(self, hand: _Hand) -> Outcome | None:
        try:
            message = hand.channel.recv()
        except (EOFError, OSError):
            return self._buried(hand)
        if isinstance(message, Words):
            raise EngineError(message)
        if not isinstance(message, Answer):
            hand.ready, hand.since = True, time.monotonic()
            return None
        hand.unit, hand.since = None, time.monotonic()
        if message.leaving or message.outcome.record is None:  # whatever broke in it may break the next unit too
            self._end([hand])
        self._tries.pop(message.outcome.key, None)
        return message.outcome

    def _buried(self, hand: _Hand) -> Outcome | None:
        """A process has died: its unit is tried again, or given up."""
        self._hands.remove(hand)
        hand.channel.close()
        hand.process.join()
        unit, code = hand.unit, str(hand.process.exitcode)
        if unit is None:
            return None
        self._tries[unit.key] = self._tries.get(unit.key, 0) + 1
        if self._tries[unit.key] < MOST_TRIES:
            self._again.append(unit)
            return None
        if not hand.ready:
            raise EngineError(words("A judging process ended with {code} before it was ready.", code=code))
        self._tries.pop(unit.key, None)
        return Outcome(unit.key, None, words("the judging process ended twice on it (with {code})", code=code))

    def _end(self, hands: Sequence[_Hand]) -> None:
        for hand in hands:
            if hand.unit is None and hand.ready:
                with suppress(OSError):
                    hand.channel.send(None)
            else:
                hand.process.kill()
        for hand in hands:
            hand.process.join(END_SECONDS)
            if hand.process.exitcode is None:
                hand.process.kill()
                hand.process.join()
            hand.channel.close()
            self._hands.remove(hand)

