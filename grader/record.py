"""A score report as plain data and back, with nothing lost: what the store keeps, before any language is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from grader.figure import Images
from grader.figure_record import figure_of, figure_to
from grader.picture import Axis, Grid, Mark, Part, Picture, Shapes
from grader.results import (
    CheckResult,
    ExerciseReport,
    Failure,
    Place,
    SandboxReport,
    ScoreReport,
    State,
    Verdict,
)
from grader.words import Words

VERSION = 1


def to_record(report: ScoreReport) -> dict[str, Any]:
    """Plain data that JSON can hold; words stay templates with their values."""
    return {
        "version": VERSION,
        "chapter": report.chapter,
        "state": report.state.value,
        "score": _text(report.score),
        "max_score": str(report.max_score),
        "device": report.device,
        "seed": report.seed,
        "sandbox": [report.sandbox.tier, list(report.sandbox.layers)],
        "exercises": [_exercise(exercise) for exercise in report.exercises],
        "notes": [words_to(note) for note in report.notes],
        "seconds": report.seconds,
    }


def without_images(report: ScoreReport) -> ScoreReport:
    """The report of a class's submission: images of misread samples are for learners, and most of a record's bytes."""

    def kept(check: CheckResult) -> CheckResult:
        figures = tuple(figure for figure in check.figures if not isinstance(figure, Images))
        return replace(check, figures=figures) if figures != check.figures else check

    exercises = (replace(exercise, checks=tuple(map(kept, exercise.checks))) for exercise in report.exercises)
    return replace(report, exercises=tuple(exercises))


def from_record(record: Mapping[str, Any]) -> ScoreReport:
    """The report of a record; ValueError, KeyError or TypeError where it is none."""
    if record["version"] != VERSION:
        raise ValueError(f"a record of version {record['version']}")
    tier, layers = record["sandbox"]
    return ScoreReport(
        chapter=record["chapter"],
        state=State(record["state"]),
        score=_number(record["score"]),
        max_score=Decimal(record["max_score"]),
        device=record["device"],
        seed=record["seed"],
        sandbox=SandboxReport(tier, tuple(layers)),
        exercises=tuple(_exercise_of(exercise) for exercise in record["exercises"]),
        notes=tuple(words_from(note) for note in record["notes"]),
        seconds=record["seconds"],
    )


def words_to(words: Words | None) -> list[Any] | None:
    """[template, {field: value}], nested words likewise."""
    if words is None:
        return None
    values = {name: words_to(value) if isinstance(value, Words) else value for name, value in words.values}
    return [words.template, values]


def words_from(data: Any) -> Words:
    """The words of `words_to`."""
    template, values = data
    return Words(
        template,
        tuple((name, words_from(value) if isinstance(value, list) else value) for name, value in values.items()),
    )


def _text(score: Decimal | None) -> str | None:
    return None if score is None else str(score)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _maybe_words(data: Any) -> Words | None:
    return None if data is None else words_from(data)


def _exercise(exercise: ExerciseReport) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "module": exercise.module,
        "optional": exercise.optional,
        "score": _text(exercise.score),
        "max_score": str(exercise.max_score),
        "checks": [_check(check) for check in exercise.checks],
    }


def _exercise_of(data: Mapping[str, Any]) -> ExerciseReport:
    return ExerciseReport(
        name=data["name"],
        module=data["module"],
        optional=data["optional"],
        score=_number(data["score"]),
        max_score=Decimal(data["max_score"]),
        checks=tuple(_check_of(check) for check in data["checks"]),
    )


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "exercise": check.exercise,
        "title": check.title,
        "verdict": check.verdict.value,
        "weight": check.weight,
        "visible": check.visible,
        "failure": None if check.failure is None else _failure(check.failure),
        "seconds": check.seconds,
        "output": check.output,
        "diagnosis": check.diagnosis,
        "blames": check.blames,
        "picture": None if check.picture is None else picture_to(check.picture),
        "figures": [figure_to(figure) for figure in check.figures],
    }


def _check_of(data: Mapping[str, Any]) -> CheckResult:
    failure = data["failure"]
    return CheckResult(
        name=data["name"],
        exercise=data["exercise"],
        title=data["title"],
        verdict=Verdict(data["verdict"]),
        weight=data["weight"],
        visible=data["visible"],
        failure=None if failure is None else _failure_of(failure),
        seconds=data["seconds"],
        output=data["output"],
        diagnosis=data["diagnosis"],
        blames=data["blames"],
        picture=None if data.get("picture") is None else picture_from(data["picture"]),
        figures=tuple(figure_of(figure) for figure in data.get("figures", ())),
    )


def picture_to(picture: Picture) -> dict[str, Any]:
    """A picture as plain data."""
    shapes, grid = picture.shapes, picture.grid
    return {
        "shapes": None
        if shapes is None
        else {
            "axes": [[axis.got, axis.expected, axis.mark.value] for axis in shapes.axes],
            "said": words_to(shapes.said),
            "cut": list(shapes.cut),
        },
        "grid": None if grid is None else {**vars(grid), "rows": list(grid.rows), "said": words_to(grid.said)},
        "parts": [[part.name, part.right] for part in picture.parts],
        "more": picture.more,
    }


def picture_from(data: Mapping[str, Any]) -> Picture:
    """The picture of `picture_to`."""
    shapes, grid = data["shapes"], data["grid"]
    return Picture(
        shapes=None
        if shapes is None
        else Shapes(
            tuple(Axis(got, expected, Mark(mark)) for got, expected, mark in shapes["axes"]),
            words_from(shapes["said"]),
            (shapes["cut"][0], shapes["cut"][1]),
        ),
        grid=None
        if grid is None
        else Grid(**{**grid, "rows": tuple(grid["rows"]), "said": _maybe_words(grid["said"])}),
        parts=tuple(Part(name, right) for name, right in data["parts"]),
        more=data["more"],
    )


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "verdict": failure.verdict.value,
        "message": words_to(failure.message),
        "called": failure.called,
        "got": words_to(failure.got),
        "expected": words_to(failure.expected),
        "place": None if failure.place is None else [failure.place.file, failure.place.line],
        "traceback": list(failure.traceback),
    }


def _failure_of(data: Mapping[str, Any]) -> Failure:
    place = data["place"]
    return Failure(
        verdict=Verdict(data["verdict"]),
        message=words_from(data["message"]),
        called=data["called"],
        got=_maybe_words(data["got"]),
        expected=_maybe_words(data["expected"]),
        place=None if place is None else Place(*place),
        traceback=tuple(data["traceback"]),
    )
