"""The linter for hidden suites: each small suite is wrong in one way, and its twin is right."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from course.author.claims import check_claims
from course.author.oracles import check_oracles

KEY = "ch01_numbers"
Lint = Callable[[str], list[str]]

HEAD = """
import copy, random
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from grader.suite import assert_close, assert_equal, assert_unchanged, recipe, require

double = pytest.mark.exercise("double")
"""


@pytest.fixture
def lint(mini: Any) -> Lint:
    """What both rules say of a suite with these lines; `T` begins a check of the exercise double."""

    def run(lines: str) -> list[str]:
        body = textwrap.dedent(lines).replace("T ", "@double\ndef ")
        mini.chapter.suite_file.write_text(HEAD + body, encoding="utf-8")
        rules = (check_oracles, check_claims)
        return [f"{found.where}: {found.what}" for rule in rules for found in rule(mini.chapter)]

    return run


def oracle(lint: Lint, lines: str) -> list[str]:
    """What the rule for oracles says."""
    return [line for line in lint(lines) if "comes from the student's code" in line]


PAIRS = {
    "the result itself": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            got = student.double(x)
            assert_close(got, got.clone())
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            got = student.double(x)
            assert_close(got, 2 * x.clone())
        """,
        "got.clone()",
    ),
    "by keyword": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            assert_equal(2 * x, want=student.double(x))
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            assert_equal(student.double(x), want=2 * x)
        """,
        "student.double(x)",
    ),
    "unpacked": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            dW, db = student.double(x)
            ours, theirs = 2 * x, dW
            assert_close(db, theirs)
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            dW, db = student.double(x)
            ours, theirs = 2 * x, dW
            assert_close(db, ours)
        """,
        "theirs",
    ),
    "the student's own state": (
        """
        T test_a(student, rng):
            net, x = student.new("Net", 3), rng.normal(5, 3)
            state = net.get_state()
            assert_close(net(x), F.linear(x, state["weight"]))
        """,
        """
        T test_a(student, rng):
            net, x = student.new("Net", 3), rng.normal(5, 3)
            state = {"weight": rng.normal(2, 3)}
            net.set_state(state)
            assert_close(net(x), F.linear(x, state["weight"]))
        """,
        "F.linear(x, state['weight'])",
    ),
    "loaded into our twin": (
        """
        T test_a(student, rng):
            net, x, twin = student.new("Net", 3), rng.normal(5, 3), torch.nn.Linear(3, 2)
            twin.load_state_dict(net.get_state())
            assert_close(net(x), twin(x))
        """,
        """
        T test_a(student, rng):
            net, x, twin = student.new("Net", 3), rng.normal(5, 3), torch.nn.Linear(3, 2)
            net.set_state(twin.state_dict())
            assert_close(net(x), twin(x))
        """,
        "twin(x)",
    ),
    "through a helper": (
        """
        def same(one, other):
            assert_close(one, other + 0)

        T test_a(student, rng):
            x = rng.normal(5, 3)
            same(2 * x, student.double(x))
        """,
        """
        def same(one, other):
            assert_close(one, other + 0)

        T test_a(student, rng):
            x = rng.normal(5, 3)
            same(student.double(x), 2 * x)
        """,
        "other + 0",
    ),
    "out of a helper": (
        """
        def both(student, x):
            return student.double(x), 2 * x

        T test_a(student, rng):
            want, got = both(student, rng.normal(5, 3))
            assert_close(got, want)
        """,
        """
        def both(student, x):
            return student.double(x), 2 * x

        T test_a(student, rng):
            got, want = both(student, rng.normal(5, 3))
            assert_close(got, want)
        """,
        "want",
    ),
    "a comprehension": (
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            pairs = [(2 * x, student.double(x)) for x in xs]
            for got, want in pairs:
                assert_close(got, want)
        """,
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            pairs = [(student.double(x), 2 * x) for x in xs]
            for got, want in pairs:
                assert_close(got, want)
        """,
        "want",
    ),
    "side by side in zip": (
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            held = student.build(*[recipe.leaf(x) for x in xs])
            for leaf, x in zip(held, xs, strict=True):
                assert_close(x, leaf.view())
        """,
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            held = student.build(*[recipe.leaf(x) for x in xs])
            for leaf, x in zip(held, xs, strict=True):
                assert_close(leaf.view(), x)
        """,
        "leaf.view()",
    ),
    "an object of the suite's own": (
        """
        class Both:
            def __init__(self, student, x):
                self.theirs, self.ours = student.build(recipe.leaf(x)), x.clone()

            def seen(self):
                return self.theirs.view()

        T test_a(student, rng):
            both = Both(student, rng.normal(5, 3))
            assert_close(both.ours, both.seen())
        """,
        """
        class Both:
            def __init__(self, student, x):
                self.theirs, self.ours = student.build(recipe.leaf(x)), x.clone()

            def seen(self):
                return self.theirs.view()

        T test_a(student, rng):
            both = Both(student, rng.normal(5, 3))
            assert_close(both.seen(), both.ours)
        """,
        "both.seen()",
    ),
    "written into ours": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            want = 2 * x
            want[2] -= student.double(x)[2]
            assert_close(student.double(x), want)
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            want = 2 * x
            want[2] -= x[2]
            assert_close(student.double(x), want)
        """,
        "want",
    ),
    "in one branch": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            want = 2 * x
            if len(x) > 4:
                want = student.double(x)
            assert_close(student.double(x), want)
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            want = 2 * x
            if len(x) > 4:
                want = x + x
            assert_close(student.double(x), want)
        """,
        "want",
    ),
    "in the other branch": (
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            if len(x) > 4:
                want = 2 * x
            else:
                want = student.double(x)
            assert_close(student.double(x), want)
        """,
        """
        T test_a(student, rng):
            x = rng.normal(5, 3)
            if len(x) > 4:
                want = 2 * x
            else:
                want = x + x
            assert_close(student.double(x), want)
        """,
        "want",
    ),
    "from the round before": (
        """
        T test_a(student, rng):
            x = last = rng.normal(5, 3)
            for _ in range(3):
                assert_close(student.double(x), last)
                last = student.double(x)
        """,
        """
        T test_a(student, rng):
            x = last = rng.normal(5, 3)
            for _ in range(3):
                assert_close(student.double(x), last)
                last = 2 * x
        """,
        "last",
    ),
    "given to an object of ours": (
        """
        T test_a(student, rng):
            x, twin = rng.normal(5, 3), torch.nn.Linear(3, 2)
            twin.weight = student.double(x)
            assert_close(student.double(x), twin(x))
        """,
        """
        T test_a(student, rng):
            x, twin = rng.normal(5, 3), torch.nn.Linear(3, 2)
            twin.weight = rng.normal(2, 3)
            assert_close(student.double(x), twin(x))
        """,
        "twin(x)",
    ),
    "in a list of pairs": (
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            for x, leaf in reversed(list(zip(xs, student.build(*xs), strict=True))):
                assert_close(x, leaf.view())
        """,
        """
        T test_a(student, rng):
            xs = [rng.normal(3), rng.normal(4)]
            for x, leaf in reversed(list(zip(xs, student.build(*xs), strict=True))):
                assert_close(leaf.view(), x)
        """,
        "leaf.view()",
    ),
    "what a second worker wrote": (
        """
        T test_a(student, rng):
            other = student.fresh()
            assert_equal(student.double(1), other.files("a"))
        """,
        """
        T test_a(student, rng):
            other = student.fresh()
            assert_equal(student.double(1), other.path("a"))
        """,
        "other.files('a')",
    ),
    "collected in a loop": (
        """
        T test_a(student, rng):
            x, all_of_them = rng.normal(5, 3), []
            for row in x:
                all_of_them.append(student.double(row))
            assert_close(student.double(x), torch.stack(all_of_them))
        """,
        """
        T test_a(student, rng):
            x, all_of_them = rng.normal(5, 3), []
            for row in x:
                all_of_them.append(2 * row)
            assert_close(student.double(x), torch.stack(all_of_them))
        """,
        "torch.stack(all_of_them)",
    ),
    "a second worker": (
        """
        T test_a(student, rng):
            x, other = rng.normal(5, 3), student.fresh()
            assert_close(student.double(x), other.double(x))
        """,
        """
        T test_a(student, rng):
            x, other = rng.normal(5, 3), student.fresh()
            for one in (student, other):
                assert_close(one.double(x), 2 * x)
        """,
        "other.double(x)",
    ),
    "what came back of an argument": (
        """
        T test_a(student, rng):
            seen = student.run("double", rng.normal(5, 3))
            assert_close(seen.value, 2 * seen.args[0])
        """,
        """
        T test_a(student, rng):
            seen = student.run("double", rng.normal(5, 3))
            assert_close(seen.value, 2 * seen.sent[0])
        """,
        "2 * seen.args[0]",
    ),
    "through a function of torch": (
        """
        T test_a(student, rng):
            model = student.new("Net")
            steps = [F.relu(torch.stack(list(reversed([model(rng.normal(3))]))))]
            assert_close(rng.normal(3), steps[-1])
        """,
        """
        T test_a(student, rng):
            model = student.new("Net")
            steps = [F.relu(torch.stack(list(reversed([rng.normal(3)]))))]
            assert_close(model(rng.normal(3)), steps[-1])
        """,
        "steps[-1]",
    ),
    "a fixture of the suite": (
        """
        @pytest.fixture
        def net(student):
            return student.new("Net")

        T test_a(net, rng):
            x = rng.normal(3)
            assert_close(x, net(x))
        """,
        """
        @pytest.fixture
        def net(student):
            return student.new("Net")

        T test_a(net, rng):
            x = rng.normal(3)
            assert_close(net(x), x)
        """,
        "net(x)",
    ),
    "a function that is passed on": (
        """
        def apply(f, x):
            return f(x)

        T test_a(student, rng):
            x = rng.normal(3)
            assert_close(student.double(x), apply(lambda x: student.double(x), x))
        """,
        """
        def apply(f, x):
            return f(x)

        T test_a(student, rng):
            x = rng.normal(3)
            assert_close(student.double(x), apply(lambda x: 2 * x, x))
        """,
        "apply(lambda x: student.double(x), x)",
    ),
}


