"""A notebook's statements -> those that one module's exercises need, in the order that they run.

The last definition of a name counts, as in a kernel, with what it reads: functions, classes, constants, imports. What
only runs (a training loop, a plot, a print) is left out unless a definition reads a name that it binds. An exercise of
another module is imported from there, so that the judge sees whose code is whose. docs/design/notebooks.md says why.
"""

from __future__ import annotations

import builtins
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, inf

from grader.notebook.statements import Statement, segment

MAX_MOVES = 500
Layer = tuple[str, str]
"""A cell's label and those of its lines that are kept, at their own line numbers."""


@dataclass(frozen=True)
class Statements:
    """Statements in order, found by the names that they bind or change."""

    all: tuple[Statement, ...]
    touching: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Statements:
        """Index them."""
        touching: dict[str, list[int]] = {}
        for index, statement in enumerate(statements):
            for name in statement.binds | statement.changes:
                touching.setdefault(name, []).append(index)
        return cls(tuple(statements), {name: tuple(found) for name, found in touching.items()})

    def binders(self, name: str) -> list[Statement]:
        """The statements that give the name a value."""
        return [self.all[index] for index in self.touching.get(name, ()) if name in self.all[index].binds]


@dataclass(frozen=True)
class _Touched:
    """The statements that bind or change a name, by their numbers: those that bind it, those that do so anew."""

    found: list[int]
    bound: list[int]
    fresh: set[int]
    taken: set[int] = field(default_factory=set)


@dataclass
class Slice:
    """The statements of one module, found from the names that it must define.

    `given` is what the chapter's own modules hold besides the exercises, for names that the notebook does not bind;
    `home_of` names another module for a name that is to be imported from there, else None; `may_import` says whether a
    module may be imported from here.
    """

    module: str
    notebook: Statements
    given: Statements
    home_of: Callable[[str], str | None]
    may_import: Callable[[str], bool]
    imported: dict[str, str] = field(default_factory=dict)
    chosen: dict[int, float] = field(default_factory=dict)
    from_given: set[int] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    _seen: set[tuple[str, float]] = field(default_factory=set)
    _by_name: dict[str, _Touched] = field(default_factory=dict)
    _moves: int = 0

    def need(self, names: Sequence[str]) -> None:
        """Take in what these names need."""
        waiting: list[tuple[str, float]] = [(name, inf) for name in names]
        while waiting:
            wanted = waiting.pop()
            if wanted not in self._seen:
                self._seen.add(wanted)
                waiting += self._value(*wanted)
            if not waiting and self.unresolved:
                waiting += self._stars()

    def _value(self, name: str, limit: float) -> list[tuple[str, float]]:
        """The statements that give `name` the value that it has before statement `limit`; what they need in turn."""
        touched = self._touched(name)
        if not touched.bound:
            return self._given(name)
        home = self.home_of(name)
        if home is not None:
            self.imported[name] = home
            return []
        if touched.bound[0] >= limit:  # read before it is bound: cells were run in another order
            return self._moved(touched, limit - (limit - ceil(limit) + 1) / 2)
        needed: list[tuple[str, float]] = []
        for at in range(bisect_left(touched.found, limit) - 1, -1, -1):
            index = touched.found[at]
            if index in touched.taken:  # and so is all that it builds on
                break
            touched.taken.add(index)
            needed += self._take(index, index)
            if index in touched.fresh:
                break
        return needed

    def _moved(self, touched: _Touched, position: float) -> list[tuple[str, float]]:
        """The statements that give a name its last value, put before the one that reads it."""
        first = max(touched.fresh, default=0)
        needed: list[tuple[str, float]] = []
        for index in touched.found[bisect_left(touched.found, first) :]:
            # Two values that are made of each other would go on for ever, each before the other.
            if self._moves < MAX_MOVES:
                self._moves += 1
                needed += self._take(index, position)
        return needed

    def _touched(self, name: str) -> _Touched:
        if name not in self._by_name:
            found = [index for index in self.notebook.touching.get(name, ()) if self._usable(self.notebook.all[index])]
            bound = [index for index in found if name in self.notebook.all[index].binds]
            fresh = {index for index in bound if self.notebook.all[index].fresh}
            self._by_name[name] = _Touched(found, bound, fresh)
        return self._by_name[name]

    def _take(self, index: int, position: float) -> list[tuple[str, float]]:
        if self.chosen.get(index, inf) <= position:
            return []
        self.chosen[index] = position
        statement = self.notebook.all[index]
        return [*((name, position) for name in statement.eager), *((name, inf) for name in statement.lazy)]

    def _given(self, name: str) -> list[tuple[str, float]]:
        found = self.given.touching.get(name, ())
        if not found:
            if not hasattr(builtins, name):
                self.unresolved.add(name)
            return []
        fresh = set(found) - self.from_given
        self.from_given |= fresh
        return [(needed, inf) for index in fresh for needed in self.given.all[index].eager | self.given.all[index].lazy]

    def _usable(self, statement: Statement) -> bool:
        """Whether it is no import from this very module, or from one that imports this one."""
        return not statement.source or self.may_import(statement.source)

    def _stars(self) -> list[tuple[str, float]]:
        """Imports of everything may bind what nothing else does."""
        self.unresolved.clear()
        needed: list[tuple[str, float]] = []
        for index, statement in enumerate(self.notebook.all):
            if statement.star and self._usable(statement):
                needed += self._take(index, index)
        return needed

    def sources(self) -> set[str]:
        """The modules that the chosen statements import from."""
        return {self.notebook.all[index].source for index in self.chosen} | set(self.imported.values())

    def layers(self) -> Iterator[Layer]:
        """The text to run, cell by cell: what is imported from other modules stands where it is defined here."""
        for name, home in sorted(self.imported.items()):
            where = self.notebook.binders(name)[-1]
            yield where.unit.label, "\n" * (where.start[0] - 1) + f"from {home} import {name}"
        for index in sorted(self.from_given):
            yield "", kept([self.given.all[index]])
        group: list[Statement] = []
        for index, _ in sorted(self.chosen.items(), key=lambda item: (item[1], item[0])):
            statement = self.notebook.all[index]
            if group and (group[-1].unit is not statement.unit or group[-1].start >= statement.start):
                yield group[0].unit.label, kept(group)
                group = []
            group.append(statement)
        if group:
            yield group[0].unit.label, kept(group)


def kept(statements: Sequence[Statement]) -> str:
    """These statements of one cell at their own lines, and nothing else of it."""
    lines: dict[int, bytes] = {}
    for statement in statements:
        part = segment(_lines(statement.unit.text), statement.start, statement.end).encode().split(b"\n")
        first = statement.start[0]
        lines[first] = f"{lines[first].decode()}; ".encode() + part[0] if first in lines else part[0]
        lines.update({first + offset: line for offset, line in enumerate(part[1:], 1)})
    return b"\n".join(lines.get(number, b"") for number in range(1, max(lines, default=0) + 1)).decode()


@lru_cache(maxsize=64)
def _lines(text: str) -> list[bytes]:
    """The lines of a cell, for one statement after another."""
    return text.encode().split(b"\n")
