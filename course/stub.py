"""A solution's module -> the stub that a learner edits, in English or in the words of a chapter's text.<lang>.toml."""

from __future__ import annotations

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.spec import StubText

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
_MACHINE_COMMENT = re.compile(r"(noqa|type:|ruff:|fmt:|mypy:|pragma:|!)")
_QUOTES = re.compile(r"""^([rRuU]?)(\"\"\"|'''|"|')""")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class StubError(Exception):
    """An author's error: a solution whose marks or Python do not make a stub; names the module and the line."""


@dataclass(frozen=True)
class Region:
    """A solution region: the lines of its marks (from 1) and the qualified name of the function that it fills."""

    begin: int
    end: int
    name: str


def make_stub(solution: str, module: str, text: StubText | None = None) -> str:
    """The stub of a solution's source; with `text`, its docstrings and comments are said in that language."""
    lines = solution.splitlines()
    for region in reversed(regions(solution, module)):
        indent = " " * _indent(lines[region.begin - 1])
        lines[region.begin - 1 : region.end] = [
            f'{indent}raise NotImplementedError("{region.name} is not implemented yet")'
        ]
    stub = "\n".join(lines) + "\n"
    return stub if text is None else in_other_words(stub, text)


def regions(solution: str, module: str) -> list[Region]:
    """The solution regions of a module, in order; StubError where the marks are unbalanced or outside a function."""
    tree = _parse(solution, module)
    owners = [(name, node) for name, node in definitions(tree) if not isinstance(node, ast.ClassDef)]
    found: list[Region] = []
    begin = 0
    for number, line in enumerate(solution.splitlines(), 1):
        mark = line.strip()
        if mark == BEGIN:
            if begin:
                raise StubError(f"{module}.py:{number}: a second {BEGIN} before {END}")
            begin = number
        elif mark == END:
            if not begin:
                raise StubError(f"{module}.py:{number}: {END} without {BEGIN}")
            found.append(Region(begin, number, _owner(owners, begin, number, module)))
            begin = 0
        elif "BEGIN SOLUTION" in mark or "END SOLUTION" in mark:
            raise StubError(f"{module}.py:{number}: a mark must read {BEGIN!r} or {END!r}, alone on its line")
    if begin:
        raise StubError(f"{module}.py:{begin}: {BEGIN} without {END}")
    return found


def definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Every function and class with its qualified name, outer ones first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition):
            yield prefix + node.name, node
            yield from definitions(node, f"{prefix}{node.name}.")
        elif not isinstance(node, ast.expr):
            yield from definitions(node, prefix)


def comments(source: str) -> list[str]:
    """The comments that are meant for people, without the #, in order."""
    return [text for _, text in _comments(source)]


def docstrings(source: str) -> dict[str, str]:
    """The docstrings by qualified name; the module's own under the empty name."""
    tree = ast.parse(source)
    nodes: list[tuple[str, Definition | ast.Module]] = [("", tree), *definitions(tree)]
    return {name: doc for name, node in nodes if (doc := ast.get_docstring(node)) is not None}


def solution_of(solution: str, names: tuple[str, ...]) -> str:
    """The definitions of those names as the solution writes them, without the marks."""
    lines = solution.splitlines()
    wanted = [node for node in ast.parse(solution).body if isinstance(node, Definition) and node.name in names]
    blocks = []
    for node in wanted:
        first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
        block = lines[first - 1 : node.end_lineno]
        following = lines[node.end_lineno or 0 :]
        if following and following[0].strip() == END:
            block = [*block, following[0]]
        blocks.append("\n".join(line for line in block if line.strip() not in (BEGIN, END)))
    return "\n\n\n".join(blocks)


def _parse(source: str, module: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise StubError(f"{module}.py:{error.lineno}: {error.msg}") from error


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _owner(owners: Sequence[tuple[str, Definition]], begin: int, end: int, module: str) -> str:
    """The innermost function whose body holds the region; the end mark is a comment and may lie past the body."""
    inside = [
        (name, node) for name, node in owners if node.lineno < begin <= (node.end_lineno or 0) and end > begin + 1
    ]
    if not inside:
        raise StubError(f"{module}.py:{begin}: a solution region must hold the code of one function")
    return inside[-1][0]


def _comments(source: str) -> list[tuple[tokenize.TokenInfo, str]]:
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("#").strip()
            if text and not _MACHINE_COMMENT.match(text):
                found.append((token, text))
    return found


def in_other_words(stub: str, text: StubText) -> str:
    """An English stub with the docstrings and comments of another language."""
    lines = stub.splitlines()
    for token, comment in _comments(stub):
        if comment in text.comments:
            row, column = token.start
            hashes = token.string[: len(token.string) - len(token.string.lstrip("#"))]
            lines[row - 1] = f"{lines[row - 1][:column]}{hashes} {text.comments[comment]}"
    tree = ast.parse(stub)
    nodes: list[tuple[str, Definition | ast.Module]] = [("", tree), *definitions(tree)]
    for name, node in sorted(nodes, key=lambda item: -item[1].body[0].lineno if item[1].body else 0):
        words = text.doc if not name else text.docs.get(name, "")
        if words and ast.get_docstring(node) is not None:
            _replace_docstring(lines, node.body[0], words)
    return "\n".join(lines) + "\n"


def _replace_docstring(lines: list[str], node: ast.stmt, words: str) -> None:
    first, last = node.lineno - 1, node.end_lineno or node.lineno
    indent = " " * node.col_offset
    opening = _QUOTES.match(lines[first].lstrip())
    prefix = opening.group(1) if opening else ""
    body = inspect.cleandoc(words).splitlines()
    written = [f'{indent}{prefix}"""{body[0]}', *(f"{indent}{line}" if line else "" for line in body[1:])]
    if len(body) == 1:
        written[0] += '"""'
    else:
        written.append(f'{indent}"""')
    lines[first:last] = written
