"""Judges sources in a fake sandbox, without files: what tests of everything above the sandbox have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fake_sandbox

from grader.own_answers import OwnAnswers
from grader.plugin import Suite
from grader.results import CheckResult, ScoreReport
from grader.score import score_chapter
from grader.seeds import Seeds
from grader.sitting import Sitting
from grader.spec import ChapterSpec, ContentTree, load_chapter
from grader.submission import SourceFile
from grader.words import Words

MINI = Path(__file__).parent / "mini_course"
TREE = ContentTree(MINI / "chapters", MINI / "solutions", MINI / "exercises", MINI / "suites")


@dataclass
class File:
    """A module as submitted: its text, or why there is none."""

    path_shown: str
    text: str | None
    problem: Words | None = None


@dataclass
class Submission:
    """The modules of a submission by name."""

    modules: dict[str, SourceFile]
    notes: tuple[Words, ...] = ()


@dataclass
class Conditions:
    """The part of grader.grade.Conditions that a sitting reads."""

    device: str = "cpu"
    only: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    witness: Any = None


@dataclass
class Judged:
    """What became of a submission."""

    report: ScoreReport
    results: list[CheckResult]
    heard: list[str] = field(default_factory=list)

    def __getitem__(self, check: str) -> CheckResult:
        return next(result for result in self.results if result.name == check)

    def verdicts(self, exercise: str) -> dict[str, str]:
        """The verdict of every check of an exercise, by the check's name."""
        return {result.name: str(result.verdict) for result in self.results if result.exercise == exercise}

    def score(self, exercise: str) -> object:
        """The score of one exercise."""
        return next(report.score for report in self.report.exercises if report.name == exercise)


def no_data(name: str) -> Path:
    """No data set at all."""
    raise KeyError(name)


def load(key: str) -> ChapterSpec:
    """A chapter of the mini course."""
    return load_chapter(TREE, key)


def submitted(chapter: ChapterSpec, sources: Mapping[str, str | File | None]) -> Submission:
    """The solution with some modules replaced: by a source, a file, or nothing."""
    modules = {}
    for name, solution in chapter.solution_sources.items():
        given = sources.get(name, solution)
        file = given if isinstance(given, File) else File(f"{name}.py", given)
        modules[name] = SourceFile(name, file.path_shown, (file.text or "").encode(), file.text, file.problem)
    return Submission(modules)


def overlaid(chapter: ChapterSpec, variant: Path) -> dict[str, str]:
    """The solution's module with a mistake or an alternative after it."""
    module = chapter.exercise(variant.stem.split("__")[0]).module
    return {module: chapter.solution_sources[module] + "\n\n" + variant.read_text(encoding="utf-8")}


def judge(
    chapter: ChapterSpec,
    suite: Suite,
    sources: Mapping[str, str | File | None] | None = None,
    *,
    seed: str = "1",
    diagnose: float = 0.0,
    conditions: Conditions | None = None,
    sandbox: object | None = None,
) -> Judged:
    """Judge a submission as grader.grade does, with the fake sandbox unless another is given."""
    used = conditions or Conditions()
    place = sandbox or fake_sandbox.FakeSandbox()
    heard: list[str] = []
    ours = OwnAnswers(place, fake_sandbox.FakeSandbox, device=used.device)
    seeds = Seeds.from_text(seed)
    with Sitting(chapter, submitted(chapter, sources or {}), suite, place, seeds, used, ours) as sitting:
        results = sitting.judge(heard.append)
        if diagnose:
            results = sitting.name_mistakes(results, diagnose)
        report = score_chapter(
            chapter, results, device=used.device, seed=seed, sandbox=sitting.sandbox_report, notes=()
        )
    return Judged(report, results, heard)
