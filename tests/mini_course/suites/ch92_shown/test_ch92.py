"""A chapter whose checks show a curve."""

import pytest

from grader.suite import assert_close

halve = pytest.mark.exercise("halve")


@halve
@pytest.mark.visible
def test_halve_example(student, show):
    """halve(4, 2) is [4, 2, 1]"""
    got = student.halve(4.0, 2, returns=list[float])
    show.curve("loss", got, [4.0, 2.0, 1.0], claimed=True)
    assert_close(got, [4.0, 2.0, 1.0])


@halve
@pytest.mark.parametrize("steps", [2, 4, 0])
def test_halve_values(student, rng, show, steps):
    """Each is half of the one before"""
    x = rng.number(1.5, 3.0)
    got = student.halve(x, steps, returns=list[float])
    want = [x / 2**step for step in range(steps + 1)]
    show.curve("loss", got, want, claimed=True)
    assert_close(got, want)


@pytest.fixture
def start(rng):
    """A number to begin with."""
    return rng.number(1.5, 3.0)


@halve
def test_halve_with_a_fixture(student, show, start):
    """It is the same by pytest's own way"""
    got = student.halve(start, 4, returns=list[float])
    want = [start / 2**step for step in range(5)]
    show.curve("loss", got, want, claimed=True)
    assert_close(got, want)
