"""How long a chapter's suite may take: rules for what a learner waits for at every check."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from course.author.finding import Finding
from grader.results import CheckResult, ScoreReport
from grader.spec import ChapterSpec
from grader.words import words

CHECK_SECONDS = 2.0
BUSY = 1.5
"""A machine with more than so many running processes a core times nothing."""


def check_speed(chapter: ChapterSpec, reports: Sequence[ScoreReport]) -> Iterator[Finding]:
    """The whole suite, and each check without a reason for being slow, by the quickest of several runs of the solution.

    On a machine that is busy with other work nothing is found.
    """
    yield from _reasons(chapter, {check.name for report in reports for check in _checks(report)})
    if not reports or _busy():
        return
    quickest = min(report.seconds for report in reports)
    if quickest > chapter.suite_seconds:
        what = words("judging the solution took {seconds} s; {most} s are allowed (suite_seconds in chapter.toml)",
                     seconds=f"{quickest:.1f}", most=f"{chapter.suite_seconds:g}")  # fmt: skip
        yield Finding(chapter.key, what)
    for name in [check.name for check in _checks(reports[0])]:
        seconds = min(check.seconds for report in reports for check in _checks(report) if check.name == name)
        if seconds > CHECK_SECONDS and name not in chapter.slow:
            what = words("took {seconds} s; over {most} s needs a reason: [slow] in chapter.toml",
                         seconds=f"{seconds:.1f}", most=f"{CHECK_SECONDS:g}")  # fmt: skip
            yield Finding(f"{chapter.key} {name}", what)


def _reasons(chapter: ChapterSpec, names: set[str]) -> Iterator[Finding]:
    for name, reason in chapter.slow.items():
        where = f"{chapter.key} chapter.toml slow.{name}"
        if names and name not in names:
            yield Finding(where, words("is no check of the suite"))
        if not reason.strip():
            yield Finding(where, words("gives no reason"))


def _checks(report: ScoreReport) -> list[CheckResult]:
    return [check for exercise in report.exercises for check in exercise.checks]


def _busy() -> bool:
    try:
        return os.getloadavg()[0] > BUSY * (os.cpu_count() or 1)
    except (AttributeError, OSError):  # Windows has no load average
        return False
