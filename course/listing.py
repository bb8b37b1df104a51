"""The tables of `course list` and `course status`."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from course.content import Content
from course.progress import Progress, load_progress
from course.screen import Screen
from course.workspace import Workspace
from grader.spec import ChapterSpec
from grader.words import words


def list_chapters(content: Content, screen: Screen, workspace: Workspace | None) -> None:
    """A row a chapter: its title and, where there is a workspace, how far the learner is."""
    progress = _progress(workspace)
    for chapter in content.chapters():
        text = chapter.text(screen.lang)
        counted = [exercise for exercise in chapter.exercises if not exercise.optional]
        passed = sum(progress.of(chapter.key, exercise.name).passed for exercise in counted)
        done = f"{passed:>2}/{len(counted)}" if workspace else f"{len(counted):>2}"
        row = Text.assemble((f"{chapter.short:<5}", "cyan"), f"{done}  ", (screen.text(text.title), "bold"))
        screen.show(row)
        screen.hang(" " * (len(done) + 7), text.summary, "dim")
    screen.next("course check" if workspace else "course start gradstep")


def list_exercises(chapter: ChapterSpec, screen: Screen, workspace: Workspace | None) -> None:
    """A row an exercise of a chapter: its name, title and points, and whether it has passed."""
    progress = _progress(workspace)
    text = chapter.text(screen.lang)
    screen.say(words("Chapter {number}: {title}", number=chapter.number, title=text.title), "bold")
    width = max(len(exercise.name) for exercise in chapter.exercises)
    for exercise in chapter.exercises:
        passed = progress.of(chapter.key, exercise.name).passed
        optional = f"  ({screen.text(words('optional'))})" if exercise.optional else ""
        mark = ("✓", "green") if passed else ("·", "dim")
        title = screen.text(text.exercise[exercise.name].title)
        screen.show(
            Text.assemble("  ", mark, f" {exercise.name:<{width}}  {exercise.points:>3}  {title}", (optional, "dim"))
        )
    screen.next(f"course check {chapter.short}")


def show_status(content: Content, screen: Screen, workspace: Workspace) -> None:
    """A row an exercise that was tried: score, attempts, date of its first pass, hints, whether the answer was seen."""
    progress = _progress(workspace)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (
        words("exercise"),
        words("score"),
        words("attempts"),
        words("first passed"),
        words("hints"),
    ):
        table.add_column(screen.text(heading))
    table.add_column("")
    for chapter in content.chapters():
        for exercise in chapter.exercises:
            known = progress.of(chapter.key, exercise.name)
            if known.attempts or known.hints or known.gave_up or known.passed:
                table.add_row(
                    f"{chapter.short}/{exercise.name}",
                    "" if known.score is None else f"{known.score} / {known.max_score}",
                    str(known.attempts),
                    (known.first_passed or "")[:10],
                    str(known.hints),
                    screen.text(words("answer seen")) if known.gave_up else "",
                )
    if table.row_count:
        screen.show(table)
    else:
        screen.say(words("No exercise was tried yet."))
    screen.next("course check")


def _progress(workspace: Workspace | None) -> Progress:
    return load_progress(workspace.progress).progress if workspace else Progress()
