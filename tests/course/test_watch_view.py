"""What `course watch` shows next, without a terminal: which exercise, which page, which words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from judging import load

from course.content import find_content
from course.progress import Progress
from course.remembered import Judged
from course.screen import Screen
from course.watch.fit import END_OF_BODY
from course.watch.paint import Painter
from course.watch.run import Watch
from course.watch.view import Page, View, count, next_failing, shown_after
from course.workspace import Workspace
from grader.results import CheckResult, ExerciseReport, Failure, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterSpec
from grader.words import verbatim, words

CHAPTER = load("ch90_mini")
OTHER = load("ch91_broken")
P, W, N = Verdict.PASSED, Verdict.WRONG_ANSWER, Verdict.NOT_IMPLEMENTED
ALL = ("scale", "Gain", "descend", "store")


def judged(*verdicts: Verdict, chapter: ChapterSpec = CHAPTER, edited: tuple[str, ...] = (),
           changed: tuple[str, ...] = (), again: tuple[str, ...] = ALL) -> Judged:  # fmt: skip
    """A report of the chapter: one check an exercise."""
    exercises = tuple(
        ExerciseReport(
            spec.name, spec.module, spec.optional, Decimal(0), Decimal(spec.points),
            (CheckResult(f"test_{spec.name}", spec.name, "it works", verdict, 1, False),),
        )
        for spec, verdict in zip(chapter.exercises, verdicts, strict=True)
    )  # fmt: skip
    report = ScoreReport(
        chapter.key, State.SCORED, Decimal(0), Decimal(24), "cpu", "1", SandboxReport("fake", ()), exercises
    )
    return Judged(chapter, report, again, changed, edited, Progress())


@pytest.mark.parametrize(
    ("looked_at", "found", "shown"),
    [
        ("scale", judged(W, P, W, N, edited=("scale",), again=("scale", "descend")), "scale"),
        ("scale", judged(P, W, N, N, edited=("Gain",), again=("Gain",)), "Gain"),
        ("scale", judged(P, P, W, N, edited=("scale", "Gain", "descend")), "scale"),
        ("store", judged(P, N, W, N, edited=("scale", "Gain", "descend")), "descend"),
        ("store", judged(P, N, N, N, edited=("scale", "Gain")), "Gain"),
        ("store", judged(P, P, N, N, edited=("scale", "Gain")), "scale"),
        # A helper was edited: of what it can reach the one that is looked at, else the module's.
        ("descend", judged(P, P, W, N, changed=("scaling",), again=("scale", "descend")), "descend"),
        ("store", judged(W, P, W, N, changed=("scaling",), again=("scale", "descend")), "scale"),
    ],
)
def test_the_exercise_that_is_worked_on(looked_at: str, found: Judged, shown: str) -> None:
    """What was edited is shown; among several what is written and wrong first; what is looked at wins."""
    assert shown_after(View(CHAPTER, looked_at), found).exercise == shown


def test_a_page_is_left_for_what_was_edited() -> None:
    """The list and the answer give way to a verdict; the chapter's table only to one on an exercise."""
    found = judged(W, P, P, P, edited=("scale",))
    for page in Page:
        assert shown_after(replace(View(CHAPTER, "scale"), page=page), found).page in (Page.EXERCISE, page)
    table = replace(View(CHAPTER, "scale"), page=Page.CHAPTER)
    assert shown_after(table, judged(W, P, P, P)).page is Page.CHAPTER
    assert shown_after(table, judged(W, W, P, P, edited=("Gain",))).page is Page.EXERCISE
    assert shown_after(replace(table, page=Page.LIST), found).page is Page.EXERCISE


def test_the_names_of_mistakes_scroll_nothing_away() -> None:
    """They come when somebody may have asked for a hint; a new verdict is shown from its beginning."""
    first = replace(judged(W, P, P, P, edited=("scale",)), naming=True)
    view = replace(shown_after(View(CHAPTER, "scale"), first), top=END_OF_BODY)
    assert shown_after(view, replace(first, naming=False)).top == END_OF_BODY
    assert shown_after(view, first).top == 0
    assert shown_after(view, judged(P, W, P, P, edited=("Gain",), again=("Gain",))).top == 0


