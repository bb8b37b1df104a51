"""What a shell offers for a chapter, an exercise or a term when Tab is pressed; torch is never loaded for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from click import Context, Parameter
from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")


def script(shell: str) -> str:
    """The script that teaches a shell the commands, the chapters and the exercises of the course."""
    from click.shell_completion import get_completion_class

    from course.cli import COMPLETE, cli

    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(cli, {}, "course", COMPLETE)
    return made.source_template % made.source_vars()


def targets(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem]:
    """Chapters, and exercises once a chapter is named; files where neither begins like that."""
    return [*_chapters(incomplete), *_exercises(incomplete)] or [CompletionItem(incomplete, type="file")]


def chapters(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem]:
    """Chapters: ch3."""
    return list(_chapters(incomplete))


def exercises(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem]:
    """Exercises: ch3/mse_grad; chapters until one is named."""
    return list(_exercises(incomplete)) if "/" in incomplete else list(_openings(incomplete))


def modules(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem]:
    """Modules: ch3/mse; chapters until one is named."""
    short, slash, begun = incomplete.partition("/")
    if not slash:
        return list(_chapters(incomplete))
    return [
        CompletionItem(f"{short}/{module}")
        for name, _, exercises_of in _outlines()
        if name == short
        for module in dict.fromkeys(module for _, module in exercises_of)
        if module.startswith(begun)
    ]


def _chapters(incomplete: str) -> Iterator[CompletionItem]:
    for short, title, _ in _outlines():
        if short.startswith(incomplete):
            yield CompletionItem(short, help=title)


def _openings(incomplete: str) -> Iterator[CompletionItem]:
    """Chapters as the beginnings of exercises; of the only one that is left the exercises."""
    left = [short for short, _, _ in _outlines() if short.startswith(incomplete)]
    if len(left) == 1 or incomplete in left:
        yield from _exercises(f"{incomplete if incomplete in left else left[0]}/")
    else:
        yield from (CompletionItem(f"{short}/") for short in left)


def _exercises(incomplete: str) -> Iterator[CompletionItem]:
    short, slash, begun = incomplete.partition("/")
    for name, _, exercises_of in _outlines() if slash else ():
        if name == short:
            for exercise, _ in exercises_of:
                if exercise.startswith(begun):
                    yield CompletionItem(f"{short}/{exercise}")


def _outlines() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Every chapter: its short name, its title, and its exercises with their modules."""
    from course.content import find_content
    from course.workspace import pack_of_workspace

    for chapter in find_content(pack_of_workspace(Path())).chapters():
        yield chapter.short, chapter.key[5:].replace("_", " "), [(item.name, item.module) for item in chapter.exercises]
