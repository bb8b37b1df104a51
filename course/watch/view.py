"""What `course watch` shows: which exercise on which page, and how that changes with what is saved and pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from course.hint import Hints
from course.remembered import Judged
from course.watch.fit import END_OF_BODY
from grader.results import FAILURES, ExerciseReport, Verdict
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words


class Page(StrEnum):
    """What fills the screen."""

    EXERCISE = "exercise"
    CHAPTER = "chapter"
    LIST = "list"
    ANSWER = "answer"


class Ask(StrEnum):
    """A question that y answers."""

    RESET = "reset"
    SOLUTION = "solution"


@dataclass(frozen=True)
class View:
    """The state of the screen; every change is a new value.

    What is `said` outlives so many judgings; `top` is the first line that is shown of what is too tall for the window.
    """

    chapter: ChapterSpec
    exercise: str
    judged: Judged | None = None
    page: Page = Page.EXERCISE
    ask: Ask | None = None
    hints: Hints | None = None
    answer: str = ""
    chosen: int = 0
    top: int = 0
    said: tuple[Words, ...] = ()
    next_command: str | None = None
    outlives: int = 0
    when: str = ""
    seconds: float = 0.0
    busy: bool = False

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise that is looked at."""
        return self.chapter.exercise(self.exercise)

    @property
    def report(self) -> ExerciseReport | None:
        """Its report."""
        reports = () if self.judged is None else self.judged.report.exercises
        return next((report for report in reports if report.name == self.exercise), None)

    def at(self, exercise: str) -> View:
        """Another exercise, without what was said of the last one."""
        clean = replace(self, page=Page.EXERCISE, ask=None, said=(), next_command=None, top=0)
        return clean if exercise == self.exercise else replace(clean, exercise=exercise, hints=None)

    def saying(self, *said: Words, next_command: str | None = None) -> View:
        """With something said below the report."""
        return replace(self, ask=None, said=said, next_command=next_command, outlives=0, top=END_OF_BODY)

    def later(self) -> View:
        """When something was judged: what was said of what was before is not said any more."""
        if self.outlives:
            return replace(self, outlives=self.outlives - 1)
        return replace(self, said=(), next_command=None)

    def listing(self) -> View:
        """The list of the chapter's exercises, this one chosen."""
        return replace(self, page=Page.LIST, ask=None, top=0, chosen=self.chapter.exercises.index(self.spec))

    def moved(self, step: int) -> View:
        """Another line of the list chosen."""
        return replace(self, chosen=(self.chosen + step) % len(self.chapter.exercises))


def passes(report: ExerciseReport) -> bool:
    """Whether no check of an exercise fails."""
    return not any(check.verdict in FAILURES for check in report.checks)


def shown_after(view: View, judged: Judged) -> View:
    """The view once something was judged: of the exercise that was worked on, which stays the one that is looked at."""
    if judged.chapter.key != view.chapter.key:
        first = _worst(judged, judged.edited) or _worst(judged, [item.name for item in judged.report.exercises])
        clean = replace(view, chapter=judged.chapter, exercise=judged.chapter.exercises[0].name, hints=None)
        return replace(clean, judged=judged).at(first or clean.exercise)
    named = view.judged is not None and view.judged.naming and not judged.naming and view.judged.again == judged.again
    if not named:  # the same report with the mistakes' names scrolls nothing away: a hint may have been asked for
        view = replace(view, top=END_OF_BODY if view.said else 0)
    view = replace(view, judged=judged)
    edited = [name for name in judged.edited if name in judged.again]
    changed = [item.name for item in judged.chapter.exercises if item.module in judged.changed]
    worked_on = edited or ([] if view.exercise in judged.again else changed)
    if view.page is Page.CHAPTER and not worked_on:
        return view
    if not worked_on or view.exercise in worked_on:
        return view if view.page is Page.EXERCISE else view.at(view.exercise)
    return view.at(_worst(judged, worked_on) or view.exercise)


def _worst(judged: Judged, names: Sequence[str]) -> str | None:
    """Of some exercises the one to look at: what is written and wrong before what is not written, then what passes."""
    reports = [report for report in judged.report.exercises if report.name in names]
    return min(reports, key=_rank).name if reports else None


def _rank(report: ExerciseReport) -> int:
    if passes(report):
        return 2
    return int(any(check.verdict is Verdict.NOT_IMPLEMENTED for check in report.checks))


def next_failing(judged: Judged, exercise: str) -> str | None:
    """The exercise that comes after this one and does not pass, optional ones last; None where all others do."""
    names = [report.name for report in judged.report.exercises]
    at = names.index(exercise) + 1 if exercise in names else 0
    reports = [*judged.report.exercises[at:], *judged.report.exercises[:at]]
    failing = [report for report in reports if report.name != exercise and not passes(report)]
    return min(failing, key=lambda report: report.optional).name if failing else None


def count(judged: Judged) -> tuple[int, int]:
    """How many of the exercises that count pass, and how many there are."""
    counted = [report for report in judged.report.exercises if not report.optional]
    return sum(map(passes, counted)), len(counted)
