"""Counts a class while its rows pass by, one at a time: no report is kept."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from grader.graded import Graded, Standing
from grader.results import FAILURES, CheckResult, ExerciseReport, ScoreReport, State, Verdict
from grader.score import UNCOUNTED
from grader.spec import ChapterSpec, ExerciseSpec
from grader.statistics import (
    ChapterStatistics,
    CheckStatistics,
    Correlation,
    ExerciseStatistics,
    Line,
    MistakeStatistics,
    share_of,
    spread,
)

SLOWEST = 10


class ClassTally:
    """The counts of every chapter of a class."""

    def __init__(self, chapters: Sequence[ChapterSpec]) -> None:
        self._chapters = {chapter.key: _Chapter(chapter) for chapter in chapters}

    def add(self, row: Graded) -> None:
        """Count one row; its report is not kept."""
        self._chapters[row.chapter].add(row)

    def statistics(self) -> tuple[ChapterStatistics, ...]:
        """What the rows so far come to, a chapter at a time."""
        return tuple(chapter.statistics() for chapter in self._chapters.values())


@dataclass
class _Exercise:
    judged: int = 0
    score: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    full: int = 0
    nothing: int = 0
    unwritten: int = 0
    unnamed: int = 0

    def add(self, report: ExerciseReport) -> None:
        if report.score is None or not report.max_score:
            return
        failing = [check for check in report.checks if check.verdict in FAILURES]
        unwritten = any(check.verdict is Verdict.NOT_IMPLEMENTED for check in failing)
        self.judged += 1
        self.score += report.score
        self.most += report.max_score
        self.full += report.score == report.max_score
        self.nothing += report.score == 0 and not unwritten
        self.unwritten += unwritten
        wrong = any(check.verdict is Verdict.WRONG_ANSWER and not check.blames for check in failing)
        self.unnamed += wrong and not any(check.diagnosis for check in report.checks)

    def statistics(self, spec: ExerciseSpec) -> ExerciseStatistics:
        mean = float(self.score / self.most) if self.most else None
        return ExerciseStatistics(
            spec.name, spec.optional, self.judged, mean, self.full, self.nothing, self.unwritten, self.unnamed
        )


@dataclass
class _Check:
    exercise: str
    title: str
    visible: bool
    unwritten: int = 0
    correlation: Correlation = field(default_factory=Correlation)


class _Chapter:
    def __init__(self, spec: ChapterSpec) -> None:
        self._spec = spec
        self._standings: Counter[Standing] = Counter()
        self._judged = 0
        self._percents: list[float] = []
        self._exercises = {exercise.name: _Exercise() for exercise in spec.exercises}
        self._checks: dict[str, _Check] = {}
        self._mistakes: dict[tuple[str, str], list[int]] = {}
        self._lines: list[Line] = []
        self._timed: list[int] = []

    def add(self, row: Graded) -> None:
        report = row.report
        judged = report is not None and report.state is State.SCORED and row.score is not None
        percent = _percent(row.score, row.max_score) if judged else None
        here = len(self._lines)
        self._standings[row.standing] += 1
        self._lines.append(
            Line(
                row.student, row.name, row.standing, percent, self._shares(report), row.reason, row.seconds,
                bool(row.late_by),
            )
        )  # fmt: skip
        if report is None:
            return
        self._timed.append(here)
        if not judged:
            return
        self._judged += 1
        if percent is not None:
            self._percents.append(percent)
        for exercise in report.exercises:
            self._exercises[exercise.name].add(exercise)
        self._count_checks(report)
        named = {(check.diagnosis, check.exercise) for item in report.exercises for check in item.checks}
        for key, name in sorted((key, name) for key, name in named if key):
            self._mistakes.setdefault((key, name), []).append(here)

    def _shares(self, report: ScoreReport | None) -> tuple[int | None, ...]:
        """A whole percent an exercise, in the chapter's order."""
        found = {exercise.name: exercise for exercise in report.exercises} if report is not None else {}
        return tuple(
            share_of(found[name].score, found[name].max_score) if name in found else None for name in self._exercises
        )

    def _count_checks(self, report: ScoreReport) -> None:
        optional = {exercise.name for exercise in report.exercises if exercise.optional}
        checks = [
            check
            for exercise in report.exercises
            for check in exercise.checks
            if check.verdict not in UNCOUNTED and check.verdict is not Verdict.INTERNAL_ERROR
        ]

        def counts(check: CheckResult) -> bool:
            return check.weight > 0 and check.exercise not in optional

        total = sum(check.verdict is Verdict.PASSED for check in checks if counts(check))
        for check in checks:
            passed = check.verdict is Verdict.PASSED
            seen = self._checks.setdefault(check.name, _Check(check.exercise, check.title, check.visible))
            seen.unwritten += check.verdict is Verdict.NOT_IMPLEMENTED
            seen.correlation.add(passed, total - (passed and counts(check)))

    def statistics(self) -> ChapterStatistics:
        lines = self._lines
        order = {exercise.name: at for at, exercise in enumerate(self._spec.exercises)}
        checks = sorted(self._checks.items(), key=lambda item: order[item[1].exercise])
        mistakes = [MistakeStatistics(key, name, tuple(who)) for (key, name), who in self._mistakes.items()]
        return ChapterStatistics(
            key=self._spec.key,
            standings={standing: self._standings[standing] for standing in Standing},
            judged=self._judged,
            spread=spread(self._percents),
            exercises=tuple(self._exercises[item.name].statistics(item) for item in self._spec.exercises),
            checks=tuple(_check_statistics(name, check) for name, check in checks),
            mistakes=tuple(sorted(mistakes, key=lambda item: (-len(item.who), order[item.exercise], item.key))),
            lines=tuple(lines),
            slowest=tuple(heapq.nlargest(SLOWEST, self._timed, key=lambda at: (lines[at].seconds, -at))),
        )


def _check_statistics(name: str, check: _Check) -> CheckStatistics:
    seen = check.correlation
    return CheckStatistics(
        name, check.exercise, check.title, check.visible, seen.count, seen.passed, check.unwritten, seen.value
    )


def _percent(score: Decimal | None, most: Decimal) -> float | None:
    return None if score is None or not most else float(100 * score / most)
