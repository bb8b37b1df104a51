"""A judge that is told what to say, and reports for it to give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from course.live import Hear
from course.progress import Progress
from course.remembered import Judged
from grader.results import CheckResult, ExerciseReport, Failure, Place, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterSpec
from grader.words import words

ATTACK = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"


@dataclass
class ToldJudge:
    """A judge that gives the reports it was given, and remembers what it was asked."""

    reports: dict[str, Judged] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    failure: Exception | None = None
    current: ChapterSpec | None = None

    def last(self, chapter: ChapterSpec) -> Judged | None:
        return self.reports.get(chapter.key)

    def chapter_of(self, path: Path) -> ChapterSpec | None:
        raise NotImplementedError

    def open(self, chapter: ChapterSpec, hear: Hear = lambda _: None) -> Judged:
        self.current = chapter
        self.asked.append(("open", chapter.key))
        return self._answer(chapter)

    def check(self, changed: Iterable[Path] = (), hear: Hear = lambda _: None) -> Judged:
        raise NotImplementedError

    def check_all(self, hear: Hear = lambda _: None) -> Judged:
        assert self.current is not None
        self.asked.append(("check_all", self.current.key))
        return self._answer(self.current)

    def interrupt(self) -> None:
        pass

    def close(self) -> None:
        self.asked.append(("close", ""))

    def _answer(self, chapter: ChapterSpec) -> Judged:
        if self.failure is not None:
            raise self.failure
        return self.reports[chapter.key]


def check(exercise: str, verdict: Verdict, line: int = 0, said: str = "every value is wrong") -> CheckResult:
    """One check of an exercise of mse.py; a failing one names a line."""
    failure = None
    if verdict is not Verdict.PASSED:
        failure = Failure(verdict, words("{said}", said=said), called=said, place=Place("mse.py", line))
    return CheckResult(f"test_{exercise}", exercise, f"{exercise} is right", verdict, 1, False, failure)


def judged(chapter: ChapterSpec, *checks: CheckResult, again: tuple[str, ...] = (), naming: bool = False) -> Judged:
    """What a judge says of a chapter: these checks, and what is not among them is not implemented."""
    given = {item.exercise: item for item in checks}
    exercises = tuple(
        ExerciseReport(
            exercise.name,
            exercise.module,
            exercise.optional,
            Decimal(0),
            Decimal(exercise.points),
            (given.get(exercise.name) or check(exercise.name, Verdict.NOT_IMPLEMENTED, 1),),
        )
        for exercise in chapter.exercises
    )
    sandbox = SandboxReport("full", ("Landlock",))
    report = ScoreReport(chapter.key, State.SCORED, Decimal(0), Decimal(100), "cpu", "1", sandbox, exercises)
    return Judged(chapter, report, again, (), again, Progress(), naming=naming)
