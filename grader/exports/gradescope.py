"""A submission's results.json as Gradescope's autograder takes it: an entry an exercise, with what it says below.

All text is of the format `text`, so that Gradescope shows it as it is; a student reads it, so that the report
goes through `withheld.for_student` first. A submission that needs review has none, which Gradescope shows as a failed
run.
Source: Gradescope's autograder documentation, "Autograder Specifications", output format.
"""

from __future__ import annotations

import json
from decimal import Decimal

from grader.exports.check_text import check_lines
from grader.exports.plain import visible
from grader.exports.withheld import for_student
from grader.graded import Graded
from grader.results import FAILURES, ExerciseReport
from grader.spec import ChapterText
from grader.words import Translate, words


def dumps(row: Graded, text: ChapterText, translate: Translate) -> str | None:
    """The JSON text for a row; None where there is no score that a student may be shown, or nothing was handed in."""
    if row.score is None or row.attempt == 0:
        return None
    speak = text.speaking(translate)
    report = None if row.report is None else for_student(row.report)
    exercises = report.exercises if report is not None else ()
    notes = [*([row.reason] if row.reason else ()), *(report.notes if report is not None else ())]
    results = {
        "score": _number(row.score),
        "execution_time": round(row.seconds, 3),
        "output": "\n".join(visible(note.render(speak)) for note in notes),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"chapter": row.chapter, "state": row.standing.value, "digest": row.digest},
        "tests": [_test(at, exercise, text, speak) for at, exercise in enumerate(exercises, 1)],
    }
    return json.dumps(results, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _number(score: Decimal | None) -> float:
    return float(score or 0)


def _test(at: int, exercise: ExerciseReport, text: ChapterText, speak: Translate) -> dict[str, object]:
    known = text.exercise.get(exercise.name)
    passed = not any(check.verdict in FAILURES for check in exercise.checks)
    optional = f" ({words('optional').render(speak)})" if exercise.optional else ""
    return {
        "name": visible(f"{exercise.name}: {known.title}{optional}" if known else f"{exercise.name}{optional}"),
        "number": str(at),
        # What is optional is shown and does not count: Gradescope adds up what an assignment is out of by itself.
        "score": 0.0 if exercise.optional else _number(exercise.score),
        "max_score": 0.0 if exercise.optional else _number(exercise.max_score),
        "status": "passed" if passed else "failed",
        "output": "\n".join(line for check in exercise.checks for line in check_lines(check, text, speak)),
        "tags": ["optional"] if exercise.optional else [],
        "visibility": "visible",
    }
