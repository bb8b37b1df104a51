"""Three-way merge of lines, as diff3 does it (Khanna, Kunal, Pierce, 2007: A Formal Investigation of Diff3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]
Parts = Mapping[str, str]


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


def merge_parts(was: Parts, here: Parts, now: Parts) -> dict[str, str] | None:
    """Texts by name, merged each for itself; those that are in `now` alone come behind what they follow there.

    What one side has alone stays. What the learner took out stays out; what the course took out goes, unless the
    learner has changed it. None where both changed the same lines of a text.
    """
    merged: dict[str, str] = {}
    for name, text in here.items():
        if name in was and name in now:
            both = merge_text(was[name], text, now[name])
            if both is None:
                return None
            merged[name] = both
        elif name not in was or text != was[name]:
            merged[name] = text
    before: str | None = None
    for name, text in now.items():
        if name not in was and name not in here:
            merged = _put_in(merged, name, text, before)
        before = name if name in merged else before
    return merged


def _put_in(parts: Parts, name: str, text: str, before: str | None) -> dict[str, str]:
    """The parts with one more behind `before`, at the beginning where that is None."""
    names = list(parts)
    at = 0 if before is None else names.index(before) + 1
    return {key: parts.get(key, text) for key in [*names[:at], name, *names[at:]]}


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
