"""A chapter's scores as Canvas's gradebook imports them: its own columns, and one for the assignment.

The columns of the roster that Canvas finds a student by come back as it exported them, and so does the heading of the
assignment, `Title (1234)`, where the roster has one of that title; all others (other assignments, columns of notes,
totals that are read only) are left out, for an import leaves alone what it does not name. The row below the headings
says what the assignment is out of. A student whose row needs review is left out: an empty cell might clear what is in
the gradebook, a 0 would be a lie.
Source: Canvas's guides "How do I export/import grades in the Gradebook", and what its GradebookImporter accepts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from grader.exports.people import name_of
from grader.exports.scores_csv import plain, table
from grader.graded import Graded

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
ELSEWHERE = ("Integration ID", "Root Account")
"""Columns that only some institutions have; they stand between the login and the section."""
HEADING = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)


def render(rows: Iterable[Graded], assignment: str, also_called: Collection[str] = ()) -> str:
    """The file for one chapter's rows; `rows` are gone through twice.

    The assignment is called `assignment` unless the roster has a heading of that title or one of `also_called`.
    """
    first = next(iter(rows), None)
    roster = next((row.lms for row in rows if "ID" in row.lms), {})
    columns = (*COLUMNS[:-1], *(column for column in ELSEWHERE if column in roster), COLUMNS[-1])
    heading = heading_in(roster, (assignment, *also_called)) or assignment
    points = [] if first is None else [("    Points Possible", *("" for _ in columns[1:]), plain(first.max_score))]
    lines = ((*_who(row, columns), plain(row.score)) for row in rows if row.score is not None)
    return table((*columns, heading), chain(points, lines))


def heading_in(roster: Mapping[str, str], titles: Collection[str]) -> str | None:
    """The heading of Canvas's for an assignment of one of these titles, its number included."""
    wanted = {title.strip().casefold() for title in titles}
    found = ((column, HEADING.fullmatch(column)) for column in roster)
    return next((column for column, match in found if match and match["title"].strip().casefold() in wanted), None)


def _who(row: Graded, columns: tuple[str, ...]) -> tuple[str, ...]:
    named = row.lms.get("Student") or name_of(row) or row.student
    known = tuple(row.lms.get(column, "") for column in columns[1:])
    if any(known):
        return (named, *known)
    own = {"ID": row.student if row.student.isdigit() else "", "SIS User ID": row.student}
    return (named, *(own.get(column, "") for column in columns[1:]))
