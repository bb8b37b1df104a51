"""What the gradebook knows of an assignment's notebook: its cells as they were given out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course.notebook.ids import exercise_of
from grader.spec import LANGUAGES

SCHEMA = 3
CALL = re.compile(
    r"""\bcheck\(\s*["'](?P<chapter>\w+)/(?P<exercise>\w+)["'](?:\s*,\s*lang\s*=\s*["'](?P<lang>\w+)["'])?"""
)


@dataclass(frozen=True)
class Known:
    """A cell of an assignment: `points` are None for one that is not graded; `kind` is code or markdown."""

    grade_id: str
    kind: str
    source: str
    locked: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None
    checksum: str | None = None

    @property
    def judged(self) -> bool:
        """Whether its points are for a program to give."""
        return self.points is not None and self.kind == "code" and not self.solution and not self.task

    @property
    def told(self) -> tuple[str, str] | None:
        """(chapter, exercise) of a cell that checks one; None for every other."""
        exercise, call = exercise_of(self.grade_id), CALL.search(self.source)
        if exercise is None or call is None or not self.locked or self.solution or call["exercise"] != exercise:
            return None
        return call["chapter"], exercise

    def metadata(self) -> dict[str, Any]:
        """The cell's nbgrader metadata, as nbgrader's schema wants them."""
        graded = self.points is not None and not self.task
        table: dict[str, Any] = {
            "schema_version": SCHEMA, "grade_id": self.grade_id, "grade": graded, "solution": self.solution,
            "locked": self.locked, "task": self.task, "cell_type": self.kind,
        }  # fmt: skip
        if self.points is not None:
            table["points"] = self.points
        if self.checksum is not None:
            table["checksum"] = self.checksum
        return table


Cells = Mapping[str, Known]


def chapter_of(known: Cells) -> str | None:
    """The key of the chapter that an assignment's cells check; None where it is for none of ours."""
    told = [cell.told for cell in known.values()]
    return next((pair[0] for pair in told if pair is not None), None)


def lang_of(known: Cells) -> str | None:
    """The language that an assignment's cells speak, if they say it."""
    calls = [CALL.search(cell.source) for cell in known.values() if cell.told is not None]
    return next((call["lang"] for call in calls if call is not None and call["lang"] in LANGUAGES), None)


@lru_cache(maxsize=4)
def _engine(db_url: str) -> Any:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    return create_engine(db_url, poolclass=NullPool)  # nothing is held open in between: the file may be exchanged


def known_cells(db_url: str, assignment: str, notebook: str) -> dict[str, Known]:
    """The cells of an assignment's notebook by grade_id; empty where the gradebook knows no such notebook.

    Raises sqlalchemy.exc.SQLAlchemyError where the gradebook cannot be read.
    """
    from nbgrader.api import Assignment, Notebook
    from sqlalchemy.orm import Session

    with Session(_engine(db_url)) as session:
        query = session.query(Notebook).join(Assignment, Assignment.id == Notebook.assignment_id)
        found = query.filter(Notebook.name == notebook, Assignment.name == assignment).one_or_none()
        return {} if found is None else cells_in(found)


def cells_in(notebook: Any) -> dict[str, Known]:
    """The cells of one of the gradebook's own notebooks."""
    graded = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return {
        cell.name: Known(
            cell.name, cell.cell_type, cell.source or "", bool(cell.locked), cell.name in solutions, cell.name in tasks,
            graded.get(cell.name), cell.checksum,
        )
        for cell in notebook.source_cells
    }  # fmt: skip
