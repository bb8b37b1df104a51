import sys
import traceback

import pytest

from grader.sandbox.inside.modules import Modules


def modules(**sources: str) -> Modules:
    """Modules of one layer each."""
    return Modules({name: [(f"{name}.py", source)] for name, source in sources.items()})


@pytest.fixture(autouse=True)
def _no_module_stays():
    """The submission's modules are in sys.modules, where the next test's would find them."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if not getattr(sys.modules[name], "__spec__", None):
            del sys.modules[name]


def test_a_module_is_executed_once_when_it_is_first_asked_for():
    """Not before: what breaks at import costs only what needs it."""
    both = modules(
        one_x="import sys\nloads = []\nloads.append(1)\nvalue = 3", two_x="raise ValueError('never asked for')"
    )
    assert both.load("one_x").value == 3
    assert both.load("one_x") is both.load("one_x")
    assert both.load("one_x").loads == [1]


def test_modules_import_each_other_by_bare_name():
    """In every spelling, inside of functions too, and in a circle."""
    three = modules(
        one_x="import two_x\nimport two_x as t\ndef g():\n    from two_x import f as again\n    return again() + t.f()",
        two_x="def f():\n    import one_x\n    return one_x.base\n",
    )
    three.load("one_x").base = 5
    assert three.load("one_x").g() == 10
    assert three.load("one_x").two_x is three.load("two_x")


@pytest.mark.parametrize(
    "source", ["def f(:\n", "raise ValueError", "import nothing_of_the_kind", "import sys; sys.exit(0)", "\0"]
)
def test_a_broken_module_costs_only_its_own(source):
    """It raises whenever it is asked for, and leaves the others alone."""
    both = modules(broken_x=source, fine_x="value = 1")
    for _ in range(2):
        with pytest.raises(BaseException):  # noqa: B017, PT011  each in its own way
            both.load("broken_x")
        assert both.load("fine_x").value == 1
        assert "broken_x" not in sys.modules


def test_whoever_imports_a_broken_module_sees_pythons_own_error():
    """And the place in the broken module."""
    both = modules(broken_x="x = 1\ny = (\n", user_x="from broken_x import f\n")
    with pytest.raises(SyntaxError) as caught:
        both.load("user_x")
    assert both.frames(caught.value) == [("user_x.py", 1, "<module>"), ("broken_x.py", 2, "<module>")]


def test_a_module_called_like_one_of_pythons_own_hides_nothing():
    """chapter.toml refuses such names; should one come all the same, only the submission's own modules see it."""
    real = sys.modules["random"]
    both = modules(random="value = 7", user_x="import random\nvalue = random.value\nimport tempfile")
    assert both.load("user_x").value == 7
    assert sys.modules["random"] is real
    assert real.random() < 1


def test_a_builtin_that_is_replaced_is_replaced_for_the_submission_alone():
    """Its modules have a dictionary of builtins of their own."""
    both = modules(one_x="__builtins__['len'] = lambda _: 99", user_x="value = len([])")
    both.load("one_x")
    assert both.load("user_x").value == 99
    assert len([]) == 0


def test_layers_share_one_namespace():
    """A mistake laid over the solution replaces what it defines and uses the rest, under its own file name."""
    both = Modules(
        {
            "m_x": [
                ("m_x.py", "import math\ndef f(): return g()\ndef g(): return 1"),
                ("slip.py", "def g():\n    return math.tau / 0"),
            ]
        }
    )
    with pytest.raises(ZeroDivisionError) as caught:
        both.load("m_x").f()
    assert both.files == {"m_x.py", "slip.py"}
    assert both.frames(caught.value) == [("m_x.py", 2, "f"), ("slip.py", 2, "g")]


def test_the_lines_of_a_module_can_be_shown():
    """A traceback that the student prints has the source, though no file is there."""
    with pytest.raises(ZeroDivisionError) as caught:
        modules(m_x="def f():\n    return 1 / 0  # here\n").load("m_x").f()
    assert "return 1 / 0  # here" in "".join(traceback.format_exception(caught.value))


def test_future_imports_of_ours_are_not_the_learners():
    """A module means what it says by itself."""
    assert modules(m_x="def f(x: int): pass").load("m_x").f.__annotations__ == {"x": int}


def test_classes_of_a_module_know_where_they_are_from():
    """dataclasses look their module up."""
    source = "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n"
    assert modules(m_x=source).load("m_x").P(3).x == 3
