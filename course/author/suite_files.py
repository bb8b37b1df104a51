"""Rules for what lies under suites/: the checks' marks and docstrings, enough alternatives and mistakes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.author.finding import Finding
from course.stub import Definition
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words

LEAST_CHECKS, LEAST_ALTERNATIVES, LEAST_MISTAKES = 3, 2, 4


@dataclass(frozen=True)
class WrittenCheck:
    """A test function of a suite, as it is written."""

    name: str
    exercise: str | None
    visible: bool
    weight: int
    docstring: str
    vague_raises: bool


def written_checks(suite: Path) -> list[WrittenCheck]:
    """The test functions of a suite's file, in order."""
    tree = ast.parse(suite.read_text(encoding="utf-8"))
    marks = {name: exercise for _, name, exercise in _marks(tree)}
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [_written(node, marks) for node in tests]


def lines_of_exercises(tree: ast.Module) -> dict[str, list[int]]:
    """The lines of a suite that belong to each exercise: that of its mark, and those of its checks."""
    lines: dict[str, list[int]] = {}
    marks = {}
    for line, name, exercise in _marks(tree):
        marks[name] = exercise
        lines.setdefault(exercise, []).append(line)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            mine = _written(node, marks).exercise
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            if mine is not None:
                lines.setdefault(mine, []).extend(range(first, (node.end_lineno or node.lineno) + 1))
    return lines


def required_sentences(suite: Path) -> set[str]:
    """What a suite says by `require(condition, sentence)`, or a function of its own whose name begins so."""
    return {
        argument.value
        for node in ast.walk(ast.parse(suite.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("require")
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and " " in argument.value
    }


def check_suite(chapter: ChapterSpec) -> Iterator[Finding]:
    """Every rule for the suite and its variants that can be seen without running them."""
    if not chapter.suite_file.is_file():
        yield Finding(chapter.key, words("there is no {file}", file=chapter.suite_file.name))
        return
    checks = written_checks(chapter.suite_file)
    for name in sorted({check.name for check in checks if sum(other.name == check.name for other in checks) > 1}):
        yield Finding(f"{chapter.key} {name}", words("two checks have this name"))
    for check in checks:
        where = f"{chapter.key} {check.name}"
        if check.exercise not in {exercise.name for exercise in chapter.exercises}:
            yield Finding(where, words("belongs to no exercise of the chapter"))
        if not check.docstring:
            yield Finding(where, words("has no docstring, the line that the learner reads"))
        if check.vague_raises:
            yield Finding(where, words("expects an exception without naming its type"))
    for exercise in chapter.exercises:
        yield from _exercise(chapter, exercise, [check for check in checks if check.exercise == exercise.name])
    yield from _variants(chapter)


def _exercise(chapter: ChapterSpec, exercise: ExerciseSpec, checks: list[WrittenCheck]) -> Iterator[Finding]:
    where = f"{chapter.short}/{exercise.name}"
    counts = (
        (words("checks"), len(checks), LEAST_CHECKS),
        (words("alternatives"), len(chapter.variants("alternatives", exercise.name)), LEAST_ALTERNATIVES),
        (words("mistakes"), len(chapter.variants("mistakes", exercise.name)), LEAST_MISTAKES),
    )
    for what, count, least in counts:
        if count < least:
            yield Finding(
                where, words("{count} {what}, at least {least} are wanted", count=count, what=what, least=least)
            )
    if checks and not (checks[0].visible and checks[0].weight == 0):
        yield Finding(where, words("the first check must be the worked example, visible and of weight 0"))
    for check in checks[1:]:
        if check.visible:
            yield Finding(where, words("{check} is visible: only the worked example is", check=check.name))


def _variants(chapter: ChapterSpec) -> Iterator[Finding]:
    names = {exercise.name: set(exercise.names) for exercise in chapter.exercises}
    every = set().union(*names.values())
    for folder in ("alternatives", "mistakes"):
        for path in sorted((chapter.suite / folder).glob("*.py")):
            where = f"{chapter.key} {folder}/{path.name}"
            exercise, _, slug = path.stem.partition("__")
            if exercise not in names or not slug:
                yield Finding(where, words("is named after no exercise: <exercise>__<slug>.py"))
                continue
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"))
            except SyntaxError as error:
                yield Finding(where, words("line {line}: {error}", line=error.lineno or 0, error=error.msg))
                continue
            defined = {node.name for node in tree.body if isinstance(node, Definition)}
            if not defined & names[exercise]:
                yield Finding(where, words("does not define {exercise}", exercise=exercise))
            others = sorted(defined & (every - names[exercise]))
            if others:
                yield Finding(where, words("defines another exercise too: {other}", other=others[0]))
            if ast.get_docstring(tree) is None:
                yield Finding(where, words("has no docstring"))


def _marks(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Where a name is given to an exercise's mark: the line, the name and the exercise."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and (exercise := _marked(node.value)) is not None:
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield node.lineno, target.id, exercise


def _marked(node: ast.expr) -> str | None:
    """The exercise of `pytest.mark.exercise("name")`."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.exercise" and node.args:
        value = node.args[0]
        return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
    return None


def _written(node: ast.FunctionDef, marks: dict[str, str]) -> WrittenCheck:
    exercise, seen, weight = None, False, 1
    for mark in node.decorator_list:
        text = ast.unparse(mark)
        exercise = marks.get(text, exercise) or _marked(mark)
        seen = seen or text == "pytest.mark.visible"
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.weight":
            value = mark.args[0] if mark.args else None
            weight = value.value if isinstance(value, ast.Constant) and isinstance(value.value, int) else 1
    weight = 0 if seen else weight
    return WrittenCheck(node.name, exercise, seen, weight, ast.get_docstring(node) or "", _raises_vaguely(node))


def _raises_vaguely(node: ast.FunctionDef) -> bool:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "raises":
            named = {ast.unparse(argument) for argument in call.args}
            if not named or named & {"Exception", "BaseException"}:
                return True
    return False