def test_another_chapter() -> None:
    """Its first exercise that is written and wrong, then the first one that is not written."""
    view = View(OTHER, "halve", said=(words("x"),))
    assert shown_after(view, judged(P, N, W, N)).exercise == "descend"
    after = shown_after(view, judged(P, N, N, N))
    assert (after.chapter.key, after.exercise, after.said) == (CHAPTER.key, "Gain", ())


@pytest.mark.parametrize(
    ("found", "after", "following"),
    [
        (judged(N, N, N, N), "scale", "Gain"),
        (judged(P, N, P, N), "scale", "Gain"),
        (judged(N, P, P, N), "descend", "scale"),
        (judged(P, P, P, N), "descend", "store"),
        (judged(P, P, P, N), "store", None),
        (judged(P, P, P, P), "scale", None),
    ],
)
def test_next(found: Judged, after: str, following: str | None) -> None:
    """Onward, then from the beginning; optional ones when nothing else is left."""
    assert next_failing(found, after) == following


def test_count() -> None:
    """Optional exercises are not counted."""
    assert count(judged(P, W, N, P)) == (1, 3)


def test_what_is_said_lasts_until_the_next_judging() -> None:
    """What tells of a backup outlives the judging that it causes."""
    view = View(CHAPTER, "scale").saying(words("x"), next_command="course doctor")
    assert view.later().said == ()
    assert view.later().next_command is None
    kept = replace(view, outlives=1)
    assert kept.later().said == (words("x"),)
    assert kept.later().later().said == ()


def test_the_list_goes_round() -> None:
    """Up from the first line is the last one."""
    view = View(CHAPTER, "scale").listing()
    assert (view.chosen, view.moved(-1).chosen, view.moved(-1).moved(1).chosen) == (0, 3, 0)


def test_a_full_chapter_leads_to_its_milestone(tmp_path: Path) -> None:
    """Once every exercise that counts passes, and until the picture is there."""
    chapter, workspace = find_content().chapter("ch03_linear_regression"), Workspace(tmp_path)
    command = "course milestone ch3"
    counting = [not exercise.optional for exercise in chapter.exercises]

    def frame(*verdicts: Verdict) -> str:
        found = judged(*verdicts, chapter=chapter)
        return Painter(Screen("en"), workspace).frame(View(chapter, chapter.exercises[0].name, found), (100, 200)).text

    full = [P if counts else N for counts in counting]
    assert command not in frame(P, *[N] * (len(counting) - 1))
    assert command in frame(*full)
    picture = tmp_path / "milestones" / f"{chapter.key}.png"
    picture.parent.mkdir()
    picture.write_bytes(b"")
    assert command not in frame(*full)


class Window:
    """A terminal of 80 x 20 that keeps what was drawn on it."""

    size, resized, drawn = (80, 20), False, ""

    def draw(self, frame: str) -> None:
        """Keeps it."""
        self.drawn = frame

    def tell(self, message: object) -> None:
        """Nobody tells anything here."""


def test_the_names_of_mistakes_scroll_no_hint_away(tmp_path: Path) -> None:
    """The hint that was asked for stays in a small window when the report above it grows; arrows go on from there."""
    content, window = find_content(), Window()
    chapter = content.chapter("ch03_linear_regression")
    plain = judged(W, *[N] * 7, chapter=chapter)
    report = plain.report.exercises[0]
    (check,) = report.checks
    failure = Failure(Verdict.WRONG_ANSWER, words("no value is right"), called="f()", got=verbatim("1"))
    named = {}
    for naming, diagnosis in ((True, None), (False, "linear_forward__bias_added_to_x")):
        told = replace(report, checks=(replace(check, failure=failure, diagnosis=diagnosis),))
        first = replace(plain.report, exercises=(told, *plain.report.exercises[1:]))
        named[naming] = replace(plain, report=first, naming=naming)
    watch = Watch(content, Screen("en"), Workspace(tmp_path), None, window, View(chapter, "linear_forward"))  # type: ignore[arg-type]
    watch._show(named[True], 0.1)
    watch._draw()
    watch._react("h")
    watch._draw()
    assert "Hint 1 of 3" in window.drawn
    watch._show(named[False], 0.1)
    watch._draw()
    assert "Hint 1 of 3" in window.drawn
    before = watch._top
    watch._react("up")
    watch._draw()
    assert watch._top == before - 1
