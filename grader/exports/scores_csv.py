"""scores.csv: a row a student and chapter, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from grader.graded import Graded
from grader.words import Translate, untranslated

COLUMNS = (
    "student", "name", "chapter", "score", "max_score", "state", "reason", "attempt", "submitted_at", "late_by",
    "sandbox", "seconds", "digest",
)  # fmt: skip
FORMULA = "=+-@\t\r\n|%＝＋－＠"


def render(rows: Iterable[Graded], translate: Translate = untranslated) -> str:
    """The file's text; `late_by` is in seconds, and what needs review has no score."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(cell, _values(row, translate)))
    return out.getvalue()


def cell(value: object) -> str:
    """A cell's text that no spreadsheet takes for a formula; numbers stay as they are."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = "".join(char if char.isprintable() or char == "\n" else "�" for char in value)
    return f"'{text}" if text.lstrip().startswith(tuple(FORMULA)) else text


def _values(row: Graded, translate: Translate) -> tuple[object, ...]:
    report = row.report
    return (
        row.student, row.name, row.chapter, row.score, row.max_score, row.standing.value,
        row.reason.render(translate) if row.reason else "", row.attempt,
        row.submitted_at.isoformat() if row.submitted_at else None,
        int(row.late_by.total_seconds()) if row.late_by is not None else None,
        report.sandbox.tier if report else None, round(row.seconds, 3), row.digest,
    )  # fmt: skip
