"""Three-way merge of lines, as diff3 does it (Khanna, Kunal, Pierce, 2007: A Formal Investigation of Diff3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]


@dataclass(frozen=True)
class _Stable:
    """A run of lines that all three have: where it begins in each, and how long it is."""

    base: int
    mine: int
    theirs: int
    size: int


def merge_lines(base: Lines, mine: Lines, theirs: Lines) -> list[str] | None:
    """What both sides made of `base`; None where both changed the same place, each in its own way."""
    merged: list[str] = []
    at_base = at_mine = at_theirs = 0
    for run in _stable(base, mine, theirs):
        part = _decided(base[at_base : run.base], mine[at_mine : run.mine], theirs[at_theirs : run.theirs])
        if part is None:
            return None
        merged += [*part, *base[run.base : run.base + run.size]]
        at_base, at_mine, at_theirs = run.base + run.size, run.mine + run.size, run.theirs + run.size
    return merged


def merge_text(base: str, mine: str, theirs: str) -> str | None:
    """`merge_lines` of texts; the ends of lines are kept as `mine` has them."""
    newline = "\r\n" if "\r\n" in mine else "\n"
    three = [text.replace("\r\n", "\n").splitlines(keepends=True) for text in (base, mine, theirs)]
    merged = merge_lines(*three)
    return None if merged is None else "".join(merged).replace("\n", newline)


def _decided(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    if list(mine) == list(base) or list(mine) == list(theirs):
        return theirs
    return mine if list(theirs) == list(base) else None


def _stable(base: Lines, mine: Lines, theirs: Lines) -> Iterator[_Stable]:
    """The runs that both sides left as they are, in order; the last one is empty and stands at the end of all three."""
    left, right = (SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks() for side in (mine, theirs))
    one = other = 0
    while one < len(left) and other < len(right):
        first, second = left[one], right[other]
        begin = max(first.a, second.a)
        end = min(first.a + first.size, second.a + second.size)
        if begin < end:
            yield _Stable(begin, first.b + begin - first.a, second.b + begin - second.a, end - begin)
        if first.a + first.size <= second.a + second.size:
            one += 1
        else:
            other += 1
    yield _Stable(len(base), len(mine), len(theirs), 0)
