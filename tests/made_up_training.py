"""A report of chapter 6 made by hand: pictures, curves, a confusion matrix, misread digits."""

from __future__ import annotations

from decimal import Decimal

import torch
from pages_class import chapter

from course.content import DATA
from grader.datasets import read
from grader.figure import Figure
from grader.judge import Check, Ended, judge
from grader.results import CheckResult, ExerciseReport, Place, SandboxReport, ScoreReport, State, Stop, Verdict
from grader.show import Show
from grader.suite import assert_close

KEY = "ch06_mnist_loop"
BAND = [(0.501, 0.533), (0.240, 0.262), (0.177, 0.196), (0.132, 0.150), (0.100, 0.117)]


def trained_report() -> ScoreReport:
    """Everything passes but the training itself, and a shape."""
    exercises = tuple(_exercise(exercise.name) for exercise in chapter(KEY).exercises)
    held = SandboxReport("full", ("Landlock", "seccomp"))
    return ScoreReport(KEY, State.SCORED, Decimal(70), Decimal(100), "cpu", "7", held, exercises)


def _exercise(name: str) -> ExerciseReport:
    spec = chapter(KEY).exercise(name)
    points = Decimal(spec.points)
    if name == "train_mnist":
        return ExerciseReport(name, spec.module, False, Decimal(0), points, (_hidden(), _milestone()))
    if name == "train_step":
        return ExerciseReport(name, spec.module, False, Decimal(0), points, (_shape(),))
    passed = CheckResult(f"test_{name}_example", name, f"the worked example of {name}", Verdict.PASSED, 0, True)
    return ExerciseReport(name, spec.module, spec.optional, points, points, (passed,))


def _failing(name: str, exercise: str, title: str, got: object, want: object, figures: list[Figure]) -> CheckResult:
    check = Check(name, exercise, title, 1, False, (name,))
    try:
        assert_close(got, want)
    except Stop as stop:
        place = Place(f"{chapter(KEY).exercise(exercise).module}.py", 58)
        return judge(check, Ended(stop, name, 0.1, called=f"{exercise}(model, ...)", figures=tuple(figures)), place)
    raise AssertionError("nothing is wrong")


def _shape() -> CheckResult:
    parameters = {"weight": torch.zeros(5, 6), "bias": torch.zeros(1, 5)}
    ours = {"weight": torch.zeros(5, 6).double(), "bias": torch.zeros(5).double()}
    return _failing("test_train_step_parameters", "train_step", "the parameters move", parameters, ours, [])


def _hidden() -> CheckResult:
    show = Show(figures := [])
    got, want = [1.6, 1.5, 1.4, 1.35], [1.6, 1.1, 0.7, 0.5]
    show.curve("loss", got, want, along="epoch", claimed=True)
    return _failing("test_train_mnist_losses", "train_mnist", "the list holds one number per epoch", got, want, figures)


def _milestone() -> CheckResult:
    data = read(DATA / "mnist_10k_2k.npz")
    images, truth = data["x_test"][:400].float() / 255, data["y_test"][:400].long()
    said = torch.where(torch.arange(400) % 5 == 0, (truth * 3 + 5) % 10, truth)
    show = Show(figures := [])
    show.curve("loss", [2.17, 1.91, 1.66, 1.44, 1.23], BAND, along="epoch", claimed=True, public=True)
    show.accuracy(0.8, needed=0.88, reference=(0.910, 0.928))
    show.confusion(truth, said, "0123456789")
    show.misread(images, truth, said, "0123456789")
    want = torch.ones(6, 7).double()
    got = want.float() * 1.3 - 0.1 * torch.arange(7)
    return _failing("test_train_mnist_milestone", "train_mnist", "the milestone", got, want, figures)
