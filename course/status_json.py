"""`course status --json`: how far a workspace is, for other programs; status.schema.json says what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.checking import next_unsolved
from course.content import Content
from course.progress import ExerciseProgress, Progress
from grader.spec import ChapterSpec, ExerciseSpec

FORMAT_VERSION = 1
SCHEMA_FILE = Path(__file__).with_name("status.schema.json")


def status_record(content: Content, progress: Progress, lang: str) -> dict[str, Any]:
    """Every chapter with its exercises, tried or not; titles in the language `lang`."""
    onward = next_unsolved(content, progress)
    return {
        "format_version": FORMAT_VERSION,
        "next": None if onward is None else f"{onward.chapter.short}/{onward.exercises[0].name}",
        "chapters": [_chapter(chapter, progress, lang) for chapter in content.chapters()],
    }


def dumps(content: Content, progress: Progress, lang: str) -> str:
    """The JSON text of a status, ending with a line end."""
    return json.dumps(status_record(content, progress, lang), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _chapter(chapter: ChapterSpec, progress: Progress, lang: str) -> dict[str, Any]:
    text = chapter.text(lang)
    counted = [exercise for exercise in chapter.exercises if not exercise.optional]
    return {
        "chapter": chapter.key,
        "number": chapter.number,
        "title": text.title,
        "passed": sum(progress.of(chapter.key, exercise.name).passed for exercise in counted),
        "counted": len(counted),
        "exercises": [
            _exercise(exercise, text.exercise[exercise.name].title, progress.of(chapter.key, exercise.name))
            for exercise in chapter.exercises
        ],
    }


def _exercise(exercise: ExerciseSpec, title: str, known: ExerciseProgress) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "title": title,
        "module": exercise.module,
        "points": exercise.points,
        "optional": exercise.optional,
        "passed": known.passed,
        "score": _number(known.score),
        "attempts": known.attempts,
        "first_passed": known.first_passed,
        "hints": known.hints,
        "gave_up": known.gave_up,
    }


def _number(score: str | None) -> int | float | None:
    if score is None:
        return None
    value = float(score)
    return int(value) if value.is_integer() else value
