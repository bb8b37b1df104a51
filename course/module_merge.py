"""Three-way merge of a module, definition by definition: a new exercise at the end is no change of the last answer."""

from __future__ import annotations

import ast

from course.merge import merge_parts, merge_text

APART = "\n\n\n"
END = "the lines at the end"


def merge_modules(base: str, mine: str, new: str) -> str | None:
    """The learner's module with what is new; None where both changed the same lines, or it would be no Python."""
    merged = merge_text(base, mine, new)
    if merged is None:
        merged = _by_definitions(base, mine, new)
    return None if merged is None or (_is_python(mine) and not _is_python(merged)) else merged


def _by_definitions(base: str, mine: str, new: str) -> str | None:
    newline = "\r\n" if "\r\n" in mine else "\n"
    three = [_parts(text.replace("\r\n", "\n")) for text in (base, mine, new)]
    was, here, now = three
    if was is None or here is None or now is None:
        return None
    merged = merge_parts(was, here, now)
    return None if merged is None else (APART.join(merged.values()) + "\n").replace("\n", newline)


def _parts(text: str) -> dict[str, str] | None:
    """The outer definitions by name, each with the comments above it, and what stands before each; None: no Python."""
    if not _is_python(text):
        return None
    tree = ast.parse(text)
    lines = text.split("\n")
    parts: dict[str, str] = {}
    free = 0
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        first = min([node.lineno, *(item.lineno for item in node.decorator_list)]) - 1
        while first > free and lines[first - 1].startswith("#"):
            first -= 1
        if node.name in parts:
            return None
        if between := "\n".join(lines[free:first]).strip("\n"):
            parts[f"before {node.name}"] = between
        parts[node.name] = "\n".join(lines[first : node.end_lineno])
        free = node.end_lineno or free
    if rest := "\n".join(lines[free:]).strip("\n"):
        parts[END] = rest
    return parts


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
