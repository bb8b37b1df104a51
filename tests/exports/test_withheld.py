"""What a student of a class sees of a report: never a hidden number, whoever wrote it there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from grader.axes import aligned
from grader.exports.withheld import for_student
from grader.picture import Grid, Part, Picture
from grader.record import to_record
from grader.results import CheckResult, ExerciseReport, Failure, Place, ScoreReport, Verdict
from grader.words import Words, words

HIDDEN = "-0.7312059"
LONG = "731205912"
TOLD = Failure(
    Verdict.RAISED,
    words("{type}: {message}", type=f"Error{LONG}", message=f"x is {HIDDEN}, 7.3e-1, 1e5, .73, 0x3f3b2fdd and {LONG}"),
    called="mse_loss(pred, target)",
    got=Words(f"a thing of {HIDDEN}", (("what", words("{text}", text=HIDDEN)),)),
    place=Place(f"mse{HIDDEN}.py", 12),
    traceback=(f"mse.py:12 {LONG}",),
)


def checked(
    failure: Failure, verdict: Verdict = Verdict.RAISED, visible: bool = False, output: str = ""
) -> CheckResult:
    """A check that ended so."""
    return CheckResult("test_it", "mse_loss", "it is right", verdict, int(not visible), visible, failure, 0.1, output)


@pytest.fixture
def seen(report: Callable[..., ScoreReport]) -> Callable[[CheckResult], CheckResult]:
    """A check as a student sees it, of a report with the seed that must not be there."""

    def see(check: CheckResult) -> CheckResult:
        exercise = ExerciseReport("mse_loss", "mse", False, Decimal(0), Decimal(10), (check,))
        shown = for_student(report(exercise))
        assert shown.seed == ""
        assert (shown.score, shown.exercises[0].score) == (Decimal(0), Decimal(0))
        return shown.exercises[0].checks[0]

    return see


def test_no_number_of_a_hidden_check_is_left(
    seen: Callable[[CheckResult], CheckResult], report: Callable[..., ScoreReport]
) -> None:
    """Not in the exception, its type, what came back, a file's name, a function's name, nor in what was printed."""
    shown = seen(checked(TOLD, output=f"pred = {HIDDEN}\n"))
    exercise = ExerciseReport("mse_loss", "mse", False, Decimal(0), Decimal(10), (shown,))
    text = json.dumps(to_record(report(exercise)))
    for number in ("7312059", "731205912", "7.3", "1e5", ".73", "3f3b"):
        assert number not in text, number
    assert shown.output == ""
    assert shown.failure is not None
    assert str(shown.failure.message) == "Error…: x is …, …, …, …, … and …"


def test_what_teaches_is_left(seen: Callable[[CheckResult], CheckResult]) -> None:
    """Shapes, small whole numbers, the place, and what the judge itself says."""
    shapes = "mat1 and mat2 shapes cannot be multiplied (7x3 and 5x10000)"
    said = words("{type}: {message}", type="RuntimeError", message=shapes)
    shown = seen(checked(Failure(Verdict.RAISED, said, place=Place("mse.py", 12), traceback=("mse.py:12 mse_loss",))))
    assert shown.failure == Failure(
        Verdict.RAISED, said, place=Place("mse.py", 12), traceback=("mse.py:12 mse_loss",)
    )
    factor = words("every value is wrong by the same factor, about {factor}", factor="0.667")
    ours = Failure(Verdict.WRONG_ANSWER, factor, got=words("shape {shape}", shape="(7, 3)"))
    assert seen(checked(ours, Verdict.WRONG_ANSWER)).failure == ours


def test_the_judge_still_says_its_factor_in_those_words() -> None:
    """The one sentence of ours with a decimal point is the one that is let through."""
    import torch

    from grader.compare import compare
    from grader.exports.withheld import OURS

    want = torch.tensor([1.0, 2.0, -3.0], dtype=torch.float64)
    found = compare((want * 0.7).float(), want)
    assert found is not None
    assert found.message.template in OURS


def test_a_line_number_carries_no_number(seen: Callable[[CheckResult], CheckResult]) -> None:
    """A line that no file has is dropped."""
    shown = seen(checked(Failure(Verdict.RAISED, words("said"), place=Place("mse.py", int(LONG)))))
    assert shown.failure == Failure(Verdict.RAISED, words("said"))


def test_the_worked_example_is_shown_in_full(seen: Callable[[CheckResult], CheckResult]) -> None:
    """Its numbers stand in the docstring anyhow."""
    example = checked(TOLD, visible=True, output=HIDDEN)
    assert seen(example) == example


GRID = Grid(
    (".-+#N...........", "................", "................", "...............#") * 3, 24, 32, 2, 2, 2,
    words("wrong in rows {rows}, columns {columns}", rows="0, 7, 31", columns="1-4"),
)  # fmt: skip


def test_a_hidden_picture_shows_right_and_wrong_in_few_cells(seen: Callable[[CheckResult], CheckResult]) -> None:
    """Which values are wrong is what a submission chooses: neither how far they are nor their places are told."""
    check = replace(checked(TOLD, Verdict.WRONG_ANSWER), picture=Picture(grid=GRID))
    shown = seen(check).picture
    assert shown == Picture(grid=Grid(("+++.....", ".......+") * 3, 24, 32, 4, 4, 2))
    small = Grid(("#..", ".N.", "..-"), 3, 3, 1, 1, 2, GRID.said)
    assert seen(replace(check, picture=Picture(grid=small))).picture == Picture(
        grid=Grid(("+..", ".+.", "..+"), 3, 3, 1, 1, 2)
    )


def test_shapes_and_parts_are_left(seen: Callable[[CheckResult], CheckResult]) -> None:
    """They teach, and their sizes are small; a worked example keeps its picture whole."""
    picture = Picture(aligned((7, 3, 10**12), (7, 5)), None, (Part("W", True), Part("b", False)), 2)
    assert seen(replace(checked(TOLD, Verdict.WRONG_ANSWER), picture=picture)).picture == picture
    example = replace(checked(TOLD, visible=True), picture=Picture(grid=GRID))
    assert seen(example) == example


def test_what_broke_of_ours_is_not_told(seen: Callable[[CheckResult], CheckResult]) -> None:
    """An error of the judge may quote an input or a path of the instructor's machine."""
    said = words("the check itself broke: {error} ({where})", error=HIDDEN, where="/x")
    broke = Failure(Verdict.INTERNAL_ERROR, said)
    shown = seen(checked(broke, Verdict.INTERNAL_ERROR, visible=True, output=HIDDEN))
    assert shown.failure == Failure(Verdict.INTERNAL_ERROR, words("the check itself broke"))
    assert shown.output == ""
