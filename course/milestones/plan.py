"""Which exercises a chapter's milestone runs, and what it says: milestone.py and [milestone] of text.<lang>.toml."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from course.workspace import Workspace
from grader.spec import ChapterSpec, ExerciseSpec, SpecError

FILE = "milestone.py"
FOLDER = "milestones"
USES = "USES"


@dataclass(frozen=True)
class Milestone:
    """A chapter's milestone: its file, and the exercises that it runs, those that these build on included."""

    chapter: ChapterSpec
    file: Path
    uses: tuple[ExerciseSpec, ...]


def has_milestone(chapter: ChapterSpec) -> bool:
    """Whether the chapter ends in one."""
    return (chapter.folder / FILE).is_file()


def milestone_of(chapter: ChapterSpec) -> Milestone | None:
    """The chapter's milestone; None where it has none. Raises SpecError where its file is not one."""
    file = chapter.folder / FILE
    if not file.is_file():
        return None
    named = _uses(file)
    known = {exercise.name: exercise for exercise in chapter.exercises}
    unknown = [name for name in named if name not in known]
    if unknown:
        raise SpecError(f"{file}: {USES}: {unknown[0]} is no exercise of the chapter")
    wanted = set(named)
    for exercise in reversed(chapter.exercises):
        if exercise.name in wanted:
            wanted |= set(exercise.needs)
    return Milestone(chapter, file, tuple(exercise for exercise in chapter.exercises if exercise.name in wanted))


def picture(workspace: Workspace, chapter: ChapterSpec) -> Path:
    """Where a learner's picture is kept."""
    return workspace.root / FOLDER / f"{chapter.key}.png"


def awaited(workspace: Workspace, chapter: ChapterSpec) -> bool:
    """Whether the chapter's picture is still to be drawn."""
    return has_milestone(chapter) and not picture(workspace, chapter).is_file()


def _uses(file: Path) -> list[str]:
    """The names in `USES = ("MLP", ...)`, read without running the file."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        raise SpecError(f"{file}: {error}") from error
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == USES for target in node.targets):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                value = None
            if isinstance(value, tuple) and value and all(isinstance(name, str) for name in value):
                return list(value)
    raise SpecError(f"{file}: {USES} must be a tuple of the exercises that it runs, such as ('mse_grad',)")
