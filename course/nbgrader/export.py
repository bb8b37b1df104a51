"""Plugins of `nbgrader export`: the gradebook's scores, with manual grades and penalties, for Canvas and Moodle.

    nbgrader export --exporter=course.nbgrader.export.Canvas --assignment "['ch03_linear_regression']" --to canvas.csv

nbgrader's own exporter quotes nothing, so that a comma in a name shifts a row; these quote, and no cell is a formula.
What is still to be graded by a person has no score yet and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from course.content import find_content
from course.exporting import also_called
from grader.exports import canvas, moodle, nbgrader_csv
from grader.exports.people import email_of, names_of
from grader.exports.scores_csv import table
from grader.graded import Graded, Standing
from grader.intake import IntakeError, Person
from grader.intake.roster import read_roster

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A student's score as the gradebook has it: before the penalty, the penalty, and what is left as a row.

    The row's score is None while a person still has to grade something.
    """

    row: Graded
    due: datetime | None = None
    raw: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)


class _Exporter(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """A file an assignment; --to names it where there is one assignment."""

    roster = Unicode("", help="Canvas's gradebook export or Moodle's grading worksheet, whose columns come back.").tag(
        config=True
    )
    name = ""

    def export(self, gradebook: Gradebook) -> None:
        """Write the files. Raises ValueError for a roster that cannot be read."""
        try:
            people = read_roster(Path(self.roster).expanduser()) if self.roster else ()
        except IntakeError as error:
            raise ValueError(str(error)) from error
        by_id = {person.id: person for person in people}
        wanted = [found for found in gradebook.assignments if not self.assignment or found.name in self.assignment]
        for assignment in wanted:
            lines = list(self._lines(gradebook, assignment, by_id))
            path = Path(self.to) if self.to and len(wanted) == 1 else Path(f"{self.name}-{assignment.name}.csv")
            path.write_text(self.text(lines, assignment.name), encoding="utf-8-sig", errors="replace", newline="")
            self.log.info("Exported %s to %s", assignment.name, path)
            waiting = [line.row.student for line in lines if line.row.score is None]
            if waiting:
                self.log.warning("Left out, for somebody must grade them first: %s", ", ".join(waiting))

    def _lines(self, book: Any, assignment: Any, people: Mapping[str, Person]) -> Iterator[Line]:
        only = {str(name) for name in self.student}
        for student in book.students:
            if not only or student.id in only:
                yield _line(book, assignment, student, people.get(student.id))

    def text(self, lines: Sequence[Line], assignment: str) -> str:
        """The file's text."""
        raise NotImplementedError


def _line(book: Any, assignment: Any, student: Any, person: Person | None) -> Line:
    name = " ".join(part for part in (student.first_name, student.last_name) if part)
    own = {"first_name": student.first_name or "", "last_name": student.last_name or "", "email": student.email or ""}
    plain = Graded(
        student.id, person.name if person is not None and person.name else name, assignment.name, Standing.MISSING,
        Decimal(0), _number(assignment.max_score), lms=MappingProxyType({**own, **(person.lms if person else {})}),
    )  # fmt: skip
    due = _utc(assignment.duedate)
    try:
        found = book.find_submission(assignment.name, student.id)
    except MissingEntry:
        return Line(plain, due)
    raw, penalty = _number(found.score), _number(found.late_submission_penalty or 0)
    done = replace(plain, attempt=1, submitted_at=_utc(found.timestamp))
    if found.needs_manual_grade:
        return Line(replace(done, standing=Standing.NEEDS_REVIEW, score=None), due, raw, penalty)
    return Line(replace(done, standing=Standing.SCORED, score=max(raw - penalty, Decimal(0))), due, raw, penalty)


def _utc(when: datetime | None) -> datetime | None:
    return None if when is None else when.replace(tzinfo=UTC)


def _number(value: float) -> Decimal:
    return Decimal(str(value)).quantize(CENT, ROUND_HALF_UP)


class Canvas(_Exporter):
    """What Canvas's gradebook imports."""

    name = "canvas"

    def text(self, lines: Sequence[Line], assignment: str) -> str:
        """The assignment is called as the roster calls it where it is there."""
        content = find_content()
        chapter = content.chapter(assignment) if assignment in content.chapter_keys() else None
        return canvas.render([line.row for line in lines], assignment, tuple(also_called(chapter)) if chapter else ())


class Moodle(_Exporter):
    """What Moodle imports: its grading worksheet where the roster is one, else a file for its gradebook."""

    name = "moodle"

    def text(self, lines: Sequence[Line], assignment: str) -> str:
        """The worksheet, or the gradebook's columns."""
        return moodle.render([line.row for line in lines], assignment)


class Quoted(_Exporter):
    """nbgrader's own columns, quoted."""

    name = "grades"

    def text(self, lines: Sequence[Line], assignment: str) -> str:
        """The columns of nbgrader's CsvExportPlugin."""
        return table(nbgrader_csv.COLUMNS, (
            (
                assignment, _time(line.due), _time(line.row.submitted_at), line.row.student, *names_of(line.row),
                email_of(line.row), float(line.raw), float(line.penalty), float(line.row.score),
                float(line.row.max_score),
            )
            for line in lines if line.row.score is not None
        ))  # fmt: skip


def _time(when: datetime | None) -> str:
    return "" if when is None else str(when.replace(tzinfo=None))
