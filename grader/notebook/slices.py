"""A notebook's statements -> those that one module's exercises need, in the order that they run.

The last definition of a name counts, as in a kernel, with what it reads: functions, classes, constants, imports. What
only runs (a training loop, a plot, a print) is left out unless a definition reads a name that it binds. An exercise of
another module is imported from there, so that the judge sees whose code is whose. docs/design/notebooks.md says why.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, inf

from grader.notebook.statements import Statement, segment

MAX_MOVES = 20
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
    _takes: dict[int, int] = field(default_factory=dict)

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
        found = [index for index in self.notebook.touching.get(name, ()) if self._usable(self.notebook.all[index])]
        bound = [index for index in found if name in self.notebook.all[index].binds]
        if not bound:
            return self._given(name)
        home = self.home_of(name)
        if home is not None:
            self.imported[name] = home
            return []
        moved = not any(index < limit for index in bound)  # read before it is bound: cells were run in another order
        before = found if moved else [index for index in found if index < limit]
        fresh = [index for index in before if name in self.notebook.all[index].binds and self.notebook.all[index].fresh]
        needed: list[tuple[str, float]] = []
        for index in before:
            if index >= max(fresh, default=-1):
                needed += self._take(index, limit - (limit - ceil(limit) + 1) / 2 if moved else index)
        return needed

    def _take(self, index: int, position: float) -> list[tuple[str, float]]:
        self._takes[index] = self._takes.get(index, 0) + 1
        # Two values that are made of each other would go on for ever, each before the other.
        if self.chosen.get(index, inf) <= position or self._takes[index] > MAX_MOVES:
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

    def layers(self) -> list[Layer]:
        """The text to run, cell by cell: what is imported from other modules stands where it is defined here."""
        imports: list[Layer] = []
        for name, home in sorted(self.imported.items()):
            where = self.notebook.binders(name)[-1]
            imports.append((where.unit.label, "\n" * (where.start[0] - 1) + f"from {home} import {name}"))
        given = [("", kept([self.given.all[index]])) for index in sorted(self.from_given)]
        groups: list[list[Statement]] = []
        for index, _ in sorted(self.chosen.items(), key=lambda item: (item[1], item[0])):
            statement = self.notebook.all[index]
            last = groups[-1][-1] if groups else None
            if last is not None and last.unit is statement.unit and last.start < statement.start:
                groups[-1].append(statement)
            else:
                groups.append([statement])
        return imports + given + [(group[0].unit.label, kept(group)) for group in groups]


def kept(statements: Sequence[Statement]) -> str:
    """These statements of one cell at their own lines, and nothing else of it."""
    lines: dict[int, bytes] = {}
    for statement in statements:
        part = segment(statement.unit.text.encode().split(b"\n"), statement.start, statement.end).encode().split(b"\n")
        first = statement.start[0]
        lines[first] = f"{lines[first].decode()}; ".encode() + part[0] if first in lines else part[0]
        lines.update({first + offset: line for offset, line in enumerate(part[1:], 1)})
    return b"\n".join(lines.get(number, b"") for number in range(1, max(lines, default=0) + 1)).decode()
