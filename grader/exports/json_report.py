"""A score report as JSON, the contract for other programs: report.schema.json says what it holds."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.exports.plain import visible
from grader.figure_record import figure_to
from grader.picture import Picture
from grader.results import FORMAT_MINOR, FORMAT_VERSION, CheckResult, ExerciseReport, ScoreReport
from grader.spec import ChapterText
from grader.words import Translate

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")


def to_json(report: ScoreReport, translate: Translate, text: ChapterText) -> dict[str, Any]:
    """The report as a JSON object; titles and messages in the language of `text` and `translate`."""
    translate = text.speaking(translate)
    return {
        "format_version": FORMAT_VERSION,
        "format_minor": FORMAT_MINOR,
        "chapter": report.chapter,
        "state": report.state.value,
        "score": _number(report.score),
        "max_score": _number(report.max_score),
        "device": report.device,
        "seed": report.seed,
        "sandbox": {"tier": report.sandbox.tier, "layers": list(report.sandbox.layers)},
        "exercises": [_exercise(exercise, translate, text) for exercise in report.exercises],
        "notes": [visible(note.render(translate)) for note in report.notes],
        "seconds": round(report.seconds, 3),
    }


def dumps(report: ScoreReport, translate: Translate, text: ChapterText) -> str:
    """The JSON text of a report, ending with a line end."""
    return json.dumps(to_json(report, translate, text), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _number(score: Decimal | None) -> int | float | None:
    if score is None:
        return None
    return int(score) if score == score.to_integral_value() else float(score)


def _exercise(exercise: ExerciseReport, translate: Translate, text: ChapterText) -> dict[str, Any]:
    words = text.exercise.get(exercise.name)
    return {
        "name": exercise.name,
        "title": words.title if words else exercise.name,
        "module": exercise.module,
        "optional": exercise.optional,
        "score": _number(exercise.score),
        "max_score": _number(exercise.max_score),
        "checks": [_check(check, translate, text) for check in exercise.checks],
    }


def _check(check: CheckResult, translate: Translate, text: ChapterText) -> dict[str, Any]:
    failure = check.failure
    place = failure.place if failure else None
    return {
        "name": check.name,
        "title": visible(text.check.get(check.name, check.title)),
        "verdict": check.verdict.value,
        "message": visible(failure.message.render(translate)) if failure else None,
        "diagnosis": check.diagnosis,
        "seconds": round(check.seconds, 4),
        "weight": check.weight,
        "visible": check.visible,
        "where": {"file": visible(place.file), "line": place.line} if place else None,
        "output": visible(check.output),
        "picture": None if check.picture is None else _picture(check.picture, translate),
        "figures": [figure_to(figure) for figure in check.figures],
    }


def _picture(picture: Picture, translate: Translate) -> dict[str, Any]:
    shapes, grid = picture.shapes, picture.grid
    return {
        "shapes": None
        if shapes is None
        else {
            "axes": [{"got": axis.got, "expected": axis.expected, "mark": axis.mark.value} for axis in shapes.axes],
            "cut": list(shapes.cut),
            "said": visible(shapes.said.render(translate)),
        },
        "grid": None
        if grid is None
        else {
            **vars(grid),
            "rows": list(grid.rows),
            "said": None if grid.said is None else visible(grid.said.render(translate)),
        },
        "parts": [{"name": visible(part.name), "right": part.right} for part in picture.parts],
        "more": picture.more,
    }
