"""Which exercises of a chapter a changed module can reach: its own, and those of every module that imports it.

A module is taken whole, for one that cannot be imported breaks whatever imports it. Imports are found anywhere in the
source, and so is a module's name as a text (`import_module("mse")`); a name that is put together at run time is not.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from grader.spec import ChapterSpec
from grader.submission import syntax_tree


def reached(chapter: ChapterSpec, sources: Mapping[str, str | None], changed: Collection[str]) -> frozenset[str]:
    """The names of the exercises that may be judged otherwise once the modules of `changed` are others.

    `sources` are the modules as they are now; None for one that cannot be read, which imports nothing.
    """
    modules = set(changed)
    importers = {name: imports(text or "", chapter.modules) for name, text in sources.items()}
    while True:
        more = {name for name, found in importers.items() if name not in modules and found & modules}
        if not more:
            return frozenset(exercise.name for exercise in chapter.exercises if exercise.module in modules)
        modules |= more


def imports(text: str, own: Collection[str]) -> frozenset[str]:
    """Those of `own` that a module's source imports, or may import; every one where the source is no Python."""
    try:
        tree = syntax_tree(text)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return frozenset(own)
    named: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                named |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module)):
                named.add(module.partition(".")[0])
            case ast.Constant(value=str(text)):
                named.add(text)
    return frozenset(named.intersection(own))
