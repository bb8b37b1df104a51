"""The learner's files as pages show them: read only, from inside the workspace only.

Covered: `..`, absolute paths, links that lead out of exercises/, what is no Python file, files of any size.
Not covered: a file that is exchanged for a link between the look and the reading; who can do that can read it anyway.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.serve.code import Line, numbered
from course.workspace import EXERCISES, Workspace
from grader.results import ExerciseReport
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words, words

MOST_BYTES = 1_000_000


class FileRefused(Exception):
    """A file is not shown: `words` say why, `status` is HTTP's."""

    def __init__(self, reason: Words, status: int) -> None:
        super().__init__(str(reason))
        self.words, self.status = reason, status


@dataclass(frozen=True)
class Source:
    """A file's lines, or what is said in their place."""

    lines: tuple[Line, ...] = ()
    said: Words | None = None


def read(workspace: Workspace, relative: str) -> str:
    """The text of a Python file below exercises/. Raises FileRefused."""
    path = PurePosixPath(relative)
    base = (workspace.root / EXERCISES).resolve()
    inside = base.joinpath(*path.parts)
    if "\\" in relative or "\0" in relative or not _below(inside, base):
        raise FileRefused(words("{path} is outside the workspace, and is not shown.", path=relative), 403)
    if path.suffix != ".py" or not inside.is_file():
        raise FileRefused(words("There is no file {path}.", path=f"{EXERCISES}/{relative}"), 404)
    if inside.stat().st_size > MOST_BYTES:
        raise FileRefused(words("{path} is too large to be shown.", path=f"{EXERCISES}/{relative}"), 403)
    return inside.read_text(encoding="utf-8", errors="replace")


def _below(path: Path, base: Path) -> bool:
    """Whether a path, its links followed, stays below a folder."""
    try:
        return path.resolve().is_relative_to(base)
    except (OSError, RuntimeError):  # a link to itself
        return False


def view(
    workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec, report: ExerciseReport | None
) -> Source:
    """The module of an exercise: where its checks fail and where it begins."""
    try:
        text = read(workspace, f"{chapter.key}/{exercise.module}.py")
    except FileRefused as error:
        return Source(said=error.words)
    begins = re.compile(rf"\s*(?:async\s+)?(?:def|class)\s+(?:{'|'.join(map(re.escape, exercise.names))})\b")
    here = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    return Source(tuple(numbered(text, failing_lines(report, exercise.module), here)))


def failing_lines(report: ExerciseReport | None, module: str) -> frozenset[int]:
    """The lines of a module that failing checks name."""
    failures = [] if report is None else [check.failure for check in report.checks]
    places = [failure.place for failure in failures if failure is not None and failure.place is not None]
    return frozenset(place.line for place in places if Path(place.file).name == f"{module}.py")
