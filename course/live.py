"""A chapter that is judged again and again as its files are saved: what changed is judged, the rest is remembered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.content import Content
from course.data import data_for
from course.devices import resolve_device
from course.errors import CourseError, ExitCode
from course.progress import Progress
from course.reach import edited, reached
from course.recording import record
from course.workspace import Workspace
from grader.notebook.beside import collect_work
from grader.results import FAILURES, CheckResult, ScoreReport, Verdict
from grader.seeds import Seeds
from grader.spec import ChapterSpec
from grader.submission import SourceFile, Submission, SubmissionError, from_files
from grader.words import Words

if TYPE_CHECKING:
    from grader.grade import Conditions, Grader
    from grader.sandbox.plan import Tier

SETTLE_SECONDS = 0.03
SETTLE_TIMES = 4
"""How long a file that is missing, empty or no Python is given: an editor may still be writing it."""


@dataclass(frozen=True)
class LiveOptions:
    """How to judge; a seed of None is a fresh one a chapter."""

    device: str = "auto"
    seed: str | None = None
    full_data: bool = False
    sandbox: str | None = None


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


Hear = Callable[[Judged], None]


class Interrupted(Exception):
    """A judging that `interrupt` ended; what was known before is still known."""


@dataclass(frozen=True)
class _Kept:
    """What was judged last of a chapter: the files and every check's result."""

    files: dict[str, SourceFile]
    judged: Judged

    @property
    def results(self) -> list[CheckResult]:
        return [check for exercise in self.judged.report.exercises for check in exercise.checks]

    def broken(self) -> set[str]:
        """The exercises in which something of ours broke: they are worth another try."""
        return {check.exercise for check in self.results if check.verdict is Verdict.INTERNAL_ERROR}


def _nobody(_: Judged) -> None:
    pass


class Live:
    """A workspace being judged in one warm sandbox; it may be asked from any thread, and answers one at a time.

    Every method that judges raises CourseError where nothing can be judged at all, and Interrupted; the next call tries
    again.
    """

    def __init__(self, content: Content, workspace: Workspace, options: LiveOptions = LiveOptions()) -> None:
        self.workspace, self.options = workspace, options
        self._content = content
        self._chapters = content.chapters()
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._kept: dict[str, _Kept] = {}
        self._seeds: dict[str, str] = {}
        self._grader: Grader | None = None
        self._needs: frozenset[str] | None = None
        self._current: ChapterSpec | None = None

    @property
    def chapter(self) -> ChapterSpec | None:
        """The chapter that is being judged."""
        return self._current

    def last(self, chapter: ChapterSpec) -> Judged | None:
        """What was judged last of a chapter, without judging anything."""
        kept = self._kept.get(chapter.key)
        return None if kept is None else kept.judged

    def chapter_of(self, path: Path) -> ChapterSpec | None:
        """The chapter in whose folder a file lies."""
        folders = {self.workspace.folder(chapter): chapter for chapter in self._chapters}
        return folders.get(path.absolute().parent)

    def warm(self, chapter: ChapterSpec) -> None:
        """Begins to load torch for a chapter, so that its first report comes sooner."""
        from grader.grade import GraderError

        with self._lock:
            try:
                self._grader_for(chapter)
            except GraderError as error:
                raise _broken(error.words) from error

    def open(self, chapter: ChapterSpec, hear: Hear = _nobody) -> Judged:
        """Judges what was not judged yet of a chapter, which is the current one from now on."""
        with self._lock:
            self._current = chapter
            return self._check(chapter, hear)

    def check(self, changed: Iterable[Path] = (), hear: Hear = _nobody) -> Judged:
        """Judges what changed since the last time; `changed` files of another chapter only make that the current one.

        `hear` is given the verdicts before known mistakes are looked for, where there are any to look for.
        """
        with self._lock:
            chapters = [chapter for path in changed if (chapter := self.chapter_of(path)) is not None]
            if chapters and self._current not in chapters:
                self._current = chapters[0]
            if self._current is None:
                self._current = self._chapters[0]
            return self._check(self._current, hear)

    def check_all(self, hear: Hear = _nobody) -> Judged:
        """Judges the whole current chapter on new inputs."""
        with self._lock:
            chapter = self._current or self._chapters[0]
            self._kept.pop(chapter.key, None)
            self._seeds.pop(chapter.key, None)
            return self._check(chapter, hear, attempt=True)

    def interrupt(self) -> None:
        """Ends the judging that goes on in another thread, if any: it raises Interrupted there, in a moment."""
        self._stop.set()

    def close(self) -> None:
        """Ends the sandbox and everything in it."""
        with self._lock:
            grader, self._grader, self._needs = self._grader, None, None
            if grader is not None:
                grader.close()

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check(self, chapter: ChapterSpec, hear: Hear, *, attempt: bool = False) -> Judged:
        kept = self._kept.get(chapter.key)
        submission = self._settled(chapter, kept)
        changed = _changed(submission, kept)
        if kept is None:
            again = frozenset(exercise.name for exercise in chapter.exercises)
        else:
            texts = {name: file.text for name, file in submission.modules.items()}
            again = reached(chapter, texts, changed) | kept.broken()
            if not again:
                return kept.judged
        whole = _Whole(chapter, again, changed, _edited(chapter, submission, kept), kept)
        tried = (whole.edited or again) if kept is not None or attempt else ()
        report = self._judged(chapter, submission, whole, hear)
        recorded = record(self.workspace, report, tried, again)
        judged = replace(whole.judged(report, recorded.progress), remarks=recorded.remarks)
        self._kept[chapter.key] = _Kept(dict(submission.modules), judged)
        return judged

    def _settled(self, chapter: ChapterSpec, kept: _Kept | None) -> Submission:
        """The files once nobody seems to be writing them any more."""
        submission = _read(self.workspace.folder(chapter), chapter)
        for _ in range(SETTLE_TIMES if kept is not None else 0):
            changed = _changed(submission, kept)
            if not any(_doubtful(submission.modules[name]) for name in changed):
                break
            time.sleep(SETTLE_SECONDS)
            submission = _read(self.workspace.folder(chapter), chapter)
        return submission

    def _judged(self, chapter: ChapterSpec, submission: Submission, whole: _Whole, hear: Hear) -> ScoreReport:
        """The whole report; what breaks on our side is tried once more in a new sandbox."""
        from grader.grade import GraderError

        conditions = self._conditions(chapter, whole)
        self._stop.clear()

        def early(report: ScoreReport) -> None:
            progress = Progress() if whole.kept is None else whole.kept.judged.progress
            hear(replace(whole.judged(whole.of(report), progress), naming=True))

        for last in (False, True):
            try:
                report = self._grader_for(chapter).judge(submission, chapter, conditions, verdicts=early)
            except GraderError as error:
                self._unless_stopped()
                self.close()
                if last:
                    raise _broken(error.words) from error
            else:
                self._unless_stopped()
                return whole.of(report)
        raise AssertionError

    def _unless_stopped(self) -> None:
        if self._stop.is_set():
            raise Interrupted

    def _conditions(self, chapter: ChapterSpec, whole: _Whole) -> Conditions:
        from grader.grade import Conditions

        seed = self._seeds.setdefault(chapter.key, self.options.seed or Seeds.from_text(None).shown)
        return Conditions(
            seed=seed,
            device=resolve_device(self.options.device),
            tier=_tier(self.options.sandbox),
            data=data_for(chapter.data, self.options.full_data),
            only=whole.again,
            failing=whole.failing,
        )

    def _grader_for(self, chapter: ChapterSpec) -> Grader:
        """The warm grader of all chapters that ask for what this one does; a new one where this one asks for more."""
        from grader.grade import Conditions, Grader, GraderError
        from grader.sandbox.failures import SandboxUnavailable

        if self._grader is None or self._needs != chapter.capabilities:
            self.close()
            alike = [other for other in self._chapters if other.capabilities == chapter.capabilities]
            conditions = Conditions(device=resolve_device(self.options.device), tier=_tier(self.options.sandbox))
            try:
                self._grader = Grader(conditions, *alike, stop=self._stop)
            except SandboxUnavailable as error:
                raise GraderError(error.words) from error
            self._needs = chapter.capabilities
        return self._grader


