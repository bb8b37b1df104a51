"""What a class's scores come to: means, quartiles, pass rates, discrimination, counts of mistakes. Pure values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.graded import Standing
from grader.words import Words

BINS = 10
ENOUGH = 20
"""Below so many submissions a correlation says nothing, and no check is pointed at for its own."""
LOW = 0.2
"""Below this a check tells strong submissions from weak ones poorly (Ebel and Frisbie, Essentials of Educational
Measurement, chapter 13)."""


@dataclass(frozen=True)
class Line:
    """A student's row of the heat map: `percent` is None where there is no score, and so is an exercise's share.

    `shares` are whole percents of the exercises, 100 only for full marks and 0 only for none.
    """

    student: str
    name: str
    standing: Standing
    percent: float | None
    shares: tuple[int | None, ...]
    reason: Words | None = None
    seconds: float = 0.0
    late: bool = False


@dataclass(frozen=True)
class ExerciseStatistics:
    """An exercise: of `judged` submissions so many had full marks, nothing, or had not written it.

    `unnamed` ones are wrong in a way that no known mistake explains; `mean` is a share from 0 to 1.
    """

    name: str
    optional: bool
    judged: int
    mean: float | None
    full: int
    nothing: int
    unwritten: int
    unnamed: int


@dataclass(frozen=True)
class CheckStatistics:
    """A check: how many of the submissions that it judged passed, and how well it tells strong from weak."""

    name: str
    exercise: str
    title: str
    visible: bool
    judged: int
    passed: int
    unwritten: int
    discrimination: float | None

    @property
    def rate(self) -> float | None:
        """The share that passed, from 0 to 1."""
        return self.passed / self.judged if self.judged else None

    @property
    def doubtful(self) -> bool:
        """Whether those who pass it do no better, or hardly better, in the rest: the check itself may be wrong."""
        return self.judged >= ENOUGH and self.discrimination is not None and self.discrimination < LOW


@dataclass(frozen=True)
class MistakeStatistics:
    """A known mistake, and who made it, as places in the chapter's lines."""

    key: str
    exercise: str
    who: tuple[int, ...]


@dataclass(frozen=True)
class Spread:
    """The distribution of scores in percent; `bins` counts tenths, the last of which includes 100."""

    count: int
    mean: float
    quartiles: tuple[float, float, float]
    bins: tuple[int, ...]


@dataclass(frozen=True)
class ChapterStatistics:
    """A chapter's: `judged` submissions have a score that rests on what was judged; `slowest` are places in lines."""

    key: str
    standings: Mapping[Standing, int]
    judged: int
    spread: Spread | None
    exercises: tuple[ExerciseStatistics, ...]
    checks: tuple[CheckStatistics, ...]
    mistakes: tuple[MistakeStatistics, ...]
    lines: tuple[Line, ...]
    slowest: tuple[int, ...]


def spread(percents: Sequence[float]) -> Spread | None:
    """The distribution of percents, None where there are none."""
    if not percents:
        return None
    ordered = sorted(percents)
    bins = [0] * BINS
    for percent in ordered:
        bins[min(int(percent * BINS // 100), BINS - 1)] += 1
    first, median, third = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Spread(len(ordered), math.fsum(ordered) / len(ordered), (first, median, third), tuple(bins))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of an ordered sample lies, between two of them where it falls between."""
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


@dataclass
class Correlation:
    """Pearson's correlation of passing (0 or 1) with a whole number, summed exactly, a pair at a time."""

    count: int = 0
    passed: int = 0
    rest: int = 0
    rest_squared: int = 0
    rest_of_passed: int = 0

    def add(self, passed: bool, rest: int) -> None:
        """One submission: whether it passed, and how many of the other checks it passed."""
        self.count += 1
        self.passed += passed
        self.rest += rest
        self.rest_squared += rest * rest
        self.rest_of_passed += rest * passed

    @property
    def value(self) -> float | None:
        """From -1 to 1; None where all pass, all fail, or all have the same rest."""
        varied = self.count * self.passed - self.passed**2
        rests = self.count * self.rest_squared - self.rest**2
        if varied == 0 or rests == 0:
            return None
        together = self.count * self.rest_of_passed - self.passed * self.rest
        return max(-1.0, min(1.0, together / (math.sqrt(varied) * math.sqrt(rests))))


def share_of(score: Decimal | None, most: Decimal) -> int | None:
    """A score in whole percents that never rounds to full marks or to nothing; None where there is no score."""
    if score is None or not most:
        return None
    if score >= most:
        return 100
    return max(1, min(99, round(100 * score / most))) if score > 0 else 0
