"""From check results to a score report: exact fractions, rounded once an exercise, half up, to two decimals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from grader.results import CheckResult, ExerciseReport, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words

UNCOUNTED = frozenset({Verdict.NOT_RUN_HERE, Verdict.SKIPPED})


def _decimal(value: Fraction) -> Decimal:
    hundredths = math.floor(value * 100 + Fraction(1, 2))
    return Decimal(hundredths).scaleb(-2)


def score_exercise(exercise: ExerciseSpec, checks: Sequence[CheckResult]) -> ExerciseReport:
    """points x (weights of passed checks / all weights); checks that could not run here are out of both.

    An internal error keeps max_score and leaves the score None; an exercise of which nothing ran here has max_score 0.
    """
    counted = [check for check in checks if check.verdict not in UNCOUNTED and check.weight > 0]
    if any(check.verdict is Verdict.INTERNAL_ERROR for check in checks):
        score, most = None, Decimal(exercise.points)
    elif not counted:
        score, most = None, Decimal(0)
    else:
        passed = sum(check.weight for check in counted if check.verdict is Verdict.PASSED)
        score = _decimal(Fraction(exercise.points * passed, sum(check.weight for check in counted)))
        most = Decimal(exercise.points)
    return ExerciseReport(exercise.name, exercise.module, exercise.optional, score, most, tuple(checks))


def score_chapter(
    chapter: ChapterSpec,
    results: Sequence[CheckResult],
    *,
    device: str,
    seed: str,
    sandbox: SandboxReport,
    notes: tuple[Words, ...] = (),
    seconds: float = 0.0,
) -> ScoreReport:
    """The report of a chapter; exercises without any result (not asked for) are left out.

    What we broke leaves the chapter without a score, except in an optional exercise, which never changes it.
    """
    reports = [
        score_exercise(exercise, checks)
        for exercise in chapter.exercises
        if (checks := [result for result in results if result.exercise == exercise.name])
    ]
    counted = [report for report in reports if not report.optional]
    broken = any(check.verdict is Verdict.INTERNAL_ERROR for report in counted for check in report.checks)
    return ScoreReport(
        chapter=chapter.key,
        state=State.NEEDS_REVIEW if broken else State.SCORED,
        score=None if broken else sum((report.score or Decimal(0) for report in counted), Decimal(0)),
        max_score=sum((report.max_score for report in counted), Decimal(0)),
        device=device,
        seed=seed,
        sandbox=sandbox,
        exercises=tuple(reports),
        notes=notes,
        seconds=seconds,
    )
