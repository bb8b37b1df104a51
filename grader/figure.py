"""What a check shows of a training beside its verdict: curves, an accuracy, a confusion matrix, misread images.

Plain data, capped, which never counts: a check is judged as if it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_FIGURES = 4
MOST_POINTS = 120
MOST_LABELS = 12
MOST_IMAGES = 8
LARGEST_IMAGE = 32 * 32


class Measure(StrEnum):
    """What is measured."""

    LOSS = "loss"
    VALIDATION_LOSS = "validation_loss"
    ACCURACY = "accuracy"
    RATE = "rate"


class Along(StrEnum):
    """What a curve runs along."""

    STEP = "step"
    EPOCH = "epoch"


@dataclass(frozen=True)
class Curve:
    """A curve of the learner's beside the reference's.

    `points` are (place, value), None where the value is not finite; `claimed` says that they are what the learner's
    function returned, not what a check measured. `band` are (place, lowest, highest) of the reference. On hidden inputs
    a curve is `scaled`: the reference goes from 0 to 1, and its numbers are nobody's.
    """

    measure: Measure
    along: Along
    points: tuple[tuple[float, float | None], ...]
    band: tuple[tuple[float, float, float], ...]
    claimed: bool
    scaled: bool


@dataclass(frozen=True)
class Share:
    """An accuracy that a check measured: what is asked for at least, and what the reference reaches."""

    value: float
    needed: float
    low: float
    high: float


@dataclass(frozen=True)
class Confusion:
    """How often samples of a class (rows) were taken for each (columns)."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Misread:
    """An image and the two classes: what it is, and what it was taken for; `pixels` are bytes in base64, row by row."""

    pixels: str
    truth: str
    said: str


@dataclass(frozen=True)
class Images:
    """Some of the images, `height` x `width`, that were taken for something else; how many there are, of how many."""

    height: int
    width: int
    items: tuple[Misread, ...]
    wrong: int
    total: int


Figure = Curve | Share | Confusion | Images
