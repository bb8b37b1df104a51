"""Reports made by hand, and the words of a chapter."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

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
from grader.spec import ChapterText, ExerciseText
from grader.words import words


def check(exercise: str, verdict: Verdict, weight: int = 1, **more: object) -> CheckResult:
    name = f"test_{exercise}_{'values' if weight else 'example'}"
    return CheckResult(name, exercise, f"{exercise} is right", verdict, weight, not weight, **more)  # type: ignore[arg-type]


def exercise(name: str, score: str | None, most: str, *checks: CheckResult, optional: bool = False) -> ExerciseReport:
    return ExerciseReport(name, "mse", optional, None if score is None else Decimal(score), Decimal(most), checks)


WRONG = Failure(
    Verdict.WRONG_ANSWER,
    words("every value is {factor} times too large", factor=3),
    called="mse_grad(pred, target)",
    got=words("a {dtype} tensor of shape {shape}", dtype="float32", shape="(2, 3)"),
    expected=words("shape {shape}", shape="(2, 3)"),
    place=Place("mse.py", 87),
)
HOSTILE = Failure(
    Verdict.RAISED,
    words(
        "{type}: {message}",
        type="ValueError",
        message="\x1b[2J\x1b]8;;http://x\x07 [bold]not markup[/bold] \u202eesrever",
    ),
    called="mse_loss(\x1b[31m)",
    place=Place("mse.py", 12),
    traceback=("  mse.py:12 in mse_loss", "    raise ValueError('\x07')"),
)


@pytest.fixture
def report() -> Callable[..., ScoreReport]:
    """A report of these exercises."""

    def build(*exercises: ExerciseReport, state: State = State.SCORED, **more: object) -> ScoreReport:
        counted = [item for item in exercises if not item.optional]
        return ScoreReport(
            chapter="ch03_linear_regression",
            state=state,
            score=sum((item.score or Decimal(0) for item in counted), Decimal(0)) if state is State.SCORED else None,
            max_score=sum((item.max_score for item in counted), Decimal(0)),
            device="cpu",
            seed="1",
            sandbox=SandboxReport("full", ("Landlock", "seccomp")),
            exercises=exercises,
            **more,  # type: ignore[arg-type]
        )

    return build


@pytest.fixture
def mixed(report: Callable[..., ScoreReport]) -> ScoreReport:
    """One exercise of each kind."""
    return report(
        exercise("linear_forward", "10.00", "10", check("linear_forward", Verdict.PASSED, output="debug\n")),
        exercise(
            "mse_grad",
            "7.50",
            "15",
            check("mse_grad", Verdict.WRONG_ANSWER, 0, failure=WRONG, output="shape (2, 3)\n\x1b[1mbold\n"),
            check("mse_grad", Verdict.PASSED),
            check("mse_grad", Verdict.WRONG_ANSWER, failure=WRONG, diagnosis="mse_grad__by_batch"),
        ),
        exercise(
            "sgd_step",
            "0",
            "15",
            check(
                "sgd_step",
                Verdict.NOT_IMPLEMENTED,
                failure=Failure(Verdict.NOT_IMPLEMENTED, words("not implemented yet")),
            ),
        ),
        exercise("fit_linear", "0", "25", check("fit_linear", Verdict.WRONG_ANSWER, failure=WRONG, blames="mse_grad")),
        exercise("linear_grads", "0", "15", check("linear_grads", Verdict.USED_BUILTIN, failure=WRONG)),
        exercise("on_gpu", None, "0", check("on_gpu", Verdict.NOT_RUN_HERE)),
        exercise(
            "normal_equation", "0", "15", check("normal_equation", Verdict.RAISED, failure=HOSTILE), optional=True
        ),
        notes=(words("ignored, for only sources are read: {names}", names="mse.pyc"),),
        seconds=1.25,
    )


@pytest.fixture
def hostile(report: Callable[..., ScoreReport]) -> ScoreReport:
    """A submission whose every text attacks the terminal."""
    shown = check("mse_loss", Verdict.RAISED, failure=HOSTILE, output="\x1b[8mhidden\r\x9b\u200b\n" * 30)
    return report(exercise("mse_loss", "0", "10", shown), notes=(words("{names}", names="\x1b[31m\u202e.py"),))


@pytest.fixture
def text() -> ChapterText:
    """English words."""
    names = (
        "linear_forward",
        "mse_grad",
        "sgd_step",
        "fit_linear",
        "linear_grads",
        "on_gpu",
        "normal_equation",
        "mse_loss",
    )
    return ChapterText(
        title="Linear regression",
        summary="",
        exercise={name: ExerciseText(f"The {name}") for name in names},
        mistake={"mse_grad__by_batch": "This is what you get when you divide by the batch size only."},
        check={},
        stub={},
    )


@pytest.fixture
def chinese(text: ChapterText) -> ChapterText:
    """Chinese words."""
    return ChapterText(
        title="线性回归",
        summary="",
        exercise=text.exercise,
        mistake={"mse_grad__by_batch": "只除以了批量大小，就会得到这个结果。"},
        check={"test_mse_grad_example": "mse_grad 在算好的例子上是对的"},
        stub={},
    )
