"""`course reset` in a workspace of notebooks: exercises' cells, or a whole notebook, as they were at the start."""

from __future__ import annotations

import json
from collections.abc import Iterable

from course.files import write_whole
from course.names import Target
from course.notebook import ids
from course.notebook.build import dumps
from course.notebook.cells import Cell
from course.notebook.learner import learner_notebook
from course.notebook.merge import by_id, read_notebook
from course.reset import back_up, forget, stamp_of_now
from course.screen import Screen
from course.workspace import Workspace
from grader.words import words


def reset_notebook(screen: Screen, workspace: Workspace, target: Target) -> None:
    """Puts back what was named; the notebook as it was is kept as a backup.

    Where the file is no notebook any more, or its cells have lost their ids, all of it is put back.
    """
    chapter = target.chapter
    path = workspace.notebook(chapter)
    given = learner_notebook(chapter, workspace.language() or "en")
    names = [exercise.name for exercise in target.exercises]
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    put_back = _with_cells(text, given, names) if names else None
    if put_back is None:
        names = []
    backup = back_up(workspace, path, stamp_of_now())
    write_whole(path, put_back or given)
    file = path.relative_to(workspace.root).as_posix()
    what = ", ".join(names) or file
    if backup is None:
        screen.say(words("{file} is back.", file=file))
    else:
        kept = backup.relative_to(workspace.root).as_posix()
        screen.say(words("{file} is as it was at the start; yours is kept as {backup}.", file=what, backup=kept))
        screen.say(words("Where it is open, load it anew: in Jupyter, File > Reload Notebook from Disk."), "dim")
    forget(workspace, chapter, names or [exercise.name for exercise in chapter.exercises])
    screen.next(f"course check {chapter.short}")


def _with_cells(text: str, given: str, names: Iterable[str]) -> str | None:
    """The notebook with those exercises' cells as they are given; None where it cannot be read by its cells' ids."""
    mine, start = read_notebook(text), by_id(json.loads(given))
    wanted = {ids.answer_id(name) for name in names}
    if mine is None or not wanted <= {cell.get("id") for cell in mine["cells"]}:
        return None
    cells: list[Cell] = [start[cell["id"]] if cell.get("id") in wanted else cell for cell in mine["cells"]]
    return dumps({**mine, "cells": cells})
