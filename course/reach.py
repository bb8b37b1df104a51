"""Which exercises a changed module can reach: its own, and those of every module that imports it; which were edited.

A module is taken whole, for one that cannot be imported breaks whatever imports it. Imports are found anywhere in the
source, and so is a module's name as a text (`import_module("mse")`); a name that is put together at run time is not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from grader.spec import ChapterSpec
from grader.submission import syntax_tree

_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")

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


def edited(chapter: ChapterSpec, module: str, before: str, after: str) -> list[str]:
    """The exercises of a module whose own functions and classes are other ones than before.

    It goes by the lines that begin at the margin, so that it can be said of a source that is no Python, too.
    """
    old, new = definitions(before), definitions(after)
    return [
        exercise.name
        for exercise in chapter.exercises
        if exercise.module == module and any(old.get(name) != new.get(name) for name in exercise.names)
    ]


def definitions(text: str) -> dict[str, str]:
    """The text of each function and class at the margin, up to the next line there that is not its own."""
    found: dict[str, str] = {}
    name: str | None = None
    for line in text.splitlines():
        match = _DEFINITION.match(line)
        if match is not None:
            name = match[1]
        elif line and not line[0].isspace() and line[0] not in "#)]}":
            name = None
        if name is not None and line.strip():
            found[name] = found.get(name, "") + line.rstrip() + "\n"
    return found
