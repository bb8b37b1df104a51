"""Mutants of solutions: which are made, and what is said of those that no check notices."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import pytest
from judging import TREE, load

from course.author.mutate import Mutant, mutants
from course.author.mutation_table import show_mutants
from course.author.survivors import Equivalent, Killing, equivalents, judged_killings, judging, killings
from course.content import Content
from course.errors import ExitCode
from course.screen import Screen
from grader.judge import Check
from grader.spec import SpecError

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def made(body: str, head: str = "def f(x, y, n, flag=True):") -> set[tuple[str, str]]:
    """(was, becomes) of every mutant of a function's body."""
    region = textwrap.indent("### BEGIN SOLUTION\n" + textwrap.dedent(body).strip("\n") + "\n### END SOLUTION", "    ")
    source = f'OUTSIDE = 1 + 2\n\n\n{head}\n    """Doc 3."""\n    x = x + 1\n{region}\n'
    return {(mutant.was, mutant.becomes) for mutant in mutants(source, "m")}


MADE = {
    "operator": ("return x * y", {"return x / y", "return x", "return y"}),
    "power": ("return x ** 2", {"return x * 2", "return x", "return 2", "return x ** 3", "return x ** 1"}),
    "sign": ("return -x", {"return x"}),
    "comparison": ("return x < n", {"return x <= n", "return x >= n"}),
    "identity": ("return x is None", {"return x is not None"}),
    "dim": ("return x.sum(dim=1)", {
        "return x.sum(dim=2)", "return x.sum(dim=0)", "return x.sum()", "return x", "return x.mean(dim=1)",
    }),
    "keywords": ("return x.std(1, keepdim=True)", {
        "return x.std(2, keepdim=True)", "return x.std(0, keepdim=True)", "return x.std(1, keepdim=False)",
        "return x.std(1)", "return x.var(1, keepdim=True)",
    }),
    "arguments": ("return f(x, y)", {"return f(y, x)"}),
    "wrapper": ("return float(x)", {"return x"}),
    "method": ("return (x + y).detach()", {
        "return x + y", "return (x - y).detach()", "return x.detach()", "return y.detach()",
    }),
    "transpose": ("return x.T", {"return x"}),
    "float": ("return 0.5", {"return 1.0"}),
    "text": ("return f'{x}' if n else 'sum'", {"return f'{x}'", "return 'sum'", "return f'{x}' if n else 'sum_'"}),
    "types": ("return isinstance(x, (int, float))", {"return isinstance((int, float), x)"}),
    "condition": ("return x and y", {"return x or y", "return x", "return y"}),
    "tuple": ("return (x, y)", {"return (y, x)"}),
    "slice": ("return x[n:]", {"return x[:]"}),
    "dropped call": ("x.backward()", {"(dropped)", "x"}),
    "augmented": ("x += y", {"(dropped)", "x -= y", "x = y"}),
    "rebound": ("x = x.t()", {"(dropped)", "x = x"}),
    "raise": ("raise ValueError(f'{n + 1} is wrong')", {"(dropped)"}),
    "branch": ("if flag:\n    return x", {"if True: return x", "if False: return x"}),
    "with": ("with n:\n    x.t_()", {"x.t_()", "(dropped)", "x"}),
    "loop": ("for x in y:\n    continue", {"for x in y: continue break", "(dropped)", "break"}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MADE.values(), ids=MADE.keys())
def test_a_statement_has_these_mutants(body: str, expected: set[str]) -> None:
    """One change each; nothing outside the region, no docstring and no words of an error are changed."""
    assert {becomes for _, becomes in made(body)} == expected


def test_a_decorator_of_an_inner_function_is_taken_off() -> None:
    """It is part of the solution as much as its body."""
    assert ("@guard", "def g(): return x") in made("@guard\ndef g():\n    return x\nreturn g")


@pytest.mark.parametrize("path", sorted(SOLUTIONS.glob("ch*/*.py")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_mutants_of_our_solutions_are_python_and_all_different(path: Path) -> None:
    """Each differs from the solution and from every other, and the second time they are the same."""
    source = path.read_text(encoding="utf-8")
    found = mutants(source, path.stem)
    assert found
    texts = [mutant.source for mutant in found]
    assert len({*texts, ast.unparse(ast.parse(source))}) == len(texts) + 1
    for text in texts:
        ast.parse(text)
    assert mutants(source, path.stem) == found


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes the mini chapter's equivalent.toml, in a folder of its own, and gives the chapter."""
    chapter = load("ch90_mini")

    def write(text: str) -> Any:
        (tmp_path / "equivalent.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(type(chapter), "suite", tmp_path)
        return chapter

    return write


ENTRY = '[[equivalent]]\nname = "scale"\nwas = {was!r}\nbecomes = {becomes!r}\nreason = "{reason}"\n'


def test_survivors_equivalents_and_stale_entries_are_told_apart(marked: Any) -> None:
    """What a check fails is killed; what an author marked and no check fails is equivalent; the rest survives."""
    every = [m for m in mutants(load("ch90_mini").solution_sources["scaling"], "scaling") if m.name == "scale"]
    assert len(every) > 3
    kept, survivor = every[0], every[1]
    entry = ENTRY.format(was=kept.was, becomes=kept.becomes, reason="why")
    stale = ENTRY.format(was="x = 1", becomes="x = 2", reason="why")
    chapter = marked(entry + stale)

    def judge(exercise: Any, mutant: Mutant) -> str | None:
        return None if mutant in (kept, survivor) else "test_it"

    found, left = killings(chapter, judge)
    scale = next(killing for killing in found if killing.exercise == "scale")
    assert scale == Killing("scale", len(every) - 2, 1, [survivor])
    assert [entry.was for entry in left] == ["x = 1"]
    _, left = killings(chapter, lambda exercise, mutant: "test_it")
    assert [entry.was for entry in left] == [kept.was, "x = 1"]


@pytest.mark.parametrize(
    "text", [ENTRY.format(was="a", becomes="b", reason=" "), '[[equivalent]]\nname = "scale"\n', "[[equivalent"]
)
def test_an_entry_without_a_reason_is_an_authors_error(marked: Any, text: str) -> None:
    """So is one that is not whole, or no TOML."""
    with pytest.raises(SpecError, match=r"equivalent\.toml"):
        equivalents(marked(text))


def test_mutants_meet_the_checks_that_count_and_run_on_the_cpu() -> None:
    """One for the GPU alone is left out, as is a worked example; one that only mps cannot run is not."""

    def check(name: str, exercise: str = "scale", weight: int = 1, devices: tuple[str, ...] = ()) -> Check:
        return Check(name, exercise, name, weight, False, (name,), frozenset(devices))

    checks = [
        check("plain"), check("example", weight=0), check("another", exercise="store"),
        check("gpu", devices=("cuda",)), check("float64", devices=("cpu", "cuda")),
    ]  # fmt: skip
    assert [one.name for one in judging(checks, load("ch90_mini").exercise("scale"))] == ["plain", "float64"]


def test_the_real_suite_kills_what_it_can_tell() -> None:
    """The mini course's suite lets nothing through that a test of it is about; endless mutants end in time."""
    found, stale = judged_killings(load("ch90_mini"))
    assert all(killing.killed for killing in found)
    assert {killing.exercise for killing in found} >= {"scale", "Gain", "descend", "store"}
    assert stale == []
    told = {(mutant.was, mutant.becomes) for killing in found for mutant in killing.survivors}
    assert ("return x * factor", "return x / factor") not in told


def test_survivors_are_shown_as_what_was_and_what_it_becomes(capsys: pytest.CaptureFixture[str]) -> None:
    """With place and rate; too many, or an entry about nothing, is exit 1."""
    survivor = Mutant("double", 12, "return 2 * x", "return x", "")
    content = Content(TREE)

    def outcome(killed: int, survivors: int, stale: int = 0) -> ExitCode:
        found = [Killing("scale", killed, 1, [survivor] * survivors)]
        gone = [Equivalent("scale", "x = 1", "x = 2", "why")] * stale
        return show_mutants(content, Screen("en"), ("ch90",), kill=lambda chapter, said: (found, gone))

    assert outcome(97, 3) is ExitCode.PASSED
    shown = capsys.readouterr().out
    assert "ch90_mini/scaling.py:12 double\n  - return 2 * x\n  + return x\n" in shown
    assert shown.endswith("ch90: 97.0 % of the mutants are killed.\n")
    assert outcome(96, 4) is ExitCode.FAILED
    assert outcome(100, 0, stale=1) is ExitCode.FAILED
    assert "equivalent.toml names a mutant that is killed or not made: x = 1" in capsys.readouterr().out
    assert outcome(0, 0) is ExitCode.PASSED
