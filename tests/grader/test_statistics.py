from __future__ import annotations

from decimal import Decimal

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from grader.statistics import Correlation, Spread, quantile, share_of, spread

PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 60)), min_size=2, max_size=50)


def correlation(pairs: list[tuple[bool, int]]) -> float | None:
    """What pairs come to, one after another."""
    seen = Correlation()
    for passed, rest in pairs:
        seen.add(passed, rest)
    return seen.value


def test_point_biserial_of_a_worked_example() -> None:
    """Passed 3, 4, 5 and failed 1, 2 of the rest: (4 - 1.5) / sqrt(2) * sqrt(3/5 * 2/5) = sqrt(3)/2."""
    pairs = [(True, 3), (True, 4), (True, 5), (False, 1), (False, 2)]
    assert correlation(pairs) == pytest.approx(3**0.5 / 2)
    assert correlation([(not passed, rest) for passed, rest in pairs]) == pytest.approx(-(3**0.5) / 2)


@given(PAIRS)
def test_discrimination_is_pearsons_correlation(pairs: list[tuple[bool, int]]) -> None:
    """As numpy works it out; None exactly where one of the two does not vary."""
    passed, rest = np.array(pairs, dtype=float).T
    value = correlation(pairs)
    if passed.std() == 0 or rest.std() == 0:
        assert value is None
    else:
        assert value == pytest.approx(np.corrcoef(passed, rest)[0, 1], abs=1e-9)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_a_spread_is_numpys(percents: list[float]) -> None:
    """Mean, quartiles and tenths, of which the last holds 100."""
    found = spread(percents)
    assert found is not None
    assert found.mean == pytest.approx(np.mean(percents))
    assert found.quartiles == pytest.approx(tuple(np.quantile(percents, (0.25, 0.5, 0.75))))
    assert (found.count, sum(found.bins)) == (len(percents), len(percents))


def test_tenths_begin_where_they_say() -> None:
    """0 to 10 without 10, and 90 to 100 with both."""
    assert spread([0, 9.99, 10, 89.9, 90, 100]) == Spread(
        6, pytest.approx(299.89 / 6), pytest.approx((9.9925, 49.95, 89.975)), (2, 1, 0, 0, 0, 0, 0, 0, 1, 2)
    )
    assert spread([]) is None
    assert quantile([3.0], 0.5) == 3.0


@pytest.mark.parametrize(
    ("score", "percent"), [("0", 0), ("0.01", 1), ("7.50", 75), ("9.99", 99), ("10", 100), ("4.96", 50)]
)
def test_nothing_rounds_to_full_marks_or_to_none(score: str, percent: int) -> None:
    """99.9 % is 99 and 0.1 % is 1: the two ends mean what they say."""
    assert share_of(Decimal(score), Decimal(10)) == percent
