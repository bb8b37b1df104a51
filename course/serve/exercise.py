"""An exercise's page: its verdict, the failing checks, the hints seen so far, and the learner's file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from course.content import Content
from course.errors import CourseError
from course.progress import Progress
from course.serve import source
from course.serve.pages import Frame, chapter_row, exercise_rows, fill, onward
from course.serve.standing import report_of
from course.workspace import Workspace
from grader.exports.feedback import fragment
from grader.exports.said import number
from grader.results import ExerciseReport, ScoreReport, Verdict
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Work:
    """What is known of a chapter's judging beside its report."""

    error: CourseError | None = None
    remarks: tuple[Words, ...] = ()


def exercise_page(
    content: Content, workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec, frame: Frame, work: Work
) -> str:
    """The page of one exercise."""
    learner = frame.learner
    assert learner is not None
    report = learner.reports.get(chapter.key)
    rows = exercise_rows(chapter, frame)
    row = next(item for item in rows if item["name"] == exercise.name)
    text = chapter.text(frame.links.lang).exercise[exercise.name]
    passed = row["kind"] == "passed"
    judged = report_of(report, exercise.name)
    shown = source.view(workspace, chapter, exercise, judged)
    say = frame.voice.say
    return fill(
        "exercise.html",
        frame,
        chapter=chapter_row(content, chapter, frame),
        exercise=row,
        exercises=rows,
        judged=judged is not None,
        score="" if judged is None or judged.score is None else f"{number(judged.score)} / {number(judged.max_score)}",
        report=None if report is None or _unwritten(judged) else _shown(report, exercise.name, chapter, frame),
        problem="" if work.error is None else say(work.error.words),
        problem_command="" if work.error is None else work.error.next_command or "",
        remarks=[say(remark) for remark in work.remarks],
        why=text.why if passed else "",
        onward=_following(chapter, exercise, rows) or onward(content, frame, chapter) if passed else None,
        **_hints(chapter, exercise, learner.progress, text.hints),
        parts=[("" if part.title is None else say(part.title), part.lines) for part in shown.parts],
        said="" if shown.said is None else say(shown.said),
    )


def _hints(
    chapter: ChapterSpec, exercise: ExerciseSpec, progress: Progress, hints: tuple[str, ...]
) -> dict[str, Any]:
    seen = progress.of(chapter.key, exercise.name).hints
    return {
        "hints": hints[:seen],
        "hint_count": len(hints),
        "has_solution": chapter.has_solutions,
        "solution_command": f"course solution {chapter.short}/{exercise.name} --give-up",
    }


def _unwritten(judged: ExerciseReport | None) -> bool:
    """Whether there is nothing to say of an exercise yet."""
    return judged is None or any(check.verdict is Verdict.NOT_IMPLEMENTED for check in judged.checks)


def _shown(report: ScoreReport, exercise: str, chapter: ChapterSpec, frame: Frame) -> Markup:
    """The report of that exercise alone; its style is a file of ours, which the policy of the page admits."""
    alone = replace(report, exercises=tuple(item for item in report.exercises if item.name == exercise))
    html = fragment(alone, chapter.text(frame.links.lang), frame.voice)
    return Markup(_STYLE.sub("", html, count=1))  # noqa: S704  escaped where it was made


def _following(chapter: ChapterSpec, exercise: ExerciseSpec, rows: list[dict[str, Any]]) -> dict[str, str] | None:
    """The next exercise of the chapter that counts and does not pass, after this one and then from the start."""
    at = [item.name for item in chapter.exercises].index(exercise.name)
    rest = [*rows[at + 1 :], *rows[:at]]
    found = next((row for row in rest if row["kind"] != "passed" and not row["optional"]), None)
    if found is None:
        return None
    return {"name": f"{chapter.short}/{found['name']}", "title": found["title"], "url": found["url"]}
