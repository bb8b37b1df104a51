"""Cells of a notebook (nbformat 4.5) as JSON has them, with nbgrader's metadata (schema 3) where it knows the cell."""

from __future__ import annotations

from typing import Any

Cell = dict[str, Any]
SCHEMA = 3


def markdown(cell_id: str, source: str, **metadata: Any) -> Cell:
    """A cell of text."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def code(cell_id: str, source: str, **metadata: Any) -> Cell:
    """A cell of code that has not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def given(cell_id: str) -> dict[str, Any]:
    """nbgrader's metadata of a cell that students read and cannot change."""
    return _metadata(cell_id, "code", locked=True)


def answer(cell_id: str) -> dict[str, Any]:
    """Of a cell that students write, and that another one judges."""
    return _metadata(cell_id, "code", solution=True)


def test(cell_id: str, points: int) -> dict[str, Any]:
    """Of a cell that judges and holds the points."""
    return {**_metadata(cell_id, "code", grade=True, locked=True), "points": points}


def task(cell_id: str, points: int) -> dict[str, Any]:
    """Of a question that people grade."""
    return {**_metadata(cell_id, "markdown", locked=True, task=True), "points": points}


def _metadata(cell_id: str, cell_type: str, **flags: bool) -> dict[str, Any]:
    known = {name: flags.get(name, False) for name in ("grade", "locked", "solution", "task")}
    return {"cell_type": cell_type, "grade_id": cell_id, "schema_version": SCHEMA, **known}
