"""What a learner's source refers to, statement by statement, and what each scope in it binds.

Nothing is run. The walk is a loop and not a recursion, so that no source is nested too deeply for it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from grader.submission import syntax_tree

MAX_KEPT = 20_000
HARMLESS = ""
"""The value of a method's first parameter: an object of the learner's own."""


@dataclass(eq=False)
class Unit:
    """A statement on the module's own level, with all the references inside it."""

    references: list[Reference] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Reference:
    """An expression that names something, where it stands, and whether it is called there."""

    node: ast.expr
    scope: Scope
    called: bool


@dataclass(frozen=True, eq=False)
class Binding:
    """One way in which a name gets its value, and the unit in which it does.

    `value` is a dotted name (an import; it begins with @ for a module of the submission), an expression to be read in
    `scope`, a definition, HARMLESS, or None where it can be anything.
    """

    value: str | ast.AST | None
    scope: Scope
    unit: Unit


@dataclass(eq=False)
class Scope:
    """A module, function, class or comprehension, and what is bound in it."""

    node: ast.AST
    module: str
    parent: Scope | None = None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    elsewhere: dict[str, Scope] = field(default_factory=dict)

    def find(self, name: str) -> Scope | None:
        """The scope whose binding the name means here; a class's names are not its methods'."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or not isinstance(scope.node, ast.ClassDef):
                scope = scope.elsewhere.get(name, scope)
                if name in scope.bindings:
                    return scope
            scope = scope.parent
        return None


@dataclass(eq=False)
class Source:
    """A module: its scope, and the names of all the attributes and methods that it makes."""

    scope: Scope
    attributes: set[str] = field(default_factory=set)


def read_source(module: str, text: str, own: Collection[str]) -> Source:
    """What a module refers to and binds; nothing, if it is no Python. `own` names the submission's modules."""
    read = _read_once if len(text) <= MAX_KEPT else _read
    return read(module, text, frozenset(own))


@lru_cache(maxsize=32)
def _read_once(module: str, text: str, own: frozenset[str]) -> Source:
    """Every exercise of a chapter asks for the same few modules."""
    return _read(module, text, own)


def _read(module: str, text: str, own: frozenset[str]) -> Source:
    try:
        tree = syntax_tree(text)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        tree = ast.Module([], [])
    reader = _Reader(Source(Scope(tree, module)), own)
    todo = [_Visit(tree, reader.source.scope, Unit())]
    while todo:
        visit = todo.pop()
        if isinstance(visit.node, ast.stmt) and visit.scope is reader.source.scope:
            visit = _Visit(visit.node, visit.scope, Unit())
        # In the order of the text, for `global` comes before what it is about.
        todo.extend(reversed(list(reader.enter(visit))))
    return reader.source


@dataclass(frozen=True, eq=False)
class _Visit:
    node: ast.AST
    scope: Scope
    unit: Unit
    called: bool = False


