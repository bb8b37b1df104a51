"""The last report of every chapter, kept in the workspace, and the page that shows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.errors import CourseError
from course.files import write_whole
from course.language import translator
from course.workspace import Workspace
from grader.results import ScoreReport
from grader.spec import ChapterSpec
from grader.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT_VERSION = 1


@dataclass(frozen=True)
class LastReport:
    """What the checks of a chapter came to: each exercise as it was judged last, and when the newest of them was."""

    report: ScoreReport
    checked: datetime


def keep_report(workspace: Workspace, chapter: ChapterSpec, report: ScoreReport) -> None:
    """Keeps a report; exercises that it leaves out stay as they were judged before. Raises OSError."""
    from grader.record import to_record

    before = _read(_file(workspace, chapter))
    whole = report if before is None else _with(before.report, report, chapter)
    kept = {
        "format_version": FORMAT_VERSION,
        "checked": datetime.now().astimezone().isoformat(timespec="seconds"),
        "report": to_record(whole),
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    write_whole(_file(workspace, chapter), text.encode("utf-8", "surrogatepass"))


def _with(before: ScoreReport, report: ScoreReport, chapter: ChapterSpec) -> ScoreReport:
    from grader.score import score_chapter

    names = {exercise.name for exercise in report.exercises}
    exercises = (*report.exercises, *(exercise for exercise in before.exercises if exercise.name not in names))
    return score_chapter(
        chapter,
        [check for exercise in exercises for check in exercise.checks],
        device=report.device,
        seed=report.seed,
        sandbox=report.sandbox,
        notes=report.notes,
        seconds=report.seconds,
    )


def last_report(workspace: Workspace, chapter: ChapterSpec) -> LastReport:
    """The chapter's last report. Raises CourseError where there is none that can be read."""
    path = _file(workspace, chapter)
    found = _read(path)
    if found is not None:
        return found
    number, command = chapter.number, f"course check {chapter.short}"
    if path.exists():
        raise CourseError(
            words("The last report of chapter {number} cannot be read. Check it again.", number=number),
            next_command=command,
        )
    raise CourseError(
        words("Chapter {number} has not been checked in this workspace yet: there is no report.", number=number),
        next_command=command,
    )


def newest_chapter(workspace: Workspace, chapters: tuple[ChapterSpec, ...]) -> ChapterSpec | None:
    """The chapter that was checked last."""
    found = [(chapter, last) for chapter in chapters if (last := _read(_file(workspace, chapter))) is not None]
    return max(found, key=lambda pair: pair[1].checked)[0] if found else None


def write_page(workspace: Workspace, chapter: ChapterSpec, last: LastReport, lang: str, to: Path | None) -> Path:
    """Writes the report as one HTML file that needs nothing beside it, and says where it is. Raises OSError."""
    from grader.exports.feedback import About, page
    from grader.exports.html import Voice

    voice = Voice(lang, translator(lang))
    about = About(facts=((voice.say(words("Last checked")), f"{last.checked:%Y-%m-%d %H:%M}"),))
    target = to or _file(workspace, chapter).with_suffix(f".{lang}.html")
    document = page(last.report, chapter.text(lang), voice, about)
    write_whole(target, document.encode("utf-8", "backslashreplace"))
    return target


def _file(workspace: Workspace, chapter: ChapterSpec) -> Path:
    return workspace.state / "reports" / f"{chapter.key}.json"


def _read(path: Path) -> LastReport | None:
    """The report of a file; None where there is none, or it is damaged or of another version."""
    from grader.record import from_record

    try:
        data: Mapping[str, Any] = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        if data["format_version"] != FORMAT_VERSION:
            return None
        return LastReport(from_record(data["report"]), datetime.fromisoformat(data["checked"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return None
