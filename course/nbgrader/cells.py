"""A submitted notebook's cells, whatever happened to them: made fit for nbgrader, and given their results; pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

from course.nbgrader.known import Cells, Known
from course.notebook.ids import GOOD, answer_id, exercise_of

KINDS = ("code", "markdown", "raw")
NOT_SCORED = "NotScored"
"""The name of the error that stands where there is no score."""


@dataclass(frozen=True)
class Mark:
    """What a test cell gets: a score (None: somebody must give it), and the same result as HTML and as text.

    `look` is whether somebody should look although there is a score; `counts` whether the cell carries points at all.
    """

    score: float | None
    html: str
    text: str
    look: bool = False
    counts: bool = True

    @property
    def held(self) -> bool:
        """Whether the gradebook shall say that it needs a person."""
        return self.counts and (self.score is None or self.look)


def fraction_of(score: Decimal, most: Decimal, points: float) -> float:
    """A score as nbgrader takes it: a plain finite number from 0 to the cell's points."""
    if most <= 0 or not score.is_finite() or not math.isfinite(points) or points <= 0:
        return 0.0
    share = min(max(score, Decimal(0)), most) / most
    return min(round(float(share) * points, 2), points)


def mend(cells: list[Any], known: Cells) -> list[str]:
    """Make cells such that no step of nbgrader's breaks on them, and put back what is missing; says what was changed.

    A cell with an id that the assignment has gets the metadata that it was given out with, of several the last, and a
    locked one its source; every other cell loses its nbgrader metadata, for nbgrader would refuse the notebook, or all
    that come after it.
    """
    changed: list[str] = []
    seen: set[str] = set()
    for cell in reversed(cells):
        _plain(cell)
        told = cell["metadata"].pop("nbgrader", None)
        grade_id = told.get("grade_id") if isinstance(told, dict) else None
        found = known.get(grade_id) if isinstance(grade_id, str) else None
        if found is None or found.grade_id in seen:
            if told is not None:
                changed.append(f"nbgrader's metadata were taken off a cell: {str(grade_id)[:60]}")
            continue
        seen.add(found.grade_id)
        cell["metadata"]["nbgrader"] = found.metadata()
        if found.locked and not found.solution and cell["source"] != found.source:
            changed.append(f"{found.grade_id} got its source back")
            cell["source"] = found.source
        if cell["cell_type"] != found.kind:
            changed.append(f"{found.grade_id} was made a {found.kind} cell again")
            _make(cell, found.kind)
    _add_missing(cells, [cell for cell in known.values() if cell.grade_id not in seen], changed)
    _tell_apart(cells)
    return changed


def _plain(cell: Any) -> None:
    """A cell with everything that a cell must have."""
    if cell.get("cell_type") not in KINDS:
        cell["cell_type"] = "raw"
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    cell["source"] = "".join(line for line in lines if isinstance(line, str)).encode("utf-8", "replace").decode()
    if not isinstance(cell.get("metadata"), dict):
        cell["metadata"] = {}
    _make(cell, cell["cell_type"])


def _make(cell: Any, kind: str) -> None:
    cell["cell_type"] = kind
    for name, empty in (("outputs", []), ("execution_count", None)):
        if kind != "code":
            cell.pop(name, None)
        elif not isinstance(cell.get(name), (list, int)):
            cell[name] = empty


def _add_missing(cells: list[Any], missing: Sequence[Known], changed: list[str]) -> None:
    """Cells that carry points are put back: a test after its answer if that is there, everything else at the end."""
    for known in missing:
        if known.points is None:
            continue
        exercise = exercise_of(known.grade_id)
        after = answer_id(exercise) if exercise is not None else None
        at = next((index for index, cell in enumerate(cells, 1) if after and _id_of(cell) == after), len(cells))
        cells.insert(at, cell_of(known))
        changed.append(f"{known.grade_id} was missing and was put back")


def cell_of(known: Known) -> dict[str, Any]:
    """A cell as it was given out."""
    cell: dict[str, Any] = {
        "cell_type": known.kind, "metadata": {"nbgrader": known.metadata()}, "source": known.source,
    }  # fmt: skip
    _make(cell, known.kind)
    return cell


def _tell_apart(cells: list[Any]) -> None:
    """Every cell gets an id of its own, as nbformat wants it; a good one stays."""
    seen: set[str] = set()
    for number, cell in enumerate(cells, 1):
        name = cell.get("id")
        good = isinstance(name, str) and GOOD.fullmatch(name) is not None and name not in seen
        made = (f"cell-{number}-{turn}" for turn in count())
        cell["id"] = name if good else next(fresh for fresh in made if fresh not in seen)
        seen.add(cell["id"])


def _id_of(cell: Any) -> str | None:
    told = cell["metadata"].get("nbgrader")
    return told.get("grade_id") if isinstance(told, dict) else None


def put_marks(cells: Sequence[Any], marks: Mapping[str, Mark]) -> None:
    """Give every code cell the outputs that it is to have: a test its result, every other none."""
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        mark = marks.get(_id_of(cell) or "")
        cell["execution_count"] = None
        cell["outputs"] = [] if mark is None else list(outputs_of(mark))


def outputs_of(mark: Mark) -> Iterator[dict[str, Any]]:
    """nbgrader reads the first result that it finds, and takes a cell with an error for 0; people read the rest."""
    if not mark.counts:
        pass
    elif mark.score is not None:
        data = {"text/plain": repr(mark.score)}
        yield {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
    else:
        told = mark.text.strip().splitlines() or [NOT_SCORED]
        yield {"output_type": "error", "ename": NOT_SCORED, "evalue": told[0], "traceback": told}
    if mark.html:
        data = {"text/html": mark.html, "text/plain": mark.text}
        yield {"output_type": "display_data", "metadata": {}, "data": data}
