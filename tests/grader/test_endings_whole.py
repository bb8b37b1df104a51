"""Every way in which a submission can end its own process, through the whole grader: verdicts and exercises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.content import find_content
from grader.grade import Conditions, Grader
from grader.results import State, Verdict
from grader.sandbox.confine import Tier, probe
from grader.spec import ChapterSpec

CALLING = "def mse_grad(pred, target):\n"
MINE, WHOLE_MODULE = {"mse_grad", "fit_linear"}, {"mse_loss", "mae_loss", "mse_grad", "fit_linear", "normal_equation"}
"""What an ending in mse_grad, and one at the import of mse.py, reaches: fit.py imports mse and calls mse_grad."""
ENDINGS = {
    "endless loop": (CALLING + "    while True: pass", MINE, {Verdict.TIMED_OUT}),
    "os._exit": ("import os\n" + CALLING + "    os._exit(0)", MINE, {Verdict.DIED}),
    "sys.exit at import": ("import sys\nsys.exit(0)", WHOLE_MODULE, {Verdict.RAISED}),
    "os._exit at import": ("import os\nos._exit(0)", WHOLE_MODULE, {Verdict.DIED}),
    "segfault": ("import ctypes\n" + CALLING + "    ctypes.string_at(0)", MINE, {Verdict.DIED}),
    "flood": (CALLING + "    while True: print('x' * 10_000)", MINE, {Verdict.TIMED_OUT}),
    "fork bomb": ("import os\n" + CALLING + "    while True: os.fork()", MINE, {Verdict.RAISED}),
    "deadlock": (
        "import threading\n" + CALLING + "    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()",
        MINE,
        {Verdict.TIMED_OUT},
    ),
    "memory hog": (
        "import torch\n" + CALLING + "    kept = []\n    while True: kept.append(torch.ones(50_000_000))",
        MINE,
        {Verdict.OUT_OF_MEMORY, Verdict.TIMED_OUT},
    ),
    "nothing returned": (CALLING + "    pass", MINE, {Verdict.WRONG_ANSWER, Verdict.RAISED}),
}


@pytest.fixture(scope="module", params=[Tier.FULL, Tier.LANDLOCK])
def grader(request: pytest.FixtureRequest) -> Iterator[tuple[Grader, ChapterSpec, Conditions]]:
    """A warm grader, with short deadlines."""
    if probe(request.param).refused is not None:
        pytest.skip(f"the {request.param} tier does not hold here")
    chapter = replace(find_content().chapter("ch03_linear_regression"), call_seconds=1.5)
    conditions = Conditions(seed="endings", tier=request.param, diagnosis_seconds=0)
    with Grader(conditions, chapter) as grader:
        grader.grade(chapter.solutions, chapter, conditions)
        yield grader, chapter, conditions


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_costs_its_own_exercises_alone(
    grader: tuple[Grader, ChapterSpec, Conditions], ending: str, tmp_path: Path
) -> None:
    """Each ending has its own verdict; all other exercises are judged to the end, and nothing is an error of ours."""
    warm, chapter, conditions = grader
    source, reached, verdicts = ENDINGS[ending]
    for module, solved in chapter.solution_sources.items():
        added = "\n\n\n" + source if module == "mse" else ""
        (tmp_path / f"{module}.py").write_text(solved + added, encoding="utf-8")
    report = warm.grade(tmp_path, chapter, conditions)
    failing = {
        exercise.name: {check.verdict for check in exercise.checks} - {Verdict.PASSED}
        for exercise in report.exercises
        if exercise.score != exercise.max_score
    }
    assert report.state is State.SCORED
    assert set(failing) == reached
    assert set().union(*failing.values()) <= verdicts


def test_a_thread_that_ends_the_process_later_costs_nobody_else(
    grader: tuple[Grader, ChapterSpec, Conditions], tmp_path: Path
) -> None:
    """Exercises of other modules score full though a thread of mse.py ends the worker that they share."""
    warm, chapter, conditions = grader
    late = (
        "import os, threading, time\ndef end():\n    time.sleep(0.02)\n    os._exit(0)\n"
        "threading.Thread(target=end).start()"
    )
    for module, solved in chapter.solution_sources.items():
        added = "\n\n\n" + late if module == "mse" else ""
        (tmp_path / f"{module}.py").write_text(solved + added, encoding="utf-8")
    report = warm.grade(tmp_path, chapter, conditions)
    full = {exercise.name for exercise in report.exercises if exercise.score == exercise.max_score}
    assert report.state is State.SCORED
    assert {"linear_forward", "linear_grads", "sgd_step"} <= full
