"""The judge that a process of nbgrader's keeps warm: a submission at a time, through the store of `course grade`."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course.grade import GradeOptions, cohort_of, secret_in, with_suites
from grader.cohort import Cohort, needs_review
from grader.digests import look_again, suite_digest
from grader.engines import Job, Outcome, Unit
from grader.engines.crew import Crew
from grader.engines.site import launch
from grader.graded import Graded
from grader.intake import Entry
from grader.spec import ChapterSpec
from grader.store import Store
from grader.submission import SubmissionError, without_place

TICK = 0.25
IDLE_SECONDS = 120.0
"""After so long without a submission the judge of a server such as formgrader's ends; the next one starts it again."""


@dataclass(frozen=True)
class Settings:
    """How an instructor wants submissions judged; `secret` is the file that inputs are drawn from."""

    root: Path
    results: Path
    secret: Path
    secret_named: bool = False
    pack: Path | None = None
    suites: Path | None = None
    lang: str = "en"
    device: str = "cpu"
    sandbox: str | None = None
    weaker: bool = False
    diagnosis_seconds: float = 3.0

    def cohort(self, chapter: ChapterSpec, *, regrade: str = "failed") -> Cohort:
        """The class run that these settings make. Raises CourseError."""
        options = GradeOptions(
            submissions=self.root, chapters=(chapter.key,), out=self.results, regrade=regrade, device=self.device,
            sandbox=self.sandbox, weaker=self.weaker, diagnosis_seconds=self.diagnosis_seconds,
        )  # fmt: skip
        return cohort_of([chapter], options, secret_in(self.secret, named=self.secret_named))

    def store(self, assignment: str) -> Store:
        """Where the results of an assignment are kept."""
        return Store(self.results / assignment)

    def chapter(self, chapter: ChapterSpec) -> ChapterSpec:
        """The chapter with the instructor's own suite, where there is one. Raises CourseError."""
        return with_suites(chapter, self.suites)


class Desk:
    """One judging process, started when it is needed; submissions are read, judged and kept one at a time."""

    def __init__(self, cohort: Cohort, store: Store) -> None:
        self._cohort, self._store = cohort, store
        self._crew: Crew | None = None
        self._folder: Path | None = None
        self._lock = threading.RLock()
        self._idle: threading.Timer | None = None

    def row(self, entry: Entry) -> Graded:
        """What becomes of an entry. Raises EngineError where nothing can be judged here."""
        chapter = self._cohort.chapter(entry.chapter)
        try:
            submission = without_place(entry.collect(chapter), chapter_key=chapter.key)
        except SubmissionError as error:
            return self._cohort.row(entry, "", None, error.words)
        unit = self._cohort.unit(entry, submission)
        record = self._store.load(unit.key)
        if record is None or needs_review(record):
            record = self._cohort.record(unit, self._judged(unit))
            with suppress(OSError):  # what cannot be kept is judged again the next time
                self._store.keep_sources(submission)
                self._store.save(unit.key, record)
        return self._cohort.row(entry, unit.key, record)

    def _judged(self, unit: Unit) -> Outcome:
        with self._lock:
            try:
                crew = self._crew = self._crew or self._hired()
                crew.give(unit)
                while True:
                    for outcome in crew.hear(TICK):
                        if outcome.key == unit.key:
                            self._rest()
                            return outcome
            except BaseException:
                self.close()
                raise

    def _hired(self) -> Crew:
        self._folder = Path(tempfile.mkdtemp(prefix="gradstep-"))
        self._folder.chmod(0o711)  # a sandbox's own user must reach its folder below
        job = Job(self._cohort.chapters, self._cohort.conditions, self._folder / "work")
        return Crew(lambda core: launch(job, core), 1, extra=0)

    def _rest(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE_SECONDS, self.close)
        self._idle.daemon = True
        self._idle.start()

    def close(self) -> None:
        """End the judging process; the next submission starts another."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            crew, self._crew = self._crew, None
            if crew is not None:
                crew.close()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None


_desks: dict[tuple[Settings, str, str, str], Desk] = {}


def desk_for(settings: Settings, chapter: ChapterSpec, assignment: str) -> Desk:
    """This process's desk for an assignment; for another, or an edited suite, it begins anew. Raises CourseError."""
    look_again()  # the process may be a server's, and outlive an edit of the suite
    own = settings.chapter(chapter)
    key = (settings, assignment, own.key, suite_digest(own))
    if key not in _desks:
        close_desks()
        _desks[key] = Desk(settings.cohort(own), settings.store(assignment))
    return _desks[key]


@atexit.register
def close_desks() -> None:
    """End every judging process of this one's."""
    while _desks:
        _desks.popitem()[1].close()
