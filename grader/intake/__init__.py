"""What a class handed in, wherever it comes from: one light entry a student, chapter and attempt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from grader.spec import ChapterSpec
from grader.submission import Submission, SubmissionError
from grader.words import Words, words


class IntakeError(Exception):
    """The source as a whole cannot be read."""

    def __init__(self, message: Words) -> None:
        super().__init__(message.render())
        self.words = message


@dataclass(frozen=True)
class Person:
    """A line of a roster."""

    id: str
    name: str
    lms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Place(Protocol):
    """Where an attempt's files lie."""

    def collect(self, chapter: ChapterSpec) -> Submission:
        """Read them. Raises SubmissionError."""


@dataclass(frozen=True)
class Entry:
    """One student's attempt at one chapter; `problem` says why there is nothing to judge, where that is known.

    `attempt` counts from 1 and is 0 where nothing was handed in; `submitted_at` is in UTC.
    """

    student: str
    name: str
    chapter: str
    attempt: int = 1
    submitted_at: datetime | None = None
    lms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    problem: Words | None = None
    place: Place | None = None

    def collect(self, chapter: ChapterSpec) -> Submission:
        """Read what was handed in, now. Raises SubmissionError where there is nothing that can be judged."""
        if self.problem is not None or self.place is None:
            raise SubmissionError(self.problem or words("nothing was handed in"))
        return self.place.collect(chapter)


@dataclass(frozen=True)
class Intake:
    """Everything that was found, ordered by student, chapter and attempt; `notes` say what was not understood."""

    entries: tuple[Entry, ...]
    notes: tuple[Words, ...] = ()
    layout: str = "folders"
