"""A chapter's scores as Moodle imports them, in one of two of its formats.

Where the roster is the grading worksheet of an assignment (Identifier, Full name, ..., Grade, Maximum Grade, ...), that
worksheet comes back with all its columns and the grade filled in: "Upload grading worksheet". A grade is out of what
the worksheet says; what needs review keeps the grade that was there, and who is not on the worksheet is left out. Where
no roster is given but the download says who is who, a worksheet of the columns that Moodle insists on does.
Any other roster gives a file for "Grades > Import > CSV file", where the ID number or the address is mapped to the user
and the last column to a grade item.
Source: Moodle's documentation of both imports, and what assignfeedback_offline reads of a worksheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from grader.exports.people import email_of, name_of
from grader.exports.scores_csv import plain, table
from grader.graded import Graded

IDENTIFIER, GRADE, MOST, MODIFIED = "Identifier", "Grade", "Maximum Grade", "Last modified (grade)"
COLUMNS = ("ID number", "Full name", "Email address")
NONE_YET = "-"


def render(rows: Iterable[Graded], assignment: str) -> str:
    """The file for one chapter's rows; `rows` are gone through twice."""
    worksheet = next((row.lms for row in rows if is_worksheet(row.lms)), None)
    if worksheet is None:
        return _gradebook(rows, assignment)
    lacking = (column for column in (GRADE, MODIFIED) if column not in worksheet)
    return _worksheet(rows, (*worksheet, *lacking))


def is_worksheet(roster: Mapping[str, str]) -> bool:
    """Whether it has Moodle's own identifier of a participant in this assignment."""
    return bool(roster.get(IDENTIFIER))


def _worksheet(rows: Iterable[Graded], columns: tuple[str, ...]) -> str:
    filled = (_filled(row) for row in rows if is_worksheet(row.lms))
    return table(columns, (tuple(_kept(line.get(column, "")) for column in columns) for line in filled))


def _filled(row: Graded) -> Mapping[str, str]:
    if row.score is None:
        return row.lms
    return {**row.lms, GRADE: plain(_out_of(row, _number(row.lms.get(MOST, ""))))}


def _out_of(row: Graded, most: Decimal | None) -> Decimal:
    """The score on Moodle's scale: it skips a grade above its own maximum without a word."""
    assert row.score is not None
    if most is None or most == row.max_score or not row.max_score:
        return row.score
    return (row.score * most / row.max_score).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _number(text: str) -> Decimal | None:
    """A maximum as Moodle writes it in the language of whoever downloaded the worksheet."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None


class _Dash:
    """Moodle's own "-" for a time that there is none of: alone it is no formula, and must come back as it was."""

    def __str__(self) -> str:
        return NONE_YET


def _kept(text: str) -> object:
    return _Dash() if text == NONE_YET else text


def _gradebook(rows: Iterable[Graded], assignment: str) -> str:
    lines = ((row.student, name_of(row), email_of(row), plain(row.score)) for row in rows if row.score is not None)
    return table((*COLUMNS, assignment), lines)
