"""The rules of `course dev check` that are seen by judging, by a grader that runs the tiny course itself."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import torch

from course.author.judged import Tally, judge_chapter
from course.author.trivial import KINDS, trivial_modules
from grader.results import CheckResult, ExerciseReport, Failure, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterSpec
from grader.words import words

KEY = "ch01_numbers"
X = torch.tensor([[1.5, -2.0], [3.0, 0.5]])
RIGHT = {"double": X * 2, "triple": X * 3, "square": X * X}


@dataclass
class Runner:
    """Loads a submission's modules and compares each exercise with the truth; names the mistake whose text is in it."""

    folder: Path
    blind: frozenset[str] = frozenset()
    lenient: bool = False
    broken: bool = False
    names: Callable[[str, str], str | None] = lambda _, text: next(
        (stem.strip() for stem in text.split('"""One line about ')[1:] for stem in [stem.split('."""')[0]]), None
    )

    def grade(self, source: Path, chapter: ChapterSpec, conditions: Any) -> ScoreReport:
        reports = []
        for exercise in chapter.exercises:
            if conditions.only and exercise.name not in conditions.only:
                continue
            verdict = self.verdict(source / f"{exercise.module}.py", exercise.name)
            text = (source / f"{exercise.module}.py").read_text(encoding="utf-8")
            named = (
                self.names(exercise.name, text)
                if conditions.diagnosis_seconds and verdict is not Verdict.PASSED
                else None
            )
            failure = None if verdict is Verdict.PASSED else Failure(verdict, words("the answer is not right"))
            check = CheckResult(f"test_{exercise.name}", exercise.name, "", verdict, 1, False, failure, diagnosis=named)
            score = Decimal(exercise.points) if verdict is Verdict.PASSED else Decimal(0)
            reports.append(
                ExerciseReport(exercise.name, exercise.module, False, score, Decimal(exercise.points), (check,))
            )
        report = ScoreReport(
            chapter.key,
            State.SCORED,
            Decimal(0),
            Decimal(0),
            "cpu",
            conditions.seed,
            SandboxReport("full", ()),
            tuple(reports),
        )
        if self.broken:
            checks = (replace(reports[0].checks[0], verdict=Verdict.INTERNAL_ERROR),)
            return replace(
                report, state=State.NEEDS_REVIEW, exercises=(replace(reports[0], checks=checks), *reports[1:])
            )
        return report

    def verdict(self, path: Path, name: str) -> Verdict:
        spec = importlib.util.spec_from_file_location("submitted", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        try:
            value = getattr(module, name)(X.clone())
        except NotImplementedError:
            return Verdict.NOT_IMPLEMENTED
        if name in self.blind or (self.lenient and value is None):
            return Verdict.PASSED
        right = isinstance(value, torch.Tensor) and torch.equal(value, RIGHT[name])
        return Verdict.PASSED if right else Verdict.WRONG_ANSWER


@pytest.fixture
def judged(mini: Any, tmp_path: Path) -> Callable[..., tuple[Tally, list[str]]]:
    """Judges the tiny course with such a grader."""

    def judge(**settings: Any) -> tuple[Tally, list[str]]:
        @contextmanager
        def opened(_: ChapterSpec) -> Iterator[Runner]:
            yield Runner(tmp_path, **settings)

        tally = judge_chapter(mini.chapter, 2, opened)
        return tally, [f"{finding.where}: {finding.what}" for finding in tally.findings]

    return judge


def test_an_honest_chapter_has_no_finding(judged: Any) -> None:
    """Stub 0, solution and alternatives full, every mistake caught and named, trivial answers nothing."""
    tally, said = judged()
    assert said == []
    assert (tally.checks, tally.alternatives, tally.mistakes, tally.named) == (3, 6, 12, 12)


def test_a_blind_suite_is_found(judged: Any) -> None:
    """Checks that pass whatever is returned let mistakes and trivial answers through."""
    _, said = judged(blind=frozenset({"double"}))
    assert f"{KEY} mistakes/double__half.py: loses no points (seed dev-0)" in said
    for kind in KINDS:
        assert f"ch1/double: the trivial answer {kind} earns points in test_double" in said


def test_a_suite_that_takes_none_is_found(judged: Any) -> None:
    """A check that None satisfies earns points for nothing."""
    _, said = judged(lenient=True)
    assert said == [f"ch1/{name}: the trivial answer nothing earns points in test_{name}" for name in RIGHT]


def test_a_wrong_solution_is_found(judged: Any, mini: Any) -> None:
    """A solution that fails a check is said with the check, the seed and the reason; so is an alternative."""
    path = mini.content.tree.solutions / KEY / "power.py"
    path.write_text(path.read_text().replace("return x * x", "return x + x"))
    alternative = mini.content.tree.suites / KEY / "alternatives/double__sum.py"
    alternative.write_text(alternative.read_text().replace("return x + x", "return x"))
    _, said = judged()
    wrong = "wrong_answer: the answer is not right"
    assert f"ch1/square: solution fails test_square (seed dev-0): {wrong}" in said
    assert f"ch1/double: double__sum fails test_double (seed dev-0): {wrong}" in said


def test_a_stub_that_earns_is_found(judged: Any, mini: Any) -> None:
    """A stub whose answer is left in place earns points."""
    path = mini.content.tree.solutions / KEY / "power.py"
    text = path.read_text().replace(
        "    ### BEGIN SOLUTION\n    return x * x",
        "    if x is not None:\n        return x * x\n    ### BEGIN SOLUTION\n    return x * x",
    )
    path.write_text(text)
    assert "ch1/square: the stub earns points in test_square" in judged()[1]


def test_unnamed_and_misnamed_mistakes_are_found(judged: Any, mini: Any) -> None:
    """A mistake that is not named must say why; one that is named otherwise is a finding; 90 % must be named."""
    folder = mini.content.tree.suites / KEY / "mistakes"
    path = folder / "square__cubed.py"
    path.write_text(path.read_text() + "# not nameable: it looks like nothing else\n")
    _, said = judged(names=lambda exercise, _: "square__doubled" if exercise == "square" else None)
    assert f"{KEY} mistakes/square__cubed.py: is wrongly named square__doubled" in said
    assert f"{KEY} mistakes/double__half.py: is not named, and does not say `# not nameable: reason`" in said
    assert f"{KEY}: 1 of 12 mistakes are named; 90 % are wanted" in said
    _, said = judged(names=lambda *_: None)
    assert not any("square__cubed.py: is not named" in line for line in said)


def test_a_check_that_breaks_is_found(judged: Any) -> None:
    """An internal error is a finding on whatever answer it shows itself."""
    _, said = judged(broken=True)
    assert any(line.startswith(f"{KEY} test_double: breaks on stub:") for line in said)


def test_trivial_answers_fit_the_annotated_types(mini: Any, tmp_path: Path) -> None:
    """A trivial answer has the type that is asked for, so that a check must look at the value."""
    source = """
import torch
from torch import nn
def loss(p: torch.Tensor, t: torch.Tensor) -> torch.Tensor: ...
def rate(x: torch.Tensor) -> float: ...
def both(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, float]: ...
def names(m: nn.Module) -> list[str]: ...
class Gain(nn.Module):
    def __init__(self, gain: float) -> None: ...
    def forward(self, x: torch.Tensor) -> torch.Tensor: ...
"""
    folder = mini.content.tree.solutions / KEY
    (folder / "arith.py").write_text(source)
    spec = mini.content.tree.chapters / KEY / "chapter.toml"
    names = ("loss", "rate", "both", "names", "Gain")
    spec.write_text(
        "format_version = 1\n" + "".join(f'[[exercise]]\nname = "{n}"\nmodule = "arith"\npoints = 1\n' for n in names)
    )
    x, y = torch.ones(2, 3), torch.zeros(2, 3)
    made = {}
    for kind in KINDS:
        space: dict[str, Any] = {}
        exec(trivial_modules(mini.chapter, kind)["arith"], space)
        gain = space["Gain"](2.0)
        made[kind] = (space["loss"](x, y), space["rate"](x), space["both"](y, x), space["names"](gain), gain(y))
    assert made["nothing"] == (None, None, None, None, None)
    assert made["input"][0] is x
    assert made["input"][2][0] is y
    assert made["zeros"][0].shape == (2, 3)
    assert made["zero"][0].shape == ()
    assert (made["zero"][1], made["one"][1]) == (0.0, 1.0)
    assert isinstance(made["one"][1], float)
    assert made["ones"][2][0].sum() == 6
    assert (made["zeros"][3], made["ones"][3]) == ([], ["1"])
    assert made["ones"][4].shape == (2, 3)
