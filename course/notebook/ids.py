"""The ids of a notebook's cells, which are also nbgrader's grade_ids: derived from names that never change.

Names are identifiers, so that an id with a hyphen is never one of them.
"""

from __future__ import annotations

import re

CHECK = "-check"
SETUP = "chapter-setup"
# nbformat's own rule for a cell's id.
GOOD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_id(exercise: str) -> str:
    """The id of the cell that a student writes an exercise in."""
    return exercise


def check_id(exercise: str) -> str:
    """The id of the cell that judges an exercise and holds its points."""
    return f"{exercise}{CHECK}"


def given_id(module: str) -> str:
    """The id of the cell with what a module gives besides its exercises."""
    return f"{module}-given"


def task_id(task: str) -> str:
    """The id of the cell with a question that people grade."""
    return task


def task_answer_id(task: str) -> str:
    """The id of the cell that a student answers a question in."""
    return f"{task}-answer"


def lesson_id(number: int) -> str:
    """The id of a part of the lesson, from 1."""
    return f"lesson-{number:02d}"


def exercise_of(grade_id: str) -> str | None:
    """The exercise that a cell of this grade_id judges; None where it is no such cell."""
    return grade_id.removesuffix(CHECK) if grade_id.endswith(CHECK) else None