@pytest.mark.parametrize(("wrong", "right", "name"), PAIRS.values(), ids=PAIRS)
def test_an_oracle_with_a_value_of_the_students(lint: Lint, wrong: str, right: str, name: str) -> None:
    """What the student returned is found on the expected side, by file, line and name; our own values never are."""
    said = oracle(lint, wrong)
    assert len(said) == 1, said
    assert said[0].startswith("test_ch01.py:")
    assert f"what is expected, {name}, comes from the student's code: " in said[0]
    assert lint(right) == []


def test_the_line_of_the_call_is_said(lint: Lint) -> None:
    """The finding stands at the comparison, and names the call and its line."""
    said = oracle(lint, "T test_a(student):\n    got = student.double(1)\n    assert_close(2, got)\n")
    line = HEAD.count("\n") + 4
    call = f"student.double(...) in line {line - 1}"
    assert said == [f"test_ch01.py:{line}: what is expected, got, comes from the student's code: {call}"]


def test_a_choice_between_our_own_values_is_ours(lint: Lint) -> None:
    """Where either is right, the answer may choose: both values are ours."""
    lines = """
    T test_a(student, rng):
        x = rng.normal(3)
        got = student.double(x)
        assert_close(got, x if torch.equal(got, x) else x.flip(0))
    """
    assert lint(lines) == []


