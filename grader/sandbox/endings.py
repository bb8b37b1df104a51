"""How a worker ended, and what that says about the submission (pure)."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from grader.sandbox.failures import WorkerDied, WorkerFailure, WorkerOutOfMemory, WorkerTimedOut
from grader.sandbox.plan import Limits
from grader.words import words

KILLED, OUT_OF_TIME, BUS_ERROR = 9, 24, 7  # signals that Windows has no names for
CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -BUS_ERROR)
NEAR = 0.8  # of an allowance: what a process that died for want of memory had come to when it was last looked at


@dataclass(frozen=True)
class Ending:
    """The exit code (minus the signal's number when a signal ended it) and what it had used."""

    code: int
    cpu_seconds: float = 0.0
    max_rss: int = 0


def failure(ending: Ending, limits: Limits, taken: int, *, said_no_memory: bool) -> WorkerFailure:
    """The failure for a worker that ended by itself; `taken` is the most memory that the watchdog saw."""
    spent = ending.code == -KILLED and ending.cpu_seconds >= limits.cpu_seconds
    if spent or ending.code == -OUT_OF_TIME:
        return WorkerTimedOut(words("It used up its {seconds} s of processor time.", seconds=limits.cpu_seconds))
    if ending.code == -KILLED and taken > NEAR * limits.memory_bytes:
        return out_of_memory(limits)
    if ending.code in CRASHES and (said_no_memory or taken > NEAR * limits.memory_bytes):
        return out_of_memory(limits)
    if ending.code < 0:
        return WorkerDied(ending.code, words("The process was ended by {signal}.", signal=signal_name(-ending.code)))
    return WorkerDied(ending.code, words("The process ended itself with exit code {code}.", code=ending.code))


def out_of_memory(limits: Limits) -> WorkerOutOfMemory:
    """More than the allowance was taken."""
    return WorkerOutOfMemory(words("It took more than {megabytes} MB of memory.", megabytes=limits.memory_bytes >> 20))


def timed_out() -> WorkerTimedOut:
    """The deadline has passed."""
    return WorkerTimedOut(words("It did not answer in time."))


def signal_name(number: int) -> str:
    """SIGSEGV for 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
