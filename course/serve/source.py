"""The learner's own code as an exercise's page shows it: a module, or the cells of a notebook that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.serve.code import Line, numbered
from course.serve.files import FileRefused, read, read_bytes
from course.workspace import EXERCISES, Workspace
from grader.notebook.beside import SUFFIX
from grader.notebook.document import Cell, read_notebook
from grader.results import ExerciseReport, Place
from grader.spec import ChapterSpec, ExerciseSpec
from grader.submission import SubmissionError
from grader.words import Words, words

MOST_NOTEBOOK_BYTES = 32 << 20


@dataclass(frozen=True)
class Part:
    """Lines that stand together, and what is said above them: nothing, or which cell it is."""

    lines: tuple[Line, ...]
    title: Words | None = None


@dataclass(frozen=True)
class Source:
    """What is shown of a file, or what is said in its place."""

    parts: tuple[Part, ...] = ()
    said: Words | None = None


def file_of(workspace: Workspace | None, chapter: ChapterSpec, exercise: ExerciseSpec) -> str:
    """The file in which an exercise is written, from the workspace's folder."""
    name = exercise.module + ".py"
    if workspace is not None and _in_notebook(workspace, chapter, exercise):
        name = chapter.key + SUFFIX
    return f"{EXERCISES}/{chapter.key}/{name}"


def view(
    workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec, report: ExerciseReport | None
) -> Source:
    """The code of an exercise: where its checks fail and where it begins."""
    places = [] if report is None else [failure.place for check in report.checks if (failure := check.failure)]
    known = [place for place in places if place is not None]
    relative = file_of(workspace, chapter, exercise).removeprefix(f"{EXERCISES}/")
    try:
        if relative.endswith(SUFFIX):
            return _cells(read_bytes(workspace, relative, SUFFIX, MOST_NOTEBOOK_BYTES), relative, exercise, known)
        return Source((_module(read(workspace, relative), exercise, known),))
    except (FileRefused, SubmissionError) as error:
        return Source(said=error.words)


def _in_notebook(workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec) -> bool:
    return not workspace.module(chapter, exercise.module).exists() and workspace.notebook(chapter).exists()


def _module(text: str, exercise: ExerciseSpec, places: list[Place]) -> Part:
    failing = {place.line for place in places if Path(place.file).name == f"{exercise.module}.py"}
    return Part(tuple(numbered(text, failing, list(_begins(text, exercise)))))


def _cells(data: bytes, relative: str, exercise: ExerciseSpec, places: list[Place]) -> Source:
    """The cells that define the exercise, and those in which its checks fail."""
    parts = tuple(_parts(read_notebook(data, relative).cells, exercise, places))
    if not parts:
        return Source(said=words("No cell defines {exercise} yet.", exercise=exercise.name))
    return Source(parts)


def _parts(cells: tuple[Cell, ...], exercise: ExerciseSpec, places: list[Place]) -> Iterator[Part]:
    for cell in cells:
        failing = {place.line for place in places if place.cell and place.cell[1].partition("-")[0] == str(cell.number)}
        here = list(_begins(cell.text, exercise))
        if failing or here:
            yield Part(tuple(numbered(cell.text, failing, here)), words("Cell {number}", number=cell.number))


def _begins(text: str, exercise: ExerciseSpec) -> Iterator[int]:
    """The lines in which the exercise's functions and classes begin."""
    begins = re.compile(rf"\s*(?:async\s+)?(?:def|class)\s+(?:{'|'.join(map(re.escape, exercise.names))})\b")
    return (number for number, line in enumerate(text.split("\n"), 1) if begins.match(line))
