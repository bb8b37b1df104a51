"""A process that judges one unit after another: what an engine starts, here or on another machine.

What breaks on our side is tried once more, in sandboxes of their own; what a submission does to itself never is. A disk
that cannot be written is no fault of any submission: it ends the run, and no unit is put aside for it.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from grader.engines import EngineError, Job, Outcome, Unit
from grader.grade import Grader, GraderError
from grader.record import to_record, without_images
from grader.results import State
from grader.sandbox.failures import SandboxUnavailable
from grader.spec import ChapterSpec
from grader.words import words

UNWRITABLE = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})


def raise_if_unwritable(error: OSError) -> None:
    """Raises EngineError where the disk that temporary files lie on is full or read-only."""
    if error.errno in UNWRITABLE:
        said = words(
            "Submissions cannot be judged: {path}: {reason}. Make room there and type the command again.",
            path=str(error.filename or tempfile.gettempdir()),
            reason=error.strerror or str(error),
        )
        raise EngineError(said) from error


class Bench:
    """Warm graders, one for all chapters that need the same of a sandbox."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._graders: dict[object, Grader] = {}
        self._open = contextlib.ExitStack()

    def judge(self, unit: Unit) -> Outcome:
        """What becomes of a unit; whatever breaks here twice is a reason, not an exception.

        Raises EngineError where the disk is full or read-only.
        """
        outcome = self._once(unit)
        if not _ours(outcome):
            return outcome
        self._start_anew()
        return self._once(unit)

    def _once(self, unit: Unit) -> Outcome:
        try:
            chapter = self._job.chapter(unit.chapter)
            conditions = replace(self._job.conditions, seed=unit.seed, tells_cut=True)
            judged = self._grader(chapter).judge(unit.submission, chapter, conditions)
            return Outcome(unit.key, to_record(without_images(judged)))
        except (GraderError, SandboxUnavailable) as error:
            return Outcome(unit.key, None, error.words)
        except OSError as error:
            raise_if_unwritable(error)
            return _broke(unit, error)
        except Exception as error:  # noqa: BLE001  one submission must not cost the others anything
            return _broke(unit, error)

    def warm(self) -> None:
        """Open every sandbox. Raises GraderError or SandboxUnavailable where one cannot be had."""
        for chapter in self._job.chapters:
            self._grader(chapter)

    def _start_anew(self) -> None:
        """End every sandbox; the next unit gets a new one."""
        self._graders.clear()
        with contextlib.suppress(OSError):
            self._open.close()
        self._open = contextlib.ExitStack()

    def _grader(self, chapter: ChapterSpec) -> Grader:
        needs = chapter.capabilities
        if needs not in self._graders:
            alike = [other for other in self._job.chapters if other.capabilities == needs]
            self._graders[needs] = self._open.enter_context(Grader(self._job.conditions, *alike, may_fork=True))
        return self._graders[needs]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()


def _ours(outcome: Outcome) -> bool:
    """Whether it was us that broke: no report, or one with a check that broke."""
    return outcome.record is None or outcome.record["state"] == State.NEEDS_REVIEW.value


def _broke(unit: Unit, error: Exception) -> Outcome:
    said = f"{type(error).__name__}: {error}"
    return Outcome(unit.key, None, words("gradstep itself broke: {error}", error=said[:500]))


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
