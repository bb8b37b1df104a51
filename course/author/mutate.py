"""Mutants of a solution: each differs from it in one place that a hidden suite should notice.

No library that was found makes mutants in memory with dropped statements, swapped arguments and removed keyword
arguments; mutmut and cosmic-ray rewrite files of a project and run its test command anew for each.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from course.stub import regions

BINARY: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div], ast.Div: [ast.Mult], ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult], ast.FloorDiv: [ast.Mult], ast.Mod: [ast.FloorDiv], ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd], ast.BitXor: [ast.BitOr],
}  # fmt: skip
COMPARING: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE], ast.LtE: [ast.Lt, ast.Gt], ast.Gt: [ast.GtE, ast.LtE], ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is], ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}  # fmt: skip
TWINS = {
    left: right
    for pair in (
        "sum mean", "max min", "amax amin", "argmax argmin", "zeros ones", "zeros_like ones_like", "floor ceil",
        "train eval", "add_ sub_", "mul_ div_", "sin cos", "logical_and logical_or", "any all", "append extend",
        "no_grad enable_grad", "std var", "clamp_min clamp_max", "sigmoid tanh", "softmax log_softmax",
    )
    for left, right in (pair.split(), pair.split()[::-1])
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed module; `was` and `becomes` are the first lines of the statement that differs."""

    name: str
    line: int
    was: str
    becomes: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it in equivalent.toml: the definition, and the line before and after."""
        return self.name, self.was, self.becomes


Slot = tuple[ast.AST, str, int | None]
"""Where a node hangs: its parent, the field, and the index where that is a list."""


def mutants(source: str, module: str) -> list[Mutant]:
    """Every mutant of a module's solution regions, without those that read alike."""
    tree = ast.parse(source)
    spans = [(region.begin, region.end, region.name) for region in regions(source, module)]
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for slot, node, statement in list(_slots(tree)):
        name = next((name for begin, end, name in spans if begin < getattr(statement, "lineno", 0) < end), None)
        if name is None or statement is None:
            continue
        for changed in _changes(node, slot):
            with_it = _with(tree, slot, changed)
            if with_it == original or with_it in found:
                continue
            becomes = _line(statement) if changed is None else _changed_line(slot, changed, statement)
            found[with_it] = Mutant(name, node.lineno, _line(statement), becomes, with_it)
    return list(found.values())


def _slots(tree: ast.Module) -> Iterator[tuple[Slot, ast.stmt | ast.expr, ast.stmt | None]]:
    """Every statement and expression with its place and the statement it stands in."""
    todo: list[tuple[ast.AST, ast.stmt | None]] = [(tree, None)]
    while todo:
        parent, statement = todo.pop()
        for field, value in ast.iter_fields(parent):
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or field in ("annotation", "returns"):
                    continue
                inner = child if isinstance(child, ast.stmt) else statement
                if isinstance(child, ast.stmt | ast.expr):
                    yield (parent, field, index), child, inner
                if not isinstance(child, ast.Raise):  # the words of an error are not judged, that there is one is
                    todo.append((child, inner))


def _with(tree: ast.Module, slot: Slot, changed: list[ast.stmt] | ast.AST) -> str:
    """The module's text with something else in a slot, which is put back."""
    parent, field, index = slot
    value = getattr(parent, field)
    if index is None:
        setattr(parent, field, changed)
        text = ast.unparse(tree)
        setattr(parent, field, value)
        return text
    kept = list(value)
    value[index : index + 1] = changed if isinstance(changed, list) else [changed]
    text = ast.unparse(tree)
    value[:] = kept
    return text


def _line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def _changed_line(slot: Slot, changed: list[ast.stmt] | ast.AST, statement: ast.stmt) -> str:
    """The statement's first line after the change; of a statement itself, what stands in its place."""
    if isinstance(changed, list):
        return "; ".join(map(_line, changed)) or "(dropped)"
    if isinstance(changed, ast.stmt):
        return "(dropped)" if isinstance(changed, ast.Pass) else " ".join(ast.unparse(changed).split())
    holder = ast.Module([statement], [])
    return _with(holder, slot, changed).partition("\n")[0]


def _changes(node: ast.stmt | ast.expr, slot: Slot) -> Iterator[list[ast.stmt] | ast.AST]:
    for change in STATEMENTS if isinstance(node, ast.stmt) else EXPRESSIONS:
        yield from change(node, slot)