def test_an_oracle_may_be_excused_with_a_reason(lint: Lint) -> None:
    """`# oracle:` and a reason excuse the line; without a reason the comment is a finding too."""
    lines = "T test_a(student, rng):\n    got = student.double(1)\n    assert_close(2, got)  # oracle:{}\n"
    assert lint(lines.format(" the second run is what is asked for")) == []
    said = lint(lines.format(""))
    assert any("`# oracle:` gives no reason" in line for line in said)
    assert any("comes from the student's code" in line for line in said)


CHECK = "T test_a(student, rng):\n    assert_close(student.double(1), 2)\n"

IDLE = {
    "assert True": ("assert True", "assert isinstance(rng, object)", "claims nothing: assert True"),
    "require(True)": ('require(True, "a b")', 'require(bool(rng), "a b")', "claims nothing: require(True"),
    "skip": ('pytest.skip("no GPU")', "rng.normal(3)", "skips a check in silence"),
    "importorskip": ('pytest.importorskip("torchvision")', "rng.normal(3)", "skips a check in silence"),
    "silence": (
        "try:\n        rng.normal(3)\n    except ImportError:\n        return",
        "try:\n        rng.normal(3)\n    except ImportError:\n        raise",
        "goes on in silence where something fails",
    ),
    "a fixed seed": ("torch.manual_seed(0)", "torch.manual_seed(rng.integer(0, 9))", "has a fixed seed"),
    "chance of torch": ("torch.randn(3)", "torch.randn(3, generator=rng)", "torch.randn draws from the global"),
    "chance of NumPy": ("np.random.rand(3)", "np.random.get_state()", "np.random.rand draws from the global"),
    "chance of Python": ("random.random()", "random.getstate()", "random.random draws from the global"),
    "ones sent back": ("(2 * rng).exp().sum().backward()", "(2 * rng).sum().backward()", "sends back ones alone"),
}


