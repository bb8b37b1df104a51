"""A class counted row by row, on the mini course's chapter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from judging import load

from grader.graded import Graded, Standing
from grader.results import CheckResult, ExerciseReport, SandboxReport, ScoreReport, State, Verdict
from grader.statistics import ChapterStatistics, CheckStatistics, ExerciseStatistics, MistakeStatistics
from grader.tally import ClassTally
from grader.words import words

CHAPTER = load("ch90_mini")
P, W, N, X, B = Verdict.PASSED, Verdict.WRONG_ANSWER, Verdict.NOT_IMPLEMENTED, Verdict.NOT_RUN_HERE, Verdict.RAISED
NAMES = ("scale", "Gain", "descend", "store")


def exercise(name: str, *verdicts: Verdict, diagnosis: str | None = None) -> ExerciseReport:
    """Two hidden checks or more and what they come to, of 10 points."""
    checks = tuple(
        CheckResult(f"test_{name}_{at}", name, f"{name} {at}", verdict, 1, False,
                    diagnosis=diagnosis if verdict is W else None)
        for at, verdict in enumerate(verdicts)
    )  # fmt: skip
    counted = [check for check in checks if check.verdict is not X]
    score = Decimal(10) * sum(check.verdict is P for check in counted) / len(counted) if counted else None
    return ExerciseReport(name, "m", name == "store", score, Decimal(10 if counted else 0), checks)


def row(student: str, *exercises: ExerciseReport, seconds: float = 1.0, **more: object) -> Graded:
    """A judged row."""
    scores = [item.score for item in exercises if not item.optional and item.score is not None]
    total, most = sum(scores, Decimal(0)), Decimal(10 * len(scores))
    report = ScoreReport(CHAPTER.key, State.SCORED, total, most, "cpu", "s", SandboxReport("full", ()), exercises)
    made = Graded(student, "", CHAPTER.key, Standing.SCORED, total, most, report=report, seconds=seconds)
    return replace(made, **more)  # type: ignore[arg-type]


def count(*rows: Graded) -> ChapterStatistics:
    """The chapter's statistics."""
    tally = ClassTally([CHAPTER])
    for each in rows:
        tally.add(each)
    (found,) = tally.statistics()
    return found


def test_exercises_are_counted() -> None:
    """Full marks, nothing, not written, wrong without a name; what did not run here is not judged."""
    found = count(
        row("a", exercise("scale", P, P), exercise("Gain", X)),
        row("b", exercise("scale", P, W), exercise("Gain", P)),
        row("c", exercise("scale", W, W, diagnosis="scale__added"), exercise("Gain", N)),
        row("d", exercise("scale", N, N), exercise("Gain", B)),
    )
    assert found.exercises[:2] == (
        ExerciseStatistics("scale", False, 4, 0.375, full=1, nothing=1, unwritten=1, unnamed=1),
        ExerciseStatistics("Gain", False, 3, pytest.approx(1 / 3), full=1, nothing=1, unwritten=1, unnamed=0),
    )
    assert found.exercises[3] == ExerciseStatistics("store", True, 0, None, 0, 0, 0, 0)
    assert [line.shares for line in found.lines] == [
        (100, None, None, None), (50, 100, None, None), (0, 0, None, None), (0, 0, None, None)]  # fmt: skip


def test_a_mistake_is_counted_once_a_student_and_the_most_frequent_comes_first() -> None:
    """Whatever number of checks it fails."""
    added, twice = "scale__added", "Gain__twice"
    found = count(
        row("a", exercise("scale", P, P), exercise("Gain", W, diagnosis=twice)),
        row("b", exercise("scale", W, W, diagnosis=added), exercise("Gain", W, diagnosis=twice)),
    )
    assert found.mistakes == (MistakeStatistics(twice, "Gain", (0, 1)), MistakeStatistics(added, "scale", (1,)))


def test_discrimination_leaves_the_check_itself_and_optional_ones_out_of_the_rest() -> None:
    """It is the correlation of passing with the number of the other checks that count and are passed."""
    random = np.random.default_rng(3)
    passes = random.random((40, 5)) < random.random((40, 1))
    found = count(
        *(
            row(
                str(at),
                exercise("scale", *(P if ok else W for ok in line[:2])),
                exercise("Gain", *(P if ok else N for ok in line[2:4])),
                exercise("store", P if line[4] else W),
            )
            for at, line in enumerate(passes)
        )
    )
    rests = [passes[:, :4].sum(1) - (passes[:, at] if at < 4 else 0) for at in range(5)]
    expected = [np.corrcoef(passes[:, at], rests[at])[0, 1] for at in range(5)]
    assert [check.discrimination for check in found.checks] == pytest.approx(expected)
    assert found.checks[3] == CheckStatistics(
        "test_Gain_1", "Gain", "Gain 1", False, 40, int(passes[:, 3].sum()), int((~passes[:, 3]).sum()),
        pytest.approx(expected[3]),
    )  # fmt: skip


def test_a_check_that_the_strong_fail_is_pointed_at_in_a_class_that_is_large_enough() -> None:
    """From twenty submissions on; a check that all pass tells nothing and is not doubtful."""
    strong = row("s", exercise("scale", P, P, W), exercise("Gain", P, P))
    weak = row("w", exercise("scale", W, P, P), exercise("Gain", P, N))
    large, small = count(*[strong, weak] * 10), count(*[strong, weak] * 9)
    doubtful = [check.name for check in large.checks if check.doubtful]
    assert doubtful == ["test_scale_2"]
    assert not [check for check in small.checks if check.doubtful]
    assert large.checks[1].discrimination is None


def test_what_has_no_judged_score_is_in_no_mean() -> None:
    """Missing, unreadable and to be reviewed: a line each, with the standing and the reason, and no percent."""
    zero = {"report": None, "score": Decimal(0), "reason": words("said")}
    broken = row("r", exercise("scale", Verdict.INTERNAL_ERROR), score=None, standing=Standing.NEEDS_REVIEW)
    assert broken.report is not None
    found = count(
        row("a", exercise("scale", P), standing=Standing.CRASHED),
        row("m", standing=Standing.MISSING, **zero),
        row("u", standing=Standing.UNREADABLE, **zero),
        replace(broken, report=replace(broken.report, state=State.NEEDS_REVIEW, score=None)),
    )
    assert found.judged == 1
    assert found.spread is not None
    assert found.spread.mean == 100
    assert [line.percent for line in found.lines] == [100, None, None, None]
    assert found.standings == {
        Standing.SCORED: 0, Standing.KILLED: 0, Standing.CRASHED: 1, Standing.NEEDS_REVIEW: 1, Standing.UNREADABLE: 1,
        Standing.MISSING: 1,
    }  # fmt: skip
    assert found.checks[0].judged == 1


def test_the_slowest_come_first() -> None:
    """Ten of them, and of two that took as long the earlier."""
    found = count(*(row(str(at), exercise("scale", P), seconds=at % 7) for at in range(14)))
    assert [(found.lines[at].student, found.lines[at].seconds) for at in found.slowest[:3]] == [
        ("6", 6), ("13", 6), ("5", 5)]  # fmt: skip
    assert len(found.slowest) == 10


def test_an_empty_class_has_no_numbers() -> None:
    """Nothing is divided by nothing."""
    found = count()
    assert (found.spread, found.checks, found.lines, found.judged) == (None, (), (), 0)
