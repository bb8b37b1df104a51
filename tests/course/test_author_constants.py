"""Degenerate constants: an argument that is special in every case is found, and one good case redeems it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from course.author.constants import check_constants, faults
from course.author.sent import Call, Calls
from grader import recipe
from grader.grade import Conditions, Grader
from grader.observe import Observation
from grader.suite import Tensor

KEY = "ch01_numbers"
NET = recipe.layer("Linear", 3, 2)


def said(*arguments: Mapping[str, Any], any_shape: frozenset[str] = frozenset()) -> list[str]:
    """What there is to say of a function that was called with these arguments."""
    calls = [Call("f", given) for given in arguments]
    return [f"{name} {what}" for name, what in faults(calls, any_shape)]


def batches(*sizes: int) -> Any:
    """Batches of these sizes."""
    return recipe.batches([(torch.zeros(size, 3), torch.zeros(size)) for size in sizes])


def x(*shape: int) -> Tensor:
    """Numbers that differ."""
    return torch.arange(1.0, 1 + torch.Size(shape).numel()).reshape(shape)


RULES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "n = 1": ({"x": x(1, 4)}, {"x": x(3, 4)}, "x has the length 1: n = 1"),
    "square": ({"W": x(4, 4)}, {"W": x(4, 3)}, "W is square: its dimensions can be mixed up"),
    "zeros": ({"b": torch.zeros(3)}, {"b": x(3)}, "b is one number throughout"),
    "mask": ({"mask": x(5) > 0}, {"mask": x(5) > 2}, "mask is True everywhere"),
    "balanced": (
        {"y": torch.tensor([0, 1, 2, 0, 1, 2])}, {"y": torch.tensor([0, 1, 2, 0, 1, 0])},
        "y has equally many of each class",
    ),
    "two classes": ({"logits": x(5, 2)}, {"logits": x(5, 3)}, "logits has two classes"),
    "one tensor": ({"params": [x(3, 2)]}, {"params": [x(3, 2), x(4)]}, "params is a list of one tensor"),
    "equal batches": ({"batches": batches(4, 4)}, {"batches": batches(4, 3)}, "batches is batches of one size"),
    "plain SGD": (
        {"opt": recipe.optimizer("SGD", NET, lr=0.1)}, {"opt": recipe.optimizer("SGD", NET, lr=0.1, momentum=0.8)},
        "opt is SGD without momentum",
    ),
    "last dim": ({"x": x(3, 4), "dim": -1}, {"x": x(3, 4), "dim": 0}, "dim is the last dimension"),
    "last dim by number": ({"x": x(3, 4), "dim": 1}, {"x": x(3, 4, 5), "dim": 1}, "dim is the last dimension"),
    "momentum": ({"momentum": 0.0}, {"momentum": 0.3}, "momentum is 0"),
    "p": ({"p": 0.5}, {"p": 0.2}, "p is 0.5, where 1 / p and 1 / (1 - p) are the same"),
    "gamma": ({"gamma": 1.0}, {"gamma": 2.0}, "gamma is 0 or 1"),
    "stride": ({"stride": (1, 1)}, {"stride": (2, 3)}, "stride is 1"),
    "padding": ({"padding": (0, 0)}, {"padding": (1, 0)}, "padding is 0"),
    "kernel": ({"kernel": (3, 3)}, {"kernel": (3, 2)}, "kernel is the same in both directions"),
    "betas": ({"betas": (0.9, 0.999)}, {"betas": (0.8, 0.9)}, "betas is (0.9, 0.999), torch's default"),
    "eps": ({"eps": 1e-8}, {"eps": 0.1}, "eps is torch's default"),
    "first step only": ({"steps": 1}, {"steps": 3}, "steps is 1"),
    "divides": ({"n": 12, "batch_size": 4}, {"n": 11, "batch_size": 4}, "batch_size divides n"),
}  # fmt: skip


@pytest.mark.parametrize(("poor", "good", "found"), RULES.values(), ids=RULES)
def test_what_is_special_in_every_case(poor: dict[str, Any], good: dict[str, Any], found: str) -> None:
    """Special in every case it is found; one good case redeems it."""
    assert said(poor) == [found]
    assert said(poor, poor) == [found]
    assert said(poor, good) == []
    assert said(good) == []


def test_two_arguments_that_are_always_equal() -> None:
    """alpha = r, or as many inputs as outputs: which one is used does not show."""
    assert said({"alpha": 4, "r": 4}, {"alpha": 8, "r": 8}) == ["alpha is r"]
    assert said({"alpha": 4, "r": 4}, {"alpha": 8, "r": 2}) == []


def test_a_fixed_seed() -> None:
    """One seed in all of several cases proves nothing about seeds."""
    assert said({"seed": 3}, {"seed": 3}) == ["seed is one number: a fixed seed"]
    assert said({"seed": 3}, {"seed": 4}) == []


def test_two_dimensions_where_any_number_is_allowed() -> None:
    """Where the docstring promises any shape, some case must have another number of dimensions than two."""
    both = {"x": x(3, 4)}, {"x": x(2, 5)}
    assert said(*both) == []
    assert said(*both, any_shape=frozenset({"x"})) == ["x has two dimensions, where any number is allowed"]
    assert said(*both, {"x": x(2, 3, 4)}, any_shape=frozenset({"x"})) == []


def test_a_gradient_of_ones() -> None:
    """A cotangent of ones in all cases is what `.sum().backward()` sends."""
    ones, other = Call("f", {}, torch.ones(3)), Call("f", {}, x(3))
    found = [("cotangent", "is 1 everywhere, as with `.sum().backward()`")]
    assert [(name, str(what)) for name, what in faults([ones, ones])] == found
    assert list(faults([ones, other])) == []
    assert list(faults([Call("f", {}), Call("f", {})])) == []


def test_what_shows_nothing_special_is_no_finding() -> None:
    """A single batch, one sample a class, two numbers that are equal once, and a flag that is never set."""
    assert said({"batches": batches(4)}, {"batches": batches(3)}) == []
    assert said({"y": torch.tensor([2, 0, 1])}) == []
    assert said({"n": 3, "m": 3}) == []
    assert said({"momentum": False}, {"momentum": False}) == []


def test_what_is_not_known_is_no_finding() -> None:
    """An object that stays inside could be anything."""
    handle = SimpleNamespace(number=3)
    assert said({"opt": handle}, {"opt": recipe.optimizer("SGD", NET, lr=0.1)}) == []


SUITE_LINE = 'double = pytest.mark.exercise("double")'


def judged(mini: Any, tmp_path: Path) -> list[str]:
    """The findings after the solution was judged by the real engine."""
    place = tmp_path / KEY
    place.mkdir(exist_ok=True)
    for module, source in mini.chapter.solution_sources.items():
        (place / f"{module}.py").write_text(source, encoding="utf-8")
    calls = Calls(mini.chapter)
    with Grader(Conditions(), mini.chapter) as grader:
        grader.grade(place, mini.chapter, Conditions(seed="1", witness=calls.witness))
    return [f"{found.where}: {found.what}" for found in check_constants(mini.chapter, calls)]


def test_a_suite_that_is_judged(mini: Any, tmp_path: Path) -> None:
    """The arguments are those that the real suite sends; examples do not count, and a reason that names it excuses."""
    suite = mini.chapter.suite_file
    assert judged(mini, tmp_path) == []
    text = suite.read_text()
    head, double, rest = text.partition("def test_double_values")
    body, triple, tail = rest.partition("@triple")
    suite.write_text(head + double + body.replace("(5, 3)", "(1, 3)").replace("(2, 3, 4)", "(1, 4)") + triple + tail)
    found = "ch1/double: in every case of double, x has the length 1: n = 1"
    assert judged(mini, tmp_path) == [found]
    poor = suite.read_text()
    suite.write_text(poor.replace(SUITE_LINE, f"{SUITE_LINE}  # degenerate: x is a single row by its nature"))
    assert judged(mini, tmp_path) == []
    suite.write_text(poor.replace(SUITE_LINE, f"{SUITE_LINE}  # degenerate: y is a single row by its nature"))
    assert judged(mini, tmp_path) == [found]


def test_calls_are_taken_down_by_the_names_of_parameters(mini: Any) -> None:
    """Positions, keywords and defaults; a recipe that is a tensor counts as one; refusals and examples do not count."""
    source = mini.content.tree.solutions / KEY / "arith.py"
    source.write_text(source.read_text().replace("def double(x: torch.Tensor)", "def double(x, dim=1, *, keep=True)"))
    calls = Calls(mini.content.chapter(KEY))
    check: Any = SimpleNamespace(exercise="double", visible=False)
    sent = x(3, 2)
    seen = [
        Observation("double(tensor(3, 2), keep=False)", "returned", sent=(recipe.leaf(sent),), named={"keep": False}),
        Observation("double(tensor(3, 2))", "raised", sent=(sent,)),
        Observation("triple(tensor(3, 2))", "returned", sent=(sent,)),
    ]
    calls.witness(check, seen)
    calls.witness(SimpleNamespace(exercise="double", visible=True), seen)  # type: ignore[arg-type]
    assert calls.by_exercise == {"double": [Call("double", {"dim": 1, "keep": False, "x": sent})]}
