"""A class's work as it stands after grading: one row a student and chapter, judged or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from grader.results import ScoreReport
from grader.words import Words


class Standing(StrEnum):
    """What a row's score rests on."""

    SCORED = "scored"
    KILLED = "killed"  # judged, and the sandbox ended at least one check: out of time or out of memory
    CRASHED = "crashed"  # judged, and at least one check's process died of itself
    NEEDS_REVIEW = "needs_review"  # we broke: no score
    UNREADABLE = "unreadable"  # something was handed in that cannot be judged
    MISSING = "missing"  # nothing was handed in


@dataclass(frozen=True)
class Graded:
    """One student's work on one chapter.

    `score` is None for needs_review and 0 for what is missing or unreadable; `reason` says why for all but scored.
    `attempt` counts from 1, 0 for a missing one; `late_by` is None where no due date or no time of submission is known.
    `result` is where the store keeps what was judged, empty where nothing was; `made_from` what decided it: the
    suite's hash, the versions and the conditions.
    `lms` holds what the learning platform needs to find the student again, under its own column names.
    """

    student: str
    name: str
    chapter: str
    standing: Standing
    score: Decimal | None
    max_score: Decimal
    reason: Words | None = None
    attempt: int = 0
    submitted_at: datetime | None = None
    late_by: timedelta | None = None
    digest: str = ""
    report: ScoreReport | None = None
    seconds: float = 0.0
    result: str = ""
    made_from: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    lms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Rows(Protocol):
    """The rows of a class, in the order of students and then chapters; read anew from disk by every iteration."""

    def __iter__(self) -> Iterator[Graded]: ...

    def __len__(self) -> int: ...
