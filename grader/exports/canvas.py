"""A chapter's scores as Canvas imports them: its own columns, and one for the assignment with the points it is out of.

A student whose row needs review is left out: an empty cell might clear what is in the gradebook, a 0 would be a lie.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from grader.exports.scores_csv import cell
from grader.graded import Graded

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def render(rows: Iterable[Graded], assignment: str) -> str:
    """The file for one chapter's rows; students are found again by the columns of the roster that Canvas exported."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, cell(assignment)))
    headed = False
    for row in rows:
        if not headed:
            writer.writerow(("    Points Possible", "", "", "", "", _plain(row.max_score)))
            headed = True
        if row.score is not None:
            writer.writerow((*map(cell, _who(row)), _plain(row.score)))
    return out.getvalue()


def _who(row: Graded) -> tuple[str, ...]:
    named = row.lms.get("Student") or row.name or row.student
    known = tuple(row.lms.get(column, "") for column in COLUMNS[1:])
    return (named, *known) if any(known) else (named, row.student if row.student.isdigit() else "", row.student, "", "")


def _plain(score: Decimal) -> str:
    return f"{score.normalize():f}"
