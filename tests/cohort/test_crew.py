"""The judging processes of a machine: who gets a unit, who is replaced, and what becomes of a unit whose judge died."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from judges_in_threads import Judges, unit

from grader.engines import EngineError, Outcome, hand
from grader.engines import crew as module
from grader.engines.crew import Crew
from grader.engines.hand import Age


@pytest.fixture
def judges() -> Iterator[Judges]:
    """Judges whose slow units end with the test."""
    started = Judges()
    yield started
    started.release.set()


def judged(crew: Crew, *keys: str) -> dict[str, Outcome]:
    """What comes out of these units, given as fast as the crew wants them."""
    left, out = [unit(key) for key in keys], {}
    while left or crew.busy:
        while left and crew.wants():
            crew.give(left.pop(0))
        out.update((outcome.key, outcome) for outcome in crew.hear(0.05))
    return out


def test_every_unit_comes_out_once(judges: Judges) -> None:
    """By as many processes as were asked for, each on a core of its own while there are such."""
    crew = Crew(judges.start, 3, extra=3, cores=[4, 7])
    out = judged(crew, *(f"short-{number}" for number in range(9)))
    assert sorted(out) == sorted(judges.seen) == [f"short-{number}" for number in range(9)]
    assert judges.cores == [4, 7, None]
    crew.close()
    assert [judge.exitcode for judge in judges.started] == [0, 0, 0]


def test_a_unit_whose_judge_died_is_tried_once_more(judges: Judges) -> None:
    """By another process, which takes the core of the dead one."""
    crew = Crew(judges.start, 1, extra=0, cores=[4])
    assert judged(crew, "once")["once"].record == {}
    assert judges.seen == ["once", "once"]
    assert judges.cores == [4, 4]
    crew.close()


def test_a_unit_that_ends_two_judges_is_given_up(judges: Judges) -> None:
    """With a reason that says how; the others are judged, and it is forgotten: the next run may try again."""
    crew = Crew(judges.start, 1, extra=0)
    out = judged(crew, "a", "dies", "b")
    assert (out["a"].record, out["b"].record, out["dies"].record) == ({}, {}, None)
    assert str(out["dies"].reason) == "the judging process ended twice on it (with -9)"
    assert judges.seen.count("dies") == 2
    judged(crew, "dies")
    assert judges.seen.count("dies") == 4
    crew.close()


@pytest.mark.parametrize("key", ["old", "broke"])
def test_a_process_that_leaves_or_broke_is_replaced(judges: Judges, key: str) -> None:
    """Its last outcome counts, no unit is lost, and none is tried again."""
    crew = Crew(judges.start, 1, extra=0)
    out = judged(crew, f"{key}-1", f"{key}-2", "a")
    assert sorted(out) == sorted(judges.seen) == sorted([f"{key}-1", f"{key}-2", "a"])
    assert len(judges.started) == 3
    crew.close()


def test_units_that_run_long_hold_up_nobody(judges: Judges, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is started beside them, up to `extra`."""
    monkeypatch.setattr(module, "SLOW_SECONDS", 0.2)
    crew = Crew(judges.start, 1, extra=1)
    crew.give(unit("slow-1"))
    while not crew.wants():
        assert crew.hear(0.05) == []
    crew.give(unit("a"))
    out = []
    while not out:
        out = crew.hear(0.05)
    assert [outcome.key for outcome in out] == ["a"]
    crew.give(unit("slow-2"))
    for _ in range(8):
        crew.hear(0.05)
    assert not crew.wants()
    assert len(judges.started) == 2
    crew.close()
    assert [judge.killed for judge in judges.started] == [True, True]


def test_a_judge_that_cannot_begin_ends_the_run() -> None:
    """Once it is tried again; a second time there is something wrong with the machine, not with the unit."""
    judges = Judges(first=7)
    crew = Crew(judges.start, 1, extra=0)
    with pytest.raises(EngineError, match="ended with 7 before it was ready"):
        judged(crew, "a")
    assert len(judges.started) == 2
    crew.close()


def test_words_of_a_judge_end_the_run(judges: Judges) -> None:
    """A full disk, say: no unit is put aside for it."""
    crew = Crew(judges.start, 1, extra=0)
    with pytest.raises(EngineError, match="the disk is full"):
        judged(crew, "disk")
    crew.close()


def test_idle_judges_are_sent_home(judges: Judges) -> None:
    """Those that have had no unit for long; whoever has one stays, and a new unit gets a new process."""
    crew = Crew(judges.start, 2, extra=0)
    judged(crew, "short-1", "short-2")
    crew.give(unit("slow"))
    crew.send_home(60)
    assert [judge.exitcode for judge in judges.started] == [None, None]
    crew.send_home(0)
    assert sorted(judge.exitcode is None for judge in judges.started) == [False, True]
    judges.release.set()
    assert set(judged(crew, "a")) == {"slow", "a"}
    crew.close()


def test_a_judge_grows_old_by_units_or_by_memory() -> None:
    """After so many units, or when it holds so much more than after its first."""
    young = Age(most_units=3)
    assert [young.another() for _ in range(3)] == [False, False, True]
    code = (
        "from grader.engines.hand import Age\n"
        "growing = Age(most_growth=30 << 20)\n"
        "print(growing.another())\n"
        "ballast = bytearray(b'x') * (64 << 20)\n"
        "print(growing.another())\n"
    )  # in a process of its own, where nothing that earlier tests have left is given back meanwhile
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_judge_keeps_what_it_frees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its first unit."""
    order: list[str] = []
    monkeypatch.setattr(hand, "keep_freed", lambda: order.append("kept"))
    monkeypatch.setattr(hand, "_serve", lambda *_: order.append("served"))
    monkeypatch.setattr(hand, "_end_with", lambda *_: None)
    before = signal.getsignal(signal.SIGINT)
    hand.serve(None, None, 0, None)
    signal.signal(signal.SIGINT, before)
    assert order == ["kept", "served"]
