"""A deadline is about what a process does, not about what else the machine has to do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox import starvation
from grader.sandbox.starvation import Patience, Sample, sample

pytestmark = pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="needs /proc/<pid>/schedstat")

SPIN = "while True: pass"
THREADS = "import threading\nfor _ in range(3): threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()\n"


@pytest.fixture
def start() -> Iterator[Callable[[str], int]]:
    """Starts a Python program on core 0 and gives its pid; all are ended afterwards."""
    processes = []

    def begin(code: str) -> int:
        pinned = f"import os\nos.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})\n{code}"
        processes.append(subprocess.Popen([sys.executable, "-S", "-c", pinned]))
        return processes[-1].pid

    yield begin
    for process in processes:
        process.kill()
        process.wait()


def starved(pid: int, until: Callable[[float], bool]) -> float:
    """How long it was starved by when `until` says so of the seconds; at most 20 s."""
    first = sample(pid)
    assert first is not None
    deadline = time.monotonic() + 20
    while True:
        time.sleep(0.05)
        now = sample(pid)
        assert now is not None
        if until(first.starved_until(now)) or time.monotonic() > deadline:
            return first.starved_until(now)


def test_a_process_that_shares_a_core_with_others_is_starved(start: Callable[[str], int]) -> None:
    """Four programs on one core: most of the time each of them waits."""
    pids = [start(SPIN) for _ in range(4)]
    assert starved(pids[0], lambda seconds: seconds > 0.5) > 0.5


def test_a_process_that_sleeps_is_not_starved(start: Callable[[str], int]) -> None:
    """It wants no processor."""
    pid = start("import time\ntime.sleep(60)")
    time.sleep(0.5)
    begun = time.monotonic()
    assert starved(pid, lambda _: time.monotonic() - begun > 1.0) < 0.3


def test_arithmetic_of_a_sample() -> None:
    """What its own threads take from it is not counted, and nothing is ever negative."""
    first = Sample(when=10.0, queued=1.0, ran=2.0)
    assert first.starved_until(Sample(when=20.0, queued=7.0, ran=4.0)) == 6.0
    assert first.starved_until(Sample(when=20.0, queued=10.5, ran=10.0)) == 2.0
    assert first.starved_until(Sample(when=20.0, queued=10.5, ran=42.0)) == 0.0


def test_a_process_that_has_gone_has_no_sample() -> None:
    """Whoever asks is told that nothing is known."""
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    assert sample(process.pid) is None
    assert sample(os.getpid()) is not None


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> tuple[Patience, dict[str, float]]:
    """Patience with a process whose clock, waiting and running a test sets."""
    state = {"now": 100.0, "queued": 0.0, "ran": 0.0}
    monkeypatch.setattr(starvation.time, "monotonic", lambda: state["now"])
    monkeypatch.setattr(starvation, "sample", lambda pid: Sample(state["now"], state["queued"], state["ran"]))
    made = Patience()
    made.watch(1)
    made.begin()
    return made, state


def test_a_deadline_is_put_off_by_the_time_in_the_queue(patience: tuple[Patience, dict[str, float]]) -> None:
    """And over when what the process had for itself is used up."""
    made, state = patience
    made.tick()
    state |= {"now": 110.0, "queued": 6.0, "ran": 4.0}
    assert made.left(110.0) == 6.0
    assert made.starved == 6.0
    state |= {"now": 116.0, "queued": 6.0, "ran": 10.0}
    assert made.left(110.0) == 0.0


def test_no_deadline_is_put_off_for_ever(patience: tuple[Patience, dict[str, float]]) -> None:
    """Three times itself is the most."""
    made, state = patience
    made.tick()
    state |= {"now": 200.0, "queued": 100.0, "ran": 0.0}
    assert made.left(110.0) == pytest.approx(110.0 + 30.0 - 200.0)


def test_a_new_exchange_begins_anew(patience: tuple[Patience, dict[str, float]]) -> None:
    """Waiting of an earlier exchange buys no time."""
    made, state = patience
    made.tick()
    state |= {"now": 110.0, "queued": 6.0}
    made.left(110.0)
    made.begin()
    assert (made.starved, made.left(109.0)) == (0.0, -1.0)
