"""The fixture `show` of hidden suites: what a check shows of a training beside its verdict.

Nothing of it counts: whatever goes wrong in making a figure, a learner's value of another shape, say, leaves the figure
out and the check as it is.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import torch
from torch import Tensor

from grader.figure import (
    LARGEST_IMAGE,
    MOST_FIGURES,
    MOST_IMAGES,
    MOST_LABELS,
    MOST_POINTS,
    Along,
    Confusion,
    Curve,
    Figure,
    Images,
    Measure,
    Misread,
    Share,
)

Numbers = Iterable[Any] | Callable[[], Iterable[Any]]
"""Numbers, or what works them out: that may fail where a learner's values are of another shape."""
Band = Sequence[tuple[float, float]]
MOST_READ = 10_000
FURTHEST = 1.0
"""How far a scaled curve may leave the reference's range, in ranges."""


class Show:
    """What a check shows; every method can be called with anything that a learner returned."""

    def __init__(self, figures: list[Figure], *, in_full: bool = False) -> None:
        self._figures, self._in_full = figures, in_full

    def curve(
        self,
        measure: str,
        yours: Numbers,
        reference: Sequence[float] | Band,
        *,
        along: str = "step",
        at: Sequence[float] | None = None,
        reference_at: Sequence[float] | None = None,
        claimed: bool = False,
        public: bool = False,
    ) -> None:
        """A curve of the learner's beside the reference's: numbers, or (lowest, highest) pairs of several seeds.

        Args:
            measure: "loss", "validation_loss", "accuracy" or "rate".
            yours: the learner's numbers.
            reference: ours.
            along: "step" or "epoch".
            at: the places of the learner's numbers; one after another unless said, steps from 0 and epochs from 1 on.
            reference_at: the places of ours, likewise.
            claimed: the numbers are what the learner's function returned, not what the check measured.
            public: the numbers hold nothing hidden (a data set that everybody has): they are shown as they are.
        """
        with suppress(Exception):
            scaled = not (public or self._in_full)
            self._add(
                curve_of(
                    Measure(measure), Along(along), yours, reference,
                    at=at, reference_at=reference_at, claimed=claimed, scaled=scaled,
                )
            )  # fmt: skip

    def accuracy(self, value: float, *, needed: float, reference: tuple[float, float]) -> None:
        """A share of right answers that the check measured, what it asks for, and between what the reference lies."""
        with suppress(Exception):
            if math.isfinite(value):
                self._add(Share(round(float(value), 4), needed, *reference))

    def confusion(self, truth: Tensor, said: Tensor, labels: Sequence[str]) -> None:
        """Which class was taken for which, by the indexes of `labels`."""
        with suppress(Exception):
            self._add(confusion_of(truth, said, labels))

    def misread(self, images: Tensor, truth: Tensor, said: Tensor, labels: Sequence[str]) -> None:
        """Images (N, H, W), light on dark from 0 to 1, that were taken for something else."""
        with suppress(Exception):
            self._add(images_of(images, truth, said, labels))

    def _add(self, figure: Figure | None) -> None:
        if figure is not None and len(self._figures) < MOST_FIGURES:
            self._figures.append(figure)


def curve_of(
    measure: Measure,
    along: Along,
    yours: Numbers,
    reference: Sequence[float] | Band,
    *,
    at: Sequence[float] | None = None,
    reference_at: Sequence[float] | None = None,
    claimed: bool = False,
    scaled: bool = True,
) -> Curve | None:
    """The curve, or None where there is nothing to compare: too few places, or nothing of the learner's."""
    given = list(islice(yours() if callable(yours) else yours, MOST_READ + 1))
    values = [_number(value) for value in given]
    pairs = [(low, high) for low, high in map(_pair, reference) if math.isfinite(low) and math.isfinite(high)]
    first = 1 if along is Along.EPOCH else 0
    places = [float(place) for place in (range(first, first + len(values)) if at is None else at)]
    ours = [float(place) for place in (range(first, first + len(pairs)) if reference_at is None else reference_at)]
    if len(pairs) < 2 or len(pairs) != len(reference) or not 0 < len(values) <= MOST_READ:
        return None
    low, high = min(pair[0] for pair in pairs), max(pair[1] for pair in pairs)
    if high - low <= 0:
        high = low + (abs(low) or 1.0)

    def shown(value: float | None) -> float | None:
        if value is None or not scaled:
            return None if value is None else float(f"{value:.4g}")
        return round(min(max((value - low) / (high - low), -FURTHEST), 1 + FURTHEST), 3)

    band = [(place, shown(one), shown(other)) for place, (one, other) in zip(ours, pairs, strict=True)]
    points = [(place, shown(value)) for place, value in zip(places, values, strict=False)]
    kept = tuple((place, one, other) for place, one, other in _thinned(band) if one is not None and other is not None)
    return Curve(measure, along, tuple(_thinned(points)), kept, claimed, scaled)


def _number(value: object) -> float | None:
    """A claimed number; None where it is not finite, or none."""
    if isinstance(value, Tensor):
        value = value.item()
    if type(value) not in (int, float):
        raise TypeError(type(value).__name__)
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _pair(value: float | tuple[float, float]) -> tuple[float, float]:
    return (float(value[0]), float(value[1])) if isinstance(value, tuple) else (float(value), float(value))


def _thinned(items: Sequence[Any]) -> list[Any]:
    """At most MOST_POINTS of them, evenly, the first and the last among them."""
    if len(items) <= MOST_POINTS:
        return list(items)
    last = len(items) - 1
    return [items[round(index * last / (MOST_POINTS - 1))] for index in range(MOST_POINTS)]


def confusion_of(truth: Tensor, said: Tensor, labels: Sequence[str]) -> Confusion | None:
    """Counts of (truth, said); None where there are too many classes to show."""
    count = len(labels)
    if not 2 <= count <= MOST_LABELS:
        return None
    table = torch.zeros(count, count, dtype=torch.int64)
    table.index_put_((truth.long(), said.long()), torch.ones(len(truth), dtype=torch.int64), accumulate=True)
    return Confusion(tuple(map(str, labels)), tuple(tuple(row) for row in table.tolist()))


def images_of(images: Tensor, truth: Tensor, said: Tensor, labels: Sequence[str]) -> Images | None:
    """Some of the misread images, one of each pair of classes first; None where all are right."""
    height, width = images.shape[1:]
    wrong = (truth != said).nonzero().flatten().tolist()
    if not wrong or height * width > LARGEST_IMAGE:
        return None
    pairs: dict[tuple[int, int], int] = {}
    for index in wrong:
        pairs.setdefault((int(truth[index]), int(said[index])), index)
    chosen = list(pairs.values())
    chosen += [index for index in wrong if index not in set(chosen)]
    items = tuple(
        Misread(_pixels(images[index]), str(labels[int(truth[index])]), str(labels[int(said[index])]))
        for index in chosen[:MOST_IMAGES]
    )
    return Images(height, width, items, len(wrong), len(truth))


def _pixels(image: Tensor) -> str:
    levels = (image.double().nan_to_num().clamp(0, 1) * 255).round().to(torch.uint8)
    return base64.b64encode(bytes(levels.flatten().tolist())).decode()
