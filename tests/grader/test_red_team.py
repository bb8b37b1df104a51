"""A worker that answers anything at any time: no point is earned, and the judge neither breaks, hangs nor grows.

A round is one answer to one request. `make soak` plays GRADSTEP_RED_TEAM_ROUNDS of them, `make test` a few hundred.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from fake_sandbox import FakeSandbox, FakeWorker
from hostile_answers import anything, changed_somewhere, reply, spoiled
from hostile_sandbox import HostileSandbox, bare
from hypothesis import given
from judging import Judged, judge

from grader.exports.json_report import dumps
from grader.plugin import Suite
from grader.results import State, Verdict
from grader.sandbox.confine import Tier, probe
from grader.sandbox.forked import ForkedWorker
from grader.sandbox.inside import wire
from grader.sandbox.memory import descendants, held
from grader.sandbox.zygote import Limits, open_sandbox
from grader.spec import ChapterSpec
from grader.words import untranslated

ROUNDS = int(os.environ.get("GRADSTEP_RED_TEAM_ROUNDS", "1500"))
MOST_GROWTH = 64 << 20
WORKER = str(Path(__file__).resolve().parents[1] / "red_team_worker.py")
SMALL = Limits(memory_bytes=512 << 20, file_bytes=8 << 20, processes=16)

Answer = Callable[[dict[str, Any]], Any]


class Puppet(FakeWorker):
    """Answers in this process what it is told to, and runs no code of anybody's."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def send(self, payload: bytes, deadline: float) -> None:
        request: Any = wire.decode(payload)
        if request["op"] in ("load", "forget"):
            super().send(payload, deadline)
            return
        answer = self._answer(request)
        self._reply = answer if type(answer) is bytes else wire.encode(answer, facts=True)


class PuppetSandbox(FakeSandbox):
    """Gives puppets."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def worker(self) -> Puppet:
        return Puppet(self._answer)


def unharmed(chapter: ChapterSpec, judged: Judged) -> None:
    """There is a report, none of it is our fault, and it can be written and shown."""
    assert judged.report.state is State.SCORED
    assert {result.verdict for result in judged.results} <= set(Verdict) - {Verdict.INTERNAL_ERROR}
    text = dumps(judged.report, untranslated, chapter.text("en"))
    assert json.loads(text)["state"] == "scored"
    assert len(text) < 400_000
    assert "\x1b" not in text


def earned_nothing(judged: Judged) -> None:
    """Not a point, and not a check that passed."""
    assert judged.report.score == 0
    assert [result.name for result in judged.results if result.verdict is Verdict.PASSED] == []


def drawn(draw: random.Random, request: dict[str, Any]) -> Any:
    """An answer of any kind; what the wire does not carry goes as nothing."""
    kind = draw.random()
    answer: Any = reply(draw, request, wire) if kind < 0.8 else anything(draw, wire)
    try:
        data = wire.encode(answer, facts=True)
    except (TypeError, ValueError):
        data = b""
    return spoiled(draw, data) if kind < 0.25 and data else data


class Growth:
    """What this process holds after a tenth of the rounds, against what it holds at the end."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._first = 0

    def at(self, count: int) -> None:
        """Remember once."""
        if not self._first and count >= self._rounds // 10:
            self._first = held(os.getpid())

    def check(self) -> None:
        """Nothing was kept."""
        assert held(os.getpid()) - self._first < MOST_GROWTH


def test_a_worker_that_answers_anything_earns_nothing(chapter: ChapterSpec, suite: Suite) -> None:
    """Wrong types, huge shapes, other numbers, broken bytes, views of nothing, for every request there is."""
    draw, rounds = random.Random(5), ROUNDS * 6 // 10
    count, growth = 0, Growth(rounds)

    def answer(request: dict[str, Any]) -> Any:
        nonlocal count
        count += 1
        return drawn(draw, request)

    while count < rounds:
        judged = judge(chapter, suite, seed=str(count), diagnose=0, sandbox=PuppetSandbox(answer))
        unharmed(chapter, judged)
        earned_nothing(judged)
        growth.at(count)
    growth.check()


