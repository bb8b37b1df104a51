"""Figures in words: the text twin of a chart, and what its lines are called."""

from __future__ import annotations

from grader.figure import Along, Confusion, Curve, Figure, Images, Measure, Share
from grader.words import Words, words

NEAR = 0.02
"""How far beside the reference, in its ranges, a point still counts as on it: less cannot be seen in a chart."""
MOST_PAIRS = 3

MEASURES = {
    Measure.LOSS: words("loss"),
    Measure.VALIDATION_LOSS: words("validation loss"),
    Measure.ACCURACY: words("accuracy"),
    Measure.RATE: words("learning rate"),
}
ALONG = {Along.STEP: words("step"), Along.EPOCH: words("epoch")}
REFERENCE = words("reference")
MEASURED, CLAIMED = words("yours, as the check measured it"), words("yours, as your function returned it")


def title_of(figure: Figure) -> Words:
    """What a figure shows."""
    match figure:
        case Curve():
            return words("{measure} at each {along}", measure=MEASURES[figure.measure], along=ALONG[figure.along])
        case Share():
            return words("accuracy on samples that your code has not seen")
        case Confusion():
            return words("what was taken for what")
    return words("what was misread")


def yours_of(curve: Curve) -> Words:
    """What the learner's line is called."""
    return CLAIMED if curve.claimed else MEASURED


def told_of(figure: Figure) -> tuple[Words, ...]:
    """The same in sentences."""
    match figure:
        case Curve():
            return _curve(figure)
        case Share():
            return (_share(figure),)
        case Confusion():
            return _confusion(figure)
        case Images():
            return (words("{wrong} of {total} are misread", wrong=figure.wrong, total=figure.total),)


def percent(share: float) -> str:
    """A share as it is written."""
    return f"{100 * share:.1f} %"


def place_text(place: float) -> str:
    """A step or an epoch."""
    return f"{place:g}"


def value_text(value: float) -> str:
    """A value on an axis."""
    return f"{value:.3g}"


def _curve(curve: Curve) -> tuple[Words, ...]:
    """Where the learner's line leaves the reference, and its ends where they may be told."""
    found = [_course(curve)]
    finite = [(place, value) for place, value in curve.points if value is not None]
    if finite and not curve.scaled:
        (start, first), (end, last) = finite[0], finite[-1]
        along = ALONG[curve.along]
        found.append(
            words(
                "{first} at {along} {start}, {last} at {along} {end}",
                first=value_text(first), last=value_text(last), start=place_text(start), end=place_text(end),
                along=along,
            )
        )  # fmt: skip
    return tuple(found)


def _course(curve: Curve) -> Words:
    along = ALONG[curve.along]
    low, high = min(lowest for _, lowest, _ in curve.band), max(highest for _, _, highest in curve.band)
    slack = NEAR * ((high - low) or 1.0)
    bounds = {place: (lowest, highest) for place, lowest, highest in curve.band}
    for place, value in curve.points:
        where = place_text(place)
        if value is None:
            return words("not a finite number at {along} {place}", along=along, place=where)
        if place in bounds and value > bounds[place][1] + slack:
            return words("above the reference from {along} {place} on", along=along, place=where)
        if place in bounds and value < bounds[place][0] - slack:
            return words("below the reference from {along} {place} on", along=along, place=where)
    if curve.points[-1][0] < curve.band[-1][0] and len(curve.points) > 1:
        return words("on the reference, and ends before it")
    return words("on the reference")


def _share(share: Share) -> Words:
    return words(
        "{value}; at least {needed} is asked for, the reference reaches {low} to {high}",
        value=percent(share.value), needed=percent(share.needed), low=percent(share.low), high=percent(share.high),
    )  # fmt: skip


def _confusion(confusion: Confusion) -> tuple[Words, ...]:
    """The pairs that are mixed up most often."""
    pairs = sorted(
        (
            (-count, row, column)
            for row, counts in enumerate(confusion.counts)
            for column, count in enumerate(counts)
            if row != column and count
        )
    )
    labels = confusion.labels
    if not pairs:
        return (words("nothing was mixed up"),)
    return tuple(
        words("{truth} taken for {said}: {count} times", truth=labels[row], said=labels[column], count=-count)
        for count, row, column in pairs[:MOST_PAIRS]
    )

