"""What is remembered of a chapter that was judged, and the whole report made of that and of what is judged anew."""

from __future__ import annotations

from dataclasses import dataclass

from course.progress import Progress
from course.settled import Files
from grader.results import FAILURES, CheckResult, ScoreReport, Verdict
from grader.spec import ChapterSpec
from grader.words import Words


@dataclass(frozen=True)
class Judged:
    """A chapter's whole report, which exercises were judged just now, and which modules had changed.

    `edited` are the exercises whose own code had changed. `naming` says that known mistakes are still being looked
    for: the same report comes again with what was found.
    """

    chapter: ChapterSpec
    report: ScoreReport
    again: tuple[str, ...]
    changed: tuple[str, ...]
    edited: tuple[str, ...]
    progress: Progress
    remarks: tuple[Words, ...] = ()
    naming: bool = False


@dataclass(frozen=True)
class Kept:
    """The files that were judged last, and what came of them."""

    files: Files
    judged: Judged

    @property
    def results(self) -> list[CheckResult]:
        """Every check's result."""
        return [check for exercise in self.judged.report.exercises for check in exercise.checks]

    @property
    def unfinished(self) -> frozenset[str]:
        """The exercises to judge once more: something of ours broke in them, or their mistakes were not named yet."""
        from grader.diagnose import NAMEABLE

        worth = {Verdict.INTERNAL_ERROR} | (NAMEABLE if self.judged.naming else frozenset())
        return frozenset(check.exercise for check in self.results if check.verdict in worth)


@dataclass(frozen=True)
class Whole:
    """Makes whole reports: `again` are the exercises that are judged now, the others are remembered."""

    chapter: ChapterSpec
    again: frozenset[str]
    changed: tuple[str, ...]
    edited: tuple[str, ...]
    kept: Kept | None

    @property
    def failing(self) -> frozenset[str]:
        """The exercises that are not judged now and are known to fail."""
        remembered = [] if self.kept is None else self.kept.results
        return frozenset(item.exercise for item in remembered if item.verdict in FAILURES) - self.again

    def report(self, report: ScoreReport) -> ScoreReport:
        """The report of the exercises judged now, made whole."""
        from grader.score import score_chapter

        results = [check for exercise in report.exercises for check in exercise.checks]
        if self.kept is not None:
            results += [check for check in self.kept.results if check.exercise not in self.again]
        return score_chapter(
            self.chapter,
            results,
            device=report.device,
            seed=report.seed,
            sandbox=report.sandbox,
            notes=report.notes,
            seconds=report.seconds,
        )

    def judged(
        self, report: ScoreReport, progress: Progress, remarks: tuple[Words, ...] = (), *, naming: bool = False
    ) -> Judged:
        """The whole report with what was judged of it, in the chapter's order."""
        again = tuple(exercise.name for exercise in self.chapter.exercises if exercise.name in self.again)
        return Judged(self.chapter, report, again, self.changed, self.edited, progress, remarks, naming)
