"""A report as a student of a class may see it: without the seed, and without what could carry hidden numbers out.

Withheld: the seed (it draws the hidden inputs again), what was printed during hidden checks, numbers with a decimal
point or an exponent and long numbers in whatever a submission says in a hidden check, the text of an error of ours, how
far wrong values of a hidden check are (its picture shows right and wrong in 6 x 8 cells at most), and of its figures
images and the curves that a submission returned.
Not covered: a submission that spells hidden inputs in words, shapes or line numbers. It gains little: every student has
other inputs, and expected values are never where the submission is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grader.figure import Curve, Figure, Images
from grader.picture import Cell, Grid, Picture
from grader.results import CheckResult, Failure, Place, ScoreReport, Verdict
from grader.words import Words, words

ROWS, COLUMNS = 6, 8
LONGEST = 300
LAST_LINE = 100_000
TELLING = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+|\d{7,}|0[xX][0-9a-fA-F]{4,}")
OURS = frozenset({"every value is wrong by the same factor, about {factor}"})
"""What the judge itself says with a decimal point in it."""


def for_student(report: ScoreReport) -> ScoreReport:
    """The report without what must not leave the instructor's hands; scores and verdicts are the same."""
    exercises = tuple(
        replace(exercise, checks=tuple(_withheld(check) for check in exercise.checks)) for exercise in report.exercises
    )
    return replace(report, seed="", exercises=exercises)


def _withheld(check: CheckResult) -> CheckResult:
    failure = check.failure
    if check.verdict is Verdict.INTERNAL_ERROR:
        return replace(check, output="", failure=Failure(check.verdict, words("the check itself broke")))
    if check.visible:
        return check
    return replace(
        check,
        output="",
        failure=None if failure is None else _without_numbers(failure),
        picture=None if check.picture is None else _coarse(check.picture),
        figures=tuple(figure for figure in check.figures if _measured(figure)),
    )


def _measured(figure: Figure) -> bool:
    """Whether a figure is what a check measured, and neither a submission's own numbers nor inputs."""
    return not (isinstance(figure, Images) or (isinstance(figure, Curve) and figure.claimed))


def _coarse(picture: Picture) -> Picture:
    """The picture with right and wrong alone, in fewer cells: which values are wrong is the submission's own choice."""
    return picture if picture.grid is None else replace(picture, grid=_coarse_grid(picture.grid))


def _coarse_grid(grid: Grid) -> Grid:
    down, across = -(-len(grid.rows) // ROWS), -(-len(grid.rows[0]) // COLUMNS)
    blocks = [
        [
            {cell for row in grid.rows[top : top + down] for cell in row[left : left + across]}
            for left in range(0, len(grid.rows[0]), across)
        ]
        for top in range(0, len(grid.rows), down)
    ]
    rows = tuple("".join(Cell.RIGHT if block == {Cell.RIGHT} else Cell.OFF for block in line) for line in blocks)
    return replace(grid, rows=rows, tall=grid.tall * down, wide=grid.wide * across, said=None)


def _without_numbers(failure: Failure) -> Failure:
    if failure.verdict is Verdict.USED_BUILTIN:  # found in the source by us, before anything ran
        return failure
    return replace(
        failure,
        message=_filled(failure.message),
        got=None if failure.got is None else _said(failure.got),
        place=None if failure.place is None else _placed(failure.place),
        traceback=tuple(_masked(line) for line in failure.traceback),
    )


def _said(sentence: Words) -> Words:
    """Words that the submission may have worded."""
    return replace(_filled(sentence), template=_masked(sentence.template))


def _filled(sentence: Words) -> Words:
    """Words of ours, which the submission may have filled."""
    if sentence.template in OURS:
        return sentence
    return replace(sentence, values=tuple((name, _value(value)) for name, value in sentence.values))


def _value(value: Words | str | int) -> Words | str | int:
    if isinstance(value, Words):
        return _said(value)
    return _masked(value) if isinstance(value, str) else value


def _placed(place: Place) -> Place | None:
    return Place(_masked(place.file), place.line) if place.line <= LAST_LINE else None


def _masked(text: str) -> str:
    shown = TELLING.sub("…", text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
