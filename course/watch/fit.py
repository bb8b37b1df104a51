"""Fits what is shown into the window: of a body that is too tall a part, and always the foot."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

END_OF_BODY = 1_000_000
LEAST = 3
"""Lines of the body that are shown in whatever window."""


@dataclass(frozen=True)
class Fitted:
    """A frame, and the line of the body that it begins with."""

    text: str
    top: int


def fit(body: str, foot: str, size: tuple[int, int], top: int, more: str) -> Fitted:
    """The frame whose body begins with line `top`, or with one before it where there are not as many lines.

    `more` marks that something is cut off.
    """
    width, height = size
    lines = body.rstrip("\n").split("\n")
    heights = [rows(line, width) for line in lines]
    room = height - sum(rows(line, width) for line in foot.rstrip("\n").split("\n"))
    if sum(heights) <= room:
        return Fitted(body.rstrip("\n") + "\n" + foot, 0)
    room = max(room - rows(more, width), LEAST)
    last = len(lines)
    tall = 0
    while last and tall + heights[last - 1] <= room:
        last -= 1
        tall += heights[last]
    top = max(0, min(top, last))
    end, tall = top, 0
    while end < len(lines) and tall + heights[end] <= room:
        tall += heights[end]
        end += 1
    shown = [*lines[top:end], *[""] * (room - tall)]
    return Fitted("\n".join([*shown, more, foot]), top)


def rows(line: str, width: int) -> int:
    """How many rows of the window a line with escapes in it takes."""
    return max(1, -(-Text.from_ansi(line).cell_len // max(width, 1)))
