"""A training's figures as lines of text: curves and misread images in braille dots, a confusion matrix in numbers."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from grader.exports.drawn import Line, Run, Say, padded
from grader.exports.plain import one_line
from grader.exports.told import REFERENCE, place_text, title_of, told_of, value_text, yours_of
from grader.figure import Confusion, Curve, Figure, Images
from grader.words import words

if TYPE_CHECKING:
    from plotille import Canvas

WIDTH, HEIGHT = 56, 10
MOST_MARKS = 20
"""Of fewer points each is marked; of more the line is enough."""
EMPTY = "\u2800"
MARK = "●"
MARGIN = 0.02
LEAST_SPAN = 1e-12
"""What differs by less than that is drawn as one place; dots of such a width cannot be told apart, or divided by."""
LIGHT = 96
BESIDE = 4
"""How many misread images stand beside each other."""


def figure_lines(figure: Figure, say: Say, *, ascii_only: bool = False) -> list[Line]:
    """A heading, the drawing where its signs can be shown, and the same in words."""
    lines: list[Line] = [(Run(say(title_of(figure)), "bold"),)]
    match figure:
        case Curve() if not ascii_only:
            lines += _curve(figure, say)
        case Confusion():
            lines += _matrix(figure, say)
        case Images() if not ascii_only:
            lines += _images(figure)
    return [*lines, *((Run(one_line(say(sentence)), "dim"),) for sentence in told_of(figure))]


def _curve(curve: Curve, say: Say) -> Iterator[Line]:
    """The learner's line over the reference's, with its axes; without numbers on the y axis where they are hidden."""
    ours, yours = _canvases(curve)
    low, high = _range(curve)
    top, bottom = ("", "") if curve.scaled else (value_text(high), value_text(low))
    wide = max(len(top), len(bottom))
    for number, (back, front) in enumerate(zip(ours, yours, strict=True)):
        label = top if number == 0 else bottom if number == HEIGHT - 1 else ""
        yield Run(f"{label.rjust(wide)} │", "dim"), *_overlaid(back, front)
    yield (Run(" " * (wide + 1) + "└" + "─" * WIDTH, "dim"),)
    first, last = _places(curve)
    ends = place_text(first), place_text(last)
    yield (Run(" " * (wide + 2) + ends[0] + ends[1].rjust(WIDTH - len(ends[0])), "dim"),)
    mark = MARK if len(curve.points) <= MOST_MARKS else "⠤⠤"
    yield Run(" " * (wide + 2)), Run(f"{mark} {say(yours_of(curve))}", "curve"), Run(f"   ⣿ {say(REFERENCE)}", "dim")


def _canvases(curve: Curve) -> tuple[list[str], list[str]]:
    """The reference's dots and the learner's, from top to bottom."""
    from plotille import Canvas

    (left, right), (low, high) = _places(curve), _range(curve)
    # What lies on a canvas's last edge is not drawn.
    beside, above = (right - left) * MARGIN, (high - low) * MARGIN
    ours, yours = (
        Canvas(WIDTH, HEIGHT, left - beside, low - above, right + beside, high + above) for _ in range(2)
    )
    _fill(ours, curve.band, right - left)
    finite = [(place, value) for place, value in curve.points if value is not None]
    for (place, value), (after, next_value) in pairwise(finite):
        yours.line(place, value, after, next_value)
    if len(curve.points) <= MOST_MARKS:
        for place, value in finite:
            yours.point(place, value, marker=MARK)
    return ours.plot(linesep="\n").split("\n"), yours.plot(linesep="\n").split("\n")


def _fill(canvas: Canvas, band: Sequence[tuple[float, float, float]], width: float) -> None:
    """Every second column of dots between the lowest and the highest."""
    for (start, low, high), (end, next_low, next_high) in pairwise(band):
        columns = max(1, round((end - start) / width * WIDTH))
        for index in range(columns + 1):
            part = index / columns
            place = start + part * (end - start)
            lowest, highest = low + part * (next_low - low), high + part * (next_high - high)
            canvas.line(place, lowest, place, highest)


def _places(curve: Curve) -> tuple[float, float]:
    places = [*(place for place, _ in curve.points), *(place for place, _, _ in curve.band)]
    first, last = min(places), max(places)
    return first, last if last - first > LEAST_SPAN else first + 1


def _range(curve: Curve) -> tuple[float, float]:
    """From the lowest to the highest value that is drawn, with some room."""
    values: list[float] = [value for _, value in curve.points if value is not None]
    values += [value for _, lowest, highest in curve.band for value in (lowest, highest)]
    low, high = min(values), max(values)
    return low, high if high - low > LEAST_SPAN else low + (abs(low) if abs(low) > LEAST_SPAN else 1.0)


def _overlaid(back: str, front: str) -> Iterator[Run]:
    """The learner's dots where there are any, else the reference's."""

    def look(cell: tuple[str, str]) -> str:
        return "curve" if cell[1] != EMPTY else "dim"

    for name, cells in groupby(zip(back, front, strict=True), look):
        yield Run("".join(over if name == "curve" else under for under, over in cells).replace(EMPTY, " "), name)


def _matrix(confusion: Confusion, say: Say) -> Iterator[Line]:
    """A row a class: how often it was taken for each; what is wrong stands out."""
    labels = [one_line(label)[:6] for label in confusion.labels]
    wide = max(len(text) for text in (*labels, *(str(count) for row in confusion.counts for count in row))) + 1
    most = max((count for i, row in enumerate(confusion.counts) for j, count in enumerate(row) if i != j), default=0)
    head = say(words("is, read as"))
    yield Run(f"{head} ", "dim"), Run("".join(label.rjust(wide) for label in labels), "dim")
    for row, (label, counts) in enumerate(zip(labels, confusion.counts, strict=True)):
        cells = [
            Run(
                (str(count) if count else "·").rjust(wide),
                "dim" if not count else "right" if row == column else "far" if 2 * count > most else "off",
            )
            for column, count in enumerate(counts)
        ]
        yield Run(padded(label, len(head)) + " ", "dim"), *cells


def _images(images: Images) -> Iterator[Line]:
    """Four beside each other, in dots where they are light."""
    from plotille import Canvas

    drawn: list[list[str]] = []
    for item in images.items[:BESIDE]:
        levels = base64.b64decode(item.pixels)
        canvas = Canvas(-(-images.width // 2), -(-images.height // 4))
        for index in (index for index, level in enumerate(levels) if level >= LIGHT):
            row, column = divmod(index, images.width)
            canvas.point(column / (2 * canvas.width), 1 - (row + 1) / (4 * canvas.height))
        drawn.append([line.replace(EMPTY, " ") for line in canvas.plot(linesep="\n").split("\n")])
    for parts in zip(*drawn, strict=True):
        yield _stripped("  ".join(parts))
    wide = -(-images.width // 2)
    said = (f"{one_line(item.truth)} → {one_line(item.said)}"[:wide] for item in images.items[:BESIDE])
    yield _stripped("  ".join(text.ljust(wide) for text in said))


def _stripped(text: str) -> Line:
    return (Run(text.rstrip()),) if text.strip() else ()
