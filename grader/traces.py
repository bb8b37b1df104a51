"""A learner's traceback as it is shown: their own frames, each with the line of their source that it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

LONGEST_LINE = 160


def quoted(trace: Sequence[str], sources: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every `file:line function`, once where it repeats, and below it that line of its file, as far as we have it.

    The frames are the worker's claim; `sources` are what was handed in, the lines of a file by the name it is shown as.
    """
    shown: list[str] = []
    for frame, repeats in groupby(trace):
        count = len(list(repeats))
        shown.append(frame if count == 1 else f"{frame} (× {count})")
        line = _line(frame, sources)
        if line:
            shown.append(f"    {line}")
    return tuple(shown)


def _line(frame: str, sources: Mapping[str, Sequence[str]]) -> str:
    place, _, _ = frame.rpartition(" ")
    file, _, number = place.rpartition(":")
    if not number.isdecimal() or not 1 <= int(number) <= len(sources.get(file, ())):
        return ""
    return sources[file][int(number) - 1].strip()[:LONGEST_LINE]
