"""A learner's traceback with the lines of their source."""

from __future__ import annotations

from grader.traces import quoted

SOURCES = {"ch03/mse.py": ["import torch", "def f(x):", "    return g(x) / 0"], "a.ipynb[7]": ["g = 1"]}


def test_below_every_frame_stands_its_line() -> None:
    """Of a module and of a cell."""
    assert quoted(("ch03/mse.py:3 f", "a.ipynb[7]:1 <module>"), SOURCES) == (
        "ch03/mse.py:3 f", "    return g(x) / 0", "a.ipynb[7]:1 <module>", "    g = 1",
    )  # fmt: skip


def test_a_frame_that_repeats_is_shown_once() -> None:
    """A recursion."""
    assert quoted(["ch03/mse.py:3 f"] * 20 + ["ch03/mse.py:2 f"], SOURCES) == (
        "ch03/mse.py:3 f (× 20)", "    return g(x) / 0", "ch03/mse.py:2 f", "    def f(x):",
    )  # fmt: skip


def test_a_claim_that_leads_nowhere_is_shown_as_it_is() -> None:
    """Files, lines and names are the worker's claim."""
    for frame in (
        "ch03/mse.py:0 f",
        "ch03/mse.py:4 f",
        "/etc/passwd:1 f",
        "ch03/mse.py:-1 f",
        "",
        "no",
        "x:¹ y",
        "ch03/mse.py:3",
    ):
        assert quoted((frame,), SOURCES) == (frame,)


def test_a_long_line_is_cut() -> None:
    """Of a file that is one line."""
    assert len(quoted(("m.py:1 f",), {"m.py": ["x" * 9999]})[1]) == 164