@dataclass(frozen=True)
class _Whole:
    """Makes a whole report of the exercises judged again and what is remembered of the others."""

    chapter: ChapterSpec
    again: frozenset[str]
    changed: tuple[str, ...]
    edited: tuple[str, ...]
    kept: _Kept | None

    @property
    def failing(self) -> frozenset[str]:
        """The exercises that are not judged now and are known to fail."""
        remembered = [] if self.kept is None else self.kept.results
        return frozenset(item.exercise for item in remembered if item.verdict in FAILURES) - self.again

    def of(self, report: ScoreReport) -> ScoreReport:
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

    def judged(self, report: ScoreReport, progress: Progress) -> Judged:
        """The whole report with what was judged of it, in the chapter's order."""
        again = tuple(exercise.name for exercise in self.chapter.exercises if exercise.name in self.again)
        return Judged(self.chapter, report, again, self.changed, self.edited, progress)


def _broken(what: Words) -> CourseError:
    return CourseError(what, next_command="course doctor", code=ExitCode.OUR_FAULT)


def _read(folder: Path, chapter: ChapterSpec) -> Submission:
    """The chapter's modules; all are missing where there is nothing to read."""
    try:
        return collect_work(folder, chapter)
    except SubmissionError:
        return from_files({}, chapter.modules, chapter_key=chapter.key)


def _changed(submission: Submission, kept: _Kept | None) -> tuple[str, ...]:
    known = {} if kept is None else kept.files
    return tuple(name for name, file in submission.modules.items() if known.get(name) != file)


def _edited(chapter: ChapterSpec, submission: Submission, kept: _Kept | None) -> tuple[str, ...]:
    if kept is None:
        return ()
    now = submission.modules
    return tuple(
        exercise
        for name in _changed(submission, kept)
        for exercise in edited(chapter, name, kept.files[name].text or "", now[name].text or "")
    )


def _doubtful(file: SourceFile) -> bool:
    """Whether an editor may be in the middle of writing a file."""
    return file.problem is not None or not (file.text or "").strip()


def _tier(name: str | None) -> Tier | None:
    if name is None:
        return None
    from grader.sandbox.plan import Tier

    return Tier(name)
