"""Chapter 91: a suite with a fault of its own."""

import pytest

from grader.suite import assert_close

double = pytest.mark.exercise("double")
halve = pytest.mark.exercise("halve")


@double
def test_double_values(student, rng):
    """Every element is doubled"""
    x = rng.normal(3, 2)
    assert_close(student.double(x), 2 * x)


@double
def test_double_breaks(student, rng):
    """This check looks up what it never had"""
    x = rng.normal(3, 2)
    assert_close(student.double(x), {"twice": 2 * x}["thrice"])


@halve
def test_halve_values(student, rng):
    """Every element is halved"""
    x = rng.normal(3, 2)
    assert_close(student.halve(x), x / 2)
