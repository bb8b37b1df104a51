"""Cells -> the statements on their outer level: which names each one binds, changes, and reads now or later."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.notebook.document import Cell
from grader.notebook.ipython import parses, python_of
from grader.submission import syntax_tree

MUTATORS = frozenset({
    "append", "extend", "insert", "add", "update", "setdefault", "remove", "discard", "pop", "popitem", "clear", "sort",
    "reverse",
})  # fmt: skip
EAGER_SCOPES = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
NEVER = (ast.Expr, ast.Assert, ast.Delete, ast.Pass, ast.Raise, ast.Return)
SIMPLE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
MAX_JOINED = 4
MAX_TRIES = 60


@dataclass(frozen=True)
class Unit:
    """A cell that can be read, or neighbours that can be read only together: `label` is its number, or 7-8."""

    label: str
    text: str
    cells: int = 1


@dataclass(frozen=True)
class Broken:
    """A cell that is no Python: at which of its lines, and what Python says."""

    cell: Cell
    text: str
    line: int
    error: str


@dataclass(frozen=True)
class Statement:
    """A statement of a unit, at lines and byte columns.

    `binds` are names that it gives a value, `changes` those whose object it changes, `eager` the global names that it
    reads while it runs and `lazy` those that are read when what it defines is called. `fresh` is whether the value owes
    nothing to an earlier one; `star` whether it is an import of everything; `source` the module that it imports from.
    """

    unit: Unit
    start: tuple[int, int]
    end: tuple[int, int]
    binds: frozenset[str]
    changes: frozenset[str]
    eager: frozenset[str]
    lazy: frozenset[str]
    fresh: bool = False
    star: bool = False
    source: str = ""


def read_cells(cells: Sequence[Cell], modules: tuple[str, ...]) -> tuple[list[Unit], list[Broken]]:
    """The cells as units, tests left out; a cell that was split in the middle is put together again."""
    units: list[Unit] = []
    broken: list[Broken] = []
    texts = [(cell, python_of(cell.text, modules)) for cell in cells if not cell.test]
    at, tries = 0, MAX_TRIES
    while at < len(texts):
        cell, text = texts[at]
        if _goes_on(cell.text) and units and tries > 0:
            tries -= 1
            if (longer := _together(units[-1], cell)) is not None:
                units[-1] = longer
                at += 1
                continue
        if (error := _error(text)) is None:
            units.append(Unit(str(cell.number), text))
        elif tries > 0 and (unit := _begun(cell, text, texts[at + 1 : at + MAX_JOINED])) is not None:
            tries -= MAX_JOINED
            units.append(unit)
            at += unit.cells - 1
        else:
            broken.append(Broken(cell, text, *error))
        at += 1
    return units, broken


def _together(unit: Unit, cell: Cell) -> Unit | None:
    """The unit with a cell that goes on where it ends."""
    text = f"{unit.text}\n{cell.text}"
    if unit.cells >= MAX_JOINED or not parses(text):
        return None
    return Unit(f"{unit.label.split('-')[0]}-{cell.number}", text, unit.cells + 1)


def _begun(cell: Cell, text: str, after: Sequence[tuple[Cell, str]]) -> Unit | None:
    """A cell that ends in the middle of a block, with those after it that go on."""
    following = [one for one, _ in after]
    for count in range(1, len(following) + 1):
        if not _goes_on(following[0].text):
            return None
        together = "\n".join([text, *(one.text for one in following[:count])])
        if parses(together):
            return Unit(f"{cell.number}-{following[count - 1].number}", together, count + 1)
    return None


def _error(text: str) -> tuple[int, str] | None:
    """The line, and what Python says, where the text is no Python."""
    try:
        syntax_tree(text)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except (ValueError, RecursionError, MemoryError):
        return 1, "too deeply nested"
    return None


def _goes_on(text: str) -> bool:
    """Whether a cell begins in the middle of a block."""
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    return first[:1] in (" ", "\t")


def statements_of(unit: Unit) -> Iterator[Statement]:
    """The statements of a unit that can matter to a definition, in order."""
    lines = unit.text.encode().split(b"\n")
    for node in syntax_tree(unit.text).body:
        first = min([(node.lineno, node.col_offset), *_decorators(node)])
        end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        yield _statement(unit, node, first, end, segment(lines, first, end))


def _decorators(node: ast.stmt) -> list[tuple[int, int]]:
    # The @ stands before the expression, at the column of the definition.
    return [(item.lineno, node.col_offset) for item in getattr(node, "decorator_list", [])]


def segment(lines: Sequence[bytes], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text between two places."""
    part = list(lines[start[0] - 1 : end[0]])
    part[-1] = part[-1][: end[1]]
    part[0] = part[0][start[1] :]
    return b"\n".join(part).decode()


def _statement(unit: Unit, node: ast.stmt, start: tuple[int, int], end: tuple[int, int], text: str) -> Statement:
    binds, eager, lazy = _names(node, text)
    changes = frozenset(_changed(node))
    if isinstance(node, ast.AugAssign):
        eager |= binds
    if (isinstance(node, NEVER) and not changes) or (isinstance(node, ast.AnnAssign) and node.value is None):
        binds = frozenset()
    star = isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    source = (node.module or "") if isinstance(node, ast.ImportFrom) and not node.level else ""
    fresh = isinstance(node, SIMPLE) and not binds & eager
    return Statement(unit, start, end, binds, changes - binds, eager, lazy, fresh, star, source)


def _names(node: ast.stmt, text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names bound, read at once and read later, as Python's own compiler sees them."""
    try:
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # such as a return outside a function
        used = frozenset(item.id for item in ast.walk(node) if isinstance(item, ast.Name))
        name = getattr(node, "name", None)
        return frozenset({name}) if isinstance(name, str) else frozenset(), frozenset(), used
    symbols = table.get_symbols()
    binds = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
    eager = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
    lazy: set[str] = set()
    waiting = [(child, True) for child in table.get_children()]
    while waiting:
        child, at_once = waiting.pop()
        at_once = at_once and (child.get_type() == "class" or child.get_name() in EAGER_SCOPES)
        used_here = {symbol.get_name() for symbol in child.get_symbols() if symbol.is_global()}
        (eager if at_once else lazy).update(used_here)
        waiting += [(inner, at_once) for inner in child.get_children()]
    return frozenset(binds), frozenset(eager), frozenset(lazy)


def _changed(node: ast.stmt) -> Iterator[str]:
    """Names whose object is changed when the statement runs: an attribute or an item is set, or a list grows."""
    waiting: list[ast.AST] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        waiting += ast.iter_child_nodes(item)
        if isinstance(item, (ast.Attribute, ast.Subscript)) and isinstance(item.ctx, ast.Store):
            yield from _root(item)
        elif isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and item.func.attr in MUTATORS:
            yield from _root(item.func)
        elif isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == "setattr" and item.args:
            yield from _root(item.args[0])


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
