"""A class made up from a seed: students who are good at things or not, as rows with reports of a real chapter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from course.content import find_content
from grader.graded import Graded, Standing
from grader.results import (
    CheckResult,
    ExerciseReport,
    Failure,
    Place,
    SandboxReport,
    ScoreReport,
    State,
    Verdict,
)
from grader.spec import ChapterSpec
from grader.words import words

CONTENT = find_content()
NAMES = (
    "Ada Lovelace", "李雷", "Zoë Müller", "محمد", "Nguyễn Văn An", "O'Brien <b>", "=cmd|' /C calc'!A0", "山田 太郎",
)  # fmt: skip
STANDINGS = (Standing.MISSING, Standing.UNREADABLE, Standing.NEEDS_REVIEW, Standing.CRASHED, Standing.KILLED)
REASONS = {
    Standing.MISSING: words("nothing was handed in"),
    Standing.UNREADABLE: words("{file} cannot be read", file="<script>alert(1)</script>\u202e.zip"),
    Standing.NEEDS_REVIEW: words("it broke"),
    Standing.CRASHED: words("{exercise}: {message}", exercise="mse_loss", message="\x1b[31mdied"),
    Standing.KILLED: words("{exercise}: {message}", exercise="mse_loss", message="out of time"),
}


def chapter(key: str) -> ChapterSpec:
    """A chapter of the course."""
    return CONTENT.chapter(key)


def made_up(chapters: list[ChapterSpec], students: int, seed: int = 1) -> Iterator[Graded]:
    """The rows of a class, one at a time."""
    random = np.random.default_rng(seed)
    for at in range(students):
        skill = random.normal()
        for spec in chapters:
            yield _row(spec, f"s{at:05d}", NAMES[at % len(NAMES)], skill, random)


def _row(spec: ChapterSpec, student: str, name: str, skill: float, random: np.random.Generator) -> Graded:
    most = Decimal(sum(exercise.points for exercise in spec.exercises if not exercise.optional))
    standing = STANDINGS[int(random.integers(5))] if random.random() < 0.08 else Standing.SCORED
    reason = REASONS.get(standing)
    if standing in (Standing.MISSING, Standing.UNREADABLE, Standing.NEEDS_REVIEW):
        score = None if standing is Standing.NEEDS_REVIEW else Decimal(0)
        return Graded(student, name, spec.key, standing, score, most, reason)
    report = report_of(spec, skill, random)
    return Graded(
        student, name, spec.key, standing, report.score, most, reason, attempt=1, report=report, seconds=report.seconds
    )


def report_of(spec: ChapterSpec, skill: float, random: np.random.Generator) -> ScoreReport:
    """A report with four checks an exercise, of which the first is the worked example."""
    exercises = tuple(_exercise(spec, at, skill, random) for at in range(len(spec.exercises)))
    counted = [exercise.score for exercise in exercises if not exercise.optional and exercise.score is not None]
    return ScoreReport(
        chapter=spec.key,
        state=State.SCORED,
        score=sum(counted, Decimal(0)),
        max_score=sum((exercise.max_score for exercise in exercises if not exercise.optional), Decimal(0)),
        device="cpu",
        seed="0123456789abcdef",
        sandbox=SandboxReport("full", ("namespaces", "Landlock", "seccomp")),
        exercises=exercises,
        seconds=float(random.exponential(0.4)),
    )


def _exercise(spec: ChapterSpec, at: int, skill: float, random: np.random.Generator) -> ExerciseReport:
    item = spec.exercises[at]
    mistakes = sorted(key for key in spec.text("en").mistake if key.startswith(f"{item.name}__"))
    unwritten = random.random() < 0.03 + 0.02 * at
    mistake = mistakes[int(random.exponential(1.5)) % len(mistakes)] if mistakes and random.random() < 0.8 else None
    checks = []
    for number in range(4):
        passed = not unwritten and skill + random.normal(0, 0.7) > -1.0 + 0.25 * at + 0.15 * number
        verdict = Verdict.PASSED if passed else Verdict.NOT_IMPLEMENTED if unwritten else Verdict.WRONG_ANSWER
        failure = None if passed else Failure(
            verdict, words("every value is {factor} times too large", factor=7), called=f"{item.name}(pred, target)",
            got=words("shape {shape}", shape="(7, 3)"), place=Place(f"{item.module}.py", 20 + at),
        )  # fmt: skip
        checks.append(
            CheckResult(
                f"test_{item.name}_{number}", item.name, f"{item.name} is right, part {number}", verdict,
                int(number > 0), number == 0, failure, diagnosis=None if passed or unwritten else mistake,
            )
        )  # fmt: skip
    share = Decimal(sum(check.verdict is Verdict.PASSED for check in checks[1:])) / 3
    score = (item.points * share).quantize(Decimal("0.01"))
    return ExerciseReport(item.name, item.module, item.optional, score, Decimal(item.points), tuple(checks))
