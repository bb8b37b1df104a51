"""What a workspace remembers of each exercise: attempts, the date of the first pass, hints shown, answers seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.files import write_whole
from grader.results import FAILURES, ExerciseReport, Verdict

FORMAT_VERSION = 1


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise; dates are ISO 8601 in UTC, scores as the report gives them."""

    attempts: int = 0
    passed: bool = False
    first_passed: str | None = None
    score: str | None = None
    max_score: str | None = None
    hints: int = 0
    gave_up: str | None = None


@dataclass(frozen=True)
class Progress:
    """Everything a workspace remembers, by `<chapter key>/<exercise>`; each change is a new value."""

    exercises: Mapping[str, ExerciseProgress] = field(default_factory=dict)

    def of(self, chapter: str, exercise: str) -> ExerciseProgress:
        """What is known of an exercise."""
        return self.exercises.get(f"{chapter}/{exercise}", ExerciseProgress())

    def changed(self, chapter: str, exercise: str, **changes: Any) -> Progress:
        """The progress with one exercise changed."""
        known = replace(self.of(chapter, exercise), **changes)
        return Progress({**self.exercises, f"{chapter}/{exercise}": known})

    def judged(self, chapter: str, report: ExerciseReport, today: str) -> Progress:
        """The progress after a check: an exercise that is not written yet was no attempt."""
        if report.score is None or not report.checks:
            return self
        known = self.of(chapter, report.name)
        verdicts = {check.verdict for check in report.checks}
        passed = not verdicts & FAILURES
        tried = Verdict.NOT_IMPLEMENTED not in verdicts
        return self.changed(
            chapter,
            report.name,
            attempts=known.attempts + tried,
            passed=passed,
            first_passed=known.first_passed or (today if passed else None),
            score=str(report.score),
            max_score=str(report.max_score),
        )


def today() -> str:
    """The date and time that progress is stamped with."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Loaded:
    """Progress as read, and where a damaged file was set aside."""

    progress: Progress
    set_aside: Path | None = None


def load_progress(path: Path) -> Loaded:
    """The progress in a file; a file that cannot be understood is kept under another name and counted as none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Progress())
    except UnicodeDecodeError:
        return Loaded(Progress(), _set_aside(path))
    try:
        return Loaded(_parse(json.loads(text)))
    except (ValueError, TypeError, AttributeError, KeyError):
        return Loaded(Progress(), _set_aside(path))


def save_progress(path: Path, progress: Progress) -> None:
    """Writes the file whole or not at all."""
    exercises = {key: asdict(value) for key, value in sorted(progress.exercises.items())}
    table = {"format_version": FORMAT_VERSION, "exercises": exercises}
    write_whole(path, json.dumps(table, indent=2) + "\n")


def _parse(table: dict[str, Any]) -> Progress:
    if table["format_version"] != FORMAT_VERSION:
        raise ValueError(table["format_version"])
    known = {item.name: item for item in fields(ExerciseProgress)}
    exercises = {}
    for key, values in table["exercises"].items():
        entry = ExerciseProgress(**{name: value for name, value in values.items() if name in known})
        counts = (entry.attempts, entry.hints)
        if not all(type(count) is int and count >= 0 for count in counts) or type(entry.passed) is not bool:
            raise ValueError(key)
        exercises[key] = entry
    return Progress(exercises)


def _set_aside(path: Path) -> Path:
    """Moves a damaged file out of the way; where even that fails it stays, and is overwritten later."""
    for number in range(1, 1000):
        target = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        if not target.exists():
            try:
                path.rename(target)
            except OSError:
                return path
            return target
    return path
