from __future__ import annotations

import pytest

from course.stub import StubError, comments, docstrings, make_stub, regions, solution_of
from grader.spec import StubText

SOLUTION = '''"""A module."""

import torch


def double(x: torch.Tensor) -> torch.Tensor:
    """Twice x."""
    # Mind the dtype.  # noqa: X
    ### BEGIN SOLUTION
    y = x * 2

    return y
    ### END SOLUTION


class Gain(torch.nn.Module):
    r"""A gain, \\\\alpha.

    Example:
        >>> Gain(2.0)
    """

    def __init__(self, gain: float) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.gain = gain
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scaled x."""
        ### BEGIN SOLUTION
        return self.gain * x
        ### END SOLUTION
'''

STUB = '''"""A module."""

import torch


def double(x: torch.Tensor) -> torch.Tensor:
    """Twice x."""
    # Mind the dtype.  # noqa: X
    raise NotImplementedError("double is not implemented yet")


class Gain(torch.nn.Module):
    r"""A gain, \\\\alpha.

    Example:
        >>> Gain(2.0)
    """

    def __init__(self, gain: float) -> None:
        super().__init__()
        raise NotImplementedError("Gain.__init__ is not implemented yet")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scaled x."""
        raise NotImplementedError("Gain.forward is not implemented yet")
'''


def test_regions_become_not_implemented() -> None:
    """Each solution region becomes one line that raises, at its own indentation, named after its function."""
    assert make_stub(SOLUTION, "m") == STUB


def test_a_stub_has_no_region_left() -> None:
    """Stubbing a stub changes nothing."""
    assert regions(STUB, "m") == []
    assert make_stub(STUB, "m") == STUB


def test_docstrings_and_comments_in_another_language() -> None:
    """Docstrings keep place, prefix and indentation; a comment keeps its line; what is not given stays English."""
    text = StubText(
        doc="一个模块。",
        docs={"Gain": "增益 \\\\alpha。\n\nExample:\n    >>> Gain(2.0)\n", "Gain.forward": "放大后的 x。"},
        comments={"Mind the dtype.  # noqa: X": "注意 dtype。"},
    )
    stub = make_stub(SOLUTION, "m", text)
    assert stub.startswith('"""一个模块。"""\n')
    assert '    """Twice x."""\n    # 注意 dtype。\n' in stub
    assert '    r"""增益 \\\\alpha。\n\n    Example:\n        >>> Gain(2.0)\n    """\n' in stub
    assert '        """放大后的 x。"""\n' in stub
    compile(stub, "m.py", "exec")
    assert docstrings(stub)["Gain.forward"] == "放大后的 x。"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f() -> int:\n    ### BEGIN SOLUTION\n    return 1\n", "m.py:2: ### BEGIN SOLUTION without"),
        ("def f() -> int:\n    return 1\n    ### END SOLUTION\n", "m.py:3: ### END SOLUTION without"),
        (
            "def f() -> int:\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
            "m.py:3: a second",
        ),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "m.py:1: a solution region must hold"),
        ("def f() -> int:\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n    return 1\n", "must hold the code"),
        ("def f() -> int:\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n", "m.py:2: a mark must read"),
        ("def f(:\n", "m.py:1: "),
    ],
)
def test_unbalanced_marks_are_the_authors_error(source: str, message: str) -> None:
    """Marks that do not pair, stand outside a function or are misspelt are refused with the file and the line."""
    with pytest.raises(StubError) as error:
        make_stub(source, "m")
    assert message in str(error.value)


def test_comments_are_those_for_people() -> None:
    """Comments for tools and the marks' surroundings are left out."""
    assert comments("x = 1  # noqa: E501\n# Why.\ny = 2  # type: ignore[x]\n#\n") == ["Why."]


def test_the_solution_of_one_exercise() -> None:
    """A solution is shown with its docstring and without its marks, and nothing else of the module."""
    shown = solution_of(SOLUTION, ("double",))
    assert shown.startswith("def double(")
    assert shown.endswith("    return y")
    assert "SOLUTION" not in shown
    assert "Gain" not in shown


def test_the_solution_of_an_exercise_with_two_names() -> None:
    """An exercise that is made of several definitions shows them all."""
    shown = solution_of(SOLUTION, ("double", "Gain"))
    assert "def double(" in shown
    assert "return self.gain * x" in shown
