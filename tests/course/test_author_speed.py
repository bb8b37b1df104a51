"""What a suite may take: findings by the quickest of several runs, and none on a machine that is busy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from course.author import speed
from grader.results import CheckResult, ExerciseReport, SandboxReport, ScoreReport, State, Verdict

KEY = "ch01_numbers"


@pytest.fixture(autouse=True)
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with nothing else to do."""
    monkeypatch.setattr("os.getloadavg", lambda: (0.2, 3.0, 3.0))


def took(whole: float, **checks: float) -> ScoreReport:
    """The report of a solution that took so many seconds, of which its checks so many."""
    results = tuple(CheckResult(f"test_{name}", name, "", Verdict.PASSED, 1, False, seconds=seconds)
                    for name, seconds in checks.items())  # fmt: skip
    exercise = ExerciseReport("double", "arith", False, Decimal(1), Decimal(1), results)
    sandbox = SandboxReport("full", ())
    return ScoreReport(KEY, State.SCORED, Decimal(1), Decimal(1), "cpu", "1", sandbox, (exercise,), seconds=whole)


def found(mini: Any, *reports: ScoreReport, slow: Mapping[str, str] | None = None) -> list[str]:
    """The findings as they are read."""
    chapter = replace(mini.chapter, slow=slow or {})
    return [f"{finding.where}: {finding.what}" for finding in speed.check_speed(chapter, reports)]


def test_the_quickest_run_counts(mini: Any) -> None:
    """A suite and a check over their bounds in every run are found, those that were quick once are not."""
    slow = "judging the solution took 3.2 s; 3 s are allowed (suite_seconds in chapter.toml)"
    check = "took 2.1 s; over 2 s needs a reason: [slow] in chapter.toml"
    both = [f"{KEY}: {slow}", f"{KEY} test_double: {check}"]
    assert found(mini, took(3.2, double=2.1), took(9.0, double=5.0)) == both
    assert found(mini, took(9.0, double=5.0), took(3.0, double=2.0)) == []


def test_a_chapter_says_why_it_is_slower(mini: Any) -> None:
    """A reason excuses the check that it names; without words, or for no check at all, it is a finding itself."""
    report = took(2.5, double=2.1)
    assert found(mini, report, slow={"test_double": "It trains."}) == []
    assert found(mini, report, slow={"test_double": " "}) == [f"{KEY} chapter.toml slow.test_double: gives no reason"]
    none = f"{KEY} chapter.toml slow.test_gone: is no check of the suite"
    assert found(mini, took(1.0, double=0.1), slow={"test_gone": "It trains."}) == [none]
    assert list(speed.check_speed(replace(mini.chapter, suite_seconds=5.0), [took(4.0)])) == []


def test_a_busy_machine_times_nothing(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other work would be taken for the suite's."""
    monkeypatch.setattr("os.getloadavg", lambda: (500.0, 3.0, 3.0))
    assert found(mini, took(30.0, double=20.0)) == []
