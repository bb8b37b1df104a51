"""A process that judges one unit after another: what an engine starts, here or on another machine."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from grader.engines import Job, Outcome, Unit
from grader.grade import Grader, GraderError
from grader.record import to_record
from grader.sandbox.failures import SandboxUnavailable
from grader.spec import ChapterSpec
from grader.words import words


class Bench:
    """Warm graders, one for all chapters that need the same of a sandbox."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._graders: dict[object, Grader] = {}
        self._open = contextlib.ExitStack()

    def judge(self, unit: Unit) -> Outcome:
        """What becomes of a unit; whatever breaks here is a reason, not an exception."""
        try:
            chapter = self._job.chapter(unit.chapter)
            conditions = replace(self._job.conditions, seed=unit.seed)
            return Outcome(unit.key, to_record(self._grader(chapter).judge(unit.submission, chapter, conditions)))
        except (GraderError, SandboxUnavailable) as error:
            return Outcome(unit.key, None, error.words)
        except Exception as error:  # noqa: BLE001  one submission must not cost the others anything
            said = f"{type(error).__name__}: {error}"
            return Outcome(unit.key, None, words("gradstep itself broke: {error}", error=said[:500]))

    def warm(self) -> None:
        """Open every sandbox. Raises GraderError or SandboxUnavailable where one cannot be had."""
        for chapter in self._job.chapters:
            self._grader(chapter)

    def _grader(self, chapter: ChapterSpec) -> Grader:
        needs = chapter.capabilities
        if needs not in self._graders:
            alike = [other for other in self._job.chapters if other.capabilities == needs]
            self._graders[needs] = self._open.enter_context(Grader(self._job.conditions, *alike))
        return self._graders[needs]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()


@contextlib.contextmanager
def temporary_files_in(job: Job) -> Iterator[None]:
    """Temporary files of this process go where the run sweeps them, however it ends."""
    before = tempfile.tempdir
    job.temporary.mkdir(parents=True, exist_ok=True)
    job.temporary.chmod(0o711)  # a sandbox's own user must reach its folder below
    tempfile.tempdir = str(job.temporary)
    try:
        yield
    finally:
        tempfile.tempdir = before
