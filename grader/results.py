"""What a judged submission comes to: verdicts, check results and the score report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from grader.figure import Figure
from grader.picture import Picture
from grader.words import Words, verbatim, words

FORMAT_VERSION = 1
FORMAT_MINOR = 1
"""Raised where a report gets new keys; who reads the old ones alone need not know."""
RUNNING = "In "
"""What the cells of a running notebook are shown as, with their number after it: In [7]."""
IN_CELL = re.compile(r"(?P<notebook>.*\.ipynb|In )\[(?P<cell>\d+(?:-\d+)?)\]", re.DOTALL | re.IGNORECASE)


class Verdict(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    WRONG_ANSWER = "wrong_answer"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    DIED = "died"
    NOT_IMPLEMENTED = "not_implemented"
    USED_BUILTIN = "used_builtin"
    SKIPPED = "skipped"
    NOT_RUN_HERE = "not_run_here"
    INTERNAL_ERROR = "internal_error"


FAILURES = frozenset(Verdict) - {Verdict.PASSED, Verdict.SKIPPED, Verdict.NOT_RUN_HERE}


class State(StrEnum):
    """Whether a report's score stands."""

    SCORED = "scored"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True)
class Place:
    """A line of the learner's own file: `file` is its name as submitted (`mse.py`), `ch03.ipynb[7]` for a cell.

    In a notebook that is running it is `In [7]`, the number that the kernel gave the cell.
    """

    file: str
    line: int

    @property
    def cell(self) -> tuple[str, str] | None:
        """The notebook and the number of its cell (7, or 7-8 where two were read as one); None for a module's file."""
        match = IN_CELL.fullmatch(self.file)
        return None if match is None else (match["notebook"], match["cell"])

    @property
    def words(self) -> Words:
        """The place as it is said."""
        if self.cell is None:
            return verbatim(f"{self.file}:{self.line}")
        notebook, cell = self.cell
        if notebook == RUNNING:
            return words("cell [{cell}], line {line}", cell=cell, line=self.line)
        return words("{file}, cell {cell}, line {line}", file=notebook, cell=cell, line=self.line)

    def __str__(self) -> str:
        return self.words.render()


@dataclass(frozen=True)
class Failure:
    """Why a check did not pass, in the learner's terms; hidden numbers never enter it."""

    verdict: Verdict
    message: Words
    called: str | None = None
    got: Words | None = None
    expected: Words | None = None
    place: Place | None = None
    traceback: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """One check: a test function of the hidden suite, all of its cases together."""

    name: str
    exercise: str
    title: str
    verdict: Verdict
    weight: int
    visible: bool
    failure: Failure | None = None
    seconds: float = 0.0
    output: str = ""
    diagnosis: str | None = None
    blames: str | None = None
    picture: Picture | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise: `score` is None where nothing could be scored (needs_review, or nothing ran here)."""

    name: str
    module: str
    optional: bool
    score: Decimal | None
    max_score: Decimal
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True)
class SandboxReport:
    """The tier that held and the names of its layers."""

    tier: str
    layers: tuple[str, ...]


@dataclass(frozen=True)
class ScoreReport:
    """A judged chapter; `score` is None exactly when `state` is needs_review."""

    chapter: str
    state: State
    score: Decimal | None
    max_score: Decimal
    device: str
    seed: str
    sandbox: SandboxReport
    exercises: tuple[ExerciseReport, ...]
    notes: tuple[Words, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Every check of every exercise that counts has passed (optional and not_run_here never matter)."""
        return self.state is State.SCORED and all(
            check.verdict not in FAILURES
            for exercise in self.exercises
            if not exercise.optional
            for check in exercise.checks
        )


class Stop(Exception):
    """Ends a check: the student's call or answer failed, and this is what the learner is told."""

    def __init__(
        self, failure: Failure, bases: tuple[str, ...] = (), draw: Callable[[], Picture | None] | None = None
    ) -> None:
        super().__init__(failure.message.render())
        self.failure, self.bases, self._draw = failure, bases, draw

    def take_picture(self) -> Picture | None:
        """What can be drawn of it; what was compared is let go of."""
        draw, self._draw = self._draw, None
        return None if draw is None else draw()


def wrong(
    template: str, *, got: Words | None = None, expected: Words | None = None, **values: Words | str | int
) -> Stop:
    """A wrong answer, ready to be raised."""
    return Stop(Failure(Verdict.WRONG_ANSWER, Words(template, tuple(values.items())), got=got, expected=expected))
