"""Every chapter through the real grader: stubs earn nothing, solutions and alternatives score full on every seed tried.

GRADSTEP_SEEDS says how many seeds (`make soak`: 200, of which a chapter about training takes 20); mistakes and their
names are `course dev check`'s business.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.content import find_content
from course.data import data_for
from course.notebook.build import dumps, notebook
from course.stub import make_stub
from grader.grade import Conditions, Grader
from grader.notebook import from_notebook
from grader.results import ScoreReport, Verdict
from grader.spec import ChapterSpec

SEEDS = int(os.environ.get("GRADSTEP_SEEDS", "1"))
TRAINING_SEEDS, TRAINING_SECONDS = 20, 4.0
CONTENT = find_content()
Bench = tuple[ChapterSpec, Grader, Conditions]


@pytest.fixture(scope="module", params=CONTENT.chapter_keys())
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """A chapter and a warm grader for it."""
    chapter = CONTENT.chapter(request.param)
    conditions = Conditions(data=data_for(chapter.data), diagnosis_seconds=0)
    with Grader(conditions, chapter) as grader:
        yield chapter, grader, conditions


def not_passed(report: ScoreReport) -> dict[str, str]:
    """The checks that did not pass, optional and weightless ones included, with what they say."""
    return {
        check.name: str(check.failure.message if check.failure else check.verdict)
        for exercise in report.exercises
        for check in exercise.checks
        if check.verdict is not Verdict.PASSED
    }


def seeds(chapter: ChapterSpec) -> range:
    """Those to try: a chapter that trains says so by the seconds that its suite may take."""
    return range(min(SEEDS, TRAINING_SEEDS) if chapter.suite_seconds > TRAINING_SECONDS else SEEDS)


def test_the_solution_scores_full(bench: Bench) -> None:
    """Every check passes on every seed, the milestone and the optional exercises included."""
    chapter, grader, conditions = bench
    failures = {}
    for seed in seeds(chapter):
        report = grader.grade(chapter.solutions, chapter, replace(conditions, seed=f"chapters-{seed}"))
        if lost := not_passed(report):
            failures[seed] = lost
        else:
            assert report.score == report.max_score == sum(e.points for e in chapter.exercises if not e.optional)
    assert failures == {}


def test_the_solution_as_a_notebook_scores_full(bench: Bench) -> None:
    """The chapter's modules get on in one notebook, which is read as a student's is; here in Chinese."""
    chapter, grader, conditions = bench
    submission = from_notebook(dumps(notebook(chapter, "zh")).encode(), chapter, "hw.ipynb")
    report = grader.judge(submission, chapter, replace(conditions, seed="chapters-0"))
    assert not_passed(report) == {}


def test_every_alternative_scores_full(bench: Bench, tmp_path: Path) -> None:
    """Other correct answers pass every check of their exercise on every seed."""
    chapter, grader, conditions = bench
    failures = {}
    for exercise in chapter.exercises:
        alternatives = chapter.variants("alternatives", exercise.name)
        assert len(alternatives) >= 2
        for path in alternatives:
            folder = tmp_path / path.stem
            folder.mkdir()
            for module, source in chapter.solution_sources.items():
                own = "\n\n\n" + path.read_text(encoding="utf-8") if module == exercise.module else ""
                (folder / f"{module}.py").write_text(source + own, encoding="utf-8")
            for seed in seeds(chapter):
                asked = replace(conditions, seed=f"alternatives-{seed}", only=frozenset({exercise.name}))
                if lost := not_passed(grader.grade(folder, chapter, asked)):
                    failures[path.stem, seed] = lost
    assert failures == {}


def test_the_stubs_earn_not_a_single_point(bench: Bench, tmp_path: Path) -> None:
    """Every check of every stub says "not implemented yet"."""
    chapter, grader, conditions = bench
    for module, source in chapter.solution_sources.items():
        (tmp_path / f"{module}.py").write_text(make_stub(source, module), encoding="utf-8")
    report = grader.grade(tmp_path, chapter, replace(conditions, seed="stubs"))
    verdicts = {check.verdict for exercise in report.exercises for check in exercise.checks}
    assert (report.score, verdicts) == (0, {Verdict.NOT_IMPLEMENTED})