class _Reader:
    def __init__(self, source: Source, own: frozenset[str]) -> None:
        self.source, self.own = source, own

    def enter(self, visit: _Visit) -> Iterator[_Visit]:
        """Note what the node refers to and binds; then what it holds, each in its scope."""
        match visit.node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() as node:
                yield from self._function(node, visit)
            case ast.ClassDef() as node:
                self._bind(node.name, node, visit)
                yield from _each([*node.decorator_list, *node.bases, *node.keywords], visit)
                yield from _each(node.body, visit, Scope(node, visit.scope.module, visit.scope))
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() as node:
                inner = Scope(node, visit.scope.module, visit.scope)
                first = node.generators[0].iter
                yield from _each([first], visit)
                results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
                yield from _each([*node.generators, *results], visit, inner)
            case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call() as node:
                yield from self._reference(node, visit)
            case node:
                self._bindings(node, visit)
                yield from _each(_held(node), visit)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, visit: _Visit) -> Iterator[_Visit]:
        inner = Scope(node, visit.scope.module, visit.scope)
        outside = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default]
        for name, default in _parameters(node.args):
            self._bind(name, default, visit, inner)
        if not isinstance(node, ast.Lambda):
            self._bind(node.name, node, visit)
            outside += node.decorator_list
            if isinstance(visit.scope.node, ast.ClassDef):
                self.source.attributes.add(node.name)
                static = any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in node.decorator_list)
                positional = [*node.args.posonlyargs, *node.args.args]
                if positional and not static:
                    inner.bindings[positional[0].arg] = [Binding(HARMLESS, visit.scope, visit.unit)]
        yield from _each(outside, visit)
        yield from _each([node.body] if isinstance(node, ast.Lambda) else node.body, visit, inner)

    def _reference(self, node: ast.expr, visit: _Visit) -> Iterator[_Visit]:
        """One reference for a whole chain of attributes; then what the chain holds besides names."""
        if isinstance(getattr(node, "ctx", None), ast.Load | None):
            visit.unit.references.append(Reference(node, visit.scope, visit.called))
        elif isinstance(node, ast.Attribute):
            self.source.attributes.add(node.attr)
        inner = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        match inner:
            case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[subject, _]):
                yield from _each([subject], visit)
            case ast.Call():
                yield _Visit(inner.func, visit.scope, visit.unit, called=True)
                yield from _each([*inner.args, *inner.keywords], visit)
            case ast.Subscript():
                yield from _each([inner.value, inner.slice], visit)
            case ast.Name():
                pass
            case _:
                yield from _each([inner], visit)

    def _bindings(self, node: ast.AST, visit: _Visit) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node, visit)
            case ast.Global() | ast.Nonlocal():
                self._declare(node, visit.scope)
            case ast.Assign(targets=targets, value=value):
                self._bind_targets(targets, value, visit)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                self._bind_targets([target], value, visit)
            case ast.AugAssign(target=target) | ast.withitem(optional_vars=ast.expr() as target):
                self._bind_targets([target], None, visit)
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                for element in _elements(node.iter):
                    self._bind_targets([node.target], element, visit)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                self._bind(name, None, visit)

    def _declare(self, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
        for name in node.names:
            enclosing = scope.parent.find(name) if scope.parent else None
            home = self.source.scope if isinstance(node, ast.Global) else enclosing
            if home is not None:
                scope.elsewhere[name] = home

    def _import(self, node: ast.Import | ast.ImportFrom, visit: _Visit) -> None:
        for alias in node.names:
            if isinstance(node, ast.Import):
                root = alias.name.partition(".")[0]
                self._bind(alias.asname or root, self._marked(alias.name if alias.asname else root), visit)
            elif alias.name == "*":
                visit.scope.stars.append(self._marked(node.module or ""))
            else:
                self._bind(alias.asname or alias.name, f"{self._marked(node.module or '')}.{alias.name}", visit)

    def _marked(self, module: str) -> str:
        return f"@{module}" if module in self.own else module

    def _bind_targets(self, targets: list[ast.expr], assigned: ast.expr | None, visit: _Visit) -> None:
        todo = [(target, assigned) for target in targets]
        while todo:
            target, value = todo.pop()
            if isinstance(target, ast.Name):
                self._bind(target.id, value, visit)
            elif isinstance(target, ast.Starred):
                todo.append((target.value, None))
            elif isinstance(target, ast.Tuple | ast.List):
                parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
                even = len(parts) == len(target.elts) and not any(isinstance(part, ast.Starred) for part in target.elts)
                todo += zip(target.elts, parts if even else [None] * len(target.elts), strict=True)

    def _bind(self, name: str, value: str | ast.AST | None, visit: _Visit, into: Scope | None = None) -> None:
        scope = into or visit.scope
        while into is None and isinstance(visit.node, ast.NamedExpr) and scope.parent and _is_comprehension(scope.node):
            scope = scope.parent
        scope = scope.elsewhere.get(name, scope)
        scope.bindings.setdefault(name, []).append(Binding(value, visit.scope, visit.unit))


def _each(nodes: Sequence[ast.AST], visit: _Visit, scope: Scope | None = None) -> Iterator[_Visit]:
    for node in nodes:
        yield _Visit(node, scope or visit.scope, visit.unit)


def _parameters(args: ast.arguments) -> Iterator[tuple[str, ast.expr | None]]:
    """Names and default values."""
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list[ast.expr | None](args.defaults)
    for parameter, default in zip([*positional, *args.kwonlyargs], [*defaults, *args.kw_defaults], strict=True):
        yield parameter.arg, default
    for rest in (args.vararg, args.kwarg):
        if rest:
            yield rest.arg, None


def _held(node: ast.AST) -> list[ast.AST]:
    """The node's children but for annotations and the classes of patterns: naming a type there is no use of it."""
    found: list[ast.AST] = []
    for name, value in ast.iter_fields(node):
        if name == "annotation" or (name == "cls" and isinstance(node, ast.MatchClass)):
            continue
        found += [child for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST)]
    return found


def _elements(node: ast.expr) -> Sequence[ast.expr | None]:
    """The elements of a display; of anything else one that is not known."""
    return node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [None]


def _is_comprehension(node: ast.AST) -> bool:
    return isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
