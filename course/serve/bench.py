"""The thread that judges for every page: one thing at a time, in the order in which it was asked for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from course.errors import CourseError, ExitCode
from course.live import Hear, Interrupted
from course.remembered import Judged
from grader.results import ScoreReport
from grader.spec import ChapterSpec
from grader.words import words


class Judge(Protocol):
    """What judges: `course.live.Live`, and in tests something quicker."""

    def last(self, chapter: ChapterSpec) -> Judged | None:
        """What was judged last of a chapter."""

    def chapter_of(self, path: Path) -> ChapterSpec | None:
        """The chapter in whose folder a file lies."""

    def open(self, chapter: ChapterSpec, hear: Hear = ...) -> Judged:
        """Judges what was not judged yet of a chapter."""

    def check(self, changed: Iterable[Path] = ..., hear: Hear = ...) -> Judged:
        """Judges what changed."""

    def check_all(self, hear: Hear = ...) -> Judged:
        """Judges the current chapter on new inputs."""

    def interrupt(self) -> None:
        """Ends the judging that goes on."""

    def close(self) -> None:
        """Ends what runs."""


class Kind(StrEnum):
    """What happened."""

    JUDGING = "judging"
    JUDGED = "judged"


@dataclass(frozen=True)
class Event:
    """What listeners hear: a chapter is being judged, or was; `error` says why it could not be.

    `news` is false where somebody only looked, and nothing had changed.
    """

    kind: Kind
    chapter: ChapterSpec
    judged: Judged | None = None
    error: CourseError | None = None
    news: bool = True


Listener = Callable[[Event | None], None]
"""Hears every event, and None when there will be no more."""
_Task = Callable[[Hear], Judged]


class Bench:
    """Judges what pages ask for and what was saved; whoever listens hears of it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._tasks: queue.SimpleQueue[tuple[ChapterSpec, _Task] | None] = queue.SimpleQueue()
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()
        self._errors: dict[str, CourseError] = {}
        self._early: dict[str, Judged] = {}
        self._busy: ChapterSpec | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="judging", daemon=True)
        self._thread.start()

    @property
    def judging(self) -> ChapterSpec | None:
        """The chapter that is being judged now."""
        return self._busy

    def judged(self, chapter: ChapterSpec) -> Judged | None:
        """What is known of a chapter: verdicts come before the mistakes in them are named."""
        return self._early.get(chapter.key) or self._judge.last(chapter)

    def report(self, chapter: ChapterSpec) -> ScoreReport | None:
        """The whole report of a chapter, where it was judged."""
        judged = self.judged(chapter)
        return None if judged is None else judged.report

    def error(self, chapter: ChapterSpec) -> CourseError | None:
        """Why a chapter could not be judged when that was tried last."""
        return self._errors.get(chapter.key)

    def want(self, chapter: ChapterSpec) -> None:
        """Judges what changed in a chapter that somebody looks at; once, however many look."""
        with self._lock:
            if chapter.key in self._waiting:
                return
            self._waiting.add(chapter.key)
        self._tasks.put((chapter, lambda hear: self._judge.open(chapter, hear)))

    def changed(self, paths: Iterable[Path]) -> None:
        """Judges the chapters whose files were saved; a judging of what they were before is left at once."""
        for chapter in {found.key: found for path in paths if (found := self._judge.chapter_of(path))}.values():
            self.want(chapter)
            busy = self._busy
            if busy is not None and busy.key == chapter.key:
                self._judge.interrupt()

    def again(self, chapter: ChapterSpec) -> None:
        """Judges a whole chapter on new inputs; one that was not judged yet is, once."""

        def task(hear: Hear) -> Judged:
            if self._judge.last(chapter) is None:
                return self._judge.open(chapter, hear)
            self._judge.open(chapter)
            return self._judge.check_all(hear)

        self._tasks.put((chapter, task))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tells the listener of every event from now on; what is returned ends that."""
        with self._lock:
            self._listeners.add(listener)

        def leave() -> None:
            with self._lock:
                self._listeners.discard(listener)

        return leave

    def hush(self) -> None:
        """Tells every listener that there is no more to hear."""
        self._tell(None)

    def close(self, seconds: float) -> bool:
        """Ends the thread and what it runs; whether that was done within `seconds`."""
        self.hush()
        self._ending.set()
        self._tasks.put(None)
        self._judge.interrupt()
        self._thread.join(seconds)
        if self._thread.is_alive():
            return False
        self._judge.close()
        return True

    def _work(self) -> None:
        while (item := self._tasks.get()) is not None and not self._ending.is_set():
            chapter, task = item
            with self._lock:
                self._waiting.discard(chapter.key)
            self._busy = chapter
            self._tell(Event(Kind.JUDGING, chapter))
            event = self._done(chapter, task)
            self._busy = None
            self._early.pop(chapter.key, None)
            if event is not None:
                self._tell(event)

    def _done(self, chapter: ChapterSpec, task: _Task) -> Event | None:
        """What came of a task; None where it was interrupted, for then another is waiting."""

        def early(judged: Judged) -> None:
            self._early[chapter.key] = judged
            self._tell(Event(Kind.JUDGED, chapter, judged))

        before = self._judge.last(chapter)
        try:
            judged = task(early)
        except Interrupted:
            return None
        except CourseError as error:
            self._errors[chapter.key] = error
            return Event(Kind.JUDGED, chapter, error=error)
        except Exception as error:  # noqa: BLE001  a fault of ours must not end the judging of what comes next
            kind = f"{type(error).__name__}: {error}"
            fault = CourseError(
                words("gradstep itself broke ({kind}). This is our fault and costs you nothing.", kind=kind),
                next_command="course doctor",
                code=ExitCode.OUR_FAULT,
            )
            self._errors[chapter.key] = fault
            return Event(Kind.JUDGED, chapter, error=fault)
        mended = self._errors.pop(chapter.key, None) is not None
        return Event(Kind.JUDGED, chapter, judged, news=mended or judged is not before)

    def _tell(self, event: Event | None) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(event)
