"""The notebook that nbgrader gets of a submission: the student's own, made readable, or one in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from course.nbgrader.cells import cell_of
from course.nbgrader.known import Cells
from course.notebook.ids import answer_id
from grader.intake.files import MAX_MEMBERS, TreeFiles
from grader.notebook.beside import SUFFIX
from grader.notebook.document import MAX_NOTEBOOK_BYTES, NEWEST, without_outputs
from grader.spec import ChapterSpec
from grader.submission import Submission, SubmissionError, read_regular

LARGE = 8 << 20
"""Larger notebooks are cut before they are parsed; pictures that a student pasted into an answer go then, too."""
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}


def staged(folder: Path, name: str, marker: str) -> dict[str, Any] | None:
    """The student's notebook for an assignment's notebook of that name; None where no notebook can be read."""
    for path in _candidates(folder, name):
        cells = read_cells(path)
        if cells:
            return notebook_of(cells, marker)
    return None


def notebook_of(cells: Sequence[Any], marker: str) -> dict[str, Any]:
    """A notebook of these cells; `marker` is what a later run knows it by."""
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}, "gradstep": {"graded": marker}}
    ran: dict[str, Any] = {"outputs": [], "execution_count": None}
    numbered = [
        {"id": f"cell-{number}", **(ran if cell["cell_type"] == "code" else {}), **cell}
        for number, cell in enumerate(cells, 1)
    ]
    return {"nbformat": NEWEST, "nbformat_minor": 5, "metadata": metadata, "cells": numbered}


def half_written(path: Path, known: Cells) -> bool:
    """Whether a notebook in autograded/ has test cells without any output, as a run that was killed leaves them."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        told = [(cell, cell["metadata"].get("nbgrader", {}).get("grade_id")) for cell in cells]
        tests = [cell for cell, grade_id in told if grade_id in known and known[grade_id].judged]
        return not tests or any(not cell.get("outputs") for cell in tests)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return True


def marker_in(path: Path) -> str | None:
    """The marker of a notebook that was written whole; None where there is none."""
    try:
        marker = json.loads(path.read_bytes())["metadata"]["gradstep"]["graded"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return marker if isinstance(marker, str) else None


def _candidates(folder: Path, name: str) -> Iterator[Path]:
    """The notebooks that were handed in, the one of the right name first."""
    found = [item for item in TreeFiles(folder, MAX_MEMBERS).names() if item.lower().endswith(SUFFIX)]
    found.sort(key=lambda item: (item != f"{name}{SUFFIX}", item.count("/"), item))
    yield from (folder / item for item in found)


def read_cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook of any format, without outputs; none where it is no notebook."""
    try:
        data = read_regular(path, MAX_NOTEBOOK_BYTES)
        if not isinstance(data, bytes) or len(data) > MAX_NOTEBOOK_BYTES:
            return []
        if not json.detect_encoding(data).startswith("utf-8"):
            data = data.decode(json.detect_encoding(data)).encode()
        data = data.removeprefix(b"\xef\xbb\xbf")
        whole = json.loads((without_outputs(data, path.name) if len(data) > LARGE else data).decode("utf-8", "replace"))
        return list(_cells(whole))
    except (OSError, ValueError, RecursionError, MemoryError, SubmissionError):
        return []


def _cells(whole: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(whole, dict):
        return
    listed = whole.get("cells")
    if not isinstance(listed, list):  # nbformat 2 and 3
        sheets = [sheet for sheet in whole.get("worksheets") or [] if isinstance(sheet, dict)]
        listed = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    for given in listed:
        if not isinstance(given, dict):
            continue
        kind = "markdown" if given.get("cell_type") == "heading" else given.get("cell_type")
        cell = {"cell_type": kind, "metadata": given.get("metadata"), "source": given.get("source", given.get("input"))}
        if isinstance(given.get("attachments"), dict) and kind == "markdown":
            cell["attachments"] = given["attachments"]
        yield cell


def stand_in(blank: Sequence[Any], known: Cells, chapter: ChapterSpec, submission: Submission | None) -> list[Any]:
    """Cells for work without a notebook: those that were given out, with the modules' text where answers belong.

    A module stands whole in the cell of its first exercise; the cells of its others say so. Where nothing can be read
    (no submission) the cells are as they were given out.
    """
    cells = [deepcopy(cell) for cell in blank] or [cell_of(cell) for cell in known.values()]
    if submission is None:
        return cells
    places: dict[str, Any] = {}
    for cell in cells:
        told = cell.get("metadata", {}).get("nbgrader", {})
        if isinstance(told, dict) and told.get("solution"):
            places[str(told.get("grade_id"))] = cell
    for module, text in _texts(submission).items():
        own = [answer_id(exercise.name) for exercise in chapter.exercises if exercise.module == module]
        here = [places[name] for name in own if name in places]
        if not here:
            cells.append({"cell_type": "code", "metadata": {}, "source": f"# {module}.py\n{text}"})
            continue
        here[0]["source"] = f"# {module}.py\n{text}"
        for cell in here[1:]:
            cell["source"] = f"# {module}.py, above"
    return cells


def _texts(submission: Submission) -> Mapping[str, str]:
    """What can be shown of each module."""
    return {
        name: file.text if file.text is not None else file.data.decode("utf-8", "replace")
        for name, file in submission.modules.items()
        if file.data
    }
