"""Ways to judge many submissions: one method, `map`, whatever machines there are behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.grade import Conditions
from grader.spec import ChapterSpec
from grader.submission import Submission
from grader.words import Words


class EngineError(Exception):
    """Nothing can be judged here; `words` say why."""

    def __init__(self, message: Words) -> None:
        super().__init__(message.render())
        self.words = message

    def __reduce__(self) -> tuple[type[EngineError], tuple[Words]]:
        """With its words, also from one process to another."""
        return EngineError, (self.words,)


@dataclass(frozen=True)
class Job:
    """What every judging process needs to know: the chapters, and how to judge; `temporary` is theirs alone."""

    chapters: tuple[ChapterSpec, ...]
    conditions: Conditions
    temporary: Path

    def chapter(self, key: str) -> ChapterSpec:
        """The chapter of that key."""
        return next(chapter for chapter in self.chapters if chapter.key == key)


@dataclass(frozen=True)
class Unit:
    """One submission to one chapter, to be judged with one seed; `key` is where its result is kept."""

    key: str
    chapter: str
    seed: str
    submission: Submission


@dataclass(frozen=True)
class Outcome:
    """What became of a unit: the record of its report, or why there is none; either way nobody else is touched."""

    key: str
    record: dict[str, Any] | None
    reason: Words | None = None


class Engine(Protocol):
    """Judges units in any order."""

    def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
        """One outcome a unit, as they are finished; units are taken only as fast as they can be judged.

        Raises EngineError where no process can be had that judges.
        """
