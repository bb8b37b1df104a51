"""Answers by people who never saw the suites: right ones score full, wrong ones lose points and are not named wrongly.

`named.toml` of a chapter holds the diagnosis that a reader found true of each wrong answer; other names are wrong.
A few of each are drawn anew every time; `make content` takes them all (GRADSTEP_HELDOUT=all).
"""

from __future__ import annotations

import os
import random
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.content import find_content
from course.data import data_for
from grader.grade import Conditions, Grader
from grader.results import ExerciseReport, Verdict
from grader.spec import ChapterSpec

HERE = Path(__file__).resolve().parent
KEYS = sorted(path.name for path in HERE.iterdir() if (path / "wrong").is_dir())
NAMED_RATE = 0.60
ALL = os.environ.get("GRADSTEP_HELDOUT") == "all"
DRAWN = 6


def given(key: str, kind: str) -> list[Path]:
    """The answers of that kind, or some of them."""
    answers = sorted((HERE / key / kind).glob("*.py"))
    assert len(answers) >= (5 if kind == "right" else 10)
    return answers if ALL else random.sample(answers, min(DRAWN, len(answers)))


@pytest.fixture(scope="module", params=KEYS)
def bench(request: pytest.FixtureRequest) -> Iterator[tuple[ChapterSpec, Grader, Conditions]]:
    """A chapter and a warm grader for it."""
    chapter = find_content().chapter(request.param)
    conditions = Conditions(seed="heldout", diagnosis_seconds=60, data=data_for(chapter.data))
    with Grader(conditions, chapter) as grader:
        yield chapter, grader, conditions


def judged(answer: Path, chapter: ChapterSpec, grader: Grader, conditions: Conditions) -> ExerciseReport:
    """The report of the answer's own exercise, every other one being the solution's."""
    exercise = chapter.exercise(answer.stem.partition("__")[0])
    with tempfile.TemporaryDirectory() as folder:
        for module, source in chapter.solution_sources.items():
            own = "\n\n\n" + answer.read_text(encoding="utf-8") if module == exercise.module else ""
            (Path(folder) / f"{module}.py").write_text(source + own, encoding="utf-8")
        only = replace(conditions, only=frozenset({exercise.name}))
        report = grader.grade(Path(folder), chapter, only)
    return next(found for found in report.exercises if found.name == exercise.name)


def test_right_answers_score_full(bench: tuple[ChapterSpec, Grader, Conditions]) -> None:
    """No held-out right answer loses a point, on any check."""
    chapter, grader, conditions = bench
    lost = {
        answer.stem: [check.name for check in report.checks if check.verdict is not Verdict.PASSED]
        for answer in given(chapter.key, "right")
        for report in [judged(answer, chapter, grader, conditions)]
        if report.score != report.max_score
    }
    assert lost == {}


def test_wrong_answers_lose_points_and_are_named_rightly(bench: tuple[ChapterSpec, Grader, Conditions]) -> None:
    """Every held-out wrong answer loses points; at least 60 % of all are named, and by none but the reviewed names."""
    chapter, grader, conditions = bench
    answers = given(chapter.key, "wrong")
    reviewed = tomllib.loads((HERE / chapter.key / "named.toml").read_text(encoding="utf-8"))
    full, misnamed, named = [], {}, 0
    for answer in answers:
        report = judged(answer, chapter, grader, conditions)
        names = {check.diagnosis for check in report.checks if check.diagnosis is not None}
        named += bool(names)
        if report.score == report.max_score:
            full.append(answer.stem)
        if names - {reviewed.get(answer.stem)}:
            misnamed[answer.stem] = names
    print(f"{chapter.key}: {named} of {len(answers)} held-out wrong answers are named")
    assert (full, misnamed) == ([], {})
    assert not ALL or named >= NAMED_RATE * len(answers)
