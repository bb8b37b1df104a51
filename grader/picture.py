"""What is drawn of a failing check: two shapes axis by axis, where values differ, which parts are right.

Plain data, small whatever was compared, and without any number of an input or of a value: sizes, places and classes of
how far. `grader/mismatch.py` makes it where a comparison fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.words import Words

MOST_AXES = 8
MOST_ROWS, MOST_COLUMNS = 12, 32
MOST_PARTS = 12
LARGEST_SIZE = 1_000_000
"""A size beyond it is written as >999999: a shape is no way to spell a number."""


class Mark(StrEnum):
    """What is the matter with an axis."""

    SAME = "same"
    EXTRA = "extra"
    MISSING = "missing"
    SIZE = "size"
    MOVED = "moved"


class Cell(StrEnum):
    """How far the worst value of a cell is from the expected one, against the size of such values."""

    RIGHT = "."
    NEAR = "-"
    OFF = "+"
    FAR = "#"
    NOT_FINITE = "N"


@dataclass(frozen=True)
class Axis:
    """An axis of the shape that came back beside one of the shape that was expected; None where there is none."""

    got: int | None
    expected: int | None
    mark: Mark


@dataclass(frozen=True)
class Shapes:
    """Two shapes, aligned; `said` is the same in words, `cut` how many axes at the end of each are not shown."""

    axes: tuple[Axis, ...]
    said: Words
    cut: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Grid:
    """Where values differ: a string a row, a `Cell` a character.

    It stands for `height` rows and `width` columns, `tall` x `wide` of them a cell; where the tensor has more than two
    `axes`, all but the last make the rows. `said` is where the wrong ones are, in words.
    """

    rows: tuple[str, ...]
    height: int
    width: int
    tall: int
    wide: int
    axes: int
    said: Words | None = None


@dataclass(frozen=True)
class Part:
    """An entry of a list, tuple or dict."""

    name: str
    right: bool


@dataclass(frozen=True)
class Picture:
    """All that is drawn of a failing comparison; `more` parts are not shown."""

    shapes: Shapes | None = None
    grid: Grid | None = None
    parts: tuple[Part, ...] = ()
    more: int = 0


def size_text(size: int) -> str:
    """A size as it is written."""
    return str(size) if size < LARGEST_SIZE else f">{LARGEST_SIZE - 1}"
