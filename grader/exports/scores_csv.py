"""scores.csv: a row a student and chapter, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from grader.exports.plain import JOINERS
from grader.graded import Graded
from grader.words import Translate, untranslated

COLUMNS = (
    "student", "name", "chapter", "score", "max_score", "state", "reason", "attempt", "submitted_at", "late_by",
    "sandbox", "seconds", "digest",
)  # fmt: skip
FORMULA = "=+-@\t\r\n|%＝＋－＠"


def render(rows: Iterable[Graded], translate: Translate = untranslated) -> str:
    """The file's text; `late_by` is in seconds, and what needs review has no score."""
    return table(COLUMNS, (_values(row, translate) for row in rows))


def table(columns: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """The text of a CSV file as RFC 4180 has it, every cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(cell, columns))
    for line in lines:
        writer.writerow(map(cell, line))
    return out.getvalue()


def cell(value: object) -> str:
    """A cell's text that no spreadsheet takes for a formula; numbers stay as they are.

    Spaces and joiners of any script stay; control characters, marks of direction and halves of characters do not.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = value if value.isprintable() else "".join(char if _kept(char) else "�" for char in value)
    return f"'{text}" if text.lstrip(JOINERS + _SPACES).startswith(tuple(FORMULA)) else text


def plain(score: Decimal) -> str:
    """A number as every platform reads it: 7.5, 100, 0."""
    return f"{score.normalize():f}"


_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def _kept(char: str) -> bool:
    return char.isprintable() or char == "\n" or char in JOINERS or unicodedata.category(char) == "Zs"


def _values(row: Graded, translate: Translate) -> tuple[object, ...]:
    report = row.report
    return (
        row.student, row.name, row.chapter, row.score, row.max_score, row.standing.value,
        row.reason.render(translate) if row.reason else "", row.attempt,
        row.submitted_at.isoformat() if row.submitted_at else None,
        int(row.late_by.total_seconds()) if row.late_by is not None else None,
        report.sandbox.tier if report else None, round(row.seconds, 3), row.digest,
    )  # fmt: skip
