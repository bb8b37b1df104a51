"""What is known of a value while a suite is read: whether the student had a hand in it, and its parts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """The call that brought something of the student's: its text and its line."""

    text: str
    line: int


@dataclass(eq=False)
class Value:
    """A value as far as it is known: `source` is None where nothing of the student's is in it.

    `items` are the parts of a tuple or list of known length, `each` is any element of what is iterated over,
    `attributes` belong to an instance of a class of the suite's own, `code` is a function of its own.
    """

    source: Source | None = None
    items: list[Value] | None = None
    each: Value | None = None
    attributes: dict[str, Value] | None = None
    code: Code | None = None
    is_student: bool = False
    method: str = ""

    def element(self) -> Value:
        """Any element of it."""
        if self.each is not None:
            return self.each
        return joined(self.items) if self.items else Value(self.source)

    def unpacked(self, count: int) -> list[Value]:
        """Its elements where it is assigned to that many names."""
        if self.items is not None and len(self.items) == count:
            return self.items
        return [self.element() for _ in range(count)]

    def tainted(self) -> Source | None:
        """Where something of the student's in it, or in a part of it, comes from."""
        if self.source is not None:
            return self.source
        parts = [*(self.items or ()), *([self.each] if self.each is not None else [])]
        return next((found for part in parts if (found := part.tainted()) is not None), None)

    def absorb(self, source: Source | None) -> None:
        """Something was written into it."""
        self.source = self.source or source


@dataclass(eq=False)
class Code:
    """A function, method, lambda or class of the suite, and the names that it sees."""

    node: ast.FunctionDef | ast.Lambda | ast.ClassDef
    names: Names
    bound: Value | None = None


@dataclass(eq=False)
class Names:
    """Names and their values, in the scope of a function and in those around it."""

    outer: Names | None = None
    own: dict[str, Value] = field(default_factory=dict)

    def find(self, name: str) -> Value | None:
        """The value of a name; None where it is none of the suite's."""
        if name in self.own:
            return self.own[name]
        return self.outer.find(name) if self.outer is not None else None

    def branch(self) -> Names:
        """The same scope, to be changed by one of two branches."""
        return Names(self.outer, dict(self.own))

    def merge(self, branches: Iterable[Names]) -> None:
        """After the branches a name has what any of them gave it."""
        for branch in branches:
            for name, value in branch.own.items():
                known = self.own.get(name)
                self.own[name] = value if known is None or known is value else joined([known, value])


def joined(values: Iterable[Value]) -> Value:
    """What may be any of these values; where only one of them has parts, it is that one."""
    some = list(values)
    telling = [value for value in some if _tells(value)]
    if not telling:
        return Value()
    if len(telling) == 1:
        return telling[0]
    first = telling[0]
    whole = Value(next((value.source for value in telling if value.source is not None), None))
    whole.code = next((value.code for value in telling if value.code is not None), None)
    whole.is_student, whole.method = first.is_student, first.method
    lists = [value.items for value in telling if value.items is not None]
    if len(lists) == len(telling) and len({len(items) for items in lists}) == 1:
        whole.items = [joined(parts) for parts in zip(*lists, strict=True)]
    elif any(value.items or value.each for value in telling):
        whole.each = joined([value.element() for value in telling])
    tables = [value.attributes for value in telling if value.attributes is not None]
    if tables:
        whole.attributes = _joined_tables(tables)
    return whole


def _joined_tables(tables: list[dict[str, Value]]) -> dict[str, Value]:
    names = {name for table in tables for name in table}
    return {name: joined([table[name] for table in tables if name in table]) for name in names}


def _tells(value: Value) -> bool:
    return bool(value.source or value.items or value.each or value.attributes or value.code or value.is_student)


def mixed(values: Iterable[Value]) -> Value:
    """What is computed from these values: a new one, the student's where any of them is."""
    return Value(next((found for value in values if (found := value.tainted()) is not None), None))


def bound_arguments(
    signature: ast.arguments, given: list[Value], named: Mapping[str, Value], rest: Value | None
) -> dict[str, Value]:
    """The parameters' values in a call; `rest` is any element of a starred argument of unknown length."""
    places = [argument.arg for argument in (*signature.posonlyargs, *signature.args)]
    values = dict(zip(places, given, strict=False))
    if rest is not None:
        values |= {name: rest for name in places[len(given) :] if name not in named}
    if signature.vararg is not None:
        over = given[len(places) :]
        values[signature.vararg.arg] = Value(items=over) if rest is None else Value(each=joined([*over, rest]))
    every = {*places, *(argument.arg for argument in signature.kwonlyargs)}
    values |= {name: value for name, value in named.items() if name in every}
    if signature.kwarg is not None:
        values[signature.kwarg.arg] = mixed([value for name, value in named.items() if name not in every])
    for name in every - set(values):
        values[name] = Value()
    return values
