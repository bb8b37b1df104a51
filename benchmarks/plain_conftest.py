"""For the benchmark's plain pytest process: the hidden suite's fixtures over student code in the same process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_sandbox import FakeSandbox
from torch import Tensor

from course.content import find_content
from course.data import data_for
from grader.datasets import read
from grader.diagnose import solution_layers
from grader.plugin import MARKERS
from grader.rng import Rng
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.student import Run, Student
from grader.seeds import Seeds
from grader.show import Show
from grader.spec import load_chapter

ROOT, CHAPTER = os.environ["GRADSTEP_BENCH"].rsplit(":", 1)
SEEDS = Seeds.from_text("1")
SPEC = load_chapter(find_content().tree, CHAPTER)
SEAT = Seat(FakeSandbox(), solution_layers(SPEC), Budget(10, 600))  # type: ignore[arg-type]
DATA = Path(ROOT) / "course" / "data"


def pytest_configure(config: pytest.Config) -> None:
    """The suite's markers."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The solution."""
    exercise = SPEC.exercise(request.node.get_closest_marker("exercise").args[0])
    return Student(Run(SPEC, exercise, request.node.name, SEEDS, SEAT))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Rng:
    """Inputs as in the grader."""
    return Rng(SEEDS.derive(CHAPTER, request.node.name, "inputs"))


@pytest.fixture
def show() -> Show:
    """Figures that nobody sees."""
    return Show([], in_full=False)


@pytest.fixture
def dataset() -> Callable[[str], dict[str, Tensor]]:
    """A data set's tensors by its name."""
    files = data_for(SPEC.data)
    return lambda name: read(files[name])