# --- expressions


def _constants(node: ast.AST, slot: Slot) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Constant) or isinstance(slot[0], ast.Expr | ast.JoinedStr | ast.FormattedValue):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(2 * value if value else 1.0)
    elif isinstance(value, str):
        yield ast.Constant(f"{value}_")


def _operators(node: ast.AST, _: Slot) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp():
            for other in BINARY.get(type(node.op), ()):
                yield ast.BinOp(node.left, other(), node.right)
            yield node.left
            yield node.right
        case ast.UnaryOp():
            yield node.operand
        case ast.Compare(ops=[op]):
            for comparison in COMPARING.get(type(op), ()):
                yield ast.Compare(node.left, [comparison()], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for index in range(len(node.values)):
                rest = [value for at, value in enumerate(node.values) if at != index]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.IfExp():
            yield node.body
            yield node.orelse


def _calls(node: ast.AST, _: Slot) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT", "data"):
        yield node.value
    if not isinstance(node, ast.Call):
        return
    for index in range(len(node.args) - 1):
        args = list(node.args)
        args[index : index + 2] = reversed(args[index : index + 2])
        yield ast.Call(node.func, args, node.keywords)
    for keyword in node.keywords:
        yield ast.Call(node.func, node.args, [other for other in node.keywords if other is not keyword])
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0]  # the call dropped around its argument
    if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Name | ast.Attribute):
        yield node.func.value  # or after its object
    elif isinstance(node.func, ast.Attribute) and not node.args:
        yield node.func.value
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in TWINS:
        func = copy.copy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", TWINS[name])
        yield ast.Call(func, node.args, node.keywords)


def _displays(node: ast.AST, slot: Slot) -> Iterator[ast.AST]:
    ordered = not isinstance(slot[0], ast.Subscript) and not _is_type_test(slot[0])
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and ordered:
        for index in range(len(node.elts) - 1):
            elements = list(node.elts)
            elements[index : index + 2] = reversed(elements[index : index + 2])
            yield ast.Tuple(elements, ast.Load())
    if isinstance(node, ast.Slice):
        for field in ("lower", "upper", "step"):
            if getattr(node, field) is not None:
                yield ast.Slice(**{name: getattr(node, name) for name in ("lower", "upper", "step") if name != field})
    if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp) and node.generators[0].ifs:
        first = node.generators[0]
        plain = ast.comprehension(first.target, first.iter, [], first.is_async)
        yield type(node)(node.elt, [plain, *node.generators[1:]])


def _is_type_test(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in ("isinstance", "issubclass")


# --- statements


def _dropped(node: ast.AST, _: Slot) -> Iterator[ast.AST]:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    stored = isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name | ast.Tuple)
    if (isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break) and not docstring) or stored:
        yield ast.Pass()


def _rebound(node: ast.AST, _: Slot) -> Iterator[ast.AST]:
    """`x = f(x)` dropped: the name keeps what it had."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        target = node.targets[0].id
        if any(isinstance(inner, ast.Name) and inner.id == target for inner in ast.walk(node.value)):
            yield ast.Pass()


def _augmented(node: ast.AST, _: Slot) -> Iterator[ast.AST]:
    if isinstance(node, ast.AugAssign):
        for other in BINARY.get(type(node.op), ()):
            yield ast.AugAssign(node.target, other(), node.value)
        yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _branches(node: ast.AST, _: Slot) -> Iterator[list[ast.stmt] | ast.AST]:
    match node:
        case ast.If():
            yield ast.If(ast.Constant(True), node.body, node.orelse)
            yield ast.If(ast.Constant(False), node.body, node.orelse)
        case ast.With():
            yield node.body
        case ast.For():
            yield ast.For(node.target, node.iter, [*node.body, ast.Break()], node.orelse, lineno=node.lineno)
        case ast.While():
            yield ast.While(ast.Constant(False), node.body, node.orelse)
        case ast.Try():
            yield node.body
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.FunctionDef(decorator_list=[_, *_]):
            plain = copy.copy(node)
            plain.decorator_list = node.decorator_list[1:]
            yield plain


Change = Callable[[ast.AST, Slot], Iterator[list[ast.stmt] | ast.AST]]
EXPRESSIONS: Sequence[Change] = (_constants, _operators, _calls, _displays)
STATEMENTS: Sequence[Change] = (_dropped, _rebound, _augmented, _branches)
