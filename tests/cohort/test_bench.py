"""A process that judges: what breaks on our side is tried once more, what a submission does to itself never is."""

from __future__ import annotations

import errno
import pickle
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from judging import load

from grader.engines import EngineError, Job, Unit
from grader.engines import bench as module
from grader.engines.bench import Bench
from grader.grade import Conditions, GraderError
from grader.results import CheckResult, ExerciseReport, SandboxReport, ScoreReport, State, Verdict
from grader.submission import from_files
from grader.words import words

CHAPTER = load("ch90_mini")
UNIT = Unit("k", CHAPTER.key, "seed", from_files({}, CHAPTER.modules, chapter_key=CHAPTER.key))


def report(verdict: Verdict) -> ScoreReport:
    """A report of one check."""
    broken = verdict is Verdict.INTERNAL_ERROR
    check = CheckResult("test_x", "x", "x", verdict, 1, False)
    score = None if broken else Decimal(0)
    exercise = ExerciseReport("x", "x", False, score, Decimal(1), (check,))
    state = State.NEEDS_REVIEW if broken else State.SCORED
    return ScoreReport(CHAPTER.key, state, score, Decimal(1), "cpu", "1", SandboxReport("full", ()), (exercise,))


FULL = OSError(errno.ENOSPC, "No space left on device", "/somewhere/gradstep-1")
FAULTS = {
    "no sandbox": GraderError(words("no sandbox")),
    "a broken check": report(Verdict.INTERNAL_ERROR),
    "an exception": ZeroDivisionError("us"),
    "an error of the system": OSError(errno.EMFILE, "Too many open files"),
}


class Fake:
    """A grader that answers what it is given, in order; counts how often one is opened and closed."""

    answers: list[Any]
    opened = closed = 0

    def __init__(self, *_: object, **__: object) -> None:
        Fake.opened += 1

    def judge(self, *_: object) -> ScoreReport:
        answer = Fake.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, ScoreReport)
        return answer

    def __enter__(self) -> Fake:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        Fake.closed += 1


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Bench]:
    """A bench whose graders give these answers."""

    def build(*answers: object) -> Bench:
        Fake.answers, Fake.opened, Fake.closed = list(answers), 0, 0
        monkeypatch.setattr(module, "Grader", Fake)
        return Bench(Job((CHAPTER,), Conditions(), tmp_path))

    return build


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_we_break_is_tried_once_more(bench: Callable[..., Bench], fault: object) -> None:
    """In a sandbox of its own; the second time counts."""
    with bench(fault, report(Verdict.WRONG_ANSWER), report(Verdict.PASSED)) as judging:
        outcome = judging.judge(UNIT)
        assert outcome.record is not None
        assert outcome.record["exercises"][0]["checks"][0]["verdict"] == "wrong_answer"
        assert (Fake.opened, Fake.closed, len(Fake.answers)) == (2, 1, 1)
        judging.judge(UNIT)
    assert (Fake.opened, Fake.closed) == (2, 2)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_breaks_twice_is_to_be_reviewed(bench: Callable[..., Bench], fault: object) -> None:
    """With a reason or with the check that broke; there is no third time, and the next unit is judged."""
    with bench(fault, fault, report(Verdict.PASSED)) as judging:
        outcome = judging.judge(UNIT)
        assert outcome.reason is not None or (outcome.record or {})["state"] == "needs_review"
        assert len(Fake.answers) == 1
        following = judging.judge(replace(UNIT, key="l"))
        assert (following.record or {})["state"] == "scored"


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - {Verdict.INTERNAL_ERROR}))
def test_what_a_submission_does_is_never_tried_again(bench: Callable[..., Bench], verdict: Verdict) -> None:
    """Whatever it dies of: a second chance would be a chance to be lucky."""
    with bench(report(verdict), report(Verdict.PASSED)) as judging:
        outcome = judging.judge(UNIT)
        assert (outcome.record or {})["exercises"][0]["checks"][0]["verdict"] == verdict.value
        assert (Fake.opened, len(Fake.answers)) == (1, 1)


def test_a_full_disk_puts_no_submission_aside(bench: Callable[..., Bench]) -> None:
    """It ends the run with words that name the place; they travel between processes."""
    with bench(FULL) as judging, pytest.raises(EngineError) as raised:
        judging.judge(UNIT)
    said = "Submissions cannot be judged: /somewhere/gradstep-1: No space left on device."
    assert str(raised.value).startswith(said)
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.words == raised.value.words
