"""A tiny course of one chapter in a temporary folder, and ways to run the command line on it."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from course.cli import Setup, cli
from course.content import Content
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
from grader.spec import ChapterSpec, ContentTree
from grader.words import words

KEY = "ch01_numbers"

CHAPTER = """
format_version = 1

[[exercise]]
name = "double"
module = "arith"
points = 10

[[exercise]]
name = "triple"
module = "arith"
points = 5
needs = ["double"]

[[exercise]]
name = "square"
module = "power"
points = 5
optional = true
"""

ARITH = '''"""Two multiplications."""

import torch


def double(x: torch.Tensor) -> torch.Tensor:
    """Twice x, elementwise, as a new tensor.

    Example:
        >>> double(torch.tensor([1.0, 2.5]))
        tensor([2., 5.])
    """
    # Think of the shape.
    ### BEGIN SOLUTION
    return x * 2
    ### END SOLUTION


def triple(x: torch.Tensor) -> torch.Tensor:
    """Three times x, elementwise, as a new tensor.

    Example:
        >>> triple(torch.tensor([1.0, 2.5]))
        tensor([3.0, 7.5])
    """
    ### BEGIN SOLUTION
    return double(x) + x
    ### END SOLUTION
'''

POWER = '''"""Powers."""

import torch


def square(x: torch.Tensor) -> torch.Tensor:
    """The square of x, elementwise, as a new tensor.

    Example:
        >>> square(torch.tensor([2.0, 3.0]))
        tensor([4., 9.])
    """
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION
'''

SUITE = '''"""Chapter 1: numbers."""

import pytest
import torch

from grader.suite import assert_close, assert_unchanged

double = pytest.mark.exercise("double")
triple = pytest.mark.exercise("triple")
square = pytest.mark.exercise("square")


@double
@pytest.mark.visible
def test_double_example(student):
    """double([1, 2.5]) is [2, 5]"""
    assert_close(student.double(torch.tensor([1.0, 2.5])), torch.tensor([2.0, 5.0]))


@double
def test_double_values(student, rng):
    """double is twice x"""
    x = rng.normal(5, 3)
    assert_close(student.double(x), 2 * x)


@double
def test_double_shapes(student, rng):
    """double takes any shape and leaves x as it was"""
    x = rng.normal(2, 3, 4)
    seen = student.run("double", x)
    assert_close(seen.value, x + x)
    assert_unchanged(seen, 0)


@triple
@pytest.mark.visible
def test_triple_example(student):
    """triple([1, 2.5]) is [3, 7.5]"""
    assert_close(student.triple(torch.tensor([1.0, 2.5])), torch.tensor([3.0, 7.5]))


@triple
def test_triple_values(student, rng):
    """triple is three times x"""
    x = rng.normal(5, 3)
    assert_close(student.triple(x), 3 * x)


@triple
def test_triple_shapes(student, rng):
    """triple takes any shape"""
    x = rng.normal(2, 3, 4)
    assert_close(student.triple(x), 3 * x)


@square
@pytest.mark.visible
def test_square_example(student):
    """square([2, 3]) is [4, 9]"""
    assert_close(student.square(torch.tensor([2.0, 3.0])), torch.tensor([4.0, 9.0]))


@square
def test_square_values(student, rng):
    """square is x times x"""
    x = rng.normal(5, 3)
    assert_close(student.square(x), x**2)


@square
def test_square_shapes(student, rng):
    """square takes any shape"""
    x = rng.normal(2, 3, 4)
    assert_close(student.square(x), x**2)
'''

MILESTONE = '''"""Two bars."""

USES = ("triple",)


def draw(mine, page):
    figure, ax = page.figure(width=6, height=3)
    values = mine.triple(page.data("digits")["images"][0, 3]).tolist()
    ax.bar(range(8), values, color="#0072b2", label=page.text("bar"))
    ax.legend()
    page.see(largest=f"{max(values):.0f}")
    return figure
'''

MISTAKES = {
    "double__tripled": "return x * 3",
    "double__half": "return x / 2",
    "double__squared": "return x**2",
    "double__plus_two": "return x + 2",
    "triple__only_doubled": "return x * 2",
    "triple__cubed": "return x**3",
    "triple__plus_three": "return x + 3",
    "triple__sextupled": "return double(x) * 3",
    "square__doubled": "return x * 2",
    "square__cubed": "return x**3",
    "square__absolute": "return x.abs()",
    "square__exponential": "return x.exp2()",
}
ALTERNATIVES = {
    "double__sum": "return x + x",
    "double__scaled": "return 2.0 * x",
    "triple__sum": "return x + x + x",
    "triple__scaled": "return 3 * x",
    "square__power": "return x**2",
    "square__method": "return x.square()",
}


def _text(lang: str) -> str:
    def say(en: str, zh: str) -> str:
        return en if lang == "en" else zh

    lines = [f'title = "{say("Numbers", "数字")}"', f'summary = "{say("Multiply.", "做乘法。")}"']
    for name in ("double", "triple", "square"):
        hints = ", ".join(f'"{say(f"hint {number} for {name}", f"提示 {number}：{name}")}"' for number in (1, 2, 3))
        lines += [f"[exercise.{name}]", f'title = "{say(f"The {name}", f"练习 {name}")}"', f"hints = [{hints}]"]
    for key in MISTAKES:
        lines += [f"[mistake.{key}]", f'words = "{say(f"This is {key}.", f"这是 {key}。")}"']
    if lang == "zh":
        names = [line.split("(")[0][4:] for line in SUITE.splitlines() if line.startswith("def test_")]
        lines += ["[check]", *(f'{name} = "检查 {name}"' for name in names)]
        example = "double(torch.tensor([1.0, 2.5]))\n        tensor([2., 5.])"
        lines += ["[stub.arith]", 'doc = "两个乘法。"', "[stub.arith.docs]"]
        lines += [f"double = '''x 的两倍，逐元素，返回新张量。\n\nExample:\n    >>> {example}'''"]
        lines += ["triple = '''x 的三倍。\n\nExample:\n    >>> triple(torch.tensor([1.0, 2.5]))'''"]
        lines += ["[stub.arith.comments]", '"Think of the shape." = "想一想形状。"']
        lines += ["[stub.power]", 'doc = "幂。"', "[stub.power.docs]"]
        lines += ["square = '''x 的平方。\n\nExample:\n    >>> square(torch.tensor([2.0, 3.0]))'''"]
    lines += ["[milestone]", f'title = "{say("Three times the ink", "三倍的墨迹")}"']
    lines += [f'seen = "{say("The largest is {largest}.", "最大的是 {largest}。")}"', f'bar = "{say("ink", "墨迹")}"']
    return "\n".join(lines) + "\n"


def _variant(stem: str, body: str) -> str:
    name = stem.split("__")[0]
    return f'"""One line about {stem}."""\n\n\ndef {name}(x):\n    {body}\n'


def _lesson(lang: str) -> str:
    prose = "word " * 1600 if lang == "en" else "汉字" * 1300
    title = "Numbers" if lang == "en" else "数字"
    code = "```python\nx = 1\n```\n\n```\ncourse milestone ch1\n```\n"
    return f"# {title}\n\n{prose}\n\n## {title}\n\n$$a + b$$\n\n{code}"


@dataclass(frozen=True)
class MiniCourse:
    """The tiny course: its root (laid out like the repository) and its content."""

    root: Path
    content: Content

    @property
    def chapter(self) -> ChapterSpec:
        return self.content.chapter(KEY)

    def solve(self, workspace: Path) -> None:
        """Copies the solutions over a workspace's exercises."""
        for module, source in self.chapter.solution_sources.items():
            (workspace / "exercises" / KEY / f"{module}.py").write_text(source, encoding="utf-8")