def test_an_honest_answer_that_is_changed_breaks_nothing(chapter: ChapterSpec, suite: Suite) -> None:
    """Some part of some answers is another one: at most what rests on it is lost; spoiled bytes cost a check."""
    draw, rounds = random.Random(6), ROUNDS * 25 // 100
    count, growth = 0, Growth(rounds)
    while count < rounds:
        lost = 0
        rate = draw.choice((0.05, 0.3, 1.0))

        def forge(request: dict[str, Any], honest: Any, rate: float = rate) -> Any:
            nonlocal count, lost
            if draw.random() > rate:
                return honest
            count += 1
            if draw.random() < 0.2:
                lost += request["op"] == "call"
                return wire.encode(bare(honest), facts=True) + b"N"
            try:
                return wire.encode(changed_somewhere(draw, bare(honest), wire), facts=True)
            except (TypeError, ValueError):
                return honest

        judged = judge(chapter, suite, seed=str(count), diagnose=0, sandbox=HostileSandbox(forge))
        unharmed(chapter, judged)
        assert judged.report.score is not None
        assert judged.report.score <= judged.report.max_score
        assert not lost or any(result.verdict is Verdict.WRONG_ANSWER for result in judged.results)
        growth.at(count)
    growth.check()


@given(st.data())
def test_whatever_hypothesis_thinks_of_earns_nothing(chapter: ChapterSpec, suite: Suite, data: st.DataObject) -> None:
    """The same, with answers that are made smaller once one breaks the judge."""
    draw = data.draw(st.randoms(use_true_random=False))
    kept = [drawn(draw, {"id": 0, "args": []}) for _ in range(4)]

    def answer(request: dict[str, Any]) -> Any:
        return kept[request["id"] % 4] if request["id"] % 3 else drawn(draw, request)

    judged = judge(chapter, suite, diagnose=0, sandbox=PuppetSandbox(answer))
    unharmed(chapter, judged)
    earned_nothing(judged)


def open_descriptors() -> int:
    """How many this process holds."""
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many requests were sent to workers of a sandbox."""
    sent, send = [0], ForkedWorker.send

    def counted(worker: ForkedWorker, payload: bytes, deadline: float) -> None:
        sent[0] += 1
        send(worker, payload, deadline)

    monkeypatch.setattr(ForkedWorker, "send", counted)
    return sent


@pytest.mark.parametrize("tier", [Tier.FULL, Tier.LANDLOCK], ids=str)
def test_a_process_that_does_anything_earns_nothing(
    chapter: ChapterSpec, suite: Suite, requests: list[int], tier: Tier
) -> None:
    """Half frames, floods, silence, answers unasked, twice and for others, its end: real workers, in a sandbox."""
    if (refused := probe(tier).refused) is not None:
        pytest.skip(f"the {tier} tier does not hold here: {refused.render()}")
    rounds = ROUNDS * 75 // 1000
    hasty, growth = replace(chapter, call_seconds=0.2, chapter_seconds=120.0), Growth(rounds)
    before, open_files = len(descendants(os.getpid())), open_descriptors()
    with open_sandbox(tier, limits=SMALL, serve=WORKER) as sandbox:
        judge(hasty, suite, seed="first", sandbox=sandbox)
        server, requests[0] = sandbox._server._process.pid, 0
        while requests[0] < rounds:
            judged = judge(hasty, suite, seed=str(requests[0]), diagnose=0, sandbox=sandbox)
            unharmed(chapter, judged)
            earned_nothing(judged)
            growth.at(requests[0])
        assert sandbox._server._process.pid == server
    growth.check()
    assert len(descendants(os.getpid())) == before
    assert open_descriptors() == open_files
