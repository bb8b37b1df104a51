"""Rules for stubs: made from the solution as it is now, annotated throughout, each with a worked example."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from course.author.finding import Finding
from course.author.git_index import indexed
from course.stub import Definition, StubError, definitions, docstrings, make_stub, regions
from grader.spec import ChapterSpec
from grader.words import words


def check_stubs(chapter: ChapterSpec, repository: Path | None) -> Iterator[Finding]:
    """Everything that can be said of a chapter's stubs without running them."""
    for module in chapter.modules:
        where = f"{chapter.key}/{module}.py"
        try:
            source = chapter.solution_sources[module]
            stub = make_stub(source, module)
        except OSError:
            yield Finding(where, words("there is no solutions/{where}", where=where))
            continue
        except StubError as error:
            yield Finding(where, words("{error}", error=str(error)))
            continue
        if not is_fresh(chapter, module, stub, repository):
            yield Finding(where, words("the stub is stale: `course dev update {chapter}`", chapter=chapter.short))
        yield from _regions_of_exercises(chapter, module, source)
        yield from _annotations(where, stub)


def is_fresh(chapter: ChapterSpec, module: str, stub: str, repository: Path | None) -> bool:
    """Whether the stub that is committed, or else the one that lies there, is the one that the solution makes."""
    path = chapter.tree.exercises / chapter.key / f"{module}.py"
    if indexed(repository, path) == stub:
        return True
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == stub


def _regions_of_exercises(chapter: ChapterSpec, module: str, source: str) -> Iterator[Finding]:
    filled = {region.name.split(".")[0] for region in regions(source, module)}
    docs = docstrings(source)
    for exercise in chapter.exercises:
        for name in exercise.names if exercise.module == module else ():
            where = f"{chapter.short}/{exercise.name}"
            if name not in filled:
                yield Finding(where, words("{name} has no solution region in {module}.py", name=name, module=module))
            own = [text for key, text in docs.items() if key == name or key.startswith(f"{name}.")]
            if not any(">>>" in text or "Example" in text for text in own):
                yield Finding(where, words("the docstring of {name} has no worked example", name=name))


def _annotations(where: str, stub: str) -> Iterator[Finding]:
    for name, node in definitions(ast.parse(stub)):
        gaps = [] if isinstance(node, ast.ClassDef) else list(_gaps(node, method="." in name))
        if gaps:
            what = words("{name} is not annotated: {gaps}", name=name, gaps=", ".join(gaps))
            yield Finding(where, what)


def _gaps(node: Definition, *, method: bool) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        return
    every = [*node.args.posonlyargs, *node.args.args]
    counted = every[1:] if method and every and every[0].arg in ("self", "cls") else every
    extra = [item for item in (node.args.vararg, node.args.kwarg) if item is not None]
    for argument in (*counted, *node.args.kwonlyargs, *extra):
        if argument.annotation is None:
            yield argument.arg
    if node.returns is None:
        yield "return"