@pytest.fixture
def mini(tmp_path: Path) -> MiniCourse:
    root = tmp_path / "mini"
    tree = ContentTree(
        chapters=root / "course/chapters",
        solutions=root / "solutions",
        exercises=root / "exercises",
        suites=root / "grader/suites",
    )
    files = {
        tree.chapters / KEY / "chapter.toml": CHAPTER,
        tree.chapters / KEY / "text.en.toml": _text("en"),
        tree.chapters / KEY / "text.zh.toml": _text("zh"),
        tree.chapters / KEY / "lesson.en.md": _lesson("en"),
        tree.chapters / KEY / "lesson.zh.md": _lesson("zh"),
        tree.chapters / KEY / "milestone.py": MILESTONE,
        tree.solutions / KEY / "arith.py": ARITH,
        tree.solutions / KEY / "power.py": POWER,
        tree.suites / KEY / "test_ch01.py": SUITE,
    }
    for folder, variants in (("mistakes", MISTAKES), ("alternatives", ALTERNATIVES)):
        files |= {tree.suites / KEY / folder / f"{stem}.py": _variant(stem, body) for stem, body in variants.items()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return MiniCourse(root, Content(tree, root))


@dataclass
class FakeJudge:
    """Judges by reading: what still raises NotImplementedError is not implemented, what says `wrong` is wrong."""

    calls: list[Any]
    change: Callable[[ScoreReport], ScoreReport] = lambda report: report

    def __call__(self, source: Path, chapter: ChapterSpec, conditions: Any) -> ScoreReport:
        self.calls.append((source, chapter.key, conditions))
        reports = []
        for exercise in chapter.exercises:
            if conditions.only and exercise.name not in conditions.only:
                continue
            path = source / f"{exercise.module}.py"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            body = text.partition(f"def {exercise.name}(")[2].partition("\ndef ")[0]
            reports.append(_exercise(exercise, body))
        counted = [report for report in reports if not report.optional]
        return self.change(
            ScoreReport(
                chapter=chapter.key,
                state=State.SCORED,
                score=sum((report.score or Decimal(0) for report in counted), Decimal(0)),
                max_score=sum((report.max_score for report in counted), Decimal(0)),
                device=conditions.device,
                seed=conditions.seed or "fresh",
                sandbox=SandboxReport("full", ("Landlock", "seccomp")),
                exercises=tuple(reports),
            )
        )


def _exercise(exercise: Any, body: str) -> ExerciseReport:
    failure = None
    verdict = Verdict.PASSED
    if "NotImplementedError" in body or not body:
        verdict = Verdict.NOT_IMPLEMENTED
        failure = Failure(verdict, words("not implemented yet"), place=Place(f"{exercise.module}.py", 3))
    elif "wrong" in body:
        verdict = Verdict.WRONG_ANSWER
        failure = Failure(
            verdict,
            words("the values are off by a factor of {factor}", factor=2),
            called=f"{exercise.name}(tensor([1.0]))",
            got=words("{value}", value="tensor([4.])"),
            expected=words("{value}", value="tensor([2.])"),
            place=Place(f"{exercise.module}.py", 7),
        )
    checks = tuple(
        CheckResult(
            f"test_{exercise.name}_{kind}",
            exercise.name,
            f"{exercise.name} {kind}",
            verdict,
            weight=weight,
            visible=not weight,
            failure=failure,
            diagnosis="double__tripled" if verdict is Verdict.WRONG_ANSWER and exercise.name == "double" else None,
        )
        for kind, weight in (("example", 0), ("values", 1))
    )
    most = Decimal(exercise.points)
    score = most if verdict is Verdict.PASSED else Decimal(0)
    return ExerciseReport(exercise.name, exercise.module, exercise.optional, score, most, checks)


@pytest.fixture
def judge() -> FakeJudge:
    return FakeJudge([])


Run = Callable[..., Result]


@pytest.fixture
def run(mini: MiniCourse, judge: FakeJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a command line on the tiny course, in a folder of its own and in English unless said."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("GRADSTEP_DATA", str(tmp_path / "user-data"))

    def call(*arguments: str, env: dict[str, str] | None = None) -> Result:
        return CliRunner().invoke(
            cli, list(arguments), obj=lambda screen: Setup(screen, mini.content, judge), env=env, catch_exceptions=False
        )

    yield call
    os.chdir(here)


@pytest.fixture
def workspace(run: Run, mini: MiniCourse) -> Path:
    """A fresh workspace of the tiny course, which is also the current folder."""
    assert run("start", "ws").exit_code == 0
    os.chdir("ws")
    return Path.cwd()


@pytest.fixture
def edit(workspace: Path) -> Callable[[str, str], None]:
    """Replaces the body of one function of the workspace."""

    def replace(name: str, body: str) -> None:
        module = "power" if name == "square" else "arith"
        path = workspace / "exercises" / KEY / f"{module}.py"
        line = f'raise NotImplementedError("{name} is not implemented yet")'
        text = path.read_text(encoding="utf-8")
        assert line in text
        path.write_text(text.replace(line, textwrap.dedent(body).strip()), encoding="utf-8")

    return replace
