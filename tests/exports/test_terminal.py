from __future__ import annotations

from collections.abc import Callable

import pytest
from terminal_text import compare_with_golden as compare
from terminal_text import shown_in_terminal as shown

from grader.exports.terminal import first_failing
from grader.results import ScoreReport, State, Verdict
from grader.spec import ChapterText


def test_a_chapter_with_every_kind_of_exercise(mixed: ScoreReport, text: ChapterText) -> None:
    """A row an exercise, then the first failure in full: its check, what was seen, what it printed, the diagnosis."""
    compare("mixed.en.txt", shown(mixed, text))


def test_the_same_in_chinese(mixed: ScoreReport, chinese: ChapterText) -> None:
    """Everything of ours is Chinese."""
    compare("mixed.zh.txt", shown(mixed, chinese, lang="zh"))


def test_a_narrow_terminal_wraps_and_indents(mixed: ScoreReport, text: ChapterText) -> None:
    """Long sentences are wrapped to the width; what is wrapped stays in its column."""
    output = shown(mixed, text, width=44)
    assert "  Diagnosis  This is what you get when you" in output
    assert "\n             divide by the batch size only." in output


def test_hostile_text_is_shown_and_does_nothing(hostile: ScoreReport, text: ChapterText) -> None:
    """No control character, bidirectional mark or markup of a submission reaches the terminal, coloured or not."""
    plain = shown(hostile, text)
    compare("hostile.en.txt", plain)
    coloured = shown(hostile, text, terminal=True)
    ours = coloured.replace("\x1b[0m", "")
    for code in ("1", "2", "31", "32", "33", "36", "1;33", "2;33", "35"):
        ours = ours.replace(f"\x1b[{code}m", "")
    assert not set(ours) & set("\x1b\x07\r\x9b\u202e\u200b")
    assert "[bold]not markup[/bold]" in plain


def test_no_line_ends_in_blanks(mixed: ScoreReport, hostile: ScoreReport, text: ChapterText) -> None:
    """What is piped into a file has no trailing spaces."""
    for report in (mixed, hostile):
        assert all(line == line.rstrip() for line in shown(report, text).splitlines())


def test_what_is_written_and_wrong_comes_before_what_is_not_written(mixed: ScoreReport) -> None:
    """The first failure in full is an answer, not a stub, and an optional exercise comes last."""
    found = first_failing(mixed)
    assert found is not None
    assert (found[0].name, found[1].name) == ("mse_grad", "test_mse_grad_example")


def test_a_single_exercise_lists_its_checks(
    report: Callable[..., ScoreReport], mixed: ScoreReport, text: ChapterText
) -> None:
    """Asked for one exercise, every check is a line, and what a passing check printed stands under it."""
    wrong = shown(report(mixed.exercises[1]), text)
    assert wrong.count("mse_grad is right") == 4
    right = shown(report(mixed.exercises[0]), text)
    assert "  ✓  linear_forward is right\n      | debug\n" in right


def test_needs_review_is_our_fault(report: Callable[..., ScoreReport], mixed: ScoreReport, text: ChapterText) -> None:
    """A score that stays open is a question mark and said to be ours."""
    output = shown(report(*mixed.exercises[:2], state=State.NEEDS_REVIEW), text)
    assert "together          ? / 25" in output
    assert "A check of ours broke." in output


def test_a_failure_through_another_exercise_blames_only_that(
    report: Callable[..., ScoreReport], mixed: ScoreReport, text: ChapterText
) -> None:
    """An exercise that fails through an earlier one is titled so."""
    output = shown(report(mixed.exercises[3]), text)
    assert "needs mse_grad first" in output
    assert "fit_linear calls mse_grad, which does not pass yet." in output


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_can_be_shown(
    report: Callable[..., ScoreReport], mixed: ScoreReport, text: ChapterText, verdict: Verdict
) -> None:
    """No verdict is unknown to the screen, with or without a failure."""
    from dataclasses import replace

    exercise = mixed.exercises[1]
    for failure in (None, exercise.checks[0].failure):
        checks = tuple(replace(check, verdict=verdict, failure=failure) for check in exercise.checks)
        assert "mse_grad" in shown(report(replace(exercise, checks=checks)), text)
