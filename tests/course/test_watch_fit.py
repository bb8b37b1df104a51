"""A frame that is taller than the window."""

from __future__ import annotations

import pytest

from course.watch.fit import END_OF_BODY, Fitted, fit, rows

BODY = "".join(f"line {number}\n" for number in range(10))
FOOT = "rule\nkeys\n"


def test_what_fits_is_shown_whole() -> None:
    """Whatever line it was to begin with."""
    assert fit(BODY, FOOT, (20, 12), 5, "more") == Fitted(BODY + FOOT, 0)


@pytest.mark.parametrize(
    ("top", "first", "last"), [(0, 0, 4), (2, 2, 6), (5, 5, 9), (END_OF_BODY, 5, 9)]
)
def test_a_part(top: int, first: int, last: int) -> None:
    """As many lines as there is room for, the mark, and the foot; scrolling ends with the last line."""
    fitted = fit(BODY, FOOT, (20, 8), top, "more")
    lines = [f"line {number}" for number in range(first, last + 1)]
    assert fitted == Fitted("\n".join([*lines, "more", FOOT]), first)


def test_a_line_that_is_broken_counts_for_what_it_takes() -> None:
    """Escapes take no room, Chinese takes two columns a character."""
    assert [rows(line, 10) for line in ("", "x" * 10, "x" * 11, "\x1b[1m" + "x" * 10 + "\x1b[0m", "中" * 6)] == [
        1, 1, 2, 1, 2,
    ]  # fmt: skip
    fitted = fit("x" * 40 + "\nlast\n", FOOT, (10, 6), 0, "more")
    assert fitted.text.splitlines()[-2:] == ["rule", "keys"]
    assert sum(rows(line, 10) for line in fitted.text.splitlines()) <= 6


def test_a_window_of_no_height() -> None:
    """There is always something of the body, and the foot."""
    assert fit(BODY, FOOT, (20, 1), 0, "more").text.splitlines() == [
        "line 0", "line 1", "line 2", "more", "rule", "keys",
    ]  # fmt: skip
