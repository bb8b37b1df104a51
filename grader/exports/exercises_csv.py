"""A chapter as a table for a spreadsheet: a row a student, a column an exercise, and the mistakes that were named."""

from __future__ import annotations

from collections.abc import Iterable

from grader.exports.people import email_of, name_of
from grader.exports.scores_csv import plain, table
from grader.graded import Graded
from grader.results import ExerciseReport
from grader.spec import ChapterSpec

BEFORE = ("student", "name", "email", "state", "score", "max_score", "percent")
AFTER = ("mistakes",)


def render(rows: Iterable[Graded], chapter: ChapterSpec) -> str:
    """The file for one chapter's rows; exercises that were not judged or have no score are empty.

    A heading says an exercise's points, and `optional` where they do not count.
    """
    headings = [
        f"{exercise.name} ({exercise.points}{', optional' if exercise.optional else ''})"
        for exercise in chapter.exercises
    ]
    names = [exercise.name for exercise in chapter.exercises]
    return table((*BEFORE, *headings, *AFTER), (_line(row, names) for row in rows))


def _line(row: Graded, names: list[str]) -> tuple[object, ...]:
    judged = {exercise.name: exercise for exercise in row.report.exercises} if row.report is not None else {}
    score, percent = "", ""
    if row.score is not None:
        score = plain(row.score)
        percent = f"{100 * row.score / row.max_score:.1f}" if row.max_score else ""
    points = (_points(judged.get(name)) for name in names)
    mistakes = dict.fromkeys(
        check.diagnosis for exercise in judged.values() for check in exercise.checks if check.diagnosis
    )
    return (
        row.student, name_of(row), email_of(row), row.standing.value, score, plain(row.max_score), percent, *points,
        " ".join(mistakes),
    )  # fmt: skip


def _points(exercise: ExerciseReport | None) -> str:
    return "" if exercise is None or exercise.score is None else plain(exercise.score)
