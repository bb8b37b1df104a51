"""The files that `course grade` leaves: scores.csv, a report a submission, and the exports that were asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from course.exporting import write_exports
from course.screen import Screen
from grader.exports import scores_csv
from grader.exports.json_report import to_json
from grader.graded import Graded
from grader.spec import ChapterSpec, ChapterText
from grader.store import safe_name, write_durably
from grader.words import untranslated

if TYPE_CHECKING:
    from grader.cohort import Run


def write_class(screen: Screen, run: Run, chapters: Sequence[ChapterSpec], exports: Sequence[str]) -> None:
    """Writes every file; each row is read from the store once for all of them, and once more for each export."""
    rows, out = run.rows(), run.store.folder
    texts = {chapter.key: chapter.text("en") for chapter in chapters}

    def write_report(row: Graded) -> None:
        if row.report is not None:
            data = json.dumps(_report(row, texts[row.chapter]), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            write_durably(out / "reports" / row.chapter / f"{safe_name(row.student)}.json", data.encode())

    scores = scores_csv.render(_passing(rows, write_report), screen.translate)
    write_durably(out / "scores.csv", scores.encode("utf-8-sig", "replace"))
    write_exports(exports, rows, chapters, screen, out)
    asked = {"chapters": [chapter.key for chapter in chapters], "versions": dict(run.cohort.versions)}
    write_durably(out / "run.json", (json.dumps(asked, indent=2) + "\n").encode())


def _passing(rows: Iterable[Graded], *onlookers: Callable[[Graded], None]) -> Iterator[Graded]:
    """The rows, each shown to the onlookers as it passes, so that one reading serves all."""
    for row in rows:
        for look in onlookers:
            look(row)
        yield row


def _report(row: Graded, text: ChapterText) -> dict[str, Any]:
    """The report of `course check --json`, and what repeats it."""
    assert row.report is not None
    return to_json(row.report, untranslated, text) | {
        "student": row.student,
        "name": row.name,
        "attempt": row.attempt,
        "submitted_at": row.submitted_at.astimezone(UTC).isoformat() if row.submitted_at else None,
        "standing": row.standing.value,
        "digest": row.digest,
        "result": row.result,
        "suite": row.made_from.get("suite", ""),
        "versions": row.made_from.get("versions", {}),
        "conditions": row.made_from.get("conditions", {}),
    }
