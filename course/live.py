"""A chapter that is judged again and again as its files are saved: what changed is judged, the rest is remembered."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.checking import tier_of
from course.content import Content
from course.data import data_for
from course.devices import resolve_device
from course.errors import CourseError, ExitCode
from course.reach import reached
from course.recording import record
from course.remembered import Judged, Kept, Whole
from course.reports import keep_report
from course.settled import changed, edited_in, settled
from course.workspace import Workspace
from grader.results import ScoreReport
from grader.seeds import Seeds
from grader.spec import ChapterSpec
from grader.submission import Submission
from grader.words import Words

if TYPE_CHECKING:
    from grader.grade import Conditions, Grader

@dataclass(frozen=True)
class LiveOptions:
    """How to judge; a seed of None is a fresh one a chapter."""

    device: str = "auto"
    seed: str | None = None
    full_data: bool = False
    sandbox: str | None = None


Hear = Callable[[Judged], None]


class Interrupted(Exception):
    """A judging that `interrupt` ended; what was known before is still known."""


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
        self._kept: dict[str, Kept] = {}
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

    def check(self, saved: Iterable[Path] = (), hear: Hear = _nobody) -> Judged:
        """Judges what changed since the last time; `saved` files of another chapter only make that the current one.

        `hear` is given the verdicts before known mistakes are looked for, where there are any to look for.
        """
        with self._lock:
            chapters = [chapter for path in saved if (chapter := self.chapter_of(path)) is not None]
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
        known = None if kept is None else kept.files
        submission = settled(self.workspace.folder(chapter), chapter, known)
        others = changed(submission, known)
        if kept is None:
            again = frozenset(exercise.name for exercise in chapter.exercises)
        else:
            texts = {name: file.text for name, file in submission.modules.items()}
            again = reached(chapter, texts, others) | kept.unfinished
            if not again:
                return kept.judged
        whole = Whole(chapter, again, others, edited_in(chapter, submission, known), kept)
        tried = (whole.edited or again) if kept is not None or attempt else ()
        return self._judged(submission, whole, tried, hear)

    def _judged(self, submission: Submission, whole: Whole, tried: Collection[str], hear: Hear) -> Judged:
        """What becomes of the exercises to be judged; what breaks on our side is tried once more in a new sandbox.

        Verdicts are kept and recorded before mistakes are named: an interruption then loses the names alone.
        """
        from grader.grade import GraderError

        chapter, conditions = whole.chapter, self._conditions(whole.chapter, whole)
        self._stop.clear()

        def early(report: ScoreReport) -> None:
            hear(self._keep(submission, whole, whole.report(report), tried, naming=True))

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
                return self._keep(submission, whole, whole.report(report), tried, naming=False)
        raise AssertionError

    def _keep(
        self, submission: Submission, whole: Whole, report: ScoreReport, tried: Collection[str], *, naming: bool
    ) -> Judged:
        kept = self._kept.get(whole.chapter.key)
        if kept is not None and kept.judged.naming and kept is not whole.kept:
            judged = replace(kept.judged, report=report, naming=naming)  # recorded already
        else:
            recorded = record(self.workspace, report, tried, whole.again)
            judged = whole.judged(report, recorded.progress, recorded.remarks, naming=naming)
        self._kept[whole.chapter.key] = Kept(dict(submission.modules), judged)
        if not naming:
            with contextlib.suppress(OSError):  # a disk that cannot be written has been told of with the progress
                keep_report(self.workspace, whole.chapter, report)
        return judged

    def _unless_stopped(self) -> None:
        if self._stop.is_set():
            raise Interrupted

    def _conditions(self, chapter: ChapterSpec, whole: Whole) -> Conditions:
        from grader.grade import Conditions

        seed = self._seeds.setdefault(chapter.key, self.options.seed or Seeds.from_text(None).shown)
        return Conditions(
            seed=seed,
            device=resolve_device(self.options.device),
            tier=tier_of(self.options.sandbox),
            data=data_for(chapter.data, self.options.full_data),
            only=whole.again,
            failing=whole.failing,
        )

    def _grader_for(self, chapter: ChapterSpec) -> Grader:
        """The warm grader of all chapters that ask for what this one does; a new one where this one asks for more."""
        from grader.allocator import keep_freed
        from grader.grade import Conditions, Grader, GraderError
        from grader.sandbox.failures import SandboxUnavailable

        if self._grader is None or self._needs != chapter.capabilities:
            keep_freed()
            self.close()
            alike = [other for other in self._chapters if other.capabilities == chapter.capabilities]
            conditions = Conditions(device=resolve_device(self.options.device), tier=tier_of(self.options.sandbox))
            try:
                self._grader = Grader(conditions, *alike, stop=self._stop, lasting=False)
            except SandboxUnavailable as error:
                raise GraderError(error.words) from error
            self._needs = chapter.capabilities
        return self._grader


def _broken(what: Words) -> CourseError:
    return CourseError(what, next_command="course doctor", code=ExitCode.OUR_FAULT)
