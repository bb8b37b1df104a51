"""The scores of a class in the columns that `nbgrader export` writes, for programs that read those.

Times are in UTC without a zone, as nbgrader keeps them; the penalty is 0, for penalties are the gradebook's business.
Unlike nbgrader's own, the file is quoted and formula-safe. What needs review is left out: nbgrader would write a 0.
Source: nbgrader.plugins.export.CsvExportPlugin of nbgrader 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from grader.exports.people import email_of, names_of
from grader.exports.scores_csv import table
from grader.graded import Graded, Standing

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def render(rows: Iterable[Graded], due: datetime | None = None) -> str:
    """The file for all chapters' rows; an assignment is called by its chapter's key."""
    return table(COLUMNS, (_line(row, due) for row in rows if row.score is not None))


def _line(row: Graded, due: datetime | None) -> tuple[object, ...]:
    assert row.score is not None
    when = None if row.standing is Standing.MISSING else row.submitted_at
    score = float(row.score)
    return (
        row.chapter, _time(due), _time(when), row.student, *names_of(row), email_of(row), score, 0.0, score,
        float(row.max_score),
    )  # fmt: skip


def _time(when: datetime | None) -> str:
    return "" if when is None else str(when.astimezone(UTC).replace(tzinfo=None))
