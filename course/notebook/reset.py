"""`course reset` in a workspace of notebooks: exercises' cells, or a whole notebook, as they were at the start."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from course.files import write_whole
from course.notebook import ids
from course.notebook.build import dumps
from course.notebook.cells import Cell
from course.notebook.learner import learner_notebook
from course.notebook.merge import by_id, read_notebook
from course.reset import back_up, forget, stamp_of_now
from course.workspace import Workspace
from grader.spec import ChapterSpec
from grader.words import Words, words


def put_back_cells(workspace: Workspace, chapter: ChapterSpec, names: Sequence[str]) -> list[Words]:
    """Puts the cells of those exercises back, of the whole notebook where none is named; what is to be said of it.

    The notebook as it was is kept. Where the file is none any more, or its cells have lost their ids, all is put back.
    """
    path = workspace.notebook(chapter)
    given = learner_notebook(chapter, workspace.language() or "en")
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    cells = _with_cells(text, given, names) if names else None
    if cells is None:
        names = []
    backup = back_up(workspace, path, stamp_of_now())
    write_whole(path, cells or given)
    forget(workspace, chapter, names or [exercise.name for exercise in chapter.exercises])
    file = path.relative_to(workspace.root).as_posix()
    if backup is None:
        return [words("{file} is back.", file=file)]
    kept, what = backup.relative_to(workspace.root).as_posix(), ", ".join(names) or file
    return [
        words("{file} is as it was at the start; yours is kept as {backup}.", file=what, backup=kept),
        words("Where it is open, load it anew: in Jupyter, File > Reload Notebook from Disk."),
    ]


def _with_cells(text: str, given: str, names: Iterable[str]) -> str | None:
    """The notebook with those exercises' cells as they are given; None where it cannot be read by its cells' ids."""
    mine, start = read_notebook(text), by_id(json.loads(given))
    wanted = {ids.answer_id(name) for name in names}
    if mine is None or not wanted <= {cell.get("id") for cell in mine["cells"]}:
        return None
    cells: list[Cell] = [start[cell["id"]] if cell.get("id") in wanted else cell for cell in mine["cells"]]
    return dumps({**mine, "cells": cells})
