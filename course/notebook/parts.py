"""A chapter's modules -> the parts of one notebook: imports, what is given, and each exercise's own definitions.

The modules share one namespace there: what one imports from another by name is left out, because the other's cell has
defined it. Everything is the text of the module itself, so that editing it changes the text of cells and no id.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from course.stub import BEGIN, END, definitions
from grader.spec import ChapterSpec, ExerciseSpec, SpecError

BLANK = "\n\n\n"
UNWRITTEN = re.compile(r"^\s+raise NotImplementedError\(\".* is not implemented yet\"\)$")
"""What a stub has in a solution region's place."""


@dataclass(frozen=True)
class Parts:
    """Imports in the order in which they stand; what a module gives, where it does; each exercise's definitions."""

    imports: tuple[str, ...]
    given: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class _Block:
    """A statement on a module's outer level with the comments above it, and the names that it defines."""

    node: ast.stmt
    text: str
    names: frozenset[str]


def parts_of(chapter: ChapterSpec, sources: Mapping[str, str]) -> Parts:
    """The parts of a chapter; `sources` are its modules, solved or not. SpecError where one notebook cannot hold them.

    A helper that a student must write, though it is no exercise, goes with the exercise that comes after it.
    """
    imports: dict[str, None] = {}
    given: dict[str, str] = {}
    answers: dict[str, list[str]] = {exercise.name: [] for exercise in chapter.exercises}
    homes: dict[str, str] = {}
    for module in chapter.modules:
        mine: list[str] = []
        waiting: list[str] = []
        for block in _blocks(sources[module], module):
            if isinstance(block.node, (ast.Import, ast.ImportFrom)):
                imports |= dict.fromkeys(_imported(block.node, module, chapter))
                continue
            _only_once(homes, block, module)
            exercise = _exercise(chapter, module, block)
            if exercise is not None:
                answers[exercise.name] += [*waiting, block.text]
                waiting = []
            elif any(line.strip() == BEGIN or UNWRITTEN.search(line) for line in block.text.split("\n")):
                waiting.append(block.text)
            else:
                mine.append(block.text)
        if waiting:
            raise SpecError(f"{module}.py: what a student must write stands after the last exercise of the module")
        if mine:
            given[module] = _joined(mine)
    missing = next((name for name, texts in answers.items() if not texts), None)
    if missing is not None:
        raise SpecError(f"{chapter.key}: {chapter.exercise(missing).module}.py does not define {missing}")
    return Parts(tuple(imports), given, {name: BLANK.join(texts) for name, texts in answers.items()})


def _blocks(source: str, module: str) -> Iterator[_Block]:
    """The module's statements, its docstring left out; an end mark belongs to what stands above it."""
    lines = source.splitlines()
    tree = ast.parse(source)
    docstring = [tree.body[0].end_lineno or 1] if ast.get_docstring(tree) is not None else []
    free = docstring[0] + 1 if docstring else 1
    for node in tree.body[len(docstring) :]:
        first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
        if first < free:
            raise SpecError(f"{module}.py:{node.lineno}: two statements on one line, which a notebook takes apart")
        while first > free and lines[first - 2].startswith("#"):
            first -= 1
        end = node.end_lineno or node.lineno
        while end < len(lines) and lines[end].strip() == END:
            end += 1
        yield _Block(node, "\n".join(lines[first - 1 : end]), frozenset(_bound(node)))
        free = end + 1


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a value, those in its inner blocks too, but not those inside functions."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
        return
    for item in ast.walk(node):
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store):
            yield item.id
    yield from (name for name, _ in definitions(node) if "." not in name)


def _only_once(homes: dict[str, str], block: _Block, module: str) -> None:
    """In one namespace a name can have one meaning only."""
    for name in block.names:
        other = homes.setdefault(name, module)
        if other != module:
            raise SpecError(f"{module}.py: {name} is defined in {other}.py too; a notebook can hold it only once")


def _exercise(chapter: ChapterSpec, module: str, block: _Block) -> ExerciseSpec | None:
    mine = (exercise for exercise in chapter.exercises if exercise.module == module)
    return next((exercise for exercise in mine if block.names & set(exercise.names)), None)


def _imported(node: ast.Import | ast.ImportFrom, module: str, chapter: ChapterSpec) -> Iterator[str]:
    """The import as the notebook has it; nothing where it is from a module of the chapter."""
    if isinstance(node, ast.Import):
        taken = {alias.name.partition(".")[0] for alias in node.names} & set(chapter.modules)
        if taken:
            raise SpecError(f"{module}.py:{node.lineno}: in a notebook there is no module {min(taken)}; import from it")
    elif node.module in chapter.modules:
        if any(alias.asname not in (None, alias.name) or alias.name == "*" for alias in node.names):
            raise SpecError(f"{module}.py:{node.lineno}: from a module of the chapter, import names as they are")
        return
    elif node.module == "__future__":
        return
    yield ast.unparse(node)


def _joined(texts: list[str]) -> str:
    """Definitions two lines apart, as in a module; a line below a line, close to it."""
    joined = texts[0]
    for before, text in pairwise(texts):
        joined += ("\n" if "\n" not in before and "\n" not in text else BLANK) + text
    return joined
