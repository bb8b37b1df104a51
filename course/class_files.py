"""The files that `course grade` leaves: scores.csv, a report and a page a student, the class page, and the exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from course.exporting import write_exports
from course.screen import Screen
from grader.exports import feedback, scores_csv
from grader.exports.class_page import class_page
from grader.exports.feedback import About
from grader.exports.html import Voice
from grader.exports.json_report import to_json
from grader.exports.said import STANDINGS
from grader.exports.withheld import for_student
from grader.graded import Graded, Standing
from grader.spec import ChapterSpec, ChapterText
from grader.statistics import ChapterStatistics
from grader.store import safe_name, write_durably
from grader.tally import ClassTally
from grader.words import Words, untranslated, words

if TYPE_CHECKING:
    from grader.cohort import Run


def write_class(
    screen: Screen, run: Run, chapters: Sequence[ChapterSpec], exports: Sequence[str]
) -> tuple[ChapterStatistics, ...]:
    """Writes every file and says what the class comes to.

    Each row is read from the store once for all of them, and once more for each export.
    """
    rows, out, tally = run.rows(), run.store.folder, ClassTally(chapters)
    texts = {chapter.key: chapter.text("en") for chapter in chapters}
    spoken = {chapter.key: chapter.text(screen.lang) for chapter in chapters}
    voice = Voice(screen.lang, screen.translate)
    screen.remark(words("writing the files of {count} rows", count=len(rows)), "dim")
    if waiting := rows.waiting:
        said = words("{count} more are not judged yet and are in no file: type the command again for the whole class.",
                     count=waiting)  # fmt: skip
        screen.remark(said)

    def write_report(row: Graded) -> None:
        if row.report is not None:
            data = json.dumps(_report(row, texts[row.chapter]), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            write_durably(out / "reports" / row.chapter / f"{safe_name(row.student)}.json", data.encode())

    def write_feedback(row: Graded) -> None:
        page = feedback_page(row, spoken[row.chapter], voice)
        write_durably(out / _feedback_path(row.chapter, row.student), page.encode())

    scores = scores_csv.render(_passing(rows, tally.add, write_report, write_feedback), screen.translate)
    write_durably(out / "scores.csv", scores.encode("utf-8-sig", "replace"))
    found = tally.statistics()
    page = class_page(found, [spoken[chapter.key] for chapter in found], voice, _feedback_link)
    write_durably(out / "class.html", (piece.encode() for piece in page))
    write_exports(exports, rows, chapters, screen, out)
    asked = {"chapters": [chapter.key for chapter in chapters], "versions": dict(run.cohort.versions)}
    write_durably(out / "run.json", (json.dumps(asked, indent=2) + "\n").encode())
    return found


def feedback_page(row: Graded, text: ChapterText, voice: Voice) -> str:
    """What a student may see of their row: nothing of ours that broke, and no hidden number."""
    told = row.standing in (Standing.MISSING, Standing.UNREADABLE) and row.reason is not None
    about = About(
        student=f"{row.name} ({row.student})" if row.name and row.name != row.student else row.student,
        standing="" if row.standing is Standing.SCORED else voice.say(STANDINGS[row.standing]),
        reason=voice.say(row.reason) if told and row.reason is not None else "",
        facts=tuple((voice.say(label), value) for label, value in _facts(row, voice)),
    )
    return feedback.page(None if row.report is None else for_student(row.report), text, voice, about)


def _facts(row: Graded, voice: Voice) -> Iterator[tuple[Words, str]]:
    yield words("Chapter"), row.chapter
    if row.attempt:
        yield words("Attempt"), str(row.attempt)
    if row.submitted_at is not None:
        yield words("Submitted"), f"{row.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if row.late_by:
        hours, minutes = divmod(int(row.late_by.total_seconds()) // 60, 60)
        yield words("Late by"), voice.say(words("{hours} h {minutes} min", hours=hours, minutes=minutes))
    if row.digest:
        yield words("Fingerprint of the files"), row.digest[:16]


def _feedback_path(chapter: str, student: str) -> str:
    return f"feedback/{chapter}/{safe_name(student)}.html"


def _feedback_link(chapter: str, student: str) -> str:
    return quote(_feedback_path(chapter, student))


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