@pytest.mark.parametrize(("wrong", "right", "found"), IDLE.values(), ids=IDLE)
def test_a_line_that_claims_or_draws_wrongly(lint: Lint, wrong: str, right: str, found: str) -> None:
    """Each is found with its line; a reason excuses it, and the right twin has no finding."""
    said = lint(f"{CHECK}    {wrong}\n")
    assert len(said) == 1, said
    assert said[0].startswith(f"test_ch01.py:{HEAD.count(chr(10)) + 4}: {found}")
    assert lint(f"{CHECK}    {right}\n") == []
    first, *others = wrong.splitlines()
    excused = "\n".join([f"{first}  # degenerate: it is what is asked for", *others])
    assert lint(f"{CHECK}    {excused}\n") == []
    empty = "\n".join([f"{first}  # degenerate:", *others])
    assert any("`# degenerate:` gives no reason" in line for line in lint(f"{CHECK}    {empty}\n"))


@pytest.mark.parametrize(
    ("wrong", "right", "found"),
    [
        (
            "assert_close(student.double(1), 2, atol=0.05)",
            "assert_close(student.double(1), 2, atol=0.001)",
            "ch01_numbers test_b: every comparison has a tolerance of 0.01 or more",
        ),
        (
            'require(student.double(1) is not None, "it is None")',
            'require(student.double(1) == 2, "it is another")',
            "ch01_numbers test_b: claims only that something is not None",
        ),
    ],
)
def test_a_check_whose_claims_are_weak(lint: Lint, wrong: str, right: str, found: str) -> None:
    """All claims of one check count together: one that is firm is enough, and so is a reason."""
    head = f"{CHECK}\nT test_b(student):\n    "
    assert lint(head + wrong + "\n") == [found]
    assert lint(head + right + "\n") == []
    assert lint(f"{head}{wrong}\n    assert_close(student.double(3), 6)\n") == []
    assert lint(f"{head}{wrong}  # degenerate: it is drawn at random\n") == []


def test_an_exercise_without_a_comparison(lint: Lint) -> None:
    """A loss that falls, alone, says little; a comparison anywhere in the exercise's hidden checks is enough."""
    falls = 'T test_a(student):\n    got = student.double(1)\n    require(got[-1] < got[0], "it does not fall")\n'
    example = falls + "\n@double\n@pytest.mark.visible\ndef test_b(student):\n    assert_close(student.double(1), 2)\n"
    found = "ch1/double: no check compares anything with a value of ours"
    assert lint(falls) == [found]
    assert lint(example) == [found]
    assert lint(f"{falls}\n{CHECK.replace('test_a', 'test_c')}") == []
