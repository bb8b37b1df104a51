"""How far a learner is with an exercise and a chapter: what was judged last, else what the workspace remembers."""

from __future__ import annotations

from dataclasses import dataclass

from course.progress import ExerciseProgress, Progress
from grader.exports.said import MARKS, state_of
from grader.results import ExerciseReport, ScoreReport
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words, words


@dataclass(frozen=True)
class Standing:
    """A mark (passed, failed, open, ours) and what is said beside it."""

    kind: str
    state: Words

    @property
    def mark(self) -> str:
        """The character that stands for it."""
        return MARKS[self.kind]


@dataclass(frozen=True)
class ChapterStanding:
    """How many of the exercises that count have passed."""

    passed: int
    all: int
    begun: bool

    @property
    def kind(self) -> str:
        """The chapter's own mark."""
        return "passed" if self.passed == self.all else "begun" if self.begun else "open"

    @property
    def share(self) -> int:
        """A whole percent; 100 only where all have passed."""
        return 100 * self.passed // self.all if self.all else 100


def of_exercise(exercise: ExerciseSpec, report: ScoreReport | None, known: ExerciseProgress) -> Standing:
    """The standing of an exercise."""
    judged = report_of(report, exercise.name)
    if judged is not None and judged.checks:
        kind, remark = state_of(judged)
        return Standing(kind, remark or words("passed"))
    if known.passed:
        return Standing("passed", words("passed"))
    if known.attempts:
        return Standing("failed", words("does not pass yet"))
    return Standing("open", words("not tried yet"))


def of_chapter(chapter: ChapterSpec, report: ScoreReport | None, progress: Progress) -> ChapterStanding:
    """The standing of a chapter; optional exercises do not count."""
    kinds, begun = [], False
    for exercise in chapter.exercises:
        known = progress.of(chapter.key, exercise.name)
        kind = of_exercise(exercise, report, known).kind
        begun = begun or kind == "passed" or known.attempts > 0
        if not exercise.optional:
            kinds.append(kind)
    return ChapterStanding(kinds.count("passed"), len(kinds), begun)


def report_of(report: ScoreReport | None, exercise: str) -> ExerciseReport | None:
    """What a chapter's report says of one exercise."""
    judged = () if report is None else report.exercises
    return next((item for item in judged if item.name == exercise), None)
