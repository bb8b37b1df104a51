"""Reads a suite without running it and follows what the student returned or built through its own functions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from course.author.values import Code, Names, Source, Value, bound_arguments, joined, mixed

OURS = frozenset({"path", "place", "raises"})
"""Methods of `student` that bring back nothing of the student's."""
SENT = frozenset({"sent", "called"})
"""What an observation knows of our own side of a call."""
ORDERED = frozenset({"list", "tuple", "reversed", "sorted", "iter", "set"})
DEEPEST = 12

Heard = Callable[[ast.Call, Sequence[Value], dict[str, Value]], None]


class Flow:
    """An abstract run of a suite's tests; `heard` is told of every call of one of the names in `listens`."""

    def __init__(self, tree: ast.Module, listens: frozenset[str], heard: Heard) -> None:
        self._listens, self._heard = listens, heard
        self._module = Names()
        self._stack: list[ast.AST] = []
        self._returned: list[list[Value]] = []
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self._module.own[node.name] = Value(code=Code(node, self._module))
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                self._run(node, self._module)

    def test(self, node: ast.FunctionDef) -> None:
        """Follows one test, with the student and what the suite's own fixtures make of it."""
        self._call_code(Code(node, self._module), [], {arg.arg: self._fixture(arg.arg) for arg in node.args.args}, None)

    def _fixture(self, name: str) -> Value:
        if name == "student":
            return Value(is_student=True)
        value = self._module.find(name)
        node = value.code.node if value is not None and value.code is not None else None
        if isinstance(node, ast.FunctionDef) and any("fixture" in ast.unparse(mark) for mark in node.decorator_list):
            given = {arg.arg: self._fixture(arg.arg) for arg in node.args.args}
            return self._call_code(Code(node, self._module), [], given, None)
        return Value()

    # Statements.

    def _block(self, body: Sequence[ast.stmt], names: Names) -> None:
        for node in body:
            self._run(node, names)

    def _run(self, node: ast.stmt, names: Names) -> None:
        if isinstance(node, ast.Assign):
            value = self._value(node.value, names)
            for target in node.targets:
                self._assign(target, value, names)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._assign(node.target, self._value(node.value, names), names)
        elif isinstance(node, ast.AugAssign):
            self._assign(node.target, _sum(self._value(node.target, names), self._value(node.value, names)), names)
        elif isinstance(node, ast.Expr):
            value = self._value(node.value, names)
            if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
                self._value(node.value.func.value, names).absorb(value.source)  # `want.copy_(got)`, `seen.append(got)`
        elif isinstance(node, ast.Return):
            if node.value is not None:
                self._returned[-1].append(self._value(node.value, names))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.own[node.name] = Value(code=Code(node, names))
        else:
            self._compound(node, names)

    def _compound(self, node: ast.stmt, names: Names) -> None:
        if isinstance(node, ast.For):
            for _ in range(2):
                self._assign(node.target, self._value(node.iter, names).element(), names)
                self._block(node.body, names)
            self._block(node.orelse, names)
        elif isinstance(node, ast.If):
            self._value(node.test, names)
            branches = [names.branch(), names.branch()]
            self._block(node.body, branches[0])
            self._block(node.orelse, branches[1])
            names.own.update(branches[0].own)
            names.merge([branches[1]])
        elif isinstance(node, ast.While):
            for _ in range(2):
                self._value(node.test, names)
                self._block(node.body, names)
        elif isinstance(node, ast.With):
            for item in node.items:
                value = self._value(item.context_expr, names)
                if item.optional_vars is not None:
                    self._assign(item.optional_vars, value, names)
            self._block(node.body, names)
        elif isinstance(node, ast.Try):
            self._block([*node.body, *(line for handler in node.handlers for line in handler.body)], names)
            self._block([*node.orelse, *node.finalbody], names)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._value(child, names)

    def _assign(self, target: ast.expr, value: Value, names: Names) -> None:
        if isinstance(target, ast.Name):
            names.own[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            starred = any(isinstance(part, ast.Starred) for part in target.elts)
            parts = [value.element()] * len(target.elts) if starred else value.unpacked(len(target.elts))
            for part, one in zip(target.elts, parts, strict=True):
                self._assign(part.value if isinstance(part, ast.Starred) else part, one, names)
        elif isinstance(target, ast.Attribute):
            whole = self._value(target.value, names)
            if whole.attributes is not None:
                whole.attributes[target.attr] = value
            else:
                whole.absorb(value.tainted())
        elif isinstance(target, ast.Subscript):
            self._value(target.value, names).absorb(value.tainted())

    # Expressions.

    def _value(self, node: ast.expr, names: Names) -> Value:
        if isinstance(node, ast.Name):
            return names.find(node.id) or Value()
        if isinstance(node, ast.Attribute):
            return self._attribute(self._value(node.value, names), node.attr)
        if isinstance(node, ast.Call):
            return self._call(node, names)
        if isinstance(node, ast.Subscript):
            return self._subscript(node, names)
        if isinstance(node, ast.Tuple | ast.List):
            if any(isinstance(part, ast.Starred) for part in node.elts):
                return Value(each=joined([self._value(part, names) for part in node.elts]))
            return Value(items=[self._value(part, names) for part in node.elts])
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            return self._comprehension(node, names)
        return self._combined(node, names)

    def _combined(self, node: ast.expr, names: Names) -> Value:
        if isinstance(node, ast.Starred):
            return self._value(node.value, names).element()
        if isinstance(node, ast.IfExp):
            self._value(node.test, names)
            return joined([self._value(node.body, names), self._value(node.orelse, names)])
        if isinstance(node, ast.BoolOp):
            return joined([self._value(part, names) for part in node.values])
        if isinstance(node, ast.Lambda):
            return Value(code=Code(node, names))
        if isinstance(node, ast.NamedExpr):
            value = self._value(node.value, names)
            self._assign(node.target, value, names)
            return value
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _sum(self._value(node.left, names), self._value(node.right, names))
        return mixed([self._value(child, names) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)])

    def _attribute(self, whole: Value, name: str) -> Value:
        if whole.is_student:
            return Value(is_student=True, method=name)
        if whole.attributes is not None and name in whole.attributes:
            found = whole.attributes[name]
            code = found.code
            if code is not None and code.bound is whole and "property" in _marks(code.node):
                return self._call_code(code, [], {}, None)
            return found
        return Value(None if name in SENT else whole.tainted())

    def _subscript(self, node: ast.Subscript, names: Names) -> Value:
        whole, index = self._value(node.value, names), node.slice
        number = index.operand if isinstance(index, ast.UnaryOp) else index
        if whole.items is not None and isinstance(number, ast.Constant) and type(number.value) is int:
            place = -number.value if isinstance(index, ast.UnaryOp) else number.value
            if -len(whole.items) <= place < len(whole.items):
                return whole.items[place]
        inside = self._value(index, names)
        if isinstance(index, ast.Slice) and (whole.items or whole.each):
            return Value(whole.source, each=whole.element())
        picked = whole.element() if whole.items or whole.each else Value(whole.source)
        return picked if inside.tainted() is None else mixed([picked, inside])

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, names: Names) -> Value:
        own = Names(names)
        for part in node.generators:
            self._assign(part.target, self._value(part.iter, own).element(), own)
            for condition in part.ifs:
                self._value(condition, own)
        if isinstance(node, ast.DictComp):
            return mixed([self._value(node.key, own), self._value(node.value, own)])
        return Value(each=self._value(node.elt, own))

    # Calls.

    def _call(self, node: ast.Call, names: Names) -> Value:
        given = [self._value(arg, names) for arg in node.args if not isinstance(arg, ast.Starred)]
        stars = [self._value(arg.value, names) for arg in node.args if isinstance(arg, ast.Starred)]
        rest = joined([star.element() for star in stars]) if stars else None
        if len(stars) == 1 and isinstance(node.args[-1], ast.Starred) and stars[0].items is not None:
            given, rest = [*given, *stars[0].items], None
        named = {word.arg: self._value(word.value, names) for word in node.keywords if word.arg is not None}
        spread = [self._value(word.value, names) for word in node.keywords if word.arg is None]
        callee = self._value(node.func, names)
        name = ast.unparse(node.func)
        if name in self._listens:
            self._heard(node, given, named)
        if callee.is_student:
            return self._of_student(callee, node)
        if callee.code is not None and callee.code.node not in self._stack and len(self._stack) < DEEPEST:
            return self._call_code(callee.code, given, named, rest)
        places = [*given, *([rest] if rest is not None else [])]
        known = self._known(name, places)
        return mixed([callee, *places, *named.values(), *spread]) if known is None else known

    def _of_student(self, callee: Value, node: ast.Call) -> Value:
        if callee.method == "fresh":
            return Value(is_student=True)
        return Value() if callee.method in OURS else Value(Source(_short(node), node.lineno))

    def _known(self, name: str, every: list[Value]) -> Value | None:
        """What Python's own functions make of their arguments, where that is more than a mixture."""
        if name == "getattr" and every and every[0].is_student:
            return Value(is_student=True, method="getattr")
        if name == "isinstance":
            return Value()
        if name == "zip":
            return Value(each=Value(items=[value.element() for value in every]))
        if name == "enumerate" and every:
            return Value(each=Value(items=[Value(), every[0].element()]))
        if name in ORDERED and every and (every[0].items or every[0].each):
            return Value(every[0].source, each=every[0].element())
        if name == "map" and every and every[0].code is not None and every[0].code.node not in self._stack:
            return Value(each=self._call_code(every[0].code, [value.element() for value in every[1:]], {}, None))
        return None

    def _call_code(self, code: Code, given: list[Value], named: dict[str, Value], rest: Value | None) -> Value:
        node = code.node
        if isinstance(node, ast.ClassDef):
            return self._instance(code, node, given, named, rest)
        first = [] if code.bound is None or "staticmethod" in _marks(node) else [code.bound]
        own = Names(code.names, bound_arguments(node.args, [*first, *given], named, rest))
        self._stack.append(node)
        self._returned.append([])
        try:
            if isinstance(node, ast.Lambda):
                return self._value(node.body, own)
            self._block(node.body, own)
            return joined(self._returned[-1])
        finally:
            self._returned.pop()
            self._stack.pop()

    def _instance(
        self, code: Code, node: ast.ClassDef, given: list[Value], named: dict[str, Value], rest: Value | None
    ) -> Value:
        instance = Value(attributes={})
        attributes = instance.attributes = {
            item.name: Value(code=Code(item, code.names, instance))
            for item in node.body
            if isinstance(item, ast.FunctionDef)
        }
        start = attributes.get("__init__")
        if start is not None and start.code is not None:
            self._call_code(start.code, given, named, rest)
        else:
            attributes |= dict(zip(_fields(node), given, strict=False)) | named
        return instance


def tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The test functions of a suite."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _sum(left: Value, right: Value) -> Value:
    """Two lists one after the other, or two values added up."""
    if any(value.items is not None or value.each is not None for value in (left, right)):
        return Value(left.source or right.source, each=joined([left.element(), right.element()]))
    return mixed([left, right])


def _fields(node: ast.ClassDef) -> list[str]:
    """A dataclass's fields, in order."""
    annotated = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
    return [target.id for target in annotated if isinstance(target, ast.Name)]


def _marks(node: ast.FunctionDef | ast.Lambda | ast.ClassDef) -> set[str]:
    return set() if isinstance(node, ast.Lambda) else {ast.unparse(mark) for mark in node.decorator_list}


def _short(node: ast.Call) -> str:
    return f"{ast.unparse(node.func)}(...)"
