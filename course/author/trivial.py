"""Modules that answer every exercise without any thought (None, the input, zeros, a constant): none may earn."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from course.stub import Definition
from grader.spec import ChapterSpec

KINDS = ("nothing", "input", "zeros", "zero", "ones", "one")

_ANSWERS = '''

def _first_tensor(values):
    for value in values:
        if isinstance(value, _trivial_torch.Tensor):
            return value
        if isinstance(value, (list, tuple)):
            found = _first_tensor(value)
            if found is not None:
                return found
    return None


def _trivial(kind, returns, given):
    """An answer of the right type that needs no thought."""
    first = _first_tensor(given)
    if kind == "nothing":
        return None
    if returns.startswith("tuple["):
        parts = returns[6:-1].split(", ")
        return tuple(_trivial(kind, part, given[index:] + given[:index]) for index, part in enumerate(parts))
    if returns.endswith("Tensor"):
        if kind == "input":
            return first
        fill = _trivial_torch.zeros if kind.startswith("zero") else _trivial_torch.ones
        return fill(first.shape if first is not None and kind in ("zeros", "ones") else ())
    if kind == "input":
        return given[0] if given else None
    number = 0 if kind.startswith("zero") else 1
    simple = {"float": float, "int": int, "bool": bool, "str": str}
    if returns in simple:
        return simple[returns](number)
    if returns.startswith("list["):
        return [_trivial(kind, returns[5:-1], given)] * number
    if returns.startswith("dict["):
        return {}
    return None
'''


def trivial_modules(chapter: ChapterSpec, kind: str) -> dict[str, str]:
    """The chapter's modules with every exercise answered trivially."""
    return {module: trivial_source(chapter, module, kind) for module in chapter.modules}


def trivial_source(chapter: ChapterSpec, module: str, kind: str) -> str:
    """A module whose exercises give trivial answers of the types that they are annotated with."""
    source = chapter.solution_sources[module]
    names = {name for exercise in chapter.exercises if exercise.module == module for name in exercise.names}
    tree = ast.parse(source)
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    blocks = [
        block
        for node in tree.body
        if isinstance(node, Definition) and node.name in names
        for block in _answer(node, kind)
    ]
    head = [line for line in imports if "__future__" not in line]
    return "\n".join(["import torch as _trivial_torch", *head, _ANSWERS, *blocks]) + "\n"


def _answer(node: Definition, kind: str) -> Iterator[str]:
    if not isinstance(node, ast.ClassDef):
        yield f"def {node.name}(*args, **kwargs):\n    return {_value(node, kind, 'args')}\n\n"
        return
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    lines = [f"class {node.name}({bases}):", "    def __init__(self, *args, **kwargs):"]
    lines.append("        super().__init__()" if bases else "        pass")
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name != "__init__":
            lines += [
                "",
                f"    def {item.name}(self, *args, **kwargs):",
                f"        return {_value(item, kind, 'args')}",
            ]
    yield "\n".join(lines) + "\n\n"


def _value(node: ast.FunctionDef | ast.AsyncFunctionDef, kind: str, given: str) -> str:
    returns = ast.unparse(node.returns) if node.returns is not None else ""
    return f"_trivial({kind!r}, {returns!r}, [*{given}, *kwargs.values()])"
